/* SPDX-License-Identifier: MIT
 *
 * The perceptual hash: the signs of the 64 lowest spatial frequencies of a square. Brightness and
 * contrast do not change them; fine detail, where compression and scaling leave their marks, is
 * not looked at. Frequencies whose amplitude is near zero may tip over in a copy: they are marked
 * as weak, and the lookup tries both signs of them.
 */
#include "thumbnails.h"
#include <math.h>

#define SIDE THUMBNAILS_HASH_SIDE
#define N_BITS 64
#define MAX_FREQUENCY 12
#define N_WEAK 24 /* so many of the bits count as weak */

typedef struct {
	guint8 u[N_BITS], v[N_BITS]; /* by rising u² + v², without (0, 0) */
	float cosines[MAX_FREQUENCY][SIDE];
} Basis;

static const Basis *
get_basis(void)
{
	static Basis basis;
	static gsize ready;
	guint n = 0;

	if (!g_once_init_enter(&ready))
		return &basis;
	for (guint norm = 1; n < N_BITS; norm++) {
		for (guint u = 0; u < MAX_FREQUENCY && n < N_BITS; u++) {
			for (guint v = 0; v < MAX_FREQUENCY && n < N_BITS; v++) {
				if (u * u + v * v != norm)
					continue;
				basis.u[n] = (guint8)u;
				basis.v[n++] = (guint8)v;
			}
		}
	}
	for (guint f = 0; f < MAX_FREQUENCY; f++) {
		for (guint i = 0; i < SIDE; i++)
			basis.cosines[f][i] = (float)cos(G_PI / SIDE * f * (i + 0.5));
	}
	g_once_init_leave(&ready, 1);
	return &basis;
}

void
thumbnails_hash(const float cells[SIDE * SIDE], guint64 *bits, guint64 *weak)
{
	const Basis *basis = get_basis();
	float rows[SIDE][MAX_FREQUENCY], amplitude[N_BITS];

	for (guint y = 0; y < SIDE; y++) {
		for (guint u = 0; u < MAX_FREQUENCY; u++) {
			float sum = 0;

			for (guint x = 0; x < SIDE; x++)
				sum += cells[y * SIDE + x] * basis->cosines[u][x];
			rows[y][u] = sum;
		}
	}
	*bits = *weak = 0;
	for (guint i = 0; i < N_BITS; i++) {
		float sum = 0;

		for (guint y = 0; y < SIDE; y++)
			sum += rows[y][basis->u[i]] * basis->cosines[basis->v[i]][y];
		amplitude[i] = fabsf(sum);
		if (sum > 0)
			*bits |= G_GUINT64_CONSTANT(1) << i;
	}
	for (guint i = 0; i < N_BITS; i++) {
		guint n_smaller = 0;

		for (guint j = 0; j < N_BITS; j++)
			n_smaller += amplitude[j] < amplitude[i] ||
				     (amplitude[j] == amplitude[i] && j < i);
		if (n_smaller < N_WEAK)
			*weak |= G_GUINT64_CONSTANT(1) << i;
	}
}

void
thumbnails_hash_turn(
	gboolean transposed, gboolean mirrored, gboolean upside_down, guint64 *bits, guint64 *weak)
{
	const Basis *basis = get_basis();
	guint64 turned = 0, turned_weak = 0;

	for (guint i = 0; i < N_BITS; i++) {
		guint u = transposed ? basis->v[i] : basis->u[i], v = transposed ? basis->u[i] : basis->v[i];
		guint from = 0;

		while (basis->u[from] != u || basis->v[from] != v)
			from++;
		turned |= ((*bits >> from & 1) ^ (guint64)((mirrored && basis->u[i] % 2 == 1) !=
						   (upside_down && basis->v[i] % 2 == 1)))
			  << i;
		turned_weak |= (*weak >> from & 1) << i;
	}
	*bits = turned;
	*weak = turned_weak;
}
