/* SPDX-License-Identifier: MIT
 *
 * The night's look-ahead over a made-up archive: `cutline expiring --within 7d` over five uses a photo.
 * Prints one JSON object a line.
 *
 *   bench_watch CUTLINE [PHOTOS [FOLDER]]   default 20000; in FOLDER an archive stays, and photos that
 *                                           are there already (a copy of one of bench_search) are used
 *
 * What ends within the week: the contract of one of twelve agencies, with every live use that rests on
 * it; a share of expiry dates, take-downs and decisions, half of which are past. Another contract was
 * changed. Every contract has a quota, two of them by
 * photo. Exit status 1: more processor time than a share of 300 s for 5,000,000 uses. Whatever the size,
 * the program gets LIMIT_MB of memory of its own from the kernel and no more; peak_mb counts what it maps of
 * the catalog, too, which others can have at any time.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <cutline/catalog.h>
#include <cutline/hash.h>
#include <cutline/time.h>

#include "../unit/remove_all.h"

#define NOW "2026-11-23T03:00:00Z"
#define NOW_US (G_GINT64_CONSTANT(1795402800) * G_USEC_PER_SEC)
#define DAY_US (24 * G_TIME_SPAN_HOUR)
#define YEARS_US (10 * 365 * DAY_US)
#define BATCH 500
#define USES_OF_A_PHOTO 5
#define USES_OF_A_STORY 25
#define LIMIT_S 300.0 /* for LIMIT_USES; smaller archives have their share and a second */
#define LIMIT_USES 5e6
#define LIMIT_MB 64

static const char *const agencies[] = {"dpa", "afp", "reuters", "ap", "epa", "apa", "keystone", "getty",
	"imago", "ddp", "tass", "kyodo"};

typedef struct {
	GRand *random;
	ClCatalog *catalog;
	guint n_photos, n_uses, n_stories;
	char photo[CL_ID_CHARS + 1];
	const char *agency;
	char *story;
} Bench;

static void
die_on(GError *error)
{
	if (error == NULL)
		return;
	g_printerr("bench_watch: %s\n", error->message);
	exit(1);
}

static guint
pick(Bench *bench, guint n)
{
	return (guint) g_rand_int_range(bench->random, 0, (gint32) n);
}

/* --- what is no photo's ------------------------------------------------------------------------- */

static void
put_document(Bench *bench, const char *kind, const char *id, const char *json, gint64 at_us)
{
	g_autoptr(GError) error = NULL;

	cl_catalog_put_document(bench->catalog, kind, id, json, at_us, "cli:bench", &error);
	die_on(error);
}

/* The first one ends on Friday, and nothing published may stay after it; the second was changed today, so that
 * every use that rests on it is looked at. */
static void
put_papers(Bench *bench)
{
	for (guint i = 0; i < G_N_ELEMENTS(agencies); i++) {
		g_autofree char *state = g_strdup_printf("supplier/%s", agencies[i]);
		g_autofree char *json = g_strdup_printf(
			"{\"schema\":\"cutline-licence/1\",\"id\":\"%s-2026\",\"kind\":\"contract\",\"supplier\":"
			"\"%s\",\"until\":\"%s\",\"archive_tail_days\":0,\"channels\":[\"web\",\"newsletter\"],"
			"\"quota\":{\"uses\":10000000,\"period\":\"%s\",\"count\":\"%s\"}}",
			agencies[i], agencies[i], i == 0 ? "2026-11-27" : "2027-12-31",
			i % 2 == 0 ? "year" : "total", i % 6 == 5 ? "photo" : "publication");
		g_autofree char *id = g_strdup_printf("%s-2026", agencies[i]);

		put_document(bench, "licence", id, json, i == 1 ? NOW_US : NOW_US - 2 * YEARS_US);
		put_document(bench, "rights-state", state,
			"{\"schema\":\"cutline-rights-state/1\",\"state\":\"complete\"}", NOW_US);
	}
	put_document(bench, "outlet", "courier",
		"{\"schema\":\"cutline-outlet/1\",\"id\":\"courier\",\"names\":[\"Courier\"],\"markets\":[\"DE\"],"
		"\"channels\":[\"web\"],\"commercial\":\"no\"}", NOW_US);
	put_document(bench, "house", "house",
		"{\"schema\":\"cutline-house/1\",\"names\":[\"Courier\"],\"photographers\":["
		"{\"name\":\"Ana Ruiz\",\"until\":\"2026-11-26\"}]}", NOW_US);
}

/* --- photos ------------------------------------------------------------------------------------- */

static void
take(GPtrArray *received, ClField field, const char *value)
{
	g_ptr_array_add(received,
		cl_received_new(field, CL_ORIGIN_XMP, 1, 0, field == CL_FIELD_CAPTION ? "x-default" : NULL, value));
}

static gint64
some_time(Bench *bench, gint64 from_us, gint64 to_us)
{
	return from_us + (gint64) (g_rand_double(bench->random) * (double) (to_us - from_us));
}

/* One in twenty has an expiry date, one in fifty words that take it down, spread over two years. */
static void
add_end(Bench *bench, GPtrArray *received, ClInstants *instants)
{
	gint64 at_us = some_time(bench, NOW_US - 365 * DAY_US, NOW_US + 365 * DAY_US) / DAY_US * DAY_US;
	g_autofree char *day = cl_time_format(at_us);
	g_autofree char *words = g_strdup_printf("NO ACCESS AFTER %.10s 00:00 GMT", day);
	guint kind = pick(bench, 100);

	if (kind < 5) {
		take(received, CL_FIELD_EXPIRY_DATE, day);
		instants->expires_us = at_us;
	} else if (kind < 7) {
		take(received, CL_FIELD_INSTRUCTIONS, words);
		instants->expires_us = instants->take_down_us = at_us;
	}
}

static void
add_photo(Bench *bench, guint number)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFileRow) file = g_new0(ClFileRow, 1);
	g_autoptr(ClEffective) effective = NULL;
	g_autofree char *headline = g_strdup_printf("Picture %u of the bench", number);
	ClListing listing = {.listed = {.format = CL_FORMAT_JPEG, .width = 6000, .height = 4000, .state = "ok",
				     .developed = TRUE, .n_versions = 1}};
	ClInstants instants = {0};

	bench->agency = agencies[pick(bench, G_N_ELEMENTS(agencies))];
	cl_sha256(&number, sizeof number, file->sha256);
	cl_id_from_sha256(file->sha256, file->photo);
	file->size_bytes = 1000000 + number;
	file->name = g_strdup_printf("/in/%s/%u.jpg", bench->agency, number);
	file->supplier = g_strdup(bench->agency);
	file->ingested_us = NOW_US - YEARS_US + YEARS_US / bench->n_photos * number;
	file->facts = cl_facts_new();
	file->facts->format = CL_FORMAT_JPEG;
	file->facts->width = 6000;
	file->facts->height = 4000;
	take(file->facts->received, CL_FIELD_HEADLINE, headline);
	take(file->facts->received, CL_FIELD_CAPTION, headline);
	take(file->facts->received, CL_FIELD_CREDIT, bench->agency);
	take(file->facts->received, CL_FIELD_INSTRUCTIONS, "MANDATORY CREDIT");
	add_end(bench, file->facts->received, &instants);
	effective = cl_photo_resolve(file->facts->received, CL_DIGEST_ABSENT, NOW_US);
	listing.listed.id = file->photo;
	listing.listed.supplier = bench->agency;
	listing.listed.ingested_us = file->ingested_us;
	listing.effective = effective;
	listing.tags = "";
	cl_catalog_add_photo(bench->catalog, file, "ok", NULL, &error);
	die_on(error);
	cl_catalog_put_listing(bench->catalog, file->photo, &listing, &error);
	die_on(error);
	cl_catalog_put_instants(bench->catalog, file->photo, &instants, &error);
	die_on(error);
	g_strlcpy(bench->photo, file->photo, sizeof bench->photo);
}

/* One photo in fifty may be used until a day of next year because somebody said so. */
static void
add_grant(Bench *bench)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *id = g_strdup_printf("%.6s-%u", bench->photo, bench->n_uses);
	ClGrant grant = {.id = id, .allow = TRUE, .reason = (char *) "agreed by phone", .who = (char *) "cli:bench",
		.from_us = NOW_US - 30 * DAY_US, .at_us = NOW_US - 30 * DAY_US,
		.until_us = some_time(bench, NOW_US, NOW_US + 365 * DAY_US)};

	if (pick(bench, 50) != 0)
		return;
	cl_catalog_put_grant(bench->catalog, bench->photo, &grant, &error);
	die_on(error);
}

/* --- uses --------------------------------------------------------------------------------------- */

static void
next_story(Bench *bench)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClStoryRow) story = NULL;

	if (bench->n_uses % USES_OF_A_STORY != 0)
		return;
	g_free(bench->story);
	bench->story = g_strdup_printf("story-%u", bench->n_stories++);
	story = cl_story_row_new(bench->story);
	story->language = g_strdup("en");
	story->added_us = some_time(bench, NOW_US - YEARS_US, NOW_US);
	story->state = CL_STORY_PUBLISHED;
	story->published_us = story->added_us;
	story->url = g_strdup_printf("https://example.org/%s", bench->story);
	cl_catalog_put_story(bench->catalog, story, &error);
	die_on(error);
}

/* Three in five are out, one is planned, one was removed; a fifth of those out within the year. */
static void
add_use(Bench *bench)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) spendings = g_ptr_array_new();
	g_autofree char *licence = g_strdup_printf("%s-2026", bench->agency);
	guint8 bytes[CL_USE_ID_BYTES];
	gboolean lately = pick(bench, 5) == 0;
	ClUseRow use = {.position = bench->n_uses + 1,
		.state = (ClUseState[]){CL_USE_PUBLISHED, CL_USE_PUBLISHED, CL_USE_PUBLISHED, CL_USE_RESERVED,
			CL_USE_REMOVED}[bench->n_uses % 5],
		.added_us = some_time(bench, NOW_US - (lately ? 300 * DAY_US : YEARS_US), NOW_US)};
	ClSpending spending = {.licence = licence, .at_us = use.added_us,
		.committed = use.state == CL_USE_PUBLISHED};

	next_story(bench);
	for (guint i = 0; i < sizeof bytes; i++)
		bytes[i] = (guint8) pick(bench, 256);
	cl_use_id_from_bytes(bytes, use.id);
	use.story = bench->story;
	g_strlcpy(use.photo, bench->photo, sizeof use.photo);
	if (use.state != CL_USE_RESERVED)
		use.published_us = use.added_us;
	if (use.state == CL_USE_REMOVED)
		use.removed_us = use.added_us;
	use.seen[CL_USE_TEXT_CREDIT] = (char *) bench->agency;
	use.seen[CL_USE_TEXT_CAPTION] = (char *) "As it was printed";
	cl_catalog_put_use(bench->catalog, &use, &error);
	die_on(error);
	g_strlcpy(spending.photo, use.photo, sizeof spending.photo);
	if (use.state != CL_USE_REMOVED)
		g_ptr_array_add(spendings, &spending);
	cl_catalog_put_spendings(bench->catalog, use.id, spendings, &error);
	die_on(error);
	bench->n_uses++;
}

static void
add_uses(Bench *bench)
{
	add_grant(bench);
	for (guint i = 0; i < USES_OF_A_PHOTO; i++)
		add_use(bench);
}

/* --- the archive -------------------------------------------------------------------------------- */

static void
begin(Bench *bench)
{
	g_autoptr(GError) error = NULL;

	cl_catalog_begin(bench->catalog, &error);
	die_on(error);
}

static void
commit(Bench *bench)
{
	g_autoptr(GError) error = NULL;

	cl_catalog_commit(bench->catalog, &error);
	die_on(error);
}

/* What ends comes with a side-car where the photo is there already. */
static void
add_end_later(Bench *bench, const ClFileRow *file)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) received = g_ptr_array_new_with_free_func((GDestroyNotify) cl_received_free);
	ClSidecarRow row = {.version = file->version, .size_bytes = 1, .name = (char *) "a.xmp",
		.item = (char *) "xmp", .kind = (char *) "xmp", .ingested_us = file->ingested_us};
	ClInstants instants = {0};
	ClSidecarTaken taken;

	add_end(bench, received, &instants);
	if (received->len == 0)
		return;
	cl_sha256(file->photo, sizeof file->photo, row.sha256);
	g_strlcpy(row.photo, file->photo, sizeof row.photo);
	cl_catalog_add_sidecar(bench->catalog, &row, received, &taken, &error);
	die_on(error);
	cl_catalog_seal_received(bench->catalog, row.photo, row.version, &error);
	die_on(error);
	cl_catalog_put_instants(bench->catalog, file->photo, &instants, &error);
	die_on(error);
}

/* What is there says who delivered it; the archive of bench_search knows the same agencies. */
static void
use_photo(Bench *bench, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFileRow) file = cl_catalog_get_file(bench->catalog, id, 0, &error);

	die_on(error);
	bench->agency = agencies[0];
	for (guint i = 0; i < G_N_ELEMENTS(agencies); i++)
		if (g_strcmp0(file->supplier, agencies[i]) == 0)
			bench->agency = agencies[i];
	g_strlcpy(bench->photo, id, sizeof bench->photo);
	add_end_later(bench, file);
	add_uses(bench);
}

static guint
use_photos_there(Bench *bench)
{
	char after[CL_ID_CHARS + 1] = "";
	guint n = 0;

	for (;;) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) ids =
			cl_catalog_list_photos(bench->catalog, n == 0 ? NULL : after, BATCH, &error);

		die_on(error);
		if (ids->len == 0)
			return n;
		begin(bench);
		for (guint i = 0; i < ids->len; i++, n++)
			use_photo(bench, ids->pdata[i]);
		commit(bench);
		g_strlcpy(after, ids->pdata[ids->len - 1], sizeof after);
	}
}

static double
seconds(const struct rusage *used)
{
	return (double) (used->ru_utime.tv_sec + used->ru_stime.tv_sec) +
		(double) (used->ru_utime.tv_usec + used->ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
fill(Bench *bench)
{
	struct rusage used;
	guint n;

	begin(bench);
	put_papers(bench);
	commit(bench);
	n = use_photos_there(bench);
	for (guint i = n; i < bench->n_photos; i++) {
		if ((i - n) % BATCH == 0)
			begin(bench);
		add_photo(bench, i);
		add_uses(bench);
		if ((i - n) % BATCH == BATCH - 1 || i + 1 == bench->n_photos)
			commit(bench);
	}
	getrusage(RUSAGE_SELF, &used);
	g_print("{\"bench\":\"watch-data\",\"photos\":%u,\"uses\":%u,\"stories\":%u,\"cpu_s\":%.1f}\n",
		MAX(n, bench->n_photos), bench->n_uses, bench->n_stories, seconds(&used));
}

static gboolean
is_filled(Bench *bench)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClDocument) papers = cl_catalog_get_document(bench->catalog, "licence", "dpa-2026", &error);

	die_on(error);
	return papers != NULL;
}

static void
run(const char *const *command, const char *log)
{
	g_autofree char *line =
		g_strdup_printf("ulimit -d %d && exec \"$@\" > '%s'", LIMIT_MB * 1024, log);
	const char *shell[12] = {"/bin/sh", "-c", line, "sh"};
	g_autoptr(GError) error = NULL;
	int status = 0;

	for (guint i = 0; command[i] != NULL; i++)
		shell[i + 4] = command[i];
	g_spawn_sync(NULL, (char **) shell, NULL, 0, NULL, NULL, NULL, NULL, &status, &error);
	if (error == NULL)
		g_spawn_check_wait_status(status, &error);
	die_on(error);
}

static guint64
count_lines(const char *path, guint64 *n_stop)
{
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	guint64 n = 0;

	*n_stop = 0;
	g_file_get_contents(path, &text, NULL, &error);
	die_on(error);
	for (const char *at = text, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		const char *stop = g_strstr_len(at, end - at, "\"stop\":true");

		n++;
		*n_stop += stop != NULL;
	}
	return n;
}

/* FALSE if it takes too long; too much, and it does not end well. */
static gboolean
time_expiring(const char *program, const char *folder, double n_uses)
{
	g_autofree char *log = g_build_filename(folder, "expiring.jsonl", NULL);
	const char *command[] = {program, "--json", "-C", folder, "expiring", "--within", "7d", NULL};
	double limit_s = LIMIT_S * n_uses / LIMIT_USES + 1;
	struct rusage before, after;
	guint64 n, n_stop;
	double cpu_s, peak_mb;

	getrusage(RUSAGE_CHILDREN, &before);
	run(command, log);
	getrusage(RUSAGE_CHILDREN, &after);
	cpu_s = seconds(&after) - seconds(&before);
	peak_mb = (double) after.ru_maxrss / 1024;
	n = count_lines(log, &n_stop);
	g_unlink(log);
	g_print("{\"bench\":\"watch\",\"uses\":%.0f,\"told\":%" G_GUINT64_FORMAT ",\"stop\":%" G_GUINT64_FORMAT
		",\"cpu_s\":%.2f,\"limit_s\":%.2f,\"own_limit_mb\":%d,\"peak_mb\":%.0f}\n",
		n_uses, n, n_stop, cpu_s, limit_s, LIMIT_MB, peak_mb);
	if (n == 0 || n_stop == 0)
		g_printerr("bench_watch: a contract and take-downs end, and nothing is told of them\n");
	if (cpu_s > limit_s)
		g_printerr("bench_watch: %.1f s (limit %.1f)\n", cpu_s, limit_s);
	return n > 0 && n_stop > 0 && cpu_s <= limit_s;
}

int
main(int argc, char **argv)
{
	g_autofree Bench *bench = g_new0(Bench, 1);
	g_autoptr(GError) error = NULL;
	g_autofree char *folder =
		argc > 3 ? g_strdup(argv[3]) : g_dir_make_tmp("cutline-watch-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "catalog.sqlite", NULL);
	g_autofree char *conf = g_build_filename(folder, "cutline.conf", NULL);
	gboolean fast;

	if (argc < 2) {
		g_printerr("usage: bench_watch CUTLINE [PHOTOS [FOLDER]]\n");
		return 2;
	}
	g_setenv("CUTLINE_NOW", NOW, TRUE);
	bench->n_photos = argc > 2 ? (guint) g_ascii_strtoull(argv[2], NULL, 10) : 20000;
	bench->random = g_rand_new_with_seed(20261123);
	if (!g_file_test(conf, G_FILE_TEST_EXISTS))
		run((const char *[]){argv[1], "-C", folder, "init", NULL}, "/dev/null");
	bench->catalog = cl_catalog_open(path, CL_CATALOG_CREATE, &error);
	die_on(error);
	if (!is_filled(bench))
		fill(bench);
	cl_catalog_close(bench->catalog);
	fast = time_expiring(argv[1], folder, (double) bench->n_photos * USES_OF_A_PHOTO);
	if (argc <= 3)
		remove_all(folder);
	g_rand_free(bench->random);
	g_free(bench->story);
	return fast ? 0 : 1;
}
