/* SPDX-License-Identifier: MIT
 *
 * Folding: one text form for comparing and one token form for searching, the same for every
 * engine and for both sides of a search. NFKD, case folded, marks stripped, one table of letters
 * that do not decompose. Pure.
 */
#include <cutline/text.h>

#include <string.h>

/* Letters that NFKD leaves whole although people type them without their stroke. */
static const char *
spelt_out(gunichar c)
{
	static const struct {
		gunichar letter;
		const char *spelling;
	} table[] = {
		{ 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" },
		{ 0x0111, "d" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0138, "k" },
		{ 0x0142, "l" }, { 0x014b, "n" }, { 0x0153, "oe" }, { 0x0167, "t" },
		{ 0x0180, "b" }, { 0x0253, "b" }, { 0x0257, "d" }, { 0x0259, "a" },
		{ 0x02bb, "" }, { 0x02bc, "" }, { 0x02b9, "" }, { 0x02ba, "" },
		{ 0x0451, "е" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].letter == c)
			return table[i].spelling;
	return NULL;
}

static gboolean
is_mark(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);

	return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
		(type == G_UNICODE_SPACING_MARK && c < 0x0900);
}

/* Vowel signs of Indic scripts and Thai are marks that carry meaning: kept. */
static gboolean
is_dropped_mark(gunichar c)
{
	return is_mark(c) && (c < 0x0900 || c > 0x0eff);
}

static gboolean
is_word(gunichar c)
{
	return g_unichar_isalnum(c) || (is_mark(c) && !is_dropped_mark(c)) ||
		g_unichar_type(c) == G_UNICODE_SPACING_MARK;
}

static gboolean
is_apostrophe(gunichar c)
{
	return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0x0060 || c == 0x00b4;
}

static char *
decompose(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *decomposed = g_utf8_normalize(valid, -1, G_NORMALIZE_NFKD);

	return g_utf8_casefold(decomposed, -1);
}

/* Words separated by one blank; apostrophes inside a word vanish (o'brien = obrien). */
static char *
fold_ascii(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 1);
	gboolean gap = FALSE;

	for (const char *at = text; *at != '\0'; at++) {
		if (g_ascii_isalnum(*at)) {
			if (gap && out->len > 0)
				g_string_append_c(out, ' ');
			gap = FALSE;
			g_string_append_c(out, g_ascii_tolower(*at));
		} else if (*at != '\'') {
			gap = TRUE;
		}
	}
	return g_string_free(out, FALSE);
}

char *
cl_text_fold(const char *text)
{
	g_autofree char *folded = NULL;
	GString *out;
	gboolean gap = FALSE;

	if (g_str_is_ascii(text))
		return fold_ascii(text);
	folded = decompose(text);
	out = g_string_sized_new(strlen(folded) + 1);
	for (const char *at = folded; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		const char *spelling = spelt_out(c);

		if (is_dropped_mark(c) || is_apostrophe(c))
			continue;
		if (spelling == NULL && !is_word(c)) {
			gap = TRUE;
			continue;
		}
		if (gap && out->len > 0)
			g_string_append_c(out, ' ');
		gap = FALSE;
		if (spelling != NULL)
			g_string_append(out, spelling);
		else
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* Scripts written without blanks between words. */
static gboolean
is_unspaced(gunichar c)
{
	return (c >= 0x0e00 && c <= 0x0e7f) || (c >= 0x3040 && c <= 0x30ff) ||
		(c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
		(c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

/* A run of an unspaced script as overlapping pairs; a single character as itself. */
static const char *
append_bigrams(GString *out, const char *at)
{
	const char *next = g_utf8_next_char(at);

	if (*next == '\0' || !is_unspaced(g_utf8_get_char(next))) {
		g_string_append_len(out, at, next - at);
		return next;
	}
	while (*next != '\0' && is_unspaced(g_utf8_get_char(next))) {
		const char *after = g_utf8_next_char(next);

		if (out->len > 0 && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
		g_string_append_len(out, at, after - at);
		at = next;
		next = after;
	}
	return next;
}

char *
cl_text_tokens(const char *text)
{
	g_autofree char *folded = cl_text_fold(text);
	GString *out;
	const char *at = folded;

	if (g_str_is_ascii(folded))
		return g_steal_pointer(&folded);
	out = g_string_sized_new(strlen(folded) + 1);
	while (*at != '\0') {
		if (is_unspaced(g_utf8_get_char(at))) {
			if (out->len > 0 && out->str[out->len - 1] != ' ')
				g_string_append_c(out, ' ');
			at = append_bigrams(out, at);
			if (*at != '\0' && *at != ' ')
				g_string_append_c(out, ' ');
		} else {
			const char *next = g_utf8_next_char(at);

			g_string_append_len(out, at, next - at);
			at = next;
		}
	}
	return g_string_free(out, FALSE);
}
