/* SPDX-License-Identifier: MIT
 *
 * The command table as a manual page (roff, man macros) and as a page of Markdown. Decides
 * mark-up only; every word comes from the table.
 */
#include <string.h>
#include "command.h"

/* roff: a backslash escapes, a full stop or apostrophe at the start of a line commands, and a
 * bare "-" may be typeset as a hyphen that cannot be pasted. */
static void
roff_text(FILE *file, const char *text)
{
	gboolean line_start = TRUE;

	for (; *text; text++) {
		if (line_start && (*text == '.' || *text == '\''))
			fputs("\\&", file);
		if (*text == '\\')
			fputs("\\e", file);
		else if (*text == '-')
			fputs("\\-", file);
		else
			fputc(*text, file);
		line_start = *text == '\n';
	}
}

static void
roff_paragraphs(FILE *file, const char *text)
{
	g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);

	for (guint i = 0; paragraphs[i]; i++) {
		fputs(".PP\n", file);
		roff_text(file, paragraphs[i]);
		fputc('\n', file);
	}
}

static void
roff_pair(FILE *file, const char *left, const char *text)
{
	fputs(".TP\n.B ", file);
	roff_text(file, left);
	fputc('\n', file);
	roff_text(file, text);
	fputc('\n', file);
}

static void
roff_options(FILE *file, const CliOption *rows)
{
	for (; rows && rows->name; rows++) {
		g_autofree char *synopsis = cli_option_synopsis(rows);

		roff_pair(file, synopsis, rows->help);
	}
}

static void
roff_command(FILE *file, const CliCommand *command)
{
	g_autofree char *summary = g_strdup(command->summary);

	summary[0] = g_ascii_toupper(summary[0]);
	fprintf(file, ".SS \"cutline %s%s", command->name, *command->args ? " " : "");
	roff_text(file, command->args);
	fputs("\"\n", file);
	roff_text(file, summary);
	fputs(".\n", file);
	roff_paragraphs(file, command->details);
	roff_options(file, command->options);
	if (command->examples) {
		fputs(".PP\nExamples:\n.PP\n.nf\n.RS 4\n", file);
		roff_text(file, command->examples);
		fputs("\n.RE\n.fi\n", file);
	}
}

void
cli_manual_roff(FILE *file)
{
	fprintf(file, ".TH CUTLINE 1 \"\" \"cutline %s\" \"Cutline\"\n", CUTLINE_VERSION);
	fputs(".ad l\n.SH NAME\ncutline \\- keep press photographs and all that they say\n", file);
	fputs(".SH SYNOPSIS\n.B cutline\n[\\-C DIR] [\\-\\-json] COMMAND [OPTION...] "
	      "[ARGUMENT...]\n",
		file);
	fputs(".SH DESCRIPTION\nCutline is an archive of press photographs. It keeps every "
	      "original as "
	      "it was received, every fact it states with its origin, and finds it again by what "
	      "it "
	      "says.\n",
		file);
	fputs(".SH OPTIONS\nThese stand before or after any command.\n", file);
	roff_options(file, cli_global_options);
	fputs(".SH COMMANDS\n", file);
	for (guint i = 0; cli_commands[i]; i++) {
		roff_command(file, cli_commands[i]);
		for (guint j = 0; cli_commands[i]->commands && cli_commands[i]->commands[j]; j++)
			roff_command(file, cli_commands[i]->commands[j]);
	}
	fputs(".SH EXIT STATUS\n", file);
	for (const CliNote *note = cli_exit_notes; note->name; note++)
		roff_pair(file, note->name, note->text);
	fputs(".SH ENVIRONMENT\n", file);
	for (const CliNote *note = cli_environment_notes; note->name; note++)
		roff_pair(file, note->name, note->text);
}

static void
markdown_options(FILE *file, const CliOption *rows)
{
	if (!rows)
		return;
	fputs("\n| option | |\n|---|---|\n", file);
	for (; rows->name; rows++) {
		g_autofree char *synopsis = cli_option_synopsis(rows);
		g_auto(GStrv) bars = g_strsplit(synopsis, "|", -1);
		/* A bar ends a cell, also inside code. */
		g_autofree char *escaped = g_strjoinv("\\|", bars);

		fprintf(file, "| `%s` | %s |\n", escaped, rows->help);
	}
}

static void
markdown_command(FILE *file, const CliCommand *command, const char *level)
{
	fprintf(file, "\n%s %s\n\n`cutline %s%s%s%s`: %s.\n\n%s\n", level, command->name,
		command->name, command->options ? " [OPTION...]" : "", *command->args ? " " : "",
		command->args, command->summary, command->details);
	markdown_options(file, command->options);
	if (command->examples)
		fprintf(file, "\n```\n%s\n```\n", command->examples);
}

void
cli_manual_markdown(FILE *file)
{
	fputs("# Commands\n\nPrinted by `cutline help --markdown` from the command table in "
	      "`src/cli`; "
	      "a test compares the two.\n\n`cutline [-C DIR] [--json] COMMAND [OPTION...] "
	      "[ARGUMENT...]`\n\n## Options of every command\n",
		file);
	markdown_options(file, cli_global_options);
	for (guint i = 0; cli_commands[i]; i++) {
		markdown_command(file, cli_commands[i], "##");
		for (guint j = 0; cli_commands[i]->commands && cli_commands[i]->commands[j]; j++)
			markdown_command(file, cli_commands[i]->commands[j], "###");
	}
	fputs("\n## Exit status\n\n| status | |\n|---|---|\n", file);
	for (const CliNote *note = cli_exit_notes; note->name; note++)
		fprintf(file, "| %s | %s |\n", note->name, note->text);
	fputs("\n## Environment\n\n| variable | |\n|---|---|\n", file);
	for (const CliNote *note = cli_environment_notes; note->name; note++)
		fprintf(file, "| `%s` | %s |\n", note->name, note->text);
}
