/* SPDX-License-Identifier: MIT
 *
 * Documents: kept whole by kind and id, their revision grows, one kind does not see another's.
 */
#include "catalog_fixture.h"

static void
put(Fixture *fixture, const char *kind, const char *id, const char *json)
{
	g_autoptr(GError) error = NULL;

	begin(fixture);
	g_assert_true(cl_catalog_put_document(
		fixture->catalog, kind, id, json, NOW_US, "cli:eva", &error));
	g_assert_no_error(error);
	commit(fixture);
}

static ClDocument *
get(Fixture *fixture, const char *kind, const char *id)
{
	g_autoptr(GError) error = NULL;
	ClDocument *document = cl_catalog_get_document(fixture->catalog, kind, id, &error);

	g_assert_no_error(error);
	return document;
}

static void
test_put(Fixture *fixture, gconstpointer data)
{
	g_autoptr(ClDocument) first = NULL, second = NULL;

	g_assert_null(get(fixture, "outlet", "daily"));
	put(fixture, "outlet", "daily", "{\"a\":1}");
	first = get(fixture, "outlet", "daily");
	g_assert_cmpstr(first->json, ==, "{\"a\":1}");
	g_assert_cmpint(first->rev, ==, 1);
	g_assert_cmpint(first->at_us, ==, NOW_US);
	g_assert_cmpstr(first->who, ==, "cli:eva");
	put(fixture, "outlet", "daily", "{\"a\":2}");
	second = get(fixture, "outlet", "daily");
	g_assert_cmpstr(second->json, ==, "{\"a\":2}");
	g_assert_cmpint(second->rev, ==, 2);
}

static void
test_list(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) outlets = NULL;

	put(fixture, "outlet", "weekly", "{}");
	put(fixture, "licence", "all", "{}");
	put(fixture, "outlet", "daily", "{}");
	outlets = cl_catalog_list_documents(fixture->catalog, "outlet", &error);
	g_assert_no_error(error);
	g_assert_cmpuint(outlets->len, ==, 2);
	g_assert_cmpstr(((ClDocument *) outlets->pdata[0])->id, ==, "daily");
	g_assert_cmpstr(((ClDocument *) outlets->pdata[1])->id, ==, "weekly");
}

static void
test_drop(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	put(fixture, "outlet", "daily", "{}");
	put(fixture, "outlet", "daily", NULL);
	g_assert_null(get(fixture, "outlet", "daily"));
	begin(fixture);
	g_assert_false(cl_catalog_put_document(
		fixture->catalog, "outlet", "daily", NULL, NOW_US, "cli:eva", &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_NOT_FOUND);
	cl_catalog_rollback(fixture->catalog);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/documents/put", Fixture, NULL, set_up, test_put, tear_down);
	g_test_add("/documents/list", Fixture, NULL, set_up, test_list, tear_down);
	g_test_add("/documents/drop", Fixture, NULL, set_up, test_drop, tear_down);
	return g_test_run();
}
