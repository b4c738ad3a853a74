/* SPDX-License-Identifier: MIT
 *
 * stats: figures of the archive.
 */
#include <cutline/answers.h>
#include <string.h>
#include "command.h"

static void
print_json(const CliCall *call, const ClFacet *row)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_figure(json, NULL, row);
	cli_out_json(call->out, json);
}

/* The one contract that most pictures wait for: the first of its group. */
static void
print_waiting(const CliCall *call, const GPtrArray *rows)
{
	guint64 photos = 0;

	for (guint i = 0; i < rows->len; i++) {
		const ClFacet *row = rows->pdata[i];

		if (strcmp(row->value, "photos") == 0 && strcmp(row->facet, "archive") == 0)
			photos = row->n;
		if (strcmp(row->facet, "wait for one contract") != 0)
			continue;
		fprintf(call->out->file,
			"\n%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
			" wait on one contract (%s). Record it: cutline licence template agency\n",
			row->n, photos, row->value);
		return;
	}
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
	if (!call->global->json) {
		cli_table_print(table, call->out);
		print_waiting(call, rows);
	}
	return 0;
}

const CliCommand cli_cmd_stats = {
	.name = "stats",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "how many photos, files, findings, by supplier and format; which contract is missing",
	.details = "Figures of the whole archive, in groups. \"wait for one contract\" counts the "
		   "pictures of agencies with which no contract is on file, by who delivered them. "
		   "With --json, each is "
		   "{\"group\", \"name\", \"n\"}.",
	.run = run,
};
