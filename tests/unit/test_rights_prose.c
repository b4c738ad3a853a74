/* SPDX-License-Identifier: MIT
 *
 * Terms beside what a text is there for: captions, credits, headlines (tests/data/prose_restrictions.tsv).
 */
#include <cutline/rights.h>

#include <string.h>

static ClRightsRules *rules;

static char *
gather(ClField field, const char *text)
{
	ClRightsTimes times = {.ingested_us = G_GINT64_CONSTANT(1788256800) * G_USEC_PER_SEC};
	g_autoptr(GPtrArray) received =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	g_autoptr(GPtrArray) found = NULL;
	GString *codes = g_string_new(NULL);

	g_ptr_array_add(received, cl_received_new(field, CL_ORIGIN_XMP, 1, 0, NULL, text));
	found = cl_rights_gather(rules, received, &times);
	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		g_assert_true(strncmp(text + one->start, one->text, one->end - one->start) == 0);
		if (one->code != CL_RESTRICTION_INFORMATION)
			g_string_append_printf(codes, "%s%s", codes->len > 0 ? " " : "",
				cl_restriction_name(one->code));
	}
	return g_string_free(codes->len > 0 ? codes : g_string_append(codes, "-"), FALSE);
}

static ClField
field_named(const char *name)
{
	for (guint i = 0; i < CL_N_FIELDS; i++)
		if (strcmp(cl_field_info((ClField)i)->name, name) == 0)
			return (ClField)i;
	g_assert_not_reached();
}

static void
test_worded(void)
{
	g_autofree char *path =
		g_test_build_filename(G_TEST_DIST, "..", "data", "prose_restrictions.tsv", NULL);
	g_autofree char *file = NULL;
	g_auto(GStrv) lines = NULL;
	guint n = 0, failed = 0;

	g_assert_true(g_file_get_contents(path, &file, NULL, NULL));
	lines = g_strsplit(file, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_auto(GStrv) parts = g_strsplit(lines[i], "\t", 3);
		g_autofree char *found = NULL;

		if (lines[i][0] == '#' || lines[i][0] == '\0')
			continue;
		g_assert_cmpuint(g_strv_length(parts), ==, 3);
		found = gather(field_named(parts[0]), parts[1]);
		n++;
		if (strcmp(found, parts[2]) == 0)
			continue;
		g_test_message("%s: %s\n  gives   %s\n  and not %s", parts[0], parts[1], found, parts[2]);
		failed++;
	}
	g_assert_cmpuint(n, >=, 50);
	g_assert_cmpuint(failed, ==, 0);
}

/* What stands in capitals and asks nothing is told as information, and not dropped. */
static void
test_capitals_are_told(void)
{
	ClRightsTimes times = {0};
	g_autoptr(GPtrArray) found =
		cl_rights_parse_caption(rules, "A boy looks out. NEW WORDS", &times);
	const ClRestriction *one = found->len == 1 ? found->pdata[0] : NULL;

	g_assert_nonnull(one);
	g_assert_cmpint(one->code, ==, CL_RESTRICTION_INFORMATION);
	g_assert_cmpstr(one->text, ==, "NEW WORDS");
}

/* Each word is looked at once, however often a statement nearly ends: a row of 50 KB ends within the time
 * that a suite has. All of it is read, up to its last words. */
static void
test_linear(void)
{
	static const char *const rows[] = {"No sales, ", "(no sales) ", "NO SALES: ", "x: no web, ",
		"DO NOT "};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *found = NULL;

		while (text->len < 50000)
			g_string_append(text, rows[i]);
		g_string_append(text, "x. Not for use in Japan");
		found = gather(CL_FIELD_COPYRIGHT, text->str);
		g_assert_true(g_str_has_suffix(found, "TERRITORY_DENY"));
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	rules = cl_rights_rules_shipped();
	g_test_add_func("/rights-prose/worded", test_worded);
	g_test_add_func("/rights-prose/capitals-are-told", test_capitals_are_told);
	g_test_add_func("/rights-prose/linear", test_linear);
	status = g_test_run();
	cl_rights_rules_free(rules);
	return status;
}
