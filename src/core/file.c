/* SPDX-License-Identifier: MIT
 *
 * Files: the system calls of writing, syncing, renaming and mapping, each with one error wording
 * and one fault point. Knows no archive and no layout.
 */
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/text.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail(GError **error, const char *what, const char *name)
{
	int errnum = errno;
	g_autofree char *printable = cl_text_printable(name);

	cl_error_set_errno(error, errnum, "cannot %s '%s'", what, printable);
	return FALSE;
}

void
cl_fd_close(ClFd *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

ClFd
cl_file_open(int folder_fd, const char *path, int flags, mode_t mode, GError **error)
{
	ClFd fd;

	if ((flags & O_CREAT) != 0 && !cl_fault_point("open")) {
		fail(error, "create", path);
		return -1;
	}
	do
		fd = openat(folder_fd, path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		fail(error, (flags & O_CREAT) != 0 ? "create" : "open", path);
	return fd;
}

gboolean
cl_file_write(ClFd fd, gconstpointer data, gsize n_bytes, const char *name, GError **error)
{
	const guint8 *at = data;

	if (!cl_fault_point("write"))
		return fail(error, "write", name);
	while (n_bytes > 0) {
		ssize_t n = write(fd, at, n_bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(error, "write", name);
		at += n;
		n_bytes -= (gsize) n;
	}
	return TRUE;
}

GBytes *
cl_file_read(int folder_fd, const char *path, gsize max_bytes, GError **error)
{
	CL_AUTO_FD fd = cl_file_open(folder_fd, path, O_RDONLY | O_NOFOLLOW, 0, error);
	g_autoptr(GByteArray) content = g_byte_array_new();
	guint8 buffer[16384];

	if (fd < 0)
		return NULL;
	for (;;) {
		ssize_t n = read(fd, buffer, sizeof buffer);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			fail(error, "read", path);
			return NULL;
		}
		if (n == 0)
			return g_byte_array_free_to_bytes(g_steal_pointer(&content));
		if (content->len + (gsize) n > max_bytes) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
				"'%s' is longer than %" G_GSIZE_FORMAT " bytes", path, max_bytes);
			return NULL;
		}
		g_byte_array_append(content, buffer, (guint) n);
	}
}

char *
cl_file_text(GBytes *bytes)
{
	gsize n;
	const char *data = bytes == NULL ? NULL : g_bytes_get_data(bytes, &n);

	return bytes == NULL ? NULL : data == NULL ? g_strdup("") : g_strndup(data, n);
}

gboolean
cl_file_is_same(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino &&
		one->st_size == other->st_size && one->st_mtim.tv_sec == other->st_mtim.tv_sec &&
		one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
}

gboolean
cl_file_sync(ClFd fd, const char *name, GError **error)
{
	if (!cl_fault_point("fsync") || fsync(fd) != 0)
		return fail(error, "make durable", name);
	return TRUE;
}

gboolean
cl_file_sync_all(int folder_fd, GError **error)
{
	if (!cl_fault_point("fsync") || syncfs(folder_fd) != 0)
		return fail(error, "make durable", "the archive's file system");
	return TRUE;
}

gboolean
cl_file_sync_folder(int folder_fd, const char *path, GError **error)
{
	CL_AUTO_FD fd = cl_file_open(folder_fd, path, O_RDONLY | O_DIRECTORY, 0, error);

	return fd >= 0 && cl_file_sync(fd, path, error);
}

gboolean
cl_file_rename(int from_fd, const char *from, int to_fd, const char *to, GError **error)
{
	if (!cl_fault_point("rename") || renameat(from_fd, from, to_fd, to) != 0)
		return fail(error, "rename to", to);
	return TRUE;
}

gboolean
cl_file_unlink(int folder_fd, const char *path, GError **error)
{
	if (!cl_fault_point("unlink") || (unlinkat(folder_fd, path, 0) != 0 && errno != ENOENT))
		return fail(error, "remove", path);
	return TRUE;
}

gboolean
cl_file_make_folders(int folder_fd, const char *path, mode_t mode, GError **error)
{
	g_autofree char *partial = g_strdup(path);

	for (char *slash = partial + (partial[0] == '/');; slash++) {
		slash = strchr(slash, '/');
		if (slash != NULL)
			*slash = '\0';
		if (mkdirat(folder_fd, partial, mode) != 0 && errno != EEXIST)
			return fail(error, "make folder", partial);
		if (slash == NULL)
			return TRUE;
		*slash = '/';
	}
}

gboolean
cl_file_replace(int folder_fd, const char *path, gconstpointer data, gsize n_bytes, mode_t mode,
	GError **error)
{
	g_autofree char *temporary = g_strdup_printf("%s.%d.tmp", path, (int) getpid());
	g_autofree char *folder = g_path_get_dirname(path);
	CL_AUTO_FD fd =
		cl_file_open(folder_fd, temporary, O_WRONLY | O_CREAT | O_TRUNC, mode, error);

	if (fd < 0)
		return FALSE;
	if (cl_file_write(fd, data, n_bytes, temporary, error) &&
		cl_file_sync(fd, temporary, error) &&
		cl_file_rename(folder_fd, temporary, folder_fd, path, error))
		return cl_file_sync_folder(folder_fd, folder, error);
	unlinkat(folder_fd, temporary, 0);
	return FALSE;
}

typedef struct {
	gpointer at;
	gsize n_bytes;
} FileMap;

static void
unmap(gpointer data)
{
	FileMap *map = data;

	munmap(map->at, map->n_bytes);
	g_free(map);
}

GBytes *
cl_file_map(ClFd fd, const char *name, GError **error)
{
	struct stat status;
	FileMap *map;
	gpointer at;

	if (fstat(fd, &status) != 0) {
		fail(error, "read", name);
		return NULL;
	}
	if (status.st_size == 0)
		return g_bytes_new(NULL, 0);
	at = mmap(NULL, (gsize) status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED) {
		fail(error, "read", name);
		return NULL;
	}
	map = g_new(FileMap, 1);
	map->at = at;
	map->n_bytes = (gsize) status.st_size;
	return g_bytes_new_with_free_func(at, map->n_bytes, unmap, map);
}
