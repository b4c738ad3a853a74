/* SPDX-License-Identifier: MIT
 *
 * Rebuild: derived rows from the record; or the whole catalog from the store, by taking in every
 * original in the order of its manifest and replaying the journal. Also takes in one original
 * that has no row (verify --repair).
 */
#include "archive_private.h"

#include <cutline/json.h>

#include <unistd.h>
#include <string.h>

#define PAGE 500U

/* --- one original from the store ------------------------------------------------------------ */

typedef struct {
	guint8 sha256[CL_SHA256_BYTES];
	gint64 ingested_us;
	char *path;
	char *supplier;
} Manifest;

static void
manifest_free(Manifest *manifest)
{
	g_free(manifest->path);
	g_free(manifest->supplier);
	g_free(manifest);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manifest, manifest_free)

/* A lost or damaged manifest costs name and supplier, never the photo. */
static Manifest *
read_manifest(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES])
{
	Manifest *manifest = g_new0(Manifest, 1);
	g_autofree char *text = cl_store_read_manifest(archive->store, sha256, NULL);
	g_autoptr(GVariant) json = text == NULL ? NULL : cl_json_parse(text, -1, NULL);
	g_autofree char *path64 = NULL;
	gsize n_path;

	memcpy(manifest->sha256, sha256, CL_SHA256_BYTES);
	manifest->ingested_us = cl_time_now_us();
	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT)) {
		g_variant_lookup(json, "ingested_us", "x", &manifest->ingested_us);
		g_variant_lookup(json, "supplier", "s", &manifest->supplier);
		if (g_variant_lookup(json, "path_base64", "s", &path64)) {
			g_autofree guchar *path = g_base64_decode(path64, &n_path);

			manifest->path = g_strndup((const char *) path, n_path);
		}
	}
	if (manifest->path == NULL)
		manifest->path = cl_hex(sha256, CL_SHA256_BYTES);
	return manifest;
}

static ArchiveItem *
item_of_original(ClArchive *archive, const Manifest *manifest, GError **error)
{
	g_autoptr(ArchiveItem) item = archive_item_new(manifest->path);
	g_autoptr(GVariant) answer = NULL;
	ClDecoderPool *pool = archive_pool(archive, 0, error);

	if (pool == NULL)
		return NULL;
	item->staged = g_new0(ClStaged, 1);
	item->staged->store = archive->store;
	item->staged->fd = cl_store_open_original(archive->store, manifest->sha256, error);
	if (item->staged->fd < 0 ||
		!cl_store_hash(item->staged->fd, manifest->path, item->staged->sha256, error))
		return NULL;
	if (memcmp(item->staged->sha256, manifest->sha256, CL_SHA256_BYTES) != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"its bytes are not those of its name; restore it from a backup");
		return NULL;
	}
	item->staged->size_bytes = (guint64) lseek(item->staged->fd, 0, SEEK_END);
	answer = cl_decoder_pool_run(pool, CL_JOB_READ, item->staged->fd, NULL, 0, NULL, error);
	item->facts = answer == NULL ? NULL : cl_facts_from_variant(answer, error);
	item->ingested_us = manifest->ingested_us;
	item->supplier_given = g_strdup(manifest->supplier);
	return item->facts == NULL ? NULL : g_steal_pointer(&item);
}

gboolean
archive_take_in(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autoptr(Manifest) manifest = read_manifest(archive, sha256);
	g_autoptr(ArchiveItem) item = item_of_original(archive, manifest, error);

	if (item == NULL || !cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (archive_accept(archive, item, error) && cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

/* --- derived rows --------------------------------------------------------------------------- */

static gboolean
refresh_all(ClArchive *archive, void (*progress)(guint64, guint64, gpointer), gpointer data,
	guint64 *photos, GError **error)
{
	g_autofree char *after = NULL;

	for (;;) {
		g_autoptr(GPtrArray) ids =
			cl_catalog_list_photos(archive->catalog, after, PAGE, error);

		if (ids == NULL)
			return FALSE;
		if (ids->len == 0)
			return TRUE;
		for (guint i = 0; i < ids->len; i++)
			if (!archive_refresh(archive, ids->pdata[i], error))
				return FALSE;
		*photos += ids->len;
		if (progress != NULL)
			progress(*photos, 0, data);
		g_free(after);
		after = g_strdup(ids->pdata[ids->len - 1]);
	}
}

/* --- from the store --------------------------------------------------------------------------- */

typedef struct {
	ClArchive *archive;
	GPtrArray *manifests;
} Gather;

static gboolean
gather(const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	Gather *all = data;

	g_ptr_array_add(all->manifests, read_manifest(all->archive, sha256));
	return TRUE;
}

static int
compare_arrival(gconstpointer a, gconstpointer b)
{
	const Manifest *first = *(const Manifest *const *) a;
	const Manifest *second = *(const Manifest *const *) b;

	if (first->ingested_us != second->ingested_us)
		return first->ingested_us < second->ingested_us ? -1 : 1;
	return memcmp(first->sha256, second->sha256, CL_SHA256_BYTES);
}

/* Kills and their ends, in the order of the chain. */
static gboolean
replay_kills(ClArchive *archive, GError **error)
{
	gint64 seq = 0;

	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(archive->catalog, NULL, seq, PAGE, error);

		if (events == NULL)
			return FALSE;
		if (events->len == 0)
			return TRUE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];

			seq = event->seq;
			if (strcmp(event->kind, "kill") == 0 &&
				!archive_mark_killed(archive, event->subject, event->payload,
					"error", event->at_us, event->who, error))
				return FALSE;
			if (strcmp(event->kind, "unkill") == 0 &&
				!archive_mark_alive(archive, event->subject, event->at_us,
					event->who, error))
				return FALSE;
		}
	}
}

static gboolean
fill(ClArchive *archive, GPtrArray *manifests, void (*progress)(guint64, guint64, gpointer),
	gpointer data, guint64 *photos, GError **error)
{
	for (guint i = 0; i < manifests->len; i++) {
		g_autoptr(ArchiveItem) item = item_of_original(archive, manifests->pdata[i], error);

		if (item == NULL || !archive_accept(archive, item, error))
			return FALSE;
		(*photos)++;
		if (progress != NULL)
			progress(*photos, manifests->len, data);
	}
	return archive_journal_restore(archive, error) && replay_kills(archive, error);
}

/* The old catalog stays beside the new one until that is whole. */
static gboolean
rebuild_catalog(ClArchive *archive, void (*progress)(guint64, guint64, gpointer), gpointer data,
	guint64 *photos, GError **error)
{
	g_autofree char *fresh = g_strconcat(archive->catalog_path, ".new", NULL);
	Gather all = { archive, NULL };
	gboolean ok;

	all.manifests = g_ptr_array_new_with_free_func((GDestroyNotify) manifest_free);
	cl_catalog_remove(fresh);
	g_clear_pointer(&archive->catalog, cl_catalog_close);
	archive->catalog = cl_catalog_open(fresh, CL_CATALOG_CREATE, error);
	ok = archive->catalog != NULL &&
		cl_store_each_original(archive->store, gather, NULL, &all, error);
	g_ptr_array_sort(all.manifests, compare_arrival);
	archive->quiet = TRUE;
	ok = ok && cl_catalog_begin(archive->catalog, error) &&
		fill(archive, all.manifests, progress, data, photos, error) &&
		refresh_all(archive, NULL, NULL, photos, error) &&
		cl_catalog_commit(archive->catalog, error);
	archive->quiet = FALSE;
	*photos = all.manifests->len;
	g_ptr_array_unref(all.manifests);
	g_clear_pointer(&archive->catalog, cl_catalog_close);
	if (ok)
		ok = cl_catalog_replace(fresh, archive->catalog_path, error);
	archive->catalog = cl_catalog_open(archive->catalog_path, CL_CATALOG_WRITE, ok ? error : NULL);
	return ok && archive->catalog != NULL;
}

gboolean
cl_archive_rebuild(ClArchive *archive, gboolean from_store,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data, guint64 *photos,
	GError **error)
{
	*photos = 0;
	if (from_store)
		return rebuild_catalog(archive, progress, data, photos, error);
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (cl_catalog_clear_derived(archive->catalog, error) &&
		refresh_all(archive, progress, data, photos, error) &&
		cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}
