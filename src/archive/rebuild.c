/* SPDX-License-Identifier: MIT
 *
 * Rebuild: derived rows from the record. What they are computed from is not touched; the record
 * itself comes back from the store in rebuild_store.c.
 */
#include "rights.h"

#define PAGE 500U

static gboolean
refresh_all(ClArchive *archive, void (*progress)(guint64, guint64, gpointer), gpointer data,
	guint64 *photos, GError **error)
{
	g_autofree char *after = NULL;
	guint64 total;

	if (!cl_catalog_count_photos(archive->catalog, &total, error))
		return FALSE;
	for (;;) {
		g_autoptr(GPtrArray) ids =
			cl_catalog_list_photos(archive->catalog, after, PAGE, error);

		if (ids == NULL)
			return FALSE;
		if (ids->len == 0)
			return TRUE;
		for (guint i = 0; i < ids->len; i++)
			if (!archive_refresh(archive, ids->pdata[i], error))
				return FALSE;
		*photos += ids->len;
		if (progress != NULL)
			progress(*photos, total, data);
		g_free(after);
		after = g_strdup(ids->pdata[ids->len - 1]);
	}
}

gboolean
archive_relist(ClArchive *archive, GError **error)
{
	gboolean stale;
	guint64 photos = 0;

	if (!cl_catalog_is_stale(archive->catalog, &stale, error))
		return FALSE;
	if (!stale)
		return TRUE;
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (refresh_all(archive, NULL, NULL, &photos, error) &&
		cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

gboolean
cl_archive_rebuild(ClArchive *archive, gboolean from_store,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data, guint64 *photos,
	GError **error)
{
	*photos = 0;
	if (from_store) {
		ClRestore restore = { 0 };
		ClRestored restored;

		if (!cl_archive_restore(archive, &restore, &restored, error))
			return FALSE;
		*photos = restored.photos;
		return TRUE;
	}
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (cl_catalog_clear_derived(archive->catalog, error) &&
		refresh_all(archive, progress, data, photos, error) &&
		cl_catalog_commit(archive->catalog, error))
		return archive_keep_counts(archive, TRUE, error);
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}
