/* SPDX-License-Identifier: MIT
 *
 * Deeds that are forbidden: "NOT TO BE CROPPED, SOLD OR USED IN ADVERTISING". A verb is known by itself
 * ("sold"), or it is said to what purpose or where ("used in advertising", "für Werbung verwendet").
 */
#include "rules.h"

#define PREPOSITIONS 2U /* so many words lead from a verb to its thing at most: "in any" */

static gboolean
is_preposition(const RightsToken *token)
{
	static const char *const words[] = {"in", "on", "for", "by", "to", "as", "with", "via", "any", "im",
		"auf", "fur", "zu", "zur", "zum", "als", "pour", "sur", "dans", "en", "a", "aux", "des",
		"para", "por", "con", "per", "su", "sui", "sulla", "nei", "voor", "op", NULL};

	return g_strv_contains(words, token->fold);
}

/* "and", "or" and their like, which no preposition of deeds is. */
static gboolean
is_joint(const RightsToken *token)
{
	static const char *const words[] = {"and", "or", "nor", "und", "oder", "noch", "et", "ou", "ni", "y",
		"o", "e", "ne", "of", "not", "be", "nicht", "no", "non", "pas", "ser", "etre",
		"essere", NULL};

	return g_strv_contains(words, token->fold);
}

gboolean
rights_deed_is_known(const ClRightsRules *rules, const RightsItem *item)
{
	return item->thing != 0 && rules->things[item->thing - 1]->code != CL_RESTRICTION_UNPARSED;
}

/* "in advertising" from token i on: the thing, *end past it; 0 = none. */
static guint
thing_behind(const ClRightsRules *rules, const RightsTokens *tokens, guint i, gboolean led, guint *end)
{
	guint n = tokens->tokens->len, led_to = i;

	while (led_to < n && led_to - i < PREPOSITIONS &&
		rights_token(tokens, led_to)->before == RIGHTS_BREAK_NONE &&
		is_preposition(rights_token(tokens, led_to)))
		led_to++;
	if (led_to >= n || (led && led_to == i) ||
		(led_to > i && rights_token(tokens, led_to)->before != RIGHTS_BREAK_NONE))
		return 0;
	return rights_rules_longest(rules, RIGHTS_ROOT_THINGS, tokens, led_to, end);
}

gboolean
rights_deed_at(const ClRightsRules *rules, const RightsTokens *tokens, guint i, RightsItem *item)
{
	guint n = tokens->tokens->len, end = i, thing_end = i, verb_end = i;
	guint deed = rights_rules_longest(rules, RIGHTS_ROOT_DEEDS, tokens, i, &end), thing, verb;

	*item = (RightsItem){deed, 0, i, end};
	if (deed != 0 && rights_deed_is_known(rules, item))
		return TRUE;
	thing = deed != 0 && (end >= n || rights_token(tokens, end)->before != RIGHTS_BREAK_NONE)
			? 0
			: thing_behind(rules, tokens, end, deed == 0, &thing_end);
	if (thing == 0)
		return deed != 0;
	*item = (RightsItem){thing, 0, i, thing_end};
	if (deed != 0)
		return TRUE;
	/* "für Werbung verwendet" */
	verb = thing_end == n
		       ? 0
		       : rights_rules_longest(rules, RIGHTS_ROOT_DEEDS, tokens, thing_end, &verb_end);
	item->end = verb_end;
	return verb != 0 && rules->things[verb - 1]->code == CL_RESTRICTION_UNPARSED;
}

/* Did the phrase forbid something, and not only let something? */
static gboolean
forbids(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match)
{
	static const ClRestrictionCode codes[] = {CL_RESTRICTION_NO_CROP, CL_RESTRICTION_NO_ALTER,
		CL_RESTRICTION_NO_RESALE, CL_RESTRICTION_NO_ARCHIVE, CL_RESTRICTION_NO_COMMERCIAL,
		CL_RESTRICTION_MEDIA_DENY, CL_RESTRICTION_NO_AI};
	const RightsRule *rule = rules->rules[match->rule - 1];
	gboolean known = FALSE, denied = FALSE;

	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		known = known || codes[i] == rule->code;
	for (guint i = match->start; i < match->end; i++)
		denied = denied ||
			 (rules->flags[rights_token(tokens, i)->word] & RIGHTS_WORD_NEGATION) != 0;
	return known && denied && !rule->only;
}

gboolean
rights_deeds_behind(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	guint *start, guint *end)
{
	guint n = tokens->tokens->len, i = match->end;
	RightsItem item;

	if (!forbids(rules, tokens, match))
		return FALSE;
	for (; i < n && rights_token(tokens, i)->before <= RIGHTS_BREAK_SOFT; i++)
		if (!is_joint(rights_token(tokens, i)))
			break;
	if (i >= n || rights_token(tokens, i)->before > RIGHTS_BREAK_SOFT ||
		(i == match->end && rights_token(tokens, i)->before != RIGHTS_BREAK_SOFT) ||
		!rights_deed_at(rules, tokens, i, &item))
		return FALSE;
	*start = i;
	return rights_slot_list(rules, tokens, i, RIGHTS_SLOT_DEEDS, end, NULL);
}
