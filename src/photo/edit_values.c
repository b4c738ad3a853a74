/* SPDX-License-Identifier: MIT
 *
 * The written form of what a person types into a field: one line or several, a list, a date, a
 * country, an address. Whoever is refused is told what to write instead. Which text is true is the
 * person's business.
 */
#include <cutline/country.h>
#include <cutline/edit.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include <cutline/time.h>

#include <string.h>

#define SOURCE_TYPES "http://cv.iptc.org/newscodes/digitalsourcetype/"

gboolean
cl_field_is_editable(ClField field)
{
	return cl_field_info(field)->write != CL_WRITE_NONE;
}

static gboolean
refuse(ClField field, const char *text, const char *what, GError **error)
{
	g_autofree char *cut = cl_text_cut(text, 60);

	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: '%s%s' %s", cl_field_info(field)->name, cut,
		strlen(cut) < strlen(text) ? "…" : "", what);
	return FALSE;
}

/* A line break with the blanks around it becomes one blank. */
static char *
one_line(const char *text)
{
	g_auto(GStrv) lines = g_strsplit_set(text, "\n\t", -1);
	GString *line = g_string_new(NULL);

	for (guint i = 0; lines[i] != NULL; i++) {
		const char *part = g_strstrip(lines[i]);

		if (part[0] != '\0')
			g_string_append_printf(line, "%s%s", line->len > 0 ? " " : "", part);
	}
	return g_string_free(line, FALSE);
}

static char *
write_date(ClField field, const char *text, GError **error)
{
	ClDate date;

	if (cl_date_parse(text, &date))
		return cl_date_format(&date);
	refuse(field, text, "is no date; write 2022, 2022-01, 2022-01-05 or 2022-01-05T10:11:12+06:00",
		error);
	return NULL;
}

static char *
write_country(ClField field, const char *text, GError **error)
{
	const char *code = cl_country_code(text);

	if (code != NULL)
		return g_strdup(code);
	refuse(field, text, "is no country of ISO 3166; write its two letters, like KZ", error);
	return NULL;
}

static char *
write_url(ClField field, const char *text, GError **error)
{
	g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
	const char *scheme = uri == NULL ? NULL : g_uri_get_scheme(uri);
	const char *host = uri == NULL ? NULL : g_uri_get_host(uri);

	if (host != NULL && host[0] != '\0' &&
		(strcmp(scheme, "https") == 0 || strcmp(scheme, "http") == 0))
		return g_strdup(text);
	refuse(field, text, "is no address; write one like https://example.org/terms", error);
	return NULL;
}

static char *
write_digit(ClField field, const char *text, GError **error)
{
	if (g_ascii_isdigit(text[0]) && text[1] == '\0')
		return g_strdup(text);
	refuse(field, text, "is no urgency; write one digit, 1 (most urgent) to 9", error);
	return NULL;
}

/* A bare term is that of the IPTC vocabulary. */
static char *
write_term(ClField field, const char *text, GError **error)
{
	const char *at = text;

	if (g_str_has_prefix(text, "http://") || g_str_has_prefix(text, "https://"))
		return write_url(field, text, error);
	while (g_ascii_isalnum(*at))
		at++;
	if (*at == '\0')
		return g_strconcat(SOURCE_TYPES, text, NULL);
	refuse(field, text, "is no digital source type; write a term like digitalCapture", error);
	return NULL;
}

/* One value that says something. */
static char *
write_value(ClField field, const char *text, GError **error)
{
	switch (cl_field_info(field)->write) {
	case CL_WRITE_TEXT:
		return g_strdup(text);
	case CL_WRITE_LINE:
	case CL_WRITE_NAMES:
	case CL_WRITE_WORDS:
		return one_line(text);
	case CL_WRITE_DATE:
		return write_date(field, text, error);
	case CL_WRITE_COUNTRY:
		return write_country(field, text, error);
	case CL_WRITE_URL:
		return write_url(field, text, error);
	case CL_WRITE_DIGIT:
		return write_digit(field, text, error);
	case CL_WRITE_TERM:
		return write_term(field, text, error);
	case CL_WRITE_NONE:
		break;
	}
	refuse(field, text, "cannot be edited", error);
	return NULL;
}

static gboolean
holds(const GPtrArray *values, const char *value)
{
	for (guint i = 0; i < values->len; i++)
		if (strcmp(values->pdata[i], value) == 0)
			return TRUE;
	return FALSE;
}

gboolean
cl_edit_add_value(GPtrArray *values, ClField field, const char *text, GError **error)
{
	g_autofree char *value = NULL;

	if (cl_text_is_blank(text))
		return TRUE;
	value = write_value(field, text, error);
	if (value == NULL)
		return FALSE;
	if (values->len >= CL_MAX_EDIT_VALUES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "%s: more than %u values",
			cl_field_info(field)->name, CL_MAX_EDIT_VALUES);
		return FALSE;
	}
	if (!holds(values, value))
		g_ptr_array_add(values, g_steal_pointer(&value));
	return TRUE;
}

static gboolean
check_text(ClField field, const char *text, GError **error)
{
	if (strlen(text) > CL_MAX_EDIT_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "%s: longer than %u KiB; shorten it",
			cl_field_info(field)->name, CL_MAX_EDIT_BYTES >> 10);
		return FALSE;
	}
	if (!g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: the text is not UTF-8; save it as UTF-8 and try again",
			cl_field_info(field)->name);
		return FALSE;
	}
	/* as an example has it */
	if (!cl_text_is_blank(text) || (strstr(text, "…") == NULL && strstr(text, "..") == NULL))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: '%s' stands for the text; write it",
		cl_field_info(field)->name, text);
	return FALSE;
}

GPtrArray *
cl_edit_values(ClField field, const char *text, GError **error)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	ClFieldWrite write = cl_field_info(field)->write;
	g_auto(GStrv) parts = NULL;
	g_autofree char *clean = NULL;

	if (!check_text(field, text, error))
		return NULL;
	clean = cl_text_clean(text, -1);
	if (write != CL_WRITE_NAMES && write != CL_WRITE_WORDS)
		return cl_edit_add_value(values, field, clean, error) ? g_steal_pointer(&values) : NULL;
	parts = g_strsplit_set(clean, write == CL_WRITE_WORDS ? ";,\n" : ";\n", -1);
	for (guint i = 0; parts[i] != NULL; i++)
		if (!cl_edit_add_value(values, field, g_strstrip(parts[i]), error))
			return NULL;
	return g_steal_pointer(&values);
}
