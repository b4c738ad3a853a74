/* SPDX-License-Identifier: MIT
 *
 * The verdict: wording word for word (policy §3), the first day's table (policy §2), each step of
 * reference §5.2, and what must never happen: a restriction that frees, a licence whose removal frees.
 */
#include <cutline/error.h>
#include <cutline/rights.h>
#include <cutline/rules.h>
#include <cutline/time.h>

#include <string.h>

static ClRightsRules *rules;

typedef struct {
	ClRightsPhoto photo;
	ClUse use;
	ClOutlet *outlet;
	GPtrArray *restrictions, *licences, *grants;
	ClRightsTimes times;
	gint64 now_us;
} Case;

static gint64
at(const char *text)
{
	gint64 us;

	g_assert_true(cl_time_parse(text, &us));
	return us;
}

/* An agency picture that nothing forbids and nothing allows. */
static void
set_up(Case *c, const char *now)
{
	memset(c, 0, sizeof *c);
	c->now_us = at(now);
	c->restrictions = g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	c->licences = g_ptr_array_new_with_free_func((GDestroyNotify)cl_licence_free);
	c->grants = g_ptr_array_new_with_free_func((GDestroyNotify)cl_grant_free);
	c->outlet = cl_outlet_new();
	c->times = (ClRightsTimes){
		.sent_us = c->now_us, .sent_from = "sent", .ingested_us = c->now_us};
	c->photo = (ClRightsPhoto){.id = "7k3m9q0000000000",
		.developed = TRUE,
		.class = CL_CLASS_AGENCY,
		.supplier = "getty images",
		.supplier_name = "Getty Images",
		.collection = "afp",
		.collection_name = "AFP",
		.origin_text = "AFP via Getty Images",
		.origin_field = "credit",
		.origin_from = "xmp",
		.credit = "© Ana Ruiz/AFP via Getty Images",
		.has_caption = TRUE,
		.ingested_us = c->now_us,
		.sent_us = c->now_us,
		.restrictions = c->restrictions};
	c->use = (ClUse){.outlet = c->outlet, .at_us = c->now_us};
}

static void
tear_down(Case *c)
{
	g_ptr_array_unref(c->restrictions);
	g_ptr_array_unref(c->licences);
	g_ptr_array_unref(c->grants);
	cl_outlet_free(c->outlet);
}

static void
say_in(Case *c, const char *text, ClField field, ClOriginKind origin)
{
	g_autoptr(GPtrArray) received =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	g_autoptr(GPtrArray) found = NULL;

	g_ptr_array_add(received, cl_received_new(field, origin, 1, 0, NULL, text));
	found = cl_rights_gather(rules, received, &c->times);
	cl_rights_unite(c->restrictions, found);
}

static void
say(Case *c, const char *text)
{
	say_in(c, text, CL_FIELD_INSTRUCTIONS, CL_ORIGIN_XMP);
}

static void
license(Case *c, const char *json)
{
	g_autoptr(GError) error = NULL;
	ClLicence *licence = cl_licence_parse(rules, json, "test", NULL, &error);

	g_assert_no_error(error);
	g_ptr_array_add(c->licences, licence);
}

static void
grant(Case *c, gboolean allow, const char *until)
{
	ClGrant *one = g_new0(ClGrant, 1);

	one->id = g_strdup_printf("g%u", c->grants->len + 1);
	one->allow = allow;
	one->until_us = at(until), one->at_us = c->now_us;
	one->reason = g_strdup("the desk checked");
	one->who = g_strdup("ana");
	g_ptr_array_add(c->grants, one);
}

static ClVerdict *
judge(Case *c)
{
	return cl_rights_verdict(&c->photo, &c->use, c->licences, c->grants, c->now_us);
}

static const ClReason *
find(const ClVerdict *verdict, const char *code)
{
	for (guint i = 0; i < verdict->reasons->len; i++)
		if (strcmp(cl_reason_name(((ClReason *)verdict->reasons->pdata[i])->code), code) ==
			0)
			return verdict->reasons->pdata[i];
	return NULL;
}

static void
assert_wording(Case *c, const char *code, ClSeverity severity, const char *wording)
{
	g_autoptr(ClVerdict) verdict = judge(c);
	const ClReason *reason = find(verdict, code);
	g_autofree char *whole = NULL;

	g_assert_nonnull(reason);
	whole = g_strdup_printf("%s %s", reason->message, reason->fix);
	g_assert_cmpstr(whole, ==, wording);
	g_assert_cmpint(reason->severity, ==, severity);
}

static const char getty_until_october[] =
	"{\"schema\":\"cutline-licence/1\",\"id\":\"meridian-2026\",\"name\":\"Meridian "
	"2026\",\"kind\":\"contract\","
	"\"example\":true,\"supplier\":\"Getty Images\",\"channels\":[\"web\",\"newsletter\"],"
	"\"until\":\"2026-12-31\",\"quota\":{\"uses\":500,\"period\":\"year\"},"
	"\"clauses\":[{\"term\":\"channels\",\"where\":\"line 4\"},"
	"{\"term\":\"resale\",\"where\":\"line 9\",\"text\":\"no sublicensing\"}]}";

/* --- policy §3 -------------------------------------------------------------------------------- */

static void
test_killed(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	c.photo.killed = TRUE;
	c.photo.kill_who = "AFP";
	c.photo.kill_us = at("2024-03-10T08:00:00Z");
	c.photo.state_reason = "may no longer be used in any manner";
	c.photo.kill_class = "notice afp.txt, line 3";
	assert_wording(&c, "KILLED", CL_SEVERITY_DENY,
		"AFP withdrew this picture on 10 March 2024: \"may no longer be used in any "
		"manner\" "
		"(notice afp.txt, line 3). Kills cannot be overridden; if it names the wrong "
		"picture: "
		"`cutline unkill 7k3m9q --reason \"…\"`");
	grant(&c, TRUE, "2027-01-01T00:00:00Z");
	{
		g_autoptr(ClVerdict) verdict = judge(&c);

		g_assert_cmpint(verdict->verdict, ==, CL_VERDICT_DENY);
		g_assert_true(verdict->stop);
	}
	tear_down(&c);
}

static void
test_embargo(void)
{
	Case c;
	g_autoptr(ClVerdict) later = NULL;

	set_up(&c, "2026-03-01T10:00:00Z");
	say(&c, "NOT FOR PUBLICATION BEFORE 1800 GMT");
	assert_wording(&c, "EMBARGO", CL_SEVERITY_DENY,
		"Not before 18:00 UTC today: \"NOT FOR PUBLICATION BEFORE 1800 GMT\" "
		"(Instructions, XMP). "
		"You may schedule it: `cutline check 7k3m9q --at 18:01Z`");
	c.use.at_us = at("2026-03-01T18:00:00Z");
	later = judge(&c);
	g_assert_cmpint(find(later, "EMBARGO")->severity, ==, CL_SEVERITY_NOTE);
	g_assert_false(later->stop);
	tear_down(&c);
}

static void
test_territory(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	say_in(&c, "JAPAN OUT", CL_FIELD_INSTRUCTIONS, CL_ORIGIN_IPTC);
	g_free(c.outlet->id);
	c.outlet->id = g_strdup("Courier Asia");
	g_assert_true(cl_rights_territory(rules, "JP", &c.outlet->markets));
	c.photo.n_copies = 1;
	assert_wording(&c, "TERRITORY", CL_SEVERITY_DENY,
		"Not for readers in Japan: \"JAPAN OUT\" (Instructions, IIM); outlet *Courier "
		"Asia* counts JP "
		"as a market. Another agency sent this frame without that limit: "
		"`cutline show 7k3m9q --copies`");
	tear_down(&c);
}

static void
test_no_origin(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	c.photo.class = CL_CLASS_NOBODY;
	c.photo.supplier = c.photo.supplier_name = c.photo.origin_text = c.photo.credit = NULL;
	assert_wording(&c, "NO_ORIGIN", CL_SEVERITY_DENY,
		"Nobody is named: credit, by-line, copyright and supplier are empty in IIM, XMP "
		"and EXIF. "
		"Say whose it is: `cutline edit 7k3m9q credit=\"…\"`, or look for its twin: "
		"`cutline find FILE`");
	tear_down(&c);
}

static void
test_take_down(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	c.times.sent_us = at("2022-01-07T09:00:00Z");
	say_in(&c, "MAY BE USED ONLY FOR 14 DAYS", CL_FIELD_USAGE_TERMS, CL_ORIGIN_XMP);
	c.photo.in_published_use = TRUE;
	c.photo.first_story = "kazakstan-in-crisis";
	assert_wording(&c, "TAKE_DOWN", CL_SEVERITY_DENY,
		"Sent 7 January 2022 and \"MAY BE USED ONLY FOR 14 DAYS\" (UsageTerms, XMP): not "
		"to be shown "
		"since 21 January; *kazakstan-in-crisis* shows a tile in its place. Replace it "
		"there, or ask "
		"the source for longer use and record it: `cutline grant 7k3m9q --until … --reason "
		"…`");
	grant(&c, TRUE, "2027-01-01T00:00:00Z");
	{
		g_autoptr(ClVerdict) verdict = judge(&c);
		ClStanding standing;

		g_assert_cmpint(verdict->verdict, ==, CL_VERDICT_ALLOW);
		g_assert_false(verdict->stop);
		g_assert_nonnull(find(verdict, "GRANT"));
		cl_rights_standing(&c.photo, c.grants, &standing);
		g_assert_cmpint(standing.take_down_us, ==, at("2027-01-01T00:00:00Z"));
	}
	tear_down(&c);
}

static void
test_no_contract(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	assert_wording(&c, "NO_CONTRACT", CL_SEVERITY_REVIEW,
		"Delivered by Getty Images (\"AFP via Getty Images\", Credit). No Getty Images "
		"contract is on "
		"file, so Cutline cannot tell whether you may use it. Record it once: `cutline "
		"licence "
		"template agency > getty.json`, fill it in, `cutline licence set getty.json`");
	tear_down(&c);
}

static void
test_unparsed(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	say(&c, "CLEAR W LONDON DESK B4 USE");
	assert_wording(&c, "UNPARSED", CL_SEVERITY_REVIEW,
		"Instructions say \"CLEAR W LONDON DESK B4 USE\"; Cutline does not understand "
		"this. Read it, "
		"then: `cutline restrictions confirm 7k3m9q 1 --as CLEARANCE --reason \"…\"` or `… dismiss 1 "
		"--reason "
		"\"…\"`");
	tear_down(&c);
}

static void
test_third_party(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	c.photo.class = CL_CLASS_OFFICIAL;
	c.photo.origin_text = "© Akorda.kz";
	c.photo.origin_from = NULL;
	c.photo.supplier_name = "the president's press office";
	c.use.story = "kazakstan-in-crisis";
	assert_wording(&c, "THIRD_PARTY", CL_SEVERITY_REVIEW,
		"\"© Akorda.kz\" (Credit) names the president's press office; nothing says on what "
		"terms. If "
		"this is its handout for this story: `cutline licence set 7k3m9q handout --story "
		"kazakstan-in-crisis --until …`");
	tear_down(&c);
}

static void
test_credit_case(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	c.photo.credit = "© Abduaziz Madyarov/AFP via Getty Images";
	c.use.credit_printed = "© ABDUAZIZ MADYAROV/AFP via Getty Images";
	assert_wording(&c, "CREDIT_CASE", CL_SEVERITY_NOTE,
		"The page prints \"© ABDUAZIZ MADYAROV/AFP via Getty Images\"; the archive writes "
		"\"© Abduaziz "
		"Madyarov/AFP via Getty Images\". Same person, still a valid credit. For one "
		"spelling, paste: `cutline export 7k3m9q --as figure`");
	tear_down(&c);
}

static void
test_licensed(void)
{
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	license(&c, getty_until_october);
	((ClLicence *)c.licences->pdata[0])->quota_spent = 41;
	c.outlet->channels = CL_CHANNEL_BIT(CL_CHANNEL_WEB) | CL_CHANNEL_BIT(CL_CHANNEL_NEWSLETTER);
	c.photo.collection = "news";
	c.photo.collection_name = "News";
	c.photo.credit = "© Ana Ruiz/Meridian";
	assert_wording(&c, "LICENSED", CL_SEVERITY_NOTE,
		"Web and newsletter, everywhere, until 31 December: *EXAMPLE contract Meridian "
		"2026*, line 4, "
		"collection News; 41 of 500 uses spent. Print: \"© Ana Ruiz/Meridian\". Not for "
		"partners "
		"(line 9, \"no sublicensing\").");
	{
		g_autoptr(ClVerdict) verdict = judge(&c);

		g_assert_cmpint(verdict->verdict, ==, CL_VERDICT_ALLOW);
		g_assert_cmpstr(verdict->licence, ==, "meridian-2026");
	}
	tear_down(&c);
}

/* Every reason has words, a place and one remedy. */
static void
test_first_day(void)
{
	static const struct {
		ClPictureClass class;
		gboolean complete;
		ClVerdictKind verdict;
		const char *code;
	} days[] = {
		{CL_CLASS_HOUSE, FALSE, CL_VERDICT_ALLOW, "HOUSE"},
		{CL_CLASS_HOUSE_CLAIM, FALSE, CL_VERDICT_REVIEW, "HOUSE_UNLISTED"},
		{CL_CLASS_HOUSE_DOUBT, FALSE, CL_VERDICT_REVIEW, "HOUSE_DOUBT"},
		{CL_CLASS_AGENCY, FALSE, CL_VERDICT_REVIEW, "NO_CONTRACT"},
		{CL_CLASS_AGENCY, TRUE, CL_VERDICT_DENY, "NOT_COVERED"},
		{CL_CLASS_POOL, FALSE, CL_VERDICT_REVIEW, "NO_CONTRACT"},
		{CL_CLASS_HANDOUT, FALSE, CL_VERDICT_REVIEW, "HANDOUT"},
		{CL_CLASS_HANDOUT, TRUE, CL_VERDICT_DENY, "HANDOUT"},
		{CL_CLASS_OFFICIAL, FALSE, CL_VERDICT_REVIEW, "THIRD_PARTY"},
		{CL_CLASS_BROADCASTER, FALSE, CL_VERDICT_REVIEW, "THIRD_PARTY"},
		{CL_CLASS_INDIVIDUAL, FALSE, CL_VERDICT_REVIEW, "NO_TERMS"},
		{CL_CLASS_UNKNOWN, FALSE, CL_VERDICT_REVIEW, "THIRD_PARTY"},
		{CL_CLASS_UGC, FALSE, CL_VERDICT_DENY, "NO_PERMISSION"},
		{CL_CLASS_CC, FALSE, CL_VERDICT_REVIEW, "LICENCE_UNCONFIRMED"},
		{CL_CLASS_PUBLIC_DOMAIN, FALSE, CL_VERDICT_REVIEW, "LICENCE_UNCONFIRMED"},
		{CL_CLASS_NOBODY, FALSE, CL_VERDICT_DENY, "NO_ORIGIN"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(days); i++) {
		g_autoptr(ClVerdict) verdict = NULL;
		Case c;

		set_up(&c, "2026-03-01T10:00:00Z");
		c.photo.class = days[i].class;
		c.photo.supplier_complete = days[i].complete;
		verdict = judge(&c);
		g_test_message("%s", cl_class_name(days[i].class));
		g_assert_cmpint(verdict->verdict, ==, days[i].verdict);
		g_assert_nonnull(find(verdict, days[i].code));
		for (guint j = 0; j < verdict->reasons->len; j++) {
			const ClReason *reason = verdict->reasons->pdata[j];

			g_assert_cmpuint(strlen(reason->message), >, 10);
			g_assert_cmpuint(strlen(reason->fix), >, 5);
			g_assert_null(strchr(reason->message, '{'));
			g_assert_null(strchr(reason->fix, '{'));
		}
		tear_down(&c);
	}
}

/* --- what must never happen -------------------------------------------------------------------- */

/* A date in its words, or the end of what licensed it, unless something else is in force. */
static void
test_expired(void)
{
	static const char *const later[] = {
		"\"collections_in\":[\"Sport\"]", "\"from\":\"2028-01-01\"", "\"channels\":[\"print\"]"};
	static const gboolean still_expired[] = {TRUE, TRUE, FALSE};
	gint64 before_us = at("2026-12-31T23:00:00Z"), after_us = at("2027-01-02T00:00:00Z");
	Case c;

	set_up(&c, "2026-03-01T10:00:00Z");
	g_assert_false(cl_rights_expired(&c.photo, c.licences, c.grants, after_us));
	license(&c, getty_until_october);
	g_assert_true(cl_rights_licence_includes(&c.photo, c.licences->pdata[0]));
	g_assert_false(cl_rights_expired(&c.photo, c.licences, c.grants, before_us));
	g_assert_true(cl_rights_expired(&c.photo, c.licences, c.grants, after_us));
	c.photo.class = CL_CLASS_HOUSE;
	g_assert_false(cl_rights_expired(&c.photo, c.licences, c.grants, after_us));
	c.photo.class = CL_CLASS_AGENCY;
	for (gsize i = 0; i < G_N_ELEMENTS(later); i++) {
		g_autofree char *json = g_strdup_printf("{\"schema\":\"cutline-licence/1\",\"id\":\"next\","
							"\"kind\":\"contract\",\"supplier\":\"Getty Images\",%s}",
			later[i]);

		license(&c, json);
		g_assert_cmpint(cl_rights_licence_includes(&c.photo, c.licences->pdata[1]), ==, i != 0);
		g_assert_cmpint(cl_rights_expired(&c.photo, c.licences, c.grants, after_us), ==,
			still_expired[i]);
		g_ptr_array_remove_index(c.licences, 1);
	}
	g_ptr_array_set_size(c.licences, 0);
	say(&c, "MUST NOT BE USED AFTER 31 DEC 2026");
	g_assert_false(cl_rights_expired(&c.photo, c.licences, c.grants, at("2026-12-30T00:00:00Z")));
	g_assert_true(cl_rights_expired(&c.photo, c.licences, c.grants, after_us));
	tear_down(&c);
}

static const char *const words[] = {"JAPAN OUT", "NO SALES", "NO ARCHIVES", "EDITORIAL USE ONLY",
	"EMBARGOED UNTIL 1800 GMT", "STRICTLY EMBARGOED", "HOLD TIL SEPT 7", "ONE TIME USE ONLY",
	"MAY BE USED ONLY FOR 14 DAYS", "NO USE AFTER 1 MARCH 2025", "GERMANY ONLY", "MAGS OUT",
	"INTERNET OUT", "PRINT ONLY", "DAILY MAIL OUT", "AP CLIENTS ONLY",
	"MANDATORY CREDIT \"X/Y\"", "HANDOUT", "NO CROPPING", "NO ALTERATIONS",
	"DO NOT OBSCURE LOGO", "EXCLUSIVE", "CLEAR W DESK", "PERMISSION REQUIRED", "MANDATORY KILL",
	"DO NOT USE", "NO MODEL RELEASE", "NO AI", "FACES PIXELATED BY SOURCE", "GRAPHIC CONTENT",
	"CORRECTION", "BQA", "FOR USE WITH BREXIT STORY ONLY", "MINORS FACES MUST BE PIXELATED",
	"MUST BE DELETED AFTER USE", "NOT VERIFIED", "NO MARKETING"};

static const char *const papers[] = {
	getty_until_october,
	"{\"schema\":\"cutline-licence/1\",\"id\":\"a\",\"kind\":\"contract\",\"supplier\":\"Getty "
	"Images\","
	"\"until\":\"2025-12-31\",\"archive_tail_days\":30}",
	"{\"schema\":\"cutline-licence/"
	"1\",\"id\":\"b\",\"kind\":\"purchase\",\"photos\":[\"7k3m9q0000000000\"],"
	"\"uses\":1,\"cost\":{\"amount\":300,\"currency\":\"EUR\",\"review_above\":100}}",
	"{\"schema\":\"cutline-licence/"
	"1\",\"id\":\"c\",\"kind\":\"open\",\"photos\":[\"7k3m9q0000000000\"],"
	"\"commercial\":\"no\",\"no_derivatives\":true,\"spdx\":\"CC-BY-NC-ND-4.0\"}",
	"{\"schema\":\"cutline-licence/"
	"1\",\"id\":\"d\",\"kind\":\"handout\",\"photos\":[\"7k3m9q0000000000\"],"
	"\"stories\":[\"brexit\"],\"until\":\"2026-06-30\"}",
	"{\"schema\":\"cutline-licence/1\",\"id\":\"e\",\"kind\":\"contract\",\"supplier\":\"Getty "
	"Images\","
	"\"territories\":[\"DACH\"],\"collections_out\":[\"AFP\"],\"resale\":true}",
};

static void
draw(Case *c)
{
	static const char *const stories[] = {NULL, "brexit", "other"};

	c->photo.class = (ClPictureClass)g_test_rand_int_range(0, CL_N_CLASSES);
	c->photo.supplier_complete = g_test_rand_bit();
	c->photo.uses_elsewhere = (guint)g_test_rand_int_range(0, 2);
	c->photo.first_story = stories[g_test_rand_int_range(0, 3)];
	c->use.story = stories[g_test_rand_int_range(0, 3)];
	c->use.channels = (guint)g_test_rand_int_range(0, CL_ALL_CHANNELS + 1);
	c->use.section = (ClSection)g_test_rand_int_range(0, CL_N_SECTIONS);
	c->use.crop = g_test_rand_bit();
	c->use.alter = g_test_rand_bit();
	c->use.published = g_test_rand_bit();
	if (g_test_rand_bit())
		c->use.credit_printed = g_test_rand_bit() ? "© Ana Ruiz/AFP via Getty Images" : "X/Y";
	c->outlet->commercial = (ClStated)g_test_rand_int_range(0, 3);
	if (g_test_rand_bit())
		g_assert_true(cl_rights_territory(
			rules, g_test_rand_bit() ? "DACH" : "JP", &c->outlet->markets));
	if (g_test_rand_bit())
		grant(c, g_test_rand_bit(), "2027-01-01T00:00:00Z");
	c->use.at_us += (gint64)g_test_rand_int_range(-40, 400) * 86400 * G_USEC_PER_SEC;
}

static void
test_monotonic(void)
{
	for (guint run = 0; run < 3000; run++) {
		ClVerdictKind last;
		gboolean stopped;
		Case c;

		set_up(&c, "2026-03-01T10:00:00Z");
		draw(&c);
		for (gsize i = 0; i < G_N_ELEMENTS(papers); i++)
			if (g_test_rand_bit())
				license(&c, papers[i]);
		{
			g_autoptr(ClVerdict) verdict = judge(&c);

			last = verdict->verdict;
			stopped = verdict->stop;
		}
		/* A restriction more, a licence less: never milder. */
		for (guint step = 0; step < 6; step++) {
			g_autoptr(ClVerdict) verdict = NULL;

			if (g_test_rand_bit() && c.licences->len > 0)
				g_ptr_array_remove_index(c.licences,
					(guint)g_test_rand_int_range(0, (gint32)c.licences->len));
			else
				say(&c, words[g_test_rand_int_range(0, G_N_ELEMENTS(words))]);
			verdict = judge(&c);
			g_assert_cmpint(verdict->verdict, >=, last);
			g_assert_cmpint(verdict->stop, >=, stopped);
			last = verdict->verdict;
			stopped = verdict->stop;
		}
		tear_down(&c);
	}
}

static void
test_failed_look_up(void)
{
	Case c;
	g_autoptr(ClVerdict) verdict = NULL;

	set_up(&c, "2026-03-01T10:00:00Z");
	license(&c, getty_until_october);
	grant(&c, TRUE, "2027-01-01T00:00:00Z");
	verdict = cl_rights_verdict(&c.photo, &c.use, NULL, c.grants, c.now_us);
	g_assert_cmpint(verdict->verdict, ==, CL_VERDICT_DENY);
	g_assert_nonnull(find(verdict, "LOOKUP_FAILED"));
	tear_down(&c);
}

/* A record from before its id was read: what it asks for is not known, and so it is asked. */
static void
test_unknown_open_licence(void)
{
	Case c;
	g_autoptr(ClVerdict) verdict = NULL;
	g_autoptr(GError) error = NULL;

	set_up(&c, "2026-03-01T10:00:00Z");
	c.photo.class = CL_CLASS_CC;
	license(&c, "{\"schema\":\"cutline-licence/1\",\"id\":\"o\",\"kind\":\"open\","
		    "\"photos\":[\"7k3m9q0000000000\"],\"spdx\":\"CC BY-NC 4.0\"}");
	verdict = cl_rights_verdict(&c.photo, &c.use, c.licences, c.grants, c.now_us);
	g_assert_cmpint(verdict->verdict, ==, CL_VERDICT_REVIEW);
	g_assert_nonnull(find(verdict, "LICENCE_UNCONFIRMED"));
	g_assert_false(cl_licence_check(c.licences->pdata[0], "o.json", &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	tear_down(&c);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	rules = cl_rights_rules_shipped();
	g_test_add_func("/verdict/wording/killed", test_killed);
	g_test_add_func("/verdict/wording/embargo", test_embargo);
	g_test_add_func("/verdict/wording/territory", test_territory);
	g_test_add_func("/verdict/wording/no-origin", test_no_origin);
	g_test_add_func("/verdict/wording/take-down", test_take_down);
	g_test_add_func("/verdict/wording/no-contract", test_no_contract);
	g_test_add_func("/verdict/wording/unparsed", test_unparsed);
	g_test_add_func("/verdict/wording/third-party", test_third_party);
	g_test_add_func("/verdict/wording/credit-case", test_credit_case);
	g_test_add_func("/verdict/wording/licensed", test_licensed);
	g_test_add_func("/verdict/first-day", test_first_day);
	g_test_add_func("/verdict/failed-look-up", test_failed_look_up);
	g_test_add_func("/verdict/unknown-open-licence", test_unknown_open_licence);
	g_test_add_func("/verdict/expired", test_expired);
	g_test_add_func("/verdict/monotonic", test_monotonic);
	status = g_test_run();
	cl_rights_rules_free(rules);
	return status;
}
