/* SPDX-License-Identifier: MIT
 *
 * What somebody asks of a photo's pixels, and what that means for one photo. Pure: no pixel, no
 * file, no archive.
 *
 * A ClRequest is what a template says (a preset, or `ops` of a URL). With a ClFrame, which is what
 * the archive knows of the photo's shape, it becomes a ClPlan: which rectangle, how large, in which
 * format and quality. Requests that mean the same have one plan, and so one entry in the cache.
 */
#pragma once
#include "photo.h"

/* Of the effective version as it lies upright, in pixels. */
typedef struct {
	guint32 x, y, width, height;
} ClRect;

typedef enum { CL_FIT_CONTAIN, CL_FIT_COVER, CL_FIT_STRETCH /* IIIF w,h */ } ClFit;
typedef enum { CL_GRAVITY_FOCAL, CL_GRAVITY_ATTENTION, CL_GRAVITY_CENTRE, CL_GRAVITY_POINT } ClGravity;
typedef enum { CL_TONE_COLOUR, CL_TONE_GREY, CL_TONE_BITONAL } ClTone;

#define CL_MAX_DPR 4U
#define CL_GRAVITY_UNIT 1000U /* of the width or height; g_X_Y and focal points are in these */

typedef struct {
	guint32 width, height; /* box; 0 = not bounded on this side */
	guint dpr;	       /* 1 … CL_MAX_DPR: the box is that many times as large in pixels */
	ClFit fit;
	ClGravity gravity;     /* where to cut with COVER */
	guint point_x, point_y; /* POINT only */
	gboolean pad; /* presets only: COVER of a picture that must not be cropped fills up with white */
	guint quality;	       /* 1 … 100 on the scale of JPEG, 0 = by size */
	gboolean has_crop;
	ClRect crop; /* instead of the saved one */
	ClFormat format; /* JPEG, WEBP, AVIF, PNG; UNKNOWN until the extension or `Accept` is read */
	gboolean negotiated; /* `Accept` chose the format: JPEG takes its place where that is smaller */
	guint32 max_bytes;   /* of the file, 0 = any */
	/* IIIF only, not in `ops` */
	gboolean uncropped; /* without the saved crop */
	guint turn;	    /* clockwise, after all else: 0, 90, 180, 270 */
	gboolean mirror;    /* left and right, before the turn */
	ClTone tone;
} ClRequest;

/* Everything as asked for by nothing: the whole picture, its own size, format UNKNOWN. */
void cl_request_init(ClRequest *request);

/* `w_800,h_600,fit_cover,g_focal,q_80,crop_X_Y_W_H,dpr_2`: keys in any order, each once, decimal
 * integers without signs or leading zeros. CL_ERROR_USAGE names the key and says what it takes. */
gboolean cl_request_parse(const char *ops, ClRequest *request, GError **error);
/* The one spelling of what cl_request_parse() has read: fixed order (w h fit g q crop dpr), what is the
 * default left out; "dpr_1" where nothing else is asked. The format is not in it. Free with g_free. */
char *cl_request_text(const ClRequest *request);

/* "jpg", "jpeg", "webp", "avif", "png" (without the dot) → format; UNKNOWN for others. */
ClFormat cl_request_format(const char *extension);
/* The same, and "tif", "tiff", "jxl": files that are handed on, not shown by browsers. */
ClFormat cl_request_file_format(const char *extension);
/* Can renditions be made in this format? */
gboolean cl_request_can(ClFormat format);

/* --- presets: thumbnails/presets.json, or ARCHIVE/rules/presets.json in its place (rules.h) ---- */
typedef struct {
	char *name;
	ClRequest request; /* its format UNKNOWN */
	ClFormat only;	   /* the only format it comes in; UNKNOWN = any */
} ClPreset;
typedef struct ClPresets ClPresets;
/* `where` names the text in messages. */
ClPresets *cl_presets_parse(const char *json, const char *where, GError **error);
void cl_presets_free(ClPresets *presets);
guint cl_presets_count(const ClPresets *presets);
const ClPreset *cl_presets_at(const ClPresets *presets, guint i);
const ClPreset *cl_presets_find(const ClPresets *presets, const char *name); /* or NULL */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClPresets, cl_presets_free)

/* --- plans ----------------------------------------------------------------------------------- */
/* What the archive knows of the shape of one photo. */
typedef struct {
	guint32 width, height; /* upright, of the effective version */
	ClRect crop;	       /* of the picture's own metadata, or set by a person; width 0 = none */
	gboolean has_focus;
	guint focus_x, focus_y; /* in CL_GRAVITY_UNIT of the uncropped picture */
	gboolean no_crop;	/* the picture must not be cropped: it is shown whole, in the box */
} ClFrame;

typedef struct {
	ClRect region;	       /* that is shown, in pixels of the effective version */
	guint32 width, height; /* of the result, before a turn by 90 or 270 */
	guint32 canvas_width, canvas_height; /* white, with the result in its middle; 0 = none */
	gboolean attention;    /* the decoder chooses the part of `region` that has the result's shape */
	ClFormat format;
	gboolean negotiated;
	guint quality; /* 1 … 100 on the scale of JPEG */
	guint32 max_bytes;
	guint turn;
	gboolean mirror;
	ClTone tone;
	gboolean reduced;    /* so small that only creator, credit and copyright are embedded */
	gboolean kept_whole; /* a crop was asked for and not made (ClFrame.no_crop) */
} ClPlan;
/* CL_ERROR_USAGE: a crop that leaves the picture, a format that is none. Never enlarges. */
gboolean cl_plan_make(const ClRequest *request, const ClFrame *frame, ClPlan *plan, GError **error);
/* Width and height as the file will have them. */
void cl_plan_size(const ClPlan *plan, guint32 *width, guint32 *height);
/* Canonical text: equal plans, equal texts. Free with g_free. */
char *cl_plan_text(const ClPlan *plan);
