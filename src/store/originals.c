/* SPDX-License-Identifier: MIT
 *
 * Originals: a source is opened once, copied into tmp/ while it is hashed, and becomes an original
 * by rename after its bytes are durable. A batch shares one syncfs. What was renamed before a
 * failure is a file without a row, which verify finds; the reverse cannot happen.
 */
#include "store_private.h"

#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/text.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES (1U << 20)
/* Below this many files their own fsync is cheaper than a syncfs of the whole file system. */
#define FSYNC_EACH_MAX 4U

/* A source that cannot be read is bad input; CL_ERROR_IO is kept for the archive's own disk. */
static void
unreadable(GError **error, int errnum)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "cannot be read: %s", g_strerror(errnum));
}

ClFd
cl_store_open_source(int folder_fd, const char *path, struct stat *status, GError **error)
{
	CL_AUTO_FD fd = openat(
		folder_fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);

	if (fd < 0 && (errno == ELOOP || errno == EMLINK || errno == ENXIO)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"a link or a special file; name the file itself");
		return -1;
	}
	if (fd < 0) {
		unreadable(error, errno);
		return -1;
	}
	if (fstat(fd, status) != 0 || !S_ISREG(status->st_mode)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"not a regular file; name the file itself");
		return -1;
	}
	if ((guint64) status->st_size > CL_MAX_FILE_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"larger than %llu MB; send a smaller rendition of it", CL_MAX_FILE_BYTES >> 20);
		return -1;
	}
	return cl_fd_steal(&fd);
}

/* Read to the end, hashing, and writing to `out` unless it is -1. */
static gboolean
pump(ClFd in, ClFd out, const char *name, guint8 sha256[CL_SHA256_BYTES], guint64 *size_bytes,
	GError **error)
{
	g_autoptr(ClSha256) hash = cl_sha256_new();
	g_autofree guint8 *buffer = g_malloc(CHUNK_BYTES);
	guint64 total = 0;

	for (;;) {
		ssize_t n = pread(in, buffer, CHUNK_BYTES, (off_t) total);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			unreadable(error, errno);
			return FALSE;
		}
		if (n == 0)
			break;
		total += (guint64) n;
		if (total > CL_MAX_FILE_BYTES) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "'%s' grew over the limit", name);
			return FALSE;
		}
		cl_sha256_update(hash, buffer, (gsize) n);
		if (out >= 0 && !cl_file_write(out, buffer, (gsize) n, name, error))
			return FALSE;
	}
	cl_sha256_finish(g_steal_pointer(&hash), sha256);
	*size_bytes = total;
	return TRUE;
}

gboolean
cl_store_hash(ClFd fd, const char *name, guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	guint64 size_bytes;

	return pump(fd, -1, name, sha256, &size_bytes, error);
}

char *
cl_store_checksum(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GChecksumType type, GError **error)
{
	CL_AUTO_FD fd = cl_store_open_original(store, sha256, error);
	g_autoptr(GChecksum) sum = g_checksum_new(type);
	g_autofree guint8 *buffer = g_malloc(CHUNK_BYTES);
	ssize_t n;

	if (fd < 0)
		return NULL;
	while ((n = read(fd, buffer, CHUNK_BYTES)) != 0) {
		if (n > 0) {
			g_checksum_update(sum, buffer, n);
		} else if (errno != EINTR) {
			unreadable(error, errno);
			return NULL;
		}
	}
	return g_strdup(g_checksum_get_string(sum));
}

ClStaged *
cl_store_stage(ClStore *store, ClFd source, const char *name, GError **error)
{
	g_autoptr(ClStaged) staged = g_new0(ClStaged, 1);
	g_autofree char *printable = cl_text_printable(name);
	g_autofree char *temporary = store_temporary_name(store, error);
	CL_AUTO_FD out = -1;

	staged->fd = -1;
	staged->store = store;
	if (temporary != NULL)
		out = cl_file_open(
			store->folder, temporary, O_WRONLY | O_CREAT | O_EXCL, 0444, error);
	if (out < 0)
		return NULL;
	staged->temporary = g_steal_pointer(&temporary);
	if (!pump(source, out, printable, staged->sha256, &staged->size_bytes, error))
		return NULL;
	staged->fd = cl_file_open(store->folder, staged->temporary, O_RDONLY, 0, error);
	return staged->fd < 0 ? NULL : g_steal_pointer(&staged);
}

void
cl_staged_free(ClStaged *staged)
{
	if (staged == NULL)
		return;
	if (staged->temporary != NULL) {
		g_autofree char *manifest = g_strconcat(staged->temporary, ".json", NULL);

		unlinkat(staged->store->folder, staged->temporary, 0);
		unlinkat(staged->store->folder, manifest, 0);
	}
	cl_fd_close(&staged->fd);
	g_free(staged->temporary);
	g_free(staged->manifest);
	g_free(staged);
}

static char *
manifest_temporary(const ClStaged *staged)
{
	return g_strconcat(staged->temporary, ".json", NULL);
}

static gboolean
write_manifest(ClStore *store, const ClStaged *staged, gboolean sync_it, GError **error)
{
	g_autofree char *name = manifest_temporary(staged);
	CL_AUTO_FD fd =
		cl_file_open(store->folder, name, O_WRONLY | O_CREAT | O_TRUNC, 0644, error);

	return fd >= 0 &&
		cl_file_write(fd, staged->manifest, strlen(staged->manifest), name, error) &&
		(!sync_it || cl_file_sync(fd, name, error));
}

static gboolean
make_data_durable(ClStore *store, ClStaged **batch, guint n, GError **error)
{
	gboolean each = n <= FSYNC_EACH_MAX;

	for (guint i = 0; i < n; i++) {
		if (batch[i]->manifest != NULL &&
			!write_manifest(store, batch[i], each, error))
			return FALSE;
		if (each && !cl_file_sync(batch[i]->fd, batch[i]->temporary, error))
			return FALSE;
	}
	return each || cl_file_sync_all(store->folder, error);
}

/* The manifest goes first: an original never stands without it. A folder that was there already may be one
 * that another process has just made and not yet synced, so what is above it is synced all the same. */
static gboolean
rename_into_place(ClStore *store, ClStaged *staged, GHashTable *touched, GError **error)
{
	g_autofree char *path = store_hash_path("originals", staged->sha256, "");
	g_autofree char *manifest_path = store_hash_path("originals", staged->sha256, ".json");
	g_autofree char *folder = g_path_get_dirname(path);

	if (!cl_file_make_folders(store->folder, folder, 0755, error))
		return FALSE;
	g_hash_table_add(touched, g_path_get_dirname(folder));
	g_hash_table_add(touched, g_strdup("originals"));
	g_hash_table_add(touched, g_steal_pointer(&folder));
	if (staged->manifest != NULL) {
		g_autofree char *temporary = manifest_temporary(staged);

		if (!cl_file_rename(store->folder, temporary, store->folder, manifest_path, error))
			return FALSE;
	}
	if (!cl_file_rename(store->folder, staged->temporary, store->folder, path, error))
		return FALSE;
	g_clear_pointer(&staged->temporary, g_free);
	return TRUE;
}

gboolean
cl_store_commit(ClStore *store, ClStaged **batch, guint n, GError **error)
{
	g_autoptr(GHashTable) touched =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer folder;

	if (n == 0)
		return TRUE;
	if (!make_data_durable(store, batch, n, error))
		return FALSE;
	for (guint i = 0; i < n; i++)
		if (batch[i]->temporary != NULL &&
			!rename_into_place(store, batch[i], touched, error))
			return FALSE;
	if (n > FSYNC_EACH_MAX)
		return cl_file_sync_all(store->folder, error);
	g_hash_table_iter_init(&iter, touched);
	while (g_hash_table_iter_next(&iter, &folder, NULL))
		if (!cl_file_sync_folder(store->folder, folder, error))
			return FALSE;
	return TRUE;
}

ClFd
cl_store_open_original(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *path = store_hash_path("originals", sha256, "");

	return cl_file_open(store->folder, path, O_RDONLY | O_NOFOLLOW, 0, error);
}

gint64
cl_store_original_bytes(ClStore *store, const guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *path = store_hash_path("originals", sha256, "");
	struct stat status;

	if (fstatat(store->folder, path, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
		!S_ISREG(status.st_mode))
		return -1;
	return status.st_size;
}

char *
cl_store_read_manifest(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *path = store_hash_path("originals", sha256, ".json");
	g_autoptr(GBytes) bytes = cl_file_read(store->folder, path, CL_MAX_VALUE_BYTES, error);

	return cl_file_text(bytes);
}
