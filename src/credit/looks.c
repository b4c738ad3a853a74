/* SPDX-License-Identifier: MIT
 *
 * What a run of words looks like, whatever stands around it: a person's name, an organisation's, a sentence,
 * a desk's initials.
 */
#include "private.h"

#include <cutline/country.h>
#include <string.h>

#define MAX_NAME_WORDS 6U
#define MAX_WIDE_WORDS 3U /* of a name in a script that needs no blanks */
#define MAX_ACRONYM_LETTERS 5U
#define MAX_NAME_WORD_BYTES 60U
#define MAX_DESK_LETTERS 4U

const CreditAlias *
credit_known(const CreditParse *parse, guint from, guint to)
{
	g_autofree char *key = credit_text_key(&parse->text, from, to);

	return credit_rules_alias(parse->rules, key);
}

guint
credit_role(const CreditParse *parse, guint from, guint to)
{
	g_autofree char *key = credit_text_key(&parse->text, from, to);

	return credit_table_bits(&parse->rules->roles, key);
}

guint
credit_word_kind(const CreditParse *parse, guint i)
{
	g_autofree char *key = credit_text_key(&parse->text, i, i + 1);

	return credit_rules_word(parse->rules, key);
}

gboolean
credit_is_place(const CreditParse *parse, guint from, guint to)
{
	g_autofree char *name = credit_text_slice(&parse->text, from, to);

	return (credit_role(parse, from, to) & CREDIT_ROLE_PLACE) != 0 ||
	       (strlen(name) > 3 && cl_country_code(name) != NULL && credit_known(parse, from, to) == NULL);
}

typedef struct {
	guint letters, digits, upper, lower, unspaced;
	gboolean starts_lower;
} Shape;

static Shape
shape_of(const CreditParse *parse, guint i)
{
	const CreditWord *word = credit_text_word(&parse->text, i);
	const char *at = parse->text.clean + word->start, *end = parse->text.clean + word->end;
	Shape shape = {0};

	for (gboolean first = TRUE; at < end; at = g_utf8_next_char(at), first = FALSE) {
		gunichar c = g_utf8_get_char(at);

		shape.letters += g_unichar_isalpha(c);
		shape.digits += g_unichar_isdigit(c);
		shape.upper += g_unichar_isupper(c);
		shape.lower += g_unichar_islower(c);
		shape.unspaced += g_unichar_iswide(c);
		if (first) {
			shape.starts_lower = g_unichar_islower(c);
		}
	}
	return shape;
}

gboolean
credit_is_upper(const CreditParse *parse, guint from, guint to)
{
	for (guint i = from; i < to; i++)
		if (shape_of(parse, i).lower > 0)
			return FALSE;
	return TRUE;
}

static gboolean
gap_is(const CreditParse *parse, guint i, const char *wanted)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, i, &n);

	return n == strlen(wanted) && memcmp(gap, wanted, n) == 0;
}

/* "Akorda.kz", "www.riecks.com": joined by a full stop, with a short ending. */
static gboolean
is_address(const CreditParse *parse, guint from, guint to)
{
	if (to - from < 2 || !gap_is(parse, to - 1, "."))
		return FALSE;
	return shape_of(parse, to - 1).letters >= 2 && shape_of(parse, to - 1).lower >= 2 &&
	       shape_of(parse, to - 2).letters + shape_of(parse, to - 2).digits >= 2;
}

gboolean
credit_is_handle(const CreditParse *parse, guint from)
{
	guint32 start = credit_text_word(&parse->text, from)->start;

	return start > 0 && parse->text.clean[start - 1] == '@';
}

gboolean
credit_is_out(const CreditParse *parse, guint i)
{
	g_autofree char *key = credit_text_key(&parse->text, i, i + 1);

	return strcmp(key, "out") == 0 && shape_of(parse, i).upper == 3;
}

/* МВС, STScI: capitals that nobody can speak, or that begin a word beside small ones, are no name. */
static gboolean
is_acronym(const CreditParse *parse, guint i, gboolean alone)
{
	const CreditWord *word = credit_text_word(&parse->text, i);
	g_autofree char *key = credit_text_key(&parse->text, i, i + 1);
	const char *first = parse->text.clean + word->start;
	Shape shape = shape_of(parse, i);

	if (alone)
		return shape.lower > 0 && shape.upper >= 3 && g_unichar_isupper(g_utf8_get_char(first)) &&
		       g_unichar_isupper(g_utf8_get_char(g_utf8_next_char(first)));
	if (shape.upper != shape.letters || shape.letters < 3 || shape.letters > MAX_ACRONYM_LETTERS)
		return FALSE;
	for (const char *c = key; *c != '\0'; c = g_utf8_next_char(c))
		if (g_utf8_strchr("aeiouyаеиоуыэюяіїєөүұә", -1, g_utf8_get_char(c)) != NULL ||
			g_unichar_iswide(g_utf8_get_char(c)))
			return FALSE;
	return TRUE;
}

/* Symbols that stand in no name. */
static gboolean
has_odd_symbol(const CreditParse *parse, guint from, guint to)
{
	for (guint i = from + 1; i < to; i++) {
		gsize n;
		const char *gap = credit_text_gap(&parse->text, i, &n);

		for (gsize k = 0; k < n; k++)
			if (strchr("!?%$<>{}~^*:_=\"", gap[k]) != NULL)
				return TRUE;
	}
	return FALSE;
}

/* The second half of "Hun-jung", "Jean-Luc". */
static gboolean
is_hyphenated(const CreditParse *parse, guint i)
{
	gsize n;

	return credit_text_gap(&parse->text, i, &n)[0] == '-' && n == 1;
}

/* "Im Hun-jung", "In Gyo-jin": short words are family names before a given name with a hyphen. */
static gboolean
begins_hyphenated(const CreditParse *parse, guint from, guint to)
{
	return to - from == 3 && is_hyphenated(parse, from + 2) && shape_of(parse, from).upper == 1;
}

static gboolean
begins_large(const CreditParse *parse, guint i)
{
	return shape_of(parse, i).upper > 0 && !shape_of(parse, i).starts_lower;
}

/* "Alessandro della Valle", "Jean Des Roches"; "Con Chronis", "Piet Nel": words of a sentence that stand in
 * the names of people, too. An office's name has another word that tells. */
static gboolean
is_particle(const CreditParse *parse, guint from, guint i, guint to)
{
	static const char *const within[] = {"della", "dello", "delle", "degli", "des", NULL};
	static const char *const names[] = {"con", "nel", "bei", "des", NULL};
	g_autofree char *key = credit_text_key(&parse->text, i, i + 1);
	gboolean whole = begins_large(parse, from) && begins_large(parse, to - 1);

	if (to - from == 2)
		return whole && g_strv_contains(names, key);
	return whole && to - from == 3 && i == from + 1 && g_strv_contains(within, key) &&
	       (strcmp(key, "des") != 0 || begins_large(parse, i));
}

static gboolean
looks_like_organisation(const CreditParse *parse, guint from, guint to)
{
	guint weak = 0, function = 0, acronyms = 0;
	gboolean shouted = credit_is_upper(parse, from, to);

	if (is_address(parse, from, to))
		return TRUE;
	for (guint i = from; i < to; i++) {
		guint kind = credit_word_kind(parse, i);

		if ((kind & CREDIT_WORD_STRONG) || shape_of(parse, i).digits > 0 ||
			credit_is_out(parse, i) || (!shouted && is_acronym(parse, i, to - from == 1)))
			return TRUE;
		acronyms += is_acronym(parse, i, FALSE);
		weak += (kind & CREDIT_WORD_WEAK) != 0;
		function += (kind & CREDIT_WORD_FUNCTION) != 0 &&
			    (i > from || !begins_hyphenated(parse, from, to)) &&
			    !is_particle(parse, from, i, to);
	}
	/* "SBB CFF FFS" */
	if (acronyms > 1 && acronyms == to - from)
		return TRUE;
	return function > 0 || (weak > 0 && (to - from >= 3 || to - from == weak));
}

/* Words that begin small inside a name: "van", "de la", "bin"; single small words are particles. */
static gboolean
looks_like_person(const CreditParse *parse, guint from, guint to)
{
	guint lower = 0, wide = 0;
	gboolean upper = FALSE;

	if (to - from > MAX_NAME_WORDS || has_odd_symbol(parse, from, to) ||
		credit_is_and(&parse->text, from) || credit_is_and(&parse->text, to - 1))
		return FALSE;
	for (guint i = from; i < to; i++) {
		const CreditWord *word = credit_text_word(&parse->text, i);
		Shape shape = shape_of(parse, i);

		wide += shape.unspaced > 0;
		if (word->end - word->start > MAX_NAME_WORD_BYTES || shape.letters == 0 ||
			(shape.unspaced > 0 && shape.upper > 0) || wide > MAX_WIDE_WORDS)
			return FALSE;
		lower += shape.lower > 0 && shape.upper == 0 && word->end - word->start > 3 &&
			 (i == from || !is_hyphenated(parse, i)) && !is_particle(parse, from, i, to);
		upper |= shape.upper > 0;
	}
	return lower == 0 || (lower <= 3 && parse->has_known && !upper);
}

/* OpenAI, TopNews: capitals at the end, or a last part that says what it is. */
static gboolean
has_hump(const CreditParse *parse, guint i)
{
	const CreditWord *word = credit_text_word(&parse->text, i);
	const char *start = parse->text.clean + word->start, *end = parse->text.clean + word->end;
	const char *hump = NULL;
	g_autofree char *part = NULL, *key = NULL;

	for (const char *at = g_utf8_next_char(start); at < end; at = g_utf8_next_char(at))
		if (g_unichar_isupper(g_utf8_get_char(at)) &&
			g_unichar_islower(g_utf8_get_char(g_utf8_prev_char(at))))
			hump = at;
	if (hump == NULL)
		return FALSE;
	if (end - hump == 2 && g_unichar_isupper(g_utf8_get_char(g_utf8_next_char(hump))))
		return TRUE;
	part = g_strndup(hump, (gsize)(end - hump));
	key = cl_text_fold(part);
	return (credit_table_bits(&parse->rules->words, key) & CREDIT_WORD_STRONG) != 0;
}

/* "ICJ-CIJ", "MAE-USP": nothing but short capitals and hyphens. */
static gboolean
are_acronyms(const CreditParse *parse, guint from, guint to)
{
	for (guint i = from; i < to; i++) {
		Shape shape = shape_of(parse, i);

		if (shape.upper != shape.letters || shape.letters > MAX_ACRONYM_LETTERS - 1 ||
			shape.letters < 2 || (i > from && !is_hyphenated(parse, i)))
			return FALSE;
	}
	return TRUE;
}

gboolean
credit_is_unspaced(const CreditParse *parse, guint from, guint to)
{
	Shape shape;

	if (to != from + 1)
		return FALSE;
	shape = shape_of(parse, from);
	return shape.unspaced >= 2 && shape.unspaced == shape.letters;
}

CreditLooks
credit_looks(const CreditParse *parse, guint from, guint to)
{
	if (from >= to)
		return CREDIT_LOOKS_NOTHING;
	if (credit_is_handle(parse, from))
		return CREDIT_LOOKS_PERSON;
	if (looks_like_organisation(parse, from, to))
		return CREDIT_LOOKS_ORGANISATION;
	if (to - from == 1) {
		Shape shape = shape_of(parse, from);

		if ((shape.upper > 1 && shape.lower == 0 && shape.letters <= MAX_ACRONYM_LETTERS) ||
			has_hump(parse, from) || (credit_word_kind(parse, from) & CREDIT_WORD_ISSUER))
			return CREDIT_LOOKS_ORGANISATION;
		return CREDIT_LOOKS_SINGLE;
	}
	if (are_acronyms(parse, from, to))
		return CREDIT_LOOKS_ORGANISATION;
	return looks_like_person(parse, from, to) ? CREDIT_LOOKS_PERSON : CREDIT_LOOKS_ORGANISATION;
}

/* "REUTERS/Jane Roe. JGW": who sent it, behind the end of the credit. */
gboolean
credit_is_signed(const CreditParse *parse, guint i)
{
	Shape shape = shape_of(parse, i);

	return i >= 2 && i + 1 == parse->text.words->len && gap_is(parse, i, ". ") &&
	       shape_of(parse, i - 1).letters > MAX_DESK_LETTERS - 1 && shape.upper == shape.letters &&
	       shape.letters >= 2 && shape.letters <= MAX_DESK_LETTERS;
}

/* "ANTARA FOTO/Jane Roe/wsj.": the same in small letters with a full stop at the end. */
gboolean
credit_is_initials(const CreditParse *parse, const CreditSegment *segment)
{
	const CreditAlias *alias = credit_known(parse, segment->from, segment->to);
	Shape shape = shape_of(parse, segment->from);
	gsize n;

	return segment->to == segment->from + 1 && segment->to == parse->text.words->len &&
	       ((segment->separator == '/' && shape.upper == 0 && shape.lower >= 2 &&
			shape.lower <= MAX_DESK_LETTERS &&
			credit_text_gap(&parse->text, segment->to, &n)[0] == '.') ||
		       credit_is_signed(parse, segment->from)) &&
	       (alias == NULL || !cl_organisation_delivers(alias->organisation->kind));
}

/* Small words that carry meaning, as a sentence has them and no name: a caption in the wrong field. */
gboolean
credit_is_sentence(const CreditParse *parse, const CreditSegment *segment)
{
	guint small = 0;

	for (guint i = segment->from; i < segment->to; i++)
		small += shape_of(parse, i).starts_lower && (credit_word_kind(parse, i) == 0) &&
			 shape_of(parse, i).letters > 3;
	return small >= 3;
}

/* "Food styling: Aya Nishimura": somebody who did something else. */
gboolean
credit_is_labelled(const CreditParse *parse, const CreditSegment *segment)
{
	for (guint k = segment->from + 1; k < segment->to; k++)
		if (gap_is(parse, k, ": "))
			return TRUE;
	return FALSE;
}
