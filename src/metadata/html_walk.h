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
	GPtrArray *loose;      /* char*: addresses of pictures that are no <img> */
	GHashTable *furniture; /* ClPrintedPicture*, lent */
	GPtrArray *sources;    /* char*: addresses of the <picture> being read */
	GHashTable *by_url;    /* address, lent → picture: once all are there */
	GPtrArray *cards;      /* char*: og:image and the like */
	char *card_alt;	       /* of the first */
} HtmlWalk;

/* html_caption.c */
char *html_one_line(const char *text);
char *html_or_null(char *text);
void html_give_caption(ClPrintedPicture *picture, const char *caption, const char *credit);
void html_end_block(HtmlWalk *walk);
void html_begin_figure(HtmlWalk *walk);
void html_end_figure(HtmlWalk *walk);
/* At the end of the page. */
void html_end_captions(HtmlWalk *walk);
