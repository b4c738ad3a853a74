/* SPDX-License-Identifier: MIT
 *
 * Verify, from the rows: ids are those of the hashes, the original is there, its manifest says
 * what the row says, derived pictures have the sizes that were recorded, derived rows are what the
 * record gives. Photo by photo, in pages: memory does not grow with the archive.
 */
#include "manifest.h"
#include "verify.h"

#include <string.h>

#define PAGE 500U

/* --- manifests ------------------------------------------------------------------------------ */

static void
check_manifest(VerifyCheck *check, const char *photo, guint version, const ArchiveKept *kept)
{
	g_autofree char *text = cl_store_read_manifest(check->archive->store, kept->sha256, NULL);
	const char *fault = text == NULL ? "is missing" : archive_manifest_fault(text, kept);
	g_autofree char *json = NULL;
	g_autoptr(GError) why = NULL;
	gboolean repaired;

	if (fault == NULL)
		return;
	json = archive_manifest_text(kept);
	repaired = verify_may_repair(check) &&
		cl_store_put_manifest(check->archive->store, kept->sha256, json, &why);
	verify_complain(check, repaired, "MANIFEST_WRONG",
		"photo %s@%u: the manifest of its %s %s%s%s", photo, version,
		kept->sidecar != NULL ? "side-car" : "original", fault, why == NULL ? "" : ": ",
		why == NULL ? "" : why->message);
}

/* Size and manifest; the bytes are hashed from the side of the files. */
static void
check_kept(VerifyCheck *check, const char *photo, guint version, const ArchiveKept *kept)
{
	g_autofree char *hex = cl_hex(kept->sha256, CL_SHA256_BYTES);
	gint64 size = cl_store_original_bytes(check->archive->store, kept->sha256);

	if (size < 0)
		verify_complain(check, FALSE, "ORIGINAL_MISSING",
			"photo %s@%u: original %s is not there; restore it from a backup or ingest "
			"it again",
			photo, version, hex);
	else if ((guint64) size != kept->size_bytes)
		verify_complain(check, FALSE, "SIZE_WRONG",
			"photo %s@%u: original %s has %" G_GINT64_FORMAT
			" bytes, its row says %" G_GUINT64_FORMAT,
			photo, version, hex, size, kept->size_bytes);
	check_manifest(check, photo, version, kept);
}

/* --- one photo ------------------------------------------------------------------------------ */

static void
check_id(VerifyCheck *check, const ClFileRow *file, const ClFileStated *stated)
{
	char id[CL_ID_CHARS + 1];

	cl_id_from_sha256(file->sha256, id);
	if (strcmp(id, stated->id) != 0 || (file->version == 1 && strcmp(id, file->photo) != 0))
		verify_complain(check, FALSE, "ID_WRONG",
			"photo %s@%u: its hash gives the id %s; run 'cutline rebuild --from-store'",
			file->photo, file->version, id);
}

/* TRUE if one is to be made again. */
static gboolean
check_derived(VerifyCheck *check, const ClFileRow *file, const ClFileStated *stated)
{
	gboolean wrong = FALSE;

	for (guint i = 0; file->developed && i < CL_N_DEVELOP; i++) {
		const char *kind = cl_develop_sizes[i].name;
		gint64 bytes = cl_store_derived_bytes(check->archive->store, kind, file->sha256);

		if (bytes > 0 && (guint64) bytes == stated->size_bytes[i])
			continue;
		verify_complain(check, verify_may_repair(check), "DERIVED_MISSING",
			"photo %s@%u has no %s%s; it can be made again", file->photo,
			file->version, kind, bytes >= 0 ? " as it was written" : "");
		wrong = TRUE;
	}
	return wrong;
}

/* What the file stated when it was read; derived rows are compared with that alone. */
static gboolean
check_received(VerifyCheck *check, const ClFileRow *file, GError **error)
{
	gboolean fit = TRUE;

	if (!cl_catalog_received_fit(
		    check->archive->catalog, file->photo, file->version, &fit, error))
		return FALSE;
	if (!fit)
		verify_complain(check, FALSE, "RECEIVED_DIFFERS",
			"photo %s@%u: what its file stated is not here as it was read; run "
			"'cutline rebuild --from-store'",
			file->photo, file->version);
	return TRUE;
}

static gboolean
check_file(VerifyCheck *check, const ClFileRow *file, gboolean alone, GPtrArray *queue, GError **error)
{
	const ArchiveKept kept = { file->sha256, file->size_bytes, file->ingested_us, file->name,
		file->supplier, NULL, NULL };
	ClFileStated stated;

	check_kept(check, file->photo, file->version, &kept);
	if (!cl_catalog_get_stated(
		    check->archive->catalog, file->photo, file->version, &stated, error))
		return FALSE;
	check_id(check, file, &stated);
	if (!check_received(check, file, error) || !verify_arrival(check, file, alone, error))
		return FALSE;
	if (check_derived(check, file, &stated)) {
		ClJobRow *job = g_new0(ClJobRow, 1);

		g_strlcpy(job->photo, file->photo, sizeof job->photo);
		job->version = file->version;
		g_ptr_array_add(queue, job);
	}
	return TRUE;
}

static void
check_sidecars(VerifyCheck *check, const char *id, const GPtrArray *sidecars)
{
	for (guint i = 0; i < sidecars->len; i++) {
		const ClSidecarRow *row = sidecars->pdata[i];
		const ArchiveKept kept = { row->sha256, row->size_bytes, row->ingested_us, row->name, NULL,
			NULL, row->kind };

		check_kept(check, id, row->version, &kept);
	}
}

/* What people wrote is what the events say, or somebody went round them. */
static gboolean
check_layers(VerifyCheck *check, const char *id, GError **error)
{
	gboolean fit = TRUE;

	if (!archive_layers_fit(check->archive, id, &fit, error))
		return FALSE;
	if (!fit)
		verify_complain(check, FALSE, "EDITS_DIFFER",
			"photo %s: what was written over it is not what its events say; run "
			"'cutline rebuild --from-store'",
			id);
	return TRUE;
}

/* Of a purged photo nothing may be left in the store. */
static void
check_purged(VerifyCheck *check, const GPtrArray *files)
{
	for (guint i = 0; i < files->len; i++) {
		const ClFileRow *file = files->pdata[i];
		gboolean removed;

		if (cl_store_original_bytes(check->archive->store, file->sha256) < 0)
			continue;
		removed = verify_may_repair(check) &&
			cl_store_remove_original(check->archive->store, file->sha256, NULL);
		verify_complain(check, removed, "PURGED_STILL_HERE",
			"photo %s@%u: was purged, but its original is still here", file->photo,
			file->version);
	}
}

static gboolean
check_photo(VerifyCheck *check, const char *id, GPtrArray *queue, GError **error)
{
	g_autoptr(GPtrArray) files = cl_catalog_list_files(check->archive->catalog, id, error);
	g_autoptr(GPtrArray) sidecars = NULL;
	g_autoptr(ClTombstone) tombstone = NULL;
	g_autoptr(GError) why = NULL;
	gboolean fresh = TRUE;

	if (files == NULL)
		return FALSE;
	tombstone = cl_catalog_get_tombstone_of(check->archive->catalog, id, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (tombstone != NULL) {
		check_purged(check, files);
		return TRUE;
	}
	sidecars = cl_catalog_list_sidecars(check->archive->catalog, id, error);
	for (guint i = 0; sidecars != NULL && i < files->len; i++)
		if (!check_file(check, files->pdata[i], sidecars->len == 0, queue, error))
			return FALSE;
	if (sidecars == NULL)
		return FALSE;
	check_sidecars(check, id, sidecars);
	if (!check_layers(check, id, error) ||
		!archive_is_fresh(check->archive, id, &fresh, error))
		return FALSE;
	if (fresh)
		return TRUE;
	verify_complain(check, verify_may_repair(check), "DERIVED_ROWS",
		"photo %s: is not listed as its record says; run 'cutline rebuild'", id);
	check->derived_wrong = TRUE;
	return TRUE;
}

/* --- all of them ---------------------------------------------------------------------------- */

static gboolean
put_jobs(ClCatalog *catalog, const GPtrArray *queue, GError **error)
{
	for (guint i = 0; i < queue->len; i++) {
		const ClJobRow *job = queue->pdata[i];

		if (!cl_catalog_add_job(catalog, "develop", job->photo, job->version, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
queue_again(VerifyCheck *check, const GPtrArray *queue, GError **error)
{
	ClCatalog *catalog = check->archive->catalog;

	if (queue->len == 0 || !verify_may_repair(check))
		return TRUE;
	check->queued = TRUE;
	if (!cl_catalog_begin(catalog, error))
		return FALSE;
	if (put_jobs(catalog, queue, error) && cl_catalog_commit(catalog, error))
		return TRUE;
	cl_catalog_rollback(catalog);
	return FALSE;
}

static gboolean
check_page(VerifyCheck *check, const GPtrArray *ids, GError **error)
{
	g_autoptr(GPtrArray) queue = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < ids->len; i++) {
		GError *why = NULL;

		if (!check_photo(check, ids->pdata[i], queue, &why) &&
			!verify_forgive(check, ids->pdata[i], why, error))
			return FALSE;
	}
	return queue_again(check, queue, error);
}

gboolean
verify_rows(VerifyCheck *check, GError **error)
{
	g_autofree char *after = NULL;

	for (;;) {
		GError *why = NULL;
		g_autoptr(GPtrArray) ids =
			cl_catalog_list_photos(check->archive->catalog, after, PAGE, &why);

		if (ids == NULL)
			return verify_forgive(check, "list of photos", why, error);
		if (ids->len == 0)
			return TRUE;
		if (!check_page(check, ids, error))
			return FALSE;
		g_free(after);
		after = g_strdup(ids->pdata[ids->len - 1]);
	}
}
