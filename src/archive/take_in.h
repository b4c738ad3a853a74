/* SPDX-License-Identifier: MIT
 *
 * One original of the store and how it becomes rows: for rebuild_store.c, which takes in all.
 */
#pragma once
#include "manifest.h"

/* The bytes are there and are those that were received. */
gboolean archive_open_original(ClArchive *archive, const ArchiveManifest *manifest, ClStaged *staged,
	GError **error);
/* Facts, or the side-car. */
gboolean archive_read_original(ClArchive *archive, const ArchiveManifest *manifest, ArchiveItem *item,
	GError **error);
/* A picture is accepted, a side-car joined; inside an open transaction. */
gboolean archive_record(ClArchive *archive, ArchiveItem *item, GError **error);

/* Is the event what somebody decided about a photo: kill, hold, protect, or back? */
gboolean archive_is_decision(const ClEventRow *event);
/* Do so again, inside an open transaction; `there` FALSE: the photo is not, and nothing was done. */
gboolean archive_decide(ClArchive *archive, const ClEventRow *event, gboolean *there, GError **error);
/* The same of a photo that is there; what is derived from it stays as it was. */
gboolean archive_decide_there(ClArchive *archive, const ClEventRow *event, GError **error);
