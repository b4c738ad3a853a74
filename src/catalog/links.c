/* SPDX-License-Identifier: MIT
 *
 * Links between photos, kills, and figures for `stats`: small record tables that only say what
 * somebody decided. What follows from a kill is not known here.
 */
#include "catalog_private.h"

void
cl_link_free(ClLink *link)
{
	if (link == NULL)
		return;
	g_free(link->kind);
	g_free(link);
}

gboolean
cl_catalog_add_link(ClCatalog *catalog, const char *id, const char *other, const char *kind,
	double likeness, GError **error)
{
	CatalogStmt *stmt;
	gint64 a = 0, b = 0;

	if (!catalog_photo_no(catalog, id, &a, error) ||
		!catalog_photo_no(catalog, other, &b, error))
		return FALSE;
	if (a == b) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "photo %s: cannot be linked to itself", id);
		return FALSE;
	}
	stmt = catalog_use(catalog, CATALOG_LINK_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, MIN(a, b));
	catalog_bind_int(stmt, 2, MAX(a, b));
	catalog_bind_text(stmt, 3, kind);
	catalog_bind_double(stmt, 4, likeness);
	return catalog_run(stmt, error);
}

GPtrArray *
cl_catalog_links(ClCatalog *catalog, const char *id, GError **error)
{
	g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func((GDestroyNotify) cl_link_free);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return NULL;
	stmt = catalog_use(catalog, CATALOG_LINK_LIST, error);
	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, no);
	while (catalog_next(stmt, &failure)) {
		ClLink *link = g_new0(ClLink, 1);

		catalog_copy_id(stmt, 0, link->other);
		link->kind = catalog_dup_text(stmt, 1);
		link->likeness = catalog_double(stmt, 2);
		g_ptr_array_add(links, link);
	}
	if (failure == NULL)
		return g_steal_pointer(&links);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

GPtrArray *
cl_catalog_frame(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return NULL;
	stmt = catalog_use(catalog, CATALOG_LINK_FRAME, error);
	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, no);
	return catalog_all_text(stmt, error);
}

gboolean
cl_catalog_has_copies(ClCatalog *catalog, const char *id, gboolean *has, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0, copied = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_LINK_COPIED, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	if (!catalog_ask_int(stmt, &copied, error))
		return FALSE;
	*has = copied != 0;
	return TRUE;
}

gboolean
cl_catalog_add_kill(ClCatalog *catalog, const char *id, const char *reason,
	const char *kind_of_kill, gint64 at_us, const char *who, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_KILL_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_text(stmt, 2, kind_of_kill);
	catalog_bind_text(stmt, 3, reason);
	catalog_bind_int(stmt, 4, at_us);
	catalog_bind_text(stmt, 5, who);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_end_kill(ClCatalog *catalog, const char *id, gint64 at_us, const char *who,
	GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_KILL_END, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, at_us);
	catalog_bind_text(stmt, 3, who);
	return catalog_run_found(stmt, id, "is not killed", error);
}

void
cl_kill_free(ClKill *kill)
{
	if (kill == NULL)
		return;
	g_free(kill->kind);
	g_free(kill->reason);
	g_free(kill->who);
	g_free(kill);
}

ClKill *
cl_catalog_get_kill(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_KILL_GET, error);
	ClKill *kill;

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	if (!catalog_next(stmt, error))
		return NULL;
	kill = g_new0(ClKill, 1);
	kill->kind = catalog_dup_text(stmt, 0);
	kill->reason = catalog_dup_text(stmt, 1);
	kill->at_us = catalog_int(stmt, 2);
	kill->who = catalog_dup_text(stmt, 3);
	catalog_done(stmt);
	return kill;
}
