/* SPDX-License-Identifier: MIT
 *
 * What checking, publishing and exporting a story share.
 */
#pragma once
#include "story.h"

#include <cutline/clearance.h>
#include <cutline/style.h>

typedef struct {
	const ClStoryAsk *asked;
	const ClStyle *style; /* NULL: texts are not looked at */
	gboolean publishing;  /* at this moment */
	GPtrArray *spent;     /* ClSpend*: by the uses before, and recorded nowhere yet */
	/* Which of them go out, and so spend. NULL: all that are not denied. */
	gboolean (*goes)(const ClVerdict *verdict);
} ArchiveAsk;

/* story_check.c */
ClStoryCheck *archive_check_new(const ClStoryRow *story);
/* `of`: the use that a digest shows by this one, or NULL. */
ClUseCheck *archive_check_use(ClArchive *archive, const ClStoryRow *story, const ClUseRow *use,
	const ClUseRow *of, const ArchiveAsk *ask, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClUseCheck, cl_use_check_free)

/* story_renditions.c: what readers are sent of the uses that were published at that instant.
 * `renditions` NULL: made by a service of its own. */
gboolean archive_record_renditions(ClArchive *archive, ClRenditions *renditions,
	const ClStoryCheck *published, gint64 at_us, GError **error);

/* quota.c: of one licence that has a quota. */
ClQuotaForecast *archive_forecast(ClArchive *archive, const ClLicence *licence, gint64 now_us,
	GError **error);
/* quota.c: ClQuotaForecast* of the licences that these checks (ClUseCheck*) rest on, then (0 = now). */
GPtrArray *archive_forecasts(ClArchive *archive, const GPtrArray *checks, gint64 at_us, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClQuotaForecast, cl_quota_forecast_free)

/* story_verdict.c: the question about one use as it is printed, in the story that it is about; all lent. */
void archive_ask_use(const ClStoryRow *story, const char *about, const ClStoryItem *item,
	const ArchiveAsk *ask, ClCheck *check);
/* story_digest.c: does a digest show with it what another use, in a story of it, shows? */
gboolean archive_is_carried(const ClUseRow *use);
/* story_digest.c: the story that a use is about: that of which a digest shows it, else its own. */
char *archive_story_about(ClArchive *archive, const ClUseRow *use, GError **error);
/* story_digest.c: every use of a story in its order, judged after those before it; of a digest, the uses by
 * which it shows its stories, made or found. None is written. What is checked, exported and published. */
gboolean archive_check_items(ClArchive *archive, const ClStoryRow *story, const ArchiveAsk *ask,
	ClStoryCheck *all, GError **error);
/* story_digest.c: those of before that are not among them are removed; their photos (char*) are added. */
gboolean archive_drop_carried(ClArchive *archive, const ClStoryRow *digest, const ClStoryCheck *all,
	gint64 at_us, GPtrArray *photos, GError **error);
/* story_verdict.c: a credit (or NULL) with what the picture's words demand, and the licence on which a use
 * (NULL: the photo alone) would rest now. A verdict that cannot be had demands nothing here: it denies the
 * use. Free with g_free. */
char *archive_demanded_credit(ClArchive *archive, const char *photo, const ClUseRow *use, const char *said);
/* story_verdict.c: of a use as it is out, now; as if a licence (JSON) were on file, or one (id) were not. */
ClVerdict *archive_live_verdict(ClArchive *archive, const ClUseRow *use, const char *with,
	const char *without, GError **error);
/* story_verdict.c: its verdict. */
ClVerdict *archive_use_verdict(ClArchive *archive, const ClStoryRow *story, const ClStoryItem *item,
	const ArchiveAsk *ask, GError **error);
