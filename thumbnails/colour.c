/* SPDX-License-Identifier: MIT
 *
 * Every colour space that pictures arrive in becomes 8-bit sRGB, once. Decides what a missing or
 * broken profile means; knows nothing of sizes and files. Never through linear light: that costs
 * five times the whole rest of the work and would not be seen at these sizes.
 */
#include "render.h"
#include <stdlib.h>

#define PROBE_SIDE 6      /* colours a channel in the test strip */
#define PROBE_TOLERANCE 1 /* grey steps that a "near enough sRGB" profile may be off */

static gboolean
has_profile(RenderImage *image)
{
	return vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0;
}

static void
drop_profile(RenderImage **image)
{
	VipsImage *copy = NULL;

	if (!has_profile(*image))
		return;
	if (vips_copy(*image, &copy, NULL) != 0) {
		vips_error_clear();
		return;
	}
	vips_image_remove(copy, VIPS_META_ICC_NAME);
	render_image_take(image, copy);
}

/* The perceptual intent is the one that every profile has: a table-based profile without the
 * relative one would come out untransformed. For matrix profiles all intents are the same. */
static int
transform(RenderImage *in, VipsImage **out)
{
	return vips_icc_transform(in, out, "srgb", "embedded", TRUE, "intent",
		VIPS_INTENT_PERCEPTUAL, "black_point_compensation", TRUE, "depth", 8, NULL);
}

/* Most pictures with a profile carry some edition of sRGB. Pass a strip of colours through it:
 * if they come out as they went in, the picture need not be transformed (35 ms at 24 Mpx). */
static gboolean
is_srgb_profile(RenderImage *image)
{
	guint8 strip[PROBE_SIDE * PROBE_SIDE * PROBE_SIDE * 3];
	RENDER_AUTO_IMAGE probe = NULL;
	RENDER_AUTO_IMAGE copy = NULL;
	RENDER_AUTO_IMAGE result = NULL;
	g_autofree guint8 *seen = NULL;
	const void *profile;
	gsize n_profile, n_seen;

	if (vips_image_get_bands(image) != 3 || vips_image_get_format(image) != VIPS_FORMAT_UCHAR ||
		vips_image_get_interpretation(image) != VIPS_INTERPRETATION_sRGB ||
		vips_image_get_blob(image, VIPS_META_ICC_NAME, &profile, &n_profile) != 0)
		return FALSE;
	for (guint i = 0; i < sizeof strip / 3; i++) {
		strip[3 * i] = (guint8)(i % PROBE_SIDE * 255 / (PROBE_SIDE - 1));
		strip[3 * i + 1] = (guint8)(i / PROBE_SIDE % PROBE_SIDE * 255 / (PROBE_SIDE - 1));
		strip[3 * i + 2] = (guint8)(i / PROBE_SIDE / PROBE_SIDE * 255 / (PROBE_SIDE - 1));
	}
	probe = vips_image_new_from_memory_copy(
		strip, sizeof strip, sizeof strip / 3, 1, 3, VIPS_FORMAT_UCHAR);
	if (probe == NULL ||
		vips_copy(probe, &copy, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) != 0)
		return FALSE;
	vips_image_set_blob_copy(copy, VIPS_META_ICC_NAME, profile, n_profile);
	if (transform(copy, &result) != 0 || vips_image_get_bands(result) != 3)
		return FALSE;
	seen = vips_image_write_to_memory(result, &n_seen);
	if (seen == NULL || n_seen != sizeof strip)
		return FALSE;
	for (gsize i = 0; i < n_seen; i++) {
		if (abs(seen[i] - strip[i]) > PROBE_TOLERANCE)
			return FALSE;
	}
	return TRUE;
}

/* With the embedded profile; FALSE if it is broken or of another kind of picture. */
static gboolean
apply_profile(RenderImage **image)
{
	VipsImage *out = NULL;

	if (is_srgb_profile(*image))
		return TRUE;
	vips_error_clear();
	if (transform(*image, &out) != 0) {
		vips_error_clear();
		return FALSE;
	}
	render_image_take(image, out);
	return TRUE;
}

/* CMYK without a profile goes through the general press profile that libvips brings along, with the
 * same intent as one that has its own. */
static int
from_press(RenderImage *in, VipsImage **out)
{
	return vips_icc_transform(in, out, "srgb", "input_profile", "cmyk", "intent",
		VIPS_INTENT_PERCEPTUAL, "black_point_compensation", TRUE, "depth", 8, NULL);
}

/* Without a profile, by what the container says or the number of channels suggests. */
static gboolean
assume_space(RenderImage **image, GError **error)
{
	VipsInterpretation space = vips_image_guess_interpretation(*image);
	VipsImage *out = NULL;

	if (space == VIPS_INTERPRETATION_MULTIBAND || space == VIPS_INTERPRETATION_HISTOGRAM ||
		space == VIPS_INTERPRETATION_MATRIX || space == VIPS_INTERPRETATION_FOURIER)
		space = vips_image_get_bands(*image) >= 3 ? VIPS_INTERPRETATION_sRGB
							  : VIPS_INTERPRETATION_B_W;
	if (space == VIPS_INTERPRETATION_sRGB && vips_image_get_format(*image) == VIPS_FORMAT_UCHAR)
		return TRUE; /* and stays in memory, if it is there */
	if ((space == VIPS_INTERPRETATION_CMYK
			    ? from_press(*image, &out)
			    : vips_colourspace(*image, &out, VIPS_INTERPRETATION_sRGB,
				      "source_space", space, NULL)) != 0) {
		render_fail(error, "colours");
		return FALSE;
	}
	render_image_take(image, out);
	return TRUE;
}

/* Transparency onto white; then exactly three bands of bytes. */
static gboolean
settle_bands(RenderImage **image, GError **error)
{
	VipsImage *out = NULL;
	double white = 255;
	VipsArrayDouble *background = vips_array_double_new(&white, 1);
	int failed = 0;

	if (vips_image_hasalpha(*image)) {
		failed = vips_flatten(
			*image, &out, "background", background, "max_alpha", 255.0, NULL);
		if (!failed)
			render_image_take(image, out);
	}
	vips_area_unref(VIPS_AREA(background));
	if (!failed && vips_image_get_format(*image) != VIPS_FORMAT_UCHAR) {
		failed = vips_cast_uchar(*image, &out, NULL);
		if (!failed)
			render_image_take(image, out);
	}
	if (!failed && vips_image_get_bands(*image) > 3) {
		failed = vips_extract_band(*image, &out, 0, "n", 3, NULL);
		if (!failed)
			render_image_take(image, out);
	}
	if (!failed && vips_image_get_bands(*image) < 3) {
		VipsImage *same[3] = {*image, *image, *image};
		VipsImage *grey = NULL;

		failed = vips_extract_band(*image, &grey, 0, NULL);
		if (!failed) {
			same[0] = same[1] = same[2] = grey;
			failed = vips_bandjoin(same, &out, 3, NULL);
			g_object_unref(grey);
		}
		if (!failed)
			render_image_take(image, out);
	}
	if (failed)
		render_fail(error, "colours");
	return !failed;
}

gboolean
render_to_srgb(RenderImage **image, GError **error)
{
	gboolean done = has_profile(*image) && apply_profile(image);

	if (!done) {
		drop_profile(image);
		if (!assume_space(image, error))
			return FALSE;
	}
	return settle_bands(image, error);
}
