/* SPDX-License-Identifier: MIT
 *
 * /api/v1/photos: searching and showing. Each is the command of the same name.
 */
#include "api.h"

#include <string.h>

#define DEFAULT_LIMIT 50

gboolean
api_photos(ApiCall *call, GError **error)
{
	guint limit = (guint) api_number(call, "limit", DEFAULT_LIMIT), offset = api_cursor(call);
	const char *query = api_text(call, "q");
	ClTotal total = {0};
	g_autoptr(GPtrArray) hits = cl_archive_search(call->archive, query != NULL ? query : "",
		g_strcmp0(api_text(call, "sort"), "taken") == 0 ? CL_SORT_TAKEN : CL_SORT_INGESTED, limit,
		offset, &total, error);

	if (hits == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < hits->len; i++)
		cl_json_write_hit(call->json, NULL, hits->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_int(call->json, "total", (gint64) total.n);
	cl_json_bool(call->json, "total_at_least", total.at_least);
	if (total.judged != 0)
		cl_json_int(call->json, "newest_judged", (gint64) total.judged);
	api_next(call, offset + hits->len, offset + hits->len < total.n && hits->len > 0);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_photo(ApiCall *call, GError **error)
{
	g_autoptr(ClShown) shown = cl_archive_show(call->archive, call->vars[0], error);
	g_autofree char *text = NULL;

	if (shown == NULL || !cl_archive_judge_copies(call->archive, shown, FALSE, error))
		return FALSE;
	cl_json_write_shown(call->json, NULL, shown, CL_ANSWER_REMOTE);
	text = cl_json_take(call->json);
	call->answer = http_answer_new_text(200, "application/json", text);
	/* For If-Match of what follows. */
	http_answer_add_format(call->answer, "ETag", "\"%" G_GINT64_FORMAT "\"", shown->photo->rev);
	http_answer_add(call->answer, "Cache-Control", "private, no-store");
	return TRUE;
}

gboolean
api_photo_history(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) events = cl_archive_history(call->archive, call->vars[0], error);

	if (events == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < events->len; i++)
		cl_json_write_event(call->json, NULL, events->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}
