/* SPDX-License-Identifier: MIT
 *
 * The catalog from the store: the journal says in which order originals came in and what was
 * decided about them in between, so that ids, versions and holds come out as they were; originals
 * that it does not know follow by their manifests. What is damaged is said and left out.
 */
#include "purge.h"
#include "rights.h"
#include "take_in.h"

#include <cutline/json.h>

#include <string.h>

#define BATCH 500U
#define MAX_LOST 1000000 /* events between two lines; more is a damaged number */

typedef struct {
	ClArchive *archive;
	const ClRestore *restore;
	ClRestored *restored;
	GHashTable *by_hash;   /* GBytes* → ArchiveManifest*, lent; absent originals are noted here, too */
	GPtrArray *originals;  /* ArchiveManifest* */
	GHashTable *purged;    /* GBytes*: hashes that nobody misses */
	GHashTable *purged_photos; /* char* → ClEventRow*: of the purge */
	GPtrArray *early;      /* ClEventRow*: decisions about photos that are not there yet */
	gint64 seq;	       /* of the last event */
	gboolean chain_broken; /* and said */
	guint64 n_done;
	guint n_uncommitted, n_pictures;
} Restore;

static void
clear_restore(Restore *all)
{
	g_hash_table_unref(all->by_hash);
	g_hash_table_unref(all->purged);
	g_hash_table_unref(all->purged_photos);
	g_ptr_array_unref(all->originals);
	g_ptr_array_unref(all->early);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Restore, clear_restore)

static void
complain(Restore *all, const char *code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
complain(Restore *all, const char *code, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	all->restored->complaints++;
	if (all->restore->each != NULL)
		all->restore->each(code, message, all->restore->data);
}

static gboolean
gather(const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	Restore *all = data;
	ArchiveManifest *manifest = archive_read_manifest(all->archive, sha256);

	g_ptr_array_add(all->originals, manifest);
	g_hash_table_insert(all->by_hash, g_bytes_new(sha256, CL_SHA256_BYTES), manifest);
	return TRUE;
}

static int
compare_arrival(gconstpointer a, gconstpointer b)
{
	const ArchiveManifest *first = *(const ArchiveManifest *const *) a;
	const ArchiveManifest *second = *(const ArchiveManifest *const *) b;

	/* Side-cars after the pictures that they join. */
	if (first->is_sidecar != second->is_sidecar)
		return first->is_sidecar ? 1 : -1;
	if (first->ingested_us != second->ingested_us)
		return first->ingested_us < second->ingested_us ? -1 : 1;
	return memcmp(first->sha256, second->sha256, CL_SHA256_BYTES);
}

static void
leave_out(Restore *all, const ArchiveManifest *manifest, const char *code, const char *why)
{
	g_autofree char *hex = cl_hex(manifest->sha256, CL_SHA256_BYTES);
	g_autofree char *path = cl_text_printable(manifest->path);
	char id[CL_ID_CHARS + 1];

	cl_id_from_sha256(manifest->sha256, id);
	complain(all, code, "%s ('%s', original %s): %s", id, path, hex, why);
}

/* Small transactions: nobody else sees this file, and its log stays small. */
static gboolean
end_batch(Restore *all, GError **error)
{
	if (++all->n_uncommitted < BATCH)
		return TRUE;
	all->n_uncommitted = 0;
	return cl_catalog_commit(all->archive->catalog, error) &&
		cl_catalog_begin(all->archive->catalog, error);
}

static void
count(Restore *all, const ArchiveManifest *manifest, const ArchiveItem *item)
{
	if (item->result.error != NULL)
		leave_out(all, manifest, "ORIGINAL_REJECTED", item->result.error->message);
	else if (item->sidecar == NULL && item->result.version == 1)
		all->restored->photos++;
}

/* FALSE only for failures that are not this original's. */
static gboolean
take(Restore *all, ArchiveManifest *manifest, ArchiveItem *item, GError **error)
{
	g_autoptr(GError) why = NULL;

	manifest->taken = TRUE;
	all->n_pictures += !manifest->is_sidecar;
	manifest->n_pictures = all->n_pictures;
	item->staged = g_new0(ClStaged, 1);
	item->staged->fd = -1;
	if (!archive_open_original(all->archive, manifest, item->staged, &why)) {
		leave_out(all, manifest, "ORIGINAL_DAMAGED", why->message);
	} else if (!archive_read_original(all->archive, manifest, item, &why)) {
		if (!archive_is_pictures(why)) {
			g_propagate_error(error, g_steal_pointer(&why));
			return FALSE;
		}
		leave_out(all, manifest, "ORIGINAL_UNREADABLE", why->message);
	} else {
		if (!archive_record(all->archive, item, error))
			return FALSE;
		count(all, manifest, item);
	}
	all->n_done = MIN(all->n_done + 1, all->originals->len);
	if (all->restore->progress != NULL)
		all->restore->progress(CL_PHASE_ACCEPT, all->n_done, all->originals->len,
			all->restore->data);
	return end_batch(all, error);
}

/* --- the journal -------------------------------------------------------------------------------- */

static gboolean
is_arrival(const ClEventRow *event)
{
	return strcmp(event->kind, "ingest") == 0 || strcmp(event->kind, "version") == 0 ||
		strcmp(event->kind, "sidecar") == 0;
}

static ArchiveManifest *
find_original(Restore *all, const ClEventRow *event, const char *hex)
{
	guint8 sha256[CL_SHA256_BYTES];
	g_autoptr(GBytes) key = NULL;
	gpointer manifest;

	if (!cl_unhex(hex, sha256, sizeof sha256))
		return NULL;
	key = g_bytes_new(sha256, sizeof sha256);
	if (g_hash_table_contains(all->purged, key))
		return NULL;
	if (g_hash_table_lookup_extended(all->by_hash, key, NULL, &manifest))
		return manifest;
	complain(all, "ORIGINAL_MISSING",
		"%s: its original %s is not in the store; restore it from a backup or ingest it again",
		event->subject != NULL ? event->subject : "?", hex);
	g_hash_table_insert(all->by_hash, g_steal_pointer(&key), NULL);
	return NULL;
}

/* Part of a side-car joined pictures that came after it had joined others. */
static gboolean
is_due(const Restore *all, const ArchiveManifest *manifest)
{
	return !manifest->taken || (manifest->is_sidecar && manifest->n_pictures < all->n_pictures);
}

/* What was purged later stays known: its uses, kills and holds are still told of it. */
static gboolean
trace(Restore *all, const ClEventRow *event, GError **error)
{
	const ClEventRow *purge =
		event->subject == NULL ? NULL : g_hash_table_lookup(all->purged_photos, event->subject);

	return purge == NULL || purge_trace(all->archive, purge, error);
}

static gboolean
bury(Restore *all, const ClEventRow *event, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) there = NULL;

	if (strcmp(event->kind, "purge") != 0)
		return TRUE;
	if (!archive_replay_purge(all->archive, event, error))
		return FALSE;
	there = cl_catalog_get_photo(all->archive->catalog, event->subject, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return there == NULL || archive_refresh(all->archive, event->subject, error);
}

/* An original comes in again, at its place and by its hand. */
static gboolean
arrive(Restore *all, const ClEventRow *event, GError **error)
{
	g_autoptr(GVariant) json = event->payload == NULL ? NULL : cl_json_parse(event->payload, -1, NULL);
	g_autoptr(ArchiveItem) item = NULL;
	const char *hex;
	ArchiveManifest *manifest = NULL;
	char *actor = all->archive->who;
	gboolean ok;

	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) &&
		g_variant_lookup(json, "sha256", "&s", &hex))
		manifest = find_original(all, event, hex);
	if (manifest == NULL || !is_due(all, manifest))
		return TRUE;
	item = archive_item_new(manifest->path);
	all->archive->who = event->who;
	ok = take(all, manifest, item, error);
	all->archive->who = actor;
	if (ok && item->sidecar == NULL && item->result.id[0] != '\0' &&
		g_strcmp0(item->result.id, event->subject) != 0)
		complain(all, "PHOTO_MOVED", "%s was a version of photo %s and now is one of %s", hex,
			event->subject != NULL ? event->subject : "?", item->result.id);
	return ok;
}

static ClEventRow *
copy_event(const ClEventRow *event)
{
	ClEventRow *copy = g_new0(ClEventRow, 1);

	copy->at_us = event->at_us;
	copy->who = g_strdup(event->who);
	copy->kind = g_strdup(event->kind);
	copy->subject = g_strdup(event->subject);
	copy->payload = g_strdup(event->payload);
	return copy;
}

/* Numbers stay what they were: what the journal has lost keeps its place, empty. */
static gboolean
fill_gap(Restore *all, gint64 next, gint64 at_us, GError **error)
{
	if (all->seq + 1 < next)
		complain(all, "EVENTS_LOST", "the journal lacks %" G_GINT64_FORMAT " events before %"
			G_GINT64_FORMAT, next - all->seq - 1, next);
	for (; all->seq + 1 < next; all->seq++) {
		all->chain_broken = TRUE;
		if (!cl_catalog_add_event(all->archive->catalog, at_us, all->archive->who, "lost", NULL,
			    NULL, error))
			return FALSE;
	}
	return TRUE;
}

/* The chain comes out as it was written, or a line was changed since. */
static gboolean
add_event(Restore *all, const ClEventRow *event, const char *where, GError **error)
{
	g_autoptr(GPtrArray) added = NULL;

	if (event->payload != NULL
			? !cl_catalog_add_event(all->archive->catalog, event->at_us, event->who,
				  event->kind, event->subject, event->payload, error)
			: !cl_catalog_add_erased_event(all->archive->catalog, event, error))
		return FALSE;
	all->seq = event->seq;
	if (all->chain_broken || event->digest == NULL)
		return TRUE;
	added = cl_catalog_list_events(all->archive->catalog, NULL, event->seq - 1, 1, error);
	if (added == NULL)
		return FALSE;
	if (added->len == 1 &&
		g_strcmp0(((ClEventRow *) added->pdata[0])->digest, event->digest) == 0)
		return TRUE;
	all->chain_broken = TRUE;
	complain(all, "CHAIN_BROKEN", "%s: event %" G_GINT64_FORMAT " was changed after it was written",
		where, event->seq);
	return TRUE;
}

static gboolean
replay(const ClEventRow *event, const char *where, gpointer data, GError **error)
{
	Restore *all = data;
	gboolean there = TRUE;

	if (event == NULL || event->seq <= all->seq || event->seq - all->seq > MAX_LOST) {
		complain(all, "JOURNAL_DAMAGED", "%s is no event that fits here", where);
		return TRUE;
	}
	if (!fill_gap(all, event->seq, event->at_us, error) || !trace(all, event, error) ||
		!bury(all, event, error) ||
		(is_arrival(event) && !arrive(all, event, error)) ||
		(archive_is_document_event(event) &&
			!archive_replay_document(all->archive, event, error)) ||
		(archive_is_takedown_event(event) &&
			!archive_replay_takedown(all->archive, event, error)) ||
		(archive_is_story_event(event) &&
			!archive_replay_story(all->archive, event, error)) ||
		(archive_is_decision(event) && !archive_decide(all->archive, event, &there, error)) ||
		!add_event(all, event, where, error))
		return FALSE;
	if (!there && !g_hash_table_contains(all->purged_photos, event->subject))
		g_ptr_array_add(all->early, copy_event(event));
	return end_batch(all, error);
}

/* --- what the journal does not know ---------------------------------------------------------- */

static gboolean
take_others(Restore *all, GError **error)
{
	for (guint i = 0; i < all->originals->len; i++) {
		ArchiveManifest *manifest = all->originals->pdata[i];
		g_autoptr(ArchiveItem) item = archive_item_new(manifest->path);

		if (!manifest->taken && !take(all, manifest, item, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
decide_late(Restore *all, GError **error)
{
	for (guint i = 0; i < all->early->len; i++) {
		const ClEventRow *event = all->early->pdata[i];
		gboolean there;

		if (!archive_decide(all->archive, event, &there, error))
			return FALSE;
		if (!there)
			complain(all, "PHOTO_MISSING",
				"%s: is not here, but there is a '%s' of %s about it; it counts when "
				"the original is back and 'cutline verify --repair' has taken it in",
				event->subject, event->kind, event->who);
	}
	return TRUE;
}

/* What was purged later is not missed where it came in. */
static gboolean
note_purged(const ClEventRow *event, const char *where, gpointer data, GError **error)
{
	Restore *all = data;
	g_autoptr(GPtrArray) hashes = event == NULL ? NULL : archive_purged_hashes(event);

	while (hashes != NULL && hashes->len > 0)
		g_hash_table_add(all->purged, g_ptr_array_steal_index(hashes, 0));
	if (event != NULL && event->subject != NULL && strcmp(event->kind, "purge") == 0)
		g_hash_table_replace(all->purged_photos, g_strdup(event->subject), copy_event(event));
	return TRUE;
}

static gboolean
fill(Restore *all, GError **error)
{
	ClArchive *archive = all->archive;
	gint64 last;
	gboolean ok;

	archive->quiet = TRUE;
	ok = archive_journal_each(archive, note_purged, all, error) &&
		archive_journal_each(archive, replay, all, error) &&
		cl_store_journal_last(archive->store, &last, error) &&
		(last - all->seq > MAX_LOST || fill_gap(all, last + 1, cl_time_now_us(), error));
	archive->quiet = FALSE;
	return ok && take_others(all, error) && decide_late(all, error) &&
		cl_catalog_tidy(archive->catalog, error);
}

/* --- the exchange ------------------------------------------------------------------------------ */

/* What only the old catalog knows is brought to the journal first. */
static void
save_events(Restore *all)
{
	g_autoptr(GError) why = NULL;

	if (all->archive->catalog != NULL && !archive_journal(all->archive, &why))
		complain(all, "JOURNAL_BEHIND", "the last events of the old catalog are not in the "
			"journal: %s", why->message);
	g_clear_pointer(&all->archive->catalog, cl_catalog_close);
}

static gboolean
make_catalog(Restore *all, const char *fresh, GError **error)
{
	ClArchive *archive = all->archive;
	gboolean ok;

	archive->catalog = cl_catalog_open(fresh, CL_CATALOG_CREATE, error);
	ok = archive->catalog != NULL &&
		cl_store_each_original(archive->store, gather, NULL, all, error);
	g_ptr_array_sort(all->originals, compare_arrival);
	ok = ok && archive_pool(archive, 0, error) != NULL &&
		cl_catalog_begin(archive->catalog, error) && fill(all, error) &&
		cl_catalog_commit(archive->catalog, error);
	g_clear_pointer(&archive->catalog, cl_catalog_close);
	return ok;
}

static gboolean
replace_catalog(Restore *all, GError **error)
{
	ClArchive *archive = all->archive;
	g_autofree char *fresh = g_strconcat(archive->catalog_path, ".new", NULL);
	gboolean ok;

	cl_catalog_remove(fresh);
	ok = make_catalog(all, fresh, error) &&
		cl_catalog_replace(fresh, archive->catalog_path, error);
	if (!ok)
		cl_catalog_remove(fresh);
	archive->catalog = cl_catalog_open(
		archive->catalog_path, CL_CATALOG_WRITE, ok ? error : NULL);
	return ok && archive->catalog != NULL;
}

static void
show_developed(guint64 done, guint64 total, gpointer data)
{
	const ClRestore *restore = data;

	if (restore->progress != NULL)
		restore->progress(CL_PHASE_DEVELOP, done, total, restore->data);
}

/* Links by likeness and findings about pixels come from there. Others may write by now. */
static gboolean
develop(Restore *all, GError **error)
{
	ArchiveDevelop how = { .n_threads = g_get_num_processors(), .progress = show_developed };
	ClArchive *archive = all->archive;
	ArchiveDeveloped totals = { 0 };
	gboolean ok;

	how.data = (gpointer) all->restore;
	ok = archive_journal(archive, error) &&
		(all->restore->no_wait ||
			(archive_develop(archive, &how, &totals, error) && archive_journal(archive, error)));
	all->restored->developed = totals.developed;
	all->restored->undecodable = totals.undecodable;
	return ok && cl_catalog_count_jobs(
			archive->catalog, "develop", &all->restored->to_develop, error);
}

gboolean
cl_archive_restore(ClArchive *archive, const ClRestore *restore, ClRestored *restored, GError **error)
{
	g_auto(Restore) all = { .archive = archive, .restore = restore, .restored = restored };

	memset(restored, 0, sizeof *restored);
	all.by_hash = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
	all.purged = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
	all.purged_photos = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify) cl_event_row_free);
	all.originals = g_ptr_array_new_with_free_func((GDestroyNotify) archive_manifest_free);
	all.early = g_ptr_array_new_with_free_func((GDestroyNotify) cl_event_row_free);
	if (!archive_lock(archive, TRUE, error))
		return FALSE;
	save_events(&all);
	if (!replace_catalog(&all, error) || !archive_lock(archive, FALSE, error))
		return FALSE;
	return archive_keep_counts(archive, TRUE, error) && develop(&all, error);
}
