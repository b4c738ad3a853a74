/* SPDX-License-Identifier: MIT
 *
 * The rules in memory: which organisation or person a spelling means. Reading them from JSON is
 * rules_read.c's.
 */
#include "private.h"

#include <string.h>

static const struct {
	const char *name;
	gboolean delivers, agency;
} kinds[] = {
#define X(id, name, delivers, agency) {name, delivers, agency},
	CL_ORGANISATION_TABLE(X)
#undef X
};

const char *
cl_organisation_kind_name(ClOrganisationKind kind)
{
	return kinds[kind].name;
}

gboolean
cl_organisation_is_agency(ClOrganisationKind kind)
{
	return kinds[kind].agency;
}

gboolean
cl_organisation_delivers(ClOrganisationKind kind)
{
	return kinds[kind].delivers;
}

ClOrganisationKind
cl_organisation_kind_from_name(const char *name)
{
	for (guint i = 0; i < CL_N_ORGANISATIONS; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return i;
	return CL_N_ORGANISATIONS;
}

ClCreditRules *
cl_credit_rules_ref(ClCreditRules *rules)
{
	return g_atomic_rc_box_acquire(rules);
}

static void
clear(gpointer data)
{
	ClCreditRules *rules = data;

	g_clear_pointer(&rules->by_id, g_hash_table_unref);
	g_clear_pointer(&rules->aliases, g_hash_table_unref);
	g_clear_pointer(&rules->compounds, g_hash_table_unref);
	g_clear_pointer(&rules->person_by_key, g_hash_table_unref);
	g_clear_pointer(&rules->labels, g_hash_table_unref);
	g_clear_pointer(&rules->roles, g_hash_table_unref);
	g_clear_pointer(&rules->words, g_hash_table_unref);
	g_clear_pointer(&rules->ranks, g_hash_table_unref);
	g_clear_pointer(&rules->licences, g_hash_table_unref);
	for (gsize i = 0; i < G_N_ELEMENTS(rules->by_length); i++)
		g_clear_pointer(&rules->by_length[i], g_ptr_array_unref);
	g_clear_pointer(&rules->examples, g_ptr_array_unref);
	g_clear_pointer(&rules->organisations, g_ptr_array_unref);
	g_clear_pointer(&rules->people, g_ptr_array_unref);
	g_free(rules->version);
	g_free(rules->problem);
}

void
cl_credit_rules_unref(ClCreditRules *rules)
{
	if (rules != NULL)
		g_atomic_rc_box_release_full(rules, clear);
}

const char *
cl_credit_rules_version(const ClCreditRules *rules)
{
	return rules->version;
}

const GPtrArray *
cl_credit_rules_organisations(const ClCreditRules *rules)
{
	return rules->organisations;
}

const GPtrArray *
cl_credit_rules_people(const ClCreditRules *rules)
{
	return rules->people;
}

const ClOrganisation *
cl_credit_rules_organisation(const ClCreditRules *rules, const char *id)
{
	return g_hash_table_lookup(rules->by_id, id);
}

const CreditAlias *
credit_rules_alias(const ClCreditRules *rules, const char *key)
{
	return g_hash_table_lookup(rules->aliases, key);
}

const ClOrganisation *
cl_credit_rules_find(const ClCreditRules *rules, const char *name)
{
	g_autofree char *key = cl_text_fold(name);
	const CreditAlias *alias = credit_rules_alias(rules, key);

	return alias == NULL ? cl_credit_rules_organisation(rules, name) : alias->organisation;
}

const ClPerson *
cl_credit_rules_person(const ClCreditRules *rules, const char *name)
{
	g_autofree char *key = cl_name_key(name);
	const ClPerson *person = g_hash_table_lookup(rules->person_by_key, key);

	if (person == NULL && strchr(key, ' ') != NULL) {
		g_autofree char *sorted = cl_name_sorted_key(name);
		g_autofree char *marked = g_strconcat("~", sorted, NULL);

		person = g_hash_table_lookup(rules->person_by_key, marked);
	}
	return person;
}

/* Damerau distance exactly one, by what two texts share at both ends. */
static gboolean
differs_by_one(const char *a, gsize n_a, const char *b, gsize n_b)
{
	gsize head = 0, tail = 0, least = MIN(n_a, n_b);

	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[n_a - 1 - tail] == b[n_b - 1 - tail])
		tail++;
	if (n_a != n_b)
		return MAX(n_a, n_b) - least == 1 && head + tail == least;
	if (least - head - tail == 1)
		return TRUE;
	return least - head - tail == 2 && a[head] == b[head + 1] && a[head + 1] == b[head];
}

/* Only inside the first letter's family: a name that begins otherwise is another name. */
static gboolean
begins_alike(const char *a, const char *b)
{
	return a[0] == b[0] || (a[0] == b[1] && a[1] == b[0]);
}

const CreditAlias *
credit_rules_misspelt(const ClCreditRules *rules, const char *key)
{
	gsize n = strlen(key);
	const CreditAlias *found = NULL;

	if (n < CREDIT_MIN_MISSPELT_BYTES || n >= CREDIT_MAX_ALIAS_BYTES)
		return NULL;
	for (gsize length = n - 1; length <= n + 1; length++) {
		const GPtrArray *aliases = rules->by_length[length];

		for (guint i = 0; aliases != NULL && i < aliases->len; i++) {
			const CreditAlias *alias = aliases->pdata[i];

			if (length < CREDIT_MIN_MISSPELT_BYTES || !begins_alike(key, alias->key) ||
				!differs_by_one(key, n, alias->key, length))
				continue;
			if (found != NULL && found->organisation != alias->organisation)
				return NULL;
			found = alias;
		}
	}
	return found;
}

const CreditAlias *
credit_rules_completed(const ClCreditRules *rules, const char *key)
{
	gsize n = strlen(key);
	const CreditAlias *found = NULL;

	for (gsize length = n; length <= CREDIT_MAX_ALIAS_BYTES; length++) {
		const GPtrArray *aliases = rules->by_length[length];

		for (guint i = 0; aliases != NULL && i < aliases->len; i++) {
			const CreditAlias *alias = aliases->pdata[i];

			if (strncmp(alias->key, key, n) != 0)
				continue;
			if (found != NULL && found->organisation != alias->organisation)
				return NULL;
			found = alias;
		}
	}
	return found;
}
