/* SPDX-License-Identifier: MIT
 *
 * Lines of a plain text as they were before a mail program broke them. A line was broken if the first
 * word of the next had no room in it; how wide lines are, the longest of a paragraph tells. Wider ones
 * than mail programs write were broken by people.
 */
#include <cutline/printed.h>
#include "caption_private.h"

#define MIN_WIDTH 40
#define MAX_WIDTH 100
#define MAX_LAST_WORDS 4U /* of a credit that was broken */

/* Marks of quoted mail, and a caption that is set in italics: "> *A street. © A/B*". */
static void
strip_line(char *line)
{
	gsize n;

	g_strstrip(line);
	while (line[0] == '>') {
		line[0] = ' ';
		g_strstrip(line);
	}
	n = strlen(line);
	if (n > 2 && strchr("*_", line[0]) != NULL && line[n - 1] == line[0] && line[1] != ' ') {
		line[0] = line[n - 1] = ' ';
		g_strstrip(line);
	}
}

static gboolean
has_credit(const char *line)
{
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;

	cl_printed_split(line, &caption, &credit);
	return credit != NULL;
}

static guint
count_words(const char *line)
{
	guint n = 0;

	for (const char *at = line; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
		n++;
	return n;
}

/* A list's item, an address, a picture in brackets. */
static gboolean
begins_anew(const char *line)
{
	return strchr("*-+[!<#", line[0]) != NULL || g_str_has_prefix(line, "•") ||
	       strstr(line, "://") != NULL;
}

/* Behind a credit another caption begins, unless the rest of the credit is all that is left. */
static gboolean
was_broken(char **lines, guint i, guint end, glong width)
{
	const char *line = lines[i], *next = lines[i + 1];
	glong first = g_utf8_strlen(next, (gssize)strcspn(next, " "));

	if (g_utf8_strlen(line, -1) + 1 + first <= width || begins_anew(next) || strstr(line, "://") != NULL)
		return FALSE;
	return !has_credit(line) ||
	       (i + 2 == end && count_words(next) <= MAX_LAST_WORDS && strstr(next, "©") == NULL);
}

static void
join_paragraph(char **lines, guint begin, guint end, GPtrArray *out, GArray *numbers)
{
	glong width = 0;

	for (guint i = begin; i < end; i++)
		width = MAX(width, g_utf8_strlen(lines[i], -1));
	for (guint i = begin, first = begin; i < end; first = ++i) {
		g_autoptr(GString) line = g_string_new(lines[i]);
		guint number = first + 1;

		while (width >= MIN_WIDTH && width <= MAX_WIDTH && i + 1 < end &&
			was_broken(lines, i, end, width)) {
			g_string_append_c(line, ' ');
			g_string_append(line, lines[++i]);
		}
		strip_line(line->str);
		g_ptr_array_add(out, g_strdup(line->str));
		g_array_append_val(numbers, number);
	}
}

char **
caption_lines(const char *text, GArray *numbers)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GPtrArray *out = g_ptr_array_new();
	guint end;

	for (guint i = 0; lines[i] != NULL; i++)
		strip_line(lines[i]);
	for (guint i = 0; lines[i] != NULL; i = end) {
		end = i;
		while (lines[end] != NULL && lines[end][0] != '\0')
			end++;
		join_paragraph(lines, i, end, out, numbers);
		if (lines[end] != NULL) {
			guint number = end + 1;

			g_ptr_array_add(out, g_strdup(""));
			g_array_append_val(numbers, number);
			end++;
		}
	}
	g_ptr_array_add(out, NULL);
	return (char **)g_ptr_array_free(out, FALSE);
}
