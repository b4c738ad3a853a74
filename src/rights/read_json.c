/* SPDX-License-Identifier: MIT
 *
 * Reading what people wrote as JSON, key by key. Wrong types are errors, never empty values.
 */
#include "read_json.h"

#include <string.h>

gboolean
rights_read_refuse(const RightsPlace *place, GError **error, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	if (place->entry != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: %s: %s", place->where,
			place->entry, message);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: %s", place->where, message);
	return FALSE;
}

ClJsonNode *
rights_read_document(const char *json, const char *schema, const char *where, GError **error)
{
	g_autoptr(ClJsonNode) object = cl_json_read(json, -1, error);

	if (object == NULL) {
		g_prefix_error(error, "%s: ", where);
		return NULL;
	}
	if (g_strcmp0(cl_json_node_get_string(object, "schema"), schema) == 0)
		return g_steal_pointer(&object);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"%s: must be an object with \"schema\": \"%s\"", where, schema);
	return NULL;
}

/* NULL without an error: absent, or null. */
static const ClJsonNode *
look_up(const ClJsonNode *object, const char *key, ClJsonKind kind, const char *wanted,
	const RightsPlace *place, GError **error)
{
	const ClJsonNode *value = cl_json_node_get(object, key);

	if (cl_json_node_kind(value) == kind)
		return value;
	if (cl_json_node_kind(value) != CL_JSON_NULL)
		rights_read_refuse(place, error, "\"%s\" must be %s", key, wanted);
	return NULL;
}

gboolean
rights_read_text(const ClJsonNode *object, const char *key, gboolean needed, char **value,
	const RightsPlace *place, GError **error)
{
	g_autoptr(GError) why = NULL;
	const ClJsonNode *found = look_up(object, key, CL_JSON_STRING, "a text", place, &why);
	const char *text = cl_json_node_string(found);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (text == NULL || cl_text_is_blank(text))
		return !needed || rights_read_refuse(place, error, "\"%s\" is missing", key);
	g_free(*value);
	*value = g_strdup(text);
	return TRUE;
}

/* NULL: absent. */
static gboolean
read_list(const ClJsonNode *object, const char *key, ClJsonKind kind, const char *wanted,
	const ClJsonNode **list, const RightsPlace *place, GError **error)
{
	g_autoptr(GError) why = NULL;

	*list = look_up(object, key, CL_JSON_ARRAY, wanted, place, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	for (gsize i = 0; i < cl_json_node_length(*list); i++)
		if (cl_json_node_kind(cl_json_node_at(*list, i)) != kind)
			return rights_read_refuse(place, error, "\"%s\" must be %s", key, wanted);
	return TRUE;
}

gboolean
rights_read_texts(const ClJsonNode *object, const char *key, GStrv *values, const RightsPlace *place,
	GError **error)
{
	const ClJsonNode *list;
	gsize n;

	if (!read_list(object, key, CL_JSON_STRING, "a list of texts", &list, place, error))
		return FALSE;
	n = cl_json_node_length(list);
	if (n == 0)
		return TRUE;
	*values = g_new0(char *, n + 1);
	for (gsize i = 0; i < n; i++)
		(*values)[i] = g_strdup(cl_json_node_string(cl_json_node_at(list, i)));
	return TRUE;
}

gboolean
rights_read_objects(const ClJsonNode *object, const char *key, const ClJsonNode **objects,
	const RightsPlace *place, GError **error)
{
	return read_list(object, key, CL_JSON_OBJECT, "a list of objects", objects, place, error);
}

gboolean
rights_read_flag(const ClJsonNode *object, const char *key, gboolean *value, const RightsPlace *place,
	GError **error)
{
	g_autoptr(GError) why = NULL;

	if (look_up(object, key, CL_JSON_BOOL, "true or false", place, &why) != NULL)
		*value = cl_json_node_get_bool(object, key);
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
rights_read_number(const ClJsonNode *object, const char *key, double min, double max, double *value,
	const RightsPlace *place, GError **error)
{
	const ClJsonNode *found = cl_json_node_get(object, key);
	ClJsonKind kind = cl_json_node_kind(found);
	double number = cl_json_node_number(found);

	if (kind == CL_JSON_NULL)
		return TRUE;
	if (kind != CL_JSON_INT && kind != CL_JSON_DOUBLE)
		return rights_read_refuse(place, error, "\"%s\" must be a number", key);
	if (!(number >= min && number <= max))
		return rights_read_refuse(
			place, error, "\"%s\" must be from %g to %g", key, min, max);
	*value = number;
	return TRUE;
}

gboolean
rights_read_count(const ClJsonNode *object, const char *key, guint max, guint *value,
	const RightsPlace *place, GError **error)
{
	double number = *value;

	if (!rights_read_number(object, key, 0, max, &number, place, error))
		return FALSE;
	*value = (guint)number;
	return number == *value ||
	       rights_read_refuse(place, error, "\"%s\" must be a whole number", key);
}

gboolean
rights_read_channels(const ClJsonNode *object, const char *key, guint *channels, const RightsPlace *place,
	GError **error)
{
	g_auto(GStrv) names = NULL;

	if (!rights_read_texts(object, key, &names, place, error))
		return FALSE;
	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		ClChannel channel = cl_channel_from_name(names[i]);

		if (channel == CL_N_CHANNELS)
			return rights_read_refuse(place, error,
				"\"%s\" has '%s', which is none of web app newsletter social print "
				"broadcast "
				"syndication internal",
				key, names[i]);
		*channels |= CL_CHANNEL_BIT(channel);
	}
	return TRUE;
}

typedef struct {
	const char *const *keys;
	char *unknown; /* the first that is none of them */
} KeyCheck;

static void
check_key(const char *key, const ClJsonNode *value, gpointer data)
{
	KeyCheck *check = data;

	if (check->unknown == NULL && !g_strv_contains(check->keys, key))
		check->unknown = g_strdup(key);
}

gboolean
rights_read_keys(
	const ClJsonNode *object, const char *const *keys, const RightsPlace *place, GError **error)
{
	KeyCheck check = {keys, NULL};
	g_autofree char *unknown = NULL;

	cl_json_node_each(object, check_key, &check);
	unknown = check.unknown;
	return unknown == NULL ||
	       rights_read_refuse(place, error, "\"%s\" is no key here", unknown);
}
