/* SPDX-License-Identifier: MIT
 *
 * The command table as help on a terminal, and the commands help and version. Decides layout
 * only; every word comes from the table.
 */
#include <cutline/error.h>
#include <string.h>
#include "command.h"

typedef struct {
	gboolean man, markdown;
	guint shell;
} HelpOptions;

char *
cli_option_synopsis(const CliOption *option)
{
	GString *text = g_string_new(NULL);

	if (option->letter)
		g_string_append_printf(text, "-%c, ", option->letter);
	g_string_append_printf(text, "--%s", option->name);
	if (option->arg)
		g_string_append_printf(text, " %s", option->arg);
	return g_string_free(text, FALSE);
}

/* "  left        text", the text wrapped beside. */
static void
print_pair(CliOut *out, const char *left, guint width, const char *text)
{
	guint taken = 2 + (guint)strlen(left);

	fprintf(out->file, "  %s%s%s", cli_style_on(out, CLI_GREEN), left,
		cli_style_off(out, CLI_GREEN));
	if (taken + 2 > width) {
		fputc('\n', out->file);
		taken = 0;
	}
	cli_out_wrapped(out, width, taken, text);
}

static void
print_options(CliOut *out, const CliOption *rows)
{
	for (; rows && rows->name; rows++) {
		g_autofree char *synopsis = cli_option_synopsis(rows);

		print_pair(out, synopsis, 29, rows->help);
	}
}

static void
print_notes(CliOut *out, const CliNote *rows, guint width)
{
	for (; rows->name; rows++)
		print_pair(out, rows->name, width, rows->text);
}

void
cli_help_overview(CliOut *out)
{
	fputs("Cutline keeps press photographs, what they say and where each fact came from.\n\n"
	      "usage: cutline [-C DIR] [--json] COMMAND [OPTION...] [ARGUMENT...]\n",
		out->file);
	cli_out_heading(out, "Commands");
	for (guint i = 0; cli_commands[i]; i++)
		print_pair(out, cli_commands[i]->name, 16, cli_commands[i]->summary);
	cli_out_heading(out, "Options of every command");
	print_options(out, cli_global_options);
	cli_out_heading(out, "Exit status");
	print_notes(out, cli_exit_notes, 12);
	fputs("\n'cutline help COMMAND' tells more; 'man cutline' tells all.\n", out->file);
}

void
cli_help_command(CliOut *out, const CliCommand *command)
{
	g_auto(GStrv) paragraphs = g_strsplit(command->details, "\n\n", -1);

	fprintf(out->file, "cutline %s: %s\n\nusage: cutline %s%s%s%s\n", command->name,
		command->summary, command->name, command->options ? " [OPTION...]" : "",
		*command->args ? " " : "", command->args);
	for (guint i = 0; paragraphs[i]; i++) {
		fputc('\n', out->file);
		cli_out_wrapped(out, 0, 0, paragraphs[i]);
	}
	if (command->commands) {
		cli_out_heading(out, "Commands");
		for (guint i = 0; command->commands[i]; i++)
			print_pair(out, command->commands[i]->name, 20, command->commands[i]->summary);
	}
	if (command->options) {
		cli_out_heading(out, "Options");
		print_options(out, command->options);
	}
	cli_out_heading(out, "Options of every command");
	print_options(out, cli_global_options);
	if (command->examples) {
		g_auto(GStrv) lines = g_strsplit(command->examples, "\n", -1);

		cli_out_heading(out, "Examples");
		for (guint i = 0; lines[i]; i++)
			fprintf(out->file, "  %s\n", lines[i]);
	}
}

static int
run_help(const CliCall *call, GError **error)
{
	const HelpOptions *options = call->options;
	static void (*const shells[])(FILE *) = {
		cli_completion_bash,
		cli_completion_zsh,
		cli_completion_fish,
	};
	const CliCommand *command;

	if (options->man) {
		cli_manual_roff(call->out->file);
		return 0;
	}
	if (options->markdown) {
		cli_manual_markdown(call->out->file);
		return 0;
	}
	if (options->shell) {
		shells[options->shell - 1](call->out->file);
		return 0;
	}
	if (call->n_args == 0) {
		cli_help_overview(call->out);
		return 0;
	}
	command = cli_command_find(call->args[0]);
	if (command && call->n_args > 1)
		command = command->commands ? cli_command_find_in(command, call->args[1]) : NULL;
	if (!command) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"no command is called '%s%s%s'; 'cutline help' lists them", call->args[0],
			call->n_args > 1 ? " " : "", call->n_args > 1 ? call->args[1] : "");
		return 2;
	}
	cli_help_command(call->out, command);
	return 0;
}

static int
run_version(const CliCall *call, GError **error)
{
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "version", CUTLINE_VERSION);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
	} else {
		fprintf(call->out->file, "cutline %s\n", CUTLINE_VERSION);
	}
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(HelpOptions, member)
static const CliOption help_options[] = {
	{"man", 0, CLI_OPTION_FLAG, OPT(man), .help = "the manual page cutline(1), in roff"},
	{"markdown", 0, CLI_OPTION_FLAG, OPT(markdown),
		.help = "all commands as one page of Markdown"},
	{"completion", 0, CLI_OPTION_CHOICE, OPT(shell), .arg = "bash|zsh|fish",
		.help = "completion for this shell"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_help = {
	.name = "help",
	.args = "[COMMAND]",
	.max = 2,
	.summary = "what the commands do",
	.details =
		"Without a command, lists all of them.\n\n"
		"The manual page and the shell completions come from the same table as this text; "
		"a package installs them.",
	.examples = "cutline help search\nsource <(cutline help --completion bash)",
	.options = help_options,
	.options_bytes = sizeof(HelpOptions),
	.run = run_help,
};

const CliCommand cli_cmd_version = {
	.name = "version",
	.args = "",
	.summary = "the program's version",
	.details = "Prints the name and version of this program.",
	.run = run_version,
};
