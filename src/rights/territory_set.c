/* SPDX-License-Identifier: MIT
 *
 * Sets of territories: one bit for each pair of letters, so that no table of countries is needed to
 * unite, cut and compare them. Which names stand for which codes is a matter of the rules.
 */
#include <string.h>

#include "rights_private.h"

#define N_CODES (26U * 26U)

void
rights_territories_add(ClTerritories *set, const char code[2])
{
	guint bit = (guint)(code[0] - 'A') * 26 + (guint)(code[1] - 'A');

	set->bits[bit / 64] |= G_GUINT64_CONSTANT(1) << bit % 64;
}

/* The world is all pairs: it holds every country, named or not. */
void
rights_territories_world(ClTerritories *set)
{
	memset(set->bits, 0xff, N_CODES / 64 * sizeof set->bits[0]);
	set->bits[N_CODES / 64] |= (G_GUINT64_CONSTANT(1) << N_CODES % 64) - 1;
}

gboolean
cl_territories_empty(const ClTerritories *set)
{
	for (guint i = 0; i < CL_TERRITORY_WORDS; i++)
		if (set->bits[i] != 0)
			return FALSE;
	return TRUE;
}

gboolean
cl_territories_meet(const ClTerritories *a, const ClTerritories *b)
{
	for (guint i = 0; i < CL_TERRITORY_WORDS; i++)
		if ((a->bits[i] & b->bits[i]) != 0)
			return TRUE;
	return FALSE;
}

gboolean
cl_territories_within(const ClTerritories *part, const ClTerritories *whole)
{
	for (guint i = 0; i < CL_TERRITORY_WORDS; i++)
		if ((part->bits[i] & ~whole->bits[i]) != 0)
			return FALSE;
	return TRUE;
}

void
cl_territories_unite(ClTerritories *set, const ClTerritories *more)
{
	for (guint i = 0; i < CL_TERRITORY_WORDS; i++)
		set->bits[i] |= more->bits[i];
}

void
cl_territories_subtract(ClTerritories *set, const ClTerritories *less)
{
	for (guint i = 0; i < CL_TERRITORY_WORDS; i++)
		set->bits[i] &= ~less->bits[i];
}

static void
append_codes(GString *text, const ClTerritories *set, gboolean inverted)
{
	for (guint bit = 0; bit < N_CODES; bit++) {
		gboolean in = (set->bits[bit / 64] >> bit % 64 & 1) != 0;

		if (in == inverted)
			continue;
		g_string_append_printf(text, "%s%c%c", text->len > 0 ? "," : "",
			(char)('A' + bit / 26), (char)('A' + bit % 26));
	}
}

/* More than half of all pairs can only come from the world with something cut out. */
char *
cl_territories_text(const ClTerritories *set)
{
	GString *text = g_string_new(NULL);
	guint n = 0;

	for (guint i = 0; i < CL_TERRITORY_WORDS; i++)
		n += (guint)__builtin_popcountll(set->bits[i]);
	if (n <= N_CODES / 2) {
		append_codes(text, set, FALSE);
		return g_string_free(text, FALSE);
	}
	append_codes(text, set, TRUE);
	g_string_prepend(text, text->len > 0 ? "WORLD except " : "WORLD");
	return g_string_free(text, FALSE);
}
