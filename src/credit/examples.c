/* SPDX-License-Identifier: MIT
 *
 * The rules tried on their own examples, so that a changed rule shows what it broke.
 */
#include "private.h"

#include <string.h>

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

static void
expect_list(GPtrArray *failures, const char *owner, const char *text, const char *what,
	const GPtrArray *got, char **wanted)
{
	g_autofree char *one = joined(got);
	g_autofree char *other = NULL;

	if (wanted == NULL)
		return;
	other = g_strjoinv(" > ", wanted);
	expect(failures, owner, text, what, one, other);
}

static void
try_example(const ClCreditRules *rules, const char *owner, const ClCreditExample *example,
	GPtrArray *failures)
{
	g_autoptr(ClCredit) credit = NULL;
	const char *text = example->text;

	if (text == NULL) {
		fail(failures, owner, "", "the example has no \"text\"");
		return;
	}
	credit = cl_credit_parse(rules, text);
	expect_list(failures, owner, text, "photographers", credit->photographers,
		example->photographers);
	expect_list(
		failures, owner, text, "distributors", credit->distributors, example->distributors);
	if (example->provider != NULL)
		expect(failures, owner, text, "provider",
			credit->provider == NULL ? NULL : credit->provider->name,
			example->provider);
	if (example->kind != NULL)
		expect(failures, owner, text, "kind", cl_credit_kind_name(credit->kind),
			example->kind);
	if (example->canonical != NULL)
		expect(failures, owner, text, "canonical", credit->canonical, example->canonical);
	if (example->client != NULL)
		expect(failures, owner, text, "client", credit->client, example->client);
	if (example->pool_operator != NULL)
		expect(failures, owner, text, "pool_operator", credit->pool_operator,
			example->pool_operator);
}

static guint
try_ids(const ClCreditRules *rules, const ClOrganisation *organisation, GPtrArray *failures)
{
	guint n = 0;

	for (guint i = 0; i < organisation->id_schemes->len; i++) {
		const ClIdScheme *scheme = organisation->id_schemes->pdata[i];

		for (char **at = scheme->examples; *at != NULL; at++, n++) {
			g_autoptr(ClSupplierId) id =
				cl_supplier_id_parse(rules, organisation->id, NULL, *at);

			if (id == NULL || strcmp(id->supplier, organisation->id) != 0 ||
				strcmp(id->scheme, scheme->scheme) != 0)
				fail(failures, organisation->id, *at, "is read as %s, not as %s",
					id == NULL ? "no id" : id->scheme, scheme->scheme);
		}
	}
	return n;
}

/* The name as printed must be read as the organisation again. */
static void
try_name(const ClCreditRules *rules, const ClOrganisation *organisation, GPtrArray *failures)
{
	const ClOrganisation *found = cl_credit_rules_find(rules, organisation->name);

	if (found == NULL || strcmp(found->name, organisation->name) != 0)
		fail(failures, organisation->id, organisation->name,
			"its own name is not read as it");
	if (organisation->parent != NULL &&
		cl_credit_rules_organisation(rules, organisation->parent) == NULL)
		fail(failures, organisation->id, organisation->parent, "there is no such parent");
}

static guint
try_people(const ClCreditRules *rules, GPtrArray *failures)
{
	guint n = 0;

	for (guint i = 0; i < rules->people->len; i++) {
		const ClPerson *person = rules->people->pdata[i];
		const ClPerson *found = cl_credit_rules_person(rules, person->name);

		n++;
		if (found != person)
			fail(failures, person->id, person->name, "is read as %s",
				found == NULL ? "nobody" : found->id);
		for (char **at = person->aliases; *at != NULL; at++, n++)
			if (cl_credit_rules_person(rules, *at) != person)
				fail(failures, person->id, *at, "is read as somebody else");
	}
	return n;
}

GPtrArray *
cl_credit_rules_test(const ClCreditRules *rules, guint *n_examples)
{
	GPtrArray *failures = g_ptr_array_new_with_free_func(g_free);

	*n_examples = rules->examples->len;
	if (rules->problem != NULL)
		g_ptr_array_add(failures, g_strdup(rules->problem));
	for (guint i = 0; i < rules->examples->len; i++)
		try_example(rules, "grammar", rules->examples->pdata[i], failures);
	for (guint i = 0; i < rules->organisations->len; i++) {
		const ClOrganisation *organisation = rules->organisations->pdata[i];

		try_name(rules, organisation, failures);
		for (guint k = 0; k < organisation->examples->len; k++, (*n_examples)++)
			try_example(rules, organisation->id, organisation->examples->pdata[k],
				failures);
		*n_examples += 1 + try_ids(rules, organisation, failures);
	}
	*n_examples += try_people(rules, failures);
	return failures;
}
