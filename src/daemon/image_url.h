/* SPDX-License-Identifier: MIT
 *
 * The grammar of /i/{id}/{preset}[~rev][.ext] and /u/{use}/{preset}[~rev][.ext]; whether there is such a
 * preset is not known here. Pure.
 * Nothing is unescaped: none of these names needs it, and so no escape can hide a path.
 */
#pragma once
#include <cutline/delivery.h>
#include <cutline/rendition.h>

#define IMAGE_NAME_CHARS 40U
typedef struct {
	char id[CL_ID_CHARS + 1];      /* of a photo, or "" and */
	char use[CL_USE_ID_CHARS + 1]; /* of a use */
	char preset[IMAGE_NAME_CHARS + 1];
	char rev[CL_REV_CHARS + 1]; /* "" = none */
	ClFormat format;	    /* UNKNOWN = by Accept */
} ImageUrl;
typedef enum {
	IMAGE_URL_NONE, /* of no such form */
	IMAGE_URL_PRESET,
	IMAGE_URL_SIGNED, /* four parts: sign.h reads it; only `id` is filled */
} ImageUrlKind;
/* `path` begins with "/i/" or "/u/". An id of the right form is filled in any case but NONE. */
ImageUrlKind image_url_parse(const char *path, ImageUrl *url);
