/* SPDX-License-Identifier: MIT
 *
 * grant and deny: dated decisions of people about single photos.
 */
#include <cutline/clearance.h>
#include <cutline/error.h>
#include <cutline/time.h>
#include "command.h"

typedef struct {
	const char *until, *reason, *story, *outlet, *as, *codes, *end;
} GrantOptions;

static int
decide_one(const CliCall *call, const char *text, gboolean allow, gint64 until_us, GError **error)
{
	const GrantOptions *options = call->options;
	ClGrant *grant = g_new0(ClGrant, 1);
	g_autofree char *until = cl_time_format(until_us);
	gboolean done;

	grant->allow = allow;
	grant->until_us = until_us;
	grant->story = g_strdup(options->story);
	grant->outlet = g_strdup(options->outlet);
	grant->as = g_strdup(options->as);
	grant->covers = g_strdup(options->codes);
	grant->reason = g_strdup(options->reason);
	done = cl_archive_grant(call->archive, text, grant, error);
	if (done && call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "id", grant->id);
		cl_json_string(json, "photo", text);
		cl_json_bool(json, "allow", allow);
		cl_json_string(json, "until", until);
		cl_json_string(json, "but", grant->but);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
	} else if (done) {
		g_autofree char *last = cli_text_until(until_us, cl_archive_zone(call->archive));

		fprintf(call->out->file, "%s is %s%s%s%s%s until %s%s%s\n", text,
			allow ? "allowed" : "not to be used anew", grant->story ? " in story " : "",
			grant->story ? grant->story : "", grant->outlet ? " for outlet " : "",
			grant->outlet ? grant->outlet : "", last, grant->but ? "; but " : "",
			grant->but ? grant->but : "");
	}
	cl_grant_free(grant);
	return done ? 0 : 8;
}

static int
end(const CliCall *call, GError **error)
{
	const GrantOptions *options = call->options;

	if (call->n_args != 1) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--end takes the decision of one photo");
		return 2;
	}
	if (!cl_archive_end_grant(call->archive, call->args[0], options->end, options->reason, error))
		return 8;
	if (!call->global->json)
		fprintf(call->out->file, "%s: decision %s counts no more\n", call->args[0], options->end);
	return 0;
}

static int
decide(const CliCall *call, gboolean allow, GError **error)
{
	const GrantOptions *options = call->options;
	gint64 until_us;

	if (options->end)
		return end(call, error);
	if (!options->until) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a decision needs an end: --until 2026-12-31");
		return 2;
	}
	if (!cli_read_time(call, "until", options->until, TRUE, &until_us, error))
		return 2;
	for (guint i = 0; i < call->n_args; i++)
		if (decide_one(call, call->args[i], allow, until_us, error) != 0)
			return 8;
	return 0;
}

static int
run_grant(const CliCall *call, GError **error)
{
	return decide(call, TRUE, error);
}

static int
run_deny(const CliCall *call, GError **error)
{
	return decide(call, FALSE, error);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(GrantOptions, member)
static const CliOption options[] = {
	{"until", 0, CLI_OPTION_TEXT, OPT(until), .arg = "TIME", .help = "when the decision ends (needed)"},
	{"end", 0, CLI_OPTION_TEXT, OPT(end), .arg = "DECISION",
		.help = "instead: this decision counts no more; verdicts name its id"},
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, as every verdict that it changes will say (needed)"},
	{"story", 0, CLI_OPTION_TEXT, OPT(story), .arg = "S", .help = "in this story only"},
	{"for", 0, CLI_OPTION_TEXT, OPT(codes), .arg = "CODE,…",
		.help = "grant: what it sets aside, as 'check' names it; else what asks or denies now"},
	{"outlet", 0, CLI_OPTION_TEXT, OPT(outlet), .arg = "O", .help = "for this outlet only"},
	{"as", 0, CLI_OPTION_TEXT, OPT(as), .arg = "KIND", .help = "as what it may be used: handout …"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_grant = {
	.name = "grant",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "allow photos for a time, although something speaks against it",
	.details = "The decision sets aside what asks or denies on the day on which it is made (for its "
		   "story and outlet, else the default one), or the codes of --for, whatever they "
		   "are about. What comes later stays, and so does a credit that is printed wrong. It "
		   "stands in every verdict that it changes, with its author "
		   "and reason. It never frees what was killed, is under a certain embargo, or was "
		   "not examined; "
		   "it can move a take-down date.",
	.examples = "cutline grant 7k3m9q --until 2026-12-31 --reason \"cleared by phone with the "
		    "London desk\"",
	.options = options,
	.options_bytes = sizeof(GrantOptions),
	.run = run_grant,
};

const CliCommand cli_cmd_deny = {
	.name = "deny",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "forbid new uses of photos for a time",
	.details = "Blocks new uses, never delivery: what is out stays out. To stop that, see "
		   "'cutline kill'.",
	.examples = "cutline deny 7k3m9q --until 2026-12-31 --reason \"the family asked us\"",
	.options = options,
	.options_bytes = sizeof(GrantOptions),
	.run = run_deny,
};
