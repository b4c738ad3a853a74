/* SPDX-License-Identifier: MIT
 *
 * Credits that words demand, read as credits: "Martin Rickett/PA Wire" and "© Martin Rickett/PA" name the
 * same, and what names nobody ("next to photo") demands the credit that the picture has. What stands in
 * quotation marks is demanded to the letter.
 */
#include "rights.h"

#include <string.h>

static gboolean
is_quoted(const ClRestriction *one)
{
	static const char *const quotes[] = {"\"", "“", "”", "„", "«", "''"};

	for (gsize i = 0; i < G_N_ELEMENTS(quotes); i++)
		if (strstr(one->text, quotes[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* "AND LINKED", "the photographer", "next to photo": how or whom to credit, and no name. */
static gboolean
names_nobody(const ClCredit *credit, const char *demanded)
{
	static const char *const words[] = {"and", "for", "to", "the", "photographer", "agency", "author",
		"source", "required", "as", "line", NULL};
	g_autofree char *folded = cl_text_fold(demanded);
	g_autofree char *first = g_strndup(folded, strcspn(folded, " "));

	for (guint i = 0; i < credit->rules->len; i++)
		if (g_str_has_prefix(credit->rules->pdata[i], "organisation/") ||
			g_str_has_prefix(credit->rules->pdata[i], "person/"))
			return FALSE;
	return g_unichar_islower(g_utf8_get_char(demanded)) || g_strv_contains(words, first);
}

/* Does a rule know each name? */
static gboolean
is_understood(const ClCredit *credit)
{
	for (guint i = 0; i < credit->findings->len; i++) {
		const char *code = ((const ClCreditFinding *)credit->findings->pdata[i])->code;

		if (strcmp(code, CL_FINDING_CREDIT_UNPARSED) == 0 ||
			strcmp(code, CL_FINDING_CREDIT_AMBIGUOUS) == 0 ||
			strcmp(code, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION) == 0)
			return FALSE;
	}
	return TRUE;
}

/* With a name that no rule knows it is printed as it is; a page may write the same names otherwise. */
static void
settle(const ClCreditRules *rules, ClRestriction *one)
{
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, one->operand);

	if (names_nobody(credit, one->operand)) {
		g_clear_pointer(&one->operand, g_free);
		return;
	}
	if (!cl_credit_is_recognised(credit))
		return;
	one->as_written = g_strdup(one->operand);
	if (is_understood(credit)) {
		g_free(one->operand);
		one->operand = cl_credit_render(rules, credit, CL_CREDIT_STYLE_PLAIN);
	}
}

gboolean
archive_settle_demands(ClArchive *archive, GPtrArray *restrictions, GError **error)
{
	for (guint i = 0; i < restrictions->len; i++) {
		ClRestriction *one = restrictions->pdata[i];

		if (one->code != CL_RESTRICTION_CREDIT_REQUIRED || one->operand == NULL || is_quoted(one))
			continue;
		if (archive_credit_rules(archive, error) == NULL)
			return FALSE;
		settle(archive->credit_rules, one);
	}
	return TRUE;
}
