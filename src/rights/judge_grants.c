/* SPDX-License-Identifier: MIT
 *
 * Decisions of people. A deny stops new uses; an allow sets reasons aside and says so in every verdict
 * that it changes. What stops delivery for everybody is not theirs to allow, but for a take-down date.
 */
#include <string.h>
#include "judge.h"

static gboolean
is_active(const ClGrant *grant, const ClUse *use)
{
	return use->at_us >= grant->from_us &&
	       (grant->until_us == 0 || use->at_us < grant->until_us) &&
	       (grant->story == NULL || g_strcmp0(grant->story, use->story) == 0) &&
	       (grant->outlet == NULL || strcmp(grant->outlet, use->outlet->id) == 0);
}

/* The newest of those that allow: it is the one that a verdict names. */
static const ClGrant *
find_allowing(const RightsJudge *judge)
{
	const ClGrant *found = NULL;

	for (guint i = 0; judge->grants != NULL && i < judge->grants->len; i++) {
		const ClGrant *grant = judge->grants->pdata[i];

		if (grant->allow && is_active(grant, judge->use) &&
			(found == NULL || grant->at_us > found->at_us))
			found = grant;
	}
	return found;
}

/* Not by anybody's word: withdrawn, embargoed, not examined, not known, forbidden by another word. */
static gboolean
is_fixed(const ClReason *reason)
{
	switch ((int)reason->code) {
	case CL_REASON_TAKE_DOWN:
		return FALSE;
	case CL_REASON_LOOKUP_FAILED:
	case CL_REASON_USES_UNKNOWN:
	case CL_REASON_NOT_EXAMINED:
	case CL_REASON_HELD:
	case CL_REASON_GRANT_DENIED:
	case CL_REASON_PART_FORBIDDEN:
	case CL_REASON_GRANT_CONFLICT:
		return TRUE;
	default:
		return reason->stop;
	}
}

/* " until 31 December": its last day. "": it has no end. */
static char *
until_of(const RightsJudge *judge, const ClGrant *grant)
{
	g_autofree char *day = grant->until_us == 0 ? NULL
						    : rights_day(grant->until_us, judge->now_us,
							      judge->use->zone, TRUE);

	return day == NULL ? g_strdup("") : g_strdup_printf(" until %s", day);
}

static void
set_aside(RightsJudge *judge, const ClGrant *grant)
{
	g_autoptr(GString) codes = g_string_new(NULL);
	g_autofree char *until = until_of(judge, grant);
	RightsSaid said = {.words = grant->reason,
		.where = grant->id,
		.who = grant->who,
		.n = grant->id,
		.source = grant->id,
		.until = until};

	for (guint i = 0; i < judge->verdict->reasons->len; i++) {
		ClReason *reason = judge->verdict->reasons->pdata[i];

		if (reason->severity == CL_SEVERITY_NOTE || is_fixed(reason))
			continue;
		rights_set_aside(judge, reason, &said);
		if (strstr(codes->str, cl_reason_name(reason->code)) == NULL)
			g_string_append_printf(codes, "%s%s", codes->len > 0 ? ", " : "",
				cl_reason_name(reason->code));
	}
	if (codes->len == 0)
		return;
	said.what = codes->str;
	rights_reason(judge, CL_REASON_GRANTED, &said);
	if (grant->until_us != 0 &&
		(judge->verdict->until_us == 0 || judge->verdict->until_us > grant->until_us))
		judge->verdict->until_us = grant->until_us;
}

static void
say_denied(RightsJudge *judge, const ClGrant *deny, const ClGrant *allow)
{
	g_autofree char *until = until_of(judge, deny);
	RightsSaid said = {.words = deny->reason,
		.where = deny->id,
		.who = deny->who,
		.n = deny->id,
		.until = until,
		.source = deny->id};

	rights_reason(judge, CL_REASON_GRANT_DENIED, &said);
	if (allow == NULL)
		return;
	said.who = allow->who;
	said.what = deny->who;
	rights_reason(judge, CL_REASON_GRANT_CONFLICT, &said);
}

/* Whoever allowed the whole may not have known. */
static void
say_of_parts(RightsJudge *judge, const ClGrant *allow)
{
	for (guint i = 0, n = judge->verdict->reasons->len; i < n; i++) {
		const ClReason *reason = judge->verdict->reasons->pdata[i];
		RightsSaid said = {.words = allow->reason,
			.where = allow->id,
			.who = allow->who,
			.what = "a decision about one of its parts",
			.n = allow->id,
			.source = allow->id};

		if (reason->code == CL_REASON_PART_FORBIDDEN)
			rights_reason(judge, CL_REASON_GRANT_CONFLICT, &said);
	}
}

void
rights_judge_grants(RightsJudge *judge)
{
	const ClGrant *allow = find_allowing(judge);

	for (guint i = 0; judge->grants != NULL && i < judge->grants->len; i++) {
		const ClGrant *grant = judge->grants->pdata[i];

		if (!grant->allow && is_active(grant, judge->use) && !judge->use->published)
			say_denied(judge, grant, allow);
	}
	if (allow == NULL)
		return;
	say_of_parts(judge, allow);
	set_aside(judge, allow);
}
