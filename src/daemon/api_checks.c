/* SPDX-License-Identifier: MIT
 *
 * /api/v1: may these pictures be used, here, now, like this? One photo as `cutline check`; many at once,
 * for a CMS before it publishes, as `check` or, where a page only tells what it prints, as `check-page`.
 */
#include "api.h"

#include "checks_body.h"

#include <cutline/clearance.h>
#include <cutline/pagecheck.h>
#include <cutline/story.h>
#include <string.h>

static gboolean
write_check(ApiCall *call, const char *text, const ClCheck *check, ClVerdictKind *kind, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;
	g_autoptr(ClVerdict) verdict = cl_archive_find(call->archive, text, id, &version, error)
		? cl_archive_check(call->archive, id, check, error)
		: NULL;

	if (verdict == NULL)
		return FALSE;
	*kind = verdict->verdict;
	cl_json_write_verdict(call->json, NULL, id, verdict, cl_archive_rights_version(call->archive));
	return TRUE;
}

gboolean
api_check(ApiCall *call, GError **error)
{
	ClCheck check = { .outlet = api_text(call, "outlet"), .channel = api_text(call, "channel"),
		.territory = api_text(call, "territory"), .story = api_text(call, "story"),
		.section = api_text(call, "section"), .placement = api_text(call, "placement"),
		.credit_printed = api_text(call, "credit"),
		.crop = api_flag(call, "crop"), .alter = api_flag(call, "alter"),
		.published = api_flag(call, "published") };
	ClVerdictKind kind;

	return api_time(call, "at", &check.at_us, error) &&
		write_check(call, call->vars[0], &check, &kind, error);
}

/* --- many ---------------------------------------------------------------------------------------------- */

/* A picture of which nothing can be found out is denied, and the others are answered. */
static void
write_failed(ApiCall *call, const char *photo, const GError *error)
{
	g_autofree char *words = api_words(error->message);

	cl_json_begin_object(call->json, NULL);
	cl_json_string(call->json, "photo", photo);
	cl_json_string(call->json, "verdict", cl_verdict_name(CL_VERDICT_DENY));
	cl_json_begin_object(call->json, "error");
	cl_json_string(call->json, "code", cl_error_name(error));
	cl_json_string(call->json, "message", words);
	cl_json_end_object(call->json);
	cl_json_end_object(call->json);
}

/* FALSE: what is wrong is not this picture's. */
static gboolean
check_named(ApiCall *call, const ChecksPicture *picture, const ClCheck *ask, ClVerdictKind *worst,
	GError **error)
{
	ClCheck check = *ask;
	ClVerdictKind kind = CL_VERDICT_DENY;
	g_autoptr(GError) why = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;

	check.credit_printed = picture->credit;
	check.crop = picture->crop;
	check.alter = picture->alter;
	if (picture->placement != NULL)
		check.placement = picture->placement;
	if (!cl_archive_find(call->archive, picture->photo, id, &version, &why)) {
		write_failed(call, picture->photo, why);
	} else if (!write_check(call, id, &check, &kind, &why)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	*worst = MAX(*worst, kind);
	return TRUE;
}

static const ClPageChecked *
find_checked(const ClPageReport *report, const ClPrintedPicture *printed)
{
	for (guint i = 0; i < report->pictures->len; i++) {
		const ClPageChecked *checked = report->pictures->pdata[i];

		if (checked->picture == printed)
			return checked;
	}
	g_assert_not_reached();
}

static gboolean
check_all(ApiCall *call, ChecksBody *body, const ClCheck *ask, GError **error)
{
	g_autoptr(ClPageReport) report = body->page->pictures->len == 0
		? NULL
		: cl_archive_check_printed(call->archive, g_steal_pointer(&body->page), ask, error);
	ClVerdictKind worst = report != NULL ? report->verdict : CL_VERDICT_ALLOW;

	if (report == NULL && body->page == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < body->pictures->len; i++) {
		const ChecksPicture *picture = body->pictures->pdata[i];

		if (picture->photo == NULL)
			cl_json_write_page_picture(
				call->json, NULL, find_checked(report, picture->printed));
		else if (!check_named(call, picture, ask, &worst, error))
			return FALSE;
	}
	cl_json_end_array(call->json);
	cl_json_string(call->json, "verdict", cl_verdict_name(worst));
	if (report != NULL)
		cl_json_write_page_counts(call->json, "summary", report);
	else
		cl_json_null(call->json, "summary");
	cl_json_end_object(call->json);
	return TRUE;
}

/* A slip in its name is the caller's, whatever the pictures are: nothing is judged without it. */
static gboolean
need_story(ApiCall *call, const char *slug, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (slug == NULL || cl_archive_has_story(call->archive, slug, &why))
		return TRUE;
	if (g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND))
		g_set_error_literal(error, CL_ERROR, CL_ERROR_USAGE, why->message);
	else
		g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
api_checks(ApiCall *call, GError **error)
{
	const GByteArray *bytes = call->request->body;
	g_autoptr(ChecksBody) body = checks_body_parse(bytes != NULL ? (const char *) bytes->data : "",
		bytes != NULL ? (gssize) bytes->len : 0, error);
	ClCheck ask = { 0 };

	if (body == NULL || !need_story(call, body->story, error))
		return FALSE;
	ask = (ClCheck){ .outlet = body->outlet, .channel = body->channel, .territory = body->territory,
		.story = body->story, .section = body->section, .placement = body->placement,
		.published = body->published };
	return api_read_time(call, "at", body->at, FALSE, &ask.at_us, error) &&
		check_all(call, body, &ask, error);
}
