/* SPDX-License-Identifier: MIT
 *
 * Takedowns: what is still to be confirmed after a kill, and confirming it.
 */
#include "archive_private.h"

#include <cutline/json.h>
#include <cutline/record.h>

#include <string.h>

#define MAX_OPEN 10000U

GPtrArray *
cl_archive_takedowns(ClArchive *archive, const char *text, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	if (text != NULL && !cl_archive_find(archive, text, id, &version, error))
		return NULL;
	return cl_catalog_list_takedowns(archive->catalog, text != NULL ? id : NULL, MAX_OPEN, error);
}

static char *
payload_of(gint64 no, const char *note)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_int(json, "takedown", no);
	cl_json_string(json, "note", note);
	cl_json_end_object(json);
	return cl_json_take(json);
}

gboolean
cl_archive_confirm_takedown(ClArchive *archive, gint64 no, const char *note, GError **error)
{
	g_autofree char *payload = payload_of(no, note);
	char photo[CL_ID_CHARS + 1];
	gint64 at_us = cl_time_now_us();

	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!cl_catalog_takedown_photo(archive->catalog, no, photo, error) ||
		!cl_catalog_end_takedown(archive->catalog, no, at_us, archive->who, note, error) ||
		!archive_event_at(archive, at_us, "takedown", photo, payload, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

gboolean
archive_is_takedown_event(const ClEventRow *event)
{
	return strcmp(event->kind, "takedown") == 0;
}

gboolean
archive_replay_takedown(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(GVariant) json =
		event->payload == NULL ? NULL : cl_json_parse(event->payload, -1, NULL);
	const char *note = NULL;
	GError *why = NULL;
	gint64 no = 0;

	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(json, "takedown", "x", &no))
		return TRUE;
	g_variant_lookup(json, "note", "&s", &note);
	if (cl_catalog_end_takedown(archive->catalog, no, event->at_us, event->who, note, &why))
		return TRUE;
	if (g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)) {
		g_error_free(why);
		return TRUE;
	}
	g_propagate_error(error, why);
	return FALSE;
}
