/* SPDX-License-Identifier: MIT
 *
 * Private to the pixel part of this folder (library "render", decoder process only): images of
 * libvips on their way from a coded file to renditions. Every function that fails sets an error
 * of domain CL_ERROR and leaves libvips' own error text empty.
 */
#pragma once
#include <glib.h>
#include <vips/vips.h>
#include <cutline/render.h>

typedef VipsImage RenderImage;
static inline void
render_image_clear(RenderImage **image)
{
	g_clear_object(image);
}
#define RENDER_AUTO_IMAGE __attribute__((cleanup(render_image_clear))) RenderImage *
/* Replace *image by `next`, whose reference is taken. */
static inline void
render_image_take(RenderImage **image, RenderImage *next)
{
	g_clear_object(image);
	*image = next;
}

/* CL_ERROR_INPUT: "what: libvips' reason", on one short line without file names. */
void render_fail(GError **error, const char *what);

/* Open a picture by the loader of its format. A JPEG may come already reduced by 2, 4 or 8, never
 * below what a box of box_px needs; *width and *height are of the whole picture. Pixels are
 * decoded later, when they are asked for, and only once from top to bottom. */
RenderImage *render_load(
	GBytes *input, ClFormat format, guint box_px, guint *width, guint *height, GError **error);

/* HEIF, AVIF and JPEG XL state the turn in the container and their decoders obey it; the EXIF
 * value in such files is informative (ISO 23008-12, 18181-2) and would turn them twice. */
gboolean render_loader_turns(ClFormat format);

/* Any colour space and depth to 8-bit sRGB, three bands, transparency on white. */
gboolean render_to_srgb(RenderImage **image, GError **error);

/* Turn pixels that need EXIF orientation 1 … 8 upright. The image must be in memory. */
gboolean render_upright(RenderImage **image, guint orientation, GError **error);

/* Reduce to exactly width × height. */
gboolean render_resize(RenderImage **image, guint width, guint height, GError **error);

/* Reduction blurs a little; see thumbnails_sharpen(). The image must be in memory, and is so
 * afterwards. */
gboolean render_sharpen(RenderImage **image, GError **error);

/* Compute all pixels now, into memory. */
gboolean render_compute(RenderImage **image, GError **error);

/* Our small sRGB profile. Static. */
const guint8 *render_srgb_profile(gsize *n_bytes);

/* Called when a job has freed what it needed. */
void render_rest(void);

/* A tiny picture of the format; NULL for CL_FORMAT_UNKNOWN. */
GBytes *render_sample(ClFormat format);

/* jpeg_decode.c: NULL if it is damaged (*ours, and libvips' error is set) or of a kind that libvips
 * must read (not *ours). */
RenderImage *render_jpeg_open(GBytes *input, int shrink, gboolean *ours);

/* damage.c: complaints of the decoders, from render_damage_listen() on. */
void render_damage_listen(void);
void render_damage_note(const char *message);
void render_damage_forget(void);
void render_damage_copy(char *text, gsize n_bytes);
