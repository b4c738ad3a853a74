/* SPDX-License-Identifier: MIT
 *
 * The command table: everything a person can type, once. Parsing, counting of arguments, opening
 * the archive, help, manual page, markdown page and shell completion are derived from these rows;
 * there is no second text that could drift. One cmd_<name>.c a command: options → one call of the
 * archive → print.
 */
#pragma once
#include <cutline/archive.h>
#include "out.h"

/* IF_THERE: opened for reading where there is one; where there is none, call->archive is NULL. */
typedef enum { CLI_NEEDS_NOTHING, CLI_NEEDS_IF_THERE, CLI_NEEDS_READ, CLI_NEEDS_WRITE } CliNeeds;

#define CLI_LIST_MAX 64
typedef enum {
	CLI_OPTION_FLAG,   /* gboolean */
	CLI_OPTION_TEXT,   /* const char *, lent from argv */
	CLI_OPTION_LIST,   /* const char *[CLI_LIST_MAX + 1], NULL-terminated: may be given again */
	CLI_OPTION_NUMBER, /* guint; 0 = not given */
	CLI_OPTION_CHOICE  /* guint: 1 = first of `arg` ("a|b|c") …; 0 = not given */
} CliOptionKind;

/* An option, bound by offset into the zeroed options struct of its command. */
typedef struct {
	const char *name; /* without dashes; NULL ends the rows */
	char letter;      /* 0 = none */
	CliOptionKind kind;
	gsize offset;
	const char *arg; /* what help calls the value; the values of a CHOICE */
	guint min, max;  /* NUMBER */
	gboolean file;   /* the value is a path: shells complete it */
	gboolean writes; /* given, the command needs the archive for writing */
	const char *help;
} CliOption;

/* What holds for every command. */
typedef struct {
	const char *folder; /* -C */
	gboolean json;
	guint colour; /* CliColour */
	const char *actor;
	gboolean help, version;
} CliGlobal;

typedef struct CliCommand CliCommand;
typedef struct {
	const char *program;
	const CliCommand *command;
	const CliGlobal *global;
	ClArchive *archive;      /* as the command needs it */
	const char *const *args; /* NULL-terminated */
	guint n_args;
	gconstpointer options;
	CliOut *out, *err;
} CliCall;

#define CLI_ANY G_MAXUINT

struct CliCommand {
	const char *name; /* of a command in a group with the group's: "story new" */
	const char *args; /* synopsis of the arguments, "" if none */
	guint min, max;
	CliNeeds needs;
	gboolean file_args;   /* arguments are paths: shells complete them */
	gboolean dash_words;  /* "-word" is an argument (queries): short options stand alone */
	const char *summary;  /* one line, lower case, no full stop */
	const char *details;  /* paragraphs, separated by an empty line */
	const char *examples; /* command lines, one a line */
	const CliOption *options;
	gsize options_bytes;
	/* Returns the exit status; with *error set, that of the error counts. */
	int (*run)(const CliCall *call, GError **error);
	gconstpointer of; /* what tells commands apart that share `run` */
	/* A group ("story") only holds commands; NULL-terminated, in the order of help. It has no
	 * options and cannot be run. */
	const CliCommand *const *commands;
};

extern const CliCommand *const cli_commands[]; /* NULL-terminated, in the order of help */
extern const CliOption cli_global_options[];
/* Of those; NULL if there is none of that name. */
const CliCommand *cli_command_find(const char *name);
/* A command of a group by its second word. */
const CliCommand *cli_command_find_in(const CliCommand *group, const char *word);
const char *cli_command_word(const CliCommand *command); /* the last word of its name */

/* One row of "exit status" and of "environment" in help and manual. */
typedef struct {
	const char *name, *text;
} CliNote;
extern const CliNote cli_exit_notes[];
extern const CliNote cli_environment_notes[];

/* Every command, once, in the order of help. */
/* clang-format off */
#define CLI_COMMANDS(X) \
	X(init) \
	X(ingest) \
	X(search) \
	X(searches) \
	X(find) \
	X(show) \
	X(sheet) \
	X(export) \
	X(edit) \
	X(rendition) \
	X(crop) \
	X(focus) \
	X(composite) \
	X(url) \
	X(history) \
	X(lint) \
	X(story) \
	X(undo) \
	X(check_page) \
	X(template) \
	X(codes) \
	X(picklist) \
	X(kill) \
	X(unkill) \
	X(takedown) \
	X(expiring) \
	X(evidence) \
	X(hold) \
	X(purge) \
	X(retention) \
	X(protect) \
	X(unprotect) \
	X(check) \
	X(restrictions) \
	X(credit) \
	X(supplier) \
	X(rules) \
	X(licence) \
	X(house) \
	X(outlet) \
	X(grant) \
	X(deny) \
	X(stats) \
	X(verify) \
	X(rebuild) \
	X(backup) \
	X(restore) \
	X(serve) \
	X(token) \
	X(key) \
	X(doctor) \
	X(help) \
	X(version)
#define X(name) extern const CliCommand cli_cmd_##name;
CLI_COMMANDS(X)
#undef X
/* clang-format on */

/* options.c. Parse argv from *index: options into `global` and, if there is a command, `options`;
 * other words are appended to `args`. Without a command, stops at the first word. */
gboolean cli_options_parse(const CliCommand *command, char **argv, int argc, int *index,
	CliGlobal *global, gpointer options, GPtrArray *args, gboolean *writes, GError **error);
/* The name of `names` (n of them) nearest to what was typed, or NULL if none is near. */
const char *cli_nearest(const char *typed, const char *const *names, guint n);
/* The i-th value of a CHOICE ("a|b|c"), or NULL. Free with g_free. */
char *cli_choice_name(const CliOption *option, guint i);

/* when.c. "2026-01-31T18:00Z", "18:01Z" (today), "2026-01-31" (of the archive's zone; `last`: its
 * end), "now". */
gboolean cli_read_time(const CliCall *call, const char *option, const char *text, gboolean last,
	gint64 *time_us, GError **error);
/* document.c. A file whole, at most 1 MiB; "-" = standard input. Free with g_free. */
char *cli_read_file(const char *path, GError **error);
/* As it was written; with --json on one line. */
void cli_print_document(const CliCall *call, const ClDocument *document);

#define CLI_FORESEE_MAX 1000
/* changes.c. ClVerdictChange*, of n_judged photos; `limit`: at most so many are judged. */
void cli_print_changes(const CliCall *call, const GPtrArray *changes, guint n_judged, guint limit);

/* dispatch.c */
int cli_main(int argc, char **argv);

/* help.c, manual.c, completion.c: the table as text. */
void cli_help_overview(CliOut *out);
void cli_help_command(CliOut *out, const CliCommand *command);
char *cli_option_synopsis(const CliOption *option); /* "-n, --limit N" */
void cli_manual_roff(FILE *file);
void cli_manual_markdown(FILE *file);
void cli_completion_bash(FILE *file);
void cli_completion_zsh(FILE *file);
void cli_completion_fish(FILE *file);
