/* SPDX-License-Identifier: MIT
 *
 * What stands around the names is taken off: labels ("Photo by"), years, a supplier's picture id,
 * ranks (reference §4.6 step 2). A label is no label where it is part of a known name.
 */
#include "private.h"

#include <cutline/time.h>
#include <string.h>

static gboolean
has_colon(const CreditParse *parse, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, i, &n);

	return memchr(gap, ':', n) != NULL || memchr(gap, '=', n) != NULL;
}

/* A dash behind the label and before a separator: "Photo by -/CCTV". */
static gboolean
names_nobody(const CreditParse *parse, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, i, &n);

	while (n > 0 && (*gap == ' ' || *gap == ':'))
		gap++, n--;
	return n > 1 && *gap == '-' && memchr(gap, '/', n) != NULL;
}

static gboolean
applies(const CreditParse *parse, const CreditLabel *label, guint from, guint to)
{
	guint rest = from + label->n_words;

	if (rest == to || has_colon(parse, rest) || label->when == CREDIT_LABEL_ALWAYS)
		return TRUE;
	return label->when == CREDIT_LABEL_NAME &&
	       (credit_known(parse, rest, to) != NULL ||
		       credit_looks(parse, rest, to) == CREDIT_LOOKS_PERSON ||
		       (rest + 1 == to && credit_is_upper(parse, rest, to) &&
			       credit_looks(parse, rest, to) == CREDIT_LOOKS_ORGANISATION));
}

/* The longest label that stands here and is one. */
static const CreditLabel *
match_label(const CreditParse *parse, guint from, guint to)
{
	g_autofree char *first = credit_text_key(&parse->text, from, from + 1);
	guint begin, end = credit_rules_labels(parse->rules, first, &begin);

	while (end-- > begin) {
		const CreditLabel *label = &parse->rules->labels[end];
		g_autofree char *key = NULL;

		if (from + label->n_words > to)
			continue;
		key = credit_text_key(&parse->text, from, from + label->n_words);
		if (strcmp(key, label->key) == 0 && applies(parse, label, from, to))
			return label;
	}
	return NULL;
}

guint
credit_label_words(const CreditParse *parse, guint from, guint to)
{
	const CreditLabel *label = match_label(parse, from, to);

	return label == NULL ? 0 : label->n_words;
}

gboolean
credit_is_label(const CreditParse *parse, guint from, guint to)
{
	return to > from && credit_label_words(parse, from, to) == to - from;
}

static void
take_roles(CreditParse *parse, CreditSegment *segment, guint roles)
{
	if (roles & CREDIT_ROLE_MANDATORY)
		parse->credit->flags |= CL_CREDIT_MANDATORY;
	if (roles & CREDIT_ROLE_FILE)
		parse->credit->flags |= CL_CREDIT_FILE;
	if (roles & CREDIT_ROLE_COURTESY) {
		parse->credit->flags |= CL_CREDIT_COURTESY;
		segment->courtesy = TRUE;
	}
	if (roles & CREDIT_ROLE_NOTHING)
		parse->has_copyright = TRUE;
	segment->roles |= roles & (CREDIT_ROLE_HANDOUT | CREDIT_ROLE_POOL | CREDIT_ROLE_UGC);
}

static gboolean
peel_label(CreditParse *parse, CreditSegment *segment)
{
	const CreditLabel *label = match_label(parse, segment->from, segment->to);

	if (label == NULL)
		return FALSE;
	take_roles(parse, segment, label->flags);
	segment->from += label->n_words;
	if (segment->from == segment->to) {
		gboolean nobody = names_nobody(parse, segment->to);

		segment->kind = nobody || segment->roles != 0 ? CREDIT_SEGMENT_ROLE
							      : CREDIT_SEGMENT_NOTHING;
		segment->roles |= nobody ? CREDIT_ROLE_ANONYMOUS : 0;
	}
	return TRUE;
}

/* 2019年 */
static gboolean
is_cjk_year(const char *key, gsize n)
{
	return n == 4 + strlen("年") && memcmp(key + 4, "年", n - 4) == 0;
}

/* 1826 to 2099: since there are photographs. */
guint
credit_year_at(const CreditParse *parse, guint i)
{
	const CreditWord *word = credit_text_word(&parse->text, i);
	const char *key = parse->text.keys + word->key;
	guint year = 0;

	if (word->key_end - word->key != 4 && !is_cjk_year(key, word->key_end - word->key))
		return 0;
	for (guint k = 0; k < 4; k++) {
		if (!g_ascii_isdigit(key[k]))
			return 0;
		year = year * 10 + (guint)(key[k] - '0');
	}
	return year >= 1826 && year < 2100 ? year : 0;
}

static gboolean
is_dashed(const CreditParse *parse, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, i, &n);

	return n > 0 && (*gap == '-' || (guchar)*gap == 0xe2);
}

/* "Jane Roe 2022", if the rules know her: "Expo City 2020" is nobody. */
static gboolean
is_person(const CreditParse *parse, guint from, guint to)
{
	g_autofree char *name = credit_text_slice(&parse->text, from, to);

	return to > from && cl_credit_rules_person(parse->rules, name) != NULL;
}

/* "2022 AFP", "2019-2022 AFP"; "AFP 2022" where AFP is known or copyright is written out. */
static gboolean
peel_year(CreditParse *parse, CreditSegment *segment)
{
	guint year = credit_year_at(parse, segment->from), last = segment->to - 1;

	if (year != 0) {
		segment->from++;
		if (segment->from < segment->to && is_dashed(parse, segment->from) &&
			credit_year_at(parse, segment->from) != 0)
			year = credit_year_at(parse, segment->from++);
	} else if ((year = credit_year_at(parse, last)) != 0 &&
		   (parse->has_copyright || credit_known(parse, segment->from, last) != NULL ||
			   is_person(parse, segment->from, last))) {
		segment->to--;
	} else {
		return FALSE;
	}
	parse->credit->year = MAX(parse->credit->year, year);
	if (segment->from >= segment->to)
		segment->kind = CREDIT_SEGMENT_NOTHING;
	return TRUE;
}

/* (16507315bs), UN0123456: seven to nine digits and up to three letters. */
static gboolean
is_picture_id(const CreditParse *parse, guint i)
{
	static const char letter[] = "abcdefghijklmnopqrstuvwxyz";
	g_autofree char *all = credit_text_key(&parse->text, i, i + 1);
	gsize before = strspn(all, letter);
	const char *key = all + (before <= 3 ? before : 0);
	gsize digits = strspn(key, "0123456789");
	gsize letters = strspn(key + digits, letter);

	return digits >= 7 && digits <= 9 && letters <= 3 && key[digits + letters] == '\0';
}

static gboolean
is_number(const CreditParse *parse, guint i)
{
	g_autofree char *key = credit_text_key(&parse->text, i, i + 1);

	return strspn(key, "0123456789") == strlen(key);
}

/* One word alone in its segment that is no name: (c), [0], #8523328, (16507315bs). */
static gboolean
peel_lone_word(CreditParse *parse, CreditSegment *segment)
{
	g_autofree char *key = NULL;

	if (segment->to - segment->from != 1)
		return FALSE;
	key = credit_text_key(&parse->text, segment->from, segment->to);
	if (strcmp(key, "c") == 0 && segment->separator == '(') {
		parse->has_copyright = TRUE;
	} else if (is_picture_id(parse, segment->from)) {
		if (parse->credit->supplier_id == NULL && segment->separator == '(')
			parse->credit->supplier_id =
				credit_text_slice(&parse->text, segment->from, segment->to);
	} else if (!is_number(parse, segment->from) ||
		   credit_known(parse, segment->from, segment->to) != NULL) {
		return FALSE;
	}
	segment->kind = CREDIT_SEGMENT_NOTHING;
	return TRUE;
}

/* (PTI11_25_2026_000034B): an id by which an agency's pictures are known. */
static gboolean
peel_supplier_id(CreditParse *parse, CreditSegment *segment)
{
	g_autofree char *slice = credit_text_slice(&parse->text, segment->from, segment->to);
	g_autoptr(ClSupplierId) id = NULL;

	if (segment->separator != '(' || strchr(slice, ' ') != NULL || strpbrk(slice, "0123456789") == NULL)
		return FALSE;
	id = cl_supplier_id_parse(parse->rules, NULL, NULL, slice);
	if (id == NULL)
		return FALSE;
	if (parse->credit->supplier_id == NULL)
		parse->credit->supplier_id = g_steal_pointer(&slice);
	segment->kind = CREDIT_SEGMENT_NOTHING;
	return TRUE;
}

/* "Kod 10070": whom an agency knows by a number. */
static gboolean
peel_code(const CreditParse *parse, CreditSegment *segment)
{
	static const char *const words[] = {"kod", "code", "kode", NULL};
	g_autofree char *word = NULL;

	if (segment->to - segment->from != 2 || !is_number(parse, segment->to - 1))
		return FALSE;
	word = credit_text_key(&parse->text, segment->from, segment->from + 1);
	if (!g_strv_contains(words, word))
		return FALSE;
	segment->kind = CREDIT_SEGMENT_NOTHING;
	return TRUE;
}

/* "12.mar.24", "12 March 2024" */
static gboolean
peel_date(const CreditParse *parse, CreditSegment *segment)
{
	g_autofree char *month = NULL;
	gsize n;

	if (segment->to - segment->from != 3 || !is_number(parse, segment->from) ||
		!is_number(parse, segment->to - 1))
		return FALSE;
	month = credit_text_key(&parse->text, segment->from + 1, segment->from + 2);
	if (cl_month_named(month, NULL) == 0 &&
		!(is_number(parse, segment->from + 1) &&
			strchr(".-", credit_text_gap(&parse->text, segment->from + 1, &n)[0]) != NULL))
		return FALSE;
	segment->kind = CREDIT_SEGMENT_NOTHING;
	return TRUE;
}

guint
credit_rank_words(const CreditParse *parse, guint from, guint to)
{
	guint n = MIN(parse->rules->max_rank_words, to - from - 1);

	for (; n > 0; n--) {
		g_autofree char *key = credit_text_key(&parse->text, from, from + n);

		if (credit_table_find(&parse->rules->ranks, key) != NULL)
			break;
	}
	return n;
}

static gboolean
peel_rank(const CreditParse *parse, CreditSegment *segment)
{
	guint n = credit_rank_words(parse, segment->from, segment->to);

	if (n == 0 || credit_looks(parse, segment->from + n, segment->to) != CREDIT_LOOKS_PERSON)
		return FALSE;
	segment->from += n;
	segment->ranked = TRUE;
	return TRUE;
}

/* "Image source, Getty Images": a comma makes a label of what else is an agency. */
static gboolean
names_field(const CreditParse *parse, const CreditSegment *segment)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, segment->to, &n);

	return segment->from == 0 && n > 0 && *gap == ',' && segment->to < parse->text.words->len &&
	       credit_is_label(parse, segment->from, segment->to);
}

static void
peel_segment(CreditParse *parse, CreditSegment *segment)
{
	while (segment->kind == CREDIT_SEGMENT_NEW && segment->from < segment->to) {
		if (!names_field(parse, segment) &&
			(credit_known(parse, segment->from, segment->to) != NULL ||
				credit_role(parse, segment->from, segment->to) != 0))
			return;
		if (!peel_lone_word(parse, segment) && !peel_supplier_id(parse, segment) &&
			!peel_code(parse, segment) &&
			!peel_date(parse, segment) &&
			!peel_label(parse, segment) &&
			!peel_year(parse, segment) && !peel_rank(parse, segment))
			return;
	}
}

void
credit_peel(CreditParse *parse)
{
	for (guint i = 0; i < parse->segments->len; i++)
		peel_segment(parse, parse->segments->pdata[i]);
}
