/* SPDX-License-Identifier: MIT
 *
 * Papers that end: licences, with the uses that rest on them; quotas at the pace of the last four weeks;
 * people on the house list. Each is one line of its own, whether pictures rest on it or not.
 */
#include "expiring_private.h"
#include "rights.h"

#include <cutline/clearance.h>

#define DAY_US (24 * G_TIME_SPAN_HOUR)

static gboolean
tell(ExpiringLook *look, const char *licence, const char *person, gint64 at_us, ClVerdictKind then,
	const char *code, const char *message, const char *fix, GError **error)
{
	const ClExpiring expiring = { .licence = licence, .person = person, .at_us = at_us,
		.before = CL_VERDICT_ALLOW, .after = then, .code = code, .message = message, .fix = fix };

	return expiring_tell(look, &expiring, error);
}

static const char *
name_of(const ClLicence *licence)
{
	return licence->name != NULL ? licence->name : licence->id;
}

/* The last day that counts: an end is the instant after it. */
static char *
last_day(ExpiringLook *look, gint64 until_us)
{
	return archive_day_text(look->archive, until_us - 1);
}

/* --- licences ------------------------------------------------------------------------------------ */

static gboolean
tell_end(ExpiringLook *look, const ClLicence *licence, guint n_live, GError **error)
{
	g_autofree char *day = last_day(look, licence->until_us);
	g_autofree char *rest = licence->by_capture
		? g_strdup("pictures taken later are not covered by it")
		: g_strdup_printf("it allows no new use then; %u live use%s on it", n_live,
			  n_live == 1 ? " rests" : "s rest");
	g_autofree char *message =
		g_strdup_printf("%s ends with %s: %s.", name_of(licence), day, rest);
	g_autofree char *fix = g_strdup_printf(
		"Renew it: `cutline licence show %s > licence.json`, change \"until\", "
		"`cutline licence set licence.json`; or replace the pictures",
		licence->id);

	return tell(look, licence->id, NULL, licence->until_us, CL_VERDICT_DENY,
		cl_reason_name(CL_REASON_NOT_COVERED), message, fix, error);
}

/* Its end, and the end of its archive tail. */
static gboolean
look_at_end(ExpiringLook *look, const ClLicence *licence, GError **error)
{
	gint64 tail_us = licence->until_us + licence->archive_tail_days * DAY_US;
	guint n_live = 0;

	if (licence->until_us == 0)
		return TRUE;
	if (expiring_in_window(look, licence->until_us) &&
		((!licence->by_capture && !expiring_uses_on(look, licence->id, licence->until_us, &n_live,
						 error)) ||
			!tell_end(look, licence, n_live, error)))
		return FALSE;
	return licence->by_capture || licence->archive_tail_days <= 0 ||
		!expiring_in_window(look, tail_us) ||
		expiring_uses_on(look, licence->id, tail_us, &n_live, error);
}

static char *
quota_text(ExpiringLook *look, const ClLicence *licence, const ClQuotaForecast *forecast, gboolean full)
{
	g_autofree char *day = archive_day_text(look->archive, forecast->runs_out_us);
	g_autofree char *when = full
		? g_strdup("is spent")
		: g_strdup_printf("will be spent on %s at the pace of the last four weeks", day);

	return g_strdup_printf("The quota of %s %s: %u of %u spent, %u reserved.", name_of(licence), when,
		forecast->committed, forecast->quota, forecast->reserved);
}

/* Full, or full before the time that is asked about. What is over spends nothing any more. */
static gboolean
look_at_quota(ExpiringLook *look, const ClLicence *licence, GError **error)
{
	g_autoptr(ClQuotaForecast) forecast = NULL;
	g_autofree char *message = NULL;
	gboolean full;

	if (licence->quota == 0 || (licence->until_us != 0 && licence->until_us <= look->from_us))
		return TRUE;
	forecast = archive_forecast(look->archive, licence, look->from_us, error);
	if (forecast == NULL)
		return FALSE;
	full = forecast->committed + forecast->reserved >= forecast->quota;
	if (!full && !expiring_in_window(look, forecast->runs_out_us))
		return TRUE;
	message = quota_text(look, licence, forecast, full);
	return tell(look, licence->id, NULL, forecast->runs_out_us, CL_VERDICT_DENY,
		cl_reason_name(CL_REASON_QUOTA), message,
		"Buy more of it, take pictures of others, or plan single purchases: "
		"`cutline licence template purchase > purchase.json`",
		error);
}

static gboolean
look_at_licences(ExpiringLook *look, GError **error)
{
	g_autoptr(GPtrArray) licences = cl_archive_licences(look->archive, error);

	for (guint i = 0; licences != NULL && i < licences->len; i++)
		if (!look_at_end(look, licences->pdata[i], error) ||
			!look_at_quota(look, licences->pdata[i], error))
			return FALSE;
	return licences != NULL;
}

/* --- the house list ------------------------------------------------------------------------------ */

/* The list counts by the day of capture: pictures that are there stay ours. */
static gboolean
look_at_person(const char *name, gint64 until_us, gpointer data, GError **error)
{
	ExpiringLook *look = data;
	g_autofree char *day = NULL;
	g_autofree char *message = NULL;

	if (!expiring_in_window(look, until_us))
		return TRUE;
	day = last_day(look, until_us);
	message = g_strdup_printf(
		"%s stands on the house list until %s: pictures taken later are not the house's own.", name,
		day);
	return tell(look, NULL, name, until_us, CL_VERDICT_REVIEW,
		cl_reason_name(CL_REASON_HOUSE_UNLISTED), message,
		"If the agreement goes on: `cutline licence template staff > name.json`, fill it in, "
		"`cutline licence set name.json`",
		error);
}

gboolean
expiring_papers(ExpiringLook *look, GError **error)
{
	return look_at_licences(look, error) &&
		archive_house_ends(look->archive, look_at_person, look, error);
}
