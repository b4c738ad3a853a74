/* SPDX-License-Identifier: MIT
 *
 * Small renditions in memory, as answers that are ready to be sent again. An entry is good for one
 * revision of its photo: whoever asks says which counts now.
 */
#pragma once
#include "daemon.h"

#define HOT_MAX_BYTES (96U << 10) /* of one rendition */
#define HOT_FRESH_S 900 /* then the service is asked again, so that its file does not look unused */
typedef struct Hot Hot;
Hot *hot_new(guint64 limit_bytes);
void hot_free(Hot *hot);

/* What was asked for: the path, and the format where Accept chose it. */
typedef struct {
	HttpAnswer *whole, *not_modified;
	char etag[CL_ETAG_CHARS + 1];
	guint32 rev;
} HotEntry;
/* FALSE: not there, or of another revision. The answers are counted for the caller. */
gboolean hot_get(Hot *hot, const char *path, ClFormat format, guint32 rev, HotEntry *entry);
/* Takes references of its own. */
void hot_put(Hot *hot, const char *path, ClFormat format, const HotEntry *entry);
/* Presets, keys or the like have changed. */
void hot_clear(Hot *hot);
void hot_entry_clear(HotEntry *entry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HotEntry, hot_entry_clear)
