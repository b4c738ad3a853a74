/* SPDX-License-Identifier: MIT
 *
 * Steps of an edit: how they are written, what is refused and in which words, what comes out.
 */
#include <cutline/edit.h>
#include <cutline/error.h>

#include <string.h>

static void
test_parse(void)
{
	static const struct {
		const char *text, *lang;
		ClField field;
		const char *step_lang;
		ClEditHow how;
		const char *value;
	} cases[] = {
		{ "caption=A = b", NULL, CL_FIELD_CAPTION, "x-default", CL_EDIT_SET, "A = b" },
		{ "caption=", NULL, CL_FIELD_CAPTION, "x-default", CL_EDIT_SET, "" },
		{ "caption=x", "kk", CL_FIELD_CAPTION, "kk", CL_EDIT_SET, "x" },
		{ "caption@pt-BR=x", "kk", CL_FIELD_CAPTION, "pt-BR", CL_EDIT_SET, "x" },
		{ "caption@pt-BR-=", NULL, CL_FIELD_CAPTION, "pt-BR", CL_EDIT_RECEIVED, "" },
		{ "caption@kk+=x", NULL, CL_FIELD_CAPTION, "kk", CL_EDIT_APPEND, "x" },
		{ "keywords+=a", NULL, CL_FIELD_KEYWORDS, NULL, CL_EDIT_APPEND, "a" },
		{ "keywords-=a", NULL, CL_FIELD_KEYWORDS, NULL, CL_EDIT_REMOVE, "a" },
		{ "keywords-=", NULL, CL_FIELD_KEYWORDS, NULL, CL_EDIT_RECEIVED, "" },
		{ "credit?=a", NULL, CL_FIELD_CREDIT, NULL, CL_EDIT_IF_EMPTY, "a" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(ClEditStep) step =
			cl_edit_step_parse(cases[i].text, cases[i].lang, &error);

		g_assert_no_error(error);
		g_assert_cmpint(step->field, ==, cases[i].field);
		g_assert_cmpstr(step->lang, ==, cases[i].step_lang);
		g_assert_cmpint(step->how, ==, cases[i].how);
		g_assert_cmpstr(step->value, ==, cases[i].value);
	}
}

static void
test_refused(void)
{
	static const struct {
		const char *text, *lang, *says;
	} cases[] = {
		{ "", NULL, "is no edit" },
		{ "7k3m9q", NULL, "is no edit" },
		{ "caption", NULL, "is no edit" },
		{ "caption*=x", NULL, "is no edit" },
		{ "captoin=x", NULL, "no field 'captoin'" },
		{ "camera=x", NULL, "cannot be edited" },
		{ "caption-=x", NULL, "is one text" },
		{ "date_taken+=2022", NULL, "has one value" },
		{ "source=x", "kk", "has no languages" },
		{ "date_taken@kk=x", NULL, "has no languages" },
		{ "caption@kk zz=x", NULL, "is no language" },
		{ "caption@=x", NULL, "is no language" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(cl_edit_step_parse(cases[i].text, cases[i].lang, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
		g_assert_nonnull(strstr(error->message, cases[i].says));
	}
}

static char *
joined(const GPtrArray *texts)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < texts->len; i++)
		g_string_append_printf(text, "%s%s", i == 0 ? "" : "|", (char *) texts->pdata[i]);
	return g_strdup(text->str);
}

static void
test_values(void)
{
	static const struct {
		ClField field;
		const char *text, *values; /* NULL: refused */
	} cases[] = {
		{ CL_FIELD_CAPTION, " Two\r\nlines ", "Two\nlines" },
		{ CL_FIELD_HEADLINE, "Two\n  lines\there", "Two lines here" },
		{ CL_FIELD_CAPTION, "e\xcc\x81", "é" },
		{ CL_FIELD_CAPTION, " - ", "" },
		{ CL_FIELD_KEYWORDS, "a, b;c\nd,,a", "a|b|c|d" },
		{ CL_FIELD_BYLINE, "Ana Ruiz; King, Jr.", "Ana Ruiz|King, Jr." },
		{ CL_FIELD_DATE_TAKEN, "2022:01:05 10:11:12", "2022-01-05T10:11:12" },
		{ CL_FIELD_DATE_TAKEN, "2022-01", "2022-01" },
		{ CL_FIELD_DATE_TAKEN, "5 January", NULL },
		{ CL_FIELD_DATE_TAKEN, "2022-02-30", NULL },
		{ CL_FIELD_COUNTRY_CODE, "kaz", "KZ" },
		{ CL_FIELD_COUNTRY_CODE, "ZZZ", NULL },
		{ CL_FIELD_WEB_STATEMENT, "https://example.org/a", "https://example.org/a" },
		{ CL_FIELD_WEB_STATEMENT, "javascript:alert(1)", NULL },
		{ CL_FIELD_URGENCY, "3", "3" },
		{ CL_FIELD_URGENCY, "33", NULL },
		{ CL_FIELD_DIGITAL_SOURCE_TYPE, "digitalCapture",
			"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture" },
		{ CL_FIELD_CAPTION, "\xff", NULL },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) values = cl_edit_values(cases[i].field, cases[i].text, &error);
		g_autofree char *text = NULL;

		if (cases[i].values == NULL) {
			g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
			continue;
		}
		g_assert_no_error(error);
		text = joined(values);
		g_assert_cmpstr(text, ==, cases[i].values);
	}
}

static void
test_limit(void)
{
	g_autofree char *text = g_strnfill(70000, 'a');
	g_autoptr(GError) error = NULL;

	g_assert_null(cl_edit_values(CL_FIELD_CAPTION, text, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
}

static void
test_apply(void)
{
	static const struct {
		const char *step, *now, *then; /* now: "|" between values; then NULL: no layer */
	} cases[] = {
		{ "caption=New", "Old", "New" },
		{ "caption=", "Old", "" },
		{ "caption-=", "Old", NULL },
		{ "caption+=More.", "Old.", "Old. More." },
		{ "caption+=\nMore.", "Old.", "Old.\nMore." },
		{ "caption+=", "Old.", "Old." },
		{ "caption+=More.", "", "More." },
		{ "caption?=New", "Old", "Old" },
		{ "caption?=New", "", "New" },
		{ "keywords+=c, a", "a|b", "a|b|c" },
		{ "keywords+=RIOT", "riot", "riot" },
		{ "keywords-=Riot", "riot|b", "b" },
		{ "keywords-=z", "a", "a" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(ClEditStep) step = cl_edit_step_parse(cases[i].step, NULL, &error);
		g_auto(GStrv) values = g_strsplit(cases[i].now, "|", -1);
		g_autoptr(GPtrArray) now = g_ptr_array_new();
		g_autoptr(GPtrArray) then = NULL;
		g_autofree char *text = NULL;

		for (guint j = 0; values[j] != NULL; j++)
			g_ptr_array_add(now, values[j]);
		then = cl_edit_apply(step, now, &error);
		g_assert_no_error(error);
		if (cases[i].then == NULL) {
			g_assert_null(then);
			continue;
		}
		text = joined(then);
		g_assert_cmpstr(text, ==, cases[i].then);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/edit/parse", test_parse);
	g_test_add_func("/edit/refused", test_refused);
	g_test_add_func("/edit/values", test_values);
	g_test_add_func("/edit/limit", test_limit);
	g_test_add_func("/edit/apply", test_apply);
	return g_test_run();
}
