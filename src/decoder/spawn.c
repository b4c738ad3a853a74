/* SPDX-License-Identifier: MIT
 *
 * Starting a decoder: what it inherits (one socket, /dev/null, a handful of environment
 * variables) and what it does not (every other descriptor, secrets in the environment, signal
 * dispositions, the terminal). Must not know jobs or deadlines.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <unistd.h>
#include <cutline/error.h>
#include <cutline/file.h>
#include "process.h"
#include "protocol.h"

struct DecoderSpawner {
	char *program;
	gboolean allow_unsandboxed;
	GThread *thread; /* started with the first request */
	GMutex lock;
	GCond changed;
	GQueue requests; /* Request* */
	gboolean ending;
};

typedef struct {
	int socket_fd;
	pid_t pid;
	int errnum;
	gboolean done;
} Request;

/* Sanitizers and the developer's window; no value of these reaches a parser. */
static const char *const passed_on[] = {
	"ASAN_OPTIONS",
	"UBSAN_OPTIONS",
	"LSAN_OPTIONS",
	"LD_LIBRARY_PATH",
};

static char **
make_environment(void)
{
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();

	g_strv_builder_add(list, "PATH=/usr/bin:/bin");
	g_strv_builder_add(list, "LC_ALL=C.UTF-8");
	g_strv_builder_add(list, "TZ=UTC");
	/* GLib's slices keep what they once had; malloc's trim thresholds give it back. */
	g_strv_builder_add(list, "G_SLICE=always-malloc");
	for (guint i = 0; i < G_N_ELEMENTS(passed_on); i++) {
		const char *value = g_getenv(passed_on[i]);
		g_autofree char *pair = value ? g_strconcat(passed_on[i], "=", value, NULL) : NULL;

		if (pair)
			g_strv_builder_add(list, pair);
	}
	return g_strv_builder_end(list);
}

static int
plan_descriptors(posix_spawn_file_actions_t *actions, int socket_fd)
{
	/* A decoder's libraries print what a picture tells them to; nobody wants that on a
	 * terminal. $CUTLINE_DECODER_STDERR lets a developer see sanitizer reports. */
	gboolean show = g_getenv("CUTLINE_DECODER_STDERR") != NULL;
	int failed = 0;

	failed |= posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
	failed |= posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0);
	if (!show)
		failed |= posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0);
	failed |= posix_spawn_file_actions_adddup2(actions, socket_fd, DECODER_SOCKET);
	failed |= posix_spawn_file_actions_addclosefrom_np(actions, DECODER_SOCKET + 1);
	return failed;
}

static int
plan_signals(posix_spawnattr_t *attributes)
{
	sigset_t set;
	int failed = 0;

	/* An own session: Ctrl-C ends the command in good order and must not end its decoders. */
	failed |= posix_spawnattr_setflags(attributes,
		POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	sigemptyset(&set);
	failed |= posix_spawnattr_setsigmask(attributes, &set);
	sigfillset(&set);
	failed |= posix_spawnattr_setsigdefault(attributes, &set);
	return failed;
}

static void
start(const DecoderSpawner *spawner, Request *request)
{
	g_auto(GStrv) environment = make_environment();
	char parent[24];
	char *arguments[] = {spawner->program, (char *)"--for", parent,
		spawner->allow_unsandboxed ? (char *)"--allow-unsandboxed" : NULL, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	/* Out of the way of 0 … 2 in a program that closed them. */
	CL_AUTO_FD socket_fd = fcntl(request->socket_fd, F_DUPFD_CLOEXEC, DECODER_SOCKET);

	if (socket_fd < 0) {
		request->errnum = errno;
		return;
	}
	g_snprintf(parent, sizeof parent, "%ld", (long)getpid());
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	if (plan_descriptors(&actions, socket_fd) != 0 || plan_signals(&attributes) != 0)
		request->errnum = ENOMEM;
	else
		request->errnum = posix_spawn(&request->pid, spawner->program, &actions,
			&attributes, arguments, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
}

static gpointer
spawner_thread(gpointer data)
{
	DecoderSpawner *spawner = data;

	g_mutex_lock(&spawner->lock);
	while (!spawner->ending) {
		Request *request = g_queue_pop_head(&spawner->requests);

		if (!request) {
			g_cond_wait(&spawner->changed, &spawner->lock);
			continue;
		}
		g_mutex_unlock(&spawner->lock);
		start(spawner, request);
		g_mutex_lock(&spawner->lock);
		request->done = TRUE;
		g_cond_broadcast(&spawner->changed);
	}
	g_mutex_unlock(&spawner->lock);
	return NULL;
}

DecoderSpawner *
decoder_spawner_new(const char *program, gboolean allow_unsandboxed)
{
	DecoderSpawner *spawner = g_new0(DecoderSpawner, 1);

	spawner->program = g_strdup(program);
	spawner->allow_unsandboxed = allow_unsandboxed;
	g_mutex_init(&spawner->lock);
	g_cond_init(&spawner->changed);
	g_queue_init(&spawner->requests);
	return spawner;
}

void
decoder_spawner_free(DecoderSpawner *spawner)
{
	if (!spawner)
		return;
	g_mutex_lock(&spawner->lock);
	spawner->ending = TRUE;
	g_cond_broadcast(&spawner->changed);
	g_mutex_unlock(&spawner->lock);
	if (spawner->thread)
		g_thread_join(spawner->thread);
	g_cond_clear(&spawner->changed);
	g_mutex_clear(&spawner->lock);
	g_free(spawner->program);
	g_free(spawner);
}

pid_t
decoder_spawner_start(DecoderSpawner *spawner, int socket_fd, GError **error)
{
	Request request = {.socket_fd = socket_fd, .pid = -1};

	g_mutex_lock(&spawner->lock);
	if (!spawner->thread)
		spawner->thread = g_thread_new("decoder-spawner", spawner_thread, spawner);
	g_queue_push_tail(&spawner->requests, &request);
	g_cond_broadcast(&spawner->changed);
	while (!request.done)
		g_cond_wait(&spawner->changed, &spawner->lock);
	g_mutex_unlock(&spawner->lock);
	if (request.errnum == 0)
		return request.pid;
	cl_error_set_errno(error, request.errnum, "decoder '%s' cannot be started",
		spawner->program);
	return -1;
}
