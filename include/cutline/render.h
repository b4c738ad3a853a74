/* SPDX-License-Identifier: MIT
 *
 * Pixels. Pure part: the develop request and result, likeness of fingerprints. The part that
 * decodes (cl_render_*) runs in the decoder process only.
 */
#pragma once
#include <glib.h>
#include "photo.h"
#include "request.h"

/* What developing makes of one decode, largest first: a JPEG each, sRGB, upright, no metadata. */
typedef struct {
	const char *name;
	guint width_px, height_px; /* box to fit in; never enlarged */
	guint quality;
} ClDevelopSize;
#define CL_N_DEVELOP 4
#define CL_N_MASTERS 2 /* the first of them: not sharpened, for renditions to be made from */
#define CL_MASTER_PX 2560
extern const ClDevelopSize cl_develop_sizes[CL_N_DEVELOP]; /* master, middle, grid 640, thumb 320 */

/* The size of a picture of width × height fitted into a box: aspect kept, never enlarged, no
 * side below 1. */
void cl_fit(guint width, guint height, guint box_width, guint box_height, guint *fit_width,
	guint *fit_height);

/* What two pictures are compared by. Hash 0 is of the whole frame; the others are of *spots*:
 * squares around blobs that the picture itself proposes (bright or dark things, at the scale at
 * which they stand out most), so that a cropped copy proposes the same squares again. */
#define CL_LOOK_HASHES 13 /* whole frame, then at most twelve spots */
#define CL_LOOK_SIDE 48   /* side of the grey miniature (whole frame, stretched to a square) */
#define CL_PLACEHOLDER_MAX 32
#define CL_LOOK_UNIT 32768 /* spot coordinates: this many = the long side of the frame */
typedef struct {
	guint16 x, y, radius; /* of the square: centre and half its side */
} ClLookSpot;
typedef struct {
	guint16 width, height; /* of the frame that was looked at; only the ratio counts */
	guint8 n_hashes;       /* valid hashes; 0 = flat, like nothing but its own bytes */
	guint64 hashes[CL_LOOK_HASHES];
	guint64 weak[CL_LOOK_HASHES];     /* bits of the hash that were close to tipping over */
	ClLookSpot spots[CL_LOOK_HASHES]; /* of hash 1 …; [0] unused */
	guint8 grey[CL_LOOK_SIDE * CL_LOOK_SIDE];
	guint8 placeholder[CL_PLACEHOLDER_MAX]; /* ThumbHash */
	guint8 n_placeholder;
} ClLook;

#define CL_DAMAGE_BYTES 120
typedef struct {
	ClLook look;
	guint32 width[CL_N_DEVELOP], height[CL_N_DEVELOP];
	char damage[CL_DAMAGE_BYTES]; /* what was broken in the pixels, or "" */
} ClDeveloped;

/* Parameters and answer of CL_JOB_DEVELOP; outputs = one descriptor a size, in order. */
GVariant *cl_develop_params(ClFormat format, guint orientation);
ClDeveloped *cl_develop_answer(GVariant *answer, GError **error); /* g_free */

/* Look at a picture: 8-bit sRGB, three bytes a pixel, rows without padding, about 320 pixels
 * wide (larger gives the same and costs more). Pure. */
void cl_look_make(const guint8 *rgb, guint width, guint height, ClLook *look);

/* The ThumbHash of a picture as `width` × `height` pixels (three bytes each) of a part of it, in fractions
 * of its sides; FALSE if it is none. Pure. */
typedef struct {
	double x, y, width, height;
} ClPlaceholderPart;
gboolean cl_placeholder_pixels(const guint8 *hash, guint n_hash, const ClPlaceholderPart *part, guint width,
	guint height, guint8 *rgb);

/* A fingerprint as stored bytes, and back (FALSE if they are none). */
GBytes *cl_look_to_bytes(const ClLook *look);
gboolean cl_look_from_bytes(GBytes *bytes, ClLook *look);

/* Likeness of two pictures, 0 … 1: 1 = the same picture, also re-encoded, resized or lightly
 * cropped. Above CL_LIKENESS_PROBABLE they count as the same picture. */
double cl_look_likeness(const ClLook *a, const ClLook *b);
/* The same, and how much of the frame of b lies within a, 0 … 1. */
double cl_look_shown(const ClLook *a, const ClLook *b, double *shown);
#define CL_LIKENESS_PROBABLE 0.90
/* The look that the picture has when it is saved turned or mirrored: one of EXIF's orientations 1 … 8. Of
 * its spots only the plain keys are looked up: seven turns shall not cost as much as seven pictures. */
void cl_look_turn(const ClLook *look, guint orientation, ClLook *turned);
#define CL_N_ORIENTATIONS 8
/* Keys under which a look is stored, and under which likely twins of it are to be looked up:
 * two pictures that are alike share at least one key. Flat pictures have none. The more keys two
 * pictures share, the better the chance: order candidates by the number of keys hit. */
GArray *cl_look_store_keys(const ClLook *look); /* guint32, at most CL_LOOK_STORE_KEYS */
GArray *cl_look_probe_keys(const ClLook *look); /* guint32, at most CL_LOOK_PROBE_KEYS */
#define CL_LOOK_STORE_KEYS 40
#define CL_LOOK_PROBE_KEYS 700

/* CL_JOB_RENDER: any number of sizes from one decode of an original or a master. */
typedef struct {
	ClFormat format;   /* of the input */
	guint orientation; /* of the input: 1 of a master */
	guint32 width, height; /* of the upright picture that the plans speak of */
	GVariant *embed, *embed_reduced; /* handed through to whoever puts metadata in */
	const ClPlan *plans; /* an output each, at most CL_DECODER_OUTPUTS */
	guint n_plans;
} ClRenderJob;
typedef struct {
	guint64 size_bytes;
	ClFormat format;
	guint32 width, height;
} ClRendered;
GVariant *cl_render_params(const ClRenderJob *job);
/* `rendered` has a place for each plan. */
gboolean cl_render_answer(GVariant *answer, const ClRenderJob *job, ClRendered *rendered, GError **error);
/* What makes two files of one plan differ: our own recipe and the libraries it was built with. */
const char *cl_render_recipe(void);

/* Decoder side. Once, before the sandbox closes: */
gboolean cl_render_init(GError **error);
/* Handler of CL_JOB_DEVELOP. */
GVariant *cl_render_develop(
	GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error);
/* The two that were handed through. */
gboolean cl_render_embeds(GVariant *params, GVariant **embed, GVariant **embed_reduced, GError **error);
/* Handler of CL_JOB_RENDER. Each may be NULL, and so may be all. */
typedef struct {
	/* The whole file from a coded picture; NULL = as it is. */
	GBytes *(*embed)(GBytes *encoded, ClFormat format, gboolean reduced, gpointer data, GError **error);
	/* The input is not read again. */
	void (*decoded)(gpointer data);
	gpointer data;
} ClRenderHooks;
GVariant *cl_render_renditions(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params,
	const ClRenderHooks *hooks, GError **error);
/* Which formats this machine's loaders can decode: a{sb}, for doctor. */
GVariant *cl_render_probe(void);
