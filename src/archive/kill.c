/* SPDX-License-Identifier: MIT
 *
 * Killing a photo by an editor's word, and taking that back. Recorded with reason and author;
 * every derived row follows in the same transaction.
 */
#include "archive_private.h"

#include <string.h>

/* What a supplier writes where nothing else can be meant (reference §4.8). */
static gboolean
begins_with_kill(const char *text)
{
	static const char *const words[] = { "mandatory kill", "photo kill", "picture kill",
		"kill notice" };
	g_autofree char *folded = cl_text_fold(text);

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(folded, words[i]))
			return TRUE;
	return FALSE;
}

/* IPTC action advised 01, or kill wording at the head of headline or instructions. */
gboolean
archive_is_kill_notice(const GPtrArray *received)
{
	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		if (value->field == CL_FIELD_ACTION_ADVISED && strcmp(value->value, "01") == 0)
			return TRUE;
		if ((value->field == CL_FIELD_HEADLINE || value->field == CL_FIELD_INSTRUCTIONS) &&
			begins_with_kill(value->value))
			return TRUE;
	}
	return FALSE;
}

gboolean
archive_mark_killed(ClArchive *archive, const char *id, const char *reason, const char *kind,
	gint64 at_us, const char *who, GError **error)
{
	return cl_catalog_add_kill(archive->catalog, id, reason, kind, at_us, who, error) &&
		cl_catalog_set_state(archive->catalog, id, "killed", reason, error);
}

/* A held photo is released by the same word. */
gboolean
archive_mark_alive(ClArchive *archive, const char *id, gint64 at_us, const char *who, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);

	return photo != NULL &&
		(strcmp(photo->state, "held") == 0 ||
			cl_catalog_end_kill(archive->catalog, id, at_us, who, error)) &&
		cl_catalog_set_state(archive->catalog, id, "ok", NULL, error);
}

static gboolean
write_kill(ClArchive *archive, const char *id, const char *reason, gboolean on, GError **error)
{
	g_autofree char *payload = archive_reason_payload(reason);
	gint64 now_us = cl_time_now_us();

	return (on ? archive_mark_killed(archive, id, reason, "error", now_us, archive->who, error)
		   : archive_mark_alive(archive, id, now_us, archive->who, error)) &&
		archive_event(archive, on ? "kill" : "unkill", id, payload, error) &&
		archive_refresh(archive, id, error);
}

static gboolean
change(ClArchive *archive, const char *text, const char *reason, gboolean on, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	if (on && cl_text_is_blank(reason)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a reason is needed; write --reason \"…\"");
		return FALSE;
	}
	if (!cl_archive_find(archive, text, id, &version, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!write_kill(archive, id, reason, on, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

gboolean
cl_archive_kill(ClArchive *archive, const char *text, const char *reason, GError **error)
{
	return change(archive, text, reason, TRUE, error);
}

gboolean
cl_archive_unkill(ClArchive *archive, const char *text, const char *reason, GError **error)
{
	return change(archive, text, reason, FALSE, error);
}
