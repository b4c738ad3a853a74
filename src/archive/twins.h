/* SPDX-License-Identifier: MIT
 *
 * Pictures that look like one that was just developed.
 */
#pragma once
#include "archive_private.h"

typedef struct {
	char id[CL_ID_CHARS + 1]; /* empty: none */
	double likeness;
	gboolean killed;
	gboolean turned; /* or mirrored */
	char through[CL_ID_CHARS + 1]; /* the held one that it looks like; empty: itself */
} ArchiveTwin;

/* How like the picture those are that share keys with it; to be called outside a transaction. */
GHashTable *archive_twins_compare(ClArchive *archive, const char *id, const ClLook *look, GError **error);
/* In the transaction: links of all that look like it, and the one that counts most. */
gboolean archive_twins_link(ClArchive *archive, const ClFileRow *file, const ClLook *look,
	GHashTable *known, ArchiveTwin *best, GError **error);
/* In the transaction: links of all that the photo's picture is when it is turned or mirrored. */
gboolean archive_twins_link_turned(ClArchive *archive, const char *id, GError **error);
/* Does one of the links (ClLink*) lead to this photo? */
gboolean archive_is_linked(const GPtrArray *links, const char *id);
/* Likeness accuses, it does not convict: held until an editor decides. */
gboolean archive_twins_hold(ClArchive *archive, const char *id, guint version, const ArchiveTwin *twin,
	GError **error);
