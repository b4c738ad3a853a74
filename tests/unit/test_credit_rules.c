/* SPDX-License-Identifier: MIT
 *
 * The rules of credit lines: their own examples, picture ids, an archive's own, what is refused.
 */
#include <cutline/credit.h>
#include <cutline/error.h>
#include <cutline/rules.h>

#include <string.h>

static ClCreditRules *rules;

static void
test_examples(void)
{
	guint n;
	g_autoptr(GPtrArray) failures = cl_credit_rules_test(rules, NULL, &n);

	for (guint i = 0; i < failures->len; i++)
		g_test_message("%s", (char *)failures->pdata[i]);
	g_assert_cmpuint(n, >, 1000);
	g_assert_cmpuint(failures->len, ==, 0);
}

static void
test_ids(void)
{
	static const struct {
		const char *supplier, *field, *text, *got;
	} cases[] = {
		{NULL, NULL, "000_34L82NW", "afp afp-photo 000_34L82NW -"},
		{"getty-images", NULL, "000_34l82nw", "afp afp-photo 000_34L82NW -"},
		{"getty-images", "supplier_id", "1237567890",
			"getty-images getty-asset 1237567890 -"},
		{NULL, NULL, "EPA09682813", "epa epa-picture EPA09682813 -"},
		{NULL, "file_name",
			"2014-07-22T062012Z_484616934_GM1EA7M13RP01_RTRMADP_3_USA-ENTERTAINMENT."
			"JPG",
			"reuters reuters-file 2014-07-22T062012Z_484616934_GM1EA7M13RP01_RTRMADP "
			"3_USA-ENTERTAINMENT"},
		{NULL, NULL, "urn:newsml:dpa.com:20090101:171117-90-000086:3",
			"dpa dpa-newsml URN:NEWSML:DPA.COM:20090101:171117-90-000086 3"},
		{NULL, NULL, "16507315bs", "shutterstock shutterstock-editorial 16507315BS -"},
		{NULL, NULL, "2.59562475", "pa pa-picture 2.59562475 -"},
		{"canadian-press", "job_id", "GAC103", "canadian-press cp-transref GAC103 -"},
		{NULL, "job_id", "GAC103", NULL},
		{NULL, NULL, "IMG_0001", NULL},
		{NULL, NULL, "", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(ClSupplierId) id = cl_supplier_id_parse(
			rules, cases[i].supplier, cases[i].field, cases[i].text);
		g_autofree char *got =
			id == NULL ? NULL
				   : g_strdup_printf("%s %s %s %s", id->supplier, id->scheme,
					     id->value, id->version == NULL ? "-" : id->version);

		g_assert_cmpstr(got, ==, cases[i].got);
	}
}

/* All by which it may be looked up. */
static void
test_ids_in(void)
{
	static const struct {
		const char *supplier, *text, *got;
	} cases[] = {
		{NULL, "tag:reuters.com,2026:newsml_RC2ABC123XYZ:1",
			"TAG:REUTERS.COM,2026:NEWSML_RC2ABC123XYZ RC2ABC123XYZ"},
		{"afp", "tag:reuters.com,2026:newsml_RC2ABC123XYZ:1",
			"TAG:REUTERS.COM,2026:NEWSML_RC2ABC123XYZ RC2ABC123XYZ"},
		{"afp", "urn:newsml:afp.com:20261128:000_36KX2AB:2",
			"URN:NEWSML:AFP.COM:20261128:000_36KX2AB 000_36KX2AB"},
		{"epa", "urn:newsml:epa:20261128:epa12345678", "EPA12345678"},
		{"ap", "XPDJ104", "XPDJ104"},
		{NULL, "XPDJ104", ""},
		{NULL, "urn:newsml:epa:20261128:epa12345678", ""},
		{"shutterstock", "urn:x:000_36KX2AB", ""},
		{NULL, "", ""},
		{NULL, ":::___---////:::___---////", ""},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) ids = cl_supplier_ids_in(rules, cases[i].supplier, cases[i].text);
		g_autoptr(GString) got = g_string_new(NULL);

		for (guint k = 0; k < ids->len; k++)
			g_string_append_printf(got, "%s%s", k > 0 ? " " : "",
				((ClSupplierId *)ids->pdata[k])->value);
		g_assert_cmpstr(got->str, ==, cases[i].got);
	}
}

#define HEAD \
	"{\"schema\": \"cutline-organisations/1\", \"extends\": \"shipped\", \"organisations\": " \
	"[{\"id\": \"m\", \"name\": \"M\", \"kind\": \"photo\", "

static void
test_override(void)
{
	static const char own[] =
		"{\"schema\": \"cutline-organisations/1\", \"extends\": \"shipped\","
		"\"organisations\": [{\"id\": \"meridian\", \"name\": \"Meridian\", \"kind\": "
		"\"photo\","
		"\"aliases\": [\"Meridian Pictures\"]}]}";
	static const char *const bad[] = {"", "[]", "{\"schema\": \"cutline-organisations/1\"}",
		"{\"schema\": \"cutline-organisations/1\", \"organisations\": []}",
		"{\"schema\": \"cutline-organisations/1\", \"extends\": \"shipped\", "
		"\"organisations\": [{}]}",
		"{\"schema\": \"cutline-organisations/1\", \"extends\": \"shipped\", "
		"\"organisations\":"
		"[{\"id\": \"m\", \"name\": \"M\", \"kind\": \"photo\", \"ids\": [{\"scheme\": "
		"\"m\","
		"\"pattern\": \"[0-\"}]}]}",
		HEAD "\"nosuch\": 1}]}",
		HEAD "\"template\": \"\"}]}",
		HEAD "\"template\": \"M ONLY\"}]}",
		HEAD "\"template\": \"{nonsense}/{photographers}\"}]}",
		HEAD "\"form\": \"{photographers}{photographers}\"}]}"};
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCreditRules) extended =
		cl_credit_rules_parse((ClRulesText){own, "own.json"}, (ClRulesText){0}, &error);
	g_autoptr(ClCredit) credit = NULL, lettered = NULL;
	g_autoptr(GPtrArray) failures = NULL;
	guint n;

	g_assert_no_error(error);
	credit = cl_credit_parse(extended, "Ana Ruiz/Meridian Pictures via AFP");
	g_assert_cmpstr(credit->provider->id, ==, "meridian");
	g_assert_cmpstr(credit->canonical, ==, "© Ana Ruiz/Meridian via AFP");
	g_assert_cmpstr(cl_credit_rules_version(extended), !=, cl_credit_rules_version(rules));
	lettered = cl_credit_parse(extended, "Ana Ruiz MBE/Meridian");
	g_assert_cmpstr(lettered->canonical, ==, "© Ana Ruiz/Meridian");
	/* The rest is as shipped. */
	failures = cl_credit_rules_test(extended, own, &n);
	g_assert_cmpuint(failures->len, ==, 0);
	g_assert_cmpuint(n, >, 1000);
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) why = NULL;

		g_assert_null(cl_credit_rules_parse(
			(ClRulesText){bad[i], "own.json"}, (ClRulesText){0}, &why));
		g_assert_error(why, CL_ERROR, CL_ERROR_INPUT);
		g_assert_true(g_str_has_prefix(why->message, "own.json: "));
	}
	g_assert_null(cl_credit_rules_parse(
		(ClRulesText){own, "own.json"}, (ClRulesText){"{", "people.json"}, &error));
	g_assert_true(g_str_has_prefix(error->message, "people.json: "));
}

/* What the build made of the tables is what a program makes of them. */
static void
test_shipped_are_the_tables(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCreditRules) made = cl_credit_rules_parse(
		(ClRulesText){cl_rules_shipped("organisations"), "organisations"},
		(ClRulesText){cl_rules_shipped("people"), "people"}, &error);
	const ClOrganisation *const *one, *const *other;
	guint n, n_made;

	g_assert_no_error(error);
	one = cl_credit_rules_organisations(rules, &n);
	other = cl_credit_rules_organisations(made, &n_made);
	g_assert_cmpuint(n, ==, n_made);
	for (guint i = 0; i < n; i++) {
		g_assert_cmpstr(one[i]->id, ==, other[i]->id);
		g_assert_cmpstr(one[i]->family, ==, other[i]->family);
		g_assert_cmpstr(one[i]->template, ==, other[i]->template);
		g_assert_cmpuint(one[i]->n_id_schemes, ==, other[i]->n_id_schemes);
		g_assert_true(g_strv_equal(one[i]->aliases, other[i]->aliases));
	}
	g_assert_true(cl_credit_rules_person(rules, "АБДУАЗИЗ МАДЬЯРОВ") != NULL);
	g_assert_cmpstr(cl_credit_rules_person(rules, "АБДУАЗИЗ МАДЬЯРОВ")->id, ==,
		cl_credit_rules_person(made, "АБДУАЗИЗ МАДЬЯРОВ")->id);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rules = cl_credit_rules_shipped();
	g_test_add_func("/credit-rules/examples", test_examples);
	g_test_add_func("/credit-rules/shipped-are-the-tables", test_shipped_are_the_tables);
	g_test_add_func("/credit-rules/ids", test_ids);
	g_test_add_func("/credit-rules/ids-in", test_ids_in);
	g_test_add_func("/credit-rules/override", test_override);
	return g_test_run();
}
