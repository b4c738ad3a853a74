/* SPDX-License-Identifier: MIT
 *
 * What a SQL engine has to offer, and nothing that only one of them has. Statements are known by
 * number; their texts come from schema/ at build. A connection is used by one thread at a time.
 *
 * driver_sqlite.c is the only user of sqlite3.h; driver_fault.c wraps another driver and makes
 * chosen write steps and commits fail. Layers above must not ask which driver they have.
 */
#pragma once
#include <cutline/catalog.h>

typedef struct {
	const char *name;
	const char *sql;
	gboolean writes;
	guint n_params;
	const char *scan; /* why it may read a whole table, or NULL */
} CatalogStatementText;
extern const CatalogStatementText catalog_statements[];
extern const guint catalog_n_statements;

/* Versions are 1 … n, in the order of the table. */
typedef struct {
	const char *name;
	const char *sql;
	const char *sha256;
} CatalogMigration;
extern const CatalogMigration catalog_migrations[];
extern const guint catalog_n_migrations;

typedef struct {
	const char *name;
	const char *create;
	const char *drop;
	const char *sha256;
	gboolean is_view;
} CatalogDerived;
extern const CatalogDerived catalog_derived[];
extern const guint catalog_n_derived;

typedef struct CatalogDriver CatalogDriver;

/* A driver's own struct begins with this. */
typedef struct {
	const CatalogDriver *driver;
	gboolean failed; /* a write step failed since begin: the transaction must not be committed */
} CatalogDb;

/* A prepared statement. A driver's own struct begins with this. */
typedef struct {
	CatalogDb *db;
	guint number;
} CatalogStmt;

typedef enum { CATALOG_ROW, CATALOG_DONE, CATALOG_FAILED } CatalogStep;

typedef struct {
	gboolean empty;	       /* nothing in it yet */
	gint64 application_id; /* of the program that it belongs to */
	gint64 version;	       /* of its last migration */
} CatalogFileState;

struct CatalogDriver {
	CatalogDb *(*open)(const char *path, ClCatalogMode mode, GError **error);
	void (*close)(CatalogDb *db);
	void (*set_busy_timeout)(CatalogDb *db, guint timeout_ms);
	gboolean (*begin)(CatalogDb *db, gboolean to_write, GError **error);
	gboolean (*commit)(CatalogDb *db, GError **error);
	void (*rollback)(CatalogDb *db);
	/* Any number of statements without parameters, of migrations. */
	gboolean (*run)(CatalogDb *db, const char *sql, GError **error);
	/* Settings that stay with the file; outside any transaction, before the first. */
	gboolean (*init)(CatalogDb *db, GError **error);
	gboolean (*get_state)(CatalogDb *db, CatalogFileState *state, GError **error);
	gboolean (*set_state)(CatalogDb *db, gint64 application_id, gint64 version, GError **error);
	/* A consistent copy of the whole file to another path, while others write. */
	gboolean (*snapshot)(CatalogDb *db, const char *path, GError **error);
	gboolean (*data_version)(CatalogDb *db, gint64 *version, GError **error);
	/* Structure and foreign keys; FALSE only if the check itself could not run. */
	gboolean (*check)(CatalogDb *db, ClComplaint each, gpointer data, GError **error);
	/* Lines of the plan of a statement. */
	gboolean (*explain)(CatalogDb *db, guint number, void (*each)(const char *line, gpointer data),
		gpointer data, GError **error);

	/* The statement of that number, without values and ready to run; owned by the connection. */
	CatalogStmt *(*statement)(CatalogDb *db, guint number, GError **error);
	/* `param` n binds $n. Text and blobs are lent until the statement is reset; NULL binds null. */
	void (*bind_int)(CatalogStmt *stmt, guint param, gint64 value);
	void (*bind_double)(CatalogStmt *stmt, guint param, double value);
	void (*bind_text)(CatalogStmt *stmt, guint param, const char *value);
	void (*bind_blob)(CatalogStmt *stmt, guint param, gconstpointer value, gsize n_bytes);
	CatalogStep (*step)(CatalogStmt *stmt, GError **error);
	void (*reset)(CatalogStmt *stmt);
	/* Columns from 0; pointers live until the next step or reset. */
	gboolean (*is_null)(CatalogStmt *stmt, guint column);
	gint64 (*get_int)(CatalogStmt *stmt, guint column);
	double (*get_double)(CatalogStmt *stmt, guint column);
	const char *(*get_text)(CatalogStmt *stmt, guint column);
	gconstpointer (*get_blob)(CatalogStmt *stmt, guint column, gsize *n_bytes);
	/* Rows that the last write step changed. */
	gint64 (*changes)(CatalogDb *db);
};

extern const CatalogDriver catalog_driver_sqlite;
#ifdef CL_FAULTS
extern const CatalogDriver catalog_driver_fault;
#endif
