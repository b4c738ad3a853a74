/* SPDX-License-Identifier: MIT
 *
 * One original of the store becomes rows again: its bytes if they are still the ones received, and what
 * people decided about its photo.
 */
#include "kill.h"
#include "take_in.h"

#include <cutline/json.h>

#include <string.h>
#include <unistd.h>

#define PAGE 500U

/* The bytes are there and are those that were received. */
gboolean
archive_open_original(ClArchive *archive, const ArchiveManifest *manifest, ClStaged *staged, GError **error)
{
	staged->store = archive->store;
	staged->fd = cl_store_open_original(archive->store, manifest->sha256, error);
	if (staged->fd < 0 || !cl_store_hash(staged->fd, manifest->path, staged->sha256, error))
		return FALSE;
	if (memcmp(staged->sha256, manifest->sha256, CL_SHA256_BYTES) != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"its bytes are not those of its name; restore it from a backup");
		return FALSE;
	}
	staged->size_bytes = (guint64) lseek(staged->fd, 0, SEEK_END);
	return TRUE;
}

gboolean
archive_read_original(ClArchive *archive, const ArchiveManifest *manifest, ArchiveItem *item, GError **error)
{
	ClDecoderPool *pool = archive_pool(archive, 0, error);
	g_autoptr(GVariant) answer = NULL;

	item->ingested_us = manifest->ingested_us;
	item->supplier_given = g_strdup(manifest->supplier);
	if (pool == NULL)
		return FALSE;
	if (manifest->is_sidecar) {
		item->sidecar = archive_read_sidecar(pool, item, NULL, error);
		return item->sidecar != NULL;
	}
	answer = cl_decoder_pool_run(pool, CL_JOB_READ, item->staged->fd, NULL, 0,
		archive_charset_of(archive, manifest->supplier), error);
	item->facts = answer == NULL ? NULL : cl_facts_from_variant(answer, error);
	return item->facts != NULL;
}

/* A picture is accepted, a side-car joined. */
gboolean
archive_record(ClArchive *archive, ArchiveItem *item, GError **error)
{
	return item->sidecar != NULL ? archive_join_sidecar(archive, item, NULL, error)
				     : archive_accept(archive, item, error);
}

/* --- what was decided about a photo ------------------------------------------------------------ */

gboolean
archive_is_decision(const ClEventRow *event)
{
	static const char *const kinds[] = { "kill", "unkill", "withdraw", "hold", "protect", "unprotect",
		"keep", "unkeep" };

	if (archive_is_use_event(event) || archive_is_edit_event(event) ||
		archive_is_rights_event(event))
		return TRUE;
	for (gsize i = 0; event->subject != NULL && i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(event->kind, kinds[i]) == 0)
			return TRUE;
	return FALSE;
}

static char *
kill_class(const char *payload)
{
	g_autoptr(GVariant) json = payload == NULL ? NULL : cl_json_parse(payload, -1, NULL);
	char *name = NULL;

	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(json, "class", "s", &name);
	return name != NULL ? name : g_strdup("error");
}

static gboolean
set_decision(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autofree char *said = archive_payload_reason(event->payload);
	const char *reason = said != NULL ? said : "the reason was erased";
	const char *id = event->subject;

	if (archive_is_edit_event(event))
		return archive_replay_edit(archive, event, error);
	if (archive_is_rights_event(event))
		return archive_replay_rights(archive, event, error);
	if (strcmp(event->kind, "kill") == 0) {
		g_autofree char *name = kill_class(event->payload);

		return archive_mark_killed(archive, id, reason, name, event->at_us, event->who,
			       error) &&
			kill_replay_takedowns(archive, event, error);
	}
	/* The file or item that said so comes in again and kills. */
	if (strcmp(event->kind, "withdraw") == 0)
		return kill_replay_takedowns(archive, event, error);
	if (strcmp(event->kind, "unkill") == 0)
		return archive_mark_alive(archive, id, event->at_us, event->who, error);
	if (strcmp(event->kind, "hold") == 0)
		return cl_catalog_set_state(archive->catalog, id, "held", reason, error);
	if (strcmp(event->kind, "keep") == 0 || strcmp(event->kind, "unkeep") == 0)
		return archive_replay_hold(archive, event, error);
	return archive_mark_protected(archive, id, strcmp(event->kind, "protect") == 0, error);
}

gboolean
archive_decide_there(ClArchive *archive, const ClEventRow *event, GError **error)
{
	return archive_is_use_event(event) ? archive_replay_use(archive, event, error)
					   : set_decision(archive, event, error);
}

/* `there` FALSE: the photo is not, and nothing was done. */
gboolean
archive_decide(ClArchive *archive, const ClEventRow *event, gboolean *there, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, event->subject, &why);

	*there = photo != NULL;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return photo == NULL ||
		(archive_decide_there(archive, event, error) &&
			archive_refresh(archive, event->subject, error));
}

/* A killed photo whose original was away and is back is killed. */
static gboolean
decide_again(ClArchive *archive, const ArchiveItem *item, GError **error)
{
	gint64 seq = 0;
	gboolean there;

	if (item->sidecar != NULL || item->result.version != 1)
		return TRUE;
	for (;;) {
		g_autoptr(GPtrArray) events = cl_catalog_list_events(
			archive->catalog, item->result.id, seq, PAGE, error);

		if (events == NULL)
			return FALSE;
		if (events->len == 0)
			return TRUE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];

			seq = event->seq;
			if (archive_is_decision(event) && !archive_decide(archive, event, &there, error))
				return FALSE;
		}
	}
}

gboolean
archive_take_in(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autoptr(ArchiveManifest) manifest = archive_read_manifest(archive, sha256);
	g_autoptr(ArchiveItem) item = archive_item_new(manifest->path);

	item->staged = g_new0(ClStaged, 1);
	item->staged->fd = -1;
	if (!archive_open_original(archive, manifest, item->staged, error) ||
		!archive_read_original(archive, manifest, item, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!archive_record(archive, item, error) || !decide_again(archive, item, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	if (item->result.error == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&item->result.error));
	return FALSE;
}
