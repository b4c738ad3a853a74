/* SPDX-License-Identifier: MIT
 *
 * How long developing takes, without archive and sandbox, beside vipsthumbnail making the same
 * three pictures of the same files (one process a size, two at a time):
 *
 *   bench_develop [--jobs N] [--no-peer] JPEG...
 *
 * prints one JSON object; status 1 if the ratio or the memory misses what is promised. Without
 * files: all of the folder $CUTLINE_PRESS_JPEGS (see make_press_jpegs.py), or 77 if it is unset.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <cutline/file.h>
#include <cutline/render.h>

#define PSS_EVERY_US 20000
#define MIN_RATIO 1.4
#define MAX_PSS_MB 250
#define EXIT_SKIPPED 77

static gint n_jobs = 2;
static gboolean no_peer;
static char **files;

static const GOptionEntry options[] = {
	{"jobs", 'j', 0, G_OPTION_ARG_INT, &n_jobs, "Processes at a time", "N"},
	{"no-peer", 0, 0, G_OPTION_ARG_NONE, &no_peer, "Do not run vipsthumbnail", NULL},
	{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "JPEG..."},
	{NULL},
};

static gboolean
develop_file(const char *path)
{
	CL_AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC);
	g_autoptr(GBytes) input = fd >= 0 ? cl_file_map(fd, path, NULL) : NULL;
	g_autoptr(GVariant) params = g_variant_ref_sink(cl_develop_params(CL_FORMAT_JPEG, 1));
	g_autoptr(GError) error = NULL;
	GVariant *answer;
	int outputs[CL_N_DEVELOP];

	if (input == NULL)
		return FALSE;
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		outputs[i] = memfd_create("output", MFD_CLOEXEC);
	answer = cl_render_develop(input, outputs, CL_N_DEVELOP, params, &error);
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		cl_fd_close(&outputs[i]);
	if (answer == NULL) {
		fprintf(stderr, "bench_develop: '%s': %s\n", path, error->message);
		return FALSE;
	}
	g_variant_unref(g_variant_ref_sink(answer));
	return TRUE;
}

/* Child: ready when initialised (a byte on `ready`), starts when `go` closes, takes file after
 * file from a shared counter. */
static void
run_child(guint n_files, gint *next, int ready, int go)
{
	g_autoptr(GError) error = NULL;
	gboolean good = cl_render_init(&error);
	char byte = 0;

	if (!good)
		fprintf(stderr, "bench_develop: %s\n", error->message);
	if (write(ready, &byte, 1) != 1 || read(go, &byte, 1) < 0)
		_exit(1);
	for (;;) {
		gint i = g_atomic_int_add(next, 1);

		if ((guint)i >= n_files)
			break;
		good = develop_file(files[i]) && good;
	}
	_exit(good ? 0 : 1);
}

static guint64
pss_kib(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/smaps_rollup", (int)pid);
	g_autofree char *text = NULL;
	const char *line;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return 0;
	line = strstr(text, "\nPss:");
	return line != NULL ? g_ascii_strtoull(line + 5, NULL, 10) : 0;
}

/* Wait for all children; the largest sum of their PSS seen on the way. */
static gboolean
wait_children(const pid_t *pids, guint n, guint64 *peak_kib)
{
	gboolean good = TRUE;
	g_autofree gboolean *ended = g_new0(gboolean, n);
	guint left = n;

	while (left > 0) {
		guint64 sum = 0;

		for (guint i = 0; i < n; i++) {
			int status;

			if (ended[i])
				continue;
			if (waitpid(pids[i], &status, WNOHANG) == pids[i]) {
				good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
				ended[i] = TRUE;
				left--;
				continue;
			}
			sum += pss_kib(pids[i]);
		}
		*peak_kib = MAX(*peak_kib, sum);
		g_usleep(PSS_EVERY_US);
	}
	return good;
}

static double
run_ours(guint n_files, guint64 *peak_kib)
{
	guint n = (guint)MAX(1, n_jobs);
	g_autofree pid_t *pids = g_new(pid_t, n);
	gint *next =
		mmap(NULL, sizeof *next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int ready[2], go[2];
	gint64 start;
	char byte;

	if (next == MAP_FAILED || pipe(ready) != 0 || pipe(go) != 0)
		exit(8);
	for (guint i = 0; i < n; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			close(go[1]);
			run_child(n_files, next, ready[1], go[0]);
		}
	}
	for (guint i = 0; i < n; i++) {
		if (read(ready[0], &byte, 1) != 1)
			exit(8);
	}
	start = g_get_monotonic_time();
	close(go[1]);
	close(go[0]);
	if (!wait_children(pids, n, peak_kib))
		exit(6);
	close(ready[0]);
	close(ready[1]);
	return (double)(g_get_monotonic_time() - start) / 1000;
}

static pid_t
start_peer(const char *path, const ClDevelopSize *size, const char *folder)
{
	g_autofree char *box = g_strdup_printf("%ux%u>", size->width_px, size->height_px);
	g_autofree char *out =
		g_strdup_printf("%s/%%s-%s.jpg[Q=%u,strip]", folder, size->name, size->quality);
	const char *arguments[] = {
		"vipsthumbnail", "--export-profile", "srgb", "-s", box, "-o", out, path, NULL};
	pid_t pid = fork();

	if (pid == 0) {
		execvp(arguments[0], (char *const *)arguments);
		_exit(127);
	}
	return pid;
}

static double
run_peer(guint n_files, const char *folder)
{
	gint64 start = g_get_monotonic_time();
	gint running = 0;
	gboolean good = TRUE;
	int status;

	for (guint i = 0; i < n_files * CL_N_DEVELOP; i++) {
		if (running == MAX(1, n_jobs) && wait(&status) > 0) {
			good = good && status == 0;
			running--;
		}
		start_peer(files[i / CL_N_DEVELOP], &cl_develop_sizes[i % CL_N_DEVELOP], folder);
		running++;
	}
	for (; running > 0 && wait(&status) > 0; running--)
		good = good && status == 0;
	if (!good)
		fprintf(stderr, "bench_develop: vipsthumbnail failed on a file\n");
	return (double)(g_get_monotonic_time() - start) / 1000;
}

static void
remove_folder(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		unlink(path);
	}
	g_clear_pointer(&dir, g_dir_close);
	rmdir(folder);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every JPEG of the folder, sorted; NULL if there is none. */
static char **
list_folder(const char *folder)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	GDir *dir = folder != NULL ? g_dir_open(folder, 0, NULL) : NULL;
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		if (g_str_has_suffix(name, ".jpg"))
			g_ptr_array_add(found, g_build_filename(folder, name, NULL));
	}
	g_clear_pointer(&dir, g_dir_close);
	if (found->len == 0)
		return NULL;
	g_ptr_array_sort(found, compare_names);
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_steal(found, NULL);
}

int
main(int argc, char **argv)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	guint64 peak_kib = 0;
	guint n_files;
	double ours, peer = 0;

	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error)) {
		fprintf(stderr, "bench_develop: %s\n",
			error != NULL ? error->message : "name JPEG files");
		return 2;
	}
	if (files == NULL)
		files = list_folder(g_getenv("CUTLINE_PRESS_JPEGS"));
	if (files == NULL) {
		fprintf(stderr, "bench_develop: skipped: no files; see make_press_jpegs.py\n");
		return EXIT_SKIPPED;
	}
	n_files = g_strv_length(files);
	ours = run_ours(n_files, &peak_kib);
	if (!no_peer) {
		g_autofree char *folder = g_dir_make_tmp("cutline-bench-XXXXXX", NULL);

		if (folder == NULL)
			return 8;
		peer = run_peer(n_files, folder);
		remove_folder(folder);
	}
	printf("{\"files\":%u,\"jobs\":%d,\"ms_per_file\":%.1f,\"ms_per_file_and_core\":%.1f,"
	       "\"peak_pss_mb\":%.0f",
		n_files, n_jobs, ours / n_files, ours * n_jobs / n_files, (double)peak_kib / 1024);
	if (!no_peer)
		printf(",\"peer_ms_per_file\":%.1f,\"ratio\":%.2f", peer / n_files, peer / ours);
	printf("}\n");
	return (!no_peer && peer < MIN_RATIO * ours) || peak_kib > MAX_PSS_MB * 1024 ? 1 : 0;
}
