/* SPDX-License-Identifier: MIT
 *
 * Developing: one decode of an untrusted picture, then everything the archive wants of its
 * pixels. Decides the order (reduce, colour, turn, master, smaller ones each from the larger,
 * fingerprint from the smallest) and what is written where. Runs in the decoder process.
 */
#include "develop.h"
#include "encode.h"
#include <cutline/error.h>
#include <cutline/file.h>

/* Without any metadata; all of it is sRGB. */
static gboolean
write_jpeg(RenderImage *image, const ClDevelopSize *size, int fd, GError **error)
{
	RENDER_AUTO_IMAGE bare = NULL;
	g_autoptr(GBytes) file = NULL;

	if (vips_copy(image, &bare, NULL) == 0) {
		vips_image_remove(bare, VIPS_META_ICC_NAME);
		file = render_jpeg_encode(bare, size->quality);
	}
	if (file == NULL) {
		render_fail(error, size->name);
		return FALSE;
	}
	return cl_file_write(
		fd, g_bytes_get_data(file, NULL), g_bytes_get_size(file), size->name, error);
}

typedef struct {
	guint width, height;
} Size;

/* How large the upright picture of this size becomes: always computed from the original, or the
 * rounding of one step would add to that of the next. */
static Size
fit(Size upright, const ClDevelopSize *size)
{
	Size result;

	cl_fit(upright.width, upright.height, size->width_px, size->height_px, &result.width,
		&result.height);
	return result;
}

/* The master's pixels in memory: decoded, reduced, sRGB, upright. */
static RenderImage *
make_master(GBytes *input, ClFormat format, guint orientation, Size *upright, GError **error)
{
	const ClDevelopSize *size = &cl_develop_sizes[0];
	gboolean lies = orientation >= 5;
	guint width, height;
	RENDER_AUTO_IMAGE image = render_load(
		input, format, MIN(size->width_px, size->height_px), &width, &height, error);
	gboolean has_alpha;
	Size to;

	if (image == NULL)
		return NULL;
	*upright = lies ? (Size){height, width} : (Size){width, height};
	to = fit(*upright, size);
	if (lies)
		to = (Size){to.height, to.width};
	/* colours first where transparency must not bleed into its surroundings, else last, when
	 * there are fewest pixels */
	has_alpha = vips_image_hasalpha(image);
	if ((has_alpha && !render_to_srgb(&image, error)) ||
		!render_resize(&image, to.width, to.height, error) ||
		(!has_alpha && !render_to_srgb(&image, error)) || !render_compute(&image, error) ||
		!render_upright(&image, orientation, error))
		return NULL;
	return g_steal_pointer(&image);
}

static gboolean
make_smaller(RenderImage **image, Size to, guint i, int fd, GError **error)
{
	const ClDevelopSize *size = &cl_develop_sizes[i];
	RENDER_AUTO_IMAGE sharp = NULL;

	if ((guint)vips_image_get_width(*image) == to.width &&
		(guint)vips_image_get_height(*image) == to.height)
		return write_jpeg(*image, size, fd, error);
	if (!render_resize(image, to.width, to.height, error) || !render_compute(image, error))
		return FALSE;
	if (i < CL_N_MASTERS)
		return write_jpeg(*image, size, fd, error);
	sharp = g_object_ref(*image); /* the next one is made from the picture that is not sharpened */
	return render_sharpen(&sharp, error) && write_jpeg(sharp, size, fd, error);
}

static gboolean
make_look(RenderImage *image, ClLook *look, GError **error)
{
	g_autofree guint8 *rgb = NULL;
	gsize n_rgb;

	rgb = vips_image_write_to_memory(image, &n_rgb);
	if (rgb == NULL) {
		render_fail(error, "fingerprint");
		return FALSE;
	}
	cl_look_make(
		rgb, (guint)vips_image_get_width(image), (guint)vips_image_get_height(image), look);
	return TRUE;
}

static GVariant *
run_job(
	GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	RENDER_AUTO_IMAGE image = NULL;
	ClDeveloped developed = {0};
	ClFormat format;
	guint orientation;
	Size upright;

	vips_error_clear();
	render_damage_forget();
	if (n_outputs != CL_N_DEVELOP) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "develop: %u outputs are needed",
			CL_N_DEVELOP);
		return NULL;
	}
	if (!thumbnails_params_read(params, &format, &orientation, error))
		return NULL;
	image = make_master(input, format, render_loader_turns(format) ? 1 : orientation, &upright, error);
	if (image == NULL)
		return NULL;
	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		const ClDevelopSize *size = &cl_develop_sizes[i];

		if (i == 0 ? !write_jpeg(image, size, output_fds[i], error)
			   : !make_smaller(&image, fit(upright, size), i, output_fds[i], error))
			return NULL;
		developed.width[i] = (guint32)vips_image_get_width(image);
		developed.height[i] = (guint32)vips_image_get_height(image);
	}
	if (!make_look(image, &developed.look, error))
		return NULL;
	vips_error_clear();
	render_damage_copy(developed.damage, sizeof developed.damage);
	return thumbnails_answer_new(&developed);
}

GVariant *
cl_render_develop(
	GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	GVariant *answer = run_job(input, output_fds, n_outputs, params, error);

	render_rest();
	return answer;
}
