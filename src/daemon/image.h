/* SPDX-License-Identifier: MIT
 *
 * One picture that somebody asks for, by whichever URL: may it go out, what exactly is wanted, is it
 * here or to be made. The order is a promise: GATE, STOP, then what is wrong with the parameters, then
 * the conditional fields, and only then a pixel.
 */
#pragma once
#include "daemon.h"
#include "hot.h"

typedef struct Image {
	Daemon *daemon;
	HttpRequest *request;
	char id[CL_ID_CHARS + 1];      /* of the photo; of a use's known from image_gate() on */
	char use[CL_USE_ID_CHARS + 1]; /* "" = the photo by itself */
	guint64 key[2];
	ClRole role;
	ClDeliveryAnswer delivery;
	gboolean is_public; /* anybody gets it: caches may keep it */
	guint32 hot_rev;    /* as long as it is the same, so is the answer */
	/* What is wanted; set by the route. */
	ClRequest wanted;
	char preset[41]; /* "" = none */
	gboolean varies; /* Accept chose the format */
	const char *route; /* "i", "u", "iiif" */
	char *links;	   /* more for the Link field, or NULL */
	/* How this route says no; NULL = by a tile of the wanted size. */
	HttpAnswer *(*refuse)(guint status);
	/* What it comes to. */
	ClRenditionSource *source;
	ClPlan plan;
	char etag[CL_ETAG_CHARS + 1];
	ClRenditionTicket *ticket;
	ClUrgency urgency; /* of its render; CL_URGENT */
} Image;

/* The request's state from now on. `id` is whole and of the right form; `use` (may be NULL) takes its
 * place. */
Image *image_new(Daemon *daemon, HttpRequest *request, const char *id, const char *use);
/* NULL: it may go out to this reader. Whoever takes a while to make the answer asks again then. Of a use
 * only what is published is for who holds no token. */
HttpAnswer *image_gate(Image *image);
/* Where this client reaches us: "https://photos.example.org"; free with g_free. */
char *image_base(const Image *image);
/* 404 for what is no picture; the same for everybody. `wanted` gives the tile its shape. */
HttpAnswer *image_unknown(Image *image);
/* From the catalog or memory; a refusal, or NULL and image->source, plan and etag are there. */
HttpAnswer *image_plan(Image *image);
/* After gate and plan: conditional fields, cache, renderer. */
HttpOutcome image_send(Image *image);

/* image_answer.c: with all header fields. Takes the rendition's descriptor. */
HttpAnswer *image_answer_new(Image *image, ClRendition *rendition);
HttpAnswer *image_not_modified(Image *image);
/* A tile instead of the picture, `deliver` being why; kept by caches for a minute at most. */
HttpAnswer *image_refusal(Image *image, ClDeliver deliver);
HttpAnswer *image_bad(Image *image, const GError *error);
/* A whole answer that fits into memory is kept for the next who asks for this path. */
/* An answer that lies ready, after STOP and GATE were asked; most requests end here. NULL: none. */
HttpAnswer *image_find_hot(Image *image);
void image_keep_hot(Image *image, HttpAnswer *whole);

/* images.c, iiif.c: the routes. */
HttpOutcome images_handle(Daemon *daemon, HttpRequest *request);
HttpOutcome iiif_handle(Daemon *daemon, HttpRequest *request);
/* site.c: pages and what other sites embed. */
HttpOutcome page_handle(Daemon *daemon, HttpRequest *request);
HttpOutcome embed_handle(Daemon *daemon, HttpRequest *request);
/* explain.c: what would be done, without doing it. */
HttpAnswer *explain_new(Image *image);

/* renders.c: renders under way, and giving up those that nobody waits for. */
typedef struct Renders Renders;
Renders *renders_new(void);
void renders_free(Renders *renders);
HttpOutcome renders_begin(Image *image);
void renders_sweep(Daemon *daemon);
