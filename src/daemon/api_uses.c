/* SPDX-License-Identifier: MIT
 *
 * /api/v1: what stands in a story, in which order, and what the story prints of it. A change answers with
 * the story as it is now.
 */
#include "api.h"

#include <string.h>

static void
read_change(ApiCall *call, ClUseChange *change)
{
	*change = (ClUseChange){ .decorative = api_flag(call, "decorative"), .crop = api_text(call, "crop"),
		.channel = api_text(call, "channel"), .placement = api_text(call, "placement") };
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		change->texts[i] =
			api_text(call, cl_field_info(cl_use_text_field((ClUseText) i))->name);
}

static gboolean
changes_something(const ClUseChange *change)
{
	gboolean some = change->decorative || change->crop != NULL || change->channel != NULL ||
		change->placement != NULL;

	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		some = some || change->texts[i] != NULL;
	return some;
}

/* --- add ---------------------------------------------------------------------------------------------- */

static void
write_added(ApiCall *call, const ClUseRow *use, const GPtrArray *reuse)
{
	cl_json_begin_object(call->json, NULL);
	cl_json_write_use(call->json, "use", use);
	cl_json_begin_array(call->json, "reuse");
	for (guint i = 0; i < reuse->len; i++) {
		const ClReuse *found = reuse->pdata[i];

		if (strcmp(found->use->photo, use->photo) == 0)
			cl_json_write_reuse(call->json, NULL, found);
	}
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
}

gboolean
api_use_add(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) reuse = g_ptr_array_new_with_free_func((GDestroyNotify) cl_reuse_free);
	g_auto(GStrv) photos = api_texts(call, "photos");
	g_autoptr(GPtrArray) uses = NULL;
	ClUseChange change;

	if (photos[0] == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "photos: name at least one");
		return FALSE;
	}
	read_change(call, &change);
	uses = cl_archive_story_add(call->archive, call->vars[0], api_rev(call),
		(const char *const *) photos, &change, (guint) api_number(call, "at", 0), reuse, error);
	if (uses == NULL)
		return FALSE;
	call->status = 201;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < uses->len; i++)
		write_added(call, uses->pdata[i], reuse);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_part_add(ApiCall *call, GError **error)
{
	return cl_archive_story_add_part(call->archive, call->vars[0], api_rev(call),
		       api_text(call, "story"), (guint) api_number(call, "at", 0), error) &&
		api_answer_story(call, call->vars[0], 201, error);
}

/* --- look ---------------------------------------------------------------------------------------------- */

gboolean
api_use(ApiCall *call, GError **error)
{
	g_autoptr(ClUseRow) use = cl_archive_use(call->archive, call->vars[0], error);

	if (use != NULL)
		cl_json_write_use(call->json, NULL, use);
	return use != NULL;
}

gboolean
api_photo_uses(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_archive_uses_of(call->archive, call->vars[0], error);

	if (uses == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < uses->len; i++)
		cl_json_write_use(call->json, NULL, uses->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

/* --- change -------------------------------------------------------------------------------------------- */

gboolean
api_use_edit(ApiCall *call, GError **error)
{
	g_autoptr(ClUseRow) use = NULL;
	ClUseChange change;

	read_change(call, &change);
	if (!changes_something(&change)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what to change: caption, alt_text, headline, credit, crop, channel, placement, "
			"decorative");
		return FALSE;
	}
	use = cl_archive_use_edit(
		call->archive, call->vars[0], api_rev(call), call->vars[1], &change, error);
	return use != NULL && api_answer_story(call, call->vars[0], 200, error);
}

gboolean
api_use_move(ApiCall *call, GError **error)
{
	return cl_archive_story_move(call->archive, call->vars[0], api_rev(call), call->vars[1],
		       (guint) api_number(call, "at", 0), error) &&
		api_answer_story(call, call->vars[0], 200, error);
}

gboolean
api_use_remove(ApiCall *call, GError **error)
{
	return cl_archive_story_remove(
		       call->archive, call->vars[0], api_rev(call), call->vars[1], error) &&
		api_answer_story(call, call->vars[0], 200, error);
}

gboolean
api_use_settle(ApiCall *call, GError **error)
{
	const char *how = api_text(call, "how");
	g_auto(GStrv) fields = api_texts(call, "fields");
	ClSettle request = { .how = strcmp(how, "take") == 0 ? CL_UPDATE_TAKE
			: strcmp(how, "keep") == 0		 ? CL_UPDATE_KEEP
								 : CL_UPDATE_MERGE };
	guint n_settled;

	for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
		if (!cl_settle_add_field(&request, fields[i], error))
			return FALSE;
	if (!cl_archive_settle_updates(call->archive, call->vars[0], api_rev(call), call->vars[1], &request,
		    &n_settled, error))
		return FALSE;
	return api_answer_story(call, call->vars[0], 200, error);
}
