/* SPDX-License-Identifier: MIT
 *
 * JSON: a streaming writer without a tree, and strict parsing by jansson into a GVariant.
 * The only user of jansson.
 */
#include <cutline/error.h>
#include <cutline/json.h>

#include <jansson.h>
#include <math.h>
#include <string.h>

#define MAX_DEPTH 64

struct ClJson {
	GString *text;
	guint depth;
	gboolean first[MAX_DEPTH + 1];
};

ClJson *
cl_json_new(void)
{
	ClJson *json = g_new0(ClJson, 1);

	json->text = g_string_sized_new(512);
	json->first[0] = TRUE;
	return json;
}

void
cl_json_free(ClJson *json)
{
	if (json == NULL)
		return;
	g_string_free(json->text, TRUE);
	g_free(json);
}

char *
cl_json_take(ClJson *json)
{
	char *text;

	g_assert(json->depth == 0);
	text = g_string_free(json->text, FALSE);
	json->text = g_string_sized_new(512);
	json->first[0] = TRUE;
	return text;
}

static void
append_quoted(GString *text, const char *value)
{
	g_autofree char *valid = NULL;

	if (!g_utf8_validate(value, -1, NULL))
		value = valid = g_utf8_make_valid(value, -1);
	g_string_append_c(text, '"');
	for (const char *at = value; *at != '\0'; at++) {
		guchar c = (guchar) *at;

		if (c == '"' || c == '\\')
			g_string_append_c(text, '\\'), g_string_append_c(text, (char) c);
		else if (c == '\n')
			g_string_append(text, "\\n");
		else if (c == '\t')
			g_string_append(text, "\\t");
		else if (c < 0x20 || c == 0x7f)
			g_string_append_printf(text, "\\u%04x", c);
		else
			g_string_append_c(text, (char) c);
	}
	g_string_append_c(text, '"');
}

static void
begin_value(ClJson *json, const char *key)
{
	if (!json->first[json->depth])
		g_string_append_c(json->text, ',');
	json->first[json->depth] = FALSE;
	if (key != NULL) {
		append_quoted(json->text, key);
		g_string_append_c(json->text, ':');
	}
}

static void
open_level(ClJson *json, const char *key, char bracket)
{
	begin_value(json, key);
	g_assert(json->depth < MAX_DEPTH);
	g_string_append_c(json->text, bracket);
	json->first[++json->depth] = TRUE;
}

static void
close_level(ClJson *json, char bracket)
{
	g_assert(json->depth > 0);
	json->depth--;
	g_string_append_c(json->text, bracket);
}

void
cl_json_begin_object(ClJson *json, const char *key)
{
	open_level(json, key, '{');
}

void
cl_json_end_object(ClJson *json)
{
	close_level(json, '}');
}

void
cl_json_begin_array(ClJson *json, const char *key)
{
	open_level(json, key, '[');
}

void
cl_json_end_array(ClJson *json)
{
	close_level(json, ']');
}

void
cl_json_string(ClJson *json, const char *key, const char *value)
{
	if (value == NULL) {
		cl_json_null(json, key);
		return;
	}
	begin_value(json, key);
	append_quoted(json->text, value);
}

void
cl_json_int(ClJson *json, const char *key, gint64 value)
{
	begin_value(json, key);
	g_string_append_printf(json->text, "%" G_GINT64_FORMAT, value);
}

void
cl_json_double(ClJson *json, const char *key, double value)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	if (!isfinite(value)) {
		cl_json_null(json, key);
		return;
	}
	begin_value(json, key);
	g_string_append(json->text, g_ascii_formatd(buffer, sizeof buffer, "%.6g", value));
}

void
cl_json_bool(ClJson *json, const char *key, gboolean value)
{
	begin_value(json, key);
	g_string_append(json->text, value ? "true" : "false");
}

void
cl_json_null(ClJson *json, const char *key)
{
	begin_value(json, key);
	g_string_append(json->text, "null");
}

static GVariant *from_json(json_t *value);

static GVariant *
from_object(json_t *object)
{
	GVariantBuilder builder;
	const char *key;
	json_t *member;

	g_variant_builder_init(&builder, G_VARIANT_TYPE_VARDICT);
	json_object_foreach(object, key, member)
		g_variant_builder_add(&builder, "{sv}", key, from_json(member));
	return g_variant_builder_end(&builder);
}

static GVariant *
from_array(json_t *array)
{
	GVariantBuilder builder;
	gsize i;
	json_t *member;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("av"));
	json_array_foreach(array, i, member)
		g_variant_builder_add(&builder, "v", from_json(member));
	return g_variant_builder_end(&builder);
}

/* null becomes the empty tuple. */
static GVariant *
from_json(json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return from_object(value);
	case JSON_ARRAY:
		return from_array(value);
	case JSON_STRING:
		return g_variant_new_string(json_string_value(value));
	case JSON_INTEGER:
		return g_variant_new_int64(json_integer_value(value));
	case JSON_REAL:
		return g_variant_new_double(json_real_value(value));
	case JSON_TRUE:
	case JSON_FALSE:
		return g_variant_new_boolean(json_is_true(value));
	case JSON_NULL:
		break;
	}
	return g_variant_new_tuple(NULL, 0);
}

/* jansson recurses as deep as the text nests; refuse by counting brackets outside strings. */
static gboolean
too_deep(const char *text, gsize n_bytes)
{
	guint depth = 0;
	gboolean quoted = FALSE;

	for (gsize i = 0; i < n_bytes; i++) {
		if (quoted && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted && (text[i] == '{' || text[i] == '[') && ++depth > MAX_DEPTH)
			return TRUE;
		else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
			depth--;
	}
	return FALSE;
}

static json_t *
load(const char *text, gssize n_bytes, GError **error)
{
	gsize n = n_bytes < 0 ? strlen(text) : (gsize) n_bytes;
	json_error_t why;
	json_t *root;

	if (too_deep(text, n)) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "JSON nested deeper than %d levels",
			MAX_DEPTH);
		return NULL;
	}
	root = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);
	if (root == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "not JSON: line %d, column %d: %s",
			why.line, why.column, why.text);
	return root;
}

GVariant *
cl_json_parse(const char *text, gssize n_bytes, GError **error)
{
	json_t *root = load(text, n_bytes, error);
	GVariant *variant;

	if (root == NULL)
		return NULL;
	variant = g_variant_ref_sink(from_json(root));
	json_decref(root);
	return variant;
}

/* --- nodes: jansson's own values under another name ------------------------------------------- */
ClJsonNode *
cl_json_read(const char *text, gssize n_bytes, GError **error)
{
	return (ClJsonNode *) load(text, n_bytes, error);
}

void
cl_json_node_free(ClJsonNode *root)
{
	json_decref((json_t *) root);
}

ClJsonKind
cl_json_node_kind(const ClJsonNode *node)
{
	if (node == NULL)
		return CL_JSON_NULL;
	switch (json_typeof((const json_t *) node)) {
	case JSON_OBJECT:
		return CL_JSON_OBJECT;
	case JSON_ARRAY:
		return CL_JSON_ARRAY;
	case JSON_STRING:
		return CL_JSON_STRING;
	case JSON_INTEGER:
		return CL_JSON_INT;
	case JSON_REAL:
		return CL_JSON_DOUBLE;
	case JSON_TRUE:
	case JSON_FALSE:
		return CL_JSON_BOOL;
	case JSON_NULL:
		break;
	}
	return CL_JSON_NULL;
}

gint64
cl_json_node_int(const ClJsonNode *node)
{
	return json_integer_value((const json_t *) node);
}

double
cl_json_node_number(const ClJsonNode *node)
{
	return json_number_value((const json_t *) node);
}

gboolean
cl_json_node_is_object(const ClJsonNode *node)
{
	return json_is_object((const json_t *) node);
}

const ClJsonNode *
cl_json_node_get(const ClJsonNode *node, const char *key)
{
	return (const ClJsonNode *) json_object_get((const json_t *) node, key);
}

const ClJsonNode *
cl_json_node_get_array(const ClJsonNode *node, const char *key)
{
	const json_t *member = json_object_get((const json_t *) node, key);

	return json_is_array(member) ? (const ClJsonNode *) member : NULL;
}

const char *
cl_json_node_get_string(const ClJsonNode *node, const char *key)
{
	return json_string_value(json_object_get((const json_t *) node, key));
}

gboolean
cl_json_node_get_bool(const ClJsonNode *node, const char *key)
{
	return json_is_true(json_object_get((const json_t *) node, key));
}

gsize
cl_json_node_length(const ClJsonNode *node)
{
	return json_array_size((const json_t *) node);
}

const ClJsonNode *
cl_json_node_at(const ClJsonNode *node, gsize i)
{
	return (const ClJsonNode *) json_array_get((const json_t *) node, i);
}

const char *
cl_json_node_string(const ClJsonNode *node)
{
	return json_string_value((const json_t *) node);
}

gboolean
cl_json_node_is_bool(const ClJsonNode *node)
{
	return json_is_boolean((const json_t *) node);
}

gboolean
cl_json_node_is_true(const ClJsonNode *node)
{
	return json_is_true((const json_t *) node);
}

gboolean
cl_json_node_is_null(const ClJsonNode *node)
{
	return json_is_null((const json_t *) node);
}

void
cl_json_node_each(const ClJsonNode *node, ClJsonEach each, gpointer data)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *) node, key, value)
		each(key, (const ClJsonNode *) value, data);
}
