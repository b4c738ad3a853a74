/* SPDX-License-Identifier: MIT
 *
 * Run by the build: reads the shipped rules as any others are read, and prints them as C, so that a
 * program that starts finds them read. usage: write_shipped OUT.c
 */
#include "private.h"

#include <cutline/rules.h>

#include <stdio.h>
#include <string.h>

/* The rules of the build are not there yet. */
ClCreditRules *
cl_credit_rules_shipped(void)
{
	return NULL;
}

typedef struct {
	GString *out;
	GHashTable *index; /* ClOrganisation*, ClPerson* → its place from 0 */
} Writer;

static void
put(Writer *writer, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_string_append_vprintf(writer->out, format, args);
	va_end(args);
}

static void
put_text(Writer *writer, const char *text)
{
	g_autofree char *escaped = text == NULL ? NULL : g_strescape(text, NULL);

	if (text == NULL)
		g_string_append(writer->out, "NULL, ");
	else
		put(writer, "\"%s\", ", escaped);
}

static void
put_list(Writer *writer, const char *const *list)
{
	if (list == NULL) {
		put(writer, "NULL, ");
		return;
	}
	put(writer, "(const char *const[]){");
	for (; *list != NULL; list++)
		put_text(writer, *list);
	put(writer, "NULL}, ");
}

static void
put_schemes(Writer *writer, const ClOrganisation *organisation)
{
	if (organisation->n_id_schemes == 0) {
		put(writer, "NULL, 0, ");
		return;
	}
	put(writer, "(const ClIdScheme[]){");
	for (guint i = 0; i < organisation->n_id_schemes; i++) {
		const ClIdScheme *scheme = &organisation->id_schemes[i];

		put(writer, "{");
		put_text(writer, scheme->scheme);
		put_text(writer, scheme->pattern);
		put_text(writer, scheme->version);
		put_list(writer, scheme->fields);
		put(writer, "%d, ", scheme->bare);
		put_text(writer, scheme->prefix);
		put_text(writer, scheme->head);
		put(writer, "%d}, ", scheme->near);
	}
	put(writer, "}, %u, ", organisation->n_id_schemes);
}

static void
put_organisations(Writer *writer, const ClCreditRules *rules)
{
	put(writer, "static const ClOrganisation organisations[] = {\n");
	for (guint i = 0; i < rules->n_organisations; i++) {
		const ClOrganisation *one = rules->organisations[i];
		const char *const texts[] = {one->id, one->name, one->family, one->parent, one->finding,
			one->template, one->form};

		g_hash_table_insert(writer->index, (gpointer)one, GUINT_TO_POINTER(i));
		put(writer, "\t{");
		for (gsize k = 0; k < G_N_ELEMENTS(texts); k++)
			put_text(writer, texts[k]);
		put_list(writer, one->aliases);
		put_list(writer, one->surnames);
		put_schemes(writer, one);
		put(writer, "%d, %d, %d, %d, %d, %d},\n", (int)one->kind, one->state_media, one->hub,
			one->source, one->notice, one->leads);
	}
	put(writer, "};\nstatic const ClOrganisation *const organisation_list[] = {\n");
	for (guint i = 0; i < rules->n_organisations; i++)
		put(writer, "\t&organisations[%u],\n", i);
	put(writer, "};\n");
}

static void
put_people(Writer *writer, const ClCreditRules *rules)
{
	put(writer, "static const ClPerson people[] = {\n");
	for (guint i = 0; i < rules->n_people; i++) {
		const ClPerson *one = rules->people[i];

		g_hash_table_insert(writer->index, (gpointer)one, GUINT_TO_POINTER(i));
		put(writer, "\t{");
		put_text(writer, one->id);
		put_text(writer, one->name);
		put_list(writer, one->aliases);
		put(writer, "},\n");
	}
	put(writer, "};\nstatic const ClPerson *const person_list[] = {\n");
	for (guint i = 0; i < rules->n_people; i++)
		put(writer, "\t&people[%u],\n", i);
	put(writer, "};\n");
}

/* `array`: the C array that entries point into; "" = they are texts. */
static void
put_table(Writer *writer, const char *name, const CreditTable *table, const char *array)
{
	put(writer, "static const CreditEntry %s[] = {\n", name);
	for (guint i = 0; i < table->n; i++) {
		const CreditEntry *entry = &table->entries[i];

		put(writer, "\t{");
		put_text(writer, entry->key);
		if (entry->of == NULL || array[0] == '\0')
			put_text(writer, entry->of);
		else
			put(writer, "&%s[%u], ", array,
				GPOINTER_TO_UINT(g_hash_table_lookup(writer->index, entry->of)));
		put(writer, "%u},\n", entry->bits);
	}
	put(writer, "};\n");
}

static void
put_aliases(Writer *writer, const ClCreditRules *rules)
{
	put(writer, "static const CreditAlias aliases[] = {\n");
	for (guint i = 0; i < rules->by_length[CREDIT_MAX_ALIAS_BYTES + 1]; i++) {
		const CreditAlias *alias = &rules->aliases[i];

		put(writer, "\t{");
		put_text(writer, alias->key);
		put(writer, "&organisations[%u], %d, %d},\n",
			GPOINTER_TO_UINT(g_hash_table_lookup(writer->index, alias->organisation)),
			alias->whole, alias->compound);
	}
	put(writer, "};\n");
}

static void
put_labels(Writer *writer, const ClCreditRules *rules)
{
	put(writer, "static const CreditLabel labels[] = {\n");
	for (guint i = 0; i < rules->n_labels; i++) {
		const CreditLabel *label = &rules->labels[i];

		put(writer, "\t{");
		put_text(writer, label->key);
		put(writer, "%u, %d, %u},\n", label->n_words, (int)label->when, label->flags);
	}
	put(writer, "};\n");
}

static void
put_marks(Writer *writer, const ClCreditRules *rules)
{
	put(writer, "static const ClDeskMark marks[] = {\n");
	for (guint i = 0; i < rules->n_marks; i++) {
		put(writer, "\t{");
		put_text(writer, rules->marks[i].text);
		put_text(writer, rules->marks[i].part);
		put(writer, "%d},\n", (int)rules->marks[i].reach);
	}
	put(writer, "};\n");
}

static void
put_rules(Writer *writer, const ClCreditRules *rules)
{
	static const char *const tables[] = {
		"by_id", "person_by_key", "roles", "words", "endings", "ranks", "post_nominals", "licences"};

	put(writer, "static ClCreditRules shipped = {\n"
		    "\t.organisations = organisation_list, .n_organisations = %u,\n"
		    "\t.people = person_list, .n_people = %u,\n"
		    "\t.aliases = aliases, .labels = labels, .n_labels = %u,\n"
		    "\t.marks = marks, .n_marks = %u,\n"
		    "\t.max_rank_words = %u,\n\t.by_length = {",
		rules->n_organisations, rules->n_people, rules->n_labels, rules->n_marks,
		rules->max_rank_words);
	for (guint i = 0; i < CREDIT_MAX_ALIAS_BYTES + 2; i++)
		put(writer, "%u, ", rules->by_length[i]);
	put(writer, "},\n");
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
		put(writer, "\t.%s = {%s, G_N_ELEMENTS(%s)},\n", tables[i], tables[i], tables[i]);
	put(writer, "\t.version = ");
	put_text(writer, rules->version);
	put(writer, "\n\t.problem = ");
	put_text(writer, rules->problem);
	put(writer, "\n};\n\nClCreditRules *\ncl_credit_rules_shipped(void)\n{\n\treturn &shipped;\n}\n");
}

static void
put_all(Writer *writer, const ClCreditRules *rules)
{
	put(writer, "/* Made by write_shipped from schema/rules; not to be edited. */\n"
		    "#include \"private.h\"\n\n");
	put_organisations(writer, rules);
	put_people(writer, rules);
	put_aliases(writer, rules);
	put_labels(writer, rules);
	put_marks(writer, rules);
	put_table(writer, "by_id", &rules->by_id, "organisations");
	put_table(writer, "person_by_key", &rules->person_by_key, "people");
	put_table(writer, "roles", &rules->roles, "");
	put_table(writer, "words", &rules->words, "");
	put_table(writer, "endings", &rules->endings, "");
	put_table(writer, "ranks", &rules->ranks, "");
	put_table(writer, "post_nominals", &rules->post_nominals, "");
	put_table(writer, "licences", &rules->licences, "");
	put_rules(writer, rules);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCreditRules) rules = NULL;
	g_autoptr(GHashTable) index = g_hash_table_new(NULL, NULL);
	g_autoptr(GString) out = g_string_new(NULL);
	Writer writer = {out, index};

	if (argc != 2)
		return 2;
	rules = cl_credit_rules_parse(
		(ClRulesText){cl_rules_shipped("organisations"), "schema/rules/organisations.json"},
		(ClRulesText){cl_rules_shipped("people"), "schema/rules/people.json"}, &error);
	if (rules == NULL) {
		fprintf(stderr, "%s\n", error->message);
		return 1;
	}
	put_all(&writer, rules);
	if (g_file_set_contents(argv[1], out->str, (gssize)out->len, &error))
		return 0;
	fprintf(stderr, "%s\n", error->message);
	return 1;
}
