/* SPDX-License-Identifier: MIT
 *
 * How far the quotas of a story's licences are spent, and when they will be at the pace of the last
 * four weeks. What a quota means for a use is the verdict's; spending is counted in the transaction of
 * who publishes, where no other publisher counts at the same time.
 */
#include "rights.h"
#include "story_check.h"

#include <string.h>

#define DAY_US (G_GINT64_CONSTANT(86400) * G_USEC_PER_SEC)
#define PACE_DAYS 28

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

static ClQuotaForecast *
forecast_of(ClArchive *archive, const ClLicence *licence, gint64 now_us, GError **error)
{
	g_autoptr(ClQuotaForecast) forecast = g_new0(ClQuotaForecast, 1);
	ClSpent spent = { .licence = licence->id, .by_photo = licence->quota_count == CL_COUNT_PHOTO,
		.use = "" };
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
		const ClUseCheck *check = checks->pdata[i];

		if (g_strcmp0(check->verdict->licence, licence) == 0)
			return TRUE;
	}
	return FALSE;
}

GPtrArray *
archive_forecasts(ClArchive *archive, const GPtrArray *checks, GError **error)
{
	g_autoptr(GPtrArray) forecasts =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_quota_forecast_free);
	g_autoptr(GPtrArray) licences = cl_archive_licences(archive, error);
	gint64 now_us = cl_time_now_us();

	if (licences == NULL)
		return NULL;
	for (guint i = 0; i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];
		ClQuotaForecast *forecast;

		if (licence->quota == 0 || !is_used(checks, licence->id))
			continue;
		forecast = forecast_of(archive, licence, now_us, error);
		if (forecast == NULL)
			return NULL;
		g_ptr_array_add(forecasts, forecast);
	}
	return g_steal_pointer(&forecasts);
}
