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
	return item->start > 0 && strcmp(rights_token(tokens, item->start - 1)->fold, "no") == 0;
}

/* What stands before an item holds this sign. */
static gboolean
is_behind(const RightsTokens *tokens, const RightsItem *item, const char *signs)
{
	guint from = rights_token(tokens, item->start - 1)->end;
	guint end = rights_token(tokens, item->start)->start;

	for (guint at = from; at < end; at++)
		if (strchr(signs, tokens->text[at]) != NULL)
			return TRUE;
	return FALSE;
}

/* The first of the things before item `i` that are forbidden by the same "no". */
static guint
begin_of_things(const RightsTokens *tokens, const GArray *items, guint i)
{
	guint first = i;

	while (first > 0 && item_of(items, first - 1)->thing != 0 &&
		(first == i || !is_denied_anew(tokens, item_of(items, first))))
		first--;
	return first;
}

/* Do the territories from `i` on say where what is before them is forbidden: "ONLINE USE IN JAPAN", "WEB
 * (JAPAN)", "WEB/JAPAN"? "WEB/TV/JAPAN" are three, and so is what has a comma. */
static gboolean
is_place(const RightsTokens *tokens, const GArray *items, guint i)
{
	const RightsItem *item = item_of(items, i);

	if (i == 0 || item->territory == 0 || item_of(items, i - 1)->thing == 0)
		return FALSE;
	return item->where || is_behind(tokens, item, "(:[-") ||
	       (is_behind(tokens, item, "/") && begin_of_things(tokens, items, i) + 1 == i);
}

/* "JAPAN: ONLINE AND TV OUT": past the places of a heading that names where the rest is forbidden; else 0. */
static guint
end_of_heading(const RightsTokens *tokens, const GArray *items)
{
	guint end = end_of_places(items, 0);

	if (end == 0 || end == items->len || !is_behind(tokens, item_of(items, end), ":"))
		return 0;
	for (guint i = end; i < items->len; i++)
		if (item_of(items, i)->territory != 0)
			return 0;
	return end;
}

/* The things from `first` on up to `end`; TRUE: all of them are media. */
static gboolean
mark_media(const ClRightsRules *rules, GArray *items, guint first, guint end)
{
	gboolean all = TRUE;

	for (guint i = first; i < end; i++) {
		item_of(items, i)->where = is_medium(rules, item_of(items, i));
		all = all && item_of(items, i)->where;
	}
	return all;
}

/* "NO ONLINE OR TV USE IN JAPAN": media that are forbidden in a place are not forbidden elsewhere, nor is all
 * else forbidden there. They take the words of the place, which goes. With others, "NO SALES IN JAPAN", it
 * stays, as the reference has it. */
static void
place_media(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match, GArray *items)
{
	/* "NO TV IN GERMANY, AUSTRIA OUT" */
	gboolean out = strcmp(rights_token(tokens, match->end - 1)->fold, "out") == 0;
	guint heading = end_of_heading(tokens, items), end;

	for (guint i = heading; i < items->len; i = end) {
		gboolean place = !out && is_place(tokens, items, i), all;

		end = i + 1;
		item_of(items, i)->where = FALSE;
		if (!place)
			continue;
		end = end_of_places(items, i);
		all = mark_media(rules, items, begin_of_things(tokens, items, i), i);
		for (guint k = i; k < end; k++)
			item_of(items, k)->where = all;
		if (all)
			item_of(items, i - 1)->end = item_of(items, end - 1)->end;
	}
	if (heading == 0 || !mark_media(rules, items, heading, items->len))
		return;
	for (guint k = 0; k < heading; k++)
		item_of(items, k)->where = TRUE;
	item_of(items, heading)->start = match->start;
}

/* The territories behind the things among which item `i` is, or those of the heading. */
static ClTerritories
places_for(const ClRightsRules *rules, const GArray *items, guint i)
{
	ClTerritories places = {0};

	while (i < items->len && item_of(items, i)->territory == 0)
		i++;
	if (i == items->len)
		i = 0;
	for (guint end = end_of_places(items, i); i < end; i++)
		cl_territories_unite(
			&places, &rules->territories[item_of(items, i)->territory - 1]->set);
	return places;
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

		if (item->territory != 0 && item->where)
			continue;
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
			restriction->territories = places_for(rules, items, i);
			rights_state_there(rules, restriction);
		}
		g_ptr_array_add(out, restriction);
	}
}

/* "Tokyo, Japan - no web": where it was taken, and not where it is forbidden. */
static gboolean
is_dateline(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsCapture *places)
{
	const guint16 told = RIGHTS_WORD_COMMAND | RIGHTS_WORD_THING | RIGHTS_WORD_NEGATION;

	return match->start > 0 && places->start == match->start &&
	       rights_token(tokens, match->start)->before == RIGHTS_BREAK_SOFT &&
	       (rules->flags[rights_token(tokens, match->start - 1)->word] & told) == 0;
}

/* "UK ONLINE OUT", "UK: NO WEB": media are out there only; what is no medium is out there for all. Of several
 * places before a medium, "JAPAN, UK ONLINE OUT", nobody can say which are meant. */
static void
forbid_there(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsCapture *places, guint first, GPtrArray *out)
{
	gboolean ahead = places->end == rights_captured(match, RIGHTS_SLOT_THINGS)->start;
	ClRestriction *there = rights_restriction_new(tokens, match->start, match->end,
		CL_RESTRICTION_TERRITORY_DENY, rules->rules[match->rule - 1]->id, 0.7);
	gboolean all = TRUE, places_only = TRUE;

	rights_emit_places(rules, tokens, match, there);
	for (guint i = first; i < out->len; i++) {
		ClRestriction *one = out->pdata[i];

		if (one->code == CL_RESTRICTION_MEDIA_DENY) {
			one->territories = there->territories;
			rights_state_there(rules, one);
		} else {
			all = FALSE;
		}
		places_only = places_only && one->code == CL_RESTRICTION_TERRITORY_DENY;
	}
	/* "JAPAN OUT, GERMANY": whatever is said of the second one. */
	if (places_only)
		rights_ask(there);
	if (all)
		cl_restriction_free(there);
	else
		g_ptr_array_add(out, there);
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
	if (places != NULL && !is_dateline(rules, tokens, match, places))
		forbid_there(rules, tokens, match, places, first, out);
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
