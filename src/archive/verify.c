/* SPDX-License-Identifier: MIT
 *
 * Verify: rows and files are compared both ways, originals hashed again, events walked. Damage is
 * a complaint and never keeps the rest from being checked. What can be repaired without guessing
 * is, on request: an original without a row is taken in, a lost manifest is written anew, a
 * missing derived picture is made again, the journal is brought up to date, leftovers are swept, a
 * damaged original is put away so that an ingest brings it back, derived rows are computed anew. A damaged
 * catalog is left as it is.
 */
#include "verify.h"

#include <string.h>

void
verify_complain(VerifyCheck *check, gboolean repaired, const char *code, const char *format, ...)
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

gboolean
verify_forgive(VerifyCheck *check, const char *what, GError *failure, GError **error)
{
	if (!cl_catalog_is_damage(failure)) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	check->damaged = TRUE;
	verify_complain(check, FALSE, "CATALOG_DAMAGED",
		"%s: %s; make the catalog again: 'cutline rebuild --from-store'", what,
		failure->message);
	g_error_free(failure);
	return TRUE;
}

static void
check_leftovers(VerifyCheck *check)
{
	guint n = check->repair ? cl_store_sweep(check->archive->store)
				: cl_store_count_stale(check->archive->store);

	if (n > 0)
		verify_complain(check, check->repair, "LEFTOVERS",
			"%u temporary files of dead processes", n);
}

static void
complain_catalog(const char *code, const char *message, gpointer data)
{
	VerifyCheck *check = data;
	gboolean derived =
		strcmp(code, "LISTING_STALE") == 0 || strcmp(code, "FULLTEXT_DAMAGED") == 0 ||
		strcmp(code, "QUOTA_STALE") == 0;

	check->derived_wrong = check->derived_wrong || derived;
	check->damaged = check->damaged || !derived;
	verify_complain(check, derived && verify_may_repair(check), code, "%s", message);
}

static gboolean
repair_derived(VerifyCheck *check, GError **error)
{
	ArchiveDevelop develop = { .n_threads = g_get_num_processors() };
	ArchiveDeveloped developed;
	guint64 photos;

	if (!verify_may_repair(check))
		return TRUE;
	return (!check->derived_wrong ||
		       cl_archive_rebuild(check->archive, FALSE, NULL, NULL, &photos, error)) &&
		(!check->queued ||
			archive_develop(check->archive, &develop, &developed, error));
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
	VerifyCheck check = {
		.archive = archive,
		.repair = repair,
		.each = each,
		.progress = progress,
		.data = data,
		.verified = verified,
		.total = count_files(archive),
	};

	memset(verified, 0, sizeof *verified);
	check_leftovers(&check);
	return cl_catalog_check(archive->catalog, complain_catalog, &check, error) &&
		verify_rows(&check, error) && verify_files(&check, error) &&
		verify_events(&check, error) && repair_derived(&check, error);
}
