/* SPDX-License-Identifier: MIT
 *
 * What the kernel tells about hot folders: that a writer closed a file, or that one was renamed in.
 * Who listens still looks for himself; this only says when, and who had a file open last.
 */
#include "watch_parts.h"

#include <errno.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

struct WatchNotify {
	ClFd fd;
	GHashTable *paths; /* watch descriptor → path */
};

WatchNotify *
watch_notify_new(GError **error)
{
	WatchNotify *notify = g_new0(WatchNotify, 1);

	notify->paths = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	notify->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (notify->fd >= 0)
		return notify;
	cl_error_set_errno(error, errno, "the kernel tells nothing about folders");
	watch_notify_free(notify);
	return NULL;
}

void
watch_notify_free(WatchNotify *notify)
{
	if (notify == NULL)
		return;
	cl_fd_close(&notify->fd);
	g_hash_table_unref(notify->paths);
	g_free(notify);
}

void
watch_notify_add(WatchNotify *notify, const char *path)
{
	int wd = inotify_add_watch(notify->fd, path,
		IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_EXCL_UNLINK);

	/* Without (too many folders, a strange file system) the sweep sees to it. */
	if (wd >= 0)
		g_hash_table_insert(notify->paths, GINT_TO_POINTER(wd), g_strdup(path));
}

static void
hear(WatchNotify *notify, const struct inotify_event *event, WatchHeard heard, gpointer data)
{
	const char *folder = g_hash_table_lookup(notify->paths, GINT_TO_POINTER(event->wd));
	g_autofree char *path = NULL;

	if ((event->mask & IN_IGNORED) != 0) {
		g_hash_table_remove(notify->paths, GINT_TO_POINTER(event->wd));
		return;
	}
	if ((event->mask & IN_Q_OVERFLOW) != 0 || folder == NULL || event->len == 0) {
		heard(NULL, data);
		return;
	}
	path = g_build_filename(folder, event->name, NULL);
	if ((event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0 && (event->mask & IN_ISDIR) == 0)
		heard(path, data);
	else
		heard(NULL, data);
}

void
watch_notify_wait(WatchNotify *notify, gint64 wait_us, WatchHeard heard, gpointer data)
{
	_Alignas(struct inotify_event) char buffer[65536];
	struct pollfd poll_fd = { .fd = notify->fd, .events = POLLIN };
	ssize_t n;

	if (poll(&poll_fd, 1, (int) (wait_us / 1000)) <= 0)
		return;
	while ((n = read(notify->fd, buffer, sizeof buffer)) > 0)
		for (ssize_t at = 0; at < n;) {
			const struct inotify_event *event = (const void *) (buffer + at);

			hear(notify, event, heard, data);
			at += (ssize_t) (sizeof *event + event->len);
		}
}
