/* SPDX-License-Identifier: MIT
 *
 * Entries of the cache: found, kept, dropped, and locked while they are made. How many there may be
 * is cache_evict.c's. Knows no photo and no format.
 */
#include "cache_private.h"
#include "store_private.h"

#include <cutline/error.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_BYTES (256U << 10)
#define ORIGINAL_CHARS 16 /* of its hash in a name: enough to tell two in one folder apart */
/* Locks of keys lie behind the state's own bytes. */
#define KEY_LOCK_BASE ((guint64) 1 << 32)

/* At the end, little-endian, so that the file itself begins at 0 and can be sent as it is. */
typedef struct {
	char magic[8];
	guint64 size_bytes;
	guint32 format, width, height;
	guint32 check; /* of the key: an entry that was moved is none */
} Trailer;
static const char trailer_magic[8] = { 'C', 'L', 'r', 'e', 'n', 'd', '1', '\n' };

ClCache *
cl_cache_open(ClStore *store, guint64 limit_bytes, GError **error)
{
	g_autoptr(ClCache) cache = g_new0(ClCache, 1);

	cache->store = store;
	cache->limit_bytes = limit_bytes;
	cache->folder = cache->state = -1;
	g_mutex_init(&cache->lock);
	if (!cl_file_make_folders(store->folder, "cache", 0755, error))
		return NULL;
	cache->folder = cl_file_open(store->folder, "cache", O_RDONLY | O_DIRECTORY, 0, error);
	if (cache->folder < 0)
		return NULL;
	cache->state = cl_file_open(cache->folder, "state", O_RDWR | O_CREAT, 0644, error);
	return cache->state < 0 ? NULL : g_steal_pointer(&cache);
}

void
cl_cache_close(ClCache *cache)
{
	if (cache == NULL)
		return;
	cache_end_sweeper(cache);
	cl_fd_close(&cache->folder);
	cl_fd_close(&cache->state);
	g_mutex_clear(&cache->lock);
	g_free(cache);
}

static void
path_of(const guint8 *original, const guint8 *key, char path[CACHE_PATH_CHARS])
{
	static const char digits[] = "0123456789abcdef";
	char hex[ORIGINAL_CHARS + 1] = "", key_hex[2 * CL_CACHE_KEY_BYTES + 1] = "";

	for (guint i = 0; i < ORIGINAL_CHARS / 2; i++) {
		hex[2 * i] = digits[original[i] >> 4];
		hex[2 * i + 1] = digits[original[i] & 15];
	}
	for (guint i = 0; i < CL_CACHE_KEY_BYTES; i++) {
		key_hex[2 * i] = digits[key[i] >> 4];
		key_hex[2 * i + 1] = digits[key[i] & 15];
	}
	g_snprintf(path, CACHE_PATH_CHARS, "%.2s/%.2s/%s-%s", hex, hex + 2, hex, key_hex);
}

static guint32
check_of(const guint8 *key)
{
	guint32 check;

	memcpy(&check, key, sizeof check);
	return check;
}

/* --- find ---------------------------------------------------------------------------------- */

static gboolean
read_trailer(ClFd fd, const struct stat *status, const guint8 *key, ClCached *cached)
{
	Trailer trailer;
	off_t at = status->st_size - (off_t) sizeof trailer;

	if (!S_ISREG(status->st_mode) || at <= 0 ||
		pread(fd, &trailer, sizeof trailer, at) != sizeof trailer ||
		memcmp(trailer.magic, trailer_magic, sizeof trailer_magic) != 0 ||
		trailer.size_bytes != (guint64) at || trailer.check != check_of(key))
		return FALSE;
	cached->size_bytes = trailer.size_bytes;
	cached->format = trailer.format;
	cached->width = trailer.width;
	cached->height = trailer.height;
	return TRUE;
}

gboolean
cl_cache_find(ClCache *cache, const guint8 original[CL_SHA256_BYTES],
	const guint8 key[CL_CACHE_KEY_BYTES], ClCached *cached)
{
	char path[CACHE_PATH_CHARS];
	struct stat status;
	CL_AUTO_FD fd = -1;

	path_of(original, key, path);
	fd = openat(cache->folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &status) != 0)
		return FALSE;
	if (!read_trailer(fd, &status, key, cached)) {
		unlinkat(cache->folder, path, 0); /* cut off by a power cut; it stands in the way */
		return FALSE;
	}
	if (g_get_real_time() / G_USEC_PER_SEC - status.st_mtime > CL_CACHE_TOUCH_S)
		futimens(fd, NULL);
	cached->fd = cl_fd_steal(&fd);
	return TRUE;
}

/* --- put ----------------------------------------------------------------------------------- */

static gboolean
copy(ClFd from, ClFd to, guint64 size_bytes, GError **error)
{
	g_autofree guint8 *buffer = g_malloc(COPY_BYTES);

	for (guint64 at = 0; at < size_bytes;) {
		ssize_t n = pread(from, buffer, (gsize) MIN(size_bytes - at, COPY_BYTES), (off_t) at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			cl_error_set_errno(error, n < 0 ? errno : EIO, "cache: rendition");
			return FALSE;
		}
		if (!cl_file_write(to, buffer, (gsize) n, "cache", error))
			return FALSE;
		at += (guint64) n;
	}
	return TRUE;
}

/* Unnamed until it is whole. Somebody else's entry of the same key is as good. */
static gboolean
name_it(ClCache *cache, ClFd fd, const char *path, gboolean *was_there, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *self = g_strdup_printf("/proc/self/fd/%d", fd);

	if (!cl_file_make_folders(cache->folder, folder, 0755, error)) {
		g_prefix_error(error, "cache: ");
		return FALSE;
	}
	*was_there = FALSE;
	if (cl_fault_point("rename") &&
		linkat(AT_FDCWD, self, cache->folder, path, AT_SYMLINK_FOLLOW) == 0)
		return TRUE;
	*was_there = errno == EEXIST;
	if (*was_there)
		return TRUE;
	cl_error_set_errno(error, errno, "cache: cannot name '%s'", path);
	return FALSE;
}

gboolean
cl_cache_put(ClCache *cache, const guint8 original[CL_SHA256_BYTES],
	const guint8 key[CL_CACHE_KEY_BYTES], ClCached *cached, GError **error)
{
	char path[CACHE_PATH_CHARS];
	Trailer trailer = { .size_bytes = cached->size_bytes, .format = cached->format,
		.width = cached->width, .height = cached->height, .check = check_of(key) };
	gboolean was_there;
	CL_AUTO_FD fd = -1;

	if (cached->size_bytes >= cache->limit_bytes) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"cache: it has room for %" G_GUINT64_FORMAT " bytes in all",
			cache->limit_bytes);
		return FALSE;
	}
	memcpy(trailer.magic, trailer_magic, sizeof trailer.magic);
	path_of(original, key, path);
	fd = cl_file_open(cache->folder, ".", O_TMPFILE | O_RDWR, 0644, error);
	if (fd < 0 || !copy(cached->fd, fd, cached->size_bytes, error) ||
		!cl_file_write(fd, &trailer, sizeof trailer, "cache", error) ||
		!name_it(cache, fd, path, &was_there, error))
		return FALSE;
	cl_fd_close(&cached->fd);
	cached->fd = cl_fd_steal(&fd);
	if (!was_there)
		cache_count(cache, (gint64) (cached->size_bytes + sizeof trailer));
	return TRUE;
}

guint
cl_cache_drop(ClCache *cache, const guint8 original[CL_SHA256_BYTES])
{
	static const guint8 no_key[CL_CACHE_KEY_BYTES];
	char path[CACHE_PATH_CHARS];
	char *name;
	CL_AUTO_FD fd = -1;
	DIR *folder;
	struct dirent *entry;
	guint n = 0;

	path_of(original, no_key, path);
	name = strrchr(path, '/');
	*name++ = '\0';
	fd = openat(cache->folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	folder = fd < 0 ? NULL : fdopendir(fd);
	if (folder == NULL)
		return 0;
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL) {
		struct stat status;

		if (strncmp(entry->d_name, name, ORIGINAL_CHARS + 1) != 0 ||
			fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
			unlinkat(dirfd(folder), entry->d_name, 0) != 0)
			continue;
		cache_count(cache, -(gint64) status.st_size);
		n++;
	}
	closedir(folder);
	return n;
}

/* --- locks --------------------------------------------------------------------------------- */

static int
key_lock(ClCache *cache, const guint8 *key, short type)
{
	guint64 place;
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_len = 1 };

	memcpy(&place, key, sizeof place);
	lock.l_start = (off_t) (KEY_LOCK_BASE + place % ((guint64) 1 << 60));
	return fcntl(cache->state, F_OFD_SETLKW, &lock);
}

gboolean
cl_cache_lock(ClCache *cache, const guint8 key[CL_CACHE_KEY_BYTES], GError **error)
{
	while (key_lock(cache, key, F_WRLCK) != 0) {
		if (errno == EINTR)
			continue;
		cl_error_set_errno(error, errno, "cache: cannot lock an entry");
		return FALSE;
	}
	return TRUE;
}

void
cl_cache_unlock(ClCache *cache, const guint8 key[CL_CACHE_KEY_BYTES])
{
	key_lock(cache, key, F_UNLCK);
}
