/* SPDX-License-Identifier: MIT
 *
 * Every path of /api/v1: who may use it, what it takes and who answers. Help, checks and the OpenAPI
 * description come from these rows.
 */
#include "api.h"

/* clang-format off */
#define CURSOR {"cursor", API_TEXT, .help = "`next` of the page before"}
#define LIMIT {"limit", API_NUMBER, .min = 1, .max = 1000, .help = "at most so many (50)"}

static const ApiParam search_query[] = {
	{"q", API_TEXT, .help = "as `cutline search` takes it; without: all, newest first"},
	{"sort", API_CHOICE, .choices = "ingested|taken", .help = "newest first, by the day they came in or were taken"},
	LIMIT, CURSOR, {NULL},
};
static const ApiParam facets_query[] = {
	{"q", API_TEXT, .help = "as `cutline search` takes it"}, {NULL},
};
static const ApiParam kill_body[] = {
	{"reason", API_TEXT, TRUE, .help = "who says so, and why; the history keeps it"}, {NULL},
};
static const ApiParam unkill_body[] = {
	{"reason", API_TEXT, .help = "why it is taken back"}, {NULL},
};
const ApiRoute api_routes[] = {
	{HTTP_GET, "/photos", CL_ROLE_VIEWER, "Find photos", .query = search_query,
		.returns = "{\"items\":[photo…],\"total\",\"next\"}", .run = api_photos},
	{HTTP_GET, "/photos/{id}", CL_ROLE_VIEWER, "All that is known of a photo",
		.returns = "as `cutline show --json`", .run = api_photo},
	{HTTP_GET, "/photos/{id}/history", CL_ROLE_VIEWER, "Who did what to a photo, and when",
		.returns = "{\"items\":[event…]}", .run = api_photo_history},
	{HTTP_POST, "/photos/{id}/kill", CL_ROLE_RIGHTS, "Stop a photo everywhere", .body = kill_body,
		.returns = "{\"id\",\"state\"}", .run = api_kill},
	{HTTP_POST, "/photos/{id}/unkill", CL_ROLE_RIGHTS, "Take a kill back", .body = unkill_body,
		.returns = "{\"id\",\"state\"}", .run = api_unkill},
	{HTTP_GET, "/facets", CL_ROLE_VIEWER, "Count photos by supplier, by-line, country, year, format",
		.query = facets_query, .returns = "{\"items\":[{\"facet\",\"value\",\"n\"}…],\"window\"}", .run = api_facets},
	{HTTP_GET, "/stats", CL_ROLE_VIEWER, "Figures of the archive",
		.returns = "{\"items\":[{\"group\",\"name\",\"n\"}…]}", .run = api_stats},
	{HTTP_GET, "/openapi.json", CL_ROLE_VIEWER, "This description", .returns = "OpenAPI 3.0", .run = api_openapi},
	{.path = NULL},
};
/* clang-format on */
