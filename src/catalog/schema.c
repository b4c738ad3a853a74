/* SPDX-License-Identifier: MIT
 *
 * Whose file this is and of which version: makes a new catalog, brings an older one forward,
 * refuses a newer or a foreign one. Record tables are migrated; derived tables are dropped and
 * made anew when their text has changed, and then are empty until the archive is rebuilt.
 */
#include <string.h>
#include <cutline/time.h>
#include "catalog_private.h"

#define APPLICATION_ID 0x436C4331 /* "ClC1" */

static gboolean
run(ClCatalog *catalog, const char *sql, GError **error)
{
	return catalog->db->driver->run(catalog->db, sql, error);
}

static gboolean
log_migration(ClCatalog *catalog, guint version, GError **error)
{
	const CatalogMigration *migration = &catalog_migrations[version - 1];
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_MIGRATION_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, version);
	catalog_bind_text(stmt, 2, migration->name);
	catalog_bind_text(stmt, 3, migration->sha256);
	catalog_bind_int(stmt, 4, cl_time_now_us());
	catalog_bind_text(stmt, 5, "cutline " CUTLINE_VERSION);
	return catalog_run(stmt, error);
}

/* Which of the derived objects in the file have the text that this program knows. */
typedef struct {
	gboolean tables, views;
} Current;

/* Views are dropped always: they may stand on what a migration changes. */
static gboolean
drop_derived(ClCatalog *catalog, gboolean keep_tables, GError **error)
{
	for (guint i = catalog_n_derived; i > 0; i--)
		if ((catalog_derived[i - 1].is_view || !keep_tables) &&
			!run(catalog, catalog_derived[i - 1].drop, error))
			return FALSE;
	return TRUE;
}

static gboolean
make_derived(ClCatalog *catalog, gboolean keep_tables, GError **error)
{
	for (guint i = 0; i < catalog_n_derived; i++) {
		const CatalogDerived *derived = &catalog_derived[i];
		CatalogStmt *stmt;

		if (keep_tables && !derived->is_view)
			continue;
		if (!run(catalog, derived->create, error))
			return FALSE;
		stmt = catalog_use(catalog, CATALOG_DERIVED_PUT, error);
		if (stmt == NULL)
			return FALSE;
		catalog_bind_text(stmt, 1, derived->name);
		catalog_bind_text(stmt, 2, derived->sha256);
		if (!catalog_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
catalog_make_derived(ClCatalog *catalog, GError **error)
{
	return drop_derived(catalog, FALSE, error) && make_derived(catalog, FALSE, error);
}

/* Tables are current together or not at all: they share their row numbers. */
static gboolean
get_current(ClCatalog *catalog, Current *current, GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_DERIVED_LIST, error);
	guint n_tables = 0, n_views = 0;

	if (stmt == NULL)
		return FALSE;
	for (guint i = 0; i < catalog_n_derived; i++)
		*(catalog_derived[i].is_view ? &n_views : &n_tables) += 1;
	while (catalog_next(stmt, &failure))
		for (guint i = 0; i < catalog_n_derived; i++)
			if (g_strcmp0(catalog_text(stmt, 0), catalog_derived[i].name) == 0 &&
				g_strcmp0(catalog_text(stmt, 1), catalog_derived[i].sha256) == 0)
				*(catalog_derived[i].is_view ? &n_views : &n_tables) -= 1;
	current->tables = n_tables == 0;
	current->views = n_views == 0;
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static gboolean
run_migrations(ClCatalog *catalog, guint from, GError **error)
{
	for (guint i = from; i < catalog_n_migrations; i++)
		if (!run(catalog, catalog_migrations[i].sql, error) ||
			!log_migration(catalog, i + 1, error))
			return FALSE;
	return catalog->db->driver->set_state(
		catalog->db, APPLICATION_ID, catalog_n_migrations, error);
}

/* Inside a transaction, so that two processes that open a new or old file do it once. */
static gboolean
migrate(ClCatalog *catalog, GError **error)
{
	CatalogFileState state = {0};
	Current current = {0};

	if (!catalog->db->driver->get_state(catalog->db, &state, error) ||
		(state.version > 0 && !get_current(catalog, &current, error)))
		return FALSE;
	if (state.version == catalog_n_migrations && current.tables && current.views)
		return TRUE;
	return drop_derived(catalog, current.tables, error) &&
	       run_migrations(catalog, (guint) state.version, error) &&
	       make_derived(catalog, current.tables, error);
}

static gboolean
check_state(ClCatalog *catalog, const CatalogFileState *state, GError **error)
{
	if (state->empty && catalog->mode == CL_CATALOG_CREATE)
		return TRUE;
	if (state->application_id != APPLICATION_ID || state->version < 1) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"catalog '%s': this file is not a catalog of Cutline", catalog->path);
		return FALSE;
	}
	if (state->version > catalog_n_migrations) {
		g_set_error(error, CL_ERROR, CL_ERROR_NEWER,
			"catalog '%s': has version %" G_GINT64_FORMAT
			", this program knows %u; use a newer Cutline",
			catalog->path, state->version, catalog_n_migrations);
		return FALSE;
	}
	return TRUE;
}

gboolean
catalog_prepare_schema(ClCatalog *catalog, GError **error)
{
	CatalogFileState state = {0};
	Current current = {0};

	if (!catalog->db->driver->get_state(catalog->db, &state, error) ||
		!check_state(catalog, &state, error))
		return FALSE;
	if (state.version == catalog_n_migrations && !get_current(catalog, &current, error))
		return FALSE;
	if (current.tables && current.views)
		return TRUE;
	if (catalog->mode == CL_CATALOG_READ) {
		g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
			"catalog '%s': was made by an older Cutline; run 'cutline rebuild' once",
			catalog->path);
		return FALSE;
	}
	if (state.empty && !catalog->db->driver->init(catalog->db, error))
		return FALSE;
	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	if (!migrate(catalog, error)) {
		cl_catalog_rollback(catalog);
		return FALSE;
	}
	return cl_catalog_commit(catalog, error);
}

/* Each migration that ran must be the one that this program holds. */
gboolean
catalog_check_schema(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_MIGRATION_LIST, error);

	if (stmt == NULL)
		return FALSE;
	while (catalog_next(stmt, &failure)) {
		gint64 version = catalog_int(stmt, 0);

		if (version < 1 || version > catalog_n_migrations ||
			strcmp(catalog_text(stmt, 1), catalog_migrations[version - 1].sha256) != 0) {
			g_autofree char *message = g_strdup_printf(
				"migration %" G_GINT64_FORMAT " is not the one of this program", version);

			each("CATALOG_SCHEMA", message, data);
		}
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}
