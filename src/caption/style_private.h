/* SPDX-License-Identifier: MIT
 *
 * What the files about house style share: texts as folded atoms, and patterns over them.
 */
#pragma once
#include <cutline/credit.h>
#include <cutline/style.h>
#include "caption_private.h"

/* A word without hyphens; "Nur-Sultan" is two, joined. */
typedef struct {
	guint start, end; /* without a possessive 's */
	guint word_end;   /* with it */
	char *fold;
} Atom;
GArray *style_atoms(const char *text); /* Atom */

typedef enum { STYLE_KEEP_CASE, STYLE_FOLLOW_CASE, STYLE_EXACT_CASE } StyleCase;

typedef struct {
	char *id, *scope, *lang;
	char *pattern, *replacement;
	StyleCase letters;
	gboolean people_follow; /* a name behind it is a person's: "Kazakh Elena Ruiz" */
	GPtrArray *examples; /* char *[2]: text, published */
} StyleRule;

typedef enum { STYLE_RULE, STYLE_EXCEPTION, STYLE_FORM } StyleOf;

/* A sequence of folded atoms that stands for something. */
typedef struct {
	StyleOf of;
	guint index; /* of the rule or class */
	guint form;  /* of the class */
	char **atoms;
	guint n_atoms;
	gboolean prefix; /* the last atom may go on */
	gboolean comma;  /* one may stand between atoms */
} StylePattern;

struct ClStyle {
	GPtrArray *rules;       /* StyleRule* */
	GPtrArray *equivalents; /* ClEquivalents* */
	GPtrArray *patterns;    /* StylePattern* */
	GHashTable *by_atom;    /* first atom → GArray of guint: places in `patterns` */
	GArray *prefixes;       /* guint: patterns of one atom that may go on */
	GHashTable *organisation_words, *not_names; /* folded, sets */
	ClCreditRules *people;			    /* who is who; NULL = nobody is known */
};

typedef struct {
	ClSpan span; /* without possessive */
	const StylePattern *pattern;
} StyleMatch;
/* Every match of every pattern, in the order of the text; at one place rules in their order. */
GArray *style_matches(const ClStyle *style, const char *text, const GArray *atoms);
/* Put spans in order and join what overlaps; only then may be asked whether one of them is touched. */
void style_merge(GArray *spans);
gboolean style_touches(const GArray *merged, const ClSpan *span);
/* protect.c: of each word, whether all words of its sentence have capitals; g_free. */
guint8 *style_title_case(const char *text, const GArray *words);
/* Does this place stand inside a name? Of a capital word before it or behind it, that is. */
gboolean style_in_name(const ClStyle *style, const char *text, const GArray *words, const guint8 *titles,
	const ClSpan *span, gboolean people_follow);
