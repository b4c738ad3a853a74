/* SPDX-License-Identifier: MIT
 *
 * /api/v1/openapi.json: the table of api_table.c, as OpenAPI 3.0 writes it.
 */
#include "api.h"

#include <string.h>

static void
write_schema(ClJson *json, const ApiParam *param)
{
	static const char *const types[] = { "string", "integer", "boolean", "string", "array", "string" };
	g_auto(GStrv) choices = NULL;

	cl_json_string(json, "type", types[param->kind]);
	if (param->kind == API_NUMBER) {
		cl_json_int(json, "minimum", (gint64) param->min);
		cl_json_int(json, "maximum", (gint64) param->max);
	}
	if (param->kind == API_TEXTS) {
		cl_json_begin_object(json, "items");
		cl_json_string(json, "type", "string");
		cl_json_end_object(json);
	}
	if (param->kind != API_CHOICE)
		return;
	choices = g_strsplit(param->choices, "|", -1);
	cl_json_begin_array(json, "enum");
	for (guint i = 0; choices[i] != NULL; i++)
		cl_json_string(json, NULL, choices[i]);
	cl_json_end_array(json);
}

static void
write_param(ClJson *json, const char *name, gsize length, const char *in, const ApiParam *param)
{
	g_autofree char *text = g_strndup(name, length);

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "name", text);
	cl_json_string(json, "in", in);
	cl_json_bool(json, "required", param == NULL || param->needed);
	if (param != NULL)
		cl_json_string(json, "description", param->help);
	cl_json_begin_object(json, "schema");
	if (param != NULL)
		write_schema(json, param);
	else
		cl_json_string(json, "type", "string");
	cl_json_end_object(json);
	cl_json_end_object(json);
}

static void
write_params(ClJson *json, const ApiRoute *route)
{
	cl_json_begin_array(json, "parameters");
	for (const char *at = strchr(route->path, '{'); at != NULL; at = strchr(at + 1, '{'))
		write_param(json, at + 1, strcspn(at + 1, "}"), "path", NULL);
	for (const ApiParam *param = route->query; param != NULL && param->name != NULL; param++)
		write_param(json, param->name, strlen(param->name), "query", param);
	cl_json_end_array(json);
}

static void
write_body(ClJson *json, const ApiRoute *route)
{
	if (route->body == NULL && !route->document && route->begin == NULL)
		return;
	cl_json_begin_object(json, "requestBody");
	cl_json_begin_object(json, "content");
	cl_json_begin_object(json, route->begin != NULL ? "application/octet-stream" : "application/json");
	cl_json_begin_object(json, "schema");
	cl_json_string(json, "type", route->begin != NULL ? "string" : "object");
	cl_json_begin_object(json, "properties");
	for (const ApiParam *param = route->body; param != NULL && param->name != NULL; param++) {
		cl_json_begin_object(json, param->name);
		write_schema(json, param);
		cl_json_string(json, "description", param->help);
		cl_json_end_object(json);
	}
	cl_json_end_object(json);
	cl_json_end_object(json);
	cl_json_end_object(json);
	cl_json_end_object(json);
	cl_json_end_object(json);
}

static void
write_operation(ClJson *json, const ApiRoute *route)
{
	g_autofree char *method = g_ascii_strdown(http_method_name(route->method), -1);
	g_autofree char *roles = g_strdup_printf("Role: %s.", cl_role_name(route->role));

	cl_json_begin_object(json, method);
	cl_json_string(json, "summary", route->summary);
	cl_json_string(json, "description", roles);
	write_params(json, route);
	write_body(json, route);
	cl_json_begin_object(json, "responses");
	cl_json_begin_object(json, "200");
	cl_json_string(json, "description", route->returns);
	cl_json_end_object(json);
	cl_json_begin_object(json, "default");
	cl_json_string(json, "description", "{\"error\":{\"code\",\"message\",\"subject\"}}");
	cl_json_end_object(json);
	cl_json_end_object(json);
	cl_json_end_object(json);
}

/* All methods of a path stand together. */
static gboolean
is_first(const ApiRoute *route)
{
	for (const ApiRoute *before = api_routes; before < route; before++)
		if (strcmp(before->path, route->path) == 0)
			return FALSE;
	return TRUE;
}

gboolean
api_openapi(ApiCall *call, GError **error)
{
	ClJson *json = call->json;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "openapi", "3.0.3");
	cl_json_begin_object(json, "info");
	cl_json_string(json, "title", "Cutline");
	cl_json_string(json, "version", CUTLINE_VERSION);
	cl_json_end_object(json);
	cl_json_begin_array(json, "servers");
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "url", API_PREFIX);
	cl_json_end_object(json);
	cl_json_end_array(json);
	cl_json_begin_object(json, "paths");
	for (const ApiRoute *route = api_routes; route->path != NULL; route++) {
		if (!is_first(route))
			continue;
		cl_json_begin_object(json, route->path);
		for (const ApiRoute *same = route; same->path != NULL; same++)
			if (strcmp(same->path, route->path) == 0)
				write_operation(json, same);
		cl_json_end_object(json);
	}
	cl_json_end_object(json);
	cl_json_begin_object(json, "components");
	cl_json_begin_object(json, "securitySchemes");
	cl_json_begin_object(json, "token");
	cl_json_string(json, "type", "http");
	cl_json_string(json, "scheme", "bearer");
	cl_json_end_object(json);
	cl_json_end_object(json);
	cl_json_end_object(json);
	cl_json_begin_array(json, "security");
	cl_json_begin_object(json, NULL);
	cl_json_begin_array(json, "token");
	cl_json_end_array(json);
	cl_json_end_object(json);
	cl_json_end_array(json);
	cl_json_end_object(json);
	return TRUE;
}
