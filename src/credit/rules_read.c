/* SPDX-License-Identifier: MIT
 *
 * Organisations and people from their JSON texts. An override with "extends": "shipped" holds only
 * what it adds or replaces, entry by entry. The grammar's words are read in grammar.c; examples are read
 * only by who tries them (examples.c).
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

typedef struct {
	ClCreditRules *rules;
	CreditOwned *owned;
	GPtrArray *organisations, *people; /* in order */
	GHashTable *by_id;		   /* → ClOrganisation */
} Reader;

static const char *const *
list_or_empty(const Reader *reader, const ClJsonNode *object, const char *key)
{
	static const char *const none[] = {NULL};
	const char *const *list = credit_owned_list(reader->owned, object, key);

	return list != NULL ? list : none;
}

static gboolean
read_scheme(const Reader *reader, ClIdScheme *scheme, const ClJsonNode *entry)
{
	scheme->scheme = credit_owned_member(reader->owned, entry, "scheme");
	scheme->prefix = credit_owned_member(reader->owned, entry, "prefix");
	scheme->head = credit_owned_member(reader->owned, entry, "head");
	scheme->near = cl_json_node_get_bool(entry, "near");
	scheme->pattern = credit_owned_member(reader->owned, entry, "pattern");
	scheme->version = credit_owned_member(reader->owned, entry, "version");
	scheme->fields = credit_owned_list(reader->owned, entry, "fields");
	scheme->bare = cl_json_node_get_bool(entry, "bare");
	return scheme->scheme != NULL && scheme->pattern != NULL &&
	       credit_pattern_is_valid(scheme->pattern) &&
	       (scheme->version == NULL || credit_pattern_is_valid(scheme->version));
}

static gboolean
read_schemes(const Reader *reader, ClOrganisation *organisation, const ClJsonNode *object,
	GError **error)
{
	const ClJsonNode *list = cl_json_node_get_array(object, "ids");
	gsize n = cl_json_node_length(list);
	ClIdScheme *schemes;

	if (n == 0)
		return TRUE;
	schemes = credit_owned_block(reader->owned, n * sizeof *schemes);
	for (gsize i = 0; i < n; i++)
		if (!read_scheme(reader, &schemes[i], cl_json_node_at(list, i)))
			return credit_refuse(error,
				"%s: an entry of \"ids\" needs \"scheme\" and a "
				"\"pattern\" of characters, [classes] and {m,n}",
				organisation->id);
	organisation->id_schemes = schemes;
	organisation->n_id_schemes = (guint)n;
	return TRUE;
}

/* It names the photographers once and nothing else: a credit never becomes empty. */
static gboolean
is_form(const char *text)
{
	guint holes = 0;

	if (text == NULL)
		return TRUE;
	for (const char *at = text; *at != '\0'; at++) {
		if (g_str_has_prefix(at, CREDIT_HOLE)) {
			holes++;
			at += strlen(CREDIT_HOLE) - 1;
		} else if (*at == '{' || *at == '}') {
			return FALSE;
		}
	}
	return holes == 1;
}

static void
check_member(const char *key, const ClJsonNode *value, gpointer data)
{
	static const char *const known[] = {"id", "name", "kind", "family", "parent", "finding", "template",
		"form", "aliases", "surnames", "ids", "examples", "state_media", "hub", "source", "notice",
		"leads", NULL};
	char **unknown = data;

	(void)value;
	if (*unknown == NULL && !g_strv_contains(known, key))
		*unknown = g_strdup(key);
}

static gboolean
check_organisation(const ClOrganisation *organisation, const ClJsonNode *object, GError **error)
{
	g_autofree char *unknown = NULL;

	cl_json_node_each(object, check_member, &unknown);
	if (unknown != NULL)
		return credit_refuse(
			error, "organisation %s: has no member \"%s\"", organisation->id, unknown);
	return (is_form(organisation->template) && is_form(organisation->form)) ||
	       credit_refuse(error,
		       "organisation %s: \"template\" and \"form\" hold " CREDIT_HOLE
		       " once and no other variable",
		       organisation->id);
}

static void
put_organisation(const Reader *reader, const ClOrganisation *organisation)
{
	gpointer old = g_hash_table_lookup(reader->by_id, organisation->id);

	if (old != NULL)
		g_ptr_array_remove(reader->organisations, old);
	g_hash_table_replace(
		reader->by_id, (gpointer)organisation->id, (gpointer)organisation);
	g_ptr_array_add(reader->organisations, (gpointer)organisation);
}

static gboolean
read_organisation(const Reader *reader, const ClJsonNode *object, GError **error)
{
	ClOrganisation *organisation = credit_owned_block(reader->owned, sizeof *organisation);
	const char *kind = cl_json_node_get_string(object, "kind");
	const char *finding = cl_json_node_get_string(object, "finding");

	organisation->id = credit_owned_member(reader->owned, object, "id");
	organisation->name = credit_owned_member(reader->owned, object, "name");
	organisation->family = credit_owned_member(reader->owned, object, "family");
	organisation->parent = credit_owned_member(reader->owned, object, "parent");
	organisation->template = credit_owned_member(reader->owned, object, "template");
	organisation->form = credit_owned_member(reader->owned, object, "form");
	organisation->aliases = list_or_empty(reader, object, "aliases");
	organisation->surnames = list_or_empty(reader, object, "surnames");
	organisation->kind =
		kind == NULL ? CL_N_ORGANISATIONS : cl_organisation_kind_from_name(kind);
	organisation->finding = cl_finding_code(finding);
	organisation->state_media = cl_json_node_get_bool(object, "state_media");
	organisation->hub = cl_json_node_get_bool(object, "hub");
	organisation->source = cl_json_node_get_bool(object, "source");
	organisation->notice = cl_json_node_get_bool(object, "notice");
	organisation->leads = cl_json_node_get_bool(object, "leads");
	if (organisation->id == NULL || organisation->name == NULL ||
		organisation->kind == CL_N_ORGANISATIONS ||
		(finding != NULL && organisation->finding == NULL))
		return credit_refuse(error,
			"organisation %s: needs \"id\", \"name\" and a known \"kind\"%s",
			organisation->id == NULL ? "?" : organisation->id,
			finding == NULL ? "" : "; its \"finding\" must be a code");
	if (organisation->family == NULL)
		organisation->family = organisation->id;
	put_organisation(reader, organisation);
	return check_organisation(organisation, object, error) &&
	       read_schemes(reader, organisation, object, error);
}

static gboolean
read_person(const Reader *reader, const ClJsonNode *object, GError **error)
{
	ClPerson *person = credit_owned_block(reader->owned, sizeof *person);

	person->id = credit_owned_member(reader->owned, object, "id");
	person->name = credit_owned_member(reader->owned, object, "name");
	person->aliases = list_or_empty(reader, object, "aliases");
	if (person->name == NULL)
		return credit_refuse(error, "an entry of \"people\" needs a \"name\"");
	if (person->id == NULL) {
		g_autofree char *key = cl_name_key(person->name);

		person->id = credit_owned_text(reader->owned, g_strdelimit(key, " ", '-'));
	}
	g_ptr_array_add(reader->people, person);
	return TRUE;
}

typedef gboolean (*ReadEntry)(const Reader *reader, const ClJsonNode *object, GError **error);

/* Whether it extends the shipped table; nothing is read yet. */
static gboolean
check_head(const ClJsonNode *root, const char *name, gboolean *extends, GError **error)
{
	const char *schema = cl_json_node_get_string(root, "schema");
	const char *base = cl_json_node_get_string(root, "extends");
	g_autofree char *wanted = g_strdup_printf("cutline-%s/1", name);

	*extends = base != NULL;
	if (g_strcmp0(schema, wanted) != 0 || (cl_json_node_get_array(root, name) == NULL &&
						      cl_json_node_get(root, "grammar") == NULL))
		return credit_refuse(
			error, "needs \"schema\": \"%s\" and a list \"%s\"", wanted, name);
	return base == NULL || strcmp(base, "shipped") == 0 ||
	       credit_refuse(error, "\"extends\" can only be \"shipped\"");
}

static gboolean
read_entries(const Reader *reader, const ClJsonNode *root, const char *name, ReadEntry read,
	GError **error)
{
	const ClJsonNode *list = cl_json_node_get_array(root, name);

	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const ClJsonNode *entry = cl_json_node_at(list, i);

		if (!cl_json_node_is_object(entry))
			return credit_refuse(error, "an entry of \"%s\" is no object", name);
		if (!read(reader, entry, error))
			return FALSE;
	}
	return TRUE;
}

/* --- a table is the shipped one, extends it, or stands alone ---------------------------------------- */

static void
take_shipped_organisations(Reader *reader, const ClCreditRules *shipped)
{
	for (guint i = 0; i < shipped->n_organisations; i++)
		put_organisation(reader, shipped->organisations[i]);
}

static void
take_shipped_grammar(ClCreditRules *rules, const ClCreditRules *shipped)
{
	rules->labels = shipped->labels;
	rules->n_labels = shipped->n_labels;
	rules->marks = shipped->marks;
	rules->n_marks = shipped->n_marks;
	rules->roles = shipped->roles;
	rules->words = shipped->words;
	rules->endings = shipped->endings;
	rules->ranks = shipped->ranks;
	rules->post_nominals = shipped->post_nominals;
	rules->licences = shipped->licences;
	rules->max_rank_words = shipped->max_rank_words;
}

static gboolean
read_organisations(Reader *reader, const char *text, GError **error)
{
	g_autoptr(ClJsonNode) root = cl_json_read(text, -1, error);
	ClCreditRules *rules = reader->rules;
	const ClJsonNode *grammar = cl_json_node_get(root, "grammar");
	gboolean extends;

	if (root == NULL || !check_head(root, "organisations", &extends, error))
		return FALSE;
	if (extends)
		take_shipped_organisations(reader, cl_credit_rules_shipped());
	if (grammar != NULL && !credit_read_grammar(rules, grammar, error))
		return FALSE;
	if (grammar == NULL && !extends)
		return credit_refuse(error, "has no \"grammar\"; write \"extends\": \"shipped\" to use "
					    "the shipped one");
	if (grammar == NULL)
		take_shipped_grammar(rules, cl_credit_rules_shipped());
	if (!read_entries(reader, root, "organisations", read_organisation, error))
		return FALSE;
	rules->n_organisations = reader->organisations->len;
	rules->organisations =
		(const ClOrganisation *const *)g_ptr_array_steal(reader->organisations, NULL);
	credit_owned_keep(reader->owned, (gpointer)rules->organisations);
	credit_index_organisations(rules);
	return TRUE;
}

static void
use_shipped_organisations(ClCreditRules *rules, const ClCreditRules *shipped)
{
	rules->organisations = shipped->organisations;
	rules->n_organisations = shipped->n_organisations;
	rules->by_id = shipped->by_id;
	rules->aliases = shipped->aliases;
	memcpy(rules->by_length, shipped->by_length, sizeof rules->by_length);
	rules->problem = shipped->problem;
	take_shipped_grammar(rules, shipped);
}

static gboolean
read_people(Reader *reader, const char *text, GError **error)
{
	g_autoptr(ClJsonNode) root = cl_json_read(text, -1, error);
	ClCreditRules *rules = reader->rules;
	gboolean extends;

	if (root == NULL || !check_head(root, "people", &extends, error))
		return FALSE;
	for (guint i = 0; extends && i < cl_credit_rules_shipped()->n_people; i++)
		g_ptr_array_add(reader->people, (gpointer)cl_credit_rules_shipped()->people[i]);
	if (!read_entries(reader, root, "people", read_person, error))
		return FALSE;
	rules->n_people = reader->people->len;
	rules->people = (const ClPerson *const *)g_ptr_array_steal(reader->people, NULL);
	credit_owned_keep(reader->owned, (gpointer)rules->people);
	credit_index_people(rules);
	return TRUE;
}

static void
use_shipped_people(ClCreditRules *rules, const ClCreditRules *shipped)
{
	rules->people = shipped->people;
	rules->n_people = shipped->n_people;
	rules->person_by_key = shipped->person_by_key;
}

/* Of both texts, and of the shipped rules where they are used or extended: they change with the program. */
static const char *
version_of(CreditOwned *owned, const char *organisations, const char *people)
{
	const char *shipped = cl_credit_rules_shipped() == NULL ? "" : cl_credit_rules_shipped()->version;
	const char *const parts[] = {organisations == NULL ? "" : organisations,
		people == NULL ? "" : people, shipped};
	guint8 digest[CL_SHA256_BYTES];
	ClSha256 *hash = cl_sha256_new();
	g_autofree char *hex = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		cl_sha256_update(hash, parts[i], strlen(parts[i]) + 1);
	cl_sha256_finish(hash, digest);
	hex = cl_hex(digest, 6);
	return credit_owned_text(owned, hex);
}

static gboolean
read_all(Reader *reader, ClRulesText organisations, ClRulesText people, GError **error)
{
	if (organisations.text == NULL) {
		use_shipped_organisations(reader->rules, cl_credit_rules_shipped());
	} else if (!read_organisations(reader, organisations.text, error)) {
		g_prefix_error(error, "%s: ", organisations.where);
		return FALSE;
	}
	if (people.text == NULL) {
		use_shipped_people(reader->rules, cl_credit_rules_shipped());
	} else if (!read_people(reader, people.text, error)) {
		g_prefix_error(error, "%s: ", people.where);
		return FALSE;
	}
	return TRUE;
}

ClCreditRules *
cl_credit_rules_parse(ClRulesText organisations, ClRulesText people, GError **error)
{
	g_autoptr(ClCreditRules) rules = NULL;
	g_autoptr(GPtrArray) in_order = g_ptr_array_new();
	g_autoptr(GPtrArray) persons = g_ptr_array_new();
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
	Reader reader = {NULL, NULL, in_order, persons, by_id};

	if (organisations.text == NULL && people.text == NULL)
		return cl_credit_rules_shipped();
	rules = g_atomic_rc_box_new0(ClCreditRules);
	rules->owned = credit_owned_new();
	reader.rules = rules;
	reader.owned = rules->owned;
	if (!read_all(&reader, organisations, people, error))
		return NULL;
	rules->version = version_of(rules->owned, organisations.text, people.text);
	return g_steal_pointer(&rules);
}
