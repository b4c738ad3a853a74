/* SPDX-License-Identifier: MIT
 *
 * The door: one thread takes new connections and hands each to one of the server's threads. Were they
 * all to wait for the next one themselves, every newcomer would wake every thread; under a storm of
 * connections that is most of what they do, and the one that has an answer to give has used up its
 * turn on nothing.
 */
#include "http_private.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* While connections, descriptors or memory are used up. */
#define PAUSE_MS 20
/* Taken at a time before the door is looked at again. */
#define AT_ONCE 64

struct HttpDoor {
	HttpServer *server;
	int listen_fd;
	int stop_fd;
	GThread *thread;
};

/* FALSE: nobody waits at the door, or there is nothing to take them in with. */
static gboolean
take(HttpDoor *door, gboolean *is_short_of)
{
	HttpServer *server = door->server;
	struct sockaddr_storage address;
	socklen_t n = sizeof address;
	int fd;

	/* Those that were told to go are on their way out; libmicrohttpd must not meet a limit of its own. */
	*is_short_of = __atomic_load_n(&server->inside, __ATOMIC_ACQUIRE) >=
		server->options.max_connections * 2;
	if (*is_short_of)
		return FALSE;
	fd = accept4(door->listen_fd, (struct sockaddr *) &address, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0) {
		*is_short_of = errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS;
		return errno == ECONNABORTED || errno == EINTR;
	}
	__atomic_fetch_add(&server->inside, 1, __ATOMIC_ACQ_REL);
	/* Closes it when it cannot be served. */
	if (MHD_add_connection(server->mhd, fd, (struct sockaddr *) &address, n) != MHD_YES)
		__atomic_fetch_sub(&server->inside, 1, __ATOMIC_ACQ_REL);
	return TRUE;
}

static gpointer
run(gpointer data)
{
	HttpDoor *door = data;
	struct pollfd fds[] = {
		{ .fd = door->stop_fd, .events = POLLIN },
		{ .fd = door->listen_fd, .events = POLLIN },
	};
	gboolean is_short_of = FALSE;

	http_turns_join();
	for (;;) {
		/* Short of them, the door would only say again that somebody waits. */
		poll(fds, is_short_of ? 1 : 2, is_short_of ? PAUSE_MS : -1);
		if (fds[0].revents != 0)
			return NULL;
		is_short_of = FALSE;
		for (guint i = 0; i < AT_ONCE && take(door, &is_short_of); i++)
			;
	}
}

HttpDoor *
http_door_open(HttpServer *server, int listen_fd)
{
	int stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	HttpDoor *door;

	if (stop_fd < 0)
		return NULL;
	door = g_new0(HttpDoor, 1);
	door->server = server;
	door->listen_fd = listen_fd;
	door->stop_fd = stop_fd;
	door->thread = g_thread_new("accept", run, door);
	return door;
}

void
http_door_close(HttpDoor *door)
{
	if (door == NULL)
		return;
	eventfd_write(door->stop_fd, 1);
	g_thread_join(door->thread);
	close(door->stop_fd);
	close(door->listen_fd);
	g_free(door);
}
