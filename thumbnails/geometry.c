/* SPDX-License-Identifier: MIT
 *
 * Size and turn of an image: reduction to an exact size, what makes up for its softness, EXIF
 * orientation, and the point where pixels are really computed. Knows neither colours nor files.
 */
#include "render.h"
#include "thumbnails.h"

#define STRIP_ROWS 64

/* An image in memory with the header of `from`, but for its size. */
static RenderImage *
new_like(RenderImage *from, guint width, guint height)
{
	RENDER_AUTO_IMAGE out = vips_image_new_memory();

	if (vips_image_pipelinev(out, VIPS_DEMAND_STYLE_ANY, from, NULL) != 0)
		return NULL;
	out->Xsize = (int)width;
	out->Ysize = (int)height;
	return vips_image_write_prepare(out) == 0 ? g_steal_pointer(&out) : NULL;
}

/* Pull rows from top to bottom, as decoders give them, through the reducer. */
static gboolean
pull_rows(RenderImage *image, ThumbnailsReducer *reducer)
{
	VipsRegion *region = vips_region_new(image);
	int height = vips_image_get_height(image);
	gboolean good = TRUE;

	for (int y = 0; good && y < height; y += STRIP_ROWS) {
		VipsRect strip = {0, y, vips_image_get_width(image), MIN(STRIP_ROWS, height - y)};

		good = vips_region_prepare(region, &strip) == 0;
		for (int row = y; good && row < y + strip.height; row++)
			thumbnails_reducer_push(reducer, VIPS_REGION_ADDR(region, 0, row));
	}
	g_object_unref(region);
	return good;
}

static gboolean
can_reduce(RenderImage *image, guint width, guint height)
{
	return vips_image_get_format(image) == VIPS_FORMAT_UCHAR &&
	       vips_image_get_coding(image) == VIPS_CODING_NONE &&
	       thumbnails_reducer_can((guint)vips_image_get_width(image),
		       (guint)vips_image_get_height(image), (guint)vips_image_get_bands(image),
		       width, height);
}

static gboolean
reduce(RenderImage **image, guint width, guint height)
{
	RENDER_AUTO_IMAGE out = new_like(*image, width, height);
	g_autoptr(ThumbnailsReducer) reducer = NULL;

	if (out == NULL)
		return FALSE;
	reducer = thumbnails_reducer_new((guint)vips_image_get_width(*image),
		(guint)vips_image_get_height(*image), (guint)vips_image_get_bands(*image), width,
		height, VIPS_IMAGE_ADDR(out, 0, 0));
	if (!pull_rows(*image, reducer))
		return FALSE;
	render_image_take(image, g_steal_pointer(&out));
	return TRUE;
}

/* What our own loop does not know (16 bits, five channels, a twentieth of the size) libvips does. */
static gboolean
resize(RenderImage **image, guint width, guint height)
{
	double across = (double)width / vips_image_get_width(*image);
	double down = (double)height / vips_image_get_height(*image);
	VipsImage *out = NULL;

	if (vips_resize(*image, &out, across, "vscale", down, NULL) != 0)
		return FALSE;
	render_image_take(image, out);
	return TRUE;
}

gboolean
render_resize(RenderImage **image, guint width, guint height, GError **error)
{
	gboolean done = ((guint)vips_image_get_width(*image) == width &&
				(guint)vips_image_get_height(*image) == height) ||
			(can_reduce(*image, width, height) ? reduce(image, width, height)
							   : resize(image, width, height));

	if (!done)
		render_fail(error, "resize");
	return done;
}

gboolean
render_sharpen(RenderImage **image, GError **error)
{
	guint width = (guint)vips_image_get_width(*image);
	guint height = (guint)vips_image_get_height(*image);
	RENDER_AUTO_IMAGE out = new_like(*image, width, height);

	if (out == NULL || vips_image_get_bands(*image) != 3 ||
		vips_image_get_format(*image) != VIPS_FORMAT_UCHAR ||
		vips_image_wio_input(*image) != 0) {
		render_fail(error, "sharpen");
		return FALSE;
	}
	thumbnails_sharpen(
		VIPS_IMAGE_ADDR(*image, 0, 0), width, height, VIPS_IMAGE_ADDR(out, 0, 0));
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
