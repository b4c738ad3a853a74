/* SPDX-License-Identifier: MIT
 *
 * Text: repair, folding, tokens, printable names.
 */
#include <cutline/text.h>

typedef char *(*Change)(const char *text);

typedef struct {
	const char *in, *out;
} Pair;

static void
check_pairs(Change change, const Pair *pairs, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		g_autofree char *got = change(pairs[i].in);

		g_assert_cmpstr(got, ==, pairs[i].out);
	}
}

static void
test_fold(void)
{
	static const Pair pairs[] = {
		{ "Besançon", "besancon" },
		{ "  Ana\tRUIZ ", "ana ruiz" },
		{ "O’Brien", "obrien" },
		{ "O'Brien", "obrien" },
		{ "Łódź", "lodz" },
		{ "Straße", "strasse" },
		{ "Kassym-Jomart", "kassym jomart" },
		{ "Пётр Ясенев", "петр ясенев" },
		{ "Ångström", "angstrom" },
		{ "ﬁne", "fine" },
		{ "Æon Ørsted", "aeon orsted" },
		{ "", "" },
		{ "…", "" },
		{ "Ala-Too 24", "ala too 24" },
	};

	check_pairs(cl_text_fold, pairs, G_N_ELEMENTS(pairs));
}

static void
test_tokens(void)
{
	static const Pair pairs[] = {
		{ "Rail workers, Besançon", "rail workers besancon" },
		{ "東京都", "東京 京都" },
		{ "東京2020", "東京 2020" },
		{ "in 東 today", "in 東 today" },
		{ "صورة", "صوره" },
	};

	check_pairs(cl_text_tokens, pairs, 4);
	/* Whatever the script, tokens are stable under a second pass. */
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *once = cl_text_tokens(pairs[i].in);
		g_autofree char *folded = cl_text_fold(once);

		g_assert_cmpstr(once, ==, folded);
	}
}

static char *
clean(const char *text)
{
	return cl_text_clean(text, -1);
}

static void
test_clean(void)
{
	static const Pair pairs[] = {
		{ "  a \r\n b\r", "a \n b" },
		{ "x\001y\x7fz", "xyz" },
		{ "e\xcc\x81", "\xc3\xa9" },
		{ "caf\xe9", "caf\xef\xbf\xbd" },
		{ "\xef\xbb\xbfTitle", "Title" },
	};
	g_autofree char *nul = cl_text_clean("a\0b\0", 4);

	check_pairs(clean, pairs, G_N_ELEMENTS(pairs));
	g_assert_cmpstr(nul, ==, "ab");
}

static void
test_blank(void)
{
	g_assert_true(cl_text_is_blank(NULL));
	g_assert_true(cl_text_is_blank(" \t\n"));
	g_assert_true(cl_text_is_blank(" - "));
	g_assert_true(cl_text_is_blank("."));
	g_assert_true(cl_text_is_blank("..."));
	g_assert_true(cl_text_is_blank(" … "));
	g_assert_false(cl_text_is_blank("-."));
	g_assert_false(cl_text_is_blank("--"));
	g_assert_false(cl_text_is_blank("...a"));
	g_assert_false(cl_text_is_blank("é"));
}

static void
test_slips(void)
{
	static const struct {
		const char *a, *b;
		guint slips;
	} rows[] = {{"reuters", "reuters", 0}, {"reuters", "reuterz", 1}, {"reuters", "reutres", 1},
		{"reuters", "ruters", 1}, {"жоғалу", "жогалу", 1}, {"", "abc", 3}, {"afp", "dpa", 3}};
	g_autofree char *longer = g_strnfill(65, 'x');

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_assert_cmpuint(cl_text_slips(rows[i].a, rows[i].b), ==, rows[i].slips);
		g_assert_cmpuint(cl_text_slips(rows[i].b, rows[i].a), ==, rows[i].slips);
	}
	g_assert_cmpuint(cl_text_slips(longer, "x"), ==, G_MAXUINT);
	g_assert_cmpuint(cl_text_slips("\xff", "x"), ==, G_MAXUINT);
}

static void
test_printable(void)
{
	static const Pair pairs[] = {
		{ "new\nline.jpg", "new\\x0aline.jpg" },
		{ "esc\x1b[31mred", "esc\\x1b[31mred" },
		{ "inv-\xff\xfe.jpg", "inv-\\xff\\xfe.jpg" },
		{ "rtl-\xe2\x80\xaegpj.exe", "rtl-\\u{202e}gpj.exe" },
		{ "żółw 東.jpg", "żółw 東.jpg" },
		{ "c1-\xc2\x9b" "31m", "c1-\\x9b31m" },
	};

	check_pairs(cl_text_printable, pairs, G_N_ELEMENTS(pairs));
}

static void
test_columns(void)
{
	g_autofree char *wide = cl_text_ellipsize("東京都庁", 5);
	g_autofree char *narrow = cl_text_ellipsize("photograph", 6);
	g_autofree char *fits = cl_text_ellipsize("photo", 5);
	g_autofree char *none = cl_text_ellipsize("photo", 0);
	g_autofree char *cut = cl_text_cut("aé", 2);

	g_assert_cmpuint(cl_text_columns("東a\xcc\x81"), ==, 3);
	g_assert_cmpstr(wide, ==, "東京…");
	g_assert_cmpstr(narrow, ==, "photo…");
	g_assert_cmpstr(fits, ==, "photo");
	g_assert_cmpstr(none, ==, "");
	g_assert_cmpstr(cut, ==, "a");
}

static void
test_path(void)
{
	gboolean is_utf8;
	g_autofree char *good = cl_text_path("a/é.jpg", &is_utf8);
	g_autofree char *bad = NULL;

	g_assert_true(is_utf8);
	g_assert_cmpstr(good, ==, "a/é.jpg");
	bad = cl_text_path("a/\xe9%.jpg", &is_utf8);
	g_assert_false(is_utf8);
	g_assert_cmpstr(bad, ==, "a/%E9%25.jpg");
}

/* Composed in pieces: the same text as at once, and in time. */
static void
test_clean_long(void)
{
	g_autoptr(GString) apart = g_string_new(NULL);
	g_autofree char *clean = NULL;
	g_autofree char *whole = NULL;

	while (apart->len < 40000)
		g_string_append(apart, "Cafe\u0301 \u4e2d\u6587e\u0301e\u0302\u0323");
	clean = cl_text_clean(apart->str, -1);
	whole = g_utf8_normalize(apart->str, -1, G_NORMALIZE_NFC);
	g_assert_cmpstr(clean, ==, whole);
	while (apart->len < 1000000)
		g_string_append(apart, "\u00e9\u00e8 ");
	g_free(clean);
	clean = cl_text_clean(apart->str, -1);
	g_assert_true(g_str_has_suffix(clean, "\u00e9\u00e8"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/text/fold", test_fold);
	g_test_add_func("/text/tokens", test_tokens);
	g_test_add_func("/text/clean", test_clean);
	g_test_add_func("/text/blank", test_blank);
	g_test_add_func("/text/printable", test_printable);
	g_test_add_func("/text/slips", test_slips);
	g_test_add_func("/text/columns", test_columns);
	g_test_add_func("/text/path", test_path);
	g_test_add_func("/text/clean-long", test_clean_long);
	return g_test_run();
}
