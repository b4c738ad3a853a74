/* SPDX-License-Identifier: MIT
 *
 * What a segment is: a role, a known organisation, what looks like an organisation, a person, or
 * one word that could be either (reference §4.6 step 5). Where the words do not say, the place in
 * the chain decides, and where that does not say either, nobody is named.
 */
#include "private.h"

#include <string.h>

#define MIN_CUT 12U /* bytes of what is left of a name */
#define MIN_CUT_BEHIND_VIA 7U

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
	/* Behind "via" stands an agency, of which less is enough: "via Reuters Con". */
	gsize enough = segment->group > 0 ? MIN_CUT_BEHIND_VIA : MIN_CUT;

	if (alias != NULL && !cl_organisation_delivers(alias->organisation->kind))
		alias = NULL; /* "Express", "Prensa Presidencia": words that others are named by, too */
	if (alias != NULL) {
		complain(parse, segment, CL_FINDING_CREDIT_SPELLING, "is taken as ",
			alias->organisation->name);
	} else if (parse->cut && last && strlen(key) >= enough) {
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

/* What the words alone say. */
static void
recognise(CreditParse *parse, CreditSegment *segment)
{
	const CreditAlias *alias;
	gboolean place;
	guint roles;

	if (segment->kind != CREDIT_SEGMENT_NEW)
		return;
	if (segment->from >= segment->to) {
		segment->kind = segment->roles != 0 ? CREDIT_SEGMENT_ROLE : CREDIT_SEGMENT_NOTHING;
		return;
	}
	roles = credit_role(parse, segment->from, segment->to);
	place = credit_is_place(parse, segment->from, segment->to);
	if (!segment->pool_operator && (place || credit_is_initials(parse, segment))) {
		segment->kind = CREDIT_SEGMENT_NOTHING;
		credit_left_out(parse, segment);
		return;
	}
	if ((roles & ~(guint)CREDIT_ROLE_PLACE) != 0) {
		segment->roles |= roles & ~(guint)CREDIT_ROLE_JOINS;
		segment->kind = (roles & CREDIT_ROLE_NOTHING) ? CREDIT_SEGMENT_NOTHING
							      : CREDIT_SEGMENT_ROLE;
		return;
	}
	alias = credit_known(parse, segment->from, segment->to);
	if (segment->pool_operator &&
		(alias != NULL ? cl_organisation_delivers(alias->organisation->kind)
			       : !place && credit_looks(parse, segment->from, segment->to) ==
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
		person = (parse->has_agency || (parse->has_known && !has_organisation_before(parse, i))) &&
			 !after_person && segment->group == 0;
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

/* Martin Bureau: a rule knows him, whatever his name looks like. */
static gboolean
is_known_person(const CreditParse *parse, const CreditSegment *segment)
{
	g_autofree char *name = NULL;

	if (segment->to < segment->from + 2)
		return FALSE;
	name = credit_text_slice(&parse->text, segment->from, segment->to);
	return cl_credit_rules_person(parse->rules, name) != NULL;
}

static void
place(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];
	CreditLooks looks;

	if (segment->kind != CREDIT_SEGMENT_NEW)
		return;
	looks = is_known_person(parse, segment) ? CREDIT_LOOKS_PERSON
						: credit_looks(parse, segment->from, segment->to);
	if (explains(parse, i, looks) || credit_is_sentence(parse, segment) ||
		(parse->has_known && i > 0 && credit_is_labelled(parse, segment))) {
		segment->kind = CREDIT_SEGMENT_NOTHING;
		credit_left_out(parse, segment);
		return;
	}
	if (looks == CREDIT_LOOKS_ORGANISATION || segment->pool_operator || is_collection(parse, i))
		become(parse, segment, CREDIT_SEGMENT_UNKNOWN_ORGANISATION);
	else
		place_name(parse, segment, i, looks == CREDIT_LOOKS_SINGLE);
	if (segment->kind == CREDIT_SEGMENT_UNKNOWN_ORGANISATION &&
		(looks != CREDIT_LOOKS_SINGLE || follows_person(parse, i)))
		complain(parse, segment, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION, "is in no rule",
			"");
}

/* Beside an agency, a paper or a platform one word is who took it; NASA/JPL/Caltech are all offices. */
static gboolean
names_photographers(const ClOrganisation *organisation)
{
	return organisation->kind != CL_ORGANISATION_GOVERNMENT &&
	       organisation->kind != CL_ORGANISATION_ORGANISATION;
}

void
credit_classify(CreditParse *parse)
{
	for (guint i = 0; i < parse->segments->len; i++) {
		CreditSegment *segment = parse->segments->pdata[i];

		recognise(parse, segment);
		parse->has_known |= segment->kind == CREDIT_SEGMENT_ORGANISATION;
		parse->has_agency |= segment->kind == CREDIT_SEGMENT_ORGANISATION &&
				     names_photographers(segment->organisation);
	}
	for (guint i = 0; i < parse->segments->len; i++)
		place(parse, i);
}
