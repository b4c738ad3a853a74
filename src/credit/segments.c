/* SPDX-License-Identifier: MIT
 *
 * Words → segments: where one name of a chain ends and the next begins, and where "via" stands
 * (reference §4.6 step 3, 4). Only what stands between the words counts here, not what they mean.
 */
#include "private.h"

#include <string.h>

CreditSegment *
credit_segment_new(guint from, guint to, guint group, char separator)
{
	CreditSegment *segment = g_new0(CreditSegment, 1);

	segment->from = from;
	segment->to = to;
	segment->group = group;
	segment->separator = separator;
	return segment;
}

void
credit_segment_insert(CreditParse *parse, guint i, CreditSegment *part)
{
	g_ptr_array_insert(parse->segments, (int)i + 1, part);
}

/* Two blanks around a dash make it a separator; without, it is part of a name. */
typedef struct {
	char separator;     /* 0 = none */
	gboolean anonymous; /* a dash alone between two separators: "-/CCTV" */
} Gap;

static gboolean
is_dash(gunichar c)
{
	return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2012;
}

static char
hard_separator(gunichar c)
{
	switch (c) {
	case '/':
	case '|':
	case '#':
	case ',':
	case ';':
	case '(':
	case ')':
		return (char)c;
	case '[':
		return '(';
	case ']':
		return ')';
	case 0x2022:
	case 0x00b7:
	case '=':
		return ',';
	case 0x00a9:
	case 0x24d2:
	case 0x24b8:
	case 0x2117:
		return '(';
	}
	return 0;
}

/* `open`: no word of a segment stands before the gap; `last`: no word stands behind it. */
static Gap
read_gap(const char *at, gsize n, gboolean open, gboolean last)
{
	Gap gap = {0};
	const char *end = at + n;
	gboolean blank = n > 0 && *at == ' ', dash = FALSE, piece = open, lone = FALSE;
	gboolean spaced = blank;

	for (; at < end; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		char hard = hard_separator(c);

		if (hard != 0) {
			gap.anonymous |= piece && lone && hard != ')';
			if (gap.separator == 0 || gap.separator == ')')
				gap.separator = hard;
			piece = TRUE;
			lone = FALSE;
		} else if (is_dash(c)) {
			dash |= blank;
			lone = TRUE;
		} else if (c == ' ') {
			blank = TRUE;
		}
	}
	gap.anonymous |= piece && lone && last;
	if (gap.separator == '/' && spaced && n > 1 && end[-1] == ' ')
		gap.separator = 's';
	if (gap.separator == 0 && dash && !open)
		gap.separator = '-';
	return gap;
}

static gboolean
gap_has(const CreditText *text, guint i, char wanted)
{
	gsize n;
	const char *gap = credit_text_gap(text, i, &n);

	return memchr(gap, wanted, n) != NULL;
}

static gboolean
key_is(const CreditText *text, guint i, const char *wanted)
{
	const CreditWord *word = credit_text_word(text, i);
	gsize n = word->key_end - word->key;

	return n == strlen(wanted) && memcmp(text->keys + word->key, wanted, n) == 0;
}

/* "via X"; "on Unsplash", "from Pexels": words of captions as well, so only before a place for pictures. */
static gboolean
is_via(const CreditParse *parse, guint i)
{
	static const char *const words[] = {"on", "from", "auf", "sur", "en", "su", NULL};
	g_autofree char *key = credit_text_key(&parse->text, i, i + 1);
	const CreditAlias *alias;

	if (strcmp(key, "via") == 0)
		return TRUE;
	if (i == 0 || !g_strv_contains(words, key))
		return FALSE;
	for (guint to = i + 2; to <= MIN(i + 3, parse->text.words->len); to++) {
		gsize n;
		const char *gap = credit_text_gap(&parse->text, to, &n);

		alias = to == parse->text.words->len || read_gap(gap, n, FALSE, FALSE).separator != 0
				? credit_known(parse, i + 1, to)
				: NULL;
		if (alias != NULL && (alias->organisation->kind == CL_ORGANISATION_STOCK ||
					     alias->organisation->kind == CL_ORGANISATION_PLATFORM))
			return TRUE;
	}
	return FALSE;
}

#define MAX_ROLE_WORDS 4U

static gboolean
role_begins(const CreditParse *parse, guint i)
{
	for (guint n = 2; n <= MAX_ROLE_WORDS && i + n <= parse->text.words->len; n++)
		if (credit_role(parse, i, i + n) != 0)
			return TRUE;
	return FALSE;
}

/* A sentence ends: "AFP. All rights reserved"; but not "D. Smith", "Staff Sgt. Doe". */
static gboolean
ends_sentence(const CreditParse *parse, guint from, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, i, &n);
	const CreditWord *word = credit_text_word(&parse->text, i - 1);

	if (n < 2 || gap[0] != '.' || gap[1] != ' ')
		return FALSE;
	/* "Mikelle'D. Smith": an initial. */
	if (word->end - word->start > 2 && parse->text.clean[word->end - 2] == '\'')
		return FALSE;
	return word->key_end - word->key >= 6 || credit_known(parse, from, i) != NULL ||
	       role_begins(parse, i) || credit_is_signed(parse, i);
}

/* ": " is a separator before an address, and after an organisation. */
static gboolean
is_colon_separator(const CreditParse *parse, guint from, guint i)
{
	if (!gap_has(&parse->text, i, ':') || i == from || credit_is_label(parse, from, i))
		return FALSE;
	return key_is(&parse->text, i, "www") || key_is(&parse->text, i, "http") ||
	       key_is(&parse->text, i, "https") ||
	       credit_known(parse, from + credit_label_words(parse, from, i), i) != NULL;
}

static void
add(CreditParse *parse, guint from, guint to, guint group, char separator, gboolean anonymous)
{
	if (parse->segments->len >= CREDIT_MAX_SEGMENTS)
		return;
	if (anonymous) {
		CreditSegment *role = credit_segment_new(from, from, group, separator);

		role->kind = CREDIT_SEGMENT_ROLE;
		role->roles = CREDIT_ROLE_ANONYMOUS;
		g_ptr_array_add(parse->segments, role);
	}
	if (from < to)
		g_ptr_array_add(parse->segments, credit_segment_new(from, to, group, separator));
}

/* The words of an address after its host: "www.example.com/pictures/7" names only the host. */
static guint
skip_path(const CreditParse *parse, guint i)
{
	const CreditText *text = &parse->text;
	gsize n;

	/* "www.gov.kz/Handout" is what we print ourselves. */
	while (i < text->words->len && credit_role(parse, i, i + 1) == 0 &&
		credit_known(parse, i, i + 1) == NULL) {
		const char *gap = credit_text_gap(text, i, &n);

		if (memchr(gap, ' ', n) != NULL || memchr(gap, '|', n) != NULL ||
			memchr(gap, ')', n) != NULL)
			break;
		i++;
	}
	return i;
}

static gboolean
begins_address(const CreditText *text, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(text, i + 1, &n);

	if (i + 1 >= text->words->len)
		return FALSE;
	if (key_is(text, i, "http") || key_is(text, i, "https"))
		return n >= 3 && memcmp(gap, "://", 3) == 0;
	return key_is(text, i, "www") && n == 1 && gap[0] == '.';
}

/* One address from word `i`: its host as a segment; the word after it. */
static guint
add_address(CreditParse *parse, guint i, guint group, char separator)
{
	const CreditText *text = &parse->text;
	guint from = i, to;

	if (!key_is(text, i, "www"))
		from++;
	for (to = from + 1; to < text->words->len; to++) {
		gsize n;
		const char *gap = credit_text_gap(text, to, &n);

		if (n != 1 || (*gap != '.' && *gap != '-'))
			break;
	}
	if (to > from + 1 && credit_known(parse, from + 1, to) != NULL)
		from++;
	add(parse, from, to, group, separator, FALSE);
	return skip_path(parse, to);
}

void
credit_make_segments(CreditParse *parse)
{
	const CreditText *text = &parse->text;
	guint from = 0, group = 0, n_words = text->words->len;
	char separator = 0;
	gboolean anonymous = FALSE;

	for (guint i = 0; i <= n_words; i++) {
		gsize n;
		const char *at = credit_text_gap(text, i, &n);
		Gap gap = read_gap(at, n, i == from, i == n_words);

		if (i > from && i < n_words && gap.separator == 0 &&
			(is_colon_separator(parse, from, i) || ends_sentence(parse, from, i)))
			gap.separator = ',';
		if (gap.separator != 0 || i == n_words) {
			add(parse, from, i, group, separator, anonymous);
			anonymous = gap.anonymous;
			separator = gap.separator;
			from = i;
		}
		if (i == n_words)
			break;
		if (is_via(parse, i)) {
			add(parse, from, i, group, separator, anonymous);
			anonymous = FALSE;
			group++;
			separator = 'v';
			from = i + 1;
		} else if (begins_address(text, i)) {
			add(parse, from, i, group, separator, anonymous);
			from = add_address(parse, i, group, separator == 0 ? ',' : separator);
			separator = ',';
			if (from + 1 < n_words && credit_is_and(text, from)) {
				separator = 'a';
				from++;
			}
			anonymous = FALSE;
			i = from - 1;
		}
	}
	if (anonymous)
		add(parse, n_words, n_words, group, separator, TRUE);
}
