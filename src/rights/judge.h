/* SPDX-License-Identifier: MIT
 *
 * One judgement under way: the question, and the reasons so far. Each step adds reasons; none takes any
 * back. The order of the steps is in verdict.c.
 */
#pragma once
#include "rights_private.h"

typedef struct {
	const ClRightsPhoto *photo;
	const ClUse *use;
	const GPtrArray *licences, *grants;
	gint64 now_us;
	guint channels;            /* asked for */
	ClTerritories territories; /* asked for; empty = none declared */
	ClVerdict *verdict;
	char id[7];
	const ClLicence *licence; /* what it rests on, or NULL */
	const char *credit;	  /* to be printed, with the form that the licence demands; or NULL */
} RightsJudge;

/* What fills the blanks of a reason's wording; all lent. */
typedef struct {
	const ClRestriction *restriction; /* gives words, place and number */
	const char *words, *where;        /* without one; `where` is put in brackets */
	const char *source, *field;
	const char *what, *who, *n, *of, *until, *shown, *replace, *file, *quota, *limits;
	gint64 date_us;
	gboolean day;  /* a date, not an instant */
	gboolean last; /* date_us is the first moment after the last day */
} RightsSaid;

/* reason.c. The reason is lent. */
ClReason *rights_reason(RightsJudge *judge, ClReasonCode code, const RightsSaid *said);
/* A decision makes a note of it: its remedy is to take that back; `said` is about the decision. */
void rights_set_aside(RightsJudge *judge, ClReason *reason, const RightsSaid *said);
/* "(UsageTerms, XMP)". Free with g_free. */
char *rights_place(const char *field, const char *origin);
/* Words of the licence for one of its terms: "line 9, \"no sublicensing\"", else its name. */
char *rights_clause(const ClLicence *licence, const char *term);
char *rights_licence_name(const ClLicence *licence);
/* judge.c: the words that name whose it is, and by whom it came. */
RightsSaid rights_about_origin(const ClRightsPhoto *photo);
/* judge.c: the words that name who gave it out, and who that is. */
RightsSaid rights_about_giver(const ClRightsPhoto *photo);
/* judge.c: "\"AFP\" (Credit)". Free with g_free; NULL: nothing is. */
char *rights_credited_as(const ClRightsPhoto *photo);
/* judge.c: the words by which another one delivered it. */
void rights_say_deliverer(const ClRightsPhoto *photo, RightsSaid *said);
/* "31 December", "10 March 2024"; `last`: the day that ends there. `zone` NULL = UTC. */
char *rights_day(gint64 at_us, gint64 now_us, GTimeZone *zone, gboolean last);

/* judge.c. Do the words of `part` stand in `whole` one after the other? Both folded: "ap" is not in
 * "snapchat". */
gboolean rights_has_words(const char *whole, const char *part);
/* grant_scope.c. Does a decision speak of this reason? `words`: of a restriction, or NULL. */
gboolean rights_grant_covers(const ClGrant *grant, const ClRightsPhoto *photo, ClReasonCode code,
	const char *words);
/* covers.c. Does the term of a licence hold at the time of the use? */
gboolean rights_is_in_force(const RightsJudge *judge, const ClLicence *licence);

/* judge.c: the end of a new use, `until_us` (0 = none) or the certain day of its words that comes before. */
gint64 rights_sooner_by_words(const RightsJudge *judge, gint64 until_us);

/* judge_*.c: the steps of reference §5.2 by number. */
void rights_judge_state(RightsJudge *judge);        /* 1 */
void rights_judge_frame(RightsJudge *judge);        /* facts of other copies */
void rights_judge_restrictions(RightsJudge *judge); /* 2, 5, 7–11, 13–15, 16: what words say */
void rights_judge_credit(RightsJudge *judge);       /* 4, 11 */
void rights_judge_grants(RightsJudge *judge);       /* decisions of people */
