/* SPDX-License-Identifier: MIT
 *
 * WHAT A PROTECTED SOURCE KEEPS BACK, decided in this one place (reference §6.4): the fields that are
 * there to tell a place or a person, and every other field whose text names a place finer than the
 * country. All that was ever received or written of a place counts, and the datelines of captions, so that
 * a town which an editor has cleared is still known. In doubt a field stays here. Pure.
 */
#include <string.h>
#include <cutline/caption.h>
#include <cutline/style.h>
#include <cutline/text.h>
#include "publish_private.h"

/* A part of a longer name is looked for by itself from here on: "York" of "New York". */
#define MIN_PART_LETTERS 4
/* From here on with whatever ending: "Berliner", "Tamperes". */
#define MIN_STEM_LETTERS 4
#define MAX_NAME_WORDS 50U
/* An abbreviation ("IN", "ME") is also a word: only as it is spelt. */
#define MAX_EXACT_LETTERS 2

typedef struct {
	char *spelt;  /* as it stands there */
	char *folded; /* as it sounds */
	gboolean small; /* begins with a small letter: may be no name */
} Word;

typedef struct {
	char *folded;
	char *spelt;	    /* it must be spelt so; NULL = in any way */
	gboolean part;	    /* of a longer name: what begins with a small letter does not count */
	gboolean stem;	    /* may go on */
	gboolean anywhere;  /* in a script without capitals, which may know no blanks either */
} Name;

struct ClPlaces {
	GPtrArray *names;     /* Name* */
	GPtrArray *countries; /* their words: GPtrArray* of Word* */
};

static void
word_free(gpointer data)
{
	Word *word = data;

	g_free(word->spelt);
	g_free(word->folded);
	g_free(word);
}

static void
name_free(gpointer data)
{
	Name *name = data;

	g_free(name->folded);
	g_free(name->spelt);
	g_free(name);
}

/* --- words --------------------------------------------------------------------------------------- */

/* The same in all usual transliterations: an editor's "Almaty" is a supplier's "Алматы". */
static char *
fold(const char *spelt)
{
	char *sound = cl_name_sound(spelt);
	char *end = sound;

	for (const char *at = sound; *at != '\0'; at++)
		if (*at != ' ')
			*end++ = *at;
	*end = '\0';
	return sound;
}

static void
add_word(GPtrArray *words, GString *spelt)
{
	Word *word;

	if (spelt->len == 0)
		return;
	word = g_new(Word, 1);
	word->spelt = g_strdup(spelt->str);
	word->folded = fold(spelt->str);
	word->small = g_unichar_islower(g_utf8_get_char(spelt->str));
	if (word->folded[0] != '\0')
		g_ptr_array_add(words, word);
	else
		word_free(word);
	g_string_truncate(spelt, 0);
}

static GPtrArray *
words_of(const char *text)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(word_free);
	g_autofree char *clean = cl_text_clean(text, -1);
	g_autoptr(GString) spelt = g_string_new(NULL);

	for (const char *at = clean; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_isalnum(c) || g_unichar_ismark(c))
			g_string_append_unichar(spelt, c);
		else if (c != '\'' && c != 0x2019 && c != 0x02bc && c != 0xad &&
			!g_unichar_iszerowidth(c))
			add_word(words, spelt);
	}
	add_word(words, spelt);
	return words;
}

/* What is longer is no name. */
static GPtrArray *
words_of_name(const char *text)
{
	GPtrArray *words = words_of(text);

	g_ptr_array_set_size(words, (gint)MIN(words->len, MAX_NAME_WORDS));
	return words;
}

static gboolean
has_letter(const char *text)
{
	while (*text != '\0' && !g_unichar_isalpha(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return *text != '\0';
}

static gboolean
has_capitals(const char *text)
{
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);

		if (g_unichar_tolower(c) != c || g_unichar_toupper(c) != c)
			return TRUE;
	}
	return FALSE;
}

/* --- what they are called ------------------------------------------------------------------------- */

static void
add_name(ClPlaces *places, const char *spelt, const char *folded, gboolean part)
{
	glong letters = g_utf8_strlen(spelt, -1);
	gboolean anywhere = !has_capitals(folded);
	Name *name;

	if (!has_letter(folded) || (part && letters < (anywhere ? 2 : MIN_PART_LETTERS)))
		return;
	name = g_new0(Name, 1);
	name->folded = g_strdup(folded);
	name->part = part;
	name->stem = letters >= MIN_STEM_LETTERS;
	name->anywhere = anywhere && letters > 1;
	if (!anywhere && letters <= MAX_EXACT_LETTERS)
		name->spelt = g_strdup(spelt);
	g_ptr_array_add(places->names, name);
}

/* All words of a country that stands in the name ("Kuwait" of "Kuwait City") may go out. */
static gboolean
is_of_country(const Word *word, const GPtrArray *name, const GPtrArray *countries)
{
	for (guint i = 0; i < countries->len; i++) {
		const GPtrArray *country = g_ptr_array_index(countries, i);
		gboolean has_word = FALSE;
		guint found = 0;

		for (guint j = 0; j < country->len; j++) {
			const char *folded = ((const Word *)g_ptr_array_index(country, j))->folded;
			gboolean in_name = FALSE;

			has_word |= strcmp(folded, word->folded) == 0;
			for (guint k = 0; k < name->len; k++)
				in_name |= strcmp(folded,
						   ((const Word *)g_ptr_array_index(name, k))->folded) == 0;
			found += in_name;
		}
		if (has_word && found == country->len)
			return TRUE;
	}
	return FALSE;
}

/* As a whole, and its words by themselves. */
static void
add_place(ClPlaces *places, const char *text, const GPtrArray *countries)
{
	g_autoptr(GPtrArray) words = words_of_name(text);
	g_autoptr(GString) spelt = g_string_new(NULL);
	g_autoptr(GString) whole = g_string_new(NULL);
	gboolean told = FALSE; /* something in it that the country is not called */

	for (guint i = 0; i < words->len; i++) {
		const Word *word = g_ptr_array_index(words, i);
		gboolean of_country = is_of_country(word, words, countries);

		told |= !of_country;
		g_string_append(spelt, word->spelt);
		g_string_append(whole, word->folded);
		if (!of_country && !word->small && words->len > 1)
			add_name(places, word->spelt, word->folded, TRUE);
	}
	if (told)
		add_name(places, spelt->str, whole->str, FALSE);
}

static void
add_dateline(ClPlaces *places, const char *text, const GPtrArray *countries)
{
	g_autoptr(ClCaption) caption = cl_caption_parse(NULL, text, NULL, 0);

	if (caption->city != NULL)
		add_place(places, caption->city, countries);
	if (caption->region != NULL)
		add_place(places, caption->region, countries);
}

/* "Ufa, Bashkortostan" are two. */
static void
add_places(ClPlaces *places, ClField field, const char *value, const GPtrArray *countries)
{
	g_auto(GStrv) names = NULL;

	if (field == CL_FIELD_CAPTION)
		add_dateline(places, value, countries);
	if (field != CL_FIELD_CITY && field != CL_FIELD_STATE && field != CL_FIELD_SUBLOCATION &&
		field != CL_FIELD_PLACES)
		return;
	add_place(places, value, countries);
	names = g_strsplit_set(value, ",;/|()\n", -1);
	for (guint i = 0; names[0] != NULL && names[1] != NULL && names[i] != NULL; i++)
		add_place(places, names[i], countries);
}

/* Countries first: what is called like one is no place finer than it. */
static void
add_value(ClPlaces *places, gboolean countries, ClField field, const char *value)
{
	if (!countries)
		add_places(places, field, value, places->countries);
	else if (field == CL_FIELD_COUNTRY)
		g_ptr_array_add(places->countries, words_of_name(value));
}

ClPlaces *
cl_places_new(const ClEffective *effective, const GPtrArray *said)
{
	ClPlaces *places = g_new(ClPlaces, 1);

	places->names = g_ptr_array_new_with_free_func(name_free);
	places->countries = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < CL_N_FIELDS; i++) {
			const ClValue *value;

			for (guint n = 0; (value = cl_effective_nth(effective, (ClField)i, n)) != NULL; n++)
				add_value(places, pass == 0, (ClField)i, value->value);
		}
		for (guint i = 0; said != NULL && i < said->len; i++) {
			const ClReceived *one = g_ptr_array_index(said, i);

			add_value(places, pass == 0, one->field, one->value);
		}
	}
	return places;
}

void
cl_places_free(ClPlaces *places)
{
	if (places == NULL)
		return;
	g_ptr_array_unref(places->names);
	g_ptr_array_unref(places->countries);
	g_free(places);
}

/* --- do they stand there? ------------------------------------------------------------------------- */

/* From the n-th word on; blanks do not count: "#newyork". */
static gboolean
begins(const GPtrArray *words, guint n, const Name *name)
{
	const Word *first = g_ptr_array_index(words, n);
	const char *rest = name->folded;

	if ((name->part && first->small) || (name->spelt != NULL && strcmp(name->spelt, first->spelt) != 0))
		return FALSE;
	for (; n < words->len; n++) {
		const Word *word = g_ptr_array_index(words, n);
		gsize n_word = strlen(word->folded), n_rest = strlen(rest);

		if (n_word >= n_rest)
			return (n_word == n_rest || name->stem) && strncmp(word->folded, rest, n_rest) == 0;
		if (strncmp(rest, word->folded, n_word) != 0)
			return FALSE;
		rest += n_word;
	}
	return FALSE;
}

/* Somebody else's caption begins with a town that nobody has named so far. */
static gboolean
has_dateline(const ClPlaces *places, const char *text)
{
	ClPlaces own = {g_ptr_array_new_with_free_func(name_free), places->countries};
	gboolean found;

	add_dateline(&own, text, places->countries);
	found = own.names->len > 0;
	g_ptr_array_unref(own.names);
	return found;
}

static gboolean
are_named(const ClPlaces *places, const char *text)
{
	g_autoptr(GPtrArray) words = NULL;
	g_autoptr(GString) joined = NULL;

	if (places->names->len == 0)
		return FALSE;
	words = words_of(text);
	joined = g_string_new(NULL);
	for (guint i = 0; i < words->len; i++)
		g_string_append(joined, ((const Word *)g_ptr_array_index(words, i))->folded);
	for (guint i = 0; i < places->names->len; i++) {
		const Name *name = g_ptr_array_index(places->names, i);

		if (name->anywhere && strstr(joined->str, name->folded) != NULL)
			return TRUE;
		for (guint j = 0; j < words->len; j++)
			if (begins(words, j, name))
				return TRUE;
	}
	return FALSE;
}

gboolean
cl_places_named(const ClPlaces *places, const char *text)
{
	return text != NULL && (are_named(places, text) || has_dateline(places, text));
}

/* --- what stays here ------------------------------------------------------------------------------ */

/* Slugs, events and keywords repeat the town and the street, in words that nothing tells apart. Who is
 * seen may be the source. */
gboolean
publish_keeps_back(ClField field)
{
	switch ((guint)field) {
	case CL_FIELD_CITY:
	case CL_FIELD_STATE:
	case CL_FIELD_SUBLOCATION:
	case CL_FIELD_TITLE:
	case CL_FIELD_EVENT:
	case CL_FIELD_KEYWORDS:
	case CL_FIELD_PEOPLE:
		return TRUE;
	default: /* not an enum: what is printed beside the picture, or about rights */
		return FALSE;
	}
}

/* One value is enough: the same in another language may have another word for the town. */
static gboolean
names_place(const ClPlaces *places, const ClEffective *effective, ClField field)
{
	const ClValue *value;

	for (guint n = 0; (value = cl_effective_nth(effective, field, n)) != NULL; n++)
		if (cl_places_named(places, value->value))
			return TRUE;
	return FALSE;
}

ClEffective *
cl_places_keep_back(const ClPlaces *places, const ClEffective *effective)
{
	ClEffective *kept = cl_effective_new();

	for (guint i = 0; i < CL_N_FIELDS; i++) {
		ClField field = (ClField)i;
		const ClValue *value;

		if (!cl_field_info(field)->publish || publish_keeps_back(field) ||
			names_place(places, effective, field))
			continue;
		for (guint n = 0; (value = cl_effective_nth(effective, field, n)) != NULL; n++)
			cl_effective_add(kept, field, value);
	}
	return kept;
}
