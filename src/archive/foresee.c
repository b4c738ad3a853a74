/* SPDX-License-Identifier: MIT
 *
 * What a licence or another house list would change, before it is set: the newest photos that it may be about
 * are judged twice, as things are and with it.
 */
#include "rights.h"

void
cl_verdict_change_free(ClVerdictChange *change)
{
	g_free(change->why);
	g_free(change);
}

static gboolean
foresee_one(ClArchive *archive, const char *id, const ClCheck *then, GPtrArray *changes, GError **error)
{
	const ClCheck now = {0};
	g_autoptr(ClVerdict) before = cl_archive_check(archive, id, &now, error);
	g_autoptr(ClVerdict) after = before == NULL ? NULL : cl_archive_check(archive, id, then, error);
	ClVerdictChange *change;

	if (after == NULL)
		return FALSE;
	if (before->verdict == after->verdict)
		return TRUE;
	change = g_new0(ClVerdictChange, 1);
	g_strlcpy(change->id, id, sizeof change->id);
	change->before = before->verdict;
	change->after = after->verdict;
	change->why = after->reasons->len > 0
			      ? g_strdup(((ClReason *)after->reasons->pdata[0])->message)
			      : NULL;
	g_ptr_array_add(changes, change);
	return TRUE;
}

static GPtrArray *
foresee_found(ClArchive *archive, const char *query, const ClCheck *then, guint limit, guint *n_judged,
	GError **error)
{
	g_autoptr(GPtrArray) changes =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_verdict_change_free);
	g_autoptr(GPtrArray) hits =
		cl_archive_search(archive, query, CL_SORT_INGESTED, limit, 0, NULL, error);

	for (guint i = 0; hits != NULL && i < hits->len; i++, ++*n_judged)
		if (!foresee_one(archive, ((ClHit *)hits->pdata[i])->id, then, changes, error))
			return NULL;
	return hits == NULL ? NULL : g_steal_pointer(&changes);
}

static GPtrArray *
foresee_named(ClArchive *archive, char *const *photos, const ClCheck *then, guint *n_judged, GError **error)
{
	g_autoptr(GPtrArray) changes =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_verdict_change_free);

	for (guint i = 0; photos[i] != NULL; i++, ++*n_judged)
		if (!foresee_one(archive, photos[i], then, changes, error))
			return NULL;
	return g_steal_pointer(&changes);
}

GPtrArray *
cl_archive_foresee_licence(ClArchive *archive, const char *json, const char *where, guint limit,
	guint *n_judged, GError **error)
{
	g_autoptr(ClLicence) licence = archive_read_licence(archive, json, where, error);
	const ClCheck then = {.with_licence = json};
	g_autofree char *query = NULL;

	*n_judged = 0;
	if (licence == NULL || !archive_check_licence(archive, licence, where, error))
		return NULL;
	if (licence->photos != NULL)
		return foresee_named(archive, licence->photos, &then, n_judged, error);
	if (licence->supplier_name != NULL)
		query = g_strdup_printf("supplier:\"%s\"", licence->supplier_name);
	return foresee_found(archive, query != NULL ? query : "", &then, limit, n_judged, error);
}

GPtrArray *
cl_archive_foresee_house(ClArchive *archive, const ClHouseChange *change, guint limit, guint *n_judged,
	GError **error)
{
	g_autofree char *json = archive_house_with(archive, change, error);
	const ClCheck then = {.with_house = json};
	g_autofree char *query = json == NULL ? NULL : archive_house_query(change);

	*n_judged = 0;
	return json == NULL ? NULL : foresee_found(archive, query, &then, limit, n_judged, error);
}
