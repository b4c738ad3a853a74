/* SPDX-License-Identifier: MIT
 *
 * Every statement is prepared on a fresh catalog and its plan read: a table that is read whole
 * needs a reason in the statement's file. Columns of the full text follow the fields table.
 * Files of older versions are brought forward; newer ones and those of others are refused.
 */
#include "catalog_fixture.h"

typedef struct {
	const char *statement;
	const char *reason;
	GPtrArray *tables;
	guint n_lines, n_scans;
} Plan;

/* "SCAN x" reads all of x, be it through an index. Not counted: the full-text table where it is
 * given an expression or a row, and what the statement itself has selected ("matches"). */
static void
read_line(const char *line, gpointer data)
{
	Plan *plan = data;
	g_auto(GStrv) words = g_strsplit(line, " ", -1);

	plan->n_lines++;
	if (strcmp(words[0], "SCAN") != 0 || words[1] == NULL)
		return;
	if (strstr(line, "VIRTUAL TABLE INDEX") != NULL &&
		(strstr(line, ":M") != NULL || g_str_has_suffix(line, ":=")))
		return;
	if (strcmp(words[1], "matches") == 0 || strcmp(words[1], "CONSTANT") == 0 ||
		g_str_has_prefix(words[1], "(subquery"))
		return;
	plan->n_scans++;
	if (plan->reason == NULL)
		g_test_message("%s: %s", plan->statement, line);
}

static void
test_plans(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	CatalogDb *db = catalog_driver_sqlite.open(fixture->path, CL_CATALOG_WRITE, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(catalog_n_statements, >, 50);
	for (guint i = 0; i < catalog_n_statements; i++) {
		Plan plan = {catalog_statements[i].name, catalog_statements[i].scan};

		g_assert_nonnull(catalog_driver_sqlite.statement(db, i, &error));
		g_assert_no_error(error);
		catalog_driver_sqlite.explain(db, i, read_line, &plan, &error);
		g_assert_no_error(error);
		if (plan.n_scans > 0 && plan.reason == NULL) {
			g_test_message("%s reads a whole table without a reason", plan.statement);
			g_test_fail();
		}
		if (plan.n_scans == 0 && plan.reason != NULL) {
			g_test_message("%s gives a reason but reads no table", plan.statement);
			g_test_fail();
		}
	}
	catalog_driver_sqlite.close(db);
}

static const char *
find_statement(const char *name)
{
	for (guint i = 0; i < catalog_n_statements; i++)
		if (strcmp(catalog_statements[i].name, name) == 0)
			return catalog_statements[i].sql;
	g_assert_not_reached();
}

/* The names between the first pair of brackets, with `first` names skipped, up to `end`. */
static char *
names_in_brackets(const char *sql, guint first, const char *end)
{
	g_autoptr(GString) names = g_string_new(NULL);
	const char *open = strchr(sql, '(');
	g_autofree char *inside = g_strndup(open + 1, strcspn(open + 1, ")="));
	g_auto(GStrv) parts = g_strsplit(inside, ",", -1);

	for (guint i = first; parts[i] != NULL; i++) {
		const char *name = g_strstrip(parts[i]);

		if (end != NULL && strcmp(name, end) == 0)
			break;
		g_string_append_printf(names, "%s ", name);
	}
	return g_string_free(g_steal_pointer(&names), FALSE);
}

static void
test_fulltext_columns(void)
{
	g_autoptr(GString) expected = g_string_new(NULL);
	g_autofree char *created = NULL, *inserted = NULL;

	for (ClField field = 0; field < CL_N_FIELDS; field++)
		if (cl_field_info(field)->search)
			g_string_append_printf(expected, "%s ", cl_field_info(field)->name);
	for (guint i = 0; i < catalog_n_derived; i++)
		if (strcmp(catalog_derived[i].name, "fulltext") == 0)
			created = names_in_brackets(
				strstr(catalog_derived[i].create, "CREATE"), 0, "tags");
	inserted = names_in_brackets(find_statement("fulltext_add"), 2, NULL);
	g_assert_cmpstr(created, ==, expected->str);
	g_assert_cmpstr(inserted, ==, expected->str);
}

static void
test_migrations(void)
{
	g_assert_cmpuint(catalog_n_migrations, >=, 1);
	for (guint i = 0; i < catalog_n_migrations; i++) {
		guint8 digest[CL_SHA256_BYTES];
		g_autofree char *hex = NULL;

		cl_sha256(catalog_migrations[i].sql, strlen(catalog_migrations[i].sql), digest);
		hex = cl_hex(digest, sizeof digest);
		g_assert_cmpstr(hex, ==, catalog_migrations[i].sha256);
	}
}

static void
expect_refusal(const char *path, ClCatalogMode mode, ClErrorId id)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(cl_catalog_open(path, mode, &error));
	g_assert_error(error, CL_ERROR, (gint) id);
	g_assert_nonnull(strstr(error->message, path));
}

static void
test_refusals(Fixture *fixture, gconstpointer data)
{
	g_autofree char *text = g_build_filename(fixture->folder, "text", NULL);
	g_autofree char *empty = g_build_filename(fixture->folder, "empty", NULL);
	g_autofree char *absent = g_build_filename(fixture->folder, "absent", NULL);
	g_autoptr(GString) long_text = g_string_new(NULL);

	for (guint i = 0; i < 1000; i++)
		g_string_append(long_text, "not a data base at all; ");
	g_assert_true(g_file_set_contents(text, long_text->str, -1, NULL));
	g_assert_true(g_file_set_contents(empty, "", 0, NULL));
	for (ClCatalogMode mode = CL_CATALOG_READ; mode <= CL_CATALOG_CREATE; mode++)
		expect_refusal(text, mode, CL_ERROR_INPUT);
	expect_refusal(empty, CL_CATALOG_READ, CL_ERROR_INPUT);
	expect_refusal(empty, CL_CATALOG_WRITE, CL_ERROR_INPUT);
	expect_refusal(absent, CL_CATALOG_READ, CL_ERROR_NOT_FOUND);
	expect_refusal(absent, CL_CATALOG_WRITE, CL_ERROR_NOT_FOUND);
	g_remove(text);
	g_remove(empty);

	g_assert_true(run_sql(fixture, "PRAGMA user_version = 9999"));
	for (ClCatalogMode mode = CL_CATALOG_READ; mode <= CL_CATALOG_CREATE; mode++)
		expect_refusal(fixture->path, mode, CL_ERROR_NEWER);
	g_assert_true(run_sql(fixture, "PRAGMA application_id = 1; PRAGMA user_version = 1"));
	for (ClCatalogMode mode = CL_CATALOG_READ; mode <= CL_CATALOG_CREATE; mode++)
		expect_refusal(fixture->path, mode, CL_ERROR_INPUT);
}

/* A derived table of another program version is made anew; the record stays. */
static void
test_derived_change(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClPhotoRow) photo = NULL;
	AUTO_FILE file = make_file(1);
	gboolean stale = TRUE;

	g_assert_true(cl_catalog_is_stale(fixture->catalog, &stale, &error) && !stale);
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error));
	commit(fixture);
	cl_catalog_close(fixture->catalog);
	fixture->catalog = NULL;
	g_assert_true(run_sql(fixture, "DROP TABLE facet; CREATE TABLE facet (old TEXT);"
				       "UPDATE derived SET sha256 = upper(sha256) WHERE name = 'facet'"));
	expect_refusal(fixture->path, CL_CATALOG_READ, CL_ERROR_UNSUPPORTED);
	fixture->catalog = cl_catalog_open(fixture->path, CL_CATALOG_WRITE, &error);
	g_assert_no_error(error);
	photo = cl_catalog_get_photo(fixture->catalog, file->photo, &error);
	g_assert_nonnull(photo);
	g_assert_true(cl_catalog_is_stale(fixture->catalog, &stale, &error) && stale);
}

/* A file as a program that knew the first `version` migrations has left it. */
static void
make_old(Fixture *fixture, guint version, gint64 application_id)
{
	const CatalogDriver *driver = &catalog_driver_sqlite;
	CatalogDb *db;

	cl_catalog_close(fixture->catalog);
	fixture->catalog = NULL;
	g_assert_cmpint(g_remove(fixture->path), ==, 0);
	db = driver->open(fixture->path, CL_CATALOG_CREATE, NULL);
	g_assert_true(driver->init(db, NULL) && driver->begin(db, TRUE, NULL));
	for (guint i = 0; i < version; i++) {
		g_autofree char *log = g_strdup_printf(
			"INSERT INTO migration VALUES (%u, '%s', '%s', 0, 'cutline 0')", i + 1,
			catalog_migrations[i].name, catalog_migrations[i].sha256);

		g_assert_true(driver->run(db, catalog_migrations[i].sql, NULL));
		g_assert_true(driver->run(db, log, NULL));
	}
	g_assert_true(driver->set_state(db, application_id, version, NULL));
	g_assert_true(driver->commit(db, NULL));
	driver->close(db);
}

static void
test_upgrade(Fixture *fixture, gconstpointer data)
{
	CatalogFileState state = {0};
	CatalogDb *db = catalog_driver_sqlite.open(fixture->path, CL_CATALOG_READ, NULL);

	g_assert_true(catalog_driver_sqlite.get_state(db, &state, NULL));
	catalog_driver_sqlite.close(db);
	g_assert_cmpint(state.version, ==, catalog_n_migrations);
	for (guint version = 1; version < catalog_n_migrations; version++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GString) complaints = g_string_new(NULL);
		AUTO_FILE file = make_file(version);

		make_old(fixture, version, state.application_id);
		expect_refusal(fixture->path, CL_CATALOG_READ, CL_ERROR_UNSUPPORTED);
		fixture->catalog = cl_catalog_open(fixture->path, CL_CATALOG_WRITE, &error);
		g_assert_no_error(error);
		g_assert_true(cl_catalog_check(fixture->catalog, collect, complaints, &error));
		g_assert_cmpstr(complaints->str, ==, "");
		begin(fixture);
		g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error));
		commit(fixture);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/sql/plans", Fixture, NULL, set_up, test_plans, tear_down);
	g_test_add("/sql/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
	g_test_add("/sql/derived-change", Fixture, NULL, set_up, test_derived_change, tear_down);
	g_test_add("/sql/upgrade", Fixture, NULL, set_up, test_upgrade, tear_down);
	g_test_add_func("/sql/fulltext-columns", test_fulltext_columns);
	g_test_add_func("/sql/migrations", test_migrations);
	return g_test_run();
}
