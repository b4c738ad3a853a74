/* SPDX-License-Identifier: MIT
 *
 * Templates as documents: named steps of an edit whose values hold variables; and the steps that
 * they come to for one photo. What a variable stands for is decided in expand.c.
 */
#include "written.h"

#include <cutline/error.h>
#include <cutline/json.h>
#include <cutline/limits.h>
#include <cutline/text.h>

#include <string.h>

#define SCHEMA "cutline-template/1"

void
cl_template_free(ClTemplate *template)
{
	if (template == NULL)
		return;
	g_free(template->id);
	g_free(template->title);
	g_ptr_array_unref(template->steps);
	g_free(template);
}

static ClTemplate *
new_template(const char *id, const char *title)
{
	ClTemplate *template = g_new0(ClTemplate, 1);

	template->id = g_strdup(id);
	template->title = g_strdup(title);
	template->steps = g_ptr_array_new_with_free_func((GDestroyNotify)cl_edit_step_free);
	return template;
}

/* Takes the step. */
static gboolean
add_step(ClTemplate *template, ClEditStep *step, GError **error)
{
	if (step == NULL)
		return FALSE;
	g_ptr_array_add(template->steps, step);
	if (template->steps->len <= CL_MAX_EDIT_STEPS && strlen(step->value) <= CL_MAX_EDIT_BYTES) {
		if (cl_template_check(step->value, error))
			return TRUE;
		g_prefix_error(error, "%s: ", cl_field_info(step->field)->name);
		return FALSE;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "at most %u fields, each of %u KiB",
		CL_MAX_EDIT_STEPS, CL_MAX_EDIT_BYTES >> 10);
	return FALSE;
}

ClTemplate *
cl_template_new(const char *id, const char *title, const char *const *steps, GError **error)
{
	g_autoptr(ClTemplate) template = new_template(id, title);

	if (!cl_written_id_valid(id)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no name; use lower-case letters, digits, - and _", id);
		return NULL;
	}
	for (guint i = 0; steps[i] != NULL; i++)
		if (!add_step(template, cl_edit_step_parse(steps[i], NULL, error), error))
			return NULL;
	if (template->steps->len > 0)
		return g_steal_pointer(&template);
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"a template needs fields: field=value, field?=value …");
	return NULL;
}

/* --- JSON -------------------------------------------------------------------------------------- */

char *
cl_template_write(const ClTemplate *template)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "id", template->id);
	if (template->title != NULL)
		cl_json_string(json, "title", template->title);
	cl_json_begin_array(json, "fields");
	for (guint i = 0; i < template->steps->len; i++) {
		const ClEditStep *step = template->steps->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "field", cl_field_info(step->field)->name);
		if (step->lang != NULL && strcmp(step->lang, "x-default") != 0)
			cl_json_string(json, "lang", step->lang);
		cl_json_string(json, "how", cl_edit_how_name(step->how));
		if (step->how != CL_EDIT_RECEIVED)
			cl_json_string(json, "value", step->value);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

typedef struct {
	char *field, *lang, *how, *value;
} Entry;

static void
clear_entry(Entry *entry)
{
	g_free(entry->field);
	g_free(entry->lang);
	g_free(entry->how);
	g_free(entry->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Entry, clear_entry)

static ClEditStep *
make_step(const Entry *entry, const char *where, GError **error)
{
	ClField field = cl_field_from_name(entry->field);
	ClEditHow how = entry->how == NULL ? CL_EDIT_SET : cl_edit_how_from_name(entry->how);

	if (field == CL_N_FIELDS)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: there is no field '%s'", where,
			entry->field);
	else if (how == CL_N_EDITS)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: 'how' is set, append, remove, if-empty or received, not '%s'", where,
			entry->how);
	else if (entry->value == NULL && how != CL_EDIT_RECEIVED)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: %s has no value", where,
			entry->field);
	else
		return cl_edit_step_new(
			field, entry->lang, how, entry->value != NULL ? entry->value : "", error);
	return NULL;
}

static ClEditStep *
parse_step(GVariant *object, const char *where, GError **error)
{
	static const char *const members[] = {"field", "lang", "how", "value", NULL};
	g_auto(Entry) entry = {0};

	if (!g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: a field is an object", where);
		return NULL;
	}
	if (!written_check_members(object, where, "a field", members, error) ||
		!written_text(
			object, where, "field", WRITTEN_MAX_BYTES, TRUE, &entry.field, error) ||
		!written_text(
			object, where, "lang", WRITTEN_MAX_BYTES, FALSE, &entry.lang, error) ||
		!written_text(object, where, "how", WRITTEN_MAX_BYTES, FALSE, &entry.how, error) ||
		!written_text(
			object, where, "value", CL_MAX_EDIT_BYTES, FALSE, &entry.value, error))
		return NULL;
	return make_step(&entry, where, error);
}

ClTemplate *
cl_template_parse(const char *json, const char *where, GError **error)
{
	static const char *const members[] = {"schema", "id", "title", "fields", NULL};
	g_autoptr(GVariant) object = written_parse(json, where, SCHEMA, members, error);
	g_autoptr(GVariant) fields = NULL;
	g_autoptr(ClTemplate) template = NULL;
	g_autofree char *id = NULL;
	g_autofree char *title = NULL;

	if (object == NULL || !written_id(object, where, &id, error) ||
		!written_text(object, where, "title", WRITTEN_MAX_BYTES, FALSE, &title, error))
		return NULL;
	fields = written_array(object, where, "fields", CL_MAX_EDIT_STEPS, error);
	template = fields == NULL ? NULL : new_template(id, title);
	for (gsize i = 0; template != NULL && i < g_variant_n_children(fields); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(fields, i);
		g_autoptr(GVariant) entry = g_variant_get_variant(boxed);

		if (!add_step(template, parse_step(entry, where, error), error))
			return NULL;
	}
	return g_steal_pointer(&template);
}

/* --- at work ----------------------------------------------------------------------------------- */

static void
note(GPtrArray *notes, const ClEditStep *step, const GPtrArray *missing, gboolean left)
{
	g_autoptr(GString) text = g_string_new(cl_field_info(step->field)->name);

	if (missing->len == 0)
		return;
	g_string_append(text, ": ");
	for (guint i = 0; i < missing->len; i++)
		g_string_append_printf(
			text, "%s{%s}", i == 0 ? "" : ", ", (char *)missing->pdata[i]);
	g_string_append(text, missing->len == 1 ? " is empty" : " are empty");
	if (left)
		g_string_append(text, "; the field was left as it is");
	g_ptr_array_add(notes, g_string_free(g_steal_pointer(&text), FALSE));
}

/* What the step comes to; NULL without an error: nothing, and so the field is left alone. */
static ClEditStep *
expand_step(const ClEditStep *step, const ClTemplateContext *context, GPtrArray *missing, GError **error)
{
	gboolean is_list = cl_field_info(step->field)->kind == CL_KIND_LIST;
	g_autoptr(GPtrArray) values =
		is_list ? cl_template_expand_list(step->field, step->value, context, missing, error) : NULL;
	g_autofree char *value =
		is_list ? NULL : cl_template_expand(step->value, context, missing, error);
	ClEditStep *expanded;

	if (values == NULL && value == NULL)
		return NULL;
	/* Meant to be empty, or come to be? */
	if (step->value[0] != '\0' && (is_list ? values->len == 0 : cl_text_is_blank(value)))
		return NULL;
	expanded = cl_edit_step_new(step->field, step->lang, step->how, is_list ? "" : value, NULL);
	expanded->values = g_steal_pointer(&values);
	return expanded;
}

GPtrArray *
cl_template_steps(const ClTemplate *template, const ClTemplateContext *context, GPtrArray *notes,
	GError **error)
{
	g_autoptr(GPtrArray) steps =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_edit_step_free);

	for (guint i = 0; i < template->steps->len; i++) {
		const ClEditStep *step = template->steps->pdata[i];
		g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(GError) why = NULL;
		ClEditStep *expanded = expand_step(step, context, missing, &why);

		if (why != NULL) {
			g_propagate_prefixed_error(error, g_steal_pointer(&why), "template %s, %s: ",
				template->id, cl_field_info(step->field)->name);
			return NULL;
		}
		note(notes, step, missing, expanded == NULL);
		if (expanded != NULL)
			g_ptr_array_add(steps, expanded);
	}
	return g_steal_pointer(&steps);
}
