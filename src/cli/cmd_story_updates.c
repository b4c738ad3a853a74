/* SPDX-License-Identifier: MIT
 *
 * story updates: what the archive says otherwise since a story printed it, and what to do about it.
 */
#include <cutline/error.h>
#include <string.h>
#include "diff.h"
#include "story.h"

typedef struct {
	const char *take, *keep, *merge;
	const char *fields[CLI_LIST_MAX + 1];
	guint if_rev;
} UpdatesOptions;

static void
print_json(const CliCall *call, const ClUseUpdate *update)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_use_update(json, NULL, update);
	cli_out_json(call->out, json);
}

static void
print_update(const CliCall *call, const ClUseUpdate *update)
{
	const CliOut *out = call->out;

	fprintf(out->file, "%s, photo %s (use %s, %s): %s", update->use->story, update->use->photo,
		update->use->id, cl_use_state_name(update->use->state),
		cl_field_info(cl_use_text_field(update->text))->name);
	fputs(update->own ? ", which this story says in its own words\n" : "\n", out->file);
	cli_print_diff(out, 2, update->before ? update->before : "",
		update->after ? update->after : "");
	if (update->own) {
		fputs("  here: ", out->file);
		cli_out_styled(out, CLI_PLAIN,
			update->printed && *update->printed ? update->printed : "(nothing)");
		fputc('\n', out->file);
	}
	if (update->merged && update->own) {
		fputs("  merged: ", out->file);
		cli_out_styled(out, CLI_PLAIN, update->merged);
		fputc('\n', out->file);
	}
}

static int
list(const CliCall *call, GError **error)
{
	g_autoptr(GPtrArray) updates = cl_archive_story_updates(
		call->archive, call->n_args > 0 ? call->args[0] : NULL, error);

	if (!updates)
		return 8;
	for (guint i = 0; i < updates->len; i++) {
		if (call->global->json)
			print_json(call, updates->pdata[i]);
		else
			print_update(call, updates->pdata[i]);
	}
	if (!call->global->json && updates->len == 0)
		fputs("nothing has changed under these stories\n", call->err->file);
	return 0;
}

static int
settle(const CliCall *call, const UpdatesOptions *options, GError **error)
{
	const char *what = options->take ? options->take : options->keep ? options->keep : options->merge;
	ClSettle request = {.how = options->take ? CL_UPDATE_TAKE
				: options->keep  ? CL_UPDATE_KEEP
						 : CL_UPDATE_MERGE};
	guint n;

	if (call->n_args == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"name the story: cutline story updates STORY --take USE");
		return 2;
	}
	for (guint i = 0; options->fields[i]; i++)
		if (!cl_settle_add_field(&request, options->fields[i], error))
			return 2;
	if (!cl_archive_settle_updates(
		    call->archive, call->args[0], options->if_rev, what, &request, &n, error))
		return 8;
	if (!call->global->json && n == 0) {
		fputs("nothing had changed\n", call->out->file);
	} else if (!call->global->json) {
		g_autofree char *texts = cli_text_plural(n, "text");

		fprintf(call->out->file, "%s settled\n", texts);
	}
	return 0;
}

static int
run(const CliCall *call, GError **error)
{
	const UpdatesOptions *options = call->options;
	guint n = (options->take != NULL) + (options->keep != NULL) + (options->merge != NULL);

	if (n == 0 && options->fields[0]) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--field says what --take, --keep or --merge settles; name one of them");
		return 2;
	}
	if (n > 1) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"take the new text, keep the story's, or merge both; not two of these");
		return 2;
	}
	return n == 0 ? list(call, error) : settle(call, options, error);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(UpdatesOptions, member)
static const CliOption options[] = {
	{"take", 0, CLI_OPTION_TEXT, OPT(take), .arg = "USE", .writes = TRUE,
		.help = "print what the archive says now"},
	{"keep", 0, CLI_OPTION_TEXT, OPT(keep), .arg = "USE", .writes = TRUE,
		.help = "go on printing what the story prints"},
	{"merge", 0, CLI_OPTION_TEXT, OPT(merge), .arg = "USE", .writes = TRUE,
		.help = "print both changes, where they do not touch each other"},
	{"field", 0, CLI_OPTION_LIST, OPT(fields), .arg = "NAME",
		.help = "only this text: headline, caption, alt_text or credit; may be given again"},
	{"if-rev", 0, CLI_OPTION_NUMBER, OPT(if_rev), .arg = "N", .min = 1, .max = G_MAXINT32,
		.help = "only if the story is still at this revision"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_story_updates = {
	.name = "story updates",
	.args = "[STORY]",
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "what the archive says otherwise since a story printed it",
	.details =
		"Lists every headline, caption, alternative text and credit that a story has printed, or "
		"says in its own words, and of which the archive says otherwise now: an editor changed it, "
		"or the agency sent a correction. Without STORY, of all stories. A page that is out goes on "
		"showing what it showed until somebody decides.\n\n"
		"With --json, a line a text: {\"use\", \"field\", \"before\", \"after\", \"printed\", "
		"\"own\", \"merged\"}; merged is null where both changed the same place.",
	.examples = "cutline story updates\n"
		    "cutline story updates kazakstan-in-crisis --take 3\n"
		    "cutline story updates kazakstan-in-crisis --keep 3 --field credit",
	.options = options,
	.options_bytes = sizeof(UpdatesOptions),
	.run = run,
};
