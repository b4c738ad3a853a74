/* SPDX-License-Identifier: MIT
 *
 * Which parts of a picture are fingerprinted besides the whole: squares around its most striking
 * blobs. A blob is an extreme of the difference of two blurs, over place and scale (Lindeberg's
 * scale selection); its place and size follow the content, so a cropped or scaled copy yields
 * the same squares. Must not know what the squares are compared with.
 */
#include "thumbnails.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N_LEVELS 10
#define FIRST_SIGMA 3.15F      /* blur of the first level, pixels of the plane */
#define LEVEL_RATIO 1.2599210F /* 2^(1/3) */
#define MIN_CONTRAST 1.2F      /* of 255; weaker blobs are noise or flat sky */
#define RADIUS_SIGMAS 2.6F     /* half the side of the square, in blurs */
#define MAX_OVERLAP 0.55       /* of two squares, as intersection over union */
#define MAX_CANDIDATES 256
#define MAX_TAPS 64

typedef struct {
	float x, y, sigma, strength;
} Blob;

/* One line with `reach` samples more at both ends, which repeat the border. */
static void
pad_line(const float *in, float *padded, guint n, guint reach)
{
	for (guint i = 0; i < reach; i++) {
		padded[i] = in[0];
		padded[reach + n + i] = in[n - 1];
	}
	memcpy(padded + reach, in, n * sizeof *in);
}

/* Gaussian blur with the border repeated; rows, then columns. Inner loops run along rows, so that
 * the compiler turns them into vector code. */
static void
blur(const float *in, float *out, float *temp, guint width, guint height, float sigma)
{
	float taps[MAX_TAPS], padded[THUMBNAILS_SPOT_PLANE + 2 * MAX_TAPS];
	guint reach = MIN((guint)ceilf(3 * sigma), MAX_TAPS - 1);
	float total = 0;

	for (guint i = 0; i <= reach; i++) {
		taps[i] = expf(-(float)(i * i) / (2 * sigma * sigma));
		total += i == 0 ? taps[i] : 2 * taps[i];
	}
	for (guint i = 0; i <= reach; i++)
		taps[i] /= total;
	for (guint y = 0; y < height; y++) {
		float *restrict row = temp + (gsize)y * width;

		pad_line(in + (gsize)y * width, padded, width, reach);
		for (guint x = 0; x < width; x++)
			row[x] = padded[reach + x] * taps[0];
		for (guint i = 1; i <= reach; i++) {
			const float *before = padded + reach - i, *after = padded + reach + i;
			float tap = taps[i];

			for (guint x = 0; x < width; x++)
				row[x] += tap * (before[x] + after[x]);
		}
	}
	for (guint y = 0; y < height; y++) {
		float *restrict row = out + (gsize)y * width;

		for (guint x = 0; x < width; x++)
			row[x] = temp[(gsize)y * width + x] * taps[0];
		for (guint i = 1; i <= reach; i++) {
			const float *above = temp + (gsize)(y > i ? y - i : 0) * width;
			const float *below = temp + (gsize)MIN(y + i, height - 1) * width;
			float tap = taps[i];

			for (guint x = 0; x < width; x++)
				row[x] += tap * (above[x] + below[x]);
		}
	}
}

/* Differences of neighbouring levels, N_LEVELS − 1 planes one after the other. */
static float *
make_differences(const float *plane, guint width, guint height)
{
	gsize n = (gsize)width * height;
	float *differences = g_new(float, n *(N_LEVELS - 1));
	g_autofree float *level = g_new(float, n);
	g_autofree float *next = g_new(float, n);
	g_autofree float *temp = g_new(float, n);
	float sigma = FIRST_SIGMA;

	blur(plane, level, temp, width, height, sigma);
	for (guint k = 0; k + 1 < N_LEVELS; k++, sigma *= LEVEL_RATIO) {
		blur(level, next, temp, width, height,
			sigma * sqrtf(LEVEL_RATIO * LEVEL_RATIO - 1));
		for (gsize i = 0; i < n; i++)
			differences[n * k + i] = next[i] - level[i];
		memcpy(level, next, n * sizeof *level);
	}
	return differences;
}

static gboolean
is_extreme(const float *at, gssize width, gssize n)
{
	float value = *at;

	for (gssize k = -1; k <= 1; k++) {
		for (gssize dy = -1; dy <= 1; dy++) {
			for (gssize dx = -1; dx <= 1; dx++) {
				float other = at[k * n + dy * width + dx];

				if (k == 0 && dx == 0 && dy == 0)
					continue;
				if (value > 0 ? other >= value : other <= value)
					return FALSE;
			}
		}
	}
	return TRUE;
}

/* Offset of the vertex of the parabola through three neighbours, at most half a step. */
static float
vertex(float before, float here, float after)
{
	float curve = before - 2 * here + after;

	return curve == 0 ? 0 : CLAMP((before - after) / (2 * curve), -0.5F, 0.5F);
}

static int
compare_strength(const void *a, const void *b)
{
	const Blob *one = a, *two = b;

	return one->strength < two->strength ? 1 : one->strength > two->strength ? -1 : 0;
}

static guint
find_blobs(const float *differences, guint width, guint height, Blob *blobs)
{
	gssize w = width, n = (gssize)width * height;
	guint n_blobs = 0;

	for (guint k = 1; k + 2 < N_LEVELS; k++) {
		float sigma = FIRST_SIGMA * powf(LEVEL_RATIO, (float)k);
		guint margin = (guint)(sigma * RADIUS_SIGMAS * 0.85F);

		for (guint y = margin; y + margin < height && y + 1 < height; y++) {
			for (guint x = margin; x + margin < width && x + 1 < width; x++) {
				const float *at = differences + n * k + (gssize)y * w + x;
				Blob *blob = &blobs[n_blobs];

				if (n_blobs == MAX_CANDIDATES || fabsf(*at) < MIN_CONTRAST ||
					!is_extreme(at, w, n))
					continue;
				blob->x = (float)x + 0.5F + vertex(at[-1], at[0], at[1]);
				blob->y = (float)y + 0.5F + vertex(at[-w], at[0], at[w]);
				blob->sigma =
					sigma * powf(LEVEL_RATIO, vertex(at[-n], at[0], at[n]));
				blob->strength = fabsf(*at);
				n_blobs++;
			}
		}
	}
	qsort(blobs, n_blobs, sizeof *blobs, compare_strength);
	return n_blobs;
}

static gboolean
overlaps(const ClLookSpot *a, const ClLookSpot *b)
{
	double left = MAX(a->x - a->radius, b->x - b->radius);
	double right = MIN(a->x + a->radius, b->x + b->radius);
	double top = MAX(a->y - a->radius, b->y - b->radius);
	double bottom = MIN(a->y + a->radius, b->y + b->radius);
	double common = MAX(right - left, 0) * MAX(bottom - top, 0);
	double both = 4.0 * a->radius * a->radius + 4.0 * b->radius * b->radius - common;

	return common > MAX_OVERLAP * both;
}

guint
thumbnails_find_spots(const float *plane, guint width, guint height, ClLookSpot *spots, guint max)
{
	g_autofree float *differences = NULL;
	g_autofree Blob *blobs = g_new(Blob, MAX_CANDIDATES);
	double unit = (double)CL_LOOK_UNIT / MAX(width, height);
	guint n = 0, n_blobs;

	if (width < 3 || height < 3 || width > THUMBNAILS_SPOT_PLANE ||
		height > THUMBNAILS_SPOT_PLANE)
		return 0;
	differences = make_differences(plane, width, height);
	n_blobs = find_blobs(differences, width, height, blobs);
	for (guint i = 0; i < n_blobs && n < max; i++) {
		const Blob *blob = &blobs[i];
		float radius = blob->sigma * RADIUS_SIGMAS;
		gboolean taken = FALSE;

		/* a square that leaves the frame would hold other things in a copy */
		if (blob->x < radius || blob->y < radius || blob->x + radius > (float)width ||
			blob->y + radius > (float)height)
			continue;
		spots[n] = (ClLookSpot){(guint16)lround(blob->x * unit),
			(guint16)lround(blob->y * unit), (guint16)lround(radius * unit)};
		for (guint j = 0; j < n && !taken; j++)
			taken = overlaps(&spots[j], &spots[n]);
		if (!taken)
			n++;
		else
			spots[n] = (ClLookSpot){0};
	}
	return n;
}
