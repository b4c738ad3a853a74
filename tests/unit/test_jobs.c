/* SPDX-License-Identifier: MIT
 *
 * The queue: each job once, leased to one holder at a time, back when the lease is over or given
 * back, gone when done.
 */
#include "catalog_fixture.h"

#define LEASE_US 1000

static void
add_jobs(Fixture *fixture, guint n)
{
	g_autoptr(GError) error = NULL;

	begin(fixture);
	for (guint i = 0; i < n; i++) {
		g_autoptr(ClFileRow) file = make_file(i);

		g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error));
		for (guint twice = 0; twice < 2; twice++)
			g_assert_true(cl_catalog_add_job(
				fixture->catalog, "develop", file->photo, 1, &error));
	}
	commit(fixture);
}

static GPtrArray *
claim(Fixture *fixture, const char *holder, gint64 now_us, guint limit)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *jobs;

	begin(fixture);
	jobs = cl_catalog_claim_jobs(
		fixture->catalog, "develop", holder, now_us, LEASE_US, limit, &error);
	g_assert_no_error(error);
	commit(fixture);
	return jobs;
}

static guint64
count(Fixture *fixture)
{
	guint64 n = 0;

	g_assert_true(cl_catalog_count_jobs(fixture->catalog, "develop", &n, NULL));
	return n;
}

static const ClJobRow *
job_at(GPtrArray *jobs, guint i)
{
	return g_ptr_array_index(jobs, i);
}

static void
test_lease(Fixture *fixture, gconstpointer data)
{
	g_autoptr(ClFileRow) first = make_file(0);
	g_autoptr(GPtrArray) a = NULL;
	g_autoptr(GPtrArray) b = NULL;
	g_autoptr(GPtrArray) none = NULL;

	add_jobs(fixture, 5);
	g_assert_cmpuint(count(fixture), ==, 5);
	a = claim(fixture, "a", NOW_US, 3);
	b = claim(fixture, "b", NOW_US, 3);
	none = claim(fixture, "c", NOW_US, 3);
	g_assert_cmpuint(a->len, ==, 3);
	g_assert_cmpuint(b->len, ==, 2);
	g_assert_cmpuint(none->len, ==, 0);
	g_assert_cmpstr(job_at(a, 0)->photo, ==, first->photo);
	g_assert_cmpuint(job_at(a, 0)->version, ==, 1);
	g_assert_cmpuint(job_at(a, 0)->attempts, ==, 1);
	g_assert_cmpint(job_at(a, 0)->job, <, job_at(a, 1)->job);
	begin(fixture);
	g_assert_true(cl_catalog_end_job(fixture->catalog, job_at(a, 0)->job, NULL));
	commit(fixture);
	g_assert_cmpuint(count(fixture), ==, 4);
}

static void
test_expiry(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GPtrArray) a = NULL;
	g_autoptr(GPtrArray) early = NULL;
	g_autoptr(GPtrArray) late = NULL;

	add_jobs(fixture, 2);
	a = claim(fixture, "a", NOW_US, 10);
	early = claim(fixture, "b", NOW_US + LEASE_US - 1, 10);
	late = claim(fixture, "b", NOW_US + LEASE_US, 10);
	g_assert_cmpuint(a->len, ==, 2);
	g_assert_cmpuint(early->len, ==, 0);
	g_assert_cmpuint(late->len, ==, 2);
	g_assert_cmpuint(job_at(late, 0)->attempts, ==, 2);
}

static void
test_release(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GPtrArray) a = NULL;
	g_autoptr(GPtrArray) b = NULL;
	g_autoptr(GPtrArray) again = NULL;

	add_jobs(fixture, 4);
	a = claim(fixture, "a", NOW_US, 2);
	b = claim(fixture, "b", NOW_US, 2);
	begin(fixture);
	g_assert_true(cl_catalog_release_jobs(fixture->catalog, "a", NULL));
	commit(fixture);
	again = claim(fixture, "c", NOW_US + 1, 10);
	g_assert_cmpuint(again->len, ==, 2);
	g_assert_cmpint(job_at(again, 0)->job, ==, job_at(a, 0)->job);
	g_assert_cmpuint(job_at(again, 0)->attempts, ==, 1);
	g_assert_cmpuint(b->len, ==, 2);
}

static void
test_unknown_photo(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	begin(fixture);
	g_assert_false(cl_catalog_add_job(fixture->catalog, "develop", "0000000000000000", 1, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_NOT_FOUND);
	commit(fixture);
}

#define ADD(path, function) g_test_add("/jobs/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("lease", test_lease);
	ADD("expiry", test_expiry);
	ADD("release", test_release);
	ADD("unknown-photo", test_unknown_photo);
	return g_test_run();
}
