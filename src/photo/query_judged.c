/* SPDX-License-Identifier: MIT
 *
 * The conditions of a query that no list answers: whether a photo may be used, what it costs, what it is
 * licensed by. They are kept apart from the rest: each photo that the rest finds is asked. Which licences,
 * channels and territories there are is not known here.
 */
#include <math.h>
#include <string.h>
#include "query_parts.h"

#define MAX_COST_DIGITS 12

void
cl_judged_free(ClJudged *judged)
{
	g_free(judged->value);
	g_free(judged);
}

const char *
query_judged_name(ClJudgedKind kind)
{
	static const char *const names[] = {
		[CL_JUDGED_EXPIRED] = "is:expired",
		[CL_JUDGED_LICENCE] = "licence",
		[CL_JUDGED_COST] = "cost",
		[CL_JUDGED_USABLE] = "usable",
	};

	return names[kind];
}

/* --- cost ------------------------------------------------------------------------------------- */

static gboolean
read_amount(const char *text, double *amount)
{
	gsize n = strspn(text, "0123456789"), more = text[n] == '.' ? strspn(text + n + 1, "0123456789") : 0;

	if (n == 0 || n + more > MAX_COST_DIGITS || (text[n] == '.' && more == 0) ||
		text[n + (text[n] == '.') + more] != '\0')
		return FALSE;
	*amount = g_ascii_strtod(text, NULL);
	return TRUE;
}

static gboolean
read_comparison(ClJudged *judged, const char *text)
{
	gboolean above = text[0] == '>', equal = text[1] == '=';
	double amount;

	if (!read_amount(text + 1 + equal, &amount))
		return FALSE;
	if (above)
		judged->low = equal ? amount : nextafter(amount, INFINITY);
	else
		judged->high = equal ? amount : nextafter(amount, -INFINITY);
	return TRUE;
}

static gboolean
read_span(ClJudged *judged, const char *text, const char *dots)
{
	g_autofree char *from = g_strndup(text, (gsize)(dots - text));

	if (from[0] == '\0' && dots[2] == '\0')
		return FALSE;
	return (from[0] == '\0' || read_amount(from, &judged->low)) &&
	       (dots[2] == '\0' || read_amount(dots + 2, &judged->high));
}

static gboolean
read_cost(ClJudged *judged, const char *text)
{
	const char *dots = strstr(text, "..");
	gboolean ok;

	judged->low = 0;
	judged->high = INFINITY;
	if (g_ascii_strcasecmp(text, "none") == 0) {
		judged->high = 0;
		return TRUE;
	}
	if (text[0] == '>' || text[0] == '<')
		return read_comparison(judged, text);
	if (dots != NULL)
		return read_span(judged, text, dots);
	ok = read_amount(text, &judged->low);
	judged->high = judged->low;
	return ok;
}

/* --- any ---------------------------------------------------------------------------------------- */

/* What is wrong with the value, or NULL. */
static char *
read_value(ClJudged *judged, const char *text)
{
	switch (judged->kind) {
	case CL_JUDGED_EXPIRED:
		break;
	case CL_JUDGED_LICENCE:
		if (text[strspn(text, " \t")] == '\0')
			return g_strdup("it names no licence; write licence:ID or licence:none");
		break;
	case CL_JUDGED_COST:
		if (!read_cost(judged, text))
			return g_strdup_printf("'%s' is no amount; write cost:none, cost:>0, cost:<=12.50 "
					       "or cost:5..50",
				text);
		if (judged->low > judged->high)
			return g_strdup("the range ends before it begins; write the smaller value first");
		break;
	case CL_JUDGED_USABLE:
		if (text[strspn(text, " \t@")] == '\0')
			return g_strdup("it names neither channel nor territory; write usable:web, "
					"usable:@KAZ or usable:web@KAZ");
		break;
	}
	return NULL;
}

ClQuery *
query_judged(ClJudgedKind kind, const char *text, char **problem)
{
	g_autoptr(ClQuery) query = query_new(CL_QUERY_JUDGED);

	query->judged = g_new0(ClJudged, 1);
	query->judged->kind = kind;
	query->judged->value = g_strdup(text);
	*problem = read_value(query->judged, text);
	return *problem == NULL ? g_steal_pointer(&query) : NULL;
}

/* --- where it stands ------------------------------------------------------------------------------ */

static const ClJudged *
first_judged(const ClQuery *query)
{
	const ClJudged *found = query->judged;

	for (guint i = 0; query->children != NULL && found == NULL && i < query->children->len; i++)
		found = first_judged(query->children->pdata[i]);
	return found;
}

/* The condition that is excluded, two exclusions being none; NULL: it is something else. */
static const ClQuery *
excluded(const ClQuery *query, gboolean *negated)
{
	*negated = FALSE;
	while (query->type == CL_QUERY_NOT) {
		*negated = !*negated;
		query = query->children->pdata[0];
	}
	return query->type == CL_QUERY_JUDGED ? query : NULL;
}

const ClJudged *
query_misplaced(const ClQuery *query)
{
	const ClJudged *found = NULL;
	gboolean negated;

	if (excluded(query, &negated) != NULL)
		return NULL;
	if (query->type != CL_QUERY_AND)
		return first_judged(query);
	for (guint i = 0; found == NULL && i < query->children->len; i++)
		found = query_misplaced(query->children->pdata[i]);
	return found;
}

/* What is left of the query, or NULL; takes it. */
static ClQuery *
take(ClQuery *query, GPtrArray *all)
{
	gboolean negated;
	ClQuery *one = (ClQuery *)excluded(query, &negated);
	GPtrArray *rest;

	if (one == NULL && query->type != CL_QUERY_AND)
		return query;
	rest = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
	if (one != NULL) {
		one->judged->negated = negated;
		g_ptr_array_add(all, g_steal_pointer(&one->judged));
	}
	while (one == NULL && query->children->len > 0) {
		ClQuery *left = take(g_ptr_array_steal_index(query->children, 0), all);

		if (left != NULL)
			g_ptr_array_add(rest, left);
	}
	cl_query_free(query);
	if (rest->len > 0)
		return query_new_group(CL_QUERY_AND, rest);
	g_ptr_array_unref(rest);
	return NULL;
}

static int
by_kind(gconstpointer a, gconstpointer b)
{
	return (int)(*(ClJudged *const *)a)->kind - (int)(*(ClJudged *const *)b)->kind;
}

GPtrArray *
cl_query_take_judged(ClQuery **query)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)cl_judged_free);

	*query = take(*query, all);
	*query = *query != NULL ? query_narrow(*query) : query_new(CL_QUERY_ALL);
	g_ptr_array_sort(all, by_kind);
	return all;
}
