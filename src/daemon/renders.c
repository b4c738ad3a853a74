/* SPDX-License-Identifier: MIT
 *
 * Renders under way. The request is suspended; the service calls back when there is a file. A client
 * that has gone meanwhile cannot tell us, so we look: a render for nobody is given up.
 */
#include "image.h"

struct Renders {
	GMutex lock;
	GHashTable *waiting; /* Image* → itself */
};

Renders *
renders_new(void)
{
	Renders *renders = g_new0(Renders, 1);

	g_mutex_init(&renders->lock);
	renders->waiting = g_hash_table_new(NULL, NULL);
	return renders;
}

void
renders_free(Renders *renders)
{
	if (renders == NULL)
		return;
	g_hash_table_unref(renders->waiting);
	g_mutex_clear(&renders->lock);
	g_free(renders);
}

/* TRUE for the one who may resume it. */
static gboolean
take(Renders *renders, Image *image)
{
	gboolean had;

	g_mutex_lock(&renders->lock);
	had = g_hash_table_remove(renders->waiting, image);
	g_mutex_unlock(&renders->lock);
	return had;
}

/* A picture that cannot be made, or a machine that cannot make it, is somebody's to look at; a full
 * queue and clients that have gone are daily life. */
static void
complain(const GError *error)
{
	if (!g_error_matches(error, CL_ERROR, CL_ERROR_BUSY) &&
		!g_error_matches(error, CL_ERROR, CL_ERROR_CANCELLED) &&
		cl_error_http_status(error) != 500) /* that one is said by refusal_from() */
		daemon_log_rarely("renditions", error->message);
}

static void
done(ClRendition *rendition, const GError *error, gpointer data)
{
	Image *image = data;

	if (!take(image->daemon->renders, image)) {
		cl_rendition_clear(rendition);
		return;
	}
	if (error != NULL) {
		complain(error);
		http_request_resume(image->request, image_bad(image, error));
		return;
	}
	metrics_tier(image->daemon->metrics, METRICS_RENDER);
	http_request_resume(image->request, image_answer_new(image, rendition));
	cl_rendition_clear(rendition);
}

HttpOutcome
renders_begin(Image *image)
{
	Renders *renders = image->daemon->renders;
	g_autoptr(GError) error = NULL;
	ClRenditionTicket *ticket;

	http_request_suspend(image->request);
	g_mutex_lock(&renders->lock);
	g_hash_table_add(renders->waiting, image);
	g_mutex_unlock(&renders->lock);
	ticket = cl_renditions_begin(image->daemon->renditions, image->source, &image->plan,
		image->urgency, done, image, &error);
	if (ticket == NULL) {
		take(renders, image);
		http_request_resume(image->request, image_bad(image, error));
		return HTTP_LATER;
	}
	/* If it is done already, the image may be gone with its request. */
	g_mutex_lock(&renders->lock);
	if (g_hash_table_contains(renders->waiting, image))
		image->ticket = g_steal_pointer(&ticket);
	g_mutex_unlock(&renders->lock);
	if (ticket != NULL)
		cl_rendition_ticket_unref(ticket);
	return HTTP_LATER;
}

/* An image that is in the table has not been resumed, and so still lives. */
static Image *
find_abandoned(Renders *renders)
{
	GHashTableIter iter;
	gpointer key;
	Image *found = NULL;

	g_mutex_lock(&renders->lock);
	g_hash_table_iter_init(&iter, renders->waiting);
	while (found == NULL && g_hash_table_iter_next(&iter, &key, NULL)) {
		Image *image = key;

		if (image->ticket != NULL && http_request_is_abandoned(image->request)) {
			g_hash_table_iter_remove(&iter);
			found = image;
		}
	}
	g_mutex_unlock(&renders->lock);
	return found;
}

void
renders_sweep(Daemon *daemon)
{
	Image *image;

	while ((image = find_abandoned(daemon->renders)) != NULL) {
		cl_renditions_cancel(daemon->renditions, image->ticket);
		http_request_resume(image->request,
			refusal_new(503, "cancelled", "the client has gone", image->id));
	}
}
