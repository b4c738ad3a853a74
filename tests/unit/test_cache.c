/* SPDX-License-Identifier: MIT
 *
 * The cache of renditions: what is kept comes back whole, what was cut off is not there, the limit
 * is kept by letting the least recently used go, and a key is made by one process at a time.
 */
#include <cutline/cache.h>
#include <cutline/error.h>

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "remove_all.h"

typedef struct {
	char *path;
	ClStore *store;
	ClCache *cache;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer limit)
{
	g_autoptr(GError) error = NULL;

	fixture->path = g_dir_make_tmp("cutline-cache-XXXXXX", NULL);
	fixture->store = cl_store_open(fixture->path, TRUE, &error);
	g_assert_no_error(error);
	fixture->cache = cl_cache_open(fixture->store, GPOINTER_TO_SIZE(limit), &error);
	g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer limit)
{
	cl_cache_close(fixture->cache);
	cl_store_close(fixture->store);
	remove_all(fixture->path);
	g_free(fixture->path);
}

static void
name(guint number, guint8 original[CL_SHA256_BYTES], guint8 key[CL_CACHE_KEY_BYTES])
{
	memset(original, (int)(number % 7), CL_SHA256_BYTES);
	memset(key, 0, CL_CACHE_KEY_BYTES);
	memcpy(key, &number, sizeof number);
}

static gboolean
put(Fixture *fixture, guint number, gsize n_bytes, GError **error)
{
	guint8 original[CL_SHA256_BYTES], key[CL_CACHE_KEY_BYTES];
	g_autofree char *text = g_strnfill(n_bytes, (char)('a' + number % 26));
	ClCached cached = {.fd = memfd_create("test", MFD_CLOEXEC),
		.size_bytes = n_bytes,
		.format = 1,
		.width = number,
		.height = 3};
	gboolean done;

	g_assert_cmpint(write(cached.fd, text, n_bytes), ==, n_bytes);
	name(number, original, key);
	done = cl_cache_put(fixture->cache, original, key, &cached, error);
	cl_fd_close(&cached.fd);
	return done;
}

static gboolean
has(Fixture *fixture, guint number, gsize n_bytes)
{
	guint8 original[CL_SHA256_BYTES], key[CL_CACHE_KEY_BYTES];
	g_autofree char *expected = g_strnfill(n_bytes, (char)('a' + number % 26));
	g_autofree char *seen = g_malloc(n_bytes);
	ClCached cached;

	name(number, original, key);
	if (!cl_cache_find(fixture->cache, original, key, &cached))
		return FALSE;
	g_assert_cmpuint(cached.size_bytes, ==, n_bytes);
	g_assert_cmpuint(cached.width, ==, number);
	g_assert_cmpint(pread(cached.fd, seen, n_bytes, 0), ==, n_bytes);
	g_assert_cmpmem(seen, n_bytes, expected, n_bytes);
	cl_fd_close(&cached.fd);
	return TRUE;
}

static char *
path_of(Fixture *fixture, guint number)
{
	guint8 original[CL_SHA256_BYTES], key[CL_CACHE_KEY_BYTES];
	g_autofree char *hex = NULL;
	g_autofree char *key_hex = NULL;

	name(number, original, key);
	hex = cl_hex(original, 8);
	key_hex = cl_hex(key, sizeof key);
	return g_strdup_printf(
		"%s/cache/%.2s/%.2s/%s-%s", fixture->path, hex, hex + 2, hex, key_hex);
}

static void
test_keeps(Fixture *fixture, gconstpointer limit)
{
	g_autoptr(GError) error = NULL;
	ClCacheStats stats;

	g_assert_false(has(fixture, 1, 1000));
	put(fixture, 1, 1000, &error);
	g_assert_no_error(error);
	put(fixture, 2, 600000, &error);
	g_assert_no_error(error);
	g_assert_true(has(fixture, 1, 1000));
	g_assert_true(has(fixture, 2, 600000));
	/* again: somebody else was faster */
	put(fixture, 1, 1000, &error);
	g_assert_no_error(error);
	cl_cache_stats(fixture->cache, &stats);
	g_assert_cmpuint(stats.size_bytes, >, 601000);
	g_assert_false(put(fixture, 3, GPOINTER_TO_SIZE(limit) + 1, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
}

/* What a power cut leaves: nothing at all, the beginning, or the whole length without its end. */
static void
test_cut_off(Fixture *fixture, gconstpointer limit)
{
	static const off_t lengths[] = {0, 1, 32, 500, 1000, 1031};

	for (guint i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *path = path_of(fixture, 5);

		g_assert_true(put(fixture, 5, 1000, NULL));
		g_assert_cmpint(truncate(path, lengths[i]), ==, 0);
		g_assert_false(has(fixture, 5, 1000));
		g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
		g_assert_true(put(fixture, 5, 1000, NULL));
		g_assert_cmpint(truncate(path, 0), ==, 0);
		g_assert_cmpint(truncate(path, 1032), ==, 0);
		g_assert_false(has(fixture, 5, 1000));
	}
	g_assert_true(put(fixture, 5, 1000, NULL));
	g_assert_true(has(fixture, 5, 1000));
}

static void
age(Fixture *fixture, guint number, time_t seconds)
{
	g_autofree char *path = path_of(fixture, number);
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = time(NULL) - seconds}};

	g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
}

/* A hit makes an old entry young. */
static void
test_least_recently_used(Fixture *fixture, gconstpointer limit)
{
	ClCacheStats stats;

	for (guint i = 0; i < 9; i++) {
		g_assert_true(put(fixture, i, 100000, NULL));
		age(fixture, i, 20000 - i * 1000);
	}
	g_assert_true(has(fixture, 0, 100000));
	g_assert_true(put(fixture, 9, 99000, NULL));
	cl_cache_settle(fixture->cache);
	g_assert_true(has(fixture, 0, 100000));
	g_assert_true(put(fixture, 10, 99000, NULL));
	cl_cache_settle(fixture->cache);
	g_assert_true(has(fixture, 0, 100000));
	g_assert_false(has(fixture, 1, 100000));
	g_assert_false(has(fixture, 2, 100000));
	g_assert_true(has(fixture, 3, 100000));
	g_assert_true(has(fixture, 10, 99000));
	cl_cache_stats(fixture->cache, &stats);
	g_assert_cmpuint(stats.size_bytes, <=, stats.limit_bytes);
	g_assert_cmpuint(stats.evicted, ==, 2);
}

static void
test_drop(Fixture *fixture, gconstpointer limit)
{
	guint8 original[CL_SHA256_BYTES], key[CL_CACHE_KEY_BYTES];

	for (guint i = 0; i < 14; i++)
		g_assert_true(put(fixture, i, 1000, NULL));
	name(3, original, key);
	g_assert_cmpuint(cl_cache_drop(fixture->cache, original), ==, 2);
	g_assert_false(has(fixture, 3, 1000));
	g_assert_false(has(fixture, 10, 1000));
	g_assert_true(has(fixture, 4, 1000));
}

/* Of two processes, one makes the entry and the other finds it. */
static void
test_lock(Fixture *fixture, gconstpointer limit)
{
	guint8 original[CL_SHA256_BYTES], key[CL_CACHE_KEY_BYTES];
	int ready[2], status;
	char byte;
	pid_t child;

	name(7, original, key);
	g_assert_cmpint(pipe(ready), ==, 0);
	g_assert_true(cl_cache_lock(fixture->cache, key, NULL));
	child = fork();
	if (child == 0) {
		ClCache *other = cl_cache_open(fixture->store, 1 << 20, NULL);
		Fixture theirs = {fixture->path, fixture->store, other};
		gboolean before = has(&theirs, 7, 1000);

		if (write(ready[1], "x", 1) != 1 || !cl_cache_lock(other, key, NULL))
			_exit(3);
		_exit(!before && has(&theirs, 7, 1000) ? 0 : 1);
	}
	g_assert_cmpint(read(ready[0], &byte, 1), ==, 1);
	g_assert_true(put(fixture, 7, 1000, NULL));
	cl_cache_unlock(fixture->cache, key);
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 0);
	close(ready[0]);
	close(ready[1]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
#define ADD(path, function) \
	g_test_add(path, Fixture, GSIZE_TO_POINTER(1000000), set_up, function, tear_down)
	ADD("/cache/keeps", test_keeps);
	ADD("/cache/cut-off", test_cut_off);
	ADD("/cache/least-recently-used", test_least_recently_used);
	ADD("/cache/drop", test_drop);
	ADD("/cache/lock", test_lock);
	return g_test_run();
}
