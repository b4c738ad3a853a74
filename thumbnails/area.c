/* SPDX-License-Identifier: MIT
 *
 * Means over rectangles with fractional borders: the one resampler of the fingerprints. A table
 * of sums makes every cell cost the same, however large the part of the picture it covers.
 */
#include "thumbnails.h"
#include <math.h>

void
thumbnails_area_init(ThumbnailsArea *area, const float *values, guint width, guint height)
{
	gsize stride = (gsize)width + 1;

	area->width = width;
	area->height = height;
	area->sums = g_new0(double, stride *((gsize)height + 1));
	for (guint y = 0; y < height; y++) {
		double *above = area->sums + stride * y, *here = above + stride, row = 0;

		for (guint x = 0; x < width; x++) {
			row += values[(gsize)y * width + x];
			here[x + 1] = above[x + 1] + row;
		}
	}
}

void
thumbnails_area_clear(ThumbnailsArea *area)
{
	g_clear_pointer(&area->sums, g_free);
}

/* Sum over [0, x) × [0, y): linear between the table's points. */
static double
sum_to(const ThumbnailsArea *area, double x, double y)
{
	double cx = CLAMP(x, 0, area->width), cy = CLAMP(y, 0, area->height);
	guint ix = MIN((guint)cx, area->width - 1), iy = MIN((guint)cy, area->height - 1);
	double fx = cx - ix, fy = cy - iy;
	const double *at = area->sums + ((gsize)area->width + 1) * iy + ix;
	const double *below = at + area->width + 1;

	return (at[0] * (1 - fx) + at[1] * fx) * (1 - fy) +
	       (below[0] * (1 - fx) + below[1] * fx) * fy;
}

void
thumbnails_area_sample(const ThumbnailsArea *area, double left, double top, double right,
	double bottom, guint columns, guint rows, float *cells)
{
	double dx = (right - left) / columns, dy = (bottom - top) / rows;

	for (guint row = 0; row < rows; row++) {
		double y0 = top + dy * row, y1 = y0 + dy;

		for (guint column = 0; column < columns; column++) {
			double x0 = left + dx * column, x1 = x0 + dx;
			double sum = sum_to(area, x1, y1) - sum_to(area, x0, y1) -
				     sum_to(area, x1, y0) + sum_to(area, x0, y0);

			cells[(gsize)row * columns + column] = (float)(sum / (dx * dy));
		}
	}
}
