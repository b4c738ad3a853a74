/* SPDX-License-Identifier: MIT
 *
 * What tests of renditions share: run the job, open what came out, and a scene that can be drawn
 * at any size and part, as a reference that no filter has touched.
 */
#pragma once
#include <math.h>
#include "draw_pictures.h"

#define MAX_SIZES 8

typedef struct {
	ClRendered rendered[MAX_SIZES];
	GBytes *files[MAX_SIZES];
	guint n;
} Renditions;

static void
renditions_clear(Renditions *renditions)
{
	for (guint i = 0; i < renditions->n; i++)
		g_clear_pointer(&renditions->files[i], g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Renditions, renditions_clear)

static gboolean
render(GBytes *input, ClFormat format, guint orientation, guint32 width, guint32 height,
	const ClPlan *plans, guint n_plans, Renditions *renditions, GError **error)
{
	g_autoptr(GVariant) nothing = g_variant_ref_sink(g_variant_new_boolean(FALSE));
	ClRenderJob job = {format, orientation, width, height, nothing, nothing, plans, n_plans};
	g_autoptr(GVariant) params = g_variant_ref_sink(cl_render_params(&job));
	g_autoptr(GVariant) answer = NULL;
	int fds[MAX_SIZES];

	for (guint i = 0; i < n_plans; i++)
		fds[i] = memfd_create("output", MFD_CLOEXEC);
	answer = cl_render_renditions(input, fds, n_plans, params, NULL, error);
	if (answer != NULL) {
		g_variant_ref_sink(answer);
		g_assert_true(cl_render_answer(answer, &job, renditions->rendered, error));
		renditions->n = n_plans;
	}
	for (guint i = 0; i < n_plans; i++) {
		if (answer != NULL)
			renditions->files[i] = read_all(fds[i]);
		cl_fd_close(&fds[i]);
	}
	g_assert_cmpstr(vips_error_buffer(), ==, "");
	return answer != NULL;
}

/* What `ops` means for a picture of this size. */
static ClPlan
plan(const char *ops, ClFormat format, guint32 width, guint32 height)
{
	ClFrame frame = {.width = width, .height = height};
	ClRequest request;
	ClPlan made;

	g_assert_true(cl_request_parse(ops, &request, NULL));
	request.format = format;
	g_assert_true(cl_plan_make(&request, &frame, &made, NULL));
	return made;
}

static VipsImage *
open_file(GBytes *file)
{
	gsize n;
	gconstpointer data = g_bytes_get_data(file, &n);
	VipsImage *image = vips_image_new_from_buffer(data, n, "", NULL);
	VipsImage *copy;

	g_assert_nonnull(image);
	copy = vips_image_copy_memory(image);
	g_object_unref(image);
	g_assert_nonnull(copy);
	return copy;
}

static VipsImage *
render_one(GBytes *input, ClFormat format, guint orientation, guint32 width, guint32 height,
	const ClPlan *what)
{
	g_auto(Renditions) made = {0};
	g_autoptr(GError) error = NULL;

	render(input, format, orientation, width, height, what, 1, &made, &error);
	g_assert_no_error(error);
	return open_file(made.files[0]);
}

/* --- likeness --------------------------------------------------------------------------------------- */

static double
psnr(VipsImage *a, VipsImage *b)
{
	g_autoptr(Image) difference = NULL;
	g_autoptr(Image) square = NULL;
	double mean;

	g_assert_cmpint(vips_image_get_width(a), ==, vips_image_get_width(b));
	g_assert_cmpint(vips_image_get_height(a), ==, vips_image_get_height(b));
	g_assert_cmpint(vips_image_get_bands(a), ==, vips_image_get_bands(b));
	g_assert_cmpint(vips_subtract(a, b, &difference, NULL), ==, 0);
	g_assert_cmpint(vips_multiply(difference, difference, &square, NULL), ==, 0);
	g_assert_cmpint(vips_avg(square, &mean, NULL), ==, 0);
	return mean == 0 ? 99 : 10 * log10(255 * 255 / mean);
}

/* Waves of growing pitch, soft shapes and a gradient: like a photograph, it has every frequency
 * and no straight edge on a pixel border. `x`, `y` in 0 … 1. */
static void
paint(double x, double y, guint8 rgb[3])
{
	double r = hypot(x - 0.3, y - 0.6), s = hypot(x - 0.8, y - 0.2);

	rgb[0] = (guint8)lround(127 + 60 * sin(40 * r * r) + 60 * cos(9 * x));
	rgb[1] = (guint8)lround(127 + 60 * sin(30 * s * s + 2 * y) + 60 * sin(6 * y));
	rgb[2] = (guint8)lround(127 + 100 * sin(5 * x + 7 * y * y));
}

static VipsImage *
paint_image(int width, int height)
{
	guint8 *rgb = g_malloc((gsize)width * height * 3);
	VipsImage *raw, *image = NULL;

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			paint((x + 0.5) / width, (y + 0.5) / height,
				rgb + ((gsize)y * width + x) * 3);
	raw = vips_image_new_from_memory_copy(
		rgb, (gsize)width * height * 3, width, height, 3, VIPS_FORMAT_UCHAR);
	g_free(rgb);
	g_assert_cmpint(
		vips_copy(raw, &image, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), ==, 0);
	g_object_unref(raw);
	return image;
}

/* The same scene drawn at the size of the plan: no filter of anyone's. */
static VipsImage *
paint_plan(const ClPlan *what, int width, int height)
{
	VipsImage *image = vips_image_new_memory();
	g_autofree guint8 *line = g_malloc((gsize)what->width * 3);

	vips_image_init_fields(image, (int)what->width, (int)what->height, 3, VIPS_FORMAT_UCHAR,
		VIPS_CODING_NONE, VIPS_INTERPRETATION_sRGB, 1, 1);
	for (guint y = 0; y < what->height; y++) {
		for (guint x = 0; x < what->width; x++)
			paint((what->region.x + (x + 0.5) * what->region.width / what->width) / width,
				(what->region.y + (y + 0.5) * what->region.height / what->height) /
					height,
				line + (gsize)x * 3);
		g_assert_cmpint(vips_image_write_line(image, (int)y, line), ==, 0);
	}
	return image;
}
