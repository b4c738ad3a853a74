/* SPDX-License-Identifier: MIT
 *
 * Members of a document that a person wrote: present, of the right type, within their limit.
 */
#include "written.h"

#include <cutline/error.h>
#include <cutline/json.h>

#include <string.h>

#define MAX_ID_BYTES 64U

gboolean
cl_written_id_valid(const char *id)
{
	gsize n = strlen(id);

	for (gsize i = 0; i < n; i++)
		if (!g_ascii_islower(id[i]) && !g_ascii_isdigit(id[i]) &&
			strchr("-_.", id[i]) == NULL)
			return FALSE;
	return n > 0 && n <= MAX_ID_BYTES && id[0] != '.' && id[0] != '-';
}

gboolean
written_check_members(GVariant *object, const char *where, const char *what,
	const char *const *members, GError **error)
{
	GVariantIter iter;
	const char *key;
	GVariant *value;

	g_variant_iter_init(&iter, object);
	while (g_variant_iter_loop(&iter, "{&sv}", &key, &value)) {
		if (g_strv_contains(members, key))
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: %s has no member '%s'", where,
			what, key);
		g_variant_unref(value);
		return FALSE;
	}
	return TRUE;
}

GVariant *
written_parse(const char *json, const char *where, const char *schema, const char *const *members,
	GError **error)
{
	g_autoptr(GVariant) object = cl_json_parse(json, -1, error);
	const char *stated = NULL;

	if (object == NULL) {
		g_prefix_error(error, "%s: ", where);
		return NULL;
	}
	if (g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(object, "schema", "&s", &stated);
	if (g_strcmp0(stated, schema) != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: begin it with \"schema\": \"%s\"",
			where, schema);
		return NULL;
	}
	return written_check_members(object, where, "the document", members, error)
		       ? g_steal_pointer(&object)
		       : NULL;
}

gboolean
written_text(GVariant *object, const char *where, const char *key, gsize max_bytes, gboolean needed,
	char **text, GError **error)
{
	g_autoptr(GVariant) value = g_variant_lookup_value(object, key, NULL);

	*text = NULL;
	if (value == NULL && !needed)
		return TRUE;
	if (value == NULL || !g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)) {
		g_set_error(
			error, CL_ERROR, CL_ERROR_INPUT, "%s: \"%s\" is to be a text", where, key);
		return FALSE;
	}
	if (g_variant_get_size(value) > max_bytes + 1) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"%s: \"%s\" is longer than %" G_GSIZE_FORMAT " bytes", where, key,
			max_bytes);
		return FALSE;
	}
	*text = g_variant_dup_string(value, NULL);
	return TRUE;
}

gboolean
written_id(GVariant *object, const char *where, char **id, GError **error)
{
	if (!written_text(object, where, "id", WRITTEN_MAX_BYTES, TRUE, id, error))
		return FALSE;
	if (cl_written_id_valid(*id))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"%s: '%s' is no id; use lower-case letters, digits, - and _", where, *id);
	g_clear_pointer(id, g_free);
	return FALSE;
}

GVariant *
written_array(GVariant *object, const char *where, const char *key, guint max, GError **error)
{
	g_autoptr(GVariant) array = g_variant_lookup_value(object, key, G_VARIANT_TYPE("av"));

	if (array == NULL)
		g_set_error(
			error, CL_ERROR, CL_ERROR_INPUT, "%s: \"%s\" is to be a list", where, key);
	else if (g_variant_n_children(array) > max)
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "%s: \"%s\" has more than %u entries",
			where, key, max);
	else
		return g_steal_pointer(&array);
	return NULL;
}
