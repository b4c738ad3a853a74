/* SPDX-License-Identifier: MIT
 *
 * Documents that people write as files: reading one, and printing what is stored.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "command.h"

#define FILE_MAX_BYTES (1U << 20)

char *
cli_read_file(const char *path, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char buffer[4096];
	gsize n;

	if (!file) {
		cl_error_set_errno(error, errno, "cannot read '%s'", path);
		return NULL;
	}
	while (text->len <= FILE_MAX_BYTES && (n = fread(buffer, 1, sizeof buffer, file)) > 0)
		g_string_append_len(text, buffer, (gssize)n);
	if (file != stdin)
		fclose(file);
	if (text->len > FILE_MAX_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "'%s' is longer than 1 MiB", path);
		return NULL;
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* As it was written; with --json on one line. */
void
cli_print_document(const CliCall *call, const ClDocument *document)
{
	g_autoptr(GVariant) value =
		call->global->json ? cl_json_parse(document->json, -1, NULL) : NULL;
	g_autoptr(ClJson) json = cl_json_new();

	if (!value) {
		g_strchomp(document->json);
		fprintf(call->out->file, "%s\n", document->json);
		return;
	}
	cl_json_write_variant(json, NULL, value);
	cli_out_json(call->out, json);
}
