/* SPDX-License-Identifier: MIT
 *
 * Side-cars: the file beside a picture, or the agency's item that names its pictures, joins them.
 * The side-car's bytes are kept like an original; a withdrawn item kills its picture if it comes
 * from who delivered that, and is a question to a person if not. Runs after the pictures of a run
 * are in, so that the order of names in a folder does not matter.
 */
#include "sidecar_claim.h"
#include "sidecar_find.h"

#include <cutline/json.h>

#include <string.h>

#define SLICE_ITEMS 64U	       /* joined before other writers get their turn */
#define MAX_COMPLAINT_BYTES 500
#define MAX_TOLD 20U	       /* photos of which a file's findings speak one by one */

static const char *const extensions[] = { ".xmp", ".xml", ".json", ".csv" };

gboolean
archive_is_sidecar_name(const char *path)
{
	for (gsize i = 0; i < G_N_ELEMENTS(extensions); i++) {
		gsize n = strlen(extensions[i]), n_path = strlen(path);

		if (n_path > n && g_ascii_strcasecmp(path + n_path - n, extensions[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A version of a photo of which items of this file speak. */
typedef struct {
	char *key; /* "PHOTO@VERSION" */
	char photo[CL_ID_CHARS + 1];
	guint version;
	guint n_said; /* items that speak of it */
	gboolean full, touched, asked, withdrawn;
} Target;

typedef struct {
	ClArchive *archive;
	ArchiveItem *item;
	const ClSidecar *sidecar;
	SidecarFind find;
	guint n_joined, n_known, n_left, n_pictures;
	gboolean kept;	     /* the bytes are in the store */
	gboolean stopped;    /* before the last item */
	GString *complaint;  /* why items joined nothing */
	GHashTable *targets; /* key → Target*, lent from `order` */
	GPtrArray *order;    /* Target*, as they were first spoken of */
	GPtrArray *touched;  /* Target*, lent: their derived rows are to be made again */
	GHashTable *known;   /* what this file joined before: "PHOTO@VERSION ITEM" → ClSidecarRow*, lent */
	GPtrArray *rows;     /* those */
} Join;

static void
free_target(gpointer data)
{
	Target *target = data;

	g_free(target->key);
	g_free(target);
}

static void
clear_join(Join *join)
{
	g_string_free(join->complaint, TRUE);
	g_hash_table_unref(join->targets);
	g_ptr_array_unref(join->touched);
	g_ptr_array_unref(join->order);
	g_hash_table_unref(join->known);
	g_hash_table_unref(join->find.checksums);
	g_clear_pointer(&join->rows, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Join, clear_join)

static Target *
target_of(Join *join, const ClFileRow *file)
{
	g_autofree char *key = g_strdup_printf("%s@%u", file->photo, file->version);
	Target *target = g_hash_table_lookup(join->targets, key);

	if (target != NULL)
		return target;
	target = g_new0(Target, 1);
	target->key = g_steal_pointer(&key);
	g_strlcpy(target->photo, file->photo, sizeof target->photo);
	target->version = file->version;
	g_ptr_array_add(join->order, target);
	g_hash_table_insert(join->targets, target->key, target);
	return target;
}

static char *
event_payload(const ClSidecarRow *row)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *hex = cl_hex(row->sha256, CL_SHA256_BYTES);
	gboolean is_utf8;
	g_autofree char *path = cl_text_path(row->name, &is_utf8);

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "sha256", hex);
	cl_json_string(json, "path", path);
	cl_json_string(json, "kind", row->kind);
	cl_json_int(json, "version", row->version);
	if (row->pubstatus != NULL)
		cl_json_string(json, "pubstatus", row->pubstatus);
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* By its own id; without one, by its kind and its place in the file. */
static char *
name_item(const Join *join, const ClSidecarItem *said, const Target *target)
{
	const char *kind = cl_sidecar_kind_name(join->sidecar->kind);

	return said->guid != NULL     ? g_strdup(said->guid)
		: target->n_said == 1 ? g_strdup(kind)
				      : g_strdup_printf("%s %u", kind, target->n_said);
}

static char *
known_key(const char *photo, guint version, const char *item)
{
	return g_strdup_printf("%s@%u %s", photo, version, item);
}

/* In the version that it has here or a newer one; one that could only ask has none. */
static gboolean
is_known(const Join *join, const ClSidecarItem *said, const Target *target, const char *item)
{
	g_autofree char *key = known_key(target->photo, target->version, item);
	const ClSidecarRow *row = g_hash_table_lookup(join->known, key);

	return row != NULL && (row->item_version == 0 || row->item_version >= said->version);
}

/* Durable before its first row; one that joins nothing never gets here. */
static gboolean
keep_bytes(Join *join, GError **error)
{
	join->kept = join->kept || join->rows->len > 0 ||
		cl_store_commit(join->archive->store, &join->item->staged, 1, error);
	return join->kept;
}

static gboolean
add_row(Join *join, const ClSidecarItem *said, const Target *target, const char *item, const char *who,
	ClSidecarTaken *taken, GError **error)
{
	ClSidecarRow row = { 0 };
	g_autofree char *payload = NULL;

	memcpy(row.sha256, join->item->staged->sha256, sizeof row.sha256);
	g_strlcpy(row.photo, target->photo, sizeof row.photo);
	row.version = target->version;
	row.size_bytes = join->item->staged->size_bytes;
	row.name = join->item->path;
	row.kind = (char *) cl_sidecar_kind_name(join->sidecar->kind);
	row.guid = said->guid;
	row.item = (char *) item;
	row.item_version = who == NULL ? said->version : 0;
	row.pubstatus = said->pubstatus;
	row.sent_us = said->sent_us;
	row.ingested_us = join->item->ingested_us;
	payload = event_payload(&row);
	return cl_catalog_add_sidecar(join->archive->catalog, &row, who == NULL ? said->received : NULL,
		       taken, error) &&
		(*taken == CL_SIDECAR_FULL ||
			archive_event(join->archive, "sidecar", target->photo, payload, error));
}

/* More items than are told apart: what the others forbid is not known, so nobody publishes it unread. */
static gboolean
hold_full(Join *join, Target *target, GError **error)
{
	g_autofree char *path = cl_text_printable(join->item->path);
	g_autofree char *reason = g_strdup_printf(
		"more than %u items beside it; '%s' has terms that are not read", CL_MAX_SIDECAR_SOURCES,
		path);

	join->n_left++;
	if (target->full)
		return TRUE;
	target->full = TRUE;
	g_string_append_printf(join->complaint,
		"photo %s has %u items beside it, as many as are told apart: held until an editor has read "
		"the others; ", target->photo, CL_MAX_SIDECAR_SOURCES);
	return archive_hold_for(join->archive, target->photo, reason, error);
}

static void
touch(Join *join, Target *target)
{
	if (!target->touched)
		g_ptr_array_add(join->touched, target);
	target->touched = TRUE;
}

/* Once a photo: thousands of items may say the same. A kill still follows a question. */
static gboolean
obey(Join *join, const ClSidecarItem *said, const ClFileRow *file, const char *who, ClSidecarTaken taken,
	Target *target, GError **error)
{
	gboolean withdrawn = who == NULL && taken != CL_SIDECAR_OLDER && sidecar_is_withdrawn(said);

	if (withdrawn ? target->withdrawn : who == NULL || target->asked)
		return TRUE;
	touch(join, target);
	target->withdrawn = target->withdrawn || withdrawn;
	target->asked = target->asked || !withdrawn;
	return withdrawn ? sidecar_withdraw(join->archive, join->item, said, file->photo, error)
			 : sidecar_ask(join->archive, join->item, said, file, who, error);
}

static gboolean
join_picture(Join *join, const ClSidecarItem *said, const ClFileRow *file, GError **error)
{
	Target *target = target_of(join, file);
	g_autofree char *item = NULL;
	g_autofree char *who = NULL;
	ClSidecarTaken taken;

	target->n_said++;
	item = name_item(join, said, target);
	if (join->n_joined + join->n_known == 0)
		g_strlcpy(join->item->result.of, file->photo, sizeof join->item->result.of);
	if (is_known(join, said, target, item)) {
		join->n_known++;
		return TRUE;
	}
	if (!sidecar_find_claim(join->archive, join->item, said, file, &who, error) ||
		!keep_bytes(join, error) ||
		!add_row(join, said, target, item, who, &taken, error))
		return FALSE;
	if (taken != CL_SIDECAR_FULL || !target->full)
		touch(join, target);
	if ((taken == CL_SIDECAR_COUNTS &&
		    !archive_identify(join->archive, file, said->received, join->item->ingested_us, error)) ||
		!obey(join, said, file, who, taken, target, error))
		return FALSE;
	if (taken == CL_SIDECAR_FULL)
		return hold_full(join, target, error);
	join->n_joined++;
	return TRUE;
}

/* Once for all that was said of a photo: thousands of items may speak of one. */
static gboolean
refresh(Join *join, GError **error)
{
	for (guint i = 0; i < join->touched->len; i++) {
		Target *target = join->touched->pdata[i];

		if (!cl_catalog_seal_received(
			    join->archive->catalog, target->photo, target->version, error) ||
			!archive_refresh(join->archive, target->photo, error))
			return FALSE;
		target->touched = FALSE;
	}
	g_ptr_array_set_size(join->touched, 0);
	return TRUE;
}

/* What takes back a picture that is not here waits for it (policy 1.6); what names others is an advisory. */
static gboolean
obey_alone(Join *join, const ClSidecarItem *said, gboolean *obeyed, GError **error)
{
	*obeyed = said->text == NULL && said->guid != NULL && sidecar_is_withdrawn(said);
	return *obeyed ? sidecar_stand(join->archive, join->item, said, error)
		       : sidecar_obey(join->archive, join->item, said, NULL, obeyed, join->complaint, error);
}

/* It may speak of others besides; if it names none, it speaks of its own. */
static gboolean
obey_beside(Join *join, const ClSidecarItem *said, const ClFileRow *file, GError **error)
{
	gsize n_before = join->complaint->len;
	gboolean obeyed;

	if (!sidecar_obey(join->archive, join->item, said, file->photo, &obeyed, join->complaint, error))
		return FALSE;
	g_string_truncate(join->complaint, n_before);
	return TRUE;
}

/* A picture may have come in several sizes: what binds one of them binds all. */
static gboolean
join_item(Join *join, const ClSidecarItem *said, GError **error)
{
	gsize n_before = join->complaint->len;
	guint n_joined = join->n_joined;
	g_autoptr(GPtrArray) files = said->text != NULL
		? g_ptr_array_new()
		: sidecar_find_pictures(&join->find, said, join->complaint, error);
	gboolean obeyed = FALSE;

	if (files == NULL)
		return FALSE;
	for (guint i = 0; i < files->len; i++)
		if (!join_picture(join, said, files->pdata[i], error))
			return FALSE;
	if (files->len == 0 && !obey_alone(join, said, &obeyed, error))
		return FALSE;
	if (obeyed) {
		g_string_truncate(join->complaint, n_before);
		join->n_joined++;
		return TRUE;
	}
	if (join->n_joined > n_joined && !obey_beside(join, said, files->pdata[0], error))
		return FALSE;
	if (said->text != NULL && join->n_pictures == 0 && join->complaint->len == n_before)
		g_string_append(join->complaint, "is no picture item; only pictures are taken; ");
	join->n_left += files->len == 0 && said->text == NULL;
	if (n_before > MAX_COMPLAINT_BYTES)
		g_string_truncate(join->complaint, n_before);
	return TRUE;
}

/* Its bytes were lost: here they are again, as those of a picture would be. */
static gboolean
bring_back(ClArchive *archive, ClStaged *staged, GError **error)
{
	g_autofree char *manifest = NULL;

	if (cl_store_original_bytes(archive->store, staged->sha256) == (gint64) staged->size_bytes)
		return TRUE;
	manifest = cl_store_read_manifest(archive->store, staged->sha256, NULL);
	if (manifest != NULL)
		g_clear_pointer(&staged->manifest, g_free);
	return cl_store_commit(archive->store, &staged, 1, error);
}

/* What this file joined before: the rest of it may join pictures that came since, or that a run which
 * was ended did not get to. */
static gboolean
find_known(Join *join, GError **error)
{
	ArchiveItem *item = join->item;

	join->rows = cl_catalog_sidecars_of(join->archive->catalog, item->staged->sha256, error);
	if (join->rows == NULL)
		return FALSE;
	for (guint i = 0; i < join->rows->len; i++) {
		ClSidecarRow *row = join->rows->pdata[i];

		g_hash_table_insert(join->known, known_key(row->photo, row->version, row->item), row);
	}
	return join->rows->len == 0 || bring_back(join->archive, item->staged, error);
}

static void
reject(ArchiveItem *item, GString *complaint, gboolean pictures)
{
	item->result.status = CL_STATUS_REJECTED;
	if (!pictures)
		g_string_truncate(complaint, complaint->len - strlen("; "));
	item->result.error = g_error_new(CL_ERROR, CL_ERROR_INPUT, "%s%s", complaint->str,
		pictures ? "put it beside its picture and ingest both again" : "");
}

ClSidecar *
archive_read_sidecar(ClDecoderPool *pool, const ArchiveItem *item, const volatile gint *cancel,
	GError **error)
{
	g_autofree char *name = g_path_get_basename(item->path);
	g_autofree char *valid = g_utf8_make_valid(name, -1);
	g_autoptr(GVariant) answer = NULL;

	if (item->staged->size_bytes > CL_MAX_SIDECAR_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"a side-car larger than %u MB; split it", CL_MAX_SIDECAR_BYTES >> 20);
		return NULL;
	}
	answer = cl_decoder_pool_run_until(pool, CL_JOB_SIDECAR, item->staged->fd, NULL, 0,
		g_variant_new("(s)", valid), cancel, error);
	return answer == NULL ? NULL : cl_sidecar_from_variant(answer, error);
}

static void
tell(Join *join, const char *message)
{
	g_ptr_array_add(join->item->result.findings,
		cl_finding_new(CL_FINDING_SIDECAR_UNREAD, "%s", message));
}

static void
tell_of_many(Join *join)
{
	guint n_told = 0;

	for (guint i = 0; i < join->order->len; i++) {
		const Target *target = join->order->pdata[i];
		g_autofree char *message = NULL;

		if (target->n_said < 2 || n_told++ >= MAX_TOLD)
			continue;
		if (target->n_said == 2)
			message = g_strdup_printf(
				"two items speak of photo %s; the later counts, the terms of both bind",
				target->photo);
		else
			message = g_strdup_printf(
				"%u items speak of photo %s; the latest counts, the terms of all bind",
				target->n_said, target->photo);
		tell(join, message);
	}
	if (n_told > MAX_TOLD) {
		g_autofree char *message =
			g_strdup_printf("so do several of %u photos more", n_told - MAX_TOLD);

		tell(join, message);
	}
}

static void
conclude(Join *join)
{
	ArchiveItem *item = join->item;
	const GPtrArray *findings = join->sidecar->findings;
	g_autofree char *left = NULL;

	if (join->n_joined == 0 && join->n_known > 0) {
		item->result.status = CL_STATUS_KNOWN;
		g_strlcpy(item->result.id, item->result.of, sizeof item->result.id);
		item->result.of[0] = '\0';
		return;
	}
	tell_of_many(join);
	for (guint i = 0; i < findings->len; i++) {
		const ClFinding *finding = findings->pdata[i];

		g_ptr_array_add(item->result.findings, cl_finding_new(finding->code, "%s", finding->message));
	}
	if (join->n_joined == 0) {
		reject(item, join->complaint, join->n_pictures > 0);
		return;
	}
	item->result.status = CL_STATUS_SIDECAR;
	if (join->complaint->len == 0 || join->n_pictures == 0)
		return;
	left = join->n_left == 0
		? g_strdup_printf("not all files that it names joined: %.*s",
			  (int) join->complaint->len - 2, join->complaint->str)
		: g_strdup_printf("%u of %u items were left out: %.*s", join->n_left,
			  join->n_pictures, (int) join->complaint->len - 2, join->complaint->str);
	tell(join, left);
}

/* Nobody else can write while a transaction is open; what is in is complete. */
static gboolean
give_way(Join *join, GError **error)
{
	ClCatalog *catalog = join->archive->catalog;

	return refresh(join, error) && cl_catalog_commit(catalog, error) &&
		archive_journal(join->archive, error) && cl_catalog_begin(catalog, error);
}

static gboolean
join_all(Join *join, const volatile gint *cancel, GError **error)
{
	const GPtrArray *items = join->sidecar->items;

	for (guint i = 0; i < items->len; i++) {
		if (cancel != NULL && i > 0 && i % SLICE_ITEMS == 0 && !give_way(join, error))
			return FALSE;
		if (cancel != NULL && g_atomic_int_get(cancel) != 0) {
			join->stopped = TRUE;
			break;
		}
		if (!join_item(join, items->pdata[i], error))
			return FALSE;
	}
	return refresh(join, error);
}

static gboolean
join_items(ClArchive *archive, ArchiveItem *item, const volatile gint *cancel, GError **error)
{
	g_auto(Join) join = { .archive = archive, .item = item, .sidecar = item->sidecar,
		.find = { archive, item->path, item, FALSE,
			g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free) },
		.complaint = g_string_new(NULL),
		.targets = g_hash_table_new(g_str_hash, g_str_equal),
		.order = g_ptr_array_new_with_free_func(free_target),
		.touched = g_ptr_array_new(),
		.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };

	for (guint i = 0; i < item->sidecar->items->len; i++)
		join.n_pictures += ((ClSidecarItem *) item->sidecar->items->pdata[i])->text == NULL;
	join.find.alone = join.n_pictures == 1;
	if (!find_known(&join, error) || !join_all(&join, cancel, error))
		return FALSE;
	if (join.stopped)
		item->result.status = CL_N_STATUSES;
	else
		conclude(&join);
	return TRUE;
}

gboolean
archive_join_sidecar(ClArchive *archive, ArchiveItem *item, const volatile gint *cancel, GError **error)
{
	return item->unread ? sidecar_hold_unread(archive, item, error)
			    : join_items(archive, item, cancel, error);
}

/* What names pictures by their ids alone waits for none: it is joined, and that taken back. */
gboolean
archive_foresee_sidecar(ClArchive *archive, ArchiveItem *item, GError **error)
{
	gboolean ok;

	item->result.status = item->unread ? CL_STATUS_REJECTED : CL_STATUS_SIDECAR;
	for (guint i = 0; !item->unread && i < item->sidecar->items->len; i++)
		if (((ClSidecarItem *) item->sidecar->items->pdata[i])->text == NULL)
			return TRUE;
	if (item->unread)
		return TRUE;
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	ok = join_items(archive, item, NULL, error);
	cl_catalog_rollback(archive->catalog);
	return ok;
}
