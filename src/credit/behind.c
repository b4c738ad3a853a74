/* SPDX-License-Identifier: MIT
 *
 * What stands behind a person's name and is none of it: "Jr.", letters after the name (MBE, PhD, FRPS),
 * the service or corps that a picture was taken for (RN, RLC). Surnames are short and in capitals, too
 * ("Marie MBE / AFP"), so letters count only where something else shows that the name is over.
 */
#include "private.h"

#include <string.h>

#define MAX_LETTER_WORDS 3U /* Ph.D. is two, M.B.E. three */

/* The key of words, those joined by a full stop as one: "Ph.D." is "phd". */
static char *
dotless_key(const CreditParse *parse, guint from, guint to)
{
	g_autoptr(GString) key = g_string_new(NULL);

	for (guint i = from; i < to; i++) {
		g_autofree char *word = credit_text_key(&parse->text, i, i + 1);
		gsize n;

		if (i > from && (credit_text_gap(&parse->text, i, &n)[0] != '.' || n > 1))
			g_string_append_c(key, ' ');
		g_string_append(key, word);
	}
	return g_string_free(g_steal_pointer(&key), FALSE);
}

/* The longest post-nominal that ends at word `to` and begins behind `from`: its words, or 0. */
static guint
letters_before(const CreditParse *parse, guint from, guint to, const CreditEntry **found)
{
	for (guint n = MIN(MAX_LETTER_WORDS, to - from); n > 0; n--) {
		g_autofree char *key = dotless_key(parse, to - n, to);

		*found = credit_table_find(&parse->rules->post_nominals, key);
		if (*found != NULL)
			return n;
	}
	return 0;
}

/* Where the name ends: before all its letters. */
static guint
name_end(const CreditParse *parse, guint from, guint to)
{
	const CreditEntry *unused;

	for (guint n; to > from && (n = letters_before(parse, from, to, &unused)) > 0;)
		to -= n;
	return to;
}

static const ClOrganisation *
named_by(const CreditParse *parse, const CreditEntry *letters)
{
	const CreditEntry *entry =
		letters->of == NULL ? NULL : credit_table_find(&parse->rules->by_id, letters->of);

	return entry == NULL ? NULL : entry->of;
}

static void
become(CreditSegment *segment, const ClOrganisation *organisation)
{
	segment->kind = organisation == NULL ? CREDIT_SEGMENT_NOTHING : CREDIT_SEGMENT_ORGANISATION;
	segment->organisation = organisation;
	segment->name = organisation == NULL ? NULL : g_strdup(organisation->name);
}

static gboolean
is_name(const CreditParse *parse, guint from, guint to)
{
	return to > from && credit_looks(parse, from, to) == CREDIT_LOOKS_PERSON &&
	       credit_known(parse, from, to) == NULL;
}

/* MBE, PhD, FRPS; not "Mbe" and "Ra", which are names. */
static gboolean
is_lettered(const CreditParse *parse, guint from, guint to)
{
	g_autofree char *slice = credit_text_slice(&parse->text, from, to);
	guint n = 0;

	for (const char *at = slice; *at != '\0'; at = g_utf8_next_char(at))
		n += g_unichar_isupper(g_utf8_get_char(at));
	return n >= 2;
}

/* Two letters that can be spoken may be a surname: RA, RE. */
static gboolean
is_speakable(const CreditEntry *letters)
{
	return strlen(letters->key) <= 2 && strpbrk(letters->key, "aeiouy") != NULL;
}

/* A rank before the name or the same organisation behind it tells whatever the capitals; else the
 * name must be a whole one in small letters. */
static gboolean
is_over(const CreditParse *parse, guint i, guint end, const CreditEntry *letters)
{
	const CreditSegment *segment = parse->segments->pdata[i];
	const CreditSegment *next = i + 1 < parse->segments->len ? parse->segments->pdata[i + 1] : NULL;
	const CreditAlias *behind = next == NULL ? NULL : credit_known(parse, next->from, next->to);
	const ClOrganisation *service = named_by(parse, letters);

	if (service != NULL &&
		(segment->ranked || credit_rank_words(parse, segment->from, end) > 0 ||
			(behind != NULL && behind->organisation == service)))
		return TRUE;
	return !credit_is_upper(parse, segment->from, end) && !is_speakable(letters);
}

/* "Anna Ruiz MBE", "Cpl Tim Weber RLC": the last of the letters. */
gboolean
credit_split_behind(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];
	const CreditEntry *letters;
	guint n = letters_before(parse, segment->from, segment->to, &letters);
	guint end = name_end(parse, segment->from, segment->to);

	if (n == 0 || end == segment->from ||
		!(is_name(parse, segment->from, end) || (segment->ranked && end == segment->from + 1)) ||
		!is_lettered(parse, segment->to - n, segment->to) || !is_over(parse, i, end, letters))
		return FALSE;
	become(credit_cut(parse, i, segment->to - n, segment->to - n, ' '), named_by(parse, letters));
	return TRUE;
}

/* "John Smith, Jr./AP": the comma separates nobody. */
static gboolean
join_suffix(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];
	CreditSegment *next = parse->segments->pdata[i + 1];

	if (next->separator != ',' || next->from >= next->to ||
		!(credit_word_kind(parse, next->from) & CREDIT_WORD_SUFFIX) ||
		credit_known(parse, segment->from, segment->to) != NULL)
		return FALSE;
	segment->to++;
	next->from++;
	if (next->from < next->to && credit_is_and(&parse->text, next->from))
		next->from++;
	if (next->from == next->to)
		g_ptr_array_remove_index(parse->segments, i + 1);
	return TRUE;
}

/* "Jane Roe, MBE, PhD/PA", "Jane Roe (RN)": letters that stand alone say nothing of an agency. */
static void
drop_letters(CreditParse *parse, guint i)
{
	const CreditSegment *segment = parse->segments->pdata[i];

	if (!is_name(parse, segment->from, name_end(parse, segment->from, segment->to)))
		return;
	for (guint k = i + 1; k < parse->segments->len; k++) {
		CreditSegment *next = parse->segments->pdata[k];
		const CreditEntry *letters;

		if (next->kind != CREDIT_SEGMENT_NEW || next->from >= next->to ||
			(next->separator != ',' && next->separator != '(') ||
			name_end(parse, next->from, next->to) != next->from)
			return;
		letters_before(parse, next->from, next->to, &letters);
		become(next, named_by(parse, letters));
	}
}

void
credit_join_behind(CreditParse *parse)
{
	for (guint i = 0; i + 1 < parse->segments->len; i++) {
		const CreditSegment *segment = parse->segments->pdata[i];
		const CreditSegment *next = parse->segments->pdata[i + 1];

		if (segment->kind != CREDIT_SEGMENT_NEW || next->kind != CREDIT_SEGMENT_NEW ||
			segment->to != next->from)
			continue;
		if (!join_suffix(parse, i))
			drop_letters(parse, i);
	}
}
