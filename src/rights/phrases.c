/* SPDX-License-Identifier: MIT
 *
 * Where phrases of the rules stand in a text, and no more: for those who only make room for other words.
 */
#include "rules.h"

#include <string.h>

#define OPENING_BYTES 100 /* of a text, in which it would say so */

gboolean
cl_rights_word_commands(const ClRightsRules *rules, const char *fold)
{
	guint word = rights_words_find(&rules->words, fold);

	return (rules->flags[word] & (RIGHTS_WORD_COMMAND | RIGHTS_WORD_NEGATION | RIGHTS_WORD_LIMIT)) != 0;
}

GArray *
cl_rights_phrases(const ClRightsRules *rules, const char *text)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(text, &rules->words);
	GArray *found = g_array_new(FALSE, FALSE, sizeof(ClRightsPhrase));
	guint n = tokens->tokens->len, left = 0;

	for (guint i = 0; i < n;) {
		const RightsToken *token = rights_token(tokens, i);
		gboolean fresh = i == left || token->before >= RIGHTS_BREAK_SOFT;
		ClRightsPhrase phrase;
		RightsMatch match;

		if (token->word == 0 || !rights_match(rules, tokens, i, NULL, fresh, &match)) {
			i++;
			continue;
		}
		phrase.code = rules->rules[match.rule - 1]->code;
		phrase.n_words = match.end - match.start;
		phrase.start = token->start;
		phrase.end = rights_token(tokens, match.end - 1)->end;
		g_array_append_val(found, phrase);
		i = left = match.end;
	}
	return found;
}

gboolean
cl_rights_says_model(const ClRightsRules *rules, const char *text)
{
	g_autofree char *start = cl_text_cut(text, OPENING_BYTES);
	g_autoptr(RightsTokens) tokens = rights_tokens_new(start, &rules->words);
	RightsMatch match;

	return tokens->tokens->len > 0 && rights_match(rules, tokens, 0, NULL, TRUE, &match) &&
	       strcmp(rules->rules[match.rule - 1]->id, "ai-made") == 0;
}
