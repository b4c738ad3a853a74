/* SPDX-License-Identifier: MIT
 *
 * Dates in running text: with names of months and weekdays in the languages that desks receive, numeric
 * dates with the day first (the year first only as ISO writes it: 01/02 is not guessed at).
 */
#include <string.h>
#include "caption_private.h"

#include <cutline/time.h>

#define MAX_NAME_BYTES 24U

/* The word without a possessive 's, in small letters; NULL if it is a number or too long for a name. */
static char *
lower_case(const char *text, const Word *word)
{
	return word->shape == WORD_NUMBER || word->end - word->start > MAX_NAME_BYTES
		       ? NULL
		       : g_utf8_strdown(text + word->start, (gssize)(word->base - word->start));
}

static int
month(const char *text, const Word *word)
{
	g_autofree char *name = lower_case(text, word);
	guint how;
	int found = name == NULL ? 0 : cl_month_named(name, &how);

	return found == 0 || (how & CL_NAMED_LOOSE) ||
			       ((how & CL_NAMED_CAPITAL) && !caption_is_capital(word))
		       ? 0
		       : found;
}

/* 1 = Monday, or 0. *brief: a day only before a date, for "Sun", "Sat" and "Domingo" are words and names. */
static int
weekday(const char *text, const Word *word, gboolean *brief)
{
	g_autofree char *name = lower_case(text, word);
	guint how;
	int found = name == NULL ? 0 : cl_weekday_named(name, &how);
	gboolean capital = caption_is_capital(word);

	if (found == 0 || (how & CL_NAMED_LOOSE) || ((how & CL_NAMED_CAPITAL) && !capital))
		return 0;
	*brief = (how & CL_NAMED_SHORT) || ((how & CL_NAMED_SMALL) && capital);
	return found;
}

/* The digits at the beginning of a word as a number; `rest` is what follows them. */
static int
number(const char *text, const Word *word, const char **rest, guint *n_digits)
{
	int value = 0;
	const char *at = text + word->start;

	*n_digits = 0;
	while (at < text + word->end && g_ascii_isdigit(*at) && *n_digits < 5) {
		value = value * 10 + (*at++ - '0');
		++*n_digits;
	}
	*rest = at;
	return *n_digits == 0 ? -1 : value;
}

/* "5", "05", "5th", "5-7": the (first) day; 0 if it is none. */
static int
day(const char *text, const Word *word)
{
	static const char *const endings[] = {"st", "nd", "rd", "th", "er", NULL};
	const char *rest, *end = text + word->end;
	guint n_digits;
	int value = number(text, word, &rest, &n_digits);

	if (n_digits == 0 || n_digits > 2 || value < 1 || value > 31)
		return 0;
	if (rest == end || *rest == '-')
		return value;
	for (guint i = 0; endings[i] != NULL; i++)
		if (end - rest == 2 && g_ascii_strncasecmp(rest, endings[i], 2) == 0)
			return value;
	return 0;
}

static int
year(const char *text, const Word *word)
{
	const char *rest;
	guint n_digits;
	int value = number(text, word, &rest, &n_digits);

	return n_digits == 4 && rest == text + word->end && value >= 1826 && value <= 2199 ? value
											   : 0;
}

/* Between two words of one date stand at most a comma, a full stop and blanks. */
static gboolean
joined(const char *text, const GArray *words, guint i, const char *allowed)
{
	guint from, to;

	if (i == 0 || i >= words->len)
		return FALSE;
	from = g_array_index(words, Word, i - 1).end;
	to = g_array_index(words, Word, i).start;
	if (to - from > 3)
		return FALSE;
	for (guint at = from; at < to; at++)
		if (strchr(allowed, text[at]) == NULL)
			return FALSE;
	return TRUE;
}

/* Ten bytes CCYY-MM-DD or DD-MM-CCYY. */
static gboolean
hyphenated(const char *at, gsize n, int *day_out, int *month_out, int *year_out)
{
	gboolean iso = n == 10 && at[4] == '-';
	const char *day_at = iso ? at + 8 : at, *month_at = iso ? at + 5 : at + 3;
	const char *year_at = iso ? at : at + 6;

	if (n != 10 || month_at[-1] != '-' || month_at[2] != '-')
		return FALSE;
	for (gsize i = 0; i < n; i++)
		if (at[i] != '-' && !g_ascii_isdigit(at[i]))
			return FALSE;
	*day_out = (day_at[0] - '0') * 10 + day_at[1] - '0';
	*month_out = (month_at[0] - '0') * 10 + month_at[1] - '0';
	*year_out = (year_at[0] - '0') * 1000 + (year_at[1] - '0') * 100 + (year_at[2] - '0') * 10 +
		    year_at[3] - '0';
	return TRUE;
}

/* 2022-01-05 and 05-01-2022 are one word, 05.01.2022 and 05/01/2022 three. */
static guint
numeric_date(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	const Word *word = &g_array_index(words, Word, i);
	gsize n = word->end - word->start;
	int a, b, c;
	guint used = 1;

	if (word->shape != WORD_NUMBER || n > 10)
		return 0;
	if (n < 8) {
		if (i + 2 >= words->len || (text[word->end] != '.' && text[word->end] != '/') ||
			!joined(text, words, i + 1, text[word->end] == '.' ? ". " : "/") ||
			!joined(text, words, i + 2, text[word->end] == '.' ? ". " : "/") ||
			year(text, word + 2) == 0)
			return 0;
		a = day(text, word);
		b = day(text, word + 1);
		c = year(text, word + 2);
		used = 3;
	} else if (!hyphenated(text + word->start, n, &a, &b, &c)) {
		return 0;
	}
	if (a < 1 || a > 31 || b < 1 || b > 12 || c < 1826 || c > 2199)
		return 0;
	date->day = a;
	date->month = b;
	date->year = c;
	return used;
}

/* Month D[,] [YYYY] · Month YYYY */
static guint
month_first(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	const Word *word = &g_array_index(words, Word, i);
	int found = month(text, word);

	if (found == 0 || !caption_is_capital(word) || !joined(text, words, i + 1, ". "))
		return 0;
	date->month = found;
	date->year = year(text, word + 1);
	if (date->year != 0)
		return 2;
	date->day = day(text, word + 1);
	if (date->day == 0)
		return 0;
	if (joined(text, words, i + 2, ", ") && (date->year = year(text, word + 2)) != 0)
		return 3;
	return 2;
}

/* D[.] Month [YYYY] · D de Month de YYYY */
static guint
day_first(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	const Word *word = &g_array_index(words, Word, i);
	guint at = i + 1;

	if (word->shape != WORD_NUMBER || (date->day = day(text, word)) == 0)
		return 0;
	if (joined(text, words, at, " ") && caption_word_is(text, word + 1, "de"))
		at++;
	if (!joined(text, words, at, ". ") ||
		(date->month = month(text, &g_array_index(words, Word, at))) == 0)
		return 0;
	at++;
	if (joined(text, words, at, " ") &&
		caption_word_is(text, &g_array_index(words, Word, at), "de"))
		at++;
	if (joined(text, words, at, "., ") &&
		(date->year = year(text, &g_array_index(words, Word, at))) != 0)
		return at + 1 - i;
	at = i + 2;
	return caption_word_is(text, word + 1, "de") ? at + 1 - i : at - i;
}

/* YYYY жылғы D Month */
static guint
year_first(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	static const char *const of_the_year[] = {"жылғы", "жылы", "жыл", NULL};
	const Word *word = &g_array_index(words, Word, i);
	int found = year(text, word);
	guint used;

	if (found == 0 || !joined(text, words, i + 1, " ") || !caption_word_in(text, word + 1, of_the_year) ||
		!joined(text, words, i + 2, " ") || (used = day_first(text, words, i + 2, date)) == 0 ||
		date->year != 0)
		return 0;
	date->year = found;
	return 2 + used;
}

static guint
plain_date(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	guint used;

	if (i >= words->len)
		return 0;
	if ((used = year_first(text, words, i, date)) != 0)
		return used;
	memset(date, 0, sizeof *date);
	if ((used = numeric_date(text, words, i, date)) != 0)
		return used;
	memset(date, 0, sizeof *date);
	if ((used = month_first(text, words, i, date)) != 0)
		return used;
	memset(date, 0, sizeof *date);
	if ((used = day_first(text, words, i, date)) != 0)
		return used;
	memset(date, 0, sizeof *date);
	return 0;
}

static guint
relative_day(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	static const char *const alone[] = {"today", "yesterday", "tomorrow", "tonight", NULL};
	static const char *const before[] = {"last", "this", "next", NULL};
	static const char *const behind[] = {"night", "week", "month", "year", "morning",
		"afternoon", "evening", "weekend", NULL};
	const Word *word = &g_array_index(words, Word, i);

	if (caption_word_in(text, word, alone)) {
		date->relative = TRUE;
		return 1;
	}
	if (caption_word_in(text, word, before) && joined(text, words, i + 1, " ") &&
		caption_word_in(text, word + 1, behind)) {
		date->relative = TRUE;
		return 2;
	}
	return 0;
}

guint
caption_date_at(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	const Word *first = &g_array_index(words, Word, i);
	gboolean brief = FALSE;
	int found = weekday(text, first, &brief);
	guint used;

	memset(date, 0, sizeof *date);
	if (found != 0) {
		used = joined(text, words, i + 1, "(., ") ? plain_date(text, words, i + 1, date) : 0;
		if (date->month == 0 || date->day == 0) {
			memset(date, 0, sizeof *date);
			used = 0;
		}
		if (used == 0 && brief)
			return 0;
		date->weekday = found;
		used++;
	} else if ((used = plain_date(text, words, i, date)) == 0 &&
		   (used = relative_day(text, words, i, date)) == 0) {
		return 0;
	}
	date->span.start = first->start;
	date->span.end = g_array_index(words, Word, i + used - 1).end;
	return used;
}

GArray *
cl_caption_dates(const char *text)
{
	GArray *dates = g_array_new(FALSE, FALSE, sizeof(ClTextDate));
	g_autoptr(GArray) words = caption_words(text, 0, (guint)strlen(text));

	for (guint i = 0; i < words->len;) {
		ClTextDate date;
		guint used = caption_date_at(text, words, i, &date);

		if (used > 0)
			g_array_append_val(dates, date);
		i += MAX(used, 1);
	}
	return dates;
}

/* Enough for the longest date on either side of the full stop. */
#define AROUND_BYTES 60U
#define AROUND_WORDS 4U /* of a date, before a full stop within it: Wednesday, the 5. January */

static gboolean
has_digit(const char *text, guint n)
{
	guint i = 0;

	while (i < n && !g_ascii_isdigit(text[i]))
		i++;
	return i < n;
}

gboolean
caption_date_around(const char *text, guint stop)
{
	guint start = stop > AROUND_BYTES ? stop - AROUND_BYTES : 0;
	guint end = stop + (guint)strnlen(text + stop, AROUND_BYTES);
	g_autoptr(GArray) words = NULL;
	guint n = 0;

	if (!has_digit(text + start, end - start))
		return FALSE; /* nearly always: only a name of a day is a date without one */
	while (start > 0 && ((guchar)text[start] & 0xc0) == 0x80)
		start--;
	while (((guchar)text[end] & 0xc0) == 0x80)
		end++;
	words = caption_words(text, start, end);
	while (n < words->len && g_array_index(words, Word, n).start < stop)
		n++;
	for (guint i = n > AROUND_WORDS ? n - AROUND_WORDS : 0; i < n;) {
		ClTextDate date;
		guint used = caption_date_at(text, words, i, &date);

		if (used > 0 && date.span.start < stop && stop < date.span.end)
			return TRUE;
		i += MAX(used, 1);
	}
	return FALSE;
}
