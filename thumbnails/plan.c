/* SPDX-License-Identifier: MIT
 *
 * Geometry: from what is asked and the shape of one photo to a rectangle, a size and a quality.
 * Arithmetic in whole pixels of the upright picture; nothing is ever enlarged. Equal results have
 * equal plans, however they were asked for: that is what the cache goes by.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/render.h>
#include <cutline/request.h>

/* Up to this long side a file is a thumbnail: a full set of metadata would weigh as much as the
 * picture. */
#define REDUCED_PX 400

/* Small pictures are looked at closely and cost little, large ones are scaled by the browser. */
static const struct {
	guint32 up_to_px;
	guint quality;
} qualities[] = {{400, 84}, {1000, 82}, {1800, 80}, {G_MAXUINT32, 78}};

static guint
quality_of(guint32 longest)
{
	guint i = 0;

	while (longest > qualities[i].up_to_px)
		i++;
	return qualities[i].quality;
}

static guint32
scale(guint64 value, guint64 numerator, guint64 denominator)
{
	return (guint32)((value * numerator + denominator / 2) / denominator);
}

/* The box in pixels; a side that is not bounded is bounded by the picture. */
static guint32
box_side(guint32 asked, guint dpr, guint32 picture)
{
	return asked == 0 ? picture : (guint32)MIN((guint64)asked * dpr, G_MAXINT32);
}

/* --- the part that is shown -------------------------------------------------------------------- */

static gboolean
is_inside(const ClRect *rect, const ClFrame *frame)
{
	return rect->width > 0 && rect->height > 0 &&
	       (guint64)rect->x + rect->width <= frame->width &&
	       (guint64)rect->y + rect->height <= frame->height;
}

static gboolean
choose_base(const ClRequest *request, const ClFrame *frame, ClRect *base, GError **error)
{
	*base = (ClRect){0, 0, frame->width, frame->height};
	if (request->has_crop && !is_inside(&request->crop, frame)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"crop: %u × %u at %u, %u leaves the picture, which has %u × %u pixels",
			request->crop.width, request->crop.height, request->crop.x, request->crop.y,
			frame->width, frame->height);
		return FALSE;
	}
	if (frame->no_crop)
		return TRUE;
	if (request->has_crop)
		*base = request->crop;
	else if (!request->uncropped && is_inside(&frame->crop, frame))
		*base = frame->crop;
	return TRUE;
}

/* Where a piece of `length` begins so that `point` (of the whole side) is in its middle. */
static guint32
place(guint32 from, guint32 available, guint32 length, guint point, guint32 side)
{
	gint64 middle = (gint64)scale(side, point, CL_GRAVITY_UNIT);
	gint64 first = middle - length / 2;

	return (guint32)CLAMP(first, (gint64)from, (gint64)from + available - length);
}

/* The largest part of *region with the shape width : height. */
static void
cut(const ClRequest *request, const ClFrame *frame, ClPlan *plan)
{
	ClRect base = plan->region, *to = &plan->region;
	guint point_x = request->point_x, point_y = request->point_y;

	if ((guint64)base.width * plan->height > (guint64)base.height * plan->width)
		to->width = MAX(scale(base.height, plan->width, plan->height), 1);
	else
		to->height = MAX(scale(base.width, plan->height, plan->width), 1);
	to->width = MIN(to->width, base.width);
	to->height = MIN(to->height, base.height);
	if (to->width == base.width && to->height == base.height)
		return;
	if (request->gravity == CL_GRAVITY_FOCAL && frame->has_focus) {
		point_x = frame->focus_x;
		point_y = frame->focus_y;
	} else if (request->gravity == CL_GRAVITY_CENTRE) {
		to->x = base.x + (base.width - to->width) / 2;
		to->y = base.y + (base.height - to->height) / 2;
		return;
	} else if (request->gravity != CL_GRAVITY_POINT) {
		plan->attention = TRUE;
		*to = base;
		return;
	}
	to->x = place(base.x, base.width, to->width, point_x, frame->width);
	to->y = place(base.y, base.height, to->height, point_y, frame->height);
}

/* --- size -------------------------------------------------------------------------------------- */

/* A box larger than the picture keeps its shape and shrinks. */
static void
cover(const ClRequest *request, const ClFrame *frame, guint32 width, guint32 height, ClPlan *plan)
{
	const ClRect *base = &plan->region;

	if ((guint64)base->width * height <= (guint64)base->height * width && width > base->width) {
		height = MAX(scale(height, base->width, width), 1);
		width = base->width;
	} else if (height > base->height) {
		width = MAX(scale(width, base->height, height), 1);
		height = base->height;
	}
	plan->width = MIN(width, base->width);
	plan->height = MIN(height, base->height);
	cut(request, frame, plan);
}

/* The smallest canvas of the box's shape that holds the result. */
static void
pad(guint32 box_width, guint32 box_height, ClPlan *plan)
{
	guint32 width = scale(plan->height, box_width, box_height);
	guint32 height = scale(plan->width, box_height, box_width);

	plan->canvas_width = MAX(plan->width, width);
	plan->canvas_height = MAX(plan->height, height);
	if (plan->canvas_width == plan->width && plan->canvas_height == plan->height)
		plan->canvas_width = plan->canvas_height = 0;
}

static gboolean
choose_size(const ClRequest *request, const ClFrame *frame, ClPlan *plan, GError **error)
{
	guint32 width = box_side(request->width, request->dpr, plan->region.width);
	guint32 height = box_side(request->height, request->dpr, plan->region.height);
	gboolean bounded = request->width != 0 && request->height != 0;

	if (request->fit == CL_FIT_STRETCH && bounded && !frame->no_crop) {
		if (width > plan->region.width || height > plan->region.height) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"size: %u × %u would enlarge the part, which has %u × %u pixels",
				width, height, plan->region.width, plan->region.height);
			return FALSE;
		}
		plan->width = width;
		plan->height = height;
	} else if (request->fit == CL_FIT_COVER && bounded && !frame->no_crop) {
		cover(request, frame, width, height, plan);
	} else {
		guint fit_width, fit_height;

		cl_fit(plan->region.width, plan->region.height, width, height, &fit_width,
			&fit_height);
		plan->width = fit_width;
		plan->height = fit_height;
		if (request->pad && request->fit == CL_FIT_COVER && bounded)
			pad(width, height, plan);
	}
	return TRUE;
}

/* Would the answer have been another if the picture might be cropped? */
static gboolean
is_kept_whole(const ClRequest *request, const ClFrame *frame)
{
	ClFrame free_frame = *frame;
	ClPlan plan;

	free_frame.no_crop = FALSE;
	return frame->no_crop && cl_plan_make(request, &free_frame, &plan, NULL) &&
	       (plan.attention || plan.region.width != frame->width ||
		       plan.region.height != frame->height);
}

gboolean
cl_plan_make(const ClRequest *request, const ClFrame *frame, ClPlan *plan, GError **error)
{
	guint32 longest;

	*plan = (ClPlan){.format = request->format,
		.negotiated = request->negotiated && request->format != CL_FORMAT_JPEG,
		.max_bytes = request->max_bytes,
		.turn = request->turn % 360,
		.mirror = request->mirror,
		.tone = request->tone};
	if (!cl_request_can(request->format)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"renditions are made as jpg, webp, avif and png; name one of them");
		return FALSE;
	}
	if (frame->width == 0 || frame->height == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"the picture has no size; its header is damaged");
		return FALSE;
	}
	if (!choose_base(request, frame, &plan->region, error) ||
		!choose_size(request, frame, plan, error))
		return FALSE;
	longest = MAX(plan->width, plan->height);
	plan->quality = request->quality != 0 ? request->quality : quality_of(longest);
	plan->reduced = longest <= REDUCED_PX;
	plan->kept_whole = is_kept_whole(request, frame);
	return TRUE;
}

void
cl_plan_size(const ClPlan *plan, guint32 *width, guint32 *height)
{
	gboolean lies = plan->turn == 90 || plan->turn == 270;
	guint32 across = plan->canvas_width != 0 ? plan->canvas_width : plan->width;
	guint32 down = plan->canvas_width != 0 ? plan->canvas_height : plan->height;

	*width = lies ? down : across;
	*height = lies ? across : down;
}

char *
cl_plan_text(const ClPlan *plan)
{
	/* Without loss there is no quality: all of them are one file. */
	gboolean is_exact = plan->format == CL_FORMAT_PNG || plan->format == CL_FORMAT_TIFF;
	guint quality = is_exact ? 0 : plan->quality;

	return g_strdup_printf("%u+%u+%ux%u>%ux%u%s,%s%s,q%u,m%u,t%u%s,c%d,p%ux%u", plan->region.x,
		plan->region.y, plan->region.width, plan->region.height, plan->width, plan->height,
		plan->attention ? "a" : "", cl_format_name(plan->format),
		plan->negotiated ? "?" : "", quality, plan->max_bytes, plan->turn,
		plan->mirror ? "!" : "", (int)plan->tone, plan->canvas_width, plan->canvas_height);
}
