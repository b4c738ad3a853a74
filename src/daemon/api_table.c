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
#define EDIT_BODY \
	{"changes", API_TEXTS, .help = "as `cutline edit` takes them: [\"caption=…\", \"keywords+=…\"]"}, \
	{"template", API_TEXT, .help = "the name of a template; its fields come first"}, \
	{"lang", API_TEXT, .help = "of fields with languages which name none"}, \
	{"reason", API_TEXT, .help = "why; the history keeps it"}, \
	{"literal", API_FLAG, .help = "true: codes (=code=) stay as they are"}, \
	{"dry_run", API_FLAG, .help = "true: say what would change, write nothing"}
static const ApiParam edit_body[] = {EDIT_BODY, {NULL}};
static const ApiParam edit_many_body[] = {
	{"photos", API_TEXTS, .help = "ids"}, {"query", API_TEXT, .help = "also the photos that this finds"},
	EDIT_BODY, {NULL},
};
static const ApiParam undo_body[] = {
	{"reason", API_TEXT, .help = "why; the history keeps it"},
	{"dry_run", API_FLAG, .help = "true: say what would come back, write nothing"}, {NULL},
};
#define EDITED "{\"id\",\"status\",\"rev\",\"event\",\"changes\":[…],\"notes\":[…]}"
#define EDITED_ALL "{\"items\":[as edit…],\"changed\",\"left\",\"event\"}"
/* What editors type once: list, one, set, remove. */
#define WRITTEN(path, what) \
	{HTTP_GET, path, CL_ROLE_VIEWER, "All " what, .returns = "{\"items\":[{\"id\",\"rev\",\"at\",\"who\"}…]}", \
		.run = api_written_list}, \
	{HTTP_GET, path "/{name}", CL_ROLE_VIEWER, "One of the " what, .returns = "the document", .run = api_written_get}, \
	{HTTP_PUT, path "/{name}", CL_ROLE_EDITOR, "Set one of the " what "; the body is the document", \
		.document = TRUE, .returns = "the document as it is kept", .run = api_written_put}, \
	{HTTP_DELETE, path "/{name}", CL_ROLE_EDITOR, "Remove one of the " what, .returns = "{\"id\",\"state\"}", \
		.run = api_written_remove}
static const ApiParam upload_query[] = {
	{"name", API_TEXT, .help = "the file's name, as the history shows it"},
	{"supplier", API_TEXT, .help = "who delivered it"}, {NULL},
};

const ApiRoute api_routes[] = {
	{HTTP_GET, "/photos", CL_ROLE_VIEWER, "Find photos", .query = search_query,
		.returns = "{\"items\":[photo…],\"total\",\"next\"}", .run = api_photos},
	{HTTP_GET, "/photos/{id}", CL_ROLE_VIEWER, "All that is known of a photo",
		.returns = "as `cutline show --json`", .run = api_photo},
	{HTTP_GET, "/photos/{id}/history", CL_ROLE_VIEWER, "Who did what to a photo, and when",
		.returns = "{\"items\":[event…]}", .run = api_photo_history},
	{HTTP_POST, "/photos/{id}/edit", CL_ROLE_EDITOR, "Write over what was received; If-Match: the rev that was seen",
		.body = edit_body, .returns = EDITED, .run = api_edit},
	{HTTP_POST, "/photos/{id}/undo", CL_ROLE_EDITOR, "Take back the last edit of a photo", .body = undo_body,
		.returns = EDITED_ALL, .run = api_undo_photo},
	{HTTP_POST, "/edit", CL_ROLE_EDITOR, "Write over many photos, as one step", .body = edit_many_body,
		.returns = EDITED_ALL, .run = api_edit_many},
	{HTTP_POST, "/events/{event}/undo", CL_ROLE_EDITOR, "Take back what an event wrote", .body = undo_body,
		.returns = EDITED_ALL, .run = api_undo_event},
	WRITTEN("/templates", "templates"),
	WRITTEN("/codes", "code files"),
	WRITTEN("/picklists", "pick lists"),
	{HTTP_POST, "/photos/{id}/kill", CL_ROLE_RIGHTS, "Stop a photo everywhere", .body = kill_body,
		.returns = "{\"id\",\"state\"}", .run = api_kill},
	{HTTP_POST, "/photos/{id}/unkill", CL_ROLE_RIGHTS, "Take a kill back", .body = unkill_body,
		.returns = "{\"id\",\"state\"}", .run = api_unkill},
	{HTTP_GET, "/uploads/{sha256}", CL_ROLE_EDITOR, "How much of an upload is here",
		.returns = "{\"sha256\",\"offset\",\"complete\"}", .run = api_upload_state},
	{HTTP_PUT, "/uploads/{sha256}", CL_ROLE_EDITOR,
		"Send a picture, or the rest of one: the body begins at Upload-Offset (0), Upload-Length is the whole",
		.query = upload_query, .raw_body = TRUE,
		.returns = "{\"offset\",\"complete\"}; when whole, as `cutline ingest --json`", .run = api_upload},
	{HTTP_GET, "/facets", CL_ROLE_VIEWER, "Count photos by supplier, by-line, country, year, format",
		.query = facets_query, .returns = "{\"items\":[{\"facet\",\"value\",\"n\"}…],\"window\"}", .run = api_facets},
	{HTTP_GET, "/stats", CL_ROLE_VIEWER, "Figures of the archive",
		.returns = "{\"items\":[{\"group\",\"name\",\"n\"}…]}", .run = api_stats},
	{HTTP_GET, "/openapi.json", CL_ROLE_VIEWER, "This description", .returns = "OpenAPI 3.0", .run = api_openapi},
	{.path = NULL},
};
/* clang-format on */
