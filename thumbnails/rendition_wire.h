/* SPDX-License-Identifier: MIT
 *
 * Private to this folder: the decoder's side of the render messages.
 */
#pragma once
#include <cutline/limits.h>
#include <cutline/render.h>

typedef struct {
	ClRenderJob job; /* job.plans points to `plans` */
	ClPlan plans[CL_DECODER_OUTPUTS];
} ThumbnailsJob;
/* Checked as any input: every plan lies inside the picture and enlarges nothing. */
gboolean thumbnails_job_read(GVariant *params, ThumbnailsJob *job, GError **error);
void thumbnails_job_clear(ThumbnailsJob *job);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ThumbnailsJob, thumbnails_job_clear)
GVariant *thumbnails_rendered_new(const ClRendered *rendered, guint n);
