/* SPDX-License-Identifier: MIT
 *
 * What stands against taking a photo out of the archive: it is killed, held, or its source is
 * protected (policy §1.5, §2). Pictures and side-cars meant for publication cannot be had by
 * force; the untouched original can, with a reason, as evidence or for the person who must judge
 * it. How a file is made is not known here.
 */
#include "archive_private.h"

#include <string.h>

/* "10 March 2024", in the archive's zone and in English whatever the locale. */
char *
archive_day_text(ClArchive *archive, gint64 time_us)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December" };
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time_us / G_USEC_PER_SEC);
	g_autoptr(GDateTime) local =
		utc == NULL ? NULL : g_date_time_to_timezone(utc, archive->zone);

	if (local == NULL)
		return g_strdup("an unknown day");
	return g_strdup_printf("%d %s %d", g_date_time_get_day_of_month(local),
		months[g_date_time_get_month(local) - 1], g_date_time_get_year(local));
}

static const char *
by_force(const ClExport *request)
{
	return request->kind == CL_EXPORT_ORIGINAL
		? "; its original, as evidence only: --as original --force --reason \"…\""
		: "";
}

/* What happened, the very words, one fix (policy §3). */
static gboolean
refuse_killed(ClArchive *archive, const ClPhotoRow *photo, const ClExport *request, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClKill) kill = cl_catalog_get_kill(archive->catalog, photo->id, &why);
	g_autofree char *day = kill == NULL ? NULL : archive_day_text(archive, kill->at_us);
	const char *by;

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (kill == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"KILLED photo %s was withdrawn: \"%s\". Kills cannot be overridden%s", photo->id,
			photo->state_reason != NULL ? photo->state_reason : "", by_force(request));
		return FALSE;
	}
	by = strcmp(kill->kind, "agency") == 0 ? "the supplier" : kill->who;
	g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
		"KILLED %s withdrew photo %s on %s: \"%s\". Kills cannot be overridden; if it names the "
		"wrong picture: cutline unkill %s --reason \"…\"%s",
		by, photo->id, day, kill->reason, photo->id, by_force(request));
	return FALSE;
}

static gboolean
refuse_held(const ClPhotoRow *photo, const ClExport *request, GError **error)
{
	g_set_error(error, CL_ERROR, CL_ERROR_REVIEW,
		"HELD photo %s waits for an editor: \"%s\". Compare: cutline show %s --copies%s",
		photo->id, photo->state_reason != NULL ? photo->state_reason : "", photo->id,
		by_force(request));
	return FALSE;
}

static gboolean
refuse_protected(const ClPhotoRow *photo, GError **error)
{
	g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
		"SOURCE_SENSITIVE the original of photo %s may say where and when its source was, and "
		"with which camera. For publication take --as jpeg, which says none of it; otherwise "
		"--as original --force --reason \"…\"",
		photo->id);
	return FALSE;
}

static gboolean
check_force(const ClExport *request, GError **error)
{
	if (!request->force)
		return TRUE;
	if (request->kind != CL_EXPORT_ORIGINAL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--force is for --as original; nothing else can be had by it");
		return FALSE;
	}
	if (request->reason != NULL && !cl_text_is_blank(request->reason))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"--force needs a reason for the history; write --reason \"…\"");
	return FALSE;
}

gboolean
archive_may_leave(
	ClArchive *archive, const ClPhotoRow *photo, const ClExport *request, GError **error)
{
	if (!check_force(request, error))
		return FALSE;
	if (request->force)
		return TRUE;
	if (strcmp(photo->state, "killed") == 0)
		return refuse_killed(archive, photo, request, error);
	if (strcmp(photo->state, "ok") != 0)
		return refuse_held(photo, request, error);
	if (photo->source_sensitive && request->kind == CL_EXPORT_ORIGINAL)
		return refuse_protected(photo, error);
	return TRUE;
}
