/* SPDX-License-Identifier: MIT
 *
 * The grammar of the IIIF Image API, versions 3.0 and 2.1: /iiif/{2|3}/{id}[/info.json] and
 * /iiif/{2|3}/{id}/{region}/{size}/{rotation}/{quality}.{format}, and what it means for a picture of a
 * given size. Pure. docs/iiif-rules.tsv lists the rules by section.
 */
#pragma once
#include <cutline/rendition.h>

#define IIIF_PREFIX "/iiif/"
#define IIIF_MAX_AREA (4096ULL * 4096ULL) /* pixels of one answer; told in info.json */
#define IIIF_TILE 512U

typedef enum { IIIF_NONE, IIIF_BASE, IIIF_INFO, IIIF_IMAGE } IiifKind;
typedef enum { IIIF_REGION_FULL, IIIF_REGION_SQUARE, IIIF_REGION_PIXELS, IIIF_REGION_PERCENT } IiifRegion;
typedef enum {
	IIIF_SIZE_MAX,
	IIIF_SIZE_FULL, /* version 2 */
	IIIF_SIZE_WIDTH,
	IIIF_SIZE_HEIGHT,
	IIIF_SIZE_BOTH,
	IIIF_SIZE_FIT, /* !w,h */
	IIIF_SIZE_PERCENT
} IiifSize;

typedef struct {
	guint version;
	char id[CL_ID_CHARS + 1];
	const char *rest; /* of the path, behind the id; lent */
	IiifRegion region;
	double area[4]; /* x, y, width, height */
	IiifSize size;
	guint32 width, height;
	double percent;
	guint turn;
	gboolean mirror;
	ClTone tone;
	const char *quality; /* static */
	ClFormat format;
} IiifUrl;

/* NONE without an error: no such path. With one (CL_ERROR_USAGE): a path of the API that says what it
 * does not know or what cannot be. */
IiifKind iiif_parse(const char *path, IiifUrl *url, GError **error);
/* For a picture so large: the part, and the size of the answer. CL_ERROR_USAGE. */
gboolean iiif_resolve(const IiifUrl *url, guint32 width, guint32 height, ClRect *part, guint32 *to_width,
	guint32 *to_height, GError **error);
/* The largest answer that a part of this size may have. */
void iiif_fit_area(guint32 *width, guint32 *height);
