/* SPDX-License-Identifier: MIT
 *
 * The words of the grammar from the rules: labels, roles, ranks, letters behind names,
 * licences, and the words by which an organisation is known. What they do stands in peel.c, behind.c,
 * split.c and classify.c.
 */
#include "private.h"

#include <string.h>

static const struct {
	const char *name;
	guint role;
} role_names[] = {{"handout", CREDIT_ROLE_HANDOUT}, {"pool", CREDIT_ROLE_POOL},
	{"ugc", CREDIT_ROLE_UGC}, {"file", CREDIT_ROLE_FILE}, {"anonymous", CREDIT_ROLE_ANONYMOUS},
	{"courtesy", CREDIT_ROLE_COURTESY}, {"nothing", CREDIT_ROLE_NOTHING},
	{"mandatory", CREDIT_ROLE_MANDATORY}, {"joins", CREDIT_ROLE_JOINS},
	{"place", CREDIT_ROLE_PLACE}};

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

/* Of one key the surest stands last: it is tried first. */
static int
compare_labels(gconstpointer a, gconstpointer b)
{
	const CreditLabel *one = a, *other = b;
	int order = strcmp(one->key, other->key);

	return order != 0 ? order : (int)other->when - (int)one->when;
}

typedef struct {
	CreditOwned *owned;
	GArray *into; /* CreditLabel or CreditEntry */
	CreditLabelWhen when;
} Reader;

static const char *
own_fold(CreditOwned *owned, const char *text)
{
	g_autofree char *folded = cl_text_fold(text);

	return credit_owned_text(owned, folded);
}

/* "courtesy of": ["courtesy"] */
static void
read_label(const char *text, const ClJsonNode *flags, gpointer data)
{
	const Reader *reader = data;
	CreditLabel label = {.key = own_fold(reader->owned, text),
		.when = reader->when,
		.flags = roles_of(flags)};

	label.n_words = count_words(label.key);
	g_array_append_val(reader->into, label);
}

static void
read_labels(ClCreditRules *rules, const ClJsonNode *grammar)
{
	static const char *const keys[] = {"labels", "labels_with_colon", "labels_before_name"};
	Reader reader = {rules->owned, g_array_new(FALSE, TRUE, sizeof(CreditLabel)), 0};

	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		reader.when = CREDIT_LABEL_ALWAYS + i;
		cl_json_node_each(cl_json_node_get(grammar, keys[i]), read_label, &reader);
	}
	g_array_sort(reader.into, compare_labels);
	rules->n_labels = reader.into->len;
	rules->labels = credit_owned_array(rules->owned, reader.into);
}

/* "Attention editor": ["note", "rest"] */
static void
read_mark(const char *text, const ClJsonNode *what, gpointer data)
{
	const Reader *reader = data;
	const char *reach = cl_json_node_string(cl_json_node_at(what, 1));
	ClDeskMark mark = {.text = credit_owned_text(reader->owned, text),
		.part = credit_owned_text(reader->owned, cl_json_node_string(cl_json_node_at(what, 0))),
		.reach = g_strcmp0(reach, "rest") == 0	     ? CL_MARK_REST
			 : g_strcmp0(reach, "sentence") == 0 ? CL_MARK_SENTENCE
							     : CL_MARK_PHRASE};

	if (mark.part != NULL && text[0] != '\0')
		g_array_append_val(reader->into, mark);
}

static void
read_marks(ClCreditRules *rules, const ClJsonNode *grammar)
{
	Reader reader = {rules->owned, g_array_new(FALSE, TRUE, sizeof(ClDeskMark)), 0};

	cl_json_node_each(cl_json_node_get(grammar, "desk_marks"), read_mark, &reader);
	rules->n_marks = reader.into->len;
	rules->marks = credit_owned_array(rules->owned, reader.into);
}

static void
read_role(const char *text, const ClJsonNode *names, gpointer data)
{
	const Reader *reader = data;
	CreditEntry entry = {.key = own_fold(reader->owned, text), .bits = roles_of(names)};

	g_array_append_val(reader->into, entry);
}

static void
read_licence(const char *text, const ClJsonNode *name, gpointer data)
{
	const Reader *reader = data;
	CreditEntry entry = {.key = own_fold(reader->owned, text)};

	entry.of = credit_owned_text(reader->owned, cl_json_node_string(name));
	if (entry.of != NULL)
		g_array_append_val(reader->into, entry);
}

static CreditTable
read_members(ClCreditRules *rules, const ClJsonNode *object, ClJsonEach each)
{
	Reader reader = {rules->owned, g_array_new(FALSE, TRUE, sizeof(CreditEntry)), 0};

	cl_json_node_each(object, each, &reader);
	return credit_owned_table(rules->owned, reader.into);
}

/* A word may stand in several lists. */
static void
add_words(ClCreditRules *rules, GHashTable *kinds, const ClJsonNode *grammar, const char *key,
	CreditWordKind kind)
{
	const ClJsonNode *list = cl_json_node_get_array(grammar, key);

	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const char *text = cl_json_node_string(cl_json_node_at(list, i));
		const char *word = text == NULL ? NULL : own_fold(rules->owned, text);

		if (word != NULL)
			g_hash_table_replace(kinds, (gpointer)word,
				GUINT_TO_POINTER(
					GPOINTER_TO_UINT(g_hash_table_lookup(kinds, word)) | kind));
	}
}

static CreditTable
read_words(ClCreditRules *rules, const ClJsonNode *grammar)
{
	g_autoptr(GHashTable) kinds = g_hash_table_new(g_str_hash, g_str_equal);
	GArray *entries = g_array_new(FALSE, TRUE, sizeof(CreditEntry));
	GHashTableIter iter;
	gpointer word, bits;

	add_words(rules, kinds, grammar, "organisation_words", CREDIT_WORD_STRONG);
	add_words(rules, kinds, grammar, "weak_organisation_words", CREDIT_WORD_WEAK);
	add_words(rules, kinds, grammar, "function_words", CREDIT_WORD_FUNCTION);
	add_words(rules, kinds, grammar, "photo_words", CREDIT_WORD_PHOTO);
	add_words(rules, kinds, grammar, "name_suffixes", CREDIT_WORD_SUFFIX);
	add_words(rules, kinds, grammar, "issuer_words", CREDIT_WORD_ISSUER);
	add_words(rules, kinds, grammar, "authority_words", CREDIT_WORD_AUTHORITY);
	g_hash_table_iter_init(&iter, kinds);
	while (g_hash_table_iter_next(&iter, &word, &bits)) {
		CreditEntry entry = {.key = word, .bits = GPOINTER_TO_UINT(bits)};

		g_array_append_val(entries, entry);
	}
	return credit_owned_table(rules->owned, entries);
}

static CreditTable
read_endings(ClCreditRules *rules, const ClJsonNode *grammar)
{
	const char *const *endings = credit_owned_list(rules->owned, grammar, "authority_endings");
	GArray *entries = g_array_new(FALSE, TRUE, sizeof(CreditEntry));

	for (; endings != NULL && *endings != NULL; endings++) {
		CreditEntry entry = {.key = own_fold(rules->owned, *endings), .bits = CREDIT_WORD_AUTHORITY};

		g_array_append_val(entries, entry);
	}
	return credit_owned_table(rules->owned, entries);
}

static CreditTable
read_ranks(ClCreditRules *rules, const ClJsonNode *grammar)
{
	const char *const *ranks = credit_owned_list(rules->owned, grammar, "ranks");
	GArray *entries = g_array_new(FALSE, TRUE, sizeof(CreditEntry));

	rules->max_rank_words = 0;
	for (; ranks != NULL && *ranks != NULL; ranks++) {
		CreditEntry entry = {.key = own_fold(rules->owned, *ranks)};

		rules->max_rank_words = MAX(rules->max_rank_words, count_words(entry.key));
		g_array_append_val(entries, entry);
	}
	return credit_owned_table(rules->owned, entries);
}

/* "MBE": "", "RAF": the id of the organisation that it names */
static void
read_post_nominal(const char *text, const ClJsonNode *organisation, gpointer data)
{
	const Reader *reader = data;
	const char *id = cl_json_node_string(organisation);
	CreditEntry entry = {.key = own_fold(reader->owned, text)};

	if (id != NULL && id[0] != '\0')
		entry.of = credit_owned_text(reader->owned, id);
	g_array_append_val(reader->into, entry);
}

/* A grammar replaces the one before it as a whole. */
gboolean
credit_read_grammar(ClCreditRules *rules, const ClJsonNode *grammar, GError **error)
{
	read_labels(rules, grammar);
	read_marks(rules, grammar);
	rules->roles = read_members(rules, cl_json_node_get(grammar, "roles"), read_role);
	rules->words = read_words(rules, grammar);
	rules->endings = read_endings(rules, grammar);
	rules->ranks = read_ranks(rules, grammar);
	rules->post_nominals =
		read_members(rules, cl_json_node_get(grammar, "post_nominals"), read_post_nominal);
	rules->licences = read_members(rules, cl_json_node_get(grammar, "licences"), read_licence);
	return rules->n_labels > 0 || credit_refuse(error, "the \"grammar\" has no \"labels\"");
}
