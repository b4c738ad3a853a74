/* SPDX-License-Identifier: MIT
 *
 * Documents that editors write, on the command line: list, get, remove, and reading their files.
 */
#include "written.h"

#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void
print_row_json(const CliCall *call, const ClDocument *document, const char *summary)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", document->id);
	cl_json_int(json, "rev", document->rev);
	cl_json_write_time(json, "at", document->at_us);
	cl_json_string(json, "who", document->who);
	cl_json_string(json, "summary", summary);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

int
cli_written_list(const CliCall *call, GError **error)
{
	const CliWritten *of = call->command->of;
	static const CliColumn columns[] = {{.title = "Name", .style = CLI_BOLD},
		{.title = "Holds", .min = 20}, {.title = "Changed"}, {.title = "By"}};
	g_autoptr(GPtrArray) documents = cl_archive_list_documents(call->archive, of->kind, error);
	g_autoptr(CliTable) table = NULL;

	if (documents == NULL)
		return 8;
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < documents->len; i++) {
		const ClDocument *document = documents->pdata[i];
		g_autofree char *text = of->summary(document->json);
		g_autofree char *when =
			cli_text_when(document->at_us, cl_archive_zone(call->archive));

		if (call->global->json)
			print_row_json(call, document, text);
		else
			cli_table_add(table,
				(const char *const[]){document->id, text, when, document->who});
	}
	if (!call->global->json && documents->len == 0)
		fprintf(call->out->file, "none yet; see: cutline help %s\n", of->kind);
	else if (!call->global->json)
		cli_table_print(table, call->out);
	return 0;
}

ClDocument *
cli_written_get(const CliCall *call, GError **error)
{
	const char *kind = ((const CliWritten *)call->command->of)->kind, *id = call->args[0];
	g_autoptr(GError) why = NULL;
	ClDocument *document = cl_archive_get_document(call->archive, kind, id, &why);

	if (document == NULL && why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is none named '%s'; see: cutline %s list", id, kind);
	if (document == NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	return document;
}

static void
say(const CliCall *call, const char *kind, const char *id, const char *state)
{
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s %s is %s\n", kind, id, state);
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", id);
	cl_json_string(json, "state", state);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

int
cli_written_remove(const CliCall *call, GError **error)
{
	const CliWritten *of = call->command->of;
	g_autoptr(ClDocument) document = cli_written_get(call, error);

	if (document == NULL ||
		!cl_archive_put_document(call->archive, of->kind, document->id, NULL, error))
		return 8;
	say(call, of->kind, document->id, "removed");
	return 0;
}

int
cli_written_set(const CliCall *call, const char *json, GError **error)
{
	const CliWritten *of = call->command->of;
	g_autofree char *id = NULL;

	if (!cl_archive_set_written(call->archive, of->kind, json, &id, error))
		return 8;
	say(call, of->kind, id, "set");
	return 0;
}

void
cli_written_print(const CliCall *call, const char *json)
{
	fprintf(call->out->file, "%s\n", json);
}

int
cli_written_export(const CliCall *call, GError **error)
{
	g_autoptr(ClDocument) document = cli_written_get(call, error);

	if (document == NULL)
		return 8;
	cli_written_print(call, document->json);
	return 0;
}

static GBytes *
read_stdin(GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	guint8 buffer[65536];
	gsize n;

	while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0 &&
		bytes->len <= CL_MAX_WRITTEN_BYTES)
		g_byte_array_append(bytes, buffer, (guint)n);
	if (!ferror(stdin) && bytes->len <= CL_MAX_WRITTEN_BYTES)
		return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"standard input cannot be read, or is longer than %u MB",
		CL_MAX_WRITTEN_BYTES >> 20);
	return NULL;
}

GBytes *
cli_written_read(const char *path, GError **error)
{
	g_autofree char *printable = cl_text_printable(path);

	if (strcmp(path, "-") == 0)
		return read_stdin(error);
	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return cl_file_read(AT_FDCWD, path, CL_MAX_WRITTEN_BYTES, error);
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "there is no file '%s'", printable);
	return NULL;
}

char *
cli_written_id(const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	char *dot = strrchr(base, '.');
	char *id;

	if (dot != NULL && dot != base)
		*dot = '\0';
	id = g_ascii_strdown(base, -1);
	return g_strdelimit(id, " ", '-');
}
