/* SPDX-License-Identifier: MIT
 *
 * What rules own that were read from a file: texts and arrays that go when the rules go, all at once.
 */
#include "private.h"

#include <string.h>

struct CreditOwned {
	GStringChunk *texts;
	GPtrArray *blocks;
};

CreditOwned *
credit_owned_new(void)
{
	CreditOwned *owned = g_new0(CreditOwned, 1);

	owned->texts = g_string_chunk_new(16384);
	owned->blocks = g_ptr_array_new_with_free_func(g_free);
	return owned;
}

void
credit_owned_free(CreditOwned *owned)
{
	if (owned == NULL)
		return;
	g_string_chunk_free(owned->texts);
	g_ptr_array_unref(owned->blocks);
	g_free(owned);
}

const char *
credit_owned_text(CreditOwned *owned, const char *text)
{
	return text == NULL ? NULL : g_string_chunk_insert(owned->texts, text);
}

void
credit_owned_keep(CreditOwned *owned, gpointer block)
{
	g_ptr_array_add(owned->blocks, block);
}

gpointer
credit_owned_block(CreditOwned *owned, gsize n_bytes)
{
	gpointer block = g_malloc0(n_bytes);

	credit_owned_keep(owned, block);
	return block;
}

gpointer
credit_owned_array(CreditOwned *owned, GArray *array)
{
	gpointer block = g_array_free(array, FALSE);

	credit_owned_keep(owned, block);
	return block;
}

const char *
credit_owned_member(CreditOwned *owned, const ClJsonNode *object, const char *key)
{
	return credit_owned_text(owned, cl_json_node_get_string(object, key));
}

const char *const *
credit_owned_list(CreditOwned *owned, const ClJsonNode *object, const char *key)
{
	const ClJsonNode *list = cl_json_node_get_array(object, key);
	gsize n = cl_json_node_length(list), kept = 0;
	const char **out;

	if (list == NULL)
		return NULL;
	out = credit_owned_block(owned, (n + 1) * sizeof *out);
	for (gsize i = 0; i < n; i++) {
		const char *text = cl_json_node_string(cl_json_node_at(list, i));

		if (text != NULL)
			out[kept++] = credit_owned_text(owned, text);
	}
	return out;
}

/* Stable, so that of equal keys the one that was added later stands behind. */
static int
compare_entries(gconstpointer a, gconstpointer b)
{
	return strcmp(((const CreditEntry *)a)->key, ((const CreditEntry *)b)->key);
}

CreditTable
credit_owned_table(CreditOwned *owned, GArray *entries)
{
	CreditTable table = {NULL, 0};
	CreditEntry *all;

	g_array_sort(entries, compare_entries);
	all = (CreditEntry *)(gpointer)entries->data;
	for (guint i = 0; i < entries->len; i++) {
		if (table.n > 0 && strcmp(all[table.n - 1].key, all[i].key) == 0)
			table.n--;
		all[table.n++] = all[i];
	}
	table.entries = credit_owned_array(owned, entries);
	return table;
}
