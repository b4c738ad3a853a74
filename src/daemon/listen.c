/* SPDX-License-Identifier: MIT
 *
 * Where the daemon listens: HOST:PORT or unix:PATH. A socket file that a dead daemon left behind is
 * replaced; one that somebody answers on is not.
 */
#include "daemon.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 511
#define UNIX "unix:"

static gboolean
fail(ClFd fd, const char *text, GError **error)
{
	int saved = errno;

	cl_fd_close(&fd);
	cl_error_set_errno(error, saved, "cannot listen on '%s'", text);
	return FALSE;
}

/* "[::1]:8080", "localhost:0" → host and port. */
static gboolean
split(const char *text, char **host, char **port, GError **error)
{
	const char *colon = strrchr(text, ':');

	if (colon == NULL || colon == text ||
		!g_ascii_string_to_unsigned(colon + 1, 10, 0, G_MAXUINT16, NULL, NULL)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no address; write HOST:PORT, like 127.0.0.1:8080, or unix:PATH", text);
		return FALSE;
	}
	*host = text[0] == '[' && colon[-1] == ']'
		? g_strndup(text + 1, (gsize) (colon - text) - 2)
		: g_strndup(text, (gsize) (colon - text));
	*port = g_strdup(colon + 1);
	return TRUE;
}

gboolean
listen_check(const char *text, GError **error)
{
	g_autofree char *host = NULL;
	g_autofree char *port = NULL;

	return g_str_has_prefix(text, UNIX) || split(text, &host, &port, error);
}

gboolean
listen_is_local(const char *text)
{
	g_autofree char *host = NULL;
	g_autofree char *port = NULL;

	if (g_str_has_prefix(text, UNIX))
		return TRUE;
	return split(text, &host, &port, NULL) &&
		(g_str_has_prefix(host, "127.") || strcmp(host, "::1") == 0 ||
			strcmp(host, "localhost") == 0);
}

/* Connecting tells a living daemon from a file that was left. */
static gboolean
clear_stale(const struct sockaddr_un *address, const char *text, GError **error)
{
	CL_AUTO_FD probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct stat status;

	if (lstat(address->sun_path, &status) != 0)
		return TRUE;
	if (!S_ISSOCK(status.st_mode) ||
		connect(probe, (const struct sockaddr *) address, sizeof *address) == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_BUSY, "'%s': %s", text,
			S_ISSOCK(status.st_mode) ? "another program answers there"
						 : "there is a file of that name");
		return FALSE;
	}
	unlink(address->sun_path);
	return TRUE;
}

static int
open_unix(const char *text, char **address, GError **error)
{
	struct sockaddr_un where = { .sun_family = AF_UNIX };
	const char *path = text + strlen(UNIX);
	ClFd fd;

	if (path[0] == '\0' || strlen(path) >= sizeof where.sun_path) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s': a path of 1 to %zu bytes is needed", text, sizeof where.sun_path - 1);
		return -1;
	}
	g_strlcpy(where.sun_path, path, sizeof where.sun_path);
	if (!clear_stale(&where, text, error))
		return -1;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *) &where, sizeof where) != 0 ||
		chmod(path, 0660) != 0 || listen(fd, BACKLOG) != 0)
		return fail(fd, text, error) ? 0 : -1;
	*address = g_strdup(text);
	return fd;
}

static char *
name_address(int fd, const char *host)
{
	struct sockaddr_storage bound;
	socklen_t n = sizeof bound;
	guint port = 0;

	if (getsockname(fd, (struct sockaddr *) &bound, &n) == 0)
		port = ntohs(bound.ss_family == AF_INET6
				? ((struct sockaddr_in6 *) &bound)->sin6_port
				: ((struct sockaddr_in *) &bound)->sin_port);
	return g_strdup_printf(strchr(host, ':') != NULL ? "http://[%s]:%u" : "http://%s:%u", host, port);
}

static int
open_tcp(const char *text, char **address, GError **error)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE };
	struct addrinfo *found = NULL;
	g_autofree char *host = NULL;
	g_autofree char *port = NULL;
	int on = 1, failed;
	ClFd fd;

	if (!split(text, &host, &port, error))
		return -1;
	failed = getaddrinfo(host, port, &hints, &found);
	if (failed != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "cannot listen on '%s': %s", text,
			gai_strerror(failed));
		return -1;
	}
	fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (fd < 0 || bind(fd, found->ai_addr, found->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0) {
		freeaddrinfo(found);
		return fail(fd, text, error) ? 0 : -1;
	}
	freeaddrinfo(found);
	*address = name_address(fd, host);
	return fd;
}

int
listen_open(const char *text, char **address, GError **error)
{
	return g_str_has_prefix(text, UNIX) ? open_unix(text, address, error)
					    : open_tcp(text, address, error);
}

char *
listen_address(int fd)
{
	struct sockaddr_storage bound;
	socklen_t n = sizeof bound;
	char host[NI_MAXHOST], port[NI_MAXSERV];

	if (getsockname(fd, (struct sockaddr *) &bound, &n) != 0)
		return g_strdup("unknown:0");
	if (bound.ss_family == AF_UNIX)
		return g_strdup(UNIX);
	if (getnameinfo((struct sockaddr *) &bound, n, host, sizeof host, port, sizeof port,
		    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return g_strdup("unknown:0");
	return g_strdup_printf(bound.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, port);
}
