/* SPDX-License-Identifier: MIT
 *
 * Side-cars: the file beside a picture, or the agency's item that names its pictures, joins them.
 * A name is taken only below the side-car's own folder. The side-car's bytes are kept like an
 * original; a withdrawn item kills its picture if it comes from who delivered that, and is a
 * question to a person if not. Runs after the pictures of a run are in, so that the order of names
 * in a folder does not matter.
 */
#include "archive_private.h"
#include "rights.h"

#include <cutline/json.h>

#include <string.h>

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

/* "…/name.jpg.xmp" and "…/name.xmp" both stand beside "…/name.jpg". */
static char *
without_extension(const char *path)
{
	return g_strndup(path, (gsize) (strrchr(path, '.') - path));
}

/* A file name as text → its path below the side-car's folder; NULL if it leads elsewhere. */
static char *
path_below(const char *sidecar_path, const char *name)
{
	g_autofree char *folder = g_path_get_dirname(sidecar_path);
	g_auto(GStrv) parts = NULL;

	if (g_str_has_prefix(name, "file:///") || strstr(name, "://") != NULL ||
		name[0] == '/' || strchr(name, '\\') != NULL)
		return NULL;
	parts = g_strsplit(g_str_has_prefix(name, "./") ? name + 2 : name, "/", -1);
	for (guint i = 0; parts[i] != NULL; i++)
		if (strcmp(parts[i], "..") == 0 || parts[i][0] == '\0')
			return NULL;
	if (strcmp(folder, ".") == 0 && !g_str_has_prefix(sidecar_path, "./"))
		return g_strdup(name);
	return g_strconcat(folder, "/", g_str_has_prefix(name, "./") ? name + 2 : name, NULL);
}

typedef struct {
	ClArchive *archive;
	ArchiveItem *item;
	const ClSidecar *sidecar;
	guint n_joined, n_left;
	GString *complaint; /* why items joined nothing */
	GHashTable *n_said; /* "PHOTO@VERSION" → how many items of this file speak of it */
} Join;

#define MAX_COMPLAINT_BYTES 500

static gboolean
hash_fits(const ClSidecarItem *said, const ClFileRow *file)
{
	g_autofree char *hex = cl_hex(file->sha256, CL_SHA256_BYTES);

	for (guint i = 0; i < said->sha256->len; i++)
		if (strcmp(said->sha256->pdata[i], hex) == 0)
			return TRUE;
	return said->sha256->len == 0;
}

static gboolean
take_newest(GPtrArray *rows, ClFileRow **file)
{
	if (rows->len > 0)
		*file = g_ptr_array_steal_index(rows, 0);
	return TRUE;
}

static gboolean
find_by_name(Join *join, const char *name, ClFileRow **file, GError **error)
{
	g_autofree char *path = path_below(join->item->path, name);
	g_autoptr(GPtrArray) rows = NULL;

	if (path == NULL) {
		g_autofree char *printable = cl_text_printable(name);

		g_string_append_printf(join->complaint,
			"names '%s', which is not a file in its own folder; ", printable);
		return TRUE;
	}
	rows = cl_catalog_list_by_name(join->archive->catalog, path, error);
	return rows != NULL && take_newest(rows, file);
}

static gboolean
find_beside(Join *join, ClFileRow **file, GError **error)
{
	g_autofree char *stem = without_extension(join->item->path);
	g_autoptr(GPtrArray) exact =
		cl_catalog_list_by_name(join->archive->catalog, stem, error);
	g_autoptr(GPtrArray) rows = NULL;

	if (exact == NULL || exact->len > 0)
		return exact != NULL && take_newest(exact, file);
	rows = cl_catalog_list_by_stem(join->archive->catalog, stem, error);
	return rows != NULL && take_newest(rows, file);
}

static gboolean
find_picture(Join *join, const ClSidecarItem *said, ClFileRow **file, GError **error)
{
	*file = NULL;
	for (guint i = 0; i < said->names->len && *file == NULL; i++)
		if (!find_by_name(join, said->names->pdata[i], file, error))
			return FALSE;
	if (*file == NULL && (said->names->len == 0 || join->sidecar->items->len == 1))
		return find_beside(join, file, error);
	return TRUE;
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

static gboolean
is_withdrawn(const ClSidecarItem *said)
{
	return g_strcmp0(said->pubstatus, "canceled") == 0 ||
		g_strcmp0(said->pubstatus, "withheld") == 0;
}

/* Withdrawn, or words that are a kill by themselves. */
static gboolean
is_kill(Join *join, const ClSidecarItem *said, gboolean *kill, GError **error)
{
	const ClRightsRules *rules = archive_rights_rules(join->archive, error);
	const ClRightsTimes times = { .sent_us = said->sent_us, .ingested_us = join->item->ingested_us };
	g_autoptr(GPtrArray) found = NULL;

	if (rules == NULL)
		return FALSE;
	found = cl_rights_gather(rules, said->received, &times);
	*kill = is_withdrawn(said);
	for (guint i = 0; i < found->len; i++)
		*kill = *kill || ((ClRestriction *) found->pdata[i])->code == CL_RESTRICTION_KILL;
	return TRUE;
}

/* Does it speak of a kill, and is the picture none of its supplier's? *who is that supplier then. */
static gboolean
find_claim(Join *join, const ClSidecarItem *said, const ClFileRow *file, char **who, GError **error)
{
	const ClCreditRules *rules = archive_credit_rules(join->archive, error);
	g_autofree char *key = NULL;
	gboolean kill = FALSE, family = TRUE;

	*who = NULL;
	if (rules == NULL || !is_kill(join, said, &kill, error))
		return FALSE;
	if (!kill)
		return TRUE;
	key = archive_supplier_key(rules, join->item->supplier_given, said->received);
	if (!archive_is_family(join->archive, file, key, &family, error))
		return FALSE;
	*who = family ? NULL : g_steal_pointer(&key);
	return TRUE;
}

static gboolean
ask(Join *join, const ClSidecarItem *said, const ClFileRow *file, const char *who, GError **error)
{
	g_autofree char *reason = g_strdup_printf("%s asks to withdraw it (%s); it was delivered by %s", who,
		said->guid != NULL ? said->guid : cl_sidecar_kind_name(join->sidecar->kind),
		file->supplier);

	g_ptr_array_add(join->item->result.findings,
		cl_finding_new(CL_FINDING_KILL_NOTICE,
			"photo %s: %s; held until an editor decides: cutline kill or cutline unkill",
			file->photo, reason));
	return archive_hold_for(join->archive, file->photo, reason, error);
}

static gboolean
withdraw(Join *join, const ClSidecarItem *said, const char *id, GError **error)
{
	g_autofree char *reason = g_strdup_printf(
		"the supplier's item says: %s (%s)", said->pubstatus,
		said->guid != NULL ? said->guid : cl_sidecar_kind_name(join->sidecar->kind));

	return archive_withdraw(join->archive, id, reason, join->item->ingested_us, error);
}

/* By its own id; without one, by its kind and its place in the file. */
static char *
name_item(Join *join, const ClSidecarItem *said, const ClFileRow *file)
{
	g_autofree char *key = g_strdup_printf("%s@%u", file->photo, file->version);
	guint n = GPOINTER_TO_UINT(g_hash_table_lookup(join->n_said, key)) + 1;
	const char *kind = cl_sidecar_kind_name(join->sidecar->kind);

	g_hash_table_insert(join->n_said, g_steal_pointer(&key), GUINT_TO_POINTER(n));
	if (n > 1)
		g_ptr_array_add(join->item->result.findings,
			cl_finding_new(CL_FINDING_SIDECAR_UNREAD,
				"two items speak of photo %s; the later counts, the terms of both bind",
				file->photo));
	return said->guid != NULL ? g_strdup(said->guid)
		: n == 1	  ? g_strdup(kind)
				  : g_strdup_printf("%s %u", kind, n);
}

static gboolean
join_picture(Join *join, const ClSidecarItem *said, const ClFileRow *file, GError **error)
{
	ClSidecarRow row = { 0 };
	ClCatalog *catalog = join->archive->catalog;
	g_autofree char *item = name_item(join, said, file);
	g_autofree char *payload = NULL;
	g_autofree char *who = NULL;
	gboolean counts;

	if (!find_claim(join, said, file, &who, error))
		return FALSE;
	/* Durable before its first row; one that joins nothing never gets here. */
	if (join->n_joined == 0 &&
		!cl_store_commit(join->archive->store, &join->item->staged, 1, error))
		return FALSE;
	memcpy(row.sha256, join->item->staged->sha256, sizeof row.sha256);
	g_strlcpy(row.photo, file->photo, sizeof row.photo);
	row.version = file->version;
	row.size_bytes = join->item->staged->size_bytes;
	row.name = join->item->path;
	row.kind = (char *) cl_sidecar_kind_name(join->sidecar->kind);
	row.guid = said->guid;
	row.item = item;
	row.item_version = who == NULL ? said->version : 0;
	row.pubstatus = said->pubstatus;
	row.sent_us = said->sent_us;
	row.ingested_us = join->item->ingested_us;
	payload = event_payload(&row);
	if (!cl_catalog_add_sidecar(catalog, &row, who == NULL ? said->received : NULL, &counts, error) ||
		!archive_event(join->archive, "sidecar", file->photo, payload, error) ||
		(counts && !archive_identify(join->archive, file, said->received, row.ingested_us, error)) ||
		(counts && is_withdrawn(said) && !withdraw(join, said, file->photo, error)) ||
		(who != NULL && !ask(join, said, file, who, error)) ||
		!archive_refresh(join->archive, file->photo, error))
		return FALSE;
	if (join->n_joined++ == 0)
		g_strlcpy(join->item->result.of, file->photo, sizeof join->item->result.of);
	return TRUE;
}

static void
complain_of_absence(Join *join, const ClSidecarItem *said)
{
	g_autofree char *name = said->names->len == 0 ? NULL : cl_text_printable(said->names->pdata[0]);

	if (name == NULL || join->sidecar->items->len == 1)
		g_string_append(join->complaint, "its picture is not in the archive; ");
	else
		g_string_append_printf(join->complaint, "its picture '%s' is not in the archive; ", name);
}

static gboolean
join_item(Join *join, const ClSidecarItem *said, GError **error)
{
	g_autoptr(ClFileRow) file = NULL;
	gsize n_before = join->complaint->len;

	if (!find_picture(join, said, &file, error))
		return FALSE;
	if (file != NULL && hash_fits(said, file)) {
		g_string_truncate(join->complaint, n_before);
		return join_picture(join, said, file, error);
	}
	join->n_left++;
	if (file != NULL)
		g_string_append(join->complaint, "states another hash than its picture has; ");
	else if (join->complaint->len == n_before)
		complain_of_absence(join, said);
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

static gboolean
is_known(ClArchive *archive, ArchiveItem *item, gboolean *known, GError **error)
{
	g_autoptr(GPtrArray) rows =
		cl_catalog_sidecars_of(archive->catalog, item->staged->sha256, error);

	if (rows == NULL)
		return FALSE;
	*known = rows->len > 0;
	if (*known) {
		const ClSidecarRow *row = rows->pdata[0];

		item->result.status = CL_STATUS_KNOWN;
		g_strlcpy(item->result.id, row->photo, sizeof item->result.id);
	}
	return !*known || bring_back(archive, item->staged, error);
}

static void
reject(ArchiveItem *item, GString *complaint)
{
	item->result.status = CL_STATUS_REJECTED;
	item->result.error = g_error_new(CL_ERROR, CL_ERROR_INPUT,
		"%sput it beside its picture and ingest both again", complaint->str);
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

gboolean
archive_join_sidecar(ClArchive *archive, ArchiveItem *item, GError **error)
{
	g_autoptr(GString) complaint = g_string_new(NULL);
	const ClSidecar *sidecar = item->sidecar;
	g_autoptr(GHashTable) n_said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Join join = { .archive = archive, .item = item, .sidecar = sidecar, .complaint = complaint,
		.n_said = n_said };
	gboolean known;

	if (!is_known(archive, item, &known, error))
		return FALSE;
	if (known)
		return TRUE;
	for (guint i = 0; i < sidecar->items->len; i++)
		if (!join_item(&join, sidecar->items->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < sidecar->findings->len; i++) {
		const ClFinding *finding = sidecar->findings->pdata[i];

		g_ptr_array_add(item->result.findings,
			cl_finding_new(finding->code, "%s", finding->message));
	}
	if (join.n_joined == 0) {
		reject(item, complaint);
		return TRUE;
	}
	item->result.status = CL_STATUS_SIDECAR;
	if (join.n_left > 0)
		g_ptr_array_add(item->result.findings,
			cl_finding_new(CL_FINDING_SIDECAR_UNREAD,
				"%u of %u items were left out: %.*s", join.n_left,
				sidecar->items->len, (int) complaint->len - 2, complaint->str));
	return TRUE;
}
