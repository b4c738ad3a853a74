/* SPDX-License-Identifier: MIT
 *
 * Strict framing, in one place and before anything is routed: two programs that read one request
 * differently are how a request is smuggled past the first. libmicrohttpd reads leniently (RFC 9112
 * §2.2, §5.1, §6.3), so everything that can be seen afterwards is checked here, and refused.
 *
 * It cuts lines in place, putting a NUL for each CR and LF. A line is well formed only if the next
 * begins exactly two bytes behind its end: that shows bare LF (one byte), NUL inside a line (more)
 * and folding (elsewhere), which the texts alone would hide. The empty line at the end leaves its two NUL
 * where the next line would begin.
 */
#include "http_private.h"

#include <string.h>

static const struct {
	const char *name;
	gboolean list;
} known[HTTP_N_FIELDS] = {
#define X(id, name, list) { name, list },
	HTTP_FIELD_TABLE(X)
#undef X
};

static const char *const method_names[HTTP_N_METHODS] = {
#define X(name) #name,
	HTTP_METHOD_TABLE(X)
#undef X
	"other",
};

const char *
http_method_name(HttpMethod method)
{
	return method_names[method];
}

typedef struct {
	HttpInner *inner;
	const char *expected; /* where the next line has to begin */
	const char *wrong;
} Frame;

/* RFC 9110 §5.6.2 */
static gboolean
is_token(const char *text)
{
	if (*text == '\0')
		return FALSE;
	for (; *text != '\0'; text++)
		if (!g_ascii_isalnum(*text) && strchr("!#$%&'*+-.^_`|~", *text) == NULL)
			return FALSE;
	return TRUE;
}

/* No control characters but tabs; bytes above ASCII are old, and opaque. */
static gboolean
is_value(const char *text)
{
	for (; *text != '\0'; text++)
		if (((guchar) *text < 0x20 && *text != '\t') || *text == 0x7f)
			return FALSE;
	return TRUE;
}

static void
keep(HttpInner *inner, HttpField field, const char *value, const char **wrong)
{
	const char *before = inner->public.fields[field];
	char *both;

	if (before == NULL) {
		inner->public.fields[field] = value;
	} else if (!known[field].list) {
		*wrong = "a field that may come once came twice";
	} else {
		both = g_strconcat(before, ", ", value, NULL);
		if (inner->joined == NULL)
			inner->joined = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(inner->joined, both);
		inner->public.fields[field] = both;
	}
}

static gboolean
is_placed(Frame *frame, const char *name, const char *value)
{
	const char *between = name + strlen(name) + 1;

	if (name != frame->expected || value < between)
		return FALSE;
	for (; between < value; between++)
		if (*between != ' ' && *between != '\t')
			return FALSE;
	frame->expected = value + strlen(value) + 2;
	return TRUE;
}

static enum MHD_Result
look(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
	Frame *frame = data;

	if (value == NULL || !is_placed(frame, name, value))
		frame->wrong = "a header line does not end in CR LF, is folded, or holds NUL";
	else if (!is_token(name))
		frame->wrong = "the name of a header field is no token";
	else if (!is_value(value))
		frame->wrong = "a header field holds control characters";
	for (guint i = 0; frame->wrong == NULL && i < HTTP_N_FIELDS; i++)
		if (g_ascii_strcasecmp(known[i].name, name) == 0) {
			keep(frame->inner, (HttpField) i, value, &frame->wrong);
			break;
		}
	return frame->wrong == NULL ? MHD_YES : MHD_NO;
}

/* RFC 3986 §3.2.2, without user information. */
static gboolean
is_host(const char *text, gsize n)
{
	if (n > 255)
		return FALSE;
	for (gsize i = 0; i < n; i++)
		if (!g_ascii_isalnum(text[i]) && strchr("-._~:[]", text[i]) == NULL)
			return FALSE;
	return TRUE;
}

/* The absolute form (RFC 9112 §3.2.2) names the same host again. */
static const char *
skip_authority(const char *target, const char *host)
{
	static const char *const schemes[] = { "http://", "https://" };

	for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++) {
		const char *authority = target + strlen(schemes[i]);
		gsize n;

		if (g_ascii_strncasecmp(target, schemes[i], strlen(schemes[i])) != 0)
			continue;
		n = strcspn(authority, "/?");
		if (host == NULL || strlen(host) != n || g_ascii_strncasecmp(authority, host, n) != 0)
			return NULL;
		return authority[n] == '/' ? authority + n : NULL;
	}
	return target;
}

static const char *
check_target(HttpInner *inner)
{
	HttpRequest *request = &inner->public;
	const char *host = request->fields[HTTP_FIELD_HOST];
	const char *path = skip_authority(inner->target, host);
	char *mark;

	if (path == NULL || (path[0] != '/' && strcmp(path, "*") != 0))
		return "the target is no path";
	for (const char *at = path; *at != '\0'; at++) {
		if (*at <= ' ' || *at >= 0x7f || *at == '#')
			return "the target holds what a URL cannot hold";
		if (*at == '%' && (!g_ascii_isxdigit(at[1]) || !g_ascii_isxdigit(at[2]) ||
					(at[1] == '0' && at[2] == '0')))
			return "the target holds a broken escape";
	}
	mark = strchr(path, '?');
	if (mark != NULL) {
		*mark = '\0';
		request->query = mark + 1;
	}
	request->path = path;
	return NULL;
}

/* RFC 9112 §6: who sends a body says how long it is. Chunks are refused as a whole: their framing
 * could not be checked, and a proxy that buffers uploads sends none. */
static const char *
check_body(HttpRequest *request, gboolean is_old, guint *status)
{
	const char *length = request->fields[HTTP_FIELD_CONTENT_LENGTH];
	const char *coding = request->fields[HTTP_FIELD_TRANSFER_ENCODING];

	if (coding != NULL) {
		if (length != NULL)
			return "both Content-Length and Transfer-Encoding";
		if (is_old || g_ascii_strcasecmp(coding, "chunked") != 0)
			return "a transfer coding that is not known";
		*status = 411;
		return "say how long the body is: Content-Length";
	}
	if (length == NULL)
		return NULL;
	if (length[0] == '\0' || strspn(length, "0123456789") != strlen(length) || strlen(length) > 18)
		return "Content-Length is no number";
	request->body_bytes = g_ascii_strtoull(length, NULL, 10);
	if (request->body_bytes > 0 && request->method != HTTP_POST && request->method != HTTP_PUT &&
		request->method != HTTP_PATCH)
		return "a body where none belongs";
	return NULL;
}

static const char *
check_line(HttpInner *inner, const char *method, const char *version)
{
	const char *target = inner->placed;

	if (!is_token(method))
		return "the method is no token";
	if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0)
		return "the version is neither HTTP/1.1 nor HTTP/1.0";
	if (target != method + strlen(method) + 1 || version != target + strlen(inner->target) + 1)
		return "the request line is not three words with one space between them";
	inner->public.method = HTTP_OTHER;
	for (guint i = 0; i < HTTP_OTHER; i++)
		if (strcmp(method, method_names[i]) == 0)
			inner->public.method = (HttpMethod) i;
	return NULL;
}

const char *
http_frame_check(HttpInner *inner, const char *method, const char *version, guint *status)
{
	HttpRequest *request = &inner->public;
	Frame frame = { inner, version + strlen(version) + 2, NULL };
	const char *wrong = check_line(inner, method, version);
	gboolean is_old = g_str_has_suffix(version, "1.0");
	const char *host, *expect;
	gsize n_bytes;

	*status = 400;
	if (wrong != NULL)
		return wrong;
	MHD_get_connection_values(request->connection->mhd, MHD_HEADER_KIND, look, &frame);
	if (frame.wrong != NULL)
		return frame.wrong;
	n_bytes = MHD_get_connection_info(request->connection->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
			  ->header_size;
	if (frame.expected + 2 != method + n_bytes)
		return "the head does not end in an empty line, CR LF, or its last line holds NUL";
	host = request->fields[HTTP_FIELD_HOST];
	if (host == NULL ? !is_old : !is_host(host, strlen(host)))
		return host == NULL ? "no Host" : "Host is no host";
	expect = request->fields[HTTP_FIELD_EXPECT];
	if (expect != NULL && g_ascii_strcasecmp(expect, "100-continue") != 0) {
		*status = 417;
		return "an expectation that is not known";
	}
	wrong = check_target(inner);
	return wrong != NULL ? wrong : check_body(request, is_old, status);
}
