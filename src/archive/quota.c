/* SPDX-License-Identifier: MIT
 *
 * How far a quota is spent, for one use, and when it will be at the pace of the last four weeks. What a
 * quota means for a use is the verdict's; spending is counted in the transaction of who publishes, where no
 * other publisher counts at the same time.
 */
#include "rights.h"
#include "story_check.h"

#include <string.h>

#define DAY_US (G_GINT64_CONSTANT(86400) * G_USEC_PER_SEC)
#define PACE_DAYS 28

/* --- its period ----------------------------------------------------------------------------------------- */

gboolean
archive_quota_period(ClArchive *archive, const ClLicence *licence, gint64 at_us, ClSpent *spent)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at_us / G_USEC_PER_SEC);
	g_autoptr(GDateTime) at = utc == NULL ? NULL : g_date_time_to_timezone(utc, archive->zone);
	g_autoptr(GDateTime) from = NULL;
	g_autoptr(GDateTime) to = NULL;

	if (at == NULL)
		return FALSE;
	switch (licence->quota_period) {
	case CL_PERIOD_DAY:
		from = g_date_time_new(archive->zone, g_date_time_get_year(at),
			g_date_time_get_month(at), g_date_time_get_day_of_month(at), 0, 0, 0);
		to = from == NULL ? NULL : g_date_time_add_days(from, 1);
		break;
	case CL_PERIOD_MONTH:
		from = g_date_time_new(archive->zone, g_date_time_get_year(at),
			g_date_time_get_month(at), 1, 0, 0, 0);
		to = from == NULL ? NULL : g_date_time_add_months(from, 1);
		break;
	case CL_PERIOD_YEAR:
		from = g_date_time_new(archive->zone, g_date_time_get_year(at), 1, 1, 0, 0, 0);
		to = from == NULL ? NULL : g_date_time_add_years(from, 1);
		break;
	case CL_PERIOD_TOTAL:
	case CL_N_PERIODS:
		spent->from_us = 0;
		spent->to_us = CL_TIME_NEVER;
		return TRUE;
	}
	if (from == NULL || to == NULL)
		return FALSE;
	spent->from_us = g_date_time_to_unix(from) * G_USEC_PER_SEC;
	spent->to_us = g_date_time_to_unix(to) * G_USEC_PER_SEC;
	return TRUE;
}

/* --- counted ----------------------------------------------------------------------------------------- */

typedef struct {
	guint committed, reserved;
} Total;

void
archive_count_once(ClArchive *archive)
{
	archive->spent = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

void
archive_count_always(ClArchive *archive)
{
	g_clear_pointer(&archive->spent, g_hash_table_unref);
}

/* All that is spent of a licence in a period, of whichever use or photo. Who writes keeps it: each new
 * period begins with a publisher, when there is little to count. */
static gboolean
count_all(ClArchive *archive, const ClSpent *spent, Total *total, GError **error)
{
	ClCatalog *catalog = archive->catalog;

	return cl_catalog_count_spent(catalog, spent, &total->committed, &total->reserved, error) &&
		(!cl_catalog_is_writing(catalog) ||
			cl_catalog_keep_count(catalog, spent, total->committed, total->reserved, error));
}

static gboolean
total_of(ClArchive *archive, const ClSpent *spent, Total *total)
{
	g_autofree char *key = archive->spent == NULL
		? NULL
		: g_strdup_printf("%s %" G_GINT64_FORMAT, spent->licence, spent->from_us);
	const Total *there = key == NULL ? NULL : g_hash_table_lookup(archive->spent, key);

	if (there != NULL) {
		*total = *there;
		return TRUE;
	}
	if (!count_all(archive, spent, total, NULL))
		return FALSE;
	if (key != NULL)
		g_hash_table_insert(archive->spent, g_steal_pointer(&key), g_memdup2(total, sizeof *total));
	return TRUE;
}

/* What others have spent is the sum of all without one's own share: with thousands of uses behind one quota,
 * nobody counts them for each. Who holds a place gives none of it to those that came after; who judges many
 * asks after none of their places, and is not milder for it. */
static gboolean
count_others(ClArchive *archive, const ClSpent *spent, ClLicence *licence)
{
	Total total;
	ClSpentOwn own;

	if (!total_of(archive, spent, &total) ||
		!cl_catalog_count_own(archive->catalog, spent, &own, NULL))
		return FALSE;
	licence->quota_spent = total.committed - MIN(own.committed, total.committed);
	licence->quota_reserved = total.reserved - MIN(own.reserved, total.reserved);
	licence->quota_own = spent->by_photo ? own.committed : 0;
	return archive->spent != NULL || own.place_us == G_MAXINT64 || licence->quota_reserved == 0 ||
		cl_catalog_count_before(
			archive->catalog, spent, own.place_us, &licence->quota_reserved, NULL);
}

/* A new contract, or one that counts otherwise now, may have much behind it. */
gboolean
archive_keep_count(ClArchive *archive, const ClLicence *licence, GError **error)
{
	ClSpent spent = { .licence = licence->id, .by_photo = licence->quota_count != CL_COUNT_PUBLICATION };
	Total total;

	return licence->quota == 0 ||
		!archive_quota_period(archive, licence, cl_time_now_us(), &spent) ||
		count_all(archive, &spent, &total, error);
}

static gboolean
keep_all(ClArchive *archive, const GPtrArray *licences, GError **error)
{
	for (guint i = 0; i < licences->len; i++)
		if (!archive_keep_count(archive, licences->pdata[i], error))
			return FALSE;
	return TRUE;
}

gboolean
archive_keep_counts(ClArchive *archive, gboolean anew, GError **error)
{
	/* Contracts that cannot be read are said where somebody asks for them. */
	g_autoptr(GPtrArray) licences = cl_archive_licences(archive, NULL);

	if (licences == NULL)
		return TRUE;
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if ((!anew || cl_catalog_drop_counts(archive->catalog, error)) &&
		keep_all(archive, licences, error) && cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

static void
free_spend(gpointer data)
{
	g_free(((ClSpend *) data)->licence);
	g_free(data);
}

GPtrArray *
archive_spends_new(void)
{
	return g_ptr_array_new_with_free_func(free_spend);
}

void
archive_add_spend(GPtrArray *spends, const char *photo, const char *licence)
{
	ClSpend *spend = g_new0(ClSpend, 1);

	g_strlcpy(spend->photo, photo, sizeof spend->photo);
	spend->licence = g_strdup(licence);
	g_ptr_array_add(spends, spend);
}

static gboolean
has_spend(const GPtrArray *spends, guint n, const ClSpend *asked)
{
	for (guint i = 0; i < n; i++) {
		const ClSpend *spend = spends->pdata[i];

		if (strcmp(spend->licence, asked->licence) == 0 && strcmp(spend->photo, asked->photo) == 0)
			return TRUE;
	}
	return FALSE;
}

/* A use is not among what is spent before it; a picture may be, by another use. */
static gboolean
add_others(ClArchive *archive, ClLicence *licence, const ClSpent *spent, const GPtrArray *spends)
{
	for (guint i = 0; i < spends->len; i++) {
		const ClSpend *other = spends->pdata[i];
		ClSpent theirs = *spent;
		ClSpentOwn own = { 0 };

		if (strcmp(other->licence, licence->id) != 0 ||
			(spent->by_photo &&
				(strcmp(other->photo, spent->photo) == 0 || has_spend(spends, i, other))))
			continue;
		theirs.photo = other->photo;
		if (spent->by_photo && !cl_catalog_count_own(archive->catalog, &theirs, &own, NULL))
			return FALSE;
		licence->quota_reserved += own.committed + own.reserved == 0;
	}
	return TRUE;
}

static guint
n_of(const GPtrArray *spends, const char *licence, const char *photo)
{
	guint n = 0;

	for (guint i = 0; i < spends->len; i++) {
		const ClSpend *spend = spends->pdata[i];

		n += strcmp(spend->licence, licence) == 0 && strcmp(spend->photo, photo) == 0;
	}
	return n;
}

void
archive_count_licence(ClArchive *archive, ClLicence *licence, const char *photo, const char *use,
	gint64 at_us, const GPtrArray *spends)
{
	ClSpent spent = { .licence = licence->id, .by_photo = licence->quota_count != CL_COUNT_PUBLICATION,
		.use = use != NULL ? use : "",
		.photo = photo }; /* a picture that counted once is not counted again */

	if (licence->quota > 0)
		licence->quota_failed = !archive_quota_period(archive, licence, at_us, &spent) ||
			!count_others(archive, &spent, licence) ||
			!add_others(archive, licence, &spent, spends);
	if (licence->uses_allowed > 0) {
		licence->uses_failed = !cl_catalog_count_made(archive->catalog, licence->id, photo,
			use != NULL ? use : "", &licence->uses_made, NULL);
		licence->uses_made += n_of(spends, licence->id, photo);
	}
}

/* --- foreseen ---------------------------------------------------------------------------------------- */

void
cl_quota_forecast_free(ClQuotaForecast *forecast)
{
	if (forecast == NULL)
		return;
	g_free(forecast->licence);
	g_free(forecast);
}

/* 0: not before its period ends. */
static gint64
runs_out(const ClQuotaForecast *forecast, gint64 now_us, gint64 period_ends_us)
{
	guint taken = forecast->committed + forecast->reserved;
	double per_day = forecast->lately / (double) PACE_DAYS;
	double days;

	if (taken >= forecast->quota)
		return now_us;
	if (per_day <= 0)
		return 0;
	days = (forecast->quota - taken) / per_day;
	return days * DAY_US < (double) (period_ends_us - now_us) ? now_us + (gint64) (days * DAY_US) : 0;
}

ClQuotaForecast *
archive_forecast(ClArchive *archive, const ClLicence *licence, gint64 now_us, GError **error)
{
	g_autoptr(ClQuotaForecast) forecast = g_new0(ClQuotaForecast, 1);
	ClSpent spent = { .licence = licence->id, .by_photo = licence->quota_count != CL_COUNT_PUBLICATION };
	ClSpent lately;
	guint reserved;

	if (!archive_quota_period(archive, licence, now_us, &spent)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "licence '%s': its period cannot be counted",
			licence->id);
		return NULL;
	}
	lately = spent;
	lately.from_us = MAX(spent.from_us, now_us - PACE_DAYS * DAY_US);
	lately.to_us = now_us + 1;
	forecast->licence = g_strdup(licence->id);
	forecast->quota = licence->quota;
	if (!cl_catalog_count_spent(
		    archive->catalog, &spent, &forecast->committed, &forecast->reserved, error) ||
		!cl_catalog_count_spent(archive->catalog, &lately, &forecast->lately, &reserved, error))
		return NULL;
	forecast->runs_out_us = runs_out(forecast, now_us, spent.to_us);
	return g_steal_pointer(&forecast);
}

static gboolean
is_used(const GPtrArray *checks, const char *licence)
{
	for (guint i = 0; i < checks->len; i++) {
		const GPtrArray *spends = ((const ClUseCheck *) checks->pdata[i])->verdict->spends;

		for (guint k = 0; k < spends->len; k++)
			if (strcmp(((const ClSpend *) spends->pdata[k])->licence, licence) == 0)
				return TRUE;
	}
	return FALSE;
}

GPtrArray *
archive_forecasts(ClArchive *archive, const GPtrArray *checks, gint64 at_us, GError **error)
{
	g_autoptr(GPtrArray) forecasts =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_quota_forecast_free);
	g_autoptr(GPtrArray) licences = cl_archive_licences(archive, error);

	if (licences == NULL)
		return NULL;
	for (guint i = 0; i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];
		ClQuotaForecast *forecast;

		if (licence->quota == 0 || !is_used(checks, licence->id))
			continue;
		forecast = archive_forecast(
			archive, licence, at_us != 0 ? at_us : cl_time_now_us(), error);
		if (forecast == NULL)
			return NULL;
		g_ptr_array_add(forecasts, forecast);
	}
	return g_steal_pointer(&forecasts);
}
