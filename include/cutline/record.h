/* SPDX-License-Identifier: MIT
 *
 * Part of the catalog: its record held against what the log tells, and what is left of a purged picture.
 */
#pragma once
#include <cutline/catalog.h>

/* An empty catalog that nobody else sees and that is gone when it is closed. */
ClCatalog *cl_catalog_open_scratch(GError **error);
/* A photo of which only the id is known: what is said of it can be written. In a scratch catalog only. */
gboolean cl_catalog_sketch_photo(ClCatalog *catalog, const char *id, GError **error);

/* Rows of what was decided, published and asked for, held against those of another catalog, which tells
 * what they should be. `name` and `more` name the row: a photo, a story; its time or number, or an id. */
typedef enum {
	CL_RECORD_CHANGED,
	CL_RECORD_UNTOLD,  /* only in the first */
	CL_RECORD_MISSING, /* only in the other */
} ClRecordHow;
typedef void (*ClRecordDiffers)(
	const char *what, const char *name, const char *more, ClRecordHow how, gpointer data);
gboolean cl_catalog_compare_record(ClCatalog *catalog, ClCatalog *told, ClRecordDiffers each, gpointer data,
	GError **error);

/* Is the payload the one whose hash the chain covers, or erased? */
gboolean cl_event_is_whole(const ClEventRow *event);
/* Whose takedown it is; CL_ERROR_NOT_FOUND if there is none of this number. */
gboolean cl_catalog_takedown_photo(
	ClCatalog *catalog, gint64 no, char photo[CL_ID_CHARS + 1], GError **error);
/* Only the fingerprint: of a picture that was purged. */
gboolean cl_catalog_put_look(
	ClCatalog *catalog, const char *id, guint version, const ClLook *look, GError **error);
