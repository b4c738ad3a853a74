/* SPDX-License-Identifier: MIT
 *
 * The server: libmicrohttpd's threads behind a door, and a request's way from its head to
 * its answer.
 */
#include "http_private.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Buffer of one connection: bounds the head of a request. */
#define CONNECTION_BYTES (24U << 10)
#define BODY_S 30U
#define SEND_S 60U
#define MAX_BODY_IN_MEMORY (1U << 20)

static void *
note_target(void *data, const char *target, struct MHD_Connection *mhd)
{
	HttpInner *inner = g_new0(HttpInner, 1);

	inner->server = data;
	inner->placed = target;
	inner->target = g_strdup(target != NULL ? target : "");
	inner->public.connection = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
					   ->socket_context;
	return inner;
}

/* What stands in the URL is read by who knows what it means. */
static size_t
leave_escaped(void *data, struct MHD_Connection *mhd, char *text)
{
	return strlen(text);
}

static void
complete(void *data, struct MHD_Connection *mhd, void **context,
	enum MHD_RequestTerminationCode code)
{
	HttpServer *server = data;
	HttpInner *inner = *context;
	HttpRequest *request;

	if (inner == NULL)
		return;
	*context = NULL;
	request = &inner->public;
	/* What it showed stays noted until the next request: the kernel may still be sending it. */
	http_connection_idle(request->connection);
	if (inner->begun)
		__atomic_fetch_sub(&server->busy, 1, __ATOMIC_RELEASE);
	if (request->state_free != NULL)
		request->state_free(request->state);
	g_clear_pointer(&request->body, g_byte_array_unref);
	g_clear_pointer(&inner->joined, g_ptr_array_unref);
	g_clear_pointer(&request->answer, http_answer_unref);
	g_free(inner->target);
	g_free(inner);
}

static enum MHD_Result
send_answer(HttpInner *inner)
{
	HttpRequest *request = &inner->public;
	HttpServer *server = inner->server;
	guint status = http_answer_status(request->answer);

	http_connection_busy(request->connection, SEND_S, http_answer_bytes(request->answer));
	server->handlers.answered(request, status, server->handlers.data);
	return http_answer_send(request->answer, request->connection->mhd);
}

/* Before the body has come, an answer ends the connection. */
static enum MHD_Result
refuse(HttpInner *inner, guint status, const char *why)
{
	g_autofree char *text = g_strdup_printf(
		"{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"subject\":null}}\n",
		status == 413 ? "limit" : "usage", why);

	g_clear_pointer(&inner->public.answer, http_answer_unref);
	inner->public.answer = http_answer_new_text(status, "application/json", text);
	http_answer_add(inner->public.answer, "Connection", "close");
	http_answer_add(inner->public.answer, "Cache-Control", "no-store");
	return send_answer(inner);
}

static enum MHD_Result
begin(HttpInner *inner, const char *method, const char *version)
{
	HttpRequest *request = &inner->public;
	HttpServer *server = inner->server;
	guint status;
	const char *wrong;
	guint64 most;

	inner->begun = TRUE;
	__atomic_fetch_add(&server->busy, 1, __ATOMIC_RELAXED);
	request->begun_us = g_get_monotonic_time();
	g_mutex_lock(&request->connection->lock);
	request->connection->shows = FALSE;
	g_mutex_unlock(&request->connection->lock);
	wrong = http_frame_check(inner, method, version, &status);
	if (wrong != NULL) {
		http_count(&server->malformed);
		return refuse(inner, status, wrong);
	}
	most = server->handlers.accept(request, server->handlers.data);
	if (request->answer != NULL && request->body_bytes > 0) {
		http_answer_add(request->answer, "Connection", "close");
		return send_answer(inner);
	}
	if (request->body_bytes > most)
		return refuse(inner, 413, "the body is longer than this request may have");
	if (request->body_bytes > 0)
		http_connection_busy(request->connection, BODY_S, request->body_bytes);
	if (request->body_bytes > 0 && request->sink == NULL)
		request->body = g_byte_array_new();
	return MHD_YES;
}

static enum MHD_Result
take_body(HttpInner *inner, const char *bytes, size_t *n_bytes)
{
	HttpRequest *request = &inner->public;
	gsize n = *n_bytes;

	*n_bytes = 0;
	if (request->answer != NULL)
		return MHD_YES;
	if (request->sink != NULL) {
		request->sink(request, bytes, n);
		return MHD_YES;
	}
	if (request->body == NULL || request->body->len + n > MAX_BODY_IN_MEMORY)
		return MHD_NO;
	g_byte_array_append(request->body, (const guint8 *) bytes, (guint) n);
	return MHD_YES;
}

static enum MHD_Result
handle(void *data, struct MHD_Connection *mhd, const char *url, const char *method, const char *version,
	const char *bytes, size_t *n_bytes, void **context)
{
	HttpServer *server = data;
	HttpInner *inner = *context;

	if (inner == NULL)
		return MHD_NO;
	if (!inner->begun)
		return begin(inner, method, version);
	if (*n_bytes > 0)
		return take_body(inner, bytes, n_bytes);
	if (inner->public.answer == NULL) {
		http_connection_busy(inner->public.connection, 0, 0);
		if (server->handlers.handle(&inner->public, server->handlers.data) == HTTP_LATER)
			return MHD_YES;
	}
	return send_answer(inner);
}

void
http_request_suspend(HttpRequest *request)
{
	MHD_suspend_connection(request->connection->mhd);
}

void
http_request_resume(HttpRequest *request, HttpAnswer *answer)
{
	struct MHD_Connection *mhd = request->connection->mhd;

	request->answer = answer;
	MHD_resume_connection(mhd);
}

gboolean
http_request_is_abandoned(const HttpRequest *request)
{
	char byte;

	return recv(request->connection->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void
be_quiet(void *data, const char *format, va_list args)
{
}

static struct MHD_Daemon *
start_mhd(HttpServer *server)
{
	const HttpOptions *options = &server->options;
	unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
		MHD_USE_NO_LISTEN_SOCKET;

	return MHD_start_daemon(flags, 0, NULL, NULL, handle, server,
		MHD_OPTION_EXTERNAL_LOGGER, be_quiet, NULL,
		MHD_OPTION_THREAD_POOL_SIZE, options->n_threads,
		/* Of all its threads, among which it shares it out. The door keeps the real one. */
		MHD_OPTION_CONNECTION_LIMIT, (options->max_connections * 2 + 1) * options->n_threads,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_BYTES,
		/* Refused by http_frame.c, with an answer. */
		MHD_OPTION_STRICT_FOR_CLIENT, 0,
		MHD_OPTION_URI_LOG_CALLBACK, note_target, server,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
		MHD_OPTION_NOTIFY_CONNECTION, http_connection_notify, server,
		MHD_OPTION_NOTIFY_COMPLETED, complete, server,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
}

HttpServer *
http_server_start(const HttpOptions *options, const HttpHandlers *handlers, GError **error)
{
	HttpServer *server = g_new0(HttpServer, 1);

	server->options = *options;
	server->handlers = *handlers;
	g_mutex_init(&server->lock);
	g_mutex_init(&server->reaper_lock);
	g_cond_init(&server->reaper_wake);
	server->mhd = start_mhd(server);
	if (server->mhd != NULL)
		server->door = http_door_open(server, options->listen_fd);
	if (server->door == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_IO, "cannot serve HTTP: threads or descriptors are "
							  "used up");
		http_server_stop(server);
		return NULL;
	}
	server->reaper = g_thread_new("reaper", http_connection_reaper, server);
	return server;
}

void
http_server_quiesce(HttpServer *server)
{
	g_clear_pointer(&server->door, http_door_close);
	g_atomic_int_set(&server->quiet, 1);
}

guint
http_server_busy(HttpServer *server)
{
	return __atomic_load_n(&server->busy, __ATOMIC_ACQUIRE);
}

void
http_server_stop(HttpServer *server)
{
	if (server == NULL)
		return;
	if (server->reaper != NULL) {
		g_mutex_lock(&server->reaper_lock);
		server->stopping = TRUE;
		g_cond_signal(&server->reaper_wake);
		g_mutex_unlock(&server->reaper_lock);
		g_thread_join(server->reaper);
	}
	g_clear_pointer(&server->door, http_door_close);
	http_turns_end();
	if (server->mhd != NULL)
		MHD_stop_daemon(server->mhd);
	g_mutex_clear(&server->lock);
	g_mutex_clear(&server->reaper_lock);
	g_cond_clear(&server->reaper_wake);
	g_free(server);
}

void
http_server_stats(HttpServer *server, HttpServerStats *stats)
{
	stats->accepted = __atomic_load_n(&server->accepted, __ATOMIC_RELAXED);
	stats->evicted = __atomic_load_n(&server->evicted, __ATOMIC_RELAXED);
	stats->late = __atomic_load_n(&server->late, __ATOMIC_RELAXED);
	stats->cut = __atomic_load_n(&server->cut, __ATOMIC_RELAXED);
	stats->malformed = __atomic_load_n(&server->malformed, __ATOMIC_RELAXED);
	g_mutex_lock(&server->lock);
	stats->open = server->connections.length;
	g_mutex_unlock(&server->lock);
}
