/* SPDX-License-Identifier: MIT
 *
 * /api/v1: figures of the archive as a whole.
 */
#include "api.h"

gboolean
api_stats(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) rows = cl_archive_stats(call->archive, error);

	if (rows == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < rows->len; i++)
		cl_json_write_figure(call->json, NULL, rows->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_facets(ApiCall *call, GError **error)
{
	const char *query = api_text(call, "q");
	guint window = 0;
	g_autoptr(GPtrArray) rows =
		cl_archive_facets(call->archive, query != NULL ? query : "", &window, error);

	if (rows == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < rows->len; i++)
		cl_json_write_facet(call->json, NULL, rows->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_int(call->json, "window", window);
	cl_json_end_object(call->json);
	return TRUE;
}
