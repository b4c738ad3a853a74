/* SPDX-License-Identifier: MIT
 *
 * What uses count against: rows and sums. What a licence allows is not known here.
 */
#include "catalog_private.h"

void
cl_spending_free(ClSpending *spending)
{
	if (spending == NULL)
		return;
	g_free(spending->licence);
	g_free(spending);
}

gboolean
cl_catalog_put_spendings(
	ClCatalog *catalog, const char *use, const GPtrArray *spendings, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SPENDING_CLEAR, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, use);
	if (!catalog_run(stmt, error))
		return FALSE;
	for (guint i = 0; i < spendings->len; i++) {
		const ClSpending *spending = g_ptr_array_index(spendings, i);

		stmt = catalog_use(catalog, CATALOG_SPENDING_PUT, error);
		if (stmt == NULL)
			return FALSE;
		catalog_bind_text(stmt, 1, spending->licence);
		catalog_bind_text(stmt, 2, use);
		catalog_bind_text(stmt, 3, spending->photo);
		catalog_bind_int(stmt, 4, spending->at_us);
		catalog_bind_int(stmt, 5, spending->committed != FALSE);
		if (!catalog_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

GPtrArray *
cl_catalog_list_spendings(ClCatalog *catalog, const char *use, GError **error)
{
	g_autoptr(GPtrArray) spendings =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_spending_free);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SPENDING_LIST, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, use);
	while (catalog_next(stmt, &failure)) {
		ClSpending *spending = g_new0(ClSpending, 1);

		spending->licence = catalog_dup_text(stmt, 0);
		catalog_copy_id(stmt, 1, spending->photo);
		spending->at_us = catalog_int(stmt, 2);
		spending->committed = catalog_int(stmt, 3) != 0;
		g_ptr_array_add(spendings, spending);
	}
	if (failure == NULL)
		return g_steal_pointer(&spendings);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

/* A statement that must give a row. */
static gboolean
ask(CatalogStmt *stmt, GError **error)
{
	g_autoptr(GError) failure = NULL;

	if (catalog_next(stmt, &failure))
		return TRUE;
	if (failure == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_IO, "the catalog gave no sum");
	else
		g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static gboolean
count(ClCatalog *catalog, const ClSpent *spent, CatalogStatementNumber number, guint *committed,
	guint *reserved, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, number, error);
	const char *photo = spent->photo != NULL ? spent->photo : "";

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, spent->licence);
	catalog_bind_int(stmt, 2, spent->from_us);
	catalog_bind_int(stmt, 3, spent->to_us);
	catalog_bind_text(stmt, 4, spent->by_photo ? photo : spent->use);
	if (!ask(stmt, error))
		return FALSE;
	*committed = (guint) catalog_int(stmt, 0);
	*reserved = (guint) catalog_int(stmt, 1);
	catalog_done(stmt);
	return TRUE;
}

gboolean
cl_catalog_count_spent(
	ClCatalog *catalog, const ClSpent *spent, guint *committed, guint *reserved, GError **error)
{
	return count(catalog, spent, spent->by_photo ? CATALOG_SPENDING_PHOTOS : CATALOG_SPENDING_USES,
		committed, reserved, error);
}

gboolean
cl_catalog_count_own(
	ClCatalog *catalog, const ClSpent *spent, guint *committed, guint *reserved, GError **error)
{
	return count(catalog, spent, spent->by_photo ? CATALOG_SPENDING_OWN_PHOTO : CATALOG_SPENDING_OWN,
		committed, reserved, error);
}

gboolean
cl_catalog_count_made(ClCatalog *catalog, const char *licence, const char *photo, const char *use,
	guint *made, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SPENDING_MADE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, licence);
	catalog_bind_text(stmt, 2, photo);
	catalog_bind_text(stmt, 3, use);
	if (!ask(stmt, error))
		return FALSE;
	*made = (guint) catalog_int(stmt, 0);
	catalog_done(stmt);
	return TRUE;
}
