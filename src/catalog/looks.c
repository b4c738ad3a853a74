/* SPDX-License-Identifier: MIT
 *
 * Fingerprints: stored, and looked up by key. What makes two pictures alike is decided in
 * thumbnails/; here a key is a number that two rows share.
 */
#include <cutline/record.h>
#include "catalog_private.h"

/* Of one key not more than this many photos are looked at: a key that thousands share proves
 * nothing. */
#define MAX_PER_KEY 1000

static gboolean
put_keys(ClCatalog *catalog, gint64 photo, guint version, const ClLook *look, GError **error)
{
	g_autoptr(GArray) keys = cl_look_store_keys(look);
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_LOOK_KEY_CLEAR, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, photo);
	catalog_bind_int(stmt, 2, version);
	if (!catalog_run(stmt, error))
		return FALSE;
	for (guint i = 0; i < keys->len; i++) {
		stmt = catalog_use(catalog, CATALOG_LOOK_KEY_ADD, error);
		if (stmt == NULL)
			return FALSE;
		catalog_bind_int(stmt, 1, g_array_index(keys, guint32, i));
		catalog_bind_int(stmt, 2, photo);
		catalog_bind_int(stmt, 3, version);
		if (!catalog_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_renditions(ClCatalog *catalog, gint64 photo, guint version, const ClDeveloped *developed,
	const guint64 size_bytes[CL_N_DEVELOP], GError **error)
{
	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		CatalogStmt *stmt = catalog_use(catalog, CATALOG_RENDITION_PUT, error);

		if (stmt == NULL)
			return FALSE;
		catalog_bind_int(stmt, 1, photo);
		catalog_bind_int(stmt, 2, version);
		catalog_bind_text(stmt, 3, cl_develop_sizes[i].name);
		catalog_bind_int(stmt, 4, developed->width[i]);
		catalog_bind_int(stmt, 5, developed->height[i]);
		catalog_bind_int(stmt, 6, (gint64) size_bytes[i]);
		if (!catalog_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_look(ClCatalog *catalog, gint64 no, guint version, const ClLook *look, GError **error)
{
	g_autoptr(GBytes) bytes = cl_look_to_bytes(look);
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FINGERPRINT_PUT, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, version);
	catalog_bind_blob(stmt, 3, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	return catalog_run(stmt, error) && put_keys(catalog, no, version, look, error);
}

gboolean
cl_catalog_put_look(ClCatalog *catalog, const char *id, guint version, const ClLook *look, GError **error)
{
	gint64 no = 0;

	return catalog_photo_no(catalog, id, &no, error) && put_look(catalog, no, version, look, error);
}

gboolean
cl_catalog_put_developed(ClCatalog *catalog, const char *id, guint version,
	const ClDeveloped *developed, const guint64 size_bytes[CL_N_DEVELOP], GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error) ||
		!put_look(catalog, no, version, &developed->look, error) ||
		!put_renditions(catalog, no, version, developed, size_bytes, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_FILE_SET_DEVELOPED, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, no);
	catalog_bind_int(stmt, 2, version);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_get_look(ClCatalog *catalog, const char *id, guint version, ClLook *look, gboolean *has,
	GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FINGERPRINT_GET, error);

	if (stmt == NULL)
		return FALSE;
	*has = FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, version);
	if (catalog_next(stmt, &failure)) {
		g_autoptr(GBytes) bytes = catalog_dup_blob(stmt, 0);

		catalog_done(stmt);
		*has = cl_look_from_bytes(bytes, look);
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

typedef struct {
	gint64 photo;
	guint n_shared;
} Candidate;

static int
by_shared(gconstpointer a, gconstpointer b)
{
	const Candidate *one = a, *other = b;

	if (one->n_shared != other->n_shared)
		return one->n_shared < other->n_shared ? 1 : -1;
	return one->photo < other->photo ? -1 : one->photo > other->photo;
}

/* Numbers of killed photos. */
static GHashTable *
list_killed(ClCatalog *catalog, GError **error)
{
	g_autoptr(GHashTable) killed = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_KILL_PHOTOS, error);

	if (stmt == NULL)
		return NULL;
	while (catalog_next(stmt, &failure)) {
		gint64 no = catalog_int(stmt, 0);

		g_hash_table_add(killed, g_memdup2(&no, sizeof no));
	}
	if (failure == NULL)
		return g_steal_pointer(&killed);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

/* Photos by the number of keys shared, most first; NULL = among all. */
static GArray *
find_candidates(ClCatalog *catalog, const ClLook *look, GHashTable *among, GError **error)
{
	g_autoptr(GArray) keys = cl_look_probe_keys(look);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Candidate));
	g_autoptr(GHashTable) counts =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer photo, n;

	for (guint i = 0; i < keys->len; i++) {
		g_autoptr(GError) failure = NULL;
		CatalogStmt *stmt = catalog_use(catalog, CATALOG_LOOK_KEY_FIND, error);

		if (stmt == NULL)
			return NULL;
		catalog_bind_int(stmt, 1, g_array_index(keys, guint32, i));
		catalog_bind_int(stmt, 2, MAX_PER_KEY);
		while (catalog_next(stmt, &failure)) {
			gint64 no = catalog_int(stmt, 0);

			if (among != NULL && !g_hash_table_contains(among, &no))
				continue;
			n = g_hash_table_lookup(counts, &no);
			g_hash_table_replace(counts, g_memdup2(&no, sizeof no),
				GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
		}
		if (failure != NULL) {
			g_propagate_error(error, g_steal_pointer(&failure));
			return NULL;
		}
	}
	g_hash_table_iter_init(&iter, counts);
	while (g_hash_table_iter_next(&iter, &photo, &n)) {
		Candidate candidate = {*(gint64 *) photo, GPOINTER_TO_UINT(n)};

		g_array_append_val(found, candidate);
	}
	g_array_sort(found, by_shared);
	return g_steal_pointer(&found);
}

static GPtrArray *
list_candidates(ClCatalog *catalog, const GArray *candidates, const char *except_id, guint limit,
	GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < candidates->len && ids->len < limit; i++) {
		g_autoptr(GError) failure = NULL;
		CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_ID, error);

		if (stmt == NULL)
			return NULL;
		catalog_bind_int(stmt, 1, g_array_index(candidates, Candidate, i).photo);
		if (catalog_next(stmt, &failure)) {
			if (g_strcmp0(catalog_text(stmt, 0), except_id) != 0)
				g_ptr_array_add(ids, catalog_dup_text(stmt, 0));
			catalog_done(stmt);
		}
		if (failure != NULL) {
			g_propagate_error(error, g_steal_pointer(&failure));
			return NULL;
		}
	}
	return g_steal_pointer(&ids);
}

GPtrArray *
cl_catalog_find_alike(ClCatalog *catalog, const ClLook *look, const char *except_id, guint limit,
	GError **error)
{
	g_autoptr(GArray) candidates = find_candidates(catalog, look, NULL, error);

	return candidates == NULL ? NULL : list_candidates(catalog, candidates, except_id, limit, error);
}

GPtrArray *
cl_catalog_find_alike_killed(ClCatalog *catalog, const ClLook *look, const char *except_id, guint limit,
	GError **error)
{
	g_autoptr(GHashTable) killed = list_killed(catalog, error);
	g_autoptr(GArray) candidates = NULL;

	if (killed != NULL && g_hash_table_size(killed) == 0)
		return g_ptr_array_new_with_free_func(g_free);
	candidates = killed == NULL ? NULL : find_candidates(catalog, look, killed, error);
	return candidates == NULL ? NULL : list_candidates(catalog, candidates, except_id, limit, error);
}
