/* SPDX-License-Identifier: MIT
 *
 * Editing: steps, or a template, over one photo or many, in one transaction and as one step that
 * can be taken back. Who edits from an older revision than the archive's is refused and shown both
 * texts. Received values are never touched.
 */
#include "plan.h"

#include <string.h>

const char *
cl_edited_status_name(ClEditedStatus status)
{
	static const char *const names[CL_N_EDITED] = { "changed", "unchanged", "stale", "left" };

	return names[status];
}

void
cl_edited_free(ClEdited *edited)
{
	if (edited == NULL)
		return;
	g_ptr_array_unref(edited->changes);
	g_ptr_array_unref(edited->notes);
	g_free(edited);
}

void
cl_edit_answer_clear(ClEditAnswer *answer)
{
	g_clear_pointer(&answer->photos, g_ptr_array_unref);
}

typedef struct {
	ClArchive *archive;
	const ClEdit *edit;
	ClEditAnswer *answer;
	ArchiveStamp stamp;
	ArchivePlan *plan;
} Run;

char *
archive_rev_text(gint64 if_rev)
{
	return if_rev == CL_REV_OTHER ? g_strdup("what was given, which names no revision")
				      : g_strdup_printf("%" G_GINT64_FORMAT, if_rev);
}

/* Who changed it last, for the person whose text was refused. */
static char *
last_change(ClArchive *archive, const char *id)
{
	g_autoptr(GPtrArray) events = cl_catalog_list_events(archive->catalog, id, 0, G_MAXINT, NULL);
	const ClEventRow *last = events == NULL || events->len == 0 ? NULL
								   : events->pdata[events->len - 1];
	g_autofree char *at = last == NULL ? NULL : cl_time_format(last->at_us);

	return last == NULL ? g_strdup("") : g_strdup_printf(" (%s by %s, %s)", last->kind, last->who, at);
}

/* From what stands now to what was wanted. */
static gboolean
refuse_stale(Run *run, const ArchiveDesk *desk, ClEdited *edited, GError **error)
{
	g_autofree char *who = last_change(run->archive, desk->photo->id);
	g_autofree char *wanted = archive_rev_text(run->edit->if_rev);

	edited->status = CL_EDITED_STALE;
	g_set_error(error, CL_ERROR, CL_ERROR_CONFLICT,
		"photo %s: is at revision %" G_GINT64_FORMAT "%s, not at %s; nothing was written; read both "
		"texts and edit again from revision %" G_GINT64_FORMAT,
		desk->photo->id, desk->photo->rev, who, wanted, desk->photo->rev);
	return FALSE;
}

static gboolean
edit_desk(Run *run, const ArchiveDesk *desk, ClEdited *edited, guint seq, GError **error)
{
	g_autoptr(GPtrArray) steps =
		archive_plan_steps(run->plan, desk, seq, edited->notes, error);
	g_autoptr(GPtrArray) changes =
		steps == NULL ? NULL : archive_desk_changes(desk, steps, error);

	if (changes == NULL || !archive_plan_spell(run->plan, changes, edited->notes, error))
		return FALSE;
	g_ptr_array_unref(edited->changes);
	edited->changes = g_ptr_array_ref(changes);
	if (run->edit->if_rev != 0 && run->edit->if_rev != desk->photo->rev)
		return refuse_stale(run, desk, edited, error);
	if (changes->len == 0)
		return TRUE;
	run->answer->n_changed++;
	if (!run->edit->dry_run)
		return archive_desk_write(
			run->archive, desk, changes, &run->stamp, edited, error);
	edited->status = CL_EDITED_CHANGED;
	return TRUE;
}

/* `seq`: its place in the order given. */
static gboolean
edit_photo(Run *run, const char *id, guint seq, GError **error)
{
	g_autoptr(ArchiveDesk) desk = archive_desk_new(run->archive, id, error);
	ClEdited *edited;

	if (desk == NULL)
		return FALSE;
	edited = archive_edited_new(desk);
	run->answer->photos->pdata[seq - 1] = edited;
	if (!edit_desk(run, desk, edited, seq, error))
		return FALSE;
	if (run->stamp.batch == 0)
		run->answer->event = edited->event;
	return TRUE;
}

typedef struct {
	const char *id;
	guint seq;
	gint64 added_us;
} Place;

static int
older_first(gconstpointer a, gconstpointer b)
{
	const Place *one = a, *other = b;

	return one->added_us < other->added_us ? -1 : one->added_us > other->added_us;
}

/* In the order of their rows: the full text collects what comes in ascending order and writes out all that it
 * holds at each step back, which is a third of the work where the newest come first. */
static GArray *
writing_order(ClArchive *archive, const GPtrArray *ids, GError **error)
{
	g_autoptr(GArray) places = g_array_sized_new(FALSE, FALSE, sizeof(Place), ids->len);

	for (guint i = 0; i < ids->len; i++) {
		g_autoptr(ClPhotoRow) photo =
			cl_catalog_get_photo(archive->catalog, ids->pdata[i], error);
		Place place = { ids->pdata[i], i + 1, photo == NULL ? 0 : photo->added_us };

		if (photo == NULL && error != NULL && *error != NULL)
			return NULL;
		g_array_append_val(places, place);
	}
	g_array_sort(places, older_first);
	return g_steal_pointer(&places);
}

static gboolean
edit_each(Run *run, const GPtrArray *ids, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GArray) places = writing_order(run->archive, ids, &why);

	if (places == NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	g_ptr_array_set_size(run->answer->photos, (gint) ids->len);
	for (guint i = 0; i < places->len; i++) {
		const Place *place = &g_array_index(places, Place, i);

		if (!edit_photo(run, place->id, place->seq, error)) {
			/* Those that nobody came to. */
			while (g_ptr_array_remove(run->answer->photos, NULL))
				;
			return FALSE;
		}
	}
	return TRUE;
}

static gboolean
edit_all(Run *run, const GPtrArray *ids, GError **error)
{
	if (ids->len > 1 && !run->edit->dry_run) {
		if (!archive_begin_batch(
			    run->archive, &run->stamp, ids->len, &run->stamp.batch, error))
			return FALSE;
		run->answer->event = run->stamp.batch;
	}
	return edit_each(run, ids, error);
}

/* A transaction that came to nothing leaves no trace, its head event included. */
static gboolean
write_all(Run *run, const GPtrArray *ids, GError **error)
{
	ClCatalog *catalog = run->archive->catalog;

	if (run->edit->dry_run)
		return edit_all(run, ids, error);
	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	if (!edit_all(run, ids, error)) {
		cl_catalog_rollback(catalog);
		return FALSE;
	}
	if (run->answer->n_changed == 0) {
		run->answer->event = 0;
		cl_catalog_rollback(catalog);
		return TRUE;
	}
	return cl_catalog_commit(catalog, error) && archive_journal(run->archive, error);
}

static gboolean
check_edit(const ClEdit *edit, guint n_photos, GError **error)
{
	if (n_photos > CL_MAX_EDIT_PHOTOS)
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"%u photos, at most %u are edited in one step; narrow the selection", n_photos,
			CL_MAX_EDIT_PHOTOS);
	else if (edit->if_rev != 0 && n_photos != 1)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a revision is that of one photo; name one, or leave --if-rev away");
	else if (edit->steps != NULL && edit->steps->len > CL_MAX_EDIT_STEPS)
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "more than %u changes in one edit",
			CL_MAX_EDIT_STEPS);
	else
		return archive_check_reason(edit->reason, error);
	return FALSE;
}

/* Full ids, each once, in the order given. */
static GPtrArray *
find_all(ClArchive *archive, const char *const *texts, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; texts[i] != NULL; i++) {
		char id[CL_ID_CHARS + 1];
		guint version;

		if (!cl_archive_find(archive, texts[i], id, &version, error))
			return NULL;
		if (g_hash_table_contains(seen, id))
			continue;
		g_ptr_array_add(ids, g_strdup(id));
		g_hash_table_add(seen, ids->pdata[ids->len - 1]);
	}
	return g_steal_pointer(&ids);
}

gboolean
cl_archive_edit(ClArchive *archive, const char *const *photos, const ClEdit *edit,
	ClEditAnswer *answer, GError **error)
{
	g_autoptr(GPtrArray) ids = NULL;
	g_autoptr(ArchivePlan) plan = NULL;
	Run run = { archive, edit, answer, { "edit", edit->reason, edit->template_id, 0, 0 }, NULL };

	memset(answer, 0, sizeof *answer);
	answer->photos = g_ptr_array_new_with_free_func((GDestroyNotify) cl_edited_free);
	if (!check_edit(edit, g_strv_length((char **) photos), error))
		return FALSE;
	run.plan = plan = archive_plan_new(archive, edit, error);
	ids = plan == NULL ? NULL : find_all(archive, photos, error);
	return ids != NULL && write_all(&run, ids, error);
}
