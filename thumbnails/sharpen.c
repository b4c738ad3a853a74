/* SPDX-License-Identifier: MIT
 *
 * What makes up for the softness of a reduction: each pixel a little further from the mean of its
 * eight neighbours, in whole numbers. A loop of its own, because the general convolution of libvips
 * takes ten times as long and was a third of the work of a ladder of renditions.
 */
#include "thumbnails.h"
#include <string.h>

#define BANDS 3
#define CENTRE 32 /* of 24 in all: 32 - 8 × 1 */
#define TOTAL 24

/* out = (32 × centre − the eight around it) / 24; `sums` are of three rows, three bands of padding at
 * either end. Without branches and in 16 bits, so that it becomes vector code. */
THUMBNAILS_VECTOR static void
sharpen_row(const guint8 *restrict row, const guint16 *restrict sums, guint8 *restrict out, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		guint16 around = (guint16)(sums[i] + sums[i + BANDS] + sums[i + 2 * BANDS]);
		gint16 value = (gint16)((CENTRE + 1) * row[i] + TOTAL / 2 - around);
		guint16 above = (guint16)MAX(value, 0);

		/* a division by 24, exact in this range */
		above = (guint16)((guint32)above * 43691 >> 16) >> 4;
		out[i] = (guint8)MIN(above, 255);
	}
}

THUMBNAILS_VECTOR static void
add_rows(const guint8 *restrict above, const guint8 *restrict row, const guint8 *restrict below,
	guint16 *restrict sums, gsize n)
{
	for (gsize i = 0; i < n; i++)
		sums[i] = (guint16)(above[i] + row[i] + below[i]);
}

void
thumbnails_sharpen(const guint8 *rgb, guint width, guint height, guint8 *out)
{
	gsize n = (gsize)width * BANDS;
	g_autofree guint16 *sums = g_new(guint16, n + 2 * BANDS);

	for (guint y = 0; y < height; y++) {
		const guint8 *row = rgb + n * y;
		const guint8 *above = y > 0 ? row - n : row;
		const guint8 *below = y + 1 < height ? row + n : row;

		add_rows(above, row, below, sums + BANDS, n);
		memcpy(sums, sums + BANDS, BANDS * sizeof *sums);
		memcpy(sums + BANDS + n, sums + n, BANDS * sizeof *sums);
		sharpen_row(row, sums, out + n * y, n);
	}
}
