/* SPDX-License-Identifier: MIT
 *
 * /api/v1: a photo, or a use of one, as pages and other programs take it; and what lint says of texts.
 */
#include "api.h"

#include <string.h>

/* --- out ------------------------------------------------------------------------------------------------ */

/* Others are JSON. */
static const char *const types[CL_N_EXPORTS] = {
	[CL_EXPORT_FIGURE] = "text/html; charset=utf-8",
	[CL_EXPORT_EMAIL] = "text/html; charset=utf-8",
	[CL_EXPORT_ODRL] = "application/ld+json",
	[CL_EXPORT_OG] = "text/html; charset=utf-8",
	[CL_EXPORT_JSONLD] = "application/ld+json",
	[CL_EXPORT_XMP] = "application/rdf+xml",
};

static gboolean
answer_text(ApiCall *call, const char *what, const ClExport *request, GError **error)
{
	g_autofree char *text = cl_archive_export_text(call->archive, what, request, error);

	if (text == NULL)
		return FALSE;
	call->answer = http_answer_new_text(
		200, types[request->kind] != NULL ? types[request->kind] : "application/json", text);
	http_answer_add(call->answer, "Cache-Control", "private, no-store");
	return TRUE;
}

/* `as` is of the choices of the row. */
static void
read_request(ApiCall *call, ClExport *request)
{
	const char *as = api_text(call, "as");

	*request = (ClExport){ .kind = as != NULL ? cl_export_kind_from_name(as) : CL_EXPORT_FIGURE,
		.preset = api_text(call, "preset"), .ninjs_2_1 = api_number(call, "ninjs", 3) == 2 };
}

gboolean
api_photo_export(ApiCall *call, GError **error)
{
	ClExport request;

	read_request(call, &request);
	return answer_text(call, call->vars[0], &request, error);
}

gboolean
api_use_export(ApiCall *call, GError **error)
{
	g_autoptr(ClUseRow) use = cl_archive_use(call->archive, call->vars[0], error);
	ClExport request;

	if (use == NULL)
		return FALSE;
	read_request(call, &request);
	request.story = use->story;
	return answer_text(call, use->id, &request, error);
}

/* --- lint ----------------------------------------------------------------------------------------------- */

gboolean
api_lint(ApiCall *call, GError **error)
{
	g_autoptr(ClLinted) linted = cl_archive_lint(call->archive, call->vars[0], error);

	if (linted != NULL)
		cl_json_write_linted(call->json, NULL, linted);
	return linted != NULL;
}

gboolean
api_lint_text(ApiCall *call, GError **error)
{
	g_autoptr(ClLinted) linted = cl_archive_lint_text(call->archive, api_text(call, "text"), error);

	if (linted != NULL)
		cl_json_write_linted(call->json, NULL, linted);
	return linted != NULL;
}

/* What is left afterwards, and the event that takes it back. */
gboolean
api_lint_fix(ApiCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];
	g_autoptr(ClLinted) before = !api_find_seen(call, id, error)
		? NULL
		: cl_archive_lint(call->archive, call->vars[0], error);
	g_autoptr(ClLinted) after = NULL;
	g_auto(ClEditAnswer) answer = { 0 };

	if (before == NULL)
		return FALSE;
	if (before->n_mechanical > 0 && !cl_archive_lint_fix(call->archive, before, &answer, error))
		return FALSE;
	after = cl_archive_lint(call->archive, call->vars[0], error);
	if (after == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	if (answer.event != 0)
		cl_json_int(call->json, "event", answer.event);
	else
		cl_json_null(call->json, "event");
	cl_json_write_linted(call->json, "lint", after);
	cl_json_end_object(call->json);
	return TRUE;
}
