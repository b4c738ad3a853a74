/* SPDX-License-Identifier: MIT
 *
 * What people wrote over a photo: rows of `field` with version 0, a layer a field and language.
 * Which of them counts is decided elsewhere: photo/resolve.
 */
#include "catalog_private.h"

/* A layer that says nothing has one row with this value. */
#define NOTHING "-"

static ClLayer *
read_layer(CatalogStmt *stmt, ClField field)
{
	ClLayer *layer = g_new0(ClLayer, 1);

	layer->field = field;
	layer->lang = catalog_dup_text(stmt, 1);
	layer->values = g_ptr_array_new_with_free_func(g_free);
	layer->base = g_strdup(catalog_is_null(stmt, 3) ? "" : catalog_text(stmt, 3));
	layer->at_us = catalog_int(stmt, 4);
	layer->who = catalog_dup_text(stmt, 5);
	return layer;
}

GPtrArray *
cl_catalog_layers(ClCatalog *catalog, const char *id, GError **error)
{
	g_autoptr(GPtrArray) layers = g_ptr_array_new_with_free_func((GDestroyNotify) cl_layer_free);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return NULL;
	stmt = catalog_use(catalog, CATALOG_EDIT_LIST, error);
	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, no);
	while (catalog_next(stmt, &failure)) {
		ClField field = cl_field_from_name(catalog_text(stmt, 0));
		ClLayer *layer = field == CL_N_FIELDS
			? NULL
			: cl_layer_find(layers, field, catalog_text(stmt, 1));

		if (field == CL_N_FIELDS)
			continue;
		if (layer == NULL) {
			layer = read_layer(stmt, field);
			g_ptr_array_add(layers, layer);
		}
		if (g_strcmp0(catalog_text(stmt, 2), NOTHING) != 0)
			g_ptr_array_add(layer->values, catalog_dup_text(stmt, 2));
	}
	if (failure == NULL)
		return g_steal_pointer(&layers);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

static gboolean
clear_layer(ClCatalog *catalog, gint64 no, const ClLayer *layer, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EDIT_CLEAR, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_text(stmt, 2, cl_field_info(layer->field)->name);
	catalog_bind_text(stmt, 3, layer->lang);
	return catalog_run(stmt, error);
}

static gboolean
add_value(ClCatalog *catalog, gint64 no, gint64 n, const ClLayer *layer, guint position,
	const char *value, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EDIT_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, n);
	catalog_bind_text(stmt, 3, cl_field_info(layer->field)->name);
	catalog_bind_text(stmt, 4, layer->lang);
	catalog_bind_int(stmt, 5, position);
	catalog_bind_text(stmt, 6, value);
	catalog_bind_text(stmt, 7, position == 0 ? layer->base : NULL);
	catalog_bind_int(stmt, 8, layer->at_us);
	catalog_bind_text(stmt, 9, layer->who);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_put_layer(ClCatalog *catalog, const char *id, const ClLayer *layer, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0, n = 0;

	if (!catalog_photo_no(catalog, id, &no, error) || !clear_layer(catalog, no, layer, error))
		return FALSE;
	if (layer->values == NULL)
		return TRUE;
	stmt = catalog_use(catalog, CATALOG_FIELD_NEXT, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, 0);
	if (!catalog_ask_int(stmt, &n, error))
		return FALSE;
	if (layer->values->len == 0)
		return add_value(catalog, no, n, layer, 0, NOTHING, error);
	for (guint i = 0; i < layer->values->len; i++)
		if (!add_value(catalog, no, n + i, layer, i, layer->values->pdata[i], error))
			return FALSE;
	return TRUE;
}

gboolean
cl_catalog_raise_rev(ClCatalog *catalog, const char *id, gint64 at_least, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_RAISE_REV, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, at_least);
	return catalog_run(stmt, error);
}
