/* SPDX-License-Identifier: MIT
 *
 * composite: of which photos a picture is made.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include "command.h"

typedef struct {
	gboolean none;
} CompositeOptions;

static void
say(const CliCall *call, const ClShown *shown)
{
	g_autoptr(ClJson) json = NULL;

	if (call->global->json) {
		json = cl_json_new();
		cl_json_write_composite(json, NULL, shown);
		cli_out_json(call->out, json);
		return;
	}
	if (shown->parts->len == 0)
		fprintf(call->out->file, "%s is made of no other photo\n", shown->photo->id);
	for (guint i = 0; i < shown->parts->len; i++)
		fprintf(call->out->file, "%s is made of %s\n", shown->photo->id,
			(const char *)shown->parts->pdata[i]);
	if (g_str_equal(shown->photo->state, "killed"))
		fprintf(call->out->file, "%s is killed: %s\n", shown->photo->id, shown->photo->state_reason);
}

static int
run(const CliCall *call, GError **error)
{
	const CompositeOptions *options = call->options;
	g_autoptr(GStrvBuilder) parts = g_strv_builder_new();
	g_autoptr(ClShown) shown = NULL;
	g_auto(GStrv) all = NULL;
	char id[CL_ID_CHARS + 1];

	if ((call->n_args > 1) == options->none) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"name its parts: cutline composite ID PART…; or none: cutline composite ID --none");
		return 2;
	}
	for (guint i = 1; i < call->n_args; i++)
		g_strv_builder_add(parts, call->args[i]);
	all = g_strv_builder_end(parts);
	if (!cl_archive_set_parts(call->archive, call->args[0], (const char *const *)all, id, error))
		return 8;
	shown = cl_archive_show(call->archive, id, error);
	if (!shown)
		return 8;
	say(call, shown);
	return 0;
}

/* clang-format off */
static const CliOption options[] = {
	{"none", 0, CLI_OPTION_FLAG, .offset = G_STRUCT_OFFSET(CompositeOptions, none),
		.help = "it is made of no other photo (any more)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_composite = {
	.name = "composite",
	.args = "ID [PART...]",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "say of which photos a picture is made",
	.details =
		"A picture that was put together from others of this archive may be shown only while all of "
		"them may: its verdict is the worst of theirs, their embargoes, legal holds and take-down "
		"dates stop it, and a kill of a part kills it, too, and lists where it was published. PARTs "
		"are all that it is made of; said again, they take the place of those before. 'cutline show' "
		"tells of what a photo is made and of what it is part.\n\n"
		"With --json: {\"id\", \"state\", \"parts\", \"part_of\"}.",
	.examples = "cutline composite 7k3m9q 4f9d2k p0z8ax\n"
		    "cutline composite 7k3m9q --none",
	.options = options,
	.options_bytes = sizeof(CompositeOptions),
	.run = run,
};
