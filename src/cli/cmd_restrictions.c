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
	const char *sent;
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
	g_autoptr(ClRightsRules) rules = cl_archive_rights_rules(NULL, error);
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
run(const CliCall *call, GError **error)
{
	const char *verb = call->args[0];

	if (strcmp(verb, "parse") == 0 && call->n_args == 2)
		return parse(call, call->args[1], error);
	g_set_error(
		error, CL_ERROR, CL_ERROR_USAGE, "the command is: cutline restrictions parse TEXT");
	return 2;
}

static CliNeeds
needs_for(const char *verb)
{
	return strcmp(verb, "parse") == 0 ? CLI_NEEDS_NOTHING : CLI_NEEDS_WRITE;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(RestrictionsOptions, member)
static const CliOption options[] = {
	{"all", 0, CLI_OPTION_FLAG, OPT(all),
		.help = "parse --json: also what was understood to forbid nothing"},
	{"caption", 0, CLI_OPTION_FLAG, OPT(caption),
		.help = "parse: the text is a caption, prose whose end may hold restrictions"},
	{"sent", 0, CLI_OPTION_TEXT, OPT(sent), .arg = "TIME",
		.help = "parse: when it was transmitted; day counts begin there (else now)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_restrictions = {
	.name = "restrictions",
	.args = "parse TEXT",
	.min = 1,
	.max = 3,
	.needs_for = needs_for,
	.summary = "what the words of a picture forbid",
	.details = "'parse' reads a text of instructions or usage terms and shows what it forbids, "
		   "with the very "
		   "words, their bytes and the rule that read them. What looks like a command and "
		   "is not "
		   "understood is UNPARSED: it asks for a person, and is never dropped.\n\n"
		   "With --json, one object a line: {\"code\", \"operand\", \"start\", \"end\", "
		   "\"text\", \"rule\", "
		   "\"confidence\", …}.",
	.examples = "cutline restrictions parse \"JAPAN OUT, NO SALES\"",
	.options = options,
	.options_bytes = sizeof(RestrictionsOptions),
	.run = run,
};
