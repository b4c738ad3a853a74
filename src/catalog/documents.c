/* SPDX-License-Identifier: MIT
 *
 * Documents: JSON texts by kind and id. What they say is not known here.
 */
#include "catalog_private.h"

void
cl_document_free(ClDocument *document)
{
	if (document == NULL)
		return;
	g_free(document->kind);
	g_free(document->id);
	g_free(document->json);
	g_free(document->who);
	g_free(document);
}

static gboolean
drop_document(ClCatalog *catalog, const char *kind, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_DOCUMENT_DROP, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, kind);
	catalog_bind_text(stmt, 2, id);
	if (!catalog_run(stmt, error))
		return FALSE;
	if (catalog_changes(catalog) > 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "there is no %s '%s'", kind, id);
	return FALSE;
}

gboolean
cl_catalog_put_document(ClCatalog *catalog, const char *kind, const char *id, const char *json,
	gint64 at_us, const char *who, GError **error)
{
	CatalogStmt *stmt;

	if (json == NULL)
		return drop_document(catalog, kind, id, error);
	stmt = catalog_use(catalog, CATALOG_DOCUMENT_PUT, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, kind);
	catalog_bind_text(stmt, 2, id);
	catalog_bind_text(stmt, 3, json);
	catalog_bind_int(stmt, 4, at_us);
	catalog_bind_text(stmt, 5, who);
	return catalog_run(stmt, error);
}

static gpointer
read_row(CatalogStmt *stmt)
{
	ClDocument *document = g_new0(ClDocument, 1);

	document->kind = catalog_dup_text(stmt, 0);
	document->id = catalog_dup_text(stmt, 1);
	document->rev = catalog_int(stmt, 2);
	document->json = catalog_dup_text(stmt, 3);
	document->at_us = catalog_int(stmt, 4);
	document->who = catalog_dup_text(stmt, 5);
	return document;
}

ClDocument *
cl_catalog_get_document(ClCatalog *catalog, const char *kind, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_DOCUMENT_GET, error);
	ClDocument *document;

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, kind);
	catalog_bind_text(stmt, 2, id);
	if (!catalog_next(stmt, error))
		return NULL;
	document = read_row(stmt);
	catalog_done(stmt);
	return document;
}

GPtrArray *
cl_catalog_documents_naming(ClCatalog *catalog, const char *kind, const char *word, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_DOCUMENT_NAMING, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, kind);
	catalog_bind_text(stmt, 2, word);
	return catalog_all_text(stmt, error);
}

GPtrArray *
cl_catalog_list_documents(ClCatalog *catalog, const char *kind, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_DOCUMENT_LIST, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, kind);
	return catalog_all(stmt, read_row, (GDestroyNotify) cl_document_free, error);
}
