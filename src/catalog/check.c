/* SPDX-License-Identifier: MIT
 *
 * Is the catalog sound, and figures of the whole of it. Complaints are data: only a check that
 * could not run is a failure. What derived tables lack, a rebuild puts right.
 */
#include "catalog_private.h"

/* Derived tables have a row for each photo. */
static gboolean
check_rows(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error)
{
	g_autoptr(GError) failure = NULL;
	gint64 photos = 0, listed = 0, counted = 0, indexed = 0;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_CHECK_LISTING, error);

	if (stmt == NULL)
		return FALSE;
	if (catalog_next(stmt, &failure)) {
		photos = catalog_int(stmt, 0);
		listed = catalog_int(stmt, 1);
		counted = catalog_int(stmt, 2);
		catalog_done(stmt);
	}
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return FALSE;
	}
	stmt = catalog_use(catalog, CATALOG_CHECK_FULLTEXT_COUNT, error);
	if (stmt == NULL || !catalog_ask_int(stmt, &indexed, error))
		return FALSE;
	if (photos != listed || listed != counted || listed != indexed) {
		g_autofree char *message = g_strdup_printf("%" G_GINT64_FORMAT
							   " photos, but %" G_GINT64_FORMAT
							   " are listed; run 'cutline rebuild'",
			photos, MIN(listed, MIN(counted, indexed)));

		each("LISTING_STALE", message, data);
	}
	return TRUE;
}

/* The engine compares the index with its text; it counts that as writing. */
static gboolean
check_words(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error)
{
	gboolean own = !catalog->in_transaction;
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt;

	if (catalog->mode == CL_CATALOG_READ)
		return TRUE;
	if (own && !cl_catalog_begin(catalog, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_CHECK_FULLTEXT, &failure);
	if (stmt != NULL)
		catalog_run(stmt, &failure);
	if (own)
		cl_catalog_rollback(catalog);
	if (g_error_matches(failure, CL_ERROR, CL_ERROR_INPUT)) {
		each("FULLTEXT_DAMAGED", "the full-text index is damaged; run 'cutline rebuild'", data);
		return TRUE;
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
cl_catalog_is_damage(const GError *error)
{
	return g_error_matches(error, CL_ERROR, CL_ERROR_INPUT) ||
	       g_error_matches(error, CL_ERROR, CL_ERROR_LIMIT) ||
	       g_error_matches(error, CL_ERROR, CL_ERROR_NOT_FOUND);
}

static gboolean
check_engine(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error)
{
	return catalog->db->driver->check(catalog->db, each, data, error);
}

/* A check that meets damage says so and does not keep the others from running. */
gboolean
cl_catalog_check(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error)
{
	gboolean (*const checks[])(ClCatalog *, ClComplaint, gpointer, GError **) = {
		check_engine, catalog_check_schema, check_rows, catalog_check_counts, check_words};

	for (gsize i = 0; i < G_N_ELEMENTS(checks); i++) {
		g_autoptr(GError) failure = NULL;

		if (checks[i](catalog, each, data, &failure))
			continue;
		if (!cl_catalog_is_damage(failure)) {
			g_propagate_error(error, g_steal_pointer(&failure));
			return FALSE;
		}
		each("CATALOG_DAMAGED", failure->message, data);
	}
	return TRUE;
}

gboolean
cl_catalog_is_stale(ClCatalog *catalog, gboolean *stale, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_CHECK_STALE, error);
	gint64 is = 0;

	if (stmt == NULL || !catalog_ask_int(stmt, &is, error))
		return FALSE;
	*stale = is != 0;
	return TRUE;
}

static GPtrArray *
read_figures(CatalogStmt *stmt, GError **error)
{
	g_autoptr(GPtrArray) figures = g_ptr_array_new_with_free_func((GDestroyNotify) cl_facet_free);
	g_autoptr(GError) failure = NULL;

	while (stmt != NULL && catalog_next(stmt, &failure)) {
		ClFacet *figure = g_new0(ClFacet, 1);

		figure->facet = catalog_dup_text(stmt, 0);
		figure->value = catalog_dup_text(stmt, 1);
		figure->n = (guint64) catalog_int(stmt, 2);
		g_ptr_array_add(figures, figure);
	}
	if (stmt != NULL && failure == NULL)
		return g_steal_pointer(&figures);
	if (failure != NULL)
		g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

GPtrArray *
cl_catalog_stats(ClCatalog *catalog, GError **error)
{
	return read_figures(catalog_use(catalog, CATALOG_STATS, error), error);
}

GPtrArray *
cl_catalog_delivered_by(ClCatalog *catalog, GError **error)
{
	return read_figures(catalog_use(catalog, CATALOG_STATS_DELIVERED, error), error);
}
