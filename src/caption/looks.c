/* SPDX-License-Identifier: MIT
 *
 * How credits, shouted instructions and ends of sentences look. No organisation is known here: what
 * tells a credit from a sentence are its label, its slashes and its capitals.
 */
#include "caption_private.h"

#define MAX_CREDIT_WORDS 30U
#define MAX_SIGNS 40U /* in a row, looked over: more part like a line does, and time stays linear */

/* Full stops behind these do not end a sentence. */
static const char *const abbreviations[] = {"mr", "mrs", "ms", "dr", "st", "sen", "rep", "gov", "gen",
	"col", "lt", "sgt", "capt", "prof", "no", "vs", "rev", "hon", "jr", "sr", "mt", "ft", "mme",
	"mlle", "nr", "str", "ca", "bzw", "ing", "sra", "srta", "dra", "avda", "ул", "им", "обл", NULL};

/* Inside a date, behind a single letter or an abbreviation, and before what goes on at once. */
static gboolean
ends_nothing(const char *text, guint stop)
{
	const char *start = text + stop, *next = start + 1;
	Word word = {.base = stop, .end = stop};
	guint n = 0;

	if (*next == ',' || g_ascii_isdigit(*next))
		return TRUE;
	while (start > text && n <= 6) {
		const char *before = g_utf8_prev_char(start);

		if (!g_unichar_isalnum(g_utf8_get_char(before)))
			break;
		start = before;
		n++;
	}
	word.start = (guint)(start - text);
	return (n == 1 && g_unichar_isalpha(g_utf8_get_char(start))) ||
	       caption_word_in(text, &word, abbreviations) || caption_date_around(text, stop);
}

gboolean
caption_is_elision(const char *text, guint at)
{
	static const char *const elided[] = {
		"n", "em", "til", "tis", "twas", "cause", "cos", "bout", "nuff", NULL};
	const char *start = g_utf8_next_char(text + at);
	gsize n = 0;
	g_autofree char *word = NULL;

	if (g_ascii_isdigit(*start))
		return TRUE;
	while (g_ascii_islower(start[n]) && n < 6)
		n++;
	word = g_strndup(start, n);
	return g_strv_contains(elided, word) && !g_unichar_isalnum(g_utf8_get_char(start + n));
}

gboolean
caption_looked_over(gunichar c)
{
	return g_unichar_isspace(c) || c == '"' || c == '\'' || c == 0x201d || c == 0x2019 || c == ')' ||
	       c == 0x00bb || c == '*' || c == '/';
}

/* The sign that decides whether a sentence ends before `at`; NULL: nothing but signs stands there. */
static const char *
sign_before(const char *text, guint at)
{
	const char *here = text + at;

	for (guint n = 0; here > text && n < MAX_SIGNS; n++) {
		const char *last = g_utf8_prev_char(here);

		if (*last == '\n' || !caption_looked_over(g_utf8_get_char(last)))
			return last;
		here = last;
	}
	return NULL;
}

static gboolean
ends_sentence(const char *text, const char *sign)
{
	gunichar c = g_utf8_get_char(sign);

	if (c == '.')
		return sign == text || !ends_nothing(text, (guint)(sign - text));
	return c == '\n' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002;
}

gboolean
caption_sentence_before(const char *text, guint at)
{
	const char *sign = sign_before(text, at);

	return sign == NULL || ends_sentence(text, sign);
}

/* Several places look back to one sign. */
gboolean
caption_fresh(const Anatomy *a, guint at)
{
	const char *sign = sign_before(a->text, at);
	guint8 *known = sign == NULL ? NULL : &a->known[sign - a->text];

	if (known == NULL)
		return TRUE;
	if (!(*known & (KNOWN_SENTENCE | KNOWN_RUNS_ON)))
		*known |= ends_sentence(a->text, sign) ? KNOWN_SENTENCE : KNOWN_RUNS_ON;
	return (*known & KNOWN_SENTENCE) != 0;
}

gboolean
caption_is_shouted(const char *text, guint start, guint end, guint n_words)
{
	g_autoptr(GArray) words = caption_words(text, start, end);
	guint n = 0;

	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);

		if (word->shape == WORD_TITLE || word->shape == WORD_LOWER ||
			word->shape == WORD_MIXED)
			return FALSE;
		n += word->shape == WORD_UPPER;
	}
	return n >= n_words;
}

gboolean
caption_instructs(const char *text, guint at, guint end)
{
	static const char *const words[] = {"NO ", "NOT ", "ONLY ", "USE ", "EDITORIAL ",
		"RESTRICTED ", "RESTRICTIONS ", "STRICTLY ", "EMBARGO", NULL};

	for (guint i = 0; words[i] != NULL; i++)
		if (text[at] == words[i][0] && caption_begins(text, at, end, words[i]))
			return TRUE;
	return FALSE;
}

static gboolean
is_joint(char c)
{
	return c == '/' || c == '\\' || c == '|';
}

/* Does the word touch a slash, the word "via", or an end of the credit? Only there may an
 * organisation or a name be written small (dpa, picture alliance). */
static gboolean
at_joint(const char *text, const GArray *words, guint i)
{
	const Word *word = &g_array_index(words, Word, i);

	if (i == 0 || i + 1 == words->len)
		return TRUE;
	for (guint at = word[-1].end; at < word->start; at++)
		if (is_joint(text[at]))
			return TRUE;
	for (guint at = word->end; at < word[1].start; at++)
		if (is_joint(text[at]))
			return TRUE;
	return caption_word_is(text, word + 1, "via") || caption_word_is(text, word - 1, "via");
}

typedef struct {
	guint n_joints, n_capitals, n_stray;
	gboolean via, role, photo;
} Looks;

static Looks
look(const char *text, const GArray *words, guint start, guint end)
{
	static const char *const small[] = {"of", "the", "and", "for", "via", "by", "de", "la",
		"le", "les", "van", "von", "der", "den", "del", "da", "di", "du", "dos", "el", "al",
		"bin", "ibn", "y", "e", "et", "und", "from", "with", "courtesy", "photo", "pool",
		"handout", "file", "credit", "should", "read", "must", "family", NULL};
	static const char *const roles[] = {"handout", "supplied", "courtesy", "contributed",
		"pool", "file", "stringer", "str", "ugc", NULL};
	Looks looks = {0};

	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);

		looks.via |= caption_word_is(text, word, "via");
		looks.photo |= caption_word_is(text, word, "photo") ||
			       caption_word_is(text, word, "photos");
		looks.role |= caption_word_in(text, word, roles);
		if (caption_is_capital(word))
			looks.n_capitals += word->end - word->start > 1;
		else if (word->shape != WORD_NUMBER && !caption_word_in(text, word, small) &&
			 text[word->start - (word->start > start)] != '@' &&
			 !at_joint(text, words, i))
			looks.n_stray++;
	}
	for (guint at = start; at < end; at++)
		looks.n_joints += is_joint(text[at]);
	return looks;
}

/* No credit begins with a date; and where a label stands behind its first word, that begins one. */
static gboolean
begins_or_hides(const Anatomy *a, const GArray *words, guint end)
{
	ClTextDate date;
	gboolean sure;

	for (guint i = 1; i < words->len; i++) {
		guint at = g_array_index(words, Word, i).start;

		if (cl_credit_rules_label(a->rules, a->text + at, end - at, caption_fresh(a, at), &sure) >
			0)
			return TRUE; /* © stands before no word */
	}
	return caption_date_at(a->text, words, 0, &date) > 0;
}

gboolean
caption_looks_credit(const Anatomy *a, guint start, guint end, gboolean bracketed)
{
	const char *text = a->text;
	gboolean sure;
	guint label = (guint)cl_credit_rules_label(a->rules, text + start, end - start, TRUE, &sure);
	g_autoptr(GArray) words = caption_first_words(
		text, start + label, MIN(end, start + 600), MAX_CREDIT_WORDS + 1);
	Looks looks;

	if (label > 0 && sure)
		return words->len <= MAX_CREDIT_WORDS || bracketed;
	if (words->len == 0 || words->len > MAX_CREDIT_WORDS ||
		(!bracketed && label == 0 && begins_or_hides(a, words, end)))
		return label > 0 && words->len == 0;
	looks = look(text, words, start + label, end);
	if (looks.n_stray > 0)
		return FALSE;
	if (label > 0)
		return TRUE;
	if (looks.n_capitals == 0)
		return FALSE;
	if (looks.n_joints > 0 || memchr(text + start, '@', end - start) != NULL)
		return TRUE;
	if (!bracketed)
		return FALSE;
	return looks.via || looks.photo || (looks.role && words->len <= 4);
}
