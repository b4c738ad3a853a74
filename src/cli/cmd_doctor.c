/* SPDX-License-Identifier: MIT
 *
 * doctor: what this machine and this archive can do. It must run where nothing else does, so an
 * archive that does not open is a row of the answer, not an error.
 */
#include <cutline/error.h>
#include <string.h>
#include "command.h"

static ClArchive *
try_open(const CliCall *call, GError **why)
{
	g_autofree char *path = cl_archive_path(call->global->folder);

	return cl_archive_open(path, CL_ARCHIVE_READ, why);
}

static CliStyle
state_style(const char *state)
{
	if (strcmp(state, "ok") == 0)
		return CLI_GREEN;
	return strcmp(state, "warning") == 0 ? CLI_YELLOW : CLI_RED;
}

static void
print_row(const CliCall *call, CliTable *table, const char *what, const char *state,
	const char *detail)
{
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "what", what);
		cl_json_string(json, "state", state);
		cl_json_string(json, "detail", detail);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
		return;
	}
	cli_table_add(table, (const char *const[]){state, what, detail});
	cli_table_style(table, 0, state_style(state));
}

static int
run(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "State"},
		{.title = "What"},
		{.title = "Detail"},
	};
	g_autoptr(GError) why = NULL;
	g_autoptr(ClArchive) archive = try_open(call, &why);
	g_autoptr(GPtrArray) rows = cl_archive_doctor(archive, error);
	g_autoptr(CliTable) table = NULL;
	gboolean missing = FALSE;

	if (!rows)
		return 8;
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < rows->len; i++) {
		const ClDiagnosis *row = rows->pdata[i];

		print_row(call, table, row->what, row->state, row->detail);
		missing |= strcmp(row->state, "missing") == 0;
	}
	if (!archive) {
		/* No archive yet is no fault of the machine; one that does not open is. */
		gboolean absent = g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND);

		print_row(call, table, "archive", absent ? "warning" : "missing", why->message);
		missing |= !absent;
	}
	if (!call->global->json)
		cli_table_print(table, call->out);
	return missing ? CL_EXIT_PARTIAL : 0;
}

const CliCommand cli_cmd_doctor = {
	.name = "doctor",
	.args = "",
	.summary = "what this machine and this archive can do, and what is missing",
	.details =
		"A row a thing: ok, warning (it works, but not as well or as safely as it could) "
		"or "
		"missing. The exit status is 1 if something is missing. Works without an archive, "
		"too. With --json, each row is {\"what\", \"state\", \"detail\"}.",
	.run = run,
};
