/* SPDX-License-Identifier: MIT
 *
 * A published page as pictures with what is printed beside them: HTML, or a newsletter's plain
 * text. Read in the decoder (HTML of strangers); nothing is fetched, an address is only text.
 */
#pragma once
#include <glib.h>

#define CL_MAX_PAGE_BYTES (16U << 20)
#define CL_MAX_PAGE_PICTURES 2000U
#define CL_MAX_PAGE_TEXTS 20000U
#define CL_MAX_PAGE_URLS 64U /* of one picture */

typedef struct {
	guint line;      /* of the page, from 1 */
	guint section;   /* of the page, counted by headings; 0 = before the first */
	gboolean card;   /* no reader is known to see it: for who shares the page, in a script */
	char *caption;   /* without the credit; NULL if none is printed */
	char *credit;    /* as printed, or NULL */
	char *alt;       /* NULL: no alt attribute, or a text page says none */
	char *stated;    /* credit in structured data (JSON-LD), or NULL */
	char *id;        /* a photo or supplier id that the page gives, or NULL */
	GPtrArray *urls; /* char*: src, srcset, sources; as written, largest last */
} ClPrintedPicture;
ClPrintedPicture *cl_printed_picture_new(void);
void cl_printed_picture_free(ClPrintedPicture *picture);

typedef struct {
	gboolean html;
	gboolean full; /* and more pictures than are looked at; only until it is read */
	char *title, *lang;  /* or NULL */
	char *date;          /* of the page, ISO 8601, or NULL */
	char *base;          /* <base href>, or NULL */
	GPtrArray *pictures; /* ClPrintedPicture*, in the order of the page */
	GPtrArray *headings; /* char*: of section 1, 2 … */
	GPtrArray *texts;    /* char*: what else is to be read, a paragraph each */
} ClPrintedPage;
ClPrintedPage *cl_printed_new(void);
void cl_printed_free(ClPrintedPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClPrintedPage, cl_printed_free)

/* As one message, and back (any message: CL_ERROR_INPUT, never a crash). */
GVariant *cl_printed_to_variant(const ClPrintedPage *page);
ClPrintedPage *cl_printed_from_variant(GVariant *variant, GError **error);

/* Caption and credit out of what stands under a picture: "A street. © A/B" → both, or NULL each. */
void cl_printed_split(const char *text, char **caption, char **credit);
/* A newsletter's plain text (UTF-8). */
ClPrintedPage *cl_printed_read_text(const char *text);

/* In src/metadata (decoder): HTML or text by what the bytes are. CL_ERROR_LIMIT. */
ClPrintedPage *cl_printed_read(GBytes *bytes, GError **error);
