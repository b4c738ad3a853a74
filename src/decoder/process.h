/* SPDX-License-Identifier: MIT
 *
 * One decoder process as its parent sees it: start, one job at a time with a deadline that the
 * process cannot move, end. Not thread-safe: a process belongs to one thread at a time.
 */
#pragma once
#include <sys/types.h>
#include <cutline/decoder.h>

/* The thread that starts decoders. The kernel sends PR_SET_PDEATHSIG when the *thread* that
 * started a process ends, not when its program does: so one thread starts all, and lives as
 * long as the pool. */
typedef struct DecoderSpawner DecoderSpawner;
DecoderSpawner *decoder_spawner_new(const char *program, gboolean allow_unsandboxed);
void decoder_spawner_free(DecoderSpawner *spawner);
/* Returns the process id, or -1. `socket_fd` becomes the decoder's only descriptor. */
pid_t decoder_spawner_start(DecoderSpawner *spawner, int socket_fd, GError **error);

typedef struct DecoderProcess DecoderProcess;

typedef struct {
	ClJobKind kind;
	int input_fd;
	const int *output_fds;
	guint n_outputs;
	GVariant *params;
	gint64 wall_deadline_us; /* monotonic */
	gint64 cpu_us;
	const volatile gint *cancel; /* or NULL; not 0: nobody wants the answer any more */
} DecoderJob;

typedef enum {
	DECODER_DONE,	  /* answer; the process may go on */
	DECODER_REFUSED,  /* error, decided without parsing; the process may go on */
	DECODER_FAILED,	  /* error that the job reported; end the process */
	DECODER_CRASHED,  /* error; it died or talked nonsense; end the process */
	DECODER_LATE,	  /* error; deadline or cancelled; end the process */
	DECODER_UNSENT,	  /* error of the caller's or the system's making; nothing was sent */
} DecoderOutcome;

/* Starts a decoder for this job and waits until it is ready (CL_ERROR_SANDBOX if it refuses to work). */
DecoderProcess *decoder_process_start(DecoderSpawner *spawner, gint64 deadline_us,
	const DecoderJob *job, GError **error);
DecoderOutcome decoder_process_run(DecoderProcess *process, const DecoderJob *job,
	GVariant **answer, GError **error);
/* FALSE if it died, spoke unasked or used the processor since its last job. */
gboolean decoder_process_is_fit(DecoderProcess *process);
/* TRUE if it holds more than CL_DECODER_GROWN_BYTES. */
gboolean decoder_process_has_grown(const DecoderProcess *process);
/* Jobs that it has ended. */
guint64 decoder_process_jobs(const DecoderProcess *process);
/* SIGKILL, wait, close, free. Copes with NULL. */
void decoder_process_end(DecoderProcess *process);
