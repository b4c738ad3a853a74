/* SPDX-License-Identifier: MIT
 *
 * What delivery asks of a photo, in one row: its state, its instants, whether it was examined. Which
 * instants are certain is decided in archive/; what follows from them, too.
 */
#include "catalog_private.h"

#include <string.h>

gboolean
cl_catalog_put_instants(ClCatalog *catalog, const char *id, const ClInstants *instants, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_DELIVERY_PUT, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	if (instants->release_us != 0)
		catalog_bind_int(stmt, 2, instants->release_us);
	if (instants->take_down_us != 0)
		catalog_bind_int(stmt, 3, instants->take_down_us);
	if (instants->expires_us != 0)
		catalog_bind_int(stmt, 4, instants->expires_us);
	if (instants->hold_until_us != 0)
		catalog_bind_int(stmt, 5, instants->hold_until_us);
	catalog_bind_int(stmt, 6, instants->gated != FALSE);
	return catalog_run(stmt, error);
}

static gboolean
get_instants(ClCatalog *catalog, const char *id, ClInstants *instants, gboolean *there, GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt;
	gint64 no = 0;

	*there = FALSE;
	*instants = (ClInstants){ 0 };
	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_DELIVERY_INSTANTS, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	if (catalog_next(stmt, &failure)) {
		*there = TRUE;
		instants->release_us = catalog_int(stmt, 0);
		instants->take_down_us = catalog_int(stmt, 1);
		instants->expires_us = catalog_int(stmt, 2);
		instants->hold_until_us = catalog_int(stmt, 3);
		instants->gated = catalog_int(stmt, 4) != 0;
		catalog_done(stmt);
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
cl_catalog_get_instants(ClCatalog *catalog, const char *id, ClInstants *instants, GError **error)
{
	gboolean there;

	return get_instants(catalog, id, instants, &there, error);
}

gboolean
cl_catalog_instants_fit(ClCatalog *catalog, const char *id, const ClInstants *instants, gboolean *fit,
	GError **error)
{
	ClInstants kept;

	if (!get_instants(catalog, id, &kept, fit, error))
		return FALSE;
	*fit = *fit && kept.release_us == instants->release_us &&
		kept.take_down_us == instants->take_down_us && kept.expires_us == instants->expires_us &&
		kept.hold_until_us == instants->hold_until_us && kept.gated == instants->gated;
	return TRUE;
}

static void
read_row(CatalogStmt *stmt, ClDelivered *row)
{
	const char *state = catalog_text(stmt, 2);

	g_strlcpy(row->id, catalog_text(stmt, 0), sizeof row->id);
	row->rev = catalog_int(stmt, 1);
	row->killed = strcmp(state, "killed") == 0;
	row->held = strcmp(state, "held") == 0;
	row->source_sensitive = catalog_int(stmt, 3) != 0;
	row->instants.release_us = catalog_int(stmt, 4);
	row->instants.take_down_us = catalog_int(stmt, 5);
	row->examined = catalog_int(stmt, 6) == 0;
	row->released = catalog_int(stmt, 7) != 0;
	row->instants.hold_until_us = catalog_int(stmt, 8);
	row->instants.gated = catalog_int(stmt, 9) != 0;
}

gboolean
cl_catalog_each_delivered(ClCatalog *catalog, const char *id, ClDeliveredEach each, gpointer data,
	GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(
		catalog, id != NULL ? CATALOG_DELIVERY_GET : CATALOG_DELIVERY_LIST, error);
	ClDelivered row = { 0 };

	if (stmt == NULL)
		return FALSE;
	if (id != NULL)
		catalog_bind_text(stmt, 1, id);
	while (catalog_next(stmt, &failure)) {
		read_row(stmt, &row);
		each(&row, data);
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static gboolean
each_pair(ClCatalog *catalog, CatalogStatementNumber number, const char *id, ClAliasEach each,
	gpointer data, GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, number, error);

	if (stmt == NULL)
		return FALSE;
	if (id != NULL)
		catalog_bind_text(stmt, 1, id);
	while (catalog_next(stmt, &failure))
		each(catalog_text(stmt, 0), catalog_text(stmt, 1), data);
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
cl_catalog_each_alias(ClCatalog *catalog, const char *id, ClAliasEach each, gpointer data, GError **error)
{
	return each_pair(catalog, id != NULL ? CATALOG_DELIVERY_ALIASES_OF : CATALOG_DELIVERY_ALIASES, id,
		each, data, error);
}

gboolean
cl_catalog_each_pending(ClCatalog *catalog, ClAliasEach each, gpointer data, GError **error)
{
	return each_pair(catalog, CATALOG_DELIVERY_PENDING, NULL, each, data, error);
}
