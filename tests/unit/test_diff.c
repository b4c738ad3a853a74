/* SPDX-License-Identifier: MIT
 *
 * Word differences, and country codes.
 */
#include <cutline/country.h>
#include <cutline/diff.h>

#include <string.h>

/* "same[-gone-]{+new+}" */
static char *
shown(const char *before, const char *after)
{
	g_autoptr(GPtrArray) parts = cl_diff_words(before, after);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) old = g_string_new(NULL);
	g_autoptr(GString) fresh = g_string_new(NULL);

	for (guint i = 0; i < parts->len; i++) {
		const ClDiffPart *part = parts->pdata[i];

		g_string_append_printf(text, part->kind == CL_DIFF_SAME ? "%s"
				: part->kind == CL_DIFF_GONE		? "[-%s-]"
									: "{+%s+}",
			part->text);
		if (part->kind != CL_DIFF_NEW)
			g_string_append(old, part->text);
		if (part->kind != CL_DIFF_GONE)
			g_string_append(fresh, part->text);
		if (i > 0)
			g_assert_cmpint(part->kind, !=, ((ClDiffPart *) parts->pdata[i - 1])->kind);
	}
	g_assert_cmpstr(old->str, ==, before);
	g_assert_cmpstr(fresh->str, ==, after);
	return g_strdup(text->str);
}

static void
test_words(void)
{
	static const struct {
		const char *before, *after, *shown;
	} cases[] = {
		{ "", "", "" },
		{ "", "new", "{+new+}" },
		{ "old", "", "[-old-]" },
		{ "same words", "same words", "same words" },
		{ "Police block a street", "Soldiers block a street",
			"[-Police-]{+Soldiers+} block a street" },
		{ "in Kazakhstan.", "in Kazakstan.", "in [-Kazakhstan-]{+Kazakstan+}." },
		{ "one two three", "one three", "one [-two -]three" },
		/* two changes with only a blank between them are one */
		{ "the red car stops", "the blue bus stops", "the [-red car-]{+blue bus+} stops" },
		{ "Қазақстан бүгін", "Қазақстан кеше", "Қазақстан [-бүгін-]{+кеше+}" },
		{ "it's", "its", "[-it's-]{+its+}" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = shown(cases[i].before, cases[i].after);

		g_assert_cmpstr(text, ==, cases[i].shown);
	}
}

/* Too many words to compare: still the whole of both. */
static void
test_long(void)
{
	g_autoptr(GString) before = g_string_new("head ");
	g_autoptr(GString) after = g_string_new("head ");
	g_autofree char *text = NULL;

	for (guint i = 0; i < 4000; i++) {
		g_string_append_printf(before, "a%u ", i);
		g_string_append_printf(after, "b%u ", i);
	}
	text = shown(before->str, after->str);
	g_assert_true(g_str_has_prefix(text, "head [-a0 "));
}

static void
test_country(void)
{
	g_assert_cmpstr(cl_country_code("KZ"), ==, "KZ");
	g_assert_cmpstr(cl_country_code("kaz"), ==, "KZ");
	g_assert_cmpstr(cl_country_code("Kazakhstan"), ==, "KZ");
	g_assert_cmpstr(cl_country_code("cote d'ivoire"), ==, "CI");
	g_assert_cmpstr(cl_country_code("XKX"), ==, "XK");
	g_assert_null(cl_country_code("ZZ"));
	g_assert_null(cl_country_code("K"));
	g_assert_null(cl_country_code(""));
	g_assert_null(cl_country_code(NULL));
	g_assert_cmpstr(cl_country_name("kz"), ==, "Kazakhstan");
	g_assert_cmpstr(cl_country_alpha3("KZ"), ==, "KAZ");
	g_assert_null(cl_country_name("ZZ"));
}

static void
test_merge(void)
{
	static const struct {
		const char *base, *ours, *theirs, *merged;
	} table[] = {
		{"a b c d", "x b c d", "a b c y", "x b c y"},
		{"a b c d", "a b c d", "a b c y", "a b c y"},
		{"a b c d", "x b c d", "a b c d", "x b c d"},
		{"a b c d", "x b c d", "x b c d", "x b c d"},
		{"a b c d", "x b c d", "y b c d", NULL},
		{"a b c d", "a c d", "a b c d e", "a c d e"},
		{"a b c d", "", "a b c d", ""},
		{"a b c d", "", "a b y d", NULL},
		{"", "x", "", "x"},
		{"", "x", "y", NULL},
		{"Ein See im Mai.", "Ein Fluß im Mai.", "Ein See im Mai, sagt Öl.", "Ein Fluß im Mai, sagt Öl."},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *merged =
			cl_merge_words(table[i].base, table[i].ours, table[i].theirs);
		g_autofree char *other =
			cl_merge_words(table[i].base, table[i].theirs, table[i].ours);

		g_assert_cmpstr(merged, ==, table[i].merged);
		g_assert_cmpstr(other, ==, table[i].merged);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/diff/words", test_words);
	g_test_add_func("/diff/long", test_long);
	g_test_add_func("/country/codes", test_country);
	g_test_add_func("/diff/merge", test_merge);
	return g_test_run();
}
