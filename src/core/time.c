/* SPDX-License-Identifier: MIT
 *
 * Time: instants as microseconds UTC, and dates as pictures state them (often partial, often
 * without a zone). A zone is never assumed.
 */
#include <cutline/time.h>

#include <string.h>

#define MAX_SPAN_HOURS (3650U * 24U)

gint64
cl_time_now_us(void)
{
	const char *fixed = g_getenv("CUTLINE_NOW");
	gint64 time_us;

	if (fixed != NULL && cl_time_parse(fixed, &time_us))
		return time_us;
	return g_get_real_time();
}

char *
cl_time_format(gint64 time_us)
{
	gint64 seconds = time_us / G_USEC_PER_SEC;
	gint64 rest_us = time_us % G_USEC_PER_SEC;
	g_autoptr(GDateTime) when = NULL;
	g_autofree char *text = NULL;

	if (rest_us < 0) {
		rest_us += G_USEC_PER_SEC;
		seconds--;
	}
	when = g_date_time_new_from_unix_utc(seconds);
	if (when == NULL)
		return g_strdup("9999-12-31T23:59:59Z");
	text = g_date_time_format(when, "%Y-%m-%dT%H:%M:%S");
	if (rest_us / 1000 == 0)
		return g_strconcat(text, "Z", NULL);
	return g_strdup_printf("%s.%03dZ", text, (int) (rest_us / 1000));
}

gboolean
cl_time_parse(const char *text, gint64 *time_us)
{
	ClDate date;

	return cl_date_parse(text, &date) && cl_date_utc_us(&date, time_us);
}

/* Exactly n digits. */
static gboolean
take_digits(const char **at, int n, int *value)
{
	int result = 0;

	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit((*at)[i]))
			return FALSE;
		result = result * 10 + ((*at)[i] - '0');
	}
	*at += n;
	*value = result;
	return TRUE;
}

static gboolean
take_one_of(const char **at, const char *set)
{
	if (**at == '\0' || strchr(set, **at) == NULL)
		return FALSE;
	(*at)++;
	return TRUE;
}

gboolean
cl_date_zone_valid(int offset_minutes)
{
	return ABS(offset_minutes) <= 14 * 60 && offset_minutes % 15 == 0;
}

static gboolean
take_zone(const char **at, ClDate *date)
{
	int sign, hours, minutes = 0;

	if (take_one_of(at, "Zz")) {
		date->has_zone = TRUE;
		return TRUE;
	}
	sign = **at == '-' ? -1 : 1;
	if (!take_one_of(at, "+-"))
		return TRUE;
	if (!take_digits(at, 2, &hours))
		return FALSE;
	take_one_of(at, ":");
	if (g_ascii_isdigit(**at) && !take_digits(at, 2, &minutes))
		return FALSE;
	date->offset_minutes = sign * (hours * 60 + minutes);
	date->has_zone = TRUE;
	return cl_date_zone_valid(date->offset_minutes);
}

static gboolean
take_time(const char **at, ClDate *date)
{
	if (!take_digits(at, 2, &date->hour) || !take_one_of(at, ":") ||
		!take_digits(at, 2, &date->minute))
		return FALSE;
	date->has_time = TRUE;
	if (take_one_of(at, ":")) {
		if (!take_digits(at, 2, &date->second))
			return FALSE;
		if (take_one_of(at, ".,")) {
			int scale = 100;

			if (!g_ascii_isdigit(**at))
				return FALSE;
			for (; g_ascii_isdigit(**at); (*at)++, scale /= 10)
				date->millisecond += (**at - '0') * scale;
		}
	}
	return take_zone(at, date);
}

static gboolean
in_range(const ClDate *date)
{
	if (date->year < 1 || date->month > 12 || date->hour > 23 || date->minute > 59 ||
		date->second > 60)
		return FALSE;
	if (date->day == 0)
		return !date->has_time;
	return date->month > 0 &&
		g_date_valid_dmy((GDateDay) date->day, (GDateMonth) date->month,
			(GDateYear) date->year);
}

gboolean
cl_date_parse(const char *text, ClDate *date)
{
	const char *at = text;

	memset(date, 0, sizeof *date);
	if (!take_digits(&at, 4, &date->year))
		return FALSE;
	if (take_one_of(&at, "-:")) {
		if (!take_digits(&at, 2, &date->month) || date->month == 0)
			return FALSE;
		if (take_one_of(&at, "-:")) {
			if (!take_digits(&at, 2, &date->day) || date->day == 0)
				return FALSE;
			if (take_one_of(&at, "Tt ") && !take_time(&at, date))
				return FALSE;
		}
	}
	return *at == '\0' && in_range(date);
}

static void
append_zone(GString *text, int offset_minutes)
{
	int minutes = ABS(offset_minutes);

	if (offset_minutes == 0)
		g_string_append_c(text, 'Z');
	else
		g_string_append_printf(text, "%c%02d:%02d", offset_minutes < 0 ? '-' : '+',
			minutes / 60, minutes % 60);
}

char *
cl_date_format(const ClDate *date)
{
	GString *text = g_string_new(NULL);

	g_string_printf(text, "%04d", date->year);
	if (date->month > 0)
		g_string_append_printf(text, "-%02d", date->month);
	if (date->month > 0 && date->day > 0)
		g_string_append_printf(text, "-%02d", date->day);
	if (date->has_time) {
		g_string_append_printf(text, "T%02d:%02d:%02d", date->hour, date->minute,
			date->second);
		if (date->millisecond > 0)
			g_string_append_printf(text, ".%03d", date->millisecond);
		if (date->has_zone)
			append_zone(text, date->offset_minutes);
	}
	return g_string_free(text, FALSE);
}

gint64
cl_date_wall_us(const ClDate *date)
{
	g_autoptr(GDateTime) day = g_date_time_new_utc(
		CLAMP(date->year, 1, 9999), MAX(date->month, 1), MAX(date->day, 1), 0, 0, 0);
	gint64 seconds = day == NULL ? 0 : g_date_time_to_unix(day);

	seconds += date->hour * 3600 + date->minute * 60 + date->second;
	return seconds * G_USEC_PER_SEC + date->millisecond * 1000;
}

gboolean
cl_date_utc_us(const ClDate *date, gint64 *time_us)
{
	if (!date->has_time || !date->has_zone)
		return FALSE;
	*time_us = cl_date_wall_us(date) - date->offset_minutes * 60 * (gint64) G_USEC_PER_SEC;
	return TRUE;
}

/* --- as people type it ----------------------------------------------------------------------- */

/* "18:01Z": of today. */
static gboolean
read_clock(const char *text, gint64 *time_us)
{
	g_autofree char *today = cl_time_format(cl_time_now_us());
	g_autofree char *whole = NULL;

	if (strlen(text) != 6 || text[2] != ':' || text[5] != 'Z')
		return FALSE;
	whole = g_strdup_printf("%.10sT%s", today, text);
	return cl_time_parse(whole, time_us);
}

static gboolean
read_day(GTimeZone *zone, const char *text, gboolean last, gint64 *time_us)
{
	ClDate date;
	g_autoptr(GDateTime) day = NULL;
	g_autoptr(GDateTime) end = NULL;

	if (!cl_date_parse(text, &date) || date.day == 0 || date.has_zone)
		return FALSE;
	day = g_date_time_new(
		zone, date.year, date.month, date.day, date.hour, date.minute, date.second);
	if (!day)
		return FALSE;
	end = last && !date.has_time ? g_date_time_add_days(day, 1) : g_date_time_ref(day);
	if (!end) /* behind the last day of 9999 there is none */
		return FALSE;
	*time_us = g_date_time_to_unix(end) * G_USEC_PER_SEC;
	return TRUE;
}

gboolean
cl_time_read(const char *text, GTimeZone *zone, gboolean last, gint64 *time_us)
{
	if (strcmp(text, "now") == 0) {
		*time_us = cl_time_now_us();
		return TRUE;
	}
	return cl_time_parse(text, time_us) || read_clock(text, time_us) ||
		read_day(zone, text, last, time_us);
}

gboolean
cl_time_read_span(const char *text, gint64 *span_us)
{
	static const struct {
		char letter;
		guint hours;
	} units[] = { { 'h', 1 }, { 'd', 24 }, { 'w', 7 * 24 } };
	char *end = NULL;
	guint64 n = g_ascii_isdigit(text[0]) ? g_ascii_strtoull(text, &end, 10) : 0;

	for (gsize i = 0; n > 0 && i < G_N_ELEMENTS(units); i++)
		if (end[0] == units[i].letter && end[1] == '\0' && n <= MAX_SPAN_HOURS / units[i].hours) {
			*span_us = (gint64) n * units[i].hours * G_TIME_SPAN_HOUR;
			return TRUE;
		}
	return FALSE;
}
