/* SPDX-License-Identifier: MIT
 *
 * The catalog on SQLite: settings of a connection, prepared statements, and the translation of
 * the engine's errors. The only file that includes sqlite3.h. Knows no table and no photo.
 */
#include <errno.h>
#include <unistd.h>
#include <sqlite3.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include "driver.h"

#define MAX_PARAMS 32
#define MAP_BYTES (1LL << 31)
#define READ_CACHE_KIB 4096
#define WRITE_CACHE_KIB 16384

typedef struct {
	CatalogDb base;
	sqlite3 *handle;
	char *path;
	CatalogStmt **statements; /* by number; NULL until first used */
} SqliteDb;

typedef struct {
	CatalogStmt base;
	sqlite3_stmt *handle;
	int index[MAX_PARAMS + 1]; /* the engine numbers parameters by first use, we by name */
	gboolean bind_failed;
} SqliteStmt;

static SqliteDb *
db_of(CatalogDb *db)
{
	return (SqliteDb *) db;
}

static sqlite3_stmt *
handle_of(CatalogStmt *stmt)
{
	return ((SqliteStmt *) stmt)->handle;
}

static ClErrorId
error_id(int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return CL_ERROR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
		return CL_ERROR_INPUT;
	case SQLITE_TOOBIG:
	case SQLITE_NOMEM:
		return CL_ERROR_LIMIT;
	case SQLITE_INTERRUPT:
		return CL_ERROR_CANCELLED;
	}
	return CL_ERROR_IO;
}

static const char *
advice(int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "; another process is writing to the archive, try again";
	case SQLITE_FULL:
		return "; make room on the disk";
	case SQLITE_CORRUPT:
		return "; run 'cutline verify'";
	case SQLITE_READONLY:
		return "; check who may write to the archive's folder";
	}
	return "";
}

static void
set_error(SqliteDb *db, int code, GError **error)
{
	int errnum = sqlite3_system_errno(db->handle);
	const char *reason = (code & 0xff) == SQLITE_IOERR && errnum != 0 ? g_strerror(errnum) : NULL;

	g_set_error(error, CL_ERROR, error_id(code), "catalog '%s': %s%s%s%s", db->path,
		sqlite3_errmsg(db->handle), reason != NULL ? ": " : "", reason != NULL ? reason : "",
		advice(code));
}

static gboolean
run(CatalogDb *base, const char *sql, GError **error)
{
	SqliteDb *db = db_of(base);
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	if (code != SQLITE_OK) {
		set_error(db, code, error);
		return FALSE;
	}
	return TRUE;
}

/* First column of the first row of a PRAGMA. */
static gboolean
ask_int(SqliteDb *db, const char *pragma, gint64 *value, GError **error)
{
	sqlite3_stmt *handle = NULL;
	int code = sqlite3_prepare_v2(db->handle, pragma, -1, &handle, NULL);

	if (code == SQLITE_OK && (code = sqlite3_step(handle)) == SQLITE_ROW) {
		*value = sqlite3_column_int64(handle, 0);
		code = SQLITE_OK;
	}
	if (code != SQLITE_OK)
		set_error(db, code, error);
	sqlite3_finalize(handle);
	return code == SQLITE_OK;
}

static void
close_db(CatalogDb *base)
{
	SqliteDb *db = db_of(base);

	for (guint i = 0; i < catalog_n_statements; i++) {
		if (db->statements[i] != NULL)
			sqlite3_finalize(handle_of(db->statements[i]));
		g_free(db->statements[i]);
	}
	g_free(db->statements);
	sqlite3_close(db->handle);
	g_free(db->path);
	g_free(db);
}

static void
set_busy_timeout(CatalogDb *base, guint timeout_ms)
{
	sqlite3_busy_timeout(db_of(base)->handle, (int) timeout_ms);
}

static gboolean
set_up(SqliteDb *db, ClCatalogMode mode, GError **error)
{
	/* Full: a transaction that was answered survives a power cut. A hostile schema must not run
	 * functions. cell_size_check stays off: with mapped pages it would walk through every page
	 * at each visit (a third of the time of a search); the integrity check does the same once. */
	g_autofree char *settings = g_strdup_printf("PRAGMA foreign_keys = ON;"
						    "PRAGMA synchronous = FULL;"
						    "PRAGMA trusted_schema = OFF;"
						    "PRAGMA temp_store = MEMORY;"
						    "PRAGMA mmap_size = %lld;"
						    "PRAGMA cache_size = -%d;"
						    "PRAGMA journal_size_limit = 67108864;"
						    "PRAGMA wal_autocheckpoint = 4000;",
		MAP_BYTES, mode == CL_CATALOG_READ ? READ_CACHE_KIB : WRITE_CACHE_KIB);

	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	if (!run(&db->base, settings, error))
		return FALSE;
	if (mode == CL_CATALOG_READ) {
		/* A reader leaves the log to the writers: its end costs nothing. */
		sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		return run(&db->base, "PRAGMA query_only = ON", error);
	}
	return TRUE;
}

static CatalogDb *
open_db(const char *path, ClCatalogMode mode, GError **error)
{
	SqliteDb *db = g_new0(SqliteDb, 1);
	/* Readers open for writing, too (the log's index is shared memory), and are then held to
	 * reading; SQLite itself falls back where the file may not be written. */
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int code;

	db->base.driver = &catalog_driver_sqlite;
	db->path = g_strdup(path);
	db->statements = g_new0(CatalogStmt *, catalog_n_statements);
	if (mode == CL_CATALOG_CREATE)
		flags |= SQLITE_OPEN_CREATE;
	code = sqlite3_open_v2(path, &db->handle, flags, NULL);
	if (code != SQLITE_OK) {
		if (access(path, F_OK) != 0 && errno == ENOENT)
			g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
				"catalog '%s': there is none; is this the folder of an archive?", path);
		else
			set_error(db, code, error);
		close_db(&db->base);
		return NULL;
	}
	sqlite3_busy_timeout(db->handle, CL_BUSY_TIMEOUT_MS);
	if (!set_up(db, mode, error)) {
		close_db(&db->base);
		return NULL;
	}
	return &db->base;
}

static gboolean
begin(CatalogDb *base, gboolean to_write, GError **error)
{
	base->failed = FALSE;
	return run(base, to_write ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static gboolean
commit(CatalogDb *base, GError **error)
{
	return run(base, "COMMIT", error);
}

static void
rollback(CatalogDb *base)
{
	/* Some failures (disk full, I/O) have already rolled back. */
	if (!sqlite3_get_autocommit(db_of(base)->handle))
		run(base, "ROLLBACK", NULL);
}

/* SQLite does not wait for the lock of this one step: when two programs make a catalog at once,
 * the second asks again. */
static gboolean
init(CatalogDb *base, GError **error)
{
	gint64 until_us = g_get_monotonic_time() + CL_BUSY_TIMEOUT_MS * 1000;

	for (;;) {
		g_autoptr(GError) why = NULL;

		if (run(base, "PRAGMA journal_mode = WAL", &why))
			return TRUE;
		if (!g_error_matches(why, CL_ERROR, CL_ERROR_BUSY) ||
			g_get_monotonic_time() >= until_us) {
			g_propagate_error(error, g_steal_pointer(&why));
			return FALSE;
		}
		g_usleep(5000);
	}
}

static gboolean
get_state(CatalogDb *base, CatalogFileState *state, GError **error)
{
	gint64 schema = 0;

	if (!ask_int(db_of(base), "PRAGMA application_id", &state->application_id, error) ||
		!ask_int(db_of(base), "PRAGMA user_version", &state->version, error) ||
		!ask_int(db_of(base), "PRAGMA schema_version", &schema, error))
		return FALSE;
	state->empty = schema == 0 && state->application_id == 0 && state->version == 0;
	return TRUE;
}

static gboolean
set_state(CatalogDb *base, gint64 application_id, gint64 version, GError **error)
{
	g_autofree char *sql = g_strdup_printf("PRAGMA application_id = %" G_GINT64_FORMAT
					       "; PRAGMA user_version = %" G_GINT64_FORMAT ";",
		application_id, version);

	return run(base, sql, error);
}

static gboolean
snapshot(CatalogDb *base, const char *path, GError **error)
{
	SqliteDb *db = db_of(base);
	sqlite3 *copy = NULL;
	sqlite3_backup *backup;
	int code = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

	backup = code == SQLITE_OK ? sqlite3_backup_init(copy, "main", db->handle, "main") : NULL;
	if (backup != NULL) {
		/* All pages in one step: one read transaction, so one state. */
		while ((code = sqlite3_backup_step(backup, -1)) == SQLITE_BUSY || code == SQLITE_LOCKED)
			sqlite3_sleep(10);
		sqlite3_backup_finish(backup);
		code = sqlite3_errcode(copy);
	} else if (code == SQLITE_OK) {
		code = sqlite3_errcode(copy);
	}
	if (code != SQLITE_OK)
		g_set_error(error, CL_ERROR, error_id(code), "catalog '%s': cannot be copied to '%s': %s%s",
			db->path, path, sqlite3_errmsg(copy), advice(code));
	sqlite3_close(copy);
	return code == SQLITE_OK;
}

static gboolean
data_version(CatalogDb *base, gint64 *version, GError **error)
{
	return ask_int(db_of(base), "PRAGMA data_version", version, error);
}

/* Every row of a checking PRAGMA is a complaint, but "ok". */
static gboolean
complain(SqliteDb *db, const char *pragma, const char *code, ClComplaint each, gpointer data,
	GError **error)
{
	sqlite3_stmt *handle = NULL;
	int result = sqlite3_prepare_v2(db->handle, pragma, -1, &handle, NULL);

	while (result == SQLITE_OK || result == SQLITE_ROW) {
		g_autoptr(GString) line = g_string_new(NULL);

		if ((result = sqlite3_step(handle)) != SQLITE_ROW)
			break;
		for (int i = 0; i < sqlite3_column_count(handle); i++) {
			const char *text = (const char *) sqlite3_column_text(handle, i);

			g_string_append_printf(line, "%s%s", i > 0 ? " " : "", text != NULL ? text : "-");
		}
		if (g_strcmp0(line->str, "ok") != 0)
			each(code, line->str, data);
	}
	if ((result & 0xff) == SQLITE_CORRUPT) {
		each(code, sqlite3_errmsg(db->handle), data);
		result = SQLITE_DONE;
	}
	if (result != SQLITE_DONE)
		set_error(db, result, error);
	sqlite3_finalize(handle);
	return result == SQLITE_DONE;
}

static gboolean
check(CatalogDb *base, ClComplaint each, gpointer data, GError **error)
{
	SqliteDb *db = db_of(base);

	return complain(db, "PRAGMA integrity_check", "CATALOG_DAMAGED", each, data, error) &&
	       complain(db, "PRAGMA foreign_key_check", "CATALOG_REFERENCE", each, data, error);
}

static gboolean
explain(CatalogDb *base, guint number, void (*each)(const char *line, gpointer data), gpointer data,
	GError **error)
{
	SqliteDb *db = db_of(base);
	g_autofree char *sql =
		g_strdup_printf("EXPLAIN QUERY PLAN %s", catalog_statements[number].sql);
	sqlite3_stmt *handle = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &handle, NULL);

	if (code == SQLITE_OK)
		while ((code = sqlite3_step(handle)) == SQLITE_ROW)
			each((const char *) sqlite3_column_text(handle, 3), data);
	if (code != SQLITE_DONE)
		set_error(db, code, error);
	sqlite3_finalize(handle);
	return code == SQLITE_DONE;
}

static SqliteStmt *
prepare(SqliteDb *db, guint number, GError **error)
{
	const CatalogStatementText *text = &catalog_statements[number];
	g_autofree SqliteStmt *stmt = g_new0(SqliteStmt, 1);
	int code = sqlite3_prepare_v3(db->handle, text->sql, -1, SQLITE_PREPARE_PERSISTENT,
		&stmt->handle, NULL);

	if (code != SQLITE_OK) {
		set_error(db, code, error);
		g_prefix_error(error, "statement %s: ", text->name);
		return NULL;
	}
	g_assert(text->n_params <= MAX_PARAMS);
	for (guint i = 1; i <= text->n_params; i++) {
		char name[8];

		g_snprintf(name, sizeof name, "$%u", i);
		stmt->index[i] = sqlite3_bind_parameter_index(stmt->handle, name);
	}
	stmt->base.db = &db->base;
	stmt->base.number = number;
	return g_steal_pointer(&stmt);
}

static void
reset(CatalogStmt *base)
{
	sqlite3_reset(handle_of(base));
	sqlite3_clear_bindings(handle_of(base));
	((SqliteStmt *) base)->bind_failed = FALSE;
}

static CatalogStmt *
statement(CatalogDb *base, guint number, GError **error)
{
	SqliteDb *db = db_of(base);

	if (db->statements[number] == NULL) {
		db->statements[number] = (CatalogStmt *) prepare(db, number, error);
		return db->statements[number];
	}
	reset(db->statements[number]);
	return db->statements[number];
}

static void
note_bind(CatalogStmt *base, int code)
{
	if (code != SQLITE_OK)
		((SqliteStmt *) base)->bind_failed = TRUE;
}

static int
index_of(CatalogStmt *base, guint param)
{
	return param <= MAX_PARAMS ? ((SqliteStmt *) base)->index[param] : 0;
}

static void
bind_int(CatalogStmt *base, guint param, gint64 value)
{
	note_bind(base, sqlite3_bind_int64(handle_of(base), index_of(base, param), value));
}

static void
bind_double(CatalogStmt *base, guint param, double value)
{
	note_bind(base, sqlite3_bind_double(handle_of(base), index_of(base, param), value));
}

static void
bind_text(CatalogStmt *base, guint param, const char *value)
{
	note_bind(base, sqlite3_bind_text(handle_of(base), index_of(base, param), value, -1,
				SQLITE_STATIC));
}

static void
bind_blob(CatalogStmt *base, guint param, gconstpointer value, gsize n_bytes)
{
	note_bind(base, sqlite3_bind_blob64(handle_of(base), index_of(base, param), value, n_bytes,
				SQLITE_STATIC));
}

static CatalogStep
step(CatalogStmt *base, GError **error)
{
	SqliteDb *db = db_of(base->db);
	int code = SQLITE_RANGE;

	if (!((SqliteStmt *) base)->bind_failed)
		code = sqlite3_step(handle_of(base));
	if (code == SQLITE_ROW)
		return CATALOG_ROW;
	if (code == SQLITE_DONE)
		return CATALOG_DONE;
	set_error(db, code, error);
	return CATALOG_FAILED;
}

static gboolean
is_null(CatalogStmt *base, guint column)
{
	return sqlite3_column_type(handle_of(base), (int) column) == SQLITE_NULL;
}

static gint64
get_int(CatalogStmt *base, guint column)
{
	return sqlite3_column_int64(handle_of(base), (int) column);
}

static double
get_double(CatalogStmt *base, guint column)
{
	return sqlite3_column_double(handle_of(base), (int) column);
}

static const char *
get_text(CatalogStmt *base, guint column)
{
	return (const char *) sqlite3_column_text(handle_of(base), (int) column);
}

static gconstpointer
get_blob(CatalogStmt *base, guint column, gsize *n_bytes)
{
	gconstpointer blob = sqlite3_column_blob(handle_of(base), (int) column);

	*n_bytes = (gsize) sqlite3_column_bytes(handle_of(base), (int) column);
	return blob;
}

static gint64
changes(CatalogDb *base)
{
	return sqlite3_changes64(db_of(base)->handle);
}

const CatalogDriver catalog_driver_sqlite = {
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
