/* SPDX-License-Identifier: MIT
 *
 * What stands against a purge (holds), the rows that it takes away, and what remains (tombstones).
 * Photo and files stay as empty rows, since uses, kills and events point to them.
 */
#include "catalog_private.h"

void
cl_hold_free(ClHold *hold)
{
	if (hold == NULL)
		return;
	g_free(hold->reason);
	g_free(hold->who);
	g_free(hold);
}

gboolean
cl_catalog_add_hold(ClCatalog *catalog, const char *id, const ClHold *hold, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_HOLD_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_text(stmt, 2, hold->reason);
	if (hold->until_us != 0)
		catalog_bind_int(stmt, 3, hold->until_us);
	else
		catalog_bind_text(stmt, 3, NULL);
	catalog_bind_int(stmt, 4, hold->at_us);
	catalog_bind_text(stmt, 5, hold->who);
	return catalog_run(stmt, error);
}

ClHold *
cl_catalog_get_hold(ClCatalog *catalog, const char *id, gint64 at_us, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_HOLD_GET, error);
	ClHold *hold;

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, at_us);
	if (!catalog_next(stmt, error))
		return NULL;
	hold = g_new0(ClHold, 1);
	hold->reason = catalog_dup_text(stmt, 0);
	hold->until_us = catalog_is_null(stmt, 1) ? 0 : catalog_int(stmt, 1);
	hold->at_us = catalog_int(stmt, 2);
	hold->who = catalog_dup_text(stmt, 3);
	catalog_done(stmt);
	return hold;
}

gboolean
cl_catalog_end_hold(ClCatalog *catalog, const char *id, gint64 at_us, const char *who, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_HOLD_END, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, at_us);
	catalog_bind_text(stmt, 3, who);
	return catalog_run_found(stmt, id, "is not on hold", error);
}

void
cl_tombstone_free(ClTombstone *tombstone)
{
	if (tombstone == NULL)
		return;
	g_free(tombstone->reason);
	g_free(tombstone->who);
	g_free(tombstone);
}

gboolean
cl_catalog_add_tombstone(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES],
	const ClTombstone *tombstone, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_TOMBSTONE_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_blob(stmt, 1, sha256, CL_SHA256_BYTES);
	catalog_bind_text(stmt, 2, tombstone->photo);
	catalog_bind_text(stmt, 3, tombstone->reason);
	catalog_bind_int(stmt, 4, tombstone->at_us);
	catalog_bind_text(stmt, 5, tombstone->who);
	return catalog_run(stmt, error);
}

static ClTombstone *
read_tombstone(CatalogStmt *stmt, GError **error)
{
	ClTombstone *tombstone;

	if (!catalog_next(stmt, error))
		return NULL;
	tombstone = g_new0(ClTombstone, 1);
	catalog_copy_id(stmt, 0, tombstone->photo);
	tombstone->reason = catalog_dup_text(stmt, 1);
	tombstone->at_us = catalog_int(stmt, 2);
	tombstone->who = catalog_dup_text(stmt, 3);
	catalog_done(stmt);
	return tombstone;
}

ClTombstone *
cl_catalog_get_tombstone(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_TOMBSTONE_GET, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_blob(stmt, 1, sha256, CL_SHA256_BYTES);
	return read_tombstone(stmt, error);
}

ClTombstone *
cl_catalog_get_tombstone_of(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_TOMBSTONE_OF_PHOTO, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	return read_tombstone(stmt, error);
}

gboolean
cl_catalog_purge(ClCatalog *catalog, const char *id, GError **error)
{
	static const CatalogStatementNumber steps[] = { CATALOG_PURGE_FIELDS, CATALOG_PURGE_FINDINGS,
		CATALOG_PURGE_RENDITIONS, CATALOG_PURGE_JOBS, CATALOG_PURGE_FILES };
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		CatalogStmt *stmt = catalog_use(catalog, steps[i], error);

		if (stmt == NULL)
			return FALSE;
		catalog_bind_int(stmt, 1, no);
		if (!catalog_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}
