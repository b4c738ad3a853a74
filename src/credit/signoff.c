/* SPDX-License-Identifier: MIT
 *
 * The credit at the end of a caption (reference §4.2 rule 4): found, never taken out here. A tail
 * counts only if a rule knows somebody in it, so that the end of a sentence is no credit.
 */
#include "private.h"

#include <string.h>

#define MAX_SIGNOFF_BYTES 300U

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

/* Labels and signatures with which a last sentence that is a credit begins. */
static const char *const beginnings[] = {
	"Mandatory Credit:", "Mandatory credit:", "MANDATORY CREDIT:", "Photo credit should read",
	"Photo by ", "Photos by ", "Photo: ", "Foto: ", "Fotos: ", "Фото: ", "Фото ",
	"Сурет: ", "Fotoğraf: ", "Credit: ", "Photograph: ", "REUTERS/", "Reuters/", "EPA/",
	"EPA-EFE/", "AFP PHOTO", "AP Photo/", "THE CANADIAN PRESS/", "PA Wire", "(Photo by ",
	"(AP Photo/", "©"};

/* The last of the beginnings that stands at the start of a sentence. */
static gboolean
find_sentence(
	const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	gsize first = length > MAX_SIGNOFF_BYTES ? length - MAX_SIGNOFF_BYTES : 0;

	for (gsize at = length; at > first;) {
		at--;
		if (at > 0 && caption[at - 1] != ' ' && caption[at - 1] != '\n' &&
			caption[at - 1] != '.')
			continue;
		for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++) {
			if (!g_str_has_prefix(caption + at, beginnings[i]) ||
				!is_credit(rules, caption + at, length - at))
				continue;
			*start = at;
			*end = length;
			return TRUE;
		}
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
