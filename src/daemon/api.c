/* SPDX-License-Identifier: MIT
 *
 * From a request below /api/v1 to its row, and from the row's outcome to an answer. The order of
 * refusals: no such path (404), not with this method (405), no token (401), not this role (403), then
 * what is wrong with the request itself.
 */
#include "api.h"

#include <cutline/secret.h>
#include <cutline/text.h>
#include <string.h>

#define MAX_CURSOR 100000000U

static void
call_free(gpointer data)
{
	ApiCall *call = data;

	for (guint i = 0; i < API_MAX_VARS; i++)
		g_free(call->vars[i]);
	g_clear_pointer(&call->query, g_hash_table_unref);
	g_clear_pointer(&call->body, g_variant_unref);
	g_clear_pointer(&call->json, cl_json_free);
	if (call->own_free != NULL)
		call->own_free(call->own);
	g_free(call->user);
	g_free(call);
}

/* --- paths ----------------------------------------------------------------------------------- */

/* One segment, unescaped; an escaped slash stays part of it, other controls are refused. */
static char *
unescape(const char *text, gsize n)
{
	g_autofree char *plain = g_uri_unescape_segment(text, text + n, NULL);

	return plain != NULL && g_utf8_validate(plain, -1, NULL) ? g_steal_pointer(&plain) : NULL;
}

static gboolean
match(const char *pattern, const char *path, char *vars[API_MAX_VARS])
{
	guint n_vars = 0;

	while (*pattern == '/' && *path == '/') {
		gsize n = strcspn(++pattern, "/"), m = strcspn(++path, "/");

		if (pattern[0] == '{') {
			if (m == 0 || n_vars == API_MAX_VARS)
				return FALSE;
			g_free(vars[n_vars]);
			vars[n_vars] = unescape(path, m);
			if (vars[n_vars++] == NULL)
				return FALSE;
		} else if (n != m || strncmp(pattern, path, n) != 0) {
			return FALSE;
		}
		pattern += n;
		path += m;
	}
	return *pattern == '\0' && *path == '\0';
}

static const ApiRoute *
find(ApiCall *call, const char *path, GString *allowed)
{
	HttpMethod method = call->request->method == HTTP_HEAD ? HTTP_GET : call->request->method;
	const ApiRoute *found = NULL;

	for (const ApiRoute *route = api_routes; route->path != NULL; route++) {
		char *vars[API_MAX_VARS] = { NULL };
		gboolean fits = match(route->path, path, vars);

		if (fits && route->method == method && found == NULL) {
			found = route;
			memcpy(call->vars, vars, sizeof vars);
			continue;
		}
		for (guint i = 0; i < API_MAX_VARS; i++)
			g_free(vars[i]);
		if (fits)
			g_string_append_printf(allowed, "%s%s%s", allowed->len > 0 ? ", " : "",
				http_method_name(route->method),
				route->method == HTTP_GET ? ", HEAD" : "");
	}
	return found;
}

static HttpAnswer *
authorize(Daemon *daemon, ApiCall *call)
{
	gboolean invalid;
	HttpAnswer *answer;

	call->role = auth_role(daemon->auth, call->request, &call->user, &invalid);
	if (call->role >= call->route->role)
		return NULL;
	if (call->role != CL_ROLE_NOBODY)
		return refusal_new(403, "denied", "this token's role may not do that", call->user);
	answer = refusal_new(401, "denied",
		invalid ? "this token is not valid (any more)"
			: "a token is needed: Authorization: Bearer ct_…",
		NULL);
	http_answer_add(answer, "WWW-Authenticate", "Bearer realm=\"cutline\"");
	return answer;
}

guint64
api_accept(Daemon *daemon, HttpRequest *request)
{
	ApiCall *call = g_new0(ApiCall, 1);
	g_autoptr(GString) allowed = g_string_new(NULL);

	call->daemon = daemon;
	call->request = request;
	call->status = 200;
	request->state = call;
	request->state_free = call_free;
	call->route = find(call, request->path + strlen(API_PREFIX), allowed);
	if (call->route == NULL)
		request->answer = allowed->len > 0
			? refusal_method(allowed->str)
			: refusal_new(404, "not-found", "there is no such path; see " API_PREFIX
							"/openapi.json",
				  request->path);
	else
		request->answer = authorize(daemon, call);
	if (request->answer != NULL)
		return 0;
	/* Where none is needed, {} is none: programs that send JSON send it always. */
	if (call->route->begin == NULL)
		return API_MAX_BODY;
	call->route->begin(daemon, request);
	return daemon->config.upload_bytes;
}

/* --- parameters ------------------------------------------------------------------------------ */

static const ApiParam *
find_param(const ApiParam *params, const char *name)
{
	for (; params != NULL && params->name != NULL; params++)
		if (strcmp(params->name, name) == 0)
			return params;
	return NULL;
}

static gboolean
is_choice(const char *choices, const char *value)
{
	g_auto(GStrv) list = g_strsplit(choices, "|", -1);

	return g_strv_contains((const char *const *) list, value);
}

static gboolean
read_cursor(const char *text, guint32 *offset)
{
	if (!cl_unbase64url(text, strlen(text), offset, sizeof *offset))
		return FALSE;
	*offset = GUINT32_FROM_BE(*offset);
	return *offset <= MAX_CURSOR;
}

static gboolean
check_param(const ApiParam *param, const char *value, GError **error)
{
	guint64 number;
	guint32 offset;

	switch (param->kind) {
	case API_TEXT:
	case API_TEXTS:
		return TRUE;
	case API_NUMBER:
		if (g_ascii_string_to_unsigned(value, 10, param->min, param->max, &number, NULL))
			return TRUE;
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"%s: a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " is needed",
			param->name, param->min, param->max);
		return FALSE;
	case API_FLAG:
		if (is_choice("true|false", value))
			return TRUE;
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s: true or false", param->name);
		return FALSE;
	case API_CURSOR:
		/* A place in a list, or an instant (api_story.c). */
		if (read_cursor(value, &offset) ||
			cl_unbase64url(value, strlen(value), &number, sizeof number))
			return TRUE;
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s: the `next` of another page is needed",
			param->name);
		return FALSE;
	case API_CHOICE:
		if (is_choice(param->choices, value))
			return TRUE;
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s: one of %s", param->name, param->choices);
		return FALSE;
	}
	return FALSE;
}

static gboolean
read_query(ApiCall *call, GError **error)
{
	g_auto(GStrv) pairs = NULL;

	call->query = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (call->request->query == NULL)
		return TRUE;
	pairs = g_strsplit(call->request->query, "&", -1);
	for (guint i = 0; pairs[i] != NULL; i++) {
		char *equals = strchr(pairs[i], '=');
		g_autofree char *name = unescape(pairs[i], equals != NULL ? (gsize) (equals - pairs[i])
									 : strlen(pairs[i]));
		g_autofree char *value = NULL;
		const ApiParam *param = name == NULL ? NULL : find_param(call->route->query, name);

		if (param == NULL || equals == NULL || g_hash_table_contains(call->query, name)) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"query parameter '%s' is not known here, has no value, or came twice",
				name != NULL ? name : pairs[i]);
			return FALSE;
		}
		/* As forms write it. */
		g_strdelimit(equals + 1, "+", ' ');
		value = unescape(equals + 1, strlen(equals + 1));
		if (value == NULL) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s: not UTF-8", name);
			return FALSE;
		}
		if (!check_param(param, value, error))
			return FALSE;
		g_hash_table_insert(call->query, g_steal_pointer(&name), g_steal_pointer(&value));
	}
	return TRUE;
}

static gboolean
are_texts(GVariant *list)
{
	GVariantIter iter;
	GVariant *text;

	g_variant_iter_init(&iter, list);
	while ((text = g_variant_iter_next_value(&iter)) != NULL) {
		g_autoptr(GVariant) boxed = text;
		g_autoptr(GVariant) inner = g_variant_get_variant(boxed);

		if (!g_variant_is_of_type(inner, G_VARIANT_TYPE_STRING))
			return FALSE;
	}
	return TRUE;
}

static gboolean
check_member(const ApiParam *params, const char *name, GVariant *value, GError **error)
{
	const ApiParam *param = find_param(params, name);
	const GVariantType *type = G_VARIANT_TYPE_STRING;

	if (param == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "\"%s\" is not known here", name);
		return FALSE;
	}
	if (param->kind == API_NUMBER)
		type = G_VARIANT_TYPE_INT64;
	if (param->kind == API_FLAG)
		type = G_VARIANT_TYPE_BOOLEAN;
	if (param->kind == API_TEXTS)
		type = G_VARIANT_TYPE("av");
	if (!g_variant_is_of_type(value, type) || (param->kind == API_TEXTS && !are_texts(value))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "\"%s\" is of another type: %s", name,
			param->help);
		return FALSE;
	}
	return param->kind != API_CHOICE ||
		check_param(param, g_variant_get_string(value, NULL), error);
}

static gboolean
read_body(ApiCall *call, GError **error)
{
	static const ApiParam none[] = { { NULL } };
	const ApiParam *members = call->route->body != NULL ? call->route->body : none;
	const GByteArray *bytes = call->request->body;
	g_autoptr(GVariant) json = NULL;
	GVariantIter iter;
	const char *name;
	GVariant *value;

	if (call->route->document || call->route->begin != NULL || (members == none && bytes == NULL))
		return TRUE;
	json = cl_json_parse(bytes != NULL ? (const char *) bytes->data : "{}",
		bytes != NULL ? (gssize) bytes->len : 2, error);
	if (json == NULL)
		return FALSE;
	if (!g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "the body is no JSON object");
		return FALSE;
	}
	g_variant_iter_init(&iter, json);
	while (g_variant_iter_next(&iter, "{&sv}", &name, &value)) {
		gboolean ok = check_member(members, name, value, error);

		g_variant_unref(value);
		if (!ok)
			return FALSE;
	}
	call->body = g_steal_pointer(&json);
	return TRUE;
}

static gboolean
is_given(ApiCall *call, const char *name)
{
	g_autoptr(GVariant) member =
		call->body == NULL ? NULL : g_variant_lookup_value(call->body, name, NULL);

	return member != NULL || g_hash_table_contains(call->query, name);
}

static gboolean
check_needed(ApiCall *call, const ApiParam *params, GError **error)
{
	for (; params != NULL && params->name != NULL; params++)
		if (params->needed && !is_given(call, params->name)) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s is needed: %s", params->name,
				params->help);
			return FALSE;
		}
	return TRUE;
}

const char *
api_text(ApiCall *call, const char *name)
{
	const char *text = NULL;

	if (call->body != NULL && g_variant_lookup(call->body, name, "&s", &text))
		return text;
	return g_hash_table_lookup(call->query, name);
}

GStrv
api_texts(ApiCall *call, const char *name)
{
	g_autoptr(GVariant) list = call->body == NULL
		? NULL
		: g_variant_lookup_value(call->body, name, G_VARIANT_TYPE("av"));
	g_autoptr(GStrvBuilder) texts = g_strv_builder_new();
	GVariantIter iter;
	GVariant *text;

	if (list == NULL)
		return NULL;
	g_variant_iter_init(&iter, list);
	while (g_variant_iter_loop(&iter, "v", &text))
		g_strv_builder_add(texts, g_variant_get_string(text, NULL));
	return g_strv_builder_end(texts);
}

char *
api_document(ApiCall *call)
{
	const GByteArray *body = call->request->body;

	return body == NULL ? g_strdup("") : g_strndup((const char *) body->data, body->len);
}

guint64
api_number(ApiCall *call, const char *name, guint64 otherwise)
{
	const char *text = g_hash_table_lookup(call->query, name);
	gint64 number;

	if (call->body != NULL && g_variant_lookup(call->body, name, "x", &number) && number >= 0)
		return (guint64) number;
	return text != NULL ? g_ascii_strtoull(text, NULL, 10) : otherwise;
}

gboolean
api_flag(ApiCall *call, const char *name)
{
	gboolean on = FALSE;

	if (call->body != NULL && g_variant_lookup(call->body, name, "b", &on))
		return on;
	return g_strcmp0(g_hash_table_lookup(call->query, name), "true") == 0;
}

gint64
api_rev(ApiCall *call)
{
	const char *text = call->request->fields[HTTP_FIELD_IF_MATCH];
	guint64 rev = 0;
	g_autofree char *digits = NULL;

	if (text == NULL || strcmp(text, "*") == 0)
		return 0;
	digits = g_strdup(text);
	g_strdelimit(digits, "\"", ' ');
	g_strstrip(digits);
	if (!g_ascii_string_to_unsigned(digits, 10, 1, G_MAXINT64, &rev, NULL))
		return CL_REV_OTHER;
	return (gint64) rev;
}

gboolean
api_if_rev(ApiCall *call, gint64 rev, GError **error)
{
	gint64 wanted = api_rev(call);

	if (wanted == 0 || wanted == rev)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_CONFLICT,
		wanted == CL_REV_OTHER ? "If-Match is no tag of this; its revision is %" G_GINT64_FORMAT
				       : "it has changed since: its revision is %" G_GINT64_FORMAT
					 " now; look at it again",
		rev);
	return FALSE;
}

gboolean
api_find_seen(ApiCall *call, char id[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(ClShown) shown = cl_archive_show(call->archive, call->vars[0], error);

	if (shown == NULL || !api_if_rev(call, shown->photo->rev, error))
		return FALSE;
	g_strlcpy(id, shown->photo->id, CL_ID_CHARS + 1);
	return TRUE;
}

guint
api_cursor(ApiCall *call)
{
	const char *text = api_text(call, "cursor");
	guint32 offset = 0;

	return text != NULL && read_cursor(text, &offset) ? offset : 0;
}

void
api_next(ApiCall *call, guint offset, gboolean more)
{
	guint32 big = GUINT32_TO_BE((guint32) offset);
	g_autofree char *cursor = more ? cl_base64url(&big, sizeof big) : NULL;

	cl_json_string(call->json, "next", cursor);
}

/* --- the call -------------------------------------------------------------------------------- */

static HttpAnswer *
make_answer(ApiCall *call)
{
	g_autofree char *text = NULL;
	HttpAnswer *answer;

	if (call->answer != NULL)
		return g_steal_pointer(&call->answer);
	text = cl_json_take(call->json);
	answer = http_answer_new_text(call->status, "application/json", text);
	http_answer_add(answer, "Cache-Control", "private, no-store");
	return answer;
}

static HttpAnswer *
run(Daemon *daemon, HttpRequest *request, ClArchive *archive)
{
	ApiCall *call = request->state;
	g_autofree char *actor = g_strdup_printf("http:%s", call->user != NULL ? call->user : "nobody");
	g_autoptr(GError) error = NULL;

	call->archive = archive;
	cl_archive_set_actor(archive, actor);
	call->json = cl_json_new();
	if (read_query(call, &error) && read_body(call, &error) &&
		check_needed(call, call->route->query, &error) &&
		check_needed(call, call->route->body, &error) && call->route->run(call, &error))
		return make_answer(call);
	g_clear_pointer(&call->answer, http_answer_unref);
	return refusal_from(error, call->vars[0]);
}

HttpOutcome
api_handle(Daemon *daemon, HttpRequest *request)
{
	ApiCall *call = request->state;

	return workers_submit(
		call->route->begin != NULL ? daemon->intake : daemon->workers, request, run);
}
