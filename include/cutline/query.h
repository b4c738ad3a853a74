/* SPDX-License-Identifier: MIT
 *
 * The search grammar, and the filter tokens ("tags") that both sides of a search share: what a
 * query asks for and what a photo is listed under are made here, so that they cannot drift.
 *
 *   query  = or ; or = and { OR and } ; and = not { [AND] not } ; not = ["-" | NOT] term
 *   term   = word | word* | "phrase" | field:value | field:"phrase" | field:(query) | ( query )
 *   ranges = taken:2022  taken:2022-01..2022-03-05  taken:>2021  ingested:<=2022-01  ingested:today
 *            ingested:7d (the last 7 days)  width:>=2000  height:100..500
 *            taken:<30d (less than 30 days ago)  taken:>30d
 *   uses   = used:yes|no  used:<30d  used:2022-01 (went out, or is reserved since)  in:SLUG
 *   tests  = is:portrait|landscape|square|ai|held|killed|developed|protected|published
 *            has:FIELD (any field name),
 *            has:c2pa has:findings has:versions has:copies   format:jpeg   supplier:NAME   id:PREFIX
 *            finding:CODE
 *   judged = is:expired  licence:ID|"NAME"|none  cost:none|>0|5..50  usable:web@KAZ  usable:@EU
 *
 * Everything becomes tokens: words are folded by cl_text_tokens(); dates and numbers are listed
 * under each prefix of their digits ("taken=20", "taken=202", "taken=2022", "taken=202201", …), so a
 * range is an OR of few tokens and no query ever needs more than one full-text match. What is judged
 * depends on the clock, licences and decisions: it is asked of each photo that the rest finds, and so
 * stands beside other terms, or excluded with "-", but not in an OR or in an excluded bracket.
 * Pure.
 */
#pragma once
#include "use.h"

typedef enum {
	CL_QUERY_AND,
	CL_QUERY_OR,
	CL_QUERY_NOT,
	CL_QUERY_TEXT,
	CL_QUERY_TAG,
	CL_QUERY_ALL,
	CL_QUERY_JUDGED
} ClQueryType;

/* Cheapest first. */
typedef enum { CL_JUDGED_EXPIRED, CL_JUDGED_LICENCE, CL_JUDGED_COST, CL_JUDGED_USABLE } ClJudgedKind;
typedef struct {
	ClJudgedKind kind;
	gboolean negated;
	guint column;	  /* where its value stands in the query, from 1 */
	char *value;	  /* LICENCE: id, name or "none"; USABLE: "CHANNEL@TERRITORY"; as written */
	double low, high; /* COST: both included */
} ClJudged;
void cl_judged_free(ClJudged *judged);

typedef struct ClQuery {
	ClQueryType type;
	GPtrArray *children; /* AND, OR: at least one; NOT: exactly one */
	ClField field;	     /* TEXT: the field's column, CL_N_FIELDS = any */
	char *tokens;	     /* TEXT: space-joined, more than one = a phrase; TAG: one tag */
	gboolean prefix;     /* TEXT: the last token is a prefix */
	ClJudged *judged;    /* JUDGED */
} ClQuery;

/* Parse; CL_ERROR_USAGE says what is wrong and at which character (from 1). An empty query is
 * CL_QUERY_ALL. `now_us` and `zone` give "today" and date bounds of `ingested:` their meaning. */
ClQuery *cl_query_parse(const char *text, gint64 now_us, GTimeZone *zone, GError **error);
void cl_query_free(ClQuery *query);
/* Take out of the query what has to be judged, cheapest first; all of it must hold. *query becomes what
 * the catalog answers. ClJudged*, may be none. */
GPtrArray *cl_query_take_judged(ClQuery **query);
/* Each word that is one of several spellings also asks for the others. `classes`: arrays of
 * tokens, each NULL-terminated as they are together; "stem*" stands for a word in all its cases. */
void cl_query_widen(ClQuery *query, const char *const *const *classes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClQuery, cl_query_free)

/* What a photo is listed under, besides its words. */
typedef struct {
	const char *id;
	ClFormat format;
	guint32 width, height;
	gint64 ingested_us;
	const char *supplier; /* fold key or NULL */
	const char *state;    /* "ok", "held", "killed" */
	gboolean developed, c2pa, source_sensitive;
	guint n_versions;
	gboolean has_copies;
	const GPtrArray *findings; /* ClFinding* */
	const GPtrArray *uses;	   /* ClUseRow*, or NULL */
} ClListed;

/* Space-joined tags of a photo. Free with g_free. */
char *cl_query_tags(const ClListed *listed, const ClEffective *effective, GTimeZone *zone);
