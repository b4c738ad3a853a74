/* SPDX-License-Identifier: MIT
 *
 * The placeholder shown before a picture has loaded: a ThumbHash. Written from the published
 * description of the format (public domain, evanw.github.io/thumbhash); must not know where the
 * pixels came from.
 *
 * The format, for an opaque picture: the colours become L = (r+g+b)/3, P = (r+g)/2 − b and
 * Q = r − g. Each channel is a cosine transform of which only the low triangle is kept (L up to
 * 7 × 7 by aspect, P and Q 3 × 3). Bytes, least significant bit first:
 *   24 bits  mean L (6), mean P (6), mean Q (6), scale of L (5), has alpha (1, here 0)
 *   16 bits  L's count along the short side (3), scale of P (6), scale of Q (6), landscape (1)
 *    4 bits  each coefficient, divided by its channel's scale: L, then P, then Q
 */
#include "thumbnails.h"
#include <math.h>
#include <string.h>

#define PLACEHOLDER_SIDE 64 /* cells along the long side that the transform sees */
#define MAX_COUNT 7
#define MAX_COEFFICIENTS (MAX_COUNT * MAX_COUNT)

typedef struct {
	double dc, scale;
	double ac[MAX_COEFFICIENTS];
	guint n_ac;
} Channel;

static double
coefficient(const float *cells, guint width, guint height, const double *cos_x, const double *cos_y)
{
	double sum = 0;

	for (guint y = 0; y < height; y++) {
		double row = 0;

		for (guint x = 0; x < width; x++)
			row += (double)cells[y * width + x] * cos_x[x];
		sum += row * cos_y[y];
	}
	return sum / ((double)width * height);
}

static void
fill_cosines(double *cosines, guint n, guint frequency)
{
	for (guint i = 0; i < n; i++)
		cosines[i] = cos(G_PI / n * frequency * (i + 0.5));
}

static void
transform(Channel *channel, const float *cells, guint width, guint height, guint nx, guint ny)
{
	double cos_x[PLACEHOLDER_SIDE], cos_y[PLACEHOLDER_SIDE];

	memset(channel, 0, sizeof *channel);
	for (guint cy = 0; cy < ny; cy++) {
		fill_cosines(cos_y, height, cy);
		for (guint cx = 0; cx * ny < nx * (ny - cy); cx++) {
			double f;

			fill_cosines(cos_x, width, cx);
			f = coefficient(cells, width, height, cos_x, cos_y);
			if (cx == 0 && cy == 0) {
				channel->dc = f;
				continue;
			}
			channel->ac[channel->n_ac++] = f;
			channel->scale = MAX(channel->scale, fabs(f));
		}
	}
	for (guint i = 0; channel->scale > 0 && i < channel->n_ac; i++)
		channel->ac[i] = 0.5 + 0.5 / channel->scale * channel->ac[i];
}

static guint
quantize(double value, guint max)
{
	return (guint)CLAMP(lround(value), 0, (long)max);
}

static guint
pack(const Channel channels[3], guint lx, guint ly, gboolean landscape,
	guint8 out[CL_PLACEHOLDER_MAX])
{
	guint32 head = quantize(63 * channels[0].dc, 63) |
		       quantize(31.5 + 31.5 * channels[1].dc, 63) << 6 |
		       quantize(31.5 + 31.5 * channels[2].dc, 63) << 12 |
		       quantize(31 * channels[0].scale, 31) << 18;
	guint32 more = (landscape ? ly : lx) | quantize(63 * channels[1].scale, 63) << 3 |
		       quantize(63 * channels[2].scale, 63) << 9 | (landscape ? 1U << 15 : 0);
	guint n_nibbles = 0;

	memset(out, 0, CL_PLACEHOLDER_MAX);
	for (guint i = 0; i < 3; i++)
		out[i] = (guint8)(head >> (8 * i));
	for (guint i = 0; i < 2; i++)
		out[3 + i] = (guint8)(more >> (8 * i));
	for (guint c = 0; c < 3; c++) {
		for (guint i = 0; i < channels[c].n_ac; i++, n_nibbles++)
			out[5 + n_nibbles / 2] |= (guint8)(quantize(15 * channels[c].ac[i], 15)
							   << (4 * (n_nibbles % 2)));
	}
	return 5 + (n_nibbles + 1) / 2;
}

/* One of L, P, Q as a plane, reduced to width × height cells. */
static void
reduce_channel(const guint8 *rgb, guint width, guint height, guint channel, guint to_width,
	guint to_height, float *cells)
{
	g_autofree float *plane = g_new(float, (gsize)width *height);
	g_auto(ThumbnailsArea) area = {0};

	for (gsize i = 0; i < (gsize)width * height; i++) {
		float r = rgb[3 * i] / 255.0F, g = rgb[3 * i + 1] / 255.0F,
		      b = rgb[3 * i + 2] / 255.0F;

		plane[i] = channel == 0 ? (r + g + b) / 3 : channel == 1 ? (r + g) / 2 - b : r - g;
	}
	thumbnails_area_init(&area, plane, width, height);
	thumbnails_area_sample(&area, 0, 0, width, height, to_width, to_height, cells);
}

guint
thumbnails_placeholder(const guint8 *rgb, guint width, guint height, guint8 out[CL_PLACEHOLDER_MAX])
{
	g_autofree float *cells = g_new(float, PLACEHOLDER_SIDE *PLACEHOLDER_SIDE);
	Channel channels[3];
	guint longest = MAX(width, height), to_width, to_height;
	guint lx = MAX(1U, (guint)lround((double)MAX_COUNT * width / longest));
	guint ly = MAX(1U, (guint)lround((double)MAX_COUNT * height / longest));

	cl_fit(width, height, PLACEHOLDER_SIDE, PLACEHOLDER_SIDE, &to_width, &to_height);
	for (guint c = 0; c < 3; c++) {
		reduce_channel(rgb, width, height, c, to_width, to_height, cells);
		transform(&channels[c], cells, to_width, to_height, c == 0 ? MAX(3U, lx) : 3,
			c == 0 ? MAX(3U, ly) : 3);
	}
	return pack(channels, lx, ly, width > height, out);
}
