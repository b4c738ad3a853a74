/* SPDX-License-Identifier: MIT
 *
 * Verify, from the files: every original is hashed again, which needs no catalog; every file of
 * the store has a row. Another process may be taking pictures in meanwhile: what has no row is
 * looked up once more before it is called so.
 */
#include "verify.h"

#include <string.h>
#include <unistd.h>

typedef struct {
	VerifyCheck *check;
	GPtrArray *orphans;   /* GBytes* sha256 of originals without a row */
	GPtrArray *manifests; /* GBytes* of manifests without original and row */
	GError *error;	      /* ends the walk */
} Walk;

/* Rows that stand for a hash. `*photo` is the first of them; g_free it. */
static gboolean
find_row(Walk *walk, const guint8 sha256[CL_SHA256_BYTES], char **photo)
{
	ClCatalog *catalog = walk->check->archive->catalog;
	GError *why = NULL;
	g_autoptr(ClFileRow) file = cl_catalog_get_file_by_sha256(catalog, sha256, &why);
	g_autoptr(GPtrArray) sidecars = NULL;

	*photo = NULL;
	if (file != NULL)
		*photo = g_strdup_printf("%s@%u", file->photo, file->version);
	else if (why == NULL)
		sidecars = cl_catalog_sidecars_of(catalog, sha256, &why);
	if (sidecars != NULL && sidecars->len > 0)
		*photo = g_strdup(((ClSidecarRow *) sidecars->pdata[0])->photo);
	return why == NULL || verify_forgive(walk->check, "files", why, &walk->error);
}

/* --- originals ------------------------------------------------------------------------------ */

/* Nobody is served from it any more, and the picture is as good as lost: an ingest of it brings it back. It
 * is kept, since it may be all that there is. What to do now. */
static const char *
put_away(Walk *walk, const guint8 sha256[CL_SHA256_BYTES], ClFd damaged, GError **why)
{
	VerifyCheck *check = walk->check;
	g_autofree char *kept = NULL;

	if (!verify_may_repair(check)) {
		g_set_error(why, CL_ERROR, CL_ERROR_INPUT, "its bytes changed");
		return "restore it from a backup; or run 'cutline verify --repair', which puts it away, and "
		       "ingest the picture again";
	}
	kept = cl_store_quarantine_damaged(check->archive->store, sha256, damaged, why);
	if (kept == NULL) {
		g_prefix_error(why, "its bytes changed; ");
		return "restore it from a backup";
	}
	g_set_error(why, CL_ERROR, CL_ERROR_INPUT, "its bytes changed; it was put into '%s'", kept);
	return "ingest the picture again, or restore it from a backup";
}

/* NULL, or what to do, and `why`. */
static const char *
hash_original(Walk *walk, const guint8 expected[CL_SHA256_BYTES], GError **why)
{
	VerifyCheck *check = walk->check;
	g_autofree char *hex = cl_hex(expected, CL_SHA256_BYTES);
	guint8 sha256[CL_SHA256_BYTES];
	CL_AUTO_FD fd = cl_store_open_original(check->archive->store, expected, why);
	off_t size;

	if (fd < 0 || !cl_store_hash(fd, hex, sha256, why))
		return "restore it from a backup";
	size = lseek(fd, 0, SEEK_END);
	check->verified->bytes += size > 0 ? (guint64) size : 0;
	return memcmp(sha256, expected, sizeof sha256) == 0 ? NULL : put_away(walk, expected, fd, why);
}

static gboolean
check_original(const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	Walk *walk = data;
	VerifyCheck *check = walk->check;
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);
	g_autofree char *photo = NULL;
	g_autoptr(GError) why = NULL;
	const char *remedy;

	if (!find_row(walk, sha256, &photo))
		return FALSE;
	check->verified->originals++;
	remedy = hash_original(walk, sha256, &why);
	if (remedy != NULL)
		verify_complain(check, FALSE, "ORIGINAL_DAMAGED",
			"%s%s: original %s: %s; %s", photo != NULL ? "photo " : "no photo",
			photo != NULL ? photo : "", hex, why->message, remedy);
	else if (photo == NULL && !check->damaged)
		g_ptr_array_add(walk->orphans, g_bytes_new(sha256, CL_SHA256_BYTES));
	if (check->progress != NULL)
		check->progress(check->verified->originals,
			MAX(check->total, check->verified->originals), check->data);
	return TRUE;
}

static void
note_stray(const char *path, gpointer data)
{
	Walk *walk = data;
	g_autofree char *printable = cl_text_printable(path);

	verify_complain(
		walk->check, FALSE, "STRAY_FILE", "'%s' is not ours; move it away", printable);
}

static gboolean
take_in_orphans(Walk *walk, GError **error)
{
	VerifyCheck *check = walk->check;
	gboolean any = FALSE;

	for (guint i = 0; i < walk->orphans->len; i++) {
		const guint8 *sha256 = g_bytes_get_data(walk->orphans->pdata[i], NULL);
		g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);
		g_autofree char *photo = NULL;
		g_autoptr(GError) why = NULL;
		gboolean taken;

		if (!find_row(walk, sha256, &photo)) {
			g_propagate_error(error, g_steal_pointer(&walk->error));
			return FALSE;
		}
		if (photo != NULL)
			continue;
		taken = verify_may_repair(check) && archive_take_in(check->archive, sha256, &why);
		any = any || taken;
		verify_complain(check, taken, "ORIGINAL_WITHOUT_ROW",
			"original %s is not in the catalog%s%s", hex, why == NULL ? "" : ": ",
			why == NULL ? "" : why->message);
	}
	return !any || archive_journal(check->archive, error);
}

/* --- manifests without an original ---------------------------------------------------------- */

static gboolean
note_manifest(const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	Walk *walk = data;
	g_autofree char *photo = NULL;

	if (cl_store_original_bytes(walk->check->archive->store, sha256) >= 0)
		return TRUE;
	if (!find_row(walk, sha256, &photo))
		return FALSE;
	if (photo == NULL && !walk->check->damaged)
		g_ptr_array_add(walk->manifests, g_bytes_new(sha256, CL_SHA256_BYTES));
	return TRUE;
}

/* An ingest renames the manifest a moment before its original: only what is still alone after the
 * walk counts. It may be all that is left of a lost original, so it is kept. */
static void
put_manifests_away(Walk *walk)
{
	VerifyCheck *check = walk->check;
	ClStore *store = check->archive->store;

	for (guint i = 0; i < walk->manifests->len; i++) {
		const guint8 *sha256 = g_bytes_get_data(walk->manifests->pdata[i], NULL);
		g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);
		gboolean away;

		if (cl_store_original_bytes(store, sha256) >= 0)
			continue;
		away = verify_may_repair(check) &&
			cl_store_quarantine_manifest(store, sha256, NULL);
		verify_complain(check, away, "STRAY_FILE",
			"the manifest of %s has no original; it belongs into 'quarantine'", hex);
	}
}

/* --- derived pictures ----------------------------------------------------------------------- */

/* A developed row wants it; and while pictures are being developed, any row does. */
static gboolean
is_wanted(Walk *walk, const guint8 sha256[CL_SHA256_BYTES], gboolean *wanted, GError **error)
{
	ClCatalog *catalog = walk->check->archive->catalog;
	g_autoptr(ClFileRow) before = cl_catalog_get_file_by_sha256(catalog, sha256, error);
	g_autoptr(ClFileRow) after = NULL;
	guint64 n_jobs = 0;

	*wanted = before != NULL && before->developed;
	if (*wanted || *error != NULL)
		return *error == NULL;
	if (!cl_catalog_count_jobs(catalog, "develop", &n_jobs, error))
		return FALSE;
	after = cl_catalog_get_file_by_sha256(catalog, sha256, error);
	*wanted = after != NULL && (n_jobs > 0 || after->developed);
	return *error == NULL;
}

static gboolean
check_derived(const char *kind, const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	Walk *walk = data;
	VerifyCheck *check = walk->check;
	GError *why = NULL;
	gboolean wanted, removed;

	if (!is_wanted(walk, sha256, &wanted, &why))
		return verify_forgive(check, "files", why, &walk->error);
	if (!wanted && !check->damaged) {
		g_autofree char *path = cl_store_derived_path(check->archive->store, kind, sha256);

		removed = verify_may_repair(check) &&
			cl_store_remove_derived(check->archive->store, kind, sha256, NULL);
		verify_complain(check, removed, "STRAY_FILE", "'%s' is of no photo", path);
	}
	return TRUE;
}

static gboolean
check_all_derived(Walk *walk, GError **error)
{
	for (guint i = 0; i < CL_N_DEVELOP && walk->error == NULL; i++)
		if (!cl_store_each_derived(walk->check->archive->store, cl_develop_sizes[i].name,
			    check_derived, note_stray, walk, error))
			return FALSE;
	return TRUE;
}

gboolean
verify_files(VerifyCheck *check, GError **error)
{
	ClStore *store = check->archive->store;
	Walk walk = { .check = check };
	gboolean ok;

	walk.orphans = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	walk.manifests = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
	ok = cl_store_each_original(store, check_original, note_stray, &walk, error) &&
		(walk.error != NULL || cl_store_each_manifest(store, note_manifest, &walk, error)) &&
		(walk.error != NULL || check_all_derived(&walk, error)) &&
		(walk.error != NULL || take_in_orphans(&walk, error));
	if (ok && walk.error == NULL)
		put_manifests_away(&walk);
	if (walk.error != NULL) {
		g_propagate_error(error, walk.error);
		ok = FALSE;
	}
	g_ptr_array_unref(walk.orphans);
	g_ptr_array_unref(walk.manifests);
	return ok;
}
