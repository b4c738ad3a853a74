/* SPDX-License-Identifier: MIT
 *
 * The tests of developing: running the job, and reading what came out. Included by one test file
 * only.
 */
#pragma once
#include <stdlib.h>
#include "draw_pictures.h"

#define TOLERANCE 30

typedef struct {
	ClDeveloped *developed;
	GBytes *files[CL_N_DEVELOP];
} Result;

static void
result_clear(Result *result)
{
	g_clear_pointer(&result->developed, g_free);
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		g_clear_pointer(&result->files[i], g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Result, result_clear)

static gboolean
develop(GBytes *input, ClFormat format, guint orientation, Result *result, GError **error)
{
	g_autoptr(GVariant) params = g_variant_ref_sink(cl_develop_params(format, orientation));
	g_autoptr(GVariant) answer = NULL;
	int fds[CL_N_DEVELOP];

	for (guint i = 0; i < CL_N_DEVELOP; i++)
		fds[i] = memfd_create("output", MFD_CLOEXEC);
	answer = cl_render_develop(input, fds, CL_N_DEVELOP, params, error);
	if (answer != NULL) {
		g_variant_ref_sink(answer);
		result->developed = cl_develop_answer(answer, error);
		g_assert_nonnull(result->developed);
	}
	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		if (answer != NULL)
			result->files[i] = read_all(fds[i]);
		cl_fd_close(&fds[i]);
	}
	g_assert_cmpstr(vips_error_buffer(), ==, "");
	return answer != NULL;
}

/* --- what comes out --- */

static VipsImage *
open_output(const Result *result, guint i)
{
	gsize n;
	gconstpointer data = g_bytes_get_data(result->files[i], &n);
	VipsImage *image = NULL;

	g_assert_cmpint(vips_jpegload_buffer((void *)data, n, &image, NULL), ==, 0);
	return image;
}

static void
assert_colour(VipsImage *image, double x, double y, int r, int g, int b)
{
	int expected[3] = {r, g, b}, n;
	double *seen;

	g_assert_cmpint(vips_getpoint(image, &seen, &n, (int)(x * vips_image_get_width(image)),
				(int)(y * vips_image_get_height(image)), NULL),
		==, 0);
	g_assert_cmpint(n, ==, 3);
	for (int i = 0; i < 3; i++) {
		if (abs((int)seen[i] - expected[i]) > TOLERANCE)
			g_error("at %.2f, %.2f: %d %d %d instead of %d %d %d", x, y, (int)seen[0],
				(int)seen[1], (int)seen[2], r, g, b);
	}
	g_free(seen);
}

static void
assert_quadrants(VipsImage *image)
{
	assert_colour(image, 0.25, 0.25, 220, 30, 30);
	assert_colour(image, 0.75, 0.25, 30, 200, 30);
	assert_colour(image, 0.25, 0.75, 30, 30, 210);
	assert_colour(image, 0.75, 0.75, 250, 250, 250);
}

/* Only what a bare JPEG needs: no APP1 (EXIF, XMP), APP2 (profile), APP13 (IPTC), no comment. */
static void
assert_bare(GBytes *file)
{
	gsize n;
	const guint8 *data = g_bytes_get_data(file, &n);
	gsize at = 2;

	g_assert_cmpuint(n, >, 100);
	g_assert_cmpmem(data, 2, "\xFF\xD8", 2);
	for (guint8 marker = 0; marker != 0xDA;) {
		g_assert_cmpuint(at + 4, <=, n);
		g_assert_cmpuint(data[at], ==, 0xFF);
		marker = data[at + 1];
		g_assert_true(marker == 0xE0 || marker == 0xDB || marker == 0xC0 ||
			      marker == 0xC4 || marker == 0xDA);
		at += 2 + ((gsize)data[at + 2] << 8 | data[at + 3]);
	}
	g_assert_cmpmem(data + n - 2, 2, "\xFF\xD9", 2);
}

static void
assert_sizes(const Result *result, guint width, guint height)
{
	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		g_autoptr(Image) image = open_output(result, i);
		guint to_width, to_height;

		cl_fit(width, height, cl_develop_sizes[i].width_px, cl_develop_sizes[i].height_px,
			&to_width, &to_height);
		g_assert_cmpint(vips_image_get_width(image), ==, to_width);
		g_assert_cmpint(vips_image_get_height(image), ==, to_height);
		g_assert_cmpuint(result->developed->width[i], ==, to_width);
		g_assert_cmpuint(result->developed->height[i], ==, to_height);
		assert_bare(result->files[i]);
	}
}
