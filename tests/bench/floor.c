/* SPDX-License-Identifier: MIT
 *
 * The floor under accepting: the two hashes, the copy, the fsync and the rename of every file in a
 * folder, and nothing else. Usage: floor FOLDER TARGET THREADS (each|batch). Prints seconds.
 * "each" fsyncs every file; "batch" does one syncfs a 64 files, as the ingest does.
 */
#include <cutline/file.h>
#include <cutline/hash.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BATCH 64

static GPtrArray *names;
static const char *source, *target;
static gint next;
static gboolean each_file;

static void
copy_one(const char *name, guint8 *buffer, gsize chunk)
{
	g_autofree char *from = g_build_filename(source, name, NULL);
	g_autofree char *to = g_build_filename(target, name, NULL);
	g_autofree char *temporary = g_strconcat(to, ".tmp", NULL);
	ClSha256 *sha = cl_sha256_new();
	ClBlake2b *blake = cl_blake2b_new();
	guint8 digest[CL_SHA256_BYTES];
	CL_AUTO_FD in = open(from, O_RDONLY | O_CLOEXEC);
	CL_AUTO_FD out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	ssize_t n;

	while ((n = read(in, buffer, chunk)) > 0) {
		cl_sha256_update(sha, buffer, (gsize) n);
		cl_blake2b_update(blake, buffer, (gsize) n);
		if (write(out, buffer, (gsize) n) != n)
			g_error("cannot write");
	}
	cl_sha256_finish(sha, digest);
	cl_blake2b_finish(blake, digest);
	if (each_file && fsync(out) != 0)
		g_error("cannot fsync");
	if (rename(temporary, to) != 0)
		g_error("cannot rename");
}

static gpointer
work(gpointer data)
{
	g_autofree guint8 *buffer = g_malloc(1 << 20);
	CL_AUTO_FD folder = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gint i;

	while ((i = g_atomic_int_add(&next, 1)) < (gint) names->len) {
		copy_one(names->pdata[i], buffer, 1 << 20);
		if (each_file ? fsync(folder) != 0
			      : i % BATCH == BATCH - 1 && syncfs(folder) != 0)
			g_error("cannot fsync the folder");
	}
	return NULL;
}

int
main(int argc, char **argv)
{
	guint n_threads = argc == 5 ? (guint) g_ascii_strtoull(argv[3], NULL, 10) : 0;
	g_autofree GThread **threads = g_new0(GThread *, n_threads + 1);
	CL_AUTO_FD folder = -1;
	GDir *dir;
	const char *name;
	gint64 start;

	if (n_threads == 0)
		return 2;
	source = argv[1];
	target = argv[2];
	each_file = strcmp(argv[4], "each") == 0;
	names = g_ptr_array_new();
	dir = g_dir_open(source, 0, NULL);
	while ((name = g_dir_read_name(dir)) != NULL)
		g_ptr_array_add(names, g_strdup(name));
	g_dir_close(dir);
	start = g_get_monotonic_time();
	for (guint i = 0; i < n_threads; i++)
		threads[i] = g_thread_new("floor", work, NULL);
	for (guint i = 0; i < n_threads; i++)
		g_thread_join(threads[i]);
	folder = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (syncfs(folder) != 0)
		g_error("cannot sync");
	printf("%.4f\n", (double) (g_get_monotonic_time() - start) / G_USEC_PER_SEC);
	return 0;
}
