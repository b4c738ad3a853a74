/* SPDX-License-Identifier: MIT
 *
 * What rules own that are being read, and freezing them into arrays: by node, then by word, so that a
 * look-up needs no hash table that a program would have to fill when it starts.
 */
#include <string.h>
#include "build.h"

/* --- owned by a build ---------------------------------------------------------------------------- */

static void
free_rule(gpointer data)
{
	RightsRule *rule = data;

	for (guint i = 0; i < rule->n_more; i++)
		g_free(rule->more[i].operand);
	g_free(rule->more);
	g_strfreev(rule->examples);
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
	BuildNode *node = data;

	g_clear_pointer(&node->slots, g_array_unref);
	g_clear_pointer(&node->skips, g_array_unref);
}

RightsBuild *
rights_build_new(void)
{
	RightsBuild *build = g_new0(RightsBuild, 1);
	guint16 none = 0;

	build->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	build->flags = g_array_append_val(g_array_new(FALSE, FALSE, sizeof none), none);
	build->nodes = g_array_new(FALSE, TRUE, sizeof(BuildNode));
	g_array_set_clear_func(build->nodes, clear_node);
	g_array_set_size(build->nodes, RIGHTS_N_ROOTS);
	build->edges = g_array_new(FALSE, TRUE, sizeof(BuildEdge));
	g_array_set_size(build->edges, 1); /* 0 = no edge */
	build->first_edges = g_hash_table_new(NULL, NULL);
	build->rules = g_ptr_array_new_with_free_func(free_rule);
	build->things = g_ptr_array_new_with_free_func(free_thing);
	build->territories = g_ptr_array_new_with_free_func(free_territory);
	build->frozen = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < RIGHTS_N_NOTES; i++)
		build->notes[i] = g_new0(char *, 1);
	build->note_letters = g_string_new(NULL);
	return build;
}

void
rights_build_free(RightsBuild *build)
{
	if (build == NULL)
		return;
	g_hash_table_unref(build->words);
	g_array_unref(build->flags);
	g_array_unref(build->nodes);
	g_array_unref(build->edges);
	g_hash_table_unref(build->first_edges);
	g_ptr_array_unref(build->rules);
	g_ptr_array_unref(build->things);
	g_ptr_array_unref(build->territories);
	g_ptr_array_unref(build->frozen);
	for (guint i = 0; i < RIGHTS_N_NOTES; i++)
		g_strfreev(build->notes[i]);
	g_string_free(build->note_letters, TRUE);
	g_free(build);
}

guint
rights_build_add_rule(RightsBuild *build, RightsRule *rule)
{
	g_ptr_array_add(build->rules, rule);
	return build->rules->len;
}

guint
rights_build_add_thing(RightsBuild *build, RightsThing *thing)
{
	g_ptr_array_add(build->things, thing);
	return build->things->len;
}

guint
rights_build_add_territory(RightsBuild *build, RightsTerritory *territory)
{
	g_ptr_array_add(build->territories, territory);
	return build->territories->len;
}

static void
add_letter(RightsBuild *build, char letter)
{
	if (strchr(build->note_letters->str, letter) == NULL)
		g_string_append_c(build->note_letters, letter);
}

/* Headings are compared in capitals, and words of a statement up to the blank behind them. */
void
rights_build_set_notes(RightsBuild *build, RightsNote list, GStrv words)
{
	gboolean heads = list <= RIGHTS_NOTE_WARNING, states = !heads && list <= RIGHTS_NOTE_ALONE;
	gboolean begins = (heads || states) && list != RIGHTS_NOTE_ORDER;

	g_strfreev(build->notes[list]);
	build->notes[list] = words;
	for (; *words != NULL; words++) {
		g_autofree char *said = *words;

		*words = heads	? g_utf8_strup(said, -1)
			 : states ? g_strconcat(said, " ", NULL)
				  : g_steal_pointer(&said);
		if (!begins)
			continue;
		add_letter(build, g_ascii_toupper((*words)[0]));
		add_letter(build, g_ascii_tolower((*words)[0]));
	}
}

/* --- freezing -------------------------------------------------------------------------------------- */

typedef struct {
	guint from, word, place; /* place: the later edge first */
	guint to;
} FlatEdge;

static int
compare_edges(gconstpointer a, gconstpointer b)
{
	const FlatEdge *one = a, *other = b;

	if (one->from != other->from)
		return one->from < other->from ? -1 : 1;
	if (one->word != other->word)
		return one->word < other->word ? -1 : 1;
	return one->place < other->place ? -1 : one->place > other->place;
}

static GArray *
flat_edges(const RightsBuild *build)
{
	GArray *flat = g_array_new(FALSE, FALSE, sizeof(FlatEdge));
	GHashTableIter iter;
	gpointer key, first;

	g_hash_table_iter_init(&iter, build->first_edges);
	while (g_hash_table_iter_next(&iter, &key, &first)) {
		gsize packed = GPOINTER_TO_SIZE(key);
		guint place = 0;

		for (guint edge = GPOINTER_TO_UINT(first); edge != 0;
			edge = g_array_index(build->edges, BuildEdge, edge).next) {
			FlatEdge one = {(guint)(packed >> 24), (guint)(packed & 0xFFFFFF), place++,
				g_array_index(build->edges, BuildEdge, edge).to};

			g_array_append_val(flat, one);
		}
	}
	g_array_sort(flat, compare_edges);
	return flat;
}

static gpointer
keep(RightsBuild *build, GArray *array)
{
	gpointer data = g_array_free(array, FALSE);

	g_ptr_array_add(build->frozen, data);
	return data;
}

static void
freeze_edges(RightsBuild *build, RightsNode *nodes, ClRightsRules *rules)
{
	g_autoptr(GArray) flat = flat_edges(build);
	GArray *edges = g_array_new(FALSE, FALSE, sizeof(RightsEdge));

	for (guint i = 0; i < flat->len; i++) {
		const FlatEdge *one = &g_array_index(flat, FlatEdge, i);
		RightsEdge edge = {one->word, one->to};

		if (nodes[one->from].n_edges++ == 0)
			nodes[one->from].edges = i;
		g_array_append_val(edges, edge);
	}
	rules->n_edges = edges->len;
	rules->edges = keep(build, edges);
}

static void
freeze_nodes(RightsBuild *build, ClRightsRules *rules)
{
	GArray *nodes = g_array_new(FALSE, TRUE, sizeof(RightsNode));
	GArray *skips = g_array_new(FALSE, FALSE, sizeof(guint));
	GArray *slots = g_array_new(FALSE, FALSE, sizeof(RightsSlotEdge));

	g_array_set_size(nodes, build->nodes->len);
	for (guint i = 0; i < build->nodes->len; i++) {
		const BuildNode *from = &g_array_index(build->nodes, BuildNode, i);
		RightsNode *node = &g_array_index(nodes, RightsNode, i);

		node->value = from->value;
		node->skips = skips->len;
		node->n_skips = from->skips == NULL ? 0 : from->skips->len;
		if (from->skips != NULL)
			g_array_append_vals(skips, from->skips->data, from->skips->len);
		node->slots = slots->len;
		node->n_slots = from->slots == NULL ? 0 : from->slots->len;
		if (from->slots != NULL)
			g_array_append_vals(slots, from->slots->data, from->slots->len);
	}
	freeze_edges(build, (RightsNode *)(gpointer)nodes->data, rules);
	rules->n_nodes = nodes->len;
	rules->n_skips = skips->len;
	rules->n_slots = slots->len;
	rules->nodes = keep(build, nodes);
	rules->skips = keep(build, skips);
	rules->slots = keep(build, slots);
}

static int
compare_words(gconstpointer a, gconstpointer b)
{
	return strcmp(((const RightsWord *)a)->fold, ((const RightsWord *)b)->fold);
}

static void
freeze_words(RightsBuild *build, ClRightsRules *rules)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(RightsWord));
	GHashTableIter iter;
	gpointer fold, number;

	g_hash_table_iter_init(&iter, build->words);
	while (g_hash_table_iter_next(&iter, &fold, &number)) {
		RightsWord word = {fold, GPOINTER_TO_UINT(number)};

		g_array_append_val(words, word);
	}
	g_array_sort(words, compare_words);
	rules->words.n = words->len;
	rules->words.entries = keep(build, words);
}

ClRightsRules *
rights_build_freeze(RightsBuild *build)
{
	ClRightsRules *rules = g_new0(ClRightsRules, 1);

	freeze_words(build, rules);
	freeze_nodes(build, rules);
	rules->flags = (const guint16 *)(const void *)build->flags->data;
	rules->n_flags = build->flags->len;
	rules->rules = (const RightsRule *const *)build->rules->pdata;
	rules->n_rules = build->rules->len;
	rules->things = (const RightsThing *const *)build->things->pdata;
	rules->n_things = build->things->len;
	rules->territories = (const RightsTerritory *const *)build->territories->pdata;
	rules->n_territories = build->territories->len;
	for (guint i = 0; i < RIGHTS_N_NOTES; i++)
		rules->notes[i] = (const char *const *)build->notes[i];
	rules->note_letters = build->note_letters->str;
	rules->owned = build;
	return rules;
}
