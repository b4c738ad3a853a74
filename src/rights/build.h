/* SPDX-License-Identifier: MIT
 *
 * Rules that are being read: compile.c makes edges of their patterns, build.c owns and freezes them.
 */
#pragma once
#include "rules.h"

typedef struct {
	guint value;
	GArray *skips; /* guint, or NULL */
	GArray *slots; /* RightsSlotEdge, or NULL */
} BuildNode;
typedef struct {
	guint to, next; /* next = the following edge of the same node and word, 0 = none */
} BuildEdge;

struct RightsBuild {
	GHashTable *words;	 /* fold → number from 1 */
	GArray *flags;		 /* guint16, by word number */
	GArray *nodes;		 /* BuildNode; the first are the roots */
	GArray *edges;		 /* BuildEdge from 1 */
	GHashTable *first_edges; /* node << 24 | word → edge */
	GPtrArray *rules;	 /* RightsRule* */
	GPtrArray *things;	 /* RightsThing* */
	GPtrArray *territories;	 /* RightsTerritory* */
	GPtrArray *frozen;	 /* arrays of the rules */
	GStrv notes[RIGHTS_N_NOTES];
	GString *note_letters;
};
