/* SPDX-License-Identifier: MIT
 *
 * A photo's derived rows: effective values from the version that counts (restrictions united over
 * all versions), the listing, the full text. Always computed from the record, never patched.
 */
#include "archive_private.h"

#include <string.h>

#define SHOWN_BYTES 90U /* of a text in a finding */

static gboolean
is_united(ClField field)
{
	return cl_field_info(field)->order[0] == 'U';
}

static gboolean
holds(const GPtrArray *received, ClField field)
{
	return archive_first_received(received, field) != NULL;
}

/* Values of other versions that no version may drop: restrictions join the union; a credit that
 * only an earlier version has is kept, and said. */
static gboolean
unite_versions(ClArchive *archive, const char *id, GPtrArray *files, guint effective,
	GPtrArray *received, GPtrArray *findings, GError **error)
{
	gboolean has_credit = holds(received, CL_FIELD_CREDIT);

	for (guint i = 0; i < files->len; i++) {
		const ClFileRow *file = files->pdata[i];
		g_autoptr(GPtrArray) other = NULL;

		if (file->version == effective)
			continue;
		other = cl_catalog_received(archive->catalog, id, file->version, error);
		if (other == NULL)
			return FALSE;
		for (guint j = 0; j < other->len; j++) {
			ClReceived *value = other->pdata[j];
			gboolean is_credit = value->field == CL_FIELD_CREDIT && !has_credit;

			if (!is_united(value->field) && !is_credit)
				continue;
			if (file->version < effective && (is_credit || !holds(received, value->field)))
				g_ptr_array_add(findings,
					cl_finding_new(CL_FINDING_LOST_TERMS,
						"version %u has no %s; that of version %u is kept", effective,
						cl_field_info(value->field)->name, file->version));
			g_ptr_array_add(received,
				cl_received_new(value->field, value->origin, value->packet,
					value->position, value->lang, value->value));
		}
	}
	return TRUE;
}

/* Put it, or ask whether it stands already. */
static gboolean
use_listing(ClArchive *archive, const ClPhotoRow *photo, const ClFileRow *file, guint n_versions,
	const ClEffective *effective, gboolean *fits, GError **error)
{
	g_autoptr(GPtrArray) findings = cl_catalog_findings(archive->catalog, photo->id, error);
	g_autoptr(GPtrArray) uses =
		findings == NULL ? NULL : cl_catalog_list_uses_of(archive->catalog, photo->id, error);
	ClListing listing = { .effective = effective };
	g_autofree char *tags = NULL;

	if (uses == NULL ||
		!cl_catalog_has_copies(archive->catalog, photo->id, &listing.listed.has_copies, error))
		return FALSE;
	listing.listed.id = photo->id;
	listing.listed.format = file->facts->format;
	listing.listed.width = file->facts->width;
	listing.listed.height = file->facts->height;
	listing.listed.ingested_us = photo->added_us;
	listing.listed.supplier = file->supplier;
	listing.listed.state = photo->state;
	listing.listed.source_sensitive = photo->source_sensitive;
	listing.listed.developed = file->developed;
	listing.listed.c2pa = file->facts->c2pa;
	listing.listed.n_versions = n_versions;
	listing.listed.findings = findings;
	listing.listed.uses = uses;
	tags = cl_query_tags(&listing.listed, effective, archive->zone);
	listing.tags = tags;
	if (fits != NULL)
		return cl_catalog_listing_fits(archive->catalog, photo->id, &listing, fits, error);
	return cl_catalog_put_listing(archive->catalog, photo->id, &listing, error);
}

/* Did anything come in after the first file? Else no text can be a correction of another. */
static gboolean
has_followed(ClArchive *archive, GPtrArray *files, const ClFileRow *file, gboolean *followed, GError **error)
{
	g_autoptr(GPtrArray) sidecars = NULL;

	*followed = files->len > 1;
	if (*followed)
		return TRUE;
	sidecars = cl_catalog_list_sidecars(archive->catalog, file->photo, error);
	*followed = sidecars != NULL && sidecars->len > 0;
	return sidecars != NULL;
}

/* The supplier says something else than when the editor wrote (policy §1.3). */
static void
find_shadowed(const ClEffective *received, const GPtrArray *layers, GPtrArray *findings)
{
	for (guint i = 0; i < layers->len; i++) {
		const ClLayer *layer = layers->pdata[i];
		g_autoptr(GPtrArray) texts =
			cl_effective_texts(received, layer->field, layer->lang);
		g_autofree char *base = cl_edit_base(texts);
		g_autofree char *cut = cl_text_cut(base, SHOWN_BYTES);

		if (strcmp(base, layer->base) != 0 && texts->len > 0 &&
			!cl_edit_same(texts, layer->values))
			g_ptr_array_add(findings,
				cl_finding_new(CL_FINDING_CORRECTION_SHADOWED,
					"%s: the supplier now says '%s%s'; the text that %s wrote over "
					"the earlier one stands",
					cl_field_info(layer->field)->name, cut,
					strlen(cut) < strlen(base) ? "…" : "", layer->who));
	}
}

static void
add_layers(GPtrArray *received, const GPtrArray *layers)
{
	for (guint i = 0; i < layers->len; i++) {
		const ClLayer *layer = layers->pdata[i];

		for (guint j = 0; j < MAX(layer->values->len, 1); j++)
			g_ptr_array_add(received,
				cl_received_new(layer->field, CL_ORIGIN_USER, 0, j, layer->lang,
					layer->values->len == 0 ? "-" : layer->values->pdata[j]));
	}
}

static ClEffective *
resolve(ClArchive *archive, GPtrArray *files, const ClFileRow *file, const GPtrArray *layers,
	GError **error)
{
	g_autoptr(GPtrArray) more = g_ptr_array_new_with_free_func((GDestroyNotify) cl_finding_free);
	g_autoptr(GPtrArray) received =
		cl_catalog_received(archive->catalog, file->photo, file->version, error);
	g_autoptr(ClEffective) below = NULL;
	ClEffective *effective;
	gboolean followed = FALSE;

	if (received == NULL || !unite_versions(archive, file->photo, files, file->version, received,
				       more, error))
		return NULL;
	if (layers != NULL && layers->len > 0) {
		if (!has_followed(archive, files, file, &followed, error))
			return NULL;
		if (followed) {
			below = cl_photo_resolve(received, file->facts->digest, file->ingested_us);
			find_shadowed(below, layers, more);
		}
		add_layers(received, layers);
	}
	effective = cl_photo_resolve(received, file->facts->digest, file->ingested_us);
	while (more->len > 0)
		g_ptr_array_add(effective->findings, g_ptr_array_steal_index(more, 0));
	return effective;
}

ClEffective *
archive_resolve(ClArchive *archive, GPtrArray *files, const ClFileRow *file, GError **error)
{
	g_autoptr(GPtrArray) layers = cl_catalog_layers(archive->catalog, file->photo, error);

	return layers == NULL ? NULL : resolve(archive, files, file, layers, error);
}

ClEffective *
archive_resolve_received(ClArchive *archive, GPtrArray *files, const ClFileRow *file, GError **error)
{
	return resolve(archive, files, file, NULL, error);
}

static gboolean
use_photo(ClArchive *archive, const char *id, gboolean *fits, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);
	g_autoptr(GPtrArray) files =
		photo == NULL ? NULL : cl_catalog_list_files(archive->catalog, id, error);
	g_autoptr(ClEffective) effective = NULL;
	const ClFileRow *file = NULL;

	for (guint i = 0; files != NULL && i < files->len; i++)
		if (((ClFileRow *) files->pdata[i])->version == photo->effective)
			file = files->pdata[i];
	effective = file == NULL ? NULL : archive_resolve(archive, files, file, error);
	if (effective == NULL || !archive_put_credit(archive, file, effective, fits, error))
		return FALSE;
	if (fits != NULL && !*fits)
		return TRUE;
	return (fits != NULL ||
		       cl_catalog_put_resolved_findings(
			       archive->catalog, id, effective->findings, error)) &&
		use_listing(archive, photo, file, files->len, effective, fits, error) &&
		archive_use_instants(archive, id, fits, error);
}

gboolean
archive_refresh(ClArchive *archive, const char *id, GError **error)
{
	return use_photo(archive, id, NULL, error);
}

gboolean
archive_is_fresh(ClArchive *archive, const char *id, gboolean *fresh, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (use_photo(archive, id, fresh, &why))
		return TRUE;
	if (why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND,
			"photo %s: its rows do not belong together", id);
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}
