/* SPDX-License-Identifier: MIT
 *
 * What a segment is: a role, a known organisation, what looks like an organisation, a person, or
 * one word that could be either (reference §4.6 step 5). Where the words do not say, the place in
 * the chain decides, and where that does not say either, nobody is named.
 */
#include "private.h"

#include <cutline/country.h>
#include <string.h>

#define MAX_NAME_WORDS 6U
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

	return credit_table_bits(&parse->rules->words, key);
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
looks_like_organisation(const CreditParse *parse, guint from, guint to)
{
	guint weak = 0, function = 0;
	gboolean shouted = credit_is_upper(parse, from, to);

	if (is_address(parse, from, to))
		return TRUE;
	for (guint i = from; i < to; i++) {
		guint kind = credit_word_kind(parse, i);

		if ((kind & CREDIT_WORD_STRONG) || shape_of(parse, i).digits > 0 ||
			credit_is_out(parse, i) || (!shouted && is_acronym(parse, i, to - from == 1)))
			return TRUE;
		weak += (kind & CREDIT_WORD_WEAK) != 0;
		function += (kind & CREDIT_WORD_FUNCTION) != 0 &&
			    (i > from || !begins_hyphenated(parse, from, to));
	}
	return function > 0 || (weak > 0 && (to - from >= 3 || to - from == weak));
}

/* Words that begin small inside a name: "van", "de la", "bin"; single small words are particles. */
static gboolean
looks_like_person(const CreditParse *parse, guint from, guint to)
{
	guint lower = 0;

	if (to - from > MAX_NAME_WORDS || has_odd_symbol(parse, from, to) ||
		credit_is_and(&parse->text, from) || credit_is_and(&parse->text, to - 1))
		return FALSE;
	for (guint i = from; i < to; i++) {
		const CreditWord *word = credit_text_word(&parse->text, i);
		Shape shape = shape_of(parse, i);

		if (word->end - word->start > MAX_NAME_WORD_BYTES || shape.letters == 0)
			return FALSE;
		lower += shape.lower > 0 && shape.upper == 0 && word->end - word->start > 3 &&
			 (i == from || !is_hyphenated(parse, i));
	}
	return lower == 0 || (lower <= 3 && parse->has_known && lower == to - from);
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

		if (shape.upper > 1 && shape.lower == 0 && shape.letters <= MAX_ACRONYM_LETTERS)
			return CREDIT_LOOKS_ORGANISATION;
		return CREDIT_LOOKS_SINGLE;
	}
	return looks_like_person(parse, from, to) ? CREDIT_LOOKS_PERSON : CREDIT_LOOKS_ORGANISATION;
}

void
credit_segment_span(
	const CreditParse *parse, const CreditSegment *segment, guint32 *start, guint32 *end)
{
	*start = *end = 0;
	if (segment->from >= segment->to)
		return;
	*start = parse->text.raw[credit_text_word(&parse->text, segment->from)->start];
	*end = parse->text.raw[credit_text_word(&parse->text, segment->to - 1)->end];
}

static void
become_organisation(CreditSegment *segment, const ClOrganisation *organisation)
{
	segment->kind = CREDIT_SEGMENT_ORGANISATION;
	segment->organisation = organisation;
	segment->name = g_strdup(organisation->name);
}

static void
become(CreditParse *parse, CreditSegment *segment, CreditSegmentKind kind)
{
	segment->kind = kind;
	segment->name = credit_text_slice(&parse->text, segment->from, segment->to);
}

static void
complain(CreditParse *parse, const CreditSegment *segment, const char *code, const char *format,
	const char *argument)
{
	guint32 start, end;
	g_autofree char *slice = credit_text_slice(&parse->text, segment->from, segment->to);
	g_autofree char *message = g_strconcat("\"", slice, "\" ", format, argument, NULL);

	credit_segment_span(parse, segment, &start, &end);
	credit_find(parse->credit, code, start, end, "%s", message);
}

void
credit_left_out(CreditParse *parse, const CreditSegment *segment)
{
	complain(parse, segment, CL_FINDING_CREDIT_RESIDUE, "is left out", "");
}

/* RETUERS; and what IIM cut off at 32 bytes. */
static gboolean
recognise_damaged(CreditParse *parse, CreditSegment *segment)
{
	g_autofree char *key = credit_text_key(&parse->text, segment->from, segment->to);
	const CreditAlias *alias = credit_rules_misspelt(parse->rules, key);
	gboolean last = segment->to == parse->text.words->len;

	if (alias != NULL && !cl_organisation_delivers(alias->organisation->kind))
		alias = NULL; /* "Express", "Prensa Presidencia": words that others are named by, too */
	if (alias != NULL) {
		complain(parse, segment, CL_FINDING_CREDIT_SPELLING, "is taken as ",
			alias->organisation->name);
	} else if (parse->cut && last && strlen(key) >= 12) {
		alias = credit_rules_completed(parse->rules, key);
		if (alias != NULL)
			complain(parse, segment, CL_FINDING_CREDIT_TRUNCATED,
				"is cut off; it is taken as ", alias->organisation->name);
	}
	if (alias == NULL)
		return FALSE;
	become_organisation(segment, alias->organisation);
	return TRUE;
}

static gboolean
recognise_licence(CreditParse *parse, CreditSegment *segment)
{
	for (guint to = segment->to; to > segment->from; to--) {
		g_autofree char *key = credit_text_key(&parse->text, segment->from, to);
		const CreditEntry *licence = credit_table_find(&parse->rules->licences, key);
		const char *name = licence == NULL ? NULL : licence->of;
		g_autofree char *rest = NULL;

		if (name == NULL)
			continue;
		rest = credit_text_slice(&parse->text, to, segment->to);
		if (rest[strspn(rest, "0123456789.")] != '\0')
			return FALSE;
		segment->kind = CREDIT_SEGMENT_LICENCE;
		g_free(parse->credit->licence);
		parse->credit->licence =
			rest[0] == '\0' ? g_strdup(name) : g_strdup_printf("%s %s", name, rest);
		return TRUE;
	}
	return FALSE;
}

/* "ANTARA FOTO/Jane Roe/wsj.": who sent it, in small letters with a full stop at the end. */
static gboolean
is_initials_of_desk(const CreditParse *parse, const CreditSegment *segment)
{
	const CreditAlias *alias = credit_known(parse, segment->from, segment->to);
	Shape shape = shape_of(parse, segment->from);
	gsize n;

	return segment->to == segment->from + 1 && segment->to == parse->text.words->len &&
	       segment->separator == '/' && shape.upper == 0 && shape.lower >= 2 &&
	       shape.lower <= MAX_DESK_LETTERS && credit_text_gap(&parse->text, segment->to, &n)[0] == '.' &&
	       (alias == NULL || !cl_organisation_delivers(alias->organisation->kind));
}

static gboolean
is_country(const CreditParse *parse, const CreditSegment *segment)
{
	g_autofree char *name = NULL;

	if (credit_known(parse, segment->from, segment->to) != NULL)
		return FALSE;
	name = credit_text_slice(&parse->text, segment->from, segment->to);
	return strlen(name) > 3 && cl_country_code(name) != NULL;
}

/* What the words alone say. */
static void
recognise(CreditParse *parse, CreditSegment *segment)
{
	const CreditAlias *alias;
	guint roles;

	if (segment->kind != CREDIT_SEGMENT_NEW)
		return;
	if (segment->from >= segment->to) {
		segment->kind = segment->roles != 0 ? CREDIT_SEGMENT_ROLE : CREDIT_SEGMENT_NOTHING;
		return;
	}
	roles = credit_role(parse, segment->from, segment->to);
	if ((roles & CREDIT_ROLE_PLACE) || is_initials_of_desk(parse, segment) ||
		is_country(parse, segment)) {
		segment->kind = CREDIT_SEGMENT_NOTHING;
		credit_left_out(parse, segment);
		return;
	}
	if (roles != 0) {
		segment->roles |= roles & ~(guint)CREDIT_ROLE_JOINS;
		segment->kind = (roles & CREDIT_ROLE_NOTHING) ? CREDIT_SEGMENT_NOTHING
							      : CREDIT_SEGMENT_ROLE;
		return;
	}
	alias = credit_known(parse, segment->from, segment->to);
	if (segment->pool_operator &&
		(alias != NULL ? cl_organisation_delivers(alias->organisation->kind)
			       : credit_looks(parse, segment->from, segment->to) ==
					 CREDIT_LOOKS_PERSON))
		segment->pool_operator = FALSE;
	if (segment->pool_operator)
		return; /* named as the credit names it */
	if (alias != NULL)
		become_organisation(segment, alias->organisation);
	else if (!recognise_licence(parse, segment))
		recognise_damaged(parse, segment);
}

static gboolean
has_organisation_before(const CreditParse *parse, guint i)
{
	while (i-- > 0)
		if (((CreditSegment *)parse->segments->pdata[i])->kind == CREDIT_SEGMENT_ORGANISATION)
			return TRUE;
	return FALSE;
}

/* Within the same credit: see several.c. */
static gboolean
follows_person(const CreditParse *parse, guint i)
{
	while (i-- > 0) {
		const CreditSegment *segment = parse->segments->pdata[i];

		if (segment->kind == CREDIT_SEGMENT_PERSON)
			return TRUE;
		if (credit_begins_another(segment, segment->separator) && has_organisation_before(parse, i))
			return FALSE;
	}
	return FALSE;
}

static gboolean
leads(const CreditSegment *segment)
{
	return segment->organisation != NULL && segment->organisation->leads;
}

static gboolean
is_organisation(const CreditSegment *segment)
{
	return segment->kind == CREDIT_SEGMENT_ORGANISATION ||
	       segment->kind == CREDIT_SEGMENT_UNKNOWN_ORGANISATION;
}

/* "WANA (West Asia News Agency)", "Jane Roe (@jane)": what explains a name is none of its own. */
static gboolean
explains(const CreditParse *parse, guint i, CreditLooks looks)
{
	const CreditSegment *segment = parse->segments->pdata[i];
	const CreditSegment *before = i == 0 ? NULL : parse->segments->pdata[i - 1];

	if (segment->separator != '(' || before == NULL)
		return FALSE;
	return credit_is_handle(parse, segment->from) ? before->kind == CREDIT_SEGMENT_PERSON
						      : is_organisation(before) &&
								looks != CREDIT_LOOKS_PERSON;
}

/* Small words that carry meaning, as a sentence has them and no name: a caption in the wrong field. */
static gboolean
is_sentence(const CreditParse *parse, const CreditSegment *segment)
{
	guint small = 0;

	for (guint i = segment->from; i < segment->to; i++)
		small += shape_of(parse, i).starts_lower && (credit_word_kind(parse, i) == 0) &&
			 shape_of(parse, i).letters > 3;
	return small >= 3;
}

static gboolean
is_silent(const CreditSegment *segment)
{
	return segment->kind == CREDIT_SEGMENT_NOTHING || segment->kind == CREDIT_SEGMENT_ROLE ||
	       segment->kind == CREDIT_SEGMENT_LICENCE || segment->pool_operator ||
	       (segment->organisation != NULL &&
		       segment->organisation->kind == CL_ORGANISATION_PLATFORM);
}

/* "via Reuters/Jonas Weber": the agency's own signature, behind its name. */
static gboolean
signs_for(const CreditParse *parse, guint i)
{
	guint before = i;

	while (before > 0) {
		const CreditSegment *segment = parse->segments->pdata[--before];

		if (!is_silent(segment))
			return segment->kind == CREDIT_SEGMENT_ORGANISATION && segment->group > 0 &&
			       segment->organisation->kind == CL_ORGANISATION_WIRE &&
			       !follows_person(parse, i);
	}
	return FALSE;
}

/* After "A/B": persons stand side by side with "and", commas or a slash between blanks; behind a
 * plain slash the next part is who A works for. Right of "via" nobody is a photographer. */
static void
place_name(CreditParse *parse, CreditSegment *segment, guint i, gboolean single)
{
	gboolean after_person = follows_person(parse, i);
	gboolean person;

	if (single)
		person = parse->has_known && !after_person && segment->group == 0;
	else
		person =
			(segment->group == 0 || segment->separator == ',' || signs_for(parse, i)) &&
			!(after_person && (segment->separator == '/' || segment->separator == '|' ||
						  segment->separator == '-'));
	if (credit_is_handle(parse, segment->from) || (segment->courtesy && !single))
		person = !after_person;
	become(parse, segment,
		person ? CREDIT_SEGMENT_PERSON : CREDIT_SEGMENT_UNKNOWN_ORGANISATION);
	if (single && (person || !after_person))
		complain(parse, segment, CL_FINDING_CREDIT_SINGLE_NAME, "is one word: taken as ",
			person ? "the photographer" : "an organisation");
}

static gboolean
same_words(const CreditParse *parse, const CreditSegment *a, const CreditSegment *b)
{
	g_autofree char *one = credit_text_key(&parse->text, a->from, a->to);
	g_autofree char *other = credit_text_key(&parse->text, b->from, b->to);

	return strcmp(one, other) == 0;
}

/* "picture alliance / Flashpic | Jens Krick": behind an agency that writes itself first and before a stroke
 * stands a collection, and wherever else it stands it is no person either. */
static gboolean
is_collection(const CreditParse *parse, guint i)
{
	const CreditSegment *segment = parse->segments->pdata[i];
	const CreditSegment *next = i + 1 < parse->segments->len ? parse->segments->pdata[i + 1] : NULL;

	for (guint k = 0; k < i; k++) {
		const CreditSegment *before = parse->segments->pdata[k];

		if (before->kind == CREDIT_SEGMENT_UNKNOWN_ORGANISATION && same_words(parse, before, segment))
			return TRUE;
	}
	return next != NULL && next->separator == '|' && next->kind == CREDIT_SEGMENT_NEW && i > 0 &&
	       leads(parse->segments->pdata[0]);
}

static void
place(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];
	CreditLooks looks;

	if (segment->kind != CREDIT_SEGMENT_NEW)
		return;
	looks = credit_looks(parse, segment->from, segment->to);
	if (explains(parse, i, looks) || is_sentence(parse, segment)) {
		segment->kind = CREDIT_SEGMENT_NOTHING;
		credit_left_out(parse, segment);
		return;
	}
	if (looks == CREDIT_LOOKS_ORGANISATION || segment->pool_operator || is_collection(parse, i))
		become(parse, segment, CREDIT_SEGMENT_UNKNOWN_ORGANISATION);
	else
		place_name(parse, segment, i, looks == CREDIT_LOOKS_SINGLE);
	if (segment->kind == CREDIT_SEGMENT_UNKNOWN_ORGANISATION && looks != CREDIT_LOOKS_SINGLE)
		complain(parse, segment, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION, "is in no rule",
			"");
}

void
credit_classify(CreditParse *parse)
{
	for (guint i = 0; i < parse->segments->len; i++) {
		CreditSegment *segment = parse->segments->pdata[i];

		recognise(parse, segment);
		parse->has_known |= segment->kind == CREDIT_SEGMENT_ORGANISATION;
	}
	for (guint i = 0; i < parse->segments->len; i++)
		place(parse, i);
}
