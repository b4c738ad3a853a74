/* SPDX-License-Identifier: MIT
 *
 * What people decided stands in every verdict, word for word: about the words of a picture, and what a grant
 * sets aside. Each says the way back.
 */
#include <cutline/error.h>
#include <cutline/rights.h>
#include <cutline/time.h>

#include <string.h>

static ClRightsRules *rules;

typedef struct {
	ClOutlet *outlet;
	GPtrArray *restrictions, *licences, *grants;
	gint64 now_us;
} Case;

static gint64
at(const char *text)
{
	gint64 us;

	g_assert_true(cl_time_parse(text, &us));
	return us;
}

static void
set_up(Case *c, const char *words)
{
	ClRightsTimes times = { 0 };

	c->now_us = times.ingested_us = at("2026-03-01T10:00:00Z");
	c->outlet = cl_outlet_new();
	c->licences = g_ptr_array_new();
	c->grants = g_ptr_array_new_with_free_func((GDestroyNotify) cl_grant_free);
	c->restrictions = cl_rights_parse(rules, words, &times);
	for (guint i = 0; i < c->restrictions->len; i++) {
		ClRestriction *one = c->restrictions->pdata[i];

		one->field = g_strdup("instructions");
		one->origin = g_strdup("xmp");
	}
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
decide(Case *c, ClDecided decided, ClRestrictionCode code, const char *why)
{
	g_autoptr(GError) error = NULL;
	ClRightsTimes times = { .ingested_us = c->now_us };
	ClRestriction *one = c->restrictions->pdata[0];
	g_autofree char *key = g_strdup(one->key);
	ClRestrictionDecision decision = { .key = key,
		.decided = decided,
		.code = code,
		.who = (char *) "mira",
		.why = (char *) why,
		.at_us = at("2026-02-27T09:00:00Z") };

	g_assert_true(cl_rights_decide(rules, c->restrictions, &decision, &times, &error));
	g_assert_no_error(error);
}

static void
assert_note(Case *c, const char *code, const char *wording)
{
	const ClRightsPhoto photo = { .id = "7k3m9q0000000000",
		.developed = TRUE,
		.class = CL_CLASS_AGENCY,
		.supplier = "getty images",
		.supplier_name = "Getty Images",
		.origin_text = "AFP via Getty Images",
		.origin_field = "credit",
		.credit = "© Ana Ruiz/AFP via Getty Images",
		.has_caption = TRUE,
		.ingested_us = c->now_us,
		.restrictions = c->restrictions };
	const ClUse use = { .outlet = c->outlet, .at_us = c->now_us };
	g_autoptr(ClVerdict) verdict =
		cl_rights_verdict(&photo, &use, c->licences, c->grants, c->now_us);
	guint n = 0;

	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];
		g_autofree char *whole = g_strdup_printf("%s %s", reason->message, reason->fix);

		if (strcmp(cl_reason_name(reason->code), code) != 0)
			continue;
		n++;
		g_assert_cmpstr(whole, ==, wording);
		g_assert_cmpint(reason->severity, ==, CL_SEVERITY_NOTE);
	}
	g_assert_cmpuint(n, ==, 1);
}

static void
test_dismissed(void)
{
	Case c;

	set_up(&c, "CLEAR W LONDON DESK B4 USE");
	decide(&c, CL_DECIDED_DISMISSED, 0, "the desk cleared it");
	assert_note(&c, "DISMISSED",
		"mira said on 27 February that \"CLEAR W LONDON DESK B4 USE\" (Instructions, XMP), read as "
		"UNPARSED, counts for nothing here: the desk cleared it. To let it count again: "
		"`cutline restrictions confirm 7k3m9q 1 --as … --reason \"…\"`");
	tear_down(&c);
	set_up(&c, "JAPAN OUT");
	decide(&c, CL_DECIDED_DISMISSED, 0, "AFP lifted it by phone");
	assert_note(&c, "DISMISSED",
		"mira said on 27 February that \"JAPAN OUT\" (Instructions, XMP), read as TERRITORY_DENY, "
		"counts for nothing here: AFP lifted it by phone. To let it count again: "
		"`cutline restrictions confirm 7k3m9q 1 --as TERRITORY_DENY --reason \"…\"`");
	tear_down(&c);
}

static void
test_corrected(void)
{
	Case c;

	set_up(&c, "CLEAR W LONDON DESK B4 USE");
	decide(&c, CL_DECIDED_CONFIRMED, CL_RESTRICTION_EDITORIAL_ONLY, "they told us what they mean");
	assert_note(&c, "CORRECTED",
		"mira read \"CLEAR W LONDON DESK B4 USE\" (Instructions, XMP) as EDITORIAL_ONLY on 27 February, "
		"not as UNPARSED: they told us what they mean. To take that back: "
		"`cutline restrictions confirm 7k3m9q 1 --as … --reason \"…\"`");
	tear_down(&c);
}

static void
test_confirmed(void)
{
	Case c;

	set_up(&c, "JAPAN OUT");
	decide(&c, CL_DECIDED_CONFIRMED, CL_RESTRICTION_TERRITORY_DENY, "asked, it is meant");
	assert_note(&c, "CONFIRMED",
		"mira looked at \"JAPAN OUT\" (Instructions, XMP) on 27 February: asked, it is meant. "
		"To look again: `cutline restrictions list 7k3m9q`");
	tear_down(&c);
}

/* Its remedy is no longer what would lift it, but how to take back what lifted it. */
static void
test_set_aside(void)
{
	ClGrant *grant = g_new0(ClGrant, 1);
	Case c;

	set_up(&c, "CALL FOR IMAGE");
	grant->id = g_strdup("g1");
	grant->allow = TRUE;
	grant->until_us = at("2027-01-01T00:00:00Z");
	grant->at_us = c.now_us;
	grant->reason = g_strdup("the desk checked");
	grant->who = g_strdup("ana");
	g_ptr_array_add(c.grants, grant);
	assert_note(&c, "CLEARANCE",
		"To be cleared before use: \"CALL FOR IMAGE\" (Instructions, XMP). Set aside by ana until "
		"31 December: \"the desk checked\"; to take that back: "
		"`cutline grant 7k3m9q --end g1 --reason \"…\"`");
	tear_down(&c);
}

int
main(int argc, char *argv[])
{
	g_autoptr(GError) error = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	rules = cl_rights_rules_parse(NULL, NULL, &error);
	g_assert_no_error(error);
	g_test_add_func("/decided/dismissed", test_dismissed);
	g_test_add_func("/decided/corrected", test_corrected);
	g_test_add_func("/decided/confirmed", test_confirmed);
	g_test_add_func("/decided/set-aside", test_set_aside);
	status = g_test_run();
	cl_rights_rules_free(rules);
	return status;
}
