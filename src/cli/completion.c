/* SPDX-License-Identifier: MIT
 *
 * The command table as completion for bash, zsh and fish. Decides each shell's syntax only.
 */
#include <string.h>
#include "command.h"

/* All options of a group's commands, each name once: shells complete them behind the group. Free
 * with g_free. */
static CliOption *
options_of(const CliCommand *command)
{
	GArray *all = g_array_new(TRUE, TRUE, sizeof(CliOption));
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (const CliOption *row = command->options; row && row->name; row++)
		g_array_append_vals(all, row, 1);
	for (guint i = 0; command->commands && command->commands[i]; i++)
		for (const CliOption *row = command->commands[i]->options; row && row->name; row++)
			if (g_hash_table_add(seen, (gpointer)row->name))
				g_array_append_vals(all, row, 1);
	return (CliOption *)g_array_free(all, FALSE);
}

/* "new add": the words that may stand behind a group's. */
static void
print_words(FILE *file, const CliCommand *group)
{
	for (guint i = 0; group->commands && group->commands[i]; i++)
		fprintf(file, "%s%s", i ? " " : "", cli_command_word(group->commands[i]));
}

static gboolean
takes_files(const CliCommand *command)
{
	gboolean files = command->file_args;

	for (guint i = 0; command->commands && command->commands[i]; i++)
		files = files || command->commands[i]->file_args;
	return files;
}

/* --- bash ---------------------------------------------------------------------------------- */

static void
bash_values(FILE *file, const CliOption *rows)
{
	for (; rows && rows->name; rows++) {
		g_autofree char *values =
			rows->arg ? g_strdelimit(g_strdup(rows->arg), "|", ' ') : NULL;

		if (!rows->arg)
			continue;
		fprintf(file, "\t\t%s%.*s%s--%s)\n", rows->letter ? "-" : "", rows->letter ? 1 : 0,
			&rows->letter, rows->letter ? "|" : "", rows->name);
		if (rows->kind == CLI_OPTION_CHOICE)
			fprintf(file,
				"\t\t\tCOMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n",
				values);
		else if (rows->file)
			fputs("\t\t\tCOMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n", file);
		else
			fputs("\t\t\treturn ;;\n", file);
	}
}

static void
bash_words(FILE *file, const CliOption *rows)
{
	for (; rows && rows->name; rows++)
		fprintf(file, " --%s", rows->name);
}

void
cli_completion_bash(FILE *file)
{
	fputs("# bash completion for cutline, printed by 'cutline help --completion bash'\n"
	      "_cutline()\n{\n"
	      "\tlocal cur=\"${COMP_WORDS[COMP_CWORD]}\" prev=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
	      "\tlocal command= words= i\n"
	      "\tCOMPREPLY=()\n"
	      "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	      "\t\tcase \"${COMP_WORDS[i]}\" in\n"
	      "\t\t-C|--archive|--color|--as) ((i++)) ;;\n"
	      "\t\t-*) ;;\n"
	      "\t\t*) command=\"${COMP_WORDS[i]}\"; break ;;\n"
	      "\t\tesac\n\tdone\n"
	      "\tcase \"$prev\" in\n",
		file);
	bash_values(file, cli_global_options);
	fputs("\tesac\n\tcase \"$command\" in\n\t'') words='", file);
	for (guint i = 0; cli_commands[i]; i++)
		fprintf(file, "%s%s", i ? " " : "", cli_commands[i]->name);
	fputs("' ;;\n", file);
	for (guint i = 0; cli_commands[i]; i++) {
		const CliCommand *command = cli_commands[i];
		g_autofree CliOption *options = options_of(command);

		fprintf(file, "\t%s)\n\t\tcase \"$prev\" in\n", command->name);
		bash_values(file, options);
		fputs("\t\tesac\n\t\twords='", file);
		print_words(file, command);
		bash_words(file, options);
		if (command == &cli_cmd_help)
			for (guint j = 0; cli_commands[j]; j++)
				fprintf(file, " %s", cli_commands[j]->name);
		fputs("'\n", file);
		if (takes_files(command))
			fputs("\t\t[[ $cur == -* ]] || { COMPREPLY=($(compgen -f -- \"$cur\")); "
			      "return; }\n",
				file);
		fputs("\t\t;;\n", file);
	}
	fputs("\tesac\n\tCOMPREPLY=($(compgen -W \"$words", file);
	bash_words(file, cli_global_options);
	fputs("\" -- \"$cur\"))\n}\ncomplete -o filenames -F _cutline cutline\n", file);
}

/* --- zsh ----------------------------------------------------------------------------------- */

/* Inside '…[…]': quotes, brackets and colons have meanings. */
static void
zsh_text(FILE *file, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", file);
		else if (strchr("[]:", *text))
			fprintf(file, "\\%c", *text);
		else
			fputc(*text, file);
	}
}

static void
zsh_spec(FILE *file, const CliOption *option, const char *dashes, const char *name)
{
	fprintf(file, " \\\n\t\t'%s%s%s[", dashes, name,
		option->arg && strlen(dashes) == 2 ? "="
		: option->arg                      ? "+"
						   : "");
	zsh_text(file, option->help);
	fputc(']', file);
	if (option->kind == CLI_OPTION_CHOICE) {
		g_autofree char *values = g_strdelimit(g_strdup(option->arg), "|", ' ');

		fprintf(file, ":value:(%s)", values);
	} else if (option->arg) {
		fprintf(file, ":%s:%s", option->arg, option->file ? "_files" : "");
	}
	fputc('\'', file);
}

static void
zsh_options(FILE *file, const CliOption *rows)
{
	for (; rows && rows->name; rows++) {
		char letter[2] = {rows->letter, '\0'};

		zsh_spec(file, rows, "--", rows->name);
		if (rows->letter)
			zsh_spec(file, rows, "-", letter);
	}
}

void
cli_completion_zsh(FILE *file)
{
	fputs("#compdef cutline\n# printed by 'cutline help --completion zsh'\n_cutline()\n{\n"
	      "\tlocal context state state_descr line\n\ttypeset -A opt_args\n"
	      "\tlocal -a commands=(\n",
		file);
	for (guint i = 0; cli_commands[i]; i++) {
		fprintf(file, "\t\t'%s:", cli_commands[i]->name);
		zsh_text(file, cli_commands[i]->summary);
		fputs("'\n", file);
	}
	fputs("\t)\n\t_arguments -C", file);
	zsh_options(file, cli_global_options);
	fputs(" \\\n\t\t'1:command:->command' '*::argument:->argument'\n\tcase $state in\n"
	      "\tcommand) _describe command commands ;;\n\targument)\n\t\tcase $line[1] in\n",
		file);
	for (guint i = 0; cli_commands[i]; i++) {
		const CliCommand *command = cli_commands[i];
		g_autofree CliOption *options = options_of(command);

		fprintf(file, "\t\t%s) _arguments", command->name);
		zsh_options(file, options);
		zsh_options(file, cli_global_options);
		if (command == &cli_cmd_help) {
			fputs(" \\\n\t\t'1:command:(", file);
			for (guint j = 0; cli_commands[j]; j++)
				fprintf(file, "%s%s", j ? " " : "", cli_commands[j]->name);
			fputs(")'", file);
		} else {
			if (command->commands) {
				fputs(" \\\n\t\t'1:command:(", file);
				print_words(file, command);
				fputs(")'", file);
			}
			fprintf(file, " \\\n\t\t'*:argument:%s'",
				takes_files(command) ? "_files" : "");
		}
		fputs(" ;;\n", file);
	}
	fputs("\t\tesac ;;\n\tesac\n}\n"
	      "if [ \"$funcstack[1]\" = _cutline ]; then _cutline \"$@\"; else compdef _cutline "
	      "cutline; "
	      "fi\n",
		file);
}

/* --- fish ---------------------------------------------------------------------------------- */

static void
fish_text(FILE *file, const char *text)
{
	fputc('\'', file);
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			fputc('\\', file);
		fputc(*text, file);
	}
	fputc('\'', file);
}

static void
fish_options(FILE *file, const CliOption *rows, const char *command)
{
	for (; rows && rows->name; rows++) {
		fputs("complete -c cutline", file);
		if (command)
			fprintf(file, " -n '__fish_seen_subcommand_from %s'", command);
		fprintf(file, " -l %s", rows->name);
		if (rows->letter)
			fprintf(file, " -s %c", rows->letter);
		if (rows->kind == CLI_OPTION_CHOICE) {
			g_autofree char *values = g_strdelimit(g_strdup(rows->arg), "|", ' ');

			fprintf(file, " -x -a '%s'", values);
		} else if (rows->arg) {
			fputs(rows->file ? " -r -F" : " -x", file);
		}
		fputs(" -d ", file);
		fish_text(file, rows->help);
		fputc('\n', file);
	}
}

void
cli_completion_fish(FILE *file)
{
	fputs("# fish completion for cutline, printed by 'cutline help --completion fish'\n"
	      "complete -c cutline -f\n",
		file);
	fish_options(file, cli_global_options, NULL);
	for (guint i = 0; cli_commands[i]; i++) {
		const CliCommand *command = cli_commands[i];
		g_autofree CliOption *options = options_of(command);

		fprintf(file, "complete -c cutline -n __fish_use_subcommand -a %s -d ",
			command->name);
		fish_text(file, command->summary);
		fputc('\n', file);
		fish_options(file, options, command->name);
		if (command->commands) {
			fprintf(file, "complete -c cutline -n '__fish_seen_subcommand_from %s' -a '",
				command->name);
			print_words(file, command);
			fputs("'\n", file);
		}
		if (takes_files(command))
			fprintf(file,
				"complete -c cutline -n '__fish_seen_subcommand_from %s' -F\n",
				command->name);
	}
	fputs("complete -c cutline -n '__fish_seen_subcommand_from help' -a '", file);
	for (guint i = 0; cli_commands[i]; i++)
		fprintf(file, "%s%s", i ? " " : "", cli_commands[i]->name);
	fputs("'\n", file);
}
