/* SPDX-License-Identifier: MIT
 *
 * A picture's way from the question to the answer. All of it runs on a server thread: what the service
 * knows of a photo is in memory, or a few indexed rows away; pixels are made elsewhere.
 */
#include "image.h"

#include "negotiate.h"

#include <string.h>

static void
free_image(gpointer data)
{
	Image *image = data;

	g_clear_pointer(&image->source, cl_rendition_source_unref);
	g_clear_pointer(&image->ticket, cl_rendition_ticket_unref);
	g_free(image->links);
	g_free(image);
}

Image *
image_new(Daemon *daemon, HttpRequest *request, const char *id, const char *use)
{
	Image *image = g_new0(Image, 1);

	image->daemon = daemon;
	image->request = request;
	image->route = use != NULL && use[0] != '\0' ? "u" : "i";
	g_strlcpy(image->id, id, sizeof image->id);
	g_strlcpy(image->use, use != NULL ? use : "", sizeof image->use);
	cl_request_init(&image->wanted);
	request->state = image;
	request->state_free = free_image;
	if (request->fields[HTTP_FIELD_AUTHORIZATION] != NULL)
		image->role = auth_role(daemon->auth, request, NULL, NULL);
	return image;
}

/* Which photo a use shows: its source says so. A stranger learns nothing from what is wrong with it. */
static HttpAnswer *
find_use(Image *image)
{
	g_autoptr(GError) error = NULL;

	g_clear_pointer(&image->source, cl_rendition_source_unref);
	image->source = cl_renditions_source(image->daemon->renditions, image->use, &error);
	if (image->source != NULL) {
		g_strlcpy(image->id, image->source->id, sizeof image->id);
		return NULL;
	}
	if (image->role == CL_ROLE_NOBODY && g_error_matches(error, CL_ERROR, CL_ERROR_INPUT))
		return image_unknown(image);
	return image_bad(image, error);
}

/* GATE of a use: what is not out, or not any more, is like what does not exist. */
static void
hide_draft(Image *image)
{
	ClDeliveryAnswer *delivery = &image->delivery;

	if (image->source->use_state == CL_USE_PUBLISHED || delivery->anonymous == CL_DELIVER_UNSURE)
		return;
	delivery->anonymous = CL_DELIVER_GATED;
	if (image->role == CL_ROLE_NOBODY)
		delivery->reader = CL_DELIVER_GATED;
}

/* First it is said what the answer shows, then asked whether it may: a kill in between cuts it. */
HttpAnswer *
image_gate(Image *image)
{
	ClDelivery *delivery = image->daemon->delivery;
	HttpAnswer *refused = image->use[0] != '\0' ? find_use(image) : NULL;

	if (refused != NULL)
		return refused;
	if (!cl_delivery_key(image->id, image->key))
		return image_unknown(image);
	http_request_shows(image->request, image->key, image->role);
	cl_delivery_ask(delivery, image->key, image->role, &image->delivery);
	image->hot_rev = image->delivery.rev;
	if (image->use[0] != '\0') {
		image->hot_rev = image->source->serial;
		hide_draft(image);
	}
	image->is_public = image->delivery.anonymous == CL_DELIVER_YES;
	if (image->delivery.reader == CL_DELIVER_YES)
		return NULL;
	http_request_shows_nothing(image->request);
	return image_refusal(image, image->delivery.reader);
}

char *
image_base(const Image *image)
{
	const char *host = image->request->fields[HTTP_FIELD_HOST];
	char *base = daemon_public_url(image->daemon);

	return base != NULL ? base : g_strdup_printf("http://%s", host != NULL ? host : "localhost");
}

HttpAnswer *
image_plan(Image *image)
{
	g_autoptr(GError) error = NULL;

	if (image->source == NULL)
		image->source = cl_renditions_source(image->daemon->renditions, image->id, &error);
	if (image->source == NULL ||
		!cl_plan_make(&image->wanted, &image->source->frame, &image->plan, &error))
		return image_bad(image, error);
	cl_rendition_etag(image->source, &image->plan, image->etag);
	return NULL;
}

HttpOutcome
image_send(Image *image)
{
	HttpRequest *request = image->request;
	g_auto(ClRendition) rendition = { .fd = -1 };

	if (etag_matches(request->fields[HTTP_FIELD_IF_NONE_MATCH], image->etag)) {
		request->answer = image_not_modified(image);
		return HTTP_ANSWERED;
	}
	if (!cl_renditions_find(image->daemon->renditions, image->source, &image->plan, &rendition))
		return renders_begin(image);
	metrics_tier(image->daemon->metrics, METRICS_CACHE);
	request->answer = image_answer_new(image, &rendition);
	return HTTP_ANSWERED;
}
