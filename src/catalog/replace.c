/* SPDX-License-Identifier: MIT
 *
 * Catalog files as files: removing one with what the engine keeps beside it, and putting a rebuilt
 * one in another's place. Both must be closed by everyone in this process, and nobody may write.
 *
 * The exchange, so that it can be cut off anywhere and be gone through again from its beginning:
 *   1. PATH.new becomes PATH.ready: whole, durable, and decided on.
 *   2. PATH and what its log still holds get second names: PATH.old, PATH.old-wal.
 *   3. The log goes: the engine replays a log by its name, whatever file it belonged to.
 *   4. PATH.ready becomes PATH, which is never absent.
 */
#include "catalog_private.h"

#include <cutline/file.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const beside[] = { "-wal", "-shm", "-journal" };

static void
remove_beside(const char *path)
{
	for (gsize i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *name = g_strconcat(path, beside[i], NULL);

		unlink(name);
	}
}

void
cl_catalog_remove(const char *path)
{
	unlink(path);
	remove_beside(path);
}

static gboolean
is_same_file(const char *a, const char *b)
{
	struct stat of_a, of_b;

	return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
		of_a.st_ino == of_b.st_ino;
}

/* A second name. None to be had for what is not there, and where the file system has none. */
static gboolean
add_name(const char *path, const char *kept, GError **error)
{
	if (cl_fault_point("rename") && link(path, kept) == 0)
		return TRUE;
	if (errno == ENOENT || errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS)
		return TRUE;
	cl_error_set_errno(error, errno, "cannot keep '%s' as '%s'", path, kept);
	return FALSE;
}

/* The log first: once the catalog has its second name, that copy is complete. */
static gboolean
keep_old(const char *path, GError **error)
{
	g_autofree char *kept = g_strconcat(path, ".old", NULL);
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *kept_log = g_strconcat(kept, "-wal", NULL);
	struct stat status;

	if (is_same_file(path, kept))
		return TRUE;
	cl_catalog_remove(kept);
	if (stat(log, &status) == 0 && status.st_size > 0 && !add_name(log, kept_log, error))
		return FALSE;
	return add_name(path, kept, error);
}

gboolean
cl_catalog_is_half_replaced(const char *path)
{
	g_autofree char *ready = g_strconcat(path, ".ready", NULL);

	return access(ready, F_OK) == 0;
}

gboolean
cl_catalog_finish_replace(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *ready = g_strconcat(path, ".ready", NULL);

	if (!cl_catalog_is_half_replaced(path))
		return TRUE;
	if (!keep_old(path, error) || !cl_file_sync_folder(AT_FDCWD, folder, error))
		return FALSE;
	remove_beside(path);
	if (!cl_file_sync_folder(AT_FDCWD, folder, error) ||
		!cl_file_rename(AT_FDCWD, ready, AT_FDCWD, path, error))
		return FALSE;
	/* A reader of the old file may have made itself a new index meanwhile; it has no log. */
	remove_beside(path);
	return cl_file_sync_folder(AT_FDCWD, folder, error);
}

/* Closing it wrote its log back; what is still in one would be lost with the name. */
static gboolean
is_whole(const char *fresh, GError **error)
{
	g_autofree char *log = g_strconcat(fresh, "-wal", NULL);
	CL_AUTO_FD fd = cl_file_open(AT_FDCWD, fresh, O_RDWR, 0, error);
	struct stat status;

	if (fd < 0 || !cl_file_sync(fd, fresh, error))
		return FALSE;
	if (stat(log, &status) != 0 || status.st_size == 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_BUSY, "catalog '%s': somebody else has it open; try again",
		fresh);
	return FALSE;
}

gboolean
cl_catalog_replace(const char *fresh, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *ready = g_strconcat(path, ".ready", NULL);

	if (!is_whole(fresh, error))
		return FALSE;
	remove_beside(fresh);
	return cl_file_rename(AT_FDCWD, fresh, AT_FDCWD, ready, error) &&
		cl_file_sync_folder(AT_FDCWD, folder, error) &&
		cl_catalog_finish_replace(path, error);
}
