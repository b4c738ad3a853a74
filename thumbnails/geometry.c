/* SPDX-License-Identifier: MIT
 *
 * Size and turn of an image: reduction to an exact size, what makes up for its softness, EXIF
 * orientation, and the point where pixels are really computed. Knows neither colours nor files.
 */
#include "render.h"
#include "thumbnails.h"

gboolean
render_resize(RenderImage **image, guint width, guint height, GError **error)
{
	double across = (double)width / vips_image_get_width(*image);
	double down = (double)height / vips_image_get_height(*image);
	VipsImage *out = NULL;

	if ((guint)vips_image_get_width(*image) == width &&
		(guint)vips_image_get_height(*image) == height)
		return TRUE;
	if (vips_resize(*image, &out, across, "vscale", down, NULL) != 0) {
		render_fail(error, "resize");
		return FALSE;
	}
	render_image_take(image, out);
	return TRUE;
}

gboolean
render_sharpen(RenderImage **image, GError **error)
{
	int width = vips_image_get_width(*image), height = vips_image_get_height(*image);
	RENDER_AUTO_IMAGE out = vips_image_new_memory();

	if (vips_image_get_bands(*image) != 3 || vips_image_get_format(*image) != VIPS_FORMAT_UCHAR ||
		vips_image_wio_input(*image) != 0 ||
		vips_image_pipelinev(out, VIPS_DEMAND_STYLE_ANY, *image, NULL) != 0 ||
		vips_image_write_prepare(out) != 0) {
		render_fail(error, "sharpen");
		return FALSE;
	}
	thumbnails_sharpen(VIPS_IMAGE_ADDR(*image, 0, 0), (guint)width, (guint)height,
		VIPS_IMAGE_ADDR(out, 0, 0));
	render_image_take(image, g_steal_pointer(&out));
	return TRUE;
}

gboolean
render_compute(RenderImage **image, GError **error)
{
	VipsImage *out = vips_image_copy_memory(*image);

	if (out == NULL) {
		render_fail(error, "pixels");
		return FALSE;
	}
	render_image_take(image, out);
	return TRUE;
}

gboolean
render_upright(RenderImage **image, guint orientation, GError **error)
{
	/* EXIF 2.3, tag 0x0112: first turn clockwise, then mirror left and right */
	static const struct {
		VipsAngle angle;
		gboolean mirror;
	} turns[9] = {
		[2] = {VIPS_ANGLE_D0, TRUE},
		[3] = {VIPS_ANGLE_D180, FALSE},
		[4] = {VIPS_ANGLE_D180, TRUE},
		[5] = {VIPS_ANGLE_D90, TRUE},
		[6] = {VIPS_ANGLE_D90, FALSE},
		[7] = {VIPS_ANGLE_D270, TRUE},
		[8] = {VIPS_ANGLE_D270, FALSE},
	};
	VipsImage *out = NULL;

	if (orientation < 2 || orientation > 8)
		return TRUE;
	if (vips_rot(*image, &out, turns[orientation].angle, NULL) != 0) {
		render_fail(error, "turn");
		return FALSE;
	}
	render_image_take(image, out);
	if (turns[orientation].mirror) {
		if (vips_flip(*image, &out, VIPS_DIRECTION_HORIZONTAL, NULL) != 0) {
			render_fail(error, "turn");
			return FALSE;
		}
		render_image_take(image, out);
	}
	return render_compute(image, error);
}
