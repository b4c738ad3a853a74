/* SPDX-License-Identifier: MIT
 *
 * What a template's variables stand for in one photo: fields, and what the archive knows besides. How a
 * value is written is format.c's.
 */
#include <cutline/text.h>
#include "template_private.h"

#include <string.h>

void
template_clear_value(Value *value)
{
	g_clear_pointer(&value->texts, g_ptr_array_unref);
}

static void
add_text(Value *value, const char *text)
{
	if (text != NULL && !cl_text_is_blank(text))
		g_ptr_array_add(value->texts, g_strdup(text));
}

static void
get_now(Value *value, const ClTemplateContext *context)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(context->now_us / G_USEC_PER_SEC);
	g_autoptr(GDateTime) now = utc == NULL ? NULL : g_date_time_to_timezone(utc, context->zone);
	g_autofree char *text = now == NULL ? NULL : g_date_time_format(now, "%Y-%m-%dT%H:%M:%S");

	add_text(value, text);
}

static void
get_number(Value *value, guint64 number)
{
	g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, number);

	value->number = number;
	if (number > 0)
		add_text(value, text);
}

/* FALSE: no such variable. */
static gboolean
get_other(const char *name, const ClTemplateContext *context, Value *value)
{
	static const ClTemplateContext none = {0};
	const ClTemplateContext *c = context != NULL ? context : &none;
	const struct {
		const char *name, *text;
	} texts[] = {{"id", c->id}, {"filename", c->filename}, {"supplier", c->supplier},
		{"user", c->user}};
	const struct {
		const char *name;
		guint64 number;
	} numbers[] = {{"seq", c->seq}, {"width", c->width}, {"height", c->height}};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		if (strcmp(texts[i].name, name) == 0) {
			add_text(value, texts[i].text);
			return TRUE;
		}
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (strcmp(numbers[i].name, name) == 0) {
			value->kind = VALUE_NUMBER;
			get_number(value, numbers[i].number);
			return TRUE;
		}
	if (strcmp(name, "now") != 0)
		return FALSE;
	value->kind = VALUE_DATE;
	if (context != NULL)
		get_now(value, context);
	return TRUE;
}

static gboolean
get_field(const char *name, const ClTemplateContext *context, Value *value)
{
	const char *at = strchr(name, '@');
	g_autofree char *stem = at == NULL ? g_strdup(name) : g_strndup(name, (gsize)(at - name));
	ClField field = cl_field_from_name(stem);
	const ClValue *one;

	if (field == CL_N_FIELDS || (at != NULL && !cl_field_info(field)->langs))
		return FALSE;
	value->kind = cl_field_info(field)->kind == CL_KIND_DATE ? VALUE_DATE : VALUE_TEXT;
	if (context != NULL && at == NULL && cl_field_info(field)->kind != CL_KIND_LIST)
		add_text(value, cl_effective_first(context->effective, field));
	else if (context != NULL)
		for (guint i = 0; (one = cl_effective_nth(context->effective, field, i)) != NULL; i++)
			if (cl_lang_same(one->lang, at == NULL ? NULL : at + 1))
				add_text(value, one->value);
	return TRUE;
}

gboolean
template_get_value(const char *name, const ClTemplateContext *context, Value *value)
{
	value->texts = g_ptr_array_new_with_free_func(g_free);
	if (!get_field(name, context, value) && !get_other(name, context, value))
		return FALSE;
	if (value->kind == VALUE_DATE && value->texts->len > 0 &&
		!cl_date_parse(value->texts->pdata[0], &value->date))
		g_ptr_array_set_size(value->texts, 0);
	return TRUE;
}
