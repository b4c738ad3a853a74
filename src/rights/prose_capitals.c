/* SPDX-License-Identifier: MIT
 *
 * Capitals in a text that says something else, which no phrase explains: do they command, or tell?
 */
#include "prose.h"

#include <string.h>

#define ALONE_WORDS 3U

/* A sentence in capitals amid small letters says something to who reads it: a name has no verb. */
static gboolean
is_verb(const RightsToken *token)
{
	static const char *const words[] = {"has", "have", "is", "are", "was", "were", "be", "been", "will",
		"would", "can", "may", "does", "did", "per", "let", "sold", "bought", "ist", "sind", "wird",
		"werden", "hat", "est", "sont", "sera", "es", "son", NULL};

	return g_strv_contains(words, token->fold);
}

/* "Please blur the face", "Gesicht bitte verpixeln": in a caption no news is told so, unless it is quoted. */
static gboolean
is_request(const RightsProse *prose, guint start, guint end)
{
	static const char *const words[] = {"please", "pls", "kindly", "bitte", NULL};
	/* "Please contact your account representative for further details" stands under every match. */
	static const char *const pointing[] = {"contact", "see", "visit", "note", "refer", NULL};
	const char *text = prose->tokens->text;

	if (prose->how != RIGHTS_READ_PROSE || end - start < 3 ||
		rights_is_between(prose->tokens, start, "\"'"))
		return FALSE;
	if (rights_prose_parts(prose->tokens, start) &&
		g_ascii_islower(text[rights_token(prose->tokens, start + 1)->start]) &&
		g_strv_contains(words, rights_token(prose->tokens, start)->fold))
		return !g_strv_contains(pointing, rights_token(prose->tokens, start + 1)->fold);
	for (guint i = start; i < end; i++)
		if (rights_is_small(prose, i) && strcmp(rights_token(prose->tokens, i)->fold, "bitte") == 0)
			return rights_token(prose->tokens, i)->before == RIGHTS_BREAK_NONE;
	return FALSE;
}

/* "A boy looks out. KLAUSULERT TIL MANDAG. (Photo by …": three words of capitals that are a statement between
 * others, in whatever language, are for who reads them. The last ones, but behind a bracket, and those with a
 * stroke sign it. */
static gboolean
stands_alone(const RightsProse *prose, guint start, guint end)
{
	const RightsToken *first = rights_token(prose->tokens, start);
	const RightsToken *last = rights_token(prose->tokens, end - 1);
	guint n_words = 0, n_long = 0; /* "CC BY-SA" has none that is long */

	for (guint i = start; i < end; i++) {
		n_words += rights_token(prose->tokens, i)->caps;
		n_long += g_utf8_strlen(rights_token(prose->tokens, i)->fold, -1) > 2;
	}
	return prose->how == RIGHTS_READ_PROSE && start > 0 && n_words >= ALONE_WORDS && n_long > 1 &&
	       (first->before == RIGHTS_BREAK_STOP || rights_is_between(prose->tokens, start, "([)")) &&
	       (end < prose->tokens->tokens->len ? rights_prose_parts(prose->tokens, end)
						 : rights_is_between(prose->tokens, start, ")")) &&
	       memchr(prose->tokens->text + first->start, '/', last->end - first->start) == NULL;
}

/* Behind all that a caption tells, a word of a term, of law or of a time is no headline's: "(AP Photo/Ana
 * Ruiz) IDENTITY PROTECTED". */
static gboolean
is_last_word(const RightsProse *prose, guint start, guint end)
{
	return prose->how != RIGHTS_READ_ASIDE && start > 0 && end == prose->tokens->tokens->len &&
	       rights_prose_parts(prose->tokens, start);
}

/* In a text of capitals only a statement that begins with an order; else a piece of capitals that holds
 * one, or a verb, or several words that command: a name may hold one ("SUPREME COURT"), and headlines are
 * full of them. */
gboolean
rights_prose_commands(const RightsProse *prose, guint start, guint end)
{
	const guint orders = RIGHTS_WORD_ORDER | RIGHTS_WORD_NEGATION | RIGHTS_WORD_LIMIT;
	guint told = is_last_word(prose, start, end) ? RIGHTS_WORD_ASKS | RIGHTS_WORD_MATTER : 0;
	guint n_orders = 0, n_commands = 0, n_words = 0, n_verbs = 0, n_told = 0;

	/* "RESTRICTIONS: EDITORIAL USE ONLY": what it heads is understood. */
	if (prose->how == RIGHTS_READ_ASIDE || (end == start + 1 && prose->own[end]))
		return FALSE;
	if (is_request(prose, start, end))
		return TRUE;
	for (guint i = start; i < end; i++) {
		const RightsToken *token = rights_token(prose->tokens, i);
		guint flags = prose->rules->flags[token->word];
		gboolean order = (flags & orders) != 0;

		if (rights_is_small(prose, i))
			return FALSE;
		if (prose->all_caps)
			return order || strcmp(token->fold, "do") == 0;
		n_words += token->caps || token->digit;
		n_told += (flags & told) != 0;
		n_orders += order && token->caps;
		n_commands += (flags & RIGHTS_WORD_COMMAND) != 0 && token->caps;
		n_verbs += is_verb(token);
	}
	return n_orders > 0 || (n_words > 2 && n_verbs > 0) ||
	       (n_words > 1 && (n_commands > 1 || n_told > 0)) || stands_alone(prose, start, end);
}

gboolean
rights_prose_tells(const RightsProse *prose, guint start, guint end)
{
	guint n_words = 0;

	for (guint i = start; i < end; i++) {
		if (rights_is_small(prose, i))
			return FALSE;
		n_words += rights_token(prose->tokens, i)->caps;
	}
	return prose->how == RIGHTS_READ_PROSE && !prose->all_caps && n_words > 1;
}
