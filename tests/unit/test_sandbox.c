/* SPDX-License-Identifier: MIT
 *
 * What a job cannot do, seen from inside: decoder-misbehave tries each, with the real worker and
 * the real sandbox around it, and reports the errno. The answer of a system without seccomp is a
 * refusal of all jobs; a process that forbids itself seccomp plays that system.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cutline/decoder.h>
#include <cutline/error.h>
#include <cutline/file.h>

static char *
misbehave_path(void)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *here = g_path_get_dirname(self);

	return g_build_filename(here, "../decoder/decoder-misbehave", NULL);
}

static ClDecoderPool *
new_pool(gboolean allow_unsandboxed)
{
	g_autofree char *program = misbehave_path();
	ClDecoderOptions options = {.program = program,
		.n_workers = 1,
		.wall_s = 20,
		.cpu_s = 10,
		.allow_unsandboxed = allow_unsandboxed};
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

static GVariant *
run_well(ClDecoderPool *pool, const char *deed, gint64 number)
{
	g_autoptr(GError) error = NULL;
	GVariant *answer = run(pool, deed, number, &error);

	g_assert_no_error(error);
	g_assert_nonnull(answer);
	return answer;
}

static gboolean
probe_flag(GVariant *state, const char *key)
{
	gboolean value = FALSE;

	g_assert_true(g_variant_lookup(state, key, "b", &value));
	return value;
}

static void
test_probe(void)
{
	g_autoptr(ClDecoderPool) pool = new_pool(FALSE);
	g_autoptr(GError) error = NULL;
	g_autoptr(GVariant) state =
		cl_decoder_pool_run(pool, CL_JOB_PROBE, -1, NULL, 0, NULL, &error);
	gint32 abi = -1;

	g_assert_no_error(error);
	g_assert_true(probe_flag(state, "seccomp"));
	g_assert_true(probe_flag(state, "no_new_privs"));
	g_assert_true(probe_flag(state, "rlimits"));
	g_assert_true(probe_flag(state, "rlimit_as") != probe_flag(state, "asan"));
	g_assert_true(g_variant_lookup(state, "landlock_abi", "i", &abi));
	g_assert_cmpint(abi, >=, 0);
	/* also with the idle threads that the decoder has started before */
	g_assert_true(probe_flag(state, "landlock") == (abi > 0));
}

static void
test_breaches(void)
{
	g_autoptr(ClDecoderPool) pool = new_pool(FALSE);
	g_autoptr(GVariant) breaches = run_well(pool, "breaches", getpid());
	GVariantIter iter;
	const char *name;
	gint32 errnum;
	guint n = 0;

	g_variant_iter_init(&iter, breaches);
	while (g_variant_iter_next(&iter, "{&si}", &name, &errnum)) {
		if (errnum != EPERM && errnum != ENOSYS) {
			g_test_message("a decoder could %s (%s)", name, g_strerror(errnum));
			g_test_fail();
		}
		n++;
	}
	g_assert_cmpuint(n, >=, 50);
	g_assert_cmpint(access("/tmp/cutline-decoder-was-here", F_OK), !=, 0);
}

static void
test_needed(void)
{
	g_autoptr(ClDecoderPool) pool = new_pool(FALSE);
	g_autoptr(GVariant) threads = run_well(pool, "threads", 0);
	g_autoptr(GVariant) code = run_well(pool, "writable-code", 0);

	g_assert_cmpint(g_variant_get_int32(threads), ==, 8);
	g_assert_cmpint(g_variant_get_int32(code), ==, 0);
}

static void
test_environment(void)
{
	g_autoptr(ClDecoderPool) pool = NULL;
	g_autoptr(GVariant) answer = NULL;
	g_autofree const char **names = NULL;

	g_setenv("CUTLINE_TEST_SECRET", "swordfish", TRUE);
	pool = new_pool(FALSE);
	answer = run_well(pool, "environment", 0);
	names = g_variant_get_strv(answer, NULL);
	for (guint i = 0; names[i]; i++)
		g_assert_null(strstr(names[i], "swordfish"));
	g_unsetenv("CUTLINE_TEST_SECRET");
}

static void
test_descriptors(void)
{
	/* One that is not close-on-exec, as a careless library would leave it. */
	int stray = dup(STDERR_FILENO);
	g_autoptr(ClDecoderPool) pool = new_pool(FALSE);
	g_autoptr(GVariant) answer = run_well(pool, "descriptors", 0);
	gsize n;
	const guint32 *fds = g_variant_get_fixed_array(answer, &n, sizeof *fds);

	g_assert_cmpuint(n, ==, 4);
	for (guint i = 0; i < n; i++)
		g_assert_cmpuint(fds[i], ==, i);
	close(stray);
}

static void
test_input_is_read_only(void)
{
	g_autoptr(ClDecoderPool) pool = new_pool(FALSE);
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	CL_AUTO_FD fd = cl_file_open(AT_FDCWD, self, O_RDONLY, 0, NULL);
	g_autoptr(GVariant) answer = cl_decoder_pool_run(pool, CL_JOB_READ, fd, NULL, 0,
		g_variant_new("(sx)", "write-input", (gint64)0), NULL);

	g_assert_nonnull(answer);
	g_assert_cmpint(g_variant_get_int32(answer), ==, EBADF);
}

/* A program that dies takes its decoders along, busy ones too. */
static gpointer
stalled_job(gpointer data)
{
	return run(data, "stall", 0, NULL);
}

/* Another program, in the role of a cutline that is killed while a decoder works for it. */
static int
be_killed(void)
{
	ClDecoderPool *pool = new_pool(FALSE);
	ClDecoderStats stats;

	g_thread_unref(g_thread_new("stalled", stalled_job, pool));
	do {
		g_usleep(1000);
		cl_decoder_pool_stats(pool, &stats);
	} while (stats.started == 0);
	g_usleep(20000);
	kill(getpid(), SIGKILL);
	return 1;
}

static void
test_parent_dies(void)
{
	pid_t parent;
	int status, n_children = 0;

	/* Orphans become children of this process, so that it sees them end. */
	g_assert_cmpint(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), ==, 0);
	parent = fork();
	g_assert_cmpint(parent, >=, 0);
	if (parent == 0) {
		execl("/proc/self/exe", "test_sandbox", "--be-killed", NULL);
		_exit(1);
	}
	while (waitpid(-1, &status, 0) > 0) {
		g_assert_true(WIFSIGNALED(status));
		g_assert_cmpint(WTERMSIG(status), ==, SIGKILL);
		n_children++;
	}
	g_assert_cmpint(n_children, ==, 2);
	g_assert_cmpint(prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0), ==, 0);
}

/* From here on this process and its children may not install filters. */
static void
forbid_seccomp(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 4, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 2),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
	};
	struct sock_fprog program = {G_N_ELEMENTS(code), code};

	g_assert_cmpint(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), ==, 0);
	g_assert_cmpint(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0), ==, 0);
}

static void
test_no_seccomp(void)
{
	if (g_test_subprocess()) {
		g_autoptr(ClDecoderPool) pool = NULL;
		g_autoptr(GError) error = NULL;
		ClDecoderStats stats;

		forbid_seccomp();
		pool = new_pool(FALSE);
		for (int i = 0; i < 3; i++) {
			g_clear_error(&error);
			g_assert_null(run(pool, "nothing", 0, &error));
			g_assert_error(error, CL_ERROR, CL_ERROR_SANDBOX);
			g_assert_nonnull(strstr(error->message, "seccomp"));
		}
		cl_decoder_pool_stats(pool, &stats);
		g_assert_cmpuint(stats.started, ==, 0);
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
	g_test_trap_assert_passed();
}

static void
test_no_seccomp_allowed(void)
{
	if (g_test_subprocess()) {
		g_autoptr(ClDecoderPool) pool = NULL;
		g_autoptr(GVariant) state = NULL;
		g_autoptr(GVariant) opened = NULL;

		forbid_seccomp();
		pool = new_pool(TRUE);
		state = cl_decoder_pool_run(pool, CL_JOB_PROBE, -1, NULL, 0, NULL, NULL);
		g_assert_nonnull(state);
		g_assert_false(probe_flag(state, "seccomp"));
		g_assert_true(probe_flag(state, "no_new_privs"));
		/* The second wall stands without the first. */
		opened = run_well(pool, "open", 0);
		g_assert_cmpint(g_variant_get_int32(opened), ==,
			probe_flag(state, "landlock") ? EACCES : 0);
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
	g_test_trap_assert_passed();
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--be-killed") == 0)
		return be_killed();
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sandbox/probe", test_probe);
	g_test_add_func("/sandbox/breaches", test_breaches);
	g_test_add_func("/sandbox/needed", test_needed);
	g_test_add_func("/sandbox/environment", test_environment);
	g_test_add_func("/sandbox/descriptors", test_descriptors);
	g_test_add_func("/sandbox/input-is-read-only", test_input_is_read_only);
	g_test_add_func("/sandbox/parent-dies", test_parent_dies);
	g_test_add_func("/sandbox/no-seccomp", test_no_seccomp);
	g_test_add_func("/sandbox/no-seccomp-allowed", test_no_seccomp_allowed);
	return g_test_run();
}
