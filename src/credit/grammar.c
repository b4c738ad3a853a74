/* SPDX-License-Identifier: MIT
 *
 * The words of the grammar from the rules: labels, roles, ranks, licences, and the words by which
 * an organisation is known. What they do stands in peel.c, split.c and classify.c.
 */
#include "private.h"

#include <string.h>

static const struct {
	const char *name;
	guint role;
} role_names[] = {{"handout", CREDIT_ROLE_HANDOUT}, {"pool", CREDIT_ROLE_POOL},
	{"ugc", CREDIT_ROLE_UGC}, {"file", CREDIT_ROLE_FILE}, {"anonymous", CREDIT_ROLE_ANONYMOUS},
	{"courtesy", CREDIT_ROLE_COURTESY}, {"nothing", CREDIT_ROLE_NOTHING},
	{"mandatory", CREDIT_ROLE_MANDATORY}, {"joins", CREDIT_ROLE_JOINS}};

static guint
roles_of(const ClJsonNode *names)
{
	guint roles = 0;

	for (gsize k = 0; k < cl_json_node_length(names); k++)
		for (gsize i = 0; i < G_N_ELEMENTS(role_names); i++)
			if (g_strcmp0(cl_json_node_string(cl_json_node_at(names, k)),
				    role_names[i].name) == 0)
				roles |= role_names[i].role;
	return roles;
}

static guint
count_words(const char *key)
{
	guint n = 1;

	for (; *key != '\0'; key++)
		n += *key == ' ';
	return n;
}

static void
label_free(CreditLabel *label)
{
	g_free(label->key);
	g_free(label);
}

static int
longest_first(gconstpointer a, gconstpointer b)
{
	const CreditLabel *one = *(CreditLabel *const *)a, *other = *(CreditLabel *const *)b;

	return (int)other->n_words - (int)one->n_words;
}

typedef struct {
	ClCreditRules *rules;
	CreditLabelWhen when;
} LabelReader;

/* "courtesy of": ["courtesy"] */
static void
read_label(const char *text, const ClJsonNode *flags, gpointer data)
{
	const LabelReader *reader = data;
	CreditLabel *label = g_new0(CreditLabel, 1);
	g_autofree char *first = NULL;
	GPtrArray *list;

	label->key = cl_text_fold(text);
	label->n_words = count_words(label->key);
	label->when = reader->when;
	label->flags = roles_of(flags);
	first = g_strndup(label->key, strcspn(label->key, " "));
	list = g_hash_table_lookup(reader->rules->labels, first);
	if (list == NULL) {
		list = g_ptr_array_new_with_free_func((GDestroyNotify)label_free);
		g_hash_table_insert(reader->rules->labels, g_steal_pointer(&first), list);
	}
	g_ptr_array_add(list, label);
	g_ptr_array_sort(list, longest_first);
}

static void
read_labels(ClCreditRules *rules, const ClJsonNode *grammar, const char *key, CreditLabelWhen when)
{
	LabelReader reader = {rules, when};

	cl_json_node_each(cl_json_node_get(grammar, key), read_label, &reader);
}

static void
read_role(const char *text, const ClJsonNode *names, gpointer data)
{
	g_hash_table_insert(data, cl_text_fold(text), GUINT_TO_POINTER(roles_of(names)));
}

static void
read_words(ClCreditRules *rules, const ClJsonNode *grammar, const char *key, CreditWordKind kind)
{
	g_auto(GStrv) words = credit_take_list(grammar, key);

	for (char **at = words; at != NULL && *at != NULL; at++) {
		char *folded = cl_text_fold(*at);
		guint kinds = GPOINTER_TO_UINT(g_hash_table_lookup(rules->words, folded)) | kind;

		g_hash_table_replace(rules->words, folded, GUINT_TO_POINTER(kinds));
	}
}

static void
read_ranks(ClCreditRules *rules, const ClJsonNode *grammar)
{
	g_auto(GStrv) ranks = credit_take_list(grammar, "ranks");

	for (char **at = ranks; at != NULL && *at != NULL; at++) {
		char *folded = cl_text_fold(*at);

		rules->max_rank_words = MAX(rules->max_rank_words, count_words(folded));
		g_hash_table_add(rules->ranks, folded);
	}
}

static void
read_licence(const char *text, const ClJsonNode *name, gpointer data)
{
	if (cl_json_node_string(name) != NULL)
		g_hash_table_replace(data, cl_text_fold(text), g_strdup(cl_json_node_string(name)));
}

static GHashTable *
table_new(GDestroyNotify free_value)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_value);
}

/* A grammar replaces the one before it as a whole. */
gboolean
credit_read_grammar(ClCreditRules *rules, const ClJsonNode *grammar, GError **error)
{
	g_clear_pointer(&rules->labels, g_hash_table_unref);
	g_clear_pointer(&rules->roles, g_hash_table_unref);
	g_clear_pointer(&rules->words, g_hash_table_unref);
	g_clear_pointer(&rules->ranks, g_hash_table_unref);
	g_clear_pointer(&rules->licences, g_hash_table_unref);
	rules->labels = table_new((GDestroyNotify)g_ptr_array_unref);
	rules->roles = table_new(NULL);
	rules->words = table_new(NULL);
	rules->ranks = table_new(NULL);
	rules->licences = table_new(g_free);
	rules->max_rank_words = 0;
	g_ptr_array_set_size(rules->examples, 0);
	read_labels(rules, grammar, "labels", CREDIT_LABEL_ALWAYS);
	read_labels(rules, grammar, "labels_with_colon", CREDIT_LABEL_COLON);
	read_labels(rules, grammar, "labels_before_name", CREDIT_LABEL_NAME);
	cl_json_node_each(cl_json_node_get(grammar, "roles"), read_role, rules->roles);
	read_words(rules, grammar, "organisation_words", CREDIT_WORD_STRONG);
	read_words(rules, grammar, "weak_organisation_words", CREDIT_WORD_WEAK);
	read_words(rules, grammar, "function_words", CREDIT_WORD_FUNCTION);
	read_words(rules, grammar, "photo_words", CREDIT_WORD_PHOTO);
	read_ranks(rules, grammar);
	cl_json_node_each(cl_json_node_get(grammar, "licences"), read_licence, rules->licences);
	return g_hash_table_size(rules->labels) > 0 ||
	       credit_refuse(error, "the \"grammar\" has no \"labels\"");
}
