/* SPDX-License-Identifier: MIT
 *
 * Catalog files as files: removing one with what the engine keeps beside it, and putting a rebuilt
 * one in another's place. Both must be closed by everyone in this process.
 */
#include "catalog_private.h"

#include <cutline/file.h>

#include <fcntl.h>
#include <unistd.h>

static const char *const beside[] = { "-wal", "-shm", "-journal" };

void
cl_catalog_remove(const char *path)
{
	unlink(path);
	for (gsize i = 0; i < G_N_ELEMENTS(beside); i++) {
		g_autofree char *name = g_strconcat(path, beside[i], NULL);

		unlink(name);
	}
}

/* The log of the old file must be gone before the new one has its name: SQLite would replay it. */
gboolean
cl_catalog_replace(const char *fresh, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *kept = g_strconcat(path, ".old", NULL);

	cl_catalog_remove(kept);
	if (!cl_file_rename(AT_FDCWD, path, AT_FDCWD, kept, error))
		return FALSE;
	cl_catalog_remove(path);
	return cl_file_rename(AT_FDCWD, fresh, AT_FDCWD, path, error) &&
		cl_file_sync_folder(AT_FDCWD, folder, error);
}
