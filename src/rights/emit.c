/* SPDX-License-Identifier: MIT
 *
 * A phrase that matched becomes restrictions: code, operand in its canonical form, the bytes it was
 * read from.
 */
#include <string.h>
#include "rules.h"
#include "when.h"

/* An unknown clock is at most so far from ours; exchanged day and month at most a year. */
#define MAX_NAMED 30 /* bytes of an operand: about ten codes */
#define ZONES_US (G_GINT64_CONSTANT(27) * 3600 * G_USEC_PER_SEC)
#define DOUBTFUL_US (G_GINT64_CONSTANT(370) * 86400 * G_USEC_PER_SEC)

gint64
rights_base_us(const ClRightsTimes *times)
{
	return times->sent_us != 0 ? times->sent_us : times->ingested_us;
}

static const char *
base_from(const ClRightsTimes *times)
{
	return times->sent_us == 0        ? "ingested"
	       : times->sent_from != NULL ? times->sent_from
					  : "sent";
}

/* A quote that was opened before or within belongs to the words. */
static guint
end_with_quote(const RightsTokens *tokens, guint end)
{
	static const char *const closing[] = {"\"", "”", "“", "»", "’", "*", ")"};

	for (gsize i = 0; i < G_N_ELEMENTS(closing); i++)
		if (strncmp(tokens->text + end, closing[i], strlen(closing[i])) == 0)
			return end + (guint)strlen(closing[i]);
	return end;
}

ClRestriction *
rights_restriction_new(const RightsTokens *tokens, guint start, guint end, ClRestrictionCode code,
	const char *rule, double confidence)
{
	ClRestriction *restriction = g_new0(ClRestriction, 1);

	restriction->code = code;
	restriction->start = rights_token(tokens, start)->start;
	restriction->end = rights_token(tokens, end - 1)->end;
	restriction->text =
		g_strndup(tokens->text + restriction->start, restriction->end - restriction->start);
	if (strpbrk(restriction->text, "\"(*") != NULL || strstr(restriction->text, "“") != NULL) {
		restriction->end = end_with_quote(tokens, restriction->end);
		g_free(restriction->text);
		restriction->text = g_strndup(
			tokens->text + restriction->start, restriction->end - restriction->start);
	}
	restriction->rule = g_strdup(rule);
	restriction->confidence = confidence;
	restriction->certain = TRUE;
	return restriction;
}

const RightsCapture *
rights_captured(const RightsMatch *match, RightsSlot slot)
{
	for (guint i = 0; i < match->n_captures; i++)
		if (match->captures[i].slot == slot)
			return &match->captures[i];
	return NULL;
}

static char *
captured_text(const RightsTokens *tokens, const RightsCapture *capture)
{
	guint start = rights_token(tokens, capture->start)->start;
	guint end = rights_token(tokens, capture->end - 1)->end;
	const char *opened = g_strrstr_len(tokens->text + start, end - start, "(");
	g_autofree char *text = NULL;

	if (opened != NULL && memchr(opened, ')', (gsize)(tokens->text + end - opened)) == NULL &&
		tokens->text[end] == ')')
		end++;
	text = g_strndup(tokens->text + start, end - start);

	return g_strdup(g_strstrip(text));
}

/* --- instants -------------------------------------------------------------------------------------- */

static void
set_span(ClRestriction *restriction, gint64 span_us, const ClRightsTimes *times)
{
	restriction->base_us = rights_base_us(times);
	if (restriction->code == CL_RESTRICTION_EMBARGO && times->resent_us > restriction->base_us)
		restriction->base_us = times->resent_us;
	restriction->base_from = g_strdup(base_from(times));
	restriction->at_us = restriction->base_us + span_us;
	restriction->certain = TRUE;
}

static void
set_when(ClRestriction *restriction, RightsWhen *when, const ClRightsTimes *times)
{
	gboolean last = restriction->code != CL_RESTRICTION_EMBARGO;

	rights_when_decide(when, rights_base_us(times), last);
	restriction->certain = FALSE;
	restriction->weekly = when->weekday != 0 && when->month == 0 && when->day == 0;
	if (!rights_when_instant(when, rights_base_us(times), times->zone, last,
		    &restriction->at_us, &restriction->certain)) {
		restriction->at_us = 0;
		return;
	}
	g_free(restriction->operand);
	restriction->operand = restriction->certain || (last && !when->has_time)
				       ? cl_time_format(restriction->at_us)
				       : rights_when_text(when);
	if (restriction->certain)
		return;
	restriction->confidence = MIN(restriction->confidence, 0.5);
	restriction->latest_us = restriction->at_us + (when->doubtful ? DOUBTFUL_US : ZONES_US);
}

void
rights_defer(ClRestriction *restriction, RightsWhen *when, const ClRightsTimes *times)
{
	gboolean sure;
	gint64 at_us;

	if (rights_when_instant(when, rights_base_us(times), times->zone, FALSE, &at_us, &sure) &&
		at_us > restriction->at_us)
		set_when(restriction, when, times);
}

static void
set_instant(ClRestriction *restriction, const RightsTokens *tokens, const RightsMatch *match,
	const RightsRule *rule, const ClRightsTimes *times)
{
	const RightsCapture *date = rights_captured(match, RIGHTS_SLOT_DATE);
	const RightsCapture *span = rights_captured(match, RIGHTS_SLOT_DURATION);
	gint64 span_us;
	RightsWhen when;
	guint end;

	if (date != NULL && rights_when_read(tokens, date->start, &when, &end)) {
		when.from = rule->from;
		set_when(restriction, &when, times);
	} else if (span != NULL) {
		g_clear_pointer(&restriction->operand, g_free);
		if (rights_when_span(tokens, span->start, &span_us, &restriction->operand, &end))
			set_span(restriction, span_us, times);
	} else if (restriction->operand == NULL) {
		restriction->certain = FALSE;
	}
}

/* --- operands --------------------------------------------------------------------------------------- */

/* The operand in codes, and what people call them. */
void
rights_state_territories(const ClRightsRules *rules, ClRestriction *restriction)
{
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();

	g_free(restriction->operand);
	restriction->operand = cl_territories_text(&restriction->territories);
	g_clear_pointer(&restriction->names, g_strfreev);
	if (strlen(restriction->operand) > MAX_NAMED)
		return;
	for (guint i = 0; i < rules->n_territories; i++) {
		const RightsTerritory *territory = rules->territories[i];

		if (strlen(territory->id) == 2 &&
			cl_territories_within(&territory->set, &restriction->territories))
			g_strv_builder_add(names, territory->name);
	}
	restriction->names = g_strv_builder_end(names);
}

static gboolean
read_territories(const ClRightsRules *rules, ClRestriction *restriction, const char *operand)
{
	g_auto(GStrv) parts = g_strsplit(operand, ",", -1);
	ClTerritories one;

	memset(&restriction->territories, 0, sizeof restriction->territories);
	for (guint i = 0; parts[i] != NULL; i++) {
		if (!cl_rights_territory(rules, g_strstrip(parts[i]), &one))
			return FALSE;
		cl_territories_unite(&restriction->territories, &one);
	}
	return TRUE;
}

static gboolean
set_territories(const ClRightsRules *rules, ClRestriction *restriction, const char *operand)
{
	if (!read_territories(rules, restriction, operand))
		return FALSE;
	rights_state_territories(rules, restriction);
	return TRUE;
}

void
rights_state_there(const ClRightsRules *rules, ClRestriction *restriction)
{
	g_autofree char *media = g_strjoinv(", ", restriction->names);
	g_autofree char *operand = g_strjoinv(",", restriction->names);
	g_autofree char *places = NULL;
	g_autofree char *codes = NULL;

	rights_state_territories(rules, restriction);
	places = restriction->names != NULL && restriction->names[0] != NULL
			 ? g_strjoinv(", ", restriction->names)
			 : g_strdup(restriction->operand);
	g_strfreev(restriction->names);
	restriction->names = g_new0(char *, 2);
	restriction->names[0] = g_strdup_printf("%s in %s", media, places);
	codes = g_steal_pointer(&restriction->operand);
	restriction->operand = g_strdup_printf("%s@%s", operand, codes);
}

static const RightsThing *
find_medium(const ClRightsRules *rules, const char *name)
{
	for (guint i = 0; i < rules->n_things; i++) {
		const RightsThing *thing = rules->things[i];

		if (thing->code == CL_RESTRICTION_MEDIA_DENY &&
			g_strcmp0(thing->operand, name) == 0)
			return thing;
	}
	return NULL;
}

static gboolean
set_media(const ClRightsRules *rules, ClRestriction *restriction, const char *operand)
{
	g_auto(GStrv) sides = g_strsplit(operand, "@", 2);
	g_auto(GStrv) parts = g_strsplit(sides[0] != NULL ? sides[0] : "", ",", -1);

	restriction->channels = 0;
	restriction->certain = TRUE;
	memset(&restriction->territories, 0, sizeof restriction->territories);
	for (guint i = 0; parts[i] != NULL; i++) {
		const char *name = g_strstrip(parts[i]);
		const RightsThing *thing = find_medium(rules, name);
		ClChannel channel = cl_channel_from_name(name);

		if (thing == NULL && channel == CL_N_CHANNELS)
			return FALSE;
		restriction->channels |= thing != NULL ? thing->channels : CL_CHANNEL_BIT(channel);
		restriction->certain = restriction->certain && (thing == NULL || thing->exact);
	}
	g_strfreev(restriction->names);
	restriction->names = g_strdupv(parts);
	if (sides[0] == NULL || sides[1] == NULL)
		return TRUE;
	if (!read_territories(rules, restriction, sides[1]))
		return FALSE;
	rights_state_there(rules, restriction);
	return TRUE;
}

static gboolean
set_stated_instant(ClRestriction *restriction, const char *operand, const ClRightsTimes *times)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(operand, NULL);
	g_autofree char *text = NULL;
	RightsWhen when;
	gint64 span_us;
	guint end = 0;

	if (tokens->tokens->len == 0)
		return FALSE;
	if (rights_when_span(tokens, 0, &span_us, &text, &end)) {
		set_span(restriction, span_us, times);
		return end == tokens->tokens->len;
	}
	if (!rights_when_read(tokens, 0, &when, &end) || end != tokens->tokens->len)
		return FALSE;
	set_when(restriction, &when, times);
	return restriction->at_us != 0;
}

gboolean
rights_set_operand(const ClRightsRules *rules, ClRestriction *restriction, const char *operand,
	const ClRightsTimes *times)
{
	g_autofree char *copy = g_strdup(operand);

	if (restriction->operand != operand) {
		g_free(restriction->operand);
		restriction->operand = g_strdup(copy);
	}
	switch ((int)restriction->code) {
	case CL_RESTRICTION_TERRITORY_DENY:
	case CL_RESTRICTION_TERRITORY_ALLOW:
		return set_territories(rules, restriction, copy);
	case CL_RESTRICTION_MEDIA_DENY:
		return set_media(rules, restriction, copy);
	case CL_RESTRICTION_EXPIRES:
	case CL_RESTRICTION_TAKE_DOWN:
	case CL_RESTRICTION_EMBARGO:
		return set_stated_instant(restriction, copy, times);
	case CL_RESTRICTION_CLEARANCE:
		/* What is no instant stands there as a remark. */
		if (!set_stated_instant(restriction, copy, times))
			restriction->at_us = 0;
		return TRUE;
	case CL_RESTRICTION_OUTLET_DENY:
	case CL_RESTRICTION_CLIENT_ONLY:
	case CL_RESTRICTION_CONTEXT_ONLY:
		g_strfreev(restriction->names);
		restriction->names = g_strsplit(copy, ",", -1);
		for (guint i = 0; restriction->names[i] != NULL; i++)
			g_strstrip(restriction->names[i]);
		return TRUE;
	default:
		return TRUE;
	}
}

/* --- one restriction of a match ------------------------------------------------------------------- */

/* An unknown name before OUT may as well be a place. */
static gboolean
are_outlets(const ClRightsRules *rules, char **names)
{
	for (guint i = 0; names[i] != NULL; i++) {
		g_autoptr(RightsTokens) tokens = rights_tokens_new(names[i], &rules->words);
		guint n = tokens->tokens->len;

		guint end = 0;

		if (n == 0)
			return FALSE;
		rights_rules_longest(rules, RIGHTS_ROOT_OUTLETS, tokens, 0, &end);
		if (end < n && (rules->flags[rights_token(tokens, n - 1)->word] & RIGHTS_WORD_MASTHEAD) == 0)
			return FALSE;
	}
	return TRUE;
}

/* "SUN AND DAILY MIRROR" are two, "SUN/STAR" as well. */
static void
part_names(char **text)
{
	GString *parted = g_string_new(*text);

	g_string_replace(parted, " AND ", ",", 0);
	g_string_replace(parted, " & ", ",", 0);
	g_string_replace(parted, "/", ",", 0);
	g_string_replace(parted, ", ", ",", 0);
	g_free(*text);
	*text = g_string_free(parted, FALSE);
}

static void
set_words(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	ClRestriction *restriction, const ClRightsTimes *times)
{
	static const RightsSlot slots[] = {RIGHTS_SLOT_CREDIT, RIGHTS_SLOT_NAME, RIGHTS_SLOT_OUTLET,
		RIGHTS_SLOT_ID, RIGHTS_SLOT_REST, RIGHTS_SLOT_GAP};

	for (gsize i = 0; i < G_N_ELEMENTS(slots); i++) {
		const RightsCapture *capture = rights_captured(match, slots[i]);
		gboolean free_text = slots[i] == RIGHTS_SLOT_REST || slots[i] == RIGHTS_SLOT_GAP;

		if (capture != NULL &&
			(!free_text || restriction->code == CL_RESTRICTION_CONTEXT_ONLY)) {
			g_autofree char *text = captured_text(tokens, capture);

			if (restriction->code == CL_RESTRICTION_OUTLET_DENY)
				part_names(&text);
			rights_set_operand(rules, restriction, text, times);
			if (restriction->code == CL_RESTRICTION_OUTLET_DENY)
				restriction->certain = are_outlets(rules, restriction->names);
			return;
		}
	}
}

static void
emit_one(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsRule *rule, ClRestrictionCode code, const char *operand,
	const ClRightsTimes *times, GPtrArray *out)
{
	ClRestriction *restriction = rights_restriction_new(
		tokens, match->start, match->end, code, rule->id, rule->confidence);
	gboolean dated = code == CL_RESTRICTION_EXPIRES || code == CL_RESTRICTION_TAKE_DOWN ||
			 code == CL_RESTRICTION_EMBARGO;
	gboolean place =
		code == CL_RESTRICTION_TERRITORY_DENY || code == CL_RESTRICTION_TERRITORY_ALLOW;

	if (dated && (rights_captured(match, RIGHTS_SLOT_DATE) != NULL ||
			     rights_captured(match, RIGHTS_SLOT_DURATION) != NULL || operand == NULL))
		set_instant(restriction, tokens, match, rule, times);
	else if (operand != NULL)
		rights_set_operand(rules, restriction, operand, times);
	else if (place && !rights_emit_places(rules, tokens, match, restriction))
		restriction->certain = FALSE;
	else if (!place && code != CL_RESTRICTION_INFORMATION && code != CL_RESTRICTION_UNPARSED)
		set_words(rules, tokens, match, restriction, times);
	g_ptr_array_add(out, restriction);
}

void
rights_emit(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const ClRightsTimes *times, GPtrArray *out)
{
	const RightsRule *rule = rules->rules[match->rule - 1];
	const RightsCapture *deeds = rights_captured(match, RIGHTS_SLOT_DEEDS);

	if (deeds != NULL)
		rights_emit_deeds(rules, tokens, match, deeds, out);
	else if (rights_captured(match, RIGHTS_SLOT_THINGS) != NULL)
		rights_emit_things(rules, tokens, match, out);
	else
		emit_one(rules, tokens, match, rule, rule->code, rule->operand, times, out);
	for (guint i = 0; i < rule->n_more; i++)
		emit_one(rules, tokens, match, rule, rule->more[i].code, rule->more[i].operand, times, out);
}
