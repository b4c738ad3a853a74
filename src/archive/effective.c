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

/* --- derived rows ------------------------------------------------------------------------------- */

struct ArchiveDerived {
	ClPhotoRow *photo;
	GPtrArray *files;      /* ClFileRow* */
	const ClFileRow *file; /* the version that counts */
	ClEffective *effective;
	ClCreditRow *credit;
	GPtrArray *findings, *uses;
	gboolean has_copies;
	char *tags;
	ClListing listing; /* lent from the others */
};

void
archive_derived_free(ArchiveDerived *derived)
{
	if (derived == NULL)
		return;
	cl_photo_row_free(derived->photo);
	g_clear_pointer(&derived->files, g_ptr_array_unref);
	cl_effective_free(derived->effective);
	cl_credit_row_free(derived->credit);
	g_clear_pointer(&derived->findings, g_ptr_array_unref);
	g_clear_pointer(&derived->uses, g_ptr_array_unref);
	g_free(derived->tags);
	g_free(derived);
}

static void
list(ClArchive *archive, ArchiveDerived *derived)
{
	const ClFileRow *file = derived->file;

	derived->listing = (ClListing) { .effective = derived->effective,
		.listed = { .id = derived->photo->id,
			.format = file->facts->format,
			.width = file->facts->width,
			.height = file->facts->height,
			.ingested_us = derived->photo->added_us,
			.supplier = file->supplier,
			.state = derived->photo->state,
			.source_sensitive = derived->photo->source_sensitive,
			.developed = file->developed,
			.c2pa = file->facts->c2pa,
			.n_versions = derived->files->len,
			.has_copies = derived->has_copies,
			.findings = derived->findings,
			.uses = derived->uses } };
	derived->tags = cl_query_tags(&derived->listing.listed, derived->effective, archive->zone);
	derived->listing.tags = derived->tags;
}

/* What is known of the photo besides its own values. */
static gboolean
look_up(ClArchive *archive, const char *id, ArchiveDerived *derived, GError **error)
{
	ClCatalog *catalog = archive->catalog;

	derived->photo = cl_catalog_get_photo(catalog, id, error);
	if (derived->photo == NULL ||
		(derived->files = cl_catalog_list_files(catalog, id, error)) == NULL ||
		(derived->findings = cl_catalog_findings_of_files(catalog, id, error)) == NULL ||
		(derived->uses = cl_catalog_list_uses_of(catalog, id, error)) == NULL ||
		!cl_catalog_has_copies(catalog, id, &derived->has_copies, error))
		return FALSE;
	for (guint i = 0; i < derived->files->len; i++)
		if (((ClFileRow *) derived->files->pdata[i])->version == derived->photo->effective)
			derived->file = derived->files->pdata[i];
	return derived->file != NULL;
}

ArchiveDerived *
archive_derive(ClArchive *archive, const char *id, const GPtrArray *layers, GError **error)
{
	g_autoptr(ArchiveDerived) derived = g_new0(ArchiveDerived, 1);
	g_autoptr(GPtrArray) stored = layers == NULL ? cl_catalog_layers(archive->catalog, id, error) : NULL;
	const GPtrArray *over = layers != NULL ? layers : stored, *found;
	g_autoptr(ClEffective) received = NULL;

	if (over == NULL || !look_up(archive, id, derived, error) ||
		!archive_credit_received(archive, derived->files, derived->file, over, &received, error))
		return NULL;
	derived->effective = resolve(archive, derived->files, derived->file, over, error);
	derived->credit = derived->effective == NULL
		? NULL
		: archive_credit_row(archive, derived->file, derived->effective, received, error);
	if (derived->credit == NULL)
		return NULL;
	found = derived->effective->findings;
	for (guint i = 0; i < found->len; i++) {
		const ClFinding *finding = found->pdata[i];

		g_ptr_array_add(derived->findings, cl_finding_new(finding->code, "%s", finding->message));
	}
	list(archive, derived);
	return g_steal_pointer(&derived);
}

/* The instants are computed here: they rest on other photos, too, and stop delivery. */
gboolean
archive_put_derived(ClArchive *archive, const ArchiveDerived *derived, GError **error)
{
	ClCatalog *catalog = archive->catalog;
	const char *id = derived->photo->id;

	return cl_catalog_put_credit(catalog, id, derived->credit, error) &&
		cl_catalog_put_resolved_findings(catalog, id, derived->effective->findings, error) &&
		cl_catalog_put_listing(catalog, id, &derived->listing, error) &&
		archive_use_instants(archive, id, NULL, error);
}

gboolean
archive_refresh(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(ArchiveDerived) derived = archive_derive(archive, id, NULL, error);

	return derived != NULL && archive_put_derived(archive, derived, error);
}

static gboolean
credit_fits(ClArchive *archive, const ArchiveDerived *derived, gboolean *fits, GError **error)
{
	g_autoptr(ClCreditRow) stored = cl_catalog_get_credit(archive->catalog, derived->photo->id, error);

	*fits = stored != NULL && strcmp(stored->body, derived->credit->body) == 0;
	return stored != NULL || error == NULL || *error == NULL;
}

gboolean
archive_is_fresh(ClArchive *archive, const char *id, gboolean *fresh, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ArchiveDerived) derived = archive_derive(archive, id, NULL, &why);

	if (derived != NULL && credit_fits(archive, derived, fresh, &why) &&
		(!*fresh || (cl_catalog_listing_fits(archive->catalog, id, &derived->listing, fresh, &why) &&
				    archive_use_instants(archive, id, fresh, &why))))
		return TRUE;
	if (why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND,
			"photo %s: its rows do not belong together", id);
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}
