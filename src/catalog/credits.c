/* SPDX-License-Identifier: MIT
 *
 * Derived credits, a row a photo. What they say is decided in credit/; here they are kept and
 * paged through.
 */
#include "catalog_private.h"

#include <string.h>

void
cl_credit_row_free(ClCreditRow *row)
{
	if (row == NULL)
		return;
	g_free(row->canonical);
	g_free(row->deliverer);
	g_free(row->id_supplier);
	g_free(row->id_scheme);
	g_free(row->id_value);
	g_free(row->id_version);
	g_free(row->body);
	g_free(row->rules);
	g_free(row);
}

gboolean
cl_catalog_put_credit(ClCatalog *catalog, const char *id, const ClCreditRow *row, GError **error)
{
	CatalogStmt *stmt;
	gint64 no;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_CREDIT_PUT, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_text(stmt, 2, row->canonical);
	catalog_bind_int(stmt, 3, row->matched != FALSE);
	catalog_bind_text(stmt, 4, row->deliverer);
	catalog_bind_text(stmt, 5, row->id_supplier);
	catalog_bind_text(stmt, 6, row->id_scheme);
	catalog_bind_text(stmt, 7, row->id_value);
	catalog_bind_text(stmt, 8, row->id_version);
	catalog_bind_text(stmt, 9, row->body);
	catalog_bind_text(stmt, 10, row->rules);
	return catalog_run(stmt, error);
}

ClCreditRow *
cl_catalog_get_credit(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_CREDIT_GET, error);
	ClCreditRow *row;

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	if (!catalog_next(stmt, error))
		return NULL;
	row = g_new0(ClCreditRow, 1);
	row->canonical = catalog_dup_text(stmt, 0);
	row->matched = catalog_int(stmt, 1) != 0;
	row->deliverer = catalog_dup_text(stmt, 2);
	row->id_supplier = catalog_dup_text(stmt, 3);
	row->id_scheme = catalog_dup_text(stmt, 4);
	row->id_value = catalog_dup_text(stmt, 5);
	row->id_version = catalog_dup_text(stmt, 6);
	row->body = catalog_dup_text(stmt, 7);
	row->rules = catalog_dup_text(stmt, 8);
	catalog_done(stmt);
	return row;
}

void
cl_credit_said_free(ClCreditSaid *said)
{
	if (said == NULL)
		return;
	g_clear_pointer(&said->effective, cl_effective_free);
	g_free(said->supplier);
	g_free(said->body);
	g_free(said);
}

static gboolean
add_value(ClCreditSaid *said, CatalogStmt *stmt)
{
	ClField field = cl_field_from_name(catalog_text(stmt, 4));
	ClValue value = {0};
	guint packet;

	if (field == CL_N_FIELDS || !cl_origin_parse(catalog_text(stmt, 6), &value.origin, &packet))
		return FALSE;
	value.packet = packet;
	value.value = (char *)catalog_text(stmt, 5);
	cl_effective_add(said->effective, field, &value);
	return TRUE;
}

GPtrArray *
cl_catalog_list_credits(ClCatalog *catalog, gint64 after, guint limit, gint64 *last, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_CREDIT_SAID, error);
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(GError) failure = NULL;
	ClCreditSaid *said = NULL;
	gint64 photo = -1;

	if (stmt == NULL)
		return NULL;
	all = g_ptr_array_new_with_free_func((GDestroyNotify)cl_credit_said_free);
	catalog_bind_int(stmt, 1, after);
	catalog_bind_int(stmt, 2, limit);
	while (catalog_next(stmt, &failure)) {
		if (photo != catalog_int(stmt, 0)) {
			photo = *last = catalog_int(stmt, 0);
			said = g_new0(ClCreditSaid, 1);
			g_strlcpy(said->id, catalog_text(stmt, 1), sizeof said->id);
			said->supplier = catalog_dup_text(stmt, 2);
			said->body = catalog_dup_text(stmt, 3);
			said->written = catalog_int(stmt, 7) != 0;
			said->effective = cl_effective_new();
			g_ptr_array_add(all, said);
		}
		if (!catalog_is_null(stmt, 4))
			add_value(said, stmt);
	}
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	return g_steal_pointer(&all);
}
