/* SPDX-License-Identifier: MIT
 *
 * /api/v1: whose pictures are the house's own, and what another list would make of verdicts.
 */
#include "api.h"

#include <cutline/clearance.h>

#define MOST_JUDGED 1000U

static gboolean
write_house(ApiCall *call, const char *key, const char *text, GError **error)
{
	g_autoptr(GVariant) json = cl_json_parse(text, -1, error);

	if (json != NULL)
		cl_json_write_variant(call->json, key, json);
	return json != NULL;
}

gboolean
api_house(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) all = cl_archive_list_documents(call->archive, "house", error);

	if (all == NULL)
		return FALSE;
	return write_house(call, NULL,
		all->len > 0 ? ((const ClDocument *) all->pdata[0])->json
			     : "{\"schema\":\"cutline-house/1\",\"names\":[],\"photographers\":[]}",
		error);
}

/* Before it is set: verdicts follow at once. */
gboolean
api_house_change(ApiCall *call, GError **error)
{
	g_auto(GStrv) on = api_texts(call, "photographers");
	g_auto(GStrv) off = api_texts(call, "remove");
	const ClHouseChange change = { api_text(call, "name"), (const char *const *) on,
		(const char *const *) off };
	guint n = 0;
	g_autoptr(GPtrArray) changes =
		cl_archive_foresee_house(call->archive, &change, MOST_JUDGED, &n, error);
	g_autofree char *text = NULL;

	if (changes == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < changes->len; i++)
		cl_json_write_verdict_change(call->json, NULL, changes->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_int(call->json, "judged", n);
	if (!api_flag(call, "dry_run")) {
		text = cl_archive_change_house(call->archive, &change, error);
		if (text == NULL || !write_house(call, "house", text, error))
			return FALSE;
	}
	cl_json_end_object(call->json);
	return TRUE;
}
