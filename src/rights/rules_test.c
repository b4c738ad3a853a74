/* SPDX-License-Identifier: MIT
 *
 * The examples of the rules, tried: each must give its rule's code and leave nothing that is not
 * understood. Who changes a phrase sees first what it breaks.
 */
#include <string.h>
#include "rules.h"

static char *
read_out(const GPtrArray *found)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *restriction = found->pdata[i];

		g_string_append_printf(text, "%s%s(%s)[%s]", i > 0 ? ", " : "",
			cl_restriction_name(restriction->code),
			restriction->operand != NULL ? restriction->operand : "",
			restriction->rule);
	}
	return g_string_free(text, FALSE);
}

static void
try_example(const ClRightsRules *rules, const RightsRule *rule, const char *example,
	GPtrArray *failures)
{
	ClRightsTimes times = {.ingested_us = G_GINT64_CONSTANT(1772532000) * G_USEC_PER_SEC};
	g_autoptr(GPtrArray) found = cl_rights_parse(rules, example, &times);
	g_autofree char *out = read_out(found);
	gboolean has_code = FALSE, understood = TRUE;

	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *restriction = found->pdata[i];

		has_code = has_code || restriction->code == rule->code;
		understood = understood && (restriction->code != CL_RESTRICTION_UNPARSED ||
						   rule->code == CL_RESTRICTION_UNPARSED);
	}
	if (!has_code || !understood)
		g_ptr_array_add(
			failures, g_strdup_printf("%s: %s: gives %s", rule->id, example, out));
}

GPtrArray *
cl_rights_rules_test(const ClRightsRules *rules, guint *n_examples)
{
	GPtrArray *failures = g_ptr_array_new_with_free_func(g_free);

	*n_examples = 0;
	for (guint i = 0; i < rules->n_rules; i++) {
		const RightsRule *rule = rules->rules[i];

		for (char **at = rule->examples; *at != NULL; at++, ++*n_examples)
			try_example(rules, rule, *at, failures);
	}
	return failures;
}
