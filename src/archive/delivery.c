/* SPDX-License-Identifier: MIT
 *
 * STOP and GATE (policy: three layers, three questions). What a state means for whom is decided in
 * judge(); the rest of this file keeps the table as the catalog is. GATE comes first: for who holds no
 * token, a photo that was never released is like one that does not exist.
 */
#include "composite.h"
#include "delivery_private.h"

#include <string.h>
#include <time.h>

#define POLL_MS 100
/* So long without having seen the catalog is too long to answer for it. */
#define UNSURE_S 3
#define PAGE 1000U

struct ClDelivery {
	ClDeliveryOptions options;
	DeliveryTable *table;
	gint released_only;	/* atomic */
	gint64 seen_us;		/* atomic; monotonic: the catalog was as the table is */
	GMutex lock;		/* of aliases */
	GHashTable *aliases;	/* char* → char* */
	ClArchive *archive;	/* of the thread that follows */
	GSequence *instants;	/* Instant*, still to come, by time */
	GHashTable *unexamined; /* char*; of the thread that follows */
	gint64 data_version, seq;
	GThread *thread;
	GMutex stop_lock;
	GCond stop_wake;
	gboolean stopping;
};

typedef struct {
	gint64 at_us;
	char id[CL_ID_CHARS + 1];
} Instant;

static const struct {
	guint status;
	const char *code, *sentence;
} words[CL_N_DELIVER] = {
#define X(id, status, code, sentence) { status, code, sentence },
	CL_DELIVER_TABLE(X)
#undef X
};

guint
cl_deliver_status(ClDeliver deliver)
{
	return words[deliver].status;
}

const char *
cl_deliver_code(ClDeliver deliver)
{
	return words[deliver].code;
}

const char *
cl_deliver_sentence(ClDeliver deliver)
{
	return words[deliver].sentence;
}

/* --- asking -------------------------------------------------------------------------------- */

/* 12 characters of 5 bits, and 4. */
gboolean
cl_delivery_key(const char *id, guint64 key[2])
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

	key[0] = key[1] = 0;
	for (guint i = 0; i < CL_ID_CHARS; i++) {
		const char *digit = id[i] != '\0' ? strchr(digits, id[i]) : NULL;

		if (digit == NULL)
			return FALSE;
		key[i / 12] = key[i / 12] << 5 | (guint64) (digit - digits);
	}
	return id[CL_ID_CHARS] == '\0';
}

static gint64
coarse_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static ClDeliver
judge(guint flags, gboolean released_only, ClRole reader)
{
	gboolean gated = (flags & (DELIVERY_HELD | DELIVERY_SENSITIVE)) != 0 || released_only;

	if (reader == CL_ROLE_NOBODY && gated && (flags & DELIVERY_RELEASED) == 0)
		return CL_DELIVER_GATED;
	if ((flags & DELIVERY_KILLED) != 0 && reader < CL_ROLE_RIGHTS)
		return CL_DELIVER_KILLED;
	if ((flags & DELIVERY_ON_HOLD) != 0 && reader < CL_ROLE_RIGHTS)
		return CL_DELIVER_ON_HOLD;
	if ((flags & DELIVERY_TAKEN_DOWN) != 0 && reader < CL_ROLE_RIGHTS)
		return CL_DELIVER_TAKEN_DOWN;
	if ((flags & DELIVERY_EMBARGOED) != 0 && reader == CL_ROLE_NOBODY)
		return CL_DELIVER_EMBARGOED;
	if ((flags & DELIVERY_EXAMINED) == 0)
		return CL_DELIVER_UNEXAMINED;
	return CL_DELIVER_YES;
}

void
cl_delivery_ask(ClDelivery *delivery, const guint64 key[2], ClRole reader, ClDeliveryAnswer *answer)
{
	gboolean released_only = g_atomic_int_get(&delivery->released_only) != 0;
	guint flags;

	answer->rev = 0;
	flags = delivery_table_get(delivery->table, key, &answer->rev);
	answer->dated = (flags & DELIVERY_DATED) != 0;
	if ((flags & DELIVERY_PRESENT) == 0)
		answer->anonymous = answer->reader = CL_DELIVER_UNKNOWN;
	else {
		answer->anonymous = judge(flags, released_only, CL_ROLE_NOBODY);
		answer->reader = reader == CL_ROLE_NOBODY ? answer->anonymous
							  : judge(flags, released_only, reader);
	}
	if (coarse_us() - __atomic_load_n(&delivery->seen_us, __ATOMIC_RELAXED) >
		UNSURE_S * G_USEC_PER_SEC)
		answer->anonymous = answer->reader = CL_DELIVER_UNSURE;
}

gboolean
cl_delivery_alias(ClDelivery *delivery, const char *alias, char id[CL_ID_CHARS + 1])
{
	const char *of;

	g_mutex_lock(&delivery->lock);
	of = g_hash_table_lookup(delivery->aliases, alias);
	if (of != NULL)
		g_strlcpy(id, of, CL_ID_CHARS + 1);
	g_mutex_unlock(&delivery->lock);
	return of != NULL;
}

guint
cl_delivery_photos(ClDelivery *delivery)
{
	return delivery_table_count(delivery->table);
}

void
cl_delivery_set_rule(ClDelivery *delivery, gboolean released_only)
{
	g_atomic_int_set(&delivery->released_only, released_only);
}

/* --- following ----------------------------------------------------------------------------- */

static int
compare_instants(gconstpointer a, gconstpointer b, gpointer data)
{
	gint64 one = ((const Instant *) a)->at_us, other = ((const Instant *) b)->at_us;

	return one < other ? -1 : one > other;
}

static void
await(ClDelivery *delivery, const char *id, gint64 at_us)
{
	Instant *instant = g_new0(Instant, 1);

	instant->at_us = at_us;
	g_strlcpy(instant->id, id, sizeof instant->id);
	g_sequence_insert_sorted(delivery->instants, instant, compare_instants, NULL);
}

static guint
date_flags(ClDelivery *delivery, const ClDelivered *row)
{
	gint64 now_us = cl_time_now_us();
	gint64 release_us = row->instants.release_us, take_down_us = row->instants.take_down_us;
	guint flags = 0;

	if (release_us > now_us) {
		flags |= DELIVERY_EMBARGOED | DELIVERY_DATED;
		await(delivery, row->id, release_us);
	}
	if (row->instants.hold_until_us > now_us) {
		flags |= DELIVERY_ON_HOLD;
		if (row->instants.hold_until_us != CL_TIME_NEVER) {
			flags |= DELIVERY_DATED;
			await(delivery, row->id, row->instants.hold_until_us);
		}
	}
	if (take_down_us == 0)
		return flags;
	if (take_down_us <= now_us)
		return flags | DELIVERY_TAKEN_DOWN;
	await(delivery, row->id, take_down_us);
	return flags | DELIVERY_DATED;
}

static void
put(const ClDelivered *row, gpointer data)
{
	ClDelivery *delivery = data;
	guint64 key[2];
	guint flags = DELIVERY_PRESENT | date_flags(delivery, row);

	if (!cl_delivery_key(row->id, key))
		return;
	flags |= row->killed ? DELIVERY_KILLED : 0;
	flags |= row->held || row->instants.gated ? DELIVERY_HELD : 0;
	flags |= row->source_sensitive ? DELIVERY_SENSITIVE : 0;
	flags |= row->examined ? DELIVERY_EXAMINED : 0;
	flags |= row->released ? DELIVERY_RELEASED : 0;
	delivery_table_put(delivery->table, key, flags, (guint32) row->rev);
	if (row->examined)
		g_hash_table_remove(delivery->unexamined, row->id);
	else
		g_hash_table_add(delivery->unexamined, g_strdup(row->id));
}

static void
put_alias(const char *alias, const char *id, gpointer data)
{
	ClDelivery *delivery = data;

	g_mutex_lock(&delivery->lock);
	g_hash_table_insert(delivery->aliases, g_strdup(alias), g_strdup(id));
	g_mutex_unlock(&delivery->lock);
}

/* It has left the catalog. */
static void
forget(ClDelivery *delivery, const char *id)
{
	guint64 key[2];
	guint32 rev;

	if (cl_delivery_key(id, key) && delivery_table_get(delivery->table, key, &rev) != 0)
		delivery_table_put(delivery->table, key, DELIVERY_GONE, rev);
}

static gboolean
load(ClDelivery *delivery, const char *id, GError **error)
{
	ClCatalog *catalog = delivery->archive->catalog;

	return cl_catalog_each_delivered(catalog, id, put, delivery, error) &&
		cl_catalog_each_alias(catalog, id, put_alias, delivery, error);
}

static gboolean
load_all(ClDelivery *delivery, GError **error)
{
	ClCatalog *catalog = delivery->archive->catalog;

	g_sequence_remove_range(g_sequence_get_begin_iter(delivery->instants),
		g_sequence_get_end_iter(delivery->instants));
	return cl_catalog_data_version(catalog, &delivery->data_version, error) &&
		cl_catalog_last_event(catalog, &delivery->seq, error) && load(delivery, NULL, error);
}

static gboolean
is_photo(ClDelivery *delivery, const char *id)
{
	g_autoptr(ClPhotoRow) photo = NULL;
	guint64 key[2];

	if (!cl_delivery_key(id, key))
		return FALSE;
	photo = cl_catalog_get_photo(delivery->archive->catalog, id, NULL);
	return photo != NULL;
}

/* With what is made of it: that may be shown while it may. */
static gboolean
follow_photo(ClDelivery *delivery, const char *id, GError **error)
{
	g_autoptr(GPtrArray) ids = archive_all_composites(delivery->archive, id, error);

	if (ids == NULL)
		return FALSE;
	g_ptr_array_insert(ids, 0, g_strdup(id));
	for (guint i = 0; i < ids->len; i++) {
		if (!load(delivery, ids->pdata[i], error))
			return FALSE;
		delivery->options.changed(ids->pdata[i], delivery->options.data);
	}
	return TRUE;
}

static gboolean
follow_event(ClDelivery *delivery, const ClEventRow *event, gboolean *all, GError **error)
{
	delivery->options.event(event, delivery->options.data);
	/* What is no photo's may concern any; a story's own events come with one of each photo that they
	 * concern. */
	if (event->subject == NULL || !is_photo(delivery, event->subject)) {
		if (event->subject != NULL)
			forget(delivery, event->subject);
		*all = *all || !(archive_is_document_event(event) || archive_is_story_event(event));
		return TRUE;
	}
	return follow_photo(delivery, event->subject, error);
}

static gboolean
follow_events(ClDelivery *delivery, gboolean *all, GError **error)
{
	for (;;) {
		g_autoptr(GPtrArray) events = cl_catalog_list_events(
			delivery->archive->catalog, NULL, delivery->seq, PAGE, error);

		if (events == NULL)
			return FALSE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];

			if (!follow_event(delivery, event, all, error))
				return FALSE;
			delivery->seq = event->seq;
		}
		if (events->len < PAGE)
			return TRUE;
	}
}

static void
drop(const char *alias, const char *id, gpointer data)
{
	g_hash_table_remove(data, id);
}

/* Developing is no event: whose job is gone is examined. */
static gboolean
follow_jobs(ClDelivery *delivery, GError **error)
{
	g_autoptr(GHashTable) done = NULL;
	GHashTableIter iter;
	gpointer id;

	if (g_hash_table_size(delivery->unexamined) == 0)
		return TRUE;
	done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_hash_table_iter_init(&iter, delivery->unexamined);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		g_hash_table_add(done, g_strdup(id));
	if (!cl_catalog_each_pending(delivery->archive->catalog, drop, done, error))
		return FALSE;
	g_hash_table_iter_init(&iter, done);
	while (g_hash_table_iter_next(&iter, &id, NULL)) {
		if (!load(delivery, id, error))
			return FALSE;
		delivery->options.changed(id, delivery->options.data);
	}
	return TRUE;
}

static gboolean
follow_clock(ClDelivery *delivery, GError **error)
{
	gint64 now_us = cl_time_now_us();
	GSequenceIter *at;

	while (!g_sequence_iter_is_end(at = g_sequence_get_begin_iter(delivery->instants)) &&
		((Instant *) g_sequence_get(at))->at_us <= now_us) {
		char id[CL_ID_CHARS + 1];

		g_strlcpy(id, ((Instant *) g_sequence_get(at))->id, sizeof id);
		g_sequence_remove(at);
		if (!load(delivery, id, error))
			return FALSE;
		delivery->options.changed(id, delivery->options.data);
	}
	return TRUE;
}

/* Version first, then what it holds: a commit in between is seen the next time. */
static gboolean
follow(ClDelivery *delivery, GError **error)
{
	gint64 begun_us = coarse_us(), version;
	gboolean all = FALSE;

	if (!cl_catalog_data_version(delivery->archive->catalog, &version, error))
		return FALSE;
	if (version != delivery->data_version) {
		if (!follow_events(delivery, &all, error) || !follow_jobs(delivery, error))
			return FALSE;
		if (all) {
			if (!load_all(delivery, error))
				return FALSE;
			delivery->options.changed(NULL, delivery->options.data);
		}
		delivery->data_version = version;
	}
	if (!follow_clock(delivery, error))
		return FALSE;
	__atomic_store_n(&delivery->seen_us, begun_us, __ATOMIC_RELAXED);
	return TRUE;
}

static gint64
wait_until_us(ClDelivery *delivery)
{
	GSequenceIter *first = g_sequence_get_begin_iter(delivery->instants);
	gint64 wait_us = POLL_MS * 1000;

	if (!g_sequence_iter_is_end(first))
		wait_us = CLAMP(((Instant *) g_sequence_get(first))->at_us - cl_time_now_us(), 1000,
			wait_us);
	return g_get_monotonic_time() + wait_us;
}

static gpointer
run(gpointer data)
{
	ClDelivery *delivery = data;

	g_mutex_lock(&delivery->stop_lock);
	while (!delivery->stopping) {
		g_autoptr(GError) error = NULL;

		g_cond_wait_until(
			&delivery->stop_wake, &delivery->stop_lock, wait_until_us(delivery));
		g_mutex_unlock(&delivery->stop_lock);
		/* A catalog that cannot be read is tried again; until then everybody is told so. */
		follow(delivery, &error);
		g_mutex_lock(&delivery->stop_lock);
	}
	g_mutex_unlock(&delivery->stop_lock);
	return NULL;
}

ClDelivery *
cl_delivery_open(const ClDeliveryOptions *options, GError **error)
{
	g_autoptr(ClDelivery) delivery = g_new0(ClDelivery, 1);

	delivery->options = *options;
	delivery->released_only = options->released_only;
	delivery->table = delivery_table_new();
	delivery->aliases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	delivery->instants = g_sequence_new(g_free);
	delivery->unexamined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_mutex_init(&delivery->lock);
	g_mutex_init(&delivery->stop_lock);
	g_cond_init(&delivery->stop_wake);
	delivery->archive = cl_archive_open(options->folder, CL_ARCHIVE_READ, error);
	if (delivery->archive == NULL || !load_all(delivery, error))
		return NULL;
	delivery->seen_us = coarse_us();
	delivery->thread = g_thread_new("delivery", run, delivery);
	return g_steal_pointer(&delivery);
}

void
cl_delivery_stop(ClDelivery *delivery)
{
	if (delivery == NULL || delivery->thread == NULL)
		return;
	g_mutex_lock(&delivery->stop_lock);
	delivery->stopping = TRUE;
	g_cond_signal(&delivery->stop_wake);
	g_mutex_unlock(&delivery->stop_lock);
	g_thread_join(g_steal_pointer(&delivery->thread));
}

void
cl_delivery_close(ClDelivery *delivery)
{
	if (delivery == NULL)
		return;
	cl_delivery_stop(delivery);
	cl_archive_close(delivery->archive);
	delivery_table_free(delivery->table);
	g_hash_table_unref(delivery->aliases);
	g_sequence_free(delivery->instants);
	g_hash_table_unref(delivery->unexamined);
	g_mutex_clear(&delivery->lock);
	g_mutex_clear(&delivery->stop_lock);
	g_cond_clear(&delivery->stop_wake);
	g_free(delivery);
}
