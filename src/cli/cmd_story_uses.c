/* SPDX-License-Identifier: MIT
 *
 * story add, move and remove: what stands in a story and in which order.
 */
#include <cutline/error.h>
#include <string.h>
#include "story.h"

typedef struct {
	guint at, if_rev;
	const char *part;
	CliUseOptions use;
} UsesOptions;

void
cli_use_change(const CliUseOptions *options, ClUseChange *change)
{
	*change = (ClUseChange){.decorative = options->decorative,
		.crop = options->crop,
		.channel = options->channel,
		.placement = options->placement};
	change->texts[CL_USE_TEXT_HEADLINE] = options->headline;
	change->texts[CL_USE_TEXT_CAPTION] = options->caption;
	change->texts[CL_USE_TEXT_ALT_TEXT] = options->alt;
	change->texts[CL_USE_TEXT_CREDIT] = options->credit;
}

gboolean
cli_use_changes(const CliUseOptions *options)
{
	return options->headline || options->caption || options->alt || options->credit ||
	       options->crop || options->channel || options->placement || options->decorative;
}

/* --- add ----------------------------------------------------------------------------------- */

static void
print_added(const CliCall *call, const ClUseRow *use, const GPtrArray *reuse)
{
	g_autoptr(ClJson) json = cl_json_new();

	if (!call->global->json) {
		fprintf(call->out->file, "photo %s is in story %s (use %s)\n", use->photo, use->story,
			use->id);
		return;
	}
	cl_json_begin_object(json, NULL);
	cl_json_write_use(json, "use", use);
	cl_json_begin_array(json, "reuse");
	for (guint i = 0; i < reuse->len; i++) {
		const ClReuse *found = reuse->pdata[i];

		if (strcmp(found->use->photo, use->photo) == 0)
			cl_json_write_reuse(json, NULL, found);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static void
warn_of_reuse(const CliCall *call, const GPtrArray *reuse)
{
	for (guint i = 0; i < reuse->len; i++) {
		const ClReuse *found = reuse->pdata[i];

		cli_out_styled(call->err, found->same_story ? CLI_YELLOW : CLI_DIM,
			found->same_story ? "review: " : "note: ");
		cli_out_styled(call->err, CLI_PLAIN, found->message);
		fputc('\n', call->err->file);
	}
}

static int
add_part(const CliCall *call, const UsesOptions *options, GError **error)
{
	if (call->n_args > 1 || cli_use_changes(&options->use)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--story puts a story into this one; photos are added by another command");
		return 2;
	}
	if (!cl_archive_story_add_part(call->archive, call->args[0], options->if_rev, options->part,
		    options->at, error))
		return 8;
	if (!call->global->json)
		fprintf(call->out->file, "story %s is in story %s\n", options->part, call->args[0]);
	return 0;
}

static int
run_add(const CliCall *call, GError **error)
{
	const UsesOptions *options = call->options;
	g_autoptr(GPtrArray) reuse =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_reuse_free);
	g_autoptr(GPtrArray) uses = NULL;
	ClUseChange change;

	if (options->part)
		return add_part(call, options, error);
	if (call->n_args == 1) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"name the photos: cutline story add %s ID...", call->args[0]);
		return 2;
	}
	cli_use_change(&options->use, &change);
	uses = cl_archive_story_add(call->archive, call->args[0], options->if_rev, call->args + 1,
		&change, options->at, reuse, error);
	if (!uses)
		return 8;
	for (guint i = 0; i < uses->len; i++)
		print_added(call, uses->pdata[i], reuse);
	if (!call->global->json) {
		fflush(call->out->file);
		warn_of_reuse(call, reuse);
	}
	return 0;
}

/* --- move and remove ------------------------------------------------------------------------ */

static int
run_move(const CliCall *call, GError **error)
{
	const UsesOptions *options = call->options;

	if (options->at == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say where to: --at N, a number of 'cutline story show %s'", call->args[0]);
		return 2;
	}
	if (!cl_archive_story_move(call->archive, call->args[0], options->if_rev, call->args[1],
		    options->at, error))
		return 8;
	return 0;
}

/* One that cannot be found keeps none of the others in. */
static int
run_remove(const CliCall *call, GError **error)
{
	const UsesOptions *options = call->options;
	g_autoptr(GPtrArray) uses = g_ptr_array_new_with_free_func(g_free);
	int status = 0;

	/* Numbers are those of before the first removal. */
	for (guint i = 1; i < call->n_args; i++) {
		g_autoptr(ClUseRow) use = cl_archive_find_use(
			call->archive, call->args[0], call->args[i], NULL);

		g_ptr_array_add(uses, g_strdup(use ? use->id : call->args[i]));
	}
	for (guint i = 0; i < uses->len; i++) {
		g_autoptr(GError) failed = NULL;

		if (cl_archive_story_remove(call->archive, call->args[0],
			    i == 0 ? options->if_rev : 0, uses->pdata[i], &failed))
			continue;
		cli_out_error(call->err, "story remove", failed->message);
		if (status == 0)
			status = cl_error_exit_status(failed);
	}
	return status;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(UsesOptions, member)
#define IF_REV \
	{"if-rev", 0, CLI_OPTION_NUMBER, OPT(if_rev), .arg = "N", .min = 1, .max = G_MAXINT32, \
		.help = "only if the story is still at this revision"}
static const CliOption add_options[] = {
	{"at", 0, CLI_OPTION_NUMBER, OPT(at), .arg = "N", .min = 1, .max = 100000,
		.help = "before the Nth entry (else at the end)"},
	{"story", 0, CLI_OPTION_TEXT, OPT(part), .arg = "STORY",
		.help = "a story instead of photos: makes a digest"},
	CLI_USE_OPTIONS(OPT),
	IF_REV,
	{NULL},
};
static const CliOption move_options[] = {
	{"at", 0, CLI_OPTION_NUMBER, OPT(at), .arg = "N", .min = 1, .max = 100000,
		.help = "becomes the Nth entry (needed)"},
	IF_REV,
	{NULL},
};
static const CliOption remove_options[] = {IF_REV, {NULL}};
/* clang-format on */

const CliCommand cli_story_add = {
	.name = "story add",
	.args = "STORY ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "put photos into a story, or a story into a digest",
	.details =
		"In the order given. Says where else a photo is used; twice in one story is for a "
		"person to decide. Texts that are given hold for this story; what is not given is "
		"printed as the archive says it at the time. With --json, a line a use: {\"use\", "
		"\"reuse\"}.",
	.examples = "cutline story add kazakstan-in-crisis 7k3m9q 0fq2zx\n"
		    "cutline story add kazakstan-in-crisis 7k3m9q --caption \"A street in Almaty.\" --at 1\n"
		    "cutline story add newsletter-2022-01-14 --story kazakstan-in-crisis",
	.options = add_options,
	.options_bytes = sizeof(UsesOptions),
	.run = run_add,
};

const CliCommand cli_story_move = {
	.name = "story move",
	.args = "STORY ENTRY",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "change the order of a story",
	.details = "ENTRY is a photo, the id of its use, the name of a story, or a number of 'story show'.",
	.examples = "cutline story move kazakstan-in-crisis 7k3m9q --at 1",
	.options = move_options,
	.options_bytes = sizeof(UsesOptions),
	.run = run_move,
};

const CliCommand cli_story_remove = {
	.name = "story remove",
	.args = "STORY ENTRY...",
	.min = 2,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "take entries out of a story",
	.details = "What was published stays known as a removed use: it ran, and somebody may ask. A "
		   "reservation of a quota is given back.",
	.examples = "cutline story remove kazakstan-in-crisis 3",
	.options = remove_options,
	.options_bytes = sizeof(UsesOptions),
	.run = run_remove,
};
