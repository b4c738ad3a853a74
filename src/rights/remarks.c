/* SPDX-License-Identifier: MIT
 *
 * Which restrictions of a comment, or of a field for names, count. Cameras and programs write there
 * ("CREATOR: gd-jpeg v1.0"), and people what they think; terms are whole statements, begin one, or
 * stand in capitals. What is none of these is silent.
 */
#include <string.h>
#include "rules.h"

typedef struct {
	const ClRightsRules *rules;
	const RightsTokens *tokens;
	const GPtrArray *found; /* as if the text were instructions */
	gboolean names;		/* the field names somebody: only capitals speak of use */
} Remark;

static gboolean
has_flag(const Remark *remark, guint i, guint16 flag)
{
	return (remark->rules->flags[rights_token(remark->tokens, i)->word] & flag) != 0;
}

/* The words of a restriction; *end past the last. */
static guint
words_of(const Remark *remark, const ClRestriction *one, guint *end)
{
	guint n = remark->tokens->tokens->len, first = 0;

	while (first < n && rights_token(remark->tokens, first)->end <= one->start)
		first++;
	for (*end = first; *end < n && rights_token(remark->tokens, *end)->start < one->end;)
		(*end)++;
	return first;
}

/* The statement around them. */
static void
widen(const Remark *remark, guint *first, guint *end)
{
	while (*first > 0 && rights_token(remark->tokens, *first)->before < RIGHTS_BREAK_LINE)
		(*first)--;
	while (*end < remark->tokens->tokens->len &&
		rights_token(remark->tokens, *end)->before < RIGHTS_BREAK_LINE)
		(*end)++;
}

static gboolean
is_covered(const Remark *remark, guint i)
{
	const RightsToken *token = rights_token(remark->tokens, i);

	for (guint j = 0; j < remark->found->len; j++) {
		const ClRestriction *one = remark->found->pdata[j];

		if (one->start <= token->start && token->end <= one->end &&
			one->code != CL_RESTRICTION_UNPARSED && strcmp(one->rule, "prose") != 0)
			return TRUE;
	}
	return has_flag(remark, i, RIGHTS_WORD_CONNECTOR);
}

static gboolean
is_capitals(const Remark *remark, guint first, guint end)
{
	gboolean any = FALSE;

	for (guint i = first; i < end; i++) {
		const RightsToken *token = rights_token(remark->tokens, i);

		if (!token->caps && !token->digit)
			return FALSE;
		any = any || token->caps;
	}
	return any;
}

/* "Please do not …", "Not for …": what begins so is an order. */
static gboolean
begins_order(const Remark *remark, guint first, guint end)
{
	static const char *const verbs[] = {"do", "must", "may", "shall", "can", "should", NULL};

	while (first < end && has_flag(remark, first, RIGHTS_WORD_CONNECTOR))
		first++;
	if (first + 2 > end)
		return FALSE;
	if (g_strv_contains(verbs, rights_token(remark->tokens, first)->fold))
		return has_flag(remark, first + 1, RIGHTS_WORD_NEGATION);
	return first + 2 < end && has_flag(remark, first, RIGHTS_WORD_NEGATION) &&
	       has_flag(remark, first + 1, RIGHTS_WORD_COMMAND);
}

/* What no phrase took: an order, or capitals that command. "FLASH OFF" and "COPYRIGHT, 2002" are a
 * camera's. */
static gboolean
commands(const Remark *remark, guint first, guint end)
{
	guint n_orders = 0, n_commands = 0;

	for (guint i = first; i < end; i++) {
		n_orders += has_flag(remark, i, RIGHTS_WORD_ORDER | RIGHTS_WORD_LIMIT);
		n_commands += has_flag(remark, i, RIGHTS_WORD_COMMAND) &&
			      strcmp(rights_token(remark->tokens, i)->fold, "copyright") != 0;
	}
	if (is_capitals(remark, first, end))
		return n_orders > 0 || (n_commands > 0 && end - first > 2);
	return !remark->names && (begins_order(remark, first, end) || n_orders * 3 >= end - first);
}

/* Says something of the picture as often as of its use. */
static gboolean
is_soft(ClRestrictionCode code)
{
	return code == CL_RESTRICTION_FEE || code == CL_RESTRICTION_CAPTION_CORRECTION ||
	       code == CL_RESTRICTION_QUALITY_NOTE || code == CL_RESTRICTION_GRAPHIC ||
	       code == CL_RESTRICTION_THIRD_PARTY || code == CL_RESTRICTION_UNVERIFIED ||
	       code == CL_RESTRICTION_ALTERED_AT_SOURCE || code == CL_RESTRICTION_CREDIT_REQUIRED ||
	       code == CL_RESTRICTION_CONTEXT_ONLY;
}

static gboolean
counts(const Remark *remark, const ClRestriction *one)
{
	guint end, last, first = words_of(remark, one, &end), begin = first;
	gboolean whole = TRUE;

	if (first == end || one->code == CL_RESTRICTION_INFORMATION)
		return FALSE;
	if (one->code == CL_RESTRICTION_UNPARSED)
		return commands(remark, first, end);
	if (remark->names)
		return is_capitals(remark, first, end) && !is_soft(one->code);
	last = end;
	widen(remark, &begin, &last);
	for (guint i = begin; i < last && whole; i++)
		whole = is_covered(remark, i);
	if (is_capitals(remark, first, end))
		return whole || is_capitals(remark, begin, last) || end - first > 1;
	/* "Screenshot", "Premium". */
	if (end - first == 1)
		return whole && has_flag(remark, first, RIGHTS_WORD_ORDER);
	return !is_soft(one->code) ? whole || first == begin
				   : whole && one->code != CL_RESTRICTION_FEE &&
					     one->code != CL_RESTRICTION_QUALITY_NOTE &&
					     one->code != CL_RESTRICTION_CAPTION_CORRECTION;
}

void
rights_keep_remarks(const ClRightsRules *rules, const char *text, gboolean names, GPtrArray *found)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(text, &rules->words);
	Remark remark = {rules, tokens, found, names};
	g_autofree gboolean *kept = g_new0(gboolean, found->len + 1);

	for (guint i = 0; i < found->len; i++)
		kept[i] = counts(&remark, found->pdata[i]);
	for (guint i = found->len; i-- > 0;)
		if (!kept[i])
			g_ptr_array_remove_index(found, i);
}
