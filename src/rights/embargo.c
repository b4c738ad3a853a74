/* SPDX-License-Identifier: MIT
 *
 * What several statements of a text say of one embargo: the hour here, the day there.
 */
#include "rules.h"
#include "when.h"

#define MAX_HOURS 20U
#define MAX_DAYS 50U
#define WEEK_US (G_GINT64_CONSTANT(7) * 86400 * G_USEC_PER_SEC)

/* "STRICTLY EMBARGOED", "SPERRFRIST": a heading that says no more than that there is an embargo. "HOLD UNTIL
 * FAMILY INFORMED" says until when in other words, and "HOLD" beside an hour that it lasts. */
static gboolean
is_heading(const ClRestriction *one)
{
	static const char *const more[] = {"hold", "held", "until", "till", "before", "advised", NULL};
	g_autofree char *fold = cl_text_fold(one->text);
	g_auto(GStrv) words = g_strsplit_set(fold, " -:.,/", -1);

	for (guint i = 0; words[i] != NULL; i++)
		if (g_strv_contains(more, words[i]))
			return FALSE;
	return TRUE;
}

/* "STRICTLY EMBARGOED. NOT FOR RELEASE UNTIL …" is one embargo: the hour belongs to both statements. What
 * states another end stands beside it, and the stricter holds. */
void
rights_join_embargoes(GPtrArray *restrictions)
{
	gboolean dated = FALSE;

	for (guint i = 0; i < restrictions->len; i++) {
		const ClRestriction *one = restrictions->pdata[i];

		dated = dated || (one->code == CL_RESTRICTION_EMBARGO && one->at_us != 0);
	}
	for (guint i = restrictions->len; dated && i-- > 0;) {
		const ClRestriction *one = restrictions->pdata[i];

		if (one->code == CL_RESTRICTION_EMBARGO && one->at_us == 0 && is_heading(one))
			g_ptr_array_remove_index(restrictions, i);
	}
}

/* The hour that an embargo states without a day, read again where it stands. */
static gboolean
read_bare_hour(const RightsTokens *tokens, const ClRestriction *one, RightsWhen *hour)
{
	guint end;

	for (guint i = 0; i < tokens->tokens->len && rights_token(tokens, i)->end <= one->end; i++) {
		if (rights_token(tokens, i)->start < one->start || !rights_when_read(tokens, i, hour, &end))
			continue;
		if (hour->has_time)
			return !rights_when_has_day(hour);
		/* The year of a date is no hour. */
		i = end - 1;
	}
	return FALSE;
}

/* By byte: is it of a phrase that was understood? */
static gboolean *
mark_read(const RightsTokens *tokens, const GPtrArray *restrictions)
{
	gboolean *read = g_new0(gboolean, tokens->n_bytes + 1);

	for (guint i = 0; i < restrictions->len; i++) {
		const ClRestriction *one = restrictions->pdata[i];

		if (one->code != CL_RESTRICTION_INFORMATION && one->code != CL_RESTRICTION_UNPARSED)
			for (guint at = one->start; at < one->end; at++)
				read[at] = TRUE;
	}
	return read;
}

/* In prose many days are named: one that has a date. */
static gboolean
is_day(const RightsWhen *when, gboolean caption)
{
	return caption ? when->day != 0 && when->month != 0 : rights_when_has_day(when);
}

/* Days that no phrase took, in the order of the text. */
static GArray *
find_days(const RightsTokens *tokens, const GPtrArray *restrictions, gboolean caption)
{
	g_autofree gboolean *read = mark_read(tokens, restrictions);
	GArray *days = g_array_new(FALSE, FALSE, sizeof(RightsWhen));
	RightsWhen when;
	guint end;

	for (guint i = 0; i < tokens->tokens->len && days->len <= MAX_DAYS; i++)
		if (!read[rights_token(tokens, i)->start] && rights_when_read(tokens, i, &when, &end) &&
			is_day(&when, caption))
			g_array_append_val(days, when);
	return days;
}

static void
doubt_hour(ClRestriction *one, const RightsWhen *hour, const GArray *days, const ClRightsTimes *times)
{
	for (guint i = 0; i < days->len; i++) {
		RightsWhen when = g_array_index(days, RightsWhen, i);

		when.has_time = when.doubtful = TRUE;
		when.clock = hour->clock;
		when.n_more = 0;
		rights_defer(one, &when, times);
		/* "NEXT TUESDAY" on a Tuesday. */
		if (one->certain && when.weekday != 0 && when.day == 0) {
			one->certain = FALSE;
			one->confidence = MIN(one->confidence, 0.5);
			one->latest_us = one->at_us + WEEK_US;
		}
	}
}

/* "EMBARGO 1400 GMT. DEC 3": a later day that no other phrase took may be the day of the hour. Then it binds,
 * and is not sure. What has more hours or days than anybody writes is not sure either. */
void
rights_doubt_hours(const RightsTokens *tokens, const ClRightsTimes *times, gboolean caption,
	GPtrArray *restrictions)
{
	g_autoptr(GArray) days = NULL;
	guint n = 0;

	for (guint i = 0; i < restrictions->len; i++) {
		ClRestriction *one = restrictions->pdata[i];
		RightsWhen hour;

		if (one->code != CL_RESTRICTION_EMBARGO || one->at_us == 0)
			continue;
		if (n < MAX_HOURS && !read_bare_hour(tokens, one, &hour))
			continue;
		if (days == NULL)
			days = find_days(tokens, restrictions, caption);
		if (n++ < MAX_HOURS && days->len <= MAX_DAYS)
			doubt_hour(one, &hour, days, times);
		else
			one->certain = FALSE;
	}
}
