/* SPDX-License-Identifier: MIT
 *
 * What a licence or another house list would change, before it is set: the newest photos that it may be about
 * are judged twice, as things are and with it.
 */
#include "rights.h"
#include "story_check.h"

#include <cutline/ends.h>
#include <cutline/papers.h>

#include <string.h>

void
cl_verdict_change_free(ClVerdictChange *change)
{
	g_free(change->why);
	g_free(change->story);
	g_free(change->url);
	g_free(change);
}

/* *change: NULL if the verdict stays. */
static gboolean
judge_twice(ClArchive *archive, const char *id, const ClCheck *now, const ClCheck *then,
	ClVerdictChange **change, GError **error)
{
	g_autoptr(ClVerdict) before = cl_archive_check(archive, id, now, error);
	g_autoptr(ClVerdict) after = before == NULL ? NULL : cl_archive_check(archive, id, then, error);

	*change = NULL;
	if (after == NULL || before->verdict == after->verdict)
		return after != NULL;
	*change = g_new0(ClVerdictChange, 1);
	g_strlcpy((*change)->id, id, sizeof (*change)->id);
	(*change)->before = before->verdict;
	(*change)->after = after->verdict;
	(*change)->why = after->reasons->len > 0
				 ? g_strdup(((ClReason *)after->reasons->pdata[0])->message)
				 : NULL;
	return TRUE;
}

static gboolean
foresee_one(ClArchive *archive, const char *id, const ClCheck *then, GPtrArray *changes, GError **error)
{
	const ClCheck now = {0};
	ClVerdictChange *change;

	if (!judge_twice(archive, id, &now, then, &change, error))
		return FALSE;
	if (change != NULL)
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

/* --- pages that are out ------------------------------------------------------------------------------- */

static gboolean
foresee_use(ClArchive *archive, const ClUseRow *use, const ClCheck *then, GPtrArray *changes, GError **error)
{
	static const ClStoryAsk asked = {0};
	const ArchiveAsk ask = {.asked = &asked};
	g_autoptr(ClStoryRow) story = archive_need_story(archive, use->story, error);
	g_autofree char *about = archive_story_about(archive, use, NULL);
	ClStoryItem item = {.use = (ClUseRow *)use};
	ClVerdictChange *change = NULL;
	ClCheck before, after;
	gboolean ok;

	if (story == NULL || !archive_printed_texts(archive, use, story->language, item.printed, error))
		return FALSE;
	archive_ask_use(story, about, &item, &ask, &before);
	after = before;
	after.with_licence = then->with_licence;
	after.without_licence = then->without_licence;
	ok = judge_twice(archive, use->photo, &before, &after, &change, error);
	archive_clear_texts(item.printed);
	if (change == NULL)
		return ok;
	change->story = g_strdup(story->slug);
	change->url = g_strdup(story->url);
	g_ptr_array_add(changes, change);
	return TRUE;
}

/* Those that rest on the licence. */
static gboolean
foresee_live(ClArchive *archive, const char *licence, const ClCheck *then, guint limit, GPtrArray *changes,
	guint *n_judged, GError **error)
{
	const ClResting first = { 0 };
	g_autoptr(GArray) live =
		cl_catalog_list_live_on(archive->catalog, licence, G_MAXINT64, &first, limit, error);

	for (guint i = 0; live != NULL && i < live->len; i++, ++*n_judged) {
		const ClResting *one = &g_array_index(live, ClResting, i);
		g_autoptr(ClUseRow) use = cl_catalog_get_use(archive->catalog, one->use, error);

		if (use == NULL || !foresee_use(archive, use, then, changes, error))
			return FALSE;
	}
	return live != NULL;
}

/* --- another licence, another list ---------------------------------------------------------------------- */

/* The photos that it names, or those of its supplier; then the pages that rest on it. */
static GPtrArray *
foresee(ClArchive *archive, const ClLicence *licence, const ClCheck *then, guint limit, guint *n_judged,
	GError **error)
{
	g_autofree char *query = licence->supplier_name == NULL
		? g_strdup("")
		: g_strdup_printf("supplier:\"%s\"", licence->supplier_name);
	g_autoptr(GPtrArray) changes = licence->photos != NULL
		? foresee_named(archive, licence->photos, then, n_judged, error)
		: foresee_found(archive, query, then, limit, n_judged, error);

	return changes == NULL ||
			!foresee_live(archive, licence->id, then, limit, changes, n_judged, error)
		? NULL
		: g_steal_pointer(&changes);
}

GPtrArray *
cl_archive_foresee_licence(ClArchive *archive, const char *json, const char *where, guint limit,
	guint *n_judged, GError **error)
{
	g_autoptr(ClLicence) licence = archive_read_licence(archive, json, where, error);
	const ClCheck then = {.with_licence = json};

	*n_judged = 0;
	if (licence == NULL || !cl_licence_is_filled(json, where, error) ||
		!archive_check_licence(archive, licence, where, error))
		return NULL;
	return foresee(archive, licence, &then, limit, n_judged, error);
}

GPtrArray *
cl_archive_foresee_removal(ClArchive *archive, const char *id, guint limit, guint *n_judged, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document = cl_archive_get_document(archive, "licence", id, &why);
	g_autoptr(ClLicence) licence =
		document == NULL ? NULL : archive_read_licence(archive, document->json, id, error);
	const ClCheck then = {.without_licence = id};

	*n_judged = 0;
	if (document == NULL && why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no licence '%s'; 'cutline licence list' shows them", id);
	if (why != NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	return licence == NULL ? NULL : foresee(archive, licence, &then, limit, n_judged, error);
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
