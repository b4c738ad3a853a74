/* SPDX-License-Identifier: MIT
 *
 * Presets before anybody asks: after a picture was developed, a job in the catalog's queue has all of
 * them made from one decode of its master, while nobody waits for anything else. Whoever stays (the
 * daemon) works the queue off; nothing depends on it but the first reader's patience.
 */
#include "rendition_private.h"

#include <string.h>

#define LEASE_US (600 * G_USEC_PER_SEC)
#define MAX_JOBS 16U /* claimed at a time */
#define MAX_ATTEMPTS 3U

static gboolean
in_transaction(ClArchive *archive, gboolean done, GError **error)
{
	if (done && cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

static GPtrArray *
claim(ClArchive *archive, const char *holder, GError **error)
{
	g_autoptr(GPtrArray) jobs = NULL;

	if (!archive_free_dead_leases(archive, ARCHIVE_PREPARE_JOB, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return NULL;
	jobs = cl_catalog_claim_jobs(archive->catalog, ARCHIVE_PREPARE_JOB, holder,
		g_get_real_time(), LEASE_US, MAX_JOBS, error);
	if (!in_transaction(archive, jobs != NULL, error))
		return NULL;
	return g_steal_pointer(&jobs);
}

/* JPEG of each: what every browser takes, and what the other formats are compared with. */
guint
rendition_plan_presets(const ClPresets *presets, const ClRenditionSource *source, ClPlan *plans,
	const ClPreset **planned)
{
	guint n = 0;

	for (guint i = 0; i < cl_presets_count(presets); i++) {
		const ClPreset *preset = cl_presets_at(presets, i);
		ClRequest request = preset->request;

		request.format = preset->only != CL_FORMAT_UNKNOWN ? preset->only : CL_FORMAT_JPEG;
		if (cl_plan_make(&request, &source->frame, &plans[n], NULL))
			planned[n++] = preset;
	}
	return n;
}

/* Only of pictures that may be shown, and of the version that counts. */
static gboolean
is_due(ClArchive *archive, const ClJobRow *job)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, job->photo, NULL);

	return photo != NULL && photo->effective == job->version &&
		strcmp(photo->state, "ok") == 0 && job->attempts <= MAX_ATTEMPTS;
}

/* FALSE: not now. A picture that cannot be made is done with: whoever asks for it will be told. */
static gboolean
prepare(ClRenditions *renditions, ClArchive *archive, const ClJobRow *job)
{
	g_autoptr(ClRenditionSource) source = NULL;
	const ClPresets *presets = cl_renditions_presets(renditions);
	g_autofree ClPlan *plans = g_new(ClPlan, cl_presets_count(presets));
	g_autofree const ClPreset **planned = g_new(const ClPreset *, cl_presets_count(presets));
	g_autoptr(GError) error = NULL;

	if (!is_due(archive, job))
		return TRUE;
	cl_renditions_forget(renditions, job->photo); /* it may be from before it was developed */
	source = cl_renditions_source(renditions, job->photo, &error);
	if (source == NULL)
		return TRUE;
	return cl_renditions_prepare(renditions, source, plans,
		       rendition_plan_presets(presets, source, plans, planned), CL_IDLE, &error) ||
		(!g_error_matches(error, CL_ERROR, CL_ERROR_BUSY) &&
			!g_error_matches(error, CL_ERROR, CL_ERROR_CANCELLED));
}

static gboolean
end_job(ClArchive *archive, const ClJobRow *job, GError **error)
{
	return cl_catalog_begin(archive->catalog, error) &&
		in_transaction(archive, cl_catalog_end_job(archive->catalog, job->job, error), error);
}

gboolean
cl_renditions_work(ClRenditions *renditions, ClArchive *archive, const volatile gint *cancel,
	guint64 *n_done, GError **error)
{
	const char *holder = cl_store_owner(archive->store, error);
	g_autoptr(GPtrArray) jobs = holder == NULL ? NULL : claim(archive, holder, error);
	guint i;

	*n_done = 0;
	for (i = 0; jobs != NULL && i < jobs->len; i++) {
		if ((cancel != NULL && g_atomic_int_get(cancel) != 0) ||
			!prepare(renditions, archive, jobs->pdata[i]))
			break;
		if (!end_job(archive, jobs->pdata[i], error))
			return FALSE;
		(*n_done)++;
	}
	if (jobs == NULL || i == jobs->len)
		return jobs != NULL;
	return cl_catalog_begin(archive->catalog, error) &&
		in_transaction(archive, cl_catalog_release_jobs(archive->catalog, holder, error), error);
}
