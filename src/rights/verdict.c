/* SPDX-License-Identifier: MIT
 *
 * The verdict: the steps of reference §5.2 in order, all of their reasons, the gravest counts. Policy §2
 * decides what weighs how much. And its shadow: what stops delivery, for everybody, at which instant.
 */
#include <string.h>
#include "covers.h"

static void
free_reason(gpointer data)
{
	ClReason *reason = data;

	g_free(reason->message);
	g_free(reason->fix);
	g_free(reason->source);
	g_free(reason->field);
	g_free(reason->text);
	g_free(reason->set_aside);
	g_free(reason);
}

void
cl_verdict_free(ClVerdict *verdict)
{
	if (verdict == NULL)
		return;
	g_ptr_array_unref(verdict->reasons);
	g_free(verdict->credit);
	g_free(verdict->licence);
	g_clear_pointer(&verdict->spends, g_ptr_array_unref);
	g_free(verdict->outlet);
	g_free(verdict->story);
	g_free(verdict);
}

static ClVerdict *
verdict_new(const RightsJudge *judge)
{
	ClVerdict *verdict = g_new0(ClVerdict, 1);

	verdict->reasons = g_ptr_array_new_with_free_func(free_reason);
	verdict->stage = cl_outlet_stage(judge->use->outlet, judge->photo->supplier);
	verdict->channels = judge->channels;
	verdict->territories = judge->territories;
	verdict->at_us = judge->use->at_us;
	verdict->outlet = g_strdup(judge->use->outlet->id);
	verdict->story = g_strdup(judge->use->story);
	verdict->section = judge->use->section;
	verdict->credit = g_strdup(judge->credit);
	return verdict;
}

/* The worst first; among equals the order of the steps. */
static void
sort_reasons(GPtrArray *reasons)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_sized_new(reasons->len);

	for (int severity = CL_SEVERITY_DENY; severity >= CL_SEVERITY_NOTE; severity--)
		for (guint i = 0; i < reasons->len; i++)
			if (((ClReason *)reasons->pdata[i])->severity == (ClSeverity)severity)
				g_ptr_array_add(sorted, reasons->pdata[i]);
	memcpy(reasons->pdata, sorted->pdata, reasons->len * sizeof(gpointer));
}

static void
sum_up(ClVerdict *verdict)
{
	ClSeverity worst = CL_SEVERITY_NOTE;

	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];

		worst = MAX(worst, reason->severity);
		verdict->stop = verdict->stop || reason->stop;
	}
	verdict->verdict = worst == CL_SEVERITY_DENY     ? CL_VERDICT_DENY
			   : worst == CL_SEVERITY_REVIEW ? CL_VERDICT_REVIEW
							 : CL_VERDICT_ALLOW;
	sort_reasons(verdict->reasons);
}

/* A new use ends where a known date says so. */
static void
limit_until(RightsJudge *judge)
{
	judge->verdict->until_us = rights_sooner_by_words(judge, judge->verdict->until_us);
}

/* All steps, resting on one licence or on none. */
static ClVerdict *
judge_with(RightsJudge *judge, const RightsCover *cover, const RightsCover *nearest)
{
	RightsSaid past = {.date_us = judge->use->at_us, .where = "clock"};
	g_autofree char *credit = cl_rights_due_credit(judge->photo->credit, judge->photo->restrictions,
		cover == NULL ? NULL : cover->licence, TRUE);

	judge->licence = NULL;
	judge->credit = credit;
	judge->verdict = verdict_new(judge);
	rights_judge_state(judge);
	rights_judge_origin(judge, cover, nearest);
	rights_judge_restrictions(judge);
	rights_judge_frame(judge);
	rights_judge_credit(judge);
	rights_judge_grants(judge);
	if (judge->use->at_us < judge->now_us - 60 * G_USEC_PER_SEC)
		rights_reason(judge, CL_REASON_PAST, &past);
	limit_until(judge);
	sum_up(judge->verdict);
	judge->credit = NULL;
	return judge->verdict;
}

static guint
n_asked(const ClVerdict *verdict)
{
	guint n = 0;

	for (guint i = 0; i < verdict->reasons->len; i++)
		n += ((const ClReason *)verdict->reasons->pdata[i])->severity > CL_SEVERITY_NOTE;
	return n;
}

/* The milder of two; of two licences the one that leaves less to ask (a record about the picture, before a
 * contract that costs); else the first, which names a licence. */
static ClVerdict *
milder(ClVerdict *best, ClVerdict *other)
{
	if (best == NULL)
		return other;
	if (other->verdict < best->verdict || (other->verdict == best->verdict && other->licence != NULL &&
						      n_asked(other) < n_asked(best))) {
		cl_verdict_free(best);
		return other;
	}
	cl_verdict_free(other);
	return best;
}

ClVerdict *
cl_rights_verdict(const ClRightsPhoto *photo, const ClUse *use, const GPtrArray *licences,
	const GPtrArray *grants, gint64 now_us)
{
	RightsJudge judge = {.photo = photo,
		.use = use,
		.licences = licences,
		.grants = grants,
		.now_us = now_us};
	RightsCover covers[RIGHTS_MAX_COVERS], nearest = {0};
	ClVerdict *best = NULL;
	guint n;

	judge.channels = use->channels != 0 ? use->channels : use->outlet->channels;
	judge.territories = use->territories != NULL ? *use->territories : use->outlet->markets;
	g_strlcpy(judge.id, photo->id, sizeof judge.id);
	n = rights_covers(&judge, covers, &nearest);
	for (guint i = 0; i < n && (best == NULL || best->verdict != CL_VERDICT_ALLOW); i++)
		best = milder(best, judge_with(&judge, &covers[i], &nearest));
	if (best == NULL || best->verdict != CL_VERDICT_ALLOW)
		best = milder(best, judge_with(&judge, NULL, &nearest));
	for (guint i = 0; i < n; i++)
		rights_cover_clear(&covers[i]);
	rights_cover_clear(&nearest);
	return best;
}

/* --- the shadow --------------------------------------------------------------------------------- */

/* For everybody: a decision for one story or outlet moves no date of /i/. */
static gint64
granted_until(const ClRightsPhoto *photo, const GPtrArray *grants, const ClRestriction *one)
{
	gint64 until_us = one->at_us;

	for (guint i = 0; grants != NULL && i < grants->len; i++) {
		const ClGrant *grant = grants->pdata[i];

		if (grant->allow && grant->story == NULL && grant->outlet == NULL &&
			grant->from_us <= until_us &&
			rights_grant_covers(grant, photo, CL_REASON_TAKE_DOWN, one->text))
			until_us =
				grant->until_us == 0 ? G_MAXINT64 : MAX(until_us, grant->until_us);
	}
	return until_us;
}

static void
earliest(gint64 *at_us, gint64 other_us)
{
	if (*at_us == 0 || other_us < *at_us)
		*at_us = other_us;
}

void
cl_rights_standing(const ClRightsPhoto *photo, const GPtrArray *grants, ClStanding *standing)
{
	const GPtrArray *all = photo->restrictions;

	memset(standing, 0, sizeof *standing);
	standing->killed = photo->killed || photo->withheld || photo->legal_hold;
	standing->held = photo->held;
	for (guint i = 0; all != NULL && i < all->len; i++) {
		const ClRestriction *one = all->pdata[i];

		if (one->decided == CL_DECIDED_DISMISSED || !one->certain)
			continue;
		if (one->code == CL_RESTRICTION_KILL && one->confidence >= 0.9)
			standing->killed = TRUE;
		if (one->at_us == 0)
			continue;
		if (one->code == CL_RESTRICTION_EMBARGO)
			standing->release_us = MAX(standing->release_us, one->at_us);
		else if (one->code == CL_RESTRICTION_TAKE_DOWN)
			earliest(&standing->take_down_us, granted_until(photo, grants, one));
		else if (one->code == CL_RESTRICTION_EXPIRES)
			earliest(&standing->expires_us, one->at_us);
	}
	if (standing->take_down_us == G_MAXINT64)
		standing->take_down_us = 0;
}
