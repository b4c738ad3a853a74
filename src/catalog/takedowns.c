/* SPDX-License-Identifier: MIT
 *
 * Takedowns: what was asked of whom after a kill, and whether it is confirmed.
 */
#include <cutline/record.h>
#include "catalog_private.h"

void
cl_takedown_free(ClTakedown *takedown)
{
	if (takedown == NULL)
		return;
	g_free(takedown->actor);
	g_free(takedown->target);
	g_free(takedown->detail);
	g_free(takedown->done_by);
	g_free(takedown->note);
	g_free(takedown);
}

gboolean
cl_catalog_next_takedown(ClCatalog *catalog, gint64 *no, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_TAKEDOWN_NEXT, error);

	return stmt != NULL && catalog_ask_int(stmt, no, error);
}

gboolean
cl_catalog_add_takedown(ClCatalog *catalog, const ClTakedown *takedown, GError **error)
{
	CatalogStmt *stmt;
	gint64 photo = 0;

	if (!catalog_photo_no(catalog, takedown->photo, &photo, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_TAKEDOWN_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, takedown->no);
	catalog_bind_int(stmt, 2, photo);
	catalog_bind_text(stmt, 3, takedown->actor);
	catalog_bind_text(stmt, 4, takedown->target);
	catalog_bind_text(stmt, 5, takedown->detail);
	catalog_bind_int(stmt, 6, takedown->at_us);
	return catalog_run(stmt, error);
}

static void
set_none(GError **error, gint64 no)
{
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"no open takedown has the number %" G_GINT64_FORMAT
		"; see them: cutline takedown list",
		no);
}

gboolean
cl_catalog_takedown_photo(ClCatalog *catalog, gint64 no, char photo[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_TAKEDOWN_PHOTO, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	if (catalog_next(stmt, &failure)) {
		catalog_copy_id(stmt, 0, photo);
		catalog_done(stmt);
		return TRUE;
	}
	if (failure == NULL)
		set_none(&failure, no);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
cl_catalog_end_takedown(ClCatalog *catalog, gint64 no, gint64 at_us, const char *who, const char *note,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_TAKEDOWN_DONE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, at_us);
	catalog_bind_text(stmt, 3, who);
	catalog_bind_text(stmt, 4, note);
	if (!catalog_run(stmt, error))
		return FALSE;
	if (catalog_changes(catalog) > 0)
		return TRUE;
	set_none(error, no);
	return FALSE;
}

static GPtrArray *
read_rows(CatalogStmt *stmt, GError **error)
{
	g_autoptr(GPtrArray) takedowns =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_takedown_free);
	g_autoptr(GError) failure = NULL;

	while (catalog_next(stmt, &failure)) {
		ClTakedown *takedown = g_new0(ClTakedown, 1);

		takedown->no = catalog_int(stmt, 0);
		catalog_copy_id(stmt, 1, takedown->photo);
		takedown->actor = catalog_dup_text(stmt, 2);
		takedown->target = catalog_dup_text(stmt, 3);
		takedown->detail = catalog_dup_text(stmt, 4);
		takedown->at_us = catalog_int(stmt, 5);
		takedown->done_us = catalog_is_null(stmt, 6) ? 0 : catalog_int(stmt, 6);
		takedown->done_by = catalog_dup_text(stmt, 7);
		takedown->note = catalog_dup_text(stmt, 8);
		g_ptr_array_add(takedowns, takedown);
	}
	if (failure == NULL)
		return g_steal_pointer(&takedowns);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

GPtrArray *
cl_catalog_list_takedowns(ClCatalog *catalog, const char *photo, guint limit, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (photo != NULL && !catalog_photo_no(catalog, photo, &no, error))
		return NULL;
	stmt = catalog_use(
		catalog, photo != NULL ? CATALOG_TAKEDOWN_LIST : CATALOG_TAKEDOWN_LIST_OPEN, error);
	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, photo != NULL ? no : limit);
	return read_rows(stmt, error);
}
