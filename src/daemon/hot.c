/* SPDX-License-Identifier: MIT
 *
 * Two generations instead of a list of uses: what is asked for moves to the young one; when that holds
 * half of what is allowed, the old one goes. A hit costs a look-up under a lock of one of several shards.
 */
#include "hot.h"

#include <string.h>

#define N_SHARDS 16U

typedef struct {
	HotEntry entry;
	gint64 made_us;
	guint64 n_bytes;
} Kept;

typedef struct {
	GMutex lock;
	GHashTable *young, *old; /* char* → Kept* */
	guint64 young_bytes;
} Shard;

struct Hot {
	Shard shards[N_SHARDS];
	guint64 limit_bytes; /* of the young half of a shard */
};

void
hot_entry_clear(HotEntry *entry)
{
	g_clear_pointer(&entry->whole, http_answer_unref);
	g_clear_pointer(&entry->not_modified, http_answer_unref);
}

static void
free_kept(gpointer data)
{
	Kept *kept = data;

	hot_entry_clear(&kept->entry);
	g_free(kept);
}

static GHashTable *
make_table(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_kept);
}

Hot *
hot_new(guint64 limit_bytes)
{
	Hot *hot = g_new0(Hot, 1);

	hot->limit_bytes = limit_bytes / 2 / N_SHARDS;
	for (guint i = 0; i < N_SHARDS; i++) {
		g_mutex_init(&hot->shards[i].lock);
		hot->shards[i].young = make_table();
		hot->shards[i].old = make_table();
	}
	return hot;
}

void
hot_free(Hot *hot)
{
	if (hot == NULL)
		return;
	for (guint i = 0; i < N_SHARDS; i++) {
		g_hash_table_unref(hot->shards[i].young);
		g_hash_table_unref(hot->shards[i].old);
		g_mutex_clear(&hot->shards[i].lock);
	}
	g_free(hot);
}

#define KEY_CHARS 128U

/* FALSE: a path that is too long to be worth keeping. */
static gboolean
make_key(const char *path, ClFormat format, char key[KEY_CHARS])
{
	gsize n = strlen(path);

	if (n + 3 > KEY_CHARS)
		return FALSE;
	memcpy(key, path, n);
	key[n] = '#';
	key[n + 1] = (char) ('a' + format);
	key[n + 2] = '\0';
	return TRUE;
}

static Shard *
find_shard(Hot *hot, const char *key)
{
	guint hash = g_str_hash(key);

	return &hot->shards[(hash ^ hash >> 16) % N_SHARDS];
}

/* The shard is locked. */
static void
add(Hot *hot, Shard *shard, char *key, Kept *kept)
{
	if (shard->young_bytes + kept->n_bytes > hot->limit_bytes) {
		g_hash_table_unref(shard->old);
		shard->old = shard->young;
		shard->young = make_table();
		shard->young_bytes = 0;
	}
	shard->young_bytes += kept->n_bytes;
	g_hash_table_replace(shard->young, key, kept);
}

static Kept *
look_up(Hot *hot, Shard *shard, const char *key)
{
	Kept *kept = g_hash_table_lookup(shard->young, key);
	gpointer stolen_key, stolen;

	if (kept != NULL || !g_hash_table_steal_extended(shard->old, key, &stolen_key, &stolen))
		return kept;
	add(hot, shard, stolen_key, stolen);
	return stolen;
}

gboolean
hot_get(Hot *hot, const char *path, ClFormat format, guint32 rev, HotEntry *entry)
{
	char key[KEY_CHARS];
	Shard *shard;
	Kept *kept;
	gboolean found;

	if (!make_key(path, format, key))
		return FALSE;
	shard = find_shard(hot, key);
	g_mutex_lock(&shard->lock);
	kept = look_up(hot, shard, key);
	found = kept != NULL && kept->entry.rev == rev &&
		g_get_monotonic_time() - kept->made_us < HOT_FRESH_S * (gint64) G_USEC_PER_SEC;
	if (found) {
		*entry = kept->entry;
		http_answer_ref(entry->whole);
		http_answer_ref(entry->not_modified);
	}
	g_mutex_unlock(&shard->lock);
	return found;
}

void
hot_put(Hot *hot, const char *path, ClFormat format, const HotEntry *entry)
{
	char key[KEY_CHARS];
	Shard *shard;
	Kept *kept;

	if (!make_key(path, format, key))
		return;
	kept = g_new0(Kept, 1);
	kept->entry = *entry;
	http_answer_ref(entry->whole);
	http_answer_ref(entry->not_modified);
	kept->made_us = g_get_monotonic_time();
	kept->n_bytes = http_answer_bytes(entry->whole) + 1024;
	shard = find_shard(hot, key);
	g_mutex_lock(&shard->lock);
	g_hash_table_remove(shard->old, key);
	add(hot, shard, g_strdup(key), kept);
	g_mutex_unlock(&shard->lock);
}

void
hot_clear(Hot *hot)
{
	for (guint i = 0; i < N_SHARDS; i++) {
		Shard *shard = &hot->shards[i];

		g_mutex_lock(&shard->lock);
		g_hash_table_remove_all(shard->young);
		g_hash_table_remove_all(shard->old);
		shard->young_bytes = 0;
		g_mutex_unlock(&shard->lock);
	}
}
