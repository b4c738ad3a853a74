/* SPDX-License-Identifier: MIT
 *
 * Pictures that bear a word of a notice where suppliers write their references: object name and transmission
 * reference are candidates for one, whatever they look like (reference §1.3).
 */
#include "notice.h"
#include "page_check.h"

#include <string.h>

static const ClField fields[] = {CL_FIELD_TITLE, CL_FIELD_JOB_ID, CL_FIELD_SUPPLIER_ID};

/* Not only among other words. */
static gboolean
bears(ClArchive *archive, const char *photo, const char *word, gboolean *does, GError **error)
{
	g_autoptr(GPtrArray) received = cl_catalog_received(archive->catalog, photo, 0, error);

	*does = FALSE;
	for (guint i = 0; received != NULL && i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		for (gsize k = 0; k < G_N_ELEMENTS(fields); k++)
			*does = *does || (value->field == fields[k] &&
						 g_ascii_strcasecmp(value->value, word) == 0);
	}
	return received != NULL;
}

static gboolean
add_bearers(ClArchive *archive, ClField field, const char *word, GPtrArray *all, GError **error)
{
	g_autofree char *tokens = cl_text_tokens(word);
	g_autoptr(ClQuery) query = page_text_query(field, tokens);
	g_autoptr(GPtrArray) hits =
		tokens[0] == '\0' ? g_ptr_array_new()
				  : cl_catalog_search(archive->catalog, query, CL_SORT_INGESTED,
					    NOTICE_MAX_BEARERS, 0, NULL, error);

	for (guint i = 0; hits != NULL && i < hits->len; i++) {
		const char *photo = ((const ClHit *)hits->pdata[i])->id;
		gboolean does;

		if (!bears(archive, photo, word, &does, error))
			return FALSE;
		if (does && !g_ptr_array_find_with_equal_func(all, photo, g_str_equal, NULL))
			g_ptr_array_add(all, g_strdup(photo));
	}
	return hits != NULL;
}

GPtrArray *
notice_bearers(ClArchive *archive, const char *word, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		if (!add_bearers(archive, fields[i], word, all, error))
			return NULL;
	return g_steal_pointer(&all);
}
