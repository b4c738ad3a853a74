/* SPDX-License-Identifier: MIT
 *
 * Inside the catalog: the open catalog, and running statements by number.
 *
 *   CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_GET, error);
 *   if (stmt == NULL) return …;
 *   catalog_bind_text(stmt, 1, id);
 *   if (catalog_next(stmt, error)) { … columns … ; catalog_done(stmt); }
 *
 * A statement ends by itself when catalog_next() has no more rows or fails, and in catalog_run();
 * who stops earlier calls catalog_done(). Values that are bound stay the caller's and must live
 * until then. No statement is used again before it has ended.
 */
#pragma once
#include <cutline/catalog.h>
#include <cutline/error.h>
#include "driver.h"
#include "statements.h"

struct ClCatalog {
	CatalogDb *db;
	ClCatalogMode mode;
	char *path;
	gboolean in_transaction, writes; /* what is open is to write */
};

/* Ready to bind. A statement that writes needs an open transaction. */
CatalogStmt *catalog_use(ClCatalog *catalog, CatalogStatementNumber number, GError **error);
/* TRUE: a row is there. FALSE: no more (no error set) or failed (error set, never NULL). */
gboolean catalog_next(CatalogStmt *stmt, GError **error);
/* To the end. */
gboolean catalog_run(CatalogStmt *stmt, GError **error);
/* Every row, as read() makes it of the row at hand; NULL on failure. */
typedef gpointer (*CatalogRead)(CatalogStmt *stmt);
GPtrArray *catalog_all(
	CatalogStmt *stmt, CatalogRead read, GDestroyNotify free_row, GError **error);
/* First column of every row. */
GPtrArray *catalog_all_text(CatalogStmt *stmt, GError **error);
/* To the end; CL_ERROR_NOT_FOUND "photo ID: missing" if it changed no row. */
gboolean catalog_run_found(
	CatalogStmt *stmt, const char *id, const char *missing, GError **error);
void catalog_done(CatalogStmt *stmt);
gint64 catalog_changes(ClCatalog *catalog);

void catalog_bind_int(CatalogStmt *stmt, guint param, gint64 value);
void catalog_bind_double(CatalogStmt *stmt, guint param, double value);
void catalog_bind_text(CatalogStmt *stmt, guint param, const char *value);
void catalog_bind_blob(CatalogStmt *stmt, guint param, gconstpointer value, gsize n_bytes);
gboolean catalog_is_null(CatalogStmt *stmt, guint column);
gint64 catalog_int(CatalogStmt *stmt, guint column);
double catalog_double(CatalogStmt *stmt, guint column);
const char *catalog_text(CatalogStmt *stmt, guint column); /* lent */
char *catalog_dup_text(CatalogStmt *stmt, guint column);
/* FALSE if the column does not hold exactly so many bytes. */
gboolean catalog_copy_blob(CatalogStmt *stmt, guint column, gpointer bytes, gsize n_bytes);
GBytes *catalog_dup_blob(CatalogStmt *stmt, guint column);
void catalog_copy_id(CatalogStmt *stmt, guint column, char id[CL_ID_CHARS + 1]);

/* The inner key of a photo; CL_ERROR_NOT_FOUND if there is none. */
gboolean catalog_photo_no(ClCatalog *catalog, const char *id, gint64 *no, GError **error);
/* First column of the only row of a statement. */
gboolean catalog_ask_int(CatalogStmt *stmt, gint64 *value, GError **error);

/* schema.c: bring the file to this program's version, or refuse it. */
gboolean catalog_prepare_schema(ClCatalog *catalog, GError **error);
gboolean catalog_make_derived(ClCatalog *catalog, GError **error);
gboolean catalog_check_schema(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error);

/* spendings.c: sums that are kept are what their rows give. */
gboolean catalog_check_counts(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error);

/* listing.c: what the derived rows of a photo say; NULL where a column stays empty. */
char *catalog_taken_key(const char *date_taken);
char *catalog_place_text(const ClEffective *effective);
char *catalog_field_tokens(const ClEffective *effective, ClField field);
char *catalog_marked_tags(const char *tags);

/* values.c */
/* Over all received values of a version, in their order. */
void catalog_received_digest(const GPtrArray *received, guint8 digest[CL_IMAGE_HASH_BYTES]);
/* The digest anew, from the rows. */
gboolean catalog_seal_received(ClCatalog *catalog, gint64 photo, guint version, GError **error);
gboolean catalog_add_received(ClCatalog *catalog, gint64 photo, guint version, guint first,
	const GPtrArray *received, GError **error);
gboolean catalog_add_findings(ClCatalog *catalog, gint64 photo, guint version,
	const GPtrArray *findings, GError **error);

/* Every tag in the index begins with this and no word does: so tags need no column filter, which
 * would cost a look into the positions of each row, and no prefix of a word finds one. */
#define CATALOG_TAG_MARK "="

/* match.c: a query as one full-text expression, of quoted tokens only; NULL without an error if
 * every photo matches. */
char *catalog_match(const ClQuery *query, GError **error);
