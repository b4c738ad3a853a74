/* SPDX-License-Identifier: MIT
 *
 * Organisations and people from their JSON texts. An override with "extends": "shipped" holds only
 * what it adds or replaces, entry by entry. The grammar's words are read in grammar.c.
 */
#include "private.h"

#include <cutline/error.h>
#include <cutline/hash.h>
#include <cutline/rules.h>

#include <string.h>

gboolean
credit_refuse(GError **error, const char *format, ...)
{
	va_list args;
	g_autofree char *message = NULL;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s", message);
	return FALSE;
}

char *
credit_take_node_string(const ClJsonNode *object, const char *key)
{
	return g_strdup(cl_json_node_get_string(object, key));
}

char **
credit_take_list(const ClJsonNode *object, const char *key)
{
	const ClJsonNode *list = cl_json_node_get_array(object, key);
	gsize n = cl_json_node_length(list), kept = 0;
	char **out;

	if (list == NULL)
		return NULL;
	out = g_new0(char *, n + 1);
	for (gsize i = 0; i < n; i++)
		if (cl_json_node_string(cl_json_node_at(list, i)) != NULL)
			out[kept++] = g_strdup(cl_json_node_string(cl_json_node_at(list, i)));
	return out;
}

static char **
take_list_or_empty(const ClJsonNode *object, const char *key)
{
	char **list = credit_take_list(object, key);

	return list != NULL ? list : g_new0(char *, 1);
}

ClCreditExample *
credit_example_read(const ClJsonNode *object)
{
	ClCreditExample *example = g_new0(ClCreditExample, 1);

	example->text = credit_take_node_string(object, "text");
	example->photographers = credit_take_list(object, "photographers");
	example->distributors = credit_take_list(object, "distributors");
	example->provider = credit_take_node_string(object, "provider");
	example->kind = credit_take_node_string(object, "kind");
	example->canonical = credit_take_node_string(object, "canonical");
	example->client = credit_take_node_string(object, "client");
	example->pool_operator = credit_take_node_string(object, "pool_operator");
	return example;
}

void
credit_example_free(ClCreditExample *example)
{
	g_free(example->text);
	g_strfreev(example->photographers);
	g_strfreev(example->distributors);
	g_free(example->provider);
	g_free(example->kind);
	g_free(example->canonical);
	g_free(example->client);
	g_free(example->pool_operator);
	g_free(example);
}

static void
scheme_free(ClIdScheme *scheme)
{
	g_free(scheme->scheme);
	g_free(scheme->pattern);
	g_free(scheme->version);
	g_strfreev(scheme->fields);
	g_strfreev(scheme->examples);
	g_free(scheme);
}

static void
organisation_free(ClOrganisation *organisation)
{
	g_free(organisation->id);
	g_free(organisation->name);
	g_free(organisation->family);
	g_free(organisation->parent);
	g_free(organisation->template);
	g_free(organisation->form);
	g_strfreev(organisation->aliases);
	g_strfreev(organisation->surnames);
	g_ptr_array_unref(organisation->id_schemes);
	g_ptr_array_unref(organisation->examples);
	g_free(organisation);
}

static void
person_free(ClPerson *person)
{
	g_free(person->id);
	g_free(person->name);
	g_strfreev(person->aliases);
	g_free(person);
}

static gboolean
read_schemes(ClOrganisation *organisation, const ClJsonNode *object, GError **error)
{
	const ClJsonNode *list = cl_json_node_get_array(object, "ids");

	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const ClJsonNode *entry = cl_json_node_at(list, i);
		ClIdScheme *scheme = g_new0(ClIdScheme, 1);

		g_ptr_array_add(organisation->id_schemes, scheme);
		if (!cl_json_node_is_object(entry))
			return credit_refuse(
				error, "%s: an entry of \"ids\" is no object", organisation->id);
		scheme->scheme = credit_take_node_string(entry, "scheme");
		scheme->pattern = credit_take_node_string(entry, "pattern");
		scheme->version = credit_take_node_string(entry, "version");
		scheme->fields = credit_take_list(entry, "fields");
		scheme->examples = take_list_or_empty(entry, "examples");
		scheme->bare = cl_json_node_get_bool(entry, "bare");
		if (scheme->scheme == NULL || scheme->pattern == NULL ||
			!credit_pattern_is_valid(scheme->pattern) ||
			(scheme->version != NULL && !credit_pattern_is_valid(scheme->version)))
			return credit_refuse(error,
				"%s: an entry of \"ids\" needs \"scheme\" and a "
				"\"pattern\" of characters, [classes] and {m,n}",
				organisation->id);
	}
	return TRUE;
}

static void
read_examples(GPtrArray *examples, const ClJsonNode *object)
{
	const ClJsonNode *list = cl_json_node_get_array(object, "examples");

	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const ClJsonNode *entry = cl_json_node_at(list, i);

		if (cl_json_node_is_object(entry))
			g_ptr_array_add(examples, credit_example_read(entry));
	}
}

static void
put_organisation(ClCreditRules *rules, ClOrganisation *organisation)
{
	ClOrganisation *old = g_hash_table_lookup(rules->by_id, organisation->id);

	if (old != NULL) {
		g_hash_table_remove(rules->by_id, old->id);
		g_ptr_array_remove(rules->organisations, old);
	}
	g_hash_table_insert(rules->by_id, organisation->id, organisation);
	g_ptr_array_add(rules->organisations, organisation);
}

static gboolean
read_organisation(ClCreditRules *rules, const ClJsonNode *object, GError **error)
{
	ClOrganisation *organisation = g_new0(ClOrganisation, 1);
	g_autofree char *kind = credit_take_node_string(object, "kind");
	g_autofree char *finding = credit_take_node_string(object, "finding");

	organisation->id_schemes = g_ptr_array_new_with_free_func((GDestroyNotify)scheme_free);
	organisation->examples =
		g_ptr_array_new_with_free_func((GDestroyNotify)credit_example_free);
	organisation->id = credit_take_node_string(object, "id");
	organisation->name = credit_take_node_string(object, "name");
	organisation->family = credit_take_node_string(object, "family");
	organisation->parent = credit_take_node_string(object, "parent");
	organisation->template = credit_take_node_string(object, "template");
	organisation->form = credit_take_node_string(object, "form");
	organisation->aliases = take_list_or_empty(object, "aliases");
	organisation->surnames = take_list_or_empty(object, "surnames");
	organisation->kind =
		kind == NULL ? CL_N_ORGANISATIONS : cl_organisation_kind_from_name(kind);
	organisation->finding = cl_finding_code(finding);
	organisation->state_media = cl_json_node_get_bool(object, "state_media");
	organisation->hub = cl_json_node_get_bool(object, "hub");
	organisation->leads = cl_json_node_get_bool(object, "leads");
	read_examples(organisation->examples, object);
	if (organisation->id == NULL || organisation->name == NULL ||
		organisation->kind == CL_N_ORGANISATIONS ||
		(finding != NULL && organisation->finding == NULL)) {
		credit_refuse(error,
			"organisation %s: needs \"id\", \"name\" and a known \"kind\"%s",
			organisation->id == NULL ? "?" : organisation->id,
			finding == NULL ? "" : "; its \"finding\" must be a code");
		organisation_free(organisation);
		return FALSE;
	}
	if (organisation->family == NULL)
		organisation->family = g_strdup(organisation->id);
	put_organisation(rules, organisation);
	return read_schemes(organisation, object, error);
}

static gboolean
read_person(ClCreditRules *rules, const ClJsonNode *object, GError **error)
{
	ClPerson *person = g_new0(ClPerson, 1);

	person->id = credit_take_node_string(object, "id");
	person->name = credit_take_node_string(object, "name");
	person->aliases = take_list_or_empty(object, "aliases");
	if (person->name != NULL && person->id == NULL) {
		g_autofree char *key = cl_name_key(person->name);

		person->id = g_strdelimit(g_steal_pointer(&key), " ", '-');
	}
	g_ptr_array_add(rules->people, person);
	return person->name != NULL ||
	       credit_refuse(error, "an entry of \"people\" needs a \"name\"");
}

typedef gboolean (*ReadEntry)(ClCreditRules *rules, const ClJsonNode *object, GError **error);

/* Every object of a list; the shipped text first, where this one extends it. */
static gboolean
read_table(ClCreditRules *rules, const char *text, const char *name, ReadEntry read, GError **error)
{
	g_autoptr(ClJsonNode) root = cl_json_read(text, -1, error);
	const ClJsonNode *list = cl_json_node_get_array(root, name);
	const ClJsonNode *grammar = cl_json_node_get(root, "grammar");
	const char *schema = cl_json_node_get_string(root, "schema");
	const char *extends = cl_json_node_get_string(root, "extends");
	g_autofree char *wanted = g_strdup_printf("cutline-%s/1", name);

	if (root == NULL)
		return FALSE;
	if (g_strcmp0(schema, wanted) != 0 || (list == NULL && grammar == NULL))
		return credit_refuse(
			error, "needs \"schema\": \"%s\" and a list \"%s\"", wanted, name);
	if (extends != NULL && (strcmp(extends, "shipped") != 0 || cl_rules_shipped(name) == text))
		return credit_refuse(error, "\"extends\" can only be \"shipped\"");
	if (extends != NULL && !read_table(rules, cl_rules_shipped(name), name, read, error))
		return FALSE;
	if (grammar != NULL && !credit_read_grammar(rules, grammar, error))
		return FALSE;
	if (grammar != NULL)
		read_examples(rules->examples, grammar);
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const ClJsonNode *entry = cl_json_node_at(list, i);

		if (!cl_json_node_is_object(entry))
			return credit_refuse(error, "an entry of \"%s\" is no object", name);
		if (!read(rules, entry, error))
			return FALSE;
	}
	return TRUE;
}

static void
alias_free(CreditAlias *alias)
{
	g_free(alias->key);
	g_free(alias);
}

static gboolean
has_separator(const char *text)
{
	return strpbrk(text, "/|;,#()") != NULL || strstr(text, " - ") != NULL;
}

static void
add_alias(
	ClCreditRules *rules, const ClOrganisation *organisation, const char *text, gboolean whole)
{
	g_autofree char *key = cl_text_fold(text);
	const CreditAlias *old = g_hash_table_lookup(rules->aliases, key);
	gsize n = strlen(key);
	CreditAlias *alias;

	if (n == 0 || n > CREDIT_MAX_ALIAS_BYTES || old != NULL) {
		if (rules->problem == NULL &&
			(old == NULL || strcmp(old->organisation->name, organisation->name) != 0))
			rules->problem =
				g_strdup_printf("%s: the spelling \"%s\" %s%s", organisation->id,
					text, old == NULL ? "is empty or too long" : "is that of ",
					old == NULL ? "" : old->organisation->id);
		return;
	}
	alias = g_new0(CreditAlias, 1);
	*alias = (CreditAlias){g_strdup(key), organisation, whole};
	g_hash_table_insert(rules->aliases, alias->key, alias);
	if (has_separator(text))
		g_hash_table_add(rules->compounds, g_strdup(key));
	if (whole)
		return;
	if (rules->by_length[n] == NULL)
		rules->by_length[n] = g_ptr_array_new();
	g_ptr_array_add(rules->by_length[n], alias);
}

static void
index_organisations(ClCreditRules *rules)
{
	for (guint i = 0; i < rules->organisations->len; i++) {
		const ClOrganisation *organisation = rules->organisations->pdata[i];

		for (char **at = organisation->surnames; *at != NULL; at++)
			add_alias(rules, organisation, *at, TRUE);
		add_alias(rules, organisation, organisation->name, FALSE);
		for (char **at = organisation->aliases; *at != NULL; at++)
			add_alias(rules, organisation, *at, FALSE);
	}
}

static void
add_person_key(ClCreditRules *rules, ClPerson *person, const char *name)
{
	char *sorted = cl_name_sorted_key(name);

	g_hash_table_insert(rules->person_by_key, cl_name_key(name), person);
	g_hash_table_insert(rules->person_by_key, g_strconcat("~", sorted, NULL), person);
	g_free(sorted);
}

static void
index_people(ClCreditRules *rules)
{
	for (guint i = 0; i < rules->people->len; i++) {
		ClPerson *person = rules->people->pdata[i];

		add_person_key(rules, person, person->name);
		for (char **at = person->aliases; *at != NULL; at++)
			add_person_key(rules, person, *at);
	}
}

static char *
version_of(const char *organisations, const char *people)
{
	guint8 digest[CL_SHA256_BYTES];
	ClSha256 *hash = cl_sha256_new();

	cl_sha256_update(hash, organisations, strlen(organisations) + 1);
	if (people != NULL)
		cl_sha256_update(hash, people, strlen(people));
	/* What an override extends may change with the program. */
	if (organisations != cl_rules_shipped("organisations"))
		cl_sha256_update(hash, cl_rules_shipped("organisations"),
			strlen(cl_rules_shipped("organisations")));
	cl_sha256_finish(hash, digest);
	return cl_hex(digest, 6);
}

static ClCreditRules *
rules_new(void)
{
	ClCreditRules *rules = g_atomic_rc_box_new0(ClCreditRules);

	rules->organisations = g_ptr_array_new_with_free_func((GDestroyNotify)organisation_free);
	rules->people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	rules->examples = g_ptr_array_new_with_free_func((GDestroyNotify)credit_example_free);
	rules->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	rules->aliases =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)alias_free);
	rules->compounds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	rules->person_by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return rules;
}

ClCreditRules *
cl_credit_rules_parse(
	const char *organisations, const char *people, const char *where, GError **error)
{
	g_autoptr(ClCreditRules) rules = rules_new();

	if (!read_table(rules, organisations, "organisations", read_organisation, error) ||
		(people != NULL && !read_table(rules, people, "people", read_person, error)) ||
		(rules->labels == NULL &&
			!credit_refuse(error, "has no \"grammar\"; write "
					      "\"extends\": \"shipped\" to use the shipped one"))) {
		g_prefix_error(error, "%s: ", where);
		return NULL;
	}
	index_organisations(rules);
	index_people(rules);
	rules->version = version_of(organisations, people);
	return g_steal_pointer(&rules);
}
