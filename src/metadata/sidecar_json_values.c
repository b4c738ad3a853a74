/* SPDX-License-Identifier: MIT
 *
 * Values of JSON as the readers of items take them: keys in any case, lists as arrays or as objects.
 */
#include "sidecar_json.h"

GHashTable *
metadata_json_object(GVariant *value)
{
	GHashTable *object;
	GVariantIter iter;
	const char *key;
	GVariant *member;

	if (value == NULL || !g_variant_is_of_type(value, G_VARIANT_TYPE_VARDICT))
		return NULL;
	object = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
	g_variant_iter_init(&iter, value);
	while (g_variant_iter_next(&iter, "{&sv}", &key, &member)) {
		char *lower = g_ascii_strdown(key, -1);

		if (g_hash_table_contains(object, lower)) {
			g_free(lower);
			g_variant_unref(member);
		} else {
			g_hash_table_insert(object, lower, member);
		}
	}
	return object;
}

const char *
metadata_json_text(GHashTable *object, const char *key)
{
	GVariant *value = g_hash_table_lookup(object, key);

	return value != NULL && g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)
		       ? g_variant_get_string(value, NULL)
		       : NULL;
}

char *
metadata_json_scalar(GVariant *value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	if (value == NULL)
		return NULL;
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return g_variant_dup_string(value, NULL);
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_INT64))
		return g_strdup_printf("%" G_GINT64_FORMAT, g_variant_get_int64(value));
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_DOUBLE))
		return g_strdup(
			g_ascii_formatd(number, sizeof number, "%g", g_variant_get_double(value)));
	return NULL;
}

void
metadata_json_each(MetadataSidecar *side, GVariant *list, MetadataJsonEach each, gpointer data)
{
	gboolean is_object;
	gsize n;

	if (list == NULL)
		return;
	is_object = g_variant_is_of_type(list, G_VARIANT_TYPE_VARDICT);
	if (!is_object && !g_variant_is_of_type(list, G_VARIANT_TYPE("av"))) {
		each(side, list, data);
		return;
	}
	n = g_variant_n_children(list);
	for (gsize i = 0; i < n; i++) {
		g_autoptr(GVariant) child = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) boxed = NULL;
		g_autoptr(GVariant) value = NULL;

		boxed = g_variant_get_child_value(child, is_object ? 1 : 0);
		value = is_object ? g_variant_get_variant(boxed) : g_variant_ref(boxed);
		each(side, value, data);
	}
}
