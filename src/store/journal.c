/* SPDX-License-Identifier: MIT
 *
 * The journal: one JSON object a line, append-only, a file a year. It may lag behind the catalog
 * by what one crash cut off (the next writer catches up) and never runs ahead of it. A torn last
 * line is cut away before anything is appended.
 */
#include "store_private.h"

#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/time.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* End of the last whole line. */
static off_t
whole_bytes(ClFd fd)
{
	off_t end = lseek(fd, 0, SEEK_END);
	char c;

	while (end > 0 && pread(fd, &c, 1, end - 1) == 1 && c != '\n')
		end--;
	return end;
}

/* This year's file; the last one there is if the clock went back behind it, so that the order of
 * names stays the order of events. */
static char *
current_name(ClStore *store)
{
	g_autofree char *now = cl_time_format(cl_time_now_us());
	g_autofree char *last = g_strdup_printf("%.4s.jsonl", now);
	CL_AUTO_FD fd = openat(store->folder, "journal", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (folder != NULL)
		cl_fd_steal(&fd);
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		if (!g_str_has_suffix(entry->d_name, ".jsonl") || strcmp(entry->d_name, last) <= 0)
			continue;
		g_free(last);
		last = g_strdup(entry->d_name);
	}
	if (folder != NULL)
		closedir(folder);
	return g_strconcat("journal/", last, NULL);
}

gboolean
cl_store_journal_append(ClStore *store, const char *lines, GError **error)
{
	g_autofree char *name = current_name(store);
	CL_AUTO_FD fd = cl_file_open(store->folder, name, O_RDWR | O_CREAT, 0644, error);
	off_t end;

	if (fd < 0)
		return FALSE;
	end = whole_bytes(fd);
	if (ftruncate(fd, end) != 0 || lseek(fd, end, SEEK_SET) != end) {
		cl_error_set_errno(error, errno, "cannot write '%s'", name);
		return FALSE;
	}
	return cl_file_write(fd, lines, strlen(lines), name, error) &&
		cl_file_sync(fd, name, error) &&
		(end > 0 || cl_file_sync_folder(store->folder, "journal", error));
}

/* "seq" is the first member of every line. */
static gint64
line_seq(const char *line)
{
	static const char start[] = "{\"seq\":";

	return g_str_has_prefix(line, start) ? g_ascii_strtoll(line + strlen(start), NULL, 10) : 0;
}

/* Of the last line that is an event: garbage behind it must not have all of them written again. */
static gint64
last_seq_of(ClStore *store, const char *name)
{
	g_autofree char *path = g_strdup_printf("journal/%s", name);
	CL_AUTO_FD fd = openat(store->folder, path, O_RDONLY | O_CLOEXEC);
	off_t end = fd < 0 ? 0 : whole_bytes(fd);
	gint64 seq = 0;

	while (end > 0 && seq == 0) {
		char head[64] = "";
		off_t start = end - 1;
		char c;

		while (start > 0 && pread(fd, &c, 1, start - 1) == 1 && c != '\n')
			start--;
		if (pread(fd, head, sizeof head - 1, start) <= 0)
			return 0;
		seq = line_seq(head);
		end = start;
	}
	return seq;
}

gboolean
cl_store_journal_last(ClStore *store, gint64 *seq, GError **error)
{
	CL_AUTO_FD fd = cl_file_open(store->folder, "journal", O_RDONLY | O_DIRECTORY, 0, error);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	*seq = 0;
	if (folder == NULL)
		return FALSE;
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL)
		if (g_str_has_suffix(entry->d_name, ".jsonl"))
			*seq = MAX(*seq, last_seq_of(store, entry->d_name));
	closedir(folder);
	return TRUE;
}

ClFd
cl_store_journal_begin(ClStore *store, GError **error)
{
	return cl_file_open(store->folder, "tmp", O_TMPFILE | O_RDWR, 0644, error);
}

/* The old one has its second name before it loses its first. */
static gboolean
keep_old(ClStore *store, const char *path, const char *name, GError **error)
{
	g_autofree char *now = cl_time_format(cl_time_now_us());
	g_autofree char *kept = g_strdup_printf("quarantine/%s.%s", name, now);

	if (linkat(store->folder, path, store->folder, kept, 0) == 0)
		return cl_file_sync_folder(store->folder, "quarantine", error);
	cl_error_set_errno(error, errno, "cannot keep '%s'", path);
	return FALSE;
}

gboolean
cl_store_journal_put(ClStore *store, const char *name, ClFd fd, GError **error)
{
	g_autofree char *path = g_strconcat("journal/", name, NULL);
	g_autofree char *temporary = store_temporary_name(store, error);

	if (temporary == NULL || !cl_file_sync(fd, path, error) ||
		!store_link_temporary(store, fd, temporary, error))
		return FALSE;
	if (keep_old(store, path, name, error) &&
		cl_file_rename(store->folder, temporary, store->folder, path, error))
		return cl_file_sync_folder(store->folder, "journal", error);
	unlinkat(store->folder, temporary, 0);
	return FALSE;
}
