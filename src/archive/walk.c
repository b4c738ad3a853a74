/* SPDX-License-Identifier: MIT
 *
 * From what a person names to files: folders recursively and in order, lists on standard input.
 * A path too long for the kernel is opened relative to its folder's descriptor; links in folders
 * are never followed. What is no regular file is found out when it is opened.
 */
#include "archive_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Above this many bytes a path is opened through its folder (PATH_MAX is 4096). Not always: a
 * descriptor a folder would run into the limit of open files. */
#define LONG_PATH_BYTES 3800U

#define IN_ARCHIVE "lies in the archive itself; name the folder that pictures came in"

typedef struct {
	GPtrArray *sources;
	volatile gint *cancel;
	struct stat archive;	  /* is no source of its own */
	const char *archive_path; /* without links, or NULL */
} Walk;

static void
clear_folder(gpointer data)
{
	cl_fd_close(data);
}

static int *
hold_folder(ClFd fd)
{
	int *box = g_atomic_rc_box_new(int);

	*box = fd;
	return box;
}

static void
release_folder(int *box)
{
	if (box != NULL)
		g_atomic_rc_box_release_full(box, clear_folder);
}

void
archive_source_free(ArchiveSource *source)
{
	if (source == NULL)
		return;
	release_folder(source->folder_fd);
	g_free(source->name);
	g_free(source->path);
	g_clear_error(&source->error);
	g_free(source);
}

static ArchiveSource *
add_source(Walk *walk, int *folder, const char *name, const char *path)
{
	ArchiveSource *source = g_new0(ArchiveSource, 1);
	gboolean is_long = folder != NULL && strlen(path) > LONG_PATH_BYTES;

	source->folder_fd = is_long ? g_atomic_rc_box_acquire(folder) : NULL;
	source->name = g_strdup(is_long ? name : path);
	source->path = g_strdup(path);
	source->no_file = archive_is_on_its_way(path);
	g_ptr_array_add(walk->sources, source);
	return source;
}

static void
add_unreadable(Walk *walk, const char *path, int errnum)
{
	ArchiveSource *source = add_source(walk, NULL, path, path);

	g_set_error(&source->error, CL_ERROR, CL_ERROR_INPUT, "the folder cannot be read: %s",
		g_strerror(errnum));
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_names(DIR *folder)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	struct dirent *entry;

	while ((entry = readdir(folder)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			g_ptr_array_add(names, g_strdup(entry->d_name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

static gboolean
is_the_archive(const Walk *walk, ClFd fd)
{
	struct stat status;

	return fstat(fd, &status) == 0 && status.st_dev == walk->archive.st_dev &&
		status.st_ino == walk->archive.st_ino;
}

static void walk_folder(Walk *walk, ClFd fd, const char *path, guint depth);

static void
walk_entry(Walk *walk, int *folder, const char *name, const char *path, guint depth)
{
	struct stat status = { 0 };
	ClFd below;

	if (fstatat(*folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(status.st_mode)) {
		ArchiveSource *source = add_source(walk, folder, name, path);

		source->no_file = source->no_file || S_ISLNK(status.st_mode) ||
			S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) || S_ISCHR(status.st_mode) ||
			S_ISBLK(status.st_mode);
		return;
	}
	if (depth >= CL_MAX_FOLDER_DEPTH) {
		ArchiveSource *source = add_source(walk, NULL, path, path);

		g_set_error(&source->error, CL_ERROR, CL_ERROR_LIMIT,
			"folders nest deeper than %u; ingest the inner ones by themselves",
			CL_MAX_FOLDER_DEPTH);
		return;
	}
	below = openat(*folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below < 0) {
		add_unreadable(walk, path, errno);
	} else if (is_the_archive(walk, below)) {
		add_source(walk, NULL, path, path)->no_file = TRUE;
		cl_fd_close(&below);
	} else {
		walk_folder(walk, below, path, depth + 1);
	}
}

/* Takes the descriptor. */
static void
walk_folder(Walk *walk, ClFd fd, const char *path, guint depth)
{
	ClFd copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	DIR *folder = copy < 0 ? NULL : fdopendir(copy);
	int *box = hold_folder(fd);
	g_autoptr(GPtrArray) names = NULL;

	if (folder == NULL) {
		add_unreadable(walk, path, errno);
		cl_fd_close(&copy);
		release_folder(box);
		return;
	}
	names = read_names(folder);
	closedir(folder);
	for (guint i = 0; i < names->len && !g_atomic_int_get(walk->cancel); i++) {
		const char *name = names->pdata[i];
		g_autofree char *below = g_str_has_suffix(path, "/")
			? g_strconcat(path, name, NULL)
			: g_strconcat(path, "/", name, NULL);

		walk_entry(walk, box, name, below, depth);
	}
	release_folder(box);
}

/* What the person named may be a link to a folder. */
static void
walk_named(Walk *walk, const char *path)
{
	ClFd fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		walk_folder(walk, fd, path, 0);
	else if (errno == EACCES && g_file_test(path, G_FILE_TEST_IS_DIR))
		add_unreadable(walk, path, errno);
	else
		add_source(walk, NULL, path, path);
}

/* A folder inside the archive, or the archive, named by a person. */
static gboolean
lies_in_archive(const Walk *walk, const char *path)
{
	g_autofree char *real = realpath(path, NULL);
	gsize n = walk->archive_path == NULL ? 0 : strlen(walk->archive_path);

	return real != NULL && n > 0 && strncmp(real, walk->archive_path, n) == 0 &&
		(real[n] == '\0' || real[n] == '/');
}

static void
walk_listed(Walk *walk, const char *path)
{
	ArchiveSource *source;

	if (!lies_in_archive(walk, path)) {
		walk_named(walk, path);
		return;
	}
	source = add_source(walk, NULL, path, path);
	g_set_error_literal(&source->error, CL_ERROR, CL_ERROR_INPUT, IN_ARCHIVE);
}

/* NUL-separated if any NUL is there, else a path a line. */
static gboolean
walk_list(Walk *walk, GError **error)
{
	g_autoptr(GByteArray) list = g_byte_array_new();
	guint8 buffer[65536];
	char separator;
	gsize n;

	while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0)
		g_byte_array_append(list, buffer, (guint) n);
	if (ferror(stdin)) {
		cl_error_set_errno(error, errno, "cannot read the list on standard input");
		return FALSE;
	}
	separator = list->len > 0 && memchr(list->data, '\0', list->len) != NULL ? '\0' : '\n';
	for (guint start = 0; start < list->len;) {
		guint end = start;

		while (end < list->len && list->data[end] != (guint8) separator)
			end++;
		if (end > start) {
			g_autofree char *path =
				g_strndup((const char *) list->data + start, end - start);

			/* A list from Windows; a name may really end so. */
			if (path[end - start - 1] == '\r' && access(path, F_OK) != 0)
				path[end - start - 1] = '\0';
			walk_listed(walk, path);
		}
		start = end + 1;
	}
	return TRUE;
}

gboolean
archive_walk(ClArchive *archive, const char *const *paths, GPtrArray *sources,
	volatile gint *cancel, GError **error)
{
	static volatile gint never;
	g_autofree char *folder = realpath(archive->folder, NULL);
	Walk walk = { sources, cancel != NULL ? cancel : &never, { 0 }, folder };

	if (fstat(cl_store_folder(archive->store), &walk.archive) != 0) {
		cl_error_set_errno(error, errno, "cannot read '%s'", archive->folder);
		return FALSE;
	}
	for (guint i = 0; paths[i] != NULL; i++) {
		if (paths[i][0] == '\0') {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"an empty path names no file; leave it out");
			return FALSE;
		}
		if (lies_in_archive(&walk, paths[i])) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"'%s' " IN_ARCHIVE, paths[i]);
			return FALSE;
		}
	}
	for (guint i = 0; paths[i] != NULL; i++) {
		if (strcmp(paths[i], "-") != 0)
			walk_named(&walk, paths[i]);
		else if (!walk_list(&walk, error))
			return FALSE;
	}
	return TRUE;
}
