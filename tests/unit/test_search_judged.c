/* SPDX-License-Identifier: MIT
 *
 * Searching for what each photo has to be asked: pages that fill, bounds that end them, and that an answer
 * which was cut short says so. Six hundred photos, an hour apart, without a licence.
 */
#include <cutline/clearance.h>
#include "../../src/archive/judged.h"
#include "catalog_fixture.h"
#include "remove_all.h"

#define N_PHOTOS 600
#define AT_US(number) (NOW_US + (number) * G_TIME_SPAN_HOUR)

typedef struct {
	char *folder;
	ClArchive *archive;
} Judged;

static void
add_photo(ClCatalog *catalog, guint number)
{
	g_autoptr(ClFileRow) file = make_file(number);
	g_autoptr(ClEffective) effective = NULL;
	g_autofree char *tags = NULL;
	g_autoptr(GError) error = NULL;
	ClListing listing = {.listed = {.id = file->photo, .format = CL_FORMAT_JPEG, .ingested_us = AT_US(number),
				     .supplier = "dpa", .state = "ok", .developed = TRUE, .n_versions = 1}};

	file->ingested_us = AT_US(number);
	cl_facts_receive(file->facts, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 0, "x-default", "Lake");
	effective = cl_photo_resolve(file->facts->received, CL_DIGEST_ABSENT, NOW_US);
	listing.effective = effective;
	tags = cl_query_tags(&listing.listed, effective, NULL);
	listing.tags = tags;
	cl_catalog_add_photo(catalog, file, "ok", NULL, &error);
	g_assert_no_error(error);
	cl_catalog_put_listing(catalog, file->photo, &listing, &error);
	g_assert_no_error(error);
}

static void
begin_archive(Judged *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	fixture->folder = g_dir_make_tmp("cutline-judged-XXXXXX", &error);
	g_assert_no_error(error);
	cl_archive_init(fixture->folder, &error);
	g_assert_no_error(error);
	fixture->archive = cl_archive_open(fixture->folder, CL_ARCHIVE_WRITE, &error);
	g_assert_no_error(error);
	cl_catalog_begin(fixture->archive->catalog, &error);
	for (guint i = 0; i < N_PHOTOS; i++)
		add_photo(fixture->archive->catalog, i);
	cl_catalog_commit(fixture->archive->catalog, &error);
	g_assert_no_error(error);
}

static void
end_archive(Judged *fixture, gconstpointer data)
{
	cl_archive_close(fixture->archive);
	remove_all(fixture->folder);
	g_free(fixture->folder);
}

/* What is found is the newest without a gap, from `offset` on. */
static void
check(Judged *fixture, const char *query, ClSort sort, guint limit, guint offset, ArchiveBounds within,
	guint n_hits, ClTotal expected)
{
	g_autoptr(GError) error = NULL;
	ClTotal total = {0};
	g_autoptr(GPtrArray) hits = archive_search_within(
		fixture->archive, query, sort, limit, offset, &within, &total, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(hits->len, ==, n_hits);
	for (guint i = 0; i < n_hits; i++)
		g_assert_cmpint(((ClHit *)hits->pdata[i])->ingested_us, ==, AT_US(N_PHOTOS - 1 - offset - i));
	g_assert_cmpuint(total.n, ==, expected.n);
	g_assert_cmpint(total.at_least, ==, expected.at_least);
	g_assert_cmpuint(total.judged, ==, expected.judged);
	g_assert_cmpint(total.judged_to_us, ==, expected.judged_to_us);
}

/* Through pages of any size to the end: each photo once. */
static void
test_all(Judged *fixture, gconstpointer data)
{
	ArchiveBounds within = {.photos = 10000};

	check(fixture, "lake licence:none", CL_SORT_INGESTED, 1000, 0, within, N_PHOTOS,
		(ClTotal){.n = N_PHOTOS});
	check(fixture, "licence:none", CL_SORT_INGESTED, 1000, 550, within, 50, (ClTotal){.n = N_PHOTOS});
	check(fixture, "-licence:none", CL_SORT_INGESTED, 50, 0, within, 0, (ClTotal){0});
	check(fixture, "sea licence:none", CL_SORT_INGESTED, 50, 0, within, 0, (ClTotal){0});
}

/* A full page ends it, one behind it being known. */
static void
test_full(Judged *fixture, gconstpointer data)
{
	check(fixture, "licence:none", CL_SORT_INGESTED, 3, 0, (ArchiveBounds){.photos = 10}, 3,
		(ClTotal){.n = 4, .at_least = TRUE});
	check(fixture, "licence:none", CL_SORT_INGESTED, 3, 2, (ArchiveBounds){.photos = 10}, 3,
		(ClTotal){.n = 6, .at_least = TRUE});
}

/* Whoever is not asked is not denied: the answer says how far it went, and from when on to go on. */
static void
test_cut_short(Judged *fixture, gconstpointer data)
{
	ArchiveBounds within = {.photos = 25};
	gint64 last_us = AT_US(N_PHOTOS - 25);

	check(fixture, "-licence:none", CL_SORT_INGESTED, 50, 0, within, 0,
		(ClTotal){.at_least = TRUE, .judged = 25, .judged_to_us = last_us});
	check(fixture, "licence:none", CL_SORT_INGESTED, 50, 20, within, 5,
		(ClTotal){.n = 25, .at_least = TRUE, .judged = 25, .judged_to_us = last_us});
	check(fixture, "-licence:none", CL_SORT_TAKEN, 50, 0, within, 0,
		(ClTotal){.at_least = TRUE, .judged = 25});
	/* All on one day: a query by days would begin at the same photo again. */
	check(fixture, "-licence:none", CL_SORT_INGESTED, 50, 0, (ArchiveBounds){.photos = 20}, 0,
		(ClTotal){.at_least = TRUE, .judged = 20});
	/* Exactly as many as there are is all of them, also where a page of rows ends there. */
	check(fixture, "-licence:none", CL_SORT_INGESTED, 50, 0, (ArchiveBounds){.photos = N_PHOTOS}, 0,
		(ClTotal){0});
	check(fixture, "-licence:none", CL_SORT_INGESTED, 50, 0, (ArchiveBounds){.photos = 250}, 0,
		(ClTotal){.at_least = TRUE, .judged = 250, .judged_to_us = AT_US(N_PHOTOS - 250)});
	/* No time at all: one is asked, and the answer is that. */
	check(fixture, "-licence:none", CL_SORT_INGESTED, 50, 0, (ArchiveBounds){.photos = 25, .cpu_us = 1}, 0,
		(ClTotal){.at_least = TRUE, .judged = 1});
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/search-judged/all", Judged, NULL, begin_archive, test_all, end_archive);
	g_test_add("/search-judged/full", Judged, NULL, begin_archive, test_full, end_archive);
	g_test_add("/search-judged/cut-short", Judged, NULL, begin_archive, test_cut_short, end_archive);
	return g_test_run();
}
