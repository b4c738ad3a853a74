/* SPDX-License-Identifier: MIT
 *
 * /iiif/: the IIIF Image API, level 2, in versions 3.0 and 2.1. It shows any part of the picture as it
 * was received, so what must not be cropped, or whose source is protected, is for holders of a token only.
 */
#include "image.h"

#include "iiif_url.h"

#include <string.h>

static HttpOutcome
answer(HttpRequest *request, HttpAnswer *with)
{
	request->answer = with;
	return HTTP_ANSWERED;
}

/* --- info.json ----------------------------------------------------------------------------------- */

/* What stands in `id` must be the URL that the client asked for. */
static char *
base_url(Image *image, const IiifUrl *url)
{
	g_autofree char *base = image_base(image);

	return g_strdup_printf("%s" IIIF_PREFIX "%u/%s", base, url->version, image->id);
}

static void
write_texts(ClJson *json, const char *key, const char *const *texts)
{
	cl_json_begin_array(json, key);
	for (; *texts != NULL; texts++)
		cl_json_string(json, NULL, *texts);
	cl_json_end_array(json);
}

/* Halves, smallest first, as viewers want them for a first look. */
static void
write_sizes(ClJson *json, guint32 width, guint32 height)
{
	guint32 max_width = width, max_height = height;

	iiif_fit_area(&max_width, &max_height);
	cl_json_begin_array(json, "sizes");
	for (int shift = 8; shift >= 0; shift--) {
		guint32 w = (width + (1U << shift) / 2) >> shift, h = (height + (1U << shift) / 2) >> shift;

		if (MIN(w, h) < 50 || w > max_width || h > max_height)
			continue;
		cl_json_begin_object(json, NULL);
		cl_json_int(json, "width", w);
		cl_json_int(json, "height", h);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
write_tiles(ClJson *json, guint32 width, guint32 height)
{
	cl_json_begin_array(json, "tiles");
	cl_json_begin_object(json, NULL);
	cl_json_int(json, "width", IIIF_TILE);
	cl_json_int(json, "height", IIIF_TILE);
	cl_json_begin_array(json, "scaleFactors");
	for (guint factor = 1; factor == 1 || IIIF_TILE * factor / 2 < MAX(width, height); factor *= 2)
		cl_json_int(json, NULL, factor);
	cl_json_end_array(json);
	cl_json_end_object(json);
	cl_json_end_array(json);
}

static const char *const qualities[] = { "bitonal", "color", "gray", NULL };
static const char *const features_3[] = { "canonicalLinkHeader", "mirroring", "profileLinkHeader", NULL };
static const char *const features_2[] = { "canonicalLinkHeader", "mirroring", "profileLinkHeader",
	"regionSquare", NULL };

static void
write_3(ClJson *json, const Image *image, const char *base)
{
	static const char *const formats[] = { "webp", NULL };
	const ClFrame *frame = &image->source->frame;

	cl_json_string(json, "@context", "http://iiif.io/api/image/3/context.json");
	cl_json_string(json, "id", base);
	cl_json_string(json, "type", "ImageService3");
	cl_json_string(json, "protocol", "http://iiif.io/api/image");
	cl_json_string(json, "profile", "level2");
	cl_json_int(json, "width", frame->width);
	cl_json_int(json, "height", frame->height);
	cl_json_int(json, "maxArea", (gint64) IIIF_MAX_AREA);
	write_sizes(json, frame->width, frame->height);
	write_tiles(json, frame->width, frame->height);
	write_texts(json, "extraFormats", formats);
	write_texts(json, "extraQualities", qualities);
	write_texts(json, "extraFeatures", features_3);
	if (image->source->licence_url != NULL)
		cl_json_string(json, "rights", image->source->licence_url);
}

static void
write_2(ClJson *json, const Image *image, const char *base)
{
	static const char *const formats[] = { "jpg", "png", "webp", NULL };
	const ClFrame *frame = &image->source->frame;

	cl_json_string(json, "@context", "http://iiif.io/api/image/2/context.json");
	cl_json_string(json, "@id", base);
	cl_json_string(json, "protocol", "http://iiif.io/api/image");
	cl_json_int(json, "width", frame->width);
	cl_json_int(json, "height", frame->height);
	write_sizes(json, frame->width, frame->height);
	write_tiles(json, frame->width, frame->height);
	cl_json_begin_array(json, "profile");
	cl_json_string(json, NULL, "http://iiif.io/api/image/2/level2.json");
	cl_json_begin_object(json, NULL);
	write_texts(json, "formats", formats);
	write_texts(json, "qualities", qualities);
	write_texts(json, "supports", features_2);
	cl_json_int(json, "maxArea", (gint64) IIIF_MAX_AREA);
	cl_json_end_object(json);
	cl_json_end_array(json);
	if (image->source->licence_url != NULL)
		cl_json_string(json, "license", image->source->licence_url);
}

/* §5.1 of both: JSON-LD where it is asked for; 3.0 also where nothing is. */
static void
add_type(Image *image, const IiifUrl *url, HttpAnswer *info)
{
	const char *accept = image->request->fields[HTTP_FIELD_ACCEPT];
	gboolean linked = accept != NULL && strstr(accept, "application/ld+json") != NULL;

	if (url->version == 3 &&
		(accept == NULL || linked || strstr(accept, "application/json") == NULL)) {
		http_answer_add(info, "Content-Type",
			"application/ld+json;profile=\"http://iiif.io/api/image/3/context.json\"");
		return;
	}
	http_answer_add(info, "Content-Type", linked ? "application/ld+json" : "application/json");
	if (!linked)
		http_answer_add_format(info, "Link",
			"<http://iiif.io/api/image/%u/context.json>;"
			"rel=\"http://www.w3.org/ns/json-ld#context\";type=\"application/ld+json\"",
			url->version);
}

static HttpAnswer *
make_info(Image *image, const IiifUrl *url)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *base = base_url(image, url);
	g_autofree char *text = NULL;
	g_autoptr(GBytes) body = NULL;
	HttpAnswer *info;

	cl_json_begin_object(json, NULL);
	if (url->version == 3)
		write_3(json, image, base);
	else
		write_2(json, image, base);
	cl_json_end_object(json);
	text = cl_json_take(json);
	body = g_bytes_new(text, strlen(text));
	info = http_answer_new(200, body);
	add_type(image, url, info);
	http_answer_add(info, "Access-Control-Allow-Origin", "*");
	http_answer_add(info, "Vary", "Accept");
	http_answer_add(info, "Cache-Control",
		image->is_public ? "public, max-age=300, s-maxage=300" : "private, no-store");
	return info;
}

/* --- pictures ------------------------------------------------------------------------------------ */

static gboolean
use_parameters(Image *image, const IiifUrl *url, GError **error)
{
	const ClFrame *frame = &image->source->frame;
	ClRequest *wanted = &image->wanted;
	guint32 width, height;

	if (!iiif_resolve(url, frame->width, frame->height, &wanted->crop, &width, &height, error))
		return FALSE;
	wanted->uncropped = TRUE;
	wanted->has_crop = TRUE;
	wanted->width = width;
	wanted->height = height;
	wanted->fit = CL_FIT_STRETCH;
	wanted->turn = url->turn;
	wanted->mirror = url->mirror;
	wanted->tone = url->tone;
	wanted->format = url->format;
	return TRUE;
}

/* §4.7: the one spelling of what was asked. */
static char *
canonical_url(Image *image, const IiifUrl *url)
{
	const ClFrame *frame = &image->source->frame;
	const ClRect *part = &image->wanted.crop;
	guint32 max_width = part->width, max_height = part->height;
	g_autofree char *base = base_url(image, url);
	g_autoptr(GString) text = g_string_new(base);
	gboolean whole = part->width == frame->width && part->height == frame->height;

	iiif_fit_area(&max_width, &max_height);
	if (whole)
		g_string_append(text, "/full/");
	else
		g_string_append_printf(text, "/%u,%u,%u,%u/", part->x, part->y, part->width, part->height);
	if (image->wanted.width == max_width && image->wanted.height == max_height)
		g_string_append(text, url->version == 2 ? "full/" : "max/");
	else if (url->version == 2 && image->wanted.height ==
			(guint32) ((double) part->height * image->wanted.width / part->width + 0.5))
		g_string_append_printf(text, "%u,/", image->wanted.width);
	else
		g_string_append_printf(text, "%u,%u/", image->wanted.width, image->wanted.height);
	g_string_append_printf(text, "%s%u/%s.%s", url->mirror ? "!" : "", url->turn,
		url->tone == CL_TONE_COLOUR ? "default" : url->quality,
		cl_format_extension(url->format));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static HttpOutcome
send_image(Image *image, const IiifUrl *url)
{
	HttpRequest *request = image->request;
	g_autoptr(GError) error = NULL;
	g_autofree char *canonical = NULL;
	HttpAnswer *refused;

	if (!use_parameters(image, url, &error))
		return answer(request, image_bad(image, error));
	refused = image_plan(image);
	if (refused != NULL)
		return answer(request, refused);
	canonical = canonical_url(image, url);
	image->links = g_strdup_printf("<%s>;rel=\"canonical\", "
				       "<http://iiif.io/api/image/%u/level2.json>;rel=\"profile\"",
		canonical, url->version);
	return image_send(image);
}

/* ------------------------------------------------------------------------------------------------- */

static HttpAnswer *
redirect(const Image *image, const IiifUrl *url, guint status, const char *rest)
{
	HttpAnswer *moved = http_answer_new(status, NULL);

	http_answer_add_format(moved, "Location", IIIF_PREFIX "%u/%s%s", url->version, image->id, rest);
	http_answer_add(moved, "Access-Control-Allow-Origin", "*");
	http_answer_add(moved, "Cache-Control", image->is_public ? "public, max-age=60" : "no-store");
	return moved;
}

/* May this reader see all parts of it? */
static HttpAnswer *
check_whole(Image *image)
{
	HttpAnswer *refused;

	if (!image->source->frame.no_crop && !image->source->source_sensitive)
		return NULL;
	/* What a token opens is not for caches that others read. */
	image->is_public = FALSE;
	if (image->role != CL_ROLE_NOBODY)
		return NULL;
	refused = refusal_new(
		401, "denied", "this picture is not to be cropped: a token is needed", image->id);
	http_answer_add(refused, "WWW-Authenticate", "Bearer realm=\"cutline\"");
	http_answer_add(refused, "Access-Control-Allow-Origin", "*");
	return refused;
}

static HttpAnswer *
find_source(Image *image)
{
	g_autoptr(GError) error = NULL;

	image->source = cl_renditions_source(image->daemon->renditions, image->id, &error);
	return image->source != NULL ? check_whole(image) : image_bad(image, error);
}

HttpOutcome
iiif_handle(Daemon *daemon, HttpRequest *request)
{
	g_autoptr(GError) error = NULL;
	IiifUrl url;
	IiifKind kind = iiif_parse(request->path, &url, &error);
	Image *image = image_new(daemon, request, url.id, NULL);
	char id[CL_ID_CHARS + 1];
	HttpAnswer *refused;

	image->route = "iiif";
	image->urgency = CL_FREELY_CHOSEN;
	if ((kind == IIIF_NONE && error == NULL) || request->query != NULL)
		return answer(request, image_unknown(image));
	refused = image_gate(image);
	if (refused != NULL && image->delivery.reader == CL_DELIVER_UNKNOWN &&
		cl_delivery_alias(daemon->delivery, image->id, id)) {
		http_answer_unref(refused);
		g_strlcpy(image->id, id, sizeof image->id);
		refused = image_gate(image);
		return answer(request, refused != NULL ? refused : redirect(image, &url, 307, url.rest));
	}
	if (refused == NULL && error != NULL)
		refused = image_bad(image, error);
	if (refused == NULL && kind == IIIF_BASE)
		refused = redirect(image, &url, 303, "/info.json");
	if (refused == NULL && kind == IIIF_IMAGE)
		refused = image_find_hot(image);
	if (refused == NULL)
		refused = find_source(image);
	if (refused != NULL)
		return answer(request, refused);
	return kind == IIIF_INFO ? answer(request, make_info(image, &url)) : send_image(image, &url);
}
