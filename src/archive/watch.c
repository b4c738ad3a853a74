/* SPDX-License-Identifier: MIT
 *
 * Hot folders: look, take what is complete, put it where it goes, wait. All that is remembered between
 * two looks can be forgotten: a file that is still there is taken again, and is known by its bytes. So
 * a watch may be killed at any moment and loses and doubles nothing.
 */
#include "watch_parts.h"

#include <string.h>
#include <sys/stat.h>

#define BATCH_FILES 48U
#define WAIT_US (G_USEC_PER_SEC / 4)	 /* also how soon a cancel is seen */
#define SWEEP_US (5 * G_USEC_PER_SEC)
#define PAUSE_US (3 * G_USEC_PER_SEC)	 /* after trouble of the archive */

typedef struct {
	ClArchive *archive;
	const ClWatch *watch;
	WatchNotify *notify;
	GPtrArray *places;
	gint64 pause_until_us;
	char *trouble; /* of the archive itself */
} Run;

typedef struct {
	Run *run;
	WatchPlace *place;
} Batch;

static gboolean
cancelled(const Run *run)
{
	return run->watch->cancel != NULL && g_atomic_int_get(run->watch->cancel) != 0;
}

static void
tell(Run *run, WatchPlace *place, const ClWatchState *before)
{
	ClWatchState *state = &place->state;
	guint silent_s = place->folder->silent_after_s;

	state->silent = silent_s > 0 &&
		g_get_monotonic_time() - place->heard_us > silent_s * (gint64) G_USEC_PER_SEC;
	state->trouble = place->trouble != NULL ? place->trouble : run->trouble;
	if (run->watch->state != NULL &&
		(state->taken != before->taken || state->rejected != before->rejected ||
			state->waiting != before->waiting || state->last_us != before->last_us ||
			state->silent != before->silent ||
			g_strcmp0(state->trouble, before->trouble) != 0))
		run->watch->state(place->folder, state, run->watch->data);
}

/* The result of one file of a batch. */
static void
take_result(const ClIngested *result, gpointer data)
{
	Batch *batch = data;
	WatchPlace *place = batch->place;
	WatchFile *file = g_hash_table_lookup(place->files, result->path);
	const ClWatch *watch = batch->run->watch;
	g_autoptr(GError) error = NULL;
	guint pause_s;

	/* Another file by now: looked at in its turn. */
	if (result->status == CL_STATUS_REJECTED && file != NULL && !watch_is_still(file))
		return;
	pause_s = result->status == CL_STATUS_REJECTED ? watch_put_off(place, file, result) : 0;
	if (pause_s > 0) {
		if (watch->put_off != NULL)
			watch->put_off(place->folder, result, pause_s, watch->data);
		return;
	}
	if (watch->each != NULL)
		watch->each(place->folder, result, watch->data);
	if (result->status == CL_STATUS_REJECTED) {
		place->state.rejected++;
		/* What cannot be moved is left, and not taken again until it changes. */
		if (file != NULL && !watch_refuse(place->folder, file, result->error->message, &error)) {
			g_free(place->trouble);
			place->trouble = g_strdup(error->message);
		}
	} else if (result->status != CL_STATUS_IGNORED) {
		place->state.taken++;
		watch_forget_reason(place->folder, result->path);
	}
	if (file != NULL)
		file->settled = TRUE;
}

static gboolean
take_batch(Run *run, WatchPlace *place, GPtrArray *paths, GError **error)
{
	g_autofree char *done = g_build_filename(place->folder->path, "done", NULL);
	Batch batch = { run, place };
	ClIngestTotals totals;
	ClIngest ingest = {
		.n_jobs = run->watch->n_jobs,
		.supplier = place->folder->supplier,
		.template_id = place->folder->template_id,
		.no_wait = run->watch->no_wait,
		.move = place->folder->after != CL_WATCH_KEEP,
		.move_to = place->folder->after == CL_WATCH_DONE ? done : NULL,
		.each = take_result,
		.data = &batch,
		.cancel = run->watch->cancel,
	};

	g_ptr_array_add(paths, NULL);
	ingest.paths = (const char *const *) paths->pdata;
	return cl_archive_ingest(run->archive, &ingest, &totals, error);
}

/* TRUE: there may be more at once. */
static gboolean
take_ready(Run *run, WatchPlace *place)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) paths = watch_ready(run->archive, place, BATCH_FILES, &error);
	gboolean more = paths != NULL && paths->len == BATCH_FILES;

	g_clear_pointer(&run->trouble, g_free);
	if (paths != NULL && (paths->len == 0 || take_batch(run, place, paths, &error)))
		return more;
	run->trouble = g_strdup(error->message);
	run->pause_until_us = g_get_monotonic_time() + PAUSE_US;
	return FALSE;
}

static void
visit(Run *run, WatchPlace *place)
{
	gint64 begun_us = g_get_monotonic_time();
	ClWatchState before = place->state;
	g_autofree char *trouble = g_strdup(before.trouble);
	gboolean more = FALSE;

	before.trouble = trouble;
	if (!place->due && place->state.waiting == 0 && begun_us < place->sweep_us) {
		tell(run, place, &before);
		return;
	}
	if (begun_us < place->look_us)
		return;
	place->due = FALSE;
	if (watch_look(place, run->notify)) {
		gint64 looked_us = g_get_monotonic_time();

		/* A folder with very many files is not read all the time. */
		place->look_us = looked_us + 4 * (looked_us - begun_us);
		more = take_ready(run, place);
	}
	place->due = place->due || more;
	place->sweep_us = g_get_monotonic_time() + SWEEP_US;
	tell(run, place, &before);
}

static void
hear(const char *path, gpointer data)
{
	Run *run = data;

	for (guint i = 0; i < run->places->len; i++) {
		WatchPlace *place = run->places->pdata[i];
		WatchFile *file = path == NULL ? NULL : g_hash_table_lookup(place->files, path);

		place->due = TRUE;
		if (file != NULL)
			file->closed = TRUE;
	}
}

/* Where the watch would read what it writes. */
static gboolean
refuse_folder(ClArchive *archive, const ClWatchFolder *folder, GError **error)
{
	g_autofree char *inside = g_strconcat(archive->folder, "/", NULL);
	g_autofree char *around = g_strconcat(folder->path, "/", NULL);

	if (strcmp(folder->path, archive->folder) != 0 && !g_str_has_prefix(folder->path, inside) &&
		!g_str_has_prefix(archive->folder, around))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s' lies in the archive or around it; name the folder that pictures come into",
		folder->path);
	return FALSE;
}

static void
run_until_cancelled(Run *run)
{
	while (!cancelled(run)) {
		gboolean due = FALSE;

		cl_archive_notice_rules(run->archive);
		for (guint i = 0; i < run->places->len && !cancelled(run) &&
			g_get_monotonic_time() >= run->pause_until_us;
			i++) {
			WatchPlace *place = run->places->pdata[i];

			visit(run, place);
			due = due || (place->due && place->look_us <= g_get_monotonic_time());
		}
		watch_notify_wait(run->notify, due ? 0 : WAIT_US, hear, run);
	}
}

gboolean
cl_archive_watch(ClArchive *archive, const ClWatch *watch, GError **error)
{
	Run run = { .archive = archive, .watch = watch };

	for (guint i = 0; i < watch->folders->len; i++)
		if (!refuse_folder(archive, watch->folders->pdata[i], error))
			return FALSE;
	run.notify = watch_notify_new(error);
	if (run.notify == NULL)
		return FALSE;
	run.places = g_ptr_array_new_with_free_func((GDestroyNotify) watch_place_free);
	for (guint i = 0; i < watch->folders->len; i++)
		g_ptr_array_add(run.places, watch_place_new(watch->folders->pdata[i]));
	run_until_cancelled(&run);
	g_ptr_array_unref(run.places);
	watch_notify_free(run.notify);
	g_free(run.trouble);
	return TRUE;
}
