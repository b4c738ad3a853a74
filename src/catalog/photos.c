/* SPDX-License-Identifier: MIT
 *
 * Photos and their versions. Ids are unique over photos and over the ids of all versions: an id
 * that another hash would share is refused here, once, for everybody.
 */
#include <string.h>
#include "catalog_private.h"

void
cl_photo_row_free(ClPhotoRow *row)
{
	if (row == NULL)
		return;
	g_free(row->state);
	g_free(row->state_reason);
	g_free(row);
}

/* Refuses a file that is here already, and an id that another file has. */
static gboolean
check_free(ClCatalog *catalog, const char *id, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_TAKEN, error);
	guint8 there[CL_SHA256_BYTES];

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	if (catalog_next(stmt, &failure)) {
		gboolean same = catalog_copy_blob(stmt, 2, there, sizeof there) &&
				memcmp(there, sha256, sizeof there) == 0;

		g_set_error(&failure, CL_ERROR, CL_ERROR_DENIED,
			same ? "photo %s: this file is in the archive already (%s@%d)"
			     : "photo %s: another file already has this id (%s@%d)",
			id, catalog_text(stmt, 0), (int) catalog_int(stmt, 1));
		catalog_done(stmt);
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static const char *const digest_names[] = {
	[CL_DIGEST_ABSENT] = "absent",
	[CL_DIGEST_MATCH] = "match",
	[CL_DIGEST_MISMATCH] = "mismatch",
};

static gboolean
add_supplier(ClCatalog *catalog, const char *key, gint64 since_us, GError **error)
{
	CatalogStmt *stmt;

	if (key == NULL)
		return TRUE;
	stmt = catalog_use(catalog, CATALOG_SUPPLIER_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, key);
	catalog_bind_int(stmt, 2, since_us);
	return catalog_run(stmt, error);
}

static void
bind_facts(CatalogStmt *stmt, const ClFacts *facts)
{
	gboolean turned = facts->orientation >= 1 && facts->orientation <= 8;

	catalog_bind_text(stmt, 11, cl_format_name(facts->format));
	catalog_bind_int(stmt, 12, facts->width);
	catalog_bind_int(stmt, 13, facts->height);
	catalog_bind_int(stmt, 14, turned ? facts->orientation : 1);
	catalog_bind_int(stmt, 15, facts->frames);
	catalog_bind_int(stmt, 16, facts->scans);
	if (facts->has_image_hash)
		catalog_bind_blob(stmt, 17, facts->image_hash, CL_IMAGE_HASH_BYTES);
	catalog_bind_text(stmt, 18, digest_names[facts->digest]);
	catalog_bind_int(stmt, 19, facts->has_iptc != FALSE);
	catalog_bind_int(stmt, 20, facts->c2pa != FALSE);
	catalog_bind_text(stmt, 21, facts->charset);
	catalog_bind_text(stmt, 22, facts->charset_rule);
}

static gboolean
add_file(ClCatalog *catalog, gint64 photo, const char *id, const ClFileRow *file, GError **error)
{
	guint8 digest[CL_IMAGE_HASH_BYTES];
	CatalogStmt *stmt;

	if (!add_supplier(catalog, file->supplier, file->ingested_us, error))
		return FALSE;
	catalog_received_digest(file->facts->received, digest);
	stmt = catalog_use(catalog, CATALOG_FILE_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, file->version);
	catalog_bind_text(stmt, 3, id);
	catalog_bind_blob(stmt, 4, file->sha256, CL_SHA256_BYTES);
	catalog_bind_int(stmt, 5, (gint64) file->size_bytes);
	catalog_bind_blob(stmt, 6, file->name, strlen(file->name));
	catalog_bind_text(stmt, 7, file->supplier);
	catalog_bind_text(stmt, 8, file->supplier_id);
	catalog_bind_int(stmt, 9, file->ingested_us);
	if (file->sent_us != 0)
		catalog_bind_int(stmt, 10, file->sent_us);
	bind_facts(stmt, file->facts);
	catalog_bind_int(stmt, 23, file->developed != FALSE);
	catalog_bind_blob(stmt, 24, digest, sizeof digest);
	return catalog_run(stmt, error) &&
	       catalog_add_received(catalog, photo, file->version, 0, file->facts->received, error) &&
	       catalog_add_findings(catalog, photo, file->version, file->facts->findings, error);
}

gboolean
cl_catalog_count_photos(ClCatalog *catalog, guint64 *n, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_NEXT_NO, error);
	gint64 next = 0;

	if (stmt == NULL || !catalog_ask_int(stmt, &next, error))
		return FALSE;
	*n = (guint64) next - 1;
	return TRUE;
}

gboolean
cl_catalog_add_photo(ClCatalog *catalog, ClFileRow *first, const char *state,
	const char *state_reason, GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!check_free(catalog, first->photo, first->sha256, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_PHOTO_NEXT_NO, error);
	if (stmt == NULL || !catalog_ask_int(stmt, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_PHOTO_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_text(stmt, 2, first->photo);
	catalog_bind_text(stmt, 3, state);
	catalog_bind_text(stmt, 4, state_reason);
	catalog_bind_int(stmt, 5, first->ingested_us);
	first->version = 1;
	return catalog_run(stmt, error) &&
	       add_file(catalog, no, first->photo, first, error);
}

gboolean
cl_catalog_add_version(ClCatalog *catalog, ClFileRow *file, GError **error)
{
	char id[CL_ID_CHARS + 1];
	CatalogStmt *stmt;
	gint64 no = 0, version = 0;

	cl_id_from_sha256(file->sha256, id);
	if (!catalog_photo_no(catalog, file->photo, &no, error) ||
		!check_free(catalog, id, file->sha256, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_FILE_NEXT_VERSION, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	if (!catalog_ask_int(stmt, &version, error))
		return FALSE;
	file->version = (guint) version;
	if (!add_file(catalog, no, id, file, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_PHOTO_TOUCH, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_set_effective_version(ClCatalog *catalog, const char *id, guint version, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_SET_EFFECTIVE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, version);
	return catalog_run_found(stmt, id, "has no such version", error);
}

gboolean
cl_catalog_set_supplier(ClCatalog *catalog, const char *id, guint version, const char *supplier,
	const char *supplier_id, gint64 since_us, GError **error)
{
	gint64 no = 0;
	CatalogStmt *stmt;

	if (!catalog_photo_no(catalog, id, &no, error) ||
		!add_supplier(catalog, supplier, since_us, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_FILE_SET_SUPPLIER, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, version);
	catalog_bind_text(stmt, 3, supplier);
	catalog_bind_text(stmt, 4, supplier_id);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_set_state(ClCatalog *catalog, const char *id, const char *state, const char *reason,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_SET_STATE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_text(stmt, 2, state);
	catalog_bind_text(stmt, 3, reason);
	return catalog_run_found(stmt, id, "not in this archive", error);
}

gboolean
cl_catalog_set_source_sensitive(ClCatalog *catalog, const char *id, gboolean on, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_SET_SENSITIVE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, on != FALSE);
	return catalog_run_found(stmt, id, "not in this archive", error);
}

ClPhotoRow *
cl_catalog_get_photo(ClCatalog *catalog, const char *id, GError **error)
{
	g_autoptr(ClPhotoRow) row = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_GET, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	if (!catalog_next(stmt, error))
		return NULL;
	row = g_new0(ClPhotoRow, 1);
	catalog_copy_id(stmt, 0, row->id);
	row->rev = catalog_int(stmt, 1);
	row->effective = (guint) catalog_int(stmt, 2);
	row->state = catalog_dup_text(stmt, 3);
	row->state_reason = catalog_dup_text(stmt, 4);
	row->added_us = catalog_int(stmt, 5);
	row->source_sensitive = catalog_int(stmt, 6) != 0;
	row->refreshed = catalog_int(stmt, 7);
	catalog_done(stmt);
	return g_steal_pointer(&row);
}

GPtrArray *
cl_catalog_find_ids(ClCatalog *catalog, const char *prefix, guint limit, GError **error)
{
	/* Ids are digits and lower-case letters: all of a prefix lie before its "~". */
	g_autofree char *end = g_strconcat(prefix, "~", NULL);
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FILE_FIND_IDS, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, prefix);
	catalog_bind_text(stmt, 2, end);
	catalog_bind_int(stmt, 3, limit);
	return catalog_all_text(stmt, error);
}

GPtrArray *
cl_catalog_list_photos(ClCatalog *catalog, const char *after, guint limit, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_LIST, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, after);
	catalog_bind_int(stmt, 2, limit);
	return catalog_all_text(stmt, error);
}
