/* SPDX-License-Identifier: MIT
 *
 * /api/v1: what runs out soon, and the searches that are kept. Each is the command of the same name.
 */
#include "api.h"

#include <cutline/expiring.h>
#include <cutline/time.h>

#define DEFAULT_LIMIT 1000

/* --- expiring -------------------------------------------------------------------------------- */

typedef struct {
	ApiCall *call;
	guint64 n, limit;
} Expiring;

/* Beyond the limit they are counted only. */
static gboolean
each(const ClExpiring *expiring, gpointer data, GError **error)
{
	Expiring *all = data;

	if (all->n++ < all->limit)
		cl_json_write_expiring(all->call->json, NULL, expiring);
	return TRUE;
}

gboolean
api_expiring(ApiCall *call, GError **error)
{
	Expiring all = { call, 0, api_number(call, "limit", DEFAULT_LIMIT) };
	const char *within = api_text(call, "within");
	ClExpiringTotals totals;
	gint64 within_us;

	if (!cl_time_read_span(within != NULL ? within : "7d", &within_us)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"within: hours, days or weeks up to ten years: 36h, 7d, 2w");
		return FALSE;
	}
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	if (!cl_archive_expiring(call->archive, within_us, each, &all, NULL, &totals, error))
		return FALSE;
	cl_json_end_array(call->json);
	cl_json_int(call->json, "found", (gint64) totals.found);
	cl_json_end_object(call->json);
	return TRUE;
}

/* --- searches -------------------------------------------------------------------------------- */

gboolean
api_searches(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) searches = cl_archive_list_documents(call->archive, "search", error);

	if (searches == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < searches->len; i++)
		cl_json_write_saved_search(call->json, NULL, searches->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_search_save(ApiCall *call, GError **error)
{
	g_autoptr(ClDocument) saved = NULL;

	if (!cl_archive_save_search(call->archive, call->vars[0], api_text(call, "query"), error))
		return FALSE;
	saved = cl_archive_get_document(call->archive, "search", call->vars[0], error);
	if (saved != NULL)
		cl_json_write_saved_search(call->json, NULL, saved);
	return saved != NULL;
}

gboolean
api_search_drop(ApiCall *call, GError **error)
{
	if (!cl_archive_put_document(call->archive, "search", call->vars[0], NULL, error))
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_string(call->json, "name", call->vars[0]);
	cl_json_string(call->json, "state", "removed");
	cl_json_end_object(call->json);
	return TRUE;
}
