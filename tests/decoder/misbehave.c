/* SPDX-License-Identifier: MIT
 *
 * decoder-misbehave: the real worker and sandbox under a table of handlers that do what a hostile
 * picture might make a decoder do. Job READ takes (sx): the name of a deed and a number for it.
 * The tests that start it decide what each deed may cost.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cutline/error.h>
#include "misbehave.h"
#include "worker.h"

extern char **environ;

/* The number of the job, for deeds that need one. */
typedef struct {
	GBytes *input;
	const int *output_fds;
	guint n_outputs;
	gint64 number;
} Deed;

/* ---- Deeds that end or hold the process --------------------------------------------------- */

static guint n_jobs; /* of this process */
static volatile int nowhere;
static volatile gsize depth_sum;
static void *volatile kept;

static GVariant *
do_abort(const Deed *deed, GError **error)
{
	abort();
}

static GVariant *
do_null(const Deed *deed, GError **error)
{
	volatile char *at = GSIZE_TO_POINTER((gsize)nowhere + 8);

	*at = 1;
	return NULL;
}

static G_GNUC_NO_INLINE gsize
dive(gsize depth)
{
	volatile char frame[4096];

	frame[depth % sizeof frame] = 1;
	if (depth == G_MAXSIZE)
		return 0;
	return dive(depth + 1) + (gsize)frame[0];
}

static GVariant *
do_recurse(const Deed *deed, GError **error)
{
	depth_sum = dive(1);
	return NULL;
}

static GVariant *
do_exit(const Deed *deed, GError **error)
{
	_exit((int)deed->number);
}

/* As the system does when memory runs out. */
static GVariant *
do_kill(const Deed *deed, GError **error)
{
	raise(SIGKILL);
	return NULL;
}

static GVariant *
do_stall(const Deed *deed, GError **error)
{
	for (;;)
		g_usleep(G_USEC_PER_SEC);
	return NULL;
}

static GVariant *
do_spin(const Deed *deed, GError **error)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL); /* the limit's own signal shall not be what ends it */
	for (;;)
		nowhere = 0;
	return NULL;
}

static gpointer
spin_thread(gpointer data)
{
	do_spin(data, NULL);
	return NULL;
}

static GVariant *
do_spin_threads(const Deed *deed, GError **error)
{
	for (gint64 i = 0; i < deed->number; i++)
		g_thread_unref(g_thread_new("spin", spin_thread, NULL));
	return do_stall(deed, error);
}

/* As the kernel does whose ticks have run ahead. */
static GVariant *
do_run_out_if_used(const Deed *deed, GError **error)
{
	if (n_jobs > 1)
		raise(SIGXCPU);
	return g_variant_new_string("done");
}

static GVariant *
do_eat_memory(const Deed *deed, GError **error)
{
	do
		kept = malloc(64U << 20);
	while (kept);
	abort();
}

/* ---- Deeds that answer and leave something behind ----------------------------------------- */

static gpointer
crash_later(gpointer data)
{
	g_usleep(50000);
	abort();
	return NULL;
}

static GVariant *
do_leave_crash(const Deed *deed, GError **error)
{
	g_thread_unref(g_thread_new("later", crash_later, NULL));
	return g_variant_new_string("done");
}

static GVariant *
do_leave_spin(const Deed *deed, GError **error)
{
	g_thread_unref(g_thread_new("spin", spin_thread, NULL));
	return g_variant_new_string("done");
}

static GVariant *
do_grow(const Deed *deed, GError **error)
{
	gsize n_bytes = (gsize)deed->number << 20;

	kept = memset(g_malloc(n_bytes), 1, n_bytes);
	return g_variant_new_string("done");
}

static GVariant *
do_fill_output(const Deed *deed, GError **error)
{
	g_autofree char *block = g_malloc0(1U << 20);

	for (gint64 i = 0; i < deed->number; i++)
		if (write(deed->output_fds[0], block, 1U << 20) < 0)
			break;
	return g_variant_new_string("done");
}

/* ---- Errors ------------------------------------------------------------------------------- */

static GVariant *
do_error(const Deed *deed, GError **error)
{
	g_set_error(error, CL_ERROR, (int)deed->number, "no \033[2Jgood");
	return NULL;
}

static GVariant *
do_long_error(const Deed *deed, GError **error)
{
	g_autofree char *text = g_strnfill(500000, 'x');

	g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT, text);
	return NULL;
}

static GVariant *
do_silent_error(const Deed *deed, GError **error)
{
	return NULL;
}

/* ---- Good deeds --------------------------------------------------------------------------- */

static GVariant *
do_nothing(const Deed *deed, GError **error)
{
	return g_variant_new_string("done");
}

static GVariant *
do_input(const Deed *deed, GError **error)
{
	return g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, deed->input, TRUE);
}

static GVariant *
do_outputs(const Deed *deed, GError **error)
{
	for (guint i = 0; i < deed->n_outputs; i++) {
		char text[32];
		int n = g_snprintf(text, sizeof text, "output %u", i);

		if (write(deed->output_fds[i], text, (gsize)n) != n)
			g_set_error_literal(error, CL_ERROR, CL_ERROR_IO, "output");
	}
	return *error ? NULL : g_variant_new_uint32(deed->n_outputs);
}

static GVariant *
do_output_then_crash(const Deed *deed, GError **error)
{
	do_outputs(deed, error);
	abort();
}

static GVariant *
do_big_answer(const Deed *deed, GError **error)
{
	gsize n_bytes = (gsize)deed->number;

	return g_variant_new_from_data(G_VARIANT_TYPE_BYTESTRING, g_malloc0(n_bytes), n_bytes, TRUE,
		g_free, NULL);
}

static GVariant *
do_environment(const Deed *deed, GError **error)
{
	return g_variant_new_strv((const char *const *)environ, -1);
}

/* Which descriptors are open while a job runs. */
static GVariant *
do_descriptors(const Deed *deed, GError **error)
{
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE("au"));
	for (guint fd = 0; fd < 1024; fd++)
		if (fcntl((int)fd, F_GETFD) >= 0)
			g_variant_builder_add(&list, "u", fd);
	return g_variant_builder_end(&list);
}

static GVariant *
do_write_input(const Deed *deed, GError **error)
{
	return g_variant_new_int32(write(4, "x", 1) < 0 ? errno : 0);
}

static GVariant *
do_open(const Deed *deed, GError **error)
{
	return g_variant_new_int32(open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 ? errno : 0);
}

static gpointer
count_thread(gpointer data)
{
	g_atomic_int_inc((gint *)data);
	return NULL;
}

static GVariant *
do_threads(const Deed *deed, GError **error)
{
	GThread *threads[8];
	gint count = 0;

	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("count", count_thread, &count);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	return g_variant_new_int32(count);
}

/* ORC writes code and runs it; a map for that must be had. */
static GVariant *
do_writable_code(const Deed *deed, GError **error)
{
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return g_variant_new_int32(at == MAP_FAILED ? errno : 0);
}

static GVariant *
do_breaches(const Deed *deed, GError **error)
{
	return misbehave_breaches(deed->number);
}

static const struct {
	const char *name;
	GVariant *(*run)(const Deed *deed, GError **error);
} deeds[] = {
	{"abort", do_abort},
	{"null", do_null},
	{"recurse", do_recurse},
	{"exit", do_exit},
	{"kill", do_kill},
	{"stall", do_stall},
	{"spin", do_spin},
	{"spin-threads", do_spin_threads},
	{"run-out-if-used", do_run_out_if_used},
	{"eat-memory", do_eat_memory},
	{"leave-crash", do_leave_crash},
	{"leave-spin", do_leave_spin},
	{"grow", do_grow},
	{"fill-output", do_fill_output},
	{"error", do_error},
	{"long-error", do_long_error},
	{"silent-error", do_silent_error},
	{"nothing", do_nothing},
	{"input", do_input},
	{"outputs", do_outputs},
	{"output-then-crash", do_output_then_crash},
	{"big-answer", do_big_answer},
	{"environment", do_environment},
	{"descriptors", do_descriptors},
	{"write-input", do_write_input},
	{"open", do_open},
	{"threads", do_threads},
	{"writable-code", do_writable_code},
	{"breaches", do_breaches},
};

static GVariant *
misbehave(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	Deed deed = {input, output_fds, n_outputs, 0};
	const char *name = "nothing";

	n_jobs++;
	if (params)
		g_variant_get(params, "(&sx)", &name, &deed.number);
	if (misbehave_on_the_wire(name))
		return g_variant_new_string("done");
	for (guint i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (strcmp(deeds[i].name, name) == 0)
			return deeds[i].run(&deed, error);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "no deed '%s'", name);
	return NULL;
}

static const DecoderHandler handlers[] = {
	{CL_JOB_READ, misbehave},
	{CL_JOB_DEVELOP, misbehave},
	{CL_JOB_RENDER, misbehave},
	{CL_JOB_PROBE, decoder_probe},
};

static gpointer
idle_thread(gpointer data)
{
	for (;;)
		g_usleep(G_USEC_PER_SEC);
	return NULL;
}

/* As libvips does: threads that are there before the sandbox closes. */
static gboolean
init_threads(GError **error)
{
	for (int i = 0; i < 3; i++)
		g_thread_unref(g_thread_new("idle", idle_thread, NULL));
	return TRUE;
}

int
main(int argc, char **argv)
{
	return decoder_worker_main(argc, argv, handlers, G_N_ELEMENTS(handlers), init_threads);
}
