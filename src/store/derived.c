/* SPDX-License-Identifier: MIT
 *
 * Derived pictures: master and thumbnails, named by the original's hash. They can be made again,
 * so they are renamed into place whole but not fsynced; a short one is found by its recorded size.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Unnamed until it is whole, so that a kill leaves nothing behind. */
ClFd
cl_store_begin_derived(ClStore *store, GError **error)
{
	return cl_file_open(store->folder, "tmp", O_TMPFILE | O_RDWR, 0644, error);
}

char *
cl_store_derived_path(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *folder = g_strconcat("derived/", kind, NULL);

	return store_hash_path(folder, sha256, ".jpg");
}

gboolean
store_link_temporary(ClStore *store, ClFd fd, const char *temporary, GError **error)
{
	g_autofree char *self = g_strdup_printf("/proc/self/fd/%d", fd);

	if (linkat(AT_FDCWD, self, store->folder, temporary, AT_SYMLINK_FOLLOW) == 0)
		return TRUE;
	cl_error_set_errno(error, errno, "cannot name '%s'", temporary);
	return FALSE;
}

gboolean
cl_store_end_derived(ClStore *store, ClFd fd, const char *kind, const guint8 sha256[CL_SHA256_BYTES],
	guint64 *size_bytes, GError **error)
{
	g_autofree char *path = cl_store_derived_path(store, kind, sha256);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *temporary = store_temporary_name(store, error);
	struct stat status;

	if (fstat(fd, &status) != 0 || status.st_size == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "the decoder wrote no %s", kind);
		return FALSE;
	}
	if (temporary == NULL || !cl_file_make_folders(store->folder, folder, 0755, error) ||
		!store_link_temporary(store, fd, temporary, error))
		return FALSE;
	if (!cl_file_rename(store->folder, temporary, store->folder, path, error)) {
		unlinkat(store->folder, temporary, 0);
		return FALSE;
	}
	*size_bytes = (guint64) status.st_size;
	return TRUE;
}

ClFd
cl_store_open_derived(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES],
	GError **error)
{
	g_autofree char *path = cl_store_derived_path(store, kind, sha256);

	return cl_file_open(store->folder, path, O_RDONLY | O_NOFOLLOW, 0, error);
}

gint64
cl_store_derived_bytes(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *path = cl_store_derived_path(store, kind, sha256);
	struct stat status;

	if (fstatat(store->folder, path, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return -1;
	return status.st_size;
}
