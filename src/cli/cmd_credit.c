/* SPDX-License-Identifier: MIT
 *
 * credit, supplier, rules: credit lines as structure, and the rules by which they are read.
 */
#include <cutline/credits.h>
#include <cutline/error.h>
#include "command.h"

typedef struct {
	const char *supplier;
} CreditOptions;

static char *
joined(const GPtrArray *names)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(
			out, "%s%s", i == 0 ? "" : ", ", ((ClCreditName *)names->pdata[i])->name);
	return g_string_free(out, FALSE);
}

static void
add_row(CliTable *table, const char *what, const char *value)
{
	if (value && value[0])
		cli_table_add(table, (const char *const[]){what, value});
}

static void
add_findings(CliTable *table, const ClCredit *credit)
{
	for (guint i = 0; i < credit->findings->len; i++) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		cli_table_add(table, (const char *const[]){finding->code, finding->message});
	}
}

static void
print_credit(const CliCall *call, const ClCredit *credit)
{
	static const CliColumn columns[] = {
		{.title = "", .style = CLI_DIM}, {.title = "Credit", .min = 20}};
	g_autofree char *people = joined(credit->photographers);
	g_autofree char *distributors = joined(credit->distributors);
	g_autofree char *year = credit->year ? g_strdup_printf("%u", credit->year) : NULL;
	g_autoptr(CliTable) table = NULL;
	g_autoptr(ClJson) json = NULL;

	if (call->global->json) {
		json = cl_json_new();
		cl_credit_write_json(json, NULL, credit);
		cli_out_json(call->out, json);
		return;
	}
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	add_row(table, "print", credit->canonical);
	add_row(table, "photographer", people);
	add_row(table, "provider", credit->provider ? credit->provider->name : NULL);
	add_row(table, "delivered by", distributors);
	add_row(table, "kind", cl_credit_kind_name(credit->kind));
	add_row(table, "pool of", credit->pool_operator);
	add_row(table, "client", credit->client);
	add_row(table, "platform", credit->platform);
	add_row(table, "licence", credit->licence);
	add_row(table, "picture id", credit->supplier_id);
	add_row(table, "year", year);
	add_findings(table, credit);
	cli_table_print(table, call->out);
}

static int
run_parse(const CliCall *call, GError **error)
{
	const CreditOptions *options = call->options;
	g_autoptr(ClCreditRules) rules = cl_archive_credit_rules(call->archive, error);
	ClCreditWitnesses witnesses = {.credit = call->args[0], .supplier = options->supplier};
	g_autoptr(ClCredit) credit = NULL;

	if (!rules)
		return 8;
	credit = options->supplier ? cl_credit_merge(rules, &witnesses)
				   : cl_credit_parse(rules, call->args[0]);
	print_credit(call, credit);
	return 0;
}

static int
run_show(const CliCall *call, GError **error)
{
	g_autoptr(ClCredit) credit = cl_archive_credit(call->archive, call->args[0], error);

	if (!credit)
		return 8;
	print_credit(call, credit);
	return 0;
}

static const CliOption parse_options[] = {
	{"supplier", 0, CLI_OPTION_TEXT, G_STRUCT_OFFSET(CreditOptions, supplier), .arg = "NAME",
		.help = "who delivered the picture, if the line does not say"},
	{NULL},
};

static const CliCommand credit_parse = {
	.name = "credit parse",
	.args = "TEXT",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_IF_THERE,
	.dash_words = TRUE,
	.summary = "what a credit line says",
	.details =
		"Photographers, whose picture it is, who delivered it, and how the house prints "
		"it. "
		"Needs no archive; if there is one, its own rules are used. What is not understood stays as "
		"received, with a finding that "
		"says why; nobody is guessed.",
	.examples = "cutline credit parse \"© ABDUAZIZ MADYAROV/AFP via Getty Images\"",
	.options = parse_options,
	.options_bytes = sizeof(CreditOptions),
	.run = run_parse,
};

static const CliCommand credit_show = {
	.name = "credit show",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "what the credit of a photo says",
	.details = "Credit, by-line, source, copyright and the end of the caption together; where "
		   "they "
		   "contradict each other, a finding says so.",
	.examples = "cutline credit show 7k3m9q",
	.run = run_show,
};

static const CliCommand *const credit_commands[] = {&credit_parse, &credit_show, NULL};

const CliCommand cli_cmd_credit = {
	.name = "credit",
	.args = "parse|show …",
	.summary = "credit lines as structure",
	.details = "A credit line is read by rules about organisations and people, which are data: "
		   "see "
		   "'cutline supplier list', and 'cutline rules diff' before they are changed.",
	.commands = credit_commands,
};
