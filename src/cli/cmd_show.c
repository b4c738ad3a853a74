/* SPDX-License-Identifier: MIT
 *
 * show: all that is known of one photo, and where each fact came from.
 */
#include <cutline/answers.h>
#include <cutline/clearance.h>
#include <cutline/error.h>
#include "show.h"

typedef struct {
	gboolean received, copies, fields_conflicts;
} ShowOptions;

static int
run(const CliCall *call, GError **error)
{
	const ShowOptions *options = call->options;
	g_autoptr(ClShown) shown = NULL;

	if (options->fields_conflicts)
		return cli_show_print_conflicts(call, call->args[0], error) ? 0 : 8;
	if (call->n_args == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say which photo: cutline show ID; only --fields-conflicts needs none");
		return 2;
	}
	shown = cl_archive_show(call->archive, call->args[0], error);
	if (!shown)
		return 8;
	if (call->global->json) {
		g_autoptr(ClJson) json = NULL;

		if (!cl_archive_judge_copies(call->archive, shown, FALSE, error))
			return 8;
		json = cl_json_new();
		cl_json_write_shown(json, NULL, shown, CL_ANSWER_LOCAL);
		cli_out_json(call->out, json);
		return 0;
	}
	if (options->received)
		cli_show_print_received(call, shown);
	if (options->copies && !cli_show_print_copies(call, shown, error))
		return 8;
	if (!options->received && !options->copies)
		cli_show_print(call, shown);
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(ShowOptions, member)
static const CliOption options[] = {
	{"received", 'r', CLI_OPTION_FLAG, OPT(received),
		.help = "every value as received, with its origin; * marks what counts, and why"},
	{"copies", 'c', CLI_OPTION_FLAG, OPT(copies),
		.help = "the same picture from others, and photos that look like this one"},
	{"fields-conflicts", 0, CLI_OPTION_FLAG, OPT(fields_conflicts),
		.help = "the fields whose sources disagree, of ID or of every photo in the archive"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_show = {
	.name = "show",
	.args = "[ID]",
	.min = 0,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "all that is known of one photo",
	.details = "ID is the photo's id or its first six characters or more, as long as only one "
		   "photo "
		   "begins so; ID@N is its Nth version. Here and wherever an ID may stand, the whole number "
		   "that its supplier gave the photo will do as well (IIM 2:103 or 2:187, an agency's "
		   "reference, the guid of its item); one that several photos bear is refused, with the id "
		   "of each. Of a frame that came from several, --copies and "
		   "--json say what a use of each copy would be now, and which one to take.\n\n"
		   "With --json: {\"id\", \"rev\", \"sha256\", \"format\", \"width\", \"height\", "
		   "\"bytes\", "
		   "\"fields\":{…}, \"fields_lang\":{…}, \"received\":[{\"field\", \"origin\", "
		   "\"lang\", "
		   "\"position\", \"value\"}], \"edits\":[{\"field\", \"lang\", "
		   "\"values\", \"at\", \"who\"}], "
		   "\"findings\", \"supplier\", \"credit\", "
		   "\"restrictions\", \"copies\", \"best_copy\", \"parts\", \"part_of\", "
		   "\"uses\", \"renditions\", \"versions\", \"state\", "
		   "\"source_sensitive\", \"kept_back\"}; width and height after orientation. "
		   "--fields-conflicts gives a line a photo: {\"id\", \"version\", "
		   "\"conflicts\":[{\"field\", \"code\", \"message\", \"reason\", "
		   "\"values\":[{\"origin\", \"lang\", \"position\", \"value\", \"used\"}]}]}.",
	.examples =
		"cutline show 7k3m9q\ncutline show 7k3m9q --received\ncutline show 7k3m9q@2 --json\n"
		"cutline show --fields-conflicts",
	.options = options,
	.options_bytes = sizeof(ShowOptions),
	.run = run,
};
