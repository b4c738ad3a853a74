/* SPDX-License-Identifier: MIT
 *
 * What a picture is made of, for those who judge it, stop it and tell of it.
 */
#pragma once
#include "archive_private.h"

/* composite.c: its parts, and what it is part of; char* ids. */
GPtrArray *archive_parts(ClArchive *archive, const char *id, GError **error);
GPtrArray *archive_composites(ClArchive *archive, const char *id, GError **error);
/* The same with parts of parts, and with what is made of what is made of it; without the photo itself. */
GPtrArray *archive_all_parts(ClArchive *archive, const char *id, GError **error);
GPtrArray *archive_all_composites(ClArchive *archive, const char *id, GError **error);
/* A part may have been lost with its original when the catalog was rebuilt. */
gboolean archive_is_there(ClArchive *archive, const char *id, gboolean *there, GError **error);

/* kill.c: a composite of these parts (char*) is killed if one of them is, and free if it was killed with one
 * and none is any more; inside an open transaction. */
gboolean archive_follow_parts(ClArchive *archive, const char *id, const GPtrArray *parts, GError **error);
