/* SPDX-License-Identifier: MIT
 *
 * Search over a made-up archive: Zipf-distributed words, captions of 20 to 45 words, twelve
 * agencies, dates over ten years. Prints one JSON object a line.
 *
 *   bench_search [PHOTOS [CUTLINE [FOLDER]]]   default 100000, in a temporary folder that is
 *                                     removed; with the program `cutline search` is timed too;
 *                                     FOLDER is made once and used again
 *
 * "accept" lines are the cost of taking photos in with all rows that an ingest writes; the rest
 * of the archive is listed without received values. Every query is run once to warm up and then
 * timed, from its text to fifty hits in memory. Exit status 1 if a limit is exceeded.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <cutline/catalog.h>
#include <cutline/findings.h>
#include <cutline/hash.h>
#include <cutline/query.h>

#include "../unit/remove_all.h"

#define N_WORDS 60000
#define N_PEOPLE 4000
#define N_ACCEPTED 5000
#define BATCH 500
#define FIRST_US G_GINT64_CONSTANT(1479859200000000)
#define TEN_YEARS_US (G_GINT64_CONSTANT(3652) * G_TIME_SPAN_DAY)
#define N_QUERIES 80
#define HITS 50
#define COMMAND_LIMIT_US 25000

static const char *const agencies[] = {"dpa", "afp", "reuters", "ap", "epa", "apa", "keystone",
	"getty", "imago", "ddp", "tass", "kyodo"};
static const char *const countries[] = {"Germany", "France", "Austria", "Switzerland", "Italy",
	"Spain", "Poland", "Ukraine", "Russia", "Japan", "Brazil", "India", "Kenya", "Egypt",
	"Canada", "United States"};

typedef struct {
	GRand *random;
	char *words[N_WORDS];
	double weight[N_WORDS]; /* cumulated */
	char *people[N_PEOPLE];
	ClCatalog *catalog;
	guint n_photos;
	gint64 catalog_us; /* processor time inside the catalog while adding */
} Bench;

static gint64
processor_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
die_on(GError *error)
{
	if (error == NULL)
		return;
	g_printerr("bench_search: %s\n", error->message);
	exit(1);
}

static char *
make_word(GRand *random)
{
	static const char *const syllables[] = {"ba", "ken", "li", "mo", "ster", "tu", "ra", "vin",
		"so", "del", "pa", "gri", "no", "fel", "che", "wa"};
	g_autoptr(GString) word = g_string_new(NULL);
	guint n = (guint) g_rand_int_range(random, 2, 5);

	for (guint i = 0; i < n; i++)
		g_string_append(word,
			syllables[g_rand_int_range(random, 0, G_N_ELEMENTS(syllables))]);
	return g_string_free(g_steal_pointer(&word), FALSE);
}

static void
make_vocabulary(Bench *bench)
{
	double sum = 0;

	bench->random = g_rand_new_with_seed(20261123);
	for (guint i = 0; i < N_WORDS; i++) {
		g_autofree char *stem = make_word(bench->random);

		/* A number in letters ends it: no two words are the same. */
		bench->words[i] = g_strdup_printf("%s%s%c%c%c%c", stem, i % 4 == 0 ? "é" : "",
			'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576);
		sum += 1.0 / (i + 1);
		bench->weight[i] = sum;
	}
	for (guint i = 0; i < N_PEOPLE; i++) {
		g_autofree char *first = make_word(bench->random);
		g_autofree char *last = make_word(bench->random);

		bench->people[i] = g_strdup_printf("%s %s%u", first, last, i % 10);
	}
}

static const char *
pick_word(Bench *bench)
{
	double at = g_rand_double(bench->random) * bench->weight[N_WORDS - 1];
	guint low = 0, high = N_WORDS - 1;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (bench->weight[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return bench->words[low];
}

static char *
make_text(Bench *bench, guint n_words)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < n_words; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "", pick_word(bench));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static guint
pick(Bench *bench, guint n)
{
	return (guint) g_rand_int_range(bench->random, 0, (gint32) n);
}

static void
take(ClFacts *facts, ClField field, ClOriginKind origin, const char *value)
{
	cl_facts_receive(facts, field, origin, origin == CL_ORIGIN_XMP ? 1 : 0, 0,
		field == CL_FIELD_CAPTION ? "x-default" : NULL, value);
}

/* News is taken on the day or the day before; one in five comes from an archive. */
static char *
make_date(Bench *bench, gint64 ingested_us)
{
	gint64 back_s = pick(bench, 2 * 86400);
	g_autoptr(GDateTime) taken = NULL;

	if (pick(bench, 5) == 0)
		back_s = pick(bench, TEN_YEARS_US / G_USEC_PER_SEC);
	taken = g_date_time_new_from_unix_utc(ingested_us / G_USEC_PER_SEC - back_s);
	return g_date_time_format(taken, "%Y-%m-%dT%H:%M:%S");
}

/* What one photo says: about 25 values, most of them twice, as agencies send them. */
static void
make_facts(Bench *bench, ClFacts *facts, const char *agency, gint64 ingested_us)
{
	g_autofree char *headline = make_text(bench, 4 + pick(bench, 6));
	g_autofree char *caption = make_text(bench, 20 + pick(bench, 26));
	g_autofree char *credit = g_strdup_printf("picture alliance/%s", agency);
	g_autofree char *taken = make_date(bench, ingested_us);
	const char *byline = bench->people[pick(bench, N_PEOPLE)];
	const char *country = countries[pick(bench, G_N_ELEMENTS(countries))];
	static const ClOriginKind origins[] = {CL_ORIGIN_XMP, CL_ORIGIN_IPTC};

	for (guint i = 0; i < G_N_ELEMENTS(origins); i++) {
		take(facts, CL_FIELD_HEADLINE, origins[i], headline);
		take(facts, CL_FIELD_CAPTION, origins[i], caption);
		take(facts, CL_FIELD_BYLINE, origins[i], byline);
		take(facts, CL_FIELD_CREDIT, origins[i], credit);
		take(facts, CL_FIELD_SOURCE, origins[i], agency);
		take(facts, CL_FIELD_COUNTRY, origins[i], country);
		take(facts, CL_FIELD_CITY, origins[i], bench->words[100 + pick(bench, 300)]);
		take(facts, CL_FIELD_DATE_TAKEN, origins[i], taken);
		for (guint k = 0; k < 3; k++)
			cl_facts_receive(facts, CL_FIELD_KEYWORDS, origins[i], i == 0 ? 1 : 0, k, NULL,
				pick_word(bench));
	}
	take(facts, CL_FIELD_CAMERA, CL_ORIGIN_EXIF, "NIKON Z 9");
	take(facts, CL_FIELD_DATE_TAKEN, CL_ORIGIN_EXIF, taken);
	take(facts, CL_FIELD_COPYRIGHT, CL_ORIGIN_EXIF, agency);
	cl_facts_find(facts, CL_FINDING_CHARSET_GUESSED, "guessed");
}

static ClFileRow *
make_file(Bench *bench, guint number, const char *agency)
{
	ClFileRow *file = g_new0(ClFileRow, 1);

	cl_sha256(&number, sizeof number, file->sha256);
	cl_id_from_sha256(file->sha256, file->photo);
	file->size_bytes = 1000000 + number;
	file->name = g_strdup_printf("/in/%s/%u.jpg", agency, number);
	file->supplier = g_strdup(agency);
	file->ingested_us = FIRST_US + TEN_YEARS_US / bench->n_photos * number;
	file->facts = cl_facts_new();
	file->facts->format = CL_FORMAT_JPEG;
	file->facts->width = pick(bench, 4) == 0 ? 4000 : 6000;
	file->facts->height = file->facts->width == 4000 ? 6000 : 4000;
	return file;
}

static void
add_photo(Bench *bench, guint number, gboolean in_full)
{
	g_autoptr(GError) error = NULL;
	const char *agency = agencies[pick(bench, G_N_ELEMENTS(agencies))];
	g_autoptr(ClFileRow) file = make_file(bench, number, agency);
	g_autoptr(ClFacts) facts = cl_facts_new();
	g_autoptr(ClEffective) effective = NULL;
	g_autofree char *tags = NULL;
	gint64 begun;
	ClListing listing = {.listed = {.id = file->photo, .format = CL_FORMAT_JPEG,
				     .width = file->facts->width, .height = file->facts->height,
				     .ingested_us = file->ingested_us, .supplier = agency, .state = "ok",
				     .developed = TRUE, .n_versions = 1}};

	make_facts(bench, in_full ? file->facts : facts, agency, file->ingested_us);
	effective = cl_photo_resolve((in_full ? file->facts : facts)->received, CL_DIGEST_ABSENT,
		FIRST_US + TEN_YEARS_US);
	listing.effective = effective;
	listing.listed.findings = file->facts->findings;
	tags = cl_query_tags(&listing.listed, effective, NULL);
	listing.tags = tags;
	begun = processor_us();
	cl_catalog_add_photo(bench->catalog, file, "ok", NULL, &error);
	die_on(error);
	if (in_full) {
		cl_catalog_put_resolved_findings(
			bench->catalog, file->photo, effective->findings, &error);
		die_on(error);
		cl_catalog_add_event(bench->catalog, file->ingested_us, "cli:bench", "ingest",
			file->photo, "{\"name\":\"a.jpg\",\"supplier\":\"dpa\"}", &error);
		die_on(error);
		cl_catalog_add_job(bench->catalog, "develop", file->photo, 1, &error);
		die_on(error);
	}
	cl_catalog_put_listing(bench->catalog, file->photo, &listing, &error);
	die_on(error);
	bench->catalog_us += processor_us() - begun;
}

static void
add_photos(Bench *bench, guint from, guint to, gboolean in_full)
{
	g_autoptr(GError) error = NULL;
	gint64 begun = g_get_monotonic_time(), begun_cpu = processor_us();

	if (from >= to)
		return;
	bench->catalog_us = 0;
	for (guint i = from; i < to; i++) {
		if ((i - from) % BATCH == 0)
			cl_catalog_begin(bench->catalog, &error);
		die_on(error);
		add_photo(bench, i, in_full);
		if ((i - from) % BATCH == BATCH - 1 || i + 1 == to) {
			gint64 begun_commit = processor_us();

			cl_catalog_commit(bench->catalog, &error);
			bench->catalog_us += processor_us() - begun_commit;
		}
		die_on(error);
	}
	g_print("{\"bench\":\"%s\",\"photos\":%u,\"per_second\":%.0f,\"cpu_us\":%.0f,"
		"\"catalog_cpu_us\":%.0f}\n",
		in_full ? "accept" : "list", to - from,
		(to - from) / ((double) MAX(g_get_monotonic_time() - begun, 1) / G_USEC_PER_SEC),
		(double) (processor_us() - begun_cpu) / (to - from),
		(double) bench->catalog_us / (to - from));
}

static void
tidy(Bench *bench)
{
	g_autoptr(GError) error = NULL;
	gint64 begun = processor_us();

	cl_catalog_begin(bench->catalog, &error);
	die_on(error);
	cl_catalog_tidy(bench->catalog, &error);
	die_on(error);
	cl_catalog_commit(bench->catalog, &error);
	die_on(error);
	g_print("{\"bench\":\"tidy\",\"cpu_s\":%.1f}\n",
		(double) (processor_us() - begun) / G_USEC_PER_SEC);
}

/* --- queries --------------------------------------------------------------------------- */

typedef enum { WORD_COMMON, WORD_MIDDLE, WORD_RARE } Frequency;

static const char *
word(Bench *bench, Frequency frequency)
{
	static const guint first[] = {0, 200, 5000}, n[] = {50, 1800, 20000};

	return bench->words[first[frequency] + pick(bench, n[frequency])];
}

static const char *const kinds[] = {"all", "common", "middle", "rare", "two-common", "two-middle",
	"field", "phrase", "not", "supplier", "month", "word-supplier", "word-year",
	"word-field-month", "common-field-date-supplier", "common-country-range",
	"or-range", "is-portrait", "two-suppliers", "prefix", "two-countries"};
/* The last two are recorded, not judged: a prefix of hundreds of words, and two words of a field
 * that each fit a sixteenth of all photos and together none, which nothing but walking can tell. */
#define N_JUDGED (G_N_ELEMENTS(kinds) - 2)

static char *
make_query(Bench *bench, guint kind)
{
	const char *common = word(bench, WORD_COMMON), *middle = word(bench, WORD_MIDDLE);
	const char *agency = agencies[pick(bench, G_N_ELEMENTS(agencies))];
	const char *country = countries[pick(bench, G_N_ELEMENTS(countries))];
	guint year = 2017 + pick(bench, 9), month = 1 + pick(bench, 12);

	switch (kind) {
	case 0:
		return g_strdup("");
	case 1:
		return g_strdup(common);
	case 2:
		return g_strdup(middle);
	case 3:
		return g_strdup(word(bench, WORD_RARE));
	case 4:
		return g_strdup_printf("%s %s", common, word(bench, WORD_COMMON));
	case 5:
		return g_strdup_printf("%s %s", middle, word(bench, WORD_MIDDLE));
	case 6:
		return g_strdup_printf("headline:%s", common);
	case 7:
		return g_strdup_printf("\"%s %s\"", common, word(bench, WORD_COMMON));
	case 8:
		return g_strdup_printf("%s -%s -supplier:%s", common, middle, agency);
	case 9:
		return g_strdup_printf("supplier:%s", agency);
	case 10:
		return g_strdup_printf("taken:%u-%02u", year, month);
	case 11:
		return g_strdup_printf("%s supplier:%s", middle, agency);
	case 12:
		return g_strdup_printf("%s taken:%u", middle, year);
	case 13:
		return g_strdup_printf("%s country:\"%s\" taken:%u-%02u", middle, country, year, month);
	case 14:
		return g_strdup_printf(
			"%s country:\"%s\" taken:%u-%02u supplier:%s", common, country, year, month, agency);
	case 15:
		return g_strdup_printf("%s country:\"%s\" taken:%u-03..%u-09-17", common, country, year,
			year);
	case 16:
		return g_strdup_printf("(%s OR %s) taken:%u..%u width:>=5000", common, middle, year,
			year + 2);
	case 17:
		return g_strdup_printf("%s is:portrait", common);
	case 18:
		return g_strdup_printf("%s supplier:%s supplier:%s", common, agencies[0], agencies[1]);
	case 19:
		return g_strdup_printf("%.6s*", middle);
	default:
		return g_strdup_printf(
			"%s country:%s country:%s", common, countries[0], countries[1]);
	}
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

	return one < other ? -1 : one > other;
}

typedef enum { ASK_HITS, ASK_TOTAL, ASK_TAKEN, ASK_FACETS } Ask;
static const char *const ask_names[] = {"hits", "hits+total", "by-taken", "facets"};

static guint64
ask(Bench *bench, const char *text, Ask what)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClQuery) query = cl_query_parse(text, FIRST_US + TEN_YEARS_US, NULL, &error);
	g_autoptr(GPtrArray) found = NULL;
	ClTotal total = {0};
	guint window;

	die_on(error);
	if (what == ASK_FACETS)
		found = cl_catalog_facets(bench->catalog, query, &window, &error);
	else
		found = cl_catalog_search(bench->catalog, query,
			what == ASK_TAKEN ? CL_SORT_TAKEN : CL_SORT_INGESTED, HITS, 0,
			what == ASK_TOTAL ? &total : NULL, &error);
	die_on(error);
	return what == ASK_TOTAL ? total.n : found->len;
}

/* Wall clock, and processor time, which other programs on the machine disturb less. */
static void
print_times(const char *bench, const char *kind, gint64 *times, gint64 *cpu, guint n, double found)
{
	qsort(times, n, sizeof times[0], by_time);
	qsort(cpu, n, sizeof cpu[0], by_time);
	g_print("{\"bench\":\"%s\",\"kind\":\"%s\",\"queries\":%u,\"p50_ms\":%.3f,\"p99_ms\":%.3f,"
		"\"cpu_p50_ms\":%.3f,\"cpu_p99_ms\":%.3f,\"found\":%.0f}\n",
		bench, kind, n, times[n / 2] / 1e3, times[n * 99 / 100] / 1e3, cpu[n / 2] / 1e3,
		cpu[n * 99 / 100] / 1e3, found);
}

static void
time_kind(Bench *bench, guint kind, Ask what, GArray *all, GArray *all_cpu)
{
	g_autoptr(GPtrArray) queries = g_ptr_array_new_with_free_func(g_free);
	gint64 times[N_QUERIES], cpu[N_QUERIES];
	guint64 found = 0;

	for (guint i = 0; i < N_QUERIES; i++) {
		g_ptr_array_add(queries, make_query(bench, kind));
		ask(bench, g_ptr_array_index(queries, i), what);
	}
	for (guint i = 0; i < N_QUERIES; i++) {
		gint64 begun = g_get_monotonic_time(), begun_cpu = processor_us();

		found += ask(bench, g_ptr_array_index(queries, i), what);
		times[i] = g_get_monotonic_time() - begun;
		cpu[i] = processor_us() - begun_cpu;
		if (all != NULL) {
			g_array_append_val(all, times[i]);
			g_array_append_val(all_cpu, cpu[i]);
		}
	}
	print_times(ask_names[what], kinds[kind], times, cpu, N_QUERIES, (double) found / N_QUERIES);
}

/* What every search of the kind must keep to, in milliseconds of processor time; 0 = recorded. */
static const double limits_p50[] = {2, 0, 0, 60}, limits_p99[] = {10, 0, 0, 60};

/* FALSE if it is too slow. */
static gboolean
time_all(Bench *bench, Ask what)
{
	double p50, p99;
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(GArray) all_cpu = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint kind = N_JUDGED; kind < G_N_ELEMENTS(kinds); kind++)
		time_kind(bench, kind, what, NULL, NULL);
	for (guint kind = 0; kind < N_JUDGED; kind++)
		time_kind(bench, kind, what, all, all_cpu);
	print_times(ask_names[what], "every", (gint64 *) all->data, (gint64 *) all_cpu->data, all->len,
		0);
	p50 = g_array_index(all_cpu, gint64, all_cpu->len / 2) / 1e3;
	p99 = g_array_index(all_cpu, gint64, all_cpu->len * 99 / 100) / 1e3;
	if (limits_p50[what] == 0 || (p50 <= limits_p50[what] && p99 <= limits_p99[what]))
		return TRUE;
	g_printerr("bench_search: %s: p50 %.2f ms (limit %.0f), p99 %.2f ms (limit %.0f)\n",
		ask_names[what], p50, limits_p50[what], p99, limits_p99[what]);
	return FALSE;
}

/* --- the command -------------------------------------------------------------------------- */

static gboolean
run_command(const char *const *command)
{
	g_autofree char *out = NULL;
	int status = 0;

	return g_spawn_sync(NULL, (char **) command, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
		       &out, NULL, &status, NULL) &&
		status == 0;
}

static gint64
children_us(void)
{
	struct rusage used;

	getrusage(RUSAGE_CHILDREN, &used);
	return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * (gint64) G_USEC_PER_SEC +
		used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

/* `cutline search`, from its start to its end. */
static gboolean
time_command(Bench *bench, const char *program, const char *folder)
{
	gint64 times[N_JUDGED * 4], cpu[N_JUDGED * 4];

	for (guint i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *query = make_query(bench, i % N_JUDGED);
		const char *command[] = {program, "-C", folder, "search", query, NULL};
		gint64 begun = g_get_monotonic_time(), begun_cpu = children_us();

		if (!run_command(command)) {
			g_printerr("bench_search: '%s search %s' failed\n", program, query);
			return FALSE;
		}
		times[i] = g_get_monotonic_time() - begun;
		cpu[i] = children_us() - begun_cpu;
	}
	print_times("command", "every", times, cpu, G_N_ELEMENTS(times), 0);
	if (cpu[G_N_ELEMENTS(cpu) * 99 / 100] <= COMMAND_LIMIT_US)
		return TRUE;
	g_printerr("bench_search: a command takes more than %d ms of CPU\n", COMMAND_LIMIT_US / 1000);
	return FALSE;
}

/* An archive of which the program is content, if it is to be asked. */
static void
make_archive(const char *program, const char *folder)
{
	const char *command[] = {program, "-C", folder, "init", NULL};
	g_autofree char *conf = g_build_filename(folder, "cutline.conf", NULL);

	if (!g_file_test(conf, G_FILE_TEST_EXISTS) && !run_command(command)) {
		g_printerr("bench_search: cannot make an archive in '%s'\n", folder);
		exit(1);
	}
}

/* Makes the archive beside its place: in its place it is whole, or not there. */
static void
make(Bench *bench, const char *program, const char *folder)
{
	g_autofree char *made = g_strconcat(folder, ".new", NULL);
	g_autofree char *path = g_build_filename(made, "catalog.sqlite", NULL);
	g_autoptr(GError) error = NULL;

	remove_all(made);
	g_mkdir_with_parents(made, 0755);
	if (program != NULL)
		make_archive(program, made);
	bench->catalog = cl_catalog_open(path, CL_CATALOG_CREATE, &error);
	die_on(error);
	add_photos(bench, 0, N_ACCEPTED, TRUE);
	add_photos(bench, N_ACCEPTED, bench->n_photos, FALSE);
	tidy(bench);
	cl_catalog_close(bench->catalog);
	if (g_rename(made, folder) != 0) {
		g_printerr("bench_search: cannot put an archive into '%s'\n", folder);
		exit(1);
	}
}

int
main(int argc, char **argv)
{
	g_autofree Bench *bench = g_new0(Bench, 1);
	g_autoptr(GError) error = NULL;
	const char *program = argc > 2 ? argv[2] : NULL;
	g_autofree char *above = argc > 3 ? NULL : g_dir_make_tmp("cutline-bench-XXXXXX", NULL);
	g_autofree char *folder =
		above == NULL ? g_strdup(argv[3]) : g_build_filename(above, "archive", NULL);
	g_autofree char *path = g_build_filename(folder, "catalog.sqlite", NULL);
	gboolean fast = TRUE;

	bench->n_photos = argc > 1 ? (guint) g_ascii_strtoull(argv[1], NULL, 10) : 100000;
	bench->n_photos = MAX(bench->n_photos, N_ACCEPTED);
	make_vocabulary(bench);
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		make(bench, program, folder);
	bench->catalog = cl_catalog_open(path, CL_CATALOG_READ, &error);
	die_on(error);
	for (Ask what = ASK_HITS; what <= ASK_FACETS; what++)
		fast = time_all(bench, what) && fast;
	cl_catalog_close(bench->catalog);
	fast = (program == NULL || time_command(bench, program, folder)) && fast;
	if (above != NULL)
		remove_all(above);
	for (guint i = 0; i < N_WORDS; i++)
		g_free(bench->words[i]);
	for (guint i = 0; i < N_PEOPLE; i++)
		g_free(bench->people[i]);
	g_rand_free(bench->random);
	return fast ? 0 : 1;
}
