/* SPDX-License-Identifier: MIT
 *
 * How what another witness says joins a credit: its people, its kind, one more organisation; and where it
 * names somebody else, the contradiction.
 */
#include "private.h"

#include <string.h>

gboolean
credit_has_people(const ClCredit *credit)
{
	return credit != NULL && credit->photographers->len > 0;
}

gboolean
credit_names_nobody(const ClCredit *credit)
{
	return credit->photographers->len == 0 && credit->provider == NULL &&
	       credit->distributors->len == 0 && credit->platform == NULL;
}

ClCreditName *
credit_copy_name(const ClCreditName *name)
{
	return credit_name_new(name->name, name->id, 0, 0);
}

void
credit_copy_people(ClCredit *into, const ClCredit *from)
{
	g_ptr_array_set_size(into->photographers, 0);
	for (guint i = 0; i < from->photographers->len; i++)
		g_ptr_array_add(into->photographers, credit_copy_name(from->photographers->pdata[i]));
}

gboolean
credit_names_person(const ClCreditRules *rules, const ClCredit *credit, const ClCreditName *name)
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

gboolean
credit_share_a_person(const ClCreditRules *rules, const ClCredit *a, const ClCredit *b)
{
	for (guint i = 0; i < a->photographers->len; i++)
		if (credit_names_person(rules, b, a->photographers->pdata[i]))
			return TRUE;
	return FALSE;
}

const ClOrganisation *
credit_organisation_of(const ClCreditRules *rules, const ClCreditName *name)
{
	return name == NULL || name->id == NULL ? NULL
						: cl_credit_rules_organisation(rules, name->id);
}

/* The only organisation of a credit, or NULL. */
const ClOrganisation *
credit_only_organisation(const ClCreditRules *rules, const ClCredit *credit)
{
	if (credit->distributors->len > 0)
		return NULL;
	return credit_organisation_of(rules, credit->provider);
}

gboolean
credit_same_family(const ClOrganisation *a, const ClOrganisation *b)
{
	return a != NULL && b != NULL && strcmp(a->family, b->family) == 0;
}

void
credit_add_distributor(ClCredit *credit, const ClOrganisation *organisation)
{
	g_ptr_array_add(
		credit->distributors, credit_name_new(organisation->name, organisation->id, 0, 0));
}

/* The provider of a credit becomes its distributor, and another one provides. */
void
credit_put_provider(ClCredit *credit, const ClCreditName *provider, const char *rule)
{
	if (credit->provider != NULL)
		g_ptr_array_insert(credit->distributors, 0, credit->provider);
	credit->provider = credit_copy_name(provider);
	if (provider->id != NULL)
		credit_add_rule(credit, "organisation", provider->id);
	credit_add_rule(credit, "grammar", rule);
}

/* "Kazinform" in the credit, "Фото: Ақорда" in the caption, "Kantonspolizei Bern" in the by-line. */
gboolean
credit_is_given_out(const ClCreditRules *rules, const ClCredit *credit, const ClCredit *witness)
{
	guint n = credit->distributors->len + (credit->provider != NULL ? 1 : 0);
	const ClOrganisation *own = credit_organisation_of(rules, cl_credit_deliverer(credit));
	const ClOrganisation *other = credit_only_organisation(rules, witness);

	if (n != 1 || own == NULL || !cl_organisation_delivers(own->kind) || witness->provider == NULL ||
		witness->distributors->len > 0)
		return FALSE;
	return other != NULL ? !cl_organisation_delivers(other->kind) && !credit_same_family(own, other)
			     : cl_credit_rules_gives_out(rules, witness->provider->name);
}

static void
contradict(ClCredit *credit, const char *code, const char *one, const char *other, const char *where)
{
	ClCreditFinding *finding = credit_find(credit, code, 0, (guint32)strlen(credit->raw),
		"the credit says \"%s\", the %s says \"%s\"", one, where, other);

	finding->said = g_strdup(one);
	finding->elsewhere = g_strdup(other);
}

void
credit_conflict(ClCredit *credit, const char *one, const char *other, const char *where)
{
	contradict(credit, CL_FINDING_CREDIT_CONFLICT, one, other, where);
}

/* "Sven Simon" and by-line "Jane Roe": two names, and the words do not say which is an agency. */
static void
keep_both(ClCredit *credit, const ClCredit *byline)
{
	credit->provider = credit_copy_name(credit->photographers->pdata[0]);
	g_clear_pointer(&credit->provider->id, g_free);
	credit_copy_people(credit, byline);
	credit->kind = CL_CREDIT_THIRD_PARTY;
}

void
credit_join_people(const ClCreditRules *rules, ClCredit *credit, const ClCredit *other, const char *code,
	const char *where)
{
	g_autofree char *one = NULL, *two = NULL;

	if (!credit_has_people(other))
		return;
	if (!credit_has_people(credit)) {
		credit_copy_people(credit, other);
		if (credit->kind == CL_CREDIT_THIRD_PARTY && credit->provider == NULL &&
			credit->distributors->len == 0)
			credit->kind = CL_CREDIT_INDIVIDUAL;
		return;
	}
	if (credit_share_a_person(rules, credit, other)) {
		/* A by-line may name more of them than fit into a credit. */
		if (other->photographers->len > credit->photographers->len)
			credit_copy_people(credit, other);
		return;
	}
	one = credit_render_people(credit);
	two = credit_render_people(other);
	contradict(credit, code, one, two, where);
	if (credit->kind == CL_CREDIT_INDIVIDUAL && credit->photographers->len == 1 &&
		strcmp(where, "by-line") == 0)
		keep_both(credit, other);
}

void
credit_join_kind(ClCredit *credit, const ClCredit *other)
{
	const guint says = CL_CREDIT_ANONYMOUS | CL_CREDIT_FILE | CL_CREDIT_MANDATORY | CL_CREDIT_COURTESY;

	credit->flags |= other->flags & says;
	if (other->kind != CL_CREDIT_HANDOUT && other->kind != CL_CREDIT_UGC &&
		other->kind != CL_CREDIT_POOL)
		return;
	if (credit->kind == CL_CREDIT_AGENCY || credit->kind == CL_CREDIT_THIRD_PARTY ||
		credit->kind == CL_CREDIT_INDIVIDUAL)
		credit->kind = other->kind;
	if (credit->pool_operator == NULL)
		credit->pool_operator = g_strdup(other->pool_operator);
}

/* --- agencies that disagree ------------------------------------------------------------------ */

static gboolean
belong_together(const ClOrganisation *a, const ClOrganisation *b)
{
	return credit_same_family(a, b) || g_strcmp0(a->parent, b->id) == 0 ||
	       g_strcmp0(b->parent, a->id) == 0;
}

/* Does the chain hold this organisation, one of its house, or its owner? */
static gboolean
holds_house_of(const ClCreditRules *rules, const ClCredit *credit, const ClOrganisation *organisation)
{
	const ClOrganisation *own = credit_organisation_of(rules, credit->provider);

	if (own != NULL && belong_together(own, organisation))
		return TRUE;
	for (guint i = 0; i < credit->distributors->len; i++) {
		own = credit_organisation_of(rules, credit->distributors->pdata[i]);
		if (own != NULL && belong_together(own, organisation))
			return TRUE;
	}
	return FALSE;
}

/* A witness names an agency that nothing of the credit's chain has to do with. */
void
credit_compare_agencies(const ClCreditRules *rules, ClCredit *credit, const ClCredit *witness,
	const char *code, const char *where)
{
	const ClOrganisation *named = credit_organisation_of(rules, cl_credit_deliverer(witness));
	const ClCreditName *own = cl_credit_deliverer(credit);

	if (named != NULL && cl_organisation_is_agency(named->kind) && own != NULL && own->id != NULL &&
		!holds_house_of(rules, credit, named))
		contradict(credit, code, own->name, named->name, where);
}

/* One more organisation, beside the only one that the credit names. */
void
credit_join_organisation(
	const ClCreditRules *rules, ClCredit *credit, const ClCredit *other, const char *rule)
{
	const ClOrganisation *own = credit_only_organisation(rules, credit);
	const ClOrganisation *more = credit_only_organisation(rules, other);

	if (more == NULL || credit_same_family(own, more) || credit->distributors->len > 0)
		return;
	if (credit->provider == NULL) {
		credit->provider = credit_copy_name(other->provider);
		credit_add_rule(credit, "organisation", more->id);
		if (credit->kind == CL_CREDIT_THIRD_PARTY || credit->kind == CL_CREDIT_INDIVIDUAL)
			credit->kind = other->kind == CL_CREDIT_INDIVIDUAL ? CL_CREDIT_AGENCY
									   : other->kind;
	} else if (cl_organisation_delivers(more->kind) &&
		   (own == NULL || !cl_organisation_delivers(own->kind) ||
			   (more->hub && !own->hub))) {
		credit_add_distributor(credit, more);
		credit_add_rule(credit, "organisation", more->id);
		credit_add_rule(credit, "grammar", rule);
		if (credit->kind == CL_CREDIT_THIRD_PARTY)
			credit->kind = CL_CREDIT_AGENCY;
	} else if (own != NULL && cl_organisation_delivers(own->kind)) {
		credit_put_provider(credit, other->provider, rule);
	}
}
