/* SPDX-License-Identifier: MIT
 *
 * Pixels in memory to an AVIF, straight to libheif: libvips would give it RGB, of which it makes a copy
 * in planes of floating-point work, and have libaom start four threads, each with its own buffers.
 * Decides colour (BT.601, full range, as in JPEG) and how much of it is kept.
 */
#include "encode.h"
#include "thumbnails.h"
#include <string.h>
#include <libheif/heif.h>

#define FULL_CHROMA_FROM 90 /* libvips' rule */
#define SHIFT 16

typedef struct {
	const guint8 *rgb;
	guint width, height, step; /* step: pixels a chroma sample is the mean of, each way */
	guint8 *planes[3];
	int strides[3];
} Planes;

/* --- colour -------------------------------------------------------------------------------------- */

/* One row of lightness: 0.299 R + 0.587 G + 0.114 B. */
THUMBNAILS_VECTOR static void
lighten_row(const guint8 *restrict rgb, guint8 *restrict out, guint n)
{
	for (guint x = 0; x < n; x++)
		out[x] = (guint8)((19595U * rgb[3 * x] + 38470U * rgb[3 * x + 1] + 7471U * rgb[3 * x + 2] +
					  (1U << (SHIFT - 1))) >>
				  SHIFT);
}

/* Sums of 1, 2 or 4 pixels; `shift` = log2 of how many. */
static inline guint8
chroma(guint r, guint g, guint b, int of_r, int of_g, int of_b, guint shift)
{
	int value = of_r * (int)r + of_g * (int)g + of_b * (int)b;
	int half = 1 << (SHIFT + (int)shift - 1);

	value = (value + half) >> (SHIFT + (int)shift);
	return (guint8)CLAMP(value + 128, 0, 255);
}

static void
colour_row(const Planes *to, const guint8 *top, const guint8 *below, guint8 *cb, guint8 *cr)
{
	guint n = (to->width + to->step - 1) / to->step, shift = to->step == 2 ? 2 : 0;

	for (guint i = 0; i < n; i++) {
		gsize at = 3 * (gsize)i * to->step;
		gsize next = i * to->step + 1 < to->width ? at + 3 : at;
		guint sum[3];

		for (guint c = 0; c < 3; c++)
			sum[c] = shift == 0 ? top[at + c]
					    : (guint)top[at + c] + top[next + c] + below[at + c] +
						      below[next + c];
		cb[i] = chroma(sum[0], sum[1], sum[2], -11058, -21710, 32768, shift);
		cr[i] = chroma(sum[0], sum[1], sum[2], 32768, -27439, -5329, shift);
	}
}

static void
fill_colour(const Planes *to)
{
	gsize stride = (gsize)3 * to->width;

	for (guint y = 0; y < to->height; y++)
		lighten_row(to->rgb + stride * y, to->planes[0] + (gsize)to->strides[0] * y, to->width);
	for (guint y = 0; y < to->height; y += to->step) {
		const guint8 *top = to->rgb + stride * y;
		const guint8 *below = y + to->step - 1 < to->height ? top + stride * (to->step - 1) : top;
		gsize row = y / to->step;

		colour_row(to, top, below, to->planes[1] + (gsize)to->strides[1] * row,
			to->planes[2] + (gsize)to->strides[2] * row);
	}
}

static void
fill_grey(const Planes *to)
{
	guint columns = (to->width + to->step - 1) / to->step;

	for (guint y = 0; y < to->height; y++)
		memcpy(to->planes[0] + (gsize)to->strides[0] * y, to->rgb + (gsize)to->width * y, to->width);
	for (guint plane = 1; plane < 3; plane++)
		for (guint y = 0; y < (to->height + to->step - 1) / to->step; y++)
			memset(to->planes[plane] + (gsize)to->strides[plane] * y, 128, columns);
}

/* --- libheif --------------------------------------------------------------------------------------- */

/* FALSE with libvips' error, which the caller reads. */
static gboolean
good(struct heif_error status)
{
	if (status.code == heif_error_Ok)
		return TRUE;
	vips_error("avif", "%s", status.message != NULL ? status.message : "not encoded");
	return FALSE;
}

static gboolean
set_profiles(struct heif_image *to, RenderImage *image)
{
	struct heif_color_profile_nclx *nclx = heif_nclx_color_profile_alloc();
	const void *profile;
	gsize n_profile;
	gboolean done;

	nclx->color_primaries = heif_color_primaries_ITU_R_BT_709_5;
	nclx->transfer_characteristics = heif_transfer_characteristic_IEC_61966_2_1;
	nclx->matrix_coefficients = heif_matrix_coefficients_ITU_R_BT_601_6;
	nclx->full_range_flag = 1;
	done = good(heif_image_set_nclx_color_profile(to, nclx));
	heif_nclx_color_profile_free(nclx);
	if (done && vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0 &&
		vips_image_get_blob(image, VIPS_META_ICC_NAME, &profile, &n_profile) == 0)
		done = good(heif_image_set_raw_color_profile(to, "prof", profile, n_profile));
	return done;
}

struct RenderPlanes {
	struct heif_image *image;
	guint quality, step;
};

static void
planes_free(RenderPlanes *planes)
{
	heif_image_release(planes->image);
	g_free(planes);
}

static gboolean
fill(RenderPlanes *planes, RenderImage *image)
{
	static const enum heif_channel channels[] = {heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
	Planes to = {.rgb = VIPS_IMAGE_ADDR(image, 0, 0), .width = (guint)vips_image_get_width(image),
		.height = (guint)vips_image_get_height(image), .step = planes->step};

	if (!good(heif_image_create((int)to.width, (int)to.height, heif_colorspace_YCbCr,
		    to.step == 2 ? heif_chroma_420 : heif_chroma_444, &planes->image)))
		return FALSE;
	for (guint i = 0; i < 3; i++) {
		guint by = i == 0 ? 1 : to.step;

		if (!good(heif_image_add_plane(planes->image, channels[i], (int)((to.width + by - 1) / by),
			    (int)((to.height + by - 1) / by), 8)))
			return FALSE;
		to.planes[i] = heif_image_get_plane(planes->image, channels[i], &to.strides[i]);
	}
	if (vips_image_get_bands(image) == 3)
		fill_colour(&to);
	else
		fill_grey(&to);
	return set_profiles(planes->image, image);
}

RenderPlanes *
render_avif_planes(RenderImage *image, guint quality)
{
	int bands = vips_image_get_bands(image);
	RenderPlanes *planes;

	if ((bands != 1 && bands != 3) || vips_image_get_format(image) != VIPS_FORMAT_UCHAR ||
		vips_image_wio_input(image) != 0) {
		vips_error("avif", "not pixels of a rendition");
		return NULL;
	}
	planes = g_new0(RenderPlanes, 1);
	planes->quality = quality;
	planes->step = quality < FULL_CHROMA_FROM ? 2 : 1;
	if (fill(planes, image))
		return planes;
	planes_free(planes);
	return NULL;
}

static struct heif_error
take_bytes(struct heif_context *context, const void *data, size_t n, void *out)
{
	g_byte_array_append(out, data, (guint)n);
	return (struct heif_error){heif_error_Ok, heif_suberror_Unspecified, "Success"};
}

/* One thread: a decoder is one, and there is one for each core. */
GBytes *
render_avif_encode(RenderPlanes *planes, guint speed)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	struct heif_writer writer = {1, take_bytes};
	struct heif_context *context = heif_context_alloc();
	struct heif_encoder *encoder = NULL;
	gboolean done =
		good(heif_context_get_encoder_for_format(context, heif_compression_AV1, &encoder)) &&
		good(heif_encoder_set_lossy_quality(encoder, (int)planes->quality)) &&
		good(heif_encoder_set_parameter_integer(encoder, "speed", (int)speed)) &&
		good(heif_encoder_set_parameter_integer(encoder, "threads", 1)) &&
		good(heif_encoder_set_parameter_string(
			encoder, "chroma", planes->step == 2 ? "420" : "444")) &&
		good(heif_context_encode_image(context, planes->image, encoder, NULL, NULL)) &&
		good(heif_context_write(context, &writer, out));

	if (encoder != NULL)
		heif_encoder_release(encoder);
	heif_context_free(context);
	planes_free(planes);
	return done ? g_byte_array_free_to_bytes(g_steal_pointer(&out)) : NULL;
}
