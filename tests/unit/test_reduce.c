/* SPDX-License-Identifier: MIT
 *
 * The reduction against the same filter in floating point, for every number of bands, odd sizes,
 * one direction only, and borders; flat pictures stay flat to the last bit.
 */
#include <math.h>
#include <stdlib.h>
#include "../../thumbnails/thumbnails.h"

typedef struct {
	guint width, height, bands, to_width, to_height;
} Size;

static const Size sizes[] = {
	{2560, 170, 3, 1200, 80},
	{1500, 100, 3, 1200, 80},
	{641, 481, 3, 320, 240},
	{640, 480, 1, 91, 60},
	{640, 480, 4, 639, 479},
	{97, 83, 3, 13, 83},
	{97, 83, 1, 97, 11},
	{8, 9, 4, 1, 2},
	{3, 2, 3, 2, 1},
	{1, 1, 3, 1, 1},
	{65, 700, 3, 64, 350},
};

static guint8 *
noise(gsize n)
{
	guint8 *samples = g_malloc(n);
	guint32 state = 2463534242;

	for (gsize i = 0; i < n; i++) {
		state ^= state << 13;
		state ^= state >> 17;
		state ^= state << 5;
		/* runs of black and white among the noise: the filter rings there most */
		samples[i] = (state >> 28) < 4 ? 0 : (state >> 28) < 8 ? 255 : (guint8)(state >> 8);
	}
	return samples;
}

static guint8 *
reduce(const guint8 *samples, const Size *size)
{
	guint8 *out = g_malloc((gsize)size->to_width * size->to_height * size->bands);
	g_autoptr(ThumbnailsReducer) reducer = thumbnails_reducer_new(size->width, size->height,
		size->bands, size->to_width, size->to_height, out);

	for (guint y = 0; y < size->height; y++)
		thumbnails_reducer_push(reducer, samples + (gsize)y * size->width * size->bands);
	return out;
}

static double
lanczos(double x)
{
	if (x == 0)
		return 1;
	return fabs(x) < 3 ? 3 * sin(G_PI * x) * sin(G_PI * x / 3) / (G_PI * G_PI * x * x) : 0;
}

/* One direction; the result is clamped, as a picture between two steps is. */
static double *
reduce_line(const double *in, guint n, guint step, guint to)
{
	double *out = g_new(double, to), scale = (double)n / to;

	for (guint i = 0; i < to; i++) {
		double sum = 0, total = 0, centre = (i + 0.5) * scale;

		for (guint j = (guint)MAX(centre - 3 * scale - 1, 0); j < MIN(n, centre + 3 * scale + 1);
			j++) {
			double weight = lanczos((j + 0.5 - centre) / scale);

			sum += weight * in[(gsize)j * step];
			total += weight;
		}
		out[i] = CLAMP(sum / total, 0, 255);
	}
	return out;
}

static double *
reference(const guint8 *samples, const Size *size)
{
	gsize stride = (gsize)size->width * size->bands, to_stride = (gsize)size->to_width * size->bands;
	g_autofree double *in = g_new(double, stride * size->height);
	g_autofree double *down = g_new(double, stride * size->to_height);
	double *out = g_new(double, to_stride * size->to_height);

	for (gsize i = 0; i < stride * size->height; i++)
		in[i] = samples[i];
	for (gsize i = 0; i < stride; i++) {
		g_autofree double *line = reduce_line(in + i, size->height, (guint)stride, size->to_height);

		for (guint y = 0; y < size->to_height; y++)
			down[stride * y + i] = line[y];
	}
	for (guint y = 0; y < size->to_height; y++)
		for (guint band = 0; band < size->bands; band++) {
			g_autofree double *line = reduce_line(
				down + stride * y + band, size->width, size->bands, size->to_width);

			for (guint x = 0; x < size->to_width; x++)
				out[to_stride * y + (gsize)x * size->bands + band] = line[x];
		}
	return out;
}

static void
test_reference(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		const Size *size = &sizes[i];
		gsize n = (gsize)size->to_width * size->to_height * size->bands;
		g_autofree guint8 *samples = noise((gsize)size->width * size->height * size->bands);
		g_autofree guint8 *seen = reduce(samples, size);
		g_autofree double *wanted = reference(samples, size);
		double largest = 0, total = 0;

		g_assert_true(thumbnails_reducer_can(size->width, size->height, size->bands,
			size->to_width, size->to_height));
		for (gsize j = 0; j < n; j++) {
			largest = MAX(largest, fabs(seen[j] - wanted[j]));
			total += seen[j] - wanted[j];
		}
		g_test_message("%u × %u × %u: off by %.2f at most, %.3f in the mean", size->width,
			size->height, size->bands, largest, total / (double)n);
		g_assert_cmpfloat(largest, <=, 1.0); /* half of it is the rounding to a byte */
		g_assert_cmpfloat(fabs(total), <=, 0.06 * (double)n + 1);
	}
}

static void
test_flat(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
		for (guint value = 0; value < 256; value += i == 3 ? 1 : 51) {
			const Size *size = &sizes[i];
			gsize n = (gsize)size->width * size->height * size->bands;
			g_autofree guint8 *samples = g_malloc(n);
			g_autofree guint8 *seen = NULL;

			for (gsize j = 0; j < n; j++)
				samples[j] = (guint8)value;
			seen = reduce(samples, size);
			for (gsize j = 0; j < (gsize)size->to_width * size->to_height * size->bands; j++)
				g_assert_cmpuint(seen[j], ==, value);
		}
}

static void
test_limits(void)
{
	g_assert_false(thumbnails_reducer_can(100, 100, 3, 12, 100));
	g_assert_false(thumbnails_reducer_can(100, 100, 3, 101, 100));
	g_assert_false(thumbnails_reducer_can(100, 100, 2, 50, 50));
	g_assert_false(thumbnails_reducer_can(100, 100, 3, 0, 50));
	g_assert_true(thumbnails_reducer_can(96, 100, 3, 12, 13));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/reduce/reference", test_reference);
	g_test_add_func("/reduce/flat", test_flat);
	g_test_add_func("/reduce/limits", test_limits);
	return g_test_run();
}
