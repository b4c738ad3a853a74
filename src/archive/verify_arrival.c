/* SPDX-License-Identifier: MIT
 *
 * Verify, from the events: a picture came in when, from whom and as what its event says. A rebuild believes
 * the manifest, and kills, quotas and days of use the row; neither is chained. What a side-car said later is
 * not in the event of its picture.
 */
#include "manifest.h"
#include "verify.h"

#include <cutline/json.h>

#include <string.h>

#define PAGE 1000U
/* Two programs that take in one original, or one that began again, write it a little apart. */
#define APART_US (G_GUINT64_CONSTANT(3600) * G_USEC_PER_SEC)

static gboolean
is_of(GVariant *json, const char *hex)
{
	const char *sha256 = NULL;

	return json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) &&
	       g_variant_lookup(json, "sha256", "&s", &sha256) && strcmp(sha256, hex) == 0;
}

/* *said: what the event says, or NULL where it was erased or lost. */
static gboolean
find_arrival(VerifyCheck *check, const ClFileRow *file, GVariant **said, GError **error)
{
	g_autofree char *hex = cl_hex(file->sha256, CL_SHA256_BYTES);
	g_autoptr(GPtrArray) events =
		cl_catalog_list_events(check->archive->catalog, file->photo, 0, PAGE, error);

	*said = NULL;
	for (guint i = 0; events != NULL && *said == NULL && i < events->len; i++) {
		const ClEventRow *event = events->pdata[i];
		gboolean came = strcmp(event->kind, "ingest") == 0 || strcmp(event->kind, "version") == 0;
		g_autoptr(GVariant) json = came && event->payload != NULL
			? cl_json_parse(event->payload, -1, NULL)
			: NULL;

		if (is_of(json, hex))
			*said = g_steal_pointer(&json);
	}
	return events != NULL;
}

/* Older events do not say it. */
static gboolean
differs(GVariant *said, const char *key, gint64 is, guint64 apart_us)
{
	gint64 was;

	return g_variant_lookup(said, key, "x", &was) &&
	       (guint64)MAX(was, is) - (guint64)MIN(was, is) > apart_us;
}

static gboolean
text_differs(GVariant *said, const char *key, const char *is)
{
	g_autoptr(GVariant) value = g_variant_lookup_value(said, key, NULL);
	const char *was = value != NULL && g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)
		? g_variant_get_string(value, NULL)
		: NULL;

	return value != NULL && g_strcmp0(was, is) != 0;
}

static const char *
row_fault(GVariant *said, const ClFileRow *file, gboolean alone)
{
	return differs(said, "ingested_us", file->ingested_us, APART_US)	    ? "when it came in"
	       : differs(said, "sent_us", file->sent_us, 0)		    ? "when it was sent"
	       : alone && text_differs(said, "supplier", file->supplier)    ? "who delivered it"
	       : alone && text_differs(said, "supplier_id", file->supplier_id) ? "its supplier's id"
									    : NULL;
}

/* Its supplier as somebody gave it, and the name that the rules have for that. */
static const char *
manifest_fault(VerifyCheck *check, GVariant *said, const ArchiveKept *kept)
{
	g_autofree char *text = cl_store_read_manifest(check->archive->store, kept->sha256, NULL);
	g_autoptr(ArchiveManifest) manifest = archive_read_manifest(check->archive, kept->sha256);
	const ClCreditRules *rules = archive_credit_rules(check->archive, NULL);
	g_autoptr(GPtrArray) nothing = g_ptr_array_new();
	g_autofree char *key = manifest->supplier == NULL || rules == NULL
		? NULL
		: archive_supplier_key(rules, manifest->supplier, nothing);

	if (text == NULL || archive_manifest_fault(text, kept) != NULL) /* complained of already */
		return NULL;
	return differs(said, "ingested_us", manifest->ingested_us, APART_US) ? "when it came in"
	       : key != NULL && text_differs(said, "supplier", key) ? "who delivered it"
								: NULL;
}

static void
complain(VerifyCheck *check, const ClFileRow *file, const char *what, const char *fault)
{
	if (fault != NULL)
		verify_complain(check, FALSE, "ARRIVAL_DIFFERS",
			"photo %s@%u: %s does not say %s as its event does; see 'cutline history %s', and "
			"restore it from a backup",
			file->photo, file->version, what, fault, file->photo);
}

gboolean
verify_arrival(VerifyCheck *check, const ClFileRow *file, gboolean alone, GError **error)
{
	const ArchiveKept kept = {file->sha256, file->size_bytes, file->ingested_us, file->name,
		file->supplier, NULL, NULL};
	g_autoptr(GVariant) said = NULL;

	if (!find_arrival(check, file, &said, error))
		return FALSE;
	if (said == NULL)
		return TRUE;
	complain(check, file, "the catalog", row_fault(said, file, alone));
	complain(check, file, "the manifest of its original", manifest_fault(check, said, &kept));
	return TRUE;
}
