/* SPDX-License-Identifier: MIT
 *
 * House style: how this newsroom writes places, people and words, and which spellings mean the same.
 * The table is data (schema/rules/house-style.json); how it is applied stands here. Pure.
 *
 * A rule never touches quotations, names of organisations, addresses, or what the caller protects
 * (credits). Rules count in their order: the first that matches at a place wins.
 */
#pragma once
#include "caption.h"
#include "credit.h"

typedef struct ClStyle ClStyle;
/* From the text of house-style.json; CL_ERROR_INPUT names `where` and the entry. Examples are not
 * tried: cl_style_test() does. Not changed afterwards: any number of threads may read it. */
ClStyle *cl_style_parse(const char *json, const char *where, GError **error);
void cl_style_free(ClStyle *style);
/* Spellings of one person by the rules are one name, however different they sound. Keeps its own reference;
 * before others use the style. */
void cl_style_know_people(ClStyle *style, ClCreditRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClStyle, cl_style_free)
/* Try every example; the failures as lines "ID: what differs". */
GPtrArray *cl_style_test(const ClStyle *style, guint *n_examples);

typedef struct {
	ClSpan span;       /* what is to be replaced */
	char *replacement; /* with the capitals of what stands there, where the rule says so */
	const char *rule;  /* id; lent */
} ClStyleHit;
/* `lang`: BCP 47 or NULL (as English). `protect`: spans to leave alone, in any order. ClStyleHit*,
 * in the order of the text, never overlapping. */
GPtrArray *cl_style_find(const ClStyle *style, const char *text, const char *lang,
	const ClSpan *protect, guint n_protect);
/* Quotations, names of organisations and addresses in a text, in no order; ClSpan. */
GArray *cl_style_protected(const ClStyle *style, const char *text);

/* Spellings that mean one thing. `forms` are as written; one that ends in "*" stands for every word
 * that begins so (inflected languages). */
typedef struct {
	char *id, *scope;
	char **forms; /* NULL-terminated */
} ClEquivalents;
/* All of them, lent; ClEquivalents*. */
const GPtrArray *cl_style_equivalents(const ClStyle *style);
/* The same as cl_query_widen() wants them. */
GStrv *cl_style_forms(const ClStyle *style);
void cl_style_forms_free(GStrv *classes);
/* Those of the shipped table, which nobody has to read first. */
const char *const *const *cl_style_shipped_forms(void);

/* A word of a text that is a spelling of such a thing. */
typedef struct {
	ClSpan span;
	const ClEquivalents *of; /* lent */
	guint form;              /* place in of->forms */
} ClSpelt;
GArray *cl_style_spelt(const ClStyle *style, const char *text); /* ClSpelt, in order */

/* The words of a text, each once; spellings of one thing are one word. char*, for the two below. */
GPtrArray *cl_style_words(const ClStyle *style, const char *text);
/* Words in common among all words of both texts, 0 … 1. */
double cl_words_overlap(const GPtrArray *a, const GPtrArray *b);
/* Share of the words of a text that another has, too: no part of that one overlaps more. */
double cl_words_contained(const GPtrArray *part, const GPtrArray *whole);

/* --- names ------------------------------------------------------------------------------- */
/* The same for all usual transliterations of a name: "kasim jomart tokaev" of Kassym-Jomart
 * Tokayev, Kasym-Zhomart Tokaev and Касым-Жомарт Токаев. Free with g_free. */
char *cl_name_sound(const char *name);

typedef struct {
	ClSpan span;
	char *text; /* as written, without title and possessive */
	char *key;  /* equal for one name: of a person of the rules, else cl_name_sound() */
	guint n_words;
} ClName;
void cl_name_free(ClName *name);
/* The key of a name that stands alone. Free with g_free. */
char *cl_style_name_key(const ClStyle *style, const char *name);
/* What is written like a name (capitals in the middle of a sentence, or two together), without
 * titles, months and names of organisations. ClName*, in order. */
GPtrArray *cl_style_names(const ClStyle *style, const char *text);

/* One thing or person that some texts spell in more than one way. */
typedef struct {
	char *id;         /* of the equivalents, or the name's key */
	GPtrArray *forms; /* char*: each spelling once, as first written, the most frequent first */
	guint text;       /* where the second spelling first stands: text … */
	ClSpan span;      /* … and bytes */
	const char *form; /* that spelling; lent from forms */
} ClSpelling;
void cl_spelling_free(ClSpelling *spelling);
/* Over several texts (a page, a story, a caption alone). ClSpelling*, in order of appearance. */
GPtrArray *cl_style_spellings(const ClStyle *style, const char *const *texts, guint n_texts);
