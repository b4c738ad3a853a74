/* SPDX-License-Identifier: MIT
 *
 * Taking an edit back: the layers that it found come back, as an event of its own, so that nothing
 * of the history is lost and an undo can be undone. A text that was changed again since is left:
 * the later editor's word is not taken away with the earlier one's.
 */
#include "edit.h"

#include <string.h>

#define PAGE 1000U

typedef struct {
	ClArchive *archive;
	ClEditAnswer *answer;
	gboolean dry_run;
	ArchiveStamp stamp;
} Undo;

/* --- which event -------------------------------------------------------------------------------- */

static ClEventRow *
get_event(ClArchive *archive, gint64 seq, GError **error)
{
	g_autoptr(GPtrArray) events = cl_catalog_list_events(archive->catalog, NULL, seq - 1, 1, error);

	if (events == NULL)
		return NULL;
	if (events->len == 1 && ((ClEventRow *) events->pdata[0])->seq == seq)
		return g_ptr_array_steal_index(events, 0);
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"there is no event %" G_GINT64_FORMAT "; 'cutline history ID' lists those of a photo",
		seq);
	return NULL;
}

/* The last edit of a photo that still stands: undone ones are passed over, and undone undos, too. */
static ClEventRow *
find_last(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) events =
		cl_catalog_list_events(archive->catalog, id, 0, G_MAXINT, error);
	g_autoptr(GHashTable) undone =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint i = events == NULL ? 0 : events->len; i-- > 0;) {
		const ClEventRow *event = events->pdata[i];
		g_autoptr(ClEditRecord) record = NULL;

		if (!archive_is_edit_event(event) || g_hash_table_contains(undone, &event->seq))
			continue;
		record = cl_edit_record_parse(event->payload);
		if (strcmp(event->kind, "edit") == 0)
			return g_ptr_array_steal_index(events, i);
		if (record != NULL)
			g_hash_table_add(undone, g_memdup2(&record->of, sizeof record->of));
	}
	if (events != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"photo %s: no edit is left to take back; see: cutline history %s", id, id);
	return NULL;
}

/* "123" and "#123"; a number that may also begin an id counts only as "#123". */
static gboolean
is_event_number(const char *text, gint64 *seq)
{
	gboolean marked = text[0] == '#';
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(text + (marked ? 1 : 0), 10, 1, G_MAXINT64, &number, NULL))
		return FALSE;
	*seq = (gint64) number;
	return marked || strlen(text) < CL_ID_MIN_CHARS;
}

static ClEventRow *
find_event(ClArchive *archive, const char *what, GError **error)
{
	g_autoptr(GError) why = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;
	gint64 seq = 0;

	if (is_event_number(what, &seq))
		return get_event(archive, seq, error);
	if (cl_archive_find(archive, what, id, &version, &why))
		return find_last(archive, id, error);
	/* No photo begins so, and it is a number: then it is an event's. */
	if (seq > 0 && g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND))
		return get_event(archive, seq, error);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

/* --- one photo ----------------------------------------------------------------------------------- */

/* Back from what the edit made to what it found, on what is received now. */
static ClChange *
reverse(const ArchiveDesk *desk, const ClChange *done)
{
	ClChange *back = cl_change_new(done->field, done->lang, done->received, done->after, done->before);

	if (done->before == NULL) {
		g_ptr_array_unref(back->received);
		back->received = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(GPtrArray) texts =
			cl_effective_texts(desk->received, done->field, done->lang);
		for (guint i = 0; i < texts->len; i++)
			g_ptr_array_add(back->received, g_strdup(texts->pdata[i]));
	}
	return back;
}

static gboolean
touches(const ClEditRecord *record, const ClChange *text)
{
	for (guint i = 0; i < record->changes->len; i++) {
		const ClChange *change = record->changes->pdata[i];

		if (change->field == text->field && cl_lang_same(change->lang, text->lang))
			return TRUE;
	}
	return FALSE;
}

/* What a text is after an event: the event that wrote it. An undo brings back what its event found. */
typedef struct {
	gint64 seq, before, after;
} Step;

/* Whose is the text as the photo's events add up, and whose was it after `event`? The same words may have
 * been written twice, by two people. An erased event says nothing, and changes nothing here. */
static gboolean
is_still(const GPtrArray *events, const ClEventRow *event, const ClChange *done)
{
	g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(Step));
	gint64 now = 0, then = 0;

	for (guint i = 0; i < events->len; i++) {
		const ClEventRow *each = events->pdata[i];
		g_autoptr(ClEditRecord) record =
			archive_is_edit_event(each) ? cl_edit_record_parse(each->payload) : NULL;
		Step step = { each->seq, now, each->seq };

		if (record == NULL || !touches(record, done))
			continue;
		for (guint j = 0; record->of != 0 && j < steps->len; j++)
			if (g_array_index(steps, Step, j).seq == record->of)
				step.after = g_array_index(steps, Step, j).before;
		g_array_append_val(steps, step);
		now = step.after;
		if (each->seq == event->seq)
			then = now;
	}
	return now == then;
}

/* Does the text stand as the event left it? Most layers are of the event's instant: no history is read. */
static gboolean
stands(Undo *undo, const ArchiveDesk *desk, const ClEventRow *event, const ClChange *done, gboolean *is,
	GError **error)
{
	const ClLayer *layer = cl_layer_find(desk->layers, done->field, done->lang);
	g_autoptr(GPtrArray) events = NULL;

	*is = cl_edit_same(layer == NULL ? NULL : layer->values, done->after);
	if (!*is || (layer != NULL && layer->at_us == event->at_us))
		return TRUE;
	events = cl_catalog_list_events(undo->archive->catalog, desk->photo->id, 0, G_MAXINT, error);
	*is = events != NULL && is_still(events, event, done);
	return events != NULL;
}

static gboolean
take_back(Undo *undo, const ArchiveDesk *desk, const ClEventRow *event, const ClEditRecord *record,
	ClEdited *edited, GError **error)
{
	for (guint i = 0; i < record->changes->len; i++) {
		const ClChange *done = record->changes->pdata[i];
		const ClLayer *layer = cl_layer_find(desk->layers, done->field, done->lang);
		gboolean is;

		if (!stands(undo, desk, event, done, &is, error))
			return FALSE;
		if (is) {
			g_ptr_array_add(edited->changes, reverse(desk, done));
			continue;
		}
		edited->status = CL_EDITED_LEFT;
		g_ptr_array_add(edited->notes,
			g_strdup_printf("%s was changed again since%s%s; it is left as it is",
				cl_field_info(done->field)->name, layer == NULL ? "" : " by ",
				layer == NULL ? "" : layer->who));
	}
	return TRUE;
}

static gboolean
undo_event(Undo *undo, const ClEventRow *event, GError **error)
{
	g_autoptr(ClEditRecord) record = cl_edit_record_parse(event->payload);
	g_autoptr(ArchiveDesk) desk = NULL;
	g_autoptr(ArchiveDerived) derived = NULL;
	ClEdited *edited;
	gboolean left;

	if (record == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"event %" G_GINT64_FORMAT ": what it wrote was erased and cannot be taken back",
			event->seq);
		return FALSE;
	}
	desk = archive_desk_new(undo->archive, event->subject, error);
	if (desk == NULL)
		return FALSE;
	edited = archive_edited_new(desk);
	g_ptr_array_add(undo->answer->photos, edited);
	if (!take_back(undo, desk, event, record, edited, error))
		return FALSE;
	left = edited->status == CL_EDITED_LEFT;
	undo->answer->n_left += left;
	if (edited->changes->len == 0)
		return TRUE;
	undo->answer->n_changed++;
	undo->stamp.of = event->seq;
	derived = undo->dry_run ? NULL : archive_desk_derive(undo->archive, desk, edited->changes, error);
	if (!undo->dry_run && (derived == NULL || !archive_edited_write(undo->archive, edited, &undo->stamp,
							  derived, error)))
		return FALSE;
	edited->status = left ? CL_EDITED_LEFT : CL_EDITED_CHANGED;
	return TRUE;
}

/* --- many ---------------------------------------------------------------------------------------- */

/* The events of a batch follow its head without a gap. */
static gboolean
undo_batch(Undo *undo, const ClEventRow *head, GError **error)
{
	gint64 seq = head->seq;

	undo->stamp.of = head->seq;
	if (!undo->dry_run && !archive_begin_batch(undo->archive, &undo->stamp, 0,
				      &undo->stamp.batch, error))
		return FALSE;
	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(undo->archive->catalog, NULL, seq, PAGE, error);

		if (events == NULL)
			return FALSE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];
			g_autoptr(ClEditRecord) record = archive_is_edit_event(event)
				? cl_edit_record_parse(event->payload)
				: NULL;

			if (record == NULL || record->batch != head->seq)
				return TRUE;
			if (!undo_event(undo, event, error))
				return FALSE;
			seq = event->seq;
		}
		if (events->len == 0)
			return TRUE;
	}
}

static gboolean
undo_found(Undo *undo, const ClEventRow *event, GError **error)
{
	ClEditAnswer *answer = undo->answer;

	if (g_str_has_suffix(event->kind, "-batch") &&
		(g_str_has_prefix(event->kind, "edit") || g_str_has_prefix(event->kind, "undo"))) {
		if (!undo_batch(undo, event, error))
			return FALSE;
		answer->event = undo->stamp.batch;
	} else if (archive_is_edit_event(event)) {
		if (!undo_event(undo, event, error))
			return FALSE;
		answer->event = ((ClEdited *) answer->photos->pdata[0])->event;
	} else {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"event %" G_GINT64_FORMAT " is a '%s'; undo takes back edits only%s", event->seq,
			event->kind,
			strcmp(event->kind, "kill") == 0 ? "; write: cutline unkill ID" : "");
		return FALSE;
	}
	if (answer->n_changed > 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_CONFLICT,
		"event %" G_GINT64_FORMAT " cannot be taken back: every text that it wrote was changed or "
		"taken back since; see: cutline history ID",
		event->seq);
	return FALSE;
}

static gboolean
undo_all(Undo *undo, const char *what, GError **error)
{
	ClCatalog *catalog = undo->archive->catalog;
	g_autoptr(ClEventRow) event = NULL;

	if (!undo->dry_run && !cl_catalog_begin(catalog, error))
		return FALSE;
	event = find_event(undo->archive, what, error);
	if (event == NULL || !undo_found(undo, event, error)) {
		cl_catalog_rollback(catalog);
		return FALSE;
	}
	return undo->dry_run ||
		(cl_catalog_commit(catalog, error) && archive_journal(undo->archive, error));
}

gboolean
cl_archive_undo(ClArchive *archive, const char *what, const char *reason, gboolean dry_run,
	ClEditAnswer *answer, GError **error)
{
	Undo undo = { archive, answer, dry_run, { "undo", reason, NULL, 0, 0 } };

	memset(answer, 0, sizeof *answer);
	answer->photos = g_ptr_array_new_with_free_func((GDestroyNotify) cl_edited_free);
	return archive_check_reason(reason, error) && undo_all(&undo, what, error);
}
