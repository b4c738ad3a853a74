/* SPDX-License-Identifier: MIT
 *
 * Side-cars: which file said something of which picture, and its values beside the picture's own.
 * A newer item of the supplier replaces what an older one said; an older one that comes late is
 * kept and says nothing. What the values mean is decided in photo/resolve.
 */
#include "catalog_private.h"

#include <string.h>

void
cl_sidecar_row_free(ClSidecarRow *row)
{
	if (row == NULL)
		return;
	g_free(row->name);
	g_free(row->kind);
	g_free(row->guid);
	g_free(row->pubstatus);
	g_free(row);
}

static gboolean
add_row(ClCatalog *catalog, gint64 photo, const ClSidecarRow *row, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SIDECAR_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_blob(stmt, 1, row->sha256, CL_SHA256_BYTES);
	catalog_bind_int(stmt, 2, photo);
	catalog_bind_int(stmt, 3, row->version);
	catalog_bind_int(stmt, 4, (gint64) row->size_bytes);
	catalog_bind_blob(stmt, 5, row->name, strlen(row->name));
	catalog_bind_text(stmt, 6, row->kind);
	catalog_bind_text(stmt, 7, row->guid);
	catalog_bind_int(stmt, 8, row->item_version);
	catalog_bind_text(stmt, 9, row->pubstatus);
	if (row->sent_us != 0)
		catalog_bind_int(stmt, 10, row->sent_us);
	catalog_bind_int(stmt, 11, row->ingested_us);
	return catalog_run(stmt, error);
}

static gboolean
ask(ClCatalog *catalog, CatalogStatementNumber number, gint64 photo, guint version, gint64 *value,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, number, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, version);
	return catalog_ask_int(stmt, value, error);
}

static gboolean
replace_values(ClCatalog *catalog, gint64 photo, guint version, const GPtrArray *received,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FIELD_CLEAR_SIDECAR, error);
	gint64 next = 0;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, version);
	return catalog_run(stmt, error) &&
	       ask(catalog, CATALOG_FIELD_NEXT, photo, version, &next, error) &&
	       catalog_add_received(catalog, photo, version, (guint) next, received, error) &&
	       catalog_seal_received(catalog, photo, version, error);
}

gboolean
cl_catalog_add_sidecar(ClCatalog *catalog, const ClSidecarRow *row, const GPtrArray *received,
	gboolean *counts, GError **error)
{
	gint64 photo = 0, newest = -1;

	if (!catalog_photo_no(catalog, row->photo, &photo, error) ||
		!ask(catalog, CATALOG_SIDECAR_NEWEST, photo, row->version, &newest, error) ||
		!add_row(catalog, photo, row, error))
		return FALSE;
	*counts = received != NULL && row->item_version >= newest;
	return !*counts || replace_values(catalog, photo, row->version, received, error);
}

static gpointer
read_row(CatalogStmt *stmt)
{
	ClSidecarRow *row = g_new0(ClSidecarRow, 1);
	g_autoptr(GBytes) name = catalog_dup_blob(stmt, 4);

	catalog_copy_blob(stmt, 0, row->sha256, CL_SHA256_BYTES);
	catalog_copy_id(stmt, 1, row->photo);
	row->version = (guint) catalog_int(stmt, 2);
	row->size_bytes = (guint64) catalog_int(stmt, 3);
	row->name = g_strndup(g_bytes_get_data(name, NULL), g_bytes_get_size(name));
	row->kind = catalog_dup_text(stmt, 5);
	row->guid = catalog_dup_text(stmt, 6);
	row->item_version = catalog_int(stmt, 7);
	row->pubstatus = catalog_dup_text(stmt, 8);
	row->sent_us = catalog_int(stmt, 9);
	row->ingested_us = catalog_int(stmt, 10);
	return row;
}

static GPtrArray *
read_all(CatalogStmt *stmt, GError **error)
{
	return catalog_all(stmt, read_row, (GDestroyNotify) cl_sidecar_row_free, error);
}

GPtrArray *
cl_catalog_list_sidecars(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SIDECAR_LIST, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	return read_all(stmt, error);
}

GPtrArray *
cl_catalog_sidecars_of(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SIDECAR_BY_SHA256, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_blob(stmt, 1, sha256, CL_SHA256_BYTES);
	return read_all(stmt, error);
}
