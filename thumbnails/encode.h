/* SPDX-License-Identifier: MIT
 *
 * Private to the pixel part of this folder: coded files from pixels.
 */
#pragma once
#include "render.h"

/* Drop everything that libvips knows about an image beside its pixels, and give it our profile. */
gboolean render_dress(RenderImage **image, GError **error);

/* jpeg_encode.c: one or three bands of bytes, with the profile that the image has; NULL with libvips'
 * error. Chroma keeps its full resolution from quality 90 on. */
GBytes *render_jpeg_encode(RenderImage *image, guint quality);

/* avif_encode.c: the same, in two steps, so that the image need not be there while the encoder has its
 * hundred megabytes. Quality and speed on the scales of libheif (1 … 100, 0 … 9). */
typedef struct RenderPlanes RenderPlanes;
RenderPlanes *render_avif_planes(RenderImage *image, guint quality);
GBytes *render_avif_encode(RenderPlanes *planes, guint speed); /* frees the planes */

typedef struct {
	RenderImage *image; /* dressed, in memory, as it is to look; NULL afterwards */
	const ClPlan *plan;
	const ClRenderHooks *hooks;
} RenderEncode;
/* The whole file, and in which format it came out. */
GBytes *render_encode(RenderEncode *request, ClFormat *format, GError **error);
