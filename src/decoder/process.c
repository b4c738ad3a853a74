/* SPDX-License-Identifier: MIT
 *
 * One decoder process: its deadline, its death and what is believed of its answers. Deadlines
 * are kept from outside: wall time by poll(2) here, processor time by reading the process's
 * clock here, and by an RLIMIT_CPU set with prlimit(2) before each job (should this program be
 * stopped meanwhile). Nothing that runs inside the process can extend any of them. Who has used
 * up what is judged by the exact clock alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include "process.h"
#include "protocol.h"

#define MESSAGE_BYTES 500 /* of an error that a decoder reports */
#define CANCEL_LOOK_US 100000
#define CANCEL_GRACE_US G_USEC_PER_SEC /* of a rendition, which is kept for the next who asks */
#define IDLE_CPU_US 50000 /* more processor time between two jobs: something was left running */

struct DecoderProcess {
	pid_t pid;
	int socket_fd; /* non-blocking */
	int statm_fd;  /* -1 without /proc */
	clockid_t cpu_clock;
	gint64 cpu_us; /* when it was last looked at */
	rlim_t cpu_hard_limit;
	gint64 n_cores;
	guint64 serial;
	int status; /* of waitpid, once it was waited for */
};

static gint64
cpu_time_us(const DecoderProcess *process)
{
	struct timespec used;

	if (clock_gettime(process->cpu_clock, &used) != 0)
		return process->cpu_us; /* gone: the socket will tell */
	return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

/* What the kernel compares RLIMIT_CPU with: the clock ticks during which the process was seen to
 * run. Beside many short-lived others it runs ahead of the exact clock, by 5 % on two busy cores,
 * so that a limit counted from the exact clock ends a blameless process after some hundred jobs.
 * The last bits of a process's clock say which clock of it is meant, 0 (CPUCLOCK_PROF) this one. */
static gint64
charged_time_us(const DecoderProcess *process)
{
	struct timespec used;

	if (process->cpu_clock >= 0 || clock_gettime(process->cpu_clock & ~3, &used) != 0)
		return process->cpu_us;
	return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

/* ---- Deadline ----------------------------------------------------------------------------- */

typedef struct {
	const DecoderProcess *process;
	gint64 wall_deadline_us, cpu_deadline_us;
	gint64 cpu_us, cpu_left_us; /* of the job in all; when last looked */
	gboolean late;
	const volatile gint *cancel; /* or NULL */
	gint64 grace_us;	     /* after that */
	gboolean cancelled;	     /* the wall deadline is that of a job nobody waits for */
} Watch;

/* What a queue gives out again is given up at once; a rendition that is nearly done may end. */
static gint64
grace_us(const DecoderJob *job)
{
	return job->kind == CL_JOB_RENDER ? CANCEL_GRACE_US : 0;
}

static void
look_for_cancel(Watch *watch)
{
	if (watch->cancelled || watch->cancel == NULL || g_atomic_int_get(watch->cancel) == 0)
		return;
	watch->cancelled = TRUE;
	watch->wall_deadline_us =
		MIN(watch->wall_deadline_us, g_get_monotonic_time() + watch->grace_us);
}

/* The next instant at which a deadline may have passed, in milliseconds; 0 = one has. */
static int
watch_step_ms(const Watch *watch)
{
	gint64 wall_us = watch->wall_deadline_us - g_get_monotonic_time();
	/* With several threads the clock runs as many times as fast as there are cores. */
	gint64 cpu_us = MAX(watch->cpu_left_us / watch->process->n_cores, 10000);

	if (wall_us <= 0 || watch->cpu_left_us <= 0)
		return 0;
	/* Who cancels sets a number and cannot wake us. */
	if (watch->cancel != NULL && !watch->cancelled)
		cpu_us = MIN(cpu_us, CANCEL_LOOK_US);
	return (int)(MIN(wall_us, cpu_us) / 1000 + 1);
}

static gboolean
watch_wait(gpointer data, short events)
{
	Watch *watch = data;

	for (;;) {
		struct pollfd poll_fd = {.fd = watch->process->socket_fd, .events = events};
		int step_ms, n;

		look_for_cancel(watch);
		step_ms = watch_step_ms(watch);
		/* Once late, what is there already still counts (this program may have been
		 * stopped for an hour), but nothing is waited for a second time. */
		if (step_ms == 0 && watch->late)
			return FALSE;
		watch->late = step_ms == 0;
		n = poll(&poll_fd, 1, step_ms);
		if (n > 0)
			return TRUE;
		if (n < 0 && errno != EINTR)
			return FALSE;
		if (watch->late)
			return FALSE;
		watch->cpu_left_us = watch->cpu_deadline_us - cpu_time_us(watch->process);
	}
}

static void
arm_cpu_limit(const DecoderProcess *process, const DecoderJob *job)
{
	/* Twice what our own look allows, which is finer and knows the reason. The soft limit
	 * only: raising a hard one needs a privilege. SIGXCPU cannot be ignored in the sandbox;
	 * it can be blocked, which is why this is the second watch and not the first. */
	rlim_t soft = (rlim_t)((charged_time_us(process) + 2 * job->cpu_us) / G_USEC_PER_SEC + 1);
	struct rlimit limit = {MIN(soft, process->cpu_hard_limit), process->cpu_hard_limit};

	prlimit(process->pid, RLIMIT_CPU, &limit, NULL);
}

/* ---- End ---------------------------------------------------------------------------------- */

static void
kill_and_wait(DecoderProcess *process)
{
	if (process->pid <= 0)
		return;
	process->cpu_us = cpu_time_us(process); /* while there is a process */
	/* A process that is ending already keeps its own status. */
	kill(process->pid, SIGKILL);
	while (waitpid(process->pid, &process->status, 0) < 0)
		if (errno != EINTR) {
			process->status = 0; /* somebody ignores SIGCHLD: no status to be had */
			break;
		}
	process->pid = 0;
}

void
decoder_process_end(DecoderProcess *process)
{
	if (!process)
		return;
	kill_and_wait(process);
	cl_fd_close(&process->socket_fd);
	cl_fd_close(&process->statm_fd);
	g_free(process);
}

static DecoderOutcome
fail_late(const Watch *watch, GError **error)
{
	if (watch->cancelled)
		g_set_error_literal(error, CL_ERROR, CL_ERROR_CANCELLED,
			"stopped before it was decoded; run the same command again");
	else if (watch->cpu_left_us <= 0)
		g_set_error_literal(error, CL_ERROR, CL_ERROR_TIMEOUT,
			"decoding took more processor time than a file may; it is damaged or "
			"hostile");
	else
		/* Waiting is nothing that a picture makes an honest decoder do. */
		g_set_error(error, CL_ERROR, CL_ERROR_OVERLOAD,
			"the decoder had not ended when its time was over, having had the "
			"processor for %.1f s; the machine is overloaded: try again",
			(double)(watch->cpu_us - watch->cpu_left_us) / G_USEC_PER_SEC);
	return DECODER_LATE;
}

static DecoderOutcome
fail_dead(DecoderProcess *process, const Watch *watch, GError **error)
{
	Watch over = *watch;

	kill_and_wait(process);
	over.cpu_left_us = watch->cpu_deadline_us - process->cpu_us;
	if (WIFSIGNALED(process->status) && WTERMSIG(process->status) == SIGXCPU &&
		over.cpu_left_us <= 0)
		return fail_late(&over, error);
	if (WIFSIGNALED(process->status) && WTERMSIG(process->status) == SIGKILL)
		g_set_error_literal(error, CL_ERROR, CL_ERROR_OVERLOAD,
			"the decoder was killed from outside, as the system does when memory runs "
			"out; try again");
	else if (WIFSIGNALED(process->status))
		g_set_error(error, CL_ERROR, CL_ERROR_CRASHED,
			"the decoder crashed on it (%s); the file is damaged or hostile",
			strsignal(WTERMSIG(process->status)));
	else
		g_set_error(error, CL_ERROR, CL_ERROR_CRASHED,
			"the decoder gave up on it (exit status %d); the file is damaged or "
			"hostile",
			WEXITSTATUS(process->status));
	return DECODER_CRASHED;
}

static DecoderOutcome
fail_nonsense(GError **error)
{
	g_set_error_literal(error, CL_ERROR, CL_ERROR_CRASHED,
		"the decoder's answer makes no sense; the file is damaged or hostile");
	return DECODER_CRASHED;
}

/* ---- Job ---------------------------------------------------------------------------------- */

/* What a decoder may say of a file. Not SANDBOX, BUSY, CANCELLED …: a picture that has taken its
 * decoder over must not be able to stop an ingest. */
static gboolean
may_report(const DecoderJob *job, guint32 id)
{
	return id == CL_ERROR_INPUT || id == CL_ERROR_UNSUPPORTED || id == CL_ERROR_LIMIT ||
		(id == CL_ERROR_IO && job->n_outputs > 0);
}

static gboolean
read_failure(GVariant *payload, guint32 *id, char **message)
{
	const char *text;

	if (!payload || !g_variant_is_of_type(payload, G_VARIANT_TYPE("(us)")))
		return FALSE;
	g_variant_get(payload, "(u&s)", id, &text);
	{
		g_autofree char *cut = cl_text_cut(text, MESSAGE_BYTES);

		*message = cl_text_clean(cut, -1);
	}
	return TRUE;
}

static DecoderOutcome
take_failure(const DecoderJob *job, GVariant *payload, GError **error)
{
	g_autofree char *message = NULL;
	guint32 id;

	if (!read_failure(payload, &id, &message) || !may_report(job, id))
		return fail_nonsense(error);
	g_set_error_literal(error, CL_ERROR, (int)id, message);
	/* The magic bytes of no format we take: no parser has run. (A new process for each
	 * .DS_Store of a folder would cost 100 times the look at it.) */
	if (job->kind == CL_JOB_READ && id == CL_ERROR_UNSUPPORTED)
		return DECODER_REFUSED;
	return DECODER_FAILED;
}

static DecoderIo
send_job(DecoderProcess *process, const DecoderJob *job, Watch *watch)
{
	DecoderHeader header = {
		.message = DECODER_JOB, .job = (guint32)job->kind, .serial = ++process->serial};
	int fds[DECODER_MAX_FDS];
	guint n_fds = 0;

	if (job->input_fd >= 0)
		fds[n_fds++] = job->input_fd;
	for (guint i = 0; i < job->n_outputs; i++)
		fds[n_fds++] = job->output_fds[i];
	return decoder_send(process->socket_fd, &header, job->params, fds, n_fds, watch_wait,
		watch);
}

static DecoderOutcome
fail_io(DecoderProcess *process, DecoderIo io, const Watch *watch, GError **error)
{
	switch (io) {
	case DECODER_IO_CLOSED:
		return fail_dead(process, watch, error);
	case DECODER_IO_GAVE_UP:
		return fail_late(watch, error);
	case DECODER_IO_FAILED:
		cl_error_set_errno(error, errno, "decoder");
		return DECODER_UNSENT;
	case DECODER_IO_OK:
	case DECODER_IO_MALFORMED:
		break;
	}
	return fail_nonsense(error);
}

DecoderOutcome
decoder_process_run(DecoderProcess *process, const DecoderJob *job, GVariant **answer,
	GError **error)
{
	Watch watch = {
		.process = process,
		.wall_deadline_us = job->wall_deadline_us,
		.cpu_deadline_us = process->cpu_us + job->cpu_us,
		.cpu_us = job->cpu_us,
		.cpu_left_us = job->cpu_us,
		.cancel = job->cancel,
		.grace_us = grace_us(job),
	};
	g_autoptr(GVariant) payload = NULL;
	DecoderHeader header;
	DecoderIo io;

	arm_cpu_limit(process, job);
	io = send_job(process, job, &watch);
	if (io != DECODER_IO_OK)
		return fail_io(process, io, &watch, error);
	io = decoder_receive(process->socket_fd, &header, CL_DECODER_MESSAGE_BYTES, &payload, NULL,
		NULL, watch_wait, &watch);
	if (io != DECODER_IO_OK) {
		DecoderOutcome outcome = fail_io(process, io, &watch, error);

		return outcome == DECODER_UNSENT ? DECODER_CRASHED : outcome;
	}
	process->cpu_us = cpu_time_us(process);
	if (header.serial != process->serial)
		return fail_nonsense(error);
	if (header.message == DECODER_FAILURE)
		return take_failure(job, payload, error);
	if (header.message != DECODER_ANSWER || !payload)
		return fail_nonsense(error);
	*answer = g_steal_pointer(&payload);
	return DECODER_DONE;
}

/* ---- Start and health --------------------------------------------------------------------- */

static gboolean
await_hello(DecoderProcess *process, gint64 deadline_us, const DecoderJob *job, GError **error)
{
	Watch watch = {.process = process,
		.wall_deadline_us = deadline_us,
		.cpu_deadline_us = G_MAXINT64,
		.cpu_left_us = G_MAXINT64,
		.cancel = job->cancel,
		.grace_us = grace_us(job)};
	g_autoptr(GVariant) payload = NULL;
	g_autofree char *message = NULL;
	DecoderHeader header;
	guint32 id;
	DecoderIo io = decoder_receive(process->socket_fd, &header, DECODER_PARAMS_BYTES, &payload,
		NULL, NULL, watch_wait, &watch);

	if (io == DECODER_IO_OK && header.message == DECODER_HELLO)
		return TRUE;
	/* No untrusted byte has been read yet: the reason may be any. */
	if (io == DECODER_IO_OK && read_failure(payload, &id, &message) && id < CL_N_ERRORS) {
		g_set_error_literal(error, CL_ERROR, (int)id, message);
		return FALSE;
	}
	kill_and_wait(process);
	if (watch.cancelled) {
		fail_late(&watch, error);
		return FALSE;
	}
	if (io == DECODER_IO_GAVE_UP) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_IO,
			"no decoder could start in time; the machine is overloaded: try again");
		return FALSE;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_IO,
		"decoder ended while it started (%s %d); run 'cutline doctor'",
		WIFSIGNALED(process->status) ? "signal" : "exit status",
		WIFSIGNALED(process->status) ? WTERMSIG(process->status)
					     : WEXITSTATUS(process->status));
	return FALSE;
}

DecoderProcess *
decoder_process_start(DecoderSpawner *spawner, gint64 deadline_us, const DecoderJob *job, GError **error)
{
	DecoderProcess *process = g_new0(DecoderProcess, 1);
	struct rlimit cpu_limit;
	int pair[2];
	char statm[40];

	process->n_cores = g_get_num_processors();
	process->statm_fd = process->socket_fd = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		cl_error_set_errno(error, errno, "decoder");
		decoder_process_end(process);
		return NULL;
	}
	process->socket_fd = pair[0];
	process->pid = decoder_spawner_start(spawner, pair[1], error);
	close(pair[1]);
	if (process->pid <= 0 || fcntl(process->socket_fd, F_SETFL, O_NONBLOCK) != 0 ||
		!await_hello(process, deadline_us, job, error)) {
		decoder_process_end(process);
		return NULL;
	}
	if (clock_getcpuclockid(process->pid, &process->cpu_clock) != 0)
		process->cpu_clock = CLOCK_MONOTONIC; /* wall time: stricter, never laxer */
	process->cpu_hard_limit = prlimit(process->pid, RLIMIT_CPU, NULL, &cpu_limit) == 0
		? cpu_limit.rlim_max
		: RLIM_INFINITY;
	g_snprintf(statm, sizeof statm, "/proc/%ld/statm", (long)process->pid);
	process->statm_fd = open(statm, O_RDONLY | O_CLOEXEC);
	process->cpu_us = cpu_time_us(process);
	return process;
}

/* Resident memory as the kernel counts it; what the process says of itself is not asked. */
static guint64
resident_bytes(const DecoderProcess *process)
{
	char text[128], *end;
	ssize_t n = pread(process->statm_fd, text, sizeof text - 1, 0);

	if (n <= 0)
		return 0;
	text[n] = '\0';
	g_ascii_strtoull(text, &end, 10); /* size; resident follows */
	return g_ascii_strtoull(end, NULL, 10) * (guint64)sysconf(_SC_PAGESIZE);
}

gboolean
decoder_process_is_fit(DecoderProcess *process)
{
	gint64 before_us = process->cpu_us;
	char byte;

	if (recv(process->socket_fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || errno != EAGAIN)
		return FALSE;
	process->cpu_us = cpu_time_us(process);
	return process->cpu_us - before_us <= IDLE_CPU_US;
}

gboolean
decoder_process_has_grown(const DecoderProcess *process)
{
	return resident_bytes(process) > CL_DECODER_GROWN_BYTES;
}

guint64
decoder_process_jobs(const DecoderProcess *process)
{
	return process->serial;
}
