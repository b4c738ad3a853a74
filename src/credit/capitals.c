/* SPDX-License-Identifier: MIT
 *
 * What stands in capitals behind a credit that is not written so ("Foto: Ana Ruiz/dpa DO NOT RUN"): no part
 * of it, but told to who prints the picture. A name in capitals ("Ana RUIZ/AFP") and an agency stay.
 */
#include "private.h"

#include <cutline/credit_told.h>
#include <cutline/rights.h>
#include <string.h>

#define MAX_KNOWN_WORDS 5U /* of an agency's name, or a role */
#define MAX_NAME_WORDS 4U
#define WORDS_BEFORE 2U /* so many are read with what may be told, so that it is no text of capitals */
#define MIN_TOLD_WORDS 2U

static gboolean
has_small(const CreditText *text, guint from, guint to)
{
	const char *at = text->clean + credit_text_word(text, from)->start;
	const char *end = text->clean + credit_text_word(text, to - 1)->end;

	while (at < end && !g_unichar_islower(g_utf8_get_char(at)))
		at = g_utf8_next_char(at);
	return at < end;
}

static gboolean
begins_large(const CreditText *text, guint i)
{
	return g_unichar_isupper(g_utf8_get_char(text->clean + credit_text_word(text, i)->start));
}

static gboolean
gap_has(const CreditText *text, guint i, const char *signs)
{
	gsize n;
	const char *gap = credit_text_gap(text, i, &n);

	for (gsize k = 0; k < n; k++)
		if (strchr(signs, gap[k]) != NULL)
			return TRUE;
	return FALSE;
}

static gboolean
is_blank(const CreditText *text, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(text, i, &n);

	return n == 1 && *gap == ' ';
}

/* An agency, a role or a word for a picture. */
static gboolean
is_known(const ClCreditRules *rules, const CreditText *text, guint from, guint to)
{
	g_autofree char *key = credit_text_key(text, from, to);

	return credit_rules_alias(rules, key) != NULL || credit_table_bits(&rules->roles, key) != 0 ||
	       (credit_rules_word(rules, key) & CREDIT_WORD_PHOTO) != 0;
}

static gboolean
is_via(const CreditText *text, guint i)
{
	g_autofree char *key = credit_text_key(text, i, i + 1);

	return strcmp(key, "via") == 0;
}

/* "Ana Ruiz/dpa", "Ana RUIZ / AFP", "dpa": does a credit end before word `end` with a name that is known? A
 * name in capitals may follow an agency with which it begins ("Belga ANA RUIZ"). */
static gboolean
ends_known(const ClCreditRules *rules, const CreditText *text, guint end, gboolean *closed)
{
	for (guint n = MIN(MAX_KNOWN_WORDS, end); n > 0; n--) {
		guint from = end - n, first = from;
		g_autofree char *key = credit_text_key(text, from, end);
		const CreditAlias *alias = credit_rules_alias(rules, key);

		while (first > 0 && from - first < WORDS_BEFORE && !gap_has(text, first, "."))
			first--;
		if ((from > 0 && !gap_has(text, from, "/,|(") && !is_via(text, from - 1)) ||
			!has_small(text, first, end) || !is_known(rules, text, from, end))
			continue;
		*closed = from > 0 && alias != NULL && cl_organisation_delivers(alias->organisation->kind);
		return TRUE;
	}
	return FALSE;
}

/* "REUTERS/Ana Ruiz", "Foto: Ana Ruiz", "Ana Ruiz": does one end there with a whole name in small letters? */
static gboolean
ends_named(const ClCreditRules *rules, const CreditText *text, guint end)
{
	guint from = end;

	while (from > 0 && end - from < MAX_NAME_WORDS && begins_large(text, from - 1) &&
		has_small(text, from - 1, from) && (from == end || is_blank(text, from)))
		from--;
	if (end - from < 2 || from == 0)
		return end - from >= 2;
	for (guint n = MIN(MAX_KNOWN_WORDS, from); n > 0; n--)
		if (gap_has(text, from, "/:") && is_known(rules, text, from - n, from))
			return TRUE;
	return FALSE;
}

/* Past the words in capitals from `i` on. */
static guint
end_of_capitals(const CreditText *text, guint i)
{
	guint end = i;

	while (end < text->words->len && !has_small(text, end, end + 1) &&
		(end == i || !gap_has(text, end, "()*\"")))
		end++;
	return end;
}

/* Read as a statement of its own, does it forbid or ask anything? */
static gboolean
asks(const CreditText *text, guint i, guint end)
{
	static const ClRightsTimes times = {0};
	guint first = i > WORDS_BEFORE ? i - WORDS_BEFORE : 0;
	g_autofree char *before = credit_text_slice(text, first, i);
	g_autofree char *told = credit_text_slice(text, i, end);
	g_autofree char *lines = g_strconcat(before, "|", told, NULL);
	g_autoptr(GPtrArray) found = cl_rights_parse_caption(cl_rights_rules_shipped(), lines, &times);

	for (guint k = 0; k < found->len; k++) {
		const ClRestriction *one = found->pdata[k];

		if (one->code != CL_RESTRICTION_INFORMATION && one->start > strlen(before))
			return TRUE;
	}
	return FALSE;
}

/* "Ana Ruiz/AFP NO SALES": the agency of a name, whatever is told behind it; behind an agency ("…/dpa, BILD
 * HAS PAID") one more is of the credit only if a separator or nothing follows. */
static gboolean
goes_on(const ClCreditRules *rules, const CreditText *text, guint i, guint end, gboolean behind_agency)
{
	if (is_blank(text, i))
		return FALSE;
	for (guint n = MIN(MAX_KNOWN_WORDS, end - i); n > 0; n--)
		if (is_known(rules, text, i, i + n) &&
			(!behind_agency || i + n == text->words->len || !is_blank(text, i + n)))
			return TRUE;
	return FALSE;
}

/* Behind an agency's name nothing more of a credit comes without a separator; behind another name, or a
 * separator, more of it may, and only what asks is told. */
static gboolean
is_told(const ClCreditRules *rules, const CreditText *text, guint i, guint *end)
{
	gboolean closed = FALSE, behind_agency;
	guint n;

	if (i == 0 || has_small(text, i, i + 1) || gap_has(text, i, "(\"") || is_via(text, i))
		return FALSE;
	behind_agency = ends_known(rules, text, i, &closed);
	if (!behind_agency && !ends_named(rules, text, i))
		return FALSE;
	*end = end_of_capitals(text, i);
	n = *end - i;
	if ((n <= MAX_KNOWN_WORDS && is_known(rules, text, i, *end)) ||
		goes_on(rules, text, i, *end, behind_agency))
		return FALSE;
	for (guint k = i; k < *end && closed; k++)
		closed = !gap_has(text, k, "/|)");
	return (closed && n >= MIN_TOLD_WORDS && is_blank(text, i) && !is_known(rules, text, i, i + 1)) ||
	       asks(text, i, *end);
}

gboolean
credit_told(const ClCreditRules *rules, const CreditText *text, gsize *start, gsize *end)
{
	guint past;

	for (guint i = 1; i < text->words->len; i++)
		if (is_told(rules, text, i, &past)) {
			*start = text->raw[credit_text_word(text, i)->start];
			*end = text->raw[credit_text_word(text, past - 1)->end];
			return TRUE;
		}
	return FALSE;
}

void
cl_credit_part_told(const ClCreditRules *rules, char *text)
{
	CreditText words;
	guint end;

	credit_text_init(&words, text);
	for (guint i = 1; i < words.words->len; i++) {
		char *at = text + words.raw[credit_text_word(&words, i)->start];

		if (is_told(rules, &words, i, &end) && g_ascii_isspace(at[-1]))
			at[-1] = '|';
	}
	credit_text_clear(&words);
}
