/* SPDX-License-Identifier: MIT
 *
 * What a purge leaves and what it takes (purge_bury.c); also while a catalog is rebuilt.
 */
#pragma once
#include "archive_private.h"

char *purge_hold_payload(const char *reason, gint64 until_us);
/* `hashes`: GBytes*, of originals and side-cars. With what is needed to know its pictures again. */
char *purge_payload(
	ClArchive *archive, const char *id, GPtrArray *hashes, const char *reason, GError **error);
/* The photo as a purge left it, out of its event, while a catalog is rebuilt: there again, without anything
 * that was received or written. Nothing happens if it is there, or if the event does not say enough. */
gboolean purge_trace(ClArchive *archive, const ClEventRow *event, GError **error);
/* A tombstone each, inside an open transaction. */
gboolean purge_bury(ClArchive *archive, const char *id, GPtrArray *hashes, const char *reason,
	gint64 at_us, const char *who, GError **error);
/* Originals, manifests, developed pictures; what is gone already is fine. */
gboolean purge_remove_files(ClArchive *archive, GPtrArray *hashes, GError **error);
