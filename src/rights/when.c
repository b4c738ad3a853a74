/* SPDX-License-Identifier: MIT
 *
 * Reads dates and hours word by word, in any order that agencies use, and says how sure they are. What
 * can be read in two ways is doubtful; it never becomes an instant that stops or frees a picture.
 */
#include "when.h"

#include <stdio.h>
#include <string.h>

#define MAX_FILLERS 4U /* in a row: beyond, the words say no time, and each word may begin a date */

typedef struct {
	const RightsTokens *tokens;
	RightsWhen *when;
	guint at, last; /* last = past the last word that said something */
	guint half;	/* of the day, said before its hour: "오후 6시" */
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
	if (year != 0)
		reader->when->year = year;
	reader->when->month = month;
	reader->when->day = day;
	return take(reader, n);
}

static gboolean
is_time_unit(const RightsToken *token)
{
	return token != NULL &&
	       ((rights_when_word(token->fold) & (RIGHTS_WHEN_HOUR | RIGHTS_WHEN_PLACE)) != 0 ||
		       rights_zone_lettered(token->fold) != NULL);
}

static gboolean
is_word(const RightsToken *token, RightsWhenWord is)
{
	return token != NULL && (rights_when_word(token->fold) & is) != 0;
}

/* 0 = none. "des" is a month with its point or a year behind it, and else an article. */
static int
month_at(const RightsTokens *tokens, guint i, gboolean *or_before)
{
	const RightsToken *token = rights_token(tokens, i);
	const RightsToken *next = i + 1 < tokens->tokens->len ? rights_token(tokens, i + 1) : NULL;
	guint how;
	int month = cl_month_named(token->fold, &how);

	*or_before = (how & CL_NAMED_TWICE) != 0;
	if ((how & CL_NAMED_SHORT) && (how & CL_NAMED_LOOSE) && tokens->text[token->end] != '.' &&
		(next == NULL || !next->digit || next->end - next->start != 4))
		return 0;
	return month;
}

static int
month_ahead(Reader *reader, guint ahead)
{
	gboolean or_before;
	int month = peek(reader, ahead) == NULL
			    ? 0
			    : month_at(reader->tokens, reader->at + ahead, &or_before);

	reader->when->or_before = reader->when->or_before || (month != 0 && or_before);
	return month;
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

/* "2026 m. gruodžio 15 d."; "2026. december 15." is one while it cannot be an hour, too. */
static gboolean
begins_with_year(Reader *reader, int value)
{
	const RightsToken *token = rights_token(reader->tokens, reader->at), *next = peek(reader, 1);

	if (reader->when->year != 0 || value < 1900 || value > 2200 || next == NULL)
		return FALSE;
	if (is_word(next, RIGHTS_WHEN_YEAR))
		return TRUE;
	if (reader->tokens->text[token->end] != '.' || month_ahead(reader, 1) == 0)
		return FALSE;
	reader->when->doubtful = reader->when->doubtful || value % 5 == 0;
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
	if ((when->month != 0 && when->year == 0 && value >= 1900 && value <= 2200 &&
		    !is_time_unit(peek(reader, 1))) ||
		begins_with_year(reader, value)) {
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
	       is_word(rights_token(reader->tokens, reader->at - 1), RIGHTS_WHEN_BEFORE_HOUR);
}

/* "15. 12.": a number behind another one, each with its point; or "15 tháng 12". The number's place, or 0. */
static guint
find_month_number(Reader *reader)
{
	const RightsToken *next = peek(reader, 1);
	guint at = is_word(next, RIGHTS_WHEN_MONTH) ? 2 : 1;
	const RightsToken *number = peek(reader, at);
	const char *text = reader->tokens->text;

	if (number == NULL || !number->digit || strspn(number->fold, "0123456789") != strlen(number->fold) ||
		strlen(number->fold) > 2)
		return 0;
	return at == 2 || (text[rights_token(reader->tokens, reader->at)->end] == '.' &&
				  text[number->end] == '.')
		       ? at
		       : 0;
}

static gboolean
take_month_number(Reader *reader, int day)
{
	guint at = reader->when->month != 0 ? 0 : find_month_number(reader);

	return at != 0 && set_date(reader, 0,
				  (int)g_ascii_strtoll(peek(reader, at)->fold, NULL, 10), day, at + 1);
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
	gboolean ordinal = is_among(rest, "st nd rd th er"), of;
	int month;

	if (is_among(rest, "h u"))
		return set_time(reader, value, 0, 1);
	if (take_compact(reader, value, rest))
		return TRUE;
	if (rest[0] != '\0' && !ordinal)
		return take_hour(reader, value, 0, rest, 1);
	of = next != NULL && is_among(next->fold, "of de");
	month = reader->when->month != 0 ? 0 : month_ahead(reader, of ? 2 : 1);
	if (month != 0)
		return set_date(reader, 0, month, value, of ? 3 : 2);
	if (take_month_number(reader, value))
		return TRUE;
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
	if (sscanf(fold, "%2d%c%2d%n", &a, &first, &b, &n) == 3 && strchr(":.hu", first) != NULL)
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

/* "2026'dan", "18.00'e": what Turkish hangs on a number. */
static char *
without_suffix(const char *fold)
{
	static const char suffixes[] = "e a ye ya de da te ta den dan ten tan";
	const char *mark = strchr(fold, '\'');

	return mark != NULL && is_among(mark + 1, suffixes) ? g_strndup(fold, (gsize)(mark - fold))
							    : g_strdup(fold);
}

static gboolean
take_number(Reader *reader, const RightsToken *token)
{
	g_autofree char *fold = without_suffix(token->fold);
	gsize n_digits = strspn(fold, "0123456789");
	int value = n_digits <= 8 ? (int)g_ascii_strtoll(fold, NULL, 10) : -1;
	const char *rest = fold + n_digits;

	if (n_digits > 8)
		return FALSE;
	if ((guchar)rest[0] >= 0x80)
		return rights_when_counted(fold, reader->half, reader->when) && take(reader, 1);
	if (strpbrk(rest, ":./-+") != NULL ||
		((rest[0] == 'h' || rest[0] == 'u') && g_ascii_isdigit(rest[1])))
		return take_parted(reader, fold);
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

/* "tháng 12", "오후" before "6시". */
static gboolean
take_announcing(Reader *reader, guint is)
{
	const RightsToken *next = peek(reader, 1);

	if (next == NULL || !next->digit)
		return FALSE;
	if ((is & RIGHTS_WHEN_MONTH) && reader->when->month == 0 && reader->when->day == 0 &&
		strlen(next->fold) <= 2) {
		reader->when->month = (int)g_ascii_strtoll(next->fold, NULL, 10);
		return reader->when->month >= 1 && reader->when->month <= 12 && take(reader, 2);
	}
	reader->half = is & (RIGHTS_WHEN_AM | RIGHTS_WHEN_PM);
	return reader->half != 0 && take(reader, 1);
}

static gboolean
take_word(Reader *reader, const RightsToken *token)
{
	RightsWhen *when = reader->when;
	guint is = rights_when_word(token->fold);
	int month = when->month != 0 ? 0 : month_ahead(reader, 0);
	int weekday = when->weekday != 0 ? 0 : weekday_of(reader->tokens, reader->at);

	if (month != 0)
		when->month = month;
	else if (weekday != 0)
		when->weekday = weekday;
	if (month != 0 || weekday != 0)
		return take(reader, 1);
	if (when->days_on < 0 && (is & (RIGHTS_WHEN_TODAY | RIGHTS_WHEN_TOMORROW))) {
		when->days_on = is & RIGHTS_WHEN_TODAY ? 0 : 1;
		return take(reader, 1);
	}
	if (is & RIGHTS_WHEN_NOON)
		return set_time(reader, 12, 0, 1);
	if (is & RIGHTS_WHEN_MIDNIGHT) {
		/* "until midnight on Friday" has two readings. */
		when->end_of_day = TRUE;
		when->doubtful = TRUE;
		return set_time(reader, 24, 0, 1);
	}
	return take_announcing(reader, is) || take_zone(reader, token);
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
		guint is;

		if (reader.at > i && token->before >= RIGHTS_BREAK_STOP)
			break;
		if (token->digit ? take_number(&reader, token) : take_word(&reader, token))
			continue;
		is = rights_when_word(token->fold);
		if (reader.at - reader.last >= MAX_FILLERS || (is & RIGHTS_WHEN_FILLER) == 0)
			break;
		if ((when->has_time && (is & RIGHTS_WHEN_HOUR)) ||
			(when->year != 0 && (is & RIGHTS_WHEN_YEAR)) ||
			(when->day != 0 && (is & RIGHTS_WHEN_DAY)))
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
