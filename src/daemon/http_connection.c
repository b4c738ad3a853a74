/* SPDX-License-Identifier: MIT
 *
 * Connections: how long each may take for what, which goes when there are too many, and cutting an
 * answer that must not go on. A connection is ended by shutting its socket down; the server thread
 * that owns it then sees that and cleans up. The lock of a connection keeps its descriptor from being
 * closed, and so from being somebody else's, in between.
 */
#include "http_private.h"

#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* Who reads or sends slower than this is no reader. */
#define SLOWEST_BYTES_PER_S 16384U
#define REAP_MS 250

/* Good enough for deadlines, at a fifth of the price. */
static gint64
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* With `drop`, what the kernel still has to send is thrown away as well. */
static void
end(HttpConnection *connection, gboolean drop)
{
	struct linger none = { .l_onoff = 1, .l_linger = 0 };

	if (drop)
		setsockopt(connection->fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
	shutdown(connection->fd, SHUT_RDWR);
}

void
http_connection_busy(HttpConnection *connection, guint seconds, guint64 n_bytes)
{
	gint64 until = seconds == 0
		? 0
		: now_us() + (seconds + (gint64) (n_bytes / SLOWEST_BYTES_PER_S)) * G_USEC_PER_SEC;

	__atomic_store_n(&connection->deadline_us, until, __ATOMIC_RELAXED);
	__atomic_store_n(&connection->idle_us, 0, __ATOMIC_RELAXED);
}

void
http_connection_idle(HttpConnection *connection)
{
	gint64 now = now_us();

	__atomic_store_n(&connection->deadline_us,
		now + connection->server->options.header_s * G_USEC_PER_SEC, __ATOMIC_RELAXED);
	__atomic_store_n(&connection->idle_us, now, __ATOMIC_RELAXED);
}

/* The list is locked. Whoever has waited longest without a request makes room for a newcomer: that is
 * a kept connection, or one that never says what it wants. */
static void
evict(HttpServer *server)
{
	HttpConnection *oldest = NULL;
	gint64 since = G_MAXINT64;

	for (GList *at = server->connections.head; at != NULL; at = at->next) {
		HttpConnection *connection = at->data;
		gint64 idle = __atomic_load_n(&connection->idle_us, __ATOMIC_RELAXED);

		if (idle != 0 && idle < since) {
			since = idle;
			oldest = connection;
		}
	}
	if (oldest == NULL)
		return;
	/* Not chosen again before it is gone. */
	__atomic_store_n(&oldest->idle_us, 0, __ATOMIC_RELAXED);
	g_mutex_lock(&oldest->lock);
	end(oldest, FALSE);
	g_mutex_unlock(&oldest->lock);
	http_count(&server->evicted);
}

static HttpConnection *
begin(HttpServer *server, struct MHD_Connection *mhd)
{
	HttpConnection *connection = g_new0(HttpConnection, 1);

	connection->server = server;
	connection->mhd = mhd;
	connection->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	connection->link.data = connection;
	g_mutex_init(&connection->lock);
	http_connection_idle(connection);
	http_count(&server->accepted);
	g_mutex_lock(&server->lock);
	if (server->connections.length >= server->options.max_connections)
		evict(server);
	g_queue_push_tail_link(&server->connections, &connection->link);
	g_mutex_unlock(&server->lock);
	return connection;
}

void
http_connection_notify(void *data, struct MHD_Connection *mhd, void **context,
	enum MHD_ConnectionNotificationCode code)
{
	HttpServer *server = data;
	HttpConnection *connection = *context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		http_turns_join();
		*context = begin(server, mhd);
		return;
	}
	g_mutex_lock(&server->lock);
	g_queue_unlink(&server->connections, &connection->link);
	g_mutex_unlock(&server->lock);
	__atomic_fetch_sub(&server->inside, 1, __ATOMIC_ACQ_REL);
	g_mutex_clear(&connection->lock);
	g_free(connection);
}

void
http_request_shows_nothing(HttpRequest *request)
{
	g_mutex_lock(&request->connection->lock);
	request->connection->shows = FALSE;
	g_mutex_unlock(&request->connection->lock);
}

void
http_request_shows(HttpRequest *request, const guint64 key[2], guint group)
{
	HttpConnection *connection = request->connection;

	g_mutex_lock(&connection->lock);
	connection->shows = TRUE;
	connection->group = group;
	memcpy(connection->key, key, sizeof connection->key);
	g_mutex_unlock(&connection->lock);
}

guint
http_server_cut(HttpServer *server, const guint64 key[2], guint groups)
{
	guint n = 0;

	g_mutex_lock(&server->lock);
	for (GList *at = server->connections.head; at != NULL; at = at->next) {
		HttpConnection *connection = at->data;

		g_mutex_lock(&connection->lock);
		if (connection->shows && (groups >> connection->group & 1) != 0 &&
			memcmp(connection->key, key, sizeof connection->key) == 0) {
			end(connection, TRUE);
			n++;
		}
		g_mutex_unlock(&connection->lock);
	}
	g_mutex_unlock(&server->lock);
	__atomic_fetch_add(&server->cut, n, __ATOMIC_RELAXED);
	return n;
}

/* While we stop, a kept connection that waits for its next request ends at once. */
static gboolean
is_over(HttpServer *server, HttpConnection *connection, gint64 now)
{
	gint64 deadline = __atomic_load_n(&connection->deadline_us, __ATOMIC_RELAXED);

	if (g_atomic_int_get(&server->quiet) != 0 &&
		__atomic_load_n(&connection->idle_us, __ATOMIC_RELAXED) != 0)
		return TRUE;
	return deadline != 0 && deadline <= now;
}

static void
reap(HttpServer *server)
{
	gint64 now = now_us();

	g_mutex_lock(&server->lock);
	for (GList *at = server->connections.head; at != NULL; at = at->next) {
		HttpConnection *connection = at->data;

		if (!is_over(server, connection, now))
			continue;
		__atomic_store_n(&connection->deadline_us, 0, __ATOMIC_RELAXED);
		__atomic_store_n(&connection->idle_us, 0, __ATOMIC_RELAXED);
		g_mutex_lock(&connection->lock);
		end(connection, FALSE);
		g_mutex_unlock(&connection->lock);
		http_count(&server->late);
	}
	g_mutex_unlock(&server->lock);
}

gpointer
http_connection_reaper(gpointer data)
{
	HttpServer *server = data;

	g_mutex_lock(&server->reaper_lock);
	while (!server->stopping) {
		g_cond_wait_until(&server->reaper_wake, &server->reaper_lock,
			g_get_monotonic_time() + REAP_MS * 1000);
		g_mutex_unlock(&server->reaper_lock);
		reap(server);
		g_mutex_lock(&server->reaper_lock);
	}
	g_mutex_unlock(&server->reaper_lock);
	return NULL;
}
