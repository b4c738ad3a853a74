/* SPDX-License-Identifier: MIT
 *
 * Printed credits against those that are due: what is missing, who is named besides, what is the same. And the
 * signature of a caption against the by-line.
 */
#include <cutline/credit.h>
#include <cutline/findings.h>
#include <cutline/text.h>

#include <string.h>

static ClCreditRules *rules;

/* missing: "" = nothing; added: NULL = nobody. */
static const struct {
	const char *due, *printed, *missing, *added;
	gboolean deliverer;
} rows[] = {
	/* The order, the label, the signs, the case, the year, the number. */
	{"© Ana Ruiz/AFP", "AFP/Ana Ruiz", "", NULL},
	{"© Ana Ruiz/AFP", "Photo by Ana RUIZ / AFP", "", NULL},
	{"© Ana Ruiz/AFP", "© 2026 Ana Ruiz, AFP. All rights reserved", "", NULL},
	{"© Ana Ruiz/AP", "(AP Photo/Ana Ruiz)", "", NULL},
	{"© Ana Ruiz/Xinhua", "(Xinhua/Ana Ruiz)", "", NULL},
	{"© Ana Ruiz/ANSA", "ANSA/ANA RUIZ", "", NULL},
	{"© Ruiz/EFE", "EFE/ Ruiz", "", NULL},
	{"© Ana Ruiz via IMAGO", "IMAGO / Ana Ruiz", "", NULL},
	{"© Ana Ruiz via IMAGO", "Ana Ruiz/imago", "", NULL},
	{"REUTERS/Ana Ruiz", "Foto: Ana Ruiz/Reuters", "", NULL},
	{"© Ana Ruiz/Getty Images", "Ana Ruiz via Getty Images", "", NULL},
	{"© Ana Ruiz/NurPhoto via Shutterstock",
		"Photo by Ana Ruiz/NurPhoto/Shutterstock (16500001a)", "", NULL},
	{"Copyright 2026 NBAE (Photo by Ana Ruiz/NBAE via Getty Images)",
		"Ana Ruiz/NBAE via Getty Images", "", NULL},
	{"© Ana Ruiz/The Courier", "Foto: Ana Ruiz, The Courier", "", NULL},
	/* Other names of the same. */
	{"© Ana Ruiz/AP", "Ana Ruiz / The Associated Press", "", NULL},
	{"© Ana Ruiz/Getty Images", "Ana Ruiz/Getty", "", NULL},
	{"© Ana Ruiz/PA", "PA Media/Ana Ruiz", "", NULL},
	{"© Сергей Бобылев/TASS", "Фото: Sergei Bobylev/ТАСС", "", NULL},
	{"© Адиль Тұрсынбек/Kazinform", "Сурет: Адиль Тұрсынбек / ҚазАқпарат", "", NULL},
	{"© Adil Tursynbek/Kazinform", "Адиль Тұрсынбек / Qazinform", "", NULL},
	/* What is missing. */
	{"REUTERS/Ana Ruiz", "Reuters", "the photographer Ana Ruiz is missing", NULL},
	{"© Adil Tursynbek via IMAGO", "Foto: IMAGO", "the photographer Adil Tursynbek is missing", NULL},
	{"© Ana Ruiz/The Courier", "Ana Ruiz", "the name The Courier is missing", NULL},
	{"© Ana Ruiz/AFP", "Ana Ruiz", "the agency AFP is missing", NULL},
	{"© Ana Ruiz/AFP via Getty Images", "AFP/Ana Ruiz", "the distributor Getty Images is missing", NULL},
	{"© Ana Ruiz/AFP via Getty Images", "A. Ruiz/AFP/Getty Images",
		"the photographer Ana Ruiz is printed with an initial only", "A. Ruiz"},
	{"© Ana Ruiz/AFP", "", "the photographer Ana Ruiz is missing, the agency AFP is missing", NULL},
	{"© Ana Ruiz/NurPhoto via Shutterstock", "Ana Ruiz/Shutterstock",
		"the agency NurPhoto is missing", NULL},
	{"© Ana Ruiz/AFP", "© Jan Roe/AFP", "the photographer Ana Ruiz is missing", "Jan Roe"},
	{"© Ana Ruiz/AFP", "© Ana Ruiz/Reuters", "the agency AFP is missing", "Reuters", TRUE},
	{"© Ana Ruiz/AFP/Pool", "Ana Ruiz/AFP", "the word Pool is missing", NULL},
	{"© Akorda.kz/Handout via AFP", "Kazakh Presidential Press Service/AFP",
		"the word Handout is missing", NULL},
	/* Who is named besides. */
	{"© Ana Ruiz/AFP", "Photo by ANA RUIZ/AFP via Getty Images", "", "Getty Images", TRUE},
	{"© Ana Ruiz/AFP", "Ana Ruiz and Jan Roe/AFP", "", "Jan Roe"},
	{"© Ana Ruiz/WireImage", "Ana Ruiz/WireImage/Getty Images", "", NULL},
};

static void
test_pairs(void)
{
	g_autofree char *latin = cl_text_fold("Adil Tursynbek");
	g_autofree char *cyrillic = cl_text_fold("Адиль Тұрсынбек");
	const char *const bylines[] = {latin, cyrillic, NULL};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(ClCreditCompared) compared = {0};

		g_test_message("%s | %s", rows[i].due, rows[i].printed);
		g_assert_true(cl_credit_compare(
			rules, rows[i].printed, rows[i].due, NULL, bylines, &compared));
		g_assert_cmpstr(compared.missing, ==, rows[i].missing);
		g_assert_cmpstr(compared.added, ==, rows[i].added);
		g_assert_cmpint(compared.deliverer, ==, rows[i].deliverer);
		g_assert_cmpint(compared.same, ==, rows[i].missing[0] == '\0' && rows[i].added == NULL);
	}
}

/* Who is named by what a contract demands is not too much. */
static void
test_also(void)
{
	g_auto(ClCreditCompared) compared = {0};

	g_assert_true(cl_credit_compare(rules, "Ana Ruiz/AFP via Getty Images", "© Ana Ruiz/AFP",
		"© Ana Ruiz/AFP/Getty Images", NULL, &compared));
	g_assert_true(compared.same);
}

static void
test_no_credit(void)
{
	g_auto(ClCreditCompared) compared = {0};

	g_assert_false(cl_credit_compare(rules, "Ana Ruiz", "", NULL, NULL, &compared));
	g_assert_null(compared.missing);
}

static gboolean
is_found(const ClCredit *credit, const char *code)
{
	for (guint i = 0; i < credit->findings->len; i++)
		if (strcmp(((ClCreditFinding *)credit->findings->pdata[i])->code, code) == 0)
			return TRUE;
	return FALSE;
}

/* The end of the caption names another photographer, or the same one in other words. */
static void
test_signature(void)
{
	static const struct {
		const char *credit, *byline, *signoff;
		gboolean two;
	} cases[] = {
		{"AP", "John Smith", "(AP Photo/Jane Roe)", TRUE},
		{"AP", "Jane Doe", "(AP Photo/Jane Roe)", TRUE},
		{"John Smith/AP", NULL, "(AP Photo/Jane Roe)", TRUE},
		{"AFP", "JOHN SMITH", "(Photo by Jane ROE / AFP)", TRUE},
		{"AP", "Sergei Ilnitsky", "(AP Photo/Alexander Zemlianichenko)", TRUE},
		/* one person */
		{"AP", "Jane Roe", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "JANE ROE", "(AP Photo/Jane M. Roe)", FALSE},
		{"AP", "J. Roe", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "Roe Jane", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "Jane Roe", "(AP Photo/Jane Roe-Smith)", FALSE},
		{"AP", "Mike Roberts", "(AP Photo/Michael Roberts)", FALSE},
		{"AP", "Sergey Ilnitskiy", "(AP Photo/Sergei Ilnitsky)", FALSE},
		{"AP", "Aleksandr Zemlyanichenko", "(AP Photo/Alexander Zemlianichenko)", FALSE},
		{"AP", "José Pérez", "(AP Photo/Jose Perez)", FALSE},
		{"AP", "Anil K", "(AP Photo/Anil Kumar)", FALSE},
		{"TASS", "Сергей Иванов", "(Sergei Ivanov/TASS)", FALSE},
		/* nobody in one of them, or several */
		{"AP", "Stringer", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "AP Staff", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "Special Correspondent", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "Pool", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "Berlin Police", "(AP Photo/Jane Roe)", FALSE},
		{"AP", "Jane Roe", "(AP Photo)", FALSE},
		{"AFP", "John Smith", "(Photos by Jane ROE and Ana RUIZ / AFP)", FALSE},
		{"AP", "John Smith and Bo Ek", "(AP Photo/Jane Roe)", FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *bylines[] = {cases[i].byline, NULL};
		const ClCreditWitnesses all = {
			.credit = cases[i].credit, .bylines = bylines, .signoff = cases[i].signoff};
		g_autoptr(ClCredit) credit = cl_credit_merge(rules, &all);

		g_test_message("case %u", (guint)i);
		g_assert_cmpint(is_found(credit, CL_FINDING_CREDIT_PHOTOGRAPHER), ==, cases[i].two);
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	rules = cl_credit_rules_shipped();
	g_test_add_func("/credit-compare/pairs", test_pairs);
	g_test_add_func("/credit-compare/also", test_also);
	g_test_add_func("/credit-compare/no-credit", test_no_credit);
	g_test_add_func("/credit-compare/signature", test_signature);
	status = g_test_run();
	cl_credit_rules_unref(rules);
	return status;
}
