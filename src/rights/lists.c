/* SPDX-License-Identifier: MIT
 *
 * Lists of what is forbidden and where: "NO SALES, NO ARCHIVE" are two restrictions, "JAPAN AND MAGS OUT",
 * too; "NO ONLINE USE IN JAPAN" is one, about a medium in a place.
 */
#include <string.h>

#include "rules.h"

/* Territories of a list as one restriction. */
static void
emit_territories(const ClRightsRules *rules, ClRestriction *restriction, const GArray *items, guint first,
	guint end)
{
	for (guint i = first; i < end; i++) {
		guint value = g_array_index(items, RightsItem, i).territory;

		if (value != 0)
			cl_territories_unite(&restriction->territories,
				&rules->territories[value - 1]->set);
	}
	rights_state_territories(rules, restriction);
}

static ClRestriction *
from_thing(const ClRightsRules *rules, const RightsTokens *tokens, const RightsItem *item,
	const RightsRule *rule)
{
	const RightsThing *thing = item->thing == 0 ? NULL : rules->things[item->thing - 1];
	ClRestriction *restriction = rights_restriction_new(tokens, item->start, item->end,
		thing != NULL ? thing->code : CL_RESTRICTION_TERRITORY_DENY, rule->id,
		rule->confidence);

	if (thing != NULL && thing->code == CL_RESTRICTION_UNPARSED)
		restriction->confidence = 0;
	if (thing != NULL && thing->operand != NULL) {
		ClRightsTimes none = {0};

		rights_set_operand(rules, restriction, thing->operand, &none);
	}
	return restriction;
}

gboolean
rights_emit_places(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	ClRestriction *restriction)
{
	const RightsCapture *list = rights_captured(match, RIGHTS_SLOT_TERRITORIES);
	const RightsCapture *one = rights_captured(match, RIGHTS_SLOT_TERRITORY_OUT);
	const RightsCapture *codes = rights_captured(match, RIGHTS_SLOT_UNDERSCORED);
	guint end, territory = 0;

	if (list != NULL) {
		g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RightsItem));

		rights_slot_list(rules, tokens, list->start, RIGHTS_SLOT_TERRITORIES, &end, items);
		emit_territories(rules, restriction, items, 0, items->len);
		return TRUE;
	}
	if (one != NULL &&
		rights_slot_territory_out(rules, rights_token(tokens, one->start), &territory))
		restriction->territories =
			rules->territories[territory - 1]->set;
	else if (codes == NULL ||
		 !rights_slot_underscored(
			 rules, rights_token(tokens, codes->start), &restriction->territories))
		return FALSE;
	rights_state_territories(rules, restriction);
	return TRUE;
}

static gboolean
is_medium(const ClRightsRules *rules, const RightsItem *item)
{
	return item->thing != 0 && rules->things[item->thing - 1]->code == CL_RESTRICTION_MEDIA_DENY;
}

static RightsItem *
item_of(const GArray *items, guint i)
{
	return &g_array_index(items, RightsItem, i);
}

/* Past the last of the territories from `i` on. */
static guint
end_of_places(const GArray *items, guint i)
{
	while (i < items->len && item_of(items, i)->territory != 0)
		i++;
	return i;
}

static gboolean
is_denied_anew(const RightsTokens *tokens, const RightsItem *item)
{
	return strcmp(rights_token(tokens, item->start - 1)->fold, "no") == 0;
}

/* "NO ONLINE OR TV USE IN JAPAN": media that are forbidden in a place are not forbidden elsewhere, nor is all
 * else forbidden there. They take the words of the place, which goes. With others, "NO SALES IN JAPAN", it
 * stays, as the reference has it. */
static void
place_media(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match, GArray *items)
{
	/* "NO TV IN GERMANY, AUSTRIA OUT" */
	if (strcmp(rights_token(tokens, match->end - 1)->fold, "out") == 0)
		return;
	for (guint i = 1; i < items->len; i++) {
		gboolean all = TRUE;
		guint first = i, end;

		if (!item_of(items, i)->where)
			continue;
		while (first > 0 && item_of(items, first - 1)->thing != 0 &&
			(first == i || !is_denied_anew(tokens, item_of(items, first))))
			all = is_medium(rules, item_of(items, --first)) && all;
		for (guint k = first; k < i; k++)
			item_of(items, k)->where = is_medium(rules, item_of(items, k));
		if (!all)
			continue;
		end = end_of_places(items, i);
		item_of(items, i - 1)->end = item_of(items, end - 1)->end;
		g_array_remove_range(items, i, end - i);
	}
}

/* The medium asks, as it is forbidden there only. */
static void
doubt_medium(ClRestriction *one)
{
	one->certain = FALSE;
	one->confidence = MIN(one->confidence, 0.5);
}

/* Each thing forbids by itself; neighbouring territories make one restriction. The first has the words
 * before the list, the last those behind it. */
static void
emit_list(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsRule *rule, const RightsCapture *list, GPtrArray *out)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RightsItem));
	guint end;

	rights_slot_list(rules, tokens, list->start, list->slot, &end, items);
	place_media(rules, tokens, match, items);
	item_of(items, 0)->start = match->start;
	item_of(items, items->len - 1)->end = match->end;
	for (guint i = 0; i < items->len; i++) {
		RightsItem *item = item_of(items, i);
		ClRestriction *restriction;

		if (i > 0 && is_denied_anew(tokens, item))
			item->start--;
		end = end_of_places(items, i);
		if (end > i)
			item->end = item_of(items, end - 1)->end;
		restriction = from_thing(rules, tokens, item, rule);
		if (end > i) {
			emit_territories(rules, restriction, items, i, end);
			i = end - 1;
		} else if (item->where) {
			doubt_medium(restriction);
		}
		g_ptr_array_add(out, restriction);
	}
}

/* "UK ONLINE OUT": of several places before it nobody can say which are meant. What is no medium is out there
 * for all. */
static void
doubt_there(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsCapture *places, guint first, GPtrArray *out)
{
	gboolean ahead = places->start < rights_captured(match, RIGHTS_SLOT_THINGS)->start;
	gboolean all = TRUE;

	for (guint i = first; i < out->len; i++) {
		ClRestriction *one = out->pdata[i];

		if (one->code == CL_RESTRICTION_MEDIA_DENY)
			doubt_medium(one);
		else
			all = FALSE;
	}
	if (!all) {
		ClRestriction *there = rights_restriction_new(tokens, match->start, match->end,
			CL_RESTRICTION_TERRITORY_DENY, rules->rules[match->rule - 1]->id, 0.7);

		rights_emit_places(rules, tokens, match, there);
		g_ptr_array_add(out, there);
	}
	if (ahead && places->end - places->start > 1)
		g_ptr_array_insert(out, (int)first,
			rights_restriction_new(tokens, match->start, match->end, CL_RESTRICTION_UNPARSED,
				"not-understood", 0));
}

/* "PRINT ONLY": all other channels; "GERMANY ONLY": these territories. */
static void
emit_only(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsRule *rule, const RightsCapture *list, GPtrArray *out)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RightsItem));
	ClRestriction *restriction = rights_restriction_new(tokens, match->start, match->end,
		CL_RESTRICTION_MEDIA_DENY, rule->id, rule->confidence);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	guint end, allowed = 0;

	rights_slot_list(rules, tokens, list->start, RIGHTS_SLOT_THINGS, &end, items);
	for (guint i = 0; i < items->len; i++) {
		guint value = g_array_index(items, RightsItem, i).thing;

		allowed |=
			value == 0 ? 0 : rules->things[value - 1]->channels;
	}
	if (g_array_index(items, RightsItem, 0).territory != 0) {
		restriction->code = CL_RESTRICTION_TERRITORY_ALLOW;
		emit_territories(rules, restriction, items, 0, items->len);
	} else if (allowed == 0) {
		restriction->code = CL_RESTRICTION_UNPARSED;
	} else {
		restriction->channels =
			CL_ALL_CHANNELS & ~allowed & ~CL_CHANNEL_BIT(CL_CHANNEL_INTERNAL);
		for (guint i = 0; i < CL_N_CHANNELS; i++)
			if ((restriction->channels & CL_CHANNEL_BIT(i)) != 0)
				g_strv_builder_add(names, cl_channel_name(i));
		restriction->names = g_strv_builder_end(names);
		restriction->operand = g_strjoinv(",", restriction->names);
	}
	g_ptr_array_add(out, restriction);
}

void
rights_emit_things(
	const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match, GPtrArray *out)
{
	const RightsRule *rule = rules->rules[match->rule - 1];
	const RightsCapture *list = rights_captured(match, RIGHTS_SLOT_THINGS);
	const RightsCapture *places = rights_captured(match, RIGHTS_SLOT_TERRITORIES);
	guint first = out->len;

	if (rule->only)
		emit_only(rules, tokens, match, rule, list, out);
	else
		emit_list(rules, tokens, match, rule, list, out);
	if (places != NULL)
		doubt_there(rules, tokens, match, places, first, out);
}

void
rights_emit_deeds(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsCapture *list, GPtrArray *out)
{
	RightsMatch all = *match;

	if (rights_captured(match, RIGHTS_SLOT_DEEDS) != list)
		all.start = list->start;
	emit_list(rules, tokens, &all, rules->rules[match->rule - 1], list, out);
}
