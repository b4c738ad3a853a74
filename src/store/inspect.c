/* SPDX-License-Identifier: MIT
 *
 * What a check of the store needs: walks over manifests and derived pictures, the end of the
 * journal, and the few repairs that concern files alone. Which file should be there is not known
 * here.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_TAIL_BYTES (64 << 20)
#define FIRST_TAIL_BYTES (256 << 10)

/* --- walks ---------------------------------------------------------------------------------- */

typedef struct {
	const char *suffix; /* of the names that are given to `each` */
	const char *kind;
	ClStoreEach each;
	ClStoreEachDerived each_derived;
	ClStoreStray stray;
	gpointer data;
} Inspection;

/* "AB/CD/HEX" + suffix, where the folders are those of the hash. */
static gboolean
is_in_place(const char *path, const char *suffix, guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *name = g_path_get_basename(path);
	const char *above = path + strlen(path) - strlen(name) - strlen("AB/CD/");

	if (!g_str_has_suffix(name, suffix))
		return FALSE;
	name[strlen(name) - strlen(suffix)] = '\0';
	return cl_unhex(name, sha256, CL_SHA256_BYTES) && strncmp(above, name, 2) == 0 &&
		strncmp(above + 3, name + 2, 2) == 0;
}

static gboolean
inspect_file(const char *path, const Inspection *inspection)
{
	guint8 sha256[CL_SHA256_BYTES];

	if (!is_in_place(path, inspection->suffix, sha256)) {
		if (inspection->stray != NULL)
			inspection->stray(path, inspection->data);
		return TRUE;
	}
	if (inspection->each_derived != NULL)
		return inspection->each_derived(inspection->kind, sha256, inspection->data);
	return inspection->each(sha256, inspection->data);
}

/* `level` folders, then files. A folder that cannot be opened is no folder. */
static gboolean
inspect_level(int parent, const char *path, const char *name, guint level,
	const Inspection *inspection)
{
	CL_AUTO_FD fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	gboolean go_on = TRUE;

	if (folder == NULL) {
		if (inspection->stray != NULL)
			inspection->stray(path, inspection->data);
		return TRUE;
	}
	cl_fd_steal(&fd);
	while (go_on && (entry = readdir(folder)) != NULL) {
		g_autofree char *below = g_strdup_printf("%s/%s", path, entry->d_name);

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		go_on = level == 0 ? inspect_file(below, inspection)
				   : inspect_level(dirfd(folder), below, entry->d_name, level - 1,
					     inspection);
	}
	closedir(folder);
	return go_on;
}

static gboolean
can_read(ClStore *store, const char *folder, GError **error)
{
	if (faccessat(store->folder, folder, R_OK, 0) == 0)
		return TRUE;
	cl_error_set_errno(error, errno, "cannot read '%s'", folder);
	return FALSE;
}

gboolean
cl_store_each_manifest(ClStore *store, ClStoreEach each, gpointer data, GError **error)
{
	Inspection inspection = { .suffix = ".json", .each = each, .data = data };

	if (!can_read(store, "originals", error))
		return FALSE;
	inspect_level(store->folder, "originals", "originals", 2, &inspection);
	return TRUE;
}

gboolean
cl_store_each_derived(ClStore *store, const char *kind, ClStoreEachDerived each, ClStoreStray stray,
	gpointer data, GError **error)
{
	g_autofree char *path = g_strconcat("derived/", kind, NULL);
	Inspection inspection = { .suffix = ".jpg",
		.kind = kind,
		.each_derived = each,
		.stray = stray,
		.data = data };

	if (faccessat(store->folder, path, F_OK, 0) != 0 && errno == ENOENT)
		return TRUE;
	if (!can_read(store, path, error))
		return FALSE;
	inspect_level(store->folder, path, path, 2, &inspection);
	return TRUE;
}

/* --- repairs -------------------------------------------------------------------------------- */

gboolean
cl_store_put_manifest(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], const char *json,
	GError **error)
{
	g_autofree char *path = store_hash_path("originals", sha256, ".json");
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *temporary = store_temporary_name(store, error);
	CL_AUTO_FD fd = temporary == NULL
		? -1
		: cl_file_open(store->folder, temporary, O_WRONLY | O_CREAT | O_EXCL, 0644, error);

	if (fd < 0)
		return FALSE;
	if (cl_file_write(fd, json, strlen(json), temporary, error) &&
		cl_file_sync(fd, temporary, error) &&
		cl_file_rename(store->folder, temporary, store->folder, path, error))
		return cl_file_sync_folder(store->folder, folder, error);
	unlinkat(store->folder, temporary, 0);
	return FALSE;
}

gboolean
cl_store_quarantine_manifest(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *from = store_hash_path("originals", sha256, ".json");
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);
	g_autofree char *to = g_strdup_printf("quarantine/%s.json", hex);

	return cl_file_rename(store->folder, from, store->folder, to, error) &&
		cl_file_sync_folder(store->folder, "quarantine", error);
}

gboolean
cl_store_remove_original(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *path = store_hash_path("originals", sha256, "");
	g_autofree char *manifest = store_hash_path("originals", sha256, ".json");

	return cl_file_unlink(store->folder, path, error) &&
		cl_file_unlink(store->folder, manifest, error);
}

gboolean
cl_store_remove_derived(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES],
	GError **error)
{
	g_autofree char *path = cl_store_derived_path(store, kind, sha256);

	return cl_file_unlink(store->folder, path, error);
}

/* --- journal -------------------------------------------------------------------------------- */

/* The end of a file, cut at a line's end; begins at a line's start unless it was cut there too.
 * `n` whole lines at least, if the file has so many and the bounds allow it. */
static char *
read_end(ClFd fd, guint n, gboolean *from_start)
{
	off_t end = lseek(fd, 0, SEEK_END);

	for (off_t want = FIRST_TAIL_BYTES;; want *= 4) {
		off_t size = MIN(MIN(want, end), MAX_TAIL_BYTES);
		g_autofree char *text = g_malloc((gsize) size + 1);
		ssize_t n_read = pread(fd, text, (gsize) size, end - size);
		guint lines = 0;

		if (n_read != size)
			return NULL;
		text[size] = '\0';
		for (off_t i = 0; i < size; i++)
			lines += text[i] == '\n';
		*from_start = size == end;
		if (lines > n || size == end || size == MAX_TAIL_BYTES)
			return g_steal_pointer(&text);
	}
}

/* The last lines of one file, newest first, until there are `n`. A torn last line is no line. */
static gboolean
add_last_lines(ClStore *store, const char *name, guint n, GPtrArray *lines, GError **error)
{
	g_autofree char *path = g_strconcat("journal/", name, NULL);
	CL_AUTO_FD fd = cl_file_open(store->folder, path, O_RDONLY | O_NOFOLLOW, 0, error);
	gboolean from_start = TRUE;
	g_autofree char *text = fd < 0 ? NULL : read_end(fd, n, &from_start);
	g_auto(GStrv) parts = NULL;
	guint first = from_start ? 0 : 1;
	guint n_parts;

	if (fd < 0)
		return FALSE;
	if (text == NULL) {
		cl_error_set_errno(error, errno, "cannot read '%s'", path);
		return FALSE;
	}
	parts = g_strsplit(text, "\n", -1);
	n_parts = g_strv_length(parts);
	for (guint i = n_parts - MIN(n_parts, 1); i > first && lines->len < n; i--)
		g_ptr_array_add(lines, g_strdup(parts[i - 1]));
	return TRUE;
}

static int
newest_first(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) b, *(const char *const *) a);
}

GPtrArray *
cl_store_journal_tail(ClStore *store, guint n, GError **error)
{
	CL_AUTO_FD fd = cl_file_open(store->folder, "journal", O_RDONLY | O_DIRECTORY, 0, error);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	struct dirent *entry;

	if (folder == NULL)
		return NULL;
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL)
		if (g_str_has_suffix(entry->d_name, ".jsonl"))
			g_ptr_array_add(names, g_strdup(entry->d_name));
	closedir(folder);
	g_ptr_array_sort(names, newest_first);
	for (guint i = 0; i < names->len && lines->len < n; i++)
		if (!add_last_lines(store, names->pdata[i], n - lines->len, lines, error))
			return NULL;
	return g_steal_pointer(&lines);
}
