/* SPDX-License-Identifier: MIT
 *
 * Accepting one file: known, a further version, a copy from another supplier, or a new photo;
 * and whether it is killed or meets a kill (policy §1.3–1.6). Runs inside the one write
 * transaction of its batch, after the bytes are durable.
 */
#include "advisory.h"

#include <cutline/json.h>

#include <string.h>

ArchiveItem *
archive_item_new(const char *path)
{
	ArchiveItem *item = g_new0(ArchiveItem, 1);

	item->path = g_strdup(path);
	item->result.path = item->path;
	item->result.findings = g_ptr_array_new_with_free_func((GDestroyNotify) cl_finding_free);
	return item;
}

void
archive_item_free(ArchiveItem *item)
{
	if (item == NULL)
		return;
	cl_staged_free(item->staged);
	cl_facts_free(item->facts);
	cl_sidecar_free(item->sidecar);
	g_clear_error(&item->result.error);
	g_ptr_array_unref(item->result.findings);
	g_free(item->supplier_given);
	g_free(item->path);
	g_free(item);
}

/* What the decision rests on. */
typedef struct {
	ClStatus status;
	char of[CL_ID_CHARS + 1];
	gboolean of_killed;
	char *supplier;
	char *supplier_id;
	gboolean is_kill_notice;
	char *advisory;		 /* what it says of other pictures that are killed, or NULL */
	char *standing;		 /* why pictures of this id are killed before they come, or NULL */
	char *hold;		 /* why one of this id is held, or NULL */
} Decision;

static void
clear_decision(Decision *decision)
{
	g_free(decision->supplier);
	g_free(decision->supplier_id);
	g_free(decision->advisory);
	g_free(decision->standing);
	g_free(decision->hold);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decision, clear_decision)

/* One supplier sends one picture id once; without ids the name decides, and nobody is nobody. */
static gboolean
same_supplier(const Decision *decision, const ClFileRow *other)
{
	if (decision->supplier_id != NULL && g_strcmp0(decision->supplier_id, other->supplier_id) == 0 &&
		(decision->supplier == NULL || other->supplier == NULL))
		return TRUE;
	return g_strcmp0(decision->supplier, other->supplier) == 0;
}

static gboolean
is_killed(ClArchive *archive, const char *id, gboolean *killed, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	*killed = photo != NULL && strcmp(photo->state, "killed") == 0;
	return TRUE;
}

/* Same coded picture: from the same supplier a version, from anyone else a copy. */
static gboolean
compare_same_image(ClArchive *archive, const ArchiveItem *item, Decision *decision, GError **error)
{
	g_autoptr(GPtrArray) same = NULL;
	const ClFileRow *match = NULL;

	if (!item->facts->has_image_hash)
		return TRUE;
	same = cl_catalog_list_same_image(archive->catalog, item->facts->image_hash, error);
	if (same == NULL)
		return FALSE;
	for (guint i = 0; i < same->len; i++) {
		const ClFileRow *other = same->pdata[i];

		if (same_supplier(decision, other)) {
			match = other;
			decision->status = CL_STATUS_VERSION;
			break;
		}
		if (match == NULL) {
			match = other;
			decision->status = CL_STATUS_COPY;
		}
	}
	if (match == NULL)
		return TRUE;
	g_strlcpy(decision->of, match->photo, sizeof decision->of);
	return is_killed(archive, match->photo, &decision->of_killed, error);
}

static gboolean
decide(ClArchive *archive, const ArchiveItem *item, const guint8 sha256[CL_SHA256_BYTES],
	Decision *decision, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClFileRow) known = cl_catalog_get_file_by_sha256(archive->catalog, sha256, &why);
	const ClCreditRules *rules;

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (known != NULL) {
		decision->status = CL_STATUS_KNOWN;
		g_strlcpy(decision->of, known->photo, sizeof decision->of);
		return TRUE;
	}
	decision->status = CL_STATUS_ADDED;
	rules = archive_credit_rules(archive, error);
	if (rules == NULL)
		return FALSE;
	decision->supplier = archive_supplier_key(rules, item->supplier_given, item->facts->received);
	decision->supplier_id = archive_picture_id(rules, decision->supplier, item->facts->received,
		item->path);
	decision->is_kill_notice = archive_is_kill_notice(item->facts->received);
	return compare_same_image(archive, item, decision, error) &&
		archive_read_advisory(archive, item->facts->received, NULL, &decision->advisory, error) &&
		archive_standing_kill(archive, decision->supplier_id, decision->supplier,
			item->facts->received, item->path, &decision->standing, &decision->hold, error);
}

static void
copy_facts(ArchiveItem *item)
{
	item->result.format = item->facts->format;
	item->result.width = item->facts->width;
	item->result.height = item->facts->height;
}

/* What is wrong with this file: what reading and what resolving its own values found. */
static void
report_findings(ArchiveItem *item)
{
	g_autoptr(ClEffective) effective = cl_photo_resolve(
		item->facts->received, item->facts->digest, item->ingested_us);
	GPtrArray *sources[] = { item->facts->findings, effective->findings };

	for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
		for (guint j = 0; j < sources[i]->len; j++) {
			const ClFinding *finding = sources[i]->pdata[j];

			g_ptr_array_add(item->result.findings,
				cl_finding_new(finding->code, "%s", finding->message));
		}
}

/* "picture.png" that is a JPEG: harmless here, but a sender's mistake worth a word. */
void
archive_compare_extension(ArchiveItem *item, ClFormat format)
{
	static const struct {
		const char *extension;
		ClFormat format;
	} known[] = { { "jpg", CL_FORMAT_JPEG }, { "jpeg", CL_FORMAT_JPEG }, { "jpe", CL_FORMAT_JPEG },
		{ "png", CL_FORMAT_PNG }, { "tif", CL_FORMAT_TIFF }, { "tiff", CL_FORMAT_TIFF },
		{ "dng", CL_FORMAT_TIFF }, { "webp", CL_FORMAT_WEBP }, { "gif", CL_FORMAT_GIF },
		{ "heic", CL_FORMAT_HEIF }, { "heif", CL_FORMAT_HEIF }, { "hif", CL_FORMAT_HEIF },
		{ "avif", CL_FORMAT_AVIF }, { "jxl", CL_FORMAT_JXL } };
	const char *dot = strrchr(item->path, '.');

	for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS(known); i++) {
		if (g_ascii_strcasecmp(dot + 1, known[i].extension) != 0 || known[i].format == format)
			continue;
		if (item->facts != NULL)
			cl_facts_find(item->facts, CL_FINDING_EXTENSION_MISMATCH,
				"the name says %s, the bytes are %s", known[i].extension,
				cl_format_name(format));
		else
			g_ptr_array_add(item->result.findings,
				cl_finding_new(CL_FINDING_EXTENSION_MISMATCH,
					"the name says %s, the bytes are %s", known[i].extension,
					cl_format_name(format)));
	}
}

static void
add_finding(ArchiveItem *item, const char *code, const char *message)
{
	cl_facts_find(item->facts, code, "%s", message);
}

static gint64
sent_us(const ClFacts *facts)
{
	const char *text = archive_first_received(facts->received, CL_FIELD_DATE_SENT);
	ClDate date;

	if (text == NULL || !cl_date_parse(text, &date))
		return 0;
	return cl_date_wall_us(&date) -
		(date.has_zone ? date.offset_minutes * 60 * (gint64) G_USEC_PER_SEC : 0);
}

/* The later transmission counts; a late old one never wins. */
static gboolean
choose_effective(ClArchive *archive, const ClFileRow *added, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, added->photo, error);
	g_autoptr(ClFileRow) current = NULL;

	if (photo == NULL)
		return FALSE;
	current = cl_catalog_get_file(archive->catalog, added->photo, photo->effective, error);
	if (current == NULL)
		return FALSE;
	if (current->sent_us > 0 && added->sent_us > 0 && added->sent_us < current->sent_us)
		return TRUE;
	return cl_catalog_set_effective_version(
		archive->catalog, added->photo, added->version, error);
}

static char *
event_payload(const ArchiveItem *item, const ClFileRow *row)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *hex = cl_hex(row->sha256, CL_SHA256_BYTES);
	gboolean is_utf8;
	g_autofree char *path = cl_text_path(item->path, &is_utf8);

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "status", cl_status_name(item->result.status));
	cl_json_int(json, "version", row->version);
	cl_json_string(json, "sha256", hex);
	cl_json_string(json, "path", path);
	cl_json_string(json, "supplier", row->supplier);
	cl_json_string(json, "supplier_id", row->supplier_id);
	cl_json_int(json, "ingested_us", row->ingested_us);
	cl_json_int(json, "sent_us", row->sent_us);
	if (item->result.of[0] != '\0')
		cl_json_string(json, "of", item->result.of);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
write_version(ClArchive *archive, ClFileRow *row, const Decision *decision, GError **error)
{
	g_strlcpy(row->photo, decision->of, sizeof row->photo);
	return cl_catalog_add_version(archive->catalog, row, error) &&
		choose_effective(archive, row, error);
}

static gboolean
write_photo(ClArchive *archive, ClFileRow *row, const Decision *decision, GError **error)
{
	const char *reason = decision->of_killed ? "same picture as a killed one" : decision->hold;
	const char *state = reason != NULL ? "held" : "ok";

	cl_id_from_sha256(row->sha256, row->photo);
	if (!cl_catalog_add_photo(archive->catalog, row, state, reason, error))
		return FALSE;
	return decision->of[0] == '\0' ||
		cl_catalog_add_link(archive->catalog, row->photo, decision->of, "copy", 1.0, error);
}

/* The file says so, or somebody did before it came. */
static gboolean
obey_kill(ClArchive *archive, const ArchiveItem *item, const char *photo, const Decision *decision,
	GError **error)
{
	gboolean version = decision->status == CL_STATUS_VERSION;
	const char *standing = version ? NULL : decision->standing;

	if ((!decision->is_kill_notice && standing == NULL) || (version && decision->of_killed))
		return TRUE;
	return archive_withdraw(archive, photo,
		standing != NULL ? standing : "the supplier's file says: kill", item->ingested_us, error);
}

static gboolean
obey_advisory(ClArchive *archive, const ArchiveItem *item, const char *photo, const Decision *decision,
	GError **error)
{
	const ArchiveAdvisory advisory = { .text = decision->advisory, .supplier = decision->supplier,
		.own = photo, .findings = item->result.findings };

	return decision->advisory == NULL || archive_obey_advisory(archive, &advisory, error);
}

static gboolean
write_rows(ClArchive *archive, ArchiveItem *item, const Decision *decision, GError **error)
{
	ClFileRow row = { 0 };
	g_autofree char *payload = NULL;
	ArchiveItem *it = item;

	memcpy(row.sha256, item->staged->sha256, sizeof row.sha256);
	row.size_bytes = item->staged->size_bytes;
	row.name = item->path;
	row.supplier = decision->supplier;
	row.supplier_id = decision->supplier_id;
	row.ingested_us = item->ingested_us;
	row.sent_us = sent_us(item->facts);
	row.facts = item->facts;
	if (decision->status == CL_STATUS_VERSION
			? !write_version(archive, &row, decision, error)
			: !write_photo(archive, &row, decision, error))
		return FALSE;
	g_strlcpy(it->result.id, row.photo, sizeof it->result.id);
	it->result.version = row.version;
	payload = event_payload(item, &row);
	return cl_catalog_add_job(archive->catalog, "develop", row.photo, row.version, error) &&
		archive_event(archive, decision->status == CL_STATUS_VERSION ? "version" : "ingest",
			row.photo, payload, error) &&
		obey_kill(archive, item, row.photo, decision, error) &&
		obey_advisory(archive, item, row.photo, decision, error) &&
		(decision->status != CL_STATUS_COPY ||
			archive_protect_arrived(archive, row.photo, error)) &&
		archive_refresh(archive, row.photo, error) &&
		(decision->status != CL_STATUS_COPY ||
			archive_refresh(archive, decision->of, error));
}

static ClStatus
final_status(const Decision *decision)
{
	if (decision->of_killed && decision->status == CL_STATUS_COPY)
		return CL_STATUS_HELD;
	if (decision->status == CL_STATUS_ADDED &&
		(decision->standing != NULL || decision->hold != NULL))
		return CL_STATUS_HELD;
	return decision->status;
}

/* They were made durable a moment ago, before this could be known. */
static gboolean
turn_away(ClArchive *archive, ArchiveItem *item, GError *why, GError **error)
{
	item->result.status = CL_STATUS_REJECTED;
	item->result.error = why;
	return cl_store_remove_original(archive->store, item->staged->sha256, error);
}

gboolean
archive_accept(ClArchive *archive, ArchiveItem *item, GError **error)
{
	g_auto(Decision) decision = { 0 };
	g_autoptr(GError) why = NULL;
	gboolean purged;

	copy_facts(item);
	if (!archive_refuse_purged(archive, item->staged->sha256, &purged, &why, error))
		return FALSE;
	if (purged)
		return turn_away(archive, item, g_steal_pointer(&why), error);
	if (!decide(archive, item, item->staged->sha256, &decision, error))
		return FALSE;
	item->result.status = final_status(&decision);
	if (decision.status == CL_STATUS_KNOWN) {
		g_strlcpy(item->result.id, decision.of, sizeof item->result.id);
		g_clear_pointer(&item->facts, cl_facts_free);
		archive_compare_extension(item, item->result.format);
		return TRUE;
	}
	g_strlcpy(item->result.of, decision.of, sizeof item->result.of);
	archive_compare_extension(item, item->facts->format);
	if (decision.is_kill_notice)
		add_finding(item, CL_FINDING_KILL_NOTICE, "the supplier's file says: kill");
	if (decision.standing != NULL)
		add_finding(item, CL_FINDING_KILL_NOTICE, "killed before it came, by its supplier's id");
	else if (decision.hold != NULL && decision.status == CL_STATUS_ADDED)
		add_finding(item, CL_FINDING_LOOKS_KILLED, decision.hold);
	else if (item->result.status == CL_STATUS_HELD)
		add_finding(item, CL_FINDING_LOOKS_KILLED, "has the picture data of a killed one");
	if (!write_rows(archive, item, &decision, &why)) {
		if (!g_error_matches(why, CL_ERROR, CL_ERROR_DENIED)) {
			g_propagate_error(error, g_steal_pointer(&why));
			return FALSE;
		}
		/* Its id is taken by other bytes: this file stays out, the batch goes on. */
		item->result.status = CL_STATUS_REJECTED;
		item->result.id[0] = '\0';
		item->result.error = g_steal_pointer(&why);
		return cl_store_quarantine(archive->store, item->staged->sha256, error);
	}
	report_findings(item);
	return TRUE;
}

gboolean
archive_foresee(ClArchive *archive, ArchiveItem *item, GError **error)
{
	g_auto(Decision) decision = { 0 };

	copy_facts(item);
	if (!decide(archive, item, item->staged->sha256, &decision, error))
		return FALSE;
	item->result.status = final_status(&decision);
	if (decision.status == CL_STATUS_KNOWN)
		g_strlcpy(item->result.id, decision.of, sizeof item->result.id);
	else
		g_strlcpy(item->result.of, decision.of, sizeof item->result.of);
	archive_compare_extension(item, item->facts->format);
	report_findings(item);
	return TRUE;
}
