/* SPDX-License-Identifier: MIT
 *
 * Private to this folder: planes of numbers, and the steps from a picture to its fingerprint.
 * Nothing here knows libvips or an encoded format.
 */
#pragma once
#include <glib.h>
#include <cutline/render.h>

/* Number loops that are compiled twice: for every processor, and for those with AVX2. (Sanitizers
 * come too early for the choice between them.) */
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_UNDEFINED__)
#define THUMBNAILS_VECTOR __attribute__((target_clones("avx2", "default")))
#else
#define THUMBNAILS_VECTOR
#endif

/* A summed-area table: the mean of any rectangle, with fractional borders, in constant time. */
typedef struct {
	guint width, height;
	double *sums; /* (width + 1) × (height + 1) */
} ThumbnailsArea;
void thumbnails_area_init(ThumbnailsArea *area, const float *values, guint width, guint height);
void thumbnails_area_clear(ThumbnailsArea *area);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ThumbnailsArea, thumbnails_area_clear)
/* Reduce the rectangle (left, top, right, bottom in pixels) to columns × rows cell means. */
void thumbnails_area_sample(const ThumbnailsArea *area, double left, double top, double right,
	double bottom, guint columns, guint rows, float *cells);

/* Reduction of interleaved samples of 8 bits, 1, 3 or 4 a pixel, row after row. `out` has
 * to_width × to_height pixels, without padding, and is whole when the last row was pushed. */
#define THUMBNAILS_REDUCE_MAX 8 /* times, in either direction */
typedef struct ThumbnailsReducer ThumbnailsReducer;
gboolean thumbnails_reducer_can(
	guint width, guint height, guint bands, guint to_width, guint to_height);
ThumbnailsReducer *thumbnails_reducer_new(guint width, guint height, guint bands, guint to_width,
	guint to_height, guint8 *out);
void thumbnails_reducer_push(ThumbnailsReducer *reducer, const guint8 *row);
void thumbnails_reducer_free(ThumbnailsReducer *reducer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThumbnailsReducer, thumbnails_reducer_free)

/* A mild 3 × 3 sharpening in whole numbers, borders repeated; rows without padding. */
void thumbnails_sharpen(const guint8 *rgb, guint width, guint height, guint8 *out);

/* 64 signs of the lowest frequencies of a 32 × 32 square, and which of them are weak. */
#define THUMBNAILS_HASH_SIDE 32
void thumbnails_hash(const float cells[THUMBNAILS_HASH_SIDE * THUMBNAILS_HASH_SIDE], guint64 *bits,
	guint64 *weak);
/* Those of the same square transposed, then mirrored left to right, then turned upside down. */
void thumbnails_hash_turn(
	gboolean transposed, gboolean mirrored, gboolean upside_down, guint64 *bits, guint64 *weak);

/* Find at most `max` spots, the most striking first, in a plane whose long side is
 * THUMBNAILS_SPOT_PLANE; coordinates in CL_LOOK_UNIT. */
#define THUMBNAILS_SPOT_PLANE 160
guint thumbnails_find_spots(
	const float *plane, guint width, guint height, ClLookSpot *spots, guint max);

/* ThumbHash of an opaque picture; returns the number of bytes. */
guint thumbnails_placeholder(
	const guint8 *rgb, guint width, guint height, guint8 out[CL_PLACEHOLDER_MAX]);
