/* SPDX-License-Identifier: MIT
 *
 * How many bytes the cache holds, counted together by all processes, and what goes when they are too
 * many: what was touched longest ago, in a thread of its own, until nine tenths are left. The count
 * is only a trigger; each sweep counts anew what is really there.
 */
#include "cache_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of cache/state that are locked. */
enum { COUNT_BYTE = 0, SWEEP_BYTE = 1 };

typedef struct {
	char path[CACHE_PATH_CHARS];
	guint64 size_bytes;
	gint64 touched_us;
} Entry;

static gboolean
lock_byte(ClCache *cache, off_t byte, short type, gboolean wait)
{
	struct flock lock = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };
	int failed;

	do
		failed = fcntl(cache->state, wait ? F_OFD_SETLKW : F_OFD_SETLK, &lock);
	while (failed != 0 && errno == EINTR);
	return failed == 0;
}

/* --- the count ------------------------------------------------------------------------------- */

static gint64
read_count(ClCache *cache)
{
	gint64 total = 0;

	return pread(cache->state, &total, sizeof total, 0) == sizeof total ? MAX(total, 0) : 0;
}

static gint64
change_count(ClCache *cache, gint64 by)
{
	gint64 total;

	g_mutex_lock(&cache->lock); /* among threads, whom a lock of the open file does not part */
	lock_byte(cache, COUNT_BYTE, F_WRLCK, TRUE);
	total = MAX(read_count(cache) + by, 0);
	if (pwrite(cache->state, &total, sizeof total, 0) != sizeof total)
		total = 0; /* a full disk: the next sweep counts */
	lock_byte(cache, COUNT_BYTE, F_UNLCK, TRUE);
	g_mutex_unlock(&cache->lock);
	return total;
}

guint64
cache_total(ClCache *cache)
{
	return (guint64) read_count(cache);
}

/* --- a sweep --------------------------------------------------------------------------------- */

static void
add_file(int folder_fd, const char *folder, const char *name, GArray *entries)
{
	struct stat status;
	Entry entry = { .path = "" };

	if (fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
		return;
	g_snprintf(entry.path, sizeof entry.path, "%s/%s", folder, name);
	entry.size_bytes = (guint64) status.st_size;
	entry.touched_us =
		status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
	g_array_append_val(entries, entry);
}

/* Folders two deep, files below them. */
static void
list_folder(ClCache *cache, const char *path, guint depth, GArray *entries)
{
	CL_AUTO_FD fd = openat(cache->folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (folder == NULL)
		return;
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL) {
		g_autofree char *below = NULL;

		if (entry->d_name[0] == '.')
			continue;
		if (depth == 2) {
			add_file(dirfd(folder), path, entry->d_name, entries);
			continue;
		}
		below = depth == 0 ? g_strdup(entry->d_name)
				   : g_strconcat(path, "/", entry->d_name, NULL);
		list_folder(cache, below, depth + 1, entries);
	}
	closedir(folder);
}

static int
compare_touched(gconstpointer a, gconstpointer b)
{
	const Entry *one = a, *two = b;

	return one->touched_us < two->touched_us ? -1 : one->touched_us > two->touched_us ? 1 : 0;
}

static gpointer
sweep(gpointer data)
{
	ClCache *cache = data;
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	gint64 before = read_count(cache);
	guint64 total = 0, evicted = 0;

	list_folder(cache, ".", 0, entries);
	for (guint i = 0; i < entries->len; i++)
		total += g_array_index(entries, Entry, i).size_bytes;
	g_array_sort(entries, compare_touched);
	for (guint i = 0; i < entries->len && total > cache->limit_bytes / 10 * 9; i++) {
		const Entry *entry = &g_array_index(entries, Entry, i);

		if (unlinkat(cache->folder, entry->path, 0) != 0)
			continue;
		total -= entry->size_bytes;
		evicted++;
	}
	/* what others have added meanwhile stays counted */
	change_count(cache, (gint64) total - before);
	g_mutex_lock(&cache->lock);
	cache->evicted += evicted;
	g_mutex_unlock(&cache->lock);
	lock_byte(cache, SWEEP_BYTE, F_UNLCK, TRUE);
	g_atomic_int_set(&cache->sweeping, 0);
	return NULL;
}

void
cache_count(ClCache *cache, gint64 size_bytes)
{
	if ((guint64) change_count(cache, size_bytes) <= cache->limit_bytes ||
		!g_atomic_int_compare_and_exchange(&cache->sweeping, 0, 1))
		return;
	if (!lock_byte(cache, SWEEP_BYTE, F_WRLCK, FALSE)) {
		g_atomic_int_set(&cache->sweeping, 0); /* another process is at it */
		return;
	}
	cache_end_sweeper(cache);
	g_mutex_lock(&cache->lock);
	cache->sweeper = g_thread_new("cache-sweep", sweep, cache);
	g_mutex_unlock(&cache->lock);
}

void
cache_end_sweeper(ClCache *cache)
{
	GThread *thread;

	g_mutex_lock(&cache->lock);
	thread = g_steal_pointer(&cache->sweeper);
	g_mutex_unlock(&cache->lock);
	if (thread != NULL)
		g_thread_join(thread);
}

void
cl_cache_settle(ClCache *cache)
{
	cache_end_sweeper(cache);
}

void
cl_cache_stats(ClCache *cache, ClCacheStats *stats)
{
	g_mutex_lock(&cache->lock);
	*stats = (ClCacheStats){ cache_total(cache), cache->limit_bytes, cache->evicted };
	g_mutex_unlock(&cache->lock);
}
