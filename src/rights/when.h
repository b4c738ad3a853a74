/* SPDX-License-Identifier: MIT
 *
 * Dates, hours, zones and spans of time as instructions write them.
 */
#pragma once
#include "tokens.h"

/* The hour once more, as another clock shows it: "21:00 CET (20:00 GMT)". */
typedef struct {
	int hour, minute, second;
	gboolean has_zone; /* zone is sure */
	int offset_minutes;
	const char *tz;	    /* IANA name instead of an offset; static */
	const char *summer; /* the zone's name is that of this one's summer time, or NULL */
} RightsClock;
#define RIGHTS_MORE_CLOCKS 3U

typedef struct {
	int year, month, day; /* 0 = not said */
	gboolean or_before;   /* "listopad": that month, or the one before it */
	gboolean from;	      /* "NO USE FROM …": the day is none of use any more */
	gboolean has_time;
	RightsClock clock, more[RIGHTS_MORE_CLOCKS];
	guint n_more;
	gboolean dotted;       /* "3.12." before any hour */
	gboolean year_or_hour; /* "AFTER 2026" alone: `year`, or `clock` */
	gboolean
		doubtful; /* day and month may be exchanged, weekday contradicts, zone has two meanings */
	int weekday;         /* 1 = Monday; 0 = not said */
	int days_on;         /* today 0, tomorrow 1; -1 = not said */
	gboolean end_of_day; /* midnight at the end of it */
} RightsWhen;

static inline gboolean
rights_when_has_day(const RightsWhen *when)
{
	return when->day != 0 || when->month != 0 || when->weekday != 0 || when->days_on >= 0;
}

/* What a word may be beside a date or an hour. */
typedef enum {
	RIGHTS_WHEN_FILLER = 1,	     /* stands between their parts and says nothing */
	RIGHTS_WHEN_BEFORE_HOUR = 2, /* "kl." */
	RIGHTS_WHEN_HOUR = 4,	     /* "Uhr", behind the number */
	RIGHTS_WHEN_PLACE = 8,	     /* "local" */
	RIGHTS_WHEN_YEAR = 16,	     /* "года", beside the number */
	RIGHTS_WHEN_DAY = 32,	     /* Lithuanian "d.", behind the number */
	RIGHTS_WHEN_MONTH = 64,	     /* Vietnamese "tháng", before the number */
	RIGHTS_WHEN_TODAY = 128,
	RIGHTS_WHEN_TOMORROW = 256,
	RIGHTS_WHEN_NOON = 512,
	RIGHTS_WHEN_MIDNIGHT = 1024,
	RIGHTS_WHEN_AM = 2048, /* before its hour */
	RIGHTS_WHEN_PM = 4096
} RightsWhenWord;
/* when_counted.c: all of a word like "12月15日18時" is added to `when`, or FALSE and nothing. `half`: what a
 * word before it said, RIGHTS_WHEN_AM or PM, or 0. */
gboolean rights_when_counted(const char *fold, guint half, RightsWhen *when);
/* when_words.c; of a folded word, 0 = none of them. */
guint rights_when_word(const char *fold);

typedef struct {
	const char *name;
	int offset_minutes;
	const char *tz;    /* where summer time decides */
	gboolean doubtful; /* two zones of that name */
	const char *summer; /* the place of which it is the summer time */
} RightsZone;
/* zones.c; NULL: none of that name. */
const RightsZone *rights_zone_lettered(const char *fold);
const RightsZone *rights_zone_of_city(const char *fold);

/* At token i: TRUE and *end past it. Stops where the words are no time any more. */
gboolean rights_when_read(const RightsTokens *tokens, guint i, RightsWhen *when, guint *end);
/* What `year_or_hour` and `or_before` mean in a text of that time; asked before the instant. */
void rights_when_decide(RightsWhen *when, gint64 base_us, gboolean last);
/* The instant: the first that fits at or after `base_us` where year, day or both are left out. A date
 * alone begins at 00:00, or ends at 24:00 (`last`). FALSE: not even that can be said. `sure`: one
 * reading; a date alone is sure only as the last day. */
gboolean rights_when_instant(const RightsWhen *when, gint64 base_us, GTimeZone *zone, gboolean last,
	gint64 *at_us, gboolean *sure);
/* "14 DAYS", "48 HRS", "ZWEI WOCHEN". `text` gets "14 days". */
gboolean rights_when_span(
	const RightsTokens *tokens, guint i, gint64 *span_us, char **text, guint *end);
/* emit.c: of an embargo; not sure, and only if it is later. */
void rights_defer(ClRestriction *restriction, RightsWhen *when, const ClRightsTimes *times);
/* As said, for an instant whose zone is not known: "2022-09-07T22:00". */
char *rights_when_text(const RightsWhen *when);
