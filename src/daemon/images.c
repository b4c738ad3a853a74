/* SPDX-License-Identifier: MIT
 *
 * /i/: presets, which are a closed set and need no signature, and signed free form. /u/: presets of a
 * photo as a story uses it.
 */
#include "image.h"

#include "image_url.h"
#include "negotiate.h"

#include <cutline/framing.h>
#include <cutline/time.h>
#include <string.h>

static HttpOutcome
answer(HttpRequest *request, HttpAnswer *with)
{
	request->answer = with;
	return HTTP_ANSWERED;
}

/* --- presets --------------------------------------------------------------------------------------- */

static HttpAnswer *
redirect_to(Image *image, guint status, const char *path)
{
	HttpAnswer *moved = http_answer_new(status, NULL);

	http_answer_add(moved, "Location", path);
	http_answer_add(moved, "Access-Control-Allow-Origin", "*");
	http_answer_add(moved, "Cache-Control",
		image->is_public ? "public, max-age=60, s-maxage=60" : "private, no-store");
	return moved;
}

static HttpAnswer *
redirect(Image *image, guint status, const char *id, const ImageUrl *url, const char *rev)
{
	g_autoptr(GString) path = g_string_new(NULL);

	g_string_append_printf(path, "/%s/%s/%s", image->route, id, url->preset);
	if (rev != NULL && rev[0] != '\0')
		g_string_append_printf(path, "~%s", rev);
	if (url->format != CL_FORMAT_UNKNOWN)
		g_string_append_printf(path, ".%s", cl_format_extension(url->format));
	return redirect_to(image, status, path->str);
}

/* The id of a later version leads to its photo, whose GATE and STOP are asked then. TRUE: it may go there. */
static gboolean
follow_alias(Image *image, HttpAnswer **found)
{
	char id[CL_ID_CHARS + 1];

	if (*found == NULL || image->delivery.reader != CL_DELIVER_UNKNOWN ||
		!cl_delivery_alias(image->daemon->delivery, image->id, id))
		return FALSE;
	g_strlcpy(image->id, id, sizeof image->id);
	http_answer_unref(*found);
	*found = image_gate(image);
	return *found == NULL;
}

/* FALSE: no such preset, or not in this format. */
static gboolean
use_preset(Image *image, const ImageUrl *url)
{
	const ClPreset *preset =
		cl_presets_find(cl_renditions_presets(image->daemon->renditions), url->preset);

	if (preset == NULL)
		return FALSE;
	image->wanted = preset->request;
	g_strlcpy(image->preset, preset->name, sizeof image->preset);
	image->wanted.format = url->format;
	if (preset->only != CL_FORMAT_UNKNOWN) {
		image->wanted.format = preset->only;
		return url->format == CL_FORMAT_UNKNOWN || url->format == preset->only;
	}
	return TRUE;
}

static void
negotiate(Image *image)
{
	if (image->wanted.format != CL_FORMAT_UNKNOWN)
		return;
	image->wanted.format = negotiate_format(image->request->fields[HTTP_FIELD_ACCEPT]);
	image->wanted.negotiated = TRUE;
	image->varies = TRUE;
}

static HttpOutcome
send_preset(Image *image, const ImageUrl *url, gboolean explain)
{
	HttpRequest *request = image->request;
	char rev[CL_REV_CHARS + 1];
	HttpAnswer *refused = image_plan(image);

	if (refused != NULL)
		return answer(request, refused);
	if (explain)
		return answer(request, explain_new(image));
	cl_rendition_rev(image->source, &image->plan, rev);
	if (url->rev[0] != '\0' && strcmp(url->rev, rev) != 0)
		return answer(request,
			redirect(image, 302, image->use[0] != '\0' ? image->use : image->id, url, rev));
	return image_send(image);
}

static HttpOutcome
handle_preset(Image *image, const ImageUrl *url, gboolean explain)
{
	HttpRequest *request = image->request;
	gboolean known = use_preset(image, url);
	HttpAnswer *found;

	negotiate(image);
	found = image_gate(image);
	if (known && follow_alias(image, &found))
		found = redirect(image, 307, image->id, url, url->rev);
	if (found == NULL && !known)
		found = image_unknown(image);
	if (found == NULL && !explain)
		found = image_find_hot(image);
	return found != NULL ? answer(request, found) : send_preset(image, url, explain);
}

/* --- signed ---------------------------------------------------------------------------------------- */

/* The answer to a URL that none of our keys signed. */
static HttpAnswer *
check_signature(Image *image, const ClSignedUrl *url)
{
	Daemon *daemon = image->daemon;
	g_autoptr(GError) error = NULL;

	g_mutex_lock(&daemon->config_lock);
	cl_sign_check(url, (const ClSignKey *) (gpointer) daemon->keys->data, daemon->keys->len,
		cl_time_now_us() / G_USEC_PER_SEC, &error);
	g_mutex_unlock(&daemon->config_lock);
	return error != NULL ? image_bad(image, error) : NULL;
}

static HttpAnswer *
read_signed(Image *image, const char *path, ClSignedUrl *url)
{
	g_autoptr(GError) error = NULL;

	return cl_sign_parse(path, url, &error) ? check_signature(image, url) : image_bad(image, error);
}

/* Under the photo's own id, with the same key and end: whoever may see the one may see the other. */
static HttpAnswer *
redirect_signed(Image *image, const ClSignedUrl *url)
{
	Daemon *daemon = image->daemon;
	g_autofree char *path = NULL;

	g_mutex_lock(&daemon->config_lock);
	for (guint i = 0; i < daemon->keys->len && path == NULL; i++) {
		const ClSignKey *key = &g_array_index(daemon->keys, ClSignKey, i);

		if (strcmp(key->id, url->key) == 0)
			path = cl_sign_url(key, image->id, &url->request, url->expires_s,
				url->request.format);
	}
	g_mutex_unlock(&daemon->config_lock);
	return path != NULL ? redirect_to(image, 307, path) : image_unknown(image);
}

static HttpOutcome
handle_signed(Image *image, const char *path, gboolean explain)
{
	HttpRequest *request = image->request;
	HttpAnswer *found = image_gate(image);
	gboolean moved = follow_alias(image, &found);
	ClSignedUrl url;

	if (found == NULL)
		found = read_signed(image, path, &url);
	if (found == NULL && moved)
		found = redirect_signed(image, &url);
	if (found != NULL)
		return answer(request, found);
	image->wanted = url.request;
	negotiate(image);
	if (!explain)
		found = image_find_hot(image);
	if (found == NULL)
		found = image_plan(image);
	if (found == NULL && explain)
		found = explain_new(image);
	return found != NULL ? answer(request, found) : image_send(image);
}

/* ------------------------------------------------------------------------------------------------- */

/* A cache that keeps /i/x?1 and /i/x?2 apart would be a hole in its side: no query is known but one. */
static HttpAnswer *
check_query(const HttpRequest *request, ClRole role)
{
	if (request->query == NULL)
		return NULL;
	if (strcmp(request->query, "explain") != 0)
		return refusal_new(404, "not-found", "no query is known here", NULL);
	if (role >= CL_ROLE_EDITOR)
		return NULL;
	return role == CL_ROLE_NOBODY ? refusal_new(401, "denied", "?explain needs an editor's token", NULL)
				      : refusal_new(403, "denied", "?explain is for editors", NULL);
}

HttpOutcome
images_handle(Daemon *daemon, HttpRequest *request)
{
	ImageUrl url;
	ImageUrlKind kind = image_url_parse(request->path, &url);
	Image *image = image_new(daemon, request, url.id, url.use);
	HttpAnswer *refused = check_query(request, image->role);
	gboolean explain = request->query != NULL;

	if (refused != NULL)
		return answer(request, refused);
	switch (kind) {
	case IMAGE_URL_NONE:
		break;
	case IMAGE_URL_PRESET:
		return handle_preset(image, &url, explain);
	case IMAGE_URL_SIGNED:
		return handle_signed(image, request->path, explain);
	}
	return answer(request, image_unknown(image));
}
