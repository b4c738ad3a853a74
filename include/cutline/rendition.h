/* SPDX-License-Identifier: MIT
 *
 * The rendition service: from a photo and a plan to a file that can be sent. Looks into the cache,
 * else makes it from the master (or the original) in a decoder and keeps it. Thread-safe; one a
 * process. It knows nothing of STOP, GATE and roles: who calls it has asked them.
 *
 * A hit costs no SQL, no lock that a render holds, and three system calls. A thousand requests for
 * one cold key are one render, across threads and across processes of one archive.
 */
#pragma once
#include "archive.h"
#include "request.h"
#include "use.h"

typedef struct ClRenditions ClRenditions;

/* Its own read connection to the catalog; workers, memory and size of the cache by cutline.conf
 * ([decoder] workers, [renditions] cache_mb, memory_mb, queue). Starts no process yet. */
ClRenditions *cl_renditions_open(const char *folder, GError **error);
/* Waits for what is running; waiters get CL_ERROR_CANCELLED. */
void cl_renditions_close(ClRenditions *renditions);
const ClPresets *cl_renditions_presets(ClRenditions *renditions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClRenditions, cl_renditions_close)

/* The cache cannot take what was made: "cutline: cache: …" at most once a minute, from any thread. */
typedef void (*ClRenditionComplain)(const char *message, gpointer data);
void cl_renditions_set_complain(ClRenditions *renditions, ClRenditionComplain complain, gpointer data);

/* Presets and rules of the archive anew, as they are on the disk; FALSE: all stays as it was. What
 * cl_renditions_presets() gave before stays valid until close. */
gboolean cl_renditions_reload(ClRenditions *renditions, GError **error);

/* --- what is known of a photo: immutable, counted ------------------------------------------------ */
typedef struct {
	char id[CL_ID_CHARS + 1];
	char use[CL_USE_ID_CHARS + 1]; /* "" = the photo by itself */
	ClUseState use_state;	       /* of the use: only a published one is for readers */
	guint32 serial; /* another one for each that was read: what is made of it may be kept under it */
	guint version; /* the effective one */
	guint8 sha256[CL_SHA256_BYTES];
	guint64 size_bytes;
	ClFormat format;
	guint orientation, frames, scans;
	gboolean developed; /* a master is there */
	gboolean source_sensitive;
	gboolean restricted;   /* its words forbid something: caches ask again sooner */
	gint64 take_down_us;   /* not to be shown from here on; 0 = never */
	char *supplier, *licence_url; /* for headers; NULL if none is known */
	ClFrame frame;	 /* crop, focal point, NO_CROP */
	GVariant *embed, *embed_reduced; /* what its files say about it (publish.h) */
	guint8 embed_digest[16], reduced_digest[16];
} ClRenditionSource;
/* From memory, else from the catalog. `id` is that of a photo, or of a use: then with the use's crop
 * and texts. It is whole (cl_archive_find() resolves what people type).
 * CL_ERROR_NOT_FOUND; CL_ERROR_INPUT if the header gave no size, so that nothing can be made. */
ClRenditionSource *cl_renditions_source(ClRenditions *renditions, const char *id, GError **error);
ClRenditionSource *cl_rendition_source_ref(ClRenditionSource *source);
void cl_rendition_source_unref(ClRenditionSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClRenditionSource, cl_rendition_source_unref)
/* The subject of an event: something of this photo or of a use of it has changed, or of a story (then
 * all uses are read again); NULL = of anything. */
void cl_renditions_forget(ClRenditions *renditions, const char *id);

/* `rev` of /i/{id}/{preset}~{rev}: source, crop, text and encoder, whatever the format. */
#define CL_REV_CHARS 10
void cl_rendition_rev(const ClRenditionSource *source, const ClPlan *plan, char rev[CL_REV_CHARS + 1]);
/* Strong ETag (without the quotes) and key of the cache: known before any pixel. */
#define CL_ETAG_CHARS 32
void cl_rendition_etag(const ClRenditionSource *source, const ClPlan *plan, char etag[CL_ETAG_CHARS + 1]);

/* --- one rendition ------------------------------------------------------------------------------- */
typedef struct {
	ClFd fd; /* the file's first `size_bytes` bytes, not more; the offset is anywhere: use pread */
	guint64 size_bytes;
	ClFormat format; /* JPEG instead of a negotiated one where that is smaller */
	guint32 width, height;
	char etag[CL_ETAG_CHARS + 1];
	gboolean hit;
} ClRendition;
void cl_rendition_clear(ClRendition *rendition);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClRendition, cl_rendition_clear)

/* From the cache, or FALSE at once. Keeps the entry from eviction: who keeps renditions in memory
 * asks again every CL_CACHE_TOUCH_S (cache.h). */
gboolean cl_renditions_find(ClRenditions *renditions, const ClRenditionSource *source, const ClPlan *plan,
	ClRendition *rendition);

/* Make one. `done` is called once, from a thread of the service (or from this call, if another
 * process has just made it); it owns `rendition` (fd -1 if there is an error) and must not block. */
typedef enum {
	CL_URGENT,
	CL_FREELY_CHOSEN, /* a stranger's choice (IIIF): behind the others, in a lane of its own */
	CL_IDLE		  /* only while nobody waits */
} ClUrgency;
typedef void (*ClRenditionDone)(ClRendition *rendition, const GError *error, gpointer data);
typedef struct ClRenditionTicket ClRenditionTicket;
/* NULL: refused, `done` is never called. CL_ERROR_BUSY: too much is waiting, try again in a second;
 * CL_ERROR_LIMIT: never, the picture would take more memory than there is. */
ClRenditionTicket *cl_renditions_begin(ClRenditions *renditions, ClRenditionSource *source,
	const ClPlan *plan, ClUrgency urgency, ClRenditionDone done, gpointer data, GError **error);
/* Nobody waits any more. TRUE: `done` will not be called. FALSE: it was, or is being. The render goes
 * on if it is cheap and running, and its result is kept; else it ends. */
gboolean cl_renditions_cancel(ClRenditions *renditions, ClRenditionTicket *ticket);
/* After `done` or cancel. */
void cl_rendition_ticket_unref(ClRenditionTicket *ticket);

/* Both in one call that waits. */
gboolean cl_renditions_get(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plan,
	ClRendition *rendition, GError **error);

/* Several sizes in one decode, into the cache (presets after ingest, a ladder). Waits. */
gboolean cl_renditions_prepare(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plans,
	guint n_plans, ClUrgency urgency, GError **error);

/* Presets after ingest: make those of some photos that wait in the catalog's queue, with `archive`
 * open for writing and not developing at the same time, while nobody else waits for a rendition.
 * *n_done = 0: nothing is left. */
gboolean cl_renditions_work(ClRenditions *renditions, ClArchive *archive, const volatile gint *cancel,
	guint64 *n_done, GError **error);

/* What a render is charged, from header facts. */
typedef struct {
	guint64 memory_bytes;
	guint cpu_ms;
	guint base; /* which of cl_develop_sizes it is made from; CL_N_DEVELOP = the original */
	gboolean large; /* large: its own lane, so that it delays no small one */
	gboolean heavy; /* as many at once as would be the peak of all: fewer than there are decoders */
} ClRenditionCost;
const char *cl_rendition_base_name(guint base);
void cl_rendition_cost(const ClRenditionSource *source, const ClPlan *plan, ClRenditionCost *cost);

typedef struct {
	guint64 hits, renders, from_master, joined; /* joined: waited for a render of another */
	guint64 cancelled, busy, over_limit, failed;
	guint64 not_stored; /* sent, but the cache could not take it */
	guint64 evicted, cache_bytes, cache_limit_bytes;
	guint64 sources; /* in memory */
	guint waiting, running;
	guint heavy_most; /* heavy ones that ran at once */
	ClDecoderStats decoder;
} ClRenditionStats;
void cl_renditions_stats(ClRenditions *renditions, ClRenditionStats *stats);
