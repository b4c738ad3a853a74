/* SPDX-License-Identifier: MIT
 *
 * hold and purge: a picture must stay, or leaves for good.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include <cutline/time.h>
#include "command.h"

typedef struct {
	const char *reason, *until;
	gboolean release, yes;
} LeaveOptions;

static void
say(const CliCall *call, const char *id, const char *key, const char *done)
{
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s %s\n", id, done);
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", id);
	cl_json_bool(json, key, TRUE);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

/* A hold that is over before it begins holds nothing. */
static gboolean
read_until(const CliCall *call, const LeaveOptions *options, gint64 *until_us, GError **error)
{
	const char *wrong = options->until && options->release ? "--until and --release exclude each other"
							      : NULL;

	if (!options->until)
		return TRUE;
	if (!wrong && !cli_read_time(call, "until", options->until, TRUE, until_us, error))
		return FALSE;
	if (!wrong && *until_us <= cl_time_now_us())
		wrong = "--until must lie in the future";
	if (wrong)
		g_set_error_literal(error, CL_ERROR, CL_ERROR_USAGE, wrong);
	return wrong == NULL;
}

static int
run_hold(const CliCall *call, GError **error)
{
	const LeaveOptions *options = call->options;
	gboolean has_reason = options->reason && !cl_text_is_blank(options->reason);
	gint64 until_us = 0;
	int status = 0;

	if (!has_reason && !options->release) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"the history needs a reason: --reason \"who asks for it, and why\"");
		return 2;
	}
	if (!read_until(call, options, &until_us, error))
		return 2;
	for (guint i = 0; i < call->n_args; i++) {
		g_autoptr(GError) why = NULL;
		char id[CL_ID_CHARS + 1];
		guint version;

		if (cl_archive_find(call->archive, call->args[i], id, &version, &why) &&
			cl_archive_hold(call->archive, id,
				options->release ? NULL : options->reason, until_us, &why)) {
			say(call, id, options->release ? "released" : "hold",
				options->release ? "is no longer on hold" : "is on hold");
			continue;
		}
		cli_out_error(call->err, "hold", why->message);
		status = status == 0 ? cl_error_exit_status(why) : status;
	}
	return status;
}

static int
run_purge(const CliCall *call, GError **error)
{
	const LeaveOptions *options = call->options;
	int status = 0;

	if (!options->yes) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a purge cannot be taken back: originals are deleted; say --yes if that is meant");
		return 2;
	}
	for (guint i = 0; i < call->n_args; i++) {
		g_autoptr(GError) why = NULL;
		char id[CL_ID_CHARS + 1];
		guint version;

		if (cl_archive_find(call->archive, call->args[i], id, &version, &why) &&
			cl_archive_purge(call->archive, id, options->reason, &why)) {
			say(call, id, "purged", "is purged");
			continue;
		}
		cli_out_error(call->err, "purge", why->message);
		status = status == 0 ? cl_error_exit_status(why) : status;
	}
	return status;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(LeaveOptions, member)
static const CliOption hold_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why it must stay (needed)"},
	{"until", 0, CLI_OPTION_TEXT, OPT(until), .arg = "DATE",
		.help = "to the end of this day, or until this instant; else until it is released"},
	{"release", 0, CLI_OPTION_FLAG, OPT(release), .help = "it may leave again"},
	{NULL},
};
static const CliOption purge_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why it leaves; stays on its tombstone (needed)"},
	{"yes", 0, CLI_OPTION_FLAG, OPT(yes), .help = "delete the originals for good (needed)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_hold = {
	.name = "hold",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "legal hold: photos must stay, and nobody gets them",
	.details = "For a dispute, a court, an investigation. Until it is released or its day has passed, "
		   "purge is refused, every check denies it, and requests for the picture are answered "
		   "410, except to the rights role. Its pages, uses and copies stay as they are. Both "
		   "ends are in the history.",
	.examples = "cutline hold 7k3m9q --reason \"letter of 3 May, lawyers want it kept\"\n"
		    "cutline hold 7k3m9q --until 2026-12-31 --reason \"case 17\"\n"
		    "cutline hold 7k3m9q --release",
	.options = hold_options,
	.options_bytes = sizeof(LeaveOptions),
	.run = run_hold,
};

const CliCommand cli_cmd_purge = {
	.name = "purge",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "photos leave the archive for good, and a tombstone stays",
	.details =
		"Deletes originals of all versions, side-cars, developed pictures and everything that was "
		"received and written of them. What stays: the hashes by which the bytes are known again "
		"(they are not taken in any more), the fingerprint, uses, kills, the reason. Refused for "
		"photos on hold and for those in a published story. Backups made before still have them.",
	.examples = "cutline purge 7k3m9q --reason \"erasure request 17/2026\" --yes",
	.options = purge_options,
	.options_bytes = sizeof(LeaveOptions),
	.run = run_purge,
};
