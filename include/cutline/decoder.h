/* SPDX-License-Identifier: MIT
 *
 * The pool of decoder processes: the only place where untrusted bytes are parsed. A job is one
 * message with the input as a read-only descriptor and outputs as descriptors of the caller's
 * (memfd or unlinked file); the answer is a GVariant that the caller checks like any input.
 * A decoder that dies, stalls, reports an error or has grown is replaced; it costs its own job.
 * Thread-safe: cl_decoder_pool_run() blocks until a process is free and the job has ended.
 */
#pragma once
#include <glib.h>

/* clang-format off */
#define CL_JOB_TABLE(X) /* id, name */ \
	X(READ,    "read")    /* () or (s: a set for cl_metadata_read_in()) → cl_facts_to_variant */ \
	X(DEVELOP, "develop") /* see render.h */ \
	X(SIDECAR, "sidecar") /* (s: file's base name) → cl_sidecar_to_variant */ \
	X(PROBE,   "probe")   /* () → a{sv} what the sandbox and the loaders can do; for doctor */ \
	X(REWRITE, "rewrite") /* see publish.h */ \
	X(RENDER,  "render")  /* see render.h; metadata as in publish.h */ \
	X(PAGE,    "page")    /* () → cl_printed_to_variant */ \
	X(NOTICE,  "notice")  /* () → (s) cl_mail_text() */
/* clang-format on */
typedef enum {
#define X(id, name) CL_JOB_##id,
	CL_JOB_TABLE(X)
#undef X
	CL_N_JOBS
} ClJobKind;

typedef struct {
	const char *program;   /* path of the decoder executable; NULL = beside this program */
	guint n_workers;       /* 0 = one a core */
	guint wall_s, cpu_s;   /* 0 = CL_DECODER_WALL_S, CL_DECODER_CPU_S */
	gboolean allow_unsandboxed; /* the administrator said so in the configuration */
} ClDecoderOptions;

typedef struct ClDecoderPool ClDecoderPool;

/* Starts no process yet; each is started when first needed. */
ClDecoderPool *cl_decoder_pool_new(const ClDecoderOptions *options, GError **error);
/* Ends all decoders (SIGKILL) and waits for them. */
void cl_decoder_pool_free(ClDecoderPool *pool);

/* Run one job. `params` may be NULL (floating references are sunk). Returns the answer; or
 * CL_ERROR_CRASHED, CL_ERROR_TIMEOUT (of the processor), CL_ERROR_OVERLOAD (of the clock on the wall, or
 * killed: try again), CL_ERROR_SANDBOX, or the error that the job reported. */
GVariant *cl_decoder_pool_run(ClDecoderPool *pool, ClJobKind kind, int input_fd,
	const int *output_fds, guint n_outputs, GVariant *params, GError **error);
/* The same; once *cancel is not 0 (a signal handler may set it), the job is ended with its process
 * (CL_ERROR_CANCELLED), also while that starts; a rendition may take a second more. */
GVariant *cl_decoder_pool_run_until(ClDecoderPool *pool, ClJobKind kind, int input_fd,
	const int *output_fds, guint n_outputs, GVariant *params, const volatile gint *cancel,
	GError **error);

/* Jobs run, processes started, processes replaced after a failure. */
typedef struct {
	guint64 jobs, started, replaced;
} ClDecoderStats;
void cl_decoder_pool_stats(ClDecoderPool *pool, ClDecoderStats *stats);

/* Be told when the first decoder of this process, of whatever pool, begins a job (TRUE) and when the last one
 * has ended (FALSE): from the thread that runs it, one at a time, and shortly. NULL: no more. */
void cl_decoders_on_busy(void (*busy)(gboolean busy));

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClDecoderPool, cl_decoder_pool_free)
