/* SPDX-License-Identifier: MIT
 *
 * One step of an edit: how it is written, whether the field can be written so, and what the field
 * says after it. Where layers are kept and who wrote them is not known here.
 */
#include <cutline/edit.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/text.h>

#include <string.h>

#define DEFAULT_LANG "x-default"
#define MAX_LANG_BYTES 35U /* of a BCP 47 tag in use */
#define MAX_NAME_BYTES 64U

static const char *const how_names[CL_N_EDITS] = {
	[CL_EDIT_SET] = "set",
	[CL_EDIT_APPEND] = "append",
	[CL_EDIT_REMOVE] = "remove",
	[CL_EDIT_IF_EMPTY] = "if-empty",
	[CL_EDIT_RECEIVED] = "received",
};

const char *
cl_edit_how_name(ClEditHow how)
{
	return how_names[how];
}

ClEditHow
cl_edit_how_from_name(const char *name)
{
	ClEditHow how = 0;

	while (how < CL_N_EDITS && g_strcmp0(how_names[how], name) != 0)
		how++;
	return how;
}

static gboolean
is_list(ClField field)
{
	return cl_field_info(field)->kind == CL_KIND_LIST;
}

/* Letters, then groups of letters and digits: "kk", "zh-Hant", "x-default". */
static gboolean
is_language(const char *text)
{
	gsize n = 0;

	for (const char *at = text;; at++) {
		if (*at != '-' && *at != '\0') {
			if (!g_ascii_isalnum(*at) || ++n > 8)
				return FALSE;
			continue;
		}
		if (n == 0)
			return FALSE;
		n = 0;
		if (*at == '\0')
			return g_ascii_isalpha(text[0]) && strlen(text) <= MAX_LANG_BYTES;
	}
}

static gboolean
check_language(ClField field, const char *lang, GError **error)
{
	if (!cl_field_info(field)->langs) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"%s has no languages; leave '%s' away", cl_field_info(field)->name, lang);
		return FALSE;
	}
	if (is_language(lang))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s' is no language; write a tag like en, kk or pt-BR", lang);
	return FALSE;
}

static gboolean
check_how(ClField field, ClEditHow how, GError **error)
{
	const ClFieldInfo *info = cl_field_info(field);

	if (info->write == CL_WRITE_NONE)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"%s cannot be edited: it is what the camera or the sender recorded", info->name);
	else if (how == CL_EDIT_REMOVE && !is_list(field))
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"%s is one text, nothing can be taken out of it; write the new one: %s=…, or "
			"%s-= for what was received",
			info->name, info->name, info->name);
	else if (how == CL_EDIT_APPEND && !is_list(field) && info->write != CL_WRITE_LINE &&
		info->write != CL_WRITE_TEXT)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"%s has one value, nothing can be added to it; write %s=…", info->name, info->name);
	else
		return TRUE;
	return FALSE;
}

const char *
cl_edit_default_lang(ClField field)
{
	return cl_field_info(field)->kind == CL_KIND_LANG ? DEFAULT_LANG : NULL;
}

ClEditStep *
cl_edit_step_new(ClField field, const char *lang, ClEditHow how, const char *value, GError **error)
{
	ClEditStep *step;

	if (!check_how(field, how, error) ||
		(lang != NULL && !check_language(field, lang, error)))
		return NULL;
	step = g_new0(ClEditStep, 1);
	step->field = field;
	step->how = how;
	step->value = g_strdup(value);
	step->lang = g_strdup(lang == NULL || g_ascii_strcasecmp(lang, DEFAULT_LANG) == 0
			? cl_edit_default_lang(field)
			: lang);
	return step;
}

void
cl_edit_step_free(ClEditStep *step)
{
	if (step == NULL)
		return;
	g_free(step->lang);
	g_free(step->value);
	g_clear_pointer(&step->values, g_ptr_array_unref);
	g_free(step);
}

static gboolean
refuse_step(const char *text, GError **error)
{
	g_autofree char *cut = cl_text_cut(text, 60);

	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s' is no edit; write field=value, field+=value, field-=value, field?=value or field-=",
		cut);
	return FALSE;
}

/* Field names look like this, so that a text with "=" in it is not taken for one. */
static gsize
name_length(const char *text)
{
	gsize n = 0;

	while (g_ascii_islower(text[n]) || text[n] == '_')
		n++;
	return n <= MAX_NAME_BYTES ? n : 0;
}

static gboolean
find_field(const char *text, gsize n, ClField *field, GError **error)
{
	g_autofree char *name = g_strndup(text, n);

	*field = cl_field_from_name(name);
	if (*field < CL_N_FIELDS)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"there is no field '%s'; 'cutline help edit' lists them", name);
	return FALSE;
}

ClEditStep *
cl_edit_step_parse(const char *text, const char *lang, GError **error)
{
	gsize n = name_length(text);
	const char *at = text + n;
	g_autofree char *own_lang = NULL;
	ClEditHow how = CL_EDIT_SET;
	ClField field;

	if (n == 0)
		return refuse_step(text, error), NULL;
	if (*at == '@') {
		gsize length = strcspn(at + 1, "=+-?");

		/* A tag has hyphens of its own: only the last may belong to "-=". */
		while (at[1 + length] == '-' && at[2 + length] != '=' && at[2 + length] != '\0')
			length += 1 + strcspn(at + 2 + length, "=+-?");
		own_lang = g_strndup(at + 1, length);
		at += 1 + length;
	}
	if (*at == '+' || *at == '-' || *at == '?')
		how = *at == '+' ? CL_EDIT_APPEND : *at == '-' ? CL_EDIT_REMOVE : CL_EDIT_IF_EMPTY, at++;
	if (*at++ != '=')
		return refuse_step(text, error), NULL;
	if (!find_field(text, n, &field, error))
		return NULL;
	if (how == CL_EDIT_REMOVE && *at == '\0')
		how = CL_EDIT_RECEIVED;
	if (own_lang == NULL && lang != NULL && !cl_field_info(field)->langs)
		return check_language(field, lang, error), NULL;
	return cl_edit_step_new(field, own_lang != NULL ? own_lang : lang, how, at, error);
}

/* --- what comes out ---------------------------------------------------------------------- */

GPtrArray *
cl_effective_texts(const ClEffective *effective, ClField field, const char *lang)
{
	GPtrArray *texts = g_ptr_array_new();
	const GPtrArray *values = effective->values[field];

	for (guint i = 0; values != NULL && i < values->len; i++) {
		const ClValue *value = values->pdata[i];

		if (lang == NULL || cl_lang_same(value->lang, lang))
			g_ptr_array_add(texts, value->value);
	}
	return texts;
}

gboolean
cl_edit_same(const GPtrArray *a, const GPtrArray *b)
{
	if (a == NULL || b == NULL || a->len != b->len)
		return a == b;
	for (guint i = 0; i < a->len; i++)
		if (strcmp(a->pdata[i], b->pdata[i]) != 0)
			return FALSE;
	return TRUE;
}

static GPtrArray *
copy(const GPtrArray *texts)
{
	GPtrArray *copied = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < texts->len; i++)
		g_ptr_array_add(copied, g_strdup(texts->pdata[i]));
	return copied;
}

/* Riot and riot are one keyword. */
static gboolean
find_alike(const GPtrArray *values, const char *text, guint *at)
{
	g_autofree char *key = cl_text_fold(text);

	for (*at = 0; *at < values->len; ++*at) {
		g_autofree char *other = cl_text_fold(values->pdata[*at]);

		if (strcmp(values->pdata[*at], text) == 0 || (key[0] != '\0' && strcmp(key, other) == 0))
			return TRUE;
	}
	return FALSE;
}

static GPtrArray *
change_list(const ClEditStep *step, const GPtrArray *now, const GPtrArray *said, GError **error)
{
	g_autoptr(GPtrArray) values = copy(now);
	guint at;

	for (guint i = 0; i < said->len; i++) {
		const char *text = said->pdata[i];
		gboolean there = find_alike(values, text, &at);

		if (step->how == CL_EDIT_REMOVE && there)
			g_ptr_array_remove_index(values, at);
		else if (step->how == CL_EDIT_APPEND && !there)
			g_ptr_array_add(values, g_strdup(text));
	}
	if (values->len <= CL_MAX_EDIT_VALUES || values->len <= now->len)
		return g_steal_pointer(&values);
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "%s: more than %u values",
		cl_field_info(step->field)->name, CL_MAX_EDIT_VALUES);
	return NULL;
}

/* A line of its own where the added text begins with one; else after a blank. */
static GPtrArray *
lengthen(const ClEditStep *step, const GPtrArray *now, const GPtrArray *said, GError **error)
{
	const char *old = now->len > 0 ? now->pdata[0] : "";
	const char *border = step->value[0] == '\n' ? "\n" : " ";
	g_autofree char *text = NULL;

	if (said->len == 0)
		return copy(now);
	text = old[0] == '\0' ? g_strdup(said->pdata[0])
			      : g_strconcat(old, border, said->pdata[0], NULL);
	return cl_edit_values(step->field, text, error);
}

GPtrArray *
cl_edit_apply(const ClEditStep *step, const GPtrArray *now, GError **error)
{
	g_autoptr(GPtrArray) said = NULL;

	if (step->how == CL_EDIT_RECEIVED)
		return NULL;
	said = step->values != NULL ? copy(step->values) : cl_edit_values(step->field, step->value, error);
	if (said == NULL)
		return NULL;
	switch (step->how) {
	case CL_EDIT_IF_EMPTY:
		return now->len > 0 ? copy(now) : g_steal_pointer(&said);
	case CL_EDIT_APPEND:
	case CL_EDIT_REMOVE:
		return is_list(step->field) ? change_list(step, now, said, error)
					    : lengthen(step, now, said, error);
	case CL_EDIT_SET:
	case CL_EDIT_RECEIVED:
	case CL_N_EDITS:
		break;
	}
	return g_steal_pointer(&said);
}
