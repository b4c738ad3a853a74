/* SPDX-License-Identifier: MIT
 *
 * A query as one full-text expression. Every token is quoted, so nothing that a person typed can
 * be read as syntax, and a column is only ever named by the fields table. Pure; what the query
 * means was decided by photo/query.
 *
 * The engine knows `a AND b`, `a OR b`, `a NOT b`, but no lone NOT: that is taken from the tag
 * that every photo has. Its parser holds a limited number of open brackets, and fewer on the
 * right of an operator: the deepest operand comes first where order is free.
 */
#include <string.h>
#include "catalog_private.h"

#define ALL "\"" CATALOG_TAG_MARK "all=1\""
/* Of the engine's parser (100 places), with some left for the innermost term. */
#define MAX_OPEN 90

typedef struct {
	GString *text;
	guint open; /* places that the parser holds at this point */
	GError *error;
} Match;

static void write_query(Match *match, const ClQuery *query);

static guint
depth(const ClQuery *query)
{
	guint deepest = 0;

	for (guint i = 0; query->children != NULL && i < query->children->len; i++) {
		guint below = depth(g_ptr_array_index(query->children, i));

		deepest = MAX(deepest, below);
	}
	return deepest + 1;
}

static int
by_depth(gconstpointer a, gconstpointer b)
{
	guint one = depth(*(ClQuery *const *) a), other = depth(*(ClQuery *const *) b);

	return one < other ? 1 : one > other ? -1 : 0;
}

static void
write_quoted(GString *text, const char *mark, const char *tokens)
{
	g_string_append_printf(text, "\"%s", mark);
	for (const char *c = tokens; *c != '\0'; c++) {
		if (*c == '"')
			g_string_append_c(text, '"');
		g_string_append_c(text, *c);
	}
	g_string_append_c(text, '"');
}

static void
write_term(Match *match, const ClQuery *query)
{
	if (query->tokens == NULL || query->tokens[0] == '\0') {
		g_set_error(&match->error, CL_ERROR, CL_ERROR_USAGE, "query: a term says nothing");
		return;
	}
	if (query->type == CL_QUERY_TAG) {
		write_quoted(match->text, CATALOG_TAG_MARK, query->tokens);
		return;
	}
	if (query->field < CL_N_FIELDS && !cl_field_info(query->field)->search) {
		g_set_error(&match->error, CL_ERROR, CL_ERROR_USAGE,
			"query: the words of '%s' are not searched",
			cl_field_info(query->field)->name);
		return;
	}
	if (query->field < CL_N_FIELDS)
		g_string_append_printf(match->text, "%s : ", cl_field_info(query->field)->name);
	write_quoted(match->text, "", query->tokens);
	if (query->prefix)
		g_string_append(match->text, " *");
}

/* Operands in brackets, joined; `held` = places that each one before this leaves open. */
static void
write_operands(Match *match, GPtrArray *operands, const char *operator)
{
	for (guint i = 0; i < operands->len && match->error == NULL; i++) {
		guint held = i == 0 ? 1 : 3;

		g_string_append(match->text, i == 0 ? "(" : operator);
		if (i > 0)
			g_string_append_c(match->text, '(');
		match->open += held;
		write_query(match, g_ptr_array_index(operands, i));
		match->open -= held;
		g_string_append_c(match->text, ')');
	}
}

/* What a negation denies, two negations being none; NULL if it is not one. */
static const ClQuery *
denied(const ClQuery *query)
{
	return query->type == CL_QUERY_NOT ? g_ptr_array_index(query->children, 0) : NULL;
}

static const ClQuery *
plain(const ClQuery *query)
{
	while (denied(query) != NULL && denied(denied(query)) != NULL)
		query = denied(denied(query));
	return query;
}

/* (a AND b) NOT (c OR d) */
static void
write_and(Match *match, GPtrArray *wanted, GPtrArray *unwanted)
{
	if (unwanted->len == 0) {
		write_operands(match, wanted, " AND ");
		return;
	}
	g_string_append_c(match->text, '(');
	match->open++;
	if (wanted->len > 0)
		write_operands(match, wanted, " AND ");
	else
		g_string_append(match->text, ALL);
	g_string_append(match->text, ") NOT (");
	match->open += 2;
	write_operands(match, unwanted, " OR ");
	match->open -= 3;
	g_string_append_c(match->text, ')');
}

static void
write_query(Match *match, const ClQuery *query)
{
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();
	g_autoptr(GPtrArray) unwanted = g_ptr_array_new();

	query = plain(query);
	if (match->open > MAX_OPEN)
		g_set_error(&match->error, CL_ERROR, CL_ERROR_LIMIT,
			"query: brackets are nested too deeply; say it with fewer");
	if (match->error != NULL)
		return;
	for (guint i = 0; query->children != NULL && i < query->children->len; i++) {
		const ClQuery *child = plain(g_ptr_array_index(query->children, i));

		if (query->type == CL_QUERY_AND && denied(child) != NULL)
			g_ptr_array_add(unwanted, (gpointer) denied(child));
		else
			g_ptr_array_add(wanted, (gpointer) child);
	}
	g_ptr_array_sort(wanted, by_depth);
	g_ptr_array_sort(unwanted, by_depth);
	switch (query->type) {
	case CL_QUERY_AND:
		write_and(match, wanted, unwanted);
		break;
	case CL_QUERY_OR:
		write_operands(match, wanted, " OR ");
		break;
	case CL_QUERY_NOT:
		write_and(match, unwanted, wanted);
		break;
	case CL_QUERY_TEXT:
	case CL_QUERY_TAG:
		write_term(match, query);
		break;
	case CL_QUERY_ALL:
		g_string_append(match->text, ALL);
		break;
	case CL_QUERY_JUDGED: /* the caller forgot to take it out: never as if it were not there */
		g_set_error(&match->error, CL_ERROR, CL_ERROR_USAGE,
			"query: what is judged for each photo is not listed; leave it out");
		break;
	}
}

char *
catalog_match(const ClQuery *query, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	Match match = {.text = text};

	if (plain(query)->type == CL_QUERY_ALL)
		return NULL;
	write_query(&match, query);
	if (match.error != NULL) {
		g_propagate_error(error, match.error);
		return NULL;
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}
