/* SPDX-License-Identifier: MIT
 *
 * Credit lines: a table of lines in many agencies' styles (tests/data/credits.tsv), what any text must give,
 * witnesses, names.
 */
#include <cutline/credit.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/rules.h>

#include <string.h>

static ClCreditRules *rules;

static char *
joined(const GPtrArray *names)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(
			out, "%s%s", i == 0 ? "" : " > ", ((ClCreditName *)names->pdata[i])->name);
	if (out->len == 0)
		g_string_append_c(out, '-');
	return g_string_free(out, FALSE);
}

/* "*" in a column: not said there. */
static gboolean
column_is(const char *where, const char *what, const char *got, const char *wanted)
{
	if (wanted == NULL || strcmp(wanted, "*") == 0 || strcmp(got, wanted) == 0)
		return TRUE;
	g_test_message("%s: %s is \"%s\", not \"%s\"", where, what, got, wanted);
	return FALSE;
}

static gboolean
row_holds(char **columns)
{
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, columns[0]);
	g_autofree char *people = joined(credit->photographers);
	g_autofree char *distributors = joined(credit->distributors);
	gboolean ok = TRUE;

	ok &= column_is(columns[0], "photographers", people, columns[1]);
	ok &= column_is(columns[0], "provider",
		credit->provider == NULL ? "-" : credit->provider->name, columns[2]);
	ok &= column_is(columns[0], "distributors", distributors, columns[3]);
	ok &= column_is(columns[0], "kind", cl_credit_kind_name(credit->kind), columns[4]);
	if (g_strv_length(columns) > 5)
		ok &= column_is(columns[0], "canonical", credit->canonical, columns[5]);
	return ok;
}

/* What is printed reads as it was printed: the same people, the same deliverer, the same print. */
static gboolean
is_stable(const char *text)
{
	g_autoptr(ClCredit) first = cl_credit_parse(rules, text);
	g_autoptr(ClCredit) second = cl_credit_parse(rules, first->canonical);
	g_autofree char *one = joined(first->photographers), *other = joined(second->photographers);
	const ClCreditName *a = cl_credit_deliverer(first), *b = cl_credit_deliverer(second);

	if (strcmp(first->canonical, second->canonical) == 0 && strcmp(one, other) == 0 &&
		g_strcmp0(a == NULL ? NULL : a->name, b == NULL ? NULL : b->name) == 0)
		return TRUE;
	g_test_message("\"%s\" → \"%s\" → \"%s\"; %s, %s", text, first->canonical,
		second->canonical, one, other);
	return FALSE;
}

static char **
read_rows(void)
{
	g_autofree char *path =
		g_test_build_filename(G_TEST_DIST, "..", "data", "credits.tsv", NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &text, NULL, &error);
	g_assert_no_error(error);
	return g_strsplit(text, "\n", -1);
}

static void
test_table(void)
{
	g_auto(GStrv) rows = read_rows();
	guint n = 0, failed = 0;

	for (char **row = rows; *row != NULL; row++) {
		g_auto(GStrv) columns = NULL;

		if ((*row)[0] == '\0' || g_str_has_prefix(*row, "## "))
			continue;
		columns = g_strsplit(*row, "\t", -1);
		n++;
		if (g_strv_length(columns) < 5) {
			g_test_message("a row of %u columns: %s", g_strv_length(columns), *row);
			failed++;
		} else if (!row_holds(columns) || !is_stable(columns[0])) {
			failed++;
		}
	}
	g_test_message("%u lines", n);
	g_assert_cmpuint(n, >=, 150);
	g_assert_cmpuint(failed, ==, 0);
}

static void
test_examples_stable(void)
{
	g_autoptr(ClJsonNode) root = cl_json_read(cl_rules_shipped("organisations"), -1, NULL);
	const ClJsonNode *list = cl_json_node_get_array(root, "organisations");
	guint n = 0, failed = 0;

	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const ClJsonNode *examples =
			cl_json_node_get_array(cl_json_node_at(list, i), "examples");

		for (gsize k = 0; k < cl_json_node_length(examples); k++, n++)
			failed += !is_stable(
				cl_json_node_get_string(cl_json_node_at(examples, k), "text"));
	}
	g_assert_cmpuint(n, >, 1000);
	g_assert_cmpuint(failed, ==, 0);
}

/* Credits put together from pieces that agencies use, in any order, many of them senseless. */
static void
test_any_pieces(void)
{
	static const char *const pieces[] = {"AFP", "Getty Images", "REUTERS", "AP", "dpa", "STR",
		"-", "Pool", "Handout", "Ana RUIZ", "JONAS WEBER", "Mira", "Kremlin Pool Photo",
		"Ministry of Works", "Netflix", "Foo Bar Agency", "akorda.kz", "Facebook", "UGC",
		"for", "via", "and", "Photo by", "©", "2022", "CC BY-SA 4.0", "(12345678ab)",
		"File", "courtesy of", "RETUERS", "Name-AFP", "x", "КАНАТ БЕЙСЕН",
		"picture alliance", "@handle", "Tokyo 2020", "Expo 2031", "the", "Anna & Bo Lind",
		"PA", "public domain"};
	static const char *const glue[] = {
		"/", " / ", ", ", " via ", " - ", " ", "-", " | ", "#", " and ", "(", ")"};
	g_autoptr(GRand) random = g_rand_new_with_seed(20220114);
	guint failed = 0;

	for (guint i = 0; i < 20000 && failed < 20; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		guint n = (guint)g_rand_int_range(random, 1, 7);

		for (guint k = 0; k < n; k++) {
			if (k > 0)
				g_string_append(text,
					glue[g_rand_int_range(random, 0, G_N_ELEMENTS(glue))]);
			g_string_append(
				text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
		}
		failed += !is_stable(text->str);
	}
	g_assert_cmpuint(failed, ==, 0);
}

/* Any bytes give an answer whose texts are UTF-8 and whose spans lie within what was given. */
static void
check_total(const char *text)
{
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, text);
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *written = NULL;
	g_autoptr(ClCredit) again = NULL;
	gsize n = strlen(text);

	g_assert_true(g_utf8_validate(credit->canonical, -1, NULL));
	for (guint i = 0; i < credit->findings->len; i++) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		g_assert_cmpuint(finding->start, <=, finding->end);
		g_assert_cmpuint(finding->end, <=, n);
	}
	cl_credit_write_json(json, NULL, credit);
	written = cl_json_take(json);
	again = cl_credit_from_json(written, NULL);
	g_assert_nonnull(again);
	g_assert_true(cl_credit_equal(credit, again));
}

static void
test_total(void)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(7);

	for (guint i = 0; i < 4000; i++) { /* fuzz_credit goes on from here */
		guint n = (guint)g_rand_int_range(random, 0, 60);
		g_autoptr(GString) text = g_string_new(NULL);

		for (guint k = 0; k < n; k++) {
			guint32 c = g_rand_int(random);

			if (c % 4 == 0)
				g_string_append_c(text, (char)(1 + c % 255));
			else if (c % 4 == 1)
				g_string_append_unichar(text, 0x20 + c % 0x2ff0);
			else
				g_string_append_c(text, "/ -,.()ABab©@&:"[c / 4 % 15]);
		}
		check_total(text->str);
	}
	check_total("");
	check_total("-");
	check_total("(((((((");
}

/* Twice the text costs about twice the time; a quadratic step would show as a hundred times. */
static void
test_long(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < 200000; i++)
		g_string_append(text, i % 3 == 0 ? "A/" : "(b");
	check_total(text->str);
	g_string_truncate(text, 3900);
	check_total(text->str);
}

static ClCredit *
merge(const char *credit, const char *byline, const char *source, const char *signoff)
{
	const char *bylines[] = {byline, NULL};
	const ClCreditWitnesses witnesses = {
		.credit = credit, .bylines = bylines, .source = source, .signoff = signoff};

	return cl_credit_merge(rules, &witnesses);
}

static gboolean
has(const ClCredit *credit, const char *code)
{
	for (guint i = 0; i < credit->findings->len; i++)
		if (strcmp(((ClCreditFinding *)credit->findings->pdata[i])->code, code) == 0)
			return TRUE;
	return FALSE;
}

static void
test_merge(void)
{
	static const struct {
		const char *credit, *byline, *source, *signoff, *canonical;
		gboolean conflict;
	} cases[] = {
		{"AP", "Kay Nietfeld", "DPA", NULL, "© Kay Nietfeld/dpa via AP", FALSE},
		{"AP", "Matt Dunham", "FR159526 AP", NULL, "© Matt Dunham/AP", FALSE},
		{"AP", "Matt Dunham", "Wire", NULL, "© Matt Dunham/AP", FALSE},
		{"AP", "Hiro Komae", "Pool AP", NULL, "© Hiro Komae/AP/Pool", FALSE},
		{"REUTERS", "Pavel Mikheyev", "X90045", NULL, "REUTERS/Pavel Mikheyev", FALSE},
		{"REUTERS", "SANA", NULL, NULL, "© SANA via Reuters", FALSE},
		{"AFP via Getty Images", "ABDUAZIZ MADYAROV", "AFP",
			"(Photo by Abduaziz MADYAROV / AFP)",
			"© Abduaziz Madyarov/AFP via Getty Images", FALSE},
		{"AP", NULL, NULL, "(Kay Nietfeld/dpa via AP)", "© Kay Nietfeld/dpa via AP", FALSE},
		/* the end of the caption says who delivered it */
		{"AFP", "Ana Ruiz", "AFP", "(Photo by ANA RUIZ/AFP via Getty Images)",
			"© Ana Ruiz/AFP via Getty Images", FALSE},
		{"AFP", "Ana Ruiz", "AFP", "(Photo by Ana Ruiz/Getty Images)",
			"© Ana Ruiz/AFP via Getty Images", FALSE},
		{"TASS", NULL, "TASS", "Ana Ruiz/TASS via REUTERS", "© Ana Ruiz/TASS via Reuters", FALSE},
		{"EPA", NULL, NULL, "KEYSTONE/EPA/ANA RUIZ", "© Ana Ruiz/EPA via Keystone", FALSE},
		{"AFP", NULL, NULL, "ANP / AFP / Ana Ruiz", "© Ana Ruiz/AFP via ANP", FALSE},
		{"AP", NULL, NULL, "Foto: Ana Ruiz / AP / NTB", "© Ana Ruiz/AP via NTB", FALSE},
		{"TT", NULL, NULL, "Foto: Ana Ruiz / TT / Kod 10070", "© Ana Ruiz/TT", FALSE},
		{NULL, "Солтан Жексенбек", NULL, "Фото: Солтан Жексенбеков/Kazinform",
			"© Солтан Жексенбеков/Kazinform", FALSE},
		/* what IIM cut off; "via Getty I" may be two agencies of one house, and is not completed */
		{"USA TODAY Sports via Reuters Con", NULL, NULL, NULL, "© USA TODAY Sports via Reuters", FALSE},
		{"dpa/picture alliance via Getty I", NULL, NULL, NULL, "© dpa/picture alliance via Getty I",
			FALSE},
		{"AFP", "-", NULL, NULL, "© AFP", FALSE},
		{"Getty Images", "Ana Ruiz", "Getty Images Europe", NULL, "© Ana Ruiz/Getty Images",
			FALSE},
		{"AFP", "Ana Ruiz", "Getty Images Europe", NULL, "© Ana Ruiz/AFP via Getty Images",
			FALSE},
		{"Ana Ruiz/AFP", "Jonas Weber", NULL, NULL, "© Ana Ruiz/AFP", TRUE},
		{NULL, "Ana Ruiz", NULL, NULL, "© Ana Ruiz", FALSE},
		{NULL, NULL, NULL, "(Photo by Ana RUIZ / AFP)", "© Ana Ruiz/AFP", FALSE},
		{"Ana Ruiz", "Jonas Weber", NULL, NULL, "© Jonas Weber/Ana Ruiz", TRUE},
		/* agencies that have nothing to do with each other */
		{"REUTERS", "Ana Ruiz", NULL, "(Photo by Ana RUIZ / AFP)", "REUTERS/Ana Ruiz", TRUE},
		{"AFP via Getty Images", "Ana Ruiz", "REUTERS", NULL,
			"© Ana Ruiz/AFP via Getty Images", TRUE},
		{"AFP via Getty Images", "Ana Ruiz", "Getty Images", "(Photo by Ana RUIZ / AFP)",
			"© Ana Ruiz/AFP via Getty Images", FALSE},
		/* the surname first, behind the signature's name or alone; a comma before something else */
		{"AP", "Josek, Petr David", "AP", NULL, "© Petr David Josek/AP", FALSE},
		{"AP", "JOSEK, PETR DAVID", NULL, "(AP Photo/Petr David Josek)", "© Petr David Josek/AP", FALSE},
		{NULL, "Ruiz, Ana", NULL, NULL, "© Ana Ruiz", FALSE},
		{"AP", "John Smith, Jr.", NULL, NULL, "© John Smith Jr./AP", FALSE},
		{NULL, "Ana Ruiz, AFP", NULL, NULL, "© Ana Ruiz", FALSE},
		{"AP", "Jane Roe, John Li", NULL, NULL, "© Jane Roe and John Li/AP", FALSE},
		/* authorities in the by-line or the source alone */
		{"EPA", "KANTONSPOLIZEI WALLIS", NULL, NULL, "© KANTONSPOLIZEI WALLIS via EPA", FALSE},
		{"dpa", NULL, "Bergwacht Bayern", NULL, "© Bergwacht Bayern via dpa", FALSE},
		{"via REUTERS", "Kantonspolizei Bern", "X80001", NULL, "© Kantonspolizei Bern via Reuters",
			FALSE},
		{NULL, NULL, NULL, NULL, "", FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(ClCredit) credit =
			merge(cases[i].credit, cases[i].byline, cases[i].source, cases[i].signoff);

		g_test_message("case %u", (guint)i);
		g_assert_cmpstr(credit->canonical, ==, cases[i].canonical);
		g_assert_cmpint(has(credit, CL_FINDING_CREDIT_CONFLICT) ||
					has(credit, CL_FINDING_CREDIT_DELIVERER),
			==, cases[i].conflict);
	}
}

/* The chain stands in the caption only: what its own line would say is said of the photo. */
static void
test_merge_findings(void)
{
	static const struct {
		const char *credit, *byline, *source, *signoff, *canonical, *finding;
		ClCreditKind kind;
	} cases[] = {
		{"AFP", "STR", NULL, "(Photo by STR / KCNA VIA KNS / AFP)", "© KCNA via AFP",
			CL_FINDING_CREDIT_STATE_MEDIA, CL_CREDIT_AGENCY},
		{"AFP", NULL, "XINHUA", NULL, "© Xinhua via AFP", CL_FINDING_CREDIT_STATE_MEDIA,
			CL_CREDIT_AGENCY},
		{"AFP", "Ana Ruiz", NULL, "(Photo by Ana Ruiz / Qwerty Pictures / AFP)",
			"© Ana Ruiz/Qwerty Pictures via AFP", CL_FINDING_CREDIT_UNKNOWN_ORGANISATION,
			CL_CREDIT_AGENCY},
		{"REUTERS", "HANDOUT", NULL, "Governor of Kelm via Telegram/Handout via REUTERS",
			"© Governor of Kelm/Handout/Telegram via Reuters",
			CL_FINDING_CREDIT_UNKNOWN_ORGANISATION, CL_CREDIT_HANDOUT},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(ClCredit) credit =
			merge(cases[i].credit, cases[i].byline, cases[i].source, cases[i].signoff);

		g_test_message("case %u", (guint)i);
		g_assert_cmpstr(credit->canonical, ==, cases[i].canonical);
		g_assert_cmpint(credit->kind, ==, cases[i].kind);
		g_assert_true(has(credit, cases[i].finding));
	}
}

static void
test_supplier_and_mandatory(void)
{
	const ClCreditWitnesses delivered = {.credit = "Ana Ruiz/AFP", .supplier = "getty images"};
	g_autofree char *letter = cl_credit_demanded(
		"RESTRICTED TO EDITORIAL USE - MANDATORY CREDIT \"AFP PHOTO / HANDOUT / NASA\" - NO MARKETING");
	const ClCreditWitnesses demanded = {.credit = "AFP", .demanded = letter};
	const ClCreditWitnesses handout = {.credit = "AP", .byline_title = "HONS"};
	const char *const bylines[] = {"Kay Nietfeld", NULL};
	const ClCreditWitnesses twice = {
		.credit = "picture alliance/dpa", .bylines = bylines, .supplier = "dpa"};
	g_autoptr(ClCredit) again = cl_credit_merge(rules, &twice);
	g_autoptr(ClCredit) one = cl_credit_merge(rules, &delivered);
	g_autoptr(ClCredit) two = cl_credit_merge(rules, &demanded);
	g_autoptr(ClCredit) three = cl_credit_merge(rules, &handout);

	g_assert_cmpstr(one->canonical, ==, "© Ana Ruiz/AFP via Getty Images");
	g_assert_cmpstr(cl_credit_deliverer(one)->id, ==, "getty-images");
	g_assert_cmpstr(two->canonical, ==, "AFP PHOTO / HANDOUT / NASA");
	g_assert_true(two->flags & CL_CREDIT_MANDATORY);
	g_assert_cmpint(three->kind, ==, CL_CREDIT_HANDOUT);
	g_assert_null(cl_credit_demanded("Mandatory credit: Ana Ruiz"));
	g_assert_null(cl_credit_demanded("Mandatory credit \"Ana Ruiz"));
}

/* What an editor writes is printed to the letter; whose a picture is, what was received goes on saying. */
static void
test_written(void)
{
	static const struct {
		const char *credit, *byline, *signoff;
		const char *new_credit, *new_byline, *new_signoff;
		const char *canonical, *photographer, *deliverer;
		ClCreditKind kind;
		gboolean conflict;
	} cases[] = {
		{"AP", "Ana Ruiz", NULL, "Foto: privat", NULL, NULL, "Foto: privat", "Ana Ruiz", "AP",
			CL_CREDIT_AGENCY, FALSE},
		{"AP", "Ana Ruiz", NULL, "Jonas Weber/AFP", NULL, NULL, "Jonas Weber/AFP", "Ana Ruiz", "AP",
			CL_CREDIT_AGENCY, TRUE},
		{"AP", "Ana Ruiz", NULL, "AP/Handout", NULL, NULL, "AP/Handout", "Ana Ruiz", "AP",
			CL_CREDIT_HANDOUT, FALSE},
		{NULL, "Ana Ruiz", NULL, "Ana Ruiz/AFP", NULL, NULL, "Ana Ruiz/AFP", "Ana Ruiz", "AFP",
			CL_CREDIT_AGENCY, FALSE},
		{"Office of Kelm/Handout", NULL, NULL, "AFP", NULL, NULL, "AFP", NULL, "AFP",
			CL_CREDIT_HANDOUT, TRUE},
		{NULL, NULL, NULL, "AFP", NULL, NULL, "AFP", NULL, "AFP", CL_CREDIT_AGENCY, FALSE},
		/* a by-line says who took it */
		{"Jonas Weber/AFP", NULL, NULL, NULL, "Ana Ruiz", NULL, "© Ana Ruiz/AFP", "Ana Ruiz", "AFP",
			CL_CREDIT_AGENCY, TRUE},
		/* a new caption adds its credit to the one that was received */
		{"AFP", NULL, "(Photo by Handout/AFP)", NULL, NULL, "(Photo by Ana Ruiz/AFP)",
			"© Ana Ruiz/AFP/Handout", "Ana Ruiz", "AFP", CL_CREDIT_HANDOUT, FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *bylines[] = {cases[i].new_byline == NULL ? cases[i].byline : NULL, NULL};
		const char *new_bylines[] = {cases[i].new_byline, NULL};
		const ClCreditWitnesses written = {.credit = cases[i].new_credit,
			.bylines = new_bylines,
			.signoff = cases[i].new_signoff};
		const ClCreditWitnesses all = {.credit = cases[i].credit,
			.bylines = bylines,
			.signoff = cases[i].signoff,
			.written = &written};
		g_autoptr(ClCredit) credit = cl_credit_merge(rules, &all);
		const ClCreditName *person =
			credit->photographers->len == 0 ? NULL : credit->photographers->pdata[0];

		g_test_message("case %u", (guint)i);
		g_assert_cmpstr(credit->canonical, ==, cases[i].canonical);
		g_assert_cmpstr(person == NULL ? NULL : person->name, ==, cases[i].photographer);
		g_assert_cmpstr(cl_credit_deliverer(credit)->name, ==, cases[i].deliverer);
		g_assert_cmpint(credit->kind, ==, cases[i].kind);
		g_assert_cmpint(has(credit, CL_FINDING_CREDIT_CONFLICT), ==, cases[i].conflict);
	}
}

static void
test_signoff(void)
{
	static const struct {
		const char *caption, *signoff;
	} cases[] = {
		{"Troops in Almaty on January 7, 2022. (Photo by Abduaziz MADYAROV / AFP)",
			"(Photo by Abduaziz MADYAROV / AFP)"},
		{"A man waits (left) in Riga. REUTERS/Ints Kalnins", "REUTERS/Ints Kalnins"},
		{"Ein Zug steht. Foto: Jens Büttner/dpa", "Foto: Jens Büttner/dpa"},
		{"A bridge. (Kay Nietfeld/dpa via AP)", "(Kay Nietfeld/dpa via AP)"},
		{"See PA story SOCIAL Dog. Photo credit should read: Martin Rickett/PA Wire",
			"Photo credit should read: Martin Rickett/PA Wire"},
		{"Mies Almatyssa. Kuva: Ana Ruiz / Lehtikuva", "Kuva: Ana Ruiz / Lehtikuva"},
		{"Un hombre en Almaty. EFE/Ana Ruiz", "EFE/Ana Ruiz"},
		{"A march in Almaty. Ana Ruiz, AFP", "Ana Ruiz, AFP"},
		{"A march in the capital. Rome. A. B. Ruiz, AFP", "A. B. Ruiz, AFP"},
		{"A march (Foto LaPresse)", "(Foto LaPresse)"},
		{"시위대가 행진하고 있다. [사진=연합뉴스]", "[사진=연합뉴스]"},
		{"A march. REUTERS/Ana Ruiz     TPX IMAGES OF THE DAY", "REUTERS/Ana Ruiz"},
		{"A march. REUTERS/Ana Ruiz (FRANCE - Tags: POLITICS) NO SALES", "REUTERS/Ana Ruiz"},
		{"A march. (AAP Image/Ana Ruiz) NO ARCHIVING, EDITORIAL USE ONLY", "(AAP Image/Ana Ruiz)"},
		{"A match. (Photo by Ana RUIZ / AFP) / DFL REGULATIONS PROHIBIT ANY USE OF PHOTOGRAPHS",
			"(Photo by Ana RUIZ / AFP)"},
		{"A match. (Photo by Ana RUIZ / AFP) / CLUB RULES FORBID ANY USE OF IT",
			"(Photo by Ana RUIZ / AFP)"},
		{"Premium rates apply.\nMandatory Credit: Photo by Ana Ruiz/Shutterstock (1234567a)\nA house in Osh",
			"Mandatory Credit: Photo by Ana Ruiz/Shutterstock (1234567a)"},
		{"Mandatory Credit: Photo by Ana Ruiz/Shutterstock (1234567a)\nA house, Washington DC, USA",
			"Mandatory Credit: Photo by Ana Ruiz/Shutterstock (1234567a)"},
		{"Attention editors: by night. (AP Photo/Ana Ruiz)", "(AP Photo/Ana Ruiz)"},
		{"Ein Zug steht. Foto: Ana Ruiz/dpa - Honorarfrei nur für Bezieher des Dienstes dpa-Regio",
			"Foto: Ana Ruiz/dpa"},
		{"Ein Mann. Foto: Ana Ruiz/dpa - Person wurde auf Anweisung des Gerichts gepixelt",
			"Foto: Ana Ruiz/dpa"},
		{"Delegates meet. (AP Photo/Ana Ruiz) Only for use in the print edition.",
			"(AP Photo/Ana Ruiz)"},
		{"Delegates meet. (AP Photo/Ana Ruiz) Editors please note: this picture is for one-time use.",
			"(AP Photo/Ana Ruiz)"},
		{"Puhe. LEHTIKUVA / ANA RUIZ ***EI KÄYTTÖÖN VERKOSSA***", "LEHTIKUVA / ANA RUIZ"},
		{"Puhe. ANA RUIZ / LEHTIKUVA ***EI KÄYTTÖÖN VERKOSSA***", "ANA RUIZ / LEHTIKUVA"},
		{"Statsministeren. Foto: Ana Ruiz / NTB MERK: Kun redaksjonell bruk", "Foto: Ana Ruiz / NTB"},
		{"A march. Photo: Ana Ruiz - VII Photo Agency", "Photo: Ana Ruiz - VII Photo Agency"},
		{"A building in Kelm. Governor of Kelm via Telegram/Handout via REUTERS",
			"Governor of Kelm via Telegram/Handout via REUTERS"},
		{"Crowds arrive at the harbour. New York, AP", NULL},
		{"A march with Ana Ruiz, AFP", NULL},
		{"The jury: Jonas Weber, Reuters. Ana Ruiz, AFP", NULL},
		{"Fans cheer for Kelm United on May 5. Kelm United, AP", NULL},
		{"Delegates arrive at the talks. New Zealand, Reuters", NULL},
		{"Le maire de Ruizville. Ana Ruiz, AFP", "Ana Ruiz, AFP"},
		{"He reads the paper. The Times, London", NULL},
		{"A Reuters/Ipsos poll is shown in Kelm.", NULL},
		{"Fans (see https://www.reuters.com/world)", NULL},
		{"The queen (right) with her dog.", NULL},
		{"It happened twice (and once more)", NULL},
		{"", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize start, end;
		gboolean found = cl_credit_signoff(rules, cases[i].caption, &start, &end);
		g_autofree char *got =
			found ? g_strndup(cases[i].caption + start, end - start) : NULL;

		g_assert_cmpstr(got, ==, cases[i].signoff);
	}
}

static void
test_names(void)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"ABDUAZIZ MADYAROV", "Abduaziz Madyarov"},
		{"Abduaziz MADYAROV", "Abduaziz Madyarov"},
		{"abduaziz madyarov", "Abduaziz Madyarov"},
		{"JIM LO SCALZO", "Jim Lo Scalzo"},
		{"Yasser AL-ZAYYAT", "Yasser Al-Zayyat"},
		{"JOHN MCDONALD", "John McDonald"},
		{"JOHN MACDONALD", "John MacDonald"},
		{"EMMANUEL MACRON", "Emmanuel Macron"},
		{"SINEAD O'BRIEN", "Sinead O'Brien"},
		{"Geoffroy VAN DER HASSELT", "Geoffroy van der Hasselt"},
		{"JUAN DE LA CRUZ", "Juan de la Cruz"},
		{"Marie DE", "Marie De"},
		{"VAN GOGH", "Van Gogh"},
		{"Frederic J. BROWN", "Frederic J. Brown"},
		{"JR Smith", "JR Smith"},
		{"TJ KIRKPATRICK", "TJ Kirkpatrick"},
		{"AJ MAST", "AJ Mast"},
		{"ED JONES", "Ed Jones"},
		{"D. M. SMITH", "D. M. Smith"},
		{"Jean-Philippe KSIAZEK", "Jean-Philippe Ksiazek"},
		{"FRANK FRANKLIN II", "Frank Franklin II"},
		{"Annick deGooyer", "Annick deGooyer"},
		{"YASİN AKGÜL", "Yasin Akgül"},
		{"АБДУАЗИЗ МАДЬЯРОВ", "Абдуазиз Мадьяров"},
		{"ŁUKASZ GĄGULSKI", "Łukasz Gągulski"},
		{"MC1 JANE ROE", "MC1 JANE ROE"},
		{"Wang ZHAO", "Wang Zhao"},
		{"Li YU", "Li Yu"},
		{"", ""},
		{"王申", "王申"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = cl_name_repair(cases[i].in);
		g_autofree char *again = cl_name_repair(got);

		g_assert_cmpstr(got, ==, cases[i].out);
		g_assert_cmpstr(again, ==, got);
	}
}

static void
test_same_person(void)
{
	static const char *const pairs[][2] = {{"ABDUAZIZ MADYAROV", "Abduaziz Madyarov"},
		{"Lafargue Raphael", "Raphaël Lafargue"}, {"J. R. Smith", "JR Smith"},
		{"Абдуазиз Мадьяров", "ABDUAZIZ MADYAROV"},
		{"Jose Luis Magana", "José Luis Magaña"}, {"Yasser Al-Zayyat", "YASSER AL ZAYYAT"},
		{"Soren Bidstrup", "Søren Bidstrup"}};
	g_autofree char *display = cl_name_display(rules, "JOSE LUIS MAGANA");
	g_autofree char *ana = cl_name_identity(rules, "Ana Ruiz");
	g_autofree char *anna = cl_name_identity(rules, "Anna Ruiz");

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *one = cl_name_identity(rules, pairs[i][0]);
		g_autofree char *other = cl_name_identity(rules, pairs[i][1]);

		g_assert_cmpstr(one, ==, other);
	}
	g_assert_cmpstr(display, ==, "José Luis Magaña");
	g_assert_cmpstr(ana, !=, anna);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	rules = cl_credit_rules_shipped();
	g_test_add_func("/credit/examples-stable", test_examples_stable);
	g_test_add_func("/credit/table", test_table);
	g_test_add_func("/credit/any-pieces", test_any_pieces);
	g_test_add_func("/credit/total", test_total);
	g_test_add_func("/credit/long", test_long);
	g_test_add_func("/credit/merge", test_merge);
	g_test_add_func("/credit/merge-findings", test_merge_findings);
	g_test_add_func("/credit/supplier-and-mandatory", test_supplier_and_mandatory);
	g_test_add_func("/credit/written", test_written);
	g_test_add_func("/credit/signoff", test_signoff);
	g_test_add_func("/credit/names", test_names);
	g_test_add_func("/credit/same-person", test_same_person);
	return g_test_run();
}
