/* SPDX-License-Identifier: MIT
 *
 * Reading IIIF image requests. Section numbers are those of Image API 3.0; 2.1 differs where it says so.
 */
#include "iiif_url.h"

#include <cutline/delivery.h>
#include <cutline/error.h>
#include <math.h>
#include <string.h>

static gboolean
wrong(GError **error, const char *what, const char *text)
{
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s '%s': not in this API, or not possible", what, text);
	return FALSE;
}

/* §4: decimal digits. */
static gboolean
read_number(const char **at, guint32 *number)
{
	const char *begin = *at;
	guint64 value = 0;

	for (; g_ascii_isdigit(**at) && *at - begin < 10; (*at)++)
		value = value * 10 + (guint64) (**at - '0');
	if (*at == begin || value > G_MAXUINT32 || g_ascii_isdigit(**at))
		return FALSE;
	*number = (guint32) value;
	return TRUE;
}

/* §4.7: digits, and a point with at most ten more. */
static gboolean
read_decimal(const char **at, double *number)
{
	guint32 whole;
	double scale = 1;
	guint n = 0;

	if (!read_number(at, &whole))
		return FALSE;
	*number = whole;
	if (**at != '.')
		return TRUE;
	for ((*at)++; g_ascii_isdigit(**at); (*at)++) {
		if (++n > 10)
			return FALSE;
		scale /= 10;
		*number += (**at - '0') * scale;
	}
	return n > 0;
}

/* §4.1 */
static gboolean
read_region(const char *text, IiifUrl *url)
{
	gboolean percent = g_str_has_prefix(text, "pct:");
	const char *at = percent ? text + 4 : text;

	if (strcmp(text, "full") == 0 || strcmp(text, "square") == 0) {
		url->region = text[0] == 'f' ? IIIF_REGION_FULL : IIIF_REGION_SQUARE;
		return TRUE;
	}
	url->region = percent ? IIIF_REGION_PERCENT : IIIF_REGION_PIXELS;
	for (guint i = 0; i < 4; i++) {
		guint32 number;

		if (i > 0 && *at++ != ',')
			return FALSE;
		if (percent ? !read_decimal(&at, &url->area[i]) : !read_number(&at, &number))
			return FALSE;
		if (!percent)
			url->area[i] = number;
	}
	return *at == '\0' && url->area[2] > 0 && url->area[3] > 0;
}

/* §4.2. The caret (upscaling) is optional, and not taken: nothing here is ever enlarged. */
static gboolean
read_size(const char *text, IiifUrl *url)
{
	const char *at = text;
	gboolean fit = *at == '!', has_width, has_height;

	if (strcmp(text, "max") == 0 || (url->version == 2 && strcmp(text, "full") == 0)) {
		url->size = text[0] == 'm' ? IIIF_SIZE_MAX : IIIF_SIZE_FULL;
		return TRUE;
	}
	if (g_str_has_prefix(text, "pct:")) {
		at += 4;
		url->size = IIIF_SIZE_PERCENT;
		return read_decimal(&at, &url->percent) && *at == '\0' && url->percent > 0 &&
			url->percent <= 100;
	}
	at += fit;
	has_width = read_number(&at, &url->width);
	if (*at++ != ',')
		return FALSE;
	has_height = read_number(&at, &url->height);
	if (*at != '\0' || (has_width && url->width == 0) || (has_height && url->height == 0) ||
		(!has_width && !has_height) || (fit && !(has_width && has_height)))
		return FALSE;
	url->size = fit				  ? IIIF_SIZE_FIT
		: has_width && has_height ? IIIF_SIZE_BOTH
		: has_width		  ? IIIF_SIZE_WIDTH
					  : IIIF_SIZE_HEIGHT;
	return TRUE;
}

/* §4.3: quarter turns, and mirroring. */
static gboolean
read_rotation(const char *text, IiifUrl *url)
{
	const char *at = text;
	double degrees;

	url->mirror = *at == '!';
	at += url->mirror;
	if (!read_decimal(&at, &degrees) || *at != '\0' || degrees > 360 || fmod(degrees, 90) != 0)
		return FALSE;
	url->turn = (guint) degrees % 360;
	return TRUE;
}

/* §4.4, §4.5 */
static gboolean
read_quality(const char *text, IiifUrl *url)
{
	static const struct {
		const char *name;
		ClTone tone;
	} qualities[] = { { "default", CL_TONE_COLOUR }, { "color", CL_TONE_COLOUR },
		{ "gray", CL_TONE_GREY }, { "bitonal", CL_TONE_BITONAL } };
	static const struct {
		const char *name;
		ClFormat format;
	} formats[] = { { "jpg", CL_FORMAT_JPEG }, { "png", CL_FORMAT_PNG }, { "webp", CL_FORMAT_WEBP } };
	const char *dot = strchr(text, '.');
	gsize n = dot != NULL ? (gsize) (dot - text) : 0;

	url->format = CL_FORMAT_UNKNOWN;
	url->quality = NULL;
	for (guint i = 0; i < G_N_ELEMENTS(qualities); i++)
		if (strlen(qualities[i].name) == n && strncmp(qualities[i].name, text, n) == 0) {
			url->quality = qualities[i].name;
			url->tone = qualities[i].tone;
		}
	for (guint i = 0; dot != NULL && i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i].name, dot + 1) == 0)
			url->format = formats[i].format;
	return url->quality != NULL && url->format != CL_FORMAT_UNKNOWN;
}

static gboolean
read_image(char *const *parts, IiifUrl *url, GError **error)
{
	static const struct {
		const char *name;
		gboolean (*read)(const char *text, IiifUrl *url);
	} readers[] = { { "region", read_region }, { "size", read_size }, { "rotation", read_rotation },
		{ "quality and format", read_quality } };

	for (guint i = 0; i < G_N_ELEMENTS(readers); i++) {
		/* §3: clients may escape what they like. */
		g_autofree char *text = g_uri_unescape_string(parts[i], NULL);

		if (text == NULL || !readers[i].read(text, url))
			return wrong(error, readers[i].name, parts[i]);
	}
	return TRUE;
}

static const char *
read_prefix(const char *path, IiifUrl *url)
{
	const char *at = path + strlen(IIIF_PREFIX);
	guint64 key[2];
	g_autofree char *id = NULL;
	gsize n;

	if ((at[0] != '2' && at[0] != '3') || at[1] != '/')
		return NULL;
	url->version = (guint) (at[0] - '0');
	at += 2;
	n = strcspn(at, "/");
	id = g_uri_unescape_segment(at, at + n, NULL);
	if (id == NULL || !cl_delivery_key(id, key))
		return NULL;
	g_strlcpy(url->id, id, sizeof url->id);
	return url->rest = at + n;
}

IiifKind
iiif_parse(const char *path, IiifUrl *url, GError **error)
{
	g_auto(GStrv) parts = NULL;
	const char *rest;

	memset(url, 0, sizeof *url);
	rest = read_prefix(path, url);
	if (rest == NULL)
		return IIIF_NONE;
	if (rest[0] == '\0' || strcmp(rest, "/") == 0)
		return IIIF_BASE;
	if (strcmp(rest, "/info.json") == 0)
		return IIIF_INFO;
	parts = g_strsplit(rest + 1, "/", 6);
	if (g_strv_length(parts) != 4)
		return IIIF_NONE;
	return read_image(parts, url, error) ? IIIF_IMAGE : IIIF_NONE;
}

/* --- meaning ----------------------------------------------------------------------------------- */

/* §4.1: cut at the edges; nothing left is an error. */
static gboolean
resolve_region(const IiifUrl *url, guint32 width, guint32 height, ClRect *part)
{
	double scale_x = url->region == IIIF_REGION_PERCENT ? width / 100.0 : 1;
	double scale_y = url->region == IIIF_REGION_PERCENT ? height / 100.0 : 1;
	double x, y, right, bottom;

	if (url->region == IIIF_REGION_FULL) {
		*part = (ClRect) { 0, 0, width, height };
		return TRUE;
	}
	if (url->region == IIIF_REGION_SQUARE) {
		guint32 side = MIN(width, height);

		*part = (ClRect) { (width - side) / 2, (height - side) / 2, side, side };
		return TRUE;
	}
	x = floor(url->area[0] * scale_x + 0.5);
	y = floor(url->area[1] * scale_y + 0.5);
	right = MIN(floor((url->area[0] + url->area[2]) * scale_x + 0.5), width);
	bottom = MIN(floor((url->area[1] + url->area[3]) * scale_y + 0.5), height);
	if (x >= right || y >= bottom)
		return FALSE;
	*part = (ClRect) { (guint32) x, (guint32) y, (guint32) (right - x), (guint32) (bottom - y) };
	return TRUE;
}

static guint32
scale(guint32 length, double factor)
{
	return (guint32) CLAMP(floor(length * factor + 0.5), 1, G_MAXINT32);
}

void
iiif_fit_area(guint32 *width, guint32 *height)
{
	guint64 area = (guint64) *width * *height;
	double factor = sqrt((double) IIIF_MAX_AREA / (double) area);

	if (area <= IIIF_MAX_AREA)
		return;
	*width = MAX((guint32) (*width * factor), 1);
	*height = MAX((guint32) (*height * factor), 1);
}

static void
resolve_size(const IiifUrl *url, const ClRect *part, guint32 *width, guint32 *height)
{
	double factor = 1;

	*width = part->width;
	*height = part->height;
	switch (url->size) {
	case IIIF_SIZE_MAX:
		iiif_fit_area(width, height);
		return;
	case IIIF_SIZE_FULL:
		return;
	case IIIF_SIZE_BOTH:
		*width = url->width;
		*height = url->height;
		return;
	case IIIF_SIZE_WIDTH:
		*width = url->width;
		*height = scale(part->height, (double) url->width / part->width);
		return;
	case IIIF_SIZE_HEIGHT:
		*width = scale(part->width, (double) url->height / part->height);
		*height = url->height;
		return;
	case IIIF_SIZE_PERCENT:
		factor = url->percent / 100;
		break;
	case IIIF_SIZE_FIT:
		/* As large as possible, but never larger than the part or our limits. */
		iiif_fit_area(width, height);
		factor = MIN(1.0, MIN((double) url->width / *width, (double) url->height / *height));
		break;
	}
	*width = scale(*width, factor);
	*height = scale(*height, factor);
}

gboolean
iiif_resolve(const IiifUrl *url, guint32 width, guint32 height, ClRect *part, guint32 *to_width,
	guint32 *to_height, GError **error)
{
	if (!resolve_region(url, width, height, part))
		return wrong(error, "region", "outside the picture");
	resolve_size(url, part, to_width, to_height);
	/* §4.2: larger than the part needs the caret. */
	if (*to_width > part->width || *to_height > part->height)
		return wrong(error, "size", "larger than the region");
	if ((guint64) *to_width * *to_height > IIIF_MAX_AREA)
		return wrong(error, "size", "over maxArea");
	return TRUE;
}
