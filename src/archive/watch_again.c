/* SPDX-License-Identifier: MIT
 *
 * Which refusal of a file in a hot folder is not the last word, and when it is tried again. It stays where
 * it is, so that a watch that starts anew finds it; only the pause is forgotten then.
 */
#include "watch_parts.h"

#define FIRST_PAUSE_S 1U
#define LAST_PAUSE_S 3600U

/* 1 s, 2 s, 4 s … an hour: a file may feign that the machine is to blame, and each try can cost a
 * decoder its minute. */
guint
watch_pause_s(guint n_tries)
{
	return n_tries > 12 ? LAST_PAUSE_S : MIN(FIRST_PAUSE_S << (n_tries - 1), LAST_PAUSE_S);
}

static gboolean
waits_for_a_picture(const WatchPlace *place)
{
	GHashTableIter iter;
	const WatchFile *file;

	g_hash_table_iter_init(&iter, place->files);
	while (g_hash_table_iter_next(&iter, NULL, (gpointer *) &file))
		if (!file->settled && file->n_tries > 0 && !archive_is_sidecar_name(file->path))
			return TRUE;
	return FALSE;
}

/* The machine was to blame; or it speaks of a picture that is not in, and one is still to be tried. */
static gboolean
may_come_right(const WatchPlace *place, const ClIngested *result)
{
	return g_error_matches(result->error, CL_ERROR, CL_ERROR_OVERLOAD) ||
		(g_error_matches(result->error, CL_ERROR, CL_ERROR_INPUT) &&
			archive_is_sidecar_name(result->path) && waits_for_a_picture(place));
}

guint
watch_put_off(const WatchPlace *place, WatchFile *file, const ClIngested *result)
{
	guint pause_s;

	if (file == NULL || !may_come_right(place, result))
		return 0;
	pause_s = watch_pause_s(++file->n_tries);
	file->again_us = g_get_monotonic_time() + pause_s * (gint64) G_USEC_PER_SEC;
	return pause_s;
}
