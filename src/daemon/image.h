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
	char id[CL_ID_CHARS + 1];
	guint64 key[2];
	ClRole role;
	ClDeliveryAnswer delivery;
	gboolean is_public; /* anybody gets it: caches may keep it */
	/* What is wanted; set by the route. */
	ClRequest wanted;
	char preset[41]; /* "" = none */
	gboolean varies; /* Accept chose the format */
	const char *route; /* "i", "iiif" */
	char *links;	   /* more for the Link field, or NULL */
	/* What it comes to. */
	ClRenditionSource *source;
	ClPlan plan;
	char etag[CL_ETAG_CHARS + 1];
	ClRenditionTicket *ticket;
} Image;

/* The request's state from now on. `id` is whole and of the right form. */
Image *image_new(Daemon *daemon, HttpRequest *request, const char *id);
/* NULL: it may go out to this reader. */
HttpAnswer *image_gate(Image *image);
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
void image_keep_hot(Image *image, HttpAnswer *whole);

/* images.c, iiif.c: the routes. */
HttpOutcome images_handle(Daemon *daemon, HttpRequest *request);
HttpOutcome iiif_handle(Daemon *daemon, HttpRequest *request);
/* explain.c: what would be done, without doing it. */
HttpAnswer *explain_new(Image *image);

/* renders.c: renders under way, and giving up those that nobody waits for. */
typedef struct Renders Renders;
Renders *renders_new(void);
void renders_free(Renders *renders);
HttpOutcome renders_begin(Image *image);
void renders_sweep(Daemon *daemon);
