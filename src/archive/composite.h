/* SPDX-License-Identifier: MIT
 *
 * What a picture is made of, for those who judge it, stop it and tell of it.
 */
#pragma once
#include "archive_private.h"

/* composite.c: its parts, and what it is part of; char* ids. */
GPtrArray *archive_parts(ClArchive *archive, const char *id, GError **error);
GPtrArray *archive_composites(ClArchive *archive, const char *id, GError **error);
/* Something of the photo has changed: the instants of what it is part of, inside an open transaction. */
gboolean archive_refresh_composites(ClArchive *archive, const char *id, GError **error);

/* kill.c: a composite is killed with this part, if that is killed; inside an open transaction. */
gboolean archive_kill_with_part(ClArchive *archive, const char *id, const char *part, GError **error);
