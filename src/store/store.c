/* SPDX-License-Identifier: MIT
 *
 * Opening an archive folder, and its layout. Knows no photo: files are named by hash only.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef SMB2_SUPER_MAGIC
#define SMB2_SUPER_MAGIC 0xfe534d42
#endif
#ifndef CIFS_SUPER_MAGIC
#define CIFS_SUPER_MAGIC 0xff534d42
#endif

/* Not in linux/magic.h of Debian 12. */
#define GFS2_MAGIC 0x01161970
#define LUSTRE_SUPER_MAGIC 0x0bd00bd0
#define GPFS_SUPER_MAGIC 0x47504653

static const char *const folders[] = { "originals", "derived", "journal", "tmp", "quarantine",
	"keys", "rules" };

/* SQLite's WAL and our locks need shared memory and real fsync. Of FUSE nothing is known but that
 * somebody else's program stands between us and a disk. */
gboolean
cl_store_may_live_on(guint32 fs_type)
{
	static const guint32 refused[] = {NFS_SUPER_MAGIC, SMB2_SUPER_MAGIC, CIFS_SUPER_MAGIC,
		SMB_SUPER_MAGIC, V9FS_MAGIC, FUSE_SUPER_MAGIC, AFS_SUPER_MAGIC, AFS_FS_MAGIC,
		CODA_SUPER_MAGIC, CEPH_SUPER_MAGIC, OCFS2_SUPER_MAGIC, GFS2_MAGIC, LUSTRE_SUPER_MAGIC,
		GPFS_SUPER_MAGIC};

	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++)
		if (fs_type == refused[i])
			return FALSE;
	return TRUE;
}

static gboolean
refuse_network(int folder_fd, const char *path, GError **error)
{
	struct statfs status;

	if (fstatfs(folder_fd, &status) != 0) {
		cl_error_set_errno(error, errno, "cannot examine '%s'", path);
		return FALSE;
	}
	if (cl_store_may_live_on((guint32) status.f_type))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"'%s' is on a network, cluster or FUSE file system, where an archive could lose photos; "
		"use a local disk",
		path);
	return FALSE;
}

ClStore *
cl_store_open(const char *path, gboolean create, GError **error)
{
	g_autoptr(ClStore) store = g_new0(ClStore, 1);

	store->folder = store->owner_fd = -1;
	g_mutex_init(&store->owner_lock);
	if (create && !cl_file_make_folders(AT_FDCWD, path, 0755, error))
		return NULL;
	store->folder = cl_file_open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0, error);
	if (store->folder < 0 || !refuse_network(store->folder, path, error))
		return NULL;
	for (gsize i = 0; create && i < G_N_ELEMENTS(folders); i++) {
		mode_t mode = strcmp(folders[i], "keys") == 0 ? 0700 : 0755;

		if (!cl_file_make_folders(store->folder, folders[i], mode, error))
			return NULL;
	}
	if (create && !cl_file_sync(store->folder, path, error))
		return NULL;
	return g_steal_pointer(&store);
}

void
cl_store_close(ClStore *store)
{
	if (store == NULL)
		return;
	store_end_owner(store);
	g_mutex_clear(&store->owner_lock);
	cl_fd_close(&store->folder);
	g_free(store);
}

int
cl_store_folder(ClStore *store)
{
	return store->folder;
}

char *
store_hash_path(const char *kind, const guint8 sha256[CL_SHA256_BYTES], const char *suffix)
{
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);

	return g_strdup_printf("%s/%.2s/%.2s/%s%s", kind, hex, hex + 2, hex, suffix);
}
