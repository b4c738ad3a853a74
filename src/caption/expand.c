/* SPDX-License-Identifier: MIT
 *
 * Text with variables → text, for one photo. Codes are replaced last, so that they may stand in
 * what a variable gave.
 */
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include "template_private.h"

#include <string.h>

#define SHOWN_BYTES 40U

typedef struct {
	const ClTemplateContext *context; /* NULL: only checking the form */
	GPtrArray *missing;
	ClField field;	   /* a list that is written; CL_N_FIELDS: a text is */
	GPtrArray *values; /* char*: of that list, as far as it is complete */
} Expansion;

static gboolean
refuse(const char *what, gsize n, const char *why, GError **error)
{
	g_autofree char *text = g_strndup(what, n);
	g_autofree char *cut = cl_text_cut(text, SHOWN_BYTES);

	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "{%s}: %s", cut, why);
	return FALSE;
}

/* --- variables ------------------------------------------------------------------------------ */

static gboolean
append_code(Expansion *run, GString *out, const char *at, gsize n, GError **error)
{
	g_autofree char *code = g_strndup(at + 1, n - 1);
	const char *text;

	if (run->context == NULL)
		return code[0] != '\0' || refuse(at, n, "names no code", error);
	text = run->context->codes == NULL ? NULL : cl_codes_find(run->context->codes, code);
	if (text == NULL)
		return refuse(
			at, n, "is no code of the loaded files; see: cutline codes list", error);
	g_string_append(out, text);
	return TRUE;
}

static gboolean
is_list(const char *name, gsize n)
{
	gsize n_stem = MIN(n, strcspn(name, "@"));
	g_autofree char *stem = g_strndup(name, n_stem);
	ClField field = cl_field_from_name(stem);

	return field != CL_N_FIELDS && cl_field_info(field)->kind == CL_KIND_LIST;
}

/* *list gets the values of a list that is named without a format. */
static gboolean
append_choice(Expansion *run, GString *out, const char *at, gsize n, gboolean *has, GPtrArray **list,
	GError **error)
{
	const char *colon = memchr(at, ':', n);
	gsize n_name = colon == NULL ? n : (gsize)(colon - at);
	g_auto(Value) value = {0};
	g_autofree char *name = NULL;
	gsize length = out->len;

	*has = TRUE;
	if (n >= 2 && at[0] == '"' && at[n - 1] == '"') {
		g_string_append_len(out, at + 1, (gssize)n - 2);
		return TRUE;
	}
	if (n > 0 && at[0] == '=')
		return append_code(run, out, at, n, error);
	name = g_strndup(at, n_name);
	if (!template_get_value(name, run->context, &value))
		return refuse(at, n_name,
			"is no variable; use a field, or id, filename, supplier, user, width, "
			"height, seq, now",
			error);
	if (!template_append_value(out, &value, colon == NULL ? NULL : colon + 1,
		    colon == NULL ? 0 : n - n_name - 1, has))
		return refuse(at, n,
			value.kind == VALUE_DATE
				? "has a format that is none of dates; use %d %m %B %Y …"
			: value.kind == VALUE_NUMBER
				? "has a format that is none of numbers; use 03"
				: "has a format that is none of texts; use %s %S %n %1",
			error);
	if (!*has)
		g_string_truncate(out, length);
	else if (colon == NULL && is_list(at, n))
		*list = g_ptr_array_ref(value.texts);
	return TRUE;
}

/* --- lists ----------------------------------------------------------------------------------- */

static char *
with_codes(const Expansion *run, const char *text)
{
	const ClCodes *codes = run->context->codes;

	return codes == NULL ? g_strdup(text) : cl_codes_replace(codes, text);
}

/* What was written so far is complete. */
static gboolean
end_text(Expansion *run, GString *out, GError **error)
{
	g_autofree char *text = with_codes(run, out->str);
	g_autoptr(GPtrArray) values = cl_edit_values(run->field, text, error);

	for (guint i = 0; values != NULL && i < values->len; i++)
		if (!cl_edit_add_value(run->values, run->field, values->pdata[i], error))
			return FALSE;
	g_string_truncate(out, 0);
	return values != NULL;
}

static gboolean
add_list(Expansion *run, GString *out, const GPtrArray *list, GError **error)
{
	if (!end_text(run, out, error))
		return FALSE;
	for (guint i = 0; i < list->len; i++) {
		g_autofree char *text = with_codes(run, list->pdata[i]);

		if (!cl_edit_add_value(run->values, run->field, text, error))
			return FALSE;
	}
	return TRUE;
}

/* Does a variable stand alone between two signs of the list? `after`: what follows it. */
static gboolean
stands_alone(const Expansion *run, const GString *out, const char *after)
{
	const char *signs = cl_field_info(run->field)->write == CL_WRITE_WORDS ? ";,\n" : ";\n";
	gsize n = out->len;

	while (n > 0 && out->str[n - 1] == ' ')
		n--;
	after += strspn(after, " ");
	/* The end of `after` is found, too. */
	return (n == 0 || strchr(signs, out->str[n - 1]) != NULL) && strchr(signs, *after) != NULL;
}

/* What stands between the braces. All choices are checked, the first that says something counts. */
static gboolean
append_variable(Expansion *run, GString *out, const char *at, gsize n, GError **error)
{
	const char *end = at + n;
	g_autoptr(GPtrArray) whole = NULL;
	gboolean found = FALSE;

	for (const char *choice = at; choice <= end;) {
		const char *bar = memchr(choice, '|', (gsize)(end - choice));
		gsize length = (gsize)((bar == NULL ? end : bar) - choice);
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GPtrArray) list = NULL;
		gboolean has;

		if (!append_choice(run, text, choice, length, &has, &list, error))
			return FALSE;
		if (has && !found && list != NULL && run->values != NULL && stands_alone(run, out, end + 1))
			whole = g_steal_pointer(&list);
		else if (has && !found)
			g_string_append_len(out, text->str, (gssize)text->len);
		found = found || has;
		if (bar == NULL)
			break;
		choice = bar + 1;
	}
	if (whole != NULL)
		return add_list(run, out, whole, error);
	if (!found && run->missing != NULL) {
		const char *stop = strpbrk(at, ":|}");

		g_ptr_array_add(run->missing, g_strndup(at, MIN((gsize)(stop - at), n)));
	}
	return TRUE;
}

static char *
expand(Expansion *run, const char *text, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = text; *at != '\0';) {
		gsize n = strcspn(at, "{}");
		const char *close;

		g_string_append_len(out, at, (gssize)n);
		at += n;
		if (*at == '\0')
			break;
		if (at[1] == at[0]) {
			g_string_append_c(out, *at);
			at += 2;
			continue;
		}
		close = *at == '{' ? strpbrk(at + 1, "{}") : NULL;
		if (close == NULL || *close != '}') {
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
				"a brace stands alone at '%.20s'; write {{ or }} for a brace "
				"itself",
				g_utf8_validate(at, -1, NULL) ? at : "?");
			return NULL;
		}
		if (!append_variable(run, out, at + 1, (gsize)(close - at - 1), error))
			return NULL;
		if (out->len > CL_MAX_EDIT_BYTES) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
				"the text becomes longer than %u KiB", CL_MAX_EDIT_BYTES >> 10);
			return NULL;
		}
		at = close + 1;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
cl_template_expand(
	const char *text, const ClTemplateContext *context, GPtrArray *missing, GError **error)
{
	Expansion run = {context, missing, CL_N_FIELDS, NULL};
	char *expanded = expand(&run, text, error);
	char *replaced;

	if (expanded == NULL || context->codes == NULL)
		return expanded;
	replaced = cl_codes_replace(context->codes, expanded);
	g_free(expanded);
	return replaced;
}

GPtrArray *
cl_template_expand_list(ClField field, const char *text, const ClTemplateContext *context,
	GPtrArray *missing, GError **error)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	Expansion run = {context, missing, field, values};
	g_autofree char *rest = expand(&run, text, error);
	g_autoptr(GString) out = rest == NULL ? NULL : g_string_new(rest);

	return out != NULL && end_text(&run, out, error) ? g_steal_pointer(&values) : NULL;
}

gboolean
cl_template_check(const char *text, GError **error)
{
	Expansion run = {NULL, NULL, CL_N_FIELDS, NULL};
	g_autofree char *expanded = expand(&run, text, error);

	return expanded != NULL;
}
