/* SPDX-License-Identifier: MIT
 *
 * Composites: a picture that is made of others of this archive, as a person says. It may be shown only
 * while all of its parts may (reference §5.1: the worst of its parts). Which parts it has is a document
 * of the photo, so that the journal brings it back; who has a photo as a part is asked of the same.
 */
#include "composite.h"

#include <cutline/json.h>

#include <string.h>

#define KIND "composite"
#define SCHEMA "cutline-composite/1"
#define MAX_PARTS 100U

/* --- kept ------------------------------------------------------------------------------------ */

static char *
composite_text(const GPtrArray *parts)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_begin_array(json, "parts");
	for (guint i = 0; i < parts->len; i++)
		cl_json_string(json, NULL, parts->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
read_text(const char *id, const char *text, GPtrArray *parts, GError **error)
{
	g_autoptr(GVariant) json = cl_json_parse(text, -1, NULL);
	g_autoptr(GVariantIter) list = NULL;
	GVariant *part;

	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(json, "parts", "av", &list)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"photo %s: which parts it has is damaged; say it again: cutline composite %s PART…",
			id, id);
		return FALSE;
	}
	while (g_variant_iter_next(list, "v", &part)) {
		if (g_variant_is_of_type(part, G_VARIANT_TYPE_STRING))
			g_ptr_array_add(parts, g_variant_dup_string(part, NULL));
		g_variant_unref(part);
	}
	return TRUE;
}

GPtrArray *
archive_parts(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document = cl_catalog_get_document(archive->catalog, KIND, id, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	if (document != NULL && !read_text(id, document->json, parts, error))
		return NULL;
	return g_steal_pointer(&parts);
}

GPtrArray *
archive_composites(ClArchive *archive, const char *id, GError **error)
{
	return cl_catalog_documents_naming(archive->catalog, KIND, id, error);
}

static gboolean
has(const GPtrArray *ids, const char *id)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *) ids, id, g_str_equal, NULL);
}

/* Where `next` leads, and what follows from there, each once: a journal that lost a line may lead in a
 * circle. */
static GPtrArray *
follow(ClArchive *archive, const char *id, GPtrArray *(*next)(ClArchive *, const char *, GError **),
	GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
	const char *at = id;

	for (guint n = 0; at != NULL; n++) {
		g_autoptr(GPtrArray) ids = next(archive, at, error);

		if (ids == NULL)
			return NULL;
		for (guint i = 0; i < ids->len; i++)
			if (strcmp(ids->pdata[i], id) != 0 && !has(all, ids->pdata[i]))
				g_ptr_array_add(all, g_strdup(ids->pdata[i]));
		at = n < all->len ? all->pdata[n] : NULL;
	}
	return g_steal_pointer(&all);
}

GPtrArray *
archive_all_parts(ClArchive *archive, const char *id, GError **error)
{
	return follow(archive, id, archive_parts, error);
}

GPtrArray *
archive_all_composites(ClArchive *archive, const char *id, GError **error)
{
	return follow(archive, id, archive_composites, error);
}

gboolean
archive_is_there(ClArchive *archive, const char *id, gboolean *there, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, &why);

	*there = photo != NULL;
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

/* --- said ------------------------------------------------------------------------------------ */

static GPtrArray *
find_parts(ClArchive *archive, const char *id, const char *const *texts, GError **error)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; texts[i] != NULL; i++) {
		char part[CL_ID_CHARS + 1];
		g_autoptr(GPtrArray) its = NULL;
		guint version;

		if (!cl_archive_find(archive, texts[i], part, &version, error) ||
			(its = archive_all_parts(archive, part, error)) == NULL)
			return NULL;
		if (strcmp(part, id) == 0 || has(its, id)) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"photo %s cannot be a part of %s: it is that photo, or made of it", part, id);
			return NULL;
		}
		if (!has(parts, part))
			g_ptr_array_add(parts, g_strdup(part));
	}
	if (parts->len <= MAX_PARTS)
		return g_steal_pointer(&parts);
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "photo %s: a composite has at most %u parts", id,
		MAX_PARTS);
	return NULL;
}

/* What it is made of may have been withdrawn before. */
static gboolean
set_parts(ClArchive *archive, const char *id, const GPtrArray *parts, GError **error)
{
	g_autoptr(GPtrArray) before = archive_parts(archive, id, error);
	g_autofree char *json = parts->len > 0 ? composite_text(parts) : NULL;

	if (before == NULL || (before->len == 0 && parts->len == 0))
		return before != NULL;
	return archive_set_document(archive, KIND, id, json, error) &&
		archive_use_instants(archive, id, NULL, error) &&
		archive_follow_parts(archive, id, parts, error);
}

gboolean
cl_archive_set_parts(ClArchive *archive, const char *text, const char *const *parts,
	char id[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GPtrArray) found = NULL;
	guint version;

	if (!cl_archive_find(archive, text, id, &version, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	found = find_parts(archive, id, parts, error);
	if (found == NULL || !set_parts(archive, id, found, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}
