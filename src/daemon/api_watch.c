/* SPDX-License-Identifier: MIT
 *
 * /api/v1: what runs out soon, the searches that are kept, and what can be shown later. Each is the command
 * of the same name.
 */
#include "api.h"

#include <cutline/evidence.h>
#include <cutline/expiring.h>
#include <cutline/time.h>
#include <errno.h>
#include <sys/stat.h>

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
	cl_json_int(call->json, "already", (gint64) totals.already);
	cl_json_bool(call->json, "already_cut", totals.cut);
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

/* --- evidence ---------------------------------------------------------------------------- */

/* Nothing of it stays here but the event. */
static gboolean
answer_evidence(ApiCall *call, const ClEvidence *request, GError **error)
{
	CL_AUTO_FD fd = cl_uploads_scratch(call->daemon->uploads, error);
	g_autoptr(ClZip) zip = fd < 0 ? NULL : cl_zip_new(fd, "evidence", error);
	const ClEvidenceTarget target = { .folder = -1, .zip = zip };
	g_auto(ClEvidenceWritten) written = { 0 };
	struct stat status;

	if (zip == NULL || !cl_archive_evidence(call->archive, request, &target, &written, error) ||
		!cl_zip_finish(zip, error))
		return FALSE;
	if (fstat(fd, &status) != 0) {
		cl_error_set_errno(error, errno, "evidence");
		return FALSE;
	}
	call->answer = http_answer_new_file(200, cl_fd_steal(&fd), 0, (guint64) status.st_size);
	http_answer_add(call->answer, "Content-Type", "application/zip");
	http_answer_add_format(call->answer, "Content-Disposition",
		"attachment; filename=\"evidence-%s.zip\"", (const char *) written.photos->pdata[0]);
	http_answer_add(call->answer, "Cache-Control", "private, no-store");
	return TRUE;
}

gboolean
api_photo_evidence(ApiCall *call, GError **error)
{
	ClEvidence request = { .photo = call->vars[0], .reason = api_text(call, "reason") };

	return answer_evidence(call, &request, error);
}

gboolean
api_evidence(ApiCall *call, GError **error)
{
	ClEvidence request = { .url = api_text(call, "url"), .reason = api_text(call, "reason") };

	return answer_evidence(call, &request, error);
}
