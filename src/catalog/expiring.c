/* SPDX-License-Identifier: MIT
 *
 * What changes in a time, a page at a time: instants of photos, and uses that rest on a licence. What
 * follows from that is not known here.
 */
#include "catalog_private.h"

#include <cutline/ends.h>

static CatalogStatementNumber
statement_of(ClExpiringKind kind)
{
	switch (kind) {
	case CL_EXPIRING_TAKE_DOWN:
		return CATALOG_EXPIRING_TAKE_DOWN;
	case CL_EXPIRING_EXPIRES:
		return CATALOG_EXPIRING_EXPIRES;
	case CL_EXPIRING_GRANT:
		return CATALOG_EXPIRING_GRANT;
	case CL_N_EXPIRING:
		break;
	}
	g_assert_not_reached();
}

static GArray *
read_rows(CatalogStmt *stmt, GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(ClExpiringRow));
	g_autoptr(GError) failure = NULL;

	while (catalog_next(stmt, &failure)) {
		ClExpiringRow row = { .at_us = catalog_int(stmt, 0), .no = catalog_int(stmt, 1) };

		catalog_copy_id(stmt, 2, row.photo);
		g_array_append_val(rows, row);
	}
	if (failure == NULL)
		return g_steal_pointer(&rows);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

GArray *
cl_catalog_list_expiring(ClCatalog *catalog, ClExpiringKind kind, const ClExpiringRow *after, gint64 until_us,
	guint limit, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, statement_of(kind), error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, after->at_us);
	catalog_bind_int(stmt, 2, after->no);
	catalog_bind_int(stmt, 3, until_us);
	catalog_bind_int(stmt, 4, limit);
	return read_rows(stmt, error);
}

GArray *
cl_catalog_list_older(ClCatalog *catalog, const char *supplier, gint64 before_us, gint64 after_no,
	guint limit, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_OLDER, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, supplier);
	catalog_bind_int(stmt, 2, before_us);
	catalog_bind_int(stmt, 3, after_no);
	catalog_bind_int(stmt, 4, limit);
	return read_rows(stmt, error);
}

GPtrArray *
cl_catalog_list_removed_licences(ClCatalog *catalog, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EXPIRING_REMOVED, error);

	return stmt == NULL ? NULL : catalog_all_text(stmt, error);
}

static GArray *
read_resting(CatalogStmt *stmt, GError **error)
{
	g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(ClResting));
	g_autoptr(GError) failure = NULL;

	while (catalog_next(stmt, &failure)) {
		ClResting one = { 0 };

		catalog_copy_id(stmt, 0, one.photo);
		g_strlcpy(one.use, catalog_text(stmt, 1), sizeof one.use);
		g_array_append_val(all, one);
	}
	if (failure == NULL)
		return g_steal_pointer(&all);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

GArray *
cl_catalog_list_uses_on(ClCatalog *catalog, const char *licence, const ClResting *after, guint limit,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EXPIRING_USES, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, licence);
	catalog_bind_text(stmt, 2, after->photo);
	catalog_bind_text(stmt, 3, after->use);
	catalog_bind_int(stmt, 4, limit);
	return read_resting(stmt, error);
}

GArray *
cl_catalog_list_live_on(ClCatalog *catalog, const char *licence, gint64 before_us, const ClResting *after,
	guint limit, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EXPIRING_LIVE, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, licence);
	catalog_bind_text(stmt, 2, after->photo);
	catalog_bind_text(stmt, 3, after->use);
	catalog_bind_int(stmt, 4, before_us);
	catalog_bind_int(stmt, 5, limit);
	return read_resting(stmt, error);
}
