/* SPDX-License-Identifier: MIT
 *
 * Every statement is prepared on a fresh catalog and its plan read: a table that is read whole
 * needs a reason in the statement's file. Columns of the full text follow the fields table.
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

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/sql/plans", Fixture, NULL, set_up, test_plans, tear_down);
	g_test_add_func("/sql/fulltext-columns", test_fulltext_columns);
	g_test_add_func("/sql/migrations", test_migrations);
	return g_test_run();
}
