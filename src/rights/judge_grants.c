/* SPDX-License-Identifier: MIT
 *
 * Decisions of people. A deny stops new uses; an allow sets aside the reasons that it speaks of
 * (grant_scope.c) and says so in every verdict that it changes. What stops delivery for everybody is not
 * theirs to allow, but for a take-down date.
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

/* The newest of those that speak of this reason; NULL = none does. */
static const ClGrant *
find_covering(const RightsJudge *judge, const ClReason *reason)
{
	const ClGrant *found = NULL;

	for (guint i = 0; judge->grants != NULL && i < judge->grants->len; i++) {
		const ClGrant *grant = judge->grants->pdata[i];

		if (grant->allow && is_active(grant, judge->use) &&
			(found == NULL || grant->at_us > found->at_us) &&
			rights_grant_covers(grant, judge->photo, reason->code,
				reason->worded ? reason->text : NULL))
			found = grant;
	}
	return found;
}

/* Something that a decision may set aside, and none has. A take-down date is one although it stops. */
static gboolean
is_open(const ClReason *reason)
{
	return reason->severity != CL_SEVERITY_NOTE && !cl_reason_is_fixed(reason->code) &&
	       (!reason->stop || reason->code == CL_REASON_TAKE_DOWN);
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

/* What is said about a decision itself. */
static RightsSaid
about(const ClGrant *grant, const char *until)
{
	return (RightsSaid){.words = grant->reason,
		.where = grant->id,
		.who = grant->who,
		.n = grant->id,
		.source = grant->id,
		.until = until};
}

static void
add_code(GString *codes, const ClReason *reason)
{
	const char *name = cl_reason_name(reason->code);

	if (strstr(codes->str, name) == NULL)
		g_string_append_printf(codes, "%s%s", codes->len > 0 ? ", " : "", name);
}

static void
set_aside(RightsJudge *judge, const ClGrant *grant)
{
	g_autoptr(GString) codes = g_string_new(NULL);
	g_autofree char *until = until_of(judge, grant);
	RightsSaid said = about(grant, until);

	for (guint i = 0; i < judge->verdict->reasons->len; i++) {
		ClReason *reason = judge->verdict->reasons->pdata[i];

		if (!is_open(reason) || find_covering(judge, reason) != grant)
			continue;
		rights_set_aside(judge, reason, &said);
		add_code(codes, reason);
	}
	if (codes->len == 0)
		return;
	said.what = codes->str;
	rights_reason(judge, CL_REASON_GRANTED, &said);
	if (grant->until_us != 0 &&
		(judge->verdict->until_us == 0 || judge->verdict->until_us > grant->until_us))
		judge->verdict->until_us = grant->until_us;
}

/* Nobody is to take it for an answer to what came later. */
static void
say_silent(RightsJudge *judge, const ClGrant *grant)
{
	g_autoptr(GString) codes = g_string_new(NULL);
	g_autofree char *until = until_of(judge, grant);
	RightsSaid said = about(grant, until);

	for (guint i = 0; i < judge->verdict->reasons->len; i++)
		if (is_open(judge->verdict->reasons->pdata[i]))
			add_code(codes, judge->verdict->reasons->pdata[i]);
	said.what = codes->str;
	if (codes->len > 0)
		rights_reason(judge, CL_REASON_GRANT_SILENT, &said);
}

static void
say_denied(RightsJudge *judge, const ClGrant *deny, const ClGrant *allow)
{
	g_autofree char *until = until_of(judge, deny);
	RightsSaid said = about(deny, until);

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
		RightsSaid said = about(allow, NULL);

		said.what = "a decision about one of its parts";
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
	for (guint i = 0; i < judge->grants->len; i++)
		set_aside(judge, judge->grants->pdata[i]);
	say_silent(judge, allow);
}
