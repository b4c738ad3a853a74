/* SPDX-License-Identifier: MIT
 *
 * One row a frame: which of the photos that a search finds are shown.
 */
#include "frames.h"

GPtrArray *
cli_frames_fold(const GPtrArray *hits)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GPtrArray *first = g_ptr_array_new();

	for (guint i = 0; i < hits->len; i++) {
		ClHit *hit = hits->pdata[i];

		if (hit->n_copies == 0 ||
			g_hash_table_add(seen, g_strdup_printf("%s %s", hit->frame, hit->state)))
			g_ptr_array_add(first, hit);
	}
	return first;
}

char *
cli_frames_text(const ClHit *hit)
{
	if (hit->n_copies == 0)
		return NULL;
	return g_strdup_printf("+%u %s", hit->n_copies, hit->n_copies == 1 ? "copy" : "copies");
}
