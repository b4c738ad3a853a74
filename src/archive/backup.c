/* SPDX-License-Identifier: MIT
 *
 * Backup and its way back. A backup is one file, made while others write: journal, then a snapshot
 * of the catalog, then everything that the snapshot names. What comes back is compared byte by byte
 * and takes its name only when it is whole.
 */
#include "archive_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
	ClArchive *archive;
	const ClBackup *backup;
} Backup;

static gboolean
snapshot(const char *path, gpointer data, GError **error)
{
	const Backup *it = data;
	g_autofree char *full = g_build_filename(it->archive->folder, path, NULL);

	return cl_catalog_snapshot(it->archive->catalog, full, error);
}

static void
progress(guint64 files, guint64 bytes, gpointer data)
{
	const Backup *it = data;

	if (it->backup->progress != NULL)
		it->backup->progress(files, bytes, it->backup->data);
}

/* Only what can be read again is: a pipe is somebody else's to check. */
static gboolean
read_back(ClFd out, GError **error)
{
	g_autofree char *self = g_strdup_printf("/proc/self/fd/%d", out);
	struct stat status;
	CL_AUTO_FD in = -1;
	ClPack pack = { NULL };
	ClPacked packed;
	GError *why = NULL;

	if (fstat(out, &status) != 0 || !S_ISREG(status.st_mode))
		return TRUE;
	in = cl_file_open(AT_FDCWD, self, O_RDONLY, 0, error);
	if (in < 0)
		return FALSE;
	if (cl_store_unpack(NULL, in, &pack, &packed, &why))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_IO, "the backup, read back, %s; write it to another disk",
		why->message);
	g_error_free(why);
	return FALSE;
}

gboolean
cl_archive_backup(ClArchive *archive, ClFd out, const ClBackup *backup, ClPacked *packed, GError **error)
{
	Backup it = { archive, backup };
	ClPack pack = { snapshot, progress, &it };

	return cl_store_pack(archive->store, out, &pack, packed, error) && read_back(out, error);
}

static gboolean
refuse_existing(const char *path, GError **error)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);

	if ((folder == NULL || g_dir_read_name(folder) == NULL) &&
		!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
		"'%s' is there already; a backup becomes a new archive: cutline -C NEW-FOLDER restore FILE",
		path);
	return FALSE;
}

static void
remove_tree(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		if (g_file_test(below, G_FILE_TEST_IS_DIR) && !g_file_test(below, G_FILE_TEST_IS_SYMLINK))
			remove_tree(below);
		else
			unlink(below);
	}
	rmdir(path);
}

static gboolean
unpack_into(const char *folder, ClFd in, const ClBackup *backup, ClPacked *packed, GError **error)
{
	Backup it = { NULL, backup };
	ClPack pack = { NULL, progress, &it };
	g_autoptr(ClStore) store = cl_store_open(folder, TRUE, error);
	g_autofree char *catalog_path = g_build_filename(folder, CL_PACK_CATALOG, NULL);
	g_autoptr(ClCatalog) catalog = NULL;

	if (store == NULL || !cl_store_unpack(store, in, &pack, packed, error))
		return FALSE;
	catalog = cl_catalog_open(catalog_path, CL_CATALOG_WRITE, error);
	return catalog != NULL;
}

gboolean
cl_archive_unpack(const char *path, ClFd in, const ClBackup *backup, ClPacked *packed, GError **error)
{
	g_autofree char *parent = g_path_get_dirname(path);
	g_autofree char *fresh = g_strdup_printf("%s.restoring-%d", path, (int) getpid());

	if (!refuse_existing(path, error) || !cl_file_make_folders(AT_FDCWD, parent, 0755, error))
		return FALSE;
	if (unpack_into(fresh, in, backup, packed, error) &&
		cl_file_rename(AT_FDCWD, fresh, AT_FDCWD, path, error))
		return cl_file_sync_folder(AT_FDCWD, parent, error);
	remove_tree(fresh);
	return FALSE;
}
