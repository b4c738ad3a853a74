/* SPDX-License-Identifier: MIT
 *
 * Inside the HTTP layer: a connection, and what its parts ask of each other.
 */
#pragma once
#include "http.h"

#include <cutline/error.h>
#include <microhttpd.h>

struct HttpConnection {
	HttpServer *server;
	struct MHD_Connection *mhd;
	int fd;
	gint64 deadline_us; /* atomic; monotonic; 0 = none while we work on an answer */
	gint64 idle_us;	    /* atomic; since when no request is under way; 0 = one is */
	GMutex lock;	    /* of what is below */
	gboolean shows;
	guint64 key[2];
	guint group;
	GList link; /* in the server's list */
};

typedef struct HttpDoor HttpDoor;

struct HttpServer {
	HttpHandlers handlers;
	HttpOptions options;
	struct MHD_Daemon *mhd;
	HttpDoor *door; /* NULL: closed */
	GMutex lock; /* of the list */
	GQueue connections;
	guint inside; /* atomic; taken by the door and not closed */
	guint busy; /* atomic */
	gint quiet; /* atomic: kept connections end */
	GThread *reaper;
	GMutex reaper_lock;
	GCond reaper_wake;
	gboolean stopping; /* under reaper_lock */
	guint64 accepted, evicted, late, cut, malformed; /* atomic */
};

/* A request as it is known inside. */
typedef struct {
	HttpRequest public;
	HttpServer *server;
	char *target;	     /* as received */
	gconstpointer placed; /* where the target lay */
	GPtrArray *joined;   /* lists of several lines, put together */
	gboolean begun;
} HttpInner;

/* http_frame.c: is the head well formed? NULL, or what is wrong with it; fills path, query, fields and
 * body_bytes. *status is what to answer. */
const char *http_frame_check(HttpInner *inner, const char *method, const char *version, guint *status);

/* http_turn.c: the thread that calls it is one of those that answer readers. */
void http_turns_join(void);
/* They are about to go. */
void http_turns_end(void);

/* http_accept.c: takes connections until it is closed, and closes listen_fd then. NULL: no descriptor is
 * left. */
HttpDoor *http_door_open(HttpServer *server, int listen_fd);
void http_door_close(HttpDoor *door);

/* http_answer.c */
enum MHD_Result http_answer_send(HttpAnswer *answer, struct MHD_Connection *mhd);

/* http_connection.c: the table of connections and its deadlines. */
void http_connection_notify(void *data, struct MHD_Connection *mhd, void **context,
	enum MHD_ConnectionNotificationCode code);
void http_connection_busy(HttpConnection *connection, guint seconds, guint64 n_bytes);
void http_connection_idle(HttpConnection *connection);
gpointer http_connection_reaper(gpointer server);

static inline void
http_count(guint64 *counter)
{
	__atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}
