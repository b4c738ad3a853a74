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

GVariant *
rights_read_document(const char *json, const char *schema, const char *where, GError **error)
{
	g_autoptr(GVariant) object = cl_json_parse(json, -1, error);
	const char *is = NULL;

	if (object == NULL) {
		g_prefix_error(error, "%s: ", where);
		return NULL;
	}
	if (g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT) &&
		g_variant_lookup(object, "schema", "&s", &is) && strcmp(is, schema) == 0)
		return g_steal_pointer(&object);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"%s: must be an object with \"schema\": \"%s\"", where, schema);
	return NULL;
}

/* NULL without an error: absent, or null. */
static GVariant *
look_up(GVariant *object, const char *key, const GVariantType *type, const char *wanted,
	const RightsPlace *place, GError **error)
{
	g_autoptr(GVariant) value = g_variant_lookup_value(object, key, NULL);

	if (value == NULL || g_variant_is_of_type(value, type))
		return g_steal_pointer(&value);
	if (!g_variant_is_of_type(value, G_VARIANT_TYPE_UNIT))
		rights_read_refuse(place, error, "\"%s\" must be %s", key, wanted);
	return NULL;
}

gboolean
rights_read_text(GVariant *object, const char *key, gboolean needed, char **value,
	const RightsPlace *place, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GVariant) found =
		look_up(object, key, G_VARIANT_TYPE_STRING, "a text", place, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (found == NULL || cl_text_is_blank(g_variant_get_string(found, NULL)))
		return !needed || rights_read_refuse(place, error, "\"%s\" is missing", key);
	g_free(*value);
	*value = g_variant_dup_string(found, NULL);
	return TRUE;
}

static GPtrArray *
children(GVariant *list)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);
	gsize n = g_variant_n_children(list);

	for (gsize i = 0; i < n; i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);

		g_ptr_array_add(all, g_variant_get_variant(boxed));
	}
	return all;
}

static gboolean
read_list(GVariant *object, const char *key, const GVariantType *type, const char *wanted,
	GPtrArray **values, const RightsPlace *place, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GVariant) found = look_up(object, key, G_VARIANT_TYPE("av"), wanted, place, &why);

	*values = NULL;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (found == NULL)
		return TRUE;
	*values = children(found);
	for (guint i = 0; i < (*values)->len; i++)
		if (!g_variant_is_of_type((*values)->pdata[i], type))
			return rights_read_refuse(place, error, "\"%s\" must be %s", key, wanted);
	return TRUE;
}

gboolean
rights_read_texts(
	GVariant *object, const char *key, GStrv *values, const RightsPlace *place, GError **error)
{
	g_autoptr(GPtrArray) found = NULL;
	g_autoptr(GStrvBuilder) texts = g_strv_builder_new();

	if (!read_list(object, key, G_VARIANT_TYPE_STRING, "a list of texts", &found, place, error))
		return FALSE;
	for (guint i = 0; found != NULL && i < found->len; i++)
		g_strv_builder_add(texts, g_variant_get_string(found->pdata[i], NULL));
	if (found != NULL && found->len > 0)
		*values = g_strv_builder_end(texts);
	return TRUE;
}

gboolean
rights_read_objects(GVariant *object, const char *key, GPtrArray **objects,
	const RightsPlace *place, GError **error)
{
	return read_list(
		object, key, G_VARIANT_TYPE_VARDICT, "a list of objects", objects, place, error);
}

gboolean
rights_read_flag(GVariant *object, const char *key, gboolean *value, const RightsPlace *place,
	GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GVariant) found =
		look_up(object, key, G_VARIANT_TYPE_BOOLEAN, "true or false", place, &why);

	if (found != NULL)
		*value = g_variant_get_boolean(found);
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
rights_read_number(GVariant *object, const char *key, double min, double max, double *value,
	const RightsPlace *place, GError **error)
{
	g_autoptr(GVariant) found = g_variant_lookup_value(object, key, NULL);
	double number;

	if (found == NULL || g_variant_is_of_type(found, G_VARIANT_TYPE_UNIT))
		return TRUE;
	if (g_variant_is_of_type(found, G_VARIANT_TYPE_INT64))
		number = (double)g_variant_get_int64(found);
	else if (g_variant_is_of_type(found, G_VARIANT_TYPE_DOUBLE))
		number = g_variant_get_double(found);
	else
		return rights_read_refuse(place, error, "\"%s\" must be a number", key);
	if (!(number >= min && number <= max))
		return rights_read_refuse(
			place, error, "\"%s\" must be from %g to %g", key, min, max);
	*value = number;
	return TRUE;
}

gboolean
rights_read_count(GVariant *object, const char *key, guint max, guint *value,
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
rights_read_channels(GVariant *object, const char *key, guint *channels, const RightsPlace *place,
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

gboolean
rights_read_keys(
	GVariant *object, const char *const *keys, const RightsPlace *place, GError **error)
{
	GVariantIter iter;
	const char *key;
	GVariant *value;

	g_variant_iter_init(&iter, object);
	while (g_variant_iter_next(&iter, "{&sv}", &key, &value)) {
		gboolean known = g_strv_contains(keys, key);

		g_variant_unref(value);
		if (!known)
			return rights_read_refuse(place, error, "\"%s\" is no key here", key);
	}
	return TRUE;
}
