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

typedef struct {
	RenderImage *image; /* dressed, in memory, as it is to look */
	const ClPlan *plan;
	ClRenderEmbed embed; /* or NULL */
	gpointer data;
} RenderEncode;
/* The whole file, and in which format it came out. */
GBytes *render_encode(const RenderEncode *request, ClFormat *format, GError **error);
