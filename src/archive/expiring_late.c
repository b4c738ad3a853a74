/* SPDX-License-Identifier: MIT
 *
 * What is out and unlicensed already: its licence was removed or corrected, or it ended in a night that was
 * missed. Only uses whose ground was touched are judged: those that rest on a licence that is not on file, is
 * over, or was changed after they went out, and those of photos whose take-down or decision is past. And
 * what is out and may stay, although what it rests on is over for all that is new, or its words ended that.
 */
#include "expiring_private.h"
#include "rights.h"

#include <string.h>

#define DAY_US (24 * G_TIME_SPAN_HOUR)
#define PAGE 500U
#define WEEK_US (7 * DAY_US)
#define MAX_JUDGED 100000U /* half a minute of processor time a night; what is beyond is said to be */
#define MAX_ENDED 50000U /* besides these: by words, which are never few and never fewer */

static gboolean
is_enough(const ExpiringLook *look)
{
	if (look->totals->judged < look->enough)
		return expiring_is_cancelled(look);
	look->totals->cut = TRUE;
	return TRUE;
}

/* --- by licence ---------------------------------------------------------------------------------- */

static gboolean
look_at_page(ExpiringLook *look, const char *licence, gint64 before_us, ClResting *after, guint *n,
	GError **error)
{
	g_autoptr(GArray) live = cl_catalog_list_live_on(
		look->archive->catalog, licence, before_us, after, PAGE, error);

	for (guint i = 0; live != NULL && i < live->len && !is_enough(look); i++) {
		g_autoptr(ClUseRow) use = NULL;

		*after = g_array_index(live, ClResting, i);
		use = cl_catalog_get_use(look->archive->catalog, after->use, error);
		if (use == NULL || !expiring_use_now(look, use, error))
			return FALSE;
	}
	*n = live == NULL ? 0 : live->len;
	return live != NULL;
}

/* Uses that came to rest on it before an instant. */
static gboolean
look_at_live(ExpiringLook *look, const char *licence, gint64 before_us, GError **error)
{
	ClResting after = { 0 };
	gboolean ok;
	guint n;

	do {
		ok = expiring_begin_page(look, error) &&
			look_at_page(look, licence, before_us, &after, &n, error);
		expiring_end_page(look);
	} while (ok && n == PAGE && !is_enough(look));
	return ok;
}

static gboolean
look_at_removed(ExpiringLook *look, GError **error)
{
	g_autoptr(GPtrArray) removed = cl_catalog_list_removed_licences(look->archive->catalog, error);

	for (guint i = 0; removed != NULL && i < removed->len && !is_enough(look); i++)
		if (!look_at_live(look, removed->pdata[i], G_MAXINT64, error))
			return FALSE;
	return removed != NULL;
}

static gboolean
is_over(const ExpiringLook *look, const ClLicence *licence)
{
	return !licence->by_capture && licence->until_us != 0 && licence->archive_tail_days >= 0 &&
		licence->until_us + licence->archive_tail_days * DAY_US <= look->from_us;
}

/* When it was set as it stands now. */
static gboolean
find_change(ExpiringLook *look, const ClLicence *licence, gint64 *at_us, GError **error)
{
	g_autoptr(ClDocument) document =
		cl_catalog_get_document(look->archive->catalog, "licence", licence->id, error);

	*at_us = document == NULL ? 0 : document->at_us;
	return document != NULL;
}

static gboolean
look_at_changed(ExpiringLook *look, GError **error)
{
	g_autoptr(GPtrArray) licences = cl_archive_licences(look->archive, error);

	for (guint i = 0; licences != NULL && i < licences->len && !is_enough(look); i++) {
		const ClLicence *licence = licences->pdata[i];
		gint64 before_us = G_MAXINT64;

		if ((!is_over(look, licence) && !find_change(look, licence, &before_us, error)) ||
			!look_at_live(look, licence->id, before_us, error))
			return FALSE;
	}
	return licences != NULL;
}

/* What is out may stay for a tail, with an end or without: told after all that may not. */
static gboolean
look_at_tails(ExpiringLook *look, GError **error)
{
	g_autoptr(GPtrArray) licences = cl_archive_licences(look->archive, error);
	gboolean ok = licences != NULL;

	for (guint i = 0; ok && i < licences->len && !is_enough(look); i++) {
		const ClLicence *licence = licences->pdata[i];

		if (licence->by_capture || licence->until_us == 0 || licence->until_us > look->from_us ||
			is_over(look, licence))
			continue;
		look->over = licence;
		ok = look_at_live(look, licence->id, G_MAXINT64, error);
	}
	look->over = NULL;
	return ok;
}

/* --- by photo ------------------------------------------------------------------------------------ */

static gboolean
look_at_photo(ExpiringLook *look, const ClExpiringRow *row, ClExpiringKind kind, GError **error)
{
	g_autoptr(GPtrArray) uses = is_enough(look)
		? g_ptr_array_new()
		: cl_catalog_list_uses_of(look->archive->catalog, row->photo, error);

	for (guint i = 0; uses != NULL && i < uses->len; i++)
		if (!expiring_use_now(look, uses->pdata[i], error))
			return FALSE;
	return uses != NULL;
}

/* What its words ended: what was out before may stay, and is told after all that may not. */
static gboolean
look_at_ended(ExpiringLook *look, const ClExpiringRow *row, ClExpiringKind kind, GError **error)
{
	gboolean ok;

	look->ended_us = row->at_us;
	ok = look_at_photo(look, row, kind, error);
	look->ended_us = 0;
	return ok;
}

/* The last week, the fortnight before it, and so on: what is new is told, however much there is. */
static gboolean
look_at_all_ended(ExpiringLook *look, GError **error)
{
	gint64 until_us = look->from_us;
	gboolean ok = TRUE;

	look->enough = look->totals->judged + MAX_ENDED;
	for (gint64 span_us = WEEK_US; ok && until_us > 0 && !is_enough(look); span_us *= 2) {
		gint64 from_us = MAX(until_us - span_us, 0);

		ok = expiring_each_row(
			look, CL_EXPIRING_EXPIRES, from_us, until_us, look_at_ended, error);
		until_us = from_us;
	}
	return ok;
}

gboolean
expiring_late(ExpiringLook *look, GError **error)
{
	look->enough = MAX_JUDGED;
	return expiring_each_row(look, CL_EXPIRING_TAKE_DOWN, 0, look->from_us, look_at_photo, error) &&
		expiring_each_row(look, CL_EXPIRING_GRANT, 0, look->from_us, look_at_photo, error) &&
		look_at_removed(look, error) && look_at_changed(look, error) && look_at_tails(look, error) &&
		look_at_all_ended(look, error);
}
