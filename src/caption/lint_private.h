/* SPDX-License-Identifier: MIT
 *
 * What the kinds of lint share.
 */
#pragma once
#include <cutline/lint.h>
#include "style_private.h"

typedef struct {
	const ClLintSubject *subject;
	const ClStyle *style;
	const ClCaption *parts; /* of the caption; NULL if there is none */
	GPtrArray *lints;
} Linter;

/* Takes `replacement` (NULL = none); the message is made by printf. */
ClLint *lint_add(Linter *linter, ClLintCode code, ClField field, ClSpan span, char *replacement,
	const char *format, ...) G_GNUC_PRINTF(6, 7);
char *lint_words(const char *text, ClSpan span); /* for a message */
/* Do all words of `phrase` stand in `text`, one behind the other, whatever their case? */
gboolean lint_mentions(const char *text, const char *phrase);

void lint_letters(Linter *linter, const char *text, ClField field); /* lint_letters.c */
void lint_dates(Linter *linter);                                    /* lint_dates.c */
void lint_facts(Linter *linter);                                    /* lint_facts.c */
void lint_parts(Linter *linter);                                    /* lint_parts.c */
void lint_alt(Linter *linter);                                      /* lint_alt.c */
