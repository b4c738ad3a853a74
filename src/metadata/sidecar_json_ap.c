/* SPDX-License-Identifier: MIT
 *
 * Which items are AP's: those in the form of its content API, and those that came through others and name it.
 */
#include "sidecar_json.h"

#include <cutline/text.h>

gboolean
metadata_json_is_ap(GHashTable *item)
{
	g_autoptr(GHashTable) ids = metadata_json_object(g_hash_table_lookup(item, "altids"));

	return ids != NULL && metadata_json_text(ids, "itemid") != NULL &&
	       (g_hash_table_contains(item, "signals") ||
		       g_hash_table_contains(item, "description_creditline") ||
		       g_hash_table_contains(item, "photographer"));
}

/* "AP Photo/Jo Doe", "Jo Doe via AP", "https://api.ap.org/…". */
static void
find_ap(MetadataSidecar *side, GVariant *value, gpointer data)
{
	gboolean *found = data;
	g_autofree char *text = metadata_json_scalar(value);
	g_autofree char *fold = text == NULL ? NULL : cl_text_fold(text);
	g_autofree char *words = fold == NULL ? NULL : g_strdup_printf(" %s ", fold);

	*found = *found || (words != NULL && (strstr(words, " ap ") != NULL ||
						     strstr(words, " associated press ") != NULL));
}

gboolean
metadata_json_is_of_ap(MetadataSidecar *side, GHashTable *item)
{
	static const char *const naming[] = {"uri", "guid", "creditline", "description_creditline",
		"copyrightholder", "copyrightnotice", "infosource", "infosources", "provider"};
	gboolean found = side->sidecar->kind == CL_SIDECAR_AP;

	for (gsize i = 0; !found && i < G_N_ELEMENTS(naming); i++) {
		GVariant *value = g_hash_table_lookup(item, naming[i]);
		g_autoptr(GHashTable) object = metadata_json_object(value);

		if (object == NULL)
			metadata_json_each(side, value, find_ap, &found);
		else
			find_ap(side, g_hash_table_lookup(object, "name"), &found);
	}
	return found;
}
