/* SPDX-License-Identifier: MIT
 *
 * The rules from their JSON: phrases.json and territories.json. Whatever is wrong is an error that
 * names the entry; a phrase that reads otherwise than its examples is found by cl_rights_rules_test().
 */
#include <cutline/hash.h>
#include <cutline/rules.h>

#include <string.h>

#include "read_json.h"
#include "rules.h"

void
cl_rights_rules_free(ClRightsRules *rules)
{
	if (rules == NULL || rules->owned == NULL)
		return;
	rights_build_free(rules->owned);
	g_free(rules);
}

const char *
cl_rights_rules_version(const ClRightsRules *rules)
{
	return rules->version;
}

/* --- territories ----------------------------------------------------------------------------------- */

static gboolean
add_members(RightsTerritory *territory, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	g_auto(GStrv) members = NULL;

	if (strcmp(territory->id, "WORLD") == 0) {
		rights_territories_world(&territory->set);
		return TRUE;
	}
	if (!rights_read_texts(entry, "members", &members, place, error))
		return FALSE;
	for (guint i = 0; members != NULL && members[i] != NULL; i++) {
		if (strlen(members[i]) != 2 || !g_ascii_isupper(members[i][0]) ||
			!g_ascii_isupper(members[i][1]))
			return rights_read_refuse(
				place, error, "member '%s' is no alpha-2 code", members[i]);
		rights_territories_add(&territory->set, members[i]);
	}
	if (members == NULL && strlen(territory->id) == 2)
		rights_territories_add(&territory->set, territory->id);
	return TRUE;
}

static gboolean
add_territory(RightsBuild *build, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	RightsTerritory *territory = g_new0(RightsTerritory, 1);
	g_auto(GStrv) names = NULL;
	g_autofree char *alpha3 = NULL;
	guint value;

	value = rights_build_add_territory(build, territory);
	if (!rights_read_text(entry, "id", TRUE, &territory->id, place, error) ||
		!rights_read_text(entry, "alpha3", FALSE, &alpha3, place, error) ||
		!rights_read_texts(entry, "names", &names, place, error) ||
		!add_members(territory, entry, place, error))
		return FALSE;
	territory->name = g_strdup(names != NULL ? names[0] : territory->id);
	if (strlen(territory->id) > 2)
		rights_build_add_name(build, RIGHTS_ROOT_TERRITORIES, territory->id, value);
	if (alpha3 != NULL)
		rights_build_add_name(build, RIGHTS_ROOT_TERRITORIES, alpha3, value);
	for (guint i = 0; names != NULL && names[i] != NULL; i++)
		rights_add_territory_name(build, names[i], value);
	return TRUE;
}

/* --- phrases -------------------------------------------------------------------------------------- */

static gboolean
read_code(const ClJsonNode *entry, ClRestrictionCode *code, const RightsPlace *place, GError **error)
{
	g_autofree char *name = NULL;

	if (!rights_read_text(entry, "code", TRUE, &name, place, error))
		return FALSE;
	*code = cl_restriction_from_name(name);
	return *code != CL_N_RESTRICTIONS ||
	       rights_read_refuse(place, error, "'%s' is no code", name);
}

static gboolean
add_forbidden(RightsBuild *build, guint root, const ClJsonNode *entry, const RightsPlace *place,
	GError **error)
{
	RightsThing *thing = g_new0(RightsThing, 1);
	g_auto(GStrv) words = NULL;
	guint value = rights_build_add_thing(build, thing);

	if (!read_code(entry, &thing->code, place, error) ||
		!rights_read_text(entry, "operand", FALSE, &thing->operand, place, error) ||
		!rights_read_channels(entry, "channels", &thing->channels, place, error) ||
		!rights_read_flag(entry, "exact", &thing->exact, place, error) ||
		!rights_read_texts(entry, "words", &words, place, error))
		return FALSE;
	for (guint i = 0; words != NULL && words[i] != NULL; i++) {
		rights_build_add_name(build, root, words[i], value);
		if (root == RIGHTS_ROOT_THINGS && strpbrk(words[i], " -") == NULL)
			rights_build_flag(build, words[i], RIGHTS_WORD_THING);
	}
	return TRUE;
}

static gboolean
add_thing(RightsBuild *build, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	return add_forbidden(build, RIGHTS_ROOT_THINGS, entry, place, error);
}

static gboolean
add_deed(RightsBuild *build, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	return add_forbidden(build, RIGHTS_ROOT_DEEDS, entry, place, error);
}

static gboolean
add_more(RightsRule *rule, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	const ClJsonNode *list;

	if (!rights_read_objects(entry, "also", &list, place, error))
		return FALSE;
	rule->n_more = (guint)cl_json_node_length(list);
	rule->more = g_new0(RightsMore, rule->n_more);
	for (guint i = 0; i < rule->n_more; i++) {
		const ClJsonNode *one = cl_json_node_at(list, i);
		RightsMore *more = &rule->more[i];

		if (!read_code(one, &more->code, place, error) ||
			!rights_read_text(one, "operand", FALSE, &more->operand, place, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_caption(const ClJsonNode *entry, RightsRule *rule, const RightsPlace *place, GError **error)
{
	static const char *const names[] = {"capitals", "any", "never", "own", "head", NULL};
	g_autofree char *name = NULL;

	if (!rights_read_text(entry, "caption", FALSE, &name, place, error))
		return FALSE;
	if (name == NULL)
		return TRUE;
	for (guint i = 0; names[i] != NULL; i++) {
		if (strcmp(names[i], name) == 0) {
			rule->caption = i;
			return TRUE;
		}
	}
	return rights_read_refuse(
		place, error, "\"caption\" is capitals, any, never, own or head, not '%s'", name);
}

static gboolean
add_rule(RightsBuild *build, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	RightsRule *rule = g_new0(RightsRule, 1);
	guint value = rights_build_add_rule(build, rule);
	g_auto(GStrv) patterns = NULL;

	rule->confidence = 0.95;
	if (!rights_read_text(entry, "id", TRUE, &rule->id, place, error) ||
		!read_code(entry, &rule->code, place, error) ||
		!rights_read_text(entry, "operand", FALSE, &rule->operand, place, error) ||
		!rights_read_number(entry, "confidence", 0, 1, &rule->confidence, place, error) ||
		!rights_read_flag(entry, "only", &rule->only, place, error) ||
		!rights_read_flag(entry, "from", &rule->from, place, error) ||
		!rights_read_flag(entry, "capitals", &rule->capitals, place, error) ||
		!rights_read_flag(entry, "whole", &rule->whole, place, error) ||
		!rights_read_flag(entry, "unconditional", &rule->unconditional, place, error) ||
		!read_caption(entry, rule, place, error) || !add_more(rule, entry, place, error) ||
		!rights_read_texts(entry, "patterns", &patterns, place, error) ||
		!rights_read_texts(entry, "examples", &rule->examples, place, error))
		return FALSE;
	for (guint i = 0;
		rule->caption == RIGHTS_IN_CAPTION_ANY && patterns != NULL && patterns[i] != NULL;
		i++)
		rights_build_flag_first(build, patterns[i], RIGHTS_WORD_IN_CAPTION);
	for (guint i = 0; patterns != NULL && patterns[i] != NULL; i++)
		if (!rights_build_add(build, patterns[i], value, error))
			return FALSE;
	return rule->examples != NULL || rights_read_refuse(place, error, "needs an example");
}

typedef gboolean (*AddEntry)(RightsBuild *, const ClJsonNode *, const RightsPlace *, GError **);

static gboolean
add_entries(RightsBuild *build, const ClJsonNode *json, const char *key, AddEntry add, const char *where,
	GError **error)
{
	const ClJsonNode *list;
	RightsPlace place = {where, key};

	if (!rights_read_objects(json, key, &list, &place, error))
		return FALSE;
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const char *id = cl_json_node_get_string(cl_json_node_at(list, i), "id");

		place.entry = id != NULL ? id : key;
		if (!add(build, cl_json_node_at(list, i), &place, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_flags(RightsBuild *build, const ClJsonNode *json, const char *key, guint16 flag, GError **error)
{
	RightsPlace place = {"phrases", key};
	g_auto(GStrv) words = NULL;

	if (!rights_read_texts(json, key, &words, &place, error))
		return FALSE;
	for (guint i = 0; words != NULL && words[i] != NULL; i++)
		rights_build_flag(build, words[i], flag);
	return TRUE;
}

static gboolean
add_outlets(RightsBuild *build, const ClJsonNode *json, GError **error)
{
	RightsPlace place = {"phrases", "outlets"};
	g_auto(GStrv) names = NULL;

	if (!rights_read_texts(json, "outlets", &names, &place, error))
		return FALSE;
	for (guint i = 0; names != NULL && names[i] != NULL; i++)
		rights_build_add_name(build, RIGHTS_ROOT_OUTLETS, names[i], 1);
	return TRUE;
}

/* Rules of an archive that say nothing of them have the shipped ones. */
static gboolean
add_notes(RightsBuild *build, const ClJsonNode *json, GError **error)
{
	static const char *const keys[] = {
#define X(id, name) name,
		RIGHTS_NOTE_TABLE(X)
#undef X
			NULL};
	RightsPlace place = {"phrases", "notes"};
	g_autoptr(ClJsonNode) shipped = NULL;
	const ClJsonNode *notes = cl_json_node_get(json, "notes");

	if (cl_json_node_kind(notes) == CL_JSON_NULL) {
		shipped = cl_json_read(cl_rules_shipped("phrases"), -1, error);
		notes = cl_json_node_get(shipped, "notes");
	}
	if (cl_json_node_kind(notes) != CL_JSON_OBJECT)
		return rights_read_refuse(&place, error, "must be an object of lists");
	if (!rights_read_keys(notes, keys, &place, error))
		return FALSE;
	for (guint i = 0; i < RIGHTS_N_NOTES; i++) {
		GStrv words = NULL;

		if (!rights_read_texts(notes, keys[i], &words, &place, error))
			return FALSE;
		if (words != NULL)
			rights_build_set_notes(build, i, words);
	}
	return TRUE;
}

static void
set_version(ClRightsRules *rules, const char *phrases, const char *territories)
{
	g_autofree char *both = g_strconcat(phrases, "\n", territories, NULL);
	guint8 digest[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;

	cl_sha256(both, strlen(both), digest);
	hex = cl_hex(digest, 8);
	g_strlcpy(rules->version, hex, sizeof rules->version);
}

static gboolean
read_all(RightsBuild *build, const char *phrases, const char *territories, GError **error)
{
	g_autoptr(ClJsonNode) places =
		rights_read_document(territories, "cutline-territories/1", "territories", error);
	g_autoptr(ClJsonNode) said = NULL;

	if (places == NULL ||
		!add_entries(build, places, "rules", add_territory, "territories", error))
		return FALSE;
	said = rights_read_document(phrases, "cutline-phrases/1", "phrases", error);
	if (said == NULL || !add_entries(build, said, "things", add_thing, "phrases", error) ||
		!add_entries(build, said, "deeds", add_deed, "phrases", error) ||
		!add_entries(build, said, "rules", add_rule, "phrases", error) ||
		!add_flags(build, said, "commands", RIGHTS_WORD_COMMAND, error) ||
		!add_flags(build, said, "connectors", RIGHTS_WORD_CONNECTOR, error) ||
		!add_flags(build, said, "negations", RIGHTS_WORD_NEGATION, error) ||
		!add_flags(build, said, "limits", RIGHTS_WORD_LIMIT, error) ||
		!add_flags(build, said, "orders", RIGHTS_WORD_ORDER, error) ||
		!add_flags(build, said, "asks", RIGHTS_WORD_ASKS, error) ||
		!add_flags(build, said, "imperatives", RIGHTS_WORD_IMPERATIVE, error) ||
		!add_flags(build, said, "matters", RIGHTS_WORD_MATTER, error) ||
		!add_flags(build, said, "conditions", RIGHTS_WORD_CONDITION, error) ||
		!add_flags(build, said, "mastheads", RIGHTS_WORD_MASTHEAD, error) ||
		!add_outlets(build, said, error) || !add_notes(build, said, error))
		return FALSE;
	rights_build_close(build);
	return TRUE;
}

ClRightsRules *
cl_rights_rules_parse(const char *phrases, const char *territories, GError **error)
{
	RightsBuild *build;
	ClRightsRules *rules;

	if (phrases == NULL && territories == NULL)
		return cl_rights_rules_shipped();
	if (phrases == NULL)
		phrases = cl_rules_shipped("phrases");
	if (territories == NULL)
		territories = cl_rules_shipped("territories");
	build = rights_build_new();
	if (!read_all(build, phrases, territories, error)) {
		rights_build_free(build);
		return NULL;
	}
	rules = rights_build_freeze(build);
	set_version(rules, phrases, territories);
	return rules;
}

gboolean
cl_rights_territory(const ClRightsRules *rules, const char *text, ClTerritories *set)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(text, &rules->words);
	guint end = 0, value;

	memset(set, 0, sizeof *set);
	value = rights_rules_longest(rules, RIGHTS_ROOT_TERRITORIES, tokens, 0, &end);
	if (value == 0) {
		value = rights_rules_alpha2(rules, text);
		end = 1;
	}
	if (value == 0 || end != tokens->tokens->len)
		return FALSE;
	*set = rules->territories[value - 1]->set;
	return TRUE;
}
