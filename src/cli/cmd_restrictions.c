/* SPDX-License-Identifier: MIT
 *
 * restrictions: what the words of a picture forbid, and what people decided about them.
 */
#include <cutline/answers.h>
#include <cutline/clearance.h>
#include <cutline/error.h>
#include <cutline/time.h>
#include <string.h>
#include "command.h"

typedef struct {
	gboolean all;
	gboolean caption;
	const char *sent, *as, *operand, *reason;
} RestrictionsOptions;

static void
print_one(const CliCall *call, CliTable *table, guint number, const ClRestriction *one)
{
	g_autofree char *n = g_strdup_printf("%u", number);
	g_autofree char *at = one->at_us ? cl_time_format(one->at_us) : NULL;
	g_autofree char *what = !at || !one->operand            ? g_strdup(one->operand)
				: strcmp(one->operand, at) == 0 ? g_strdup(at)
				: one->certain ? g_strdup_printf("%s, until %s", one->operand, at)
					       : g_strdup_printf("%s (unclear)", one->operand);
	g_autofree char *bytes = g_strdup_printf("%u-%u", one->start, one->end);

	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_restriction(json, NULL, one);
		cli_out_json(call->out, json);
		return;
	}
	cli_table_add(table, (const char *const[]){n, cl_restriction_name(one->code), what,
				     one->text, bytes, one->rule});
	if (one->code == CL_RESTRICTION_UNPARSED)
		cli_table_style(table, 1, CLI_YELLOW);
	else if (one->code == CL_RESTRICTION_INFORMATION)
		cli_table_style(table, 1, CLI_DIM);
}

static int
parse(const CliCall *call, const char *text, GError **error)
{
	static const CliColumn columns[] = {{.title = "#", .right = TRUE},
		{.title = "Code", .style = CLI_BOLD}, {.title = "Operand", .min = 12},
		{.title = "Words", .min = 20}, {.title = "Bytes"},
		{.title = "Rule", .style = CLI_DIM}};
	const RestrictionsOptions *options = call->options;
	g_autoptr(ClRightsRules) rules = cl_archive_rights_rules(call->archive, error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
	g_autoptr(GPtrArray) found = NULL;
	ClRightsTimes times = {.ingested_us = cl_time_now_us()};

	if (!rules)
		return 8;
	if (!g_utf8_validate(text, -1, NULL)) {
		g_set_error(
			error, CL_ERROR, CL_ERROR_USAGE, "the text is not UTF-8; convert it first");
		return 2;
	}
	if (options->sent && !cl_time_parse(options->sent, &times.sent_us)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--sent takes an instant with its zone (2026-01-31T18:00Z), not '%s'",
			options->sent);
		return 2;
	}
	found = options->caption ? cl_rights_parse_caption(rules, text, &times)
				 : cl_rights_parse(rules, text, &times);
	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		if (one->code != CL_RESTRICTION_INFORMATION || options->all || !call->global->json)
			print_one(call, table, i + 1, one);
	}
	if (!call->global->json && found->len > 0)
		cli_table_print(table, call->out);
	return 0;
}

static int
run_parse(const CliCall *call, GError **error)
{
	return parse(call, call->args[0], error);
}

static int
run_list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {{.title = "#", .right = TRUE},
		{.title = "Code", .style = CLI_BOLD}, {.title = "Operand", .min = 10},
		{.title = "Words", .min = 20}, {.title = "Where"}, {.title = "State"},
		{.title = "Id", .style = CLI_DIM}};
	static const char *const states[] = {"open", "confirmed", "dismissed"};
	g_autoptr(GPtrArray) all = cl_archive_restrictions(call->archive, call->args[0], error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
	guint number = 0;

	if (!all)
		return 3;
	for (guint i = 0; i < all->len; i++) {
		const ClRestriction *one = all->pdata[i];
		gboolean counts = one->code != CL_RESTRICTION_INFORMATION;
		g_autofree char *n = NULL;
		g_autofree char *where = g_strdup_printf("%s, %s", one->field, one->origin);

		number += counts;
		n = counts ? g_strdup_printf("%u", number) : NULL;
		if (call->global->json) {
			g_autoptr(ClJson) json = cl_json_new();

			cl_json_write_restriction(json, NULL, one);
			cli_out_json(call->out, json);
		} else {
			cli_table_add(
				table, (const char *const[]){n, cl_restriction_name(one->code),
					       one->operand, one->text, where,
					       counts ? states[one->decided] : NULL, one->key});
		}
	}
	if (!call->global->json && all->len > 0)
		cli_table_print(table, call->out);
	return 0;
}

static int
decide(const CliCall *call, ClDecided decided, GError **error)
{
	const RestrictionsOptions *options = call->options;
	ClDecide wish = {call->args[1], decided, options->as, options->operand, options->reason};

	if (!cl_archive_decide(call->archive, call->args[0], &wish, error))
		return 8;
	if (!call->global->json)
		fprintf(call->out->file, "restriction %s of %s is %s\n", call->args[1],
			call->args[0], decided == CL_DECIDED_CONFIRMED ? "confirmed" : "dismissed");
	return 0;
}

static int
run_confirm(const CliCall *call, GError **error)
{
	return decide(call, CL_DECIDED_CONFIRMED, error);
}

static int
run_dismiss(const CliCall *call, GError **error)
{
	return decide(call, CL_DECIDED_DISMISSED, error);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(RestrictionsOptions, member)
static const CliOption parse_options[] = {
	{"all", 0, CLI_OPTION_FLAG, OPT(all), .help = "with --json: also what was understood to forbid nothing"},
	{"caption", 0, CLI_OPTION_FLAG, OPT(caption),
		.help = "the text is a caption, prose whose end may hold restrictions"},
	{"sent", 0, CLI_OPTION_TEXT, OPT(sent), .arg = "TIME",
		.help = "when it was transmitted; day counts begin there (else now)"},
	{NULL},
};
static const CliOption decide_options[] = {
	{"as", 0, CLI_OPTION_TEXT, OPT(as), .arg = "CODE", .help = "confirm: what it means; else what was read"},
	{"operand", 0, CLI_OPTION_TEXT, OPT(operand), .arg = "TEXT",
		.help = "confirm: with this operand: JP,DE or 2026-01-31T18:00Z or \"14 days\""},
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT", .help = "why (needed)"},
	{NULL},
};
/* clang-format on */

static const CliCommand parse_command = {
	.name = "restrictions parse",
	.args = "TEXT",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_IF_THERE,
	.summary = "what a text forbids; by the rules of the archive, if there is one",
	.details = "Reads instructions or usage terms and shows what they forbid, with the very "
		   "words, their "
		   "bytes and the rule that read them. What looks like a command and is not "
		   "understood is "
		   "UNPARSED: it asks for a person, and is never dropped.\n\n"
		   "With --json, one object a line: {\"code\", \"operand\", \"start\", \"end\", "
		   "\"text\", "
		   "\"rule\", \"confidence\", …}.",
	.examples = "cutline restrictions parse \"JAPAN OUT, NO SALES\"",
	.options = parse_options,
	.options_bytes = sizeof(RestrictionsOptions),
	.run = run_parse,
};
static const CliCommand list_command = {
	.name = "restrictions list",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "what the words of a photo forbid, and what was decided",
	.details = "United over versions, fields and origins. Numbers and ids name one to confirm "
		   "or dismiss.",
	.run = run_list,
};
static const CliCommand confirm_command = {
	.name = "restrictions confirm",
	.args = "ID RESTRICTION",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "say that words of a photo mean what was read, or something else",
	.details = "RESTRICTION is a number or id of 'cutline restrictions list'. The decision is "
		   "about the "
		   "words: it holds for every version that says them, and outlives a change of the "
		   "rules.",
	.examples = "cutline restrictions confirm 7k3m9q 1 --as CLEARANCE --reason \"means: ask "
		    "the desk\"",
	.options = decide_options,
	.options_bytes = sizeof(RestrictionsOptions),
	.run = run_confirm,
};
static const CliCommand dismiss_command = {
	.name = "restrictions dismiss",
	.args = "ID RESTRICTION",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "say that words of a photo forbid nothing",
	.details = "With a reason, which is kept.",
	.examples = "cutline restrictions dismiss 7k3m9q 1 --reason \"the London desk cleared it\"",
	.options = decide_options,
	.options_bytes = sizeof(RestrictionsOptions),
	.run = run_dismiss,
};
static const CliCommand *const commands[] = {
	&parse_command, &list_command, &confirm_command, &dismiss_command, NULL};

const CliCommand cli_cmd_restrictions = {
	.name = "restrictions",
	.args = "parse|list|confirm|dismiss …",
	.summary = "what the words of a picture forbid",
	.details = "Instructions, usage terms and the ends of captions are read by rules; people "
		   "confirm, correct "
		   "or dismiss what was read, with a reason.",
	.commands = commands,
};
