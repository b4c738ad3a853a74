/* SPDX-License-Identifier: MIT
 *
 * The rendition service on a real archive with real decoders: one render for a cold key however
 * many ask, in two processes at once; hits, keys that follow what changes, cancelling, refusing,
 * a cache that is full or cannot be written.
 */
#include <cutline/error.h>
#include <cutline/rendition.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include "draw_pictures.h"
#include "remove_all.h"

typedef struct {
	char *folder, *archive;
	char id[CL_ID_CHARS + 1];
} Fixture;

static void
note_id(const ClIngested *file, gpointer data)
{
	Fixture *fixture = data;

	g_assert_cmpint(file->status, ==, CL_STATUS_ADDED);
	g_strlcpy(fixture->id, file->id, sizeof fixture->id);
}

/* An archive with one photo of 3200 × 2400. */
static void
set_up(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(GBytes) picture = draw_as(3200, 2400, ".jpg[Q=90]");
	g_autoptr(ClArchive) archive = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	g_autofree char *conf_path = NULL;
	const char *paths[] = {NULL, NULL};
	ClIngest ingest = {.paths = paths, .n_jobs = 1, .each = note_id, .data = fixture};
	ClIngestTotals totals;

	fixture->folder = g_dir_make_tmp("cutline-renditions-XXXXXX", NULL);
	fixture->archive = g_build_filename(fixture->folder, "archive", NULL);
	path = g_build_filename(fixture->folder, "lake.jpg", NULL);
	paths[0] = path;
	g_file_set_contents(path, g_bytes_get_data(picture, NULL), (gssize)g_bytes_get_size(picture),
		&error);
	g_assert_no_error(error);
	g_assert_true(cl_archive_init(fixture->archive, &error));
	if (conf != NULL) {
		conf_path = g_build_filename(fixture->archive, "cutline.conf", NULL);
		g_assert_true(g_file_set_contents(conf_path, conf, -1, NULL));
	}
	archive = cl_archive_open(fixture->archive, CL_ARCHIVE_WRITE, &error);
	g_assert_no_error(error);
	cl_archive_ingest(archive, &ingest, &totals, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(totals.developed, ==, 1);
}

static void
tear_down(Fixture *fixture, gconstpointer conf)
{
	remove_all(fixture->folder);
	g_free(fixture->archive);
	g_free(fixture->folder);
}

static ClRenditions *
open_service(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	ClRenditions *renditions = cl_renditions_open(fixture->archive, &error);

	g_assert_no_error(error);
	return renditions;
}

static ClRenditionSource *
source_of(ClRenditions *renditions, Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	ClRenditionSource *source = cl_renditions_source(renditions, fixture->id, &error);

	g_assert_no_error(error);
	return source;
}

static ClPlan
plan_of(const ClRenditionSource *source, const char *ops, ClFormat format)
{
	ClRequest request;
	ClPlan plan;

	g_assert_true(cl_request_parse(ops, &request, NULL));
	request.format = format;
	g_assert_true(cl_plan_make(&request, &source->frame, &plan, NULL));
	return plan;
}

/* --- one after the other ------------------------------------------------------------------------------ */

static void
test_hit(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	static const ClFormat formats[] = {CL_FORMAT_JPEG, CL_FORMAT_WEBP, CL_FORMAT_AVIF, CL_FORMAT_PNG};
	ClRenditionStats stats;

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		ClPlan plan = plan_of(source, "w_800", formats[i]);
		g_auto(ClRendition) first = {.fd = -1};
		g_auto(ClRendition) second = {.fd = -1};
		g_autoptr(GError) error = NULL;
		guint8 a[64], b[64];

		g_assert_false(cl_renditions_find(renditions, source, &plan, &first));
		cl_renditions_get(renditions, source, &plan, &first, &error);
		g_assert_no_error(error);
		g_assert_false(first.hit);
		g_assert_cmpint(first.format, ==, formats[i]);
		g_assert_cmpuint(first.width, ==, 800);
		g_assert_cmpuint(first.height, ==, 600);
		g_assert_true(cl_renditions_find(renditions, source, &plan, &second));
		g_assert_true(second.hit);
		g_assert_cmpuint(first.size_bytes, ==, second.size_bytes);
		g_assert_cmpint(second.format, ==, formats[i]);
		g_assert_cmpuint(second.width, ==, 800);
		g_assert_cmpstr(first.etag, ==, second.etag);
		g_assert_cmpint(pread(first.fd, a, sizeof a, 0), ==, sizeof a);
		g_assert_cmpint(pread(second.fd, b, sizeof b, 0), ==, sizeof b);
		g_assert_cmpmem(a, sizeof a, b, sizeof b);
	}
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.renders, ==, G_N_ELEMENTS(formats));
	g_assert_cmpuint(stats.from_master, ==, G_N_ELEMENTS(formats));
	g_assert_cmpuint(stats.hits, ==, G_N_ELEMENTS(formats));
	g_assert_cmpuint(stats.not_stored, ==, 0);
	g_assert_cmpuint(stats.cache_bytes, >, 0);
	g_assert_cmpuint(stats.sources, ==, 1);
}

/* One decode for many sizes; what is there already is left alone. */
static void
test_prepare(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	const ClPresets *presets = cl_renditions_presets(renditions);
	g_autofree ClPlan *plans = g_new(ClPlan, cl_presets_count(presets) + 1);
	guint n = cl_presets_count(presets);
	g_autoptr(GError) error = NULL;
	ClRenditionStats stats;

	for (guint i = 0; i < n; i++) {
		ClRequest request = cl_presets_at(presets, i)->request;

		request.format = CL_FORMAT_JPEG;
		g_assert_true(cl_plan_make(&request, &source->frame, &plans[i], NULL));
	}
	/* larger than the master: of the original, in a decode of its own */
	plans[n] = plan_of(source, "w_3000", CL_FORMAT_JPEG);
	cl_renditions_prepare(renditions, source, plans, n + 1, CL_IDLE, &error);
	g_assert_no_error(error);
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.renders, ==, n + 1);
	g_assert_cmpuint(stats.from_master, ==, n);
	g_assert_cmpuint(stats.decoder.jobs, ==, 3); /* of both masters, and of the original */
	for (guint i = 0; i <= n; i++) {
		g_auto(ClRendition) rendition = {.fd = -1};
		guint32 width, height;

		g_assert_true(cl_renditions_find(renditions, source, &plans[i], &rendition));
		cl_plan_size(&plans[i], &width, &height);
		g_assert_cmpuint(rendition.width, ==, width);
		g_assert_cmpuint(rendition.height, ==, height);
	}
	g_assert_true(cl_renditions_prepare(renditions, source, plans, n + 1, CL_IDLE, NULL));
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.renders, ==, n + 1);
}

/* The queue that ingest has filled: every preset is there before anybody asks. */
static void
test_work(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	g_autoptr(ClArchive) archive = cl_archive_open(fixture->archive, CL_ARCHIVE_WRITE, NULL);
	g_autoptr(GError) error = NULL;
	ClRenditionStats stats;
	guint64 n_done;

	g_assert_true(cl_renditions_work(renditions, archive, NULL, &n_done, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(n_done, ==, 1);
	for (guint i = 0; i < cl_presets_count(cl_renditions_presets(renditions)); i++) {
		ClRequest request = cl_presets_at(cl_renditions_presets(renditions), i)->request;
		g_auto(ClRendition) rendition = {.fd = -1};
		ClPlan plan;

		request.format = CL_FORMAT_JPEG;
		g_assert_true(cl_plan_make(&request, &source->frame, &plan, NULL));
		g_assert_true(cl_renditions_find(renditions, source, &plan, &rendition));
	}
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.decoder.jobs, ==, 2); /* one of each master */
	g_assert_true(cl_renditions_work(renditions, archive, NULL, &n_done, &error));
	g_assert_cmpuint(n_done, ==, 0);
}

/* --- all at once --------------------------------------------------------------------------------------- */

typedef struct {
	ClRenditions *renditions;
	ClRenditionSource *source;
	const ClPlan *plan;
} Ask;

static gpointer
ask(gpointer data)
{
	const Ask *what = data;
	g_auto(ClRendition) rendition = {.fd = -1};
	g_autoptr(GError) error = NULL;
	guint8 start[3];

	cl_renditions_get(what->renditions, what->source, what->plan, &rendition, &error);
	g_assert_no_error(error);
	g_assert_cmpint(pread(rendition.fd, start, sizeof start, 0), ==, sizeof start);
	g_assert_cmpmem(start, sizeof start, "\xff\xd8\xff", 3);
	return NULL;
}

/* How many renders this process made of one key that 100 threads want. */
static guint
crowd(Fixture *fixture)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	ClPlan plan = plan_of(source, "w_1000", CL_FORMAT_JPEG);
	Ask what = {renditions, source, &plan};
	GThread *threads[100];
	ClRenditionStats stats;

	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("ask", ask, &what);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.failed, ==, 0);
	return (guint)stats.renders;
}

static void
test_two_processes(Fixture *fixture, gconstpointer conf)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	pid_t children[2];
	int status;
	guint renders = 0;

	/* programs of their own: this one has threads already, which a fork would not copy */
	for (guint i = 0; i < G_N_ELEMENTS(children); i++) {
		children[i] = fork();
		if (children[i] == 0) {
			execl(self, self, "--crowd", fixture->archive, fixture->id, NULL);
			_exit(99);
		}
	}
	for (guint i = 0; i < G_N_ELEMENTS(children); i++) {
		g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
		g_assert_true(WIFEXITED(status));
		g_assert_cmpint(WEXITSTATUS(status), <, 90);
		renders += (guint)WEXITSTATUS(status);
	}
	g_assert_cmpuint(renders, ==, 1);
}

/* --- nobody waits, nobody may ------------------------------------------------------------------------ */

static void
count_done(ClRendition *rendition, const GError *error, gpointer data)
{
	cl_rendition_clear(rendition);
	g_atomic_int_inc((gint *)data);
}

static void
test_cancel(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	ClRenditionTicket *tickets[40];
	gint done = 0;
	guint cancelled = 0;
	ClRenditionStats stats;

	for (guint i = 0; i < G_N_ELEMENTS(tickets); i++) {
		g_autofree char *ops = g_strdup_printf("w_%u", 400 + i);
		ClPlan plan = plan_of(source, ops, CL_FORMAT_JPEG);

		tickets[i] = cl_renditions_begin(
			renditions, source, &plan, CL_URGENT, count_done, &done, NULL);
		g_assert_nonnull(tickets[i]);
	}
	for (guint i = G_N_ELEMENTS(tickets); i-- > 0;) {
		cancelled += cl_renditions_cancel(renditions, tickets[i]);
		g_assert_false(cl_renditions_cancel(renditions, tickets[i]));
		cl_rendition_ticket_unref(tickets[i]);
	}
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.waiting, ==, 0);
	/* nobody is called back who has cancelled */
	g_clear_pointer(&renditions, cl_renditions_close);
	g_assert_cmpuint((guint)done + cancelled, ==, G_N_ELEMENTS(tickets));
	g_assert_cmpuint(stats.cancelled, >, G_N_ELEMENTS(tickets) / 2);
}

/* Strangers may fill their own queue, and nobody else's. */
static void
test_free_lane(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	g_autoptr(GPtrArray) tickets =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_rendition_ticket_unref);
	g_autoptr(GError) error = NULL;
	ClPlan plan = plan_of(source, "w_299", CL_FORMAT_AVIF);
	ClRenditionTicket *ticket;
	gint done = 0;

	for (guint i = 0; error == NULL; i++) {
		g_autofree char *ops = g_strdup_printf("w_%u", 300 + i);
		ClPlan freely = plan_of(source, ops, CL_FORMAT_AVIF);

		ticket = cl_renditions_begin(
			renditions, source, &freely, CL_FREELY_CHOSEN, count_done, &done, &error);
		g_assert_cmpuint(i, <, 100);
		if (ticket != NULL)
			g_ptr_array_add(tickets, ticket);
	}
	g_assert_error(error, CL_ERROR, CL_ERROR_BUSY);
	g_clear_error(&error);
	ticket = cl_renditions_begin(renditions, source, &plan, CL_URGENT, count_done, &done, &error);
	g_assert_no_error(error);
	g_ptr_array_add(tickets, ticket);
}

/* Of what takes most memory never as much at once as there are decoders; others pass by. */
static void
test_heavy(Fixture *fixture, gconstpointer conf)
{
	static const struct {
		const char *ops;
		ClFormat format;
		gboolean heavy;
	} cases[] = {{"w_2300", CL_FORMAT_AVIF, TRUE}, {"w_2299", CL_FORMAT_AVIF, TRUE},
		{"w_2298", CL_FORMAT_AVIF, TRUE}, {"w_640", CL_FORMAT_AVIF, FALSE}, {"w_2300", CL_FORMAT_JPEG, FALSE}};
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	ClRenditionTicket *tickets[G_N_ELEMENTS(cases)];
	ClRenditionStats stats;
	gint done = 0;

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		ClPlan plan = plan_of(source, cases[i].ops, cases[i].format);
		ClRenditionCost cost;

		cl_rendition_cost(source, &plan, &cost);
		g_assert_true(cost.heavy == cases[i].heavy);
		tickets[i] = cl_renditions_begin(
			renditions, source, &plan, CL_URGENT, count_done, &done, NULL);
		g_assert_nonnull(tickets[i]);
	}
	while (g_atomic_int_get(&done) < (gint)G_N_ELEMENTS(cases))
		g_usleep(2000);
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.failed, ==, 0);
	g_assert_cmpuint(stats.renders, ==, G_N_ELEMENTS(cases));
	g_assert_cmpuint(stats.heavy_most, ==, 1);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		cl_rendition_ticket_unref(tickets[i]);
}

static void
test_refusals(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	GPtrArray *tickets = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_auto(ClRendition) rendition = {.fd = -1};
	ClRenditionStats stats;
	ClPlan whole = plan_of(source, "dpr_1", CL_FORMAT_PNG);
	gint done = 0;

	/* [renditions] queue=3 */
	for (guint i = 0; error == NULL; i++) {
		g_autofree char *ops = g_strdup_printf("w_%u", 300 + i);
		ClPlan plan = plan_of(source, ops, CL_FORMAT_AVIF);
		ClRenditionTicket *ticket = cl_renditions_begin(
			renditions, source, &plan, CL_URGENT, count_done, &done, &error);

		g_assert_true((ticket == NULL) == (error != NULL));
		g_assert_cmpuint(i, <, 100);
		if (ticket != NULL)
			g_ptr_array_add(tickets, ticket);
	}
	g_assert_error(error, CL_ERROR, CL_ERROR_BUSY);
	g_clear_error(&error);
	/* memory_mb=100: 3200 × 2400 pixels in full take more */
	g_assert_false(cl_renditions_get(renditions, source, &whole, &rendition, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.busy, ==, 1);
	g_assert_cmpuint(stats.over_limit, ==, 1);
	for (guint i = 0; i < tickets->len; i++)
		cl_rendition_ticket_unref(tickets->pdata[i]);
	g_ptr_array_unref(tickets);
}

static void
note_message(const char *message, gpointer data)
{
	g_ptr_array_add(data, g_strdup(message));
}

/* A cache that takes nothing: answered all the same, and said once. */
static void
test_not_stored(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func(g_free);
	ClPlan plan = plan_of(source, "w_500", CL_FORMAT_JPEG);
	ClRenditionStats stats;

	cl_renditions_set_complain(renditions, note_message, messages);
	for (guint i = 0; i < 3; i++) {
		g_auto(ClRendition) rendition = {.fd = -1};
		g_autoptr(GError) error = NULL;
		guint8 start[3];

		cl_renditions_get(renditions, source, &plan, &rendition, &error);
		g_assert_no_error(error);
		g_assert_false(rendition.hit);
		g_assert_cmpint(pread(rendition.fd, start, 3, 0), ==, 3);
		g_assert_cmpmem(start, 3, "\xff\xd8\xff", 3);
	}
	cl_renditions_stats(renditions, &stats);
	g_assert_cmpuint(stats.not_stored, ==, 3);
	g_assert_cmpuint(messages->len, ==, 1);
	g_assert_true(g_str_has_prefix(messages->pdata[0], "cache: "));
}

/* --- names --------------------------------------------------------------------------------------------- */

static void
test_keys(Fixture *fixture, gconstpointer conf)
{
	g_autoptr(ClRenditions) renditions = open_service(fixture);
	g_autoptr(ClRenditionSource) source = source_of(renditions, fixture);
	ClPlan plan = plan_of(source, "w_800", CL_FORMAT_JPEG);
	ClPlan same = plan_of(source, "dpr_2,w_400", CL_FORMAT_JPEG);
	ClPlan webp = plan_of(source, "w_800", CL_FORMAT_WEBP);
	ClPlan thumb = plan_of(source, "w_200", CL_FORMAT_JPEG);
	char one[CL_ETAG_CHARS + 1], two[CL_ETAG_CHARS + 1];
	char rev[CL_REV_CHARS + 1], rev_webp[CL_REV_CHARS + 1];
	guint8 saved;

	cl_rendition_etag(source, &plan, one);
	cl_rendition_etag(source, &same, two);
	g_assert_cmpstr(one, ==, two);
	cl_rendition_etag(source, &webp, two);
	g_assert_cmpstr(one, !=, two);
	cl_rendition_rev(source, &plan, rev);
	cl_rendition_rev(source, &webp, rev_webp);
	g_assert_cmpstr(rev, ==, rev_webp);
	/* another caption is another file, but not another thumbnail */
	cl_rendition_etag(source, &thumb, one);
	saved = source->embed_digest[0]++;
	cl_rendition_etag(source, &thumb, two);
	g_assert_cmpstr(one, ==, two);
	cl_rendition_rev(source, &plan, rev_webp);
	g_assert_cmpstr(rev, !=, rev_webp);
	source->embed_digest[0] = saved;
	/* nothing of that photo */
	g_assert_null(cl_renditions_source(renditions, "0000000000000000", NULL));
}

static const char two_decoders_conf[] = "[decoder]\nworkers=2\n";
static const char small_conf[] = "[renditions]\nqueue=3\nmemory_mb=100\n";
static const char no_cache_conf[] = "[renditions]\ncache_mb=0\n";

int
main(int argc, char **argv)
{
	if (argc == 4 && g_str_equal(argv[1], "--crowd")) {
		Fixture fixture = {NULL, argv[2]};

		g_strlcpy(fixture.id, argv[3], sizeof fixture.id);
		return (int)crowd(&fixture);
	}
	g_test_init(&argc, &argv, NULL);
	g_log_set_always_fatal(G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
	if (VIPS_INIT(argv[0]) != 0)
		g_error("%s", vips_error_buffer());
#define ADD(name, function, conf) \
	g_test_add("/renditions/" name, Fixture, conf, set_up, function, tear_down)
	ADD("hit", test_hit, NULL);
	ADD("prepare", test_prepare, NULL);
	ADD("work", test_work, NULL);
	ADD("two-processes", test_two_processes, NULL);
	ADD("cancel", test_cancel, NULL);
	ADD("refusals", test_refusals, small_conf);
	ADD("free-lane", test_free_lane, small_conf);
	ADD("heavy", test_heavy, two_decoders_conf);
	ADD("not-stored", test_not_stored, no_cache_conf);
	ADD("keys", test_keys, NULL);
	return g_test_run();
}
