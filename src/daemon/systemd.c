/* SPDX-License-Identifier: MIT
 *
 * The two conversations with systemd that a service has, each a few lines of a stable protocol: taking
 * over a socket (sd_listen_fds(3)) and saying how it goes (sd_notify(3)).
 */
#include "daemon.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define FIRST_FD 3

int
systemd_socket(void)
{
	const char *pid = g_getenv("LISTEN_PID"), *n = g_getenv("LISTEN_FDS");
	guint64 value;
	int fd = -1;

	if (pid != NULL && n != NULL && g_ascii_string_to_unsigned(pid, 10, 0, G_MAXINT, &value, NULL) &&
		value == (guint64) getpid() &&
		g_ascii_string_to_unsigned(n, 10, 1, 64, &value, NULL)) {
		fd = FIRST_FD;
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	}
	/* Decoders must not take it for theirs. */
	g_unsetenv("LISTEN_PID");
	g_unsetenv("LISTEN_FDS");
	g_unsetenv("LISTEN_FDNAMES");
	return fd;
}

void
systemd_notify(const char *state)
{
	const char *path = g_getenv("NOTIFY_SOCKET");
	struct sockaddr_un where = { .sun_family = AF_UNIX };
	CL_AUTO_FD fd = -1;
	gsize n = path != NULL ? strlen(path) : 0;

	if (n < 2 || n >= sizeof where.sun_path || (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(where.sun_path, path, n);
	if (path[0] == '@')
		where.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0)
		sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *) &where,
			(socklen_t) (offsetof(struct sockaddr_un, sun_path) + n));
}
