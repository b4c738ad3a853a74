/* SPDX-License-Identifier: MIT
 *
 * A driver around the real one that asks the fault tests before each write step and each commit:
 * they order a full disk, an I/O error or sudden death there. Only in builds with -Dfaults=true.
 * Connections and statements are the inner driver's own, but for the vtable they point at.
 */
#include <errno.h>
#include <cutline/error.h>
#include <cutline/file.h>
#include "driver.h"

#define INNER catalog_driver_sqlite

static gboolean
may(const char *what, GError **error)
{
	if (cl_fault_point("db"))
		return TRUE;
	cl_error_set_errno(error, errno, "catalog: %s", what);
	return FALSE;
}

static CatalogDb *
open_db(const char *path, ClCatalogMode mode, GError **error)
{
	CatalogDb *db = INNER.open(path, mode, error);

	if (db != NULL)
		db->driver = &catalog_driver_fault;
	return db;
}

static void
close_db(CatalogDb *db)
{
	INNER.close(db);
}

static void
set_busy_timeout(CatalogDb *db, guint timeout_ms)
{
	INNER.set_busy_timeout(db, timeout_ms);
}

static gboolean
begin(CatalogDb *db, gboolean to_write, GError **error)
{
	return INNER.begin(db, to_write, error);
}

static gboolean
commit(CatalogDb *db, GError **error)
{
	return may("commit", error) && INNER.commit(db, error);
}

static void
rollback(CatalogDb *db)
{
	INNER.rollback(db);
}

static gboolean
run(CatalogDb *db, const char *sql, GError **error)
{
	return may("migration", error) && INNER.run(db, sql, error);
}

static gboolean
init(CatalogDb *db, GError **error)
{
	return may("settings", error) && INNER.init(db, error);
}

static gboolean
get_state(CatalogDb *db, CatalogFileState *state, GError **error)
{
	return INNER.get_state(db, state, error);
}

static gboolean
set_state(CatalogDb *db, gint64 application_id, gint64 version, GError **error)
{
	return may("version", error) && INNER.set_state(db, application_id, version, error);
}

static gboolean
snapshot(CatalogDb *db, const char *path, GError **error)
{
	return INNER.snapshot(db, path, error);
}

static gboolean
data_version(CatalogDb *db, gint64 *version, GError **error)
{
	return INNER.data_version(db, version, error);
}

static gboolean
check(CatalogDb *db, ClComplaint each, gpointer data, GError **error)
{
	return INNER.check(db, each, data, error);
}

static gboolean
explain(CatalogDb *db, guint number, void (*each)(const char *line, gpointer data), gpointer data,
	GError **error)
{
	return INNER.explain(db, number, each, data, error);
}

static CatalogStmt *
statement(CatalogDb *db, guint number, GError **error)
{
	return INNER.statement(db, number, error);
}

static void
bind_int(CatalogStmt *stmt, guint param, gint64 value)
{
	INNER.bind_int(stmt, param, value);
}

static void
bind_double(CatalogStmt *stmt, guint param, double value)
{
	INNER.bind_double(stmt, param, value);
}

static void
bind_text(CatalogStmt *stmt, guint param, const char *value)
{
	INNER.bind_text(stmt, param, value);
}

static void
bind_blob(CatalogStmt *stmt, guint param, gconstpointer value, gsize n_bytes)
{
	INNER.bind_blob(stmt, param, value, n_bytes);
}

static CatalogStep
step(CatalogStmt *stmt, GError **error)
{
	const CatalogStatementText *text = &catalog_statements[stmt->number];

	if (text->writes && !may(text->name, error))
		return CATALOG_FAILED;
	return INNER.step(stmt, error);
}

static void
reset(CatalogStmt *stmt)
{
	INNER.reset(stmt);
}

static gboolean
is_null(CatalogStmt *stmt, guint column)
{
	return INNER.is_null(stmt, column);
}

static gint64
get_int(CatalogStmt *stmt, guint column)
{
	return INNER.get_int(stmt, column);
}

static double
get_double(CatalogStmt *stmt, guint column)
{
	return INNER.get_double(stmt, column);
}

static const char *
get_text(CatalogStmt *stmt, guint column)
{
	return INNER.get_text(stmt, column);
}

static gconstpointer
get_blob(CatalogStmt *stmt, guint column, gsize *n_bytes)
{
	return INNER.get_blob(stmt, column, n_bytes);
}

static gint64
changes(CatalogDb *db)
{
	return INNER.changes(db);
}

const CatalogDriver catalog_driver_fault = {
	.open = open_db,
	.close = close_db,
	.set_busy_timeout = set_busy_timeout,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.run = run,
	.init = init,
	.get_state = get_state,
	.set_state = set_state,
	.snapshot = snapshot,
	.data_version = data_version,
	.check = check,
	.explain = explain,
	.statement = statement,
	.bind_int = bind_int,
	.bind_double = bind_double,
	.bind_text = bind_text,
	.bind_blob = bind_blob,
	.step = step,
	.reset = reset,
	.is_null = is_null,
	.get_int = get_int,
	.get_double = get_double,
	.get_text = get_text,
	.get_blob = get_blob,
	.changes = changes,
};
