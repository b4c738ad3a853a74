/* SPDX-License-Identifier: MIT
 *
 * Side-cars: which file said something of which picture, and its values beside the picture's own.
 * A newer version of an item replaces what an older one said; an older one that comes late is
 * kept and says nothing. Another item is another source. What the values mean is decided in photo/resolve.
 */
#include <cutline/limits.h>
#include <cutline/sidecar.h>

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
	g_free(row->item);
	g_free(row->pubstatus);
	g_free(row);
}

static gboolean
add_row(ClCatalog *catalog, gint64 photo, const ClSidecarRow *row, gint64 source, GError **error)
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
	catalog_bind_int(stmt, 12, source);
	catalog_bind_text(stmt, 13, row->item);
	return catalog_run(stmt, error);
}

static CatalogStmt *
of_version(ClCatalog *catalog, CatalogStatementNumber number, gint64 photo, guint version, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, number, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, version);
	return stmt;
}

static gboolean
find_source(ClCatalog *catalog, gint64 photo, const ClSidecarRow *row, gint64 *source, GError **error)
{
	CatalogStmt *stmt = of_version(catalog, CATALOG_SIDECAR_SOURCE, photo, row->version, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 3, row->item);
	return catalog_ask_int(stmt, source, error);
}

static gboolean
find_newest(ClCatalog *catalog, gint64 photo, const ClSidecarRow *row, gint64 *newest, GError **error)
{
	CatalogStmt *stmt = of_version(catalog, CATALOG_SIDECAR_NEWEST, photo, row->version, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 3, row->item);
	return catalog_ask_int(stmt, newest, error);
}

static gboolean
clear_values(ClCatalog *catalog, gint64 photo, guint version, guint source, GError **error)
{
	g_autofree char *origin = cl_origin_text(CL_ORIGIN_SIDECAR, source);
	CatalogStmt *stmt = of_version(catalog, CATALOG_FIELD_CLEAR_SIDECAR, photo, version, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 3, origin);
	return catalog_run(stmt, error);
}

static gboolean
find_next(ClCatalog *catalog, gint64 photo, guint version, gint64 *next, GError **error)
{
	CatalogStmt *stmt = of_version(catalog, CATALOG_FIELD_NEXT, photo, version, error);

	return stmt != NULL && catalog_ask_int(stmt, next, error);
}

static GPtrArray *
from_source(const GPtrArray *received, guint source)
{
	GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify) cl_received_free);

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		g_ptr_array_add(list, cl_received_new(value->field, CL_ORIGIN_SIDECAR, source,
					      value->position, value->lang, value->value));
	}
	return list;
}

static gboolean
add_values(ClCatalog *catalog, gint64 photo, guint version, const GPtrArray *received, guint source,
	GError **error)
{
	g_autoptr(GPtrArray) list = from_source(received, source);
	gint64 next = 0;

	return find_next(catalog, photo, version, &next, error) &&
	       catalog_add_received(catalog, photo, version, (guint) next, list, error);
}

gboolean
cl_catalog_add_sidecar(ClCatalog *catalog, const ClSidecarRow *row, const GPtrArray *received,
	ClSidecarTaken *taken, GError **error)
{
	gint64 photo = 0, source = 1, newest = -1;

	if (!catalog_photo_no(catalog, row->photo, &photo, error) ||
		!find_source(catalog, photo, row, &source, error))
		return FALSE;
	*taken = CL_SIDECAR_FULL;
	if (source > CL_MAX_SIDECAR_SOURCES)
		return TRUE;
	if (!find_newest(catalog, photo, row, &newest, error) ||
		!add_row(catalog, photo, row, source, error))
		return FALSE;
	*taken = received != NULL && row->item_version >= newest ? CL_SIDECAR_COUNTS : CL_SIDECAR_OLDER;
	/* Without a row before it there is nothing to clear: looking for it reads all that others said. */
	return *taken == CL_SIDECAR_OLDER ||
		((newest < 0 || clear_values(catalog, photo, row->version, (guint) source, error)) &&
			add_values(catalog, photo, row->version, received, (guint) source, error));
}

gboolean
cl_catalog_seal_received(ClCatalog *catalog, const char *id, guint version, GError **error)
{
	gint64 photo = 0;

	return catalog_photo_no(catalog, id, &photo, error) &&
		catalog_seal_received(catalog, photo, version, error);
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
	row->source = (guint) catalog_int(stmt, 11);
	row->item = catalog_dup_text(stmt, 12);
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
