/* SPDX-License-Identifier: MIT
 *
 * What a check of the store needs: walks over originals, manifests and derived pictures, and the few
 * repairs that concern files alone. Which file should be there is not known here.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- walks ---------------------------------------------------------------------------------- */

typedef struct {
	const char *suffix; /* of the names that are given to `each` */
	const char *beside; /* of names that are nothing strange, or NULL */
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
		if (inspection->stray != NULL &&
			(inspection->beside == NULL || !is_in_place(path, inspection->beside, sha256)))
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
cl_store_each_original(ClStore *store, ClStoreEach each, ClStoreStray stray, gpointer data,
	GError **error)
{
	Inspection inspection = { .suffix = "", .beside = ".json", .each = each, .stray = stray,
		.data = data };

	if (!can_read(store, "originals", error))
		return FALSE;
	inspect_level(store->folder, "originals", "originals", 2, &inspection);
	return TRUE;
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

/* Into quarantine/, under its own name or NAME.2, NAME.3 … : nothing there is ever replaced. The new name;
 * NULL and an error if it could not be moved. */
static char *
put_aside(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], const char *suffix, GError **error)
{
	g_autofree char *from = store_hash_path("originals", sha256, suffix);
	g_autofree char *folder = g_path_get_dirname(from);
	g_autofree char *name = g_path_get_basename(from);
	g_autofree char *to = g_strconcat("quarantine/", name, NULL);

	for (guint n = 2; faccessat(store->folder, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0; n++) {
		g_free(to);
		to = g_strdup_printf("quarantine/%s.%u", name, n);
	}
	if (!cl_file_rename(store->folder, from, store->folder, to, error) ||
		!cl_file_sync_folder(store->folder, "quarantine", error) ||
		!cl_file_sync_folder(store->folder, folder, error))
		return NULL;
	return g_steal_pointer(&to);
}

gboolean
cl_store_quarantine(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *manifest = store_hash_path("originals", sha256, ".json");
	g_autofree char *to = put_aside(store, sha256, "", error);

	return to != NULL &&
		(faccessat(store->folder, manifest, F_OK, 0) != 0 ||
			cl_store_quarantine_manifest(store, sha256, error));
}

gboolean
cl_store_quarantine_manifest(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *to = put_aside(store, sha256, ".json", error);

	return to != NULL;
}

/* By its number: the one that was looked at. */
static gboolean
is_file(ClStore *store, const char *path, ClFd fd)
{
	struct stat there, opened;

	return fstatat(store->folder, path, &there, AT_SYMLINK_NOFOLLOW) == 0 && fstat(fd, &opened) == 0 &&
		there.st_dev == opened.st_dev && there.st_ino == opened.st_ino;
}

char *
cl_store_quarantine_damaged(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], ClFd damaged,
	GError **error)
{
	g_autofree char *path = store_hash_path("originals", sha256, "");
	g_autofree char *to = put_aside(store, sha256, "", error);

	if (to == NULL || is_file(store, to, damaged))
		return g_steal_pointer(&to);
	/* An ingest has just put a good one in its place. */
	if (cl_file_rename(store->folder, to, store->folder, path, error))
		g_set_error(error, CL_ERROR, CL_ERROR_BUSY, "it was replaced meanwhile; verify again");
	return NULL;
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
