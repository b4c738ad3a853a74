/* SPDX-License-Identifier: MIT
 *
 * Decides where a word of an instruction ends, and how strongly the next one is parted from it. What
 * belongs together stays so: "U.S.", "10.30am", "7.9.2022", "22:00", "07/09/2022", "NO_IT_RU".
 */
#include "tokens.h"

#include <stdio.h>
#include <string.h>

#define KNOWN_CHARS 12U	  /* of a word of the rules in a script without blanks */
#define SPACED_LETTERS 3U /* fewer are initials */

typedef struct {
	RightsTokens *out;
	const RightsWords *words;
	const char *at, *spaced; /* end of a row of capitals */
	RightsBreak before;
} Cutter;

static gboolean
is_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '_';
}

static gboolean
is_dash(gunichar c)
{
	return c == 0x2013 || c == 0x2014 || c == 0x2012 || c == 0x2015;
}

static void
widen(Cutter *cutter, RightsBreak strength)
{
	cutter->before = MAX(cutter->before, strength);
}

static gboolean
begins_small(const char *at)
{
	return g_unichar_islower(g_utf8_get_char(at));
}

/* "Sept.", "a.m.", "U.S.", "J." and the like close no statement. */
static gboolean
is_abbreviation(const Cutter *cutter)
{
	static const char *const known[] = {"am", "pm", "excl", "incl", "mr", "mrs", "dr", "st",
		"approx", "kl", "exp", "max", "tel", "z", "b", "bzw", "ca", "rep", "dem", "lat", "cent",
		"godz", "hod", "plkst", "val", "god"};
	const RightsToken *last;
	guint how;

	if (cutter->out->tokens->len == 0)
		return FALSE;
	last = rights_token(cutter->out, cutter->out->tokens->len - 1);
	if (last->end != (guint)(cutter->at - cutter->out->text))
		return FALSE;
	if (last->end - last->start == 1 && !last->digit)
		return TRUE;
	/* "2026 г., 18:00": a year's letter. */
	if ((guchar)last->fold[0] >= 0x80 && g_utf8_strlen(last->fold, -1) == 1 &&
		(cutter->at[1] == ',' || (cutter->at[1] == ' ' && begins_small(cutter->at + 2))))
		return TRUE;
	if (!last->digit && memchr(cutter->out->text + last->start, '.', last->end - last->start) != NULL)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (strcmp(last->fold, known[i]) == 0)
			return TRUE;
	return cl_month_named(last->fold, &how) > 0 && (how & CL_NAMED_SHORT);
}

/* A German date before its hour: "3.12. 10 Uhr", "3.12., um 10 Uhr". */
static gboolean
is_day_of_month(const Cutter *cutter)
{
	const char *next = cutter->at + 1;
	const RightsToken *last;
	int day, month, n = 0;

	if (cutter->out->tokens->len == 0)
		return FALSE;
	last = rights_token(cutter->out, cutter->out->tokens->len - 1);
	next += *next == ',';
	return last->digit && last->end == (guint)(cutter->at - cutter->out->text) &&
	       sscanf(last->fold, "%2d.%2d%n", &day, &month, &n) == 2 && last->fold[n] == '\0' &&
	       day <= 31 && month >= 1 && month <= 12 && *next == ' ' &&
	       (g_ascii_isdigit(next[1]) || begins_small(next + 1));
}

static char *fold_word(const char *start, gsize n);

static gboolean
is_month(const char *word, const char *end)
{
	g_autofree char *fold = fold_word(word, (gsize)(end - word));

	return cl_month_named(fold, NULL) > 0;
}

static const char *
letters_end(const char *at)
{
	while (g_unichar_isalpha(g_utf8_get_char(at)))
		at = g_utf8_next_char(at);
	return at;
}

/* "2026. december 15.", "2026. gada 15. decembra". */
static gboolean
is_year_before(const char *next)
{
	return g_str_has_prefix(next, "gada ") || (begins_small(next) && is_month(next, letters_end(next)));
}

/* "december 15. után", "december 15. 18 óráig"; not "Tuesday December 8. A boy". */
static gboolean
goes_on_behind_day(const char *next)
{
	int hour, minute, n = 0;

	if (begins_small(next))
		return TRUE;
	return (sscanf(next, "%2d%*[:.]%2d%n", &hour, &minute, &n) == 2 && n > 0) ||
	       (sscanf(next, "%2d%n", &hour, &n) == 1 && g_str_has_prefix(next + n, " ó"));
}

/* "15. 12. 2026", behind its day or its month. */
static gboolean
is_spaced_date(const char *text, const RightsToken *before, const RightsToken *last, const char *next)
{
	int day, month, n = 0;

	if (sscanf(text + last->start, "%2d. %2d.%n", &day, &month, &n) == 2 && n > 0)
		return day <= 31 && month <= 12;
	return before != NULL && before->digit && before->end - before->start <= 2 &&
	       g_str_has_prefix(text + before->end, ". ") && before->end + 2 == last->start &&
	       strspn(next, "0123456789") == 4;
}

/* An ordinal: "7. September". */
static gboolean
is_ordinal(const Cutter *cutter)
{
	const RightsTokens *out = cutter->out;
	const char *next = cutter->at + 2;
	const RightsToken *last, *before;

	if (out->tokens->len == 0 || cutter->at[1] != ' ')
		return FALSE;
	last = rights_token(out, out->tokens->len - 1);
	before = out->tokens->len > 1 ? rights_token(out, out->tokens->len - 2) : NULL;
	if (!last->digit || last->end != (guint)(cutter->at - out->text))
		return FALSE;
	if (last->end - last->start == 4)
		return is_year_before(next) ||
		       (before != NULL && cl_month_named(before->fold, NULL) > 0 && begins_small(next));
	if (last->end - last->start > 2)
		return FALSE;
	if (before != NULL && cl_month_named(before->fold, NULL) > 0)
		return goes_on_behind_day(next);
	return g_unichar_isalpha(g_utf8_get_char(next)) ||
	       (g_ascii_isdigit(next[0]) && is_spaced_date(out->text, before, last, next));
}

/* One character between words. */
static void
separate(Cutter *cutter, gunichar c)
{
	const char *at = cutter->at;

	if (c == '.')
		widen(cutter, is_abbreviation(cutter) || is_ordinal(cutter) || is_day_of_month(cutter)
				       ? RIGHTS_BREAK_SOFT
				       : RIGHTS_BREAK_STOP);
	else if (c == ';' || c == '!' || c == '?' || c == '*' || c == '|' || c == 0x2022 ||
		 c == 0x2026 || c == 0x3002 || c == '~' || c == '#')
		widen(cutter, RIGHTS_BREAK_STOP);
	else if (c == '\n' || c == '\r')
		widen(cutter, RIGHTS_BREAK_LINE);
	else if (is_dash(c) ||
		 (c == '-' && (at[1] == '-' || at[1] == ' ' || at == cutter->out->text ||
				      at[-1] == ' ' || at[-1] == '-')))
		widen(cutter, RIGHTS_BREAK_DASH);
	else if (!g_unichar_isspace(c))
		widen(cutter, RIGHTS_BREAK_SOFT);
}

/* Does the character at `p` join what stands before and after it into one word? */
static gboolean
joins(const char *start, const char *p)
{
	gunichar before = p > start ? (guchar)p[-1] : 0;
	gunichar after = g_utf8_get_char(p + 1);
	gboolean digits = g_ascii_isdigit(before) && g_ascii_isdigit(after);
	gunichar c = g_utf8_get_char(p);

	if (c == 0x2019)
		return p > start && g_unichar_isalpha(g_utf8_get_char(g_utf8_next_char(p)));
	if (c == '\'')
		return p > start && g_unichar_isalpha(after);
	if (c == '.' && g_unichar_isalpha(before) && g_unichar_isalpha(after))
		return (p == start + 1 || (p >= start + 2 && p[-2] == '.')) &&
		       !is_word(g_utf8_get_char(p + 2));
	if (c == ',' || c == '.')
		return digits && (c == '.' || g_ascii_isdigit(p[2]));
	if (c == '/' || c == '-')
		return digits && g_ascii_isdigit(start[0]);
	return (c == ':' || c == '+') && digits;
}

static gboolean
begins_address(const char *p)
{
	return g_ascii_strncasecmp(p, "www.", 4) == 0 ||
	       g_ascii_strncasecmp(p, "http://", 7) == 0 ||
	       g_ascii_strncasecmp(p, "https://", 8) == 0;
}

/* "PUBLICATIONxNOTxINxUK": a picture agency's blank that survives every system. */
static gboolean
is_joint(const char *text, const char *p)
{
	return *p == 'x' && p > text && g_ascii_isupper(p[-1]) && g_ascii_isupper(p[1]);
}

/* Invisible, and inside a word: soft hyphen, zero-width space and joiners. */
static gboolean
is_invisible(gunichar c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

static gboolean
is_lone_capital(const char *text, const char *p)
{
	return g_unichar_isupper(g_utf8_get_char(p)) && !is_word(g_utf8_get_char(g_utf8_next_char(p))) &&
	       (p == text || !is_word(g_utf8_get_char(g_utf8_prev_char(p))));
}

/* "N O   S A L E S", "N-O S-A-L-E-S", "D/N/U": capitals in a row that stand alone are no initials. The end of
 * the row, or `p`. */
static const char *
end_of_spaced(const char *text, const char *p)
{
	const char *at = p, *end = p;
	guint n = 0;

	for (; is_lone_capital(text, at); n++) {
		end = g_utf8_next_char(at);
		at = end + (*end == '-' || *end == '/' ? 1 : strspn(end, " "));
		if (at == end)
			return n + 1 >= SPACED_LETTERS ? end : p;
	}
	return n >= SPACED_LETTERS ? end : p;
}

/* Of the first word of such a row: its letters are parted by the same sign, and a wider gap ends it. */
static const char *
end_of_spaced_word(const char *text, const char *start)
{
	const char *end = g_utf8_next_char(start);
	char sign = *end;

	if (sign == '\0' || strchr(" -/", sign) == NULL)
		return end;
	while (*end == sign && is_lone_capital(text, end + 1))
		end = g_utf8_next_char(end + 1);
	return end;
}

/* Scripts that are written without blanks, or hang what they need on a word. */
static gboolean
is_unspaced(gunichar c)
{
	GUnicodeScript script = c < 0x0e00 ? G_UNICODE_SCRIPT_LATIN : g_unichar_get_script(c);

	return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
	       script == G_UNICODE_SCRIPT_KATAKANA || script == G_UNICODE_SCRIPT_HANGUL ||
	       script == G_UNICODE_SCRIPT_THAI;
}

/* The end of the longest word of the rules that stands here in such a script, or `start`. */
static const char *
end_of_known(const RightsWords *words, const char *start)
{
	const char *end = start, *p = start;

	for (guint n = 0; words != NULL && n < KNOWN_CHARS && is_unspaced(g_utf8_get_char(p)); n++) {
		g_autofree char *fold = NULL;

		p = g_utf8_next_char(p);
		fold = fold_word(start, (gsize)(p - start));
		if (rights_words_find(words, fold) != 0)
			end = p;
	}
	return end;
}

static const char *
end_of_word(const RightsWords *words, const char *start)
{
	const char *p = end_of_known(words, start);

	if (p > start)
		return p;

	if (begins_address(start)) {
		while (*p != '\0' && !g_unichar_isspace(g_utf8_get_char(p)))
			p = g_utf8_next_char(p);
		return p;
	}
	while (*p != '\0' &&
		(is_word(g_utf8_get_char(p)) || is_invisible(g_utf8_get_char(p)) || joins(start, p)) &&
		!is_joint(start, p) && (p == start || end_of_known(words, p) == p))
		p = g_utf8_next_char(p);
	return p;
}

/* "١٥" and "１５" are 15. */
static gboolean
begins_with_digit(const char *word)
{
	return g_unichar_isdigit(g_utf8_get_char(word));
}

static char *
fold_number(const char *word)
{
	GString *out = g_string_new(NULL);

	for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		int value = g_unichar_digit_value(c);

		if (value >= 0)
			g_string_append_c(out, (char)('0' + value));
		else if (c == 0x2019)
			g_string_append_c(out, '\'');
		else
			g_string_append_unichar(out, g_unichar_tolower(c));
	}
	return g_string_free(out, FALSE);
}

/* "U.S." = "us", "don't" = "dont", "N O" = "no"; the points of a date or hour stay. */
static char *
fold_word(const char *start, gsize n)
{
	g_autofree char *word = g_strndup(start, n);
	gboolean ascii = g_str_is_ascii(word), digit = g_ascii_isdigit(word[0]);
	char *out;

	if (!ascii) {
		g_autofree char *folded = NULL;

		if (begins_with_digit(word))
			return fold_number(word);
		folded = cl_text_fold(word);
		out = folded;
		for (const char *p = folded; *p != '\0'; p++)
			if (*p != ' ')
				*out++ = *p;
		*out = '\0';
		return g_steal_pointer(&folded);
	}
	out = word;
	for (const char *p = word; *p != '\0'; p++)
		if (digit || begins_address(start) || strchr(".' -/", *p) == NULL)
			*out++ = g_ascii_tolower(*p);
	*out = '\0';
	return g_steal_pointer(&word);
}

static gboolean
is_caps(const char *start, const char *end)
{
	gboolean any = FALSE;

	for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_islower(c))
			return FALSE;
		any = any || g_unichar_isalpha(c);
	}
	return any;
}

guint
rights_words_find(const RightsWords *words, const char *fold)
{
	guint from = 0, to = words->n;

	while (from < to) {
		guint middle = from + (to - from) / 2;
		int order = strcmp(words->entries[middle].fold, fold);

		if (order == 0)
			return words->entries[middle].number;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return 0;
}

static void
add_token(Cutter *cutter, const char *start, const char *end, const char *fold)
{
	RightsTokens *out = cutter->out;
	RightsToken token = {.start = (guint)(start - out->text), .end = (guint)(end - out->text)};

	token.fold = g_string_chunk_insert_const(out->folds, fold);
	token.word = cutter->words == NULL ? 0 : rights_words_find(cutter->words, fold);
	token.before = out->tokens->len == 0 ? RIGHTS_BREAK_STOP : cutter->before;
	token.caps = is_caps(start, end);
	token.digit = begins_with_digit(start);
	g_array_append_val(out->tokens, token);
	cutter->before = RIGHTS_BREAK_NONE;
}

static void
take_word(Cutter *cutter)
{
	const char *text = cutter->out->text;
	const char *end = cutter->at >= cutter->spaced ? end_of_spaced(text, cutter->at) : cutter->spaced;
	g_autofree char *fold = NULL;

	cutter->spaced = end;
	end = end > cutter->at ? end_of_spaced_word(text, cutter->at)
			       : end_of_word(cutter->words, cutter->at);
	fold = fold_word(cutter->at, (gsize)(end - cutter->at));

	if (fold[0] == '\0')
		widen(cutter, RIGHTS_BREAK_SOFT);
	else
		add_token(cutter, cutter->at, end, fold);
	cutter->at = end;
}

RightsTokens *
rights_tokens_new(const char *text, const RightsWords *words)
{
	RightsTokens *out = g_new0(RightsTokens, 1);
	Cutter cutter = {out, words, text, text, RIGHTS_BREAK_NONE};

	out->text = text;
	out->n_bytes = strlen(text);
	out->tokens = g_array_new(FALSE, FALSE, sizeof(RightsToken));
	out->folds = g_string_chunk_new(256);
	while (*cutter.at != '\0') {
		gunichar c = g_utf8_get_char(cutter.at);

		if (out->tokens->len == RIGHTS_MAX_TOKENS) {
			add_token(&cutter, cutter.at, text + out->n_bytes, "…");
			break;
		}
		if (is_word(c) && !is_joint(text, cutter.at)) {
			take_word(&cutter);
			continue;
		}
		if (c == '&')
			add_token(&cutter, cutter.at, cutter.at + 1, "and");
		else
			separate(&cutter, c);
		cutter.at = g_utf8_next_char(cutter.at);
	}
	out->list_ends[0] = g_new0(guint, G_N_ELEMENTS(out->list_ends) * ((gsize)out->tokens->len + 1));
	for (gsize i = 1; i < G_N_ELEMENTS(out->list_ends); i++)
		out->list_ends[i] = out->list_ends[i - 1] + out->tokens->len + 1;
	return out;
}

void
rights_tokens_free(RightsTokens *tokens)
{
	g_free(tokens->list_ends[0]);
	g_array_unref(tokens->tokens);
	g_string_chunk_free(tokens->folds);
	g_free(tokens);
}
