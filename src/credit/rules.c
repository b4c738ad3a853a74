/* SPDX-License-Identifier: MIT
 *
 * The rules in memory: which organisation or person a spelling means. Reading them from JSON is
 * rules_read.c's.
 */
#include "private.h"

#include <stdlib.h>
#include <string.h>

/* --- kinds of organisations --------------------------------------------------------------- */

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

/* --- rules as a whole --------------------------------------------------------------------- */

ClCreditRules *
cl_credit_rules_ref(ClCreditRules *rules)
{
	return rules->owned == NULL ? rules : g_atomic_rc_box_acquire(rules);
}

static void
clear(gpointer data)
{
	ClCreditRules *rules = data;

	credit_owned_free(rules->owned);
}

void
cl_credit_rules_unref(ClCreditRules *rules)
{
	if (rules != NULL && rules->owned != NULL)
		g_atomic_rc_box_release_full(rules, clear);
}

const char *
cl_credit_rules_version(const ClCreditRules *rules)
{
	return rules->version;
}

const ClOrganisation *const *
cl_credit_rules_organisations(const ClCreditRules *rules, guint *n)
{
	*n = rules->n_organisations;
	return rules->organisations;
}

/* --- tables ------------------------------------------------------------------------------- */

static int
compare_entry(gconstpointer key, gconstpointer entry)
{
	return strcmp(key, ((const CreditEntry *) entry)->key);
}

const CreditEntry *
credit_table_find(const CreditTable *table, const char *key)
{
	return table->n == 0 ? NULL
			     : bsearch(key, table->entries, table->n, sizeof(CreditEntry), compare_entry);
}

guint
credit_table_bits(const CreditTable *table, const char *key)
{
	const CreditEntry *entry = credit_table_find(table, key);

	return entry == NULL ? 0 : entry->bits;
}

guint
credit_rules_word(const ClCreditRules *rules, const char *key)
{
	guint bits = credit_table_bits(&rules->words, key);

	for (guint i = 0; i < rules->endings.n && !(bits & CREDIT_WORD_ISSUER); i++)
		if (g_str_has_suffix(key, rules->endings.entries[i].key))
			bits |= rules->endings.entries[i].bits;
	return bits;
}

static gconstpointer
find_in(const CreditTable *table, const char *key)
{
	const CreditEntry *entry = credit_table_find(table, key);

	return entry == NULL ? NULL : entry->of;
}

const ClOrganisation *
cl_credit_rules_organisation(const ClCreditRules *rules, const char *id)
{
	return find_in(&rules->by_id, id);
}

static int
compare_alias(gconstpointer key, gconstpointer alias)
{
	return strcmp(key, ((const CreditAlias *) alias)->key);
}

const CreditAlias *
credit_rules_alias(const ClCreditRules *rules, const char *key)
{
	gsize n = strlen(key);
	guint from;

	if (n > CREDIT_MAX_ALIAS_BYTES || rules->by_length[n] == rules->by_length[n + 1])
		return NULL;
	from = rules->by_length[n];
	return bsearch(key, rules->aliases + from, rules->by_length[n + 1] - from, sizeof(CreditAlias),
		compare_alias);
}

guint
credit_rules_labels(const ClCreditRules *rules, const char *word, guint *first)
{
	guint from = 0, to = rules->n_labels;
	gsize n = strlen(word);

	while (from < to) {
		guint middle = from + (to - from) / 2;

		if (strcmp(rules->labels[middle].key, word) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	/* A blank sorts before every letter: what begins with the word stands together. */
	for (*first = to = from; to < rules->n_labels; to++) {
		const char *key = rules->labels[to].key;

		if (strncmp(key, word, n) != 0 || (key[n] != '\0' && key[n] != ' '))
			break;
	}
	return to;
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
	const ClPerson *person = find_in(&rules->person_by_key, key);

	if (person == NULL && strchr(key, ' ') != NULL) {
		g_autofree char *sorted = cl_name_sorted_key(name);
		g_autofree char *marked = g_strconcat("~", sorted, NULL);

		person = find_in(&rules->person_by_key, marked);
	}
	return person;
}

/* --- misspellings ------------------------------------------------------------------------- */

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

/* Aliases of n bytes from *from on that begin with a letter or two: those of a length stand by their keys. */
static guint
beginning_with(const ClCreditRules *rules, gsize n, const char *with, gsize n_with, guint *from)
{
	guint to = rules->by_length[n + 1], high = to;

	*from = rules->by_length[n];
	while (*from < high) {
		guint middle = *from + (high - *from) / 2;

		if (strncmp(rules->aliases[middle].key, with, n_with) < 0)
			*from = middle + 1;
		else
			high = middle;
	}
	for (high = *from; high < to && strncmp(rules->aliases[high].key, with, n_with) == 0; high++)
		;
	return high;
}

typedef struct {
	const char *key;
	gsize n;
	const CreditAlias *found;
	gboolean several; /* two organisations are spelt nearly so: neither is meant */
} Misspelt;

static void
compare_with(const ClCreditRules *rules, Misspelt *search, const char *with, gsize n_with)
{
	for (gsize n = MAX(search->n - 1, CREDIT_MIN_MISSPELT_BYTES); n <= search->n + 1; n++) {
		guint from, to = beginning_with(rules, n, with, n_with, &from);

		for (guint i = from; i < to; i++) {
			const CreditAlias *alias = &rules->aliases[i];

			if (alias->whole || !differs_by_one(search->key, search->n, alias->key, n))
				continue;
			if (search->found != NULL && search->found->organisation != alias->organisation)
				search->several = TRUE;
			search->found = alias;
		}
	}
}

/* Only inside the first letter's family: a name that begins otherwise is another name. */
const CreditAlias *
credit_rules_misspelt(const ClCreditRules *rules, const char *key)
{
	Misspelt search = {key, strlen(key), NULL, FALSE};
	char turned[2];

	if (search.n < CREDIT_MIN_MISSPELT_BYTES || search.n >= CREDIT_MAX_ALIAS_BYTES)
		return NULL;
	turned[0] = key[1];
	turned[1] = key[0];
	compare_with(rules, &search, key, 1);
	if (key[0] != key[1])
		compare_with(rules, &search, turned, 2);
	return search.several ? NULL : search.found;
}

const CreditAlias *
credit_rules_completed(const ClCreditRules *rules, const char *key)
{
	gsize n = strlen(key);
	const CreditAlias *found = NULL;

	if (n > CREDIT_MAX_ALIAS_BYTES)
		return NULL;
	for (guint i = rules->by_length[n]; i < rules->by_length[CREDIT_MAX_ALIAS_BYTES + 1]; i++) {
		const CreditAlias *alias = &rules->aliases[i];

		if (alias->whole || strncmp(alias->key, key, n) != 0)
			continue;
		if (found != NULL && found->organisation != alias->organisation)
			return NULL;
		found = alias;
	}
	return found;
}
