/* SPDX-License-Identifier: MIT
 *
 * The pool: who gets which process, and when a process is replaced. Decides nothing about
 * messages (protocol.c) or deadlines (process.c). Every failure costs the job that met it:
 * a process is checked before it gets a job, and a crash in a process that has served others
 * before is tried once more in a fresh one, so that no job pays for its predecessor.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <cutline/decoder.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include "process.h"

#define START_S 60 /* for the first start from a cold disk */

typedef struct {
	DecoderProcess *process; /* NULL: not started, or ended */
	gboolean busy;
} Slot;

struct ClDecoderPool {
	DecoderSpawner *spawner;
	guint wall_s, cpu_s;
	GMutex lock;
	GCond freed;
	/* guarded by lock; the process of a busy slot belongs to the thread that took it */
	Slot *slots;
	guint n_slots;
	ClDecoderStats stats;
	GError *refusal; /* CL_ERROR_SANDBOX: true of every process, so one start is enough */
};

/* ---- Where the program is ----------------------------------------------------------------- */

static char *
find_program(void)
{
	const char *named = g_getenv("CUTLINE_DECODER");
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *here = self ? g_path_get_dirname(self) : g_strdup(".");
	/* installed, moved as a whole; build folder (src/cli, tests/unit); installed */
	static const char *const beside[] = {
		"../libexec/cutline/cutline-decoder",
		"../decoder/cutline-decoder",
		"../../src/decoder/cutline-decoder",
	};

	if (named && *named)
		return g_strdup(named);
	for (guint i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *path = g_build_filename(here, beside[i], NULL);

		if (access(path, X_OK) == 0)
			return g_steal_pointer(&path);
	}
	return g_strdup(CUTLINE_LIBEXECDIR "/cutline/cutline-decoder");
}

ClDecoderPool *
cl_decoder_pool_new(const ClDecoderOptions *options, GError **error)
{
	static const ClDecoderOptions defaults;
	g_autofree char *program = NULL;
	ClDecoderPool *pool;

	if (!options)
		options = &defaults;
	program = options->program ? g_strdup(options->program) : find_program();
	if (access(program, X_OK) != 0) {
		cl_error_set_errno(error, errno, "decoder '%s' cannot be started", program);
		return NULL;
	}
	pool = g_new0(ClDecoderPool, 1);
	pool->spawner = decoder_spawner_new(program, options->allow_unsandboxed);
	pool->wall_s = options->wall_s ? options->wall_s : CL_DECODER_WALL_S;
	pool->cpu_s = options->cpu_s ? options->cpu_s : CL_DECODER_CPU_S;
	pool->n_slots = options->n_workers ? options->n_workers : g_get_num_processors();
	pool->slots = g_new0(Slot, pool->n_slots);
	g_mutex_init(&pool->lock);
	g_cond_init(&pool->freed);
	return pool;
}

void
cl_decoder_pool_free(ClDecoderPool *pool)
{
	if (!pool)
		return;
	for (guint i = 0; i < pool->n_slots; i++)
		decoder_process_end(pool->slots[i].process);
	decoder_spawner_free(pool->spawner);
	g_cond_clear(&pool->freed);
	g_mutex_clear(&pool->lock);
	g_clear_error(&pool->refusal);
	g_free(pool->slots);
	g_free(pool);
}

void
cl_decoder_pool_stats(ClDecoderPool *pool, ClDecoderStats *stats)
{
	g_mutex_lock(&pool->lock);
	*stats = pool->stats;
	g_mutex_unlock(&pool->lock);
}

/* ---- Slots -------------------------------------------------------------------------------- */

/* Prefers a process that runs; blocks until one is free. */
static Slot *
take_slot(ClDecoderPool *pool)
{
	Slot *best = NULL;

	g_mutex_lock(&pool->lock);
	for (;;) {
		for (guint i = 0; i < pool->n_slots; i++) {
			Slot *slot = &pool->slots[i];

			if (!slot->busy && (!best || (slot->process && !best->process)))
				best = slot;
		}
		if (best)
			break;
		g_cond_wait(&pool->freed, &pool->lock);
	}
	best->busy = TRUE;
	g_mutex_unlock(&pool->lock);
	return best;
}

static void
give_slot(ClDecoderPool *pool, Slot *slot)
{
	g_mutex_lock(&pool->lock);
	slot->busy = FALSE;
	pool->stats.jobs++;
	g_cond_signal(&pool->freed);
	g_mutex_unlock(&pool->lock);
}

static void
end_process(ClDecoderPool *pool, Slot *slot, gboolean failed)
{
	decoder_process_end(g_steal_pointer(&slot->process));
	g_mutex_lock(&pool->lock);
	pool->stats.replaced += failed;
	g_mutex_unlock(&pool->lock);
}

/* The process of this slot, fit for a job. */
static gboolean
ready_process(ClDecoderPool *pool, Slot *slot, const DecoderJob *job, GError **error)
{
	g_autoptr(GError) own = NULL;

	if (slot->process && !decoder_process_is_fit(slot->process))
		end_process(pool, slot, TRUE);
	if (slot->process)
		return TRUE;
	g_mutex_lock(&pool->lock);
	own = pool->refusal ? g_error_copy(pool->refusal) : NULL;
	g_mutex_unlock(&pool->lock);
	if (!own)
		slot->process = decoder_process_start(pool->spawner,
			g_get_monotonic_time() + START_S * G_USEC_PER_SEC, job, &own);
	g_mutex_lock(&pool->lock);
	pool->stats.started += slot->process != NULL;
	if (g_error_matches(own, CL_ERROR, CL_ERROR_SANDBOX) && !pool->refusal)
		pool->refusal = g_error_copy(own);
	g_mutex_unlock(&pool->lock);
	if (!slot->process)
		g_propagate_error(error, g_steal_pointer(&own));
	return slot->process != NULL;
}

/* ---- Jobs --------------------------------------------------------------------------------- */

/* Outputs are empty files of the caller's: what a process wrote before it died goes away. */
static gboolean
reset_outputs(const DecoderJob *job)
{
	for (guint i = 0; i < job->n_outputs; i++)
		if (ftruncate(job->output_fds[i], 0) != 0 ||
			lseek(job->output_fds[i], 0, SEEK_SET) != 0)
			return FALSE;
	return TRUE;
}

static GVariant *
run_in_slot(ClDecoderPool *pool, Slot *slot, DecoderJob *job, GError **error)
{
	gboolean again;

	job->wall_deadline_us = 0;
	do {
		g_autoptr(GError) own = NULL;
		GVariant *answer = NULL;
		DecoderOutcome outcome;
		gboolean used;

		if (!ready_process(pool, slot, job, error))
			return NULL;
		used = decoder_process_jobs(slot->process) > 0;
		/* Both tries share one deadline. */
		if (job->wall_deadline_us == 0)
			job->wall_deadline_us =
				g_get_monotonic_time() + pool->wall_s * G_USEC_PER_SEC;
		outcome = decoder_process_run(slot->process, job, &answer, &own);
		if (outcome == DECODER_DONE) {
			if (decoder_process_has_grown(slot->process))
				end_process(pool, slot, FALSE);
			return answer;
		}
		if (outcome != DECODER_REFUSED && outcome != DECODER_UNSENT)
			end_process(pool, slot, TRUE);
		again = outcome == DECODER_CRASHED && used && reset_outputs(job);
		if (!again)
			g_propagate_error(error, g_steal_pointer(&own));
	} while (again);
	return NULL;
}

/* ---- Whether any works -------------------------------------------------------------------- */

static GMutex busy_lock;
static guint n_busy;
static void (*on_busy)(gboolean busy);

void
cl_decoders_on_busy(void (*busy)(gboolean busy))
{
	g_mutex_lock(&busy_lock);
	on_busy = busy;
	g_mutex_unlock(&busy_lock);
}

static void
count_busy(int more)
{
	g_mutex_lock(&busy_lock);
	n_busy += (guint)more;
	if (on_busy != NULL && n_busy == (more > 0 ? 1 : 0))
		on_busy(more > 0);
	g_mutex_unlock(&busy_lock);
}

/* ---- Jobs --------------------------------------------------------------------------------- */

GVariant *
cl_decoder_pool_run(ClDecoderPool *pool, ClJobKind kind, int input_fd, const int *output_fds,
	guint n_outputs, GVariant *params, GError **error)
{
	return cl_decoder_pool_run_until(
		pool, kind, input_fd, output_fds, n_outputs, params, NULL, error);
}

GVariant *
cl_decoder_pool_run_until(ClDecoderPool *pool, ClJobKind kind, int input_fd, const int *output_fds,
	guint n_outputs, GVariant *params, const volatile gint *cancel, GError **error)
{
	g_autoptr(GVariant) sunk = params ? g_variant_ref_sink(params) : NULL;
	DecoderJob job = {
		.kind = kind,
		.input_fd = input_fd,
		.output_fds = output_fds,
		.n_outputs = n_outputs,
		.params = sunk,
		.cpu_us = pool->cpu_s * G_USEC_PER_SEC,
		.cancel = cancel,
	};
	GVariant *answer;
	Slot *slot;

	g_return_val_if_fail(n_outputs <= CL_DECODER_OUTPUTS, NULL);
	g_return_val_if_fail(input_fd >= 0 || n_outputs == 0, NULL);
	slot = take_slot(pool);
	count_busy(1);
	answer = run_in_slot(pool, slot, &job, error);
	count_busy(-1);
	give_slot(pool, slot);
	return answer;
}
