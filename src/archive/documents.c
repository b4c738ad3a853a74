/* SPDX-License-Identifier: MIT
 *
 * Documents of an archive: set with an event that carries the whole text, and so restored from
 * the journal. What a kind of document must say is checked by whoever sets it.
 */
#include "archive_private.h"

#include <string.h>

#define SET "set-"
#define DROP "drop-"

gboolean
archive_is_document_event(const ClEventRow *event)
{
	return g_str_has_prefix(event->kind, SET) || g_str_has_prefix(event->kind, DROP);
}

/* A payload that was erased leaves nothing to set. */
gboolean
archive_replay_document(ClArchive *archive, const ClEventRow *event, GError **error)
{
	gboolean sets = g_str_has_prefix(event->kind, SET);
	const char *kind = event->kind + strlen(sets ? SET : DROP);
	g_autoptr(GError) why = NULL;

	if (event->subject == NULL || kind[0] == '\0' || (sets && event->payload == NULL) ||
		cl_catalog_put_document(archive->catalog, kind, event->subject,
			sets ? event->payload : NULL, event->at_us, event->who, &why))
		return TRUE;
	if (!sets && g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
archive_set_document(ClArchive *archive, const char *kind, const char *id, const char *json,
	GError **error)
{
	g_autofree char *event = g_strconcat(json != NULL ? SET : DROP, kind, NULL);
	gint64 at_us = cl_time_now_us();

	/* The catalog's version does not tell of what we write ourselves. */
	g_clear_pointer(&archive->licences, g_ptr_array_unref);
	return cl_catalog_put_document(archive->catalog, kind, id, json, at_us, archive->who, error) &&
		archive_event_at(archive, at_us, event, id, json, error);
}

gboolean
cl_archive_put_document(ClArchive *archive, const char *kind, const char *id, const char *json,
	GError **error)
{
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!archive_set_document(archive, kind, id, json, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

ClDocument *
cl_archive_get_document(ClArchive *archive, const char *kind, const char *id, GError **error)
{
	return cl_catalog_get_document(archive->catalog, kind, id, error);
}

GPtrArray *
cl_archive_list_documents(ClArchive *archive, const char *kind, GError **error)
{
	return cl_catalog_list_documents(archive->catalog, kind, error);
}
