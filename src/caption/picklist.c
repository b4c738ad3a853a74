/* SPDX-License-Identifier: MIT
 *
 * Pick lists: how a desk spells the values of a field, and whether anything else may stand there.
 */
#include "written.h"

#include <cutline/error.h>
#include <cutline/json.h>
#include <cutline/limits.h>
#include <cutline/text.h>

#include <string.h>

#define SCHEMA "cutline-picklist/1"

void
cl_picklist_free(ClPicklist *list)
{
	if (list == NULL)
		return;
	g_free(list->id);
	g_ptr_array_unref(list->values);
	g_hash_table_unref(list->keys);
	g_free(list);
}

static ClPicklist *
new_list(const char *id, ClField field, gboolean strict)
{
	ClPicklist *list = g_new0(ClPicklist, 1);

	list->id = g_strdup(id);
	list->field = field;
	list->strict = strict;
	list->values = g_ptr_array_new_with_free_func(g_free);
	list->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return list;
}

/* As an edit would write it; a value is one value, whatever separators the field has. */
static gboolean
add_value(ClPicklist *list, const char *text, const char *where, GError **error)
{
	g_autofree char *clean = cl_text_clean(text, -1);

	if (cl_text_is_blank(clean) || cl_picklist_find(list, clean) != NULL)
		return TRUE;
	if (strlen(clean) > CL_MAX_EDIT_BYTES || list->values->len >= CL_MAX_CODES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"%s: too many values, or one is too long", where);
		return FALSE;
	}
	g_hash_table_insert(list->keys, cl_text_fold(clean), clean);
	g_ptr_array_add(list->values, g_steal_pointer(&clean));
	return TRUE;
}

static gboolean
check_field(ClField field, const char *where, GError **error)
{
	if (field < CL_N_FIELDS && cl_field_is_editable(field))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: name a field that can be edited", where);
	return FALSE;
}

ClPicklist *
cl_picklist_new(const char *id, ClField field, gboolean strict, const char *text, GError **error)
{
	g_auto(GStrv) lines = NULL;
	g_autoptr(ClPicklist) list = NULL;

	if (!cl_written_id_valid(id) || !g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: the name has lower-case letters, digits, - and _, and the text is "
			"UTF-8",
			id);
		return NULL;
	}
	if (!check_field(field, id, error))
		return NULL;
	list = new_list(id, field, strict);
	lines = g_strsplit_set(text, "\r\n", -1);
	for (guint i = 0; lines[i] != NULL; i++)
		if (!g_str_has_prefix(lines[i], "//") && !add_value(list, lines[i], id, error))
			return NULL;
	if (list->values->len > 0)
		return g_steal_pointer(&list);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: holds no value; write one a line", id);
	return NULL;
}

char *
cl_picklist_write(const ClPicklist *list)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "id", list->id);
	cl_json_string(json, "field", cl_field_info(list->field)->name);
	cl_json_bool(json, "strict", list->strict);
	cl_json_begin_array(json, "values");
	for (guint i = 0; i < list->values->len; i++)
		cl_json_string(json, NULL, list->values->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

ClPicklist *
cl_picklist_parse(const char *json, const char *where, GError **error)
{
	static const char *const members[] = {"schema", "id", "field", "strict", "values", NULL};
	g_autoptr(GVariant) object = written_parse(json, where, SCHEMA, members, error);
	g_autoptr(GVariant) values = NULL;
	g_autoptr(ClPicklist) list = NULL;
	g_autofree char *id = NULL;
	g_autofree char *field = NULL;
	gboolean strict = FALSE;

	if (object == NULL || !written_id(object, where, &id, error) ||
		!written_text(object, where, "field", WRITTEN_MAX_BYTES, TRUE, &field, error) ||
		!check_field(cl_field_from_name(field), where, error))
		return NULL;
	values = written_array(object, where, "values", CL_MAX_CODES, error);
	if (values == NULL)
		return NULL;
	g_variant_lookup(object, "strict", "b", &strict);
	list = new_list(id, cl_field_from_name(field), strict);
	for (gsize i = 0; i < g_variant_n_children(values); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(values, i);
		g_autoptr(GVariant) value = g_variant_get_variant(boxed);

		if (!g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)) {
			g_set_error(
				error, CL_ERROR, CL_ERROR_INPUT, "%s: a value is a text", where);
			return NULL;
		}
		if (!add_value(list, g_variant_get_string(value, NULL), where, error))
			return NULL;
	}
	return g_steal_pointer(&list);
}

const char *
cl_picklist_find(const ClPicklist *list, const char *value)
{
	g_autofree char *key = cl_text_fold(value);

	return g_hash_table_lookup(list->keys, key);
}

const char *
cl_picklist_nearest(const ClPicklist *list, const char *value)
{
	g_autofree char *key = cl_text_fold(value);
	const char *nearest = NULL;
	gsize best = 1;

	for (guint i = 0; i < list->values->len; i++) {
		g_autofree char *other = cl_text_fold(list->values->pdata[i]);
		gsize n = 0;

		while (key[n] != '\0' && key[n] == other[n])
			n++;
		if (n > best) {
			best = n;
			nearest = list->values->pdata[i];
		}
	}
	return nearest;
}
