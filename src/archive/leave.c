/* SPDX-License-Identifier: MIT
 *
 * What stands against taking a photo out of the archive: it is killed, held, its source is
 * protected, or the verdict denies it (policy §1.5, §2, §5). For use in the house a copy of what is
 * denied can be had, recorded; what is withdrawn cannot: only its untouched original, by force, as
 * evidence or for the person who must judge it. How a file is made is not known here.
 */
#include "leave.h"
#include "composite.h"
#include "story_check.h"

#include <cutline/clearance.h>

#include <string.h>

/* "10 March 2024", in the archive's zone and in English whatever the locale. */
char *
archive_day_text(ClArchive *archive, gint64 time_us)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time_us / G_USEC_PER_SEC);
	g_autoptr(GDateTime) local =
		utc == NULL ? NULL : g_date_time_to_timezone(utc, archive->zone);

	if (local == NULL)
		return g_strdup("an unknown day");
	return g_strdup_printf("%d %s %d", g_date_time_get_day_of_month(local),
		cl_month_name(g_date_time_get_month(local)), g_date_time_get_year(local));
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
refuse_usage(GError **error, const char *message)
{
	g_set_error_literal(error, CL_ERROR, CL_ERROR_USAGE, message);
	return FALSE;
}

static gboolean
check_request(const ClExport *request, GError **error)
{
	if (request->force && request->internal)
		return refuse_usage(error,
			"--force gives the original as evidence, --internal a copy for the house; choose "
			"one of them");
	if (request->internal && request->reason != NULL && cl_text_is_blank(request->reason))
		return refuse_usage(error, "--reason is empty; write for whom in the house, and why");
	if (!request->force)
		return TRUE;
	if (request->kind != CL_EXPORT_ORIGINAL)
		return refuse_usage(error, "--force is for --as original; nothing else can be had by it");
	return (request->reason != NULL && !cl_text_is_blank(request->reason)) ||
		refuse_usage(error, "--force needs a reason for the history; write --reason \"…\"");
}

/* --- the verdict ------------------------------------------------------------------------------- */

/* Of the photo, or of the use as it is printed. */
static ClVerdict *
ask_verdict(ClArchive *archive, const ClPhotoRow *photo, const ClUseRow *use, const char *channel,
	GError **error)
{
	const ClStoryAsk asked = { .channel = channel };
	const ArchiveAsk ask = { .asked = &asked };
	const ClCheck plain = { .channel = channel };
	g_autoptr(ClStoryRow) story = NULL;
	ClStoryItem item = { .use = (ClUseRow *) use };
	ClVerdict *verdict;

	if (use == NULL)
		return cl_archive_check(archive, photo->id, &plain, error);
	story = archive_need_story(archive, use->story, error);
	if (story == NULL || !archive_printed_texts(archive, use, story->language, item.printed, error))
		return NULL;
	verdict = archive_use_verdict(archive, story, &item, &ask, error);
	archive_clear_texts(item.printed);
	return verdict;
}

static gboolean
is_withdrawn(const ClReason *reason)
{
	return reason->stop && (strcmp(cl_reason_name(reason->code), "KILLED") == 0 ||
				       strcmp(cl_reason_name(reason->code), "WITHHELD") == 0);
}

/* Every reason in one line, each with its remedy, the gravest first. */
static gboolean
refuse_verdict(const ClPhotoRow *photo, const ClVerdict *verdict, const ClExport *request, gboolean withdrawn,
	GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];

		if (reason->severity == CL_SEVERITY_NOTE)
			continue;
		g_string_append_printf(text, "%s%s %s %s", text->len == 0 ? "" : " · ",
			cl_reason_name(reason->code), reason->message, reason->fix);
	}
	g_set_error(error, CL_ERROR,
		verdict->verdict == CL_VERDICT_DENY ? CL_ERROR_DENIED : CL_ERROR_REVIEW,
		"photo %s stays in (%s): %s%s", photo->id, cl_verdict_name(verdict->verdict), text->str,
		withdrawn ? by_force(request)
			  : ". A copy for the house only, recorded: --internal --reason \"…\"");
	return FALSE;
}

/* The stage changes what a verdict does, as at publication; what is stopped is stopped in each. */
static gboolean
obey(const ClPhotoRow *photo, const ClVerdict *verdict, const ClExport *request, GError **error)
{
	gboolean withdrawn = FALSE;

	for (guint i = 0; i < verdict->reasons->len; i++)
		withdrawn = withdrawn || is_withdrawn(verdict->reasons->pdata[i]);
	if (!withdrawn && (request->internal || verdict->verdict == CL_VERDICT_ALLOW))
		return TRUE;
	if (!verdict->stop && (verdict->stage == CL_STAGE_OBSERVE ||
				      (verdict->stage == CL_STAGE_WARN &&
					      verdict->verdict == CL_VERDICT_REVIEW)))
		return TRUE;
	return refuse_verdict(photo, verdict, request, withdrawn, error);
}

/* It is out, and somebody answered for it: a template that asks for its words again gets them until it is
 * stopped. A verdict is about what is still to be published. */
static gboolean
is_out(const ClUseRow *use, const ClExport *request, const ClVerdict *verdict)
{
	return use != NULL && use->state == CL_USE_PUBLISHED && request->kind > CL_EXPORT_JPEG &&
		!verdict->stop;
}

gboolean
archive_may_be_shown(ClArchive *archive, const ClPhotoRow *photo, const ClExport *request, GError **error)
{
	if (strcmp(photo->state, "killed") == 0)
		return refuse_killed(archive, photo, request, error);
	return strcmp(photo->state, "ok") == 0 || refuse_held(photo, request, error);
}

/* --- as a rendition ---------------------------------------------------------------------------- */

static void
take_row(const ClDelivered *row, gpointer data)
{
	*(ClDelivered *) data = *row;
}

/* The hold that stops it, of it or of a part: *of. */
static ClHold *
find_hold(ClArchive *archive, const char *id, GPtrArray *parts, const char **of)
{
	gint64 now_us = cl_time_now_us();
	ClHold *hold = cl_catalog_get_hold(archive->catalog, id, now_us, NULL);

	*of = id;
	for (guint i = 0; hold == NULL && parts != NULL && i < parts->len; i++) {
		*of = parts->pdata[i];
		hold = cl_catalog_get_hold(archive->catalog, *of, now_us, NULL);
	}
	return hold;
}

static gboolean
refuse_on_hold(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) parts = archive_all_parts(archive, id, NULL);
	const char *of;
	g_autoptr(ClHold) hold = find_hold(archive, id, parts, &of);
	g_autofree char *day = hold == NULL ? NULL : archive_day_text(archive, hold->at_us);
	gboolean own = strcmp(of, id) == 0;

	g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
		"LEGAL_HOLD photo %s is %s%s%son legal hold%s%s: \"%s\". Only the legal desk ends it: "
		"cutline history %s names who set it",
		id, own ? "" : "made of ", own ? "" : of, own ? "" : ", which is ",
		day != NULL ? " since " : "", day != NULL ? day : "",
		hold != NULL ? hold->reason : "", of);
	return FALSE;
}

static gboolean
refuse_taken_down(ClArchive *archive, const ClDelivered *row, GError **error)
{
	g_autofree char *day = archive_day_text(archive, row->instants.take_down_us);

	g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
		"TAKE_DOWN photo %s is not to be shown any more since %s; the words stand in: "
		"cutline check %s. Ask the source for longer use and record it: "
		"cutline grant %s --until … --reason \"…\"",
		row->id, day, row->id, row->id);
	return FALSE;
}

/* The same shadow as delivery asks. */
gboolean
archive_may_be_rendered(ClArchive *archive, const ClPhotoRow *photo, gint64 *release_us, GError **error)
{
	const ClExport request = { .kind = CL_EXPORT_JPEG };
	ClDelivered row = { .rev = 0 };
	gint64 now_us = cl_time_now_us();

	*release_us = 0;
	if (!archive_may_be_shown(archive, photo, &request, error) ||
		!cl_catalog_each_delivered(archive->catalog, photo->id, take_row, &row, error))
		return FALSE;
	if (row.instants.hold_until_us > now_us)
		return refuse_on_hold(archive, photo->id, error);
	if (row.instants.take_down_us != 0 && row.instants.take_down_us <= now_us)
		return refuse_taken_down(archive, &row, error);
	if (row.instants.release_us > now_us)
		*release_us = row.instants.release_us;
	return TRUE;
}

/* --- all of it ---------------------------------------------------------------------------------- */

gboolean
archive_may_leave(ClArchive *archive, const ClPhotoRow *photo, const ClUseRow *use, const ClExport *request,
	ClVerdict **verdict, GError **error)
{
	*verdict = NULL;
	if (!check_request(request, error))
		return FALSE;
	if (request->force)
		return TRUE;
	if (!archive_may_be_shown(archive, photo, request, error))
		return FALSE;
	if (photo->source_sensitive && request->kind == CL_EXPORT_ORIGINAL)
		return refuse_protected(photo, error);
	*verdict = ask_verdict(archive, photo, use, request->internal ? "internal" : NULL, error);
	return *verdict != NULL &&
		(is_out(use, request, *verdict) || obey(photo, *verdict, request, error));
}
