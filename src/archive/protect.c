/* SPDX-License-Identifier: MIT
 *
 * Protecting a source: a person marks a photo, or takes that back; reason and author are in the
 * events, the mark is in the catalog, and every derived row follows in the same transaction. What
 * the mark means is decided where something leaves: leave.c, and src/publish for each field.
 */
#include "archive_private.h"

#include <cutline/publish.h>

gboolean
archive_mark_protected(ClArchive *archive, const char *id, gboolean on, GError **error)
{
	return cl_catalog_set_source_sensitive(archive->catalog, id, on, error);
}

static gboolean
change(ClArchive *archive, const char *text, const char *reason, gboolean on, GError **error)
{
	g_autofree char *payload = archive_reason_payload(reason);
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!cl_archive_find(archive, text, id, &version, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!archive_mark_protected(archive, id, on, error) ||
		!archive_event(archive, on ? "protect" : "unprotect", id, payload, error) ||
		!archive_refresh(archive, id, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

gboolean
cl_archive_protect(ClArchive *archive, const char *text, const char *reason, GError **error)
{
	if (!archive_need_reason(reason, error))
		return FALSE;
	return change(archive, text, reason, TRUE, error);
}

gboolean
cl_archive_unprotect(ClArchive *archive, const char *text, const char *reason, GError **error)
{
	return change(archive, text, reason, FALSE, error);
}

gboolean
archive_places(ClArchive *archive, const ClPhotoRow *photo, const GPtrArray *files,
	const ClEffective *effective, ClPlaces **places, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) cl_received_free);

	*places = NULL;
	if (!photo->source_sensitive)
		return TRUE;
	for (guint i = 0; i < files->len; i++) {
		guint version = ((const ClFileRow *) files->pdata[i])->version;
		GPtrArray *received = cl_catalog_received(archive->catalog, photo->id, version, error);

		if (received == NULL)
			return FALSE;
		g_ptr_array_extend_and_steal(all, received);
	}
	*places = cl_places_new(effective, all);
	return TRUE;
}
