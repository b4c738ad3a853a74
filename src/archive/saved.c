/* SPDX-License-Identifier: MIT
 *
 * Searches that people keep under a name.
 */
#include "archive_private.h"

#include <cutline/answers.h>
#include <cutline/expiring.h>

#include <string.h>

#define SCHEMA "cutline-search/1"

gboolean
cl_archive_save_search(ClArchive *archive, const char *name, const char *query, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;

	if (!cl_slug_check(name, error) || !archive_check_query(archive, query, error))
		return FALSE;
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "query", query);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return cl_archive_put_document(archive, "search", name, text, error);
}

char *
cl_saved_query(const ClDocument *search)
{
	g_autoptr(GVariant) json = cl_json_parse(search->json, -1, NULL);
	char *query = NULL;

	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(json, "query", "s", &query);
	return query;
}

char *
cl_archive_saved_search(ClArchive *archive, const char *name, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document = cl_catalog_get_document(archive->catalog, "search", name, &why);
	char *query = document == NULL ? NULL : cl_saved_query(document);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	if (query != NULL)
		return query;
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"no search is kept under '%s'; 'cutline searches' lists them", name);
	return NULL;
}

void
cl_json_write_saved_search(ClJson *json, const char *key, const ClDocument *search)
{
	g_autofree char *query = cl_saved_query(search);

	cl_json_begin_object(json, key);
	cl_json_string(json, "name", search->id);
	cl_json_string(json, "query", query != NULL ? query : "");
	cl_json_string(json, "who", search->who);
	cl_json_write_time(json, "at", search->at_us);
	cl_json_end_object(json);
}
