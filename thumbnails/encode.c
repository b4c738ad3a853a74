/* SPDX-License-Identifier: MIT
 *
 * From pixels to the bytes of a file: encoders, what a quality means for each of them, a limit on
 * bytes, and the choice between a modern format and the JPEG that it replaces. Without metadata
 * other than our small profile; what a file says about its picture is put in by the caller's
 * function, and its bytes count.
 */
#include "encode.h"
#include <string.h>
#include <cutline/error.h>

#define LEAST_QUALITY 10
#define MAX_TRIES 6

/* Efforts by measure (1200 px, one core, 24-megapixel sources): WebP 0/2/4 take 23/38/86 ms for
 * 129/116/111 kB; AVIF 0/1/2/4 45/132/285/1634 ms for 122/118/118/124 kB. */
#define WEBP_EFFORT 2
#define AVIF_SPEED 9 /* effort 0 */
#define JXL_EFFORT 3
#define PNG_COMPRESSION 6

/* Qualities are asked for on the scale of JPEG. At these numbers the formats look alike; between
 * them the line is straight. */
static guint
translate(guint quality, const guint points[][2])
{
	guint i = 0;

	while (quality > points[i + 1][0])
		i++;
	return points[i][1] + (quality - points[i][0]) * (points[i + 1][1] - points[i][1]) /
				      (points[i + 1][0] - points[i][0]);
}

static guint
quality_for(ClFormat format, guint quality)
{
	static const guint webp[][2] = {{0, 0}, {80, 77}, {100, 100}};
	static const guint avif[][2] = {{0, 0}, {80, 52}, {90, 68}, {100, 95}};

	if (format == CL_FORMAT_WEBP)
		return MAX(translate(quality, webp), 1);
	return format == CL_FORMAT_AVIF ? MAX(translate(quality, avif), 1) : quality;
}

static GBytes *
encode_avif(RenderEncode *request, int q, gboolean is_last)
{
	RenderPlanes *planes = render_avif_planes(request->image, (guint)q);

	if (is_last)
		g_clear_object(&request->image);
	return planes != NULL ? render_avif_encode(planes, AVIF_SPEED) : NULL;
}

/* Those that libvips does for us; its memory is GLib's. */
static GBytes *
encode_by_libvips(RenderImage *image, ClFormat format, int q)
{
	void *data = NULL;
	gsize n = 0;
	int failed = -1;

	switch ((guint)format) {
	case CL_FORMAT_WEBP:
		failed = vips_webpsave_buffer(
			image, &data, &n, "Q", q, "effort", WEBP_EFFORT, NULL);
		break;
	case CL_FORMAT_PNG:
		failed = vips_pngsave_buffer(image, &data, &n, "compression", PNG_COMPRESSION,
			"filter", VIPS_FOREIGN_PNG_FILTER_SUB, NULL);
		break;
	case CL_FORMAT_JXL:
		failed = vips_jxlsave_buffer(image, &data, &n, "Q", q, "effort", JXL_EFFORT, NULL);
		break;
	case CL_FORMAT_TIFF:
		failed = vips_tiffsave_buffer(image, &data, &n, "compression",
			VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE, "predictor",
			VIPS_FOREIGN_TIFF_PREDICTOR_HORIZONTAL, NULL);
		break;
	default: /* not one that cl_request_can() */
		vips_error("encode", "format");
		break;
	}
	return failed == 0 ? g_bytes_new_take(data, n) : NULL;
}

/* The image must carry no metadata but the profile: `strip` would drop that, too. */
static GBytes *
encode(RenderEncode *request, ClFormat format, guint quality, gboolean is_last, GError **error)
{
	int q = (int)quality_for(format, quality);
	GBytes *encoded = format == CL_FORMAT_JPEG ? render_jpeg_encode(request->image, quality)
			  : format == CL_FORMAT_AVIF
				  ? encode_avif(request, q, is_last)
				  : encode_by_libvips(request->image, format, q);

	if (encoded == NULL)
		render_fail(error, cl_format_name(format));
	return encoded;
}

static GBytes *
encode_whole(RenderEncode *request, ClFormat format, guint quality, gboolean is_last, GError **error)
{
	g_autoptr(GBytes) bare = encode(request, format, quality, is_last, error);

	if (bare == NULL)
		return NULL;
	if (request->hooks->embed == NULL)
		return g_steal_pointer(&bare);
	return request->hooks->embed(bare, format, request->plan->reduced, request->hooks->data, error);
}

/* No quality changes it. */
static gboolean
is_exact(ClFormat format)
{
	return format == CL_FORMAT_PNG || format == CL_FORMAT_TIFF;
}

/* The best quality whose file is small enough; the smallest file if none is. */
static GBytes *
encode_within(RenderEncode *request, ClFormat format, GError **error)
{
	guint32 max_bytes = request->plan->max_bytes;
	guint low = LEAST_QUALITY, high = request->plan->quality;
	gboolean once = max_bytes == 0 || is_exact(format) || high <= low;
	GBytes *best = encode_whole(request, format, high, once && format == request->plan->format, error);

	if (best == NULL || once || g_bytes_get_size(best) <= max_bytes)
		return best;
	g_bytes_unref(best);
	best = encode_whole(request, format, low, FALSE, error);
	for (guint i = 0; best != NULL && i < MAX_TRIES && high - low > 1; i++) {
		guint middle = (low + high) / 2;
		GBytes *next = encode_whole(request, format, middle, FALSE, error);

		if (next != NULL && g_bytes_get_size(next) > max_bytes) {
			g_bytes_unref(next);
			high = middle;
			continue;
		}
		g_bytes_unref(best);
		best = next;
		low = middle;
	}
	return best;
}

/* The JPEG that it is compared with comes first: what is asked for may need the memory of the image. */
static GBytes *
encode_best(RenderEncode *request, ClFormat *format, GError **error)
{
	const ClPlan *plan = request->plan;
	gboolean compared = plan->negotiated && plan->format != CL_FORMAT_JPEG;
	g_autoptr(GBytes) jpeg = compared ? encode_within(request, CL_FORMAT_JPEG, error) : NULL;
	g_autoptr(GBytes) chosen = compared && jpeg == NULL ? NULL
							    : encode_within(request, plan->format, error);

	*format = plan->format;
	if (chosen == NULL || !compared || g_bytes_get_size(jpeg) > g_bytes_get_size(chosen))
		return g_steal_pointer(&chosen);
	*format = CL_FORMAT_JPEG;
	return g_steal_pointer(&jpeg);
}

GBytes *
render_encode(RenderEncode *request, ClFormat *format, GError **error)
{
	GBytes *encoded = encode_best(request, format, error);

	g_clear_object(&request->image);
	return encoded;
}

/* --- what goes in ------------------------------------------------------------------------------- */

static gpointer
list_name(VipsImage *image, const char *name, GValue *value, gpointer names)
{
	g_ptr_array_add(names, g_strdup(name));
	return NULL;
}

gboolean
render_dress(RenderImage **image, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	VipsImage *copy = NULL;
	const guint8 *profile;
	gsize n_profile;

	if (vips_copy(*image, &copy, "xres", 1.0, "yres", 1.0, NULL) != 0) {
		render_fail(error, "pixels");
		return FALSE;
	}
	vips_image_map(copy, (VipsImageMapFn)list_name, names);
	for (guint i = 0; i < names->len; i++)
		vips_image_remove(copy, names->pdata[i]);
	profile = render_srgb_profile(&n_profile);
	vips_image_set_blob_copy(copy, VIPS_META_ICC_NAME, profile, n_profile);
	render_image_take(image, copy);
	return TRUE;
}
