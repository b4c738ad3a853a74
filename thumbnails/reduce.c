/* SPDX-License-Identifier: MIT
 *
 * Reduction: every pixel of the result is a Lanczos mean (three lobes) of what it covers. Takes rows
 * as a decoder gives them, so that the whole picture is never in memory, and works in blocks of
 * sixteen result rows that stay in the processor's cache: down first, where rows are vectors as they
 * lie; then the block is turned over, so that across is the same loop. Whole numbers: the same bytes
 * on every machine. A loop of its own, because libvips 8.14 takes ten times as long for it.
 */
#include "thumbnails.h"
#include <math.h>
#include <string.h>

#define LOBES 3
#define LANES 16 /* result rows in a block */
#define TILE 192 /* samples of a row that are worked on together */
#define ONE 16384 /* the weights of one result pixel together */

/* Samples are worked on as 128 × their value, means come out as 64 ×; the sums of Lanczos weights
 * without their sign stay below 2, so 16 bits hold them. */
#define IN_SHIFT 7
#define OUT_SHIFT 6

#define INLINE static inline __attribute__((always_inline))

/* For each result pixel of one direction: the first pixel that counts, and `taps` weights. */
typedef struct {
	guint taps;
	guint *first;
	gint16 *weights;
} Axis;

struct ThumbnailsReducer {
	guint width, height, bands, to_width, to_height;
	Axis across, down;
	guint8 *out;
	guint next;     /* result row that the next block begins with */
	guint8 *window; /* received rows from `window_from` on, `n_window` of them */
	guint window_from, n_window, window_rows;
	gint16 *tile;  /* window_rows × TILE */
	gint16 *block; /* samples of a row × LANES, turned over */
	gint16 *sums;  /* samples of a result row × LANES, turned over */
};

/* --- weights --------------------------------------------------------------------------------- */

static double
lanczos(double x)
{
	if (fabs(x) < 1e-9)
		return 1;
	if (fabs(x) >= LOBES)
		return 0;
	x *= G_PI;
	return LOBES * sin(x) * sin(x / LOBES) / (x * x);
}

/* Round, so that the sum is exact: what is missing goes to the largest. */
static void
to_whole(const double *values, guint n, gint16 *weights)
{
	double total = 0;
	int left = ONE;
	guint largest = 0;

	for (guint i = 0; i < n; i++)
		total += values[i];
	for (guint i = 0; i < n; i++) {
		weights[i] = (gint16)lround(values[i] / total * ONE);
		left -= weights[i];
		if (values[i] > values[largest])
			largest = i;
	}
	weights[largest] = (gint16)(weights[largest] + left);
}

static void
axis_init(Axis *axis, guint from, guint to)
{
	double scale = (double)from / to;
	guint taps = MIN((guint)ceil(2 * LOBES * scale) + 1, from);
	g_autofree double *values = g_new(double, taps);

	axis->taps = taps;
	axis->first = g_new(guint, to);
	axis->weights = g_new(gint16, (gsize)to * taps);
	for (guint i = 0; i < to; i++) {
		double centre = (i + 0.5) * scale;
		int first = (int)ceil(centre - LOBES * scale - 0.5);

		first = CLAMP(first, 0, (int)(from - taps));
		for (guint t = 0; t < taps; t++)
			values[t] = lanczos((first + (int)t + 0.5 - centre) / scale);
		axis->first[i] = (guint)first;
		to_whole(values, taps, axis->weights + (gsize)i * taps);
	}
}

static void
axis_clear(Axis *axis)
{
	g_free(axis->first);
	g_free(axis->weights);
}

/* --- the loops ------------------------------------------------------------------------------- */

/* sums[i] = Σ weights[t] × in[t × stride + i]; the form of the rounding shift is the one that
 * compilers know as a single instruction. */
INLINE gint16
times(gint16 value, gint16 weight)
{
	return (gint16)((((gint32)value * weight >> 14) + 1) >> 1);
}

INLINE void
weigh(const gint16 *restrict in, gsize stride, const gint16 *restrict weights, guint taps,
	gint16 *restrict sums, const guint n)
{
	gint16 total[LANES * 4]; /* in registers */

	for (guint i = 0; i < n; i++)
		total[i] = times(in[i], weights[0]);
	for (guint t = 1; t < taps; t++) {
		const gint16 *row = in + stride * t, weight = weights[t];

		for (guint i = 0; i < n; i++)
			total[i] = (gint16)(total[i] + times(row[i], weight));
	}
	memcpy(sums, total, n * sizeof *total);
}

typedef gint16 Eight __attribute__((vector_size(16)));

/* Turn eight rows of eight over. */
INLINE void
turn_over(const gint16 *in, gsize in_stride, gint16 *out, gsize out_stride)
{
	Eight a[8], b[8];

	for (guint i = 0; i < 8; i++)
		memcpy(&a[i], in + in_stride * i, sizeof *a);
	for (guint round = 0; round < 3; round++) {
		for (guint i = 0; i < 4; i++) {
			b[2 * i] = __builtin_shufflevector(
				a[i], a[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
			b[2 * i + 1] = __builtin_shufflevector(
				a[i], a[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
		}
		memcpy(a, b, sizeof a);
	}
	for (guint i = 0; i < 8; i++)
		memcpy(out + out_stride * i, &a[i], sizeof *a);
}

INLINE void
to_bytes(const gint16 *restrict in, guint8 *restrict out, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		gint16 value = (gint16)((in[i] + (1 << (OUT_SHIFT - 1))) >> OUT_SHIFT);

		value = MAX(value, 0);
		out[i] = (guint8)MIN(value, 255);
	}
}

/* Down: result rows `next` … of the samples from `at` on, into the block. */
THUMBNAILS_VECTOR static void
reduce_down(const ThumbnailsReducer *reducer, gsize at, guint n_rows)
{
	const Axis *down = &reducer->down;
	gsize stride = (gsize)reducer->width * reducer->bands;
	guint from = down->first[reducer->next];
	guint n = (guint)MIN(TILE, stride - at);
	gint16 rows[LANES][TILE];

	for (guint y = 0; y < n_rows; y++) {
		const guint8 *in = reducer->window + stride * (from - reducer->window_from + y) + at;
		gint16 *out = reducer->tile + TILE * y;

		for (guint i = 0; i < n; i++)
			out[i] = (gint16)(in[i] << IN_SHIFT);
	}
	for (guint lane = 0; lane < LANES; lane++) {
		guint y = MIN(reducer->next + lane, reducer->to_height - 1);
		const gint16 *in = reducer->tile + TILE * (down->first[y] - from);

		for (guint i = 0; i < TILE; i += 48)
			weigh(in + i, TILE, down->weights + (gsize)y * down->taps, down->taps,
				rows[lane] + i, 48);
		for (guint i = 0; i < TILE; i++)
			rows[lane][i] = (gint16)(CLAMP(rows[lane][i], 0, 255 << OUT_SHIFT)
						 << (IN_SHIFT - OUT_SHIFT));
	}
	for (guint i = 0; i < TILE; i += 8)
		for (guint lane = 0; lane < LANES; lane += 8)
			turn_over(&rows[lane][i], TILE, reducer->block + LANES * (at + i) + lane, LANES);
}

/* Across: all of one result row of samples for the sixteen of the block; `bands` is a constant
 * where this is called. */
INLINE void
weigh_across(const ThumbnailsReducer *reducer, gint16 *sums, const guint bands)
{
	const Axis *across = &reducer->across;

	for (guint x = 0; x < reducer->to_width; x++)
		weigh(reducer->block + (gsize)LANES * bands * across->first[x], LANES * bands,
			across->weights + (gsize)x * across->taps, across->taps,
			sums + (gsize)LANES * bands * x, LANES * bands);
}

THUMBNAILS_VECTOR static void
reduce_across(const ThumbnailsReducer *reducer)
{
	gsize n = (gsize)reducer->to_width * reducer->bands;
	guint n_lanes = MIN(LANES, reducer->to_height - reducer->next);
	gint16 *sums = reducer->sums;

	if (reducer->bands == 3)
		weigh_across(reducer, sums, 3);
	else if (reducer->bands == 1)
		weigh_across(reducer, sums, 1);
	else
		weigh_across(reducer, sums, 4);
	for (gsize at = 0; at < n; at += TILE) {
		gint16 rows[LANES][TILE];
		gsize n_here = MIN(TILE, n - at);

		for (gsize i = 0; i < n_here; i += 8)
			for (guint lane = 0; lane < LANES; lane += 8)
				turn_over(sums + LANES * (at + i) + lane, LANES, &rows[lane][i], TILE);
		for (guint lane = 0; lane < n_lanes; lane++)
			to_bytes(rows[lane], reducer->out + n * (reducer->next + lane) + at, n_here);
	}
}

/* --- rows come in ---------------------------------------------------------------------------- */

/* Received rows that the block beginning with result row `next` needs: from its first to here. */
static guint
end_of_block(const ThumbnailsReducer *reducer, guint next)
{
	guint last = MIN(next + LANES, reducer->to_height) - 1;

	return reducer->down.first[last] + reducer->down.taps;
}

static void
reduce_block(ThumbnailsReducer *reducer)
{
	gsize stride = (gsize)reducer->width * reducer->bands;
	guint from = reducer->down.first[reducer->next];
	guint n_rows = end_of_block(reducer, reducer->next) - from;

	for (gsize at = 0; at < stride; at += TILE)
		reduce_down(reducer, at, n_rows);
	reduce_across(reducer);
	reducer->next += LANES;
	if (reducer->next >= reducer->to_height)
		return;
	/* what the next block does not need makes room */
	from = MIN(reducer->down.first[reducer->next] - reducer->window_from, reducer->n_window);
	memmove(reducer->window, reducer->window + stride * from,
		stride * (reducer->n_window - from));
	reducer->window_from += from;
	reducer->n_window -= from;
}

void
thumbnails_reducer_push(ThumbnailsReducer *reducer, const guint8 *row)
{
	gsize stride = (gsize)reducer->width * reducer->bands;

	if (reducer->next >= reducer->to_height)
		return;
	memcpy(reducer->window + stride * reducer->n_window, row, stride);
	reducer->n_window++;
	while (reducer->next < reducer->to_height &&
		reducer->window_from + reducer->n_window >= end_of_block(reducer, reducer->next))
		reduce_block(reducer);
}

gboolean
thumbnails_reducer_can(guint width, guint height, guint bands, guint to_width, guint to_height)
{
	return (bands == 1 || bands == 3 || bands == 4) && to_width > 0 && to_height > 0 &&
	       to_width <= width && to_height <= height &&
	       width <= (guint64)to_width * THUMBNAILS_REDUCE_MAX &&
	       height <= (guint64)to_height * THUMBNAILS_REDUCE_MAX;
}

ThumbnailsReducer *
thumbnails_reducer_new(guint width, guint height, guint bands, guint to_width, guint to_height,
	guint8 *out)
{
	ThumbnailsReducer *reducer = g_new0(ThumbnailsReducer, 1);
	gsize stride = (gsize)width * bands;

	*reducer = (ThumbnailsReducer){.width = width, .height = height, .bands = bands,
		.to_width = to_width, .to_height = to_height, .out = out};
	axis_init(&reducer->across, width, to_width);
	axis_init(&reducer->down, height, to_height);
	for (guint next = 0; next < to_height; next += LANES)
		reducer->window_rows = MAX(reducer->window_rows,
			end_of_block(reducer, next) - reducer->down.first[next]);
	reducer->window = g_malloc(stride * reducer->window_rows);
	reducer->tile = g_new0(gint16, (gsize)TILE * reducer->window_rows);
	/* the last tile and the last eight are written whole */
	reducer->block = g_new0(gint16, LANES * (stride + TILE));
	reducer->sums = g_new0(gint16, LANES * ((gsize)to_width * bands + 8));
	return reducer;
}

void
thumbnails_reducer_free(ThumbnailsReducer *reducer)
{
	axis_clear(&reducer->across);
	axis_clear(&reducer->down);
	g_free(reducer->window);
	g_free(reducer->tile);
	g_free(reducer->block);
	g_free(reducer->sums);
	g_free(reducer);
}
