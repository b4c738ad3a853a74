/* SPDX-License-Identifier: MIT
 *
 * Restriction phrases: every example of the rules, dates and zones, what is not understood, spans in
 * the original bytes, unions over fields, decisions of people.
 */
#include <cutline/rights.h>
#include <cutline/rules.h>
#include <cutline/time.h>

#include <string.h>

static ClRightsRules *rules;

static ClRightsTimes
times_at(const char *sent)
{
	ClRightsTimes times = {.sent_from = "sent"};

	g_assert_true(cl_time_parse(sent, &times.sent_us));
	times.ingested_us = times.sent_us;
	return times;
}

/* "CODE(operand) CODE" of all but information. */
static char *
read_all(const char *text, const char *sent)
{
	ClRightsTimes times = times_at(sent);
	g_autoptr(GPtrArray) found = cl_rights_parse(rules, text, &times);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		g_assert_cmpuint(one->end, <=, strlen(text));
		g_assert_true(strncmp(text + one->start, one->text, one->end - one->start) == 0);
		if (one->code == CL_RESTRICTION_INFORMATION)
			continue;
		g_string_append_printf(
			out, "%s%s", out->len > 0 ? " " : "", cl_restriction_name(one->code));
		if (one->operand != NULL)
			g_string_append_printf(
				out, "(%s%s)", one->operand, one->certain ? "" : "?");
	}
	return g_string_free(out, FALSE);
}

static void
test_examples(void)
{
	guint n;
	g_autoptr(GPtrArray) failures = cl_rights_rules_test(rules, &n);

	for (guint i = 0; i < failures->len; i++)
		g_test_message("%s", (char *)failures->pdata[i]);
	g_assert_cmpuint(failures->len, ==, 0);
	g_assert_cmpuint(n, >, 150);
}

static const struct {
	const char *text, *found;
} cases[] = {
	{"NO COMMERCIAL OR EDITORIAL SALES IN JAPAN", "NO_COMMERCIAL NO_RESALE TERRITORY_DENY(JP)"},
	{"SALESOUT NARCH EUO 3TP SYROUT",
		"NO_RESALE NO_ARCHIVE EDITORIAL_ONLY THIRD_PARTY TERRITORY_DENY(SY)"},
	{"MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF TRANSMISSION",
		"EXPIRES(14 days) TAKE_DOWN(14 days)"},
	{"MUST BE DELETED AFTER USE", "NO_ARCHIVE TAKE_DOWN(30 days)"},
	{"NO USE AFTER 5 JUNE 2026", "EXPIRES(2026-06-06T00:00:00Z)"},
	{"48 HOURS ONLY", "EXPIRES(48 hours) TAKE_DOWN(48 hours)"},
	{"NO_IT_RU_ES", "TERRITORY_DENY(ES,IT,RU)"},
	{"*** World Rights Except Italy ***", "TERRITORY_DENY(IT)"},
	{"Full editorial rights UK, US, Ireland, Canada (not Quebec).",
		"TERRITORY_ALLOW(CA,GB,IE,US) UNPARSED"},
	{"NO USE GERMANY", "TERRITORY_DENY(DE)"},
	{"JAPAN, TURKEY AND MAGS OUT", "TERRITORY_DENY(JP,TR) MEDIA_DENY(magazines?)"},
	{"DAILY MAIL AND SUN OUT", "OUTLET_DENY(DAILY MAIL,SUN)"},
	{"FOOBAR ONLINE OUT", "UNPARSED MEDIA_DENY(online?)"},
	{"Foobar Online out", "MEDIA_DENY(online?)"},
	{"FOOBAR, ONLINE OUT", "UNPARSED MEDIA_DENY(online)"},
	{"NO SALES. FOOBAR TV AND WEB OUT", "NO_RESALE UNPARSED MEDIA_DENY(broadcast?) MEDIA_DENY(web)"},
	{"JAPAN AND ONLINE OUT", "TERRITORY_DENY(JP) MEDIA_DENY(online)"},
	{"please note: online out", "MEDIA_DENY(online)"},
	{"NO ARCHIVE ONLINE OUT", "NO_ARCHIVE MEDIA_DENY(online)"},
	{"PRINT ONLY", "MEDIA_DENY(web,app,newsletter,social,broadcast,syndication)"},
	{"EMBARGOED UNTIL 2200 GMT SEPT 7", "EMBARGO(2026-09-07T22:00:00Z)"},
	{"NOT FOR PUBLICATION BEFORE 1800 GMT", "EMBARGO(2026-09-01T18:00:00Z)"},
	{"EMBARGOED UNTIL 0001 BST 2 SEPTEMBER", "EMBARGO(2026-09-01T23:01:00Z)"},
	{"HOLD TIL SEPT 7", "EMBARGO(09-07?)"},
	{"EMBARGO 2200 IST 7 SEPT 2026", "EMBARGO(2026-09-07T22:00?)"},
	{"EMBARGO 2200 GMT 05/09/2026", "EMBARGO(2026-09-05T22:00?)"},
	{"EMBARGOED TO 10PM NEW YORK TIME 7 SEPTEMBER 2026", "EMBARGO(2026-09-08T02:00:00Z)"},
	{"STRICTLY EMBARGOED", "EMBARGO"},
	{"SPERRFRIST 7.9.2026, 18 Uhr", "EMBARGO(2026-09-07T18:00?)"},
	{"Nur für redaktionelle Zwecke, nicht in Österreich und der Schweiz",
		"EDITORIAL_ONLY TERRITORY_DENY(AT,CH)"},
	{"INTERDIT À LA VENTE EN FRANCE", "NO_RESALE TERRITORY_DENY(FR)"},
	{"PROHIBIDO SU USO EN ESPAÑA", "TERRITORY_DENY(ES)"},
	{"AP CLIENTS ONLY", "CLIENT_ONLY(AP)"},
	{"MANDATORY CREDIT \"AFP PHOTO / X - HO\" - NO MARKETING",
		"CREDIT_REQUIRED(AFP PHOTO / X - HO) NO_COMMERCIAL"},
	{"MANDATORY KILL: do not use picture NPA20230914-0412. Remove from all systems.",
		"KILL(NPA20230914-0412) UNPARSED"},
	{"SEE PA STORY POLITICS Brexit. 092218124137, 21334631,", ""},
	{"no instructions", ""},
	{"ALL RIGHTS RESERVED", ""},
	{"EMBARGO LIFTED", ""},
	/* Several clocks, one day; where they disagree the later binds. */
	{"Not for release before 21:00 CET (20:00 GMT) on Sunday 6 December 2026", "EMBARGO(2026-12-06T20:00:00Z)"},
	{"EMBARGO 1100 GMT / 1200 CET / 0600 EST 8 DEC 2026", "EMBARGO(2026-12-08T11:00:00Z)"},
	{"Embargo 12:00 GMT (1300) - Tuesday 1 December", "EMBARGO(2026-12-01T12:00:00Z)"},
	{"EMBARGO: 12:00 GMT / 15:00 CET, 2 December 2026", "EMBARGO(2026-12-02T12:00?)"},
	{"EMBARGO: 9 pm (2000 GMT), Sunday", "EMBARGO(2026-09-06T20:00:00Z)"},
	{"EMBARGO 18:00 UTC-05:00 ON 5 DECEMBER", "EMBARGO(2026-12-05T23:00:00Z)"},
	{"EMBARGO UNTIL 18:00 GMT+1 5 DEC 2026", "EMBARGO(2026-12-05T17:00:00Z)"},
	{"EMBARGO 18:00 EST-1 5 DEC 2026", "EMBARGO(2026-12-05T18:00?) UNPARSED"},
	/* What may not be used yet is no last day of use. */
	{"NOT AVAILABLE UNTIL 5 MAY 2027", "EMBARGO(2027-05-05?)"},
	{"CAN NOT YET BE SAID TO BE VALID UNTIL 5 MAY", "UNPARSED"},
	/* Four digits may be a year. */
	{"NOT TO BE USED AFTER 2026", "EXPIRES(2027-01-01T00:00:00Z)"},
	{"NOT TO BE USED AFTER 2030", "EXPIRES(2031-01-01T00:00:00Z?)"},
	{"NO USE AFTER 2000", "EXPIRES(20:00?)"},
	{"HOLD UNTIL 2027", "EMBARGO(2027?)"},
	/* A medium of a place. */
	{"UK ONLINE OUT", "MEDIA_DENY(online@GB)"},
	{"NO FRANCE TV", "MEDIA_DENY(broadcast@FR)"},
	{"NO GERMANY, TV", "TERRITORY_DENY(DE) MEDIA_DENY(broadcast)"},
	{"JAPAN, UK ONLINE OUT", "UNPARSED MEDIA_DENY(online@GB,JP)"},
	/* When an embargo ends is no word that it has ended; what may be used later may not be used now. */
	{"EMBARGO IS LIFTED ON 5 DECEMBER 2026", "EMBARGO(2026-12-05?)"},
	{"EMBARGO OVER AT 6PM GMT", "EMBARGO(2026-09-01T18:00:00Z)"},
	{"OK TO USE AFTER 1800 GMT 5 DECEMBER 2026", "EMBARGO(2026-12-05T18:00:00Z)"},
	{"Publication after 5 December 2026", "UNPARSED"},
	{"ANY USE AFTER 30 SEPTEMBER 2026 MUST BE CLEARED", "EXPIRES(2026-10-01T00:00:00Z) CLEARANCE"},
	{"Frei f\u00fcr Sonntag, 6. Dezember 2026, 18 Uhr", "EMBARGO(2026-12-06T18:00?)"},
	{"F\u00e5r inte publiceras f\u00f6re den 3 december kl. 12.00", "EMBARGO(12-03T12:00?)"},
	{"FREE FOR EDITORIAL USE UNTIL DECEMBER 31, 2026", "EXPIRES(2027-01-01T00:00:00Z) EDITORIAL_ONLY"},
	/* A credit and a correction swallow no ban. */
	{"MANDATORY CREDIT: AFP PHOTO / NOT IN RUSSIA", "CREDIT_REQUIRED(AFP PHOTO) TERRITORY_DENY(RU)"},
	{"MANDATORY CREDIT: AFP PHOTO / ONLY WITH THE ARTICLE", "CREDIT_REQUIRED(AFP PHOTO) CONTEXT_ONLY(ARTICLE)"},
	{"MANDATORY CREDIT: \"AFP PHOTO / ONLY HERE\"", "CREDIT_REQUIRED(AFP PHOTO / ONLY HERE)"},
	{"REPLACES EARLIER PICTURE, PLEASE DELETE", "CAPTION_CORRECTION UNPARSED"},
	{"ADDS PARENTS HAVE NOT CONSENTED", "CAPTION_CORRECTION UNPARSED"},
	{"COURTESY OF JOHN DOE FOR ONE DAY", "CREDIT_REQUIRED(JOHN DOE) UNPARSED"},
	/* Silent, or a fee, before. */
	{"Granted on a one-time non-exclusive basis", "UNPARSED ONE_USE"},
	{"Vermeld altijd de naam van de fotograaf", "CREDIT_REQUIRED"},
	{"Fotografens namn ska alltid anges", "CREDIT_REQUIRED"},
	{"Fri brug indtil 31. december 2026", "EXPIRES(2027-01-01T00:00:00Z)"},
	{"Nach 14 Tagen offline nehmen", "EXPIRES(14 days) TAKE_DOWN(14 days)"},
	{"REMOVE FROM WEB AFTER 3 MONTHS", "EXPIRES(3 months) TAKE_DOWN(3 months)"},
	{"Once he is found the image must be removed", "UNPARSED NO_ARCHIVE TAKE_DOWN(30 days)"},
	{"NOT FOR ONWARD TRANSMISSION", "NO_RESALE"},
	/* Days as German desks and compact forms write them; a summer's zone on a winter's day. */
	{"EMBARGO 1000 GMT 01.12.", "EMBARGO(2026-12-01T10:00:00Z)"},
	{"EMBARGO BIS 3.12. 10 UHR MEZ", "EMBARGO(2026-12-03T09:00:00Z)"},
	{"Sperrfrist 10 Uhr MEZ, 3.12.", "EMBARGO(2026-12-03T09:00:00Z)"},
	{"EMBARGO UNTIL 10.10. NO SALES", "EMBARGO(10-10?) NO_RESALE"},
	{"EMBARGO 10.12 GMT", "EMBARGO(2026-09-01T10:12:00Z)"},
	{"EMBARGO 1000GMT 01DEC26", "EMBARGO(2026-12-01T10:00:00Z)"},
	{"EMBARGO 1000GMT+2 5 DEC 2026", "EMBARGO(2026-12-05T08:00:00Z)"},
	{"EMBARGO 1000 GMT NEXT TUESDAY", "EMBARGO(2026-09-01T10:00:00Z?) UNPARSED"},
	{"EMBARGO 10:00 BST 5 DECEMBER 2026", "EMBARGO(2026-12-05T10:00:00Z)"},
	{"EMBARGO 10:00 BST 5 JULY 2027", "EMBARGO(2027-07-05T09:00:00Z)"},
	{"NOT FOR USE AFTER 10:00 BST 5 DECEMBER 2026", "EXPIRES(2026-12-05T09:00:00Z)"},
	/* What an open slot may not swallow. */
	{"MANDATORY CREDIT - SUN, MIRROR OUT", "CREDIT_REQUIRED OUTLET_DENY(SUN,MIRROR)"},
	{"MANDATORY CREDIT: THE OREGONIAN, PORTLAND TRIBUNE OUT",
		"CREDIT_REQUIRED(THE OREGONIAN) OUTLET_DENY(PORTLAND TRIBUNE)"},
	{"MANDATORY CREDIT - FAMILY ONLY", "CREDIT_REQUIRED UNPARSED"},
	{"PLEASE CREDIT JOHN DOE AND CALL DESK", "CREDIT_REQUIRED(JOHN DOE) CLEARANCE"},
	{"MANDATORY CREDIT AFP PHOTO / EMBARGO", "CREDIT_REQUIRED(AFP PHOTO) EMBARGO"},
	{"SEE PA STORY LEGAL Minors", ""},
	{"SEE PA STORY LEGAL Minors: WITHHELD", "UNPARSED"},
	{"MUST NOT BE CROPPED OR PUBLISHED ONLINE", "NO_CROP MEDIA_DENY(online)"},
	{"NO CROPPING OR ONLINE USE", "NO_CROP MEDIA_DENY(online)"},
	{"NO CROPPING NO TEXT NO TINT", "NO_CROP UNPARSED"},
	{"DO NOT CROP OUT THE SPONSOR", "NO_CROP"},
	{"EXCLUSIVE PICTURES MUST NOT BE USED ONLINE", "FEE MEDIA_DENY(online)"},
	{"EXCLUSIVE DAILY MAIL OUT", "FEE OUTLET_DENY(DAILY MAIL)"},
	{"NO SALES EXCEPT UK", "NO_RESALE UNPARSED"},
	{"EDITORIAL USE ONLY, EXCLUDING GERMANY", "EDITORIAL_ONLY TERRITORY_DENY(DE)"},
	{"THE SEATTLE TIMES OUT", "OUTLET_DENY(SEATTLE TIMES)"},
	{"EMBARGOED TILL 10 P.M. PACIFIC DEC. 2", "EMBARGO(2026-12-03T06:00:00Z)"},
	{"PRESS EMBARGO: WEDNESDAY 2ND DECEMBER, 10AM (UK TIME)", "EMBARGO(2026-12-02T10:00:00Z)"},
	/* More notices and terms that were silent. */
	{"This picture has been retracted", "KILL"},
	{"Annule et remplace la photo pr\u00e9c\u00e9dente", "KILL"},
	{"Imagem cancelada, favor n\u00e3o usar", "KILL"},
	{"usage ends 31 December 2026", "EXPIRES(2027-01-01T00:00:00Z)"},
	{"3 Monate nutzbar", "EXPIRES(3 months) TAKE_DOWN(3 months)"},
	{"valid through the end of the show (10 January 2027)", "UNPARSED"},
	{"Keine Verwendung in sozialen Netzwerken", "MEDIA_DENY(social)"},
	{"Pas d'utilisation sur les r\u00e9seaux sociaux", "MEDIA_DENY(social)"},
	{"Not to be released before the announcement", "EMBARGO"},
	/* The day stands in another statement. */
	{"EMBARGOED UNTIL 1400 GMT. DEC 3", "EMBARGO(12-03T14:00?)"},
	{"EMBARGO: 17:30 CET, subject to delivery of speech, 3 December 2026", "EMBARGO(2026-12-03T17:30?) UNPARSED"},
	{"EMBARGOED UNTIL 1400 GMT. NO USE AFTER 3 DECEMBER 2026",
		"EMBARGO(2026-09-01T14:00:00Z) EXPIRES(2026-12-04T00:00:00Z)"},
	{"HFR 6PM EST 3 DEC 2026", "EMBARGO(2026-12-03T23:00:00Z)"},
	{"NOT BEFORE DECEMBER 24", "EMBARGO(12-24?)"},
	/* What must not be overlooked is spaced out, or holds what nobody sees. */
	{"N O   S A L E S", "NO_RESALE"},
	{"J A P A N   O U T", "TERRITORY_DENY(JP)"},
	{"N-O S-A-L-E-S", "NO_RESALE"},
	{"E M B A R G O", "EMBARGO"},
	{"S A L E S   N O", "UNPARSED"},
	{"D/N/U", "KILL"},
	{"JA\xe2\x80\x8bPAN OUT, GER\xc2\xadMANY OUT", "TERRITORY_DENY(JP) TERRITORY_DENY(DE)"},
	/* What informs swallows no order. */
	{"CORRECTION: EMBARGO NOW 6PM", "CAPTION_CORRECTION EMBARGO UNPARSED"},
	{"ADDS RESTRICTION: GERMANY", "CAPTION_CORRECTION UNPARSED"},
	{"CORRECTS AGE TO 15, MINOR NOT TO BE NAMED", "CAPTION_CORRECTION UNPARSED"},
	{"ADDS CREDIT MUST READ JOHN DOE", "CAPTION_CORRECTION CREDIT_REQUIRED(JOHN DOE)"},
	{"RETRANSMISSION WITH NEW TERMS", "CAPTION_CORRECTION UNPARSED"},
	{"CORRECTS DATE TO FEB 3, NOT FEB 2", "CAPTION_CORRECTION"},
	{"TO GO WITH STORY ONLY", "CONTEXT_ONLY(STORY)"},
	{"SEE PA STORY DEATH: NO USE", "UNPARSED"},
	/* Commands in small letters. */
	{"\xc3\x80 utiliser dans les 15 jours", "EXPIRES(15 days)"},
	{"Show whole image", "NO_CROP"},
	{"From 6pm", "UNPARSED"},
	{"For the obituary page", "UNPARSED"},
	{"May not be sold, leased or published online", "NO_RESALE UNPARSED MEDIA_DENY(online)"},
	{"BILD OUT", "OUTLET_DENY(BILD)"},
	{"NO USE BY THE SUN", "OUTLET_DENY(SUN)"},
	{"MUST BE REMOVED FROM WEBSITES AFTER 21 DAYS", "EXPIRES(21 days) TAKE_DOWN(21 days)"},
	{"EXP. 5 DEC 2026", "EXPIRES(2026-12-06T00:00:00Z)"},
};

static void
test_cases(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *found = read_all(cases[i].text, "2026-09-01T10:00:00Z");

		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(found, ==, cases[i].found);
	}
}

/* Real wordings (tests/data/restrictions.tsv). "*": further words that ask for a person. */
static void
test_worded(void)
{
	g_autofree char *path =
		g_test_build_filename(G_TEST_DIST, "..", "data", "restrictions.tsv", NULL);
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
		found = read_all(parts[1], "2026-09-01T10:00:00Z");
		n++;
		if (strchr(parts[2], '*') == NULL ? strcmp(found, parts[2]) == 0
						  : g_pattern_match_simple(parts[2], found) &&
							    strstr(found, "UNPARSED") != NULL)
			continue;
		g_test_message("%s: %s\n  gives   %s\n  and not %s", parts[0], parts[1], found, parts[2]);
		failed++;
	}
	g_assert_cmpuint(n, >=, 60);
	g_assert_cmpuint(failed, ==, 0);
}

/* What commands and is not understood asks for a person, whole, and forbids nothing else by chance. */
static void
test_unparsed(void)
{
	static const char *const texts[] = {"CLEAR W LONDON DESK B4 USE",
		"NOT FOR USE IN CAMPAIGNS AGAINST THE CLUB",
		"USE OF THIS IMAGE REQUIRES WRITTEN CONSENT OF THE ESTATE", "QXZ RULES APPLY",
		"never on Sundays please", "SHOWBIZ USE ONLY",
		"WICHTIG: RÜCKSPRACHE MIT DER REDAKTION"};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *found = read_all(texts[i], "2026-09-01T10:00:00Z");

		g_test_message("%s", texts[i]);
		g_assert_nonnull(strstr(found, "UNPARSED"));
		g_assert_null(strstr(found, "KILL"));
	}
}

static void
test_caption(void)
{
	ClRightsTimes times = times_at("2026-09-01T10:00:00Z");
	g_autoptr(GPtrArray) prose = cl_rights_parse_caption(rules,
		"The minister said no sales tax may be used only for 14 days in Germany only. NATO "
		"leaders met.",
		&times);
	g_autoptr(GPtrArray) tail = cl_rights_parse_caption(rules,
		"A man walks. EPA/SONY PICTURES HANDOUT EDITORIAL USE ONLY/NO SALES", &times);

	g_assert_cmpuint(prose->len, ==, 0);
	g_assert_cmpuint(tail->len, ==, 4);
	g_assert_cmpint(((ClRestriction *)tail->pdata[0])->code, ==, CL_RESTRICTION_INFORMATION);
	g_assert_cmpint(((ClRestriction *)tail->pdata[3])->code, ==, CL_RESTRICTION_NO_RESALE);
}

/* IIM is cut at its limit; the whole text stands in XMP and counts alone. */
static void
test_cut_text(void)
{
	ClRightsTimes times = times_at("2022-01-07T10:00:00Z");
	g_autoptr(GPtrArray) received =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	g_autoptr(GPtrArray) found = NULL;
	gboolean expires = FALSE;

	g_ptr_array_add(received, cl_received_new(CL_FIELD_INSTRUCTIONS, CL_ORIGIN_IPTC, 0, 0, NULL,
					  "HANDOUT PHOTO; NO ARCHIVES; MAY BE USED ONLY FO"));
	g_ptr_array_add(received,
		cl_received_new(CL_FIELD_USAGE_TERMS, CL_ORIGIN_XMP, 1, 0, "x-default",
			"HANDOUT PHOTO; NO ARCHIVES; MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF "
			"TRANSMISSION"));
	found = cl_rights_gather(rules, received, &times);
	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		g_assert_cmpint(one->code, !=, CL_RESTRICTION_UNPARSED);
		if (one->code != CL_RESTRICTION_EXPIRES)
			continue;
		expires = TRUE;
		g_assert_cmpstr(one->operand, ==, "14 days");
		g_assert_cmpstr(one->field, ==, "usage_terms");
		g_assert_cmpstr(one->origin, ==, "xmp#1");
		g_assert_cmpint(one->at_us - times.sent_us, ==,
			G_GINT64_CONSTANT(14) * 86400 * G_USEC_PER_SEC);
	}
	g_assert_true(expires);
	g_assert_cmpuint(found->len, ==, 4);
}

/* Said twice is said once, by whoever comes first; a short beginning is another text, and so is a caption. */
static void
test_repeated_text(void)
{
	static const struct {
		ClField field;
		ClOriginKind origin;
		const char *text;
	} said[] = {
		{CL_FIELD_USAGE_TERMS, CL_ORIGIN_XMP, "NO SALES"},
		{CL_FIELD_INSTRUCTIONS, CL_ORIGIN_SIDECAR, "NO SALES"},
		{CL_FIELD_INSTRUCTIONS, CL_ORIGIN_IPTC, "NO SALES. NO ARCHIVES. JAPAN OU"},
		{CL_FIELD_INSTRUCTIONS, CL_ORIGIN_XMP, "NO SALES. NO ARCHIVES. JAPAN OUT"},
		{CL_FIELD_CAPTION, CL_ORIGIN_XMP, "NO SALES. NO ARCHIVES. JAPAN OUT"},
		{CL_FIELD_CAPTION, CL_ORIGIN_IPTC, "NO SALES. NO ARCHIVES. JAPAN OUT"},
	};
	ClRightsTimes times = times_at("2026-09-01T10:00:00Z");
	g_autoptr(GPtrArray) received =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	g_autoptr(GPtrArray) found = NULL;
	g_autoptr(GString) order = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
		g_ptr_array_add(received, cl_received_new(said[i].field, said[i].origin, 0, i, NULL,
						  said[i].text));
	found = cl_rights_gather(rules, received, &times);
	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		g_string_append_printf(order, "%s %s %s|", one->origin, one->field,
			cl_restriction_name(one->code));
	}
	g_assert_cmpstr(order->str, ==,
		"sidecar instructions NO_RESALE|xmp#1 caption NO_ARCHIVE|xmp#1 caption TERRITORY_DENY|");
}

/* Terms stand where studios write them, too; where they may be news, they ask. */
static void
test_every_field(void)
{
	static const struct {
		ClField field;
		const char *text, *found;
	} said[] = {
		{CL_FIELD_COPYRIGHT, "\xc2\xa9 Ana Ruiz - JAPAN OUT", "TERRITORY_DENY"},
		{CL_FIELD_SOURCE, "NORDLYS - NO SALES", "NO_RESALE"},
		{CL_FIELD_HEADLINE, "JAPAN OUT", "UNPARSED"},
		{CL_FIELD_KEYWORDS, "NO ARCHIVE", "UNPARSED"},
		{CL_FIELD_HEADLINE, "JAPAN OUT OF WORLD CUP", NULL},
		{CL_FIELD_TITLE, "EXCLUSIVE", NULL},
		{CL_FIELD_COPYRIGHT, "\xc2\xa9 2026 Ana Ruiz. All rights reserved.", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
		ClRightsTimes times = times_at("2026-09-01T10:00:00Z");
		g_autoptr(GPtrArray) received =
			g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
		g_autoptr(GPtrArray) found = NULL;
		const char *code = NULL;

		g_test_message("%s", said[i].text);
		g_ptr_array_add(received,
			cl_received_new(said[i].field, CL_ORIGIN_XMP, 1, 0, NULL, said[i].text));
		found = cl_rights_gather(rules, received, &times);
		for (guint j = 0; j < found->len; j++) {
			const ClRestriction *one = found->pdata[j];

			if (one->code != CL_RESTRICTION_INFORMATION)
				code = cl_restriction_name(one->code);
		}
		g_assert_cmpstr(code, ==, said[i].found);
	}
}

static void
test_decide(void)
{
	ClRightsTimes times = times_at("2026-09-01T10:00:00Z");
	g_autoptr(GPtrArray) found = cl_rights_parse(rules, "CLEAR W LONDON DESK B4 USE", &times);
	ClRestriction *one = found->pdata[0];
	ClRestrictionDecision decision = {one->key, CL_DECIDED_CONFIRMED,
		CL_RESTRICTION_TERRITORY_DENY, (char *)"Moon", (char *)"ana", (char *)"read it", 1};
	g_autoptr(GError) error = NULL;

	g_assert_false(cl_rights_decide(rules, found, &decision, &times, &error));
	g_assert_nonnull(strstr(error->message, "JP,DE"));
	g_clear_error(&error);
	decision.operand = (char *)"JPN, Germany";
	g_assert_true(cl_rights_decide(rules, found, &decision, &times, &error));
	g_assert_cmpstr(one->operand, ==, "DE,JP");
	g_assert_cmpstr(one->decided_as, ==, "UNPARSED");
	g_assert_cmpint(one->decided, ==, CL_DECIDED_CONFIRMED);
}

/* What the build made of the tables is what a program makes of them. */
static void
test_shipped_are_the_tables(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClRightsRules) made = cl_rights_rules_parse(
		cl_rules_shipped("phrases"), cl_rules_shipped("territories"), &error);
	guint n, n_made;
	g_autoptr(GPtrArray) failures = cl_rights_rules_test(rules, &n);
	g_autoptr(GPtrArray) failures_made = cl_rights_rules_test(made, &n_made);

	g_assert_no_error(error);
	g_assert_cmpuint(n, ==, n_made);
	g_assert_cmpuint(failures->len + failures_made->len, ==, 0);
	g_assert_cmpstr(cl_rights_rules_version(rules), ==, cl_rights_rules_version(made));
}

/* The shipped phrases with something else in the place of a text. */
static char *
phrases_with(const char *text, const char *other)
{
	GString *phrases = g_string_new(cl_rules_shipped("phrases"));

	g_assert_cmpuint(g_string_replace(phrases, text, other, 0), ==, 1);
	return g_string_free(phrases, FALSE);
}

/* The rules of the archive say where instructions begin in a caption, or the shipped ones for them. */
static void
test_own_notes(void)
{
	static const struct {
		const char *text, *other, *caption;
		gboolean heard;
	} own_notes[] = {
		{"\"NOTE TO EDITORS\"", "\"Note to Desks\"", "A man. Note to desks: ask the gallery first", TRUE},
		{"\"NOTE TO EDITORS\"", "\"NOTE TO DESKS\"", "A man. Note to editors: ask the gallery first", FALSE},
		{"\"this photograph\"", "\"this frame\"", "This frame is solely for the gallery.", TRUE},
		{"\"notes\":", "\"notes\":null,\"was\":",
			"A man. Note to editors: ask the gallery first", TRUE}};

	for (gsize i = 0; i < G_N_ELEMENTS(own_notes); i++) {
		g_autofree char *phrases = phrases_with(own_notes[i].text, own_notes[i].other);
		g_autoptr(GError) error = NULL;
		g_autoptr(ClRightsRules) own = cl_rights_rules_parse(phrases, NULL, &error);
		g_autoptr(GPtrArray) found = NULL;

		g_assert_no_error(error);
		found = cl_rights_parse_caption(own, own_notes[i].caption, &(ClRightsTimes){0});
		g_assert_cmpint(found->len > 0, ==, own_notes[i].heard);
	}
}

static void
test_own_notes_refused(void)
{
	static const char *const wrong[][2] = {{"\"notes\":", "\"notes\":[],\"was\":"},
		{"\"to_end\":", "\"to_ende\":"}, {"\"to_end\":", "\"to_end\":\"NOTE\",\"x\":"}};

	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autofree char *phrases = phrases_with(wrong[i][0], wrong[i][1]);
		g_autoptr(GError) error = NULL;

		g_assert_null(cl_rights_rules_parse(phrases, NULL, &error));
		g_assert_true(g_str_has_prefix(error->message, "phrases: notes: "));
	}
}

/* Words that may stand before a date, and no date behind them: each is read a bounded number of times. */
static void
test_linear(void)
{
	static const char *const pieces[] = {"a ", "today ", "AT THE ", "A ", "A-", "EMBARGO 1400 GMT. ",
		"CORRECTS NOT ", "1400 GMT / ", "UK, ", "WEB, UK, ",
		"AND ", "3 "};
	g_autofree char *behind = read_all("NO SALES", "2022-01-07T10:00:00Z");

	g_assert_true(*behind != '\0');
	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new("NOT FOR USE BEFORE ");
		g_autofree char *read = NULL;

		while (text->len < 30000)
			g_string_append(text, pieces[i]);
		g_string_append(text, "5 MARCH 2022. NO SALES");
		read = read_all(text->str, "2022-01-07T10:00:00Z");
		g_assert_true(g_str_has_suffix(read, behind));
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	rules = cl_rights_rules_shipped();
	g_test_add_func("/restrictions/examples", test_examples);
	g_test_add_func("/restrictions/shipped-are-the-tables", test_shipped_are_the_tables);
	g_test_add_func("/restrictions/cases", test_cases);
	g_test_add_func("/restrictions/worded", test_worded);
	g_test_add_func("/restrictions/unparsed", test_unparsed);
	g_test_add_func("/restrictions/caption", test_caption);
	g_test_add_func("/restrictions/cut-text", test_cut_text);
	g_test_add_func("/restrictions/repeated-text", test_repeated_text);
	g_test_add_func("/restrictions/every-field", test_every_field);
	g_test_add_func("/restrictions/decide", test_decide);
	g_test_add_func("/restrictions/own-notes", test_own_notes);
	g_test_add_func("/restrictions/own-notes-refused", test_own_notes_refused);
	g_test_add_func("/restrictions/linear", test_linear);
	status = g_test_run();
	cl_rights_rules_free(rules);
	return status;
}
