/* SPDX-License-Identifier: MIT
 *
 * Ingest: files → hashed copies and facts on all cores → one writer that makes a batch durable,
 * then records it in one transaction → develop. What one file does wrong is that file's error;
 * only a failure of the archive itself ends the run.
 */
#include "manifest.h"

#include <string.h>

#define BATCH_FILES 64U
#define BATCH_BYTES (256ULL << 20)
#define BATCH_US G_USEC_PER_SEC /* of work that a cancel may give up */
#define QUEUE_AHEAD 256U

typedef struct {
	ClArchive *archive;
	const ClIngest *ingest;
	ClDecoderPool *pool;
	GPtrArray *sources;
	gint next;	     /* index of the next source, taken by the workers */
	GAsyncQueue *ready;  /* ArchiveItem*, in the order in which they got ready */
	GHashTable *foreseen; /* dry run: SHA-256 of what would be in by now */
	GHashTable *early;   /* index → ArchiveItem* that is ready before its turn */
	guint turn;	     /* index of the item to be written next */
	gint64 last_us;	     /* when the last one came in: each later than the one before */
	gint queued;	     /* items made and not yet written */
	GMutex lock;
	GCond room;
	gint stop;	     /* the writer failed */
	GError *broken;	     /* a worker met a failure of the archive itself */
	GPtrArray *sidecars; /* ArchiveItem*, joined when all pictures are in */
	GPtrArray *added;    /* char*: ids of new photos, for the template */
	GHashTable *pending; /* "id@version" → ArchiveItem*, accepted and not yet developed */
	ClIngestTotals *totals;
	ClProgress progress;
} Run;

static const char *const status_names[] = {
#define X(id, name) name,
	CL_STATUS_TABLE(X)
#undef X
};

const char *
cl_status_name(ClStatus status)
{
	return status < CL_N_STATUSES ? status_names[status] : "unknown";
}

static gboolean
cancelled(const Run *run)
{
	return run->ingest->cancel != NULL && g_atomic_int_get(run->ingest->cancel) != 0;
}

/* --- workers: one file each, no transaction -------------------------------------------- */

static void
wait_for_room(Run *run)
{
	g_mutex_lock(&run->lock);
	while (run->queued >= (gint) QUEUE_AHEAD && !g_atomic_int_get(&run->stop))
		g_cond_wait(&run->room, &run->lock);
	run->queued++;
	g_mutex_unlock(&run->lock);
}

static void
give_room(Run *run, gint n)
{
	g_mutex_lock(&run->lock);
	run->queued -= n;
	g_cond_broadcast(&run->room);
	g_mutex_unlock(&run->lock);
}

static ArchiveItem *
take_source(Run *run, ClCatalog *catalog, guint index)
{
	g_autoptr(GError) broken = NULL;
	ArchiveItem *item = archive_prepare(run->archive, run->pool, catalog,
		run->sources->pdata[index], run->ingest->supplier, run->ingest->cancel, &broken);

	item->index = index;
	if (broken != NULL && !g_error_matches(broken, CL_ERROR, CL_ERROR_CANCELLED)) {
		g_mutex_lock(&run->lock);
		if (run->broken == NULL)
			run->broken = g_steal_pointer(&broken);
		g_mutex_unlock(&run->lock);
		g_atomic_int_set(&run->stop, 1);
	}
	return item;
}

/* Every worker ends with an item that says so: the writer counts them. */
static gpointer
work(gpointer data)
{
	Run *run = data;
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCatalog) catalog =
		cl_catalog_open(run->archive->catalog_path, CL_CATALOG_READ, &error);

	while (catalog != NULL && !cancelled(run) && !g_atomic_int_get(&run->stop)) {
		gint i;

		/* Room first, then an index: whoever holds the next turn never waits for room. */
		wait_for_room(run);
		i = g_atomic_int_add(&run->next, 1);
		if (i >= (gint) run->sources->len) {
			give_room(run, 1);
			break;
		}
		g_async_queue_push(run->ready, take_source(run, catalog, (guint) i));
	}
	if (catalog == NULL) {
		g_mutex_lock(&run->lock);
		if (run->broken == NULL)
			run->broken = g_steal_pointer(&error);
		g_mutex_unlock(&run->lock);
	}
	{
		ArchiveItem *end = archive_item_new("");

		end->index = ARCHIVE_END;
		g_async_queue_push(run->ready, end);
	}
	return NULL;
}

/* --- writer ------------------------------------------------------------------------------ */

static void
report(Run *run, const ArchiveItem *item)
{
	run->totals->by_status[item->result.status]++;
	if (run->ingest->each != NULL)
		run->ingest->each(&item->result, run->ingest->data);
}

static void
show_progress(Run *run)
{
	if (run->ingest->progress != NULL)
		run->ingest->progress(&run->progress, run->ingest->data);
}

/* The first of its bytes in this batch and in the archive: a later twin must not put its manifest
 * in the place of the first one's. Nor must one that brings a lost original back: *kept. */
static gboolean
is_first(Run *run, GHashTable *seen, const ClStaged *staged, gboolean *first, gboolean *kept, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClFileRow) there =
		cl_catalog_get_file_by_sha256(run->archive->catalog, staged->sha256, &why);
	g_autofree char *manifest = NULL;

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	*first = (there == NULL ||
			 cl_store_original_bytes(run->archive->store, staged->sha256) !=
				 (gint64) staged->size_bytes) &&
		g_hash_table_add(seen, g_bytes_new(staged->sha256, CL_SHA256_BYTES));
	if (*first && there != NULL)
		manifest = cl_store_read_manifest(run->archive->store, staged->sha256, NULL);
	*kept = manifest != NULL;
	return TRUE;
}

static gboolean
commit_files(Run *run, GPtrArray *batch, GError **error)
{
	g_autoptr(GPtrArray) staged = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

	for (guint i = 0; i < batch->len; i++) {
		ArchiveItem *item = batch->pdata[i];
		gboolean first = FALSE, kept;

		if (item->staged != NULL && !is_first(run, seen, item->staged, &first, &kept, error))
			return FALSE;
		if (!first)
			continue;
		if (!kept)
			item->staged->manifest = archive_manifest_of(run->archive, item);
		g_ptr_array_add(staged, item->staged);
	}
	return cl_store_commit(run->archive->store, (ClStaged **) staged->pdata, staged->len, error);
}

static gboolean
record(Run *run, GPtrArray *batch, GError **error)
{
	ClArchive *archive = run->archive;

	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	for (guint i = 0; i < batch->len; i++) {
		ArchiveItem *item = batch->pdata[i];

		if (item->staged != NULL && !archive_accept(archive, item, error)) {
			cl_catalog_rollback(archive->catalog);
			return FALSE;
		}
	}
	if (!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

/* The second of two equal files would be known by its turn. */
static gboolean
foresee(Run *run, GPtrArray *batch, GError **error)
{
	for (guint i = 0; i < batch->len; i++) {
		ArchiveItem *item = batch->pdata[i];

		if (item->staged == NULL)
			continue;
		if (!archive_foresee(run->archive, item, error))
			return FALSE;
		if (g_hash_table_add(run->foreseen, g_bytes_new(item->staged->sha256, CL_SHA256_BYTES)))
			continue;
		item->result.status = CL_STATUS_KNOWN;
		item->result.of[0] = '\0';
	}
	return TRUE;
}

/* Taken in but not removed is said, and no failure of the picture. */
static void
remove_source(Run *run, ArchiveItem *item)
{
	GError *error = NULL;

	if (!run->ingest->move || run->ingest->dry_run ||
		item->result.status == CL_STATUS_REJECTED ||
		item->result.status == CL_STATUS_IGNORED)
		return;
	if (!archive_remove_source(run->archive, item, run->ingest->move_to, &error))
		item->result.error = error;
}

static char *
pending_key(const char *id, guint version)
{
	return g_strdup_printf("%s@%u", id, version);
}

static gboolean
is_new(ClStatus status)
{
	return status == CL_STATUS_ADDED || status == CL_STATUS_COPY || status == CL_STATUS_HELD;
}

/* Report now, or when the picture is developed. Takes the item. */
static void
settle(Run *run, ArchiveItem *item)
{
	gboolean waits = item->staged != NULL && item->result.status != CL_STATUS_KNOWN &&
		!run->ingest->no_wait && !run->ingest->dry_run;

	if (item->result.status == CL_N_STATUSES) { /* the archive failed before its turn */
		archive_item_free(item);
		return;
	}
	run->totals->bytes += item->staged == NULL ? 0 : item->staged->size_bytes;
	run->progress.done++;
	remove_source(run, item);
	if (!run->ingest->dry_run && is_new(item->result.status))
		g_ptr_array_add(run->added, g_strdup(item->result.id));
	if (!waits) {
		report(run, item);
		archive_item_free(item);
		return;
	}
	g_clear_pointer(&item->staged, cl_staged_free);
	g_clear_pointer(&item->facts, cl_facts_free);
	g_hash_table_insert(
		run->pending, pending_key(item->result.id, item->result.version), item);
}

/* In the order of acceptance, so that what came later also says so. */
static void
stamp(Run *run, ArchiveItem *item)
{
	run->last_us = MAX(cl_time_now_us(), run->last_us + 1);
	item->ingested_us = run->last_us;
}

static gboolean
flush(Run *run, GPtrArray *batch, GError **error)
{
	gboolean dry = run->ingest->dry_run;
	gboolean has_files = FALSE;
	guint n = batch->len;

	if (n == 0)
		return TRUE;
	for (guint i = 0; i < batch->len; i++) {
		ArchiveItem *item = batch->pdata[i];

		has_files = has_files || item->staged != NULL;
		stamp(run, item);
	}
	if (dry ? !foresee(run, batch, error)
		: has_files && (!commit_files(run, batch, error) || !record(run, batch, error)))
		return FALSE;
	for (guint i = 0; i < n; i++)
		settle(run, g_steal_pointer(&batch->pdata[i]));
	run->progress.bytes = run->totals->bytes;
	show_progress(run);
	give_room(run, (gint) n);
	g_ptr_array_set_size(batch, 0);
	return TRUE;
}

static guint64
staged_bytes(const ArchiveItem *item)
{
	return item->staged == NULL ? 0 : item->staged->size_bytes;
}

/* The next item in the order of the run, so that which of two twins came first does not hang on
 * chance; NULL if it is not ready and `wait` is not set, or if all workers have ended. */
static ArchiveItem *
next_item(Run *run, guint *n_workers, gboolean wait)
{
	for (;;) {
		gpointer turn = GUINT_TO_POINTER(run->turn);
		ArchiveItem *item;

		if (g_hash_table_steal_extended(run->early, turn, NULL, (gpointer *) &item)) {
			run->turn++;
			return item;
		}
		if (*n_workers == 0)
			return NULL;
		item = wait ? g_async_queue_pop(run->ready) : g_async_queue_try_pop(run->ready);
		if (item == NULL)
			return NULL;
		if (item->index == ARCHIVE_END) {
			archive_item_free(item);
			(*n_workers)--;
		} else {
			g_hash_table_insert(run->early, GUINT_TO_POINTER(item->index), item);
		}
	}
}

/* After the pictures, in the same order; each in transactions of its own. */
static gboolean
join_sidecar(Run *run, ArchiveItem *item, GError **error)
{
	static const volatile gint never;
	ClCatalog *catalog = run->archive->catalog;

	if (run->ingest->dry_run)
		return archive_foresee_sidecar(run->archive, item, error);
	stamp(run, item);
	if (item->sidecar != NULL)
		item->staged->manifest = archive_manifest_of(run->archive, item);
	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	if (archive_join_sidecar(run->archive, item, run->ingest->cancel ?: &never, error) &&
		cl_catalog_commit(catalog, error))
		return archive_journal(run->archive, error);
	cl_catalog_rollback(catalog);
	return FALSE;
}

static gboolean
join_sidecars(Run *run, GError **error)
{
	for (guint i = 0; i < run->sidecars->len && !cancelled(run); i++) {
		ArchiveItem *item = run->sidecars->pdata[i];
		if (!join_sidecar(run, item, error))
			return FALSE;
		if (item->result.status == CL_N_STATUSES) /* stopped within it: the next run goes on */
			break;
		run->progress.done++;
		remove_source(run, item);
		report(run, item);
	}
	return TRUE;
}

/* Set aside what is to be joined later. */
static gboolean
set_aside(Run *run, ArchiveItem *item)
{
	if (item->sidecar == NULL && !item->unread)
		return FALSE;
	give_room(run, 1);
	g_ptr_array_add(run->sidecars, item);
	return TRUE;
}

/* Collect what is ready into batches; a batch closes when it is full or old, or when nothing but it is
 * under way. What is in none that is being written when the run is cancelled is given up: it is
 * nowhere yet, and the next run takes it. */
static gboolean
write_all(Run *run, guint n_workers, GError **error)
{
	g_autoptr(GPtrArray) batch = g_ptr_array_new_with_free_func((GDestroyNotify) archive_item_free);
	guint64 bytes = 0;
	gint64 begun_us = 0;

	while (!cancelled(run)) {
		gboolean full = batch->len > 0 &&
			(batch->len >= BATCH_FILES || bytes >= BATCH_BYTES ||
				g_get_monotonic_time() - begun_us >= BATCH_US);
		ArchiveItem *item = full ? NULL : next_item(run, &n_workers, FALSE);

		if (full || (item == NULL && batch->len > 0 &&
				    g_atomic_int_get(&run->queued) <= (gint) batch->len)) {
			if (!flush(run, batch, error))
				return FALSE;
			bytes = 0;
		}
		if (item == NULL)
			item = next_item(run, &n_workers, TRUE);
		if (item == NULL)
			return cancelled(run) || (flush(run, batch, error) && join_sidecars(run, error));
		if (set_aside(run, item))
			continue;
		if (batch->len == 0)
			begun_us = g_get_monotonic_time();
		bytes += staged_bytes(item);
		g_ptr_array_add(batch, item);
	}
	return TRUE;
}

static void
drain(Run *run, guint n_workers, GThread **threads)
{
	ArchiveItem *item;

	g_mutex_lock(&run->lock);
	g_atomic_int_set(&run->stop, 1);
	g_cond_broadcast(&run->room);
	g_mutex_unlock(&run->lock);
	for (guint i = 0; i < n_workers; i++)
		g_thread_join(threads[i]);
	while ((item = g_async_queue_try_pop(run->ready)) != NULL)
		archive_item_free(item);
}

static gboolean
accept_all(Run *run, guint n_workers, GError **error)
{
	g_autofree GThread **threads = g_new0(GThread *, n_workers);
	gboolean ok;

	for (guint i = 0; i < n_workers; i++)
		threads[i] = g_thread_new("accept", work, run);
	ok = write_all(run, n_workers, error);
	drain(run, n_workers, threads);
	if (ok && run->broken != NULL) {
		g_propagate_error(error, g_steal_pointer(&run->broken));
		return FALSE;
	}
	return ok;
}

static void
show_developed(guint64 done, guint64 total, gpointer data)
{
	Run *run = data;

	run->progress.phase = CL_PHASE_DEVELOP;
	run->progress.done = done;
	run->progress.total = total;
	show_progress(run);
}

static void
report_developed(const char *id, guint version, const char *of, ClStatus status, gboolean decodable,
	const char *damage, gpointer data)
{
	Run *run = data;
	g_autofree char *key = pending_key(id, version);
	g_autofree char *stored_key = NULL;
	g_autoptr(ArchiveItem) item = NULL;

	if (!g_hash_table_steal_extended(
		    run->pending, key, (gpointer *) &stored_key, (gpointer *) &item))
		return;
	if (status == CL_STATUS_HELD ||
		(status == CL_STATUS_PROBABLE && item->result.status == CL_STATUS_ADDED)) {
		item->result.status = status;
		g_strlcpy(item->result.of, of, sizeof item->result.of);
	}
	if (damage[0] != '\0')
		g_ptr_array_add(item->result.findings,
			cl_finding_new(CL_FINDING_PIXELS_DAMAGED, "%s", damage));
	if (!decodable)
		g_ptr_array_add(item->result.findings,
			cl_finding_new(CL_FINDING_PIXELS_UNDECODABLE, "%s",
				cl_finding_text(CL_FINDING_PIXELS_UNDECODABLE)));
	report(run, item);
}

static void
report_pending(Run *run)
{
	GHashTableIter iter;
	gpointer item;

	g_hash_table_iter_init(&iter, run->pending);
	while (g_hash_table_iter_next(&iter, NULL, &item)) {
		report(run, item);
		g_hash_table_iter_remove(&iter);
	}
}

static gboolean
develop_all(Run *run, guint n_workers, GError **error)
{
	ArchiveDevelop develop = { .n_threads = n_workers, .cancel = run->ingest->cancel,
		.developed = report_developed, .progress = show_developed, .data = run };
	gint64 start_us = g_get_monotonic_time();
	ArchiveDeveloped developed;
	gboolean ok = archive_develop(run->archive, &develop, &developed, error) &&
		archive_await_others(run->archive, run->pending, run->ingest->cancel, error);

	run->totals->developed = developed.developed;
	run->totals->undecodable = developed.undecodable;
	run->totals->put_off = developed.put_off;
	run->totals->develop_us = g_get_monotonic_time() - start_us;
	return ok;
}

static void
clear_run(Run *run)
{
	g_clear_pointer(&run->sources, g_ptr_array_unref);
	g_clear_pointer(&run->ready, g_async_queue_unref);
	g_clear_pointer(&run->pending, g_hash_table_unref);
	g_clear_pointer(&run->early, g_hash_table_unref);
	g_clear_pointer(&run->foreseen, g_hash_table_unref);
	g_clear_pointer(&run->sidecars, g_ptr_array_unref);
	g_clear_pointer(&run->added, g_ptr_array_unref);
	g_clear_error(&run->broken);
	g_mutex_clear(&run->lock);
	g_cond_clear(&run->room);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, clear_run)

gboolean
cl_archive_ingest(ClArchive *archive, const ClIngest *ingest, ClIngestTotals *totals, GError **error)
{
	guint n_workers = ingest->n_jobs != 0 ? ingest->n_jobs : g_get_num_processors();
	g_auto(Run) run = { .archive = archive, .ingest = ingest, .totals = totals };
	gint64 start_us = g_get_monotonic_time();
	gboolean ok;

	memset(totals, 0, sizeof *totals);
	g_mutex_init(&run.lock);
	g_cond_init(&run.room);
	run.ready = g_async_queue_new();
	run.sidecars = g_ptr_array_new_with_free_func((GDestroyNotify) archive_item_free);
	run.added = g_ptr_array_new_with_free_func(g_free);
	run.early = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) archive_item_free);
	run.foreseen = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
	run.pending = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify) archive_item_free);
	run.sources = g_ptr_array_new_with_free_func((GDestroyNotify) archive_source_free);
	if (ingest->template_id != NULL && !archive_check_template(archive, ingest->template_id, error))
		return FALSE;
	run.pool = archive_pool(archive, n_workers, error);
	if (ingest->upload != NULL)
		archive_add_upload(archive, ingest->upload, ingest->paths[0], run.sources);
	if (run.pool == NULL ||
		(ingest->upload == NULL &&
			!archive_walk(archive, ingest->paths, run.sources, ingest->cancel, error)))
		return FALSE;
	run.progress.total = run.sources->len;
	run.progress.total_known = TRUE;
	ok = accept_all(&run, n_workers, error);
	totals->accept_us = g_get_monotonic_time() - start_us;
	totals->left = run.sources->len - run.progress.done;
	ok = ok && (ingest->template_id == NULL || run.added->len == 0 ||
			   archive_apply_template(archive, run.added, ingest->template_id, error));
	ok = ok && (ingest->no_wait || ingest->dry_run || cancelled(&run) ||
			   develop_all(&run, n_workers, error));
	/* Also after a failure: what is in must be said. */
	report_pending(&run);
	totals->cancelled = cancelled(&run);
	return ok && cl_catalog_count_jobs(archive->catalog, "develop", &totals->to_develop, error);
}
