/* SPDX-License-Identifier: MIT
 *
 * Classified segments → who took it, who provides it, who delivered it, on what ground (reference
 * §4.6 steps 6 to 9). Where a chain can be read in two ways, it is left as received.
 */
#include "private.h"

#include <string.h>

static gboolean
is_photographer(const CreditParse *parse, const CreditSegment *segment)
{
	g_autofree char *identity = cl_name_identity(parse->rules, segment->name);

	for (guint i = 0; i < parse->credit->photographers->len; i++) {
		const ClCreditName *name = parse->credit->photographers->pdata[i];
		g_autofree char *same = cl_name_identity(parse->rules, name->name);

		if (strcmp(same, identity) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
add_photographer(CreditParse *parse, const CreditSegment *segment)
{
	const ClPerson *person = cl_credit_rules_person(parse->rules, segment->name);
	g_autofree char *name = cl_name_display(parse->rules, segment->name);
	guint32 start, end;

	if (is_photographer(parse, segment))
		return;
	credit_segment_span(parse, segment, &start, &end);
	g_ptr_array_add(parse->credit->photographers,
		credit_name_new(name, person == NULL ? NULL : person->id, start, end));
	if (person != NULL)
		credit_add_rule(parse->credit, "person", person->id);
}

static void
take_roles(CreditParse *parse, guint roles, guint *seen)
{
	*seen |= roles;
	if (roles & CREDIT_ROLE_FILE)
		parse->credit->flags |= CL_CREDIT_FILE;
	if (roles & CREDIT_ROLE_ANONYMOUS)
		parse->credit->flags |= CL_CREDIT_ANONYMOUS;
	if (roles & CREDIT_ROLE_COURTESY)
		parse->credit->flags |= CL_CREDIT_COURTESY;
	if (roles & CREDIT_ROLE_MANDATORY)
		parse->credit->flags |= CL_CREDIT_MANDATORY;
}

static void
note_organisation(CreditParse *parse, const CreditSegment *segment)
{
	const ClOrganisation *organisation = segment->organisation;
	guint32 start, end;

	if (organisation == NULL)
		return;
	credit_add_rule(parse->credit, "organisation", organisation->id);
	credit_segment_span(parse, segment, &start, &end);
	if (organisation->state_media &&
		!credit_has_finding(parse->credit, CL_FINDING_CREDIT_STATE_MEDIA))
		credit_find(parse->credit, CL_FINDING_CREDIT_STATE_MEDIA, start, end,
			"%s is state media", organisation->name);
	if (organisation->finding != NULL &&
		!credit_has_finding(parse->credit, organisation->finding))
		credit_find(parse->credit, organisation->finding, start, end, "%s",
			cl_finding_text(organisation->finding));
}

/* Persons, platforms, pools and clients leave the chain; what remains are its organisations. */
static GPtrArray *
collect(CreditParse *parse, guint *roles)
{
	GPtrArray *chain = g_ptr_array_new();

	for (guint i = 0; i < parse->segments->len; i++) {
		CreditSegment *segment = parse->segments->pdata[i];
		ClCredit *credit = parse->credit;

		take_roles(parse, segment->roles, roles);
		note_organisation(parse, segment);
		if (segment->client != NULL && credit->client == NULL)
			credit->client = g_strdup(segment->client);
		if (segment->kind == CREDIT_SEGMENT_PERSON) {
			add_photographer(parse, segment);
		} else if (segment->pool_operator && segment->name != NULL) {
			if (credit->pool_operator == NULL)
				credit->pool_operator = g_strdup(segment->name);
		} else if (segment->organisation != NULL &&
			   segment->organisation->kind == CL_ORGANISATION_PLATFORM) {
			if (credit->platform == NULL)
				credit->platform = g_strdup(segment->name);
		} else if (segment->name != NULL) {
			if (segment->supplied && credit->client == NULL)
				credit->client = g_strdup(segment->name);
			g_ptr_array_add(chain, segment);
		}
	}
	return chain;
}

/* "Dave Roe/Dave Roe/Getty Images": his firm, or he again. */
static void
drop_photographers(const CreditParse *parse, GPtrArray *chain)
{
	for (guint i = 0; i < chain->len;) {
		const CreditSegment *segment = chain->pdata[i];

		if (segment->organisation == NULL && is_photographer(parse, segment))
			g_ptr_array_remove_index(chain, i);
		else
			i++;
	}
}

static gboolean
same_name(const CreditSegment *a, const CreditSegment *b)
{
	return g_strcmp0(a->name, b->name) == 0;
}

/* "REUTERS/SANA/Handout via Reuters": the agency's own signature in front says nothing new. */
static void
drop_family(GPtrArray *chain)
{
	const CreditSegment *last = chain->len == 0 ? NULL : chain->pdata[chain->len - 1];

	/* "KCNA VIA KNS" is one agency under two names. */
	if (chain->len > 2 && same_name(last, chain->pdata[chain->len - 2])) {
		g_ptr_array_remove_index(chain, chain->len - 1);
		return;
	}
	if (last == NULL || last->group == 0 || last->organisation == NULL || chain->len < 3)
		return;
	for (guint i = 0; i + 1 < chain->len && chain->len > 2;) {
		const CreditSegment *other = chain->pdata[i];

		if (other->group == 0 && other->organisation != NULL &&
			strcmp(other->organisation->family, last->organisation->family) == 0)
			g_ptr_array_remove_index(chain, i);
		else
			i++;
	}
	/* "REUTERS/Syria TV via Reuters TV" has three; two are left, and the first of them provides. */
}

static void
drop_repeated(GPtrArray *chain)
{
	for (guint i = 0; i < chain->len; i++)
		for (guint k = i + 1; k < chain->len;) {
			if (same_name(chain->pdata[i], chain->pdata[k]))
				g_ptr_array_remove_index(chain, k);
			else
				k++;
		}
}

/* "No 10 Downing Street / Crown copyright": only alone is it anybody. */
static void
drop_notices(GPtrArray *chain)
{
	for (guint i = 0; i < chain->len && chain->len > 1;) {
		const CreditSegment *segment = chain->pdata[i];

		if (segment->organisation != NULL && segment->organisation->notice)
			g_ptr_array_remove_index(chain, i);
		else
			i++;
	}
}

static gboolean
delivers(const CreditSegment *segment)
{
	return segment->organisation != NULL && !segment->organisation->source &&
	       cl_organisation_delivers(segment->organisation->kind);
}

static gboolean
is_hub(const CreditSegment *segment)
{
	return segment->organisation != NULL && segment->organisation->hub;
}

static void
move_last(CreditParse *parse, GPtrArray *chain, guint i, guint before, const char *rule)
{
	CreditSegment *segment = g_ptr_array_steal_index(chain, i);

	g_ptr_array_insert(chain, (int)before - 1, segment);
	credit_add_rule(parse->credit, "grammar", rule);
}

/* Does the chain's first organisation stand before everything else? */
static gboolean
begins_with(const CreditParse *parse, const CreditSegment *first)
{
	for (guint i = 0; i < parse->segments->len; i++) {
		const CreditSegment *segment = parse->segments->pdata[i];

		if (segment == first)
			return TRUE;
		if (segment->kind != CREDIT_SEGMENT_NOTHING)
			return FALSE;
	}
	return FALSE;
}

static gboolean
person_between(const CreditParse *parse, const CreditSegment *a, const CreditSegment *b)
{
	gboolean inside = FALSE;

	for (guint i = 0; i < parse->segments->len; i++) {
		const CreditSegment *segment = parse->segments->pdata[i];

		if (segment == b)
			return FALSE;
		if (inside && (segment->kind == CREDIT_SEGMENT_PERSON ||
				      segment->kind == CREDIT_SEGMENT_ROLE))
			return TRUE;
		inside |= segment == a;
	}
	return FALSE;
}

/* "AFP PHOTO / X": an agency signs what it delivers. */
static gboolean
is_signature(const CreditParse *parse, const CreditSegment *segment)
{
	guint end = segment->to;
	g_autofree char *last = NULL;
	gsize n = 0;

	if (!delivers(segment) || end == 0)
		return FALSE;
	/* The word may have been peeled off. */
	if (end < parse->text.words->len && credit_text_gap(&parse->text, end, &n)[0] == ' ' && n == 1)
		end++;
	last = credit_text_key(&parse->text, end - 1, end);
	return strcmp(last, "photo") == 0;
}

/* Organisations left of "via", or all where there is none: n of them, in the order in which the
 * picture went. FALSE: it can be read in two ways. */
static gboolean
order_chain(CreditParse *parse, GPtrArray *chain, guint n, gboolean has_via)
{
	const CreditSegment *first = n == 0 ? NULL : chain->pdata[0];
	const CreditSegment *last = n == 0 ? NULL : chain->pdata[n - 1];

	if (n < 2)
		return TRUE;
	if (((first->organisation != NULL && first->organisation->leads) ||
		    (is_signature(parse, first) && !person_between(parse, first, chain->pdata[1]))) &&
		begins_with(parse, first)) {
		move_last(parse, chain, 0, n, "leads");
		return TRUE;
	}
	if (has_via)
		return TRUE;
	if (delivers(first) && begins_with(parse, first) && !(is_hub(last) && !is_hub(first)) &&
		(!delivers(chain->pdata[1]) || person_between(parse, first, chain->pdata[1]))) {
		move_last(parse, chain, 0, n, "agency-first");
		return TRUE;
	}
	if (delivers(last))
		return TRUE;
	if (delivers(first)) {
		move_last(parse, chain, 0, n, "supplier-last");
		return TRUE;
	}
	for (guint i = 1; i + 1 < n; i++)
		if (delivers(chain->pdata[i]))
			return FALSE;
	return TRUE;
}

static ClCreditName *
name_of(const CreditParse *parse, const CreditSegment *segment)
{
	guint32 start, end;

	credit_segment_span(parse, segment, &start, &end);
	return credit_name_new(segment->name,
		segment->organisation == NULL ? NULL : segment->organisation->id, start, end);
}

static void
say_ambiguous(CreditParse *parse, const char *why)
{
	guint32 end = parse->text.raw[parse->text.n_clean];

	credit_find(parse->credit, CL_FINDING_CREDIT_AMBIGUOUS, 0, end, "%s", why);
}

static void
take_chain(CreditParse *parse, GPtrArray *chain)
{
	guint n_left = 0, i = 0;

	if (credit_is_several(parse)) {
		say_ambiguous(parse, "the line holds several credits: who took what is not clear");
		return;
	}
	drop_photographers(parse, chain);
	drop_family(chain);
	drop_repeated(chain);
	drop_notices(chain);
	while (n_left < chain->len && ((CreditSegment *)chain->pdata[n_left])->group == 0)
		n_left++;
	if (!order_chain(parse, chain, n_left, n_left < chain->len)) {
		say_ambiguous(parse,
			"an agency stands between others: who provides and who delivers is not clear");
		return;
	}
	if (n_left < chain->len)
		credit_add_rule(parse->credit, "grammar", "via");
	if (n_left > 0)
		parse->credit->provider = name_of(parse, chain->pdata[i++]);
	for (; i < chain->len; i++)
		g_ptr_array_add(parse->credit->distributors, name_of(parse, chain->pdata[i]));
}

static gboolean
has_agency(const CreditParse *parse, const GPtrArray *chain)
{
	for (guint i = 0; i < chain->len; i++) {
		const CreditSegment *segment = chain->pdata[i];

		if (segment->organisation != NULL &&
			cl_organisation_is_agency(segment->organisation->kind))
			return TRUE;
	}
	return FALSE;
}

static ClCreditKind
kind_of(const CreditParse *parse, const GPtrArray *chain, guint roles)
{
	const ClCredit *credit = parse->credit;

	if (credit->licence != NULL)
		return g_str_has_prefix(credit->licence, "CC ") ? CL_CREDIT_CC
								: CL_CREDIT_PUBLIC_DOMAIN;
	if (roles & CREDIT_ROLE_HANDOUT)
		return CL_CREDIT_HANDOUT;
	if ((roles & CREDIT_ROLE_UGC) || credit->platform != NULL)
		return CL_CREDIT_UGC;
	if ((roles & CREDIT_ROLE_POOL) || credit->pool_operator != NULL)
		return CL_CREDIT_POOL;
	if (credit->client != NULL)
		return CL_CREDIT_COMMISSIONED;
	if (credit->flags & CL_CREDIT_COURTESY)
		return CL_CREDIT_THIRD_PARTY;
	if (chain->len == 0)
		return credit->photographers->len > 0 ? CL_CREDIT_INDIVIDUAL
						      : CL_CREDIT_THIRD_PARTY;
	return has_agency(parse, chain) ? CL_CREDIT_AGENCY : CL_CREDIT_THIRD_PARTY;
}

static gboolean
says_nothing(const ClCredit *credit)
{
	return credit->photographers->len == 0 && credit->provider == NULL &&
	       credit->distributors->len == 0 && credit->platform == NULL;
}

static void
read_all(CreditParse *parse)
{
	g_autoptr(GPtrArray) chain = NULL;
	guint roles = 0, whole;

	/* "n/a": what says that there is nobody is not taken apart. */
	whole = credit_role(parse, 0, parse->text.words->len);
	if (whole & CREDIT_ROLE_ANONYMOUS) {
		parse->credit->flags |= CL_CREDIT_ANONYMOUS;
		parse->credit->flags |= (whole & CREDIT_ROLE_COURTESY) != 0 ? CL_CREDIT_COURTESY : 0;
		parse->credit->kind = CL_CREDIT_THIRD_PARTY;
		return;
	}
	credit_make_segments(parse);
	if (parse->segments->len >= CREDIT_MAX_SEGMENTS)
		return;
	credit_peel(parse);
	credit_split(parse);
	credit_peel(parse);
	credit_classify(parse);
	chain = collect(parse, &roles);
	take_chain(parse, chain);
	parse->credit->kind = kind_of(parse, chain, roles);
}

static void
segment_free(CreditSegment *segment)
{
	g_free(segment->name);
	g_free(segment->client);
	g_free(segment);
}

static ClCredit *
parse_once(const ClCreditRules *rules, const char *text)
{
	CreditParse parse = {.rules = rules};
	gsize n_raw = strlen(text);

	parse.credit = credit_new(text);
	credit_text_without_notes(&parse.text, rules, text, parse.credit);
	parse.segments = g_ptr_array_new_with_free_func((GDestroyNotify)segment_free);
	parse.cut = n_raw == 31 || n_raw == 32;
	if (parse.text.n_clean <= CREDIT_MAX_TEXT_BYTES)
		read_all(&parse);
	if (says_nothing(parse.credit) && (parse.text.n_clean > 0 || parse.credit->findings->len > 0))
		credit_find(parse.credit, CL_FINDING_CREDIT_UNPARSED, 0, (guint32)n_raw,
			"nobody is recognised; it is printed as received");
	parse.credit->canonical = cl_credit_render(rules, parse.credit, CL_CREDIT_STYLE_HOUSE);
	g_ptr_array_unref(parse.segments);
	credit_text_clear(&parse.text);
	return parse.credit;
}

static const char *
last_name(const GPtrArray *names)
{
	return names->len > 0 ? ((const ClCreditName *)names->pdata[names->len - 1])->name : NULL;
}

/* Would whoever reads what is printed name the same people and who delivered it? */
static gboolean
reads_back(const ClCreditRules *rules, const ClCredit *credit)
{
	g_autoptr(ClCredit) again = parse_once(rules, credit->canonical);

	return strcmp(again->canonical, credit->canonical) == 0 &&
	       credit_names_equal(again->photographers, credit->photographers) &&
	       g_strcmp0(last_name(again->distributors), last_name(credit->distributors)) == 0;
}

ClCredit *
cl_credit_parse(const ClCreditRules *rules, const char *text)
{
	ClCredit *credit = parse_once(rules, text);

	/* A text that is demanded is printed as it is, however it reads. */
	if (credit->mandatory_text != NULL || strcmp(credit->canonical, text) == 0 ||
		reads_back(rules, credit))
		return credit;
	credit_find(credit, CL_FINDING_CREDIT_AMBIGUOUS, 0, (guint32)strlen(text),
		"what would be printed would be read otherwise; it is printed as received");
	g_free(credit->canonical);
	credit->canonical = cl_credit_render(rules, credit, CL_CREDIT_STYLE_HOUSE);
	return credit;
}
