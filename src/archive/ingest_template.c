/* SPDX-License-Identifier: MIT
 *
 * A template over what an ingest brought in: after the side-cars have joined, so that variables know
 * what they say, and as one step that undo takes back. A photo that is in stays in, whatever the
 * template does.
 */
#include "plan.h"

gboolean
archive_check_template(ClArchive *archive, const char *template_id, GError **error)
{
	ClEdit edit = { .template_id = template_id };
	g_autoptr(ArchivePlan) plan = archive_plan_new(archive, &edit, error);

	return plan != NULL;
}

gboolean
archive_apply_template(ClArchive *archive, const GPtrArray *ids, const char *template_id, GError **error)
{
	ClEdit edit = { .template_id = template_id, .reason = "ingest" };

	for (guint first = 0; first < ids->len; first += CL_MAX_EDIT_PHOTOS) {
		guint n = MIN(ids->len - first, CL_MAX_EDIT_PHOTOS);
		g_autofree const char **part = g_new0(const char *, n + 1);
		g_auto(ClEditAnswer) answer = { 0 };

		for (guint i = 0; i < n; i++)
			part[i] = ids->pdata[first + i];
		if (cl_archive_edit(archive, part, &edit, &answer, error))
			continue;
		g_prefix_error(error, "the photos are in, but template %s was not applied: ", template_id);
		return FALSE;
	}
	return TRUE;
}
