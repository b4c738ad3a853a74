/* SPDX-License-Identifier: MIT
 *
 * What files say (received values) and what was found wrong with them, value by value. Which
 * value counts is decided elsewhere: photo/resolve.
 */
#include <string.h>
#include <cutline/hash.h>
#include "catalog_private.h"

gboolean
catalog_add_received(ClCatalog *catalog, gint64 photo, guint version, guint first,
	const GPtrArray *received, GError **error)
{
	for (guint i = 0; received != NULL && i < received->len; i++) {
		const ClReceived *value = g_ptr_array_index(received, i);
		g_autofree char *origin = cl_origin_text(value->origin, value->packet);
		CatalogStmt *stmt = catalog_use(catalog, CATALOG_FIELD_ADD, error);

		if (stmt == NULL)
			return FALSE;
		catalog_bind_int(stmt, 1, photo);
		catalog_bind_int(stmt, 2, version);
		catalog_bind_int(stmt, 3, first + i);
		catalog_bind_text(stmt, 4, cl_field_info(value->field)->name);
		catalog_bind_text(stmt, 5, origin);
		catalog_bind_text(stmt, 6, value->lang);
		catalog_bind_int(stmt, 7, value->position);
		catalog_bind_text(stmt, 8, value->value);
		if (!catalog_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

static GPtrArray *
list_received(ClCatalog *catalog, gint64 photo, guint version, GError **error)
{
	g_autoptr(GPtrArray) list =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_received_free);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FIELD_LIST, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, version);
	while (catalog_next(stmt, &failure)) {
		ClField field = cl_field_from_name(catalog_text(stmt, 0));
		ClOriginKind origin;
		guint packet;

		if (field == CL_N_FIELDS || !cl_origin_parse(catalog_text(stmt, 1), &origin, &packet))
			continue;
		g_ptr_array_add(list, cl_received_new(field, origin, packet,
					      (guint) catalog_int(stmt, 3), catalog_text(stmt, 2),
					      catalog_text(stmt, 4)));
	}
	if (failure == NULL)
		return g_steal_pointer(&list);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

GPtrArray *
cl_catalog_received(ClCatalog *catalog, const char *id, guint version, GError **error)
{
	gint64 no = 0;

	return catalog_photo_no(catalog, id, &no, error) ? list_received(catalog, no, version, error)
							 : NULL;
}

/* --- their digest ----------------------------------------------------------------------- */

/* With its end, so that no two sequences of texts look the same; NULL is unlike "". */
static void
hash_text(ClBlake2b *hash, const char *text)
{
	if (text != NULL)
		cl_blake2b_update(hash, text, strlen(text) + 1);
	else
		cl_blake2b_update(hash, "\xff", 1);
}

void
catalog_received_digest(const GPtrArray *received, guint8 digest[CL_IMAGE_HASH_BYTES])
{
	ClBlake2b *hash = cl_blake2b_new();

	for (guint i = 0; received != NULL && i < received->len; i++) {
		const ClReceived *value = g_ptr_array_index(received, i);
		g_autofree char *origin = cl_origin_text(value->origin, value->packet);
		guint32 position = GUINT32_TO_BE(value->position);

		hash_text(hash, cl_field_info(value->field)->name);
		hash_text(hash, origin);
		cl_blake2b_update(hash, &position, sizeof position);
		hash_text(hash, value->lang);
		hash_text(hash, value->value);
	}
	cl_blake2b_finish(hash, digest);
}

gboolean
catalog_seal_received(ClCatalog *catalog, gint64 photo, guint version, GError **error)
{
	g_autoptr(GPtrArray) received = list_received(catalog, photo, version, error);
	guint8 digest[CL_IMAGE_HASH_BYTES];
	CatalogStmt *stmt =
		received == NULL ? NULL : catalog_use(catalog, CATALOG_FILE_SEAL, error);

	if (stmt == NULL)
		return FALSE;
	catalog_received_digest(received, digest);
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, version);
	catalog_bind_blob(stmt, 3, digest, sizeof digest);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_received_fit(ClCatalog *catalog, const char *id, guint version, gboolean *fit, GError **error)
{
	g_autoptr(GPtrArray) received = NULL;
	g_autoptr(GError) failure = NULL;
	guint8 stated[CL_IMAGE_HASH_BYTES], digest[CL_IMAGE_HASH_BYTES];
	gboolean is_stated = FALSE;
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_CHECK_RECEIVED, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, version);
	if (catalog_next(stmt, &failure)) {
		is_stated = catalog_copy_blob(stmt, 0, stated, sizeof stated);
		catalog_done(stmt);
	}
	*fit = TRUE;
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return FALSE;
	}
	if (!is_stated)
		return TRUE;
	received = list_received(catalog, no, version, error);
	if (received == NULL)
		return FALSE;
	catalog_received_digest(received, digest);
	*fit = memcmp(stated, digest, sizeof digest) == 0;
	return TRUE;
}

/* --- findings --------------------------------------------------------------------------- */

static gboolean
add_finding(ClCatalog *catalog, gint64 photo, guint version, const ClFinding *finding,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FINDING_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, version);
	catalog_bind_text(stmt, 3, finding->code);
	catalog_bind_text(stmt, 4, finding->message != NULL ? finding->message : "");
	return catalog_run(stmt, error);
}

gboolean
catalog_add_findings(ClCatalog *catalog, gint64 photo, guint version, const GPtrArray *findings,
	GError **error)
{
	for (guint i = 0; findings != NULL && i < findings->len; i++)
		if (!add_finding(catalog, photo, version, g_ptr_array_index(findings, i), error))
			return FALSE;
	return TRUE;
}

gboolean
cl_catalog_add_finding(ClCatalog *catalog, const char *id, guint version, const ClFinding *finding,
	GError **error)
{
	gint64 no = 0;

	return catalog_photo_no(catalog, id, &no, error) &&
	       add_finding(catalog, no, version, finding, error);
}

gboolean
cl_catalog_put_resolved_findings(ClCatalog *catalog, const char *id, const GPtrArray *findings,
	GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_FINDING_CLEAR_RESOLVED, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	return catalog_run(stmt, error) && catalog_add_findings(catalog, no, 0, findings, error);
}

static GPtrArray *
list_findings(ClCatalog *catalog, CatalogStatementNumber number, const char *id, GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify) cl_finding_free);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return NULL;
	stmt = catalog_use(catalog, number, error);
	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, no);
	while (catalog_next(stmt, &failure)) {
		const char *code = cl_finding_code(catalog_text(stmt, 0));

		if (code != NULL)
			g_ptr_array_add(list, cl_finding_new(code, "%s", catalog_text(stmt, 1)));
	}
	if (failure == NULL)
		return g_steal_pointer(&list);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

GPtrArray *
cl_catalog_findings(ClCatalog *catalog, const char *id, GError **error)
{
	return list_findings(catalog, CATALOG_FINDING_LIST, id, error);
}

GPtrArray *
cl_catalog_findings_of_files(ClCatalog *catalog, const char *id, GError **error)
{
	return list_findings(catalog, CATALOG_FINDING_LIST_OF_FILES, id, error);
}
