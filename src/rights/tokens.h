/* SPDX-License-Identifier: MIT
 *
 * A text as words, each with its bytes in the original, and what stands between them. All reading of
 * restrictions works on these; no byte of the text is copied but the folded words.
 */
#pragma once
#include "rights_private.h"

/* How strongly two neighbouring words are parted. A phrase may run over all but STOP. */
typedef enum {
	RIGHTS_BREAK_NONE,
	RIGHTS_BREAK_SOFT, /* comma, slash, bracket, colon, hyphen */
	RIGHTS_BREAK_LINE,
	RIGHTS_BREAK_DASH, /* " - ", "--", en and em dash */
	RIGHTS_BREAK_STOP  /* full stop, semicolon, asterisk, bullet */
} RightsBreak;

typedef struct {
	guint start, end; /* bytes */
	char *fold;       /* lower case without marks; numbers keep . : / - + inside */
	guint word;       /* its number in the rules, 0 = in no rule */
	guint8 before;    /* RightsBreak to the word before; STOP for the first */
	gboolean caps;    /* at least one letter, none of them small */
	gboolean digit;   /* begins with a digit, of any script; folded it is an ASCII one */
} RightsToken;

typedef struct {
	const char *text; /* lent */
	gsize n_bytes;
	GArray *tokens; /* RightsToken */
	GStringChunk *folds;
	guint *list_ends[3]; /* slots.c: of the list in which an item begins at a token; 0 = not read */
} RightsTokens;

/* More words than a text of instructions can have: the rest is one piece that is not understood. */
#define RIGHTS_MAX_TOKENS 20000U

/* The words of the rules, in the order of their folds. */
typedef struct {
	const char *fold;
	guint number; /* from 1 */
} RightsWord;
typedef struct {
	const RightsWord *entries;
	guint n;
} RightsWords;
guint rights_words_find(const RightsWords *words, const char *fold); /* 0 = in no rule */

/* `words` may be NULL. */
RightsTokens *rights_tokens_new(const char *text, const RightsWords *words);
void rights_tokens_free(RightsTokens *tokens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RightsTokens, rights_tokens_free)

static inline const RightsToken *
rights_token(const RightsTokens *tokens, guint i)
{
	return &g_array_index(tokens->tokens, RightsToken, i);
}
