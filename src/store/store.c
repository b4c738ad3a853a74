/* SPDX-License-Identifier: MIT
 *
 * Opening an archive folder, its layout, and the temporary files in it. Knows no photo: files
 * are named by hash and owner process only.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <dirent.h>
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

static const char *const folders[] = { "originals", "derived", "journal", "tmp", "quarantine",
	"keys", "rules" };

/* SQLite's WAL and our locks need shared memory and real fsync. */
static gboolean
refuse_network(int folder_fd, const char *path, GError **error)
{
	struct statfs status;
	guint32 type;

	if (fstatfs(folder_fd, &status) != 0) {
		cl_error_set_errno(error, errno, "cannot examine '%s'", path);
		return FALSE;
	}
	type = (guint32) status.f_type;
	if (type != NFS_SUPER_MAGIC && type != SMB2_SUPER_MAGIC && type != CIFS_SUPER_MAGIC &&
		type != SMB_SUPER_MAGIC && type != V9FS_MAGIC)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"'%s' is on a network file system, where an archive could lose photos; use a local disk",
		path);
	return FALSE;
}

ClStore *
cl_store_open(const char *path, gboolean create, GError **error)
{
	g_autoptr(ClStore) store = g_new0(ClStore, 1);

	store->folder = -1;
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
	cl_fd_close(&store->folder);
	g_free(store);
}

int
cl_store_folder(ClStore *store)
{
	return store->folder;
}

/* Start time of a process in clock ticks since boot; 0 if there is no such process. */
static guint64
process_start(int pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", pid);
	g_autofree char *content = NULL;
	const char *at;

	if (!g_file_get_contents(path, &content, NULL, NULL) ||
		(at = strrchr(content, ')')) == NULL)
		return 0;
	/* Field 22; the one after the name's bracket is field 3. */
	for (int field = 2; field < 22 && at != NULL; field++)
		at = strchr(at + 1, ' ');
	return at == NULL ? 0 : g_ascii_strtoull(at + 1, NULL, 10);
}

char *
cl_store_owner(void)
{
	static gsize start;

	if (g_once_init_enter(&start))
		g_once_init_leave(&start, (gsize) process_start(getpid()) + 1);
	return g_strdup_printf("%d-%" G_GSIZE_FORMAT, (int) getpid(), start - 1);
}

gboolean
cl_store_owner_lives(const char *owner)
{
	char *end;
	guint64 pid = g_ascii_strtoull(owner, &end, 10);

	if (end == owner || *end != '-' || pid == 0 || pid > G_MAXINT)
		return FALSE;
	return process_start((int) pid) == g_ascii_strtoull(end + 1, NULL, 10);
}

char *
store_temporary_name(ClStore *store)
{
	g_autofree char *owner = cl_store_owner();

	return g_strdup_printf(
		"tmp/%s-%d", owner, g_atomic_int_add(&store->next_temporary, 1));
}

static guint
visit_stale(ClStore *store, gboolean remove_them)
{
	CL_AUTO_FD fd = openat(store->folder, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	guint n = 0;

	if (folder == NULL)
		return 0;
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.' || cl_store_owner_lives(entry->d_name))
			continue;
		n++;
		if (remove_them)
			unlinkat(dirfd(folder), entry->d_name, 0);
	}
	closedir(folder);
	return n;
}

guint
cl_store_sweep(ClStore *store)
{
	return visit_stale(store, TRUE);
}

guint
cl_store_count_stale(ClStore *store)
{
	return visit_stale(store, FALSE);
}

char *
store_hash_path(const char *kind, const guint8 sha256[CL_SHA256_BYTES], const char *suffix)
{
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);

	return g_strdup_printf("%s/%.2s/%.2s/%s%s", kind, hex, hex + 2, hex, suffix);
}
