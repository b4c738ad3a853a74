/* SPDX-License-Identifier: MIT
 *
 * Time: instants are integer microseconds UTC; capture times without a zone stay text.
 */
#pragma once
#include <glib.h>

#define CL_TIME_NEVER G_MAXINT64

/* Now. The environment variable CUTLINE_NOW (ISO 8601) fixes it for tests and demonstrations. */
gint64 cl_time_now_us(void);
/* "2026-11-23T00:05:34Z" (milliseconds only if not zero). Free with g_free. */
char *cl_time_format(gint64 time_us);
/* A full ISO 8601 instant with zone → UTC; FALSE otherwise. */
gboolean cl_time_parse(const char *text, gint64 *time_us);

/* As people type an instant: "now", one with zone, "18:01Z" (of today, UTC), a bare day or wall clock
 * time of `zone`; of a bare day its begin, or with `last` its end. */
gboolean cl_time_read(const char *text, GTimeZone *zone, gboolean last, gint64 *time_us);

/* Hours, days or weeks, up to ten years: "36h", "7d", "2w". */
gboolean cl_time_read_span(const char *text, gint64 *span_us);

/* A date as pictures state it: "1936", "2022-01", "2022-01-05", "2022-01-05T10:11:12.5+06:00".
 * Parts not given are 0; has_time and has_zone tell the rest. */
typedef struct {
	int year, month, day;
	int hour, minute, second, millisecond;
	int offset_minutes;
	gboolean has_time, has_zone;
} ClDate;

/* ISO 8601 profile of XMP, also "YYYY:MM:DD hh:mm:ss". FALSE if it is none or out of range. */
gboolean cl_date_parse(const char *text, ClDate *date);
/* ISO 8601 with exactly the precision that the date has. Free with g_free. */
char *cl_date_format(const ClDate *date);
/* Microseconds of the wall clock time (zone ignored; missing parts as the earliest). */
gint64 cl_date_wall_us(const ClDate *date);
/* UTC instant: only if it has a time and a zone. */
gboolean cl_date_utc_us(const ClDate *date, gint64 *time_us);
/* |offset| ≤ 14:00 and minutes 00, 15, 30 or 45 (reference §1.4). */
gboolean cl_date_zone_valid(int offset_minutes);

/* "January", "Monday" (1). */
const char *cl_month_name(int month);
const char *cl_weekday_name(int weekday);
typedef enum {
	CL_NAMED_CAPITAL = 1, /* a word, too, if small: may, march */
	CL_NAMED_SHORT = 2,   /* abbreviated: a full stop behind it ends nothing */
	CL_NAMED_LOOSE = 4,   /* a word, too, or without its accents: only where a date is expected */
	CL_NAMED_SMALL = 8,   /* a name, too, with a capital: Domingo, Sabato */
	CL_NAMED_TWICE = 16   /* in another language the month before: listopad */
} ClNamedHow;
/* 1 to 12 for a month's name in lower case, 0 if it is none; `how` (may be NULL): ClNamedHow. The same of
 * weekdays, 1 to 7. */
int cl_month_named(const char *word, guint *how);
int cl_weekday_named(const char *word, guint *how);
