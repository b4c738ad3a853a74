/* SPDX-License-Identifier: MIT
 *
 * One job in a decoder: lock the keys among processes, look once more whether they are there, decode
 * master or original once, keep what came out. The outputs are unnamed memory until they are whole,
 * so that a full disk or a kill never leaves half a picture where somebody could be sent it.
 */
#include "rendition_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
	ClRenditions *renditions;
	RenditionBatch *batch;
	RenditionFlight *todo[CL_DECODER_OUTPUTS]; /* those that are not in the cache */
	ClPlan plans[CL_DECODER_OUTPUTS];
	ClFd outputs[CL_DECODER_OUTPUTS];
	ClRendered rendered[CL_DECODER_OUTPUTS];
	guint n;
} Job;

gboolean
rendition_from_cache(ClRenditions *renditions, const ClRenditionSource *source, const ClPlan *plan,
	ClRendition *rendition)
{
	guint8 key[CL_CACHE_KEY_BYTES];
	ClCached cached;
	g_autofree char *hex = NULL;

	rendition_key(source, plan, key);
	if (!cl_cache_find(renditions->cache, source->sha256, key, &cached))
		return FALSE;
	*rendition = (ClRendition){ .fd = cached.fd, .size_bytes = cached.size_bytes,
		.format = (ClFormat) MIN(cached.format, CL_N_FORMATS - 1),
		.width = cached.width, .height = cached.height, .hit = TRUE };
	hex = cl_hex(key, sizeof key);
	g_strlcpy(rendition->etag, hex, sizeof rendition->etag);
	return TRUE;
}

/* --- what is asked of the decoder ------------------------------------------------------------ */

/* An archive that was developed before there was this size has it after 'verify --repair'; until
 * then the next larger one does. */
static ClFd
open_input(const Job *job, GError **error)
{
	ClStore *store = job->renditions->archive->store;
	const ClRenditionSource *source = job->batch->source;
	guint base = job->batch->cost.base;

	if (base == CL_N_DEVELOP)
		return cl_store_open_original(store, source->sha256, error);
	while (base > 0 && cl_store_derived_bytes(
				   store, cl_develop_sizes[base].name, source->sha256) < 0)
		base--;
	return cl_store_open_derived(store, cl_develop_sizes[base].name, source->sha256, error);
}

static gboolean
make_outputs(Job *job, GError **error)
{
	for (guint i = 0; i < job->n; i++) {
		job->outputs[i] = memfd_create("cutline-rendition", MFD_CLOEXEC);
		if (job->outputs[i] < 0) {
			cl_error_set_errno(error, errno, "no memory for a rendition");
			return FALSE;
		}
	}
	return TRUE;
}

static gboolean
decode(Job *job, GError **error)
{
	const ClRenditionSource *source = job->batch->source;
	gboolean from_master = job->batch->cost.base < CL_N_DEVELOP;
	ClRenderJob request = { .format = from_master ? CL_FORMAT_JPEG : source->format,
		.orientation = from_master ? 1 : source->orientation,
		.width = source->frame.width, .height = source->frame.height,
		.embed = source->embed, .embed_reduced = source->embed_reduced,
		.plans = job->plans, .n_plans = job->n };
	CL_AUTO_FD input = open_input(job, error);
	g_autoptr(GVariant) answer = NULL;

	if (input < 0 || !make_outputs(job, error))
		return FALSE;
	answer = cl_decoder_pool_run_until(job->renditions->pool, CL_JOB_RENDER, input, job->outputs,
		job->n, cl_render_params(&request), &job->batch->cancel, error);
	if (answer != NULL && cl_render_answer(answer, &request, job->rendered, error))
		return TRUE;
	g_prefix_error(error, "photo %s: ", source->id);
	return FALSE;
}

/* --- what came out ---------------------------------------------------------------------------- */

/* The decoder may have been taken over by the picture: what it wrote is believed only as far as a
 * file of the stated kind and length begins there. */
static gboolean
is_of_format(ClFd fd, const ClRendered *rendered)
{
	guint8 start[12];
	struct stat status;

	if (fstat(fd, &status) != 0 || (guint64) status.st_size != rendered->size_bytes ||
		pread(fd, start, sizeof start, 0) != sizeof start)
		return FALSE;
	switch ((guint) rendered->format) {
	case CL_FORMAT_JPEG:
		return memcmp(start, "\xff\xd8\xff", 3) == 0;
	case CL_FORMAT_PNG:
		return memcmp(start, "\x89PNG\r\n\x1a\n", 8) == 0;
	case CL_FORMAT_WEBP:
		return memcmp(start, "RIFF", 4) == 0 && memcmp(start + 8, "WEBP", 4) == 0;
	case CL_FORMAT_AVIF:
		return memcmp(start + 4, "ftyp", 4) == 0;
	case CL_FORMAT_JXL: /* in a container: it carries metadata */
		return memcmp(start, "\0\0\0\x0cJXL \r\n", 10) == 0;
	case CL_FORMAT_TIFF:
		return memcmp(start, "II*\0", 4) == 0;
	default: /* not one that cl_render_answer() lets through */
		return FALSE;
	}
}

static void
keep(Job *job, guint i)
{
	RenditionFlight *flight = job->todo[i];
	const ClRendered *rendered = &job->rendered[i];
	guint8 key[CL_CACHE_KEY_BYTES];
	ClCached cached = { .fd = cl_fd_steal(&job->outputs[i]), .size_bytes = rendered->size_bytes,
		.format = (guint32) rendered->format, .width = rendered->width,
		.height = rendered->height };
	g_autoptr(GError) error = NULL;

	if (!is_of_format(cached.fd, rendered)) {
		cl_fd_close(&cached.fd);
		g_set_error(&flight->error, CL_ERROR, CL_ERROR_CRASHED,
			"photo %s: the decoder wrote no %s", job->batch->source->id,
			cl_format_name(rendered->format));
		return;
	}
	rendition_key(job->batch->source, &flight->plan, key);
	if (!cl_cache_put(job->renditions->cache, job->batch->source->sha256, key, &cached, &error))
		rendition_complain(job->renditions, error->message);
	flight->rendition = (ClRendition){ .fd = cached.fd, .size_bytes = cached.size_bytes,
		.format = rendered->format, .width = rendered->width, .height = rendered->height };
	g_strlcpy(flight->rendition.etag, flight->key, sizeof flight->rendition.etag);
}

/* --- the job ----------------------------------------------------------------------------------- */

static int
compare_keys(const void *a, const void *b)
{
	RenditionFlight *const *one = a, *const *two = b;

	return strcmp((*one)->key, (*two)->key);
}

/* In one order for all processes, so that no two wait for each other. */
static guint
lock_keys(Job *job, GError **error)
{
	guint n;

	for (n = 0; n < job->batch->n_flights; n++) {
		guint8 key[CL_CACHE_KEY_BYTES];

		rendition_key(job->batch->source, &job->batch->flights[n]->plan, key);
		if (!cl_cache_lock(job->renditions->cache, key, error))
			break;
	}
	return n;
}

static void
unlock_keys(Job *job, guint n)
{
	for (guint i = 0; i < n; i++) {
		guint8 key[CL_CACHE_KEY_BYTES];

		rendition_key(job->batch->source, &job->batch->flights[i]->plan, key);
		cl_cache_unlock(job->renditions->cache, key);
	}
}

static void
render_missing(Job *job)
{
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < job->batch->n_flights; i++) {
		RenditionFlight *flight = job->batch->flights[i];

		if (rendition_from_cache(job->renditions, job->batch->source, &flight->plan,
			    &flight->rendition))
			continue;
		job->outputs[job->n] = -1;
		job->plans[job->n] = flight->plan;
		job->todo[job->n++] = flight;
	}
	if (job->n > 0 && decode(job, &error))
		for (guint i = 0; i < job->n; i++)
			keep(job, i);
	for (guint i = 0; i < job->n; i++) {
		cl_fd_close(&job->outputs[i]);
		if (error != NULL)
			job->todo[i]->error = g_error_copy(error);
	}
}

void
rendition_render(ClRenditions *renditions, RenditionBatch *batch)
{
	Job job = { .renditions = renditions, .batch = batch };
	g_autoptr(GError) error = NULL;
	guint n;

	qsort(batch->flights, batch->n_flights, sizeof *batch->flights, compare_keys);
	n = lock_keys(&job, &error);
	if (error == NULL)
		render_missing(&job);
	else
		for (guint i = 0; i < batch->n_flights; i++)
			batch->flights[i]->error = g_error_copy(error);
	unlock_keys(&job, n);
	g_mutex_lock(&renditions->lock);
	renditions->stats.renders += job.n;
	renditions->stats.from_master += batch->cost.base < CL_N_DEVELOP ? job.n : 0;
	g_mutex_unlock(&renditions->lock);
}
