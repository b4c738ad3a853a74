/* SPDX-License-Identifier: MIT
 *
 * Names in running text, and a key that is the same for every usual transliteration. Cyrillic is
 * spelt out; then what languages write differently for one sound becomes one letter: zh, dj, j …
 * The key accuses, it does not convict: whoever shows two spellings lets a person decide.
 */
#include <cutline/text.h>
#include "style_private.h"

#define MIN_SINGLE_LETTERS 6U

static const char *
latin(gunichar c)
{
	static const struct {
		gunichar letter;
		const char *sound;
	} table[] = {
		{0x0430, "a"},
		{0x0431, "b"},
		{0x0432, "v"},
		{0x0433, "g"},
		{0x0434, "d"},
		{0x0435, "e"},
		{0x0436, "j"},
		{0x0437, "z"},
		{0x0438, "i"},
		{0x0439, "i"},
		{0x043a, "k"},
		{0x043b, "l"},
		{0x043c, "m"},
		{0x043d, "n"},
		{0x043e, "o"},
		{0x043f, "p"},
		{0x0440, "r"},
		{0x0441, "s"},
		{0x0442, "t"},
		{0x0443, "u"},
		{0x0444, "f"},
		{0x0445, "h"},
		{0x0446, "ts"},
		{0x0447, "ch"},
		{0x0448, "sh"},
		{0x0449, "sh"},
		{0x044a, ""},
		{0x044b, "y"},
		{0x044c, ""},
		{0x044d, "e"},
		{0x044e, "yu"},
		{0x044f, "ya"},
		{0x0454, "ye"},
		{0x0456, "i"},
		{0x0457, "i"},
		{0x0491, "g"},
		{0x049b, "k"},
		{0x0493, "g"},
		{0x04a3, "n"},
		{0x04b1, "u"},
		{0x04af, "u"},
		{0x04e9, "o"},
		{0x04bb, "h"},
		{0x04d9, "a"},
		{0x045e, "u"},
		{0x04b3, "h"},
		{0x04b7, "j"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].letter == c)
			return table[i].sound;
	return NULL;
}

/* Longest first. */
static const struct {
	const char *spelling, *sound;
} sounds[] = {
	{"shch", "s"},
	{"tsch", "c"},
	{"dsch", "j"},
	{"sch", "s"},
	{"tch", "c"},
	{"dzh", "j"},
	{"zh", "j"},
	{"dj", "j"},
	{"kh", "h"},
	{"gh", "g"},
	{"ch", "c"},
	{"sh", "s"},
	{"ph", "f"},
	{"th", "t"},
	{"ck", "k"},
	{"ts", "c"},
	{"tz", "c"},
	{"ou", "u"},
	{"oo", "u"},
	{"ee", "i"},
	{"yu", "u"},
	{"iu", "u"},
	{"ya", "a"},
	{"ia", "a"},
	{"ye", "e"},
	{"ie", "e"},
	{"iy", "i"},
	{"yy", "i"},
	{"ij", "i"},
	{"yi", "i"},
	{"q", "k"},
	{"c", "k"},
	{"w", "v"},
	{"x", "ks"},
	{"y", "i"},
};

static void
append_sound(GString *key, const char *sound)
{
	for (; *sound != '\0'; sound++)
		if (key->len == 0 || key->str[key->len - 1] != *sound || *sound == ' ')
			g_string_append_c(key, *sound);
}

char *
cl_name_sound(const char *name)
{
	g_autofree char *fold = cl_text_fold(name);
	g_autoptr(GString) letters = g_string_new(NULL);
	GString *key = g_string_new(NULL);

	for (const char *at = fold; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		const char *spelt = latin(c);

		if (spelt != NULL)
			g_string_append(letters, spelt);
		else
			g_string_append_unichar(letters, c);
	}
	for (const char *at = letters->str; *at != '\0';) {
		gsize i = 0;

		while (i < G_N_ELEMENTS(sounds) &&
			(sounds[i].spelling[0] != *at || !g_str_has_prefix(at, sounds[i].spelling)))
			i++;
		if (i < G_N_ELEMENTS(sounds)) {
			append_sound(key, sounds[i].sound);
			at += strlen(sounds[i].spelling);
		} else if ((guchar)*at < 0x80) {
			char one[2] = {*at++, '\0'};

			append_sound(key, one);
		} else {
			const char *next = g_utf8_next_char(at);

			g_string_append_len(key, at, next - at);
			at = next;
		}
	}
	return g_string_free(key, FALSE);
}

void
cl_name_free(ClName *name)
{
	if (name == NULL)
		return;
	g_free(name->text);
	g_free(name->key);
	g_free(name);
}

static gboolean
in_set(GHashTable *set, const char *text, const Word *word)
{
	g_autofree char *piece = g_strndup(text + word->start, word->base - word->start);
	g_autofree char *fold = cl_text_fold(piece);

	return g_hash_table_contains(set, fold);
}

static gboolean
only_blanks(const char *text, guint from, guint to)
{
	for (guint at = from; at < to; at++)
		if (text[at] != ' ')
			return FALSE;
	return to > from;
}

/* A capital letter that is no title, month, weekday or first word of the table. */
static gboolean
may_name(const ClStyle *style, const char *text, const GArray *words, guint i)
{
	const Word *word = &g_array_index(words, Word, i);
	ClTextDate date;

	return (word->shape == WORD_TITLE || word->shape == WORD_UPPER) &&
	       !in_set(style->not_names, text, word) && caption_date_at(text, words, i, &date) == 0;
}

char *
cl_style_name_key(const ClStyle *style, const char *name)
{
	const ClPerson *person =
		style->people == NULL ? NULL : cl_credit_rules_person(style->people, name);

	return person == NULL ? cl_name_sound(name) : g_strconcat("person/", person->id, NULL);
}

static void
add_name(const ClStyle *style, GPtrArray *names, const char *text, const GArray *words, guint first,
	guint last)
{
	ClName *name = g_new0(ClName, 1);

	name->span.start = g_array_index(words, Word, first).start;
	name->span.end = g_array_index(words, Word, last).base;
	name->text = g_strndup(text + name->span.start, name->span.end - name->span.start);
	name->key = cl_style_name_key(style, name->text);
	name->n_words = last - first + 1;
	g_ptr_array_add(names, name);
}

GPtrArray *
cl_style_names(const ClStyle *style, const char *text)
{
	GPtrArray *names = g_ptr_array_new_with_free_func((GDestroyNotify)cl_name_free);
	g_autoptr(GArray) words = caption_words(text, 0, (guint)strlen(text));
	g_autoptr(GArray) kept_out = cl_style_protected(style, text);

	style_merge(kept_out);
	for (guint i = 0; i < words->len;) {
		const Word *word = &g_array_index(words, Word, i);
		ClSpan span = {word->start, word->base};
		guint last = i;

		if (!may_name(style, text, words, i) || style_touches(kept_out, &span)) {
			i++;
			continue;
		}
		while (last + 1 < words->len && last - i < 3 &&
			word[last - i].base == word[last - i].end &&
			only_blanks(text, word[last - i].end, word[last - i + 1].start) &&
			may_name(style, text, words, last + 1))
			last++;
		if (last > i || (word->base - word->start >= MIN_SINGLE_LETTERS &&
					!caption_sentence_before(text, word->start)))
			add_name(style, names, text, words, i, last);
		i = last + 1;
	}
	return names;
}
