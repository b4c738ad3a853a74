/* SPDX-License-Identifier: MIT
 *
 * The conditions of a search that are asked of each photo.
 */
#pragma once
#include "rights.h"

typedef struct ArchiveJudged ArchiveJudged;
/* `terms` = ClJudged*, kept alive; CL_ERROR_USAGE with the place in the query: a licence, channel or
 * territory that there is not. */
ArchiveJudged *archive_judged_new(ClArchive *archive, GPtrArray *terms, GError **error);
void archive_judged_free(ArchiveJudged *judged);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveJudged, archive_judged_free)
/* search.c: how many photos one search asks at most, and for how long (of processor time; 0 = as long as it
 * takes). */
typedef struct {
	guint photos;
	gint64 cpu_us;
} ArchiveBounds;
GPtrArray *archive_search_within(ClArchive *archive, const char *text, ClSort sort, guint limit, guint offset,
	const ArchiveBounds *within, ClTotal *total, GError **error);
/* Do all of them hold for the photo? */
gboolean archive_judged_fits(ClArchive *archive, ArchiveJudged *judged, const char *id, gboolean *fits,
	GError **error);
