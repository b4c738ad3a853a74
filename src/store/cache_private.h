/* SPDX-License-Identifier: MIT
 *
 * What the two halves of the cache share: entries (cache.c) and their number of bytes (cache_evict.c).
 */
#pragma once
#include <cutline/cache.h>

#define CACHE_PATH_CHARS 80

struct ClCache {
	ClStore *store;
	guint64 limit_bytes;
	ClFd folder; /* cache/ */
	ClFd state;  /* cache/state: one open file, so that its locks are this process's */
	GMutex lock;
	GThread *sweeper; /* guarded by lock */
	gint sweeping;	  /* atomic */
	guint64 evicted;  /* guarded by lock */
};

/* Add to the number of bytes that all processes share; begin to evict if that is too many. */
void cache_count(ClCache *cache, gint64 size_bytes);
guint64 cache_total(ClCache *cache);
void cache_end_sweeper(ClCache *cache);
