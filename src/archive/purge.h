/* SPDX-License-Identifier: MIT
 *
 * What a purge leaves and what it takes (purge_bury.c); also while a catalog is rebuilt.
 */
#pragma once
#include "archive_private.h"

char *purge_hold_payload(const char *reason, gint64 until_us);
/* `hashes`: GBytes*, of originals and side-cars. */
char *purge_payload(GPtrArray *hashes, const char *reason);
/* A tombstone each, inside an open transaction. */
gboolean purge_bury(ClArchive *archive, const char *id, GPtrArray *hashes, const char *reason,
	gint64 at_us, const char *who, GError **error);
/* Originals, manifests, developed pictures; what is gone already is fine. */
gboolean purge_remove_files(ClArchive *archive, GPtrArray *hashes, GError **error);
