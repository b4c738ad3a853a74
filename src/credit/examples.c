/* SPDX-License-Identifier: MIT
 *
 * The rules tried on their own examples, so that a changed rule shows what it broke. Nothing else reads
 * the examples.
 */
#include "private.h"

#include <cutline/rules.h>

#include <string.h>

typedef struct {
	const ClCreditRules *rules;
	GPtrArray *failures;
	GHashTable *done; /* ids of organisations whose examples were tried: an override's come first */
	gboolean grammar; /* those of the grammar, too */
	guint n;
} Trial;

G_GNUC_PRINTF(4, 5)
static void fail(GPtrArray *failures, const char *owner, const char *text, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(failures, g_strdup_printf("%s: \"%s\": %s", owner, text, what));
}

static char *
joined(const GPtrArray *names)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(
			out, "%s%s", i == 0 ? "" : " > ", ((ClCreditName *)names->pdata[i])->name);
	return g_string_free(out, FALSE);
}

static void
expect(GPtrArray *failures, const char *owner, const char *text, const char *what, const char *got,
	const char *wanted)
{
	if (strcmp(got == NULL ? "" : got, wanted) != 0)
		fail(failures, owner, text, "%s is \"%s\", not \"%s\"", what,
			got == NULL ? "" : got, wanted);
}

/* `wanted` = the example's list; what it does not say may be anything. */
static void
expect_list(GPtrArray *failures, const char *owner, const char *text, const char *what,
	const GPtrArray *got, const ClJsonNode *example)
{
	const ClJsonNode *wanted = cl_json_node_get_array(example, what);
	g_autofree char *one = joined(got);
	g_autoptr(GString) other = g_string_new(NULL);

	if (wanted == NULL)
		return;
	for (gsize i = 0; i < cl_json_node_length(wanted); i++)
		g_string_append_printf(other, "%s%s", i == 0 ? "" : " > ",
			cl_json_node_string(cl_json_node_at(wanted, i)));
	expect(failures, owner, text, what, one, other->str);
}

static void
try_example(Trial *trial, const char *owner, const ClJsonNode *example)
{
	const char *text = cl_json_node_get_string(example, "text");
	g_autoptr(ClCredit) credit = NULL;

	trial->n++;
	if (text == NULL) {
		fail(trial->failures, owner, "", "the example has no \"text\"");
		return;
	}
	credit = cl_credit_parse(trial->rules, text);
	expect_list(trial->failures, owner, text, "photographers", credit->photographers, example);
	expect_list(trial->failures, owner, text, "distributors", credit->distributors, example);
	const struct {
		const char *what, *got;
	} parts[] = {{"provider", credit->provider == NULL ? NULL : credit->provider->name},
		{"kind", cl_credit_kind_name(credit->kind)}, {"canonical", credit->canonical},
		{"client", credit->client}, {"pool_operator", credit->pool_operator}};
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		const char *wanted = cl_json_node_get_string(example, parts[i].what);

		if (wanted != NULL)
			expect(trial->failures, owner, text, parts[i].what, parts[i].got, wanted);
	}
}

static void
try_examples(Trial *trial, const char *owner, const ClJsonNode *of)
{
	const ClJsonNode *list = cl_json_node_get_array(of, "examples");

	for (gsize i = 0; i < cl_json_node_length(list); i++)
		try_example(trial, owner, cl_json_node_at(list, i));
}

static void
try_ids(Trial *trial, const ClOrganisation *organisation, const ClJsonNode *scheme)
{
	const ClJsonNode *list = cl_json_node_get_array(scheme, "examples");
	const char *wanted = cl_json_node_get_string(scheme, "scheme");

	for (gsize i = 0; i < cl_json_node_length(list); i++, trial->n++) {
		const char *text = cl_json_node_string(cl_json_node_at(list, i));
		g_autoptr(ClSupplierId) id =
			cl_supplier_id_parse(trial->rules, organisation->id, NULL, text);

		if (id == NULL || strcmp(id->supplier, organisation->id) != 0 ||
			strcmp(id->scheme, wanted) != 0)
			fail(trial->failures, organisation->id, text, "is read as %s, not as %s",
				id == NULL ? "no id" : id->scheme, wanted);
	}
}

/* The name as printed must be read as the organisation again. */
static void
try_name(Trial *trial, const ClOrganisation *organisation)
{
	const ClOrganisation *found = cl_credit_rules_find(trial->rules, organisation->name);

	trial->n++;
	if (found == NULL || strcmp(found->name, organisation->name) != 0)
		fail(trial->failures, organisation->id, organisation->name,
			"its own name is not read as it");
	if (organisation->parent != NULL &&
		cl_credit_rules_organisation(trial->rules, organisation->parent) == NULL)
		fail(trial->failures, organisation->id, organisation->parent,
			"there is no such parent");
}

/* What is printed by its form must be read as it again. */
static void
try_form(Trial *trial, const ClOrganisation *organisation, const char *form)
{
	g_auto(GStrv) parts = form == NULL ? NULL : g_strsplit(form, CREDIT_HOLE, 2);
	g_autofree char *text = parts == NULL ? NULL : g_strjoinv("Ana Ruiz", parts);
	g_autoptr(ClCredit) credit = NULL;
	g_autofree char *people = NULL;
	const ClCreditName *deliverer;

	if (text == NULL)
		return;
	trial->n++;
	credit = cl_credit_parse(trial->rules, text);
	people = joined(credit->photographers);
	deliverer = cl_credit_deliverer(credit);
	expect(trial->failures, organisation->id, text, "photographers", people, "Ana Ruiz");
	expect(trial->failures, organisation->id, text, "deliverer",
		deliverer == NULL ? NULL : deliverer->name, organisation->name);
}

static void
try_entry(Trial *trial, const ClJsonNode *entry)
{
	const char *id = cl_json_node_get_string(entry, "id");
	const ClOrganisation *organisation =
		id == NULL ? NULL : cl_credit_rules_organisation(trial->rules, id);
	const ClJsonNode *ids = cl_json_node_get_array(entry, "ids");

	if (organisation == NULL || !g_hash_table_add(trial->done, (gpointer)organisation->id))
		return;
	try_name(trial, organisation);
	try_form(trial, organisation, organisation->template);
	try_form(trial, organisation, organisation->form);
	try_examples(trial, organisation->id, entry);
	for (gsize i = 0; i < cl_json_node_length(ids); i++)
		try_ids(trial, organisation, cl_json_node_at(ids, i));
}

/* *extends: what it extends has examples as well. */
static void
try_table(Trial *trial, const char *text, gboolean *extends)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClJsonNode) root = cl_json_read(text, -1, &why);
	const ClJsonNode *list = cl_json_node_get_array(root, "organisations");
	const ClJsonNode *grammar = cl_json_node_get(root, "grammar");

	*extends = cl_json_node_get_string(root, "extends") != NULL;
	if (root == NULL)
		fail(trial->failures, "organisations", "", "%s", why->message);
	if (grammar != NULL && !trial->grammar) {
		trial->grammar = TRUE;
		try_examples(trial, "grammar", grammar);
	}
	for (gsize i = 0; i < cl_json_node_length(list); i++)
		try_entry(trial, cl_json_node_at(list, i));
}

static void
try_people(Trial *trial)
{
	for (guint i = 0; i < trial->rules->n_people; i++) {
		const ClPerson *person = trial->rules->people[i];
		const ClPerson *found = cl_credit_rules_person(trial->rules, person->name);

		trial->n++;
		if (found != person)
			fail(trial->failures, person->id, person->name, "is read as %s",
				found == NULL ? "nobody" : found->id);
		for (const char *const *at = person->aliases; *at != NULL; at++, trial->n++)
			if (cl_credit_rules_person(trial->rules, *at) != person)
				fail(trial->failures, person->id, *at, "is read as somebody else");
	}
}

GPtrArray *
cl_credit_rules_test(const ClCreditRules *rules, const char *organisations, guint *n_examples)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
	Trial trial = {rules, g_ptr_array_new_with_free_func(g_free), done, FALSE, 0};
	gboolean extends = TRUE;

	if (rules->problem != NULL)
		g_ptr_array_add(trial.failures, g_strdup(rules->problem));
	if (organisations != NULL)
		try_table(&trial, organisations, &extends);
	if (extends)
		try_table(&trial, cl_rules_shipped("organisations"), &extends);
	try_people(&trial);
	*n_examples = trial.n;
	return trial.failures;
}
