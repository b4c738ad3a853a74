/* SPDX-License-Identifier: MIT
 *
 * Code replacements at work: several files loaded, the last one first; "=code=" in any text. What is
 * between two delimiters and no known code is text. Linear: a code is short.
 */
#include <cutline/template.h>

#include <stdlib.h>
#include <string.h>

#define MAX_CODE_BYTES 64U

struct ClCodes {
	GPtrArray *files;  /* ClCodeFile*, as loaded */
	GPtrArray *tables; /* GHashTable* of each: code → ClCode*, lent */
};

ClCodes *
cl_codes_new(void)
{
	ClCodes *codes = g_new0(ClCodes, 1);

	codes->files = g_ptr_array_new_with_free_func((GDestroyNotify)cl_code_file_free);
	codes->tables = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
	return codes;
}

void
cl_codes_free(ClCodes *codes)
{
	if (codes == NULL)
		return;
	g_ptr_array_unref(codes->tables);
	g_ptr_array_unref(codes->files);
	g_free(codes);
}

void
cl_codes_load(ClCodes *codes, ClCodeFile *file)
{
	GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < file->codes->len; i++) {
		ClCode *code = file->codes->pdata[i];

		g_hash_table_insert(table, code->code, code);
	}
	g_ptr_array_add(codes->files, file);
	g_ptr_array_add(codes->tables, table);
}

/* "nn#2" → "nn", 2; a code may itself end so. */
static const char *
find_in(GHashTable *table, const char *name)
{
	const ClCode *code = g_hash_table_lookup(table, name);
	const char *mark = strrchr(name, '#');
	g_autofree char *stem = NULL;
	guint64 number;

	if (code != NULL)
		return code->texts->pdata[0];
	if (mark == NULL || !g_ascii_string_to_unsigned(mark + 1, 10, 1, 999, &number, NULL))
		return NULL;
	stem = g_strndup(name, (gsize)(mark - name));
	code = g_hash_table_lookup(table, stem);
	return code != NULL && number <= code->texts->len ? code->texts->pdata[number - 1] : NULL;
}

static const char *
find(const ClCodes *codes, const char *name, const char *delimiter)
{
	for (guint i = codes->files->len; i-- > 0;) {
		const ClCodeFile *file = codes->files->pdata[i];
		const char *text = delimiter == NULL || strcmp(file->delimiter, delimiter) == 0
					   ? find_in(codes->tables->pdata[i], name)
					   : NULL;

		if (text != NULL)
			return text;
	}
	return NULL;
}

const char *
cl_codes_find(const ClCodes *codes, const char *code)
{
	return find(codes, code, NULL);
}

static gboolean
is_delimiter(const ClCodes *codes, const char *character)
{
	for (guint i = 0; i < codes->files->len; i++)
		if (strcmp(((ClCodeFile *)codes->files->pdata[i])->delimiter, character) == 0)
			return TRUE;
	return FALSE;
}

/* The text of the code that begins behind the delimiter; *end is set behind its second one. */
static const char *
replaced_at(const ClCodes *codes, const char *at, const char *delimiter, const char **end)
{
	gsize n_delimiter = strlen(delimiter);
	const char *begin = at + n_delimiter;
	g_autofree char *window = g_strndup(begin, MAX_CODE_BYTES + n_delimiter);
	char *second = strstr(window, delimiter);
	const char *text;

	if (second == NULL || second == window)
		return NULL;
	*second = '\0';
	text = strpbrk(window, "\n\t") == NULL ? find(codes, window, delimiter) : NULL;
	*end = begin + (second - window) + n_delimiter;
	return text;
}

char *
cl_codes_replace(const ClCodes *codes, const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *at = text; *at != '\0';) {
		const char *next = g_utf8_next_char(at), *end = NULL;
		g_autofree char *character = g_strndup(at, (gsize)(next - at));
		const char *found = is_delimiter(codes, character)
					    ? replaced_at(codes, at, character, &end)
					    : NULL;

		g_string_append(out, found != NULL ? found : character);
		at = found != NULL ? end : next;
	}
	return g_string_free(out, FALSE);
}
