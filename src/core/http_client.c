/* SPDX-License-Identifier: MIT
 *
 * HTTP out, by libcurl. Only http and https, no proxy of the environment, no redirects: the request goes
 * where the administrator said, or nowhere.
 */
#include <cutline/http_client.h>

#include <cutline/error.h>

#include <curl/curl.h>
#include <string.h>

#define MAX_ANSWER_BYTES (64U << 10)

gboolean
cl_http_url_valid(const char *url)
{
	const char *rest = g_str_has_prefix(url, "https://") ? url + 8
		: g_str_has_prefix(url, "http://")	    ? url + 7
							    : NULL;

	if (rest == NULL || rest[0] == '\0' || rest[0] == '/')
		return FALSE;
	for (const char *at = url; *at != '\0'; at++)
		if ((guchar) *at <= ' ' || *at == 0x7f || strchr("\"<>\\^`{|}", *at) != NULL)
			return FALSE;
	return TRUE;
}

/* Counted and forgotten; a short count ends the transfer. */
static size_t
swallow(char *data, size_t size, size_t n, void *counted)
{
	gsize *total = counted;

	*total += size * n;
	return *total > MAX_ANSWER_BYTES ? 0 : size * n;
}

/* libcurl asks about once a second. */
static int
is_cancelled(void *cancel, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	return g_atomic_int_get((const gint *) cancel) != 0;
}

static void
set_up(CURL *curl, const ClHttpRequest *request, struct curl_slist *headers, gsize *counted)
{
	curl_easy_setopt(curl, CURLOPT_URL, request->url);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long) request->timeout_s);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, counted);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "cutlined");
	if (request->cancel != NULL) {
		curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
		curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_cancelled);
		curl_easy_setopt(curl, CURLOPT_XFERINFODATA, (void *) request->cancel);
	}
	if (request->body != NULL) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) strlen(request->body));
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
	}
}

static void
begin(void)
{
	static gsize begun;

	if (g_once_init_enter(&begun)) {
		if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
			g_error("libcurl cannot start");
		g_once_init_leave(&begun, 1);
	}
}

gboolean
cl_http_send(const ClHttpRequest *request, guint *status, GError **error)
{
	struct curl_slist *headers = NULL;
	gsize counted = 0;
	long code = 0;
	CURLcode done;
	CURL *curl;

	begin();
	curl = curl_easy_init();
	/* Nobody is to be asked first whether a body may follow. */
	headers = curl_slist_append(headers, "Expect:");
	for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
		headers = curl_slist_append(headers, request->headers[i]);
	set_up(curl, request, headers, &counted);
	done = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	*status = (guint) code;
	/* A long answer is an answer. */
	if (code > 0 && (done == CURLE_OK || done == CURLE_WRITE_ERROR))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_IO, "%s: %s", request->url, curl_easy_strerror(done));
	return FALSE;
}
