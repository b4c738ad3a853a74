/* SPDX-License-Identifier: MIT
 *
 * What the parts of editing share: one photo on the desk, and the step from wanted changes to
 * rows, event and derived rows.
 */
#pragma once
#include "archive_private.h"

/* A photo as an editor finds it. */
typedef struct {
	ClPhotoRow *photo;
	GPtrArray *files;      /* ClFileRow* */
	const ClFileRow *file; /* the version that counts */
	ClEffective *received; /* without what people wrote */
	GPtrArray *layers;     /* ClLayer* */
} ArchiveDesk;
ArchiveDesk *archive_desk_new(ClArchive *archive, const char *id, GError **error);
void archive_desk_free(ArchiveDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveDesk, archive_desk_free)
/* The changes that steps make (ClChange*; none = nothing would change). */
GPtrArray *archive_desk_changes(const ArchiveDesk *desk, const GPtrArray *steps, GError **error);

/* What stands in the event besides the changes. */
typedef struct {
	const char *kind; /* "edit" or "undo" */
	const char *reason, *template_id;
	gint64 batch, of;
} ArchiveStamp;
/* What the photo's derived rows will say; the desk is then as if the changes were written. */
ArchiveDerived *archive_desk_derive(ClArchive *archive, ArchiveDesk *desk, const GPtrArray *changes,
	GError **error);

ClEdited *archive_edited_new(const ArchiveDesk *desk);
/* Its changes: layers, revision, event and derived rows; inside an open transaction. */
gboolean archive_edited_write(ClArchive *archive, ClEdited *edited, const ArchiveStamp *stamp,
	const ArchiveDerived *derived, GError **error);
/* The head event of an edit of several photos; its number in *batch. */
gboolean archive_begin_batch(ClArchive *archive, const ArchiveStamp *stamp, guint n_photos, gint64 *batch,
	GError **error);
gboolean archive_check_reason(const char *reason, GError **error);
