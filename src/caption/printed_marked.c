/* SPDX-License-Identifier: MIT
 *
 * Pictures of Markdown: "![A street](a.jpg)", with a title behind the address, or with the name of an
 * address that stands elsewhere: "![A street][one]" … "[one]: https://…/a.jpg". Caption and credit may stand
 * where the alternative text does.
 */
#include <cutline/printed.h>
#include <string.h>
#include "caption_private.h"

#define MAX_DEPTH 8U /* brackets in the alternative text */

/* Up to the bracket that closes it; NULL = none does. */
static const char *
closing(const char *at)
{
	guint depth = 0;

	for (; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '[' && ++depth > MAX_DEPTH)
			return NULL;
		else if (*at == ']' && depth-- == 0)
			return at;
	}
	return NULL;
}

/* "\_" stands for "_". */
static char *
unescaped(const char *text, gsize n)
{
	GString *out = g_string_sized_new(n);

	for (gsize i = 0; i < n; i++)
		if (text[i] != '\\' || i + 1 == n || !g_ascii_ispunct(text[i + 1]))
			g_string_append_c(out, text[i]);
	return g_strstrip(g_string_free(out, FALSE));
}

/* "a.jpg "A street"", "<a b.jpg> 'A street'": address and title. */
static void
read_target(const char *text, gsize n, CaptionMarked *marked)
{
	g_autofree char *target = unescaped(text, n);
	gboolean framed = target[0] == '<';
	gsize length = framed ? strcspn(target, ">") : strcspn(target, " \t");
	char *title = target + length + (framed && target[length] == '>');

	marked->url = g_strndup(target + framed, length > 0 ? length - framed : 0);
	g_strstrip(title);
	length = strlen(title);
	if (length > 2 && strchr("\"'(", title[0]) != NULL)
		marked->title = g_strndup(title + 1, length - 2);
}

/* Where the bracket of the address ends: it may hold others, and so may the title. */
static const char *
end_of_target(const char *at)
{
	guint depth = 0;
	char quote = '\0';

	for (; *at != '\0'; at++) {
		if (quote != '\0' ? *at == quote : (*at == '"' && g_ascii_isspace(at[-1])))
			quote = quote != '\0' ? '\0' : *at;
		else if (quote == '\0' && *at == '(')
			depth++;
		else if (quote == '\0' && *at == ')' && depth-- == 0)
			return at;
	}
	return NULL;
}

void
caption_marked_clear(CaptionMarked *marked)
{
	g_clear_pointer(&marked->alt, g_free);
	g_clear_pointer(&marked->url, g_free);
	g_clear_pointer(&marked->title, g_free);
	g_clear_pointer(&marked->name, g_free);
}

gboolean
caption_marked_next(const char **at, CaptionMarked *marked)
{
	const char *begin = *at, *end, *close;

	while ((begin = strstr(begin, "![")) != NULL) {
		begin += 2;
		end = closing(begin);
		if (end == NULL)
			continue;
		close = end[1] == '(' ? end_of_target(end + 2) : end[1] == '[' ? strchr(end + 2, ']') : end;
		if (close == NULL)
			continue;
		caption_marked_clear(marked);
		marked->alt = unescaped(begin, (gsize)(end - begin));
		if (end[1] == '(')
			read_target(end + 2, (gsize)(close - end) - 2, marked);
		else if (close > end + 2)
			marked->name = g_ascii_strdown(end + 2, close - end - 2);
		else
			marked->name = g_ascii_strdown(begin, end - begin);
		*at = close + 1;
		return TRUE;
	}
	return FALSE;
}

gboolean
caption_marked_open(const char *line)
{
	const char *last = g_strrstr(line, "![");

	return last != NULL && closing(last + 2) == NULL;
}

gboolean
caption_marked_address(const char *line, CaptionMarked *marked)
{
	const char *end = line[0] == '[' ? strstr(line, "]:") : NULL;

	if (end == NULL || end == line + 1)
		return FALSE;
	caption_marked_clear(marked);
	marked->name = g_ascii_strdown(line + 1, end - line - 1);
	read_target(end + 2, strlen(end + 2), marked);
	return strstr(marked->url, "://") != NULL || cl_printed_is_file(marked->url);
}
