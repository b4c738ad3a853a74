/* SPDX-License-Identifier: MIT
 *
 * Lint of what a caption must say: who and where. A machine cannot see who is in the picture; it
 * can see that a minister is mentioned and not named, and that the record knows a person or a place
 * that the caption leaves out.
 */
#include <cutline/text.h>
#include "lint_private.h"

#define MIN_CHARS 20

static void
too_short(Linter *linter)
{
	glong n = g_utf8_strlen(linter->parts->body, -1);

	if (n > 0 && n < MIN_CHARS)
		lint_add(linter, CL_LINT_TOO_SHORT, CL_FIELD_CAPTION,
			(ClSpan){0, (guint)strlen(linter->subject->caption)}, NULL,
			"%ld characters are too few to say who, where and when", n);
	else if (n == 0)
		lint_add(linter, CL_LINT_CAPTION_MISSING, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
			"nothing stands in the caption but what the agency adds; say who, where "
			"and when");
}

/* A person of office or trade in small letters, and no name anywhere. */
static void
unnamed(Linter *linter)
{
	static const char *const trades[] = {"president", "minister", "chancellor", "mayor",
		"governor", "senator", "spokesman", "spokeswoman", "spokesperson", "ambassador",
		"actor", "actress", "singer", "pianist", "coach", "striker", "goalkeeper", "judge",
		"king", "queen", "prince", "princess", "author", "director", "chairman",
		"chairwoman", NULL};
	g_autoptr(GPtrArray) names = cl_style_names(linter->style, linter->subject->caption);
	g_autoptr(GArray) words =
		caption_words(linter->subject->caption, 0, (guint)strlen(linter->subject->caption));

	for (guint i = 0; i < names->len; i++)
		if (((ClName *)names->pdata[i])->n_words > 1)
			return;
	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);

		if (word->shape != WORD_LOWER || word->end != word->base ||
			!caption_word_in(linter->subject->caption, word, trades))
			continue;
		lint_add(linter, CL_LINT_NO_WHO, CL_FIELD_CAPTION, (ClSpan){word->start, word->end},
			NULL, "\"%.*s\" is not named; say who it is",
			(int)(word->end - word->start), linter->subject->caption + word->start);
		return;
	}
}

/* By the rules about people: "Alexander Bogdanov" is Alexandr Bogdanov. */
static gboolean
names_by_another_spelling(const Linter *linter, const char *person)
{
	g_autoptr(GPtrArray) names = cl_style_names(linter->style, linter->subject->caption);
	g_autofree char *key = cl_style_name_key(linter->style, person);

	for (guint i = 0; i < names->len; i++)
		if (strcmp(((ClName *)names->pdata[i])->key, key) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
names_person(const Linter *linter, const char *person)
{
	g_autofree char *key = cl_name_sound(person);
	g_autofree char *text_key = cl_name_sound(linter->subject->caption);
	const char *last = strrchr(key, ' ');

	if (lint_mentions(linter->subject->caption, person) ||
		strstr(text_key, last != NULL ? last + 1 : key) != NULL)
		return TRUE;
	return names_by_another_spelling(linter, person);
}

static void
people(Linter *linter)
{
	const char *const *person = linter->subject->people;

	for (; person != NULL && *person != NULL; person++)
		if (!names_person(linter, *person))
			lint_add(linter, CL_LINT_NO_WHO, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
				"the record names %s, the caption does not", *person);
}

/* "in Almaty", "near the Kremlin": a small word and a capital. */
static gboolean
has_place(const char *text)
{
	static const char *const before[] = {"in", "at", "near", "outside", "on", "of", "from",
		"off", "to", "central", "northern", "southern", "eastern", "western", "downtown",
		"nach", "bei", "à", "en", "de", "в", "на", NULL};
	g_autoptr(GArray) words = caption_words(text, 0, (guint)strlen(text));

	for (guint i = 1; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);
		gboolean behind_the = i > 1 && caption_word_is(text, word - 1, "the");
		ClTextDate date;

		if (caption_is_capital(word) &&
			caption_word_in(text, behind_the ? word - 2 : word - 1, before) &&
			caption_date_at(text, words, i, &date) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Any spelling that the house knows for it. */
static gboolean
mentions_place(const Linter *linter, const char *place)
{
	g_autoptr(GArray) here = NULL;
	g_autoptr(GArray) there = NULL;

	if (place == NULL)
		return FALSE;
	if (lint_mentions(linter->subject->caption, place))
		return TRUE;
	here = cl_style_spelt(linter->style, place);
	there = cl_style_spelt(linter->style, linter->subject->caption);
	for (guint i = 0; i < here->len; i++)
		for (guint j = 0; j < there->len; j++)
			if (g_array_index(here, ClSpelt, i).of ==
				g_array_index(there, ClSpelt, j).of)
				return TRUE;
	return FALSE;
}

static void
where(Linter *linter)
{
	const ClLintSubject *subject = linter->subject;
	g_autoptr(GArray) spelt = cl_style_spelt(linter->style, subject->caption);

	if (mentions_place(linter, subject->city) || mentions_place(linter, subject->country) ||
		has_place(linter->parts->body) || spelt->len > 0 || linter->parts->city != NULL)
		return;
	if (subject->city != NULL || subject->country != NULL)
		lint_add(linter, CL_LINT_NO_WHERE, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
			"the caption names no place; the record says %s",
			subject->city != NULL ? subject->city : subject->country);
	else
		lint_add(linter, CL_LINT_NO_WHERE, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
			"the caption names no place; say where");
}

void
lint_facts(Linter *linter)
{
	too_short(linter);
	unnamed(linter);
	people(linter);
	where(linter);
}
