/* SPDX-License-Identifier: MIT
 *
 * Where a caption holds instructions to editors: behind a heading, between marks of a service, or in a
 * sentence that says of the photograph how it may be used.
 */
#include <string.h>

#include "prose.h"

#define MAX_CREDIT_BYTES 200
#define MAX_TOLD_BYTES 200U /* behind a credit */

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
	{"EDITORS PLEASE NOTE", EDITORS},
	{"EDS NOTE", EDITORS},
	{"EDS: NOTE", EDITORS},
	{"ATTENTION RÉDACTIONS", EDITORS},
	{"ATTENTION REDACTIONS", EDITORS},
	{"NOTE AUX RÉDACTIONS", EDITORS},
	{"NOTE AUX REDACTIONS", EDITORS},
	{"ATENCIÓN EDITORES", EDITORS},
	{"ATENCION EDITORES", EDITORS},
	{"NOTA A LOS EDITORES", EDITORS},
	{"ATENÇÃO EDITORES", EDITORS},
	{"ATTENZIONE EDITORI", EDITORS},
	{"ACHTUNG", WARNING},
	{"HINWEIS", WORD},
	{"WICHTIG", WORD},
	{"ATTENTION", WORD},
	{"ATENCIÓN", WORD},
	{"ATENCION", WORD},
	{"ATENÇÃO", WORD},
	{"ATTENZIONE", WORD},
	{"BEMÆRK", WORD},
	{"FIGYELEM", WORD},
	{"HUOM", WORD},
	{"LET OP", WORD},
	{"OPGELET", WORD},
	{"MERK", WORD},
	{"OBS", WORD},
	{"POZOR", WORD},
	{"UPOZORNĚNÍ", WORD},
	{"UWAGA", WORD},
};

typedef struct {
	const char *note; /* behind the heading and its sign */
	gboolean capitals, sign;
} Heading;

/* Behind the words, which may stand in small letters, or NULL. */
static const char *
behind_words(const char *at, const char *words, gboolean *capitals)
{
	*capitals = TRUE;
	for (; *words != '\0'; words = g_utf8_next_char(words), at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at), wanted = g_utf8_get_char(words);

		if (c != wanted && g_unichar_toupper(c) != wanted)
			return NULL;
		*capitals = *capitals && c == wanted;
	}
	return at;
}

static gboolean
read_heading(const char *at, gsize i, Heading *heading)
{
	at = behind_words(at, headings[i].words, &heading->capitals);
	if (at == NULL || g_unichar_isalpha(g_utf8_get_char(at)))
		return FALSE;
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

/* What stands in capitals goes on behind a semicolon, and ends before a dash and small letters: "NUDITY;
 * OBSCENITY - Two men walk". */
static const char *
end_of_statement(const char *note)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(note, NULL);
	gboolean loud = tokens->tokens->len > 0 && rights_token(tokens, 0)->caps;

	for (guint i = 1; i < tokens->tokens->len; i++) {
		const RightsToken *token = rights_token(tokens, i);
		gboolean goes_on = loud && token->caps && rights_is_between(tokens, i, ";");

		if (token->before == RIGHTS_BREAK_LINE ||
			(token->before == RIGHTS_BREAK_STOP && !goes_on) ||
			(token->before == RIGHTS_BREAK_DASH && loud && !token->caps))
			return note + token->start;
		loud = loud && token->caps;
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

	if (strchr("TtNn", *at) == NULL)
		return FALSE;
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

/* Between such marks, "+++ Achtung: … +++", "*** Betalbild ***". */
static const char *
find_framed(const char *text, const char **end)
{
	static const char *const marks[] = {"++", "***"};
	const char *found = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *frame = strstr(text, marks[i]), *close;

		frame = frame == NULL ? NULL : frame + strspn(frame, marks[i]);
		close = frame == NULL ? NULL : strstr(frame, marks[i]);
		if (close != NULL && (found == NULL || frame < found)) {
			found = frame;
			*end = close;
		}
	}
	return found;
}

static gboolean
is_credit(const char *from, const char *to)
{
	static const char *const signs[] = {"/", "Photo", "Foto", "Bild:"};
	gboolean signed_by = FALSE;

	for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
		signed_by = signed_by || g_strstr_len(from, to - from, signs[i]) != NULL;
	return signed_by;
}

/* "Only for", "Honorarfrei"; a name in capitals, "/", or one more credit in brackets is none. */
static gboolean
begins_words(const char *at)
{
	return g_unichar_isupper(g_utf8_get_char(at)) &&
	       g_unichar_islower(g_utf8_get_char(g_utf8_next_char(at)));
}

/* "Two walk. (AP Photo/Ana Ruiz) Only for …"; a long text, or one that is signed again, is a caption. */
static const char *
behind_bracket(const char *text)
{
	const char *close = strrchr(text, ')'), *open = close, *behind;

	while (open != NULL && open > text && *open != '(')
		open--;
	if (close == NULL || open == text || close - open > MAX_CREDIT_BYTES ||
		!begins_statement(text, open) || !is_credit(open, close))
		return NULL;
	behind = close + 1 + strspn(close + 1, " .\n");
	if (strlen(behind) > MAX_TOLD_BYTES || strchr(behind, '(') != NULL)
		return NULL;
	return begins_words(behind) ? behind : NULL;
}

/* "Foto: Ana Ruiz/dpa - Honorarfrei nur …" */
static const char *
behind_dash(const char *text)
{
	const char *dash = g_strrstr(text, " - "), *label = dash;

	while (label != NULL && label > text && dash - label < MAX_CREDIT_BYTES && *label != ':')
		label--;
	if (label == NULL || label - text < 3 || g_ascii_strncasecmp(label - 3, "oto:", 4) != 0 ||
		g_strstr_len(label, dash - label, "/") == NULL ||
		g_strstr_len(label, dash - label, ". ") != NULL)
		return NULL;
	return begins_words(dash + 3) ? dash + 3 : NULL;
}

/* Behind the credit with which a caption ends no news is told. */
static const char *
find_behind_credit(const char *text, const char **end)
{
	const char *behind = behind_bracket(text);

	if (behind == NULL)
		behind = behind_dash(text);
	*end = text + strlen(text);
	return behind;
}

const char *
cl_rights_note(const char *text, const char **end)
{
	const char *behind_end, *behind = find_behind_credit(text, &behind_end);
	const char *framed = find_framed(text, end), *headed;

	if (behind != NULL && (framed == NULL || behind < framed)) {
		framed = behind;
		*end = behind_end;
	}
	for (const char *at = text; *at != '\0' && (framed == NULL || at < framed); at++)
		if ((at == text || !g_ascii_isalnum(at[-1])) && (headed = end_of_note(text, at)) != NULL) {
			*end = headed;
			return at;
		}
	return framed;
}
