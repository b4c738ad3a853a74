/* SPDX-License-Identifier: MIT
 *
 * Rights in the catalog: decisions about words, and grants. What they mean is decided in src/rights.
 */
#include <string.h>
#include "catalog_private.h"

static void
bind_instant(CatalogStmt *stmt, guint param, gint64 at_us)
{
	if (at_us != 0)
		catalog_bind_int(stmt, param, at_us);
	else
		catalog_bind_text(stmt, param, NULL);
}

static gint64
instant(CatalogStmt *stmt, guint column)
{
	return catalog_is_null(stmt, column) ? 0 : catalog_int(stmt, column);
}

/* A statement about one photo, its inner key bound to the first parameter. */
static CatalogStmt *
use_for(ClCatalog *catalog, CatalogStatementNumber number, const char *photo, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, photo, &no, error))
		return NULL;
	stmt = catalog_use(catalog, number, error);
	if (stmt != NULL)
		catalog_bind_int(stmt, 1, no);
	return stmt;
}

static GPtrArray *
finish(GPtrArray *rows, GError *failure, GError **error)
{
	if (failure == NULL)
		return rows;
	g_ptr_array_unref(rows);
	g_propagate_error(error, failure);
	return NULL;
}

gboolean
cl_catalog_put_restriction_decision(ClCatalog *catalog, const char *photo,
	const ClRestrictionDecision *decision, GError **error)
{
	CatalogStmt *stmt = use_for(catalog, CATALOG_RESTRICTION_DECISION_PUT, photo, error);
	gboolean confirmed = decision->decided == CL_DECIDED_CONFIRMED;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 2, decision->key);
	catalog_bind_text(stmt, 3, confirmed ? "confirmed" : "dismissed");
	catalog_bind_text(stmt, 4, confirmed ? cl_restriction_name(decision->code) : NULL);
	catalog_bind_text(stmt, 5, decision->operand);
	catalog_bind_text(stmt, 6, decision->why);
	catalog_bind_text(stmt, 7, decision->who);
	catalog_bind_int(stmt, 8, decision->at_us);
	return catalog_run(stmt, error);
}

GPtrArray *
cl_catalog_restriction_decisions(ClCatalog *catalog, const char *photo, GError **error)
{
	CatalogStmt *stmt = use_for(catalog, CATALOG_RESTRICTION_DECISION_LIST, photo, error);
	GPtrArray *rows;
	GError *failure = NULL;

	if (stmt == NULL)
		return NULL;
	rows = g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_decision_free);
	while (catalog_next(stmt, &failure)) {
		ClRestrictionDecision *row = g_new0(ClRestrictionDecision, 1);

		row->key = catalog_dup_text(stmt, 0);
		row->decided = strcmp(catalog_text(stmt, 1), "confirmed") == 0
				       ? CL_DECIDED_CONFIRMED
				       : CL_DECIDED_DISMISSED;
		row->code = cl_restriction_from_name(catalog_text(stmt, 2));
		row->operand = catalog_dup_text(stmt, 3);
		row->why = catalog_dup_text(stmt, 4);
		row->who = catalog_dup_text(stmt, 5);
		row->at_us = catalog_int(stmt, 6);
		g_ptr_array_add(rows, row);
	}
	return finish(rows, failure, error);
}

gboolean
cl_catalog_put_grant(ClCatalog *catalog, const char *photo, const ClGrant *grant, GError **error)
{
	gint64 no = 0;
	CatalogStmt *stmt;

	if (!catalog_photo_no(catalog, photo, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_PHOTO_GRANT_PUT, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, grant->id);
	catalog_bind_int(stmt, 2, no);
	catalog_bind_int(stmt, 3, grant->allow);
	catalog_bind_text(stmt, 4, grant->story);
	catalog_bind_text(stmt, 5, grant->outlet);
	catalog_bind_text(stmt, 6, grant->as);
	catalog_bind_int(stmt, 7, grant->from_us);
	bind_instant(stmt, 8, grant->until_us);
	catalog_bind_text(stmt, 9, grant->reason);
	catalog_bind_text(stmt, 10, grant->who);
	catalog_bind_int(stmt, 11, grant->at_us);
	catalog_bind_text(stmt, 12, grant->covers);
	return catalog_run(stmt, error);
}

GPtrArray *
cl_catalog_grants(ClCatalog *catalog, const char *photo, GError **error)
{
	CatalogStmt *stmt = use_for(catalog, CATALOG_PHOTO_GRANT_LIST, photo, error);
	GPtrArray *rows;
	GError *failure = NULL;

	if (stmt == NULL)
		return NULL;
	rows = g_ptr_array_new_with_free_func((GDestroyNotify)cl_grant_free);
	while (catalog_next(stmt, &failure)) {
		ClGrant *row = g_new0(ClGrant, 1);

		row->id = catalog_dup_text(stmt, 0);
		row->allow = catalog_int(stmt, 1) != 0;
		row->story = catalog_dup_text(stmt, 2);
		row->outlet = catalog_dup_text(stmt, 3);
		row->as = catalog_dup_text(stmt, 4);
		row->from_us = catalog_int(stmt, 5);
		row->until_us = instant(stmt, 6);
		row->reason = catalog_dup_text(stmt, 7);
		row->who = catalog_dup_text(stmt, 8);
		row->at_us = catalog_int(stmt, 9);
		row->covers = catalog_dup_text(stmt, 10);
		g_ptr_array_add(rows, row);
	}
	return finish(rows, failure, error);
}
