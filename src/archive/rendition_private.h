/* SPDX-License-Identifier: MIT
 *
 * What the parts of the rendition service share: sources (rendition_source.c), keys and costs
 * (rendition_key.c), one job in a decoder (rendition_render.c), who waits for what (renditions.c).
 */
#pragma once
#include "archive_private.h"

#include <cutline/cache.h>
#include <cutline/rendition.h>

typedef struct RenditionFlight RenditionFlight;
typedef struct RenditionBatch RenditionBatch;

/* A rendition that somebody waits for. Guarded by the service's lock. */
struct RenditionFlight {
	char key[CL_ETAG_CHARS + 1];
	ClPlan plan;
	GPtrArray *tickets; /* ClRenditionTicket* */
	RenditionBatch *batch;
	ClRendition rendition; /* result */
	GError *error;
};

/* Flights that are made of one decode. */
struct RenditionBatch {
	ClRenditionSource *source;
	ClRenditionCost cost;
	ClUrgency urgency;
	gboolean running;
	volatile gint cancel; /* read by the decoder's pool */
	RenditionFlight *flights[CL_DECODER_OUTPUTS];
	guint n_flights;
};

typedef enum {
	RENDITION_SMALL,
	RENDITION_LARGE,
	RENDITION_FREE, /* what strangers choose freely */
	RENDITION_IDLE,
	RENDITION_N_LANES
} RenditionLane;

struct ClRenditions {
	ClArchive *archive; /* store, configuration; its catalog under catalog_lock */
	GMutex catalog_lock;
	ClCache *cache;
	ClPresets *presets;	 /* atomic */
	GPtrArray *old_presets; /* somebody may still read them; under catalog_lock */

	GMutex sources_lock;
	GHashTable *sources; /* id → entry; see rendition_source.c */
	GQueue sources_by_use;
	guint sources_serial; /* grows when something is forgotten */

	GMutex lock; /* all that follows */
	GCond work;
	GHashTable *flights; /* key → RenditionFlight* */
	GQueue lanes[RENDITION_N_LANES]; /* RenditionBatch* that wait */
	guint running[RENDITION_N_LANES], heavy_running;
	guint64 memory_used, memory_limit;
	guint queue_limit; /* of what waits in SMALL and LARGE; FREE has a quarter of it for itself */
	GThread **threads;
	guint n_threads, n_started;
	gboolean closing;
	ClDecoderPool *pool;
	ClRenditionStats stats;

	gsize hits; /* atomic */
	ClRenditionComplain complain;
	gpointer complain_data;
	gint64 complained_us;
};

/* rendition_key.c */
guint rendition_base(const ClRenditionSource *source, const ClPlan *plan);
void rendition_key(const ClRenditionSource *source, const ClPlan *plan, guint8 key[CL_CACHE_KEY_BYTES]);

/* rendition_work.c: of each preset the format that is made without being asked; *planned tells which. Both
 * have room for all presets. */
guint rendition_plan_presets(const ClPresets *presets, const ClRenditionSource *source, ClPlan *plans,
	const ClPreset **planned);

/* rendition_source.c */
void rendition_sources_init(ClRenditions *renditions);
void rendition_sources_clear(ClRenditions *renditions);

/* rendition_render.c: fills rendition or error of every flight. */
void rendition_render(ClRenditions *renditions, RenditionBatch *batch);
gboolean rendition_from_cache(ClRenditions *renditions, const ClRenditionSource *source,
	const ClPlan *plan, ClRendition *rendition);
/* renditions.c */
void rendition_complain(ClRenditions *renditions, const char *message);

/* rendition_source.c: what is known of a photo or a use, by its id, without keeping it. */
ClRenditionSource *rendition_read_source(ClArchive *archive, const char *name, GError **error);
