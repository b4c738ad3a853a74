/* SPDX-License-Identifier: MIT
 *
 * Who waits for what, and whose turn it is. Many who ask for one cold key wait for one flight;
 * flights of one decode are a batch; batches wait in four lanes: small, large (which never takes
 * the last worker, so that it delays no small one), free (parts and sizes that strangers choose: behind
 * those, with a queue of its own, so that it fills nobody else's) and idle (while nobody waits). A batch is
 * charged memory before it runs, and what is heavy never runs in all decoders at once: who waits behind it
 * goes first. Knows nothing of files and pixels.
 */
#include "rendition_queue.h"

#include <fcntl.h>
#include <string.h>

#define MAX_IDLE 100000U

struct ClRenditionTicket {
	gatomicrefcount refs;
	RenditionFlight *flight; /* NULL: `done` was called or never will be */
	ClRenditionDone done;
	gpointer data;
};

/* --- flights and batches --------------------------------------------------------------------- */

static ClRenditionTicket *
new_ticket(RenditionFlight *flight, ClRenditionDone done, gpointer data)
{
	ClRenditionTicket *ticket = g_new0(ClRenditionTicket, 1);

	g_atomic_ref_count_init(&ticket->refs);
	g_atomic_ref_count_inc(&ticket->refs); /* the flight's */
	ticket->flight = flight;
	ticket->done = done;
	ticket->data = data;
	g_ptr_array_add(flight->tickets, ticket);
	return ticket;
}

void
cl_rendition_ticket_unref(ClRenditionTicket *ticket)
{
	if (g_atomic_ref_count_dec(&ticket->refs))
		g_free(ticket);
}

static RenditionFlight *
new_flight(ClRenditions *renditions, RenditionBatch *batch, const char *key, const ClPlan *plan)
{
	RenditionFlight *flight = g_new0(RenditionFlight, 1);

	g_strlcpy(flight->key, key, sizeof flight->key);
	flight->plan = *plan;
	flight->tickets = g_ptr_array_new_with_free_func((GDestroyNotify) cl_rendition_ticket_unref);
	flight->batch = batch;
	flight->rendition.fd = -1;
	batch->flights[batch->n_flights++] = flight;
	g_hash_table_insert(renditions->flights, flight->key, flight);
	return flight;
}

static void
free_flight(RenditionFlight *flight)
{
	g_ptr_array_unref(flight->tickets);
	cl_rendition_clear(&flight->rendition);
	g_clear_error(&flight->error);
	g_free(flight);
}

static RenditionBatch *
new_batch(ClRenditionSource *source, const ClRenditionCost *cost, ClUrgency urgency)
{
	RenditionBatch *batch = g_new0(RenditionBatch, 1);

	batch->source = cl_rendition_source_ref(source);
	batch->cost = *cost;
	batch->urgency = urgency;
	return batch;
}

static void
free_batch(RenditionBatch *batch)
{
	for (guint i = 0; i < batch->n_flights; i++)
		free_flight(batch->flights[i]);
	cl_rendition_source_unref(batch->source);
	g_free(batch);
}

static RenditionLane
lane_of(const RenditionBatch *batch)
{
	if (batch->urgency == CL_IDLE)
		return RENDITION_IDLE;
	if (batch->urgency == CL_FREELY_CHOSEN)
		return RENDITION_FREE;
	return batch->cost.large ? RENDITION_LARGE : RENDITION_SMALL;
}

static void
enqueue(ClRenditions *renditions, RenditionBatch *batch)
{
	g_queue_push_tail(&renditions->lanes[lane_of(batch)], batch);
	if (renditions->n_started < renditions->n_threads) {
		guint i = renditions->n_started++;

		renditions->threads[i] = g_thread_new("render", rendition_work, renditions);
	}
	g_cond_signal(&renditions->work);
}

static void
dequeue(ClRenditions *renditions, RenditionBatch *batch)
{
	g_queue_remove(&renditions->lanes[lane_of(batch)], batch);
}

/* Call everybody back; the flights are no longer to be found. Called without the lock. */
static void
land(RenditionBatch *batch)
{
	for (guint i = 0; i < batch->n_flights; i++) {
		RenditionFlight *flight = batch->flights[i];

		for (guint j = 0; j < flight->tickets->len; j++) {
			ClRenditionTicket *ticket = flight->tickets->pdata[j];
			ClRendition rendition = flight->rendition;
			g_autoptr(GError) error =
				flight->error != NULL ? g_error_copy(flight->error) : NULL;

			rendition.fd = -1;
			if (error == NULL) {
				rendition.fd = fcntl(flight->rendition.fd, F_DUPFD_CLOEXEC, 0);
				if (rendition.fd < 0)
					g_set_error(&error, CL_ERROR, CL_ERROR_BUSY,
						"too many open files; try again in a moment");
			}
			ticket->done(&rendition, error, ticket->data);
		}
	}
	free_batch(batch);
}

/* Take the flights out of sight and their tickets out of reach of cancel. */
static void
close_batch(ClRenditions *renditions, RenditionBatch *batch)
{
	for (guint i = 0; i < batch->n_flights; i++) {
		RenditionFlight *flight = batch->flights[i];

		g_hash_table_remove(renditions->flights, flight->key);
		for (guint j = 0; j < flight->tickets->len; j++)
			((ClRenditionTicket *) flight->tickets->pdata[j])->flight = NULL;
	}
}

/* --- whose turn ------------------------------------------------------------------------------- */

/* The first of the lane that may run now, or NULL. */
static GList *
find_batch(ClRenditions *renditions, RenditionLane lane)
{
	guint others = renditions->running[RENDITION_LARGE] + renditions->running[RENDITION_FREE] +
		renditions->running[RENDITION_IDLE];
	guint most = MAX(renditions->n_threads - 1, 1);
	GList *link = renditions->lanes[lane].head;

	/* one worker stays for small ones, if there is more than one */
	if (lane != RENDITION_SMALL && others >= most)
		return NULL;
	while (link != NULL && renditions->heavy_running >= most &&
		((RenditionBatch *) link->data)->cost.heavy)
		link = link->next;
	return link == NULL || renditions->memory_used == 0 ||
			renditions->memory_used + ((RenditionBatch *) link->data)->cost.memory_bytes <=
				renditions->memory_limit
		? link
		: NULL;
}

static RenditionBatch *
next_batch(ClRenditions *renditions, RenditionLane *lane)
{
	for (guint i = 0; i < RENDITION_N_LANES; i++) {
		GList *link;

		if (i == RENDITION_IDLE && (renditions->lanes[RENDITION_SMALL].length > 0 ||
						   renditions->lanes[RENDITION_LARGE].length > 0 ||
						   renditions->lanes[RENDITION_FREE].length > 0))
			return NULL;
		link = find_batch(renditions, (RenditionLane) i);
		if (link != NULL) {
			RenditionBatch *batch = link->data;

			*lane = (RenditionLane) i;
			g_queue_delete_link(&renditions->lanes[i], link);
			return batch;
		}
	}
	return NULL;
}

static gboolean
failed(const RenditionBatch *batch, int code)
{
	for (guint i = 0; i < batch->n_flights; i++)
		if (batch->flights[i]->error != NULL &&
			(code < 0 || g_error_matches(batch->flights[i]->error, CL_ERROR, code)))
			return TRUE;
	return FALSE;
}

static gboolean
is_wanted(const RenditionBatch *batch)
{
	for (guint i = 0; i < batch->n_flights; i++)
		if (batch->flights[i]->tickets->len > 0)
			return TRUE;
	return FALSE;
}

/* Its decoder was ended because nobody waited, and then somebody came. */
static gboolean
run_again(ClRenditions *renditions, RenditionBatch *batch)
{
	if (renditions->closing || !failed(batch, CL_ERROR_CANCELLED) || !is_wanted(batch))
		return FALSE;
	for (guint i = 0; i < batch->n_flights; i++) {
		g_clear_error(&batch->flights[i]->error);
		cl_rendition_clear(&batch->flights[i]->rendition);
	}
	batch->running = FALSE;
	g_atomic_int_set(&batch->cancel, 0);
	enqueue(renditions, batch);
	return TRUE;
}

static void
run(ClRenditions *renditions, RenditionBatch *batch, RenditionLane lane)
{
	batch->running = TRUE;
	renditions->running[lane]++;
	renditions->heavy_running += batch->cost.heavy ? 1 : 0;
	renditions->stats.heavy_most = MAX(renditions->stats.heavy_most, renditions->heavy_running);
	renditions->memory_used += batch->cost.memory_bytes;
	g_mutex_unlock(&renditions->lock);
	rendition_render(renditions, batch);
	g_mutex_lock(&renditions->lock);
	renditions->running[lane]--;
	renditions->heavy_running -= batch->cost.heavy ? 1 : 0;
	renditions->memory_used -= batch->cost.memory_bytes;
	if (run_again(renditions, batch))
		return;
	renditions->stats.cancelled += failed(batch, CL_ERROR_CANCELLED);
	renditions->stats.failed += failed(batch, -1) && !failed(batch, CL_ERROR_CANCELLED);
	close_batch(renditions, batch);
	g_cond_broadcast(&renditions->work);
	g_mutex_unlock(&renditions->lock);
	land(batch);
	g_mutex_lock(&renditions->lock);
}

gpointer
rendition_work(gpointer data)
{
	ClRenditions *renditions = data;

	g_mutex_lock(&renditions->lock);
	while (!renditions->closing) {
		RenditionLane lane;
		RenditionBatch *batch = next_batch(renditions, &lane);

		if (batch != NULL)
			run(renditions, batch, lane);
		else
			g_cond_wait(&renditions->work, &renditions->lock);
	}
	g_mutex_unlock(&renditions->lock);
	return NULL;
}

void
rendition_queue_close(ClRenditions *renditions)
{
	RenditionBatch *batch;

	g_mutex_lock(&renditions->lock);
	renditions->closing = TRUE;
	for (guint i = 0; i < RENDITION_N_LANES; i++) {
		while ((batch = g_queue_pop_head(&renditions->lanes[i])) != NULL) {
			for (guint j = 0; j < batch->n_flights; j++)
				g_set_error(&batch->flights[j]->error, CL_ERROR, CL_ERROR_CANCELLED,
					"the program is ending");
			close_batch(renditions, batch);
			g_mutex_unlock(&renditions->lock);
			land(batch);
			g_mutex_lock(&renditions->lock);
		}
	}
	g_cond_broadcast(&renditions->work);
	g_mutex_unlock(&renditions->lock);
	for (guint i = 0; i < renditions->n_started; i++)
		g_thread_join(renditions->threads[i]);
}

/* --- admission -------------------------------------------------------------------------------- */

static gboolean
is_full(const ClRenditions *renditions, ClUrgency urgency)
{
	const GQueue *lanes = renditions->lanes;

	switch (urgency) {
	case CL_URGENT:
		return lanes[RENDITION_SMALL].length + lanes[RENDITION_LARGE].length >=
			renditions->queue_limit;
	case CL_FREELY_CHOSEN:
		return lanes[RENDITION_FREE].length >= MAX(renditions->queue_limit / 4, 1);
	case CL_IDLE:
		return lanes[RENDITION_IDLE].length >= MAX_IDLE;
	}
	return TRUE;
}

static gboolean
admit(ClRenditions *renditions, const ClRenditionSource *source, const ClRenditionCost *cost,
	ClUrgency urgency, GError **error)
{
	if (cost->memory_bytes > renditions->memory_limit) {
		renditions->stats.over_limit++;
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"photo %s: %u × %u pixels would take %" G_GUINT64_FORMAT
			" MB to decode, more than the %" G_GUINT64_FORMAT
			" there are; raise memory_mb in cutline.conf, or ask for a size that its "
			"master has",
			source->id, source->frame.width, source->frame.height,
			cost->memory_bytes >> 20, renditions->memory_limit >> 20);
		return FALSE;
	}
	if (is_full(renditions, urgency)) {
		renditions->stats.busy++;
		g_set_error(error, CL_ERROR, CL_ERROR_BUSY,
			"too many renditions are waiting already; try again in a second");
		return FALSE;
	}
	return !renditions->closing || (g_set_error(error, CL_ERROR, CL_ERROR_CANCELLED,
						"the program is ending"),
					       FALSE);
}

/* Somebody waits now for what was to be made some time. */
static void
join(ClRenditions *renditions, RenditionFlight *flight, ClUrgency urgency)
{
	RenditionBatch *batch = flight->batch;

	g_atomic_int_set(&batch->cancel, 0);
	if (urgency >= batch->urgency)
		return;
	if (batch->running) {
		batch->urgency = urgency;
		return;
	}
	dequeue(renditions, batch);
	batch->urgency = urgency;
	enqueue(renditions, batch);
}

/* The pool is made when the first job comes. */
static gboolean
has_pool(ClRenditions *renditions, GError **error)
{
	if (renditions->pool == NULL)
		renditions->pool = archive_pool(renditions->archive, renditions->n_threads, error);
	return renditions->pool != NULL;
}

ClRenditionTicket *
cl_renditions_begin(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plan,
	ClUrgency urgency, ClRenditionDone done, gpointer data, GError **error)
{
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&renditions->lock);
	char key[CL_ETAG_CHARS + 1];
	RenditionFlight *flight;
	RenditionBatch *batch;
	ClRenditionCost cost;
	ClRenditionTicket *ticket;

	cl_rendition_etag(source, plan, key);
	flight = g_hash_table_lookup(renditions->flights, key);
	if (flight != NULL) {
		renditions->stats.joined++;
		join(renditions, flight, urgency);
		return new_ticket(flight, done, data);
	}
	cl_rendition_cost(source, plan, &cost);
	if (!admit(renditions, source, &cost, urgency, error) || !has_pool(renditions, error))
		return NULL;
	batch = new_batch(source, &cost, urgency);
	ticket = new_ticket(new_flight(renditions, batch, key, plan), done, data);
	enqueue(renditions, batch);
	return ticket;
}

/* A batch of many is charged as its dearest member, and the encoding of all. */
guint
rendition_begin_many(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plans,
	guint n_plans, ClUrgency urgency, ClRenditionDone done, gpointer data, GError **error)
{
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&renditions->lock);
	RenditionBatch *batch = NULL;
	guint begun = 0;

	for (guint i = 0; i < n_plans; i++) {
		char key[CL_ETAG_CHARS + 1];
		RenditionFlight *flight;
		ClRenditionCost cost;

		cl_rendition_etag(source, &plans[i], key);
		cl_rendition_cost(source, &plans[i], &cost);
		flight = g_hash_table_lookup(renditions->flights, key);
		if (flight == NULL && batch == NULL) {
			if (!admit(renditions, source, &cost, urgency, error) ||
				!has_pool(renditions, error))
				return 0;
			batch = new_batch(source, &cost, urgency);
		}
		if (flight == NULL) {
			batch->cost.cpu_ms = MAX(batch->cost.cpu_ms, cost.cpu_ms);
			batch->cost.memory_bytes =
				MAX(batch->cost.memory_bytes, cost.memory_bytes);
			batch->cost.large = batch->cost.large || cost.large;
			batch->cost.heavy = batch->cost.heavy || cost.heavy;
			flight = new_flight(renditions, batch, key, &plans[i]);
		}
		cl_rendition_ticket_unref(new_ticket(flight, done, data));
		begun++;
	}
	if (batch != NULL)
		enqueue(renditions, batch);
	return begun;
}

/* --- nobody waits any more --------------------------------------------------------------------- */

/* Killing a decoder costs more than most renders: what runs may end within a second, and is kept. */
static void
abandon(ClRenditions *renditions, RenditionBatch *batch)
{
	if (batch->running) {
		g_atomic_int_set(&batch->cancel, 1);
		return;
	}
	dequeue(renditions, batch);
	close_batch(renditions, batch);
	renditions->stats.cancelled++;
	free_batch(batch);
}

gboolean
cl_renditions_cancel(ClRenditions *renditions, ClRenditionTicket *ticket)
{
	g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&renditions->lock);
	RenditionFlight *flight = ticket->flight;

	if (flight == NULL)
		return FALSE;
	ticket->flight = NULL;
	g_ptr_array_remove_fast(flight->tickets, ticket);
	if (!is_wanted(flight->batch))
		abandon(renditions, flight->batch);
	return TRUE;
}
