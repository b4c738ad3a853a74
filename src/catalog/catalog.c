/* SPDX-License-Identifier: MIT
 *
 * The open catalog: its life, its transactions, and running statements by number. Knows neither
 * tables nor engines: what a statement says stands in schema/queries, how it runs in a driver.
 */
#include <string.h>
#include "catalog_private.h"

#ifdef CL_FAULTS
#define DRIVER catalog_driver_fault
#else
#define DRIVER catalog_driver_sqlite
#endif

ClCatalog *
cl_catalog_open(const char *path, ClCatalogMode mode, GError **error)
{
	g_autoptr(ClCatalog) catalog = g_new0(ClCatalog, 1);

	catalog->path = g_strdup(path);
	catalog->mode = mode;
	catalog->db = DRIVER.open(path, mode, error);
	if (catalog->db == NULL || !catalog_prepare_schema(catalog, error))
		return NULL;
	return g_steal_pointer(&catalog);
}

void
cl_catalog_close(ClCatalog *catalog)
{
	if (catalog == NULL)
		return;
	cl_catalog_rollback(catalog);
	if (catalog->db != NULL)
		catalog->db->driver->close(catalog->db);
	g_free(catalog->path);
	g_free(catalog);
}

void
cl_catalog_set_busy_timeout(ClCatalog *catalog, guint timeout_ms)
{
	catalog->db->driver->set_busy_timeout(catalog->db, timeout_ms);
}

static gboolean
begin(ClCatalog *catalog, gboolean to_write, GError **error)
{
	if (catalog->in_transaction || (to_write && catalog->mode == CL_CATALOG_READ)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "catalog '%s': %s", catalog->path,
			catalog->in_transaction ? "a transaction is open already"
						: "was opened for reading only");
		return FALSE;
	}
	catalog->in_transaction = catalog->db->driver->begin(catalog->db, to_write, error);
	catalog->writes = catalog->in_transaction && to_write;
	return catalog->in_transaction;
}

gboolean
cl_catalog_begin(ClCatalog *catalog, GError **error)
{
	return begin(catalog, TRUE, error);
}

gboolean
cl_catalog_begin_reading(ClCatalog *catalog, GError **error)
{
	return begin(catalog, FALSE, error);
}

gboolean
cl_catalog_in_transaction(const ClCatalog *catalog)
{
	return catalog->in_transaction;
}

gboolean
cl_catalog_is_writing(const ClCatalog *catalog)
{
	return catalog->in_transaction && catalog->writes;
}

gboolean
cl_catalog_commit(ClCatalog *catalog, GError **error)
{
	gboolean committed = FALSE;

	if (!catalog->in_transaction) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "catalog '%s': no transaction is open",
			catalog->path);
		return FALSE;
	}
	if (catalog->db->failed)
		g_set_error(error, CL_ERROR, CL_ERROR_IO,
			"catalog '%s': a step of this transaction failed; nothing of it was kept",
			catalog->path);
	else
		committed = catalog->db->driver->commit(catalog->db, error);
	if (!committed)
		catalog->db->driver->rollback(catalog->db);
	catalog->in_transaction = FALSE;
	return committed;
}

void
cl_catalog_rollback(ClCatalog *catalog)
{
	if (!catalog->in_transaction)
		return;
	catalog->db->driver->rollback(catalog->db);
	catalog->in_transaction = FALSE;
}

gboolean
cl_catalog_snapshot(ClCatalog *catalog, const char *path, GError **error)
{
	return catalog->db->driver->snapshot(catalog->db, path, error);
}

gboolean
cl_catalog_data_version(ClCatalog *catalog, gint64 *version, GError **error)
{
	return catalog->db->driver->data_version(catalog->db, version, error);
}

CatalogStmt *
catalog_use(ClCatalog *catalog, CatalogStatementNumber number, GError **error)
{
	if (catalog_statements[number].writes && !catalog->in_transaction) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"catalog '%s': %s outside a transaction", catalog->path,
			catalog_statements[number].name);
		return NULL;
	}
	return catalog->db->driver->statement(catalog->db, number, error);
}

gboolean
catalog_next(CatalogStmt *stmt, GError **error)
{
	switch (stmt->db->driver->step(stmt, error)) {
	case CATALOG_ROW:
		return TRUE;
	case CATALOG_FAILED:
		if (catalog_statements[stmt->number].writes)
			stmt->db->failed = TRUE;
		break;
	case CATALOG_DONE:
		break;
	}
	catalog_done(stmt);
	return FALSE;
}

gboolean
catalog_run(CatalogStmt *stmt, GError **error)
{
	g_autoptr(GError) failure = NULL;

	while (catalog_next(stmt, &failure))
		continue;
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

GPtrArray *
catalog_all(CatalogStmt *stmt, CatalogRead read, GDestroyNotify free_row, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_row);
	g_autoptr(GError) failure = NULL;

	while (catalog_next(stmt, &failure))
		g_ptr_array_add(rows, read(stmt));
	if (failure == NULL)
		return g_steal_pointer(&rows);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

static gpointer
read_text(CatalogStmt *stmt)
{
	return catalog_dup_text(stmt, 0);
}

GPtrArray *
catalog_all_text(CatalogStmt *stmt, GError **error)
{
	return catalog_all(stmt, read_text, g_free, error);
}

gboolean
catalog_run_found(CatalogStmt *stmt, const char *id, const char *missing, GError **error)
{
	CatalogDb *db = stmt->db;

	if (!catalog_run(stmt, error))
		return FALSE;
	if (db->driver->changes(db) > 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "photo %s: %s", id, missing);
	return FALSE;
}

void
catalog_done(CatalogStmt *stmt)
{
	stmt->db->driver->reset(stmt);
}

gint64
catalog_changes(ClCatalog *catalog)
{
	return catalog->db->driver->changes(catalog->db);
}

void
catalog_bind_int(CatalogStmt *stmt, guint param, gint64 value)
{
	stmt->db->driver->bind_int(stmt, param, value);
}

void
catalog_bind_double(CatalogStmt *stmt, guint param, double value)
{
	stmt->db->driver->bind_double(stmt, param, value);
}

void
catalog_bind_text(CatalogStmt *stmt, guint param, const char *value)
{
	stmt->db->driver->bind_text(stmt, param, value);
}

void
catalog_bind_blob(CatalogStmt *stmt, guint param, gconstpointer value, gsize n_bytes)
{
	stmt->db->driver->bind_blob(stmt, param, value, n_bytes);
}

gboolean
catalog_is_null(CatalogStmt *stmt, guint column)
{
	return stmt->db->driver->is_null(stmt, column);
}

gint64
catalog_int(CatalogStmt *stmt, guint column)
{
	return stmt->db->driver->get_int(stmt, column);
}

double
catalog_double(CatalogStmt *stmt, guint column)
{
	return stmt->db->driver->get_double(stmt, column);
}

const char *
catalog_text(CatalogStmt *stmt, guint column)
{
	return stmt->db->driver->get_text(stmt, column);
}

char *
catalog_dup_text(CatalogStmt *stmt, guint column)
{
	return g_strdup(catalog_text(stmt, column));
}

gboolean
catalog_copy_blob(CatalogStmt *stmt, guint column, gpointer bytes, gsize n_bytes)
{
	gsize n = 0;
	gconstpointer blob = stmt->db->driver->get_blob(stmt, column, &n);

	if (blob == NULL || n != n_bytes)
		return FALSE;
	memcpy(bytes, blob, n_bytes);
	return TRUE;
}

GBytes *
catalog_dup_blob(CatalogStmt *stmt, guint column)
{
	gsize n = 0;
	gconstpointer blob = stmt->db->driver->get_blob(stmt, column, &n);

	return g_bytes_new(blob, n);
}

void
catalog_copy_id(CatalogStmt *stmt, guint column, char id[CL_ID_CHARS + 1])
{
	const char *text = catalog_text(stmt, column);

	g_strlcpy(id, text != NULL ? text : "", CL_ID_CHARS + 1);
}

gboolean
catalog_ask_int(CatalogStmt *stmt, gint64 *value, GError **error)
{
	g_autoptr(GError) failure = NULL;

	if (catalog_next(stmt, &failure)) {
		*value = catalog_int(stmt, 0);
		catalog_done(stmt);
		return TRUE;
	}
	if (failure == NULL)
		g_set_error(&failure, CL_ERROR, CL_ERROR_INPUT, "catalog: statement %s gave no row",
			catalog_statements[stmt->number].name);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
catalog_photo_no(ClCatalog *catalog, const char *id, gint64 *no, GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_NO, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	if (catalog_next(stmt, &failure)) {
		*no = catalog_int(stmt, 0);
		catalog_done(stmt);
		return TRUE;
	}
	if (failure == NULL)
		g_set_error(&failure, CL_ERROR, CL_ERROR_NOT_FOUND, "photo %s: not in this archive", id);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}
