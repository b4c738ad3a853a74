/* SPDX-License-Identifier: MIT
 *
 * ?explain: what would be done for this URL, and why, without touching a pixel. For editors.
 */
#include "image.h"

static void
write_plan(ClJson *json, Image *image)
{
	g_autofree char *text = cl_plan_text(&image->plan);
	guint32 width, height;
	char rev[CL_REV_CHARS + 1];

	cl_plan_size(&image->plan, &width, &height);
	cl_rendition_rev(image->source, &image->plan, rev);
	cl_json_begin_object(json, "plan");
	cl_json_string(json, "canonical", text);
	cl_json_string(json, "format", cl_format_name(image->plan.format));
	cl_json_bool(json, "negotiated", image->plan.negotiated);
	cl_json_int(json, "width", width);
	cl_json_int(json, "height", height);
	cl_json_int(json, "quality", image->plan.quality);
	cl_json_bool(json, "kept_whole", image->plan.kept_whole);
	cl_json_begin_object(json, "region");
	cl_json_int(json, "x", image->plan.region.x);
	cl_json_int(json, "y", image->plan.region.y);
	cl_json_int(json, "width", image->plan.region.width);
	cl_json_int(json, "height", image->plan.region.height);
	cl_json_end_object(json);
	cl_json_end_object(json);
	cl_json_string(json, "rev", rev);
	cl_json_string(json, "etag", image->etag);
}

static void
write_cost(ClJson *json, Image *image)
{
	g_auto(ClRendition) rendition = { .fd = -1 };
	ClRenditionCost cost;

	cl_rendition_cost(image->source, &image->plan, &cost);
	cl_json_bool(json, "cached",
		cl_renditions_find(image->daemon->renditions, image->source, &image->plan, &rendition));
	cl_json_begin_object(json, "cost");
	cl_json_int(json, "memory_bytes", (gint64) cost.memory_bytes);
	cl_json_int(json, "cpu_ms", cost.cpu_ms);
	cl_json_string(json, "from", cl_rendition_base_name(cost.base));
	cl_json_bool(json, "large", cost.large);
	cl_json_end_object(json);
}

HttpAnswer *
explain_new(Image *image)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;
	HttpAnswer *answer;
	ClDeliver everybody = image->delivery.anonymous;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", image->id);
	if (image->use[0] != '\0') {
		cl_json_string(json, "use", image->use);
		cl_json_string(json, "use_state", cl_use_state_name(image->source->use_state));
	}
	cl_json_string(json, "preset", image->preset[0] != '\0' ? image->preset : NULL);
	cl_json_begin_object(json, "everybody");
	cl_json_int(json, "status", cl_deliver_status(everybody));
	cl_json_string(json, "code", everybody != CL_DELIVER_YES ? cl_deliver_code(everybody) : NULL);
	cl_json_string(
		json, "reason", everybody != CL_DELIVER_YES ? cl_deliver_sentence(everybody) : NULL);
	cl_json_end_object(json);
	write_plan(json, image);
	write_cost(json, image);
	cl_json_end_object(json);
	text = cl_json_take(json);
	answer = http_answer_new_text(200, "application/json", text);
	http_answer_add(answer, "Cache-Control", "private, no-store");
	return answer;
}
