/* SPDX-License-Identifier: MIT
 *
 * A photo as a page shows it: what templates paste and what other programs read of it. Texts and
 * addresses come ready from the caller; here they are put into HTML and JSON, escaped, and nothing
 * is added that the record does not say. Pure.
 */
#pragma once
#include "photo.h"

/* One size that is served: /i/{id}/{preset}~{rev}.{ext}, or /u/{use}/… ; one that no preset has, by IIIF. */
typedef struct {
	char *preset;
	char *rev; /* NULL = the address without one */
	char *region; /* of IIIF: "full" or "x,y,w,h"; NULL = a preset's size */
	guint32 width, height;
} ClPageSize;
ClPageSize *cl_page_size_new(const char *preset, const char *rev, guint32 width, guint32 height);
ClPageSize *cl_page_size_new_iiif(const char *region, guint32 width, guint32 height);
void cl_page_size_free(ClPageSize *size);

/* What stands where the picture will, until it is there: a few pixels, three bytes each. */
#define CL_PAGE_PLACEHOLDER_PX 8U
typedef struct {
	guint8 rgb[CL_PAGE_PLACEHOLDER_PX * CL_PAGE_PLACEHOLDER_PX * 3];
	guint width, height; /* 0 = there is none */
} ClPagePlaceholder;

typedef struct {
	const char *base; /* "https://photos.example.org", without a slash at the end; "" = relative */
	const char *photo; /* id */
	const char *use;   /* id, or NULL: the photo itself */
	guint version;
	gint64 changed_us;
	GPtrArray *sizes;	 /* ClPageSize*, narrow to wide, all of one shape; never empty */
	const ClPageSize *main;	 /* of `sizes`: what `src` names */
	const ClPageSize *mail;	 /* for mail programs: JPEG */
	const ClPageSize *card;	 /* for social networks */
	const ClPageSize *small; /* for who has no room for any of `sizes`; or NULL */
	ClPagePlaceholder placeholder; /* of what `main` shows */
	const char *lang;	 /* of caption and headline; NULL = not known */
	const char *alt_lang;	 /* of the alternative text */
	const char *headline, *caption, *credit; /* as printed; NULL = nothing */
	const char *alt;	 /* NULL = missing; "" = decorative */
	const ClEffective *effective; /* all else; of a protected source what cl_places_keep_back() left */
	gboolean source_sensitive;
	const char *const *creators; /* people, NULL-terminated; or NULL */
	const char *provider;	     /* whose picture it is, where nobody is named; or NULL */
} ClPage;

/* All end with a newline; free with g_free. */
/* <figure> with <picture>, srcset, width and height, placeholder, alternative text, caption and credit.
 * Without an alternative text the attribute is left out: checkers then find what "" would hide. */
char *cl_page_figure(const ClPage *page);
/* <img> with one absolute JPEG address, caption and credit as text: what mail programs take. */
char *cl_page_email(const ClPage *page);
/* <meta> elements: Open Graph and twitter:card. */
char *cl_page_og(const ClPage *page);
/* schema.org ImageObject, also fit to stand in a <script> element. */
char *cl_page_jsonld(const ClPage *page);
/* The photo's own page: a whole document with figure, facts of its licence, Open Graph and JSON-LD. */
char *cl_page_document(const ClPage *page);
/* What stands in its one <style>. */
const char *cl_page_document_style(void);
/* oEmbed 1.0, type photo, with the widest size that fits (0 = any), else `small`; NULL if there is none. */
char *cl_page_oembed(const ClPage *page, guint max_width, guint max_height, guint cache_s);
/* ninjs of IPTC. */
typedef enum { CL_NINJS_3_0, CL_NINJS_2_1 } ClNinjs;
char *cl_page_ninjs(const ClPage *page, ClNinjs version);

/* "https://…/i/{id}/article~{rev}.jpg"; `extension` without the dot. Free with g_free. */
char *cl_page_url(const ClPage *page, const ClPageSize *size, const char *extension);
