/* SPDX-License-Identifier: MIT
 *
 * kill and protect, and taking them back: an editor's word about photos, with a reason. A kill is
 * urgent: one wrong id among several does not keep the others alive.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include "command.h"

typedef struct {
	const char *reason;
} KillOptions;

typedef struct {
	const char *command;
	gboolean (*act)(ClArchive *archive, const char *text, const char *reason, GError **error);
	const char *is;  /* said of the photo afterwards */
	gboolean marks;  /* it is a mark, not a state */
	gboolean marked; /* then */
} Word;

static void
say(const CliCall *call, const Word *word, const char *id)
{
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s is %s\n", id, word->is);
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", id);
	if (word->marks)
		cl_json_bool(json, "source_sensitive", word->marked);
	else
		cl_json_string(json, "state", word->is);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
act_on_all(const CliCall *call, const Word *word, const char *reason)
{
	int status = 0;

	for (guint i = 0; i < call->n_args; i++) {
		g_autoptr(GError) error = NULL;
		char id[CL_ID_CHARS + 1];
		guint version;

		if (cl_archive_find(call->archive, call->args[i], id, &version, &error) &&
			word->act(call->archive, id, reason, &error)) {
			say(call, word, id);
			continue;
		}
		cli_out_error(call->err, word->command, error->message);
		if (status == 0)
			status = cl_error_exit_status(error);
	}
	return status;
}

static gboolean
has_reason(const KillOptions *options, GError **error)
{
	if (options->reason && !cl_text_is_blank(options->reason))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"the history needs a reason: --reason \"who says so, and why\"");
	return FALSE;
}

static int
run_kill(const CliCall *call, GError **error)
{
	static const Word word = {"kill", cl_archive_kill, "killed"};
	const KillOptions *options = call->options;

	return has_reason(options, error) ? act_on_all(call, &word, options->reason) : 2;
}

static int
run_unkill(const CliCall *call, GError **error)
{
	static const Word word = {"unkill", cl_archive_unkill, "ok"};
	const KillOptions *options = call->options;

	return act_on_all(call, &word, options->reason);
}

static int
run_protect(const CliCall *call, GError **error)
{
	static const Word word = {"protect", cl_archive_protect, "protected", TRUE, TRUE};
	const KillOptions *options = call->options;

	return has_reason(options, error) ? act_on_all(call, &word, options->reason) : 2;
}

static int
run_unprotect(const CliCall *call, GError **error)
{
	static const Word word = {
		"unprotect", cl_archive_unprotect, "no longer protected", TRUE, FALSE};
	const KillOptions *options = call->options;

	return act_on_all(call, &word, options->reason);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(KillOptions, member)
static const CliOption kill_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, as the history and every refusal will say (needed)"},
	{NULL},
};
static const CliOption protect_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, for the history (needed); name nobody who must not be named"},
	{NULL},
};
static const CliOption unkill_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, for the history"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_kill = {
	.name = "kill",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "withdraw photos: they must not be used any more",
	.details = "The photos stay in the archive, marked as killed, with the reason, time and "
		   "author "
		   "in their history. Later files that look like them are held. An id that is "
		   "wrong is "
		   "reported; the others are killed all the same.",
	.examples = "cutline kill 7k3m9q --reason \"AFP withdrew it: wrong person named\"",
	.options = kill_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_kill,
};

const CliCommand cli_cmd_unkill = {
	.name = "unkill",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "take a kill back, or release a held photo",
	.details = "For a kill that named the wrong picture. Both stay in the history.",
	.examples = "cutline unkill 7k3m9q --reason \"the notice meant another frame\"",
	.options = unkill_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_unkill,
};

const CliCommand cli_cmd_protect = {
	.name = "protect",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "protect the source of photos: no exact place or time goes out",
	.details = "What is published of a protected photo names no place finer than its country and "
		   "no time finer than its day, and its original is not exported without --force and "
		   "a reason. Captions and headlines go out as they are: read them. "
		   "'cutline search is:protected' lists the photos.",
	.examples = "cutline protect 7k3m9q --reason \"taken from a private flat\"",
	.options = protect_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_protect,
};

const CliCommand cli_cmd_unprotect = {
	.name = "unprotect",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "take a protection back",
	.details = "Place and time go out again as for any photo. Both stay in the history.",
	.examples = "cutline unprotect 7k3m9q --reason \"the source has left the country\"",
	.options = unkill_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_unprotect,
};
