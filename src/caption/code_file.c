/* SPDX-License-Identifier: MIT
 *
 * A file of code replacements: the tab-separated text that editors have, and our JSON of it. Both
 * hold the same: code, text, further texts.
 */
#include "written.h"

#include <cutline/error.h>
#include <cutline/json.h>
#include <cutline/limits.h>
#include <cutline/text.h>

#include <string.h>

#define SCHEMA "cutline-codes/1"
#define MAX_CODE_BYTES 64U
#define MAX_TEXTS 100U

static void
code_free(gpointer data)
{
	ClCode *code = data;

	g_free(code->code);
	g_ptr_array_unref(code->texts);
	g_free(code);
}

void
cl_code_file_free(ClCodeFile *file)
{
	if (file == NULL)
		return;
	g_free(file->id);
	g_free(file->delimiter);
	g_ptr_array_unref(file->codes);
	g_free(file);
}

/* One character that a person types and no letter, blank or brace. */
static gboolean
is_delimiter(const char *text)
{
	gunichar c = g_utf8_get_char_validated(text, -1);

	return c != (gunichar)-1 && c != (gunichar)-2 && c != 0 &&
	       *g_utf8_next_char(text) == '\0' && !g_unichar_isalnum(c) && !g_unichar_isspace(c) &&
	       g_unichar_isprint(c) && strchr("{}#", (int)MIN(c, 127)) == NULL;
}

static ClCodeFile *
new_file(const char *id, const char *delimiter, const char *where, GError **error)
{
	ClCodeFile *file;

	if (delimiter != NULL && !is_delimiter(delimiter)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: '%s' is no delimiter; use one character like = or \\", where,
			delimiter);
		return NULL;
	}
	file = g_new0(ClCodeFile, 1);
	file->id = g_strdup(id);
	file->delimiter = g_strdup(delimiter != NULL ? delimiter : "=");
	file->codes = g_ptr_array_new_with_free_func(code_free);
	return file;
}

static gboolean
check_code(const char *code, const char *where, GError **error)
{
	const char *what = code[0] == '\0'                   ? "the code is empty"
			   : strlen(code) > MAX_CODE_BYTES   ? "the code is longer than 64 bytes"
			   : strpbrk(code, "{}\t\n") != NULL ? "a code has no braces"
							     : NULL;

	if (what == NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: %s", where, what);
	return FALSE;
}

/* FALSE: one text too many or too long. */
static gboolean
add_text(ClCode *code, const char *text, const char *where, GError **error)
{
	if (code->texts->len < MAX_TEXTS && strlen(text) <= CL_MAX_EDIT_BYTES) {
		g_ptr_array_add(code->texts, cl_text_clean(text, -1));
		return TRUE;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"%s: at most %u texts of %u KiB stand for a code", where, MAX_TEXTS,
		CL_MAX_EDIT_BYTES >> 10);
	return FALSE;
}

/* --- tab-separated --------------------------------------------------------------------------- */

/* UTF-8 without its mark; UTF-16 is told by its own. */
static char *
decode(const char *id, const char *bytes, gsize n_bytes, GError **error)
{
	g_autoptr(GError) why = NULL;
	char *text = NULL;

	if (n_bytes >= 2 &&
		(memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
		text = g_convert(bytes, (gssize)n_bytes, "UTF-8", "UTF-16", NULL, NULL, &why);
	else if (n_bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		text = g_strndup(bytes + 3, n_bytes - 3);
	else
		text = g_strndup(bytes, n_bytes);
	if (text == NULL || strlen(text) + 3 < n_bytes / 2)
		g_set_error(
			error, CL_ERROR, CL_ERROR_INPUT, "%s: is no text; save it as UTF-8", id);
	else
		return text;
	g_free(text);
	return NULL;
}

static gboolean
check_line(const char *line, const char *where, GError **error)
{
	if (!g_utf8_validate(line, -1, NULL))
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: is not UTF-8; save the file as UTF-8", where);
	else if (strchr(line, '\t') == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: a code and its text are separated by a tab", where);
	else
		return TRUE;
	return FALSE;
}

static ClCode *
read_line(const char *line, const char *where, GError **error)
{
	g_auto(GStrv) cells = NULL;
	ClCode *code;

	if (!check_line(line, where, error))
		return NULL;
	cells = g_strsplit(line, "\t", -1);
	if (!check_code(g_strstrip(cells[0]), where, error))
		return NULL;
	code = g_new0(ClCode, 1);
	code->code = g_utf8_normalize(cells[0], -1, G_NORMALIZE_NFC);
	code->texts = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 1; cells[i] != NULL; i++) {
		/* Spreadsheets end short rows with tabs; an empty text in between keeps its number. */
		if (cells[i + 1] == NULL && i > 1 && cl_text_is_blank(cells[i]))
			break;
		if (!add_text(code, cells[i], where, error)) {
			code_free(code);
			return NULL;
		}
	}
	return code;
}

static gboolean
add_code(ClCodeFile *file, GHashTable *seen, ClCode *code, GPtrArray *notes, const char *where,
	GError **error)
{
	ClCode *earlier = g_hash_table_lookup(seen, code->code);

	if (earlier != NULL && notes != NULL)
		g_ptr_array_add(notes, g_strdup_printf("%s: '%s' stood before; this one counts",
					       where, code->code));
	g_hash_table_replace(seen, code->code, code);
	if (earlier != NULL)
		g_ptr_array_remove(file->codes, earlier);
	g_ptr_array_add(file->codes, code);
	if (file->codes->len <= CL_MAX_CODES)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "%s: more than %u codes; split the file",
		where, CL_MAX_CODES);
	return FALSE;
}

ClCodeFile *
cl_code_file_read(const char *id, const char *delimiter, const char *bytes, gsize n_bytes,
	GPtrArray *notes, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(ClCodeFile) file = new_file(id, delimiter, id, error);
	g_autofree char *text = file == NULL ? NULL : decode(id, bytes, n_bytes, error);
	g_autofree char *plain = NULL;
	g_auto(GStrv) ended = NULL;
	g_auto(GStrv) lines = NULL;

	if (text == NULL)
		return NULL;
	ended = g_strsplit(text, "\r\n", -1);
	plain = g_strdelimit(g_strjoinv("\n", ended), "\r", '\n');
	lines = g_strsplit(plain, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *where = g_strdup_printf("%s, line %u", id, i + 1);
		ClCode *code;

		if (g_str_has_prefix(lines[i], "//") || strspn(lines[i], " \t") == strlen(lines[i]))
			continue;
		code = read_line(lines[i], where, error);
		if (code == NULL || !add_code(file, seen, code, notes, where, error))
			return NULL;
	}
	if (file->codes->len > 0)
		return g_steal_pointer(&file);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: holds no code; a line is: code, tab, text", id);
	return NULL;
}

char *
cl_code_file_text(const ClCodeFile *file)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < file->codes->len; i++) {
		const ClCode *code = file->codes->pdata[i];

		g_string_append(text, code->code);
		for (guint j = 0; j < code->texts->len; j++) {
			g_autofree char *cell = g_strdup(code->texts->pdata[j]);

			g_string_append_printf(text, "\t%s", g_strdelimit(cell, "\t\n", ' '));
		}
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

/* --- JSON ------------------------------------------------------------------------------------ */

char *
cl_code_file_write(const ClCodeFile *file)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "id", file->id);
	cl_json_string(json, "delimiter", file->delimiter);
	cl_json_begin_array(json, "codes");
	for (guint i = 0; i < file->codes->len; i++) {
		const ClCode *code = file->codes->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "code", code->code);
		cl_json_begin_array(json, "texts");
		for (guint j = 0; j < code->texts->len; j++)
			cl_json_string(json, NULL, code->texts->pdata[j]);
		cl_json_end_array(json);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
parse_texts(GVariant *object, ClCode *code, const char *where, GError **error)
{
	g_autoptr(GVariant) texts = written_array(object, where, "texts", MAX_TEXTS, error);
	GVariantIter iter;
	GVariant *text;

	if (texts == NULL)
		return FALSE;
	g_variant_iter_init(&iter, texts);
	while (g_variant_iter_loop(&iter, "v", &text))
		if (g_variant_is_of_type(text, G_VARIANT_TYPE_STRING) &&
			!add_text(code, g_variant_get_string(text, NULL), where, error)) {
			g_variant_unref(text);
			return FALSE;
		}
	if (code->texts->len > 0)
		return TRUE;
	g_set_error(
		error, CL_ERROR, CL_ERROR_INPUT, "%s: code '%s' has no text", where, code->code);
	return FALSE;
}

static ClCode *
parse_code(GVariant *object, const char *where, GError **error)
{
	static const char *const members[] = {"code", "texts", NULL};
	ClCode *code = g_new0(ClCode, 1);

	code->texts = g_ptr_array_new_with_free_func(g_free);
	if (!g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT))
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: a code is an object", where);
	else if (written_check_members(object, where, "a code", members, error) &&
		 written_text(object, where, "code", MAX_CODE_BYTES, TRUE, &code->code, error) &&
		 check_code(code->code, where, error) && parse_texts(object, code, where, error))
		return code;
	code_free(code);
	return NULL;
}

ClCodeFile *
cl_code_file_parse(const char *json, const char *where, GError **error)
{
	static const char *const members[] = {"schema", "id", "delimiter", "codes", NULL};
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GVariant) object = written_parse(json, where, SCHEMA, members, error);
	g_autoptr(GVariant) codes = NULL;
	g_autoptr(ClCodeFile) file = NULL;
	g_autofree char *id = NULL;
	g_autofree char *delimiter = NULL;

	if (object == NULL || !written_id(object, where, &id, error) ||
		!written_text(object, where, "delimiter", 8, FALSE, &delimiter, error))
		return NULL;
	codes = written_array(object, where, "codes", CL_MAX_CODES, error);
	file = codes == NULL ? NULL : new_file(id, delimiter, where, error);
	for (gsize i = 0; file != NULL && i < g_variant_n_children(codes); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(codes, i);
		g_autoptr(GVariant) entry = g_variant_get_variant(boxed);
		ClCode *code = parse_code(entry, where, error);

		if (code == NULL || !add_code(file, seen, code, NULL, where, error))
			return NULL;
	}
	return g_steal_pointer(&file);
}
