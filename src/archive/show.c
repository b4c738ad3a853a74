/* SPDX-License-Identifier: MIT
 *
 * Looking at one photo: its record, its history.
 */
#include "composite.h"
#include "rights.h"

#include <string.h>

static char *
derived_path(ClArchive *archive, const ClFileRow *file, const char *kind)
{
	g_autofree char *below = NULL;

	if (!file->developed || cl_store_derived_bytes(archive->store, kind, file->sha256) <= 0)
		return NULL;
	below = cl_store_derived_path(archive->store, kind, file->sha256);
	return g_build_filename(archive->folder, below, NULL);
}

static gboolean
read_hold(ClArchive *archive, ClShown *shown, GError **error)
{
	g_autoptr(GError) why = NULL;

	shown->hold = cl_catalog_get_hold(archive->catalog, shown->photo->id, cl_time_now_us(), &why);
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

static gboolean
find_kept_back(ClArchive *archive, ClShown *shown, GError **error)
{
	g_autoptr(ClPlaces) places = NULL;
	g_autoptr(ClEffective) kept = NULL;

	if (!archive_places(archive, shown->photo, shown->files, shown->effective, &places, error))
		return FALSE;
	if (places == NULL)
		return TRUE;
	kept = cl_places_keep_back(places, shown->effective);
	archive_find_kept_back(shown->effective, kept, shown->kept_back);
	return TRUE;
}

ClShown *
cl_archive_show(ClArchive *archive, const char *text, GError **error)
{
	g_autoptr(ClShown) shown = g_new0(ClShown, 1);
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!cl_archive_find(archive, text, id, &version, error))
		return NULL;
	shown->photo = cl_catalog_get_photo(archive->catalog, id, error);
	if (shown->photo == NULL)
		return NULL;
	version = version == 0 ? shown->photo->effective : version;
	shown->file = archive_need_version(archive, id, version, error);
	if (shown->file == NULL)
		return NULL;
	shown->files = cl_catalog_list_files(archive->catalog, id, error);
	if (shown->files == NULL ||
		(shown->received = cl_catalog_received(archive->catalog, id, version, error)) == NULL ||
		(shown->layers = cl_catalog_layers(archive->catalog, id, error)) == NULL ||
		(shown->findings = cl_catalog_findings(archive->catalog, id, error)) == NULL ||
		(shown->links = cl_catalog_links(archive->catalog, id, error)) == NULL ||
		(shown->parts = archive_parts(archive, id, error)) == NULL ||
		(shown->part_of = archive_composites(archive, id, error)) == NULL ||
		(shown->uses = cl_catalog_list_uses_of(archive->catalog, id, error)) == NULL ||
		(shown->restrictions = archive_restrictions(archive, id, error)) == NULL)
		return NULL;
	shown->effective = archive_resolve(archive, shown->files, shown->file, error);
	if (shown->effective == NULL)
		return NULL;
	if (version == shown->photo->effective) {
		g_autoptr(GError) why = NULL;

		shown->picture = cl_catalog_get_credit(archive->catalog, id, &why);
		if (why != NULL) {
			g_propagate_error(error, g_steal_pointer(&why));
			return NULL;
		}
	}
	if (!read_hold(archive, shown, error) || !find_kept_back(archive, shown, error))
		return NULL;
	shown->master_path = derived_path(archive, shown->file, "master");
	shown->grid_path = derived_path(archive, shown->file, "grid");
	shown->thumb_path = derived_path(archive, shown->file, "thumb");
	return g_steal_pointer(&shown);
}

void
cl_shown_free(ClShown *shown)
{
	if (shown == NULL)
		return;
	cl_photo_row_free(shown->photo);
	cl_file_row_free(shown->file);
	g_clear_pointer(&shown->files, g_ptr_array_unref);
	g_clear_pointer(&shown->received, g_ptr_array_unref);
	g_clear_pointer(&shown->layers, g_ptr_array_unref);
	g_clear_pointer(&shown->findings, g_ptr_array_unref);
	g_clear_pointer(&shown->links, g_ptr_array_unref);
	g_clear_pointer(&shown->judged, g_ptr_array_unref);
	g_clear_pointer(&shown->parts, g_ptr_array_unref);
	g_clear_pointer(&shown->part_of, g_ptr_array_unref);
	g_clear_pointer(&shown->uses, g_ptr_array_unref);
	g_clear_pointer(&shown->restrictions, g_ptr_array_unref);
	cl_effective_free(shown->effective);
	cl_credit_row_free(shown->picture);
	cl_hold_free(shown->hold);
	g_free(shown->master_path);
	g_free(shown->grid_path);
	g_free(shown->thumb_path);
	g_free(shown);
}

GPtrArray *
cl_archive_history(ClArchive *archive, const char *text, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!cl_archive_find(archive, text, id, &version, error))
		return NULL;
	return cl_catalog_list_events(archive->catalog, id, 0, G_MAXINT, error);
}
