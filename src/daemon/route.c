/* SPDX-License-Identifier: MIT
 *
 * From a path to who answers. Paths are compared as they came: an escaped slash is no slash, and no
 * path of a URL ever becomes a path of a file.
 */
#include "api.h"

#include "image.h"

#include <string.h>

static HttpAnswer *
not_found(void)
{
	return refusal_new(404, "not-found", "there is nothing here", NULL);
}

/* Everything outside the API is read-only. */
static HttpAnswer *
check_method(const HttpRequest *request)
{
	return request->method == HTTP_GET || request->method == HTTP_HEAD ? NULL
									   : refusal_method("GET, HEAD");
}

/* Pages of other sites may ask for pictures (CORS). */
static HttpAnswer *
preflight(void)
{
	HttpAnswer *answer = http_answer_new(204, NULL);

	http_answer_add(answer, "Access-Control-Allow-Origin", "*");
	http_answer_add(answer, "Access-Control-Allow-Methods", "GET, HEAD");
	http_answer_add(answer, "Access-Control-Allow-Headers", "Authorization, If-None-Match, Range");
	http_answer_add(answer, "Access-Control-Max-Age", "86400");
	return answer;
}

static gboolean
is_api(const HttpRequest *request)
{
	return g_str_has_prefix(request->path, API_PREFIX) &&
		(request->path[strlen(API_PREFIX)] == '/' || request->path[strlen(API_PREFIX)] == '\0');
}

guint64
route_accept(HttpRequest *request, gpointer data)
{
	Daemon *daemon = data;

	if (is_api(request)) {
		request->class = METRICS_API;
		return api_accept(daemon, request);
	}
	if (g_str_has_prefix(request->path, "/i/") || g_str_has_prefix(request->path, "/u/"))
		request->class = METRICS_IMAGE;
	else if (g_str_has_prefix(request->path, "/iiif/"))
		request->class = METRICS_IIIF;
	else if (g_str_has_prefix(request->path, "/p/") || strcmp(request->path, "/oembed") == 0)
		request->class = METRICS_PAGE;
	request->answer = request->class != METRICS_OTHER && request->method == HTTP_OPTIONS
		? preflight()
		: check_method(request);
	return 0;
}

HttpOutcome
route_handle(HttpRequest *request, gpointer data)
{
	Daemon *daemon = data;

	if (request->class == METRICS_IMAGE)
		return images_handle(daemon, request);
	if (request->class == METRICS_IIIF)
		return iiif_handle(daemon, request);
	if (request->class == METRICS_PAGE)
		return request->path[1] == 'p' ? page_handle(daemon, request)
					       : embed_handle(daemon, request);
	if (is_api(request))
		return api_handle(daemon, request);
	if (strcmp(request->path, "/readyz") == 0)
		return workers_submit(daemon->intake, request, health_ready);
	if (strcmp(request->path, "/healthz") == 0)
		request->answer = health_live(daemon);
	else if (strcmp(request->path, "/metrics") == 0)
		request->answer = metrics_answer(daemon);
	else
		request->answer = not_found();
	return HTTP_ANSWERED;
}
