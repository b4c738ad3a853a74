/* SPDX-License-Identifier: MIT
 *
 * The render request and its answer as messages between the archive and the decoder process. Both
 * sides check what they get: the answer comes from a process that has parsed hostile bytes.
 */
#include "rendition_wire.h"
#include <cutline/error.h>
#include <cutline/limits.h>

#define PLAN_TYPE "((uuuu)uuuububuuubub)"
#define REQUEST_TYPE "(uuuuvva" PLAN_TYPE ")"
#define ANSWER_TYPE "a(tuuu)"

/* The first number is ours: raise it when rendering changes. */
const char *
cl_render_recipe(void)
{
	return CUTLINE_RECIPE;
}

/* --- plans ------------------------------------------------------------------------------------ */

static GVariant *
plan_new(const ClPlan *plan)
{
	const ClRect *region = &plan->region;

	return g_variant_new(PLAN_TYPE, region->x, region->y, region->width, region->height,
		plan->width, plan->height, plan->canvas_width, plan->canvas_height, plan->attention,
		(guint32)plan->format, plan->negotiated,
		(guint32)plan->quality, plan->max_bytes, (guint32)plan->turn, plan->mirror,
		(guint32)plan->tone, plan->reduced);
}

static gboolean
plan_is_sound(const ClPlan *plan, const ClRenderJob *job)
{
	const ClRect *region = &plan->region;

	return plan->width > 0 && plan->height > 0 && plan->width <= region->width &&
	       plan->height <= region->height &&
	       (guint64)region->x + region->width <= job->width &&
	       (guint64)region->y + region->height <= job->height &&
	       (plan->canvas_width == 0 ? plan->canvas_height == 0
				       : plan->canvas_width >= plan->width &&
						plan->canvas_height >= plan->height &&
						plan->canvas_width <= CL_MAX_DIMENSION &&
						plan->canvas_height <= CL_MAX_DIMENSION) &&
	       cl_request_can(plan->format) && plan->quality >= 1 && plan->quality <= 100 &&
	       plan->turn < 360 && plan->turn % 90 == 0 && (guint)plan->tone <= CL_TONE_BITONAL;
}

static gboolean
plan_read(GVariant *from, const ClRenderJob *job, ClPlan *plan)
{
	guint32 format, quality, turn, tone;

	*plan = (ClPlan){0};
	g_variant_get(from, PLAN_TYPE, &plan->region.x, &plan->region.y, &plan->region.width,
		&plan->region.height, &plan->width, &plan->height, &plan->canvas_width,
		&plan->canvas_height, &plan->attention, &format,
		&plan->negotiated, &quality, &plan->max_bytes, &turn, &plan->mirror, &tone,
		&plan->reduced);
	if (format >= CL_N_FORMATS)
		return FALSE;
	plan->format = (ClFormat)format;
	plan->quality = quality;
	plan->turn = turn;
	plan->tone = (ClTone)tone;
	return plan_is_sound(plan, job);
}

/* --- request ------------------------------------------------------------------------------------ */

GVariant *
cl_render_params(const ClRenderJob *job)
{
	GVariantBuilder plans;

	g_variant_builder_init(&plans, G_VARIANT_TYPE("a" PLAN_TYPE));
	for (guint i = 0; i < job->n_plans; i++)
		g_variant_builder_add_value(&plans, plan_new(&job->plans[i]));
	return g_variant_new(REQUEST_TYPE, (guint32)job->format,
		(guint32)job->orientation, job->width, job->height, job->embed, job->embed_reduced,
		&plans);
}

void
thumbnails_job_clear(ThumbnailsJob *job)
{
	g_clear_pointer(&job->job.embed, g_variant_unref);
	g_clear_pointer(&job->job.embed_reduced, g_variant_unref);
}

static gboolean
is_request(GVariant *params, GError **error)
{
	if (params != NULL && g_variant_is_of_type(params, G_VARIANT_TYPE(REQUEST_TYPE)))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "render: the request is none");
	return FALSE;
}

gboolean
cl_render_embeds(GVariant *params, GVariant **embed, GVariant **embed_reduced, GError **error)
{
	if (!is_request(params, error))
		return FALSE;
	g_variant_get_child(params, 4, "v", embed);
	g_variant_get_child(params, 5, "v", embed_reduced);
	return TRUE;
}

gboolean
thumbnails_job_read(GVariant *params, ThumbnailsJob *job, GError **error)
{
	g_autoptr(GVariant) plans = NULL;
	guint32 format, orientation;

	*job = (ThumbnailsJob){.job.plans = job->plans};
	if (!is_request(params, error))
		return FALSE;
	g_variant_get(params, "(uuuuvv@a" PLAN_TYPE ")", &format, &orientation, &job->job.width,
		&job->job.height, &job->job.embed, &job->job.embed_reduced, &plans);
	job->job.format = (ClFormat)MIN(format, CL_N_FORMATS);
	job->job.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
	job->job.n_plans = (guint)MIN(g_variant_n_children(plans), G_MAXUINT);
	if (format == CL_FORMAT_UNKNOWN || format >= CL_N_FORMATS) {
		g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
			"render: the pixels of this format cannot be read");
		return FALSE;
	}
	if (job->job.n_plans == 0 || job->job.n_plans > CL_DECODER_OUTPUTS) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "render: 1 to %u sizes a job",
			CL_DECODER_OUTPUTS);
		return FALSE;
	}
	for (guint i = 0; i < job->job.n_plans; i++) {
		g_autoptr(GVariant) plan = g_variant_get_child_value(plans, i);

		if (!plan_read(plan, &job->job, &job->plans[i])) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"render: size %u of the request is none", i + 1);
			return FALSE;
		}
	}
	return TRUE;
}

/* --- answer ------------------------------------------------------------------------------------- */

GVariant *
thumbnails_rendered_new(const ClRendered *rendered, guint n)
{
	GVariantBuilder sizes;

	g_variant_builder_init(&sizes, G_VARIANT_TYPE(ANSWER_TYPE));
	for (guint i = 0; i < n; i++)
		g_variant_builder_add(&sizes, "(tuuu)", rendered[i].size_bytes,
			(guint32)rendered[i].format, rendered[i].width, rendered[i].height);
	return g_variant_builder_end(&sizes);
}

static gboolean
is_possible(const ClRendered *rendered, const ClPlan *plan)
{
	guint32 width, height;

	cl_plan_size(plan, &width, &height);
	return rendered->size_bytes > 0 && rendered->size_bytes <= CL_DECODER_OUTPUT_BYTES &&
	       rendered->width == width && rendered->height == height &&
	       (rendered->format == plan->format ||
		       (plan->negotiated && rendered->format == CL_FORMAT_JPEG));
}

gboolean
cl_render_answer(GVariant *answer, const ClRenderJob *job, ClRendered *rendered, GError **error)
{
	gboolean good = answer != NULL && g_variant_is_of_type(answer, G_VARIANT_TYPE(ANSWER_TYPE)) &&
			g_variant_n_children(answer) == job->n_plans;

	for (guint i = 0; good && i < job->n_plans; i++) {
		guint32 format;

		g_variant_get_child(answer, i, "(tuuu)", &rendered[i].size_bytes, &format,
			&rendered[i].width, &rendered[i].height);
		rendered[i].format = format < CL_N_FORMATS ? (ClFormat)format : CL_FORMAT_UNKNOWN;
		good = is_possible(&rendered[i], &job->plans[i]);
	}
	if (!good)
		g_set_error(error, CL_ERROR, CL_ERROR_CRASHED,
			"render: the decoder's answer is not one");
	return good;
}
