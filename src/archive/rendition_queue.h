/* SPDX-License-Identifier: MIT
 *
 * Private to the rendition service: its queue.
 */
#pragma once
#include "rendition_private.h"

gpointer rendition_work(gpointer renditions); /* a worker's main */
/* End what waits with CL_ERROR_CANCELLED, wait for what runs. */
void rendition_queue_close(ClRenditions *renditions);
/* Plans that are all made from the same picture, at most CL_DECODER_OUTPUTS; `done` is called as
 * often as is returned (0 with an error: refused). */
guint rendition_begin_many(ClRenditions *renditions, ClRenditionSource *source, const ClPlan *plans,
	guint n_plans, ClUrgency urgency, ClRenditionDone done, gpointer data, GError **error);
