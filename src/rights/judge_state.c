/* SPDX-License-Identifier: MIT
 *
 * Step 1: the state of the picture and of the other copies of its frame. What is killed stays so;
 * likeness and other copies accuse, they do not convict (policy §1.4–1.5).
 */
#include "judge.h"

static void
judge_hold(RightsJudge *judge)
{
	const ClRightsPhoto *photo = judge->photo;
	const RightsSaid said = {.words = photo->hold_reason,
		.where = photo->hold_who,
		.date_us = photo->hold_us,
		.day = TRUE};

	if (photo->legal_hold &&
		(photo->hold_until_us == 0 || judge->use->at_us < photo->hold_until_us))
		rights_reason(judge, CL_REASON_LEGAL_HOLD, &said)->stop = TRUE;
}

/* By a person's word, which no other word about the whole sets aside. */
static gboolean
is_forbidden(const ClPartFact *part)
{
	return g_strcmp0(part->code, "GRANT_DENY") == 0;
}

/* A composite is no better than the worst of its parts (reference §5.1). */
static void
judge_parts(RightsJudge *judge)
{
	const GPtrArray *parts = judge->photo->parts;

	for (guint i = 0; parts != NULL && i < parts->len; i++) {
		const ClPartFact *part = parts->pdata[i];
		g_autofree char *what = g_strdup_printf("%.6s", part->id);
		const RightsSaid said = {.words = part->words, .where = part->code, .what = what};
		ClReasonCode denied = is_forbidden(part) ? CL_REASON_PART_FORBIDDEN : CL_REASON_PART_DENIED;

		if (part->verdict == CL_VERDICT_DENY)
			rights_reason(judge, denied, &said)->stop = part->stop;
		else if (part->verdict == CL_VERDICT_REVIEW)
			rights_reason(judge, CL_REASON_PART_REVIEW, &said);
	}
}

void
rights_judge_state(RightsJudge *judge)
{
	const ClRightsPhoto *photo = judge->photo;
	RightsSaid said = {.words = photo->state_reason,
		.where = photo->kill_class,
		.who = photo->kill_who,
		.date_us = photo->kill_us,
		.day = TRUE};
	const RightsSaid not_examined = {.where = "develop queue"};

	if (said.who == NULL)
		said.who = "A person";
	if (photo->killed)
		rights_reason(judge, CL_REASON_KILLED, &said)->stop = TRUE;
	if (photo->withheld)
		rights_reason(judge, CL_REASON_WITHHELD, &said)->stop = TRUE;
	judge_hold(judge);
	if (photo->held)
		rights_reason(judge, CL_REASON_HELD, &said);
	judge_parts(judge);
	if (!photo->developed)
		rights_reason(judge, CL_REASON_NOT_EXAMINED, &not_examined);
	if (photo->failed != NULL || photo->restrictions == NULL || judge->licences == NULL ||
		judge->grants == NULL) {
		RightsSaid failed = {.words = photo->failed != NULL         ? photo->failed
					      : photo->restrictions == NULL ? "restrictions"
					      : judge->licences == NULL     ? "licences"
									    : "grants",
			.where = "catalog"};

		rights_reason(judge, CL_REASON_LOOKUP_FAILED, &failed);
	}
}

/* Of a copy's words only those that are about the frame, never those of its deal. */
static gboolean
is_about_frame(const ClRestriction *restriction)
{
	switch ((int)restriction->code) {
	case CL_RESTRICTION_KILL:
	case CL_RESTRICTION_EMBARGO:
	case CL_RESTRICTION_UNVERIFIED:
	case CL_RESTRICTION_PIXELATE_MINORS:
	case CL_RESTRICTION_ALTERED_AT_SOURCE:
		return restriction->decided != CL_DECIDED_DISMISSED;
	default:
		return FALSE;
	}
}

static gboolean
is_over(const RightsJudge *judge, const ClRestriction *restriction)
{
	gint64 over_us = restriction->certain ? restriction->at_us : restriction->latest_us;

	return restriction->code == CL_RESTRICTION_EMBARGO && restriction->at_us != 0 &&
	       over_us != 0 && over_us <= judge->use->at_us;
}

/* Of 200 copies few say anything that counts here. */
static gboolean
is_counted(const RightsJudge *judge, const ClFrameFact *fact)
{
	return fact->killed || fact->ai_text != NULL ||
	       (fact->restriction != NULL && is_about_frame(fact->restriction) &&
		       !is_over(judge, fact->restriction));
}

void
rights_judge_frame(RightsJudge *judge)
{
	const GPtrArray *frame = judge->photo->frame;

	for (guint i = 0; frame != NULL && i < frame->len; i++) {
		const ClFrameFact *fact = frame->pdata[i];
		g_autofree char *what = NULL;
		RightsSaid said = {.restriction = fact->restriction};

		if (!is_counted(judge, fact))
			continue;
		what = fact->supplier_name != NULL
			       ? g_strdup_printf("%.6s of %s", fact->id, fact->supplier_name)
			       : g_strdup_printf("%.6s", fact->id);
		said.what = what;
		if (fact->killed) {
			said = (RightsSaid){
				.words = fact->kill_reason, .where = what, .what = what};
			rights_reason(judge, CL_REASON_FRAME_KILLED, &said);
			continue;
		}
		if (fact->ai_text != NULL)
			said = (RightsSaid){.words = fact->ai_text,
				.source = "xmp",
				.field = fact->ai_field,
				.what = what};
		rights_reason(judge, CL_REASON_FRAME_FACT, &said);
	}
}
