/* SPDX-License-Identifier: MIT
 *
 * Editing: steps, or a template, over one photo or many: computed beforehand, written in one
 * transaction and as one step that can be taken back. Who edits from an older revision than the
 * archive's is refused and shown both texts. Received values are never touched.
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

/* One photo of the run: what is computed of it before anything is written. */
typedef struct {
	const char *id;
	guint seq; /* its place in the order given, from 1 */
	gint64 added_us, refreshed;
	ArchiveDerived *derived; /* NULL: nothing is to be written */
} Place;

static void
place_clear(gpointer place)
{
	g_clear_pointer(&((Place *) place)->derived, archive_derived_free);
}

static ClEdited *
edited_at(const Run *run, const Place *place)
{
	return run->answer->photos->pdata[place->seq - 1];
}

static gboolean
compute_changes(Run *run, const ArchiveDesk *desk, const Place *place, GError **error)
{
	ClEdited *edited = edited_at(run, place);
	g_autoptr(GPtrArray) steps =
		archive_plan_steps(run->plan, desk, place->seq, edited->notes, error);
	g_autoptr(GPtrArray) changes =
		steps == NULL ? NULL : archive_desk_changes(desk, steps, error);

	if (changes == NULL || !archive_plan_spell(run->plan, changes, edited->notes, error))
		return FALSE;
	g_ptr_array_unref(edited->changes);
	edited->changes = g_ptr_array_ref(changes);
	if (run->edit->if_rev != 0 && run->edit->if_rev != desk->photo->rev)
		return refuse_stale(run, desk, edited, error);
	if (changes->len > 0)
		edited->status = CL_EDITED_CHANGED;
	return TRUE;
}

static gboolean
compute_photo(Run *run, Place *place, GError **error)
{
	g_autoptr(ArchiveDesk) desk = archive_desk_new(run->archive, place->id, error);
	gpointer *edited = &run->answer->photos->pdata[place->seq - 1];

	place_clear(place);
	if (desk == NULL)
		return FALSE;
	g_clear_pointer((ClEdited **) edited, cl_edited_free);
	*edited = archive_edited_new(desk);
	place->added_us = desk->photo->added_us;
	place->refreshed = desk->photo->refreshed;
	if (!compute_changes(run, desk, place, error)) {
		/* Of many, which one? */
		if (run->answer->photos->len > 1)
			g_prefix_error(error, "photo %s: ", place->id);
		return FALSE;
	}
	if (edited_at(run, place)->status != CL_EDITED_CHANGED || run->edit->dry_run)
		return TRUE;
	place->derived = archive_desk_derive(run->archive, desk, edited_at(run, place)->changes, error);
	return place->derived != NULL;
}

/* A photo at a time is of one instant: what changes of the others meanwhile is seen when it is written. */
static gboolean
compute_all(Run *run, GArray *places, GError **error)
{
	gboolean ok = TRUE;

	for (guint i = 0; ok && i < places->len; i++) {
		if (!cl_catalog_begin_reading(run->archive->catalog, error))
			return FALSE;
		ok = compute_photo(run, &g_array_index(places, Place, i), error);
		cl_catalog_rollback(run->archive->catalog);
	}
	return ok;
}

static int
older_first(gconstpointer a, gconstpointer b)
{
	const Place *one = a, *other = b;

	return one->added_us < other->added_us ? -1 : one->added_us > other->added_us;
}

/* What was computed of it stands as long as nobody has changed anything that it rests on. */
static gboolean
write_photo(Run *run, Place *place, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(run->archive->catalog, place->id, &why);
	ClEdited *edited;

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if ((photo == NULL || photo->refreshed != place->refreshed) && !compute_photo(run, place, error))
		return FALSE;
	edited = edited_at(run, place);
	if (place->derived == NULL)
		return TRUE;
	run->answer->n_changed++;
	if (!archive_edited_write(run->archive, edited, &run->stamp, place->derived, error))
		return FALSE;
	if (run->stamp.batch == 0)
		run->answer->event = edited->event;
	return TRUE;
}

/* In the order of their rows: the full text collects what comes in ascending order and writes out all that it
 * holds at each step back, which is a third of the work where the newest come first. */
static gboolean
write_each(Run *run, GArray *places, GError **error)
{
	g_array_sort(places, older_first);
	if (places->len > 1) {
		if (!archive_begin_batch(
			    run->archive, &run->stamp, places->len, &run->stamp.batch, error))
			return FALSE;
		run->answer->event = run->stamp.batch;
	}
	for (guint i = 0; i < places->len; i++)
		if (!write_photo(run, &g_array_index(places, Place, i), error))
			return FALSE;
	return TRUE;
}

/* A transaction that came to nothing leaves no trace, its head event included. */
static gboolean
write_all(Run *run, GArray *places, GError **error)
{
	ClCatalog *catalog = run->archive->catalog;

	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	if (!write_each(run, places, error)) {
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

static guint
count_changed(const GPtrArray *photos)
{
	guint n = 0;

	for (guint i = 0; i < photos->len; i++)
		n += ((const ClEdited *) photos->pdata[i])->status == CL_EDITED_CHANGED;
	return n;
}

/* All is computed before the catalog is locked: other editors wait for the writing only. */
static gboolean
edit_all(Run *run, const GPtrArray *ids, GError **error)
{
	g_autoptr(GArray) places = g_array_sized_new(FALSE, TRUE, sizeof(Place), ids->len);
	guint n;

	g_array_set_clear_func(places, place_clear);
	for (guint i = 0; i < ids->len; i++) {
		Place place = { .id = ids->pdata[i], .seq = i + 1 };

		g_array_append_val(places, place);
	}
	g_ptr_array_set_size(run->answer->photos, (gint) ids->len);
	if (!compute_all(run, places, error)) {
		/* Those that nobody came to. */
		while (g_ptr_array_remove(run->answer->photos, NULL))
			;
		return FALSE;
	}
	n = count_changed(run->answer->photos);
	if (n > 0 && !run->edit->dry_run)
		return write_all(run, places, error);
	run->answer->n_changed = n;
	return TRUE;
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
	return ids != NULL && edit_all(&run, ids, error);
}
