/* SPDX-License-Identifier: MIT
 *
 * The state of one walk over a page's tree. html.c goes through the elements and takes pictures and
 * text; html_caption.c decides, block by block of text, whose caption or credit it is.
 */
#pragma once
#include "html.h"

typedef struct {
	const GumboNode *node;
	guint next; /* child to visit */
} HtmlStep;

/* A caption or credit that has found no picture yet. */
typedef struct {
	char *caption, *credit; /* or NULL both: nothing is held */
	guint line, section;
	guint at;	 /* place of the first picture behind it */
	gboolean strong; /* marked as a caption, or its credit can be nothing else */
	GPtrArray *urls; /* char*: pictures that are no <img>, named before it; or NULL */
} HtmlHeld;

/* What the attributes of an element say of a picture: of one in it, or of what it shows itself. */
typedef struct {
	guint depth;	     /* of the element */
	guint loose;	     /* place of its first address among walk->loose */
	guint line, section;
	gboolean named;	     /* one of them is called a caption */
	char *caption, *credit; /* or NULL */
	GPtrArray *pictures; /* ClPrintedPicture*, lent: those in it */
	GPtrArray *urls;     /* char* */
} HtmlSaid;

typedef struct {
	guint first;	/* place of its first picture */
	guint loose;	/* place of its first address among walk->loose */
	gboolean other; /* it shows a table, a quotation, a listing */
	HtmlHeld held;
} HtmlFigure;

typedef struct {
	ClPrintedPage *page;
	GArray *steps;	       /* HtmlStep: from the root to here */
	GPtrArray *images;     /* HtmlImage*: of structured data */
	GPtrArray *states;     /* HtmlImage*: of scripts */
	GPtrArray *said;       /* HtmlSaid*: of attributes, in order */
	GPtrArray *open;       /* HtmlSaid*, lent: those whose elements are open */
	GString *text;	       /* of the block being read */
	GString *credit;       /* the part of it that is marked as credit */
	guint line;	       /* of the element that was entered last */
	guint in_credit, in_caption, in_picture, in_hidden, in_noscript,
		in_footer;     /* depth at which it began; 0 = not */
	gboolean caption_hint; /* of the block */
	GArray *figures;       /* HtmlFigure: from the outermost to the one that is being read */
	HtmlHeld held;	       /* outside of figures */
	guint unclaimed;       /* place of the first picture that waits for a caption */
	guint claimed;	       /* place of the first one of those whose caption stood there just now */
	gboolean passed;       /* another block stands between */
	gboolean label;	       /* the block before was "Photo:" and nothing else */
	char *near;	       /* the block before, if it may be the caption of pictures before it; or NULL */
	guint near_first;      /* place of the first of them */
	GPtrArray *loose;      /* char*: addresses of pictures that are no <img> */
	GHashTable *furniture; /* ClPrintedPicture*, lent */
	GPtrArray *sources;    /* char*: addresses of the <picture> being read */
	GHashTable *by_url;    /* address, lent → picture: once all are there */
	GHashTable *by_caption; /* caption, folded → picture: likewise */
	GPtrArray *cards;      /* char*: og:image and the like */
	char *card_alt;	       /* of the first */
} HtmlWalk;

/* html_said.c: begins and ends with the element; `picture` is one that stands where the walk is. */
void html_said_free(HtmlSaid *said);
void html_begin_said(HtmlWalk *walk, const GumboNode *node, guint depth);
void html_put_said(HtmlWalk *walk, ClPrintedPicture *picture);
void html_end_said(HtmlWalk *walk, guint depth);
/* At the end of the page: attributes, structured data and scripts tell of pictures that are there, or add
 * theirs. */
void html_join_said(HtmlWalk *walk);

/* html_caption.c */
char *html_one_line(const char *text);
/* Of a text that may be HTML; NULL = it says nothing. */
char *html_one_plain(const char *text);
char *html_or_null(char *text);
/* Long enough for a caption, not a name or a heading. NULL is none. */
gboolean html_is_sentence(const char *text);
void html_give_caption(ClPrintedPicture *picture, const char *caption, const char *credit);
void html_end_block(HtmlWalk *walk);
void html_begin_figure(HtmlWalk *walk);
void html_end_figure(HtmlWalk *walk);
/* At the end of the page. */
void html_end_captions(HtmlWalk *walk);
