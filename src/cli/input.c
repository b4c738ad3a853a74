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

static GBytes *
read_stdin(gsize max_bytes, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	guint8 buffer[4096];
	gsize n;

	while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0 && bytes->len <= max_bytes)
		g_byte_array_append(bytes, buffer, (guint)n);
	if (!ferror(stdin) && bytes->len <= max_bytes)
		return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"standard input cannot be read, or is longer than %" G_GSIZE_FORMAT " KiB", max_bytes >> 10);
	return NULL;
}

GBytes *
cli_read_bytes(const char *path, gsize max_bytes, GError **error)
{
	return g_str_equal(path, "-") ? read_stdin(max_bytes, error)
				      : cl_file_read(AT_FDCWD, path, max_bytes, error);
}

char *
cli_read_text(const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = cli_read_bytes(path, CL_MAX_EDIT_BYTES, error);
	g_autofree char *text = cl_file_text(bytes);

	if (!text || g_utf8_validate(text, -1, NULL))
		return g_steal_pointer(&text);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "'%s' is no text in UTF-8; save it as such", path);
	return NULL;
}
