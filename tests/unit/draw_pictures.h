/* SPDX-License-Identifier: MIT
 *
 * Pictures that tests of pixels draw for themselves: four quadrants, red green / blue white.
 */
#pragma once
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <vips/vips.h>
#include <cutline/file.h>
#include <cutline/render.h>

typedef VipsImage Image;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Image, g_object_unref)

static inline GBytes *
read_all(int fd)
{
	off_t n = lseek(fd, 0, SEEK_END);
	guint8 *data = g_malloc((gsize)n + 1);

	g_assert_cmpint(pread(fd, data, (size_t)n, 0), ==, n);
	return g_bytes_new_take(data, (gsize)n);
}

static inline VipsImage *
draw(int width, int height)
{
	VipsImage *image = NULL;
	guint8 *rgb = g_malloc((gsize)width * height * 3);
	VipsImage *raw;

	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			gboolean left = x < width / 2, top = y < height / 2;
			guint8 *at = rgb + ((gsize)y * width + x) * 3;

			at[0] = top == left ? (top ? 220 : 250) : 30;
			at[1] = left ? 30 : top ? 200 : 250;
			at[2] = top ? 30 : left ? 210 : 250;
		}
	}
	raw = vips_image_new_from_memory_copy(
		rgb, (gsize)width * height * 3, width, height, 3, VIPS_FORMAT_UCHAR);
	g_free(rgb);
	g_assert_cmpint(
		vips_copy(raw, &image, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), ==, 0);
	g_object_unref(raw);
	return image;
}

static inline GBytes *
save(VipsImage *image, const char *suffix)
{
	void *data;
	gsize n;

	if (vips_image_write_to_buffer(image, suffix, &data, &n, NULL) != 0)
		g_error("%s: %s", suffix, vips_error_buffer());
	return g_bytes_new_take(data, n);
}

static inline GBytes *
draw_as(int width, int height, const char *suffix)
{
	g_autoptr(Image) image = draw(width, height);

	return save(image, suffix);
}
