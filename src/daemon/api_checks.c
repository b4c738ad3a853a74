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

/* What is looked at together. */
typedef struct {
	ApiCall *call;
	const ClCheck *ask;
	ClPageReport *report;
	GHashTable *places; /* id of a photo: the number of the picture that shows it first */
	GHashTable *again;  /* ids that several show */
} Checks;

/* A picture of which nothing can be found out is denied, and the others are answered. */
static void
write_failed(ApiCall *call, const char *photo, const GError *error)
{
	g_autofree char *words = api_words(error->message);
	ClJson *json = call->json;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "photo", photo);
	cl_json_string(json, "verdict", cl_verdict_name(CL_VERDICT_DENY));
	cl_json_begin_array(json, "reasons");
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "code", "UNKNOWN_PICTURE");
	cl_json_string(json, "severity", cl_severity_name(CL_SEVERITY_DENY));
	cl_json_string(json, "message", words);
	cl_json_begin_object(json, "origin");
	cl_json_string(json, "kind", cl_reason_origin_name(CL_ORIGIN_OF_RULE));
	cl_json_string(json, "source", "checks");
	cl_json_string(json, "field", "photo");
	cl_json_int(json, "start", 0);
	cl_json_int(json, "end", (gint64) strlen(photo));
	cl_json_string(json, "text", photo);
	cl_json_end_object(json);
	cl_json_string(json, "fix",
		"Name a photo of the archive: `cutline search …`, or take it in: `cutline ingest`");
	cl_json_end_object(json);
	cl_json_end_array(json);
	cl_json_begin_object(json, "error");
	cl_json_string(json, "code", cl_error_name(error));
	cl_json_string(json, "message", words);
	cl_json_end_object(json);
	cl_json_end_object(json);
}

/* Where it stands already; NULL: here for the first time. */
static char *
note_place(Checks *checks, const char *id, guint number)
{
	guint first = GPOINTER_TO_UINT(g_hash_table_lookup(checks->places, id));

	if (first == 0) {
		g_hash_table_insert(checks->places, g_strdup(id), GUINT_TO_POINTER(number));
		return NULL;
	}
	g_hash_table_add(checks->again, g_strdup(id));
	return g_strdup_printf("pictures %u and %u", MIN(first, number), MAX(first, number));
}

/* FALSE: what is wrong is not this picture's. */
static gboolean
check_named(Checks *checks, const ChecksPicture *picture, guint number, GError **error)
{
	ApiCall *call = checks->call;
	ClCheck check = *checks->ask;
	ClVerdictKind kind = CL_VERDICT_DENY;
	g_autoptr(GError) why = NULL;
	g_autofree char *again = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;

	check.credit_printed = picture->credit;
	check.crop = picture->crop;
	check.alter = picture->alter;
	if (picture->placement != NULL)
		check.placement = picture->placement;
	if (!cl_archive_find(call->archive, picture->photo, id, &version, &why)) {
		write_failed(call, picture->photo, why);
		checks->report->n_unmatched++;
	} else {
		check.again = again = note_place(checks, id, number);
		if (!write_check(call, id, &check, &kind, error))
			return FALSE;
	}
	checks->report->n_pictures++;
	checks->report->n_credited += picture->credit != NULL;
	checks->report->verdict = MAX(checks->report->verdict, kind);
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

/* Those that are told were looked at together before; the named ones are held against them. */
static void
note_told(Checks *checks, const ChecksBody *body)
{
	for (guint i = 0; i < body->pictures->len; i++) {
		const ChecksPicture *picture = body->pictures->pdata[i];
		const ClPageChecked *checked =
			picture->photo == NULL ? find_checked(checks->report, picture->printed) : NULL;

		if (checked != NULL && checked->photo[0] != '\0')
			g_free(note_place(checks, checked->photo, i + 1));
	}
}

static gboolean
write_items(Checks *checks, const ChecksBody *body, GError **error)
{
	g_autoptr(GPtrArray) credits = g_ptr_array_new();
	ClPageReport *report = checks->report;
	guint n_told;

	note_told(checks, body);
	n_told = g_hash_table_size(checks->places);
	for (guint i = 0; i < body->pictures->len; i++) {
		const ChecksPicture *picture = body->pictures->pdata[i];

		g_ptr_array_add(credits, picture->credit);
		if (picture->photo == NULL)
			cl_json_write_page_picture(
				checks->call->json, NULL, find_checked(report, picture->printed));
		else if (!check_named(checks, picture, i + 1, error))
			return FALSE;
	}
	cl_page_report_add_credits(report, credits);
	report->n_photos += g_hash_table_size(checks->places) - n_told;
	report->n_reused = MAX(report->n_reused, g_hash_table_size(checks->again));
	return TRUE;
}

/* Names in two spellings are looked for in all credits. */
static ClPageReport *
check_told(ApiCall *call, ChecksBody *body, const ClCheck *ask, GError **error)
{
	for (guint i = 0; i < body->pictures->len; i++) {
		const ChecksPicture *picture = body->pictures->pdata[i];

		if (picture->credit != NULL)
			g_ptr_array_add(body->page->texts, g_strdup(picture->credit));
	}
	return cl_archive_check_printed(call->archive, g_steal_pointer(&body->page), ask, error);
}

static gboolean
check_all(ApiCall *call, ChecksBody *body, const ClCheck *ask, GError **error)
{
	g_autoptr(ClPageReport) report = check_told(call, body, ask, error);
	g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) again = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Checks checks = { call, ask, report, places, again };

	if (report == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	if (!write_items(&checks, body, error))
		return FALSE;
	cl_json_end_array(call->json);
	cl_json_string(call->json, "verdict", cl_verdict_name(report->verdict));
	cl_json_write_page_counts(call->json, "summary", report);
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
