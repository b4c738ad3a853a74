/* SPDX-License-Identifier: MIT
 *
 * The manifest that stands beside an original: what is ours about its bytes.
 */
#pragma once
#include "archive_private.h"

/* What one is written from; all lent. */
typedef struct {
	const guint8 *sha256;
	guint64 size_bytes;
	gint64 ingested_us;
	const char *path, *supplier, *who; /* the last two may be NULL */
	const char *sidecar; /* its kind; NULL: a picture */
} ArchiveKept;
char *archive_manifest_text(const ArchiveKept *kept);
char *archive_manifest_of(const ClArchive *archive, const ArchiveItem *item);
/* Why one that stands in the store is wrong, or NULL. Name and time may be those of another ingest of the
 * same bytes, which came a moment later; what counts is that they are there. */
const char *archive_manifest_fault(const char *text, const ArchiveKept *kept);

/* What one says. */
typedef struct {
	guint8 sha256[CL_SHA256_BYTES];
	gint64 ingested_us;
	char *path;
	char *supplier;
	gboolean is_sidecar;
	gboolean taken; /* into the catalog that is being made, or left out with a complaint */
	guint n_pictures; /* that were in when it was */
} ArchiveManifest;
void archive_manifest_free(ArchiveManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveManifest, archive_manifest_free)
/* Never NULL: a lost or damaged manifest costs name and supplier, not the photo. */
ArchiveManifest *archive_read_manifest(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES]);
