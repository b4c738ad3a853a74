/* SPDX-License-Identifier: MIT
 *
 * Tombstones: written by a purge, and again from its event while a catalog is rebuilt; the files
 * that a purge takes away; and refusing bytes that were purged.
 */
#include "purge.h"

#include <cutline/cache.h>
#include <cutline/json.h>

#include <string.h>

char *
purge_hold_payload(const char *reason, gint64 until_us)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "reason", reason);
	if (until_us != 0)
		cl_json_int(json, "until_us", until_us);
	cl_json_end_object(json);
	return cl_json_take(json);
}

gboolean
purge_bury(ClArchive *archive, const char *id, GPtrArray *hashes, const char *reason, gint64 at_us,
	const char *who, GError **error)
{
	ClTombstone tombstone = { .reason = (char *) reason, .at_us = at_us, .who = (char *) who };
	g_autofree char *state_reason = g_strdup_printf("purged: %s", reason);
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	g_strlcpy(tombstone.photo, id, sizeof tombstone.photo);
	for (guint i = 0; i < hashes->len; i++)
		if (!cl_catalog_add_tombstone(archive->catalog,
			    g_bytes_get_data(hashes->pdata[i], NULL), &tombstone, error))
			return FALSE;
	return photo == NULL || cl_catalog_set_state(archive->catalog, id, "killed", state_reason, error);
}

gboolean
purge_remove_files(ClArchive *archive, GPtrArray *hashes, GError **error)
{
	g_autoptr(ClCache) cache = cl_cache_open(archive->store, G_MAXINT64, error);

	if (cache == NULL)
		return FALSE;
	for (guint i = 0; i < hashes->len; i++) {
		const guint8 *sha256 = g_bytes_get_data(hashes->pdata[i], NULL);

		for (guint kind = 0; kind < CL_N_DEVELOP; kind++)
			if (cl_store_derived_bytes(
				    archive->store, cl_develop_sizes[kind].name, sha256) >= 0 &&
				!cl_store_remove_derived(archive->store,
					cl_develop_sizes[kind].name, sha256, error))
				return FALSE;
		cl_cache_drop(cache, sha256);
		if (!cl_store_remove_original(archive->store, sha256, error))
			return FALSE;
	}
	return TRUE;
}

/* --- from the event --------------------------------------------------------------------------- */

GPtrArray *
archive_purged_hashes(const ClEventRow *event)
{
	g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	g_autoptr(GVariant) json =
		strcmp(event->kind, "purge") != 0 || event->payload == NULL || event->subject == NULL
		? NULL
		: cl_json_parse(event->payload, -1, NULL);
	g_autoptr(GVariantIter) texts = NULL;
	GVariant *text;

	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(json, "sha256", "av", &texts))
		return g_steal_pointer(&hashes);
	while (g_variant_iter_next(texts, "v", &text)) {
		guint8 sha256[CL_SHA256_BYTES];

		if (g_variant_is_of_type(text, G_VARIANT_TYPE_STRING) &&
			cl_unhex(g_variant_get_string(text, NULL), sha256, sizeof sha256))
			g_ptr_array_add(hashes, g_bytes_new(sha256, sizeof sha256));
		g_variant_unref(text);
	}
	return g_steal_pointer(&hashes);
}

gboolean
archive_replay_hold(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(GVariant) json =
		event->payload == NULL ? NULL : cl_json_parse(event->payload, -1, NULL);
	g_autofree char *reason = archive_payload_reason(event->payload);
	ClHold hold = { reason, 0, event->at_us, event->who };
	GError *why = NULL;

	if (strcmp(event->kind, "unkeep") == 0) {
		if (cl_catalog_end_hold(
			    archive->catalog, event->subject, event->at_us, event->who, &why))
			return TRUE;
		if (!g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)) {
			g_propagate_error(error, why);
			return FALSE;
		}
		g_error_free(why);
		return TRUE;
	}
	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(json, "until_us", "x", &hold.until_us);
	if (reason == NULL)
		hold.reason = (char *) "the reason was erased";
	return cl_catalog_add_hold(archive->catalog, event->subject, &hold, error);
}

gboolean
archive_replay_purge(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(GPtrArray) hashes = archive_purged_hashes(event);
	g_autofree char *reason = archive_payload_reason(event->payload);

	return purge_bury(archive, event->subject, hashes,
		reason != NULL ? reason : "the reason was erased", event->at_us, event->who, error);
}

gboolean
archive_refuse_purged(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], gboolean *purged,
	GError **why, GError **error)
{
	GError *failure = NULL;
	g_autoptr(ClTombstone) tombstone =
		cl_catalog_get_tombstone(archive->catalog, sha256, &failure);
	g_autofree char *day = NULL;

	*purged = tombstone != NULL;
	if (failure != NULL) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	if (tombstone == NULL)
		return TRUE;
	day = cl_time_format(tombstone->at_us);
	g_set_error(why, CL_ERROR, CL_ERROR_DENIED,
		"these bytes were purged on %.10s as photo %s: %s; they are not taken in again", day,
		tombstone->photo, tombstone->reason);
	return TRUE;
}
