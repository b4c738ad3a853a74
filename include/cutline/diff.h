/* SPDX-License-Identifier: MIT
 *
 * What changed between two texts, word by word. Pure.
 */
#pragma once
#include <glib.h>

typedef enum { CL_DIFF_SAME, CL_DIFF_GONE, CL_DIFF_NEW } ClDiffKind;
typedef struct {
	ClDiffKind kind;
	char *text; /* as it stood, with its blanks */
} ClDiffPart;

/* Parts in reading order: SAME and GONE together give `before`, SAME and NEW together `after`.
 * Neighbours differ in kind. Texts that have next to nothing in common, or are very long, come out
 * as one GONE and one NEW in the middle. ClDiffPart* */
GPtrArray *cl_diff_words(const char *before, const char *after);

/* Both changes of one text, word by word; NULL where they touch each other. Free with g_free. */
char *cl_merge_words(const char *base, const char *ours, const char *theirs);
