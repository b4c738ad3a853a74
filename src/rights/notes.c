/* SPDX-License-Identifier: MIT
 *
 * Where a caption holds instructions to editors: behind a heading, between marks of a service, or in a
 * sentence that says of the photograph how it may be used.
 */
#include <string.h>

#include "prose.h"

#define MAX_CREDIT_BYTES 200
#define MAX_TOLD_BYTES 200U /* behind a credit */

/* In a caption instructions follow a heading: to the end of the text, unless a sentence of it may come first,
 * or a word that is no more than a warning heads them; then they are one statement. */
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
read_heading(const char *at, const char *words, Heading *heading)
{
	at = behind_words(at, words, &heading->capitals);
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

static gboolean
is_credit(const ClRightsRules *rules, const char *from, const char *to)
{
	gboolean signed_by = memchr(from, '/', (gsize)(to - from)) != NULL;

	for (const char *const *signs = rules->notes[RIGHTS_NOTE_SIGN]; *signs != NULL; signs++)
		signed_by = signed_by || g_strstr_len(from, to - from, *signs) != NULL;
	return signed_by;
}

/* The end of a text without who signs it there: "NOTE TO EDITORS: Updates caption. (AP Photo/Ana Ruiz)". */
static const char *
before_credit(const ClRightsRules *rules, const char *at)
{
	const char *end = at + strlen(at), *close = end, *open;

	while (close > at && strchr(" .\n", close[-1]) != NULL)
		close--;
	open = close > at && close[-1] == ')' ? g_strrstr_len(at, close - at, "(") : NULL;
	return open != NULL && close - open <= MAX_CREDIT_BYTES &&
			       g_unichar_isupper(g_utf8_get_char(open + 1)) && is_credit(rules, open, close)
		       ? open
		       : end;
}

/* Where the instructions end that the words of such a heading begin at `at`; NULL: it is none. In capitals
 * what says to whom needs no sign. */
static const char *
end_of_headed(const ClRightsRules *rules, const char *text, const char *at, RightsNote heads,
	const char *words)
{
	Heading heading;
	gboolean sure;

	if (!read_heading(at, words, &heading))
		return NULL;
	sure = heads <= RIGHTS_NOTE_EDITORS ? heading.sign || heading.capitals
					    : heading.sign && heading.capitals;
	if (!sure && !heading.sign && heads != RIGHTS_NOTE_WARNING)
		return NULL;
	if (sure && at > text && at[-1] == '(')
		return end_of_bracket(at);
	if (heads == RIGHTS_NOTE_TO_END || (at > text && sure))
		return before_credit(rules, at);
	return begins_statement(text, at) ? end_of_statement(heading.note) : NULL;
}

/* The bytes of the words of this list that stand at `at`, or 0. */
static gsize
words_at(const ClRightsRules *rules, RightsNote list, const char *at)
{
	for (const char *const *words = rules->notes[list]; *words != NULL; words++)
		if (g_ascii_strncasecmp(at, *words, strlen(*words)) == 0)
			return strlen(*words);
	return 0;
}

/* "This photograph is solely for …", "The photograph must not be …": no sentence of a caption. */
static gboolean
speaks_of_use(const ClRightsRules *rules, const char *at)
{
	gsize picture = words_at(rules, RIGHTS_NOTE_PICTURE, at);

	return words_at(rules, RIGHTS_NOTE_ALONE, at) > 0 ||
	       (picture > 0 && words_at(rules, RIGHTS_NOTE_ORDER, at + picture) > 0);
}

/* Where the instructions end that begin at a word; NULL: none do. */
static const char *
end_of_note(const ClRightsRules *rules, const char *text, const char *at)
{
	const char *end = NULL;

	if (strchr(rules->note_letters, *at) == NULL)
		return NULL;
	for (guint i = 0; i <= RIGHTS_NOTE_WARNING; i++)
		for (const char *const *words = rules->notes[i]; *words != NULL && end == NULL; words++)
			if (g_ascii_toupper(*at) == (*words)[0])
				end = end_of_headed(rules, text, at, i, *words);
	if (end == NULL && speaks_of_use(rules, at) && begins_statement(text, at))
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

/* "Only for", "Honorarfrei"; a name in capitals, "/", or one more credit in brackets is none. */
static gboolean
begins_words(const char *at)
{
	return g_unichar_isupper(g_utf8_get_char(at)) &&
	       g_unichar_islower(g_utf8_get_char(g_utf8_next_char(at)));
}

/* "Two walk. (AP Photo/Ana Ruiz) Only for …"; a long text, or one that is signed again, is a caption. */
static const char *
behind_bracket(const ClRightsRules *rules, const char *text)
{
	const char *close = strrchr(text, ')'), *open = close, *behind;

	while (open != NULL && open > text && *open != '(')
		open--;
	if (close == NULL || open == text || close - open > MAX_CREDIT_BYTES ||
		!begins_statement(text, open) || !is_credit(rules, open, close))
		return NULL;
	behind = close + 1 + strspn(close + 1, " .\n");
	if (strlen(behind) > MAX_TOLD_BYTES || strchr(behind, '(') != NULL)
		return NULL;
	return begins_words(behind) ? behind : NULL;
}

/* "Foto", "Pressefoto" before a colon. */
static gboolean
is_label(const ClRightsRules *rules, const char *text, const char *colon)
{
	for (const char *const *labels = rules->notes[RIGHTS_NOTE_LABEL]; *labels != NULL; labels++) {
		gsize n = strlen(*labels);

		if ((gsize)(colon - text) >= n && g_ascii_strncasecmp(colon - n, *labels, n) == 0)
			return TRUE;
	}
	return FALSE;
}

/* "Foto: Ana Ruiz/dpa - Honorarfrei nur …" */
static const char *
behind_dash(const ClRightsRules *rules, const char *text)
{
	const char *dash = g_strrstr(text, " - "), *label = dash;

	while (label != NULL && label > text && dash - label < MAX_CREDIT_BYTES && *label != ':')
		label--;
	if (label == NULL || *label != ':' || !is_label(rules, text, label) ||
		g_strstr_len(label, dash - label, "/") == NULL ||
		g_strstr_len(label, dash - label, ". ") != NULL)
		return NULL;
	return begins_words(dash + 3) ? dash + 3 : NULL;
}

/* Behind the credit with which a caption ends no news is told. */
static const char *
find_behind_credit(const ClRightsRules *rules, const char *text, const char **end)
{
	const char *behind = behind_bracket(rules, text);

	if (behind == NULL)
		behind = behind_dash(rules, text);
	*end = text + strlen(text);
	return behind;
}

const char *
cl_rights_note(const ClRightsRules *rules, const char *text, const char **end)
{
	const char *behind_end, *behind = find_behind_credit(rules, text, &behind_end);
	const char *framed = find_framed(text, end), *headed;

	if (behind != NULL && (framed == NULL || behind < framed)) {
		framed = behind;
		*end = behind_end;
	}
	for (const char *at = text; *at != '\0' && (framed == NULL || at < framed); at++)
		if ((at == text || !g_ascii_isalnum(at[-1])) &&
			(headed = end_of_note(rules, text, at)) != NULL) {
			*end = headed;
			return at;
		}
	return framed;
}
