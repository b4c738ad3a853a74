/* SPDX-License-Identifier: MIT
 *
 * Layers, changes, and what the event of an edit says, as JSON and back. The events are the only
 * history of a text: what is read here came from the journal of this archive, but may have been
 * erased or be that of a newer program; then it is left out, never guessed.
 */
#include <cutline/edit.h>

#include <string.h>

void
cl_layer_free(ClLayer *layer)
{
	if (layer == NULL)
		return;
	g_free(layer->lang);
	g_clear_pointer(&layer->values, g_ptr_array_unref);
	g_free(layer->base);
	g_free(layer->who);
	g_free(layer);
}

gboolean
cl_lang_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : g_ascii_strcasecmp(a, b) == 0;
}

ClLayer *
cl_layer_find(const GPtrArray *layers, ClField field, const char *lang)
{
	for (guint i = 0; i < layers->len; i++) {
		ClLayer *layer = layers->pdata[i];

		if (layer->field == field && cl_lang_same(layer->lang, lang))
			return layer;
	}
	return NULL;
}

static GPtrArray *
copy(const GPtrArray *texts)
{
	GPtrArray *copied = NULL;

	if (texts != NULL)
		copied = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; texts != NULL && i < texts->len; i++)
		g_ptr_array_add(copied, g_strdup(texts->pdata[i]));
	return copied;
}

ClChange *
cl_change_new(ClField field, const char *lang, const GPtrArray *received, const GPtrArray *before,
	const GPtrArray *after)
{
	ClChange *change = g_new0(ClChange, 1);

	change->field = field;
	change->lang = g_strdup(lang);
	change->received = copy(received);
	change->before = copy(before);
	change->after = copy(after);
	return change;
}

void
cl_change_free(ClChange *change)
{
	if (change == NULL)
		return;
	g_free(change->lang);
	g_clear_pointer(&change->received, g_ptr_array_unref);
	g_clear_pointer(&change->before, g_ptr_array_unref);
	g_clear_pointer(&change->after, g_ptr_array_unref);
	g_free(change);
}

static char *
join(const GPtrArray *texts, const char *separator)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < texts->len; i++)
		g_string_append_printf(joined, "%s%s", i > 0 ? separator : "",
			(const char *) texts->pdata[i]);
	return g_string_free(joined, FALSE);
}

char *
cl_change_text(const ClChange *change, gboolean after)
{
	const GPtrArray *layer = after ? change->after : change->before;

	return join(layer != NULL ? layer : change->received, "; ");
}

char *
cl_edit_base(const GPtrArray *received)
{
	return join(received, "\n");
}

/* --- out --------------------------------------------------------------------------------------- */

static void
write_texts(ClJson *json, const char *key, const GPtrArray *texts)
{
	if (texts == NULL) {
		cl_json_null(json, key);
		return;
	}
	cl_json_begin_array(json, key);
	for (guint i = 0; i < texts->len; i++)
		cl_json_string(json, NULL, texts->pdata[i]);
	cl_json_end_array(json);
}

void
cl_json_write_change(ClJson *json, const ClChange *change)
{
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "field", cl_field_info(change->field)->name);
	cl_json_string(json, "lang", change->lang);
	write_texts(json, "received", change->received);
	write_texts(json, "before", change->before);
	write_texts(json, "after", change->after);
	cl_json_end_object(json);
}

char *
cl_edit_record_write(const ClEditRecord *record)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_int(json, "rev", record->rev);
	if (record->of != 0)
		cl_json_int(json, "of", record->of);
	if (record->batch != 0)
		cl_json_int(json, "batch", record->batch);
	if (record->template_id != NULL)
		cl_json_string(json, "template", record->template_id);
	cl_json_string(json, "reason", record->reason);
	cl_json_begin_array(json, "changes");
	for (guint i = 0; i < record->changes->len; i++)
		cl_json_write_change(json, record->changes->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* --- in ---------------------------------------------------------------------------------------- */

void
cl_edit_record_free(ClEditRecord *record)
{
	if (record == NULL)
		return;
	g_free(record->reason);
	g_free(record->template_id);
	g_ptr_array_unref(record->changes);
	g_free(record);
}

/* NULL for null and for what is no list of texts. */
static GPtrArray *
read_texts(const ClJsonNode *change, const char *key)
{
	const ClJsonNode *list = cl_json_node_get_array(change, key);
	GPtrArray *texts;

	if (list == NULL)
		return NULL;
	texts = g_ptr_array_new_with_free_func(g_free);
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const char *text = cl_json_node_string(cl_json_node_at(list, i));

		if (text != NULL)
			g_ptr_array_add(texts, g_strdup(text));
	}
	return texts;
}

static void
read_change(GPtrArray *changes, const ClJsonNode *json)
{
	ClField field = cl_field_from_name(cl_json_node_get_string(json, "field"));
	ClChange *change;

	if (field == CL_N_FIELDS)
		return;
	change = cl_change_new(field, cl_json_node_get_string(json, "lang"), NULL, NULL, NULL);
	change->received = read_texts(json, "received");
	if (change->received == NULL)
		change->received = g_ptr_array_new_with_free_func(g_free);
	change->before = read_texts(json, "before");
	change->after = read_texts(json, "after");
	g_ptr_array_add(changes, change);
}

ClEditRecord *
cl_edit_record_parse(const char *text)
{
	g_autoptr(ClJsonNode) json = text == NULL ? NULL : cl_json_read(text, -1, NULL);
	const ClJsonNode *changes = cl_json_node_get_array(json, "changes");
	ClEditRecord *record;

	if (changes == NULL)
		return NULL;
	record = g_new0(ClEditRecord, 1);
	record->changes = g_ptr_array_new_with_free_func((GDestroyNotify) cl_change_free);
	record->rev = cl_json_node_int(cl_json_node_get(json, "rev"));
	record->of = cl_json_node_int(cl_json_node_get(json, "of"));
	record->batch = cl_json_node_int(cl_json_node_get(json, "batch"));
	record->reason = g_strdup(cl_json_node_get_string(json, "reason"));
	record->template_id = g_strdup(cl_json_node_get_string(json, "template"));
	for (gsize i = 0; i < cl_json_node_length(changes); i++)
		read_change(record->changes, cl_json_node_at(changes, i));
	return record;
}
