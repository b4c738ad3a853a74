/* SPDX-License-Identifier: MIT
 *
 * Reads dates and hours word by word, in any order that agencies use, and says how sure they are. What
 * can be read in two ways is doubtful; it never becomes an instant that stops or frees a picture.
 */
#include "when.h"

#include <stdio.h>
#include <string.h>

#define MAX_FILLERS 4U /* in a row: beyond, the words say no time, and each word may begin a date */

/* clang-format off */
static const char fillers[] = " on at of the um am le a el de del las los den der dem uhr hrs hours h local time date from "
	"and midday alle horas hora heures heure dos as год года года г ч в ore kl klokken ";
/* clang-format on */

typedef struct {
	const RightsTokens *tokens;
	RightsWhen *when;
	guint at, last; /* last = past the last word that said something */
} Reader;

static gboolean
is_among(const char *word, const char *list)
{
	gsize n = strlen(word);

	for (const char *p = strstr(list, word); n > 0 && p != NULL; p = strstr(p + 1, word))
		if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return TRUE;
	return FALSE;
}

/* Two letters are words of some language: so, do; and "the Sun" is a paper. */
static int
weekday_of(const RightsTokens *tokens, guint i)
{
	const char *fold = rights_token(tokens, i)->fold;

	if (strlen(fold) <= 2 ||
		(strcmp(fold, "sun") == 0 && i > 0 && strcmp(rights_token(tokens, i - 1)->fold, "the") == 0))
		return 0;
	return cl_weekday_named(fold, NULL);
}

static const RightsToken *
peek(const Reader *reader, guint ahead)
{
	guint i = reader->at + ahead;

	if (i >= reader->tokens->tokens->len ||
		(ahead > 0 && rights_token(reader->tokens, i)->before >= RIGHTS_BREAK_STOP))
		return NULL;
	return rights_token(reader->tokens, i);
}

static gboolean
take(Reader *reader, guint n)
{
	reader->at += n;
	reader->last = reader->at;
	return TRUE;
}

/* The one that was read last. */
static RightsClock *
clock_of(Reader *reader)
{
	RightsWhen *when = reader->when;

	return when->n_more > 0 ? &when->more[when->n_more - 1] : &when->clock;
}

/* A further hour stands behind a slash, a bracket or a comma. */
static gboolean
set_time(Reader *reader, int hour, int minute, guint n)
{
	RightsWhen *when = reader->when;

	if (hour > 24 || minute > 59 || (hour == 24 && minute != 0))
		return FALSE;
	if (when->has_time) {
		if (when->n_more == RIGHTS_MORE_CLOCKS ||
			rights_token(reader->tokens, reader->at)->before < RIGHTS_BREAK_SOFT)
			return FALSE;
		when->n_more++;
	}
	when->has_time = TRUE;
	clock_of(reader)->hour = hour;
	clock_of(reader)->minute = minute;
	return take(reader, n);
}

static gboolean
set_date(Reader *reader, int year, int month, int day, guint n)
{
	if (reader->when->day != 0 || month < 1 || month > 12 || day < 1 || day > 31 ||
		(year != 0 && (year < 1900 || year > 2200)))
		return FALSE;
	reader->when->year = year;
	reader->when->month = month;
	reader->when->day = day;
	return take(reader, n);
}

static gboolean
is_time_unit(const RightsToken *token)
{
	return token != NULL && (rights_zone_lettered(token->fold) != NULL ||
					is_among(token->fold,
						"hrs hours h uhr local london paris ortszeit horas heures"));
}

/* "pm" behind an hour; `n` words were the hour. */
static gboolean
take_hour(Reader *reader, int hour, int minute, const char *half, guint n)
{
	const RightsToken *next = peek(reader, n);

	if (half[0] == '\0' && next != NULL && is_among(next->fold, "am pm noon midnight")) {
		half = next->fold;
		n++;
	}
	if (strcmp(half, "pm") == 0 && hour < 12)
		hour += 12;
	else if ((strcmp(half, "am") == 0 || strcmp(half, "midnight") == 0) && hour == 12)
		hour = 0;
	else if (half[0] != '\0' && (hour > 12 || !is_among(half, "am pm noon midnight")))
		return FALSE;
	return set_time(reader, hour, minute, n);
}

/* "07/09/2022", "7.9.22": which is the day? */
static gboolean
take_numeric_date(Reader *reader, int a, int b, int year, char separator)
{
	if (year < 100)
		year += 2000;
	if (separator != '.' && a <= 12 && b <= 12 && a != b)
		reader->when->doubtful = TRUE;
	if (a > 12 || separator == '.' || b <= 12)
		return set_date(reader, year, b, a, 1);
	return set_date(reader, year, a, b, 1);
}

/* "2018-10-23T12:00+02:00" and its beginnings. */
static gboolean
take_iso(Reader *reader, const char *fold)
{
	g_autofree char *upper = g_ascii_strup(fold, -1);
	ClDate date;

	if (!cl_date_parse(upper, &date) || date.day == 0 ||
		!set_date(reader, date.year, date.month, date.day, 1))
		return FALSE;
	if (!date.has_time)
		return TRUE;
	/* A part of a second begun is not over: never early. */
	reader->when->has_time = TRUE;
	*clock_of(reader) = (RightsClock){.hour = date.hour,
		.minute = date.minute,
		.second = date.second + (date.millisecond > 0),
		.has_zone = date.has_zone,
		.offset_minutes = date.offset_minutes};
	return TRUE;
}

/* A number of 4 or 8 digits alone. */
static gboolean
take_long_number(Reader *reader, int value, gsize n_digits)
{
	RightsWhen *when = reader->when;

	if (n_digits == 8)
		return set_date(reader, value / 10000, value / 100 % 100, value % 100, 1);
	if (n_digits == 6 && when->day == 0)
		return set_date(reader, 2000 + value / 10000, value / 100 % 100, value % 100, 1);
	if (n_digits != 4)
		return FALSE;
	if (when->month != 0 && when->year == 0 && value >= 1900 && value <= 2200 &&
		!is_time_unit(peek(reader, 1))) {
		when->year = value;
		return take(reader, 1);
	}
	return set_time(reader, value / 100, value % 100, 1);
}

/* "ore 18", "kl. 18". */
static gboolean
is_behind_hour_word(const Reader *reader)
{
	return reader->at > 0 &&
	       is_among(rights_token(reader->tokens, reader->at - 1)->fold, "ore kl klokken");
}

/* "01DEC26", "1dec". */
static gboolean
take_compact(Reader *reader, int day, const char *rest)
{
	gsize n = strcspn(rest, "0123456789"), n_year = strlen(rest) - n;
	g_autofree char *name = g_strndup(rest, n);
	int month = n < 3 || (n_year != 0 && n_year != 2 && n_year != 4) ? 0 : cl_month_named(name, NULL);
	int year = (int)g_ascii_strtoll(rest + n, NULL, 10);

	return month != 0 && strspn(rest + n, "0123456789") == n_year &&
	       set_date(reader, n_year == 2 ? 2000 + year : year, month, day, 1);
}

/* "7", "7th", "10pm": a day if a month stands beside it, an hour if its half does. */
static gboolean
take_short_number(Reader *reader, int value, const char *rest)
{
	const RightsToken *next = peek(reader, 1);
	const RightsToken *after = peek(reader, 2);
	gboolean ordinal = is_among(rest, "st nd rd th er");
	int month;

	if (strcmp(rest, "h") == 0)
		return set_time(reader, value, 0, 1);
	if (take_compact(reader, value, rest))
		return TRUE;
	if (rest[0] != '\0' && !ordinal)
		return take_hour(reader, value, 0, rest, 1);
	if (next != NULL && is_among(next->fold, "of de") && after != NULL)
		month = cl_month_named(after->fold, NULL);
	else
		month = next == NULL ? 0 : cl_month_named(next->fold, NULL);
	if (month != 0 && reader->when->month == 0)
		return set_date(reader, 0, month, value, is_among(next->fold, "of de") ? 3 : 2);
	if (reader->when->month != 0 && reader->when->day == 0 && value >= 1 && value <= 31) {
		reader->when->day = value;
		return take(reader, 1);
	}
	if ((next != NULL && (is_among(next->fold, "am pm noon midnight") || is_time_unit(next))) ||
		is_behind_hour_word(reader))
		return take_hour(reader, value, 0, "", 1);
	return FALSE;
}

/* "3.12." is a day: a full stop stands behind it, or an hour before it. Alone it may be the hour. */
static gboolean
is_dotted_day(Reader *reader, int day, int month)
{
	const RightsToken *token = rights_token(reader->tokens, reader->at);

	if (reader->when->day != 0 || day < 1 || day > 31 || month < 1 || month > 12 ||
		is_time_unit(peek(reader, 1)) ||
		(!reader->when->has_time && reader->tokens->text[token->end] != '.'))
		return FALSE;
	reader->when->dotted = !reader->when->has_time;
	return TRUE;
}

/* "22:00", "10.30pm", "22h30", "7.9.2022", "07/09/2022". */
static gboolean
take_parted(Reader *reader, const char *fold)
{
	int a, b, c, n = 0;
	char first, second;

	if (sscanf(fold, "%2d%c%2d%c%4d%n", &a, &first, &b, &second, &c, &n) == 5 &&
		fold[n] == '\0' && first == second && strchr("./-", first) != NULL)
		return take_numeric_date(reader, a, b, c, first);
	if (sscanf(fold, "%2d%c%2d%n", &a, &first, &b, &n) == 3 && first == '.' && fold[n] == '\0' &&
		is_dotted_day(reader, a, b))
		return set_date(reader, 0, b, a, 1);
	if (sscanf(fold, "%2d%c%2d%n", &a, &first, &b, &n) == 3 && strchr(":.h", first) != NULL)
		return take_hour(reader, a, b, fold[n] == ':' || fold[n] == 'h' ? "" : fold + n, 1);
	if (sscanf(fold, "%2d%c%2d%n", &a, &first, &b, &n) == 3 && first == '/' &&
		fold[n] == '\0') {
		reader->when->doubtful = reader->when->doubtful || (a <= 12 && b <= 12 && a != b);
		return b <= 12 ? set_date(reader, 0, b, a, 1) : set_date(reader, 0, a, b, 1);
	}
	return take_iso(reader, fold);
}

/* "GMT+1", "UTC-05:00": so much ahead of it; a sign that is not read leaves a doubt. */
static guint
add_offset(Reader *reader, const RightsToken *zone, guint ahead, RightsClock *clock)
{
	const char *sign = reader->tokens->text + zone->end;
	const RightsToken *next = peek(reader, ahead);
	int hours, minutes = 0, n = 0;

	if (next == NULL || !next->digit || next->start != zone->end + 1 || strchr("+-", *sign) == NULL)
		return 0;
	if ((!g_str_has_suffix(zone->fold, "gmt") && !g_str_has_suffix(zone->fold, "utc")) ||
		sscanf(next->fold, "%2d%n:%2d%n", &hours, &n, &minutes, &n) < 1 ||
		next->fold[n] != '\0' || hours > 14 || minutes > 59) {
		reader->when->doubtful = TRUE;
		return 0;
	}
	clock->offset_minutes = (hours * 60 + minutes) * (*sign == '-' ? -1 : 1);
	return 1;
}

static gboolean
take_number(Reader *reader, const RightsToken *token)
{
	gsize n_digits = strspn(token->fold, "0123456789");
	int value = n_digits <= 8 ? (int)g_ascii_strtoll(token->fold, NULL, 10) : -1;
	const char *rest = token->fold + n_digits;

	if (n_digits > 8)
		return FALSE;
	if (strpbrk(rest, ":./-+") != NULL || (rest[0] == 'h' && g_ascii_isdigit(rest[1])))
		return take_parted(reader, token->fold);
	if (n_digits <= 2)
		return take_short_number(reader, value, rest);
	if (n_digits == 3 && rest[0] == '\0')
		return FALSE;
	if (n_digits == 4 && rest[0] != '\0') {
		if (!is_among(rest, "gmt utc z hrs h") ||
			!set_time(reader, value / 100, value % 100, 1))
			return FALSE;
		clock_of(reader)->has_zone = clock_of(reader)->has_zone || is_among(rest, "gmt utc z");
		take(reader, add_offset(reader, token, 0, clock_of(reader)));
		return TRUE;
	}
	return rest[0] == '\0' && take_long_number(reader, value, n_digits);
}

static gboolean
use_zone(Reader *reader, const RightsZone *zone, guint n)
{
	const RightsToken *token = rights_token(reader->tokens, reader->at);
	RightsClock *clock = clock_of(reader);

	clock->has_zone = TRUE;
	clock->offset_minutes = zone->offset_minutes;
	clock->tz = zone->tz;
	clock->summer = zone->summer;
	reader->when->doubtful = reader->when->doubtful || zone->doubtful;
	return take(reader, n + add_offset(reader, token, 1, clock));
}

static gboolean
take_zone(Reader *reader, const RightsToken *token)
{
	const RightsToken *next = peek(reader, 1);
	const RightsZone *zone = rights_zone_lettered(token->fold);

	if (!reader->when->has_time || clock_of(reader)->has_zone)
		return FALSE;
	if (zone != NULL)
		return use_zone(reader, zone, next != NULL && is_among(next->fold, "time zeit") ? 2 : 1);
	if (next != NULL && is_among(token->fold, "new los") &&
		is_among(next->fold, "york angeles")) {
		reader->at++;
		token = next;
		next = peek(reader, 1);
	}
	zone = rights_zone_of_city(token->fold);
	if (zone != NULL && is_among(token->fold, "eastern central mountain pacific") &&
		(next == NULL || !is_among(next->fold, "time zeit standard daylight")))
		return use_zone(reader, zone, 1);
	return zone != NULL && next != NULL && is_among(next->fold, "time zeit standard daylight") &&
	       use_zone(reader, zone, 2);
}

static gboolean
take_word(Reader *reader, const RightsToken *token)
{
	RightsWhen *when = reader->when;
	int month = cl_month_named(token->fold, NULL), weekday = weekday_of(reader->tokens, reader->at);

	if (month != 0 && when->month == 0) {
		when->month = month;
		return take(reader, 1);
	}
	if (weekday != 0 && when->weekday == 0) {
		when->weekday = weekday;
		return take(reader, 1);
	}
	if (when->days_on < 0 &&
		is_among(token->fold,
			"today tonight heute aujourdhui hoy tomorrow morgen demain manana")) {
		when->days_on = is_among(token->fold, "today tonight heute aujourdhui hoy") ? 0 : 1;
		return take(reader, 1);
	}
	if (is_among(token->fold, "noon midi mediodia mittag"))
		return set_time(reader, 12, 0, 1);
	if (is_among(token->fold, "midnight minuit medianoche mitternacht")) {
		/* "until midnight on Friday" has two readings. */
		when->end_of_day = TRUE;
		when->doubtful = TRUE;
		return set_time(reader, 24, 0, 1);
	}
	return take_zone(reader, token);
}

/* "NOT TO BE USED AFTER 2026": four digits and no more may be a year. */
static void
doubt_hour(RightsWhen *when, const RightsToken *token)
{
	if (!when->has_time || when->n_more > 0 || strlen(token->fold) != 4 ||
		strspn(token->fold, "0123456789") != 4)
		return;
	when->year_or_hour = TRUE;
	when->year = (int)g_ascii_strtoll(token->fold, NULL, 10);
}

gboolean
rights_when_read(const RightsTokens *tokens, guint i, RightsWhen *when, guint *end)
{
	Reader reader = {tokens, when, i, i};

	memset(when, 0, sizeof *when);
	when->days_on = -1;
	while (reader.at < tokens->tokens->len) {
		const RightsToken *token = rights_token(tokens, reader.at);

		if (reader.at > i && token->before >= RIGHTS_BREAK_STOP)
			break;
		if (token->digit ? take_number(&reader, token) : take_word(&reader, token))
			continue;
		if (reader.at - reader.last >= MAX_FILLERS || !is_among(token->fold, fillers))
			break;
		if ((when->has_time && is_among(token->fold, "uhr hrs hours h horas heures")) ||
			(when->year != 0 && is_among(token->fold, "года год г")))
			reader.last = reader.at + 1;
		reader.at++;
	}
	when->doubtful = when->doubtful || (when->dotted && !when->has_time);
	if (reader.last == i + 1)
		doubt_hour(when, rights_token(tokens, i));
	*end = reader.last;
	return reader.last > i &&
	       (when->day != 0 || when->has_time || when->weekday != 0 || when->days_on >= 0 ||
		       (when->month != 0 && when->year != 0));
}

char *
rights_when_text(const RightsWhen *when)
{
	GString *text = g_string_new(NULL);

	if (when->year != 0)
		g_string_append_printf(text, when->month != 0 ? "%04d-" : "%04d", when->year);
	if (when->month != 0)
		g_string_append_printf(
			text, when->day != 0 ? "%02d-%02d" : "%02d", when->month, when->day);
	if (when->has_time)
		g_string_append_printf(
			text, "%s%02d:%02d", text->len > 0 ? "T" : "", when->clock.hour, when->clock.minute);
	return g_string_free(text, FALSE);
}
