/* SPDX-License-Identifier: MIT
 *
 * Reading files back: a row of the view file_row becomes a ClFileRow, whatever asked for it.
 * Received values and findings are not read here: values.c.
 */
#include <string.h>
#include "catalog_private.h"

/* The columns of file_row, in order. */
enum {
	COL_PHOTO,
	COL_VERSION,
	COL_SHA256,
	COL_SIZE,
	COL_NAME,
	COL_SUPPLIER,
	COL_SUPPLIER_ID,
	COL_INGESTED,
	COL_SENT,
	COL_FORMAT,
	COL_WIDTH,
	COL_HEIGHT,
	COL_ORIENTATION,
	COL_FRAMES,
	COL_SCANS,
	COL_IMAGE_HASH,
	COL_DIGEST,
	COL_HAS_IPTC,
	COL_C2PA,
	COL_CHARSET,
	COL_CHARSET_RULE,
	COL_DEVELOPED
};

void
cl_file_row_free(ClFileRow *row)
{
	if (row == NULL)
		return;
	g_free(row->name);
	g_free(row->supplier);
	g_free(row->supplier_id);
	cl_facts_free(row->facts);
	g_free(row);
}

static ClDigest
digest_from_name(const char *name)
{
	if (g_strcmp0(name, "match") == 0)
		return CL_DIGEST_MATCH;
	if (g_strcmp0(name, "mismatch") == 0)
		return CL_DIGEST_MISMATCH;
	return CL_DIGEST_ABSENT;
}

static ClFacts *
read_facts(CatalogStmt *stmt)
{
	ClFacts *facts = cl_facts_new();

	facts->format = cl_format_from_name(catalog_text(stmt, COL_FORMAT));
	facts->width = (guint32) catalog_int(stmt, COL_WIDTH);
	facts->height = (guint32) catalog_int(stmt, COL_HEIGHT);
	facts->orientation = (guint32) catalog_int(stmt, COL_ORIENTATION);
	facts->frames = (guint32) catalog_int(stmt, COL_FRAMES);
	facts->scans = (guint32) catalog_int(stmt, COL_SCANS);
	facts->has_image_hash =
		catalog_copy_blob(stmt, COL_IMAGE_HASH, facts->image_hash, CL_IMAGE_HASH_BYTES);
	facts->digest = digest_from_name(catalog_text(stmt, COL_DIGEST));
	facts->has_iptc = catalog_int(stmt, COL_HAS_IPTC) != 0;
	facts->c2pa = catalog_int(stmt, COL_C2PA) != 0;
	facts->charset = catalog_dup_text(stmt, COL_CHARSET);
	facts->charset_rule = catalog_dup_text(stmt, COL_CHARSET_RULE);
	return facts;
}

static gpointer
read_row(CatalogStmt *stmt)
{
	ClFileRow *row = g_new0(ClFileRow, 1);
	g_autoptr(GBytes) name = catalog_dup_blob(stmt, COL_NAME);

	catalog_copy_id(stmt, COL_PHOTO, row->photo);
	row->version = (guint) catalog_int(stmt, COL_VERSION);
	catalog_copy_blob(stmt, COL_SHA256, row->sha256, CL_SHA256_BYTES);
	row->size_bytes = (guint64) catalog_int(stmt, COL_SIZE);
	row->name = g_strndup(g_bytes_get_data(name, NULL), g_bytes_get_size(name));
	row->supplier = catalog_dup_text(stmt, COL_SUPPLIER);
	row->supplier_id = catalog_dup_text(stmt, COL_SUPPLIER_ID);
	row->ingested_us = catalog_int(stmt, COL_INGESTED);
	row->sent_us = catalog_int(stmt, COL_SENT);
	row->developed = catalog_int(stmt, COL_DEVELOPED) != 0;
	row->facts = read_facts(stmt);
	return row;
}

static ClFileRow *
read_one(CatalogStmt *stmt, GError **error)
{
	ClFileRow *row;

	if (!catalog_next(stmt, error))
		return NULL;
	row = read_row(stmt);
	catalog_done(stmt);
	return row;
}

static GPtrArray *
read_all(CatalogStmt *stmt, GError **error)
{
	return catalog_all(stmt, read_row, (GDestroyNotify) cl_file_row_free, error);
}

ClFileRow *
cl_catalog_get_file(ClCatalog *catalog, const char *id, guint version, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_GET, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, version);
	return read_one(stmt, error);
}

ClFileRow *
cl_catalog_get_file_by_sha256(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES],
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_GET_BY_SHA256, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_blob(stmt, 1, sha256, CL_SHA256_BYTES);
	return read_one(stmt, error);
}

GPtrArray *
cl_catalog_list_files(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_LIST, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	return read_all(stmt, error);
}

GPtrArray *
cl_catalog_list_same_image(ClCatalog *catalog, const guint8 image_hash[CL_IMAGE_HASH_BYTES],
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_SAME_IMAGE, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_blob(stmt, 1, image_hash, CL_IMAGE_HASH_BYTES);
	return read_all(stmt, error);
}

GPtrArray *
cl_catalog_list_by_name(ClCatalog *catalog, const char *name, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_BY_NAME, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_blob(stmt, 1, name, strlen(name));
	return read_all(stmt, error);
}

GPtrArray *
cl_catalog_list_by_stem(ClCatalog *catalog, const char *stem, GError **error)
{
	g_autofree char *low = g_strconcat(stem, ".", NULL);
	g_autofree char *high = g_strconcat(stem, "/", NULL); /* '/' follows '.' */
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_BY_STEM, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_blob(stmt, 1, low, strlen(low));
	catalog_bind_blob(stmt, 2, high, strlen(high));
	return read_all(stmt, error);
}

gboolean
cl_catalog_has_size(ClCatalog *catalog, guint64 size_bytes, gboolean *has, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_HAS_SIZE, error);
	gint64 exists = 0;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, (gint64) size_bytes);
	if (!catalog_ask_int(stmt, &exists, error))
		return FALSE;
	*has = exists != 0;
	return TRUE;
}

GPtrArray *
cl_catalog_list_by_picture(ClCatalog *catalog, const char *value, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_BY_PICTURE, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, value);
	return catalog_all_text(stmt, error);
}

GPtrArray *
cl_catalog_list_by_file(ClCatalog *catalog, const char *stem, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_BY_FILE, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, stem);
	return catalog_all_text(stmt, error);
}
