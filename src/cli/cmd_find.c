/* SPDX-License-Identifier: MIT
 *
 * find: is this file or address one of ours?
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include "command.h"

static void
print_json(const CliCall *call, const ClMatch *match)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_match(json, NULL, match);
	cli_out_json(call->out, json);
}

static void
add_row(const CliCall *call, CliTable *table, const ClMatch *match)
{
	g_autoptr(ClShown) shown = cl_archive_show(call->archive, match->photo->id, NULL);
	g_autofree char *likeness = g_strdup_printf("%.2f", match->likeness);
	const char *credit = NULL, *text = NULL;

	if (shown != NULL) {
		credit = cl_effective_first(shown->effective, CL_FIELD_CREDIT);
		text = cl_effective_first(shown->effective, CL_FIELD_HEADLINE);
		if (text == NULL)
			text = cl_effective_first(shown->effective, CL_FIELD_CAPTION);
	}
	cli_table_add(table, (const char *const[]){match->photo->id, cl_match_name(match->kind),
				     match->kind == CL_MATCH_LIKENESS ? likeness : "",
				     match->photo->state, text, credit});
}

static int
run(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Id", .style = CLI_BLUE},
		{.title = "Match"},
		{.title = "", .right = TRUE},
		{.title = "State"},
		{.title = "Headline or caption", .min = 12},
		{.title = "Credit", .min = 8},
	};
	g_autoptr(GPtrArray) matches =
		cl_archive_find_picture(call->archive, call->args[0], error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	if (!matches)
		return 8;
	for (guint i = 0; i < matches->len; i++) {
		if (call->global->json)
			print_json(call, matches->pdata[i]);
		else
			add_row(call, table, matches->pdata[i]);
	}
	if (matches->len > 0 && !call->global->json)
		cli_table_print(table, call->out);
	if (matches->len == 0)
		fputs("no picture of this archive\n", call->err->file);
	return matches->len > 0 ? 0 : 3;
}

const CliCommand cli_cmd_find = {
	.name = "find",
	.args = "FILE|URL|NUMBER",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.file_args = TRUE,
	.summary = "is this file, screenshot, address or agency's number one of the archive's pictures?",
	.details =
		"A file is compared by its bytes, by its coded picture (other metadata, same pixels) and "
		"by what it looks like (a likeness of 1.00 is the same picture; a screenshot or a crop is "
		"less). It is not taken in. A URL is read, not fetched: it finds the photo that an address "
		"of ours names. A supplier's number finds the photo that bears it. Exit status 3 if "
		"nothing is found.\n\n"
		"With --json, a line each, surest first: {\"id\", \"match\", \"likeness\", \"state\"}, match "
		"being bytes, image, url, number or likeness.",
	.examples = "cutline find screenshot.png\n"
		    "cutline find https://photos.example.org/i/7k3m9q2vw8xy4z1a/article.jpg",
	.run = run,
};
