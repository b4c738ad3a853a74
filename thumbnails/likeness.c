/* SPDX-License-Identifier: MIT
 *
 * Whether two pictures are the same one: lay one over the other the way their hashes suggest
 * (whole on whole, or spot on spot, which gives place and scale of a crop), shift until they fit
 * best, and correlate what is left when broad light and shade are taken away. Skies and horizons
 * look alike in every newspaper; detail in the same place does not happen by chance.
 */
#include "thumbnails.h"
#include <math.h>
#include <string.h>

#define GRID 32
#define N_CELLS (GRID * GRID)
#define MAX_REACH 3 /* of a running mean */
#define MAX_HASH_DISTANCE 16 /* of spots that suggest a position */
#define MAX_TRIES 6
#define SURE 0.98         /* correlation that no fitting needs to better */
#define HOPELESS 0.15     /* correlation before fitting, below which fitting is pointless */
#define NOISE_POWER 4.0F  /* of detail, grey steps squared: weaker detail counts for less */
#define MIN_EVIDENCE 0.02 /* mean power of evened detail; below, there is nothing to compare */
#define MIN_COVER 0.80    /* of the smaller picture that must lie within the larger */
#define MIN_SHARE 0.28    /* of the larger that must be seen */

/* Where picture b lies on picture a, both in units of their long side. */
typedef struct {
	double scale, x, y;
} Placing;

typedef struct {
	const ClLook *look;
	double width, height; /* long side = 1 */
} Frame;

static Frame
make_frame(const ClLook *look)
{
	double longest = MAX(look->width, look->height);

	return (Frame){look, look->width / longest, look->height / longest};
}

/* Where a cell's sample lies in the miniature: left (or upper) neighbour, and how far from it. */
typedef struct {
	guint at[GRID];
	double share[GRID];
} Steps;

/* GRID steps from `from` over `length`, in units of the long side; `side` is the frame's own extent. */
static void
make_steps(Steps *steps, double from, double length, double scale, double side)
{
	for (guint i = 0; i < GRID; i++) {
		double place = (from + length * (i + 0.5) / GRID) / scale;
		double cell = CLAMP(place / side * CL_LOOK_SIDE - 0.5, 0, CL_LOOK_SIDE - 1.001);

		steps->at[i] = (guint)cell;
		steps->share[i] = cell - steps->at[i];
	}
}

/* Bilinear values of the miniature. */
static void
sample(const ClLook *look, const Steps *across, const Steps *down, float cells[N_CELLS])
{
	for (guint row = 0; row < GRID; row++) {
		const guint8 *line = look->grey + down->at[row] * CL_LOOK_SIDE;
		double fy = down->share[row];

		for (guint column = 0; column < GRID; column++) {
			const guint8 *at = line + across->at[column];
			double fx = across->share[column];

			cells[row * GRID + column] =
				(float)((at[0] * (1 - fx) + at[1] * fx) * (1 - fy) +
					(at[CL_LOOK_SIDE] * (1 - fx) + at[CL_LOOK_SIDE + 1] * fx) * fy);
		}
	}
}

/* In place: a running mean of 2 · reach + 1 cells along rows, then along columns; the border goes on
 * outside. Whole rows are added up, so that the compiler can take several cells at once. */
THUMBNAILS_VECTOR static void
smooth(float *cells, int reach)
{
	float copy[N_CELLS], line[GRID + 2 * MAX_REACH], n = (float)(2 * reach + 1);

	for (int row = 0; row < GRID; row++) {
		float *to = copy + row * GRID;

		for (int i = 0; i < GRID + 2 * reach; i++)
			line[i] = cells[row * GRID + CLAMP(i - reach, 0, GRID - 1)];
		memcpy(to, line, GRID * sizeof *to);
		for (int j = 1; j <= 2 * reach; j++)
			for (int i = 0; i < GRID; i++)
				to[i] += line[i + j];
		for (int i = 0; i < GRID; i++)
			to[i] /= n;
	}
	for (int row = 0; row < GRID; row++) {
		float *to = cells + row * GRID;

		memcpy(to, copy + MAX(row - reach, 0) * GRID, GRID * sizeof *to);
		for (int j = 1 - reach; j <= reach; j++)
			for (int i = 0; i < GRID; i++)
				to[i] += copy[CLAMP(row + j, 0, GRID - 1) * GRID + i];
		for (int i = 0; i < GRID; i++)
			to[i] /= n;
	}
}

/* Take away the broad light, then even out the contrast: otherwise one hard horizon outweighs
 * all else, and every sunset is like every other. */
THUMBNAILS_VECTOR static void
keep_detail(float cells[N_CELLS])
{
	float broad[N_CELLS], power[N_CELLS];

	smooth(cells, 1);
	memcpy(broad, cells, sizeof broad);
	smooth(broad, 3);
	smooth(broad, 3);
	for (guint i = 0; i < N_CELLS; i++) {
		cells[i] -= broad[i];
		power[i] = cells[i] * cells[i];
	}
	smooth(power, 3);
	for (guint i = 0; i < N_CELLS; i++)
		cells[i] /= sqrtf(power[i] + NOISE_POWER);
}

static double
correlate(const float *a, const float *b)
{
	double ab = 0, aa = 0, bb = 0;

	for (guint i = 0; i < N_CELLS; i++) {
		ab += (double)a[i] * b[i];
		aa += (double)a[i] * a[i];
		bb += (double)b[i] * b[i];
	}
	if (aa < MIN_EVIDENCE * N_CELLS || bb < MIN_EVIDENCE * N_CELLS)
		return 0;
	return ab / sqrt(aa * bb);
}

/* Correlation of the detail in the part that both show; -1 if they share too little. */
static double
score(const Frame *a, const Frame *b, const Placing *placing)
{
	double left = MAX(0, placing->x),
	       right = MIN(a->width, placing->x + b->width * placing->scale);
	double top = MAX(0, placing->y);
	double bottom = MIN(a->height, placing->y + b->height * placing->scale);
	double common = (right - left) * (bottom - top), area_a = a->width * a->height;
	double area_b = b->width * b->height * placing->scale * placing->scale;
	float cells_a[N_CELLS], cells_b[N_CELLS];
	Steps across, down;

	if (right <= left || bottom <= top || common < MIN_COVER * MIN(area_a, area_b) ||
		common < MIN_SHARE * MAX(area_a, area_b))
		return -1;
	make_steps(&across, left, right - left, 1, a->width);
	make_steps(&down, top, bottom - top, 1, a->height);
	sample(a->look, &across, &down, cells_a);
	make_steps(&across, left - placing->x, right - left, placing->scale, b->width);
	make_steps(&down, top - placing->y, bottom - top, placing->scale, b->height);
	sample(b->look, &across, &down, cells_b);
	keep_detail(cells_a);
	keep_detail(cells_b);
	return correlate(cells_a, cells_b);
}

/* Climb from a first placing, to the best: move and scale by ever smaller steps while it gets better. */
static double
fit(const Frame *a, const Frame *b, Placing *at)
{
	Placing placing = *at;
	double best = score(a, b, &placing);

	if (best < HOPELESS)
		return best;
	for (double step = 0.02; best < SURE && step > 0.001; step /= 2) {
		gboolean better = TRUE;

		for (guint round = 0; better && round < 6; round++) {
			better = FALSE;
			for (guint move = 0; move < 6; move++) {
				Placing next = placing;
				double by = move % 2 == 0 ? step : -step, now;

				if (move < 2) {
					next.x += by;
				} else if (move < 4) {
					next.y += by;
				} else { /* about the middle */
					next.scale += by;
					next.x -= by * b->width / 2;
					next.y -= by * b->height / 2;
				}
				now = score(a, b, &next);
				if (now <= best)
					continue;
				best = now;
				placing = next;
				better = TRUE;
			}
		}
	}
	*at = placing;
	return best;
}

static guint
distance(guint64 a, guint64 b)
{
	return (guint)__builtin_popcountll(a ^ b);
}

/* Correlation 0.75 is where the same picture ends (measured); the scale is bent so that this is
 * CL_LIKENESS_PROBABLE. */
#define SAME_CORRELATION 0.75
static double
to_likeness(double correlation)
{
	if (correlation <= 0)
		return 0;
	if (correlation < SAME_CORRELATION)
		return correlation / SAME_CORRELATION * CL_LIKENESS_PROBABLE;
	return MIN(1, CL_LIKENESS_PROBABLE + (correlation - SAME_CORRELATION) /
						     (1 - SAME_CORRELATION) *
						     (1 - CL_LIKENESS_PROBABLE));
}

/* Share of b, laid there, that lies within a. */
static double
share_within(const Frame *a, const Frame *b, const Placing *placing)
{
	double width = b->width * placing->scale, height = b->height * placing->scale;
	double across = MIN(a->width, placing->x + width) - MAX(0, placing->x);
	double down = MIN(a->height, placing->y + height) - MAX(0, placing->y);

	return across <= 0 || down <= 0 ? 0 : across * down / (width * height);
}

double
cl_look_shown(const ClLook *a, const ClLook *b, double *shown)
{
	Frame on = make_frame(a), laid = make_frame(b);
	gboolean tried[CL_LOOK_HASHES][CL_LOOK_HASHES] = {{FALSE}};
	Placing centred = {1, (on.width - laid.width) / 2, (on.height - laid.height) / 2};
	double best;

	*shown = 1;
	if (a->n_hashes == 0 || b->n_hashes == 0)
		return 0;
	best = fabs(on.width - laid.width) + fabs(on.height - laid.height) < 0.25
		       ? fit(&on, &laid, &centred)
		       : 0;
	if (best > 0)
		*shown = share_within(&on, &laid, &centred);
	for (guint n = 0; n < MAX_TRIES && best < 0.95; n++) {
		guint closest = MAX_HASH_DISTANCE + 1, at_a = 0, at_b = 0;
		const ClLookSpot *spot_a, *spot_b;
		Placing placing;
		double now;

		for (guint i = 1; i < a->n_hashes; i++) {
			for (guint j = 1; j < b->n_hashes; j++) {
				guint apart = distance(a->hashes[i], b->hashes[j]);

				if (apart >= closest || tried[i][j])
					continue;
				closest = apart;
				at_a = i;
				at_b = j;
			}
		}
		if (at_a == 0)
			break;
		tried[at_a][at_b] = TRUE;
		spot_a = &a->spots[at_a];
		spot_b = &b->spots[at_b];
		placing.scale = (double)spot_a->radius / spot_b->radius;
		placing.x = (spot_a->x - spot_b->x * placing.scale) / CL_LOOK_UNIT;
		placing.y = (spot_a->y - spot_b->y * placing.scale) / CL_LOOK_UNIT;
		now = fit(&on, &laid, &placing);
		if (now <= best)
			continue;
		best = now;
		*shown = share_within(&on, &laid, &placing);
	}
	return to_likeness(best);
}

double
cl_look_likeness(const ClLook *a, const ClLook *b)
{
	double shown;

	return cl_look_shown(a, b, &shown);
}
