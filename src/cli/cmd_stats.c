/* SPDX-License-Identifier: MIT
 *
 * stats: figures of the archive.
 */
#include <cutline/answers.h>
#include "command.h"

static void
print_json(const CliCall *call, const ClFacet *row)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_figure(json, NULL, row);
	cli_out_json(call->out, json);
}

static int
run(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "", .min = 16, .style = CLI_DIM},
		{.title = "What", .min = 16},
		{.title = "Number", .right = TRUE},
	};
	g_autoptr(GPtrArray) rows = cl_archive_stats(call->archive, error);
	g_autoptr(CliTable) table = NULL;
	const char *group = NULL;

	if (!rows)
		return 8;
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < rows->len; i++) {
		const ClFacet *row = rows->pdata[i];
		g_autofree char *n = cli_text_count(row->n);

		if (call->global->json) {
			print_json(call, row);
			continue;
		}
		cli_table_add(table,
			(const char *const[]){g_strcmp0(group, row->facet) == 0 ? "" : row->facet,
				row->value, n});
		group = row->facet;
	}
	if (!call->global->json)
		cli_table_print(table, call->out);
	return 0;
}

const CliCommand cli_cmd_stats = {
	.name = "stats",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "how many photos, files, findings, by supplier and format",
	.details = "Figures of the whole archive, in groups. With --json, each is "
		   "{\"group\", \"name\", \"n\"}.",
	.run = run,
};
