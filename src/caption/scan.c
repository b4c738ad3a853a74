/* SPDX-License-Identifier: MIT
 *
 * A text as words, with their shape: capitals are half of what captions are told apart by.
 */
#include "caption_private.h"

static gboolean
is_inner(gunichar c)
{
	return c == '-' || c == '\'' || c == 0x2019 || c == 0x02bc || c == 0x2010 || c == 0x2011;
}

static gboolean
is_word_char(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static WordShape
shape_of(const char *text, const Word *word)
{
	guint n_upper = 0, n_lower = 0;
	gboolean first_upper = FALSE, first = TRUE;

	for (const char *at = text + word->start; at < text + word->base;
		at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (first && g_unichar_isdigit(c))
			return WORD_NUMBER;
		if (g_unichar_isupper(c) || g_unichar_istitle(c)) {
			n_upper++;
			first_upper |= first;
		} else if (g_unichar_isalpha(c)) {
			n_lower++;
		}
		first = FALSE;
	}
	if (n_upper > 0 && n_lower == 0)
		return n_upper == 1 ? WORD_LETTER : WORD_UPPER;
	if (first_upper)
		return WORD_TITLE;
	return n_upper > 0 ? WORD_MIXED : WORD_LOWER;
}

/* Where a possessive 's (or ’s) begins, else the end. */
static guint
base_end(const char *text, const Word *word)
{
	const char *end = text + word->end;
	gsize n = word->end - word->start;

	if (n > 2 && (end[-1] == 's' || end[-1] == 'S')) {
		if (end[-2] == '\'')
			return word->end - 2;
		if (n > 4 && memcmp(end - 4, "\xe2\x80\x99", 3) == 0)
			return word->end - 4;
	}
	return word->end;
}

GArray *
caption_first_words(const char *text, guint start, guint end, guint max_words)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
	const char *at = text + start, *stop = text + end;

	while (at < stop && words->len < max_words) {
		Word word = {0};
		const char *next;

		if (!is_word_char(g_utf8_get_char(at))) {
			at = g_utf8_next_char(at);
			continue;
		}
		word.start = (guint)(at - text);
		while (at < stop) {
			gunichar c = g_utf8_get_char(at);

			next = g_utf8_next_char(at);
			if (!is_word_char(c) && !(is_inner(c) && next < stop &&
							is_word_char(g_utf8_get_char(next))))
				break;
			at = next;
		}
		word.end = (guint)(at - text);
		word.base = base_end(text, &word);
		word.shape = shape_of(text, &word);
		g_array_append_val(words, word);
	}
	return words;
}

GArray *
caption_words(const char *text, guint start, guint end)
{
	return caption_first_words(text, start, end, G_MAXUINT);
}

gboolean
caption_word_is(const char *text, const Word *word, const char *literal)
{
	gsize n = strlen(literal);

	return word->base - word->start == n &&
	       g_ascii_strncasecmp(text + word->start, literal, n) == 0;
}

gboolean
caption_word_in(const char *text, const Word *word, const char *const *literals)
{
	for (; *literals != NULL; literals++)
		if (caption_word_is(text, word, *literals))
			return TRUE;
	return FALSE;
}

guint
caption_skip(const char *text, guint at, guint end)
{
	while (at < end && g_unichar_isspace(g_utf8_get_char(text + at)))
		at = (guint)(g_utf8_next_char(text + at) - text);
	return at;
}

guint
caption_trim(const char *text, guint start, guint end)
{
	while (end > start) {
		const char *last = g_utf8_find_prev_char(text + start, text + end);

		if (last == NULL || !g_unichar_isspace(g_utf8_get_char(last)))
			break;
		end = (guint)(last - text);
	}
	return end;
}

gboolean
caption_begins(const char *text, guint at, guint end, const char *prefix)
{
	gsize n = strlen(prefix);

	return end - at >= n && memcmp(text + at, prefix, n) == 0;
}

gboolean
caption_begins_folded(const char *text, guint at, guint end, const char *prefix)
{
	gsize n = strlen(prefix);

	return end - at >= n && g_ascii_strncasecmp(text + at, prefix, n) == 0;
}

gunichar
caption_closing(gunichar opening)
{
	switch (opening) {
	case '(':
		return ')';
	case '[':
		return ']';
	case 0xff08: /* （ */
	case 0x3010: /* 【 */
		return opening + 1;
	case 0xff3b: /* ［ */
		return 0xff3d;
	}
	return 0;
}
