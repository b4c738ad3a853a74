/* SPDX-License-Identifier: MIT
 *
 * Decides what happens between argv and a command: find it, parse its options, count its
 * arguments, open the archive as it needs, run it, and turn the outcome into one line on stderr
 * and an exit status. Knows no command's meaning.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include "command.h"

#define ACTOR_MAX_BYTES 128

const CliCommand *const cli_commands[] = {
#define X(name) &cli_cmd_##name,
	CLI_COMMANDS(X)
#undef X
	NULL,
};

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(CliGlobal, member)
const CliOption cli_global_options[] = {
	{"archive", 'C', CLI_OPTION_TEXT, OPT(folder), .arg = "DIR", .file = TRUE,
		.help = "the archive's folder; else $CUTLINE_ARCHIVE, else the user's data folder"},
	{"json", 0, CLI_OPTION_FLAG, OPT(json),
		.help = "one JSON object a line on standard output"},
	{"color", 0, CLI_OPTION_CHOICE, OPT(colour), .arg = "auto|always|never",
		.help = "colours; auto: on a terminal, unless NO_COLOR is set"},
	{"as", 0, CLI_OPTION_TEXT, OPT(actor), .arg = "USER",
		.help = "the name that the history records, for scripts that act for somebody"},
	{"help", 'h', CLI_OPTION_FLAG, OPT(help), .help = "help on the command"},
	{"version", 'V', CLI_OPTION_FLAG, OPT(version), .help = "the program's version"},
	{NULL},
};
#undef OPT

const CliNote cli_exit_notes[] = {
	{"0", "yes, or all is fine"},
	{"1", "done, but something was rejected, held, found damaged or left undone"},
	{"2", "the command line cannot be understood"},
	{"3", "there is no such photo, file or archive"},
	{"4", "denied"},
	{"5", "a person must decide"},
	{"6", "the input is damaged or of an unsupported kind"},
	{"7", "a limit on size or time was reached"},
	{"8", "reading or writing failed"},
	{"9", "the archive or the machine is busy: try again"},
	{NULL, NULL},
};

const CliNote cli_environment_notes[] = {
	{"CUTLINE_ARCHIVE", "the archive's folder where -C is not given"},
	{"NO_COLOR", "no colours if set to anything"},
	{"COLUMNS", "width of tables where standard output is no terminal (else 100)"},
	{NULL, NULL},
};
/* clang-format on */

const CliCommand *
cli_command_find(const char *name)
{
	for (guint i = 0; cli_commands[i]; i++)
		if (strcmp(cli_commands[i]->name, name) == 0)
			return cli_commands[i];
	return NULL;
}

const char *
cli_command_word(const CliCommand *command)
{
	const char *blank = strrchr(command->name, ' ');

	return blank ? blank + 1 : command->name;
}

const CliCommand *
cli_command_find_in(const CliCommand *group, const char *word)
{
	for (guint i = 0; group->commands[i]; i++)
		if (strcmp(cli_command_word(group->commands[i]), word) == 0)
			return group->commands[i];
	return NULL;
}

/* `group` NULL: of all commands. */
static void
set_unknown_command(const CliCommand *group, const char *typed, GError **error)
{
	const CliCommand *const *commands = group ? group->commands : cli_commands;
	g_autofree char *words = group ? g_strconcat(group->name, " ", NULL) : g_strdup("");
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	const char *nearest;

	for (guint i = 0; commands[i]; i++)
		g_ptr_array_add(names, (gpointer)cli_command_word(commands[i]));
	nearest = cli_nearest(typed, (const char *const *)names->pdata, names->len);
	if (nearest)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"unknown command '%s%s'; did you mean 'cutline %s%s'?", words, typed, words,
			nearest);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"unknown command '%s%s'; 'cutline help%s%s' lists them", words, typed,
			group ? " " : "", group ? group->name : "");
}

/* The word behind a group's, and global options before it. NULL with an error; the group itself
 * where only help is wanted. */
static const CliCommand *
find_in_group(const CliCommand *group, char **argv, int argc, int *index, CliGlobal *global,
	GError **error)
{
	const CliCommand *command;
	gboolean writes = FALSE;

	if (!cli_options_parse(NULL, argv, argc, index, global, NULL, NULL, &writes, error))
		return NULL;
	if (global->help || global->version)
		return group;
	if (*index >= argc) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what to do: cutline %s %s; 'cutline help %s' tells more", group->name,
			group->args, group->name);
		return NULL;
	}
	command = cli_command_find_in(group, argv[*index]);
	if (!command)
		set_unknown_command(group, argv[*index], error);
	++*index;
	return command;
}

static gboolean
count_args(const CliCommand *command, const GPtrArray *args, GError **error)
{
	if (args->len >= command->min && args->len <= command->max)
		return TRUE;
	if (args->len > command->max && command->max == 0)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"takes no argument, but '%s' was given", (const char *)args->pdata[0]);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"too %s arguments; the command is: cutline %s %s",
			args->len < command->min ? "few" : "many", command->name, command->args);
	return FALSE;
}

static gboolean
open_archive(const CliCommand *command, const CliGlobal *global, gboolean writes, CliCall *call,
	GError **error)
{
	g_autofree char *path = NULL;
	CliNeeds needs = writes ? CLI_NEEDS_WRITE : command->needs;
	GError *why = NULL;

	if (needs == CLI_NEEDS_NOTHING)
		return TRUE;
	if (global->actor &&
		(cl_text_is_blank(global->actor) || strlen(global->actor) > ACTOR_MAX_BYTES ||
			!g_utf8_validate(global->actor, -1, NULL))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--as takes a name of at most %d bytes", ACTOR_MAX_BYTES);
		return FALSE;
	}
	path = cl_archive_path(global->folder);
	call->archive = cl_archive_open(
		path, needs == CLI_NEEDS_WRITE ? CL_ARCHIVE_WRITE : CL_ARCHIVE_READ, &why);
	if (needs == CLI_NEEDS_IF_THERE && !global->folder &&
		g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)) {
		g_error_free(why);
		return TRUE;
	}
	if (!call->archive) {
		g_propagate_error(error, why);
		return FALSE;
	}
	if (global->actor)
		cl_archive_set_actor(call->archive, global->actor);
	return TRUE;
}

/* An answer that did not arrive, since a disk is full, is a failure; a reader that went away (head) has had
 * enough of it. */
static int
flush_out(const CliOut *out, const CliOut *err, const char *command, int status)
{
	gboolean failed = fflush(out->file) != 0 || ferror(out->file);
	int saved = errno;

	g_autoptr(GError) error = NULL;

	if (!failed || saved == EPIPE)
		return status;
	cl_error_set_errno(&error, saved, "standard output");
	cli_out_error(err, command, error->message);
	return 8;
}

static int
run_command(const CliCommand *command, CliCall *call, char **argv, int argc, int index,
	CliGlobal *global, GError **error)
{
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	g_autofree gpointer options = g_malloc0(MAX(command->options_bytes, 1));
	g_autoptr(ClArchive) archive = NULL;
	gboolean writes = FALSE;
	int status;

	if (!cli_options_parse(command, argv, argc, &index, global, options, args, &writes, error))
		return 2;
	cli_out_init(call->out, stdout, global->colour);
	cli_out_init(call->err, stderr, global->colour);
	if (global->help) {
		cli_help_command(call->out, command);
		return 0;
	}
	if (global->version)
		return cli_cmd_version.run(call, error);
	if (!count_args(command, args, error))
		return 2;
	if (!open_archive(command, global, writes, call, error))
		return 8;
	archive = call->archive;
	call->n_args = args->len;
	g_ptr_array_add(args, NULL);
	call->args = (const char *const *)args->pdata;
	call->options = options;
	status = command->run(call, error);
	return status;
}

/* What stands before the command: global options. */
static const CliCommand *
find_command(char **argv, int argc, int *index, CliGlobal *global, GError **error)
{
	const CliCommand *command;
	gboolean writes = FALSE;

	if (!cli_options_parse(NULL, argv, argc, index, global, NULL, NULL, &writes, error))
		return NULL;
	if (*index >= argc) {
		if (global->version)
			return &cli_cmd_version;
		if (global->help) {
			global->help = FALSE;
			return &cli_cmd_help;
		}
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"no command given; 'cutline help' lists them");
		return NULL;
	}
	command = cli_command_find(argv[*index]);
	if (!command)
		set_unknown_command(NULL, argv[*index], error);
	++*index;
	if (command && command->commands)
		return find_in_group(command, argv, argc, index, global, error);
	return command;
}

int
cli_main(int argc, char **argv)
{
	CliGlobal global = {0};
	CliOut out, err;
	CliCall call = {.program = argv[0], .global = &global, .out = &out, .err = &err};
	const CliCommand *command;
	g_autoptr(GError) error = NULL;
	int index = 1, status = 2;

	/* A reader that goes away is an error of writing, no death in the middle of an ingest. */
	signal(SIGPIPE, SIG_IGN);
	cli_out_init(&out, stdout, CLI_COLOUR_AUTO);
	cli_out_init(&err, stderr, CLI_COLOUR_AUTO);
	call.command = command = find_command(argv, argc, &index, &global, &error);
	if (command && index > argc)
		index = argc;
	if (command)
		status = run_command(command, &call, argv, argc, index, &global, &error);
	if (error) {
		cli_out_error(&err, command ? command->name : NULL, error->message);
		status = cl_error_exit_status(error);
	}
	return flush_out(&out, &err, command ? command->name : NULL, status);
}
