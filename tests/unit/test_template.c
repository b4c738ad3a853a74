/* SPDX-License-Identifier: MIT
 *
 * Templates, code replacements and pick lists: what comes out of a text, what is refused.
 */
#include <cutline/error.h>
#include <cutline/template.h>

#include <string.h>

static ClEffective *
make_photo(void)
{
	static const struct {
		ClField field;
		const char *lang, *value;
	} values[] = {
		{ CL_FIELD_CAPTION, "x-default", "A street in Almaty." },
		{ CL_FIELD_CAPTION, "kk", "Алматыдағы көше." },
		{ CL_FIELD_CITY, NULL, "Almaty" },
		{ CL_FIELD_CITY, "kk", "Алматы" },
		{ CL_FIELD_BYLINE, NULL, "Ana Ruiz" },
		{ CL_FIELD_BYLINE, NULL, "Bo Li" },
		{ CL_FIELD_BYLINE, NULL, "Cy Öz" },
		{ CL_FIELD_DATE_TAKEN, NULL, "2022-01-05T09:08:07+06:00" },
		{ CL_FIELD_RELEASE_DATE, NULL, "2022-01" },
	};
	ClEffective *effective = cl_effective_new();

	for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
		ClValue value = { .value = (char *) values[i].value, .lang = (char *) values[i].lang };

		cl_effective_add(effective, values[i].field, &value);
	}
	return effective;
}

static ClCodes *
make_codes(void)
{
	static const char text[] = "nn\tNursultan Nazarbayev\tthe former president\nxé\tYes\n";
	ClCodes *codes = cl_codes_new();
	g_autoptr(GError) error = NULL;
	ClCodeFile *file = cl_code_file_read("names", NULL, text, strlen(text), NULL, &error);

	g_assert_no_error(error);
	cl_codes_load(codes, file);
	return codes;
}

static void
test_expand(void)
{
	static const struct {
		const char *text, *expanded; /* NULL: refused */
	} cases[] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "{{x}}", "{x}" },
		{ "{caption}", "A street in Almaty." },
		{ "{caption@kk}", "Алматыдағы көше." },
		{ "{city} {city@kk} {city@fr|city}", "Almaty Алматы Almaty" },
		{ "{byline}", "Ana Ruiz, Bo Li, Cy Öz" },
		{ "{byline:%n}", "Ana Ruiz, Bo Li and Cy Öz" },
		{ "{byline:%2}", "Bo Li" },
		{ "{byline:%9}", "" },
		{ "{byline:by %S!}", "by ANA RUIZ, BO LI, CY ÖZ!" },
		{ "{city:%s, }{state:%s, }KZ", "Almaty, KZ" },
		{ "{state|city}", "Almaty" },
		{ "{state|\"at sea\"}", "at sea" },
		{ "{state}", "" },
		{ "{date_taken:%d %B %Y}", "05 January 2022" },
		{ "{taken:%-d %b %y}", "5 Jan 22" },
		{ "{date_taken:%A, %a}", "Wednesday, Wed" },
		{ "{date_taken:%H.%M:%S}", "09.08:07" },
		{ "{date_taken:100%%}", "100%" },
		{ "{release_date:%B %Y}", "January 2022" },
		{ "{release_date:%d %B %Y}", "" },
		{ "{release_date:%d %B %Y|release_date:%B %Y}", "January 2022" },
		{ "{seq}-{seq:03}", "7-007" },
		{ "{width}x{height}", "640x480" },
		{ "{now:%Y-%m-%d}", "2022-01-14" },
		{ "{id} {filename} {supplier|\"nobody\"}", "7k3m9q a.jpg nobody" },
		{ "{=nn}", "Nursultan Nazarbayev" },
		{ "{=nn#2} =xé= =nn#3= =no= = =", "the former president Yes =nn#3= =no= = =" },
		{ "{", NULL },
		{ "}", NULL },
		{ "{}", NULL },
		{ "{a{b}", NULL },
		{ "{town}", NULL },
		{ "{city|town}", NULL },
		{ "{=zz}", NULL },
		{ "{=}", NULL },
		{ "{city:%", NULL },
		{ "{city:%}", NULL },
		{ "{date_taken:%-}", NULL },
		{ "{seq:0}", NULL },
		{ "{date_taken@kk}", NULL },
	};
	g_autoptr(ClEffective) effective = make_photo();
	g_autoptr(ClCodes) codes = make_codes();
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	ClTemplateContext context = { .effective = effective, .id = "7k3m9q", .filename = "a.jpg",
		.width = 640, .height = 480, .seq = 7, .now_us = 1642170000LL * G_USEC_PER_SEC,
		.zone = zone, .codes = codes };

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = cl_template_expand(cases[i].text, &context, NULL, &error);

		g_assert_cmpstr(text, ==, cases[i].expanded);
		if (cases[i].expanded == NULL)
			g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	}
}

/* A list variable that stands alone gives its values as they are; everything else is a text that is split. */
static void
test_expand_list(void)
{
	static const struct {
		ClField field;
		const char *text, *expanded; /* "|" between values */
	} cases[] = {
		{ CL_FIELD_BYLINE, "{byline}", "Ana Ruiz|Bo Li|Cy Öz" },
		{ CL_FIELD_BYLINE, "Di; {byline} ;Ana Ruiz", "Di|Ana Ruiz|Bo Li|Cy Öz" },
		{ CL_FIELD_BYLINE, "{byline}/Courier", "Ana Ruiz, Bo Li, Cy Öz/Courier" },
		{ CL_FIELD_BYLINE, "{byline:%n}", "Ana Ruiz, Bo Li and Cy Öz" },
		{ CL_FIELD_KEYWORDS, "{people}, x,{state|people@kk}", "King, Jr.|Li|x|Ли" },
		{ CL_FIELD_KEYWORDS, "{caption}; {=nn}", "A street in Almaty.|Nursultan Nazarbayev" },
		{ CL_FIELD_KEYWORDS, "{state}", "" },
	};
	static const struct {
		const char *lang, *name;
	} people[] = { { NULL, "King, Jr." }, { NULL, "Li" }, { "kk", "Ли" } };
	g_autoptr(ClEffective) effective = make_photo();
	g_autoptr(ClCodes) codes = make_codes();
	ClTemplateContext context = { .effective = effective, .codes = codes };

	for (gsize i = 0; i < G_N_ELEMENTS(people); i++) {
		ClValue value = { .value = (char *) people[i].name, .lang = (char *) people[i].lang };

		cl_effective_add(effective, CL_FIELD_PEOPLE, &value);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) values = cl_template_expand_list(
			cases[i].field, cases[i].text, &context, NULL, &error);
		g_autofree char *joined = NULL;

		g_assert_no_error(error);
		g_ptr_array_add(values, NULL);
		joined = g_strjoinv("|", (char **) values->pdata);
		g_assert_cmpstr(joined, ==, cases[i].expanded);
	}
}

static void
test_codes(void)
{
	static const char late[] = "nn\tN. N.\n";
	g_autoptr(ClCodes) codes = make_codes();
	g_autofree char *text = NULL;

	cl_codes_load(codes, cl_code_file_read("late", NULL, late, strlen(late), NULL, NULL));
	g_assert_cmpstr(cl_codes_find(codes, "nn"), ==, "N. N.");
	/* the second text of an earlier file still has a name of its own */
	g_assert_cmpstr(cl_codes_find(codes, "nn#2"), ==, "the former president");
	text = cl_codes_replace(codes, "==nn== =nn =nn=");
	g_assert_cmpstr(text, ==, "=N. N.= =nn N. N.");
}

static void
test_spelling(void)
{
	g_autoptr(ClPicklist) list =
		cl_picklist_new("desk", CL_FIELD_KEYWORDS, FALSE, "Almaty\n// no\nÉmeute\nalmaty\n", NULL);

	g_assert_cmpuint(list->values->len, ==, 2);
	g_assert_cmpstr(cl_picklist_find(list, "ALMATY"), ==, "Almaty");
	g_assert_cmpstr(cl_picklist_find(list, "emeute"), ==, "Émeute");
	g_assert_null(cl_picklist_find(list, "Astana"));
	g_assert_cmpstr(cl_picklist_nearest(list, "Almat"), ==, "Almaty");
	g_assert_null(cl_picklist_nearest(list, "xyz"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/template/expand", test_expand);
	g_test_add_func("/template/expand-list", test_expand_list);
	g_test_add_func("/template/codes", test_codes);
	g_test_add_func("/template/picklist", test_spelling);
	return g_test_run();
}
