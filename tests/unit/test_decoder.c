/* SPDX-License-Identifier: MIT
 *
 * The pool against decoders that die, stall, lie and grow: each costs its own job and no other,
 * nothing is left behind. After every case the descriptors of this process and its children are
 * counted. Deadlines are set short so that cases end soon; no case asserts how long it took.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cutline/decoder.h>
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/limits.h>

static char *misbehave_program;

static ClDecoderPool *
new_pool(guint n_workers, guint wall_s, guint cpu_s)
{
	ClDecoderOptions options = {.program = misbehave_program,
		.n_workers = n_workers,
		.wall_s = wall_s,
		.cpu_s = cpu_s};
	g_autoptr(GError) error = NULL;
	ClDecoderPool *pool = cl_decoder_pool_new(&options, &error);

	g_assert_no_error(error);
	return pool;
}

static GVariant *
run(ClDecoderPool *pool, const char *deed, gint64 number, GError **error)
{
	return cl_decoder_pool_run(pool, CL_JOB_READ, -1, NULL, 0,
		g_variant_new("(sx)", deed, number), error);
}

static void
assert_works(ClDecoderPool *pool)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) answer = run(pool, "nothing", 0, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(g_variant_get_string(answer, NULL), ==, "done");
}

static void
assert_fails(ClDecoderPool *pool, const char *deed, gint64 number, ClErrorId id)
{
	g_autoptr(GError) error = NULL;
	GVariant *answer = run(pool, deed, number, &error);

	g_test_message("%s %d: %s", deed, (int)number, error ? error->message : "no error");
	g_assert_null(answer);
	g_assert_error(error, CL_ERROR, (int)id);
}

static ClDecoderStats
stats_of(ClDecoderPool *pool)
{
	ClDecoderStats stats;

	cl_decoder_pool_stats(pool, &stats);
	return stats;
}

static ClFd
memory_file(const char *content)
{
	ClFd fd = memfd_create("test", MFD_CLOEXEC);

	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(write(fd, content, strlen(content)), ==, (gssize)strlen(content));
	return fd;
}

static char *
content_of(ClFd fd)
{
	char text[64];
	ssize_t n = pread(fd, text, sizeof text - 1, 0);

	g_assert_cmpint(n, >=, 0);
	text[n] = '\0';
	return g_strdup(text);
}

/* ---- What is left behind ------------------------------------------------------------------ */

static guint
count_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	guint n = 0;

	g_assert_nonnull(folder);
	while (readdir(folder))
		n++;
	closedir(folder);
	return n;
}

typedef struct {
	guint n_descriptors;
} Before;

static void
set_up(Before *before, gconstpointer data)
{
	before->n_descriptors = count_descriptors();
}

static void
tear_down(Before *before, gconstpointer data)
{
	g_assert_cmpuint(count_descriptors(), ==, before->n_descriptors);
	g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
	g_assert_cmpint(errno, ==, ECHILD);
}

/* ---- Jobs --------------------------------------------------------------------------------- */

static void
test_lazy(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(4, 20, 10);

	g_assert_cmpuint(stats_of(pool).started, ==, 0);
	for (int i = 0; i < 5; i++)
		assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 1);
	g_assert_cmpuint(stats_of(pool).jobs, ==, 5);
	g_assert_cmpuint(stats_of(pool).replaced, ==, 0);
}

static void
test_no_decoder(Before *before, gconstpointer data)
{
	ClDecoderOptions nothing = {.program = "/nonexistent/decoder"};
	ClDecoderOptions other = {.program = "/bin/true", .n_workers = 1};
	g_autoptr(GError) error = NULL;
	g_autoptr(ClDecoderPool) pool = cl_decoder_pool_new(&other, NULL);

	g_assert_null(cl_decoder_pool_new(&nothing, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_IO);
	assert_fails(pool, "nothing", 0, CL_ERROR_IO);
	assert_fails(pool, "nothing", 0, CL_ERROR_IO);
}

static void
test_input(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	static const char *const contents[] = {"", "x", "some bytes"};

	for (guint i = 0; i < G_N_ELEMENTS(contents); i++) {
		CL_AUTO_FD fd = memory_file(contents[i]);
		g_autoptr(GError) error = NULL;
		g_autoptr(GVariant) answer = cl_decoder_pool_run(pool, CL_JOB_READ, fd, NULL, 0,
			g_variant_new("(sx)", "input", (gint64)0), &error);

		g_assert_no_error(error);
		g_assert_cmpmem(g_variant_get_data(answer), g_variant_get_size(answer),
			contents[i], strlen(contents[i]));
	}
}

static void
test_input_is_no_file(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	CL_AUTO_FD folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	CL_AUTO_FD huge = memory_file("");
	g_autoptr(GError) error = NULL;

	g_assert_null(cl_decoder_pool_run(pool, CL_JOB_READ, folder, NULL, 0, NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_cmpint(ftruncate(huge, (off_t)CL_MAX_FILE_BYTES + 1), ==, 0);
	g_assert_null(cl_decoder_pool_run(pool, CL_JOB_READ, huge, NULL, 0, NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
	assert_works(pool);
}

static void
test_bad_descriptor(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	g_autoptr(GError) error = NULL;

	assert_works(pool);
	g_assert_null(cl_decoder_pool_run(pool, CL_JOB_READ, 1000000, NULL, 0, NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_IO);
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 1);
}

static void
test_outputs(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	CL_AUTO_FD input = memory_file("x");
	ClFd outputs[CL_DECODER_OUTPUTS];
	g_autoptr(GVariant) answer = NULL;

	for (guint i = 0; i < CL_DECODER_OUTPUTS; i++)
		outputs[i] = memory_file("");
	answer = cl_decoder_pool_run(pool, CL_JOB_DEVELOP, input, outputs, CL_DECODER_OUTPUTS,
		g_variant_new("(sx)", "outputs", (gint64)0), NULL);
	g_assert_nonnull(answer);
	g_assert_cmpuint(g_variant_get_uint32(answer), ==, CL_DECODER_OUTPUTS);
	for (guint i = 0; i < CL_DECODER_OUTPUTS; i++) {
		g_autofree char *text = content_of(outputs[i]);
		g_autofree char *expected = g_strdup_printf("output %u", i);

		g_assert_cmpstr(text, ==, expected);
		cl_fd_close(&outputs[i]);
	}
}

static void
test_big_answers(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	static const gint64 sizes[] = {0, 1, 16000, 16383, 16384, 300000, 70 << 20};

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GVariant) answer = run(pool, "big-answer", sizes[i], &error);

		g_assert_no_error(error);
		g_assert_cmpuint(g_variant_get_size(answer), ==, (gsize)sizes[i]);
	}
	assert_fails(pool, "big-answer", (gint64)CL_DECODER_MESSAGE_BYTES + 1, CL_ERROR_LIMIT);
	assert_works(pool);
}

/* ---- Deaths and deadlines ----------------------------------------------------------------- */

typedef struct {
	const char *name, *deed;
	gint64 number;
	ClErrorId id;
	guint wall_s; /* 0 = so long that only the processor time can end it */
} Bad;

/* Before, after and beside it others work; it costs one process. */
static void
test_bad(Before *before, gconstpointer data)
{
	const Bad *bad = data;
	g_autoptr(ClDecoderPool) pool = new_pool(2, bad->wall_s ? bad->wall_s : 30, 1);

	assert_fails(pool, bad->deed, bad->number, bad->id);
	assert_works(pool);
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 2);
	g_assert_cmpuint(stats_of(pool).replaced, ==, 1);
	g_assert_cmpuint(stats_of(pool).jobs, ==, 3);
}

static const Bad bads[] = {
	{"abort", "abort", 0, CL_ERROR_CRASHED},
	{"null", "null", 0, CL_ERROR_CRASHED},
	{"recurse", "recurse", 0, CL_ERROR_CRASHED},
	{"exit-0", "exit", 0, CL_ERROR_CRASHED},
	{"exit-3", "exit", 3, CL_ERROR_CRASHED},
	{"stall", "stall", 0, CL_ERROR_OVERLOAD, 2},
	{"killed", "kill", 0, CL_ERROR_OVERLOAD},
	{"spin", "spin", 0, CL_ERROR_TIMEOUT},
	{"spin-threads", "spin-threads", 3, CL_ERROR_TIMEOUT},
	{"silent-error", "silent-error", 0, CL_ERROR_INPUT},
	{"error-input", "error", CL_ERROR_INPUT, CL_ERROR_INPUT},
	{"error-limit", "error", CL_ERROR_LIMIT, CL_ERROR_LIMIT},
	/* what a picture has no business to say */
	{"error-sandbox", "error", CL_ERROR_SANDBOX, CL_ERROR_CRASHED},
	{"error-cancelled", "error", CL_ERROR_CANCELLED, CL_ERROR_CRASHED},
	{"error-busy", "error", CL_ERROR_BUSY, CL_ERROR_CRASHED},
	{"error-unknown", "error", 1000, CL_ERROR_CRASHED},
	{"random", "random", 0, CL_ERROR_CRASHED},
	{"endless-length", "endless-length", 0, CL_ERROR_CRASHED},
	{"bad-payload", "bad-payload", 0, CL_ERROR_CRASHED},
	{"nested-payload", "nested-payload", 0, CL_ERROR_CRASHED},
	{"half", "half", 0, CL_ERROR_OVERLOAD, 2},
	{"half-and-exit", "half-and-exit", 0, CL_ERROR_CRASHED},
	{"other-serial", "other-serial", 0, CL_ERROR_CRASHED},
	{"unknown-message", "unknown-message", 0, CL_ERROR_CRASHED},
	{"empty-answer", "empty-answer", 0, CL_ERROR_CRASHED},
	{"drop-by-drop", "drop-by-drop", 0, CL_ERROR_OVERLOAD, 2},
};

typedef struct {
	ClDecoderPool *pool;
	volatile gint cancel;
	GError *error;
} Cancelled;

static gpointer
stall(gpointer data)
{
	Cancelled *job = data;

	g_assert_null(cl_decoder_pool_run_until(job->pool, CL_JOB_READ, -1, NULL, 0,
		g_variant_new("(sx)", "stall", (gint64)0), &job->cancel, &job->error));
	return NULL;
}

/* Ended long before its deadline, with its process or while that starts; the next job finds a fresh one. */
static void
test_cancel(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 600, 600);
	Cancelled job = {.pool = pool};
	GThread *thread = g_thread_new("stall", stall, &job);
	g_autoptr(GVariant) answer = NULL;

	g_atomic_int_set(&job.cancel, 1);
	g_thread_join(thread);
	g_assert_error(job.error, CL_ERROR, CL_ERROR_CANCELLED);
	g_clear_error(&job.error);
	/* A rendition that is done at once is done, cancelled or not. */
	answer = cl_decoder_pool_run_until(pool, CL_JOB_RENDER, -1, NULL, 0,
		g_variant_new("(sx)", "nothing", (gint64)0), &job.cancel, &job.error);
	g_assert_no_error(job.error);
	g_assert_nonnull(answer);
}

/* The same in a process that has served others: tried once more, then charged to the job. */
static void
test_crash_in_used(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	g_autoptr(GVariant) answer = NULL;

	assert_works(pool);
	assert_fails(pool, "abort", 0, CL_ERROR_CRASHED);
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 3);
	g_assert_cmpuint(stats_of(pool).replaced, ==, 2);
	/* A limit of the kernel that was reached before the job had its time. */
	answer = run(pool, "run-out-if-used", 0, NULL);
	g_assert_nonnull(answer);
	g_assert_cmpuint(stats_of(pool).replaced, ==, 3);
}

static void
test_eat_memory(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	gboolean has_limit = FALSE;
	g_autoptr(GVariant) state =
		cl_decoder_pool_run(pool, CL_JOB_PROBE, -1, NULL, 0, NULL, NULL);

	g_assert_nonnull(state);
	g_variant_lookup(state, "rlimit_as", "b", &has_limit);
	if (!has_limit) {
		g_test_skip("AddressSanitizer: no RLIMIT_AS");
		return;
	}
	assert_fails(pool, "eat-memory", 0, CL_ERROR_CRASHED);
	assert_works(pool);
}

static void
test_fill_output(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	CL_AUTO_FD input = memory_file("x");
	CL_AUTO_FD output = memory_file("");
	gint64 n_mib = (CL_DECODER_OUTPUT_BYTES >> 20) + 1;
	g_autoptr(GError) error = NULL;

	g_assert_null(cl_decoder_pool_run(pool, CL_JOB_DEVELOP, input, &output, 1,
		g_variant_new("(sx)", "fill-output", n_mib), &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_CRASHED);
	assert_works(pool);
}

static void
test_output_then_crash(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	CL_AUTO_FD input = memory_file("x");
	CL_AUTO_FD output = memory_file("");
	g_autofree char *text = NULL;

	assert_works(pool);
	g_assert_null(cl_decoder_pool_run(pool, CL_JOB_DEVELOP, input, &output, 1,
		g_variant_new("(sx)", "output-then-crash", (gint64)0), NULL));
	text = content_of(output);
	g_assert_cmpstr(text, ==, "output 0"); /* not twice */
}

/* ---- What one job leaves to the next ------------------------------------------------------ */

static void
test_leave_crash(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	g_autoptr(GVariant) answer = run(pool, "leave-crash", 0, NULL);

	g_assert_nonnull(answer);
	/* The process dies before, between or during these. */
	for (int i = 0; i < 2000 && stats_of(pool).started < 2; i++) {
		assert_works(pool);
		g_usleep(5000);
	}
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 2);
}

static void
test_leave_spin(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	g_autoptr(GVariant) answer = run(pool, "leave-spin", 0, NULL);

	g_assert_nonnull(answer);
	while (stats_of(pool).replaced == 0) {
		g_usleep(200000);
		assert_works(pool);
	}
	assert_works(pool);
}

static void
test_answer_and_again(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	g_autoptr(GError) error = NULL;
	/* Three answers to one job: either seen at once, or before the next job. */
	g_autoptr(GVariant) answer = run(pool, "answer-and-again", 0, &error);

	if (!answer)
		g_assert_error(error, CL_ERROR, CL_ERROR_CRASHED);
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 2);
}

static void
test_with_descriptor(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 2, 1);
	g_autoptr(GVariant) answer = run(pool, "with-descriptor", 0, NULL);
	guint n_with_pool = count_descriptors();

	/* The answer stands; the descriptors never arrive. */
	g_assert_nonnull(answer);
	g_assert_cmpuint(n_with_pool, <=, before->n_descriptors + 2);
}

static void
test_grow(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	gint64 too_much = (gint64)(CL_DECODER_GROWN_BYTES >> 20) + 20;
	g_autoptr(GVariant) little = run(pool, "grow", 20, NULL);
	g_autoptr(GVariant) much = run(pool, "grow", too_much, NULL);

	g_assert_nonnull(little);
	g_assert_nonnull(much);
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 2);
	g_assert_cmpuint(stats_of(pool).replaced, ==, 0); /* no failure */
}

static void
test_unsupported_is_cheap(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);

	for (int i = 0; i < 3; i++)
		assert_fails(pool, "error", CL_ERROR_UNSUPPORTED, CL_ERROR_UNSUPPORTED);
	g_assert_cmpuint(stats_of(pool).started, ==, 1);
}

static void
test_messages_are_clean(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);
	g_autoptr(GError) error = NULL;

	g_assert_null(run(pool, "error", CL_ERROR_INPUT, &error));
	g_assert_null(strchr(error->message, '\033'));
	g_clear_error(&error);
	g_assert_null(run(pool, "long-error", 0, &error));
	g_assert_cmpuint(strlen(error->message), <=, 500);
}

/* ---- Several at once ---------------------------------------------------------------------- */

static gpointer
mixed_jobs(gpointer data)
{
	ClDecoderPool *pool = data;

	for (int i = 0; i < 60; i++) {
		if (i % 20 == 19)
			assert_fails(pool, "abort", 0, CL_ERROR_CRASHED);
		else
			assert_works(pool);
	}
	return NULL;
}

/* More threads than processes; and each thread that caused a start has ended before the pool. */
static void
test_threads(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(2, 20, 10);
	GThread *threads[6];

	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("jobs", mixed_jobs, pool);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	g_usleep(20000);
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).jobs, ==, 361);
}

static gpointer
one_job(gpointer data)
{
	assert_works(data);
	return NULL;
}

/* PR_SET_PDEATHSIG looks at the thread: the process must outlive the one that asked for it. */
static void
test_thread_ends(Before *before, gconstpointer data)
{
	g_autoptr(ClDecoderPool) pool = new_pool(1, 20, 10);

	g_thread_join(g_thread_new("first", one_job, pool));
	g_usleep(20000);
	assert_works(pool);
	g_assert_cmpuint(stats_of(pool).started, ==, 1);
}

/* clang-format off */
static const struct {
	const char *path;
	void (*run)(Before *before, gconstpointer data);
} cases[] = {
	{"/decoder/lazy", test_lazy},
	{"/decoder/no-decoder", test_no_decoder},
	{"/decoder/input", test_input},
	{"/decoder/input-is-no-file", test_input_is_no_file},
	{"/decoder/bad-descriptor", test_bad_descriptor},
	{"/decoder/outputs", test_outputs},
	{"/decoder/big-answers", test_big_answers},
	{"/decoder/crash-in-used", test_crash_in_used},
	{"/decoder/eat-memory", test_eat_memory},
	{"/decoder/fill-output", test_fill_output},
	{"/decoder/output-then-crash", test_output_then_crash},
	{"/decoder/leave-crash", test_leave_crash},
	{"/decoder/leave-spin", test_leave_spin},
	{"/decoder/answer-and-again", test_answer_and_again},
	{"/decoder/with-descriptor", test_with_descriptor},
	{"/decoder/grow", test_grow},
	{"/decoder/unsupported-is-cheap", test_unsupported_is_cheap},
	{"/decoder/messages-are-clean", test_messages_are_clean},
	{"/decoder/cancel", test_cancel},
	{"/decoder/threads", test_threads},
	{"/decoder/thread-ends", test_thread_ends},
};
/* clang-format on */

int
main(int argc, char **argv)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *here = g_path_get_dirname(self);
	int status;

	g_test_init(&argc, &argv, NULL);
	misbehave_program = g_build_filename(here, "../decoder/decoder-misbehave", NULL);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		g_test_add(cases[i].path, Before, NULL, set_up, cases[i].run, tear_down);
	for (guint i = 0; i < G_N_ELEMENTS(bads); i++) {
		g_autofree char *path = g_strconcat("/decoder/bad/", bads[i].name, NULL);

		g_test_add(path, Before, &bads[i], set_up, test_bad, tear_down);
	}
	status = g_test_run();
	g_free(misbehave_program);
	return status;
}
