/* SPDX-License-Identifier: MIT
 *
 * Searching a catalog: words of any script, phrases, fields, negation, dates, order, pages,
 * totals and facets. Queries are typed as people type them; those that the grammar cannot write
 * are put together by hand.
 */
#include <cutline/text.h>
#include "catalog_fixture.h"

typedef struct {
	const char *headline, *caption, *byline, *keywords, *country, *date_taken, *supplier;
	guint width, height;
} Sample;

/* clang-format off */
static const Sample samples[] = {
	/* 0 */ {"Chancellor speaks", "Angela Merkel speaks in Zürich about the Żółw river", "Anna Ødegård", "politics;speech", "Switzerland", "2022-01-05T10:11:12+01:00", "dpa", 600, 400},
	/* 1 */ {"Football", "A player of FC Zurich shoots", "Bob Lee", "sport;football", "Switzerland", "2022-01-06", "dpa", 400, 600},
	/* 2 */ {"Выборы в Москве", "Владимир Путин голосует", "Иван Петров", "выборы", "Russia", "2021-12-31T23:59:59", "tass", 600, 400},
	/* 3 */ {"انتخابات", "مُحَمَّد يصوت في القاهرة", "Ali Hassan", "vote", "Egypt", "2021", "afp", 500, 500},
	/* 4 */ {"東京の夜", "東京タワーの夜景です", "Taro Yamada", "tower;night", "Japan", "2020-02", "kyodo", 3000, 2000},
	/* 5 */ {"Storm", "Trees fall. Storm \"Xaver\" hits the coast", "Anna Ødegård", "storm;weather", "Germany", NULL, NULL, 600, 400},
};
/* clang-format on */

static void
receive(GPtrArray *received, ClField field, const char *text)
{
	g_auto(GStrv) parts = NULL;

	if (text == NULL)
		return;
	parts = g_strsplit(text, field == CL_FIELD_KEYWORDS ? ";" : "\n", -1);
	for (guint i = 0; parts[i] != NULL; i++)
		g_ptr_array_add(received, cl_received_new(field, CL_ORIGIN_XMP, 1, i,
						  field == CL_FIELD_CAPTION ? "x-default" : NULL,
						  parts[i]));
}

static void
list_photo(Fixture *fixture, const char *id, guint number, const Sample *sample)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) received = g_ptr_array_new_with_free_func((GDestroyNotify) cl_received_free);
	g_autoptr(ClEffective) effective = NULL;
	g_autofree char *tags = NULL;
	ClListing listing = {.listed = {.id = id, .format = CL_FORMAT_JPEG, .width = sample->width,
				     .height = sample->height, .ingested_us = NOW_US + number,
				     .supplier = sample->supplier, .state = "ok", .n_versions = 1}};

	receive(received, CL_FIELD_HEADLINE, sample->headline);
	receive(received, CL_FIELD_CAPTION, sample->caption);
	receive(received, CL_FIELD_BYLINE, sample->byline);
	receive(received, CL_FIELD_KEYWORDS, sample->keywords);
	receive(received, CL_FIELD_COUNTRY, sample->country);
	receive(received, CL_FIELD_DATE_TAKEN, sample->date_taken);
	effective = cl_photo_resolve(received, CL_DIGEST_ABSENT, NOW_US);
	tags = cl_query_tags(&listing.listed, effective, NULL);
	listing.effective = effective;
	listing.tags = tags;
	cl_catalog_put_listing(fixture->catalog, id, &listing, &error);
	g_assert_no_error(error);
}

static void
add_photo(Fixture *fixture, guint number, const Sample *sample)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFileRow) file = make_file(number);

	cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error);
	g_assert_no_error(error);
	list_photo(fixture, file->photo, number, sample);
}

static void
add_samples(Fixture *fixture)
{
	begin(fixture);
	for (guint i = 0; i < G_N_ELEMENTS(samples); i++)
		add_photo(fixture, i, &samples[i]);
	commit(fixture);
}

static void
set_up_samples(Fixture *fixture, gconstpointer data)
{
	set_up(fixture, data);
	add_samples(fixture);
}

/* The samples found, newest first, as their numbers: "5 2 0". */
static char *
numbers(GPtrArray *hits)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < hits->len; i++) {
		const ClHit *hit = g_ptr_array_index(hits, i);

		g_string_append_printf(
			text, "%s%d", i > 0 ? " " : "", (int) (hit->ingested_us - NOW_US));
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
expect_query(Fixture *fixture, const ClQuery *query, ClSort sort, const char *expected)
{
	g_autoptr(GError) error = NULL;
	ClTotal total = {99, TRUE};
	g_autoptr(GPtrArray) hits =
		cl_catalog_search(fixture->catalog, query, sort, 50, 0, &total, &error);
	g_autofree char *found = NULL;

	g_assert_no_error(error);
	found = numbers(hits);
	g_assert_cmpstr(found, ==, expected);
	g_assert_cmpuint(total.n, ==, hits->len);
	g_assert_false(total.at_least);
}

static ClQuery *
parse(const char *text)
{
	g_autoptr(GError) error = NULL;
	ClQuery *query = cl_query_parse(text, NOW_US, NULL, &error);

	g_assert_no_error(error);
	return query;
}

static void
expect(Fixture *fixture, const char *text, const char *expected)
{
	g_autoptr(ClQuery) query = parse(text);

	g_test_message("%s", text);
	expect_query(fixture, query, CL_SORT_INGESTED, expected);
}

static void
test_words(Fixture *fixture, gconstpointer data)
{
	expect(fixture, "", "5 4 3 2 1 0");
	expect(fixture, "merkel", "0");
	expect(fixture, "MERKEL", "0");
	expect(fixture, "zurich", "1 0");
	expect(fixture, "Zürich", "1 0");
	expect(fixture, "zolw", "0");
	expect(fixture, "odegard", "5 0");
	expect(fixture, "Ødegård -storm", "0");
	expect(fixture, "nothing", "");
	expect(fixture, "zurich merkel", "0");
	expect(fixture, "merkel OR storm", "5 0");
	expect(fixture, "путин", "2");
	expect(fixture, "ВЫБОРЫ москве", "2");
	expect(fixture, "محمد", "3");
	expect(fixture, "東京", "4");
	expect(fixture, "タワー", "4");
	expect(fixture, "大阪", "");
	expect(fixture, "footb*", "1");
	expect(fixture, "tak*", "");
}

static void
test_phrases_and_fields(Fixture *fixture, gconstpointer data)
{
	expect(fixture, "\"speaks in zürich\"", "0");
	expect(fixture, "\"zürich speaks\"", "");
	expect(fixture, "headline:football", "1");
	expect(fixture, "headline:zurich", "");
	expect(fixture, "byline:\"anna odegard\"", "5 0");
	expect(fixture, "keywords:storm", "5");
	expect(fixture, "keywords:\"politics speech\"", ""); /* two keywords are no phrase */
	expect(fixture, "keywords:politics keywords:speech", "0");
	expect(fixture, "country:(switzerland OR japan) -football", "4 0");
	expect(fixture, "xaver", "5");
}

static void
test_not(Fixture *fixture, gconstpointer data)
{
	expect(fixture, "-zurich", "5 4 3 2");
	expect(fixture, "-(zurich OR storm)", "4 3 2");
	expect(fixture, "-(zurich merkel)", "5 4 3 2 1");
	expect(fixture, "merkel OR -zurich", "5 4 3 2 0");
	expect(fixture, "-zurich -storm", "4 3 2");
	expect(fixture, "-(-zurich)", "1 0");
	expect(fixture, "-(-(-zurich))", "5 4 3 2");
	expect(fixture, "zurich -(merkel OR -football)", "1");
}

static void
test_tags(Fixture *fixture, gconstpointer data)
{
	expect(fixture, "taken:2022", "1 0");
	expect(fixture, "taken:2021", "3 2");
	expect(fixture, "taken:2022-01-06", "1");
	expect(fixture, "taken:2021-12..2022-01-05", "2 0");
	expect(fixture, "zurich taken:2022-01-05", "0");
	expect(fixture, "supplier:dpa football", "1");
	expect(fixture, "supplier:dpa taken:2022", "1 0");
	expect(fixture, "taken:2022-01-06.. switzerland supplier:DPA", "1");
	expect(fixture, "supplier:(dpa OR tass) taken:2021-06..2022-01-05", "2 0");
	expect(fixture, "supplier:afp taken:2021-12", "");
	expect(fixture, "supplier:dpa supplier:tass", "");
	expect(fixture, "-(supplier:dpa supplier:tass) taken:2021", "3 2");
	expect(fixture, "-has:date_taken", "5");
	expect(fixture, "is:portrait", "1");
	expect(fixture, "is:square", "3");
	expect(fixture, "width:>=2000", "4");
	expect(fixture, "format:jpeg supplier:tass", "2");
}

static void
test_sort_taken(Fixture *fixture, gconstpointer data)
{
	g_autoptr(ClQuery) all = parse("");
	g_autoptr(ClQuery) jpeg = parse("format:jpeg");
	g_autoptr(ClQuery) zurich = parse("zurich");

	expect_query(fixture, all, CL_SORT_TAKEN, "1 0 2 3 4 5");
	expect_query(fixture, jpeg, CL_SORT_TAKEN, "1 0 2 3 4 5");
	expect_query(fixture, zurich, CL_SORT_TAKEN, "1 0");
}

static void
test_pages(Fixture *fixture, gconstpointer data)
{
	static const char *const queries[] = {"", "format:jpeg"};
	static const struct {
		guint limit, offset;
		const char *expected;
	} pages[] = {{2, 0, "5 4"}, {2, 2, "3 2"}, {2, 4, "1 0"}, {2, 6, ""}, {4, 4, "1 0"},
		{6, 0, "5 4 3 2 1 0"}, {0, 0, ""}};

	for (guint i = 0; i < G_N_ELEMENTS(queries) * G_N_ELEMENTS(pages); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(ClQuery) query = parse(queries[i % 2]);
		ClTotal total = {0};
		g_autoptr(GPtrArray) hits = cl_catalog_search(fixture->catalog, query,
			CL_SORT_INGESTED, pages[i / 2].limit, pages[i / 2].offset, &total, &error);
		g_autofree char *found = NULL;

		g_assert_no_error(error);
		found = numbers(hits);
		g_assert_cmpstr(found, ==, pages[i / 2].expected);
		g_assert_cmpuint(total.n, ==, 6);
	}
}

static void
test_hit(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClQuery) query = parse("merkel");
	g_autoptr(ClFileRow) file = make_file(0);
	g_autoptr(ClEffective) effective = NULL;
	g_autoptr(GPtrArray) hits =
		cl_catalog_search(fixture->catalog, query, CL_SORT_INGESTED, 1, 0, NULL, &error);
	const ClHit *hit = g_ptr_array_index(hits, 0);

	g_assert_cmpstr(hit->id, ==, file->photo);
	g_assert_cmpstr(hit->headline, ==, "Chancellor speaks");
	g_assert_cmpstr(hit->byline, ==, "Anna Ødegård");
	g_assert_cmpstr(hit->place, ==, "Switzerland");
	g_assert_cmpstr(hit->date_taken, ==, "2022-01-05T10:11:12+01:00");
	g_assert_cmpstr(hit->supplier, ==, "dpa");
	g_assert_cmpstr(hit->format, ==, "jpeg");
	g_assert_cmpstr(hit->state, ==, "ok");
	g_assert_null(hit->credit);
	g_assert_cmpuint(hit->width, ==, 600);
	g_assert_cmpmem(hit->sha256, CL_SHA256_BYTES, file->sha256, CL_SHA256_BYTES);
	effective = cl_catalog_get_effective(fixture->catalog, hit->id, &error);
	g_assert_no_error(error);
	g_assert_cmpstr(cl_effective_first(effective, CL_FIELD_HEADLINE), ==, "Chancellor speaks");
	g_assert_cmpuint(effective->values[CL_FIELD_KEYWORDS]->len, ==, 2);
}

static guint64
facet_count(GPtrArray *facets, const char *name, const char *value)
{
	for (guint i = 0; i < facets->len; i++) {
		const ClFacet *facet = g_ptr_array_index(facets, i);

		if (strcmp(facet->facet, name) == 0 && strcmp(facet->value, value) == 0)
			return facet->n;
	}
	return 0;
}

static void
test_facets(Fixture *fixture, gconstpointer data)
{
	static const char *const queries[] = {"", "format:jpeg"};

	for (guint i = 0; i < G_N_ELEMENTS(queries); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(ClQuery) query = parse(queries[i]);
		guint window = 0;
		g_autoptr(GPtrArray) facets =
			cl_catalog_facets(fixture->catalog, query, &window, &error);

		g_assert_no_error(error);
		g_assert_cmpuint(window, ==, 6);
		g_assert_cmpstr(((ClFacet *) g_ptr_array_index(facets, 0))->facet, ==, "supplier");
		g_assert_cmpstr(((ClFacet *) g_ptr_array_index(facets, 0))->value, ==, "dpa");
		g_assert_cmpuint(facet_count(facets, "supplier", "dpa"), ==, 2);
		g_assert_cmpuint(facet_count(facets, "byline", "Anna Ødegård"), ==, 2);
		g_assert_cmpuint(facet_count(facets, "country", "Switzerland"), ==, 2);
		g_assert_cmpuint(facet_count(facets, "year", "2021"), ==, 2);
		g_assert_cmpuint(facet_count(facets, "format", "jpeg"), ==, 6);
	}
}

/* Listing again replaces; a rebuild starts from nothing; the place in the order stays. */
static void
test_relisting(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFileRow) file = make_file(1);

	begin(fixture);
	list_photo(fixture, file->photo, 1, &samples[5]);
	commit(fixture);
	expect(fixture, "football", "");
	expect(fixture, "storm", "5 1");
	expect(fixture, "", "5 4 3 2 1 0");
	begin(fixture);
	g_assert_true(cl_catalog_clear_derived(fixture->catalog, &error));
	for (guint i = 0; i < 3; i++) {
		g_autoptr(ClFileRow) again = make_file(i);

		list_photo(fixture, again->photo, i, &samples[i]);
	}
	g_assert_true(cl_catalog_tidy(fixture->catalog, &error));
	commit(fixture);
	expect(fixture, "", "2 1 0");
	expect(fixture, "storm", "");
	expect(fixture, "football", "1");
}

/* A migration that leaves the derived tables as they are leaves their rows, too. */
static void
test_upgrade_keeps_rows(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	gboolean stale = TRUE;

	cl_catalog_close(fixture->catalog);
	g_assert_true(run_sql(fixture, "UPDATE derived SET sha256 = upper(sha256) WHERE name = 'file_row'"));
	fixture->catalog = cl_catalog_open(fixture->path, CL_CATALOG_WRITE, &error);
	g_assert_no_error(error);
	expect(fixture, "zurich", "1 0");
	g_assert_true(cl_catalog_is_stale(fixture->catalog, &stale, &error) && !stale);
}

/* More photos of one microsecond than have room in it; an edit of the time moves a photo. */
static void
test_same_time(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFileRow) middle = make_file(300);
	g_autoptr(ClQuery) all = parse("");
	g_autoptr(GPtrArray) hits = NULL;
	ClTotal total = {0};

	begin(fixture);
	for (guint i = 0; i < 600; i++) {
		g_autoptr(ClFileRow) file = make_file(i);

		cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error);
		list_photo(fixture, file->photo, 7, &samples[0]);
	}
	list_photo(fixture, middle->photo, 9, &samples[0]);
	commit(fixture);
	hits = cl_catalog_search(fixture->catalog, all, CL_SORT_INGESTED, 1, 0, &total, &error);
	g_assert_cmpuint(total.n, ==, 600);
	g_assert_cmpstr(((ClHit *) g_ptr_array_index(hits, 0))->id, ==, middle->photo);
}

static ClQuery *
make(ClQueryType type, const char *tokens, ClQuery *child)
{
	ClQuery *query = g_new0(ClQuery, 1);

	query->type = type;
	query->field = CL_N_FIELDS;
	query->tokens = g_strdup(tokens);
	if (child != NULL) {
		query->children = g_ptr_array_new_with_free_func((GDestroyNotify) cl_query_free);
		g_ptr_array_add(query->children, child);
	}
	return query;
}

/* Characters that mean something to the engine are only ever text. */
static void
test_quoting(Fixture *fixture, gconstpointer data)
{
	static const char *const odd[] = {"\"", "a\" OR \"b", "* ) OR (", "-tags : x", "NEAR(a b)",
		"caption : merkel", "merkel\" *", "^merkel", "zz\\", "'; --"};

	for (guint i = 0; i < G_N_ELEMENTS(odd); i++) {
		g_autoptr(ClQuery) text = make(CL_QUERY_TEXT, odd[i], NULL);
		g_autoptr(ClQuery) tag = make(CL_QUERY_TAG, odd[i], NULL);

		g_test_message("%s", odd[i]);
		expect_query(fixture, text, CL_SORT_INGESTED, "");
		text->prefix = TRUE;
		expect_query(fixture, text, CL_SORT_INGESTED, "");
		expect_query(fixture, tag, CL_SORT_INGESTED, "");
	}
}

static void
test_refused(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClQuery) nothing = make(CL_QUERY_TEXT, "", NULL);
	g_autoptr(ClQuery) unsearched = make(CL_QUERY_TEXT, "x", NULL);

	unsearched->field = CL_FIELD_URGENCY;
	g_assert_null(cl_catalog_search(
		fixture->catalog, nothing, CL_SORT_INGESTED, 1, 0, NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
	g_clear_error(&error);
	g_assert_null(cl_catalog_facets(fixture->catalog, unsearched, NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
}

/* A chain of `levels` groups, AND and OR in turn, each with a word beside the next level. */
static ClQuery *
make_deep(guint levels, gboolean deep_first, gboolean negated)
{
	ClQuery *query = make(CL_QUERY_TEXT, "merkel", NULL);

	for (guint i = 0; i < levels; i++) {
		ClQuery *word = make(CL_QUERY_TEXT, i % 2 == 0 ? "merkel" : "speaks", NULL);
		ClQuery *deep = negated ? make(CL_QUERY_NOT, NULL, query) : query;

		query = make(i % 2 == 0 ? CL_QUERY_AND : CL_QUERY_OR, NULL, deep_first ? deep : word);
		g_ptr_array_add(query->children, deep_first ? word : deep);
	}
	return query;
}

static void
test_depth(Fixture *fixture, gconstpointer data)
{
	for (guint i = 0; i < 2; i++) {
		g_autoptr(ClQuery) query = make_deep(40, i == 0, FALSE);

		expect_query(fixture, query, CL_SORT_INGESTED, "0");
	}
	/* Whatever the engine cannot take is refused before it, with words. */
	for (guint levels = 0; levels < 120; levels++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(ClQuery) query = make_deep(levels, levels % 2 == 0, TRUE);
		g_autoptr(GPtrArray) hits = cl_catalog_search(
			fixture->catalog, query, CL_SORT_INGESTED, 9, 0, NULL, &error);

		if (hits == NULL)
			g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
		g_assert_true(hits != NULL || levels > 15);
	}
}

#define ADD(path, function) \
	g_test_add("/search/" path, Fixture, NULL, set_up_samples, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("words", test_words);
	ADD("phrases-and-fields", test_phrases_and_fields);
	ADD("not", test_not);
	ADD("tags", test_tags);
	ADD("sort-taken", test_sort_taken);
	ADD("pages", test_pages);
	ADD("hit", test_hit);
	ADD("facets", test_facets);
	ADD("relisting", test_relisting);
	ADD("upgrade-keeps-rows", test_upgrade_keeps_rows);
	ADD("quoting", test_quoting);
	ADD("refused", test_refused);
	ADD("depth", test_depth);
	g_test_add("/search/same-time", Fixture, NULL, set_up, test_same_time, tear_down);
	return g_test_run();
}
