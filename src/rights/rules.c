/* SPDX-License-Identifier: MIT
 *
 * The rules from their JSON: phrases.json and territories.json. Whatever is wrong is an error that
 * names the entry; a phrase that reads otherwise than its examples is found by cl_rights_rules_test().
 */
#include <cutline/hash.h>

#include <string.h>

#include "read_json.h"
#include "rules.h"

static void
free_rule(gpointer data)
{
	RightsRule *rule = data;

	for (guint i = 0; rule->more != NULL && i < rule->more->len; i++)
		g_free(g_array_index(rule->more, RightsMore, i).operand);
	g_clear_pointer(&rule->more, g_array_unref);
	g_clear_pointer(&rule->examples, g_ptr_array_unref);
	g_free(rule->operand);
	g_free(rule->id);
	g_free(rule);
}

static void
free_thing(gpointer data)
{
	RightsThing *thing = data;

	g_free(thing->operand);
	g_free(thing);
}

static void
free_territory(gpointer data)
{
	RightsTerritory *territory = data;

	g_free(territory->id);
	g_free(territory->name);
	g_free(territory);
}

static void
clear_node(gpointer data)
{
	RightsNode *node = data;

	g_clear_pointer(&node->slots, g_array_unref);
	g_clear_pointer(&node->skips, g_array_unref);
}

static ClRightsRules *
rules_new(void)
{
	ClRightsRules *rules = g_new0(ClRightsRules, 1);
	guint8 none = 0;

	rules->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	rules->flags = g_byte_array_append(g_byte_array_new(), &none, 1);
	rules->nodes = g_array_new(FALSE, TRUE, sizeof(RightsNode));
	g_array_set_clear_func(rules->nodes, clear_node);
	g_array_set_size(rules->nodes, RIGHTS_N_ROOTS);
	rules->edges = g_array_new(FALSE, TRUE, sizeof(RightsEdge));
	g_array_set_size(rules->edges, 1); /* 0 = no edge */
	rules->first_edges = g_hash_table_new(NULL, NULL);
	rules->rules = g_ptr_array_new_with_free_func(free_rule);
	rules->things = g_ptr_array_new_with_free_func(free_thing);
	rules->territories = g_ptr_array_new_with_free_func(free_territory);
	return rules;
}

void
cl_rights_rules_free(ClRightsRules *rules)
{
	if (rules == NULL)
		return;
	g_hash_table_unref(rules->words);
	g_byte_array_unref(rules->flags);
	g_array_unref(rules->nodes);
	g_array_unref(rules->edges);
	g_hash_table_unref(rules->first_edges);
	g_ptr_array_unref(rules->rules);
	g_ptr_array_unref(rules->things);
	g_ptr_array_unref(rules->territories);
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
add_territory(ClRightsRules *rules, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	RightsTerritory *territory = g_new0(RightsTerritory, 1);
	g_auto(GStrv) names = NULL;
	g_autofree char *alpha3 = NULL;
	guint value;

	g_ptr_array_add(rules->territories, territory);
	value = rules->territories->len;
	if (!rights_read_text(entry, "id", TRUE, &territory->id, place, error) ||
		!rights_read_text(entry, "alpha3", FALSE, &alpha3, place, error) ||
		!rights_read_texts(entry, "names", &names, place, error) ||
		!add_members(territory, entry, place, error))
		return FALSE;
	territory->name = g_strdup(names != NULL ? names[0] : territory->id);
	if (strlen(territory->id) > 2)
		rights_rules_add_name(rules, RIGHTS_ROOT_TERRITORIES, territory->id, value);
	if (alpha3 != NULL)
		rights_rules_add_name(rules, RIGHTS_ROOT_TERRITORIES, alpha3, value);
	for (guint i = 0; names != NULL && names[i] != NULL; i++)
		rights_rules_add_name(rules, RIGHTS_ROOT_TERRITORIES, names[i], value);
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
add_thing(ClRightsRules *rules, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	RightsThing *thing = g_new0(RightsThing, 1);
	g_auto(GStrv) words = NULL;

	g_ptr_array_add(rules->things, thing);
	if (!read_code(entry, &thing->code, place, error) ||
		!rights_read_text(entry, "operand", FALSE, &thing->operand, place, error) ||
		!rights_read_channels(entry, "channels", &thing->channels, place, error) ||
		!rights_read_flag(entry, "exact", &thing->exact, place, error) ||
		!rights_read_texts(entry, "words", &words, place, error))
		return FALSE;
	for (guint i = 0; words != NULL && words[i] != NULL; i++) {
		rights_rules_add_name(rules, RIGHTS_ROOT_THINGS, words[i], rules->things->len);
		if (strpbrk(words[i], " -") == NULL)
			rights_rules_flag(rules, words[i], RIGHTS_WORD_THING);
	}
	return TRUE;
}

static gboolean
add_more(RightsRule *rule, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	const ClJsonNode *list;

	rule->more = g_array_new(FALSE, TRUE, sizeof(RightsMore));
	if (!rights_read_objects(entry, "also", &list, place, error))
		return FALSE;
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		RightsMore more = {0};
		const ClJsonNode *one = cl_json_node_at(list, i);

		if (!read_code(one, &more.code, place, error) ||
			!rights_read_text(one, "operand", FALSE, &more.operand, place, error))
			return FALSE;
		g_array_append_val(rule->more, more);
	}
	return TRUE;
}

static gboolean
read_caption(const ClJsonNode *entry, RightsRule *rule, const RightsPlace *place, GError **error)
{
	static const char *const names[] = {"capitals", "any", "never", NULL};
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
		place, error, "\"caption\" is capitals, any or never, not '%s'", name);
}

static gboolean
add_rule(ClRightsRules *rules, const ClJsonNode *entry, const RightsPlace *place, GError **error)
{
	RightsRule *rule = g_new0(RightsRule, 1);
	g_auto(GStrv) patterns = NULL;
	g_auto(GStrv) examples = NULL;

	rule->confidence = 0.95;
	rule->examples = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(rules->rules, rule);
	if (!rights_read_text(entry, "id", TRUE, &rule->id, place, error) ||
		!read_code(entry, &rule->code, place, error) ||
		!rights_read_text(entry, "operand", FALSE, &rule->operand, place, error) ||
		!rights_read_number(entry, "confidence", 0, 1, &rule->confidence, place, error) ||
		!rights_read_flag(entry, "only", &rule->only, place, error) ||
		!rights_read_flag(entry, "capitals", &rule->capitals, place, error) ||
		!rights_read_flag(entry, "whole", &rule->whole, place, error) ||
		!read_caption(entry, rule, place, error) || !add_more(rule, entry, place, error) ||
		!rights_read_texts(entry, "patterns", &patterns, place, error) ||
		!rights_read_texts(entry, "examples", &examples, place, error))
		return FALSE;
	for (guint i = 0; examples != NULL && examples[i] != NULL; i++)
		g_ptr_array_add(rule->examples, g_strdup(examples[i]));
	for (guint i = 0;
		rule->caption == RIGHTS_IN_CAPTION_ANY && patterns != NULL && patterns[i] != NULL;
		i++)
		rights_rules_flag(rules, patterns[i], RIGHTS_WORD_IN_CAPTION);
	for (guint i = 0; patterns != NULL && patterns[i] != NULL; i++)
		if (!rights_rules_add(rules, patterns[i], rules->rules->len, error))
			return FALSE;
	return rule->examples->len > 0 || rights_read_refuse(place, error, "needs an example");
}

typedef gboolean (*AddEntry)(ClRightsRules *, const ClJsonNode *, const RightsPlace *, GError **);

static gboolean
add_entries(ClRightsRules *rules, const ClJsonNode *json, const char *key, AddEntry add, const char *where,
	GError **error)
{
	const ClJsonNode *list;
	RightsPlace place = {where, key};

	if (!rights_read_objects(json, key, &list, &place, error))
		return FALSE;
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const char *id = cl_json_node_get_string(cl_json_node_at(list, i), "id");

		place.entry = id != NULL ? id : key;
		if (!add(rules, cl_json_node_at(list, i), &place, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_flags(ClRightsRules *rules, const ClJsonNode *json, const char *key, guint8 flag, GError **error)
{
	RightsPlace place = {"phrases", key};
	g_auto(GStrv) words = NULL;

	if (!rights_read_texts(json, key, &words, &place, error))
		return FALSE;
	for (guint i = 0; words != NULL && words[i] != NULL; i++)
		rights_rules_flag(rules, words[i], flag);
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

ClRightsRules *
cl_rights_rules_parse(const char *phrases, const char *territories, GError **error)
{
	g_autoptr(ClRightsRules) rules = rules_new();
	g_autoptr(ClJsonNode) places =
		rights_read_document(territories, "cutline-territories/1", "territories", error);
	g_autoptr(ClJsonNode) said = NULL;

	if (places == NULL ||
		!add_entries(rules, places, "rules", add_territory, "territories", error))
		return NULL;
	if (phrases == NULL)
		return g_steal_pointer(&rules);
	said = rights_read_document(phrases, "cutline-phrases/1", "phrases", error);
	if (said == NULL || !add_entries(rules, said, "things", add_thing, "phrases", error) ||
		!add_entries(rules, said, "rules", add_rule, "phrases", error) ||
		!add_flags(rules, said, "commands", RIGHTS_WORD_COMMAND, error) ||
		!add_flags(rules, said, "connectors", RIGHTS_WORD_CONNECTOR, error))
		return NULL;
	rights_rules_close(rules);
	set_version(rules, phrases, territories);
	return g_steal_pointer(&rules);
}

gboolean
cl_rights_territory(const ClRightsRules *rules, const char *text, ClTerritories *set)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(text, rules->words);
	guint end = 0, value;

	memset(set, 0, sizeof *set);
	value = rights_rules_longest(rules, RIGHTS_ROOT_TERRITORIES, tokens, 0, &end);
	if (value == 0) {
		value = rights_rules_alpha2(rules, text);
		end = 1;
	}
	if (value == 0 || end != tokens->tokens->len)
		return FALSE;
	*set = ((const RightsTerritory *)rules->territories->pdata[value - 1])->set;
	return TRUE;
}
