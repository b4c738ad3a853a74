/* SPDX-License-Identifier: MIT
 *
 * House style and lint over texts: the shipped table's own examples, what is protected, names and
 * their transliterations, and a row a rule of lint.
 */
#include <cutline/lint.h>
#include <cutline/error.h>
#include <cutline/rules.h>
#include <cutline/time.h>
#include <string.h>

static ClStyle *
shipped(void)
{
	g_autoptr(GError) error = NULL;
	ClStyle *style = cl_style_parse(cl_rules_shipped("house-style"), "shipped", &error);

	g_assert_no_error(error);
	return style;
}

static void
test_shipped_examples(void)
{
	g_autoptr(ClStyle) style = shipped();
	guint n_examples;
	g_autoptr(GPtrArray) failures = cl_style_test(style, &n_examples);

	for (guint i = 0; i < failures->len; i++)
		g_test_message("%s", (char *)failures->pdata[i]);
	g_assert_cmpuint(failures->len, ==, 0);
	g_assert_cmpuint(n_examples, >=, 20);
}

static void
test_refused_tables(void)
{
	static const struct {
		const char *json, *message;
	} rows[] = {
		{"{}", "\"schema\""},
		{"[", "t:"},
		{"{\"schema\":\"cutline-house-style/1\",\"rules\":[{\"id\":\"a\"}]}",
			"a: a rule needs"},
		{"{\"schema\":\"cutline-house-style/"
		 "1\",\"rules\":[{\"id\":\"a\",\"scope\":\"city\",\"pattern\":"
		 "\"A\",\"replacement\":\"B\"}]}",
			"a: has no examples"},
		{"{\"schema\":\"cutline-house-style/"
		 "1\",\"rules\":[{\"id\":\"a\",\"scope\":\"town\",\"pattern\":"
		 "\"A\",\"replacement\":\"B\"}]}",
			"a: \"scope\""},
		{"{\"schema\":\"cutline-house-style/"
		 "1\",\"equivalents\":[{\"id\":\"a\",\"scope\":\"city\","
		 "\"forms\":[\"A\"]}]}",
			"a: needs"},
		{"{\"schema\":\"cutline-house-style/1\",\"equivalents\":[3]}", "is no object"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(ClStyle) style = cl_style_parse(rows[i].json, "t", &error);

		g_assert_null(style);
		g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
		g_assert_nonnull(strstr(error->message, rows[i].message));
	}
}

static void
test_name_key(void)
{
	static const char *const same[][4] = {
		{"Kassym-Jomart Tokayev", "Kasym-Zhomart Tokaev", "Касым-Жомарт Токаев", NULL},
		{"Abduaziz Madyarov", "ABDUAZIZ MADYAROV", "Абдуазиз Мадьяров", NULL},
		{"Mikhail Klimentyev", "Mihail Klimentiev", "Михаил Климентьев", NULL},
		{"Fyodor Shevchuk", "Fyodor Schewtschuk", NULL},
		{"José Muñoz", "Jose Munoz", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
		g_autofree char *first = cl_name_sound(same[i][0]);

		for (guint j = 1; same[i][j] != NULL; j++) {
			g_autofree char *other = cl_name_sound(same[i][j]);

			g_assert_cmpstr(first, ==, other);
		}
	}
}

static void
check_spellings(const ClStyle *style, const char *const *texts, guint n, const char *expected)
{
	g_autoptr(GPtrArray) found = cl_style_spellings(style, texts, n);
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++) {
		const ClSpelling *spelling = found->pdata[i];

		g_string_append(out, i > 0 ? "; " : "");
		for (guint j = 0; j < spelling->forms->len; j++)
			g_string_append_printf(
				out, "%s%s", j > 0 ? " = " : "", (char *)spelling->forms->pdata[j]);
	}
	g_assert_cmpstr(out->str, ==, expected);
}

static void
test_spellings(void)
{
	g_autoptr(ClStyle) style = shipped();
	const char *page[] = {
		"Kazakhstan's president Kassym-Jomart Tokayev on January 7 rejected calls.",
		"Kazak president Kassym-Jomart Tokayev.",
		"President Kasym-Zhomart Tokayev giving a speech in the Parliament of the Republic "
		"of Kazakhstan.",
		"Spotlight on Kazakstan"};
	const char *names[] = {
		"The pianist Vikram Ruzakhunov returns.", "Fans greet Vikram Ruzahunov."};
	const char *one[] = {
		"Russian soldiers and a Russian flag in Moscow. The Soldiers march in Moscow."};
	const char *scripts[] = {"A street in Kyiv.", "Улица в Киеве."};

	check_spellings(style, page, G_N_ELEMENTS(page),
		"Kazakhstan = Kazakstan; Kassym-Jomart Tokayev = Kasym-Zhomart Tokayev");
	check_spellings(style, names, 2, "Vikram Ruzakhunov = Vikram Ruzahunov");
	check_spellings(style, one, 1, "");
	check_spellings(style, scripts, 2, "");
}

/* The codes of a subject, with what they are about. */
static char *
codes_of(const ClLintSubject *subject, const ClStyle *style)
{
	g_autoptr(GPtrArray) lints = cl_lint(subject, style);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < lints->len; i++) {
		const ClLint *lint = lints->pdata[i];
		const char *text = lint->field == CL_FIELD_CAPTION    ? subject->caption
				   : lint->field == CL_FIELD_ALT_TEXT ? subject->alt_text
				   : lint->field == CL_FIELD_CREDIT   ? subject->witness.credit
								      : subject->headline;

		g_assert_cmpstr(lint->message, !=, "");
		g_string_append_printf(out, "%s%s", i > 0 ? " " : "", cl_lint_name(lint->code));
		if (lint->span.end > lint->span.start && lint->span.end - lint->span.start < 40)
			g_string_append_printf(out, "[%.*s]",
				(int)(lint->span.end - lint->span.start), text + lint->span.start);
	}
	return g_string_free(out, FALSE);
}

typedef struct {
	ClLintSubject subject;
	const char *expected;
} Row;

/* clang-format off */
static void
test_lint_rows(void)
{
	static const char *const minister[] = {"Elise Varga", NULL};
	static const char *const ruiz[] = {"Ana RUIZ", NULL};
	const gint64 print_us = G_GINT64_CONSTANT(1642154400) * G_USEC_PER_SEC; /* 14 January 2022 */
	const Row rows[] = {
		{{.caption = "A man walks in Kelm on May 5, 2023.", .text_only = TRUE}, ""},
		{{.caption = "A street in Kiev on May 5, 2023.", .text_only = TRUE}, "HOUSE_STYLE[Kiev]"},
		{{.caption = "Kazakhstan's leader said on May 5, 2023: “Kazakhstan is safe.”", .text_only = TRUE}, "HOUSE_STYLE[Kazakhstan] STRAIGHT_QUOTES[']"},
		{{.caption = "Powiedział „Kiev jest” w Kiev on May 5, 2023.", .text_only = TRUE}, "HOUSE_STYLE[Kiev]"},
		{{.caption = "Zitat „Kiev\" in the hall on May 5, 2023.", .lang = "de", .text_only = TRUE}, "STRAIGHT_QUOTES[\"] UNCLOSED[\"]"},
		{{.caption = "「Kiev」 and 『Kiev』 were said on May 5, 2023.", .text_only = TRUE}, ""},
		{{.caption = "A sign “Kiev of ours and Kiev of theirs in May 2023.\nA street in Kiev.", .text_only = TRUE}, "HOUSE_STYLE[Kiev]"},
		{{.caption = "A 12\" pipe, a street in Kiev on May 5, 2023.", .text_only = TRUE}, "HOUSE_STYLE[Kiev]"},
		{{.caption = "The rock 'n' roll band of the '90s in Kiev, girls' choice in May 2023.", .text_only = TRUE}, "STRAIGHT_QUOTES['] STRAIGHT_QUOTES['] STRAIGHT_QUOTES['] HOUSE_STYLE[Kiev] STRAIGHT_QUOTES[']"},
		{{.caption = "See t.me/Kiev kiev.info, #Kiev and bit.ly/Kiev in May 2023.", .text_only = TRUE}, ""},
		{{.caption = "Fans of The Sunday Times and of Sheffield Wednesday in Kelm on May 5, 2023.", .text_only = TRUE}, ""},
		{{.caption = "Two dogs play in Kelm on Wednesday night.", .date_taken = "2022-01-05", .text_only = TRUE}, "WEEKDAY_STALE[Wednesday]"},
		{{.caption = "Алматыда адамдар көшеге шықты, 2022 жылғы 7 қаңтарда.", .lang = "kk", .text_only = TRUE, .date_taken = "2022-01-07"}, "NO_WHERE"},
		{{.caption = "Kazakstanis like =u1= and {byline} in Kelm on May 5, 2023.", .text_only = TRUE}, "PLACEHOLDER[=u1=] PLACEHOLDER[{byline}]"},
		{{.caption = "A crowd walks in Kelm on May 5, 2023.", .alt_text = "A crowd. Photo: Reuters", .text_only = TRUE}, "ALT_HAS_CREDIT[A crowd. Photo: Reuters]"},
		{{.caption = "A crowd walks in Kelm on May 5, 2023.", .alt_text = "A crowd walks in Kelm on May 5, 2023. (Photo by Ana RUIZ / AFP)", .text_only = TRUE}, "ALT_IS_CAPTION ALT_HAS_CREDIT"},
		{{.caption = "A crowd walks in Kelm on May 5, 2023.", .alt_text = "A photograph showing a man", .text_only = TRUE}, "ALT_SAYS_IMAGE[A photograph showing ]"},
		{{.caption = "A crowd walks in Kelm on May 5, 2023.", .alt_text = "IMG 1234", .text_only = TRUE}, "ALT_FILE_NAME[IMG 1234]"},
		{{.caption = "A cat in Kelm.", .text_only = TRUE}, "TOO_SHORT[A cat in Kelm.] NO_WHEN"},
		{{.caption = "Two dogs play in Kelm on Wednesday, May 5, 2023.", .text_only = TRUE}, "WEEKDAY_CONTRADICTS[Wednesday, May 5, 2023]"},
		{{.caption = "Two dogs play in Kelm on Friday, May 5, 2023.", .text_only = TRUE}, ""},
		{{.caption = "Two dogs play in Kelm on February 30, 2023.", .text_only = TRUE}, "DATE_IMPOSSIBLE[February 30, 2023]"},
		{{.caption = "Two dogs play in Kelm on January 7.", .text_only = TRUE, .date_taken = "2022-01-07"}, "YEAR_MISSING[January 7]"},
		{{.caption = "Two dogs play in Kelm on Wednesday.", .text_only = TRUE, .date_taken = "2022-01-05", .print_us = print_us}, "WEEKDAY_STALE[Wednesday]"},
		{{.caption = "Two dogs play in Kelm on Wednesday.", .text_only = TRUE, .date_taken = "2022-01-12", .print_us = print_us}, ""},
		{{.caption = "Two dogs play in Kelm on Wednesday.", .text_only = TRUE}, "WEEKDAY_STALE[Wednesday]"},
		{{.caption = "Two dogs played in Kelm yesterday.", .text_only = TRUE}, "RELATIVE_DAY[yesterday]"},
		{{.caption = "Two dogs play in Kelm on May 5, 2023.", .text_only = TRUE, .date_taken = "2023-05-25"}, "DATE_CONTRADICTS[May 5, 2023]"},
		{{.caption = "The minister leaves the hall in Kelm on May 5, 2023.", .text_only = TRUE}, "NO_WHO[minister]"},
		{{.caption = "The minister Elise Varga leaves a hall in Kelm on May 5, 2023.", .people = minister, .text_only = TRUE}, ""},
		{{.caption = "A woman leaves a hall in Kelm on May 5, 2023.", .people = minister, .text_only = TRUE}, "NO_WHO"},
		{{.caption = "Two dogs play with a ball on May 5, 2023.", .text_only = TRUE}, "NO_WHERE"},
		{{.caption = "A fire in Kelm on May 5, 2023. (Photo by Ana Ruiz / AFP)", .alt_text = "Flames.", .witness = {.credit = "AFP", .bylines = ruiz}}, "CREDIT_IN_CAPTION[ (Photo by Ana Ruiz / AFP)]"},
		{{.caption = "A fire in Kelm on May 5, 2023. (Photo by Ana Ruiz / AFP)", .alt_text = "Flames.", .witness = {.credit = "AFP"}}, "CREDIT_UNACCOUNTED[(Photo by Ana Ruiz / AFP)]"},
		{{.caption = "A fire in Kelm on May 5, 2023.", .alt_text = "Flames.", .witness = {.credit = "STR/AFP"}}, "AGENCY_TOKEN[STR]"},
		{{.caption = "A fire in Kelm on May 5, 2023. NO SALES. NO ARCHIVES", .text_only = TRUE}, "DESK_WORDS[ NO SALES. NO ARCHIVES]"},
		{{.caption = "KELM, NORLAND - MAY 05: A fire in Kelm, Norland, on May 5, 2023.", .text_only = TRUE}, "DATELINE_IN_CAPTION[KELM, NORLAND - MAY 05: ]"},
		{{.caption = "FILE - A fire in Kelm on May 5, 2023.", .text_only = TRUE}, "FILE_MARK[FILE - ]"},
		{{.caption = "A fire in Kelm on May 5, 2023. NAME TK says ???", .text_only = TRUE}, "PLACEHOLDER[TK] PLACEHOLDER[???]"},
		{{.caption = "A fire in Kelm on May 5, 2023.", .alt_text = "A fire in Kelm on May 5, 2023"}, "ALT_IS_CAPTION[A fire in Kelm on May 5, 2023]"},
		{{.caption = "A fire in Kelm on May 5, 2023.", .alt_text = "Photo of flames"}, "ALT_SAYS_IMAGE[Photo of ]"},
		{{.caption = "A fire in Kelm on May 5, 2023.", .alt_text = "IMG_2031.JPG"}, "ALT_FILE_NAME[IMG_2031.JPG]"},
		{{.caption = "A fire in Kelm on May 5, 2023.", .alt_text = "Flames, AFP/Getty", .witness = {.credit = "AFP/Getty"}}, "ALT_HAS_CREDIT[Flames, AFP/Getty]"},
		{{.caption = "A fire in Kelm on May 5, 2023."}, "ALT_MISSING"},
		{{.alt_text = "Flames."}, "CAPTION_MISSING"},
		{{.caption = "A  fire in in Kelm , on May 5, 2023 .", .text_only = TRUE}, "DOUBLE_BLANK[  ] WORD_TWICE[ in] BLANK_BEFORE_SIGN[ ] BLANK_BEFORE_SIGN[ ]"},
		{{.caption = "He said \"no\" in Kelm's hall on May 5, 2023.", .text_only = TRUE}, "STRAIGHT_QUOTES[\"] STRAIGHT_QUOTES[\"] STRAIGHT_QUOTES[']"},
		{{.caption = "A 12\" gun (bronze in Kelm on May 5, 2023.", .text_only = TRUE}, "UNCLOSED[(]"},
		{{.caption = "BIG FIRE DESTROYS TOWER IN KELM ON MAY 5, 2023", .text_only = TRUE}, "SHOUTED"},
		{{.caption = "Kazakstan's army and the army of Kazakhstan in May 2023.", .text_only = TRUE}, "STRAIGHT_QUOTES['] HOUSE_STYLE[Kazakhstan] SPELLING_VARIES[Kazakhstan]"},
	};
	g_autoptr(ClStyle) style = shipped();
	guint n_wrong = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = codes_of(&rows[i].subject, style);

		if (strcmp(got, rows[i].expected) == 0)
			continue;
		g_test_message("%s | %s\n got: %s\n not: %s", rows[i].subject.caption, rows[i].subject.alt_text, got, rows[i].expected);
		n_wrong++;
	}
	g_assert_cmpuint(n_wrong, ==, 0);
}
/* clang-format on */

/* What an agency sends becomes what may be printed; doing it twice changes nothing. */
static void
test_fixed(void)
{
	static const char *const bylines[] = {"ABDUAZIZ MADYAROV", NULL};
	ClLintSubject subject = {
		.caption =
			"Kazakhstan's president on January 7 rejected calls,  vowing to destroy "
			"\"armed bandits\". (Photo by Abduaziz MADYAROV / AFP) (Photo by ABDUAZIZ "
			"MADYAROV/AFP via Getty Images)",
		.witness = {.credit = "AFP via Getty Images", .bylines = bylines},
		.date_taken = "2022-01-07T11:15:40+06:00"};
	g_autoptr(ClStyle) style = shipped();
	g_autoptr(GPtrArray) lints = cl_lint(&subject, style);
	g_autofree char *fixed = cl_lint_fixed(subject.caption, lints, CL_FIELD_CAPTION, NULL);
	g_autoptr(GPtrArray) again = NULL;
	g_autofree char *twice = NULL;
	guint n_done;

	g_assert_cmpstr(fixed, ==,
		"Kazakstan’s president on January 7, 2022 rejected calls, vowing to destroy “armed "
		"bandits”.");
	subject.caption = fixed;
	again = cl_lint(&subject, style);
	twice = cl_lint_fixed(fixed, again, CL_FIELD_CAPTION, &n_done);
	g_assert_cmpstr(twice, ==, fixed);
	g_assert_cmpuint(n_done, ==, 0);
}

/* Two spellings that do not sound alike are one person where a rule says so. */
static void
test_people_of_the_rules(void)
{
	static const char *const texts[] = {"A portrait of Alexander Bogdanov at work in the city.",
		"A portrait of Alexandr Bogdanov at home in the city."};
	g_autoptr(GError) error = NULL;
	g_autoptr(ClStyle) style =
		cl_style_parse(cl_rules_shipped("house-style"), "shipped", &error);
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *one = NULL, *other = NULL, *nobody = NULL;

	g_assert_no_error(error);
	cl_style_know_people(style, cl_credit_rules_shipped());
	one = cl_style_name_key(style, "Alexander Bogdanov");
	other = cl_style_name_key(style, "Александр Богданов");
	nobody = cl_style_name_key(style, "Xaver Unbekannt");
	g_assert_cmpstr(one, ==, "person/alexandr-bogdanov");
	g_assert_cmpstr(other, ==, one);
	g_assert_false(g_str_has_prefix(nobody, "person/"));
	found = cl_style_spellings(style, texts, G_N_ELEMENTS(texts));
	g_assert_cmpuint(found->len, ==, 1);
	g_assert_cmpstr(((ClSpelling *)found->pdata[0])->id, ==, "name:person/alexandr-bogdanov");
}

/* What the build wrote is what the table says. */
static void
test_shipped_forms(void)
{
	g_autoptr(ClStyle) style = shipped();
	GStrv *read = cl_style_forms(style);
	const char *const *const *written = cl_style_shipped_forms();
	guint n = 0;

	for (; read[n] != NULL; n++)
		g_assert_true(written[n] != NULL && g_strv_equal((const char *const *)read[n], written[n]));
	g_assert_null(written[n]);
	g_assert_cmpuint(n, >=, 10);
	cl_style_forms_free(read);
}

/* Twenty thousand signs that open a quotation: each looks for its end where none looked before, and the
 * last one finds it. */
static void
test_openings(void)
{
	static const char *const quotes[][2] = {{"“", "”"}, {"„", "“"}, {"«", "»"}, {"»", "«"}, {"‚", "‘"}};
	g_autoptr(ClStyle) style = shipped();

	for (gsize i = 0; i < G_N_ELEMENTS(quotes); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GPtrArray) hits = NULL;
		guint outside;

		for (guint n = 0; n < 20000; n++)
			g_string_append(text, quotes[i][0]);
		g_string_append_printf(text, " in Kiev %s ", quotes[i][1]);
		outside = (guint)text->len;
		g_string_append(text, "Kiev");
		hits = cl_style_find(style, text->str, NULL, NULL, 0);
		g_assert_cmpuint(hits->len, ==, 1);
		g_assert_cmpuint(((ClStyleHit *)hits->pdata[0])->span.start, ==, outside);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lint/people-of-the-rules", test_people_of_the_rules);
	g_test_add_func("/style/shipped-examples", test_shipped_examples);
	g_test_add_func("/style/shipped-forms", test_shipped_forms);
	g_test_add_func("/style/refused-tables", test_refused_tables);
	g_test_add_func("/style/name-key", test_name_key);
	g_test_add_func("/style/spellings", test_spellings);
	g_test_add_func("/lint/rows", test_lint_rows);
	g_test_add_func("/lint/fixed", test_fixed);
	g_test_add_func("/lint/openings", test_openings);
	return g_test_run();
}
