/* SPDX-License-Identifier: MIT
 *
 * The rendition service as its callers see it: opening, hits, waiting for one or for many, figures.
 */
#include "rendition_queue.h"

#include <string.h>
#include <unistd.h>

#define DEFAULT_CACHE_MB 4096
#define DEFAULT_MEMORY_MB 1536
#define DEFAULT_QUEUE 256
#define COMPLAIN_US (60 * G_USEC_PER_SEC)

/* --- opening ----------------------------------------------------------------------------------- */

static guint64
conf_number(GKeyFile *conf, const char *key, gint64 fallback)
{
	g_autoptr(GError) absent = NULL;
	gint64 number = g_key_file_get_int64(conf, "renditions", key, &absent);

	return (guint64) (absent != NULL || number < 0 ? fallback : number);
}

static gboolean
open_cache(ClRenditions *renditions, GError **error)
{
	g_autofree char *path =
		g_build_filename(renditions->archive->folder, "cutline.conf", NULL);
	g_autoptr(GKeyFile) conf = g_key_file_new();

	g_key_file_load_from_file(conf, path, G_KEY_FILE_NONE, NULL); /* the archive has read it */
	renditions->memory_limit = conf_number(conf, "memory_mb", DEFAULT_MEMORY_MB) << 20;
	renditions->queue_limit = (guint) MIN(conf_number(conf, "queue", DEFAULT_QUEUE), 1000000);
	renditions->cache = cl_cache_open(renditions->archive->store,
		conf_number(conf, "cache_mb", DEFAULT_CACHE_MB) << 20, error);
	return renditions->cache != NULL;
}

static ClPresets *
read_presets(ClRenditions *renditions, GError **error)
{
	g_autofree char *where = NULL;
	g_autofree char *json = cl_archive_rules(renditions->archive, "presets", &where, error);

	return json == NULL ? NULL : cl_presets_parse(json, where, error);
}

/* Old tables are kept: there are as many as somebody has sent SIGHUP. */
gboolean
cl_renditions_reload(ClRenditions *renditions, GError **error)
{
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&renditions->catalog_lock);
	ClPresets *presets = read_presets(renditions, error);

	if (presets == NULL)
		return FALSE;
	g_ptr_array_add(renditions->old_presets, renditions->presets);
	g_atomic_pointer_set(&renditions->presets, presets);
	archive_forget_rules(renditions->archive);
	g_clear_pointer(&locker, g_mutex_locker_free);
	cl_renditions_forget(renditions, NULL);
	return TRUE;
}

ClRenditions *
cl_renditions_open(const char *folder, GError **error)
{
	g_autoptr(ClRenditions) renditions = g_new0(ClRenditions, 1);

	g_mutex_init(&renditions->catalog_lock);
	g_mutex_init(&renditions->lock);
	g_cond_init(&renditions->work);
	renditions->old_presets = g_ptr_array_new_with_free_func((GDestroyNotify) cl_presets_free);
	rendition_sources_init(renditions);
	renditions->flights = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < RENDITION_N_LANES; i++)
		g_queue_init(&renditions->lanes[i]);
	renditions->archive = cl_archive_open(folder, CL_ARCHIVE_READ, error);
	if (renditions->archive == NULL || !open_cache(renditions, error) ||
		(renditions->presets = read_presets(renditions, error)) == NULL)
		return NULL;
	renditions->n_threads = renditions->archive->n_decoders != 0
		? renditions->archive->n_decoders
		: g_get_num_processors();
	renditions->threads = g_new0(GThread *, renditions->n_threads);
	return g_steal_pointer(&renditions);
}

void
cl_renditions_close(ClRenditions *renditions)
{
	if (renditions == NULL)
		return;
	rendition_queue_close(renditions);
	g_clear_pointer(&renditions->presets, cl_presets_free);
	g_clear_pointer(&renditions->old_presets, g_ptr_array_unref);
	g_clear_pointer(&renditions->cache, cl_cache_close);
	rendition_sources_clear(renditions);
	g_clear_pointer(&renditions->archive, cl_archive_close);
	g_hash_table_unref(renditions->flights);
	g_mutex_clear(&renditions->catalog_lock);
	g_mutex_clear(&renditions->lock);
	g_cond_clear(&renditions->work);
	g_free(renditions->threads);
	g_free(renditions);
}

const ClPresets *
cl_renditions_presets(ClRenditions *renditions)
{
	return g_atomic_pointer_get(&renditions->presets);
}

void
cl_renditions_set_complain(ClRenditions *renditions, ClRenditionComplain complain, gpointer data)
{
	renditions->complain = complain;
	renditions->complain_data = data;
}

void
rendition_complain(ClRenditions *renditions, const char *message)
{
	gint64 now_us = g_get_monotonic_time();
	gboolean say;

	g_mutex_lock(&renditions->lock);
	renditions->stats.not_stored++;
	say = renditions->complain != NULL &&
		(renditions->complained_us == 0 ||
			now_us - renditions->complained_us >= COMPLAIN_US);
	if (say)
		renditions->complained_us = now_us;
	g_mutex_unlock(&renditions->lock);
	if (say)
		renditions->complain(message, renditions->complain_data);
}

/* --- one ------------------------------------------------------------------------------------------ */

void
cl_rendition_clear(ClRendition *rendition)
{
	cl_fd_close(&rendition->fd);
}

gboolean
cl_renditions_find(ClRenditions *renditions, const ClRenditionSource *source, const ClPlan *plan,
	ClRendition *rendition)
{
	if (!rendition_from_cache(renditions, source, plan, rendition))
		return FALSE;
	g_atomic_pointer_add(&renditions->hits, 1);
	return TRUE;
}

typedef struct {
	GMutex lock;
	GCond landed;
	guint n_waiting;
	ClRendition rendition; /* of the only one */
	GError *error;	       /* the first */
} Wait;

static void
wait_init(Wait *wait, guint n)
{
	*wait = (Wait){ .n_waiting = n, .rendition.fd = -1 };
	g_mutex_init(&wait->lock);
	g_cond_init(&wait->landed);
}

static void
landed(ClRendition *rendition, const GError *error, gpointer data)
{
	Wait *wait = data;

	g_mutex_lock(&wait->lock);
	if (error != NULL && wait->error == NULL)
		wait->error = g_error_copy(error);
	cl_fd_close(&wait->rendition.fd);
	wait->rendition = *rendition;
	wait->n_waiting--;
	g_cond_signal(&wait->landed);
	g_mutex_unlock(&wait->lock);
}

static void
wait_for_all(Wait *wait)
{
	g_mutex_lock(&wait->lock);
	while (wait->n_waiting > 0)
		g_cond_wait(&wait->landed, &wait->lock);
	g_mutex_unlock(&wait->lock);
	g_mutex_clear(&wait->lock);
	g_cond_clear(&wait->landed);
}

gboolean
cl_renditions_get(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plan,
	ClRendition *rendition, GError **error)
{
	ClRenditionTicket *ticket;
	Wait wait;

	if (cl_renditions_find(renditions, source, plan, rendition))
		return TRUE;
	wait_init(&wait, 1);
	ticket = cl_renditions_begin(
		renditions, source, plan, CL_URGENT, landed, &wait, error);
	if (ticket == NULL) {
		wait.n_waiting = 0;
		wait_for_all(&wait);
		return FALSE;
	}
	wait_for_all(&wait);
	cl_rendition_ticket_unref(ticket);
	*rendition = wait.rendition;
	if (wait.error == NULL)
		return TRUE;
	g_propagate_error(error, wait.error);
	return FALSE;
}

/* --- many ------------------------------------------------------------------------------------------ */

static gboolean
prepare_some(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plans, guint n,
	ClUrgency urgency, GError **error)
{
	Wait wait;

	wait_init(&wait, n);
	if (rendition_begin_many(renditions, source, plans, n, urgency, landed, &wait, error) == 0)
		wait.n_waiting = 0;
	wait_for_all(&wait);
	cl_fd_close(&wait.rendition.fd);
	if (wait.error != NULL)
		g_propagate_error(error, wait.error);
	return wait.error == NULL && (error == NULL || *error == NULL);
}

/* Those that are not there yet, from one picture at a time. */
gboolean
cl_renditions_prepare(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plans,
	guint n_plans, ClUrgency urgency, GError **error)
{
	ClPlan missing[CL_DECODER_OUTPUTS];

	for (guint base = 0; base <= CL_N_DEVELOP; base++) {
		guint n = 0;

		for (guint i = 0; i <= n_plans; i++) {
			if (n == CL_DECODER_OUTPUTS || (i == n_plans && n > 0)) {
				g_autoptr(GError) why = NULL;

				if (!prepare_some(
					    renditions, source, missing, n, urgency, &why)) {
					g_propagate_error(error, g_steal_pointer(&why));
					return FALSE;
				}
				n = 0;
			}
			if (i < n_plans && rendition_base(source, &plans[i]) == base) {
				g_auto(ClRendition) there = { .fd = -1 };

				if (!rendition_from_cache(
					    renditions, source, &plans[i], &there))
					missing[n++] = plans[i];
			}
		}
	}
	return TRUE;
}

/* --- figures ---------------------------------------------------------------------------------------- */

void
cl_renditions_stats(ClRenditions *renditions, ClRenditionStats *stats)
{
	ClCacheStats cache;

	cl_cache_stats(renditions->cache, &cache);
	g_mutex_lock(&renditions->lock);
	*stats = renditions->stats;
	for (guint i = 0; i < RENDITION_N_LANES; i++) {
		stats->waiting += renditions->lanes[i].length;
		stats->running += renditions->running[i];
	}
	if (renditions->pool != NULL)
		cl_decoder_pool_stats(renditions->pool, &stats->decoder);
	g_mutex_unlock(&renditions->lock);
	g_mutex_lock(&renditions->sources_lock);
	stats->sources = g_hash_table_size(renditions->sources);
	g_mutex_unlock(&renditions->sources_lock);
	stats->hits = (guint64) (gsize) g_atomic_pointer_get(&renditions->hits);
	stats->cache_bytes = cache.size_bytes;
	stats->cache_limit_bytes = cache.limit_bytes;
	stats->evicted = cache.evicted;
}
