/* SPDX-License-Identifier: MIT
 *
 * Searching: a query in the archive's time zone against the catalog's listing.
 */
#include "archive_private.h"
#include "style.h"

GPtrArray *
cl_archive_search(ClArchive *archive, const char *query, ClSort sort, guint limit, guint offset,
	ClTotal *total, GError **error)
{
	g_autoptr(ClQuery) parsed =
		cl_query_parse(query, cl_time_now_us(), archive->zone, error);

	if (parsed == NULL)
		return NULL;
	archive_widen(archive, parsed);
	return cl_catalog_search(archive->catalog, parsed, sort, limit, offset, total, error);
}

#define PAGE 1000U

GPtrArray *
cl_archive_select(ClArchive *archive, const char *query, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	guint n;

	do {
		g_autoptr(GPtrArray) hits = cl_archive_search(
			archive, query, CL_SORT_INGESTED, PAGE, ids->len, NULL, error);

		if (hits == NULL)
			return NULL;
		n = hits->len;
		for (guint i = 0; i < n; i++)
			g_ptr_array_add(ids, g_strdup(((ClHit *) hits->pdata[i])->id));
		if (ids->len > CL_MAX_EDIT_PHOTOS) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
				"the query finds more than %u photos, as many as are edited in "
				"one step; narrow it",
				CL_MAX_EDIT_PHOTOS);
			return NULL;
		}
	} while (n == PAGE);
	return g_steal_pointer(&ids);
}

GPtrArray *
cl_archive_facets(ClArchive *archive, const char *query, guint *window, GError **error)
{
	g_autoptr(ClQuery) parsed =
		cl_query_parse(query, cl_time_now_us(), archive->zone, error);

	if (parsed == NULL)
		return NULL;
	archive_widen(archive, parsed);
	return cl_catalog_facets(archive->catalog, parsed, window, error);
}

char *
cl_archive_derived_path(ClArchive *archive, const ClHit *hit, const char *kind)
{
	g_autofree char *below = NULL;

	if (!hit->developed || cl_store_derived_bytes(archive->store, kind, hit->sha256) <= 0)
		return NULL;
	below = cl_store_derived_path(archive->store, kind, hit->sha256);
	return g_build_filename(archive->folder, below, NULL);
}
