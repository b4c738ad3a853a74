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
 * either end. Inner loop without branches, so that it becomes vector code. */
static void
sharpen_row(const guint8 *restrict row, const guint16 *restrict sums, guint8 *restrict out, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		gint32 around = sums[i] + sums[i + BANDS] + sums[i + 2 * BANDS];
		gint32 value = ((CENTRE + 1) * row[i] - around + TOTAL / 2) * 43691;

		/* a division by 24, exact in this range */
		out[i] = (guint8)CLAMP(value >> 20, 0, 255);
	}
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

		for (gsize i = 0; i < n; i++)
			sums[BANDS + i] = (guint16)(above[i] + row[i] + below[i]);
		memcpy(sums, sums + BANDS, BANDS * sizeof *sums);
		memcpy(sums + BANDS + n, sums + n, BANDS * sizeof *sums);
		sharpen_row(row, sums, out + n * y, n);
	}
}
