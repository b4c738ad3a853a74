/* SPDX-License-Identifier: MIT
 *
 * Protecting a source: a person marks a photo, or takes that back; reason and author are in the
 * events, the mark is in the catalog, and every derived row follows in the same transaction. What
 * the mark means is decided where something leaves: leave.c, and src/publish for each field.
 */
#include "archive_private.h"

#include <cutline/edit.h>
#include <cutline/json.h>
#include <cutline/publish.h>

#include <string.h>

#define MAX_COPIES 50U

gboolean
archive_mark_protected(ClArchive *archive, const char *id, gboolean on, GError **error)
{
	return cl_catalog_set_source_sensitive(archive->catalog, id, on, error);
}

/* The same frame from elsewhere shows the same place and person, and names them. */
static gboolean
protect_for(ClArchive *archive, const char *id, const ClLink *link, const char *other, GError **error)
{
	g_autofree char *reason = g_strdup_printf("%s protected %s",
		strcmp(link->kind, "copy") == 0 ? "same picture as" : "looks like", other);
	g_autofree char *payload = archive_reason_payload(reason);

	return archive_mark_protected(archive, id, TRUE, error) &&
		archive_event(archive, "protect", id, payload, error) && archive_refresh(archive, id, error);
}

static gboolean
is_protected(ClArchive *archive, const char *id, gboolean *is, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);

	*is = photo != NULL && photo->source_sensitive;
	return photo != NULL;
}

static gboolean
protect_copies(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) links = cl_catalog_links(archive->catalog, id, error);

	for (guint i = 0; links != NULL && i < links->len; i++) {
		const ClLink *link = links->pdata[i];
		gboolean is;

		if (!is_protected(archive, link->other, &is, error) ||
			(!is && strcmp(link->kind, "burst") != 0 &&
				!protect_for(archive, link->other, link, id, error)))
			return FALSE;
	}
	return links != NULL;
}

/* A machine that looks again decides nothing anew. */
static gboolean
is_settled(ClArchive *archive, const char *id, gboolean *settled, GError **error)
{
	g_autoptr(GPtrArray) events = cl_catalog_list_events(archive->catalog, id, 0, G_MAXINT, error);

	*settled = FALSE;
	for (guint i = 0; events != NULL && i < events->len && !*settled; i++) {
		const ClEventRow *event = events->pdata[i];

		*settled = strcmp(event->kind, "protect") == 0 || strcmp(event->kind, "unprotect") == 0;
	}
	return events != NULL;
}

gboolean
archive_protect_arrived(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) links = cl_catalog_links(archive->catalog, id, error);

	for (guint i = 0; links != NULL && i < links->len; i++) {
		const ClLink *link = links->pdata[i];
		gboolean is, settled = FALSE;

		if (!is_protected(archive, link->other, &is, error) ||
			(is && !is_settled(archive, id, &settled, error)))
			return FALSE;
		if (is && !settled && strcmp(link->kind, "burst") != 0)
			return protect_for(archive, id, link, link->other, error);
	}
	return links != NULL;
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
		!archive_refresh(archive, id, error) || (on && !protect_copies(archive, id, error)) ||
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

void
archive_find_kept_back(const ClEffective *all, const ClEffective *kept, gboolean kept_back[CL_N_FIELDS])
{
	for (guint i = 0; i < CL_N_FIELDS; i++)
		kept_back[i] = cl_field_info((ClField) i)->publish && all->values[i] != NULL &&
			kept->values[i] == NULL;
}

char *
cl_kept_back_names(const gboolean kept_back[CL_N_FIELDS])
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; i < CL_N_FIELDS; i++)
		if (kept_back[i])
			g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
				cl_field_info((ClField) i)->name);
	return names->len > 0 ? g_string_free(g_steal_pointer(&names), FALSE) : NULL;
}

void
cl_json_write_kept_back(ClJson *json, const gboolean kept_back[CL_N_FIELDS])
{
	cl_json_begin_array(json, "kept_back");
	for (guint i = 0; i < CL_N_FIELDS; i++)
		if (kept_back[i])
			cl_json_string(json, NULL, cl_field_info((ClField) i)->name);
	cl_json_end_array(json);
}

static void
add_values(GPtrArray *said, const ClChange *change, const GPtrArray *values)
{
	for (guint i = 0; values != NULL && i < values->len; i++)
		g_ptr_array_add(said,
			cl_received_new(change->field, CL_ORIGIN_USER, 0, i, change->lang, values->pdata[i]));
}

/* What people ever wrote, though they took it back. */
static gboolean
add_edits(ClArchive *archive, const char *id, GPtrArray *said, GError **error)
{
	g_autoptr(GPtrArray) events = cl_catalog_list_events(archive->catalog, id, 0, G_MAXINT, error);

	for (guint i = 0; events != NULL && i < events->len; i++) {
		const ClEventRow *event = events->pdata[i];
		g_autoptr(ClEditRecord) record =
			archive_is_edit_event(event) ? cl_edit_record_parse(event->payload) : NULL;

		for (guint j = 0; record != NULL && j < record->changes->len; j++) {
			const ClChange *change = record->changes->pdata[j];

			add_values(said, change, change->received);
			add_values(said, change, change->before);
			add_values(said, change, change->after);
		}
	}
	return events != NULL;
}

static gboolean
add_received(ClArchive *archive, const char *id, const GPtrArray *files, GPtrArray *said, GError **error)
{
	for (guint i = 0; i < files->len; i++) {
		guint version = ((const ClFileRow *) files->pdata[i])->version;
		GPtrArray *received = cl_catalog_received(archive->catalog, id, version, error);

		if (received == NULL)
			return FALSE;
		g_ptr_array_extend_and_steal(said, received);
	}
	return add_edits(archive, id, said, error);
}

/* A copy whose caption alone speaks of the town is told by the one that has it as its city. */
static gboolean
add_copies(ClArchive *archive, const char *id, GPtrArray *said, GError **error)
{
	g_autoptr(GPtrArray) links = cl_catalog_links(archive->catalog, id, error);

	for (guint i = 0; links != NULL && i < MIN(links->len, MAX_COPIES); i++) {
		const char *other = ((const ClLink *) links->pdata[i])->other;
		g_autoptr(GPtrArray) files = cl_catalog_list_files(archive->catalog, other, error);

		if (files == NULL || !add_received(archive, other, files, said, error))
			return FALSE;
	}
	return links != NULL;
}

gboolean
archive_places(ClArchive *archive, const ClPhotoRow *photo, const GPtrArray *files,
	const ClEffective *effective, ClPlaces **places, GError **error)
{
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func((GDestroyNotify) cl_received_free);

	*places = NULL;
	if (!photo->source_sensitive)
		return TRUE;
	if (!add_received(archive, photo->id, files, said, error) ||
		!add_copies(archive, photo->id, said, error))
		return FALSE;
	*places = cl_places_new(effective, said);
	return TRUE;
}
