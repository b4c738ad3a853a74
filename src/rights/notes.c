/* SPDX-License-Identifier: MIT
 *
 * Where a caption holds instructions to editors: behind a heading, or between marks of a service.
 */
#include <string.h>

#include "rules.h"

/* In a caption instructions follow such a heading. In ordinary letters a word alone heads a quoted sign; and
 * what a caption begins with may go on as the caption. */
static const struct {
	const char *words;
	gboolean capitals, behind;
} headings[] = {
	{"NOTE TO EDITORS", FALSE, FALSE},
	{"NOTES TO EDITORS", FALSE, FALSE},
	{"ATTENTION EDITORS", FALSE, TRUE},
	{"EDITORS NOTE", FALSE, TRUE},
	{"EDITOR'S NOTE", FALSE, TRUE},
	{"EDITORS' NOTE", FALSE, TRUE},
	{"WICHTIGER HINWEIS", FALSE, TRUE},
	{"HINWEIS AN DIE REDAKTION", FALSE, TRUE},
	{"HINWEIS AN DIE REDAKTIONEN", FALSE, TRUE},
	{"ACHTUNG REDAKTIONEN", FALSE, TRUE},
	{"ACHTUNG", TRUE, TRUE},
	{"ATTENTION", TRUE, TRUE},
};

static gboolean
is_heading(const char *text, const char *at, gsize i)
{
	gsize n = strlen(headings[i].words);

	if ((headings[i].behind && at == text) || g_ascii_strncasecmp(at, headings[i].words, n) != 0 ||
		(headings[i].capitals && strncmp(at, headings[i].words, n) != 0))
		return FALSE;
	at += n + strspn(at + n, " ");
	return *at == ':' || g_str_has_prefix(at, "- ") || g_str_has_prefix(at, "– ");
}

/* "(EDITORS NOTE: …)" ends with its bracket, another note with the text. */
static const char *
end_of_headed(const char *text, const char *note)
{
	guint depth = 1;

	if (note == text || note[-1] != '(')
		return note + strlen(note);
	for (; *note != '\0' && depth > 0; note++)
		depth += (*note == '(') - (*note == ')');
	return note;
}

/* Between such marks, "+++ Achtung: … +++". */
static const char *
find_framed(const char *text, const char **end)
{
	const char *frame = strstr(text, "++");

	frame = frame == NULL ? NULL : frame + strspn(frame, "+");
	*end = frame == NULL ? NULL : strstr(frame, "++");
	return *end == NULL ? NULL : frame;
}

const char *
rights_find_note(const char *text, const char **end)
{
	const char *framed = find_framed(text, end);

	for (const char *at = text; *at != '\0' && (framed == NULL || at < framed); at++)
		for (gsize i = 0; i < G_N_ELEMENTS(headings); i++)
			if (g_ascii_toupper(*at) == headings[i].words[0] &&
				(at == text || !g_ascii_isalnum(at[-1])) && is_heading(text, at, i)) {
				*end = end_of_headed(text, at);
				return at;
			}
	return framed;
}
