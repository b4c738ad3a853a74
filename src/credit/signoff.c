/* SPDX-License-Identifier: MIT
 *
 * The credit at the end of a caption (reference §4.2 rule 4): found, never taken out here. A tail
 * counts only if a rule knows somebody in it, so that the end of a sentence is no credit.
 */
#include "private.h"

#include <string.h>

#define MAX_SIGNOFF_BYTES 300U
#define MAX_SIGNATURE_BYTES 60U

static gboolean
is_credit(const ClCreditRules *rules, const char *text, gsize n)
{
	g_autofree char *tail = g_strndup(text, n);
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, tail);

	for (guint i = 0; i < credit->rules->len; i++)
		if (g_str_has_prefix(credit->rules->pdata[i], "organisation/"))
			return !credit_has_finding(credit, CL_FINDING_CREDIT_RESIDUE);
	return FALSE;
}

/* "(Photo by X / AFP) (Photo by X/AFP via Getty Images)": the last one is the fullest. */
static gboolean
find_parenthesis(
	const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	guint depth = 0;
	gsize at = length;

	if (length == 0 || caption[length - 1] != ')')
		return FALSE;
	while (at > 0 && length - at < MAX_SIGNOFF_BYTES) {
		at--;
		if (caption[at] == ')')
			depth++;
		else if (caption[at] == '(' && --depth == 0)
			break;
	}
	if (depth != 0 || !is_credit(rules, caption + at, length - at))
		return FALSE;
	*start = at;
	*end = length;
	return TRUE;
}

/* Does a sentence end before `at`, or the text begin there? */
static gboolean
begins_sentence(const char *caption, gsize at)
{
	while (at > 0 && strchr(" \n\t)\"'*", caption[at - 1]) != NULL)
		at--;
	return at == 0 || strchr(".!?:", caption[at - 1]) != NULL || (guchar)caption[at - 1] >= 0x80;
}

/* "REUTERS/", "The Canadian Press/": an agency up to the first slash. */
static gboolean
signs(const ClCreditRules *rules, const char *text)
{
	gsize n = strcspn(text, "/\n");
	g_autofree char *name = g_strndup(text, n);
	g_autofree char *key = NULL;
	const CreditAlias *alias;

	if (n > MAX_SIGNATURE_BYTES || text[n] != '/')
		return FALSE;
	key = cl_text_fold(name);
	alias = credit_rules_alias(rules, key);
	return alias != NULL && cl_organisation_delivers(alias->organisation->kind);
}

/* The last place where a credit begins in words, by a label or an agency's signature. */
static gboolean
find_sentence(
	const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	gsize first = length > MAX_SIGNOFF_BYTES ? length - MAX_SIGNOFF_BYTES : 0;

	for (gsize at = length; at > first;) {
		gboolean fresh, sure;

		at--;
		if (((guchar)caption[at] & 0xc0) == 0x80 ||
			(at > 0 && strchr(" \n.(", caption[at - 1]) == NULL))
			continue;
		fresh = begins_sentence(caption, at);
		if ((cl_credit_rules_label(rules, caption + at, length - at, fresh, &sure) == 0 &&
			    !(fresh && signs(rules, caption + at))) ||
			!is_credit(rules, caption + at, length - at))
			continue;
		*start = at;
		*end = length;
		return TRUE;
	}
	return FALSE;
}

gboolean
cl_credit_signoff(const ClCreditRules *rules, const char *caption, gsize *start, gsize *end)
{
	gsize length = strlen(caption);

	while (length > 0 && (g_ascii_isspace(caption[length - 1]) || caption[length - 1] == '*'))
		length--;
	return find_parenthesis(rules, caption, length, start, end) ||
	       find_sentence(rules, caption, length, start, end);
}
