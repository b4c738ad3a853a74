/* SPDX-License-Identifier: MIT
 *
 * The chain of events: it holds, it breaks where a row was altered behind its back, and it still
 * holds after a payload was erased. The table itself refuses all but that.
 */
#include "catalog_fixture.h"

static void
add_events(Fixture *fixture, guint n)
{
	g_autoptr(GError) error = NULL;

	begin(fixture);
	for (guint i = 0; i < n; i++) {
		g_autofree char *payload = g_strdup_printf("{\"n\":%u}", i);

		g_assert_true(cl_catalog_add_event(fixture->catalog, NOW_US + i, "cli:eva", "ingest",
			i % 2 == 0 ? "0123456789abcdef" : NULL, i % 3 == 2 ? NULL : payload, &error));
		g_assert_no_error(error);
	}
	commit(fixture);
}

static void
assert_holds(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	gint64 broken = -1;

	g_assert_true(cl_catalog_check_chain(fixture->catalog, &broken, &error));
	g_assert_no_error(error);
	g_assert_cmpint(broken, ==, 0);
}

static void
assert_broken_at(Fixture *fixture, gint64 seq)
{
	g_autoptr(GError) error = NULL;
	gint64 broken = -1;

	g_assert_false(cl_catalog_check_chain(fixture->catalog, &broken, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	g_assert_cmpint(broken, ==, seq);
}

static void
test_list(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(GPtrArray) page = NULL;
	g_autoptr(GPtrArray) photo = NULL;
	const ClEventRow *event;

	assert_holds(fixture);
	add_events(fixture, 10);
	assert_holds(fixture);
	all = cl_catalog_list_events(fixture->catalog, NULL, 0, 100, &error);
	g_assert_cmpuint(all->len, ==, 10);
	event = g_ptr_array_index(all, 1);
	g_assert_cmpint(event->seq, ==, 2);
	g_assert_cmpint(event->at_us, ==, NOW_US + 1);
	g_assert_cmpstr(event->who, ==, "cli:eva");
	g_assert_cmpstr(event->kind, ==, "ingest");
	g_assert_null(event->subject);
	g_assert_cmpstr(event->payload, ==, "{\"n\":1}");
	g_assert_cmpuint(strlen(event->digest), ==, CL_SHA256_HEX);
	page = cl_catalog_list_events(fixture->catalog, NULL, 8, 100, &error);
	g_assert_cmpuint(page->len, ==, 2);
	photo = cl_catalog_list_events(fixture->catalog, "0123456789abcdef", 1, 2, &error);
	g_assert_cmpuint(photo->len, ==, 2);
	g_assert_cmpint(((ClEventRow *) g_ptr_array_index(photo, 0))->seq, ==, 3);
}

static void
test_more_than_a_page(Fixture *fixture, gconstpointer data)
{
	add_events(fixture, 2500);
	assert_holds(fixture);
}

static void
test_triggers(Fixture *fixture, gconstpointer data)
{
	static const char *const refused[] = {"DELETE FROM event WHERE seq = 2",
		"UPDATE event SET payload = '{}' WHERE seq = 2",
		"UPDATE event SET payload = NULL, who = 'x' WHERE seq = 2",
		"UPDATE event SET payload = NULL, at_us = 1 WHERE seq = 2",
		"UPDATE event SET payload = NULL, subject = 'x' WHERE seq = 2",
		"UPDATE event SET payload = NULL, digest = zeroblob(32) WHERE seq = 2",
		"UPDATE event SET payload = NULL, payload_sha256 = zeroblob(32) WHERE seq = 2"};

	add_events(fixture, 5);
	for (guint i = 0; i < G_N_ELEMENTS(refused); i++)
		g_assert_false(run_sql(fixture, refused[i]));
	assert_holds(fixture);
	g_assert_true(run_sql(fixture, "UPDATE event SET payload = NULL WHERE seq = 2"));
	assert_holds(fixture);
	add_events(fixture, 3);
	assert_holds(fixture);
}

static void
test_tampering(Fixture *fixture, gconstpointer data)
{
	static const char *const altered[] = {
		"UPDATE event SET payload = '{\"n\":9}' WHERE seq = 4",
		"UPDATE event SET who = 'cli:eve' WHERE seq = 4",
		"UPDATE event SET at_us = at_us + 1 WHERE seq = 4",
		"UPDATE event SET kind = 'kill' WHERE seq = 4",
		"UPDATE event SET subject = '' WHERE seq = 4",
		"UPDATE event SET digest = zeroblob(32) WHERE seq = 4",
	};

	add_events(fixture, 8);
	g_assert_true(run_sql(fixture, "DROP TRIGGER event_fixed; DROP TRIGGER event_keep;"
				       "CREATE TABLE kept AS SELECT * FROM event"));
	for (guint i = 0; i < G_N_ELEMENTS(altered); i++) {
		g_assert_true(run_sql(fixture, altered[i]));
		assert_broken_at(fixture, 4);
		g_assert_true(run_sql(fixture,
			"DELETE FROM event; INSERT INTO event SELECT * FROM kept"));
		assert_holds(fixture);
	}
	g_assert_true(run_sql(fixture, "DELETE FROM event WHERE seq = 4"));
	assert_broken_at(fixture, 5);
}

#define ADD(path, function) g_test_add("/events/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("list", test_list);
	ADD("more-than-a-page", test_more_than_a_page);
	ADD("triggers", test_triggers);
	ADD("tampering", test_tampering);
	return g_test_run();
}
