/* SPDX-License-Identifier: MIT
 *
 * What uses count against: rows, and the sums that are kept of them (the rows' triggers change those). What a
 * licence allows is not known here.
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

/* --- sums ------------------------------------------------------------------------------------------ */

static CatalogStmt *
use_in_time(ClCatalog *catalog, const ClSpent *spent, CatalogStatementNumber number, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, number, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, spent->licence);
	catalog_bind_int(stmt, 2, spent->from_us);
	catalog_bind_int(stmt, 3, spent->to_us);
	return stmt;
}

static CatalogStmt *
use_of_own(ClCatalog *catalog, const ClSpent *spent, CatalogStatementNumber by_use,
	CatalogStatementNumber by_photo, GError **error)
{
	CatalogStmt *stmt = use_in_time(catalog, spent, spent->by_photo ? by_photo : by_use, error);

	if (stmt != NULL)
		catalog_bind_text(stmt, 4, spent->by_photo ? spent->photo : spent->use);
	return stmt;
}

static void
read_counts(CatalogStmt *stmt, guint *committed, guint *reserved)
{
	*committed = (guint) catalog_int(stmt, 0);
	*reserved = (guint) catalog_int(stmt, 1);
}

static gboolean
count_rows(ClCatalog *catalog, const ClSpent *spent, guint *committed, guint *reserved, GError **error)
{
	CatalogStmt *stmt = use_in_time(catalog, spent,
		spent->by_photo ? CATALOG_SPENDING_PHOTOS : CATALOG_SPENDING_USES, error);

	if (stmt == NULL || !ask(stmt, error))
		return FALSE;
	read_counts(stmt, committed, reserved);
	catalog_done(stmt);
	return TRUE;
}

/* A statement about the sum that is kept. */
static CatalogStmt *
use_kept(ClCatalog *catalog, const ClSpent *spent, CatalogStatementNumber number, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, number, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, spent->licence);
	catalog_bind_int(stmt, 2, spent->by_photo);
	catalog_bind_int(stmt, 3, spent->from_us);
	catalog_bind_int(stmt, 4, spent->to_us);
	return stmt;
}

gboolean
cl_catalog_count_spent(
	ClCatalog *catalog, const ClSpent *spent, guint *committed, guint *reserved, GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = use_kept(catalog, spent, CATALOG_SPENDING_SUM_GET, error);

	if (stmt == NULL)
		return FALSE;
	if (catalog_next(stmt, &failure)) {
		read_counts(stmt, committed, reserved);
		catalog_done(stmt);
		return TRUE;
	}
	if (failure == NULL)
		return count_rows(catalog, spent, committed, reserved, error);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
cl_catalog_keep_count(
	ClCatalog *catalog, const ClSpent *spent, guint committed, guint reserved, GError **error)
{
	CatalogStmt *stmt = use_kept(catalog, spent, CATALOG_SPENDING_SUM_PUT, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 5, committed);
	catalog_bind_int(stmt, 6, reserved);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_drop_counts(ClCatalog *catalog, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SPENDING_SUM_CLEAR, error);

	return stmt != NULL && catalog_run(stmt, error);
}

/* --- one's own ------------------------------------------------------------------------------------- */

gboolean
cl_catalog_count_own(ClCatalog *catalog, const ClSpent *spent, ClSpentOwn *own, GError **error)
{
	CatalogStmt *stmt = use_of_own(
		catalog, spent, CATALOG_SPENDING_OWN, CATALOG_SPENDING_OWN_PHOTO, error);

	if (stmt == NULL || !ask(stmt, error))
		return FALSE;
	read_counts(stmt, &own->committed, &own->reserved);
	own->place_us = catalog_int(stmt, 2);
	catalog_done(stmt);
	return TRUE;
}

gboolean
cl_catalog_count_before(
	ClCatalog *catalog, const ClSpent *spent, gint64 place_us, guint *reserved, GError **error)
{
	CatalogStmt *stmt = use_of_own(
		catalog, spent, CATALOG_SPENDING_BEFORE, CATALOG_SPENDING_BEFORE_PHOTO, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 5, place_us);
	if (!ask(stmt, error))
		return FALSE;
	*reserved = (guint) catalog_int(stmt, 0);
	catalog_done(stmt);
	return TRUE;
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

/* --- held against the rows ----------------------------------------------------------------------------- */

typedef struct {
	char *licence;
	ClSpent spent; /* its licence is lent of the other */
	guint committed, reserved;
} Kept;

static void
free_kept(gpointer data)
{
	g_free(((Kept *) data)->licence);
	g_free(data);
}

static GPtrArray *
list_kept(ClCatalog *catalog, GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(free_kept);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SPENDING_SUM_LIST, error);

	if (stmt == NULL)
		return NULL;
	while (catalog_next(stmt, &failure)) {
		Kept *kept = g_new0(Kept, 1);

		kept->licence = catalog_dup_text(stmt, 0);
		kept->spent = (ClSpent){.licence = kept->licence,
			.by_photo = catalog_int(stmt, 1) != 0,
			.from_us = catalog_int(stmt, 2),
			.to_us = catalog_int(stmt, 3)};
		kept->committed = (guint) catalog_int(stmt, 4);
		kept->reserved = (guint) catalog_int(stmt, 5);
		g_ptr_array_add(list, kept);
	}
	if (failure == NULL)
		return g_steal_pointer(&list);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

gboolean
catalog_check_counts(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error)
{
	g_autoptr(GPtrArray) list = list_kept(catalog, error);

	for (guint i = 0; list != NULL && i < list->len; i++) {
		const Kept *kept = list->pdata[i];
		g_autofree char *message = NULL;
		guint committed, reserved;

		if (!count_rows(catalog, &kept->spent, &committed, &reserved, error))
			return FALSE;
		if (committed == kept->committed && reserved == kept->reserved)
			continue;
		message = g_strdup_printf("licence '%s': %u published and %u reserved are kept as its sum, "
					  "but %u and %u count against it; run 'cutline rebuild'",
			kept->licence, kept->committed, kept->reserved, committed, reserved);
		each("QUOTA_STALE", message, data);
	}
	return list != NULL;
}
