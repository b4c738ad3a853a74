/* SPDX-License-Identifier: MIT
 *
 * What an item of a side-car asks to do with its picture.
 */
#pragma once
#include "archive_private.h"

gboolean sidecar_is_withdrawn(const ClSidecarItem *said);
/* Does it speak of a kill, and is the picture none of its supplier's? *who (g_free) is that supplier then. */
gboolean sidecar_find_claim(ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said,
	const ClFileRow *file, char **who, GError **error);
/* Held until an editor decides; said in a finding of the item. */
gboolean sidecar_ask(ClArchive *archive, ArchiveItem *item, const ClSidecarItem *said, const ClFileRow *file,
	const char *who, GError **error);
gboolean sidecar_withdraw(ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said,
	const char *id, GError **error);
/* What it says of pictures by their ids; `own`: the photo that is its own, or NULL. *obeyed: it is an
 * advisory that names some. If not, why is added to `complaint`. */
gboolean sidecar_obey(ClArchive *archive, ArchiveItem *item, const ClSidecarItem *said, const char *own,
	gboolean *obeyed, GString *complaint, GError **error);
/* It is withdrawn before its picture is here, which is killed when it comes; needs the item's guid. */
gboolean sidecar_stand(ClArchive *archive, ArchiveItem *item, const ClSidecarItem *said, GError **error);
/* sidecar_unread.c: one that cannot be read; the picture beside it is held until an editor has looked. */
gboolean sidecar_hold_unread(ClArchive *archive, ArchiveItem *item, GError **error);
