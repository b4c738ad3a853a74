/* SPDX-License-Identifier: MIT
 *
 * A decoder process: start, close the sandbox, then one job after the other until the pool goes
 * away. Decides how a job's descriptors become bytes and how results travel back. Must not know
 * a format, a path or the archive. Ends with _exit: at-exit handlers of a process that has read
 * hostile bytes have nothing useful to do (and LeakSanitizer's need system calls it lacks).
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include "protocol.h"
#include "sandbox.h"
#include "worker.h"

static DecoderSandbox sandbox;

/* ---- The input ---------------------------------------------------------------------------- */

typedef struct {
	void *at;
	gsize n_bytes;
} Map;

static Map *input_map; /* of the job that runs, or NULL */

static void
map_free(gpointer data)
{
	Map *map = data;

	input_map = NULL;
	munmap(map->at, map->n_bytes);
	g_free(map);
}

/* The mapping is private, never written to, and of a file: nothing can be lost. */
void
decoder_rest_input(void)
{
	if (input_map != NULL)
		madvise(input_map->at, input_map->n_bytes, MADV_DONTNEED);
}

static GBytes *
map_input(int fd, GError **error)
{
	struct stat status;
	Map *map;
	void *at;

	/* fstat(3) of glibc 2.33 and later is newfstatat(2), which would also take a path and is
	 * therefore not allowed. */
	if (syscall(SYS_fstat, fd, &status) != 0) {
		cl_error_set_errno(error, errno, "input");
		return NULL;
	}
	if (!S_ISREG(status.st_mode)) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"input is not a regular file");
		return NULL;
	}
	if ((guint64)status.st_size > CL_MAX_FILE_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"file has %" G_GUINT64_FORMAT " bytes, more than the %llu that are taken",
			(guint64)status.st_size, CL_MAX_FILE_BYTES);
		return NULL;
	}
	if (status.st_size == 0)
		return g_bytes_new(NULL, 0);
	at = mmap(NULL, (gsize)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED) {
		cl_error_set_errno(error, errno, "input");
		return NULL;
	}
	map = g_new(Map, 1);
	*map = (Map){at, (gsize)status.st_size};
	input_map = map;
	return g_bytes_new_with_free_func(at, map->n_bytes, map_free, map);
}

/* ---- One job ------------------------------------------------------------------------------ */

typedef struct {
	const DecoderHandler *handlers;
	guint n_handlers;
} Table;

static DecoderRun
find_handler(const Table *table, guint32 kind)
{
	for (guint i = 0; i < table->n_handlers; i++)
		if ((guint32)table->handlers[i].kind == kind)
			return table->handlers[i].run;
	return NULL;
}

static GVariant *
run_job(const Table *table, guint32 kind, const int *fds, guint n_fds, GVariant *params,
	GError **error)
{
	DecoderRun run = find_handler(table, kind);
	g_autoptr(GBytes) input = NULL;
	GVariant *answer;

	if (!run) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
			"decoder: no such job; the decoder and this program differ in version");
		return NULL;
	}
	input = n_fds > 0 ? map_input(fds[0], error) : g_bytes_new(NULL, 0);
	if (!input)
		return NULL;
	answer = run(input, fds + 1, n_fds > 0 ? n_fds - 1 : 0, params, error);
	if (!answer)
		return NULL;
	answer = g_variant_take_ref(answer);
	if (g_variant_get_size(answer) > CL_DECODER_MESSAGE_BYTES - 256) {
		g_variant_unref(answer);
		g_set_error_literal(error, CL_ERROR, CL_ERROR_LIMIT,
			"what the file says about itself is longer than is taken");
		return NULL;
	}
	g_variant_get_data(answer); /* serialised now, while the input is mapped */
	return answer;
}

static GVariant *
failure_payload(const GError *error)
{
	gboolean ours = error && error->domain == CL_ERROR;

	return g_variant_new("(us)", (guint32)(ours ? error->code : CL_ERROR_INPUT),
		error ? error->message : "job failed without a reason");
}

/* FALSE when there is nobody left to work for. */
static gboolean
serve_job(const Table *table)
{
	DecoderHeader header;
	g_autoptr(GVariant) params = NULL;
	g_autoptr(GVariant) answer = NULL;
	g_autoptr(GError) error = NULL;
	int fds[DECODER_MAX_FDS];
	guint n_fds = 0;

	if (decoder_receive(DECODER_SOCKET, &header, DECODER_PARAMS_BYTES, &params, fds, &n_fds,
		    NULL, NULL) != DECODER_IO_OK)
		return FALSE;
	answer = run_job(table, header.job, fds, n_fds, params, &error);
	/* Before the answer: whoever has it may rely on the descriptors being let go. */
	for (guint i = 0; i < n_fds; i++)
		close(fds[i]);
	header.message = answer ? DECODER_ANSWER : DECODER_FAILURE;
	if (!answer)
		answer = g_variant_ref_sink(failure_payload(error));
	return decoder_send(DECODER_SOCKET, &header, answer, NULL, 0, NULL, NULL) == DECODER_IO_OK;
}

/* ---- Start -------------------------------------------------------------------------------- */

/* A decoder lives no longer than the thread of the pool that started it. */
static void
follow_parent(const char *parent)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 ||
		(guint64)getppid() != g_ascii_strtoull(parent, NULL, 10))
		_exit(0);
}

/* When memory runs out the kernel should take a decoder, not the archive's own process. */
static void
volunteer_for_oom(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, "500", 3) != 3) {
		/* a wish only */
	}
	close(fd);
}

static gboolean
say_hello(const GError *refusal)
{
	DecoderHeader header = {.message = refusal ? DECODER_FAILURE : DECODER_HELLO};
	g_autoptr(GVariant) payload =
		refusal ? g_variant_ref_sink(failure_payload(refusal)) : NULL;

	return decoder_send(DECODER_SOCKET, &header, payload, NULL, 0, NULL, NULL) ==
		DECODER_IO_OK;
}

int
decoder_worker_main(int argc, char **argv, const DecoderHandler *handlers, guint n_handlers,
	DecoderInit init)
{
	Table table = {handlers, n_handlers};
	gboolean unsandboxed = argc == 4 && strcmp(argv[3], "--allow-unsandboxed") == 0;
	g_autoptr(GError) error = NULL;

	if (argc < 3 || strcmp(argv[1], "--for") != 0 || (argc > 3 && !unsandboxed)) {
		fprintf(stderr, "%s: started by cutline and cutlined only\n", argv[0]);
		return 2;
	}
	follow_parent(argv[2]);
	volunteer_for_oom();
	if (init && !init(&error)) {
		say_hello(error);
		_exit(1);
	}
	if (!decoder_sandbox_close(&sandbox, &error) && !unsandboxed) {
		say_hello(error);
		_exit(1);
	}
	if (say_hello(NULL))
		while (serve_job(&table)) {
		}
	_exit(0);
}

GVariant *
decoder_probe(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params,
	GError **error)
{
	g_auto(GVariantDict) answer = G_VARIANT_DICT_INIT(NULL);

	g_variant_dict_insert(&answer, "version", "s", CUTLINE_VERSION);
	g_variant_dict_insert(&answer, "no_new_privs", "b", sandbox.no_new_privs);
	g_variant_dict_insert(&answer, "rlimits", "b", sandbox.limits);
	g_variant_dict_insert(&answer, "rlimit_as", "b", sandbox.rlimit_as);
	g_variant_dict_insert(&answer, "seccomp", "b", sandbox.seccomp);
	g_variant_dict_insert(&answer, "landlock", "b", sandbox.landlock);
	g_variant_dict_insert(&answer, "landlock_abi", "i", sandbox.landlock_abi);
	g_variant_dict_insert(&answer, "asan", "b", sandbox.asan);
	return g_variant_dict_end(&answer);
}
