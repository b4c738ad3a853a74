/* SPDX-License-Identifier: MIT
 *
 * HTTP without any meaning: connections, strict framing, deadlines, requests and answers. The only
 * user of libmicrohttpd; knows no photo, no path and no role.
 *
 * A request's life: its head is complete and well framed → `accept` says how much body may come →
 * the body comes → `handle` answers, or says that the answer comes later from another thread. Both
 * run on a server thread, which many connections share: they must not wait for anything.
 */
#pragma once
#include <cutline/file.h>
#include <glib.h>

typedef struct HttpServer HttpServer;
typedef struct HttpAnswer HttpAnswer;
typedef struct HttpConnection HttpConnection;

/* clang-format off */
#define HTTP_METHOD_TABLE(X) X(GET) X(HEAD) X(POST) X(PUT) X(PATCH) X(DELETE) X(OPTIONS)
/* Fields that somebody reads; of others only the form is checked. At most one of each, except where
 * the last column says that several are one list. */
#define HTTP_FIELD_TABLE(X) /* id, name, list */ \
	X(HOST, "host", 0) X(CONTENT_LENGTH, "content-length", 0) X(TRANSFER_ENCODING, "transfer-encoding", 0) \
	X(CONTENT_TYPE, "content-type", 0) X(EXPECT, "expect", 0) X(AUTHORIZATION, "authorization", 0) \
	X(ACCEPT, "accept", 1) X(IF_NONE_MATCH, "if-none-match", 1) X(IF_MATCH, "if-match", 1) \
	X(IF_RANGE, "if-range", 0) X(RANGE, "range", 0) X(ORIGIN, "origin", 0) \
	X(UPLOAD_OFFSET, "upload-offset", 0) X(UPLOAD_LENGTH, "upload-length", 0)
/* clang-format on */
typedef enum {
#define X(name) HTTP_##name,
	HTTP_METHOD_TABLE(X)
#undef X
	HTTP_OTHER,
	HTTP_N_METHODS
} HttpMethod;
typedef enum {
#define X(id, name, list) HTTP_FIELD_##id,
	HTTP_FIELD_TABLE(X)
#undef X
	HTTP_N_FIELDS
} HttpField;
const char *http_method_name(HttpMethod method);

/* Lent until the request is answered. */
typedef struct HttpRequest {
	HttpMethod method;
	const char *path;  /* begins with '/'; printable ASCII, percent-escapes untouched, none of %00 */
	const char *query; /* without '?'; NULL if there is none */
	const char *fields[HTTP_N_FIELDS]; /* NULL if absent; a list comes as one, joined by commas */
	guint64 body_bytes;		   /* that are announced */
	GByteArray *body;		   /* that have come, unless `sink` takes them */
	/* Set by `accept`: takes the body as it comes, on a server thread. It may set `answer`: the rest is
	 * then thrown away. */
	void (*sink)(struct HttpRequest *request, gconstpointer bytes, gsize n_bytes);
	gpointer state; /* of who handles it, with `state_free` when the request has ended */
	GDestroyNotify state_free;
	HttpAnswer *answer;
	HttpConnection *connection;
	gint64 begun_us; /* monotonic: the head was complete */
	guint class;	 /* of who handles it: for the figures */
} HttpRequest;

typedef enum { HTTP_ANSWERED, HTTP_LATER } HttpOutcome;
typedef struct {
	/* The most bytes of body; 0 = none. */
	guint64 (*accept)(HttpRequest *request, gpointer data);
	/* HTTP_ANSWERED: request->answer is set. HTTP_LATER: http_request_suspend() was called, and
	 * http_request_resume() will be, once. */
	HttpOutcome (*handle)(HttpRequest *request, gpointer data);
	/* An answer of whatever kind is on its way; for the figures. */
	void (*answered)(const HttpRequest *request, guint status, gpointer data);
	gpointer data;
} HttpHandlers;

typedef struct {
	int listen_fd; /* bound and listening; owned by the server */
	guint n_threads;
	guint max_connections;
	guint header_s; /* from connecting, or from the answer before, to a complete head */
} HttpOptions;

HttpServer *http_server_start(const HttpOptions *options, const HttpHandlers *handlers, GError **error);
/* Take no new connections; answers under way go on, kept connections close after theirs. */
void http_server_quiesce(HttpServer *server);
/* Requests whose answer has not gone out. */
guint http_server_busy(HttpServer *server);
/* Cuts what is left. Nobody may have a request to resume. */
void http_server_stop(HttpServer *server);
typedef struct {
	guint64 accepted, evicted, late, cut, malformed;
	guint open;
} HttpServerStats;
void http_server_stats(HttpServer *server, HttpServerStats *stats);

/* Whether threads that answer come before all others; from any thread. */
void http_turns_come_first(gboolean come_first);

/* Before any other thread gets to know of the request. */
void http_request_suspend(HttpRequest *request);
/* From any thread, once, after HTTP_LATER; `answer` is the request's from then on. */
void http_request_resume(HttpRequest *request, HttpAnswer *answer);
/* The client has closed its connection: an answer would reach nobody. */
gboolean http_request_is_abandoned(const HttpRequest *request);

/* What the answer shows, and to which group of readers, so that it can be cut while it goes out. Called
 * before asking whether it may, so that either the question or the cut sees a change. Ends with the next
 * request. */
void http_request_shows(HttpRequest *request, const guint64 key[2], guint group);
/* It was refused: what goes out shows nothing. */
void http_request_shows_nothing(HttpRequest *request);
/* Cut every answer that shows this to one of the groups (bit 1 << group); unsent bytes are dropped. The
 * number cut. */
guint http_server_cut(HttpServer *server, const guint64 key[2], guint groups);

/* --- answers: counted; one may be given to many requests, if nothing is added any more --------- */
HttpAnswer *http_answer_new(guint status, GBytes *body); /* body may be NULL */
HttpAnswer *http_answer_new_text(guint status, const char *type, const char *text);
/* `n_bytes` of a file from `offset`; takes the descriptor. */
HttpAnswer *http_answer_new_file(guint status, ClFd fd, guint64 offset, guint64 n_bytes);
void http_answer_add(HttpAnswer *answer, const char *name, const char *value);
void http_answer_add_format(HttpAnswer *answer, const char *name, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
guint http_answer_status(const HttpAnswer *answer);
guint64 http_answer_bytes(const HttpAnswer *answer);
HttpAnswer *http_answer_ref(HttpAnswer *answer);
void http_answer_unref(HttpAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HttpAnswer, http_answer_unref)
