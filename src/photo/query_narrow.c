/* SPDX-License-Identifier: MIT
 *
 * The same question in fewer and shorter lists. Conditions on a property of which a photo has one
 * value are intersected here: two suppliers at once is nobody, and no list is walked to find that
 * out (35 ms at a million photos). Supplier and date of capture, asked together as every wire desk
 * does, are one tag a photo is listed under too: two lists of 80,000 that meet 700 times become one
 * of 700. What a photo is listed under for that is written in tags.c.
 */
#include <string.h>
#include "query_parts.h"

/* Pairs that are looked at, and tags that a pair of conditions may become: beyond, the question is
 * left as it is, which costs time and no match. */
#define MAX_COMPARED 100000U
#define MAX_PAIRS 400U

typedef struct {
	const char *name;
	gboolean prefixes; /* listed under each prefix of the value */
} Single;

static const Single singles[] = {
	{"taken", TRUE},
	{"ingested", TRUE},
	{"width", TRUE},
	{"height", TRUE},
	{"id", TRUE},
	{"supplier", FALSE},
	{"format", FALSE},
	{"state", FALSE},
};

static const char *
tag_value(const ClQuery *query, const char *name)
{
	gsize n = strlen(name);

	if (query->type != CL_QUERY_TAG || strncmp(query->tokens, name, n) != 0 ||
		query->tokens[n] != '=')
		return NULL;
	return query->tokens + n + 1;
}

/* The values of `name` that a condition allows (lent); NULL if it is about something else. */
static GPtrArray *
allowed(const ClQuery *query, const char *name)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new();
	guint n = query->type == CL_QUERY_OR ? query->children->len : 1;

	for (guint i = 0; i < n; i++) {
		const ClQuery *one = query->type == CL_QUERY_OR
					     ? g_ptr_array_index(query->children, i)
					     : query;
		const char *value = tag_value(one, name);

		if (value == NULL)
			return NULL;
		g_ptr_array_add(values, (gpointer)value);
	}
	return g_steal_pointer(&values);
}

/* The narrower of two values, or NULL if no photo has both. */
static const char *
both(const char *a, const char *b, gboolean prefixes)
{
	gsize n_a = strlen(a), n_b = strlen(b);

	if (n_a != n_b && !prefixes)
		return NULL;
	if (strncmp(a, b, MIN(n_a, n_b)) != 0)
		return NULL;
	return n_a >= n_b ? a : b;
}

/* Nothing fits: a tag that no photo has. */
static ClQuery *
any_of(const char *name, GPtrArray *values)
{
	GPtrArray *children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);

	if (values->len == 0)
		g_ptr_array_add(children, query_new_tag("none", "1"));
	for (guint i = 0; i < values->len; i++)
		g_ptr_array_add(children, query_new_tag(name, values->pdata[i]));
	return query_new_group(CL_QUERY_OR, children);
}

/* Both conditions as one, or NULL if that is not worth it. */
static ClQuery *
intersect(const ClQuery *one, const ClQuery *other, const Single *single)
{
	g_autoptr(GPtrArray) a = allowed(one, single->name);
	g_autoptr(GPtrArray) b = a == NULL ? NULL : allowed(other, single->name);
	g_autoptr(GPtrArray) values = g_ptr_array_new();

	if (b == NULL || (guint64)a->len * b->len > MAX_COMPARED)
		return NULL;
	for (guint i = 0; i < a->len; i++)
		for (guint j = 0; j < b->len; j++) {
			const char *value =
				both(a->pdata[i], b->pdata[j], single->prefixes);

			if (value != NULL)
				g_ptr_array_add(values, (gpointer)value);
		}
	return any_of(single->name, values);
}

/* Supplier and date as the one tag that stands for both, or NULL. */
static ClQuery *
pair(const ClQuery *one, const ClQuery *other)
{
	g_autoptr(GPtrArray) suppliers = allowed(one, "supplier");
	g_autoptr(GPtrArray) dates = suppliers == NULL ? NULL : allowed(other, "taken");
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);

	if (dates == NULL || (guint64)suppliers->len * dates->len > MAX_PAIRS)
		return NULL;
	for (guint i = 0; i < suppliers->len; i++)
		for (guint j = 0; j < dates->len; j++) {
			if (strlen(dates->pdata[j]) < QUERY_PAIR_SHORTEST)
				return NULL;
			g_ptr_array_add(values, query_pair(suppliers->pdata[i], dates->pdata[j]));
		}
	return any_of(QUERY_PAIR, values);
}

/* Operands one and other become the first of them. */
static void
replace(GPtrArray *operands, guint one, guint other, ClQuery *by)
{
	cl_query_free(operands->pdata[one]);
	operands->pdata[one] = by;
	g_ptr_array_remove_index(operands, other);
}

static void
intersect_all(GPtrArray *operands, const Single *single)
{
	for (guint i = 0; i < operands->len; i++)
		for (guint j = i + 1; j < operands->len;) {
			ClQuery *narrow = intersect(operands->pdata[i], operands->pdata[j], single);

			if (narrow != NULL)
				replace(operands, i, j, narrow);
			else
				j++;
		}
}

static void
pair_all(GPtrArray *operands)
{
	for (guint i = 0; i < operands->len; i++)
		for (guint j = 0; j < operands->len; j++) {
			ClQuery *narrow =
				i == j ? NULL : pair(operands->pdata[i], operands->pdata[j]);

			if (narrow != NULL) {
				replace(operands, i, j, narrow);
				return;
			}
		}
}

ClQuery *
query_narrow(ClQuery *query)
{
	GPtrArray *children = query->children;
	ClQuery *only;

	for (guint i = 0; children != NULL && i < children->len; i++)
		children->pdata[i] = query_narrow(children->pdata[i]);
	if (query->type != CL_QUERY_AND)
		return query;
	for (gsize i = 0; i < G_N_ELEMENTS(singles); i++)
		intersect_all(children, &singles[i]);
	pair_all(children);
	if (children->len > 1)
		return query;
	only = g_ptr_array_steal_index(children, 0);
	cl_query_free(query);
	return only;
}
