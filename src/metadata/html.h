/* SPDX-License-Identifier: MIT
 *
 * A page as a tree, its memory let go at once (the parser's own way recurses as deep as the page),
 * and what structured data says of its pictures.
 */
#pragma once
#include "reader.h"

#include <cutline/printed.h>
#include <gumbo.h>

typedef struct {
	GumboOutput *output;
	GHashTable *blocks; /* all that the parser took */
} HtmlTree;
/* `text` must live as long as the tree. */
void html_tree_parse(HtmlTree *tree, const char *text);
void html_tree_clear(HtmlTree *tree);

/* NULL: it has none. */
const GumboVector *html_children(const GumboNode *node);
/* The value of an attribute, "" if it has none; NULL if the element does not bear it. */
const char *html_attribute(const GumboNode *node, const char *name);
/* Does class, id or itemprop hold one of these words (NULL-terminated, lower case)? */
gboolean html_hints(const GumboNode *node, const char *const *words);
/* Is the element called so? For those that the parser has no number for: picture, amp-img. */
gboolean html_is(const GumboNode *node, const char *name);

/* An address that is not there yet; data: says nothing. Blanks around it are left out. */
void html_add_url(GPtrArray *urls, const char *url, gsize n);
void html_add_srcset(GPtrArray *urls, const char *srcset);

/* page.c: the bytes of a text in whatever set, valid; and does it look like HTML? */
char *html_text_of(MetadataSpan bytes);
gboolean html_is_page(const char *text);

/* html_shown.c */
gboolean html_is_img(const GumboNode *node);
/* Addresses of pictures in the element's attributes, whatever it is called. */
void html_add_shown(GPtrArray *urls, const GumboNode *node);
/* Those of url(…) in a style. */
void html_add_css(GPtrArray *urls, const char *css);
/* A picture of fewer bytes holds the place until another is there. */
#define HTML_MIN_INLINE_BYTES 1500U
/* The bytes of the next picture that is written into the text (data:); NULL = there is none any more. */
GBytes *html_next_inline(const char **at);
/* One pixel: it counts visitors. */
gboolean html_is_dot(const GumboNode *node);
/* A logo, an icon, an avatar, a picture of 50 pixels: nobody credits it. `urls`: what it shows. */
gboolean html_is_furniture(const GumboNode *node, const GPtrArray *urls);

/* page.c: the bytes of a text in whatever set, valid; and does it look like HTML? */
char *html_text_of(MetadataSpan bytes);
gboolean html_is_page(const char *text);
/* html_plain.c: its text and nothing else, a line a block. */
char *html_plain(const char *page);

/* html.c: a page's text (UTF-8) as what is printed on it. */
ClPrintedPage *html_read(const char *text);

/* html_named.c: addresses of ours, wherever they stand. */
void html_read_named(const GumboNode *document, ClPrintedPage *page);

/* html_data.c: JSON-LD. */
typedef struct {
	char *url, *credit, *caption, *id;
} HtmlImage;
void html_image_free(HtmlImage *image);
/* Adds what one script says; the date of the page if it says one and *date is NULL. */
void html_read_data(const char *json, GPtrArray *images, char **date);
/* html_state.c: pictures with caption and credit that a script holds as data (HtmlImage*, added). */
void html_read_state(const char *script, GPtrArray *images);
