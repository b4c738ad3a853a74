/* SPDX-License-Identifier: MIT
 *
 * Purge: a picture leaves the archive for good, and a tombstone says that it was here: the hash by
 * which its bytes are known again, its fingerprint, its uses, the reason. Hold: it must not leave,
 * and while lawyers look at it nobody sees it either (policy §2: 410).
 * The rows change first, in one transaction; then the files go. Cut off between, verify finds them.
 */
#include "purge.h"
#include "story.h"

#include <cutline/json.h>

#include <string.h>

#define PAGE 1000U

/* --- hold -------------------------------------------------------------------------------------- */

static gboolean
change_hold(ClArchive *archive, const char *id, const char *reason, gint64 until_us, GError **error)
{
	ClHold hold = { (char *) reason, until_us, cl_time_now_us(), archive->who };
	g_autofree char *payload = NULL;

	payload = purge_hold_payload(reason, until_us);
	return (reason != NULL ? cl_catalog_add_hold(archive->catalog, id, &hold, error)
			       : cl_catalog_end_hold(
					 archive->catalog, id, hold.at_us, archive->who, error)) &&
		archive_event_at(
			archive, hold.at_us, reason != NULL ? "keep" : "unkeep", id, payload, error) &&
		archive_refresh(archive, id, error);
}

gboolean
cl_archive_hold(ClArchive *archive, const char *text, const char *reason, gint64 until_us, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	if (reason != NULL && !archive_need_reason(reason, error))
		return FALSE;
	if (!cl_archive_find(archive, text, id, &version, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!change_hold(archive, id, reason, until_us, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

/* --- purge ------------------------------------------------------------------------------------- */

static gboolean
refuse_held(ClArchive *archive, const char *id, GError **error)
{
	GError *why = NULL;
	g_autoptr(ClHold) hold = cl_catalog_get_hold(archive->catalog, id, cl_time_now_us(), &why);

	if (why != NULL) {
		g_propagate_error(error, why);
		return FALSE;
	}
	if (hold == NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
		"photo %s: is on hold by %s: \"%s\"; end that first: cutline hold %s --release", id,
		hold->who, hold->reason, id);
	return FALSE;
}

static gboolean
refuse_shown(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, id, error);

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (use->state != CL_USE_PUBLISHED)
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"photo %s: stands in the published story '%s'; take it out there first: "
			"cutline story remove %s %s",
			id, use->story, use->story, use->id);
		return FALSE;
	}
	return uses != NULL;
}

static gboolean
refuse_purged(ClArchive *archive, const char *id, GError **error)
{
	GError *why = NULL;
	g_autoptr(ClTombstone) tombstone = cl_catalog_get_tombstone_of(archive->catalog, id, &why);

	if (why != NULL) {
		g_propagate_error(error, why);
		return FALSE;
	}
	if (tombstone == NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "photo %s: was purged before: %s", id,
		tombstone->reason);
	return FALSE;
}

/* What was received and written stands in the events, too; who did what to the picture, why, and where
 * it was used stays (the tombstone of policy §1.8). */
static gboolean
has_words(const ClEventRow *event)
{
	return archive_is_edit_event(event) || strcmp(event->kind, "ingest") == 0 ||
		strcmp(event->kind, "version") == 0 || strcmp(event->kind, "sidecar") == 0 ||
		(archive_is_use_event(event) && strcmp(event->kind, ARCHIVE_SPEND) != 0);
}

static gboolean
erase_words(ClArchive *archive, const char *id, GError **error)
{
	gint64 seq = 0;

	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(archive->catalog, id, seq, PAGE, error);

		if (events == NULL || events->len == 0)
			return events != NULL;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];

			seq = event->seq;
			if (has_words(event) && !cl_catalog_erase_event(archive->catalog, seq, error))
				return FALSE;
		}
	}
}

/* Where it was used is said anew without the texts that stood there, in place of the events that go. What a
 * publication printed is the record of the page, and stays. */
static gboolean
forget_texts(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, id, error);

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		ClUseRow *use = uses->pdata[i];

		for (guint k = 0; k < CL_N_USE_TEXTS; k++) {
			g_clear_pointer(&use->texts[k], g_free);
			g_clear_pointer(&use->seen[k], g_free);
		}
		if (!archive_put_use(archive, use, "use-forget", error))
			return FALSE;
	}
	return uses != NULL;
}

static gboolean
take_rows(ClArchive *archive, const char *id, GPtrArray *hashes, const char *reason, GError **error)
{
	g_autofree char *payload = purge_payload(archive, id, hashes, reason, error);
	gint64 at_us = cl_time_now_us();

	return payload != NULL && purge_bury(archive, id, hashes, reason, at_us, archive->who, error) &&
		erase_words(archive, id, error) && forget_texts(archive, id, error) &&
		cl_catalog_purge(archive->catalog, id, error) &&
		archive_event_at(archive, at_us, "purge", id, payload, error) &&
		archive_refresh(archive, id, error);
}

/* It has a row for each of its items and for each version of the picture: the first one speaks for it. */
static gboolean
is_of_this_alone(const GPtrArray *rows, const ClSidecarRow *row)
{
	const ClSidecarRow *first = rows->pdata[0];

	for (guint i = 0; i < rows->len; i++)
		if (strcmp(((const ClSidecarRow *) rows->pdata[i])->photo, row->photo) != 0)
			return FALSE;
	return first->version == row->version && first->source == row->source;
}

/* All that the store has of the photo: versions and side-cars that joined no other photo. */
static GPtrArray *
list_hashes(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	g_autoptr(GPtrArray) files = cl_catalog_list_files(archive->catalog, id, error);
	g_autoptr(GPtrArray) sidecars =
		files == NULL ? NULL : cl_catalog_list_sidecars(archive->catalog, id, error);

	if (sidecars == NULL)
		return NULL;
	for (guint i = 0; i < files->len; i++)
		g_ptr_array_add(hashes,
			g_bytes_new(((ClFileRow *) files->pdata[i])->sha256, CL_SHA256_BYTES));
	for (guint i = 0; i < sidecars->len; i++) {
		const ClSidecarRow *row = sidecars->pdata[i];
		g_autoptr(GPtrArray) all =
			cl_catalog_sidecars_of(archive->catalog, row->sha256, error);

		if (all == NULL)
			return NULL;
		if (is_of_this_alone(all, row))
			g_ptr_array_add(hashes, g_bytes_new(row->sha256, CL_SHA256_BYTES));
	}
	return g_steal_pointer(&hashes);
}

gboolean
cl_archive_purge(ClArchive *archive, const char *text, const char *reason, GError **error)
{
	g_autoptr(GPtrArray) hashes = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!archive_need_reason(reason, error))
		return FALSE;
	if (!cl_archive_find(archive, text, id, &version, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!refuse_purged(archive, id, error) || !refuse_held(archive, id, error) ||
		!refuse_shown(archive, id, error) ||
		(hashes = list_hashes(archive, id, error)) == NULL ||
		!take_rows(archive, id, hashes, reason, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error) && archive_journal_erase(archive, error) &&
		purge_remove_files(archive, hashes, error);
}
