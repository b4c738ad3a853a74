/* SPDX-License-Identifier: MIT
 *
 * /api/v1/stories: stories as such, before and at publication. What stands in them: api_uses.c. Each is
 * the command of the same name; If-Match names the revision of the story that was seen.
 */
#include "api.h"

#include <cutline/secret.h>
#include <cutline/text.h>
#include <cutline/time.h>
#include <string.h>

#define DEFAULT_LIMIT 50

/* With its revision, for If-Match of what follows. */
gboolean
api_answer_story(ApiCall *call, const char *slug, guint status, GError **error)
{
	g_autoptr(ClStoryShown) shown = cl_archive_story(call->archive, slug, error);
	g_autofree char *text = NULL;

	if (shown == NULL)
		return FALSE;
	cl_json_write_story(call->json, NULL, shown);
	text = cl_json_take(call->json);
	call->answer = http_answer_new_text(status, "application/json", text);
	http_answer_add_format(call->answer, "ETag", "\"%" G_GINT64_FORMAT "\"", shown->story->rev);
	http_answer_add(call->answer, "Cache-Control", "private, no-store");
	return TRUE;
}

/* --- as such ------------------------------------------------------------------------------------- */

/* Newest first: a page begins before the last of the page before. */
static gint64
read_cursor(ApiCall *call)
{
	const char *text = api_text(call, "cursor");
	guint64 before_us = 0;

	if (text != NULL && cl_unbase64url(text, strlen(text), &before_us, sizeof before_us))
		return (gint64) (GUINT64_FROM_BE(before_us) & G_MAXINT64);
	return 0;
}

gboolean
api_stories(ApiCall *call, GError **error)
{
	guint limit = (guint) api_number(call, "limit", DEFAULT_LIMIT);
	g_autoptr(GPtrArray) stories =
		cl_archive_stories(call->archive, read_cursor(call), limit, error);
	g_autofree char *cursor = NULL;

	if (stories == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < stories->len; i++)
		cl_json_write_story_row(call->json, NULL, stories->pdata[i]);
	cl_json_end_array(call->json);
	if (stories->len == limit) {
		const ClStoryRow *last = stories->pdata[limit - 1];
		guint64 big = GUINT64_TO_BE((guint64) last->added_us);

		cursor = cl_base64url(&big, sizeof big);
	}
	cl_json_string(call->json, "next", cursor);
	cl_json_end_object(call->json);
	return TRUE;
}

static void
read_change(ApiCall *call, ClStoryChange *change)
{
	*change = (ClStoryChange){ api_text(call, "title"), api_text(call, "outlet"),
		api_text(call, "language"), api_text(call, "section") };
}

gboolean
api_story_new(ApiCall *call, GError **error)
{
	ClStoryChange change;
	g_autoptr(ClStoryRow) story = NULL;

	read_change(call, &change);
	story = cl_archive_story_new(call->archive, api_text(call, "slug"), &change, error);
	return story != NULL && api_answer_story(call, story->slug, 201, error);
}

gboolean
api_story(ApiCall *call, GError **error)
{
	return api_answer_story(call, call->vars[0], 200, error);
}

/* For those that either of them names, and for everybody else. */
static gboolean
is_milder(const ClOutlet *then, const ClOutlet *now)
{
	const GStrv named[] = { then->stage_suppliers, now->stage_suppliers };
	gboolean milder = then->stage < now->stage;

	for (gsize k = 0; k < G_N_ELEMENTS(named); k++)
		for (guint i = 0; named[k] != NULL && named[k][i] != NULL; i++)
			milder |= cl_outlet_stage(then, named[k][i]) < cl_outlet_stage(now, named[k][i]);
	return milder;
}

/* Under a milder stage more is published: that is a decision about rights, as `despite` is. */
static gboolean
may_move(ApiCall *call, const char *outlet, GError **error)
{
	g_autoptr(ClStoryShown) shown = NULL;
	g_autoptr(ClOutlet) now = NULL;
	g_autoptr(ClOutlet) then = NULL;

	if (outlet == NULL || call->role >= CL_ROLE_RIGHTS)
		return TRUE;
	shown = cl_archive_story(call->archive, call->vars[0], error);
	now = shown == NULL ? NULL : cl_archive_outlet(call->archive, shown->story->outlet, error);
	if (cl_text_is_blank(outlet))
		outlet = NULL;
	then = now == NULL ? NULL : cl_archive_outlet(call->archive, outlet, error);
	if (then != NULL && is_milder(then, now))
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"outlet: only the rights role may move a story to an outlet whose stage is milder");
	else
		return then != NULL;
	return FALSE;
}

gboolean
api_story_edit(ApiCall *call, GError **error)
{
	ClStoryChange change;

	read_change(call, &change);
	if (change.title == NULL && change.outlet == NULL && change.language == NULL &&
		change.section == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what to change: title, outlet, language or section");
		return FALSE;
	}
	return may_move(call, change.outlet, error) &&
		cl_archive_story_edit(call->archive, call->vars[0], api_rev(call), &change, error) &&
		api_answer_story(call, call->vars[0], 200, error);
}

/* --- before and at publication --------------------------------------------------------------------- */

gboolean
api_read_time(ApiCall *call, const char *name, const char *text, gboolean last, gint64 *time_us,
	GError **error)
{
	*time_us = 0;
	if (text == NULL || cl_time_read(text, cl_archive_zone(call->archive), last, time_us))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"%s: a day (2026-12-31), an instant (2026-12-31T18:00Z), an hour of today (18:01Z) or now, "
		"not '%s'",
		name, text);
	return FALSE;
}

gboolean
api_time(ApiCall *call, const char *name, gint64 *time_us, GError **error)
{
	return api_read_time(call, name, api_text(call, name), FALSE, time_us, error);
}

static gboolean
read_ask(ApiCall *call, ClStoryAsk *ask, GError **error)
{
	*ask = (ClStoryAsk){ .channel = api_text(call, "channel"), .partner = api_text(call, "partner") };
	return api_time(call, "at", &ask->at_us, error);
}

gboolean
api_story_check(ApiCall *call, GError **error)
{
	g_autoptr(ClStoryCheck) check = NULL;
	ClStoryAsk ask;

	if (!read_ask(call, &ask, error))
		return FALSE;
	check = cl_archive_story_check(call->archive, call->vars[0], &ask, error);
	if (check != NULL)
		cl_json_write_story_check(call->json, NULL, check);
	return check != NULL;
}

/* What is held up comes with its reasons. */
static gboolean
answer_held(ApiCall *call, const ClStoryCheck *check, GError **error)
{
	if (check == NULL || !g_error_matches(*error, CL_ERROR, CL_ERROR_DENIED))
		return FALSE;
	call->status = (guint) cl_error_http_status(*error);
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_object(call->json, "error");
	cl_json_string(call->json, "code", cl_error_name(*error));
	cl_json_string(call->json, "message", (*error)->message);
	cl_json_string(call->json, "subject", call->vars[0]);
	cl_json_end_object(call->json);
	cl_json_write_story_check(call->json, "check", check);
	cl_json_end_object(call->json);
	g_clear_error(error);
	return TRUE;
}

gboolean
api_story_publish(ApiCall *call, GError **error)
{
	const char *text = api_text(call, "page");
	g_autoptr(GBytes) page = text == NULL ? NULL : g_bytes_new_static(text, strlen(text));
	ClStoryPublish publish = {
		.url = api_text(call, "url"), .page = page, .despite = api_text(call, "despite"),
		.renditions = call->daemon->renditions
	};
	g_autoptr(ClStoryCheck) check = NULL;
	g_autoptr(GError) why = NULL;

	/* To set a verdict aside is a decision about rights. */
	if (publish.despite != NULL && call->role < CL_ROLE_RIGHTS) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"despite: only the rights role may publish what is held up");
		return FALSE;
	}
	if (!read_ask(call, &publish.ask, error))
		return FALSE;
	if (cl_archive_story_publish(
		    call->archive, call->vars[0], api_rev(call), &publish, &check, &why)) {
		cl_json_write_story_check(call->json, NULL, check);
		return TRUE;
	}
	if (answer_held(call, check, &why))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
api_story_unpublish(ApiCall *call, GError **error)
{
	return cl_archive_story_unpublish(call->archive, call->vars[0], api_rev(call),
		       api_text(call, "reason"), error) &&
		api_answer_story(call, call->vars[0], 200, error);
}

/* --- what changed underneath --------------------------------------------------------------------------- */

gboolean
api_updates(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) updates = cl_archive_story_updates(call->archive, call->vars[0], error);

	if (updates == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < updates->len; i++)
		cl_json_write_use_update(call->json, NULL, updates->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

/* --- out to a channel ----------------------------------------------------------------------------- */

static void
take_page(const ClUseCheck *check, const char *text, gpointer data)
{
	cl_json_write_delivered(data, NULL, check, text);
}

gboolean
api_story_export(ApiCall *call, GError **error)
{
	const char *as = api_text(call, "as");
	ClStoryExport request = { .channel = cl_channel_from_name(api_text(call, "for")),
		.partner = api_text(call, "partner"), .ninjs_2_1 = api_number(call, "ninjs", 3) == 2 };
	guint n_left_out;

	request.kind = as != NULL ? cl_export_kind_from_name(as) : cl_story_export_kind(request.channel);
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	if (!cl_archive_story_export(
		    call->archive, call->vars[0], &request, take_page, call->json, &n_left_out, error))
		return FALSE;
	cl_json_end_array(call->json);
	cl_json_int(call->json, "left_out", n_left_out);
	cl_json_end_object(call->json);
	return TRUE;
}
