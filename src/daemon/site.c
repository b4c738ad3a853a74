/* SPDX-License-Identifier: MIT
 *
 * What people and other sites are shown of a photo: /p/{id}, its own page, and /oembed. STOP and GATE are
 * those of its pixels, and a refusal says nothing of the photo.
 */
#include "image.h"

#include "negotiate.h"
#include "oembed_url.h"

#include <cutline/site.h>
#include <string.h>

#define BROWSER_S 60
#define SHARED_S 300

static HttpOutcome
answer(HttpRequest *request, HttpAnswer *with)
{
	request->answer = with;
	return HTTP_ANSWERED;
}

/* --- answers ----------------------------------------------------------------------------------------- */

static HttpAnswer *
refuse_in_html(guint status)
{
	const char *sentence = status == 404 ? "There is no such picture here."
		: status == 410		     ? "This picture is no longer available."
		: status == 403		     ? "This picture is not to be shown now."
					     : "This picture cannot be shown at the moment.";
	g_autofree char *text = g_strdup_printf(
		"<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>%s</title>"
		"<meta name=\"robots\" content=\"noindex\"></head>\n<body><p>%s</p></body>\n</html>\n",
		sentence, sentence);

	return http_answer_new_text(status, "text/html; charset=utf-8", text);
}

static HttpAnswer *
refuse_in_json(guint status)
{
	g_autofree char *text = refusal_text(status == 404 ? "not-found" : "denied",
		status == 404	? "there is no such picture here"
		: status == 410 ? "this picture is no longer available"
		: status == 403 ? "this picture is not to be shown now"
				: "this picture cannot be shown at the moment",
		NULL);

	return http_answer_new_text(status, "application/json", text);
}

static void
add_fields(const Image *image, HttpAnswer *with, const char *etag)
{
	http_answer_add_format(with, "ETag", "\"%s\"", etag);
	http_answer_add_format(with, "Cache-Tag", CL_PHOTO_TAG "%s", image->id);
	http_answer_add_format(with, "Surrogate-Key", CL_PHOTO_TAG "%s", image->id);
	if (image->is_public)
		http_answer_add_format(with, "Cache-Control", "public, max-age=%d, s-maxage=%d", BROWSER_S,
			image->delivery.dated ? BROWSER_S : SHARED_S);
	else
		http_answer_add(with, "Cache-Control", "private, no-store");
}

/* The text itself is its tag. */
static HttpAnswer *
finish(const Image *image, const char *type, const char *text)
{
	guint8 sha256[CL_SHA256_BYTES];
	g_autofree char *etag = NULL;
	HttpAnswer *made;

	cl_sha256(text, strlen(text), sha256);
	etag = cl_hex(sha256, 16);
	made = etag_matches(image->request->fields[HTTP_FIELD_IF_NONE_MATCH], etag)
		? http_answer_new(304, NULL)
		: http_answer_new_text(200, type, text);
	add_fields(image, made, etag);
	return made;
}

/* --- /p/ --------------------------------------------------------------------------------------------- */

/* Nothing runs in it, and it is no frame of its own site's: only pictures and its one style. */
static void
add_policy(HttpAnswer *page, const char *base)
{
	const char *style = cl_archive_site_style();
	guint8 sha256[CL_SHA256_BYTES];
	g_autofree char *digest = NULL;

	cl_sha256(style, strlen(style), sha256);
	digest = g_base64_encode(sha256, sizeof sha256);
	http_answer_add_format(page, "Content-Security-Policy",
		"default-src 'none'; img-src 'self' %s; style-src 'sha256-%s'; base-uri 'none'; "
		"form-action 'none'",
		base, digest);
	http_answer_add(page, "Referrer-Policy", "strict-origin-when-cross-origin");
}

static HttpAnswer *
run_page(Daemon *daemon, HttpRequest *request, ClArchive *archive)
{
	Image *image = request->state;
	g_autofree char *base = image_base(image);
	ClSite site = { .photo = image->id, .base = base };
	g_autoptr(GError) error = NULL;
	g_autofree char *text = cl_archive_site_page(archive, &site, &error);
	HttpAnswer *page = image_gate(image);

	if (page != NULL)
		return page;
	if (text == NULL)
		return image_bad(image, error);
	page = finish(image, "text/html; charset=utf-8", text);
	add_policy(page, base);
	return page;
}

static HttpAnswer *
redirect(const Image *image)
{
	HttpAnswer *moved = http_answer_new(307, NULL);

	http_answer_add_format(moved, "Location", "/p/%s", image->id);
	http_answer_add(moved, "Cache-Control",
		image->is_public ? "public, max-age=60" : "private, no-store");
	return moved;
}

/* The id of a later version is the photo's. TRUE if it is one. */
static gboolean
follow_alias(Image *image, HttpAnswer **refused)
{
	char id[CL_ID_CHARS + 1];

	if (*refused == NULL || image->delivery.reader != CL_DELIVER_UNKNOWN ||
		!cl_delivery_alias(image->daemon->delivery, image->id, id))
		return FALSE;
	http_answer_unref(*refused);
	g_strlcpy(image->id, id, sizeof image->id);
	*refused = image_gate(image);
	return TRUE;
}

/* It shows nothing yet: a kill in between gives a refusal, not a connection that is cut. */
static HttpOutcome
submit(Image *image, WorkerRun run)
{
	http_request_shows_nothing(image->request);
	return workers_submit(image->daemon->workers, image->request, run);
}

HttpOutcome
page_handle(Daemon *daemon, HttpRequest *request)
{
	const char *id = request->path + strlen("/p/");
	gboolean fits = strlen(id) == CL_ID_CHARS;
	Image *image = image_new(daemon, request, fits ? id : "", NULL);
	HttpAnswer *refused;

	image->refuse = refuse_in_html;
	refused = image_gate(image);
	if (follow_alias(image, &refused) && refused == NULL)
		refused = redirect(image);
	return refused != NULL ? answer(request, refused) : submit(image, run_page);
}

/* --- /oembed ----------------------------------------------------------------------------------------- */

static HttpAnswer *
run_embed(Daemon *daemon, HttpRequest *request, ClArchive *archive)
{
	Image *image = request->state;
	g_autofree char *base = image_base(image);
	ClSite site = { .photo = image->id, .use = image->use[0] != '\0' ? image->use : NULL, .base = base };
	ClSiteEmbed embed = { image->wanted.width, image->wanted.height, SHARED_S };
	g_autoptr(GError) error = NULL;
	g_autofree char *text = cl_archive_site_embed(archive, &site, &embed, &error);
	HttpAnswer *made = image_gate(image);

	if (made != NULL)
		return made;
	made = text != NULL ? finish(image, "application/json", text) : refusal_from(error, NULL);
	http_answer_add(made, "Access-Control-Allow-Origin", "*");
	return made;
}

HttpOutcome
embed_handle(Daemon *daemon, HttpRequest *request)
{
	const char *host = request->fields[HTTP_FIELD_HOST];
	g_autofree char *here = g_strdup_printf("http://%s", host != NULL ? host : "");
	g_autofree char *public_url = daemon_public_url(daemon);
	const char *bases[] = { here, public_url, NULL };
	const char *why = NULL;
	OembedAsk ask;
	guint status = oembed_parse(request->query, bases, &ask, &why);
	HttpAnswer *refused;
	Image *image;

	if (status != 0) {
		refused = refusal_new(status, status == 404 ? "not-found" : "usage", why, NULL);
		http_answer_add(refused, "Access-Control-Allow-Origin", "*");
		return answer(request, refused);
	}
	image = image_new(daemon, request, ask.id, ask.use);
	image->refuse = refuse_in_json;
	image->wanted.width = ask.max_width;
	image->wanted.height = ask.max_height;
	refused = image_gate(image);
	follow_alias(image, &refused);
	return refused != NULL ? answer(request, refused) : submit(image, run_embed);
}
