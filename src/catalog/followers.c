/* SPDX-License-Identifier: MIT
 *
 * Followers: how far somebody outside has been told of the events. One program at a time tells one, by a
 * lease that ends by itself.
 */
#include "catalog_private.h"

gboolean
cl_catalog_add_follower(ClCatalog *catalog, const char *name, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FOLLOWER_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, name);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_get_follower(ClCatalog *catalog, const char *name, gint64 *seq, guint *attempts, gboolean *found,
	GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FOLLOWER_GET, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, name);
	*found = catalog_next(stmt, &failure);
	if (*found) {
		*seq = catalog_int(stmt, 0);
		*attempts = (guint) catalog_int(stmt, 1);
		catalog_done(stmt);
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
cl_catalog_claim_follower(ClCatalog *catalog, const char *name, gint64 now_us, gint64 until_us, gint64 *seq,
	guint *attempts, gboolean *claimed, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FOLLOWER_CLAIM, error);

	*claimed = FALSE;
	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, name);
	catalog_bind_int(stmt, 2, now_us);
	catalog_bind_int(stmt, 3, until_us);
	if (!catalog_run(stmt, error))
		return FALSE;
	if (catalog_changes(catalog) == 0)
		return TRUE;
	return cl_catalog_get_follower(catalog, name, seq, attempts, claimed, error);
}

gboolean
cl_catalog_put_follower(ClCatalog *catalog, const char *name, gint64 seq, guint attempts, gint64 next_us,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FOLLOWER_PUT, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, name);
	catalog_bind_int(stmt, 2, seq);
	catalog_bind_int(stmt, 3, attempts);
	catalog_bind_int(stmt, 4, next_us);
	return catalog_run(stmt, error);
}
