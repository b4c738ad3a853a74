/* SPDX-License-Identifier: MIT
 *
 * The cache of renditions: files by original and key, whole or not there, within a number of bytes.
 *
 *   cache/AB/CD/ORIGINAL-KEY   the file, then a trailer that says how long it is
 *   cache/state                bytes in the cache; locks of keys that are being made
 *
 * A hit opens, looks and at most once in CL_CACHE_TOUCH_S touches; what has not been touched for
 * longest goes when the limit is passed. Nothing is fsynced: after a power cut a file without its
 * trailer is none. Thread-safe, and shared by all programs that use the archive.
 */
#pragma once
#include "store.h"

#define CL_CACHE_KEY_BYTES 16
#define CL_CACHE_TOUCH_S 900 /* least-recently-used to a quarter of an hour */

typedef struct ClCache ClCache;
/* The store is lent. limit_bytes 0 keeps nothing. */
ClCache *cl_cache_open(ClStore *store, guint64 limit_bytes, GError **error);
void cl_cache_close(ClCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCache, cl_cache_close)

typedef struct {
	ClFd fd;	    /* its first size_bytes bytes are the file */
	guint64 size_bytes;
	guint32 format;	    /* three numbers of the caller's */
	guint32 width, height;
} ClCached;

/* FALSE: not there. */
gboolean cl_cache_find(ClCache *cache, const guint8 original[CL_SHA256_BYTES],
	const guint8 key[CL_CACHE_KEY_BYTES], ClCached *cached);
/* Keep the first cached->size_bytes bytes of cached->fd, which is then replaced by that of the kept
 * file. After an error nothing has changed. */
gboolean cl_cache_put(ClCache *cache, const guint8 original[CL_SHA256_BYTES],
	const guint8 key[CL_CACHE_KEY_BYTES], ClCached *cached, GError **error);
/* Everything of one original; the number of files. */
guint cl_cache_drop(ClCache *cache, const guint8 original[CL_SHA256_BYTES]);

/* Alone among processes with a key that is being made; waits. Threads of one process must not lock
 * the same key. */
gboolean cl_cache_lock(ClCache *cache, const guint8 key[CL_CACHE_KEY_BYTES], GError **error);
void cl_cache_unlock(ClCache *cache, const guint8 key[CL_CACHE_KEY_BYTES]);

typedef struct {
	guint64 size_bytes, limit_bytes;
	guint64 evicted; /* files, by this process */
} ClCacheStats;
void cl_cache_stats(ClCache *cache, ClCacheStats *stats);
/* For tests: wait until a running eviction has ended. */
void cl_cache_settle(ClCache *cache);
