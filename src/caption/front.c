/* SPDX-License-Identifier: MIT
 *
 * The beginning of a caption: the supplier's number, file marks, corrections, datelines. Each is
 * peeled off as long as one more is found; a dateline is only taken with the sign that ends it.
 */
#include "caption_private.h"

#include <cutline/time.h>

#define MAX_PLACE_BYTES 90U /* of a dateline's place */
#define MAX_PEELS 12

static const char *const dashes[] = {" - ", " -- ", " --- ", " – ", " — ", NULL};

/* A dash between blanks at `at`: its length, or 0. */
static guint
dash_at(const char *text, guint at, guint end)
{
	for (guint i = 0; dashes[i] != NULL; i++)
		if (caption_begins(text, at, end, dashes[i]))
			return (guint)strlen(dashes[i]);
	return 0;
}

/* First dash from `at` on, at most MAX_PLACE_BYTES away and on the same line; 0 if there is none. */
static guint
find_dash(const char *text, guint at, guint end)
{
	guint stop = MIN(end, at + MAX_PLACE_BYTES);

	for (; at < stop && text[at] != '\n'; at++)
		if (text[at] == ' ' && dash_at(text, at, end) > 0)
			return at;
	return 0;
}

/* What may stand between a mark and the sentence: blanks, dashes, a colon. */
static guint
skip_separator(const char *text, guint at, guint end)
{
	for (;;) {
		gunichar c;

		at = caption_skip(text, at, end);
		if (at >= end)
			return at;
		c = g_utf8_get_char(text + at);
		if (c != '-' && c != ':' && c != 0x2013 && c != 0x2014 && c != '*' && c != '/')
			return at;
		at = (guint)(g_utf8_next_char(text + at) - text);
	}
}

static char *
clean(const char *text, guint start, guint end)
{
	while (start < end && strchr(" \t\n(),.;", text[start]) != NULL)
		start++;
	while (end > start && strchr(" \t\n(),;", text[end - 1]) != NULL)
		end--;
	return end > start ? g_strndup(text + start, end - start) : NULL;
}

/* "City, Region, Country"; in dpa's order the city stands last. */
static void
set_place(ClCaption *caption, const char *text, guint start, guint end, gboolean city_last)
{
	g_auto(GStrv) parts = NULL;
	g_autofree char *place = clean(text, start, end);
	guint n;

	if (place == NULL || caption->city != NULL || strcmp(place, "UNDATED") == 0 ||
		strcmp(place, "UNSPECIFIED") == 0)
		return;
	parts = g_strsplit(place, ",", 4);
	n = g_strv_length(parts);
	for (guint i = 0; i < n; i++)
		g_strstrip(parts[i]);
	if (city_last) {
		caption->city = g_strdup(parts[n - 1]);
		caption->region = n > 1 ? g_strdup(parts[n - 2]) : NULL;
		caption->country = n > 2 ? g_strdup(parts[n - 3]) : NULL;
	} else {
		caption->city = g_strdup(parts[0]);
		caption->region = n > 2 ? g_strdup(parts[1]) : NULL;
		caption->country = n > 1 ? g_strdup(parts[n - 1]) : NULL;
	}
}

static void
set_date(ClCaption *caption, const ClTextDate *date)
{
	if (caption->date.month != 0 && caption->date.year >= date->year)
		return;
	caption->date.year = date->year;
	caption->date.month = date->month;
	caption->date.day = date->day;
}

/* A date with month and day that begins exactly at `at`; its end, or 0. */
static guint
date_from(const char *text, guint at, guint end, ClTextDate *date)
{
	g_autoptr(GArray) words = caption_words(text, at, MIN(end, at + MAX_PLACE_BYTES));

	if (words->len == 0 || g_array_index(words, Word, 0).start != at ||
		caption_date_at(text, words, 0, date) == 0 || date->month == 0 || date->day == 0)
		return 0;
	return date->span.end;
}

static gboolean
has_small_letter(const char *text, guint start, guint end)
{
	gboolean letter = FALSE;

	for (const char *at = text + start; at < text + end; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_islower(c))
			return TRUE;
		letter |= g_unichar_isalpha(c);
	}
	return !letter;
}

/* Takes what stands up to `end` as a dateline, with the blanks behind it. */
static gboolean
take_dateline(Anatomy *a, guint end, const ClTextDate *date)
{
	set_date(a->caption, date);
	caption_add_part(a, CL_PART_DATELINE, a->at, end);
	return TRUE;
}

/* CITY, COUNTRY - MONTH DD[, YYYY]: */
static gboolean
getty_dateline(Anatomy *a)
{
	guint dash = find_dash(a->text, a->at, a->end), at;
	ClTextDate date;

	if (dash == 0 || has_small_letter(a->text, a->at, dash))
		return FALSE;
	at = caption_skip(a->text, dash + dash_at(a->text, dash, a->end), a->end);
	at = date_from(a->text, at, a->end, &date);
	if (at == 0)
		return FALSE;
	at = caption_skip(a->text, at, a->end);
	if (at >= a->end || (a->text[at] != ':' && a->text[at] != '-'))
		return FALSE;
	set_place(a->caption, a->text, a->at, dash, FALSE);
	a->caption->form = CL_CAPTION_GETTY;
	return take_dateline(a, at + 1, &date);
}

/* First `sign` in the place that begins at `at`, on the same line; 0 if there is none. */
static guint
find_sign(const char *text, guint at, guint end, const char *sign)
{
	guint stop = MIN(end, at + MAX_PLACE_BYTES);

	for (; at < stop && text[at] != '\n'; at++)
		if (caption_begins(text, at, end, sign))
			return at;
	return 0;
}

/* What follows a date: dpa ", Region, City: ", Imagn "; City, ST, USA; ", Corbis ", City … --- ",
 * ZUMA " - City, State, Country - ". */
static gboolean
date_first_dateline(Anatomy *a)
{
	static const struct {
		const char *behind, *closing;
		ClCaptionForm form;
		gboolean city_last;
	} forms[] = {
		{", ", " --- ", CL_CAPTION_CORBIS, FALSE},
		{", ", ": ", CL_CAPTION_DPA, TRUE},
		{"; ", "; ", CL_CAPTION_IMAGN, FALSE},
		{" - ", " - ", CL_CAPTION_CORBIS, FALSE},
		{" - ", ": ", CL_CAPTION_CORBIS, FALSE},
	};
	ClTextDate date;
	guint at = date_from(a->text, a->at, a->end, &date);

	if (at == 0)
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
		guint place = at + (guint)strlen(forms[i].behind), closing;

		if (!caption_begins(a->text, at, a->end, forms[i].behind))
			continue;
		closing = find_sign(a->text, place, a->end, forms[i].closing);
		if (closing == 0)
			continue;
		set_place(a->caption, a->text, place, closing, forms[i].city_last);
		a->caption->form = forms[i].form;
		return take_dateline(a, closing + (guint)strlen(forms[i].closing), &date);
	}
	return FALSE;
}

/* BEIJING, Feb. 15, 2023 (Xinhua) --  ·  KYIV, Ukraine (AP) -  */
static gboolean
wire_dateline(Anatomy *a)
{
	guint open = find_sign(a->text, a->at, a->end, " ("), close, dash, place;
	g_autoptr(GArray) words = NULL;
	ClTextDate date = {0};

	if (open == 0)
		return FALSE;
	close = find_sign(a->text, open, MIN(a->end, open + 20), ")");
	dash = close == 0 ? 0 : dash_at(a->text, close + 1, a->end);
	words = caption_words(a->text, a->at, open);
	if (dash == 0 || words->len == 0 || g_array_index(words, Word, 0).shape != WORD_UPPER)
		return FALSE;
	place = open;
	for (guint i = 1; i < words->len && place == open; i++)
		if (caption_date_at(a->text, words, i, &date) > 0 && date.month != 0)
			place = date.span.start;
	if (place == open)
		memset(&date, 0, sizeof date);
	set_place(a->caption, a->text, a->at, place, FALSE);
	return take_dateline(a, close + 1 + dash, &date);
}

/* "20261128" at a word: its end, or 0. */
static guint
compact_date(const char *text, const Word *word, ClTextDate *date)
{
	guint value = 0, at = word->start;

	while (at < word->end && g_ascii_isdigit(text[at]))
		value = value * 10 + (guint) (text[at++] - '0');
	if (at != word->end || at - word->start != 8 || value < 19000000 || value >= 21000000 ||
		!g_date_valid_dmy(value % 100, value / 100 % 100, (GDateYear) (value / 10000)))
		return 0;
	date->year = value / 10000;
	date->month = value / 100 % 100;
	date->day = value % 100;
	return at;
}

/* A word that is a number, or 0. */
static guint
number_of(const char *text, const Word *word)
{
	char *end = NULL;
	guint64 number = g_ascii_strtoull(text + word->start, &end, 10);

	return word->shape == WORD_NUMBER && end == text + word->end && number < 10000 ? (guint) number : 0;
}

/* "2026. november 28." from a word on: where the day ends, or 0. */
static guint
year_first_date(const char *text, const GArray *words, guint i, ClTextDate *date)
{
	const Word *year = &g_array_index(words, Word, i), *month = year + 1, *day = year + 2;
	g_autofree char *name = NULL;

	if (i + 2 >= words->len || year->end - year->start != 4 || text[year->end] != '.')
		return 0;
	name = g_utf8_strdown(text + month->start, (gssize) (month->end - month->start));
	date->year = number_of(text, year);
	date->month = (guint) cl_month_named(name, NULL);
	date->day = number_of(text, day);
	if (date->day > 31 ||
		!g_date_valid_dmy((GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year))
		return 0;
	return day->end;
}

/* The sign behind the date of a place: a stop, a colon or the end of the line, then another sentence; behind
 * "20261128" a blank does. 0: the sentence goes on. */
static guint
behind_dated_place(const Anatomy *a, guint at, gboolean compact)
{
	guint next = at, sentence;

	if (next < a->end && a->text[next] == '.')
		next++;
	if (next < a->end && (a->text[next] == '-' || a->text[next] == ':'))
		next++;
	if (next == at && next < a->end && a->text[next] != '\n' && !compact)
		return 0;
	sentence = caption_skip(a->text, next, a->end);
	return sentence == next || !caption_begins_body(a, sentence) ||
			g_unichar_islower(g_utf8_get_char(a->text + sentence))
		? 0
		: next;
}

/* Oslo 20261128. · STOCKHOLM 20261128 · MADRID, 28/11/2026.- · Budapest, 2026. november 28. */
static gboolean
place_first_dateline(Anatomy *a)
{
	g_autoptr(GArray) words = caption_words(a->text, a->at, MIN(a->end, a->at + MAX_PLACE_BYTES));

	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);
		gboolean compact;
		ClTextDate date = {0};
		guint end;

		if (word->shape != WORD_NUMBER) {
			if (!caption_is_capital(word) || i > 3)
				return FALSE;
			continue;
		}
		end = compact_date(a->text, word, &date);
		compact = end != 0;
		if (end == 0)
			end = year_first_date(a->text, words, i, &date);
		if (end == 0)
			end = date_from(a->text, word->start, a->end, &date);
		end = i == 0 || end == 0 || date.year == 0
			? 0
			: behind_dated_place(a, end, compact);
		if (end == 0)
			return FALSE;
		set_place(a->caption, a->text, a->at, word->start, FALSE);
		return take_dateline(a, end, &date);
	}
	return FALSE;
}

static gboolean
read_id(Anatomy *a)
{
	const char *at = a->text + a->at;
	guint n = 3;

	if (caption_begins(a->text, a->at, a->end, "epa")) {
		while (g_ascii_isdigit(at[n]))
			n++;
		if (n == 11 && (at[n] == ' ' || at[n] == '\n')) {
			a->caption->id = g_strndup(at, n);
			a->caption->form = CL_CAPTION_EPA;
			caption_add_part(a, CL_PART_ID, a->at, a->at + n);
			return TRUE;
		}
	}
	if (at[0] == '(') {
		for (n = 1; g_ascii_isdigit(at[n]);)
			n++;
		if (n >= 7 && n <= 9 && at[n] == ')' &&
			dash_at(a->text, a->at + n + 1, a->end) > 0) {
			a->caption->id = g_strndup(at + 1, n - 1);
			caption_add_part(a, CL_PART_ID, a->at,
				a->at + n + 1 + dash_at(a->text, a->at + n + 1, a->end));
			return TRUE;
		}
	}
	return FALSE;
}

/* "File photo dated 05-01-2022 of …" */
static gboolean
read_file_dated(Anatomy *a)
{
	static const char *const openings[] = {"file photo dated ",
		"file photo dated: ", "undated file photo of ", "file photo of ", NULL};
	ClTextDate date = {0};

	for (guint i = 0; openings[i] != NULL; i++) {
		guint at = a->at + (guint)strlen(openings[i]), end;

		if (!caption_begins_folded(a->text, a->at, a->end, openings[i]))
			continue;
		end = date_from(a->text, at, a->end, &date);
		if (end != 0) {
			set_date(a->caption, &date);
			at = caption_skip(a->text, end, a->end);
			if (caption_begins(a->text, at, a->end, "of "))
				at += 3;
		} else if (strstr(openings[i], "dated") != NULL) {
			return FALSE;
		}
		caption_add_part(a, CL_PART_FILE, a->at, at);
		return TRUE;
	}
	return FALSE;
}

static gboolean
read_file(Anatomy *a)
{
	static const char *const marks[] = {"(FILE PHOTO)", "(FILE PICTURE)", "(FILES)", "(FILE)",
		"(ARCHIV)", "FILE PHOTO", "FILE PICTURE", "FILE PIC", "FILES", "FILED", "FILE", "File photo",
		"File picture", "ARCHIVBILD", "Archivbild", "ARCHIVFOTO", "Archivfoto", "ARCHIV",
		"ARCHIVES", "ARCHIVO", "АРХИВ", "Архив", NULL};

	if (read_file_dated(a))
		return TRUE;
	for (guint i = 0; marks[i] != NULL; i++) {
		guint behind = a->at + (guint)strlen(marks[i]);
		gboolean signed_off = marks[i][0] == '(';

		if (!caption_begins(a->text, a->at, a->end, marks[i]))
			continue;
		if (!signed_off &&
			(behind >= a->end ||
				(a->text[behind] != ':' && dash_at(a->text, behind, a->end) == 0)))
			continue;
		caption_add_part(a, CL_PART_FILE, a->at, skip_separator(a->text, behind, a->end));
		return TRUE;
	}
	return FALSE;
}

static guint
sentence_end(const char *text, guint at, guint end)
{
	for (; at + 1 < end; at++)
		if (text[at] == '.' && text[at + 1] == ' ')
			return at + 1;
	return end;
}

/* "CORRECTS CITY A resident walks": no sign ends the shouted words. Where the sentence begins, or 0: what a
 * small word follows begins it. */
static guint
behind_shouted(const Anatomy *a, guint at, guint stop)
{
	g_autoptr(GArray) words = caption_words(a->text, at, stop);
	guint n = 0;

	while (n < words->len && (g_array_index(words, Word, n).shape == WORD_UPPER ||
					 g_array_index(words, Word, n).shape == WORD_LETTER))
		n++;
	if (n < words->len && n > 0 && g_array_index(words, Word, n).shape == WORD_LOWER)
		n--;
	return n == 0 || n == words->len ? 0 : g_array_index(words, Word, n).start;
}

static gboolean
has_small_word(const char *text, guint start, guint end)
{
	g_autoptr(GArray) words = caption_words(text, start, end);

	for (guint i = 0; i < words->len; i++)
		if (g_array_index(words, Word, i).shape == WORD_LOWER)
			return TRUE;
	return FALSE;
}

/* Where the words to the desk end that begin with a mark, `at` being behind it: 0 = they are none. */
static guint
note_end(const Anatomy *a, guint at, gboolean says_more)
{
	guint stop = MIN(a->end, a->at + 300), sign = at;
	guint sentence = says_more ? behind_shouted(a, at, stop) : 0;

	while (sign < stop && a->text[sign] != '\n' && a->text[sign] != ':' &&
		dash_at(a->text, sign, a->end) == 0 && !caption_begins(a->text, sign, a->end, "**"))
		sign++;
	if (sign >= stop || a->text[sign] == '\n')
		return sentence;
	if (sentence != 0 && sentence < sign && has_small_word(a->text, sentence, sign))
		return sentence;
	if (!says_more && sign - a->at > 10)
		return 0;
	sign = skip_separator(a->text, sign, a->end);
	if (sign < a->end && g_ascii_islower(a->text[sign]))
		sign = sentence_end(a->text, sign, a->end);
	return sign;
}

/* "CORRECTS …", "TOPSHOT -", "(EDITORS NOTE: …)": words to the desk before the caption. */
static gboolean
read_note(Anatomy *a)
{
	static const struct {
		const char *text;
		gboolean says_more; /* what is corrected */
	} marks[] = {{"TOPSHOTS", FALSE}, {"TOPSHOT", FALSE}, {"CORRECTION", TRUE}, {"CORRECTS", TRUE},
		{"CORRECTED", TRUE}, {"CAPTION CORRECTION", TRUE}, {"ADDS", TRUE}, {"RETRANSMISSION", TRUE},
		{"RETRANSMITTED", TRUE}, {"ALTERNATE CROP", TRUE}, {"ALTERNATIVE CROP", TRUE},
		{"UPDATES", TRUE}, {"** CORRECTS", TRUE}, {"** ADDS", TRUE}};
	guint n = 0, end;

	if (caption_begins(a->text, a->at, a->end, "(COMBO)")) {
		caption_add_part(a, CL_PART_NOTE, a->at, skip_separator(a->text, a->at + 7, a->end));
		return TRUE;
	}
	while (n < G_N_ELEMENTS(marks) && !caption_begins(a->text, a->at, a->end, marks[n].text))
		n++;
	if (n == G_N_ELEMENTS(marks))
		return FALSE;
	end = note_end(a, a->at + (guint)strlen(marks[n].text), marks[n].says_more);
	if (end == 0 || end >= a->end)
		return FALSE;
	caption_add_part(a, CL_PART_NOTE, a->at, end);
	return TRUE;
}

void
caption_read_front(Anatomy *a)
{
	for (guint i = 0; i < MAX_PEELS; i++) {
		a->at = caption_skip(a->text, a->at, a->end);
		if (a->at >= a->end ||
			(!read_id(a) && !read_file(a) && !read_note(a) &&
				!caption_read_front_bracket(a) && !getty_dateline(a) &&
				!date_first_dateline(a) && !wire_dateline(a) &&
				!place_first_dateline(a)))
			return;
	}
}
