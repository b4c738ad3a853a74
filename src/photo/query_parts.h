/* SPDX-License-Identifier: MIT
 *
 * Private to the search grammar: what the parser hands to the files that know what a value means,
 * and the tags that both a query and a photo are written in.
 */
#pragma once
#include <cutline/query.h>
#include <cutline/time.h>

#define QUERY_MAX_TAGS 2000U  /* of all ranges of one query together */
#define QUERY_DATE_DIGITS 8   /* CCYYMMDD */
#define QUERY_DATE_SHORTEST 2 /* the shortest prefix listed: the century */
#define QUERY_NUMBER_DIGITS 6 /* zero-padded */
#define QUERY_NUMBER_SHORTEST 1
#define QUERY_MAX_NUMBER 999999U

/* The tag that stands for a supplier and a date of capture together, of years and finer. */
#define QUERY_PAIR "supplier-taken"
#define QUERY_PAIR_SHORTEST 4U

typedef enum {
	QUERY_WORDS,
	QUERY_DATE,
	QUERY_NUMBER,
	QUERY_IS,
	QUERY_HAS,
	QUERY_FORMAT,
	QUERY_SUPPLIER,
	QUERY_ID,
	QUERY_FINDING,
	QUERY_USED, /* a date, or yes or no */
	QUERY_IN,
	QUERY_LICENCE,
	QUERY_COST,
	QUERY_USABLE
} QuerySubjectKind;

/* What stands before the colon; also what the words in field:( … ) are about. */
typedef struct {
	QuerySubjectKind kind;
	ClField field;    /* of QUERY_WORDS; CL_N_FIELDS = any */
	const char *name; /* as written in a tag and in messages; "" = any field */
} QuerySubject;

typedef struct {
	const char *text;
	gboolean quoted, star;
} QueryValue;

typedef struct {
	gint64 now_us;
	GTimeZone *zone;
	guint n_tags; /* made so far */
} QueryContext;

/* query_value.c: the subject of a name, or FALSE. */
gboolean query_subject(const char *name, QuerySubject *subject);
/* The name that was probably meant, or NULL. */
const char *query_nearest_subject(const char *name);
/* What a value asks for; on failure NULL and a message without place ("…; write …"). */
ClQuery *query_value(QueryContext *context, const QuerySubject *subject, const QueryValue *value,
	char **problem);

/* query_judged.c: a condition that is asked of each photo; problem as above. */
ClQuery *query_judged(ClJudgedKind kind, const char *text, char **problem);
/* The first condition that stands where it cannot be asked, or NULL; lent. */
const ClJudged *query_misplaced(const ClQuery *query);
const char *query_judged_name(ClJudgedKind kind);

/* query_range.c */
ClQuery *query_range(
	QueryContext *context, const QuerySubject *subject, const char *text, char **problem);
/* Tags ("width=002", …) that together list exactly the numbers low … high of n_digits digits. */
void query_cover(GPtrArray *tags, const char *name, guint64 low, guint64 high, guint n_digits,
	guint shortest, gboolean dates);

/* tags.c: the tags of one date or number, each with a blank before it. */
void query_tag_date(GString *tags, const char *name, const ClDate *date);
void query_tag_number(GString *tags, const char *name, guint number);
/* The calendar day of an instant. */
ClDate query_local_day(gint64 time_us, GTimeZone *zone);
/* A value as part of a tag: folded, blanks as '_'. */
char *query_tag_text(const char *text);
/* The value of a QUERY_PAIR tag, of those of its two. */
char *query_pair(const char *supplier, const char *date);
const char *const *query_is_names(void); /* NULL-terminated */
const char *const *query_has_names(void);

/* query_narrow.c: the same question in fewer and shorter lists; takes the query. */
ClQuery *query_narrow(ClQuery *query);

/* query.c */
ClQuery *query_new(ClQueryType type);
ClQuery *query_new_tag(const char *name, const char *value);
/* One child as itself, several under `type`; takes the array. */
ClQuery *query_new_group(ClQueryType type, GPtrArray *children);
/* Nearest of some names by edit distance, or NULL if none is near. */
const char *query_nearest(const char *name, const char *const *names, guint n_names,
	const char *best, guint *best_distance);
