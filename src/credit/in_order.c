/* SPDX-License-Identifier: MIT
 *
 * "Josek, Petr David" in a by-line: one person with the surname first (reference §4.7).
 */
#include "private.h"

#include <cutline/country.h>
#include <string.h>

#define SHORT_BYTES 3U /* of a surname that is somebody's code, too: LI */

/* "ANA" is an agency, "Ana" is not. */
static gboolean
is_agency(const ClCreditRules *rules, const char *half, const char *key)
{
	const CreditAlias *alias = credit_rules_alias(rules, key);
	g_autofree char *upper = g_utf8_strup(half, -1);

	return alias != NULL && (strlen(key) > SHORT_BYTES || strcmp(half, upper) == 0 ||
					strcmp(half, alias->organisation->name) == 0);
}

/* An agency, a place, a role, "Jr.", letters behind a name. */
static gboolean
is_no_name(const ClCreditRules *rules, const char *half)
{
	g_autofree char *key = cl_text_fold(half);

	return key[0] == '\0' || is_agency(rules, half, key) ||
	       credit_table_bits(&rules->roles, key) != 0 ||
	       (credit_rules_word(rules, key) & (CREDIT_WORD_SUFFIX | CREDIT_WORD_AUTHORITY)) != 0 ||
	       credit_table_find(&rules->post_nominals, key) != NULL ||
	       (strlen(half) > SHORT_BYTES && cl_country_code(half) != NULL);
}

static gboolean
is_one_person(const ClCreditRules *rules, const char *name)
{
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, name);

	return credit->photographers->len == 1 && credit->provider == NULL &&
	       credit->distributors->len == 0 && credit->findings->len == 0;
}

/* Of several words before the comma each half may be a person. */
char *
cl_name_in_order(const ClCreditRules *rules, const char *name)
{
	g_auto(GStrv) halves = g_strsplit(name, ",", -1);
	g_autofree char *turned = NULL;

	if (g_strv_length(halves) != 2)
		return g_strdup(name);
	g_strstrip(halves[0]);
	g_strstrip(halves[1]);
	if (strpbrk(halves[0], " /;&") != NULL || is_no_name(rules, halves[0]) ||
		is_no_name(rules, halves[1]))
		return g_strdup(name);
	turned = g_strdup_printf("%s %s", halves[1], halves[0]);
	return is_one_person(rules, turned) ? g_steal_pointer(&turned) : g_strdup(name);
}
