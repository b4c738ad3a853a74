/* SPDX-License-Identifier: MIT
 *
 * The words of the archive are written for its commands: "…; see: cutline story list". Who asks over HTTP has
 * none; where a row of the API does what the command does, it is named instead, else the advice is left out.
 */
#include "api.h"

#include <string.h>

#define COMMAND "cutline "

/* A command as a message names it: from `start`, its quotation mark included, to before `end`. */
typedef struct {
	gsize start, words, end;
} Mention;

static gsize
word_end(const char *text, gsize at)
{
	while (text[at] != '\0' && strchr(" '`\";,)", text[at]) == NULL)
		at++;
	return at;
}

/* An option, a placeholder (ID, …, "…") or what fills a variable of the path. */
static gboolean
is_argument(const char *word, gsize n, gboolean may_fill)
{
	if (word[0] == '-' || word[0] == '"' || (guchar) word[0] >= 0x80 || g_ascii_isupper(word[0]))
		return TRUE;
	return may_fill && n > 0;
}

/* Does the message name the row's command? Where what follows its words begins, or 0. */
static gsize
behind_command(const ApiRoute *row, const char *message, const Mention *mention)
{
	const char *option = row->command == NULL ? NULL : strstr(row->command, " --");
	gsize n = row->command == NULL ? 0 : option == NULL ? strlen(row->command)
							   : (gsize) (option - row->command);
	gsize behind = mention->words + n;

	if (n == 0 || strncmp(message + mention->words, row->command, n) != 0 ||
		word_end(message, behind) != behind)
		return 0;
	return option == NULL || strstr(message + behind, option) != NULL ? behind : 0;
}

static const ApiRoute *
find_row(const char *message, const Mention *mention, gsize *behind)
{
	const ApiRoute *found = NULL;

	for (const ApiRoute *row = api_routes; row->path != NULL; row++) {
		gsize at = behind_command(row, message, mention);

		if (at == 0 || (found != NULL && strlen(found->command) >= strlen(row->command)))
			continue;
		found = row;
		*behind = at;
	}
	return found;
}

static gboolean
find_mention(const char *message, gsize from, Mention *mention)
{
	const char *at = message + from;

	while ((at = strstr(at, COMMAND)) != NULL) {
		gsize start = (gsize) (at - message);

		mention->words = start + strlen(COMMAND);
		mention->start = start > 0 && strchr("'`", message[start - 1]) != NULL ? start - 1 : start;
		if (start == 0 || strchr(" '`(", message[start - 1]) != NULL)
			return TRUE;
		at += strlen(COMMAND);
	}
	return FALSE;
}

/* The path with as many of its variables as the arguments fill. */
static void
append_path(GString *out, const ApiRoute *row, const char *message, gsize behind, Mention *mention)
{
	g_auto(GStrv) parts = g_strsplit(row->path, "{", 0);
	gboolean quoted = message[mention->start] != 'c';
	guint filled = 0;
	gsize at = behind, end;

	g_string_append_printf(out, "%s " API_PREFIX "%s", http_method_name(row->method), parts[0]);
	while (message[at] == ' ' && (end = word_end(message, at + 1), TRUE) &&
		is_argument(message + at + 1, end - at - 1, parts[filled + 1] != NULL || quoted)) {
		if (g_ascii_isalnum(message[at + 1]) && !g_ascii_isupper(message[at + 1]) &&
			parts[filled + 1] != NULL) {
			g_string_append_len(out, message + at + 1, (gssize) (end - at - 1));
			g_string_append(out, strchr(parts[++filled], '}') + 1);
		} else if (message[at + 1] == '"') {
			end = strchr(message + at + 2, '"') == NULL
				? end
				: (gsize) (strchr(message + at + 2, '"') - message) + 1;
		}
		at = end;
	}
	while (parts[filled + 1] != NULL)
		g_string_append_printf(out, "{%s", parts[++filled]);
	mention->end = quoted && message[at] == message[mention->start] ? at + 1 : at;
}

/* The advice that it belongs to goes: between two semicolons. FALSE: it is all that the message says. */
static gboolean
drop_advice(GString *out, const char *message, Mention *mention)
{
	const char *semicolon = g_strrstr(out->str, ";"), *next;

	if (semicolon == NULL)
		return FALSE;
	g_string_truncate(out, (gsize) (semicolon - out->str));
	next = strchr(message + mention->words, ';');
	mention->end = next == NULL ? strlen(message) : (gsize) (next - message);
	return TRUE;
}

char *
api_words(const char *message)
{
	GString *out = g_string_new(NULL);
	gsize at = 0;
	Mention mention;

	while (find_mention(message, at, &mention)) {
		gsize behind = 0;
		const ApiRoute *row = find_row(message, &mention, &behind);

		g_string_append_len(out, message + at, (gssize) (mention.start - at));
		if (row != NULL) {
			append_path(out, row, message, behind, &mention);
		} else if (!drop_advice(out, message, &mention)) {
			g_string_append_len(out, message + mention.start,
				(gssize) (mention.words - mention.start));
			mention.end = mention.words;
		}
		at = mention.end;
	}
	g_string_append(out, message + at);
	return g_string_free(out, FALSE);
}
