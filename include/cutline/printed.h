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
#define CL_MAX_PAGE_NAMED 20000U /* addresses beside those of pictures */

/* clang-format off */
#define CL_PRINTED_PLACE_TABLE(X) \
	X(PAGE, "page")           /* a picture of the page, to be seen in it */ \
	X(CARD, "card")           /* for those who share the page (og:image) */ \
	X(DATA, "data")           /* for search engines (JSON-LD) */ \
	X(ELSEWHERE, "elsewhere") /* an address in a style, a script, a link, any attribute */
/* clang-format on */
typedef enum {
#define X(id, name) CL_PRINTED_##id,
	CL_PRINTED_PLACE_TABLE(X)
#undef X
	CL_N_PRINTED_PLACES
} ClPrintedPlace;
const char *cl_printed_place_name(ClPrintedPlace place);

typedef struct {
	guint line;      /* of the page, from 1; 0 = not known */
	guint section;   /* of the page, counted by headings; 0 = before the first */
	ClPrintedPlace place;
	char *caption;   /* without the credit; NULL if none is printed */
	char *credit;    /* as printed, or NULL */
	char *alt;       /* NULL: no alt attribute, or a text page says none */
	char *stated;    /* credit in structured data (JSON-LD), or NULL */
	char *stated_caption; /* likewise */
	char *id;        /* a photo or supplier id that the page gives, or NULL */
	GPtrArray *urls; /* char*: src, srcset, sources; as written, largest last */
	GBytes *data;	 /* of a picture that is written into the page (data:), or NULL */
} ClPrintedPicture;
ClPrintedPicture *cl_printed_picture_new(void);
void cl_printed_picture_free(ClPrintedPicture *picture);

typedef struct {
	gboolean html;
	gboolean mail;	   /* a saved mail: HTML or text */
	gboolean too_long; /* more pictures or addresses than are looked at */
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
void cl_printed_split(const char *printed, char **caption, char **credit);
/* "(c) A/B", as plain text has it, is written "© A/B", in as many bytes. */
void cl_printed_write_sign(char *text);
/* FALSE, and the page is too long: there is no room. Takes the picture. */
gboolean cl_printed_add(ClPrintedPage *page, ClPrintedPicture *picture);
/* What in `text` is written like an address of ours and is not in `seen` yet (char* keys): pictures that
 * stand "elsewhere". */
void cl_printed_add_named(ClPrintedPage *page, GHashTable *seen, const char *text, guint line);
/* Likewise what names a picture's file that may lie beside the page; and one address that is known
 * for one. */
void cl_printed_add_files(ClPrintedPage *page, GHashTable *seen, const char *text, guint line);
void cl_printed_add_file(ClPrintedPage *page, GHashTable *seen, const char *url, guint line);
/* Is the whole text the address of a picture's file, by its extension? */
gboolean cl_printed_is_file(const char *text);
/* "© 2022 Example. All rights reserved.": of the whole page, not of a picture. */
gboolean cl_printed_is_imprint(const char *text);
/* A newsletter's plain text (UTF-8). */
ClPrintedPage *cl_printed_read_text(const char *text);

/* In src/metadata (decoder): HTML or text by what the bytes are. CL_ERROR_LIMIT. */
ClPrintedPage *cl_printed_read(GBytes *bytes, GError **error);
/* What a mail says with its subjects and what it forwards, a page, or a text in another set than UTF-8: as
 * text. One that has no text: CL_ERROR_INPUT; the message goes on from the mail's name. */
char *cl_mail_text(GBytes *bytes, GError **error);
