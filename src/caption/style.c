/* SPDX-License-Identifier: MIT
 *
 * The table of house style as JSON, checked and made ready for matching.
 */
#include <cutline/error.h>
#include <cutline/json.h>
#include <cutline/text.h>
#include "style_private.h"

#define SCHEMA "cutline-house-style/1"

typedef struct {
	ClStyle *style;
	const char *where;
	GError **error;
} Reader;

static gboolean fail(const Reader *reader, const char *id, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static gboolean
fail(const Reader *reader, const char *id, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(reader->error, CL_ERROR, CL_ERROR_INPUT, "%s: %s%s%s", reader->where,
		id == NULL ? "" : id, id == NULL ? "" : ": ", message);
	return FALSE;
}

static void
rule_free(gpointer data)
{
	StyleRule *rule = data;

	g_free(rule->id);
	g_free(rule->scope);
	g_free(rule->lang);
	g_free(rule->pattern);
	g_free(rule->replacement);
	g_ptr_array_unref(rule->examples);
	g_free(rule);
}

static void
equivalents_free(gpointer data)
{
	ClEquivalents *equivalents = data;

	g_free(equivalents->id);
	g_free(equivalents->scope);
	g_strfreev(equivalents->forms);
	g_free(equivalents);
}

static void
pattern_free(gpointer data)
{
	StylePattern *pattern = data;

	g_strfreev(pattern->atoms);
	g_free(pattern);
}

static char *
text_of(const ClJsonNode *entry, const char *key)
{
	return g_strdup(cl_json_node_get_string(entry, key));
}

/* The texts of an array; NULL if there is none, empty if it is none of texts. */
static GPtrArray *
texts_of(const ClJsonNode *entry, const char *key)
{
	const ClJsonNode *array = cl_json_node_get_array(entry, key);
	GPtrArray *texts;

	if (array == NULL)
		return NULL;
	texts = g_ptr_array_new_with_free_func(g_free);
	for (gsize i = 0; i < cl_json_node_length(array); i++) {
		const char *text = cl_json_node_string(cl_json_node_at(array, i));

		if (text != NULL)
			g_ptr_array_add(texts, g_strdup(text));
	}
	return texts;
}

/* Take a phrase as a pattern; FALSE if it has no letter. */
static gboolean
add_pattern(ClStyle *style, const char *phrase, StyleOf of, guint index, guint form)
{
	StylePattern *pattern = g_new0(StylePattern, 1);
	g_autoptr(GArray) atoms = style_atoms(phrase);
	guint place = style->patterns->len;
	GArray *places;

	pattern->of = of;
	pattern->index = index;
	pattern->form = form;
	pattern->n_atoms = atoms->len;
	pattern->comma = strchr(phrase, ',') != NULL;
	pattern->prefix = g_str_has_suffix(phrase, "*");
	pattern->atoms = g_new0(char *, atoms->len + 1);
	for (guint i = 0; i < atoms->len; i++)
		pattern->atoms[i] = g_strdup(g_array_index(atoms, Atom, i).fold);
	g_ptr_array_add(style->patterns, pattern);
	if (atoms->len == 0)
		return FALSE;
	if (pattern->prefix && atoms->len == 1) {
		g_array_append_val(style->prefixes, place);
		return TRUE;
	}
	places = g_hash_table_lookup(style->by_atom, pattern->atoms[0]);
	if (places == NULL) {
		places = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(style->by_atom, g_strdup(pattern->atoms[0]), places);
	}
	g_array_append_val(places, place);
	return TRUE;
}

static gboolean
read_examples(const Reader *reader, const ClJsonNode *entry, StyleRule *rule)
{
	const ClJsonNode *array = cl_json_node_get_array(entry, "examples");

	if (cl_json_node_length(array) == 0)
		return fail(reader, rule->id, "has no examples; write {\"text\", \"published\"}");
	for (gsize i = 0; i < cl_json_node_length(array); i++) {
		const ClJsonNode *one = cl_json_node_at(array, i);
		GStrv pair;

		if (!cl_json_node_is_object(one))
			return fail(reader, rule->id, "an example is no object");
		pair = g_new0(char *, 3);
		pair[0] = text_of(one, "text");
		pair[1] = pair[0] == NULL ? NULL : text_of(one, "published");
		g_ptr_array_add(rule->examples, pair);
		if (pair[0] == NULL || pair[1] == NULL)
			return fail(
				reader, rule->id, "an example needs \"text\" and \"published\"");
	}
	return TRUE;
}

static gboolean
is_scope(const char *scope)
{
	static const char *const scopes[] = {"country", "city", "person", "org", "word", NULL};

	return scope != NULL && g_strv_contains(scopes, scope);
}

static gboolean
read_rule(const Reader *reader, const ClJsonNode *entry)
{
	StyleRule *rule = g_new0(StyleRule, 1);
	g_autofree char *letters = text_of(entry, "case");
	g_autoptr(GPtrArray) exceptions = texts_of(entry, "exceptions");
	guint index = reader->style->rules->len;

	rule->examples = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	g_ptr_array_add(reader->style->rules, rule);
	rule->id = text_of(entry, "id");
	rule->scope = text_of(entry, "scope");
	rule->lang = text_of(entry, "lang");
	rule->pattern = text_of(entry, "pattern");
	rule->replacement = text_of(entry, "replacement");
	rule->people_follow = cl_json_node_get_bool(entry, "people_follow");
	if (rule->id == NULL || rule->pattern == NULL || rule->replacement == NULL)
		return fail(
			reader, rule->id, "a rule needs \"id\", \"pattern\" and \"replacement\"");
	if (!is_scope(rule->scope))
		return fail(reader, rule->id, "\"scope\" is country, city, person, org or word");
	if (letters == NULL || strcmp(letters, "follow") == 0)
		rule->letters = STYLE_FOLLOW_CASE;
	else if (strcmp(letters, "keep") == 0)
		rule->letters = STYLE_KEEP_CASE;
	else if (strcmp(letters, "exact") == 0)
		rule->letters = STYLE_EXACT_CASE;
	else
		return fail(reader, rule->id, "\"case\" is follow, keep or exact");
	if (!add_pattern(reader->style, rule->pattern, STYLE_RULE, index, 0))
		return fail(reader, rule->id, "the pattern has no letter");
	for (guint i = 0; exceptions != NULL && i < exceptions->len; i++)
		add_pattern(reader->style, exceptions->pdata[i], STYLE_EXCEPTION, index, 0);
	return read_examples(reader, entry, rule);
}

static gboolean
read_equivalents(const Reader *reader, const ClJsonNode *entry)
{
	ClEquivalents *equivalents = g_new0(ClEquivalents, 1);
	g_autoptr(GPtrArray) forms = texts_of(entry, "forms");
	guint index = reader->style->equivalents->len;

	g_ptr_array_add(reader->style->equivalents, equivalents);
	equivalents->id = text_of(entry, "id");
	equivalents->scope = text_of(entry, "scope");
	if (equivalents->id == NULL || forms == NULL || forms->len < 2)
		return fail(reader, equivalents->id, "needs \"id\" and at least two \"forms\"");
	if (!is_scope(equivalents->scope))
		return fail(
			reader, equivalents->id, "\"scope\" is country, city, person, org or word");
	g_ptr_array_add(forms, NULL);
	equivalents->forms = g_strdupv((char **)forms->pdata);
	for (guint i = 0; equivalents->forms[i] != NULL; i++)
		if (!add_pattern(reader->style, equivalents->forms[i], STYLE_FORM, index, i))
			return fail(reader, equivalents->id, "a form has no letter");
	return TRUE;
}

static gboolean
read_all(const Reader *reader, const ClJsonNode *root, const char *key,
	gboolean (*read)(const Reader *reader, const ClJsonNode *entry))
{
	const ClJsonNode *array = cl_json_node_get_array(root, key);

	for (gsize i = 0; i < cl_json_node_length(array); i++) {
		const ClJsonNode *entry = cl_json_node_at(array, i);

		if (!cl_json_node_is_object(entry))
			return fail(reader, NULL, "an entry of \"%s\" is no object", key);
		if (!read(reader, entry))
			return FALSE;
	}
	return TRUE;
}

static GHashTable *
set_of(const ClJsonNode *root, const char *key)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) texts = texts_of(root, key);

	for (guint i = 0; texts != NULL && i < texts->len; i++)
		g_hash_table_add(set, cl_text_fold(texts->pdata[i]));
	return set;
}

ClStyle *
cl_style_parse(const char *json, const char *where, GError **error)
{
	g_autoptr(ClStyle) style = g_new0(ClStyle, 1);
	g_autoptr(ClJsonNode) root = NULL;
	g_autofree char *schema = NULL;
	Reader reader = {style, where, error};

	style->rules = g_ptr_array_new_with_free_func(rule_free);
	style->equivalents = g_ptr_array_new_with_free_func(equivalents_free);
	style->patterns = g_ptr_array_new_with_free_func(pattern_free);
	style->by_atom = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	style->prefixes = g_array_new(FALSE, FALSE, sizeof(guint));
	root = cl_json_read(json, -1, error);
	if (root == NULL) {
		g_prefix_error(error, "%s: ", where);
		return NULL;
	}
	style->organisation_words = set_of(root, "organisation_words");
	style->not_names = set_of(root, "not_names");
	schema = text_of(root, "schema");
	if (g_strcmp0(schema, SCHEMA) != 0) {
		fail(&reader, NULL, "\"schema\" is not \"%s\"", SCHEMA);
		return NULL;
	}
	if (!read_all(&reader, root, "rules", read_rule) ||
		!read_all(&reader, root, "equivalents", read_equivalents))
		return NULL;
	return g_steal_pointer(&style);
}

void
cl_style_free(ClStyle *style)
{
	if (style == NULL)
		return;
	g_ptr_array_unref(style->rules);
	g_ptr_array_unref(style->equivalents);
	g_ptr_array_unref(style->patterns);
	g_hash_table_unref(style->by_atom);
	g_array_unref(style->prefixes);
	g_clear_pointer(&style->organisation_words, g_hash_table_unref);
	g_clear_pointer(&style->not_names, g_hash_table_unref);
	g_clear_pointer(&style->people, cl_credit_rules_unref);
	g_free(style);
}

void
cl_style_know_people(ClStyle *style, ClCreditRules *rules)
{
	ClCreditRules *people = cl_credit_rules_ref(rules);

	g_clear_pointer(&style->people, cl_credit_rules_unref);
	style->people = people;
}

const GPtrArray *
cl_style_equivalents(const ClStyle *style)
{
	return style->equivalents;
}

static char *
published(const ClStyle *style, const char *text, const char *lang)
{
	g_autoptr(GPtrArray) hits = cl_style_find(style, text, lang, NULL, 0);
	GString *out = g_string_new(NULL);
	guint at = 0;

	for (guint i = 0; i < hits->len; i++) {
		const ClStyleHit *hit = hits->pdata[i];

		g_string_append_len(out, text + at, (gssize)(hit->span.start - at));
		g_string_append(out, hit->replacement);
		at = hit->span.end;
	}
	g_string_append(out, text + at);
	return g_string_free(out, FALSE);
}

GPtrArray *
cl_style_test(const ClStyle *style, guint *n_examples)
{
	GPtrArray *failures = g_ptr_array_new_with_free_func(g_free);

	*n_examples = 0;
	for (guint i = 0; i < style->rules->len; i++) {
		const StyleRule *rule = style->rules->pdata[i];

		for (guint j = 0; j < rule->examples->len; j++) {
			const char *const *pair = rule->examples->pdata[j];
			g_autofree char *got = published(style, pair[0], rule->lang);

			++*n_examples;
			if (strcmp(got, pair[1]) != 0)
				g_ptr_array_add(
					failures, g_strdup_printf("%s: '%s' becomes '%s', not '%s'",
							  rule->id, pair[0], got, pair[1]));
		}
	}
	return failures;
}
