/* SPDX-License-Identifier: MIT
 *
 * Where a caption holds instructions to editors: behind a heading, between marks of a service, or in a
 * sentence that says of the photograph how it may be used.
 */
#include <string.h>

#include "rules.h"

/* In a caption instructions follow such a heading: to the end of the text, unless a sentence of it may come
 * first, or a word that is no more than a warning heads them; then they are one statement. */
typedef enum {
	TO_END,	 /* wherever it stands, in any letters */
	EDITORS, /* says to whom: to the end behind the caption's sentence */
	WORD,	 /* so does a word in capitals; in ordinary letters it heads a quoted sign, too */
	WARNING	 /* the same; where it begins a statement it needs no sign */
} Heads;
static const struct {
	const char *words;
	Heads heads;
} headings[] = {
	{"NOTE TO EDITORS", TO_END},
	{"NOTES TO EDITORS", TO_END},
	{"ATTENTION EDITORS", EDITORS},
	{"ATTENTION, EDITORS", EDITORS},
	{"ATTN EDITORS", EDITORS},
	{"EDITORS NOTE", EDITORS},
	{"EDITOR'S NOTE", EDITORS},
	{"EDITORS' NOTE", EDITORS},
	{"WICHTIGER HINWEIS", EDITORS},
	{"HINWEIS AN DIE REDAKTION", EDITORS},
	{"HINWEIS AN DIE REDAKTIONEN", EDITORS},
	{"ACHTUNG REDAKTIONEN", EDITORS},
	{"ACHTUNG REDAKTION", EDITORS},
	{"ACHTUNG", WARNING},
	{"ATTENTION", WORD},
	{"HINWEIS", WORD},
};

typedef struct {
	const char *note; /* behind the heading and its sign */
	gboolean capitals, sign;
} Heading;

static gboolean
read_heading(const char *at, gsize i, Heading *heading)
{
	gsize n = strlen(headings[i].words);

	if (g_ascii_strncasecmp(at, headings[i].words, n) != 0 || g_ascii_isalpha(at[n]))
		return FALSE;
	heading->capitals = strncmp(at, headings[i].words, n) == 0;
	at += n;
	heading->note = at + strspn(at, " ");
	heading->sign = strchr(":!", *heading->note) != NULL || g_str_has_prefix(heading->note, "- ") ||
			g_str_has_prefix(heading->note, "– ");
	if (*heading->note == '\0' || (!heading->sign && !g_ascii_isspace(*at)))
		return FALSE;
	heading->note = heading->sign ? g_utf8_next_char(heading->note) : at;
	return TRUE;
}

/* Nothing before it, or what ends a statement. */
static gboolean
begins_statement(const char *text, const char *at)
{
	while (at > text && at[-1] == ' ')
		at--;
	return at == text || strchr(".!?:;)]*(\n\r-/|", at[-1]) != NULL ||
	       (at - text >= 3 && g_str_has_prefix(at - 3, "–"));
}

static const char *
end_of_statement(const char *note)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(note, NULL);

	for (guint i = 1; i < tokens->tokens->len; i++) {
		const RightsToken *token = rights_token(tokens, i);

		if (token->before == RIGHTS_BREAK_LINE || token->before == RIGHTS_BREAK_STOP)
			return note + token->start;
	}
	return note + strlen(note);
}

/* "(EDITORS NOTE: …)" ends with its bracket. */
static const char *
end_of_bracket(const char *note)
{
	guint depth = 1;

	for (; *note != '\0' && depth > 0; note++)
		depth += (*note == '(') - (*note == ')');
	return note;
}

/* Where the instructions end that the heading begins at `at`; NULL: it is none. In capitals what says to whom
 * needs no sign. */
static const char *
end_of_headed(const char *text, const char *at, gsize i)
{
	Heads heads = headings[i].heads;
	Heading heading;
	gboolean sure;

	if (!read_heading(at, i, &heading))
		return NULL;
	sure = heads <= EDITORS ? heading.sign || heading.capitals : heading.sign && heading.capitals;
	if (!sure && !heading.sign && heads != WARNING)
		return NULL;
	if (sure && at > text && at[-1] == '(')
		return end_of_bracket(at);
	if (heads == TO_END || (at > text && sure))
		return at + strlen(at);
	return begins_statement(text, at) ? end_of_statement(heading.note) : NULL;
}

/* "This photograph is solely for …", "The photograph must not be …": no sentence of a caption. */
static gboolean
speaks_of_use(const char *at)
{
	static const char *const pictures[] = {"this photograph ", "the photograph ", "this photo ",
		"the photo ", "this picture ", "the picture ", "this image ", "the image ",
		"this official photograph ", "the photographs ", "these photographs "};
	static const char *const orders[] = {"is solely ", "is strictly ", "is not for ", "is not to be ",
		"is made available ", "are made available ", "is provided free ", "is provided for ",
		"is provided to you ", "is provided on ", "must not be ", "must be used ", "shall not ",
		"shall be solely ", "shall be used ", "shall only ", "may not be ", "may only ",
		"may be used ", "should not be ", "should only ", "cannot be used ", "can only be ",
		"are solely ", "are strictly "};
	static const char *const alone[] = {"there shall be no ", "no charge should be made ",
		"no charge shall be made ", "no commercial use whatsoever "};

	for (gsize i = 0; i < G_N_ELEMENTS(alone); i++)
		if (g_ascii_strncasecmp(at, alone[i], strlen(alone[i])) == 0)
			return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++) {
		gsize n = strlen(pictures[i]);

		if (g_ascii_strncasecmp(at, pictures[i], n) != 0)
			continue;
		for (gsize j = 0; j < G_N_ELEMENTS(orders); j++)
			if (g_ascii_strncasecmp(at + n, orders[j], strlen(orders[j])) == 0)
				return TRUE;
	}
	return FALSE;
}

/* Where the instructions end that begin at a word; NULL: none do. */
static const char *
end_of_note(const char *text, const char *at)
{
	const char *end = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(headings) && end == NULL; i++)
		if (g_ascii_toupper(*at) == headings[i].words[0])
			end = end_of_headed(text, at, i);
	if (end == NULL && speaks_of_use(at) && begins_statement(text, at))
		end = end_of_statement(at);
	return end;
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
	const char *framed = find_framed(text, end), *headed;

	for (const char *at = text; *at != '\0' && (framed == NULL || at < framed); at++)
		if ((at == text || !g_ascii_isalnum(at[-1])) && (headed = end_of_note(text, at)) != NULL) {
			*end = headed;
			return at;
		}
	return framed;
}
