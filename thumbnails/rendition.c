/* SPDX-License-Identifier: MIT
 *
 * Rendering: one decode of an original or a master, then every size that was asked for, each from
 * the smallest picture that is still larger. Decides the order (part, reduction, colour, turn;
 * then for each size: cut, reduce, sharpen, tone, mirror and turn, encode). Runs in the decoder.
 */
#include <math.h>
#include <stdlib.h>
#include <cutline/error.h>
#include <cutline/file.h>
#include "encode.h"
#include "render.h"
#include "rendition_wire.h"

/* A size is made from the one before it only if that leaves a filter something to do. */
#define CASCADE_RATIO 1.2
#define SHARPEN_BELOW 0.95 /* of the decoded size: what is hardly reduced is not soft */

/* Pixels in memory, sRGB, upright, not sharpened, and the part of the picture that they show. */
typedef struct {
	RenderImage *image;
	ClRect region;
	gboolean reduced;
} Stage;

typedef struct {
	ThumbnailsJob wire;
	ClRenderHooks hooks;
	Stage stages[1 + CL_DECODER_OUTPUTS];
	guint n_stages;
} Job;

static void
drop_stages(Job *job)
{
	for (guint i = 0; i < job->n_stages; i++)
		g_clear_object(&job->stages[i].image);
	job->n_stages = 0;
}

static void
job_clear(Job *job)
{
	drop_stages(job);
	thumbnails_job_clear(&job->wire);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Job, job_clear)

static double
ratio_of(const ClPlan *plan)
{
	return MAX((double)plan->width / plan->region.width,
		(double)plan->height / plan->region.height);
}

/* --- the first stage ----------------------------------------------------------------------------- */

/* What all sizes together show, and how large the largest of them shows it. */
static ClRect
bounds(const ClRenderJob *job, double *ratio)
{
	guint64 left = job->plans[0].region.x, top = job->plans[0].region.y, right = 0, bottom = 0;

	*ratio = 0;
	for (guint i = 0; i < job->n_plans; i++) {
		const ClRect *region = &job->plans[i].region;

		left = MIN(left, region->x);
		top = MIN(top, region->y);
		right = MAX(right, (guint64)region->x + region->width);
		bottom = MAX(bottom, (guint64)region->y + region->height);
		*ratio = MAX(*ratio, ratio_of(&job->plans[i]));
	}
	return (ClRect){(guint32)left, (guint32)top, (guint32)(right - left),
		(guint32)(bottom - top)};
}

/* A rectangle of the upright picture as it lies in the file (EXIF orientation). */
static ClRect
as_stored(const ClRect *rect, guint32 width, guint32 height, guint orientation)
{
	guint32 right = width - rect->x - rect->width, bottom = height - rect->y - rect->height;
	ClRect in = *rect;

	switch (orientation) {
	case 2:
		return (ClRect){right, in.y, in.width, in.height};
	case 3:
		return (ClRect){right, bottom, in.width, in.height};
	case 4:
		return (ClRect){in.x, bottom, in.width, in.height};
	case 5:
		return (ClRect){in.y, in.x, in.height, in.width};
	case 6:
		return (ClRect){in.y, right, in.height, in.width};
	case 7:
		return (ClRect){bottom, right, in.height, in.width};
	case 8:
		return (ClRect){bottom, in.x, in.height, in.width};
	default: /* 1, and it was checked */
		return in;
	}
}

/* Scale a rectangle of a picture of from_width × from_height into an image of another size. */
static void
project(const ClRect *rect, double from_width, double from_height, RenderImage *image, int at[4])
{
	int width = vips_image_get_width(image), height = vips_image_get_height(image);
	double across = width / from_width, down = height / from_height;
	int right = (int)lround((rect->x + (double)rect->width) * across);
	int bottom = (int)lround((rect->y + (double)rect->height) * down);

	at[0] = MIN((int)lround(rect->x * across), width - 1);
	at[1] = MIN((int)lround(rect->y * down), height - 1);
	at[2] = CLAMP(right - at[0], 1, width - at[0]);
	at[3] = CLAMP(bottom - at[1], 1, height - at[1]);
}

static gboolean
cut_out(RenderImage **image, const int at[4], GError **error)
{
	VipsImage *out = NULL;

	if (at[0] == 0 && at[1] == 0 && at[2] == vips_image_get_width(*image) &&
		at[3] == vips_image_get_height(*image))
		return TRUE;
	if (vips_extract_area(*image, &out, at[0], at[1], at[2], at[3], NULL) != 0) {
		render_fail(error, "crop");
		return FALSE;
	}
	render_image_take(image, out);
	return TRUE;
}

/* Colours come first where transparency must not bleed into its surroundings, else last, when there
 * are fewest pixels. */
static gboolean
reduce(RenderImage **image, guint width, guint height, GError **error)
{
	gboolean has_alpha = vips_image_hasalpha(*image);

	return (!has_alpha || render_to_srgb(image, error)) &&
	       render_resize(image, width, height, error) &&
	       (has_alpha || render_to_srgb(image, error)) && render_compute(image, error);
}

static gboolean
make_first(Job *job, GBytes *input, GError **error)
{
	const ClRenderJob *wire = &job->wire.job;
	guint orientation = render_loader_turns(wire->format) ? 1 : wire->orientation;
	gboolean lies = orientation >= 5;
	Stage *first = &job->stages[0];
	guint width, height, to_width, to_height;
	RENDER_AUTO_IMAGE image = NULL;
	ClRect part;
	double ratio;
	int at[4];

	first->region = bounds(wire, &ratio);
	part = as_stored(&first->region, wire->width, wire->height, orientation);
	image = render_load(input, wire->format,
		(guint)ceil(ratio * MAX(wire->width, wire->height)), &width, &height, error);
	if (image == NULL)
		return FALSE;
	project(&part, lies ? wire->height : wire->width, lies ? wire->width : wire->height, image,
		at);
	to_width = (guint)MAX(lround(part.width * ratio), 1);
	to_height = (guint)MAX(lround(part.height * ratio), 1);
	/* exactly the size that is wanted where one is wanted: no second filter */
	if (wire->n_plans == 1 && !wire->plans[0].attention) {
		to_width = lies ? wire->plans[0].height : wire->plans[0].width;
		to_height = lies ? wire->plans[0].width : wire->plans[0].height;
	}
	to_width = MIN(to_width, (guint)at[2]);
	to_height = MIN(to_height, (guint)at[3]);
	first->reduced = to_width < SHARPEN_BELOW * part.width;
	if (!cut_out(&image, at, error) || !reduce(&image, to_width, to_height, error) ||
		!render_upright(&image, orientation, error))
		return FALSE;
	first->image = g_steal_pointer(&image);
	job->n_stages = 1;
	if (job->hooks.decoded != NULL)
		job->hooks.decoded(job->hooks.data);
	return TRUE;
}

/* --- one size -------------------------------------------------------------------------------------- */

static gboolean
contains(const ClRect *outer, const ClRect *inner)
{
	return outer->x <= inner->x && outer->y <= inner->y &&
	       outer->x + outer->width >= inner->x + inner->width &&
	       outer->y + outer->height >= inner->y + inner->height;
}

/* The smallest stage that shows this part and is larger than what is wanted, or just as large. */
static const Stage *
choose_stage(const Job *job, const ClPlan *plan)
{
	const Stage *best = &job->stages[0];
	double best_scale = G_MAXDOUBLE;

	for (guint i = 0; i < job->n_stages; i++) {
		const Stage *stage = &job->stages[i];
		double scale = (double)vips_image_get_width(stage->image) / stage->region.width;
		gboolean same = stage->region.width == plan->region.width &&
				vips_image_get_width(stage->image) == (int)plan->width &&
				vips_image_get_height(stage->image) == (int)plan->height;

		if (contains(&stage->region, &plan->region) && scale < best_scale &&
			(same || scale >= CASCADE_RATIO * ratio_of(plan))) {
			best = stage;
			best_scale = scale;
		}
	}
	return best;
}

/* Reduce until the wanted size just fits, then let libvips choose the part that draws the eye. */
static gboolean
attend(RenderImage **image, const ClPlan *plan, GError **error)
{
	double across = (double)plan->width / vips_image_get_width(*image);
	double down = (double)plan->height / vips_image_get_height(*image);
	double ratio = MIN(MAX(across, down), 1);
	guint width = MAX((guint)lround(vips_image_get_width(*image) * ratio), plan->width);
	guint height = MAX((guint)lround(vips_image_get_height(*image) * ratio), plan->height);
	VipsImage *out = NULL;

	if (!render_resize(image, width, height, error) || !render_compute(image, error))
		return FALSE;
	if (vips_smartcrop(*image, &out, (int)plan->width, (int)plan->height, "interesting",
		    VIPS_INTERESTING_ATTENTION, NULL) != 0) {
		render_fail(error, "crop");
		return FALSE;
	}
	render_image_take(image, out);
	return render_compute(image, error);
}

static gboolean
shape(Job *job, const ClPlan *plan, RenderImage **image, gboolean *reduced, GError **error)
{
	const Stage *from = choose_stage(job, plan);
	ClRect part = {plan->region.x - from->region.x, plan->region.y - from->region.y,
		plan->region.width, plan->region.height};
	Stage *next = &job->stages[job->n_stages];
	int at[4];

	*image = g_object_ref(from->image);
	project(&part, from->region.width, from->region.height, from->image, at);
	if (!cut_out(image, at, error) ||
		!(plan->attention ? attend(image, plan, error)
				  : render_resize(image, plan->width, plan->height, error) &&
					  render_compute(image, error)))
		return FALSE;
	*reduced = plan->width < SHARPEN_BELOW * plan->region.width;
	if (!plan->attention && job->n_stages <= job->wire.job.n_plans) {
		*next = (Stage){g_object_ref(*image), plan->region, *reduced};
		job->n_stages++;
	}
	return TRUE;
}

static gboolean
set_tone(RenderImage **image, ClTone tone, GError **error)
{
	VipsImage *out = NULL;

	if (tone == CL_TONE_COLOUR)
		return TRUE;
	if (vips_colourspace(*image, &out, VIPS_INTERPRETATION_B_W, NULL) != 0) {
		render_fail(error, "tone");
		return FALSE;
	}
	render_image_take(image, out);
	if (tone == CL_TONE_BITONAL) {
		if (vips_moreeq_const1(*image, &out, 128, NULL) != 0) {
			render_fail(error, "tone");
			return FALSE;
		}
		render_image_take(image, out);
	}
	return render_compute(image, error);
}

/* A picture that must not be cropped, in a card of a fixed shape. */
static gboolean
pad(RenderImage **image, const ClPlan *plan, GError **error)
{
	int left = ((int)plan->canvas_width - (int)plan->width) / 2;
	int top = ((int)plan->canvas_height - (int)plan->height) / 2;
	VipsImage *out = NULL;

	if (plan->canvas_width == 0)
		return TRUE;
	if (vips_embed(*image, &out, left, top, (int)plan->canvas_width, (int)plan->canvas_height,
		    "extend", VIPS_EXTEND_WHITE, NULL) != 0) {
		render_fail(error, "pad");
		return FALSE;
	}
	render_image_take(image, out);
	return render_compute(image, error);
}

/* A mirror and a clockwise turn are one EXIF orientation. */
static gboolean
turn(RenderImage **image, const ClPlan *plan, GError **error)
{
	static const guint turned[] = {1, 6, 3, 8}, mirrored[] = {2, 7, 4, 5};

	return render_upright(
		image, (plan->mirror ? mirrored : turned)[plan->turn / 90 % 4], error);
}

/* Nothing is made from what the last size is made from: encoders need the memory. */
static gboolean
make_size(Job *job, const ClPlan *plan, gboolean is_last, int fd, ClRendered *rendered, GError **error)
{
	RENDER_AUTO_IMAGE image = NULL;
	RenderEncode request = {.plan = plan, .hooks = &job->hooks};
	g_autoptr(GBytes) file = NULL;
	gboolean reduced;

	if (!shape(job, plan, &image, &reduced, error))
		return FALSE;
	if (is_last)
		drop_stages(job);
	if ((reduced && !render_sharpen(&image, error)) ||
		!set_tone(&image, plan->tone, error) || !pad(&image, plan, error) ||
		!turn(&image, plan, error) ||
		!render_dress(&image, error))
		return FALSE;
	rendered->width = (guint32)vips_image_get_width(image);
	rendered->height = (guint32)vips_image_get_height(image);
	request.image = g_steal_pointer(&image);
	file = render_encode(&request, &rendered->format, error);
	if (file == NULL)
		return FALSE;
	rendered->size_bytes = g_bytes_get_size(file);
	return cl_file_write(fd, g_bytes_get_data(file, NULL), g_bytes_get_size(file), "output", error);
}

/* --- the job --------------------------------------------------------------------------------------- */

typedef struct {
	double pixels;
	guint index;
} Order;

static int
compare_order(const void *a, const void *b)
{
	const Order *one = a, *two = b;

	return one->pixels < two->pixels ? 1 : one->pixels > two->pixels ? -1 : 0;
}

static gboolean
make_sizes(Job *job, const int *fds, ClRendered *rendered, GError **error)
{
	const ClRenderJob *wire = &job->wire.job;
	Order order[CL_DECODER_OUTPUTS];

	for (guint i = 0; i < wire->n_plans; i++)
		order[i] = (Order){ratio_of(&wire->plans[i]), i};
	qsort(order, wire->n_plans, sizeof *order, compare_order);
	for (guint i = 0; i < wire->n_plans; i++) {
		guint index = order[i].index;

		if (!make_size(job, &wire->plans[index], i + 1 == wire->n_plans, fds[index],
			    &rendered[index], error))
			return FALSE;
	}
	return TRUE;
}

static GVariant *
run_job(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, const ClRenderHooks *hooks,
	GError **error)
{
	g_auto(Job) job = {0};
	ClRendered rendered[CL_DECODER_OUTPUTS] = {0};

	if (hooks != NULL)
		job.hooks = *hooks;
	vips_error_clear();
	render_damage_forget();
	if (!thumbnails_job_read(params, &job.wire, error))
		return NULL;
	job.wire.job.plans = job.wire.plans;
	if (n_outputs != job.wire.job.n_plans) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "render: %u outputs are needed",
			job.wire.job.n_plans);
		return NULL;
	}
	if (!make_first(&job, input, error) || !make_sizes(&job, output_fds, rendered, error)) {
		vips_error_clear();
		return NULL;
	}
	vips_error_clear();
	return thumbnails_rendered_new(rendered, job.wire.job.n_plans);
}

GVariant *
cl_render_renditions(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params,
	const ClRenderHooks *hooks, GError **error)
{
	GVariant *answer = run_job(input, output_fds, n_outputs, params, hooks, error);

	render_rest();
	return answer;
}
