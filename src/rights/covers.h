/* SPDX-License-Identifier: MIT
 *
 * One licence against one use.
 */
#pragma once
#include "judge.h"

#define RIGHTS_MAX_COVER 10

typedef struct {
	const ClLicence *licence;
	gboolean covers;
	const char *term; /* the first of its terms that does not fit */
	char *why;        /* in words */
	/* It covers, but not without a word: */
	ClSeverity severity;
	ClReasonCode reasons[RIGHTS_MAX_COVER];
	guint n_reasons;
	const char *other_author; /* whom another agreement would have to cover; lent */
} RightsCover;

/* Is it about this picture at all? */
gboolean rights_licence_applies(const RightsJudge *judge, const ClLicence *licence);
void rights_cover(const RightsJudge *judge, RightsCover *cover);
/* The reasons of a licence that covers. */
void rights_cover_say(RightsJudge *judge, const RightsCover *cover);
void rights_cover_clear(RightsCover *cover);

/* May partners have it, by its terms? */
gboolean rights_may_pass_on(const ClLicence *licence);
/* judge.c: all that cover, and the first that does not. More than so many say nothing new. */
#define RIGHTS_MAX_COVERS 16
guint rights_covers(
	const RightsJudge *judge, RightsCover covers[RIGHTS_MAX_COVERS], RightsCover *nearest);
/* 3, 4, 6, 12: whose, and what allows it; `cover` NULL = nothing. */
void rights_judge_origin(RightsJudge *judge, const RightsCover *cover, const RightsCover *nearest);
/* What an open licence asks of who shows it: a sentence behind a blank, or "". Free with g_free. */
char *rights_open_duties(const RightsJudge *judge, const ClLicence *licence);
