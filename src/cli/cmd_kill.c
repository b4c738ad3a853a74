/* SPDX-License-Identifier: MIT
 *
 * kill and unkill: stop a photo at once, and take that back. A kill is urgent: one wrong id among
 * several does not keep the others alive.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include "command.h"

typedef struct {
	const char *reason;
} KillOptions;

typedef gboolean (*Act)(ClArchive *archive, const char *text, const char *reason, GError **error);

static int
act_on_all(const CliCall *call, Act act, const char *command, const char *state, const char *reason)
{
	int status = 0;

	for (guint i = 0; i < call->n_args; i++) {
		g_autoptr(GError) error = NULL;
		char id[CL_ID_CHARS + 1];
		guint version;

		if (!cl_archive_find(call->archive, call->args[i], id, &version, &error) ||
			!act(call->archive, id, reason, &error)) {
			cli_out_error(call->err, command, error->message);
			if (status == 0)
				status = cl_error_exit_status(error);
			continue;
		}
		if (call->global->json) {
			g_autoptr(ClJson) json = cl_json_new();

			cl_json_begin_object(json, NULL);
			cl_json_string(json, "id", id);
			cl_json_string(json, "state", state);
			cl_json_end_object(json);
			cli_out_json(call->out, json);
		} else {
			fprintf(call->out->file, "%s is %s\n", id, state);
		}
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
	const KillOptions *options = call->options;

	if (!has_reason(options, error))
		return 2;
	return act_on_all(call, cl_archive_kill, "kill", "killed", options->reason);
}

static int
run_unkill(const CliCall *call, GError **error)
{
	const KillOptions *options = call->options;

	return act_on_all(call, cl_archive_unkill, "unkill", "ok", options->reason);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(KillOptions, member)
static const CliOption kill_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, as the history and every refusal will say (needed)"},
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
	.summary = "take a kill back",
	.details = "For a kill that named the wrong picture. Both stay in the history.",
	.examples = "cutline unkill 7k3m9q --reason \"the notice meant another frame\"",
	.options = unkill_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_unkill,
};
