/* SPDX-License-Identifier: MIT
 *
 * The spellings of organisations and people as sorted arrays: built once, looked up for each word.
 */
#include "private.h"

#include <string.h>

static gboolean
has_separator(const char *text)
{
	return strpbrk(text, "/|;,#()") != NULL || strstr(text, " - ") != NULL;
}

typedef struct {
	ClCreditRules *rules;
	GHashTable *by_key; /* → index + 1 of `aliases` */
	GArray *aliases;
} Index;

static void
complain(Index *index, const ClOrganisation *organisation, const char *text, const CreditAlias *old)
{
	g_autofree char *problem = g_strdup_printf("%s: the spelling \"%s\" %s%s", organisation->id,
		text, old == NULL ? "is empty or too long" : "is that of ",
		old == NULL ? "" : old->organisation->id);

	if (index->rules->problem == NULL)
		index->rules->problem = credit_owned_text(index->rules->owned, problem);
}

/* Of two organisations the earlier one has the spelling; that is a problem unless they share the name. */
static void
add_alias(Index *index, const ClOrganisation *organisation, const char *text, gboolean whole)
{
	g_autofree char *key = cl_text_fold(text);
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(index->by_key, key));
	const CreditAlias *old =
		at == 0 ? NULL : &g_array_index(index->aliases, CreditAlias, at - 1);
	CreditAlias alias = {NULL, organisation, whole, has_separator(text)};
	gsize n = strlen(key);

	if (n == 0 || n > CREDIT_MAX_ALIAS_BYTES || old != NULL) {
		if (old == NULL || strcmp(old->organisation->name, organisation->name) != 0)
			complain(index, organisation, text, old);
		return;
	}
	alias.key = credit_owned_text(index->rules->owned, key);
	g_array_append_val(index->aliases, alias);
	g_hash_table_insert(
		index->by_key, (gpointer)alias.key, GUINT_TO_POINTER(index->aliases->len));
}

static int
shorter_first(gconstpointer a, gconstpointer b)
{
	const CreditAlias *one = a, *other = b;
	gsize n_one = strlen(one->key), n_other = strlen(other->key);

	return n_one == n_other ? strcmp(one->key, other->key) : n_one < n_other ? -1 : 1;
}

static void
set_lengths(ClCreditRules *rules, guint n_aliases)
{
	guint at = 0;

	for (guint length = 0; length < G_N_ELEMENTS(rules->by_length); length++) {
		while (at < n_aliases && strlen(rules->aliases[at].key) < length)
			at++;
		rules->by_length[length] = at;
	}
}

void
credit_index_organisations(ClCreditRules *rules)
{
	g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);
	Index index = {rules, by_key, g_array_new(FALSE, TRUE, sizeof(CreditAlias))};
	GArray *by_id = g_array_new(FALSE, TRUE, sizeof(CreditEntry));
	guint n_aliases;

	rules->problem = NULL;
	for (guint i = 0; i < rules->n_organisations; i++) {
		const ClOrganisation *organisation = rules->organisations[i];
		CreditEntry entry = {.key = organisation->id, .of = organisation};

		g_array_append_val(by_id, entry);
		for (const char *const *at = organisation->surnames; *at != NULL; at++)
			add_alias(&index, organisation, *at, TRUE);
		add_alias(&index, organisation, organisation->name, FALSE);
		for (const char *const *at = organisation->aliases; *at != NULL; at++)
			add_alias(&index, organisation, *at, FALSE);
	}
	g_array_sort(index.aliases, shorter_first);
	n_aliases = index.aliases->len;
	rules->aliases = credit_owned_array(rules->owned, index.aliases);
	set_lengths(rules, n_aliases);
	rules->by_id = credit_owned_table(rules->owned, by_id);
}

static void
add_person(const ClCreditRules *rules, GArray *entries, const ClPerson *person, const char *name)
{
	g_autofree char *key = cl_name_key(name);
	g_autofree char *sorted = cl_name_sorted_key(name);
	g_autofree char *marked = g_strconcat("~", sorted, NULL);
	CreditEntry entry = {.key = credit_owned_text(rules->owned, key), .of = person};

	g_array_append_val(entries, entry);
	entry.key = credit_owned_text(rules->owned, marked);
	g_array_append_val(entries, entry);
}

void
credit_index_people(ClCreditRules *rules)
{
	GArray *entries = g_array_new(FALSE, TRUE, sizeof(CreditEntry));

	for (guint i = 0; i < rules->n_people; i++) {
		const ClPerson *person = rules->people[i];

		add_person(rules, entries, person, person->name);
		for (const char *const *at = person->aliases; *at != NULL; at++)
			add_person(rules, entries, person, *at);
	}
	rules->person_by_key = credit_owned_table(rules->owned, entries);
}
