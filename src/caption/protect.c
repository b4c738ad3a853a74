/* SPDX-License-Identifier: MIT
 *
 * What house style must leave as it is: what somebody said, what an organisation is called, and
 * addresses. "Parliament of the Republic of Kazakhstan" is a name; "Kazakhstan's parliament" is not.
 */
#include "style_private.h"
#include <cutline/country.h>
#include <cutline/text.h>
#include <string.h>

#define MAX_QUOTATION_BYTES 2000U

/* What closes each, as it is printed and as it is typed. */
static const struct {
	gunichar opening, closing[4];
} quotes[] = {
	{'"', {'"', 0x201d}},
	{0x201c, {0x201d, '"'}}, /* “ ” */
	{0x201d, {0x201d}}, /* ” ” */
	{0x201e, {0x201c, 0x201d, '"'}}, /* „ “, „ ” */
	{0x201f, {0x201d}}, /* ‟ ” */
	{0x00ab, {0x00bb}}, /* « » */
	{0x00bb, {0x00ab}}, /* » « */
	{0x2039, {0x203a}}, /* ‹ › */
	{0x203a, {0x2039}}, /* › ‹ */
	{0x2018, {0x2019}}, /* ‘ ’ */
	{0x201a, {0x2018, 0x2019}}, /* ‚ ‘ */
	{0x300c, {0x300d}}, /* 「 」 */
	{0x300e, {0x300f}}, /* 『 』 */
	{0x300a, {0x300b}}, /* 《 》 */
	{'\'', {'\''}},
	{'`', {'\''}}, /* ``TeX'' */
};

/* Its row in `quotes`, or their number. */
static guint
quote_of(gunichar opening)
{
	guint i = 0;

	while (i < G_N_ELEMENTS(quotes) && quotes[i].opening != opening)
		i++;
	return i;
}

/* An apostrophe opens a quotation only before a word, and closes none within one. */
static gboolean
is_apostrophe(gunichar c)
{
	return c == '\'' || c == 0x2019;
}

static gboolean
may_open(const char *text, guint at)
{
	gunichar opening = g_utf8_get_char(text + at);

	if (opening != '\'' && opening != 0x2018)
		return TRUE;
	return !caption_is_elision(text, at) &&
	       g_unichar_isalnum(g_utf8_get_char(g_utf8_next_char(text + at))) &&
	       (at == 0 || !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(text + at))));
}

static gboolean
closes(guint quote, const char *at)
{
	gunichar c = g_utf8_get_char(at);

	for (guint i = 0; i < G_N_ELEMENTS(quotes[quote].closing); i++)
		if (quotes[quote].closing[i] == c)
			return !is_apostrophe(c) || !g_unichar_isalnum(g_utf8_get_char(g_utf8_next_char(at)));
	return FALSE;
}

/* Nothing but a quotation begins so: where it is not closed, nobody knows where it ends. 12" is a measure,
 * ‘ may be an apostrophe, and ” and » may belong to an opening sign that was cut off. */
static gboolean
opens_for_certain(const char *text, guint at)
{
	gunichar c = g_utf8_get_char(text + at);

	/* A row of signs is none. */
	if (g_utf8_get_char(g_utf8_next_char(text + at)) == c)
		return FALSE;
	if (c == '\'' || c == '`' || c == 0x2018 || c == 0x201a || c == 0x201d || c == 0x00bb ||
		c == 0x203a)
		return FALSE;
	return c != '"' || at == 0 || !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(text + at)));
}

/* The end of the quotation that opens at `at`, or 0: within one paragraph. Up to *seen no sign closes it. */
static guint
quotation_end(const char *text, guint at, guint quote, guint *seen)
{
	const char *stop = text + at + MAX_QUOTATION_BYTES, *c = g_utf8_next_char(text + at);

	if (!may_open(text, at))
		return 0;
	for (c = MAX(c, text + *seen); *c != '\0' && *c != '\n' && c < stop; c = g_utf8_next_char(c))
		if (closes(quote, c))
			return (guint)(g_utf8_next_char(c) - text);
	*seen = (guint)(c - text);
	return opens_for_certain(text, at) ? *seen : 0;
}

static void
add_quotations(const char *text, GArray *spans)
{
	guint seen[G_N_ELEMENTS(quotes)] = {0}; /* no byte is looked at twice for one sign */
	const char *at = text;

	while (*at != '\0') {
		ClSpan span = {(guint)(at - text), 0};
		guint quote = quote_of(g_utf8_get_char(at));

		if (quote < G_N_ELEMENTS(quotes))
			span.end = quotation_end(text, span.start, quote, &seen[quote]);
		if (span.end > span.start)
			g_array_append_val(spans, span);
		at = span.end > span.start ? text + span.end : g_utf8_next_char(at);
	}
}

/* Between blanks: something with "://", "www.", "@", a full stop between letters, which behind a single one
 * ("t.me/") needs a path; or a hashtag. */
static gboolean
is_address(const char *text, guint start, guint end)
{
	const char *path = memchr(text + start, '/', end - start);
	gboolean has_path = path != NULL && memchr(text + start, '.', (gsize)(path - text) - start) != NULL;
	guint least = has_path ? 0 : 2;

	if (text[start] == '#' && g_unichar_isalpha(g_utf8_get_char(text + start + 1)))
		return TRUE;
	for (guint at = start; at < end; at++) {
		if (text[at] == '@' || (text[at] == ':' && text[at + 1] == '/'))
			return TRUE;
		if (text[at] == '.' && at > start + least && at + 2 < end &&
			g_ascii_isalpha(text[at - 1]) && g_ascii_islower(text[at + 1]) &&
			g_ascii_islower(text[at + 2]))
			return TRUE;
	}
	return FALSE;
}

static void
add_addresses(const char *text, GArray *spans)
{
	guint end = (guint)strlen(text), at = 0;

	while ((at = caption_skip(text, at, end)) < end) {
		ClSpan span = {at, at};

		while (at < end && !g_ascii_isspace(text[at]))
			at++;
		span.end = at;
		if (is_address(text, span.start, span.end))
			g_array_append_val(spans, span);
	}
}

static gboolean
is_organisation_word(const ClStyle *style, const char *text, const Word *word)
{
	g_autofree char *piece = g_strndup(text + word->start, word->base - word->start);
	g_autofree char *fold = cl_text_fold(piece);

	return g_hash_table_contains(style->organisation_words, fold);
}

/* May the word follow within one name? Blanks only between them; small words must lead on. */
static gboolean
goes_on(const char *text, const Word *word)
{
	if (word->end != word->base)
		return FALSE; /* a possessive ends a name */
	for (guint at = word->end; at < word[1].start; at++)
		if (!g_ascii_isspace(text[at]) && text[at] != '&')
			return FALSE;
	return word[1].start - word->end <= 3;
}

static void
add_organisations(const ClStyle *style, const char *text, GArray *spans)
{
	static const char *const links[] = {
		"of", "the", "and", "for", "de", "des", "du", "der", "für", NULL};
	g_autoptr(GArray) words = caption_words(text, 0, (guint)strlen(text));

	for (guint i = 0; i < words->len;) {
		guint last = i, at = i;
		gboolean organisation = FALSE;
		ClSpan span;

		if (!caption_is_capital(&g_array_index(words, Word, i))) {
			i++;
			continue;
		}
		for (;; at++) {
			const Word *word = &g_array_index(words, Word, at);

			if (caption_is_capital(word)) {
				organisation |= is_organisation_word(style, text, word);
				last = at;
			} else if (!caption_word_in(text, word, links)) {
				break;
			}
			if (at + 1 >= words->len || !goes_on(text, word))
				break;
		}
		span.start = g_array_index(words, Word, i).start;
		span.end = g_array_index(words, Word, last).base;
		if (organisation && last > i)
			g_array_append_val(spans, span);
		i = last + 1;
	}
}

GArray *
cl_style_protected(const ClStyle *style, const char *text)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(ClSpan));

	add_quotations(text, spans);
	add_addresses(text, spans);
	add_organisations(style, text, spans);
	return spans;
}

/* --- places inside names ------------------------------------------------------------------------ */

/* Within a sentence: a capital of its own, neither title nor date nor a name that is known otherwise. */
static gboolean
belongs_to_name(const ClStyle *style, const char *text, const GArray *words, guint i)
{
	const Word *word = &g_array_index(words, Word, i);
	g_autoptr(GArray) atoms = NULL;
	ClTextDate date;
	g_autofree char *piece = g_strndup(text + word->start, word->base - word->start);
	g_autofree char *fold = cl_text_fold(piece);

	if (!caption_is_capital(word) || word->shape == WORD_LETTER ||
		g_hash_table_contains(style->not_names, fold) || cl_country_code(piece) != NULL ||
		(caption_date_at(text, words, i, &date) > 0 && !date.relative))
		return FALSE;
	atoms = style_atoms(piece);
	return atoms->len > 0 &&
	       !g_hash_table_contains(style->by_atom, g_array_index(atoms, Atom, 0).fold);
}

/* "Protests Spread Across Kazakhstan": where all words have capitals they say nothing. */
static void
mark_title_case(const GArray *words, guint first, guint behind, guint8 *titles)
{
	guint n_lower = 0;

	for (guint i = first; i < behind; i++) {
		const Word *word = &g_array_index(words, Word, i);

		n_lower += word->shape == WORD_LOWER && word->end - word->start > 3;
	}
	memset(titles + first, n_lower == 0, behind - first);
}

guint8 *
style_title_case(const char *text, const GArray *words)
{
	guint8 *titles = g_new0(guint8, words->len + 1);
	guint first = 0;

	for (guint i = 1; i <= words->len; i++) {
		if (i < words->len && !caption_sentence_before(text, g_array_index(words, Word, i).start))
			continue;
		mark_title_case(words, first, i, titles);
		first = i;
	}
	return titles;
}

/* "the Hotel Kiev", "UNICEF Kazakhstan": a capital before it that only begins a sentence says nothing. */
static gboolean
name_before(const ClStyle *style, const char *text, const GArray *words, guint i)
{
	const Word *word = &g_array_index(words, Word, i);

	return i > 0 && goes_on(text, word - 1) &&
	       (word[-1].shape == WORD_UPPER || !caption_sentence_before(text, word[-1].start)) &&
	       belongs_to_name(style, text, words, i - 1);
}

/* "Kazakhstan Today"; but people follow what they are: "Kazakh Elena Ruiz". */
static gboolean
name_behind(const ClStyle *style, const char *text, const GArray *words, guint i, gboolean people_follow)
{
	const Word *word = &g_array_index(words, Word, i);

	if (i + 1 >= words->len || !goes_on(text, word) || !belongs_to_name(style, text, words, i + 1))
		return FALSE;
	return !people_follow || i + 2 >= words->len || !goes_on(text, word + 1) ||
	       !belongs_to_name(style, text, words, i + 2);
}

gboolean
style_in_name(const ClStyle *style, const char *text, const GArray *words, const guint8 *titles,
	const ClSpan *span, gboolean people_follow)
{
	guint low = 0, high = words->len, last;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(words, Word, middle).end <= span->start)
			low = middle + 1;
		else
			high = middle;
	}
	for (last = low; last + 1 < words->len && g_array_index(words, Word, last + 1).start < span->end;)
		last++;
	return low < words->len && g_array_index(words, Word, low).shape == WORD_TITLE &&
	       !titles[low] &&
	       (name_before(style, text, words, low) ||
		       name_behind(style, text, words, last, people_follow));
}
