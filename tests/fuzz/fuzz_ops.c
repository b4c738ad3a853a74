/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: the grammar of `ops`, and the plan that follows from it for pictures of odd shapes.
 */
#include <cutline/request.h>

#include "fuzz.h"

static void
check_plan(const ClRequest *request, guint32 width, guint32 height)
{
	ClFrame frame = {.width = width, .height = height};
	g_autofree char *text = NULL;
	ClPlan plan;

	if (!cl_plan_make(request, &frame, &plan, NULL))
		return;
	g_assert_true(plan.width > 0 && plan.width <= plan.region.width);
	g_assert_true(plan.height > 0 && plan.height <= plan.region.height);
	g_assert_true((guint64)plan.region.x + plan.region.width <= width);
	g_assert_true((guint64)plan.region.y + plan.region.height <= height);
	text = cl_plan_text(&plan);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *ops = g_strndup((const char *)data, size);
	g_autofree char *text = NULL;
	g_autofree char *again = NULL;
	g_autoptr(GError) error = NULL;
	ClRequest request, same;

	if (!cl_request_parse(ops, &request, &error)) {
		g_assert_nonnull(error);
		return 0;
	}
	text = cl_request_text(&request);
	g_assert_true(cl_request_parse(text, &same, NULL));
	again = cl_request_text(&same);
	g_assert_cmpstr(text, ==, again);
	request.format = CL_FORMAT_JPEG;
	check_plan(&request, 6000, 4000);
	check_plan(&request, 1, 65500);
	check_plan(&request, 65500, 3);
	check_plan(&request, 7, 5);
	return 0;
}
