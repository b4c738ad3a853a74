/* SPDX-License-Identifier: MIT
 *
 * The header fields of pictures, once for all routes, and the tile that stands for those which must not
 * be seen. Caches between us and readers may keep a picture five minutes, so that a kill is everywhere
 * soon without a purge; they may keep a refusal one.
 */
#include "image.h"

#include "negotiate.h"
#include "tile.h"

#include <cutline/time.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SHARED_S 300
#define BROWSER_S 86400
#define BROWSER_DATED_S 3600
#define REFUSED_S 30
#define TILE_USUAL 600U
/* What pictures say gets into fields, and a head has to fit into the buffer of a connection. */
#define TAG_MAX_CHARS 64U
#define LINK_MAX_CHARS 1000U

static void
add_common(HttpAnswer *answer, gboolean varies)
{
	http_answer_add(answer, "Access-Control-Allow-Origin", "*");
	http_answer_add(answer, "Cross-Origin-Resource-Policy", "cross-origin");
	http_answer_add(answer, "Content-Security-Policy", "default-src 'none'; sandbox");
	if (varies)
		http_answer_add(answer, "Vary", "Accept");
}

/* Until its take-down date. */
static gint64
seconds_left(const Image *image)
{
	gint64 at_us = image->source->take_down_us;

	return at_us == 0 ? G_MAXINT32 : MAX((at_us - cl_time_now_us()) / G_USEC_PER_SEC, 0);
}

static void
add_caching(Image *image, HttpAnswer *answer)
{
	gboolean dated = image->delivery.dated || image->source->restricted;
	gint64 left_s = seconds_left(image);

	if (!image->is_public)
		http_answer_add(answer, "Cache-Control", "private, no-store");
	else
		http_answer_add_format(answer, "Cache-Control", "public, max-age=%d, s-maxage=%d",
			(int) MIN(dated ? BROWSER_DATED_S : BROWSER_S, left_s), (int) MIN(SHARED_S, left_s));
}

/* Purging by photo, by preset or by who delivered. */
static void
add_tags(Image *image, HttpAnswer *answer)
{
	static const char *const names[] = { "Cache-Tag", "Surrogate-Key" };
	g_autoptr(GString) tags = g_string_new(CL_PHOTO_TAG);

	g_string_append(tags, image->id);
	if (image->use[0] != '\0')
		g_string_append_printf(tags, " use-%s", image->use);
	if (image->preset[0] != '\0')
		g_string_append_printf(tags, " preset-%s", image->preset);
	if (image->source->supplier != NULL) {
		g_autofree char *supplier = g_strndup(image->source->supplier, TAG_MAX_CHARS);

		g_strcanon(supplier, "abcdefghijklmnopqrstuvwxyz0123456789", '-');
		g_string_append_printf(tags, " supplier-%s", supplier);
	}
	/* Cloudflare separates by commas, Fastly by blanks. */
	http_answer_add(answer, names[1], tags->str);
	g_strdelimit(tags->str, " ", ',');
	http_answer_add(answer, names[0], tags->str);
}

static void
add_fields(Image *image, HttpAnswer *answer)
{
	const char *licence = image->source->licence_url;
	g_autofree char *link = licence != NULL && strlen(licence) <= LINK_MAX_CHARS &&
			strpbrk(licence, "<>\" \t\r\n") == NULL
		? g_strdup_printf("<%s>; rel=\"license\"", licence)
		: NULL;

	http_answer_add_format(answer, "ETag", "\"%s\"", image->etag);
	add_common(answer, image->varies);
	add_caching(image, answer);
	add_tags(image, answer);
	if (link != NULL)
		http_answer_add(answer, "Link", link);
	if (image->links != NULL)
		http_answer_add(answer, "Link", image->links);
}

HttpAnswer *
image_not_modified(Image *image)
{
	HttpAnswer *answer = http_answer_new(304, NULL);

	add_fields(image, answer);
	return answer;
}

static GBytes *
read_whole(const ClRendition *rendition)
{
	gsize n = rendition->size_bytes, done = 0;
	guint8 *data = g_malloc(n);

	while (done < n) {
		gssize got = pread(rendition->fd, data + done, n - done, (off_t) done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			g_free(data);
			return NULL;
		}
		done += (gsize) got;
	}
	return g_bytes_new_take(data, n);
}

static HttpAnswer *
make_unsatisfiable(Image *image, guint64 n_bytes)
{
	HttpAnswer *answer = http_answer_new(416, NULL);

	http_answer_add_format(answer, "Content-Range", "bytes */%" G_GUINT64_FORMAT, n_bytes);
	add_fields(image, answer);
	return answer;
}

static RangeKind
wanted_range(Image *image, guint64 n_bytes, guint64 *offset, guint64 *length)
{
	const HttpRequest *request = image->request;
	const char *unless = request->fields[HTTP_FIELD_IF_RANGE];
	const char *range = request->fields[HTTP_FIELD_RANGE];

	if (request->method != HTTP_GET || (unless != NULL && !etag_is(unless, image->etag)))
		range = NULL;
	return range_parse(range, n_bytes, offset, length);
}

HttpAnswer *
image_answer_new(Image *image, ClRendition *rendition)
{
	guint64 offset, length;
	RangeKind kind = wanted_range(image, rendition->size_bytes, &offset, &length);
	g_autoptr(GBytes) bytes = NULL;
	HttpAnswer *answer;

	if (kind == RANGE_UNSATISFIABLE)
		return make_unsatisfiable(image, rendition->size_bytes);
	if (kind == RANGE_ALL && image->is_public && rendition->size_bytes <= HOT_MAX_BYTES)
		bytes = read_whole(rendition);
	if (bytes != NULL)
		answer = http_answer_new(200, bytes);
	else
		answer = http_answer_new_file(kind == RANGE_PART ? 206 : 200,
			cl_fd_steal(&rendition->fd), offset, length);
	http_answer_add(answer, "Content-Type", cl_format_mime(rendition->format));
	http_answer_add(answer, "Accept-Ranges", "bytes");
	if (kind == RANGE_PART)
		http_answer_add_format(answer, "Content-Range",
			"bytes %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, offset,
			offset + length - 1, rendition->size_bytes);
	add_fields(image, answer);
	if (bytes != NULL)
		image_keep_hot(image, answer);
	return answer;
}

/* --- asked for again and again ------------------------------------------------------------------- */

static ClFormat
hot_format(const Image *image)
{
	return image->varies ? image->wanted.format : CL_FORMAT_UNKNOWN;
}

HttpAnswer *
image_find_hot(Image *image)
{
	HttpRequest *request = image->request;
	g_auto(HotEntry) entry = { 0 };

	if (!image->is_public || request->query != NULL || request->fields[HTTP_FIELD_RANGE] != NULL ||
		!hot_get(image->daemon->hot, request->path, hot_format(image), image->hot_rev, &entry))
		return NULL;
	metrics_tier(image->daemon->metrics, METRICS_HOT);
	if (etag_matches(request->fields[HTTP_FIELD_IF_NONE_MATCH], entry.etag))
		return g_steal_pointer(&entry.not_modified);
	return g_steal_pointer(&entry.whole);
}

void
image_keep_hot(Image *image, HttpAnswer *whole)
{
	g_auto(HotEntry) entry = { 0 };

	/* What it says of caching must be true as long as it is kept. */
	if (!image->is_public || image->request->query != NULL ||
		seconds_left(image) < BROWSER_DATED_S + HOT_FRESH_S)
		return;
	entry.whole = http_answer_ref(whole);
	entry.not_modified = image_not_modified(image);
	g_strlcpy(entry.etag, image->etag, sizeof entry.etag);
	entry.rev = image->hot_rev;
	hot_put(image->daemon->hot, image->request->path, hot_format(image), &entry);
}

/* --- refusals ---------------------------------------------------------------------------------- */

/* Its shape comes from what was asked for, not from the picture: it tells nothing of it. */
static HttpAnswer *
make_tile(const Image *image, guint status)
{
	const ClRequest *wanted = &image->wanted;
	guint dpr = MAX(wanted->dpr, 1);
	guint width = wanted->width * dpr, height = wanted->height * dpr;
	g_autoptr(GBytes) tile = NULL;
	HttpAnswer *answer;

	if (width == 0)
		width = height != 0 ? height * 3 / 2 : TILE_USUAL;
	if (height == 0)
		height = width * 2 / 3;
	tile = tile_new(width, height);
	answer = http_answer_new(status, tile);
	http_answer_add(answer, "Content-Type", "image/png");
	return answer;
}

HttpAnswer *
image_refusal(Image *image, ClDeliver deliver)
{
	guint status = cl_deliver_status(deliver);
	HttpAnswer *answer = image->refuse != NULL ? image->refuse(status) : make_tile(image, status);

	metrics_refused(image->daemon->metrics, deliver);
	add_common(answer, FALSE);
	if (status == 503)
		http_answer_add(answer, "Retry-After", "2");
	if (image->role != CL_ROLE_NOBODY)
		http_answer_add_format(answer, "Cutline-Reason", "%s; %s", cl_deliver_code(deliver),
			cl_deliver_sentence(deliver));
	if (image->role != CL_ROLE_NOBODY || status == 503)
		http_answer_add(answer, "Cache-Control", "private, no-store");
	else
		http_answer_add_format(
			answer, "Cache-Control", "public, max-age=%d, s-maxage=60", REFUSED_S);
	return answer;
}

HttpAnswer *
image_unknown(Image *image)
{
	return image_refusal(image, CL_DELIVER_UNKNOWN);
}

/* What is wrong with the request or with the picture, in words: a template's author reads them. */
HttpAnswer *
image_bad(Image *image, const GError *error)
{
	HttpAnswer *answer = g_error_matches(error, CL_ERROR, CL_ERROR_NOT_FOUND)
		? image_unknown(image)
		: refusal_from(error, image->use[0] != '\0' ? image->use : image->id);

	if (!g_error_matches(error, CL_ERROR, CL_ERROR_NOT_FOUND))
		http_answer_add(answer, "Access-Control-Allow-Origin", "*");
	return answer;
}
