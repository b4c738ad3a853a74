/* SPDX-License-Identifier: MIT
 *
 * check: may this photo be used, here, now, like this — and if not, why, and what would fix it.
 */
#include <cutline/answers.h>
#include <cutline/clearance.h>
#include <cutline/error.h>
#include <cutline/text.h>
#include "command.h"

typedef struct {
	const char *outlet, *channel, *territory, *at, *story, *section, *placement, *credit;
	gboolean crop, alter, published;
} CheckOptions;

static CliStyle
style_of(ClSeverity severity)
{
	return severity == CL_SEVERITY_DENY     ? CLI_RED
	       : severity == CL_SEVERITY_REVIEW ? CLI_YELLOW
						: CLI_DIM;
}

static void
print_reason(const CliCall *call, const ClReason *reason)
{
	const CliOut *out = call->out;
	g_autofree char *head = g_strdup_printf(
		"%s %s", cl_severity_name(reason->severity), cl_reason_name(reason->code));

	fputs("  ", out->file);
	cli_out_styled(out, style_of(reason->severity), head);
	fputs("\n", out->file);
	cli_out_wrapped(out, 4, 0, reason->message);
	cli_out_wrapped(out, 4, 0, reason->fix);
}

static void
print_text(const CliCall *call, const char *id, const ClVerdict *verdict)
{
	const CliOut *out = call->out;
	static const CliStyle styles[] = {CLI_GREEN, CLI_YELLOW, CLI_RED};

	fputs(id, out->file);
	fputs("  ", out->file);
	cli_out_styled(out, styles[verdict->verdict], cl_verdict_name(verdict->verdict));
	if (verdict->stop)
		fputs(", and delivery is stopped", out->file);
	if (verdict->credit) {
		g_autofree char *credit = cl_text_printable(verdict->credit);

		fprintf(out->file, "  print: %s", credit);
	}
	fputs("\n", out->file);
	for (guint i = 0; i < verdict->reasons->len; i++)
		print_reason(call, verdict->reasons->pdata[i]);
}

static int
check_one(const CliCall *call, const char *text, const ClCheck *check, int *status, GError **error)
{
	static const int exits[] = {0, 5, 4};
	char id[CL_ID_CHARS + 1];
	guint version;
	g_autoptr(ClVerdict) verdict = NULL;

	if (!cl_archive_find(call->archive, text, id, &version, error))
		return 3;
	verdict = cl_archive_check(call->archive, id, check, error);
	if (!verdict)
		return 8;
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_verdict(
			json, NULL, id, verdict, cl_archive_rights_version(call->archive));
		cli_out_json(call->out, json);
	} else {
		print_text(call, id, verdict);
	}
	/* Deny before review before allow. */
	if (*status == 0 || exits[verdict->verdict] == 4)
		*status = exits[verdict->verdict];
	return 0;
}

static int
run(const CliCall *call, GError **error)
{
	const CheckOptions *options = call->options;
	ClCheck check = {.outlet = options->outlet,
		.channel = options->channel,
		.territory = options->territory,
		.story = options->story,
		.section = options->section,
		.placement = options->placement,
		.credit_printed = options->credit,
		.crop = options->crop,
		.alter = options->alter,
		.published = options->published};
	int status = 0;

	if (options->at && !cli_read_time(call, "at", options->at, FALSE, &check.at_us, error))
		return 2;
	for (guint i = 0; i < call->n_args; i++) {
		int failed = check_one(call, call->args[i], &check, &status, error);

		if (failed)
			return failed;
	}
	return status;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(CheckOptions, member)
static const CliOption options[] = {
	{"outlet", 0, CLI_OPTION_TEXT, OPT(outlet), .arg = "O",
		.help = "where it would appear; else the story's, else the default outlet"},
	{"channel", 0, CLI_OPTION_TEXT, OPT(channel), .arg = "C",
		.help = "web, app, newsletter, social, print, broadcast, syndication or internal; else those of "
			"the outlet"},
	{"territory", 0, CLI_OPTION_TEXT, OPT(territory), .arg = "T",
		.help = "an ISO code, EU, DACH or WORLD; else the outlet's markets"},
	{"at", 0, CLI_OPTION_TEXT, OPT(at), .arg = "TIME",
		.help = "when it would appear: 2026-12-31T18:00Z, 18:01Z (today), 2026-12-31; else now"},
	{"story", 0, CLI_OPTION_TEXT, OPT(story), .arg = "S", .help = "in which story"},
	{"section", 0, CLI_OPTION_TEXT, OPT(section), .arg = "X",
		.help = "editorial, advertorial, promo or ad; else what the story or the outlet is"},
	{"placement", 0, CLI_OPTION_TEXT, OPT(placement), .arg = "PLACE",
		.help = "where in the page: cover, inside …; compared with the place that was bought"},
	{"credit", 0, CLI_OPTION_TEXT, OPT(credit), .arg = "TEXT",
		.help = "the credit as it is printed: compared with the one that is demanded"},
	{"crop", 0, CLI_OPTION_FLAG, OPT(crop), .help = "it is shown cropped"},
	{"alter", 0, CLI_OPTION_FLAG, OPT(alter), .help = "it is changed otherwise: colours, flip, text over it"},
	{"published", 0, CLI_OPTION_FLAG, OPT(published),
		.help = "it is out already: what ends new uses only does not count"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_check = {
	.name = "check",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_READ,
	.summary = "may this photo be used, and if not, why",
	.details =
		"Gives allow (exit 0), review (5) or deny (4), every reason with the words it "
		"rests on and "
		"where they stand, and one remedy each. No option is needed: the outlet supplies "
		"channels "
		"and markets. A picture cannot license itself: what it says can only make the "
		"verdict "
		"stricter, and an allow rests on a contract, a decision or the house list.\n\n"
		"With --json: {\"photo\", \"verdict\", \"stop\", \"stage\", \"reasons\": "
		"[{\"code\", "
		"\"severity\", \"message\", \"origin\", \"fix\"}], \"credit\", \"evaluated_for\", "
		"\"rules_version\"}.",
	.examples = "cutline check 7k3m9q\ncutline check 7k3m9q --channel newsletter --territory "
		    "JP --at 18:01Z",
	.options = options,
	.options_bytes = sizeof(CheckOptions),
	.run = run,
};
