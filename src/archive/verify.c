/* SPDX-License-Identifier: MIT
 *
 * Verify: every original is hashed again, rows and files are compared both ways, the chain of
 * events is walked. What can be repaired without guessing is, on request: an original without a
 * row is taken in, a missing derived picture is queued, the journal is brought up to date,
 * leftovers of dead processes are swept, derived rows are computed anew.
 */
#include "archive_private.h"

#include <cutline/json.h>

#include <string.h>

#define PAGE 500U

typedef struct {
	ClArchive *archive;
	gboolean repair;
	ClComplaint each;
	void (*progress)(guint64 done, guint64 total, gpointer data);
	gpointer data;
	ClVerified *verified;
	guint64 total;
	GHashTable *with_row; /* GBytes* sha256 of files that have a row */
	GPtrArray *orphans;   /* GBytes* sha256 of originals without a row */
	gboolean derived_wrong; /* rows */
	gboolean queued;	/* pictures to be made again */
} Check;

static void
complain(Check *check, gboolean repaired, const char *code, const char *format, ...) G_GNUC_PRINTF(4, 5);

static void
complain(Check *check, gboolean repaired, const char *code, const char *format, ...)
{
	g_autofree char *text = NULL;
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	check->verified->problems++;
	check->verified->repaired += repaired ? 1 : 0;
	message = g_strconcat(text, repaired ? " (repaired)" : "", NULL);
	check->each(code, message, check->data);
}

/* --- rows → files -------------------------------------------------------------------------- */

static void
check_derived(Check *check, const ClFileRow *file, gboolean *queue)
{
	if (!file->developed)
		return;
	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		gint64 bytes = cl_store_derived_bytes(
			check->archive->store, cl_develop_sizes[i].name, file->sha256);

		if (bytes > 0)
			continue;
		complain(check, check->repair, "DERIVED_MISSING",
			"photo %s@%u has no %s; it can be made again", file->photo, file->version,
			cl_develop_sizes[i].name);
		*queue = TRUE;
	}
}

static void
check_original(Check *check, const ClFileRow *file)
{
	guint8 sha256[CL_SHA256_BYTES];
	g_autoptr(GError) why = NULL;
	g_autofree char *hex = cl_hex(file->sha256, CL_SHA256_BYTES);
	CL_AUTO_FD fd = cl_store_open_original(check->archive->store, file->sha256, &why);

	check->verified->originals++;
	check->verified->bytes += file->size_bytes;
	if (fd < 0 || !cl_store_hash(fd, hex, sha256, &why))
		complain(check, FALSE, "ORIGINAL_MISSING",
			"photo %s@%u: %s; restore it from a backup or ingest it again", file->photo,
			file->version, why->message);
	else if (memcmp(sha256, file->sha256, sizeof sha256) != 0)
		complain(check, FALSE, "ORIGINAL_DAMAGED",
			"photo %s@%u: the bytes of original %s changed; restore it from a backup",
			file->photo, file->version, hex);
}

static gboolean
check_photo(Check *check, const char *id, GError **error)
{
	g_autoptr(GPtrArray) files = cl_catalog_list_files(check->archive->catalog, id, error);

	if (files == NULL)
		return FALSE;
	for (guint i = 0; i < files->len; i++) {
		const ClFileRow *file = files->pdata[i];
		gboolean queue = FALSE;

		g_hash_table_add(check->with_row, g_bytes_new(file->sha256, CL_SHA256_BYTES));
		check_original(check, file);
		check_derived(check, file, &queue);
		if (queue && check->repair &&
			(!cl_catalog_begin(check->archive->catalog, error) ||
				!cl_catalog_add_job(check->archive->catalog, "develop", id,
					file->version, error) ||
				!cl_catalog_commit(check->archive->catalog, error))) {
			cl_catalog_rollback(check->archive->catalog);
			return FALSE;
		}
		check->queued = check->queued || queue;
	}
	if (check->progress != NULL)
		check->progress(check->verified->originals, check->total, check->data);
	return TRUE;
}

static gboolean
check_rows(Check *check, GError **error)
{
	g_autofree char *after = NULL;

	for (;;) {
		g_autoptr(GPtrArray) ids =
			cl_catalog_list_photos(check->archive->catalog, after, PAGE, error);

		if (ids == NULL)
			return FALSE;
		if (ids->len == 0)
			return TRUE;
		for (guint i = 0; i < ids->len; i++)
			if (!check_photo(check, ids->pdata[i], error))
				return FALSE;
		g_free(after);
		after = g_strdup(ids->pdata[ids->len - 1]);
	}
}

/* --- files → rows --------------------------------------------------------------------------- */

static gboolean
note_orphan(const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	Check *check = data;
	g_autoptr(GBytes) key = g_bytes_new(sha256, CL_SHA256_BYTES);

	if (!g_hash_table_contains(check->with_row, key))
		g_ptr_array_add(check->orphans, g_steal_pointer(&key));
	return TRUE;
}

static void
note_stray(const char *path, gpointer data)
{
	g_autofree char *printable = cl_text_printable(path);

	complain(data, FALSE, "STRAY_FILE", "'%s' is not ours; move it away", printable);
}

static gboolean
take_in_orphans(Check *check, GError **error)
{
	for (guint i = 0; i < check->orphans->len; i++) {
		GBytes *key = check->orphans->pdata[i];
		const guint8 *sha256 = g_bytes_get_data(key, NULL);
		g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);
		g_autoptr(GError) why = NULL;
		gboolean taken = check->repair && archive_take_in(check->archive, sha256, &why);

		complain(check, taken, "ORIGINAL_WITHOUT_ROW",
			"original %s is not in the catalog%s%s", hex, why == NULL ? "" : ": ",
			why == NULL ? "" : why->message);
	}
	return !check->repair || check->orphans->len == 0 || archive_journal(check->archive, error);
}

/* --- the rest ----------------------------------------------------------------------------- */

static gboolean
check_journal(Check *check, GError **error)
{
	g_autoptr(GPtrArray) ahead = NULL;
	gint64 seq;

	if (!cl_store_journal_last(check->archive->store, &seq, error))
		return FALSE;
	ahead = cl_catalog_list_events(check->archive->catalog, NULL, seq, 1, error);
	if (ahead == NULL)
		return FALSE;
	if (ahead->len == 0)
		return TRUE;
	complain(check, check->repair, "JOURNAL_BEHIND",
		"the journal ends before the last events; the next write completes it");
	return !check->repair || archive_journal(check->archive, error);
}

static gboolean
check_chain(Check *check, GError **error)
{
	gint64 broken_seq = 0;
	g_autoptr(GError) why = NULL;

	if (cl_catalog_check_chain(check->archive->catalog, &broken_seq, &why))
		return TRUE;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	complain(check, FALSE, "CHAIN_BROKEN",
		"event %" G_GINT64_FORMAT " was changed after it was written", broken_seq);
	return TRUE;
}

static void
check_leftovers(Check *check)
{
	guint n = check->repair ? cl_store_sweep(check->archive->store)
				: cl_store_count_stale(check->archive->store);

	if (n > 0)
		complain(check, check->repair, "LEFTOVERS", "%u temporary files of dead processes", n);
}

static void
complain_catalog(const char *code, const char *message, gpointer data)
{
	Check *check = data;

	if (strcmp(code, "DERIVED_ROWS") == 0)
		check->derived_wrong = TRUE;
	complain(check, check->repair && check->derived_wrong, code, "%s", message);
}

static gboolean
repair_derived(Check *check, GError **error)
{
	ArchiveDevelop develop = { .n_threads = g_get_num_processors() };
	guint64 photos, developed = 0, undecodable = 0;

	return (!check->derived_wrong ||
		       cl_archive_rebuild(check->archive, FALSE, NULL, NULL, &photos, error)) &&
		(!check->queued ||
			archive_develop(check->archive, &develop, &developed, &undecodable, error));
}

static gboolean
run_checks(Check *check, GError **error)
{

	check_leftovers(check);
	if (!cl_catalog_check(check->archive->catalog, complain_catalog, check, error) ||
		!check_rows(check, error) ||
		!cl_store_each_original(
			check->archive->store, note_orphan, note_stray, check, error) ||
		!take_in_orphans(check, error) || !check_journal(check, error) ||
		!check_chain(check, error))
		return FALSE;
	return !check->repair || repair_derived(check, error);
}

static guint64
count_files(ClArchive *archive)
{
	g_autoptr(GPtrArray) stats = cl_catalog_stats(archive->catalog, NULL);

	for (guint i = 0; stats != NULL && i < stats->len; i++) {
		const ClFacet *row = stats->pdata[i];

		if (strcmp(row->value, "files") == 0)
			return row->n;
	}
	return 0;
}

gboolean
cl_archive_verify(ClArchive *archive, gboolean repair, ClComplaint each,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data,
	ClVerified *verified, GError **error)
{
	Check check = {
		.archive = archive,
		.repair = repair,
		.each = each,
		.progress = progress,
		.data = data,
		.verified = verified,
		.total = count_files(archive),
	};
	gboolean ok;

	memset(verified, 0, sizeof *verified);
	check.with_row = g_hash_table_new_full(
		g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
	check.orphans = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	ok = run_checks(&check, error);
	g_hash_table_unref(check.with_row);
	g_ptr_array_unref(check.orphans);
	return ok;
}
