/* SPDX-License-Identifier: MIT
 *
 * From bytes to an image that is decoded when its pixels are pulled. Decides the loader (by the
 * format that was sniffed, never by libvips' own guess), how much a JPEG is reduced while it is
 * decoded, and which headers are refused before any pixel. Knows nothing of colour or output.
 */
#include "render.h"
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>

#define MAX_BANDS 16
#define MAX_REASON 160

/* The first line of libvips' text, without paths and control characters. */
static char *
take_reason(void)
{
	g_autofree char *text = vips_error_buffer_copy();
	char *end = strchr(text, '\n');

	if (end != NULL)
		*end = '\0';
	for (char *at = text; *at != '\0'; at++) {
		if ((guchar)*at < ' ' || (guchar)*at >= 0x7F || *at == '/')
			*at = ' ';
	}
	if (strlen(text) > MAX_REASON)
		text[MAX_REASON] = '\0';
	return g_steal_pointer(&text);
}

void
render_fail(GError **error, const char *what)
{
	g_autofree char *reason = take_reason();

	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: %s", what,
		*g_strstrip(reason) != '\0' ? reason : "the picture is damaged");
}

gboolean
render_loader_turns(ClFormat format)
{
	return format == CL_FORMAT_HEIF || format == CL_FORMAT_AVIF || format == CL_FORMAT_JXL;
}

/* Every loader is called by name. fail-on stays "none": half a picture is worth showing. The
 * default page is the first one, of HEIF the primary one. */
static RenderImage *
load_as(GBytes *input, ClFormat format, int shrink)
{
	gsize n;
	void *data = (void *)g_bytes_get_data(input, &n);
	VipsImage *out = NULL;
	int failed = -1;
	gboolean ours;

	switch (format) {
	case CL_FORMAT_JPEG:
		out = render_jpeg_open(input, shrink, &ours);
		failed = ours ? (out == NULL ? -1 : 0)
			      : vips_jpegload_buffer(data, n, &out, "access",
					VIPS_ACCESS_SEQUENTIAL, "shrink", shrink, NULL);
		break;
	case CL_FORMAT_PNG:
		failed = vips_pngload_buffer(data, n, &out, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
		break;
	case CL_FORMAT_TIFF:
		failed =
			vips_tiffload_buffer(data, n, &out, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
		break;
	case CL_FORMAT_WEBP:
		failed =
			vips_webpload_buffer(data, n, &out, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
		break;
	case CL_FORMAT_GIF:
		failed = vips_gifload_buffer(data, n, &out, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
		break;
	case CL_FORMAT_HEIF:
	case CL_FORMAT_AVIF:
		failed =
			vips_heifload_buffer(data, n, &out, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
		break;
	case CL_FORMAT_JXL:
		failed = vips_jxlload_buffer(data, n, &out, "access", VIPS_ACCESS_SEQUENTIAL, NULL);
		break;
	case CL_FORMAT_UNKNOWN:
	case CL_N_FORMATS:
		vips_error("load", "unknown format");
		break;
	}
	return failed ? NULL : out;
}

/* Every scan of a progressive JPEG walks over the whole picture: a few kilobytes of scans can
 * cost minutes. Marker bytes inside coded data are always followed by 0, so FF DA is a scan. */
static guint
count_scans(GBytes *input)
{
	gsize n;
	const guint8 *data = g_bytes_get_data(input, &n), *at = data, *end = data + n;
	guint scans = 0;

	while ((at = memchr(at, 0xFF, (gsize)(end - at))) != NULL && at + 1 < end) {
		at++;
		scans += *at == 0xDA;
	}
	return scans;
}

static gboolean
check_header(GBytes *input, ClFormat format, RenderImage *image, GError **error)
{
	guint64 width = (guint64)vips_image_get_width(image);
	guint64 height = (guint64)vips_image_get_height(image);

	if (width > CL_MAX_DIMENSION || height > CL_MAX_DIMENSION ||
		width * height > CL_MAX_PIXELS) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"pixels: %" G_GUINT64_FORMAT " × %" G_GUINT64_FORMAT
			" is over the limit of %llu pixels, %u a side",
			width, height, CL_MAX_PIXELS, CL_MAX_DIMENSION);
		return FALSE;
	}
	if (vips_image_get_bands(image) > MAX_BANDS) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"pixels: %d channels are over the limit of %d", vips_image_get_bands(image),
			MAX_BANDS);
		return FALSE;
	}
	if (format == CL_FORMAT_JPEG && vips_image_get_typeof(image, "jpeg-multiscan") != 0 &&
		count_scans(input) > CL_MAX_SCANS) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"pixels: the JPEG has more than %u scans", CL_MAX_SCANS);
		return FALSE;
	}
	return TRUE;
}

/* The decoder's own reduction averages blocks of frequencies: cheap, but soft if used to the
 * last pixel. 1.15 × what is needed is left for a proper filter. */
static int
choose_shrink(guint width, guint height, guint box_px)
{
	guint longest = MAX(width, height), shortest = MIN(width, height);

	for (int shrink = 8; shrink > 1; shrink /= 2) {
		/* libvips aborts where nothing would be left of the shorter side. */
		if ((guint64)longest * 100 >= (guint64)box_px * 115 * (guint)shrink &&
			shortest >= (guint)shrink)
			return shrink;
	}
	return 1;
}

RenderImage *
render_load(
	GBytes *input, ClFormat format, guint box_px, guint *width, guint *height, GError **error)
{
	RENDER_AUTO_IMAGE image = load_as(input, format, 1);
	int shrink;

	if (image == NULL) {
		render_fail(error, "pixels");
		return NULL;
	}
	if (!check_header(input, format, image, error))
		return NULL;
	*width = (guint)vips_image_get_width(image);
	*height = (guint)vips_image_get_height(image);
	shrink = format == CL_FORMAT_JPEG ? choose_shrink(*width, *height, box_px) : 1;
	if (shrink > 1) {
		render_image_take(&image, load_as(input, format, shrink));
		if (image == NULL) {
			render_fail(error, "pixels");
			return NULL;
		}
	}
	return g_steal_pointer(&image);
}
