/* SPDX-License-Identifier: MIT
 *
 * Text that a person gives: from a file or from standard input, bounded, and text.
 */
#include "input.h"
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/limits.h>
#include <fcntl.h>
#include <stdio.h>

static char *
read_stdin(GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char buffer[4096];
	gsize n;

	while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0 && text->len <= CL_MAX_EDIT_BYTES)
		g_string_append_len(text, buffer, (gssize)n);
	if (!ferror(stdin) && text->len <= CL_MAX_EDIT_BYTES)
		return g_string_free(g_steal_pointer(&text), FALSE);
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"standard input cannot be read, or is longer than %u KiB", CL_MAX_EDIT_BYTES >> 10);
	return NULL;
}

char *
cli_read_text(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *text = NULL;

	if (g_str_equal(path, "-")) {
		text = read_stdin(error);
	} else {
		bytes = cl_file_read(AT_FDCWD, path, CL_MAX_EDIT_BYTES, error);
		text = cl_file_text(bytes);
	}
	if (!text || g_utf8_validate(text, -1, NULL))
		return g_steal_pointer(&text);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "'%s' is no text in UTF-8; save it as such", path);
	return NULL;
}
