/* SPDX-License-Identifier: MIT
 *
 * One credit from all that a photo says of its origin: credit line, by-line, source, copyright and
 * the end of the caption are witnesses (reference §4.6 step 10). What one leaves open another may
 * say; where two name different people, both are kept and the contradiction is said.
 */
#include "private.h"

#include <string.h>

static gboolean
has_people(const ClCredit *credit)
{
	return credit != NULL && credit->photographers->len > 0;
}

static gboolean
names_nobody(const ClCredit *credit)
{
	return credit->photographers->len == 0 && credit->provider == NULL &&
	       credit->distributors->len == 0 && credit->platform == NULL;
}

static ClCreditName *
copy_name(const ClCreditName *name)
{
	return credit_name_new(name->name, name->id, 0, 0);
}

static void
copy_people(ClCredit *into, const ClCredit *from)
{
	g_ptr_array_set_size(into->photographers, 0);
	for (guint i = 0; i < from->photographers->len; i++)
		g_ptr_array_add(into->photographers, copy_name(from->photographers->pdata[i]));
}

static gboolean
names_person(const ClCreditRules *rules, const ClCredit *credit, const ClCreditName *name)
{
	g_autofree char *wanted = cl_name_identity(rules, name->name);

	for (guint i = 0; i < credit->photographers->len; i++) {
		g_autofree char *other = cl_name_identity(
			rules, ((ClCreditName *)credit->photographers->pdata[i])->name);

		if (strcmp(wanted, other) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
share_a_person(const ClCreditRules *rules, const ClCredit *a, const ClCredit *b)
{
	for (guint i = 0; i < a->photographers->len; i++)
		if (names_person(rules, b, a->photographers->pdata[i]))
			return TRUE;
	return FALSE;
}

static const ClOrganisation *
organisation_of(const ClCreditRules *rules, const ClCreditName *name)
{
	return name == NULL || name->id == NULL ? NULL
						: cl_credit_rules_organisation(rules, name->id);
}

/* The only organisation of a credit, or NULL. */
static const ClOrganisation *
only_organisation(const ClCreditRules *rules, const ClCredit *credit)
{
	if (credit->distributors->len > 0)
		return NULL;
	return organisation_of(rules, credit->provider);
}

static gboolean
same_family(const ClOrganisation *a, const ClOrganisation *b)
{
	return a != NULL && b != NULL && strcmp(a->family, b->family) == 0;
}

static void
add_distributor(ClCredit *credit, const ClOrganisation *organisation)
{
	g_ptr_array_add(
		credit->distributors, credit_name_new(organisation->name, organisation->id, 0, 0));
}

/* The provider of a credit becomes its distributor, and another one provides. */
static void
put_provider(ClCredit *credit, const ClOrganisation *organisation, const char *rule)
{
	g_ptr_array_insert(credit->distributors, 0, credit->provider);
	credit->provider = credit_name_new(organisation->name, organisation->id, 0, 0);
	credit_add_rule(credit, "organisation", organisation->id);
	credit_add_rule(credit, "grammar", rule);
}

/* --- by-lines ------------------------------------------------------------------------------ */
static void
conflict(ClCredit *credit, const char *one, const char *other, const char *where)
{
	credit_find(credit, CL_FINDING_CREDIT_CONFLICT, 0, (guint32)strlen(credit->raw),
		"the credit says \"%s\", the %s says \"%s\"", one, where, other);
}

/* "Sven Simon" and by-line "Jane Roe": two names, and the words do not say which is an agency. */
static void
keep_both(ClCredit *credit, const ClCredit *byline)
{
	credit->provider = copy_name(credit->photographers->pdata[0]);
	g_clear_pointer(&credit->provider->id, g_free);
	copy_people(credit, byline);
	credit->kind = CL_CREDIT_THIRD_PARTY;
}

static void
join_people(const ClCreditRules *rules, ClCredit *credit, const ClCredit *other, const char *where)
{
	g_autofree char *one = NULL, *two = NULL;

	if (!has_people(other))
		return;
	if (!has_people(credit)) {
		copy_people(credit, other);
		if (credit->kind == CL_CREDIT_THIRD_PARTY && credit->provider == NULL &&
			credit->distributors->len == 0)
			credit->kind = CL_CREDIT_INDIVIDUAL;
		return;
	}
	if (share_a_person(rules, credit, other)) {
		/* A by-line may name more of them than fit into a credit. */
		if (other->photographers->len > credit->photographers->len)
			copy_people(credit, other);
		return;
	}
	one = credit_render_people(credit);
	two = credit_render_people(other);
	conflict(credit, one, two, where);
	if (credit->kind == CL_CREDIT_INDIVIDUAL && credit->photographers->len == 1 &&
		strcmp(where, "by-line") == 0)
		keep_both(credit, other);
}

static void
join_kind(ClCredit *credit, const ClCredit *other)
{
	credit->flags |=
		other->flags & (CL_CREDIT_ANONYMOUS | CL_CREDIT_FILE | CL_CREDIT_MANDATORY);
	if (other->kind != CL_CREDIT_HANDOUT && other->kind != CL_CREDIT_UGC &&
		other->kind != CL_CREDIT_POOL)
		return;
	if (credit->kind == CL_CREDIT_AGENCY || credit->kind == CL_CREDIT_THIRD_PARTY ||
		credit->kind == CL_CREDIT_INDIVIDUAL)
		credit->kind = other->kind;
	if (credit->pool_operator == NULL)
		credit->pool_operator = g_strdup(other->pool_operator);
}

/* "SANA" or "REUTERS TV" in the by-line: who provided what the agency delivers. */
static void
join_byline_organisation(const ClCreditRules *rules, ClCredit *credit, const ClCredit *byline)
{
	const ClOrganisation *own = only_organisation(rules, credit);
	const ClOrganisation *other = only_organisation(rules, byline);

	if (own != NULL && other != NULL && !has_people(byline) && !same_family(own, other) &&
		cl_organisation_delivers(own->kind))
		put_provider(credit, other, "byline-provider");
}

static void
join_bylines(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *witnesses)
{
	g_autoptr(ClCredit) all = credit_new("");

	for (guint i = 0; witnesses->bylines != NULL && witnesses->bylines[i] != NULL; i++) {
		g_autoptr(ClCredit) one = cl_credit_parse(rules, witnesses->bylines[i]);

		join_kind(credit, one);
		if (i == 0)
			join_byline_organisation(rules, credit, one);
		for (guint k = 0; k < one->photographers->len; k++)
			if (!names_person(rules, all, one->photographers->pdata[k]))
				g_ptr_array_add(all->photographers,
					copy_name(one->photographers->pdata[k]));
	}
	join_people(rules, credit, all, "by-line");
	if (witnesses->byline_title != NULL) {
		g_autoptr(ClCredit) title = cl_credit_parse(rules, witnesses->byline_title);

		title->flags &= ~(guint)CL_CREDIT_ANONYMOUS;
		join_kind(credit, title);
	}
}

/* --- agencies that disagree ------------------------------------------------------------------ */

static gboolean
belong_together(const ClOrganisation *a, const ClOrganisation *b)
{
	return same_family(a, b) || g_strcmp0(a->parent, b->id) == 0 || g_strcmp0(b->parent, a->id) == 0;
}

/* Does the chain hold this organisation, one of its house, or its owner? */
static gboolean
holds_house_of(const ClCreditRules *rules, const ClCredit *credit, const ClOrganisation *organisation)
{
	const ClOrganisation *own = organisation_of(rules, credit->provider);

	if (own != NULL && belong_together(own, organisation))
		return TRUE;
	for (guint i = 0; i < credit->distributors->len; i++) {
		own = organisation_of(rules, credit->distributors->pdata[i]);
		if (own != NULL && belong_together(own, organisation))
			return TRUE;
	}
	return FALSE;
}

/* A witness names an agency that nothing of the credit's chain has to do with. */
static void
compare_agencies(
	const ClCreditRules *rules, ClCredit *credit, const ClCredit *witness, const char *where)
{
	const ClOrganisation *named = organisation_of(rules, cl_credit_deliverer(witness));
	const ClCreditName *own = cl_credit_deliverer(credit);

	if (named != NULL && cl_organisation_is_agency(named->kind) && own != NULL && own->id != NULL &&
		!holds_house_of(rules, credit, named))
		conflict(credit, own->name, named->name, where);
}

/* --- source and copyright -------------------------------------------------------------------- */
/* "Wire", "FR159526 AP", "X90045": codes of the agency's own. */
static gboolean
is_house_code(const char *text)
{
	g_autofree char *key = cl_text_fold(text);
	const char *at = key;

	if (strcmp(key, "wire") == 0 || strcmp(key, "pool") == 0)
		return TRUE;
	if (g_str_has_prefix(at, "fr"))
		at += 2;
	else if (at[0] == 'x')
		at += 1;
	else
		return FALSE;
	return g_ascii_isdigit(at[0]) && strspn(at, "0123456789") >= 5;
}

/* One more organisation, beside the only one that the credit names. */
static void
join_organisation(
	const ClCreditRules *rules, ClCredit *credit, const ClCredit *other, const char *rule)
{
	const ClOrganisation *own = only_organisation(rules, credit);
	const ClOrganisation *more = only_organisation(rules, other);

	if (more == NULL || same_family(own, more) || credit->distributors->len > 0)
		return;
	if (credit->provider == NULL) {
		credit->provider = copy_name(other->provider);
		credit_add_rule(credit, "organisation", more->id);
		if (credit->kind == CL_CREDIT_THIRD_PARTY || credit->kind == CL_CREDIT_INDIVIDUAL)
			credit->kind = other->kind == CL_CREDIT_INDIVIDUAL ? CL_CREDIT_AGENCY
									   : other->kind;
	} else if (cl_organisation_delivers(more->kind) &&
		   (own == NULL || !cl_organisation_delivers(own->kind) ||
			   (more->hub && !own->hub))) {
		add_distributor(credit, more);
		credit_add_rule(credit, "organisation", more->id);
		credit_add_rule(credit, "grammar", rule);
		if (credit->kind == CL_CREDIT_THIRD_PARTY)
			credit->kind = CL_CREDIT_AGENCY;
	} else if (own != NULL && cl_organisation_delivers(own->kind)) {
		put_provider(credit, more, rule);
	}
}

static void
join_source(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *witnesses)
{
	g_autoptr(ClCredit) source = NULL;

	if (cl_text_is_blank(witnesses->source) || is_house_code(witnesses->source))
		return;
	source = cl_credit_parse(rules, witnesses->source);
	join_kind(credit, source);
	join_organisation(rules, credit, source, "source");
	compare_agencies(rules, credit, source, "source");
}

static void
join_copyright(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *witnesses)
{
	g_autoptr(ClCredit) copyright = NULL;

	if (cl_text_is_blank(witnesses->copyright))
		return;
	copyright = cl_credit_parse(rules, witnesses->copyright);
	if (credit->year == 0)
		credit->year = copyright->year;
	/* It is often a photographer's name, or stale: it fills what is empty and contradicts nobody. */
	if (!has_people(credit) && has_people(copyright) &&
		copyright->kind != CL_CREDIT_THIRD_PARTY)
		copy_people(credit, copyright);
	if (credit->provider == NULL && credit->distributors->len == 0)
		join_organisation(rules, credit, copyright, "copyright");
	compare_agencies(rules, credit, copyright, "copyright");
}

/* --- the end of the caption -------------------------------------------------------------------- */
static void
join_signoff(const ClCreditRules *rules, ClCredit *credit, const char *text)
{
	g_autoptr(ClCredit) signoff = NULL;
	const ClOrganisation *own = only_organisation(rules, credit);
	const ClCreditName *deliverer;

	if (cl_text_is_blank(text))
		return;
	signoff = cl_credit_parse(rules, text);
	if (credit_has_finding(signoff, CL_FINDING_CREDIT_UNPARSED))
		return;
	join_people(rules, credit, signoff, "caption");
	join_kind(credit, signoff);
	if (credit->platform == NULL)
		credit->platform = g_strdup(signoff->platform);
	if (credit->client == NULL && same_family(own, only_organisation(rules, signoff)))
		credit->client = g_strdup(signoff->client);
	deliverer = cl_credit_deliverer(signoff);
	/* "AP" in the credit, "Kay Nietfeld/dpa via AP" in the caption: the fuller chain. */
	if (own != NULL && signoff->distributors->len > 0 &&
		same_family(own, organisation_of(rules, deliverer))) {
		credit_name_free(credit->provider);
		credit->provider = signoff->provider == NULL ? NULL : copy_name(signoff->provider);
		for (guint i = 0; i < signoff->distributors->len; i++)
			g_ptr_array_add(
				credit->distributors, copy_name(signoff->distributors->pdata[i]));
		credit_add_rule(credit, "grammar", "signoff");
	} else if (credit->provider == NULL && credit->distributors->len == 0) {
		join_organisation(rules, credit, signoff, "signoff");
	}
	compare_agencies(rules, credit, signoff, "caption");
}

/* --- who delivered, and what must be printed ----------------------------------------------------- */
/* Whom the person who ingests named is no proof that the words of the credit were understood. */
static void
join_supplier(const ClCreditRules *rules, ClCredit *credit, const char *supplier)
{
	const ClOrganisation *organisation =
		supplier == NULL ? NULL : cl_credit_rules_find(rules, supplier);
	const ClCreditName *deliverer = cl_credit_deliverer(credit);

	if (organisation == NULL || !cl_organisation_delivers(organisation->kind) ||
		same_family(organisation, organisation_of(rules, deliverer)))
		return;
	if (deliverer == NULL && credit->photographers->len == 0) {
		credit->provider = credit_name_new(organisation->name, organisation->id, 0, 0);
		credit_add_rule(credit, cl_text_is_blank(credit->raw) ? "organisation" : "supplier",
			organisation->id);
	} else {
		add_distributor(credit, organisation);
		credit_add_rule(credit, "supplier", organisation->id);
	}
	if (credit->kind == CL_CREDIT_THIRD_PARTY || credit->kind == CL_CREDIT_INDIVIDUAL)
		credit->kind = CL_CREDIT_AGENCY;
}

static const char *
skip_quote(const char *at)
{
	static const char *const quotes[] = {"\"", "“", "”", "„", "«", "»", "''"};

	for (gsize i = 0; i < G_N_ELEMENTS(quotes); i++)
		if (g_str_has_prefix(at, quotes[i]))
			return at + strlen(quotes[i]);
	return NULL;
}

/* MANDATORY CREDIT "AFP PHOTO / X": what stands between the quotation marks. */
static char *
mandatory_text(const char *instructions)
{
	g_autofree char *upper = g_ascii_strup(instructions, -1);
	const char *found = strstr(upper, "MANDATORY CREDIT");
	const char *at, *begin = NULL;

	if (found == NULL)
		return NULL;
	at = instructions + (found - upper) + strlen("MANDATORY CREDIT");
	while (*at == ' ' || *at == ':')
		at++;
	begin = skip_quote(at);
	if (begin == NULL)
		return NULL;
	for (at = begin; *at != '\0'; at = g_utf8_next_char(at))
		if (skip_quote(at) != NULL)
			return at == begin ? NULL : g_strndup(begin, (gsize)(at - begin));
	return NULL;
}

static void
join_instructions(ClCredit *credit, const char *instructions)
{
	if (credit->mandatory_text != NULL || instructions == NULL ||
		!g_utf8_validate(instructions, -1, NULL))
		return;
	credit->mandatory_text = mandatory_text(instructions);
	if (credit->mandatory_text != NULL) {
		credit->flags |= CL_CREDIT_MANDATORY;
		credit_add_rule(credit, "grammar", "mandatory-text");
	}
}

/* IIM cuts at 32 bytes: where another witness begins with the whole of it, that one was meant. */
static const char *
complete(const char *cut, const ClCreditWitnesses *witnesses)
{
	const char *const others[] = {witnesses->signoff, witnesses->copyright, witnesses->source};
	gsize n = strlen(cut);

	for (gsize i = 0; (n == 31 || n == 32) && i < G_N_ELEMENTS(others); i++)
		if (others[i] != NULL && strlen(others[i]) > n && strncmp(others[i], cut, n) == 0)
			return others[i];
	return cut;
}

static const char *
first_of(const ClCreditWitnesses *witnesses)
{
	if (!cl_text_is_blank(witnesses->credit))
		return complete(witnesses->credit, witnesses);
	return !cl_text_is_blank(witnesses->signoff) ? witnesses->signoff : "";
}

/* The chain may stand in another witness than the credit: what is said of it is said all the same. */
static void
find_of_name(const ClCreditRules *rules, ClCredit *credit, const ClCreditName *name)
{
	const ClOrganisation *organisation = organisation_of(rules, name);

	if (organisation == NULL && !credit_has_finding(credit, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION) &&
		!credit_has_finding(credit, CL_FINDING_CREDIT_SINGLE_NAME))
		credit_find(credit, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION, 0, 0, "\"%s\" is in no rule",
			name->name);
	if (organisation != NULL && organisation->state_media &&
		!credit_has_finding(credit, CL_FINDING_CREDIT_STATE_MEDIA))
		credit_find(credit, CL_FINDING_CREDIT_STATE_MEDIA, 0, 0, "%s is state media",
			organisation->name);
}

static void
find_of_chain(const ClCreditRules *rules, ClCredit *credit)
{
	if (credit->provider != NULL)
		find_of_name(rules, credit, credit->provider);
	for (guint i = 0; i < credit->distributors->len; i++)
		find_of_name(rules, credit, credit->distributors->pdata[i]);
}

static void
forget_unparsed(ClCredit *credit)
{
	for (guint i = 0; i < credit->findings->len;) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		if (strcmp(finding->code, CL_FINDING_CREDIT_UNPARSED) == 0)
			g_ptr_array_remove_index(credit->findings, i);
		else
			i++;
	}
}

ClCredit *
cl_credit_merge(const ClCreditRules *rules, const ClCreditWitnesses *witnesses)
{
	ClCredit *credit = cl_credit_parse(rules, first_of(witnesses));

	if (!credit_has_finding(credit, CL_FINDING_CREDIT_AMBIGUOUS)) {
		join_bylines(rules, credit, witnesses);
		join_source(rules, credit, witnesses);
		join_signoff(rules, credit, witnesses->signoff);
		join_copyright(rules, credit, witnesses);
	}
	join_supplier(rules, credit, witnesses->supplier);
	join_instructions(credit, witnesses->instructions);
	join_instructions(credit, witnesses->caption);
	find_of_chain(rules, credit);
	if (!names_nobody(credit))
		forget_unparsed(credit);
	g_free(credit->canonical);
	credit->canonical = cl_credit_render(rules, credit, CL_CREDIT_STYLE_HOUSE);
	return credit;
}
