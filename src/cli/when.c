/* SPDX-License-Identifier: MIT
 *
 * Instants as people type them.
 */
#include <cutline/error.h>
#include <cutline/time.h>
#include <string.h>
#include "command.h"

/* "18:01Z": of today. */
static gboolean
read_clock(const char *text, gint64 *time_us)
{
	g_autofree char *today = cl_time_format(cl_time_now_us());
	g_autofree char *whole = NULL;

	if (strlen(text) != 6 || text[2] != ':' || text[5] != 'Z')
		return FALSE;
	whole = g_strdup_printf("%.10sT%s", today, text);
	return cl_time_parse(whole, time_us);
}

static gboolean
read_day(GTimeZone *zone, const char *text, gboolean last, gint64 *time_us)
{
	ClDate date;
	g_autoptr(GDateTime) day = NULL;
	g_autoptr(GDateTime) end = NULL;

	if (!cl_date_parse(text, &date) || date.day == 0 || date.has_zone)
		return FALSE;
	day = g_date_time_new(
		zone, date.year, date.month, date.day, date.hour, date.minute, date.second);
	if (!day)
		return FALSE;
	end = last && !date.has_time ? g_date_time_add_days(day, 1) : g_date_time_ref(day);
	*time_us = g_date_time_to_unix(end) * G_USEC_PER_SEC;
	return TRUE;
}

gboolean
cli_read_time(const CliCall *call, const char *option, const char *text, gboolean last,
	gint64 *time_us, GError **error)
{
	if (strcmp(text, "now") == 0) {
		*time_us = cl_time_now_us();
		return TRUE;
	}
	if (cl_time_parse(text, time_us) || read_clock(text, time_us) ||
		read_day(cl_archive_zone(call->archive), text, last, time_us))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"--%s takes a day (2026-12-31), an instant (2026-12-31T18:00Z), an hour of today "
		"(18:01Z) or "
		"now, not '%s'",
		option, text);
	return FALSE;
}
