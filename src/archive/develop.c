/* SPDX-License-Identifier: MIT
 *
 * Develop: the queue of pictures whose pixels are still to be decoded. Jobs are leased from the
 * catalog, so that several programs share the work and a killed one loses nothing; one decode
 * gives master, thumbnails and fingerprint; then the picture is compared with what looks like it.
 * What the machine was to blame for is said of no picture: it is tried again later.
 */
#include "twins.h"

#include <string.h>
#include <unistd.h>

/* Longer than a worker's share of claimed jobs can take at its deadlines; a holder that died gives
 * its jobs back at once, see archive_free_dead_leases(). */
#define LEASE_US (900 * G_USEC_PER_SEC)
#define MAX_ATTEMPTS 8U
#define FIRST_PAUSE_US G_USEC_PER_SEC
#define LAST_PAUSE_US (3600 * (gint64) G_USEC_PER_SEC)

typedef struct {
	ClJobRow job;
	guint index; /* place in the order of the run */
	guint8 sha256[CL_SHA256_BYTES];
	ClFormat format;
	guint orientation;
	ClDeveloped *developed; /* NULL: undecodable */
	guint64 size_bytes[CL_N_DEVELOP];
	GHashTable *likenesses; /* of a new photo: archive_twins_compare() */
	char *undecodable;	/* why */
	gint64 ingested_us;
	gboolean overload;	/* nothing is known of it yet */
	GError *broken;		/* failure of the archive itself */
} Task;

typedef struct {
	ClArchive *archive;
	const ArchiveDevelop *develop;
	ClDecoderPool *pool;
	GAsyncQueue *tasks, *done;
	GHashTable *early; /* index → Task* that is done before its turn */
	guint n_begun, turn; /* next index to give out, and to record */
	const char *holder;
	guint64 n_done, n_total;
	ArchiveDeveloped *totals;
} Run;

static void
task_free(Task *task)
{
	g_free(task->developed);
	g_clear_pointer(&task->likenesses, g_hash_table_unref);
	g_free(task->undecodable);
	g_clear_error(&task->broken);
	g_free(task);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Task, task_free)

static gboolean
cancelled(const Run *run)
{
	return run->develop->cancel != NULL && g_atomic_int_get(run->develop->cancel) != 0;
}

/* --- workers ---------------------------------------------------------------------------- */

gboolean
archive_is_pictures(const GError *error)
{
	return error->domain == CL_ERROR &&
		(error->code == CL_ERROR_INPUT || error->code == CL_ERROR_UNSUPPORTED ||
			error->code == CL_ERROR_LIMIT || error->code == CL_ERROR_CRASHED ||
			error->code == CL_ERROR_TIMEOUT || error->code == CL_ERROR_OVERLOAD);
}

static gboolean
keep_outputs(Run *run, Task *task, ClFd *outputs, GError **error)
{
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		if (!cl_store_end_derived(run->archive->store, outputs[i], cl_develop_sizes[i].name,
			    task->sha256, &task->size_bytes[i], error))
			return FALSE;
	return TRUE;
}

static gboolean
decode(Run *run, Task *task, ClFd original, ClFd *outputs, GError **error)
{
	g_autoptr(GVariant) answer = NULL;

	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		outputs[i] = cl_store_begin_derived(run->archive->store, error);
		if (outputs[i] < 0)
			return FALSE;
	}
	answer = cl_decoder_pool_run_until(run->pool, CL_JOB_DEVELOP, original, outputs,
		CL_N_DEVELOP, cl_develop_params(task->format, task->orientation),
		run->develop->cancel, error);
	if (answer == NULL)
		return FALSE;
	task->developed = cl_develop_answer(answer, error);
	return task->developed != NULL && keep_outputs(run, task, outputs, error);
}

static void
try_task(Run *run, Task *task, GError **error)
{
	ClFd outputs[CL_N_DEVELOP] = { -1, -1, -1, -1 };
	CL_AUTO_FD original = cl_store_open_original(run->archive->store, task->sha256, error);

	G_STATIC_ASSERT(CL_N_DEVELOP == 4);
	if (original < 0 || !decode(run, task, original, outputs, error))
		g_clear_pointer(&task->developed, g_free);
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		cl_fd_close(&outputs[i]);
}

static void
run_task(Run *run, Task *task)
{
	g_autoptr(GError) error = NULL;

	try_task(run, task, &error);
	/* Somebody waits for it, and the machine may have recovered. */
	if (g_error_matches(error, CL_ERROR, CL_ERROR_OVERLOAD)) {
		g_clear_error(&error);
		try_task(run, task, &error);
	}
	if (error == NULL)
		return;
	if (g_error_matches(error, CL_ERROR, CL_ERROR_OVERLOAD))
		task->overload = TRUE;
	else if (archive_is_pictures(error))
		task->undecodable = g_strdup(error->message);
	else if (!g_error_matches(error, CL_ERROR, CL_ERROR_CANCELLED))
		task->broken = g_steal_pointer(&error);
}

static gpointer
work(gpointer data)
{
	Run *run = data;
	Task *task;

	while ((task = g_async_queue_pop(run->tasks))->job.job != 0) {
		/* Without a result it goes back to the queue. */
		if (!cancelled(run))
			run_task(run, task);
		g_async_queue_push(run->done, task);
	}
	task_free(task);
	return NULL;
}

/* --- writer -------------------------------------------------------------------------------- */

typedef struct {
	char of[CL_ID_CHARS + 1];
	ClStatus status;
} Outcome;

static gboolean
add_finding(ClArchive *archive, const ClJobRow *job, const char *code, const char *message,
	GError **error)
{
	g_autoptr(ClFinding) finding = cl_finding_new(code, "%s", message);

	return cl_catalog_add_finding(
		archive->catalog, job->photo, job->version, finding, error);
}

static gboolean
record_developed(Run *run, Task *task, Outcome *outcome, GError **error)
{
	ClArchive *archive = run->archive;
	const ClJobRow *job = &task->job;
	g_autoptr(ClFileRow) file = NULL;
	ArchiveTwin twin = { .likeness = 0 };

	if (!cl_catalog_put_developed(archive->catalog, job->photo, job->version, task->developed,
		    task->size_bytes, error) ||
		!cl_catalog_add_job(archive->catalog, ARCHIVE_PREPARE_JOB, job->photo, job->version,
			error))
		return FALSE;
	if (task->developed->damage[0] != '\0' &&
		!add_finding(archive, job, CL_FINDING_PIXELS_DAMAGED, task->developed->damage, error))
		return FALSE;
	file = cl_catalog_get_file(archive->catalog, job->photo, job->version, error);
	if (file == NULL ||
		(job->version == 1 &&
			(!archive_twins_link(archive, file, &task->developed->look,
				 task->likenesses, &twin, error) ||
				!archive_hold_alike(archive, job->photo, error) ||
				!archive_protect_arrived(archive, job->photo, error))))
		return FALSE;
	if (twin.id[0] != '\0') {
		outcome->status = twin.killed ? CL_STATUS_HELD : CL_STATUS_PROBABLE;
		g_strlcpy(outcome->of, twin.id, sizeof outcome->of);
		if (twin.killed &&
			!archive_twins_hold(archive, job->photo, job->version, &twin, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
record_undecodable(Run *run, Task *task, GError **error)
{
	return add_finding(run->archive, &task->job, CL_FINDING_PIXELS_UNDECODABLE,
		task->undecodable, error);
}

/* For as long again as it has been here: a file may feign that the machine is to blame, and each try can
 * cost a decoder its minute. */
static gboolean
put_off(Run *run, const Task *task, GError **error)
{
	gint64 now_us = g_get_real_time();
	gint64 pause_us = CLAMP(now_us - task->ingested_us, FIRST_PAUSE_US, LAST_PAUSE_US);

	return cl_catalog_put_off_job(run->archive->catalog, task->job.job, now_us + pause_us, error);
}

static gboolean
record_one(Run *run, Task *task, Outcome *outcome, GError **error)
{
	ClCatalog *catalog = run->archive->catalog;

	if (task->overload)
		return put_off(run, task, error);
	return (task->developed != NULL ? record_developed(run, task, outcome, error)
					: record_undecodable(run, task, error)) &&
		archive_refresh(run->archive, task->job.photo, error) &&
		cl_catalog_end_job(catalog, task->job.job, error);
}

static gboolean
compare(Run *run, Task *task, GError **error)
{
	if (task->developed == NULL || task->job.version != 1)
		return TRUE;
	task->likenesses = archive_twins_compare(
		run->archive, task->job.photo, &task->developed->look, error);
	return task->likenesses != NULL;
}

static void
tell(Run *run, const Task *task, const Outcome *outcome)
{
	gboolean decodable = task->developed != NULL;

	run->n_done++;
	if (task->overload)
		run->totals->put_off++;
	else if (decodable)
		run->totals->developed++;
	else
		run->totals->undecodable++;
	if (run->develop->developed != NULL && !task->overload)
		run->develop->developed(task->job.photo, task->job.version, outcome->of, outcome->status,
			decodable, decodable ? task->developed->damage : "", run->develop->data);
}

static gboolean
record(Run *run, GPtrArray *tasks, GError **error)
{
	ClCatalog *catalog = run->archive->catalog;
	g_autofree Outcome *outcomes = g_new0(Outcome, tasks->len + 1);

	if (tasks->len == 0)
		return TRUE;
	for (guint i = 0; i < tasks->len; i++)
		if (!compare(run, tasks->pdata[i], error))
			return FALSE;
	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	for (guint i = 0; i < tasks->len; i++) {
		outcomes[i].status = CL_STATUS_ADDED;
		if (!record_one(run, tasks->pdata[i], &outcomes[i], error)) {
			cl_catalog_rollback(catalog);
			return FALSE;
		}
	}
	if (!cl_catalog_commit(catalog, error)) {
		cl_catalog_rollback(catalog);
		return FALSE;
	}
	for (guint i = 0; i < tasks->len; i++)
		tell(run, tasks->pdata[i], &outcomes[i]);
	if (run->develop->progress != NULL)
		run->develop->progress(run->n_done, run->n_total, run->develop->data);
	return TRUE;
}

/* --- queue --------------------------------------------------------------------------------- */

static gboolean
begin_task(Run *run, const ClJobRow *job, GError **error)
{
	g_autoptr(Task) task = g_new0(Task, 1);
	g_autoptr(ClFileRow) file =
		cl_catalog_get_file(run->archive->catalog, job->photo, job->version, error);

	if (file == NULL)
		return FALSE;
	task->job = *job;
	task->index = run->n_begun++;
	memcpy(task->sha256, file->sha256, sizeof task->sha256);
	task->ingested_us = file->ingested_us;
	task->format = file->facts->format;
	task->orientation = file->facts->orientation;
	if (job->attempts > MAX_ATTEMPTS) {
		task->undecodable = g_strdup_printf(
			"%u attempts ended with the program's own death", job->attempts - 1);
		g_async_queue_push(run->done, g_steal_pointer(&task));
	} else {
		g_async_queue_push(run->tasks, g_steal_pointer(&task));
	}
	return TRUE;
}

static gboolean
claim(Run *run, guint limit, guint *n_claimed, GError **error)
{
	ClCatalog *catalog = run->archive->catalog;
	g_autoptr(GPtrArray) jobs = NULL;

	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	jobs = cl_catalog_claim_jobs(
		catalog, "develop", run->holder, g_get_real_time(), LEASE_US, limit, error);
	if (jobs == NULL || !cl_catalog_commit(catalog, error)) {
		cl_catalog_rollback(catalog);
		return FALSE;
	}
	for (guint i = 0; i < jobs->len; i++)
		if (!begin_task(run, jobs->pdata[i], error))
			return FALSE;
	*n_claimed = jobs->len;
	return TRUE;
}

/* Everything that is done and whose turn it is: pictures are recorded in the order in which they
 * came in, so that the later of two twins is the one that looks like the other. */
static GPtrArray *
collect(Run *run, guint *in_flight, GError **error)
{
	g_autoptr(GPtrArray) ready = g_ptr_array_new_with_free_func((GDestroyNotify) task_free);
	Task *task = g_async_queue_pop(run->done);

	for (; task != NULL; task = g_async_queue_try_pop(run->done)) {
		(*in_flight)--;
		if (task->broken != NULL && *error == NULL)
			g_propagate_error(error, g_steal_pointer(&task->broken));
		g_hash_table_insert(run->early, GUINT_TO_POINTER(task->index), task);
	}
	/* One without a result was cancelled or met a failure of the archive: it and all behind it
	 * go back to the queue, so that the order stays. */
	while ((task = g_hash_table_lookup(run->early, GUINT_TO_POINTER(run->turn))) != NULL &&
		(task->developed != NULL || task->undecodable != NULL || task->overload)) {
		g_hash_table_steal(run->early, GUINT_TO_POINTER(run->turn++));
		g_ptr_array_add(ready, task);
	}
	return g_steal_pointer(&ready);
}

/* What nobody has begun goes back to the queue in the catalog. */
static guint
drop_waiting(Run *run)
{
	Task *task;
	guint n = 0;

	for (; (task = g_async_queue_try_pop(run->tasks)) != NULL; n++)
		task_free(task);
	return n;
}

static gboolean
run_queue(Run *run, GError **error)
{
	guint ahead = run->develop->n_threads * 4;
	guint in_flight = 0;
	gboolean more = TRUE;

	while (more || in_flight > 0) {
		g_autoptr(GPtrArray) ready = NULL;
		g_autoptr(GError) broken = NULL;

		if (more && in_flight < ahead) {
			guint n = 0;

			if (!claim(run, ahead - in_flight, &n, error))
				return FALSE;
			more = n > 0 && !cancelled(run);
			in_flight += n;
		}
		if (in_flight == 0)
			break;
		ready = collect(run, &in_flight, &broken);
		if (!record(run, ready, error))
			return FALSE;
		if (broken != NULL) {
			g_propagate_error(error, g_steal_pointer(&broken));
			return FALSE;
		}
		more = more && !cancelled(run);
		if (!more && cancelled(run))
			in_flight -= drop_waiting(run);
	}
	return TRUE;
}

static void
end_threads(Run *run, GThread **threads)
{
	Task *task;

	drop_waiting(run);
	for (guint i = 0; i < run->develop->n_threads; i++)
		g_async_queue_push(run->tasks, g_new0(Task, 1));
	for (guint i = 0; i < run->develop->n_threads; i++)
		g_thread_join(threads[i]);
	while ((task = g_async_queue_try_pop(run->done)) != NULL)
		task_free(task);
}

/* Jobs of programs that are no more, on this machine. */
gboolean
archive_free_dead_leases(ClArchive *archive, const char *kind, GError **error)
{
	ClCatalog *catalog = archive->catalog;
	g_autoptr(GPtrArray) holders = cl_catalog_list_holders(catalog, kind, error);
	gboolean ok = holders != NULL && (holders->len == 0 || cl_catalog_begin(catalog, error));

	for (guint i = 0; ok && i < holders->len; i++)
		if (!cl_store_owner_lives(archive->store, holders->pdata[i]))
			ok = cl_catalog_free_jobs(catalog, holders->pdata[i], error);
	if (!ok || holders->len == 0)
		return ok;
	if (cl_catalog_commit(catalog, error))
		return TRUE;
	cl_catalog_rollback(catalog);
	return FALSE;
}

static gboolean
release(Run *run, GError **error)
{
	ClCatalog *catalog = run->archive->catalog;

	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	if (cl_catalog_release_jobs(catalog, run->holder, error) &&
		cl_catalog_commit(catalog, error))
		return TRUE;
	cl_catalog_rollback(catalog);
	return FALSE;
}

gboolean
archive_develop(ClArchive *archive, const ArchiveDevelop *develop, ArchiveDeveloped *totals, GError **error)
{
	Run run = { .archive = archive, .develop = develop, .totals = totals };
	g_autofree GThread **threads = g_new0(GThread *, develop->n_threads);
	gboolean ok;

	memset(totals, 0, sizeof *totals);
	if (!archive_free_dead_leases(archive, "develop", error) ||
		!cl_catalog_count_jobs(archive->catalog, "develop", &run.n_total, error))
		return FALSE;
	if (run.n_total == 0)
		return TRUE;
	run.pool = archive_pool(archive, develop->n_threads, error);
	if (run.pool == NULL)
		return FALSE;
	run.holder = cl_store_owner(archive->store, error);
	if (run.holder == NULL)
		return FALSE;
	run.early = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) task_free);
	run.tasks = g_async_queue_new();
	run.done = g_async_queue_new();
	for (guint i = 0; i < develop->n_threads; i++)
		threads[i] = g_thread_new("develop", work, &run);
	ok = run_queue(&run, error);
	end_threads(&run, threads);
	ok = release(&run, ok ? error : NULL) && ok;
	/* Some were held or protected: that stands in the journal before anybody is told. */
	ok = (run.n_done == 0 || archive_journal(archive, ok ? error : NULL)) && ok;
	g_hash_table_unref(run.early);
	g_async_queue_unref(run.tasks);
	g_async_queue_unref(run.done);
	return ok;
}
