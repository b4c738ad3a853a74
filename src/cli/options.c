/* SPDX-License-Identifier: MIT
 *
 * Decides how words on the command line become options: GNU style, long and short, anywhere after
 * the command, "--" ends them. Values are written by offset into a zeroed struct; what is unknown
 * is refused with the nearest name. Knows no command.
 */
#include <cutline/error.h>
#include <string.h>
#include "command.h"

typedef struct {
	const CliCommand *command;
	char **argv;
	int argc, index;
	CliGlobal *global;
	gpointer options;
	gboolean *writes;
} Parse;

/* Levenshtein distance; words longer than the bound are simply far. */
#define NAME_MAX_CHARS 32
static guint
distance(const char *a, const char *b)
{
	guint row[NAME_MAX_CHARS + 1];
	gsize n_a = strlen(a), n_b = strlen(b);

	if (n_a > NAME_MAX_CHARS || n_b > NAME_MAX_CHARS)
		return G_MAXUINT;
	for (guint j = 0; j <= n_b; j++)
		row[j] = j;
	for (guint i = 1; i <= n_a; i++) {
		guint diagonal = row[0];

		row[0] = i;
		for (guint j = 1; j <= n_b; j++) {
			guint above = row[j];

			row[j] = MIN(
				MIN(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[n_b];
}

const char *
cli_nearest(const char *typed, const char *const *names, guint n)
{
	const char *nearest = NULL;
	guint best = MAX(1, MIN(3, (guint)strlen(typed) / 2)) + 1;

	for (guint i = 0; i < n; i++) {
		guint far = distance(typed, names[i]);

		if (strlen(typed) >= 3 && g_str_has_prefix(names[i], typed))
			far = MIN(far, 1);
		if (far < best) {
			best = far;
			nearest = names[i];
		}
	}
	return nearest;
}

char *
cli_choice_name(const CliOption *option, guint i)
{
	g_auto(GStrv) names = g_strsplit(option->arg, "|", -1);

	return i < g_strv_length(names) ? g_strdup(names[i]) : NULL;
}

static const CliOption *
find_option(const CliOption *rows, const char *name, gsize n_name, char letter)
{
	for (; rows && rows->name; rows++) {
		if (name && strlen(rows->name) == n_name && strncmp(rows->name, name, n_name) == 0)
			return rows;
		if (letter && rows->letter == letter)
			return rows;
	}
	return NULL;
}

/* The option of this command or the global one, and the struct its offset counts from. */
static const CliOption *
look_up(Parse *parse, const char *name, gsize n_name, char letter, gpointer *base)
{
	const CliOption *option = NULL;

	if (parse->command)
		option = find_option(parse->command->options, name, n_name, letter);
	*base = parse->options;
	if (!option) {
		option = find_option(cli_global_options, name, n_name, letter);
		*base = parse->global;
	}
	return option;
}

static void
set_unknown(Parse *parse, const char *typed, const char *name, GError **error)
{
	const char *names[64];
	const char *nearest;
	guint n = 0;

	if (parse->command)
		for (const CliOption *row = parse->command->options; row && row->name; row++)
			if (n < G_N_ELEMENTS(names))
				names[n++] = row->name;
	for (const CliOption *row = cli_global_options; row->name; row++)
		if (n < G_N_ELEMENTS(names))
			names[n++] = row->name;
	nearest = name ? cli_nearest(name, names, n) : NULL;
	if (nearest)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"unknown option '%s'; did you mean '--%s'?", typed, nearest);
	else if (parse->command && parse->command->dash_words)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"unknown option '%s'; put '--' before the query if it is a word of it",
			typed);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"unknown option '%s'; see 'cutline help%s%s'", typed,
			parse->command ? " " : "", parse->command ? parse->command->name : "");
}

static gboolean
set_choice(const CliOption *option, const char *value, guint *place, GError **error)
{
	g_auto(GStrv) names = g_strsplit(option->arg, "|", -1);

	for (guint i = 0; names[i]; i++) {
		if (strcmp(names[i], value) == 0) {
			*place = i + 1;
			return TRUE;
		}
	}
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--%s is one of %s, not '%s'", option->name,
		option->arg, value);
	return FALSE;
}

static gboolean
add_to_list(const CliOption *option, const char **list, const char *value, GError **error)
{
	for (guint i = 0; i < CLI_LIST_MAX; i++) {
		if (!list[i]) {
			list[i] = value;
			return TRUE;
		}
	}
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "--%s can be given %d times at most", option->name,
		CLI_LIST_MAX);
	return FALSE;
}

/* Who asks for two and is answered for the second takes the answer for both. */
static gboolean
set_text(const CliOption *option, const char **text, const char *value, GError **error)
{
	if (*text && strcmp(*text, value) != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--%s is given twice, '%s' and '%s'; ask for each by itself", option->name, *text,
			value);
		return FALSE;
	}
	*text = value;
	return TRUE;
}

static gboolean
set_value(Parse *parse, const CliOption *option, gpointer base, const char *value, GError **error)
{
	gpointer place = (char *)base + option->offset;
	guint64 number;

	if (option->writes)
		*parse->writes = TRUE;
	switch (option->kind) {
	case CLI_OPTION_FLAG:
		*(gboolean *)place = TRUE;
		return TRUE;
	case CLI_OPTION_TEXT:
		return set_text(option, place, value, error);
	case CLI_OPTION_LIST:
		return add_to_list(option, place, value, error);
	case CLI_OPTION_NUMBER:
		if (!g_ascii_string_to_unsigned(
			    value, 10, option->min, option->max, &number, NULL)) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"--%s takes a number from %u to %u, not '%s'", option->name,
				option->min, option->max, value);
			return FALSE;
		}
		*(guint *)place = (guint)number;
		return TRUE;
	case CLI_OPTION_CHOICE:
		return set_choice(option, value, place, error);
	}
	g_assert_not_reached();
}

/* The word after an option that takes a value. */
static const char *
next_word(Parse *parse, const CliOption *option, GError **error)
{
	if (parse->index + 1 < parse->argc)
		return parse->argv[++parse->index];
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--%s needs a value: --%s %s", option->name,
		option->name, option->arg);
	return NULL;
}

static gboolean
parse_long(Parse *parse, const char *word, GError **error)
{
	const char *name = word + 2, *equals = strchr(name, '=');
	gsize n_name = equals ? (gsize)(equals - name) : strlen(name);
	gpointer base;
	const CliOption *option = look_up(parse, name, n_name, 0, &base);
	const char *value = equals ? equals + 1 : NULL;

	if (!option) {
		g_autofree char *bare = g_strndup(name, n_name);

		set_unknown(parse, word, bare, error);
		return FALSE;
	}
	if (option->kind == CLI_OPTION_FLAG && value) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--%s takes no value", option->name);
		return FALSE;
	}
	if (option->kind != CLI_OPTION_FLAG && !value) {
		value = next_word(parse, option, error);
		if (!value)
			return FALSE;
	}
	return set_value(parse, option, base, value, error);
}

/* "-n", "-n5", "-n 5", "-ab". */
static gboolean
parse_short(Parse *parse, const char *word, GError **error)
{
	for (const char *letter = word + 1; *letter; letter++) {
		gpointer base;
		const CliOption *option = look_up(parse, NULL, 0, *letter, &base);
		const char *value = NULL;

		if (!option) {
			set_unknown(parse, word, NULL, error);
			return FALSE;
		}
		if (option->kind != CLI_OPTION_FLAG) {
			value = letter[1] ? letter + 1 : next_word(parse, option, error);
			if (!value)
				return FALSE;
		}
		if (!set_value(parse, option, base, value, error))
			return FALSE;
		if (value)
			break;
	}
	return TRUE;
}

gboolean
cli_options_parse(const CliCommand *command, char **argv, int argc, int *index, CliGlobal *global,
	gpointer options, GPtrArray *args, gboolean *writes, GError **error)
{
	Parse parse = {command, argv, argc, *index, global, options, writes};
	gboolean fine = TRUE, ended = FALSE;

	for (; fine && parse.index < argc; parse.index++) {
		const char *word = argv[parse.index];

		if (!ended && strcmp(word, "--") == 0) {
			ended = TRUE;
		} else if (!ended && g_str_has_prefix(word, "--")) {
			fine = parse_long(&parse, word, error);
		} else if (!ended && word[0] == '-' && word[1] &&
			   !(command && command->dash_words && word[2])) {
			fine = parse_short(&parse, word, error);
		} else {
			if (!command)
				break;
			g_ptr_array_add(args, (gpointer)word);
		}
	}
	*index = parse.index;
	return fine;
}
