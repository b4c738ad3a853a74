/* SPDX-License-Identifier: MIT
 *
 * What another program of this archive makes of pictures that this one brought in: a daemon that runs beside
 * an ingest takes jobs of the same queue, and decides that a picture looks like a killed one. Who brought it
 * in is told only then.
 */
#include "kill.h"

#include <string.h>

#define LOOK_US 20000UL
#define MAX_WAIT_US (60 * G_USEC_PER_SEC)

static gboolean
is_of_pixels(const ClFinding *finding)
{
	return strcmp(finding->code, CL_FINDING_PIXELS_UNDECODABLE) == 0 ||
		strcmp(finding->code, CL_FINDING_PIXELS_DAMAGED) == 0;
}

/* Developed, or found to be undecodable; or there is none (any more). */
static gboolean
is_decided(ClArchive *archive, const ClIngested *result, gboolean *decided, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClFileRow) file =
		cl_catalog_get_file(archive->catalog, result->id, result->version, &why);
	g_autoptr(GPtrArray) findings = NULL;

	*decided = file == NULL || file->developed;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (*decided)
		return TRUE;
	findings = cl_catalog_findings_of_files(archive->catalog, result->id, error);
	for (guint i = 0; findings != NULL && i < findings->len; i++)
		*decided = *decided || is_of_pixels(findings->pdata[i]);
	return findings != NULL;
}

/* Does any other program have jobs? */
static gboolean
is_worked_on(ClArchive *archive, gboolean *worked, GError **error)
{
	g_autoptr(GPtrArray) holders = archive_free_dead_leases(archive, "develop", error)
		? cl_catalog_list_holders(archive->catalog, "develop", error)
		: NULL;

	*worked = holders != NULL && holders->len > 0;
	return holders != NULL;
}

/* --- what came of it --------------------------------------------------------------------------- */

/* Of what was here before it; the likest. */
static gboolean
find_twin(ClArchive *archive, const ClPhotoRow *photo, char of[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GPtrArray) links = cl_catalog_links(archive->catalog, photo->id, error);
	double likeness = 0;

	for (guint i = 0; links != NULL && i < links->len; i++) {
		const ClLink *link = links->pdata[i];
		g_autoptr(ClPhotoRow) other = NULL;

		if (strcmp(link->kind, "probable") != 0 || link->likeness <= likeness)
			continue;
		other = cl_catalog_get_photo(archive->catalog, link->other, error);
		if (other == NULL)
			return FALSE;
		if (other->added_us >= photo->added_us)
			continue;
		likeness = link->likeness;
		g_strlcpy(of, link->other, CL_ID_CHARS + 1);
	}
	return links != NULL;
}

static gboolean
take_status(ClArchive *archive, ClIngested *result, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, result->id, error);
	char of[CL_ID_CHARS + 1] = "", killed[CL_ID_CHARS + 1];

	if (photo == NULL)
		return error == NULL || *error == NULL;
	if (!kill_behind(archive, photo, killed, error) || !find_twin(archive, photo, of, error))
		return FALSE;
	if (killed[0] != '\0' && strcmp(killed, photo->id) != 0) {
		result->status = CL_STATUS_HELD;
		g_strlcpy(result->of, killed, sizeof result->of);
	} else if (of[0] != '\0' && result->status == CL_STATUS_ADDED) {
		result->status = CL_STATUS_PROBABLE;
		g_strlcpy(result->of, of, sizeof result->of);
	}
	return TRUE;
}

static gboolean
take_findings(ClArchive *archive, ClIngested *result, GError **error)
{
	g_autoptr(GPtrArray) findings =
		cl_catalog_findings_of_files(archive->catalog, result->id, error);

	for (guint i = 0; findings != NULL && i < findings->len; i++) {
		const ClFinding *finding = findings->pdata[i];

		if (is_of_pixels(finding))
			g_ptr_array_add(result->findings,
				cl_finding_new(finding->code, "%s", finding->message));
	}
	return findings != NULL;
}

static gboolean
await_one(ClArchive *archive, ClIngested *result, gint64 until_us, const volatile gint *cancel,
	GError **error)
{
	gboolean decided, worked = TRUE;

	for (;;) {
		if (!is_decided(archive, result, &decided, error))
			return FALSE;
		if (decided || !worked || g_get_monotonic_time() > until_us ||
			(cancel != NULL && g_atomic_int_get(cancel) != 0))
			break;
		/* What is decided between the two looks is seen by the next. */
		if (!is_worked_on(archive, &worked, error))
			return FALSE;
		if (worked)
			g_usleep(LOOK_US);
	}
	return !decided ||
		((result->version != 1 || take_status(archive, result, error)) &&
			take_findings(archive, result, error));
}

gboolean
archive_await_others(ClArchive *archive, GHashTable *items, const volatile gint *cancel, GError **error)
{
	gint64 until_us = g_get_monotonic_time() + MAX_WAIT_US;
	GHashTableIter iter;
	gpointer item;

	g_hash_table_iter_init(&iter, items);
	while (g_hash_table_iter_next(&iter, NULL, &item)) {
		ClIngested *result = &((ArchiveItem *) item)->result;

		if (result->status != CL_STATUS_REJECTED &&
			!await_one(archive, result, until_us, cancel, error))
			return FALSE;
	}
	return TRUE;
}
