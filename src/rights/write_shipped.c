/* SPDX-License-Identifier: MIT
 *
 * Run by the build: reads the shipped rules as any others are read, and prints them as C, so that a
 * program that starts finds them read. usage: write_shipped OUT.c
 */
#include <cutline/rules.h>

#include <stdio.h>
#include <string.h>

#include "rules.h"

/* The rules of the build are not there yet. */
ClRightsRules *
cl_rights_rules_shipped(void)
{
	return NULL;
}

G_GNUC_PRINTF(2, 3)
static void put(GString *out, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_string_append_vprintf(out, format, args);
	va_end(args);
}

static void
put_text(GString *out, const char *text)
{
	g_autofree char *escaped = text == NULL ? NULL : g_strescape(text, NULL);

	if (text == NULL)
		put(out, "NULL, ");
	else
		put(out, "(char *)\"%s\", ", escaped);
}

static void
put_pointers(GString *out, const char *type, const char *name, guint n)
{
	put(out, "};\nstatic const %s *const %s_list[] = {\n", type, name);
	for (guint i = 0; i < n; i++)
		put(out, "\t&%s[%u],\n", name, i);
	put(out, "};\n");
}

static void
put_more(GString *out, const RightsRule *rule)
{
	if (rule->n_more == 0) {
		put(out, "NULL, 0, ");
		return;
	}
	put(out, "(RightsMore[]){");
	for (guint i = 0; i < rule->n_more; i++) {
		put(out, "{%d, ", (int)rule->more[i].code);
		put_text(out, rule->more[i].operand);
		put(out, "}, ");
	}
	put(out, "}, %u, ", rule->n_more);
}

static void
put_rules(GString *out, const ClRightsRules *rules)
{
	put(out, "static const RightsRule rules[] = {\n");
	for (guint i = 0; i < rules->n_rules; i++) {
		const RightsRule *rule = rules->rules[i];
		char confidence[G_ASCII_DTOSTR_BUF_SIZE];

		put(out, "\t{");
		put_text(out, rule->id);
		put(out, "%d, ", (int)rule->code);
		put_text(out, rule->operand);
		put(out, "%s, %d, %d, %d, %d, %d, %d, ",
			g_ascii_dtostr(confidence, sizeof confidence, rule->confidence),
			(int)rule->caption, rule->only, rule->from, rule->whole, rule->unconditional,
			rule->capitals);
		put_more(out, rule);
		put(out, "(char *[]){");
		for (char **at = rule->examples; *at != NULL; at++)
			put_text(out, *at);
		put(out, "NULL}},\n");
	}
	put_pointers(out, "RightsRule", "rules", rules->n_rules);
}

static void
put_things(GString *out, const ClRightsRules *rules)
{
	put(out, "static const RightsThing things[] = {\n");
	for (guint i = 0; i < rules->n_things; i++) {
		const RightsThing *thing = rules->things[i];

		put(out, "\t{%d, ", (int)thing->code);
		put_text(out, thing->operand);
		put(out, "%u, %d},\n", thing->channels, thing->exact);
	}
	put_pointers(out, "RightsThing", "things", rules->n_things);
}

static void
put_territories(GString *out, const ClRightsRules *rules)
{
	put(out, "static const RightsTerritory territories[] = {\n");
	for (guint i = 0; i < rules->n_territories; i++) {
		const RightsTerritory *territory = rules->territories[i];

		put(out, "\t{");
		put_text(out, territory->id);
		put_text(out, territory->name);
		put(out, "{{");
		for (guint k = 0; k < CL_TERRITORY_WORDS; k++)
			put(out, "G_GUINT64_CONSTANT(%" G_GUINT64_FORMAT "), ", territory->set.bits[k]);
		put(out, "}}},\n");
	}
	put_pointers(out, "RightsTerritory", "territories", rules->n_territories);
}

static void
put_words(GString *out, const ClRightsRules *rules)
{
	put(out, "static const RightsWord words[] = {\n");
	for (guint i = 0; i < rules->words.n; i++) {
		put(out, "\t{");
		put_text(out, rules->words.entries[i].fold);
		put(out, "%u},\n", rules->words.entries[i].number);
	}
	put(out, "};\nstatic const guint16 flags[] = {\n");
	for (guint i = 0; i < rules->n_flags; i++)
		put(out, "%u,%s", rules->flags[i], i % 32 == 31 ? "\n" : "");
	put(out, "};\n");
}

static void
put_automaton(GString *out, const ClRightsRules *rules)
{
	put(out, "static const RightsNode nodes[] = {\n");
	for (guint i = 0; i < rules->n_nodes; i++) {
		const RightsNode *node = &rules->nodes[i];

		put(out, "\t{%u, %u, %u, %u, %u, %u, %u},\n", node->value, node->skips, node->n_skips,
			node->slots, node->n_slots, node->edges, node->n_edges);
	}
	put(out, "};\nstatic const guint skips[] = {\n");
	for (guint i = 0; i < rules->n_skips; i++)
		put(out, "\t%u,\n", rules->skips[i]);
	put(out, "};\nstatic const RightsSlotEdge slots[] = {\n");
	for (guint i = 0; i < rules->n_slots; i++)
		put(out, "\t{%d, %u},\n", (int)rules->slots[i].slot, rules->slots[i].node);
	put(out, "};\nstatic const RightsEdge edges[] = {\n");
	for (guint i = 0; i < rules->n_edges; i++)
		put(out, "\t{%u, %u},\n", rules->edges[i].word, rules->edges[i].to);
	put(out, "};\n");
}

static void
put_notes(GString *out, const ClRightsRules *rules)
{
	for (guint i = 0; i < RIGHTS_N_NOTES; i++) {
		put(out, "static const char *const notes_%u[] = {\n\t", i);
		for (const char *const *at = rules->notes[i]; *at != NULL; at++)
			put_text(out, *at);
		put(out, "NULL};\n");
	}
}

static void
put_all(GString *out, const ClRightsRules *rules)
{
	static const char *const arrays[] = {"flags", "nodes", "skips", "slots", "edges"};
	static const char *const lists[] = {"rules", "things", "territories"};

	put(out, "/* Made by write_shipped from schema/rules; not to be edited. */\n"
		 "#include \"rules.h\"\n\n");
	put_rules(out, rules);
	put_things(out, rules);
	put_territories(out, rules);
	put_words(out, rules);
	put_automaton(out, rules);
	put_notes(out, rules);
	put(out, "static ClRightsRules shipped = {\n\t.words = {words, G_N_ELEMENTS(words)},\n");
	for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++)
		put(out, "\t.%s = %s, .n_%s = G_N_ELEMENTS(%s),\n", arrays[i], arrays[i], arrays[i],
			arrays[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		put(out, "\t.%s = %s_list, .n_%s = G_N_ELEMENTS(%s_list),\n", lists[i], lists[i], lists[i],
			lists[i]);
	put(out, "\t.notes = {");
	for (guint i = 0; i < RIGHTS_N_NOTES; i++)
		put(out, "notes_%u, ", i);
	put(out, "},\n\t.note_letters = ");
	put_text(out, rules->note_letters);
	put(out, "\n\t.version = \"%s\",\n};\n\n", rules->version);
	put(out, "ClRightsRules *\ncl_rights_rules_shipped(void)\n{\n\treturn &shipped;\n}\n");
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClRightsRules) rules = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	if (argc != 2)
		return 2;
	rules = cl_rights_rules_parse(
		cl_rules_shipped("phrases"), cl_rules_shipped("territories"), &error);
	if (rules == NULL) {
		fprintf(stderr, "%s\n", error->message);
		return 1;
	}
	put_all(out, rules);
	if (g_file_set_contents(argv[1], out->str, (gssize)out->len, &error))
		return 0;
	fprintf(stderr, "%s\n", error->message);
	return 1;
}
