/* SPDX-License-Identifier: MIT
 *
 * How far a kill reaches (kill_reach.c); all inside an open transaction.
 */
#pragma once
#include "archive_private.h"

/* kill.c */
ClKilled *kill_new(const char *id);
/* With all that it reaches. */
gboolean kill_photo(ClArchive *archive, ClKilled *killed, const ClKillRequest *request, GError **error);

/* Where the picture stands or went, from its uses; numbered, not yet written. */
gboolean kill_find_takedowns(ClArchive *archive, ClKilled *killed, gint64 at_us, GError **error);
gboolean kill_add_takedowns(ClArchive *archive, const ClKilled *killed, GError **error);
/* What the event of the kill carries; enough to write the same again. `since_us`: 0, or killed since then. */
char *kill_payload(const ClKilled *killed, const ClKillRequest *request, gint64 since_us);
gboolean kill_replay_takedowns(ClArchive *archive, const ClEventRow *event, GError **error);
/* issued.c: added to `all` (ClIssued*; with `asked` only what stands where that asks), to `tags` (char*). */
GPtrArray *kill_issued_new(void);
gboolean kill_find_issued(ClArchive *archive, const char *photo, const ClTakedown *asked, GPtrArray *all,
	GError **error);
gboolean kill_find_tags(ClArchive *archive, const char *photo, GPtrArray *tags, GError **error);
/* Copies of the frame and what looks like it are held (likeness accuses, it does not convict). */
gboolean kill_hold_twins(ClArchive *archive, ClKilled *killed, GError **error);
/* One that came later is held for this kill: so is what came before and looks like it alone, as the crop of a
 * frame whose other crop was killed. Not what a person has decided about. */
gboolean kill_hold_behind(ClArchive *archive, const char *id, const char *held, GError **error);
/* The photo itself if it is killed, or the one for whose kill it is held; "" = none. */
gboolean kill_behind(ClArchive *archive, const ClPhotoRow *photo, char id[CL_ID_CHARS + 1], GError **error);
/* Those that were held for this kill alone are free again. */
gboolean kill_release_twins(ClArchive *archive, const char *id, GError **error);
