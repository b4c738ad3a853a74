/* SPDX-License-Identifier: MIT
 *
 * Lint of time: what a caption says about the day, held against itself and the record. A caption is
 * read later than it was written, so a day must be a date.
 */
#include "lint_private.h"

#define STALE_DAYS 6
#define MAX_APART_DAYS 2

/* Days since year 1; 0 if there is no such day. */
static guint32
day_number(int year, int month, int day)
{
	GDate date;

	if (year < 1 || month < 1 || day < 1 ||
		!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return 0;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return g_date_get_julian(&date);
}

typedef struct {
	Linter *linter;
	const char *text;
	const GArray *words;
	ClDate taken; /* year 0 = not known */
	guint32 taken_day, print_day;
	int year_said; /* the only year that the text names, else 0 */
} Days;

static guint32
print_day(const ClLintSubject *subject)
{
	g_autoptr(GDateTime) utc = NULL;
	g_autoptr(GDateTime) local = NULL;

	if (subject->print_us == 0)
		return 0;
	utc = g_date_time_new_from_unix_utc(subject->print_us / G_USEC_PER_SEC);
	local = utc == NULL || subject->zone == NULL ? NULL
						     : g_date_time_to_timezone(utc, subject->zone);
	if (local == NULL)
		local = utc == NULL ? NULL : g_date_time_ref(utc);
	return local == NULL ? 0
			     : day_number(g_date_time_get_year(local), g_date_time_get_month(local),
				       g_date_time_get_day_of_month(local));
}

static int
weekday_of(guint32 day)
{
	return day == 0 ? 0 : (int)((day + 6) % 7) + 1; /* day 1 was a Monday */
}

static char *
said(int year, int month, int day)
{
	return g_strdup_printf("%d %s %d", day, cl_month_name(month), year);
}

/* "The Sunday Times", "Ash Wednesday", "Sheffield Wednesday": what is called so, unless it is "on" it. */
static gboolean
is_name(const char *text, const GArray *words, guint i)
{
	static const char *const before[] = {"Ash", "Big", "Black", "Bloody", "Cyber", "Easter", "Fat",
		"Giving", "Good", "Holy", "Manic", "Maundy", "Palm", "Ruby", "Sheffield", "Shrove", "Small",
		"Super", "Whit", NULL};
	const Word *word = &g_array_index(words, Word, i);

	if (i > 0 && word->start - word[-1].end == 1) {
		if (caption_word_is(text, word - 1, "on"))
			return FALSE;
		if (caption_word_in(text, word - 1, before))
			return TRUE;
	}
	return i + 1 < words->len && word[1].start - word->end == 1 && text[word->end] == ' ' &&
	       word[1].shape == WORD_TITLE;
}

/* "on Wednesday night": the date is no word for it. */
static gboolean
part_of_day_follows(const char *text, const GArray *words, guint i)
{
	static const char *const parts[] = {
		"night", "morning", "afternoon", "evening", "noon", "lunchtime", "nights", NULL};

	return i + 1 < words->len && caption_word_in(text, &g_array_index(words, Word, i + 1), parts);
}

static guint
word_at(const GArray *words, guint start)
{
	guint low = 0, high = words->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(words, Word, middle).start < start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
weekday_alone(Days *days, const ClTextDate *date)
{
	g_autofree char *taken = NULL;
	guint word = word_at(days->words, date->span.start);
	char *replacement = NULL;

	if (is_name(days->text, days->words, word))
		return;

	if (days->taken_day != 0 && days->print_day != 0 &&
		days->print_day - days->taken_day <= STALE_DAYS &&
		days->print_day >= days->taken_day)
		return;
	if (days->taken_day != 0 && weekday_of(days->taken_day) == date->weekday) {
		taken = said(days->taken.year, days->taken.month, days->taken.day);
		if (date->span.start >= 3 &&
			strncmp(days->text + date->span.start - 3, "on ", 3) == 0 &&
			!part_of_day_follows(days->text, days->words, word))
			replacement = g_strdup_printf("%s %d, %d", cl_month_name(days->taken.month),
				days->taken.day, days->taken.year);
		lint_add(days->linter, CL_LINT_WEEKDAY_STALE, CL_FIELD_CAPTION, date->span,
			replacement, "\"%s\" was %s; write the date", cl_weekday_name(date->weekday),
			taken);
		return;
	}
	lint_add(days->linter, CL_LINT_WEEKDAY_STALE, CL_FIELD_CAPTION, date->span, NULL,
		"\"%s\" of which week? Write the date", cl_weekday_name(date->weekday));
}

static void
without_year(Days *days, const ClTextDate *date)
{
	gboolean known = days->taken.year != 0 && days->taken.month == date->month &&
			 days->taken.day == date->day;
	g_autofree char *words = lint_words(days->text, date->span);

	if (days->year_said != 0)
		return;
	if (known)
		lint_add(days->linter, CL_LINT_YEAR_MISSING, CL_FIELD_CAPTION, date->span,
			g_strdup_printf("%s, %d", words, days->taken.year),
			"\"%s\" lacks its year; the picture was taken in %d", words,
			days->taken.year);
	else
		lint_add(days->linter, CL_LINT_YEAR_MISSING, CL_FIELD_CAPTION, date->span, NULL,
			"\"%s\" lacks its year; add it", words);
}

/* `year` 0 = nobody says it. */
static void
full_date(Days *days, const ClTextDate *date, int year)
{
	guint32 day = day_number(year != 0 ? year : 2000, date->month, date->day);
	g_autofree char *words = lint_words(days->text, date->span);

	if (day == 0) {
		lint_add(days->linter, CL_LINT_DATE_IMPOSSIBLE, CL_FIELD_CAPTION, date->span, NULL,
			"\"%s\": there is no such day", words);
		return;
	}
	if (year != 0 && date->weekday != 0 && weekday_of(day) != date->weekday)
		lint_add(days->linter, CL_LINT_WEEKDAY_CONTRADICTS, CL_FIELD_CAPTION, date->span,
			NULL, "\"%s\": %d %s %d was a %s; one of them is wrong", words, date->day,
			cl_month_name(date->month), year, cl_weekday_name(weekday_of(day)));
}

/* The caption's one date against the day on which the picture was taken. */
static void
against_record(Days *days, const GArray *dates)
{
	const ClTextDate *only = NULL;
	g_autofree char *taken = NULL;
	g_autofree char *words = NULL;
	guint32 day;

	for (guint i = 0; i < dates->len; i++) {
		const ClTextDate *date = &g_array_index(dates, ClTextDate, i);

		if (date->day == 0 || date->month == 0)
			continue;
		if (only != NULL)
			return;
		only = date;
	}
	if (only == NULL || days->taken_day == 0 || days->linter->parts->file)
		return;
	day = day_number(only->year != 0 ? only->year : days->taken.year, only->month, only->day);
	if (day == 0 || (day > days->taken_day ? day - days->taken_day : days->taken_day - day) <=
				MAX_APART_DAYS)
		return;
	taken = said(days->taken.year, days->taken.month, days->taken.day);
	words = lint_words(days->text, only->span);
	lint_add(days->linter, CL_LINT_DATE_CONTRADICTS, CL_FIELD_CAPTION, only->span, NULL,
		"the caption says \"%s\", the record %s; one of them is wrong", words, taken);
}

void
lint_dates(Linter *linter)
{
	Days days = {.linter = linter, .text = linter->subject->caption};
	g_autoptr(GArray) dates = cl_caption_dates(days.text);
	g_autoptr(GArray) all = caption_words(days.text, 0, (guint)strlen(days.text));

	days.words = all;
	if (linter->subject->date_taken != NULL &&
		cl_date_parse(linter->subject->date_taken, &days.taken))
		days.taken_day = day_number(days.taken.year, days.taken.month, days.taken.day);
	days.print_day = print_day(linter->subject);
	for (guint i = 0; i < dates->len; i++)
		days.year_said = MAX(days.year_said, g_array_index(dates, ClTextDate, i).year);
	for (guint i = 0; i < dates->len; i++) {
		const ClTextDate *date = &g_array_index(dates, ClTextDate, i);
		int year = date->year != 0 ? date->year : days.year_said;

		if (date->relative) {
			g_autofree char *words = lint_words(days.text, date->span);

			lint_add(linter, CL_LINT_RELATIVE_DAY, CL_FIELD_CAPTION, date->span, NULL,
				"\"%s\" means another day to who reads it later; write the date",
				words);
		} else if (date->month == 0 && date->weekday != 0) {
			weekday_alone(&days, date);
		} else if (date->day != 0) {
			if (date->year == 0)
				without_year(&days, date);
			if (year == 0 && days.taken.year != 0)
				year = days.taken.year;
			full_date(&days, date, year);
		}
	}
	against_record(&days, dates);
	if (dates->len > 0)
		return;
	if (days.taken_day != 0) {
		g_autofree char *taken = said(days.taken.year, days.taken.month, days.taken.day);

		lint_add(linter, CL_LINT_NO_WHEN, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
			"the caption names no day; the record says %s", taken);
	} else {
		lint_add(linter, CL_LINT_NO_WHEN, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
			"the caption names no day; say when");
	}
}
