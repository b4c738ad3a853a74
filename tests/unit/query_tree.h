/* SPDX-License-Identifier: MIT
 *
 * A query as text, and what is refused as one, for tests.
 */
#pragma once
#include <string.h>
#include <cutline/error.h>
#include <cutline/query.h>

/* 2026-03-01 00:30 UTC: still February in New York. */
#define NOW_US (G_GINT64_CONSTANT(1772325000) * G_USEC_PER_SEC)

typedef struct {
	const char *query;
	int column;
	const char *hint; /* stands in the message, behind what is wrong */
} QueryRefusal;

static inline void
check_refusals(const QueryRefusal *table, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *column = g_strdup_printf("column %d: ", table[i].column);

		g_assert_null(cl_query_parse(table[i].query, NOW_US, NULL, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
		g_test_message("%s → %s", table[i].query, error->message);
		g_assert_true(g_str_has_prefix(error->message, column));
		g_assert_nonnull(strstr(error->message, "; "));
		g_assert_nonnull(strstr(error->message, table[i].hint));
	}
}

/* The tree as text: a prefix form that a test can be read in. */
static void
write_query(GString *out, const ClQuery *query)
{
	static const char *const names[] = {"AND", "OR", "NOT"};

	switch (query->type) {
	case CL_QUERY_ALL:
		g_string_append(out, "ALL");
		return;
	case CL_QUERY_TAG:
		g_string_append_printf(out, "#%s", query->tokens);
		return;
	case CL_QUERY_TEXT:
		if (query->field != CL_N_FIELDS)
			g_string_append_printf(out, "%s:", cl_field_info(query->field)->name);
		g_string_append_printf(out, "[%s]%s", query->tokens, query->prefix ? "*" : "");
		return;
	case CL_QUERY_JUDGED:
		g_string_append_printf(out, "?%u@%u=", query->judged->kind, query->judged->column);
		if (query->judged->kind == CL_JUDGED_COST)
			g_string_append_printf(out, "%.2f..%.2f%s", query->judged->low,
				query->judged->high, query->judged->low > 0 ? "" : "(0)");
		else
			g_string_append(out, query->judged->value);
		return;
	case CL_QUERY_AND:
	case CL_QUERY_OR:
	case CL_QUERY_NOT:
		break;
	}
	g_string_append_printf(out, "%s(", names[query->type]);
	for (guint i = 0; i < query->children->len; i++) {
		if (i > 0)
			g_string_append_c(out, ' ');
		write_query(out, g_ptr_array_index(query->children, i));
	}
	g_string_append_c(out, ')');
}
