/* SPDX-License-Identifier: MIT
 *
 * /api/v1: one table of path × method × role. Who adds a row gets from it: matching, the role's check,
 * known query parameters, a parsed body, the answer's JSON, errors in their form, and its place in
 * /api/v1/openapi.json. A row's function runs on a worker with an archive; it makes one call and prints.
 */
#pragma once
#include "daemon.h"

#include <cutline/story.h>

#define API_PREFIX "/api/v1"
#define API_MAX_VARS 3U
#define API_MAX_BODY (1U << 20) /* bytes of a JSON body: parsed here, not in a decoder */

typedef enum {
	API_TEXT,
	API_NUMBER,
	API_FLAG,
	API_CHOICE,
	API_TEXTS, /* in a body: a list */
	API_CURSOR /* in a query: what api_next() gave */
} ApiKind;
/* A query parameter, or a member of a JSON body. */
typedef struct {
	const char *name; /* NULL ends the rows */
	ApiKind kind;
	gboolean needed;
	guint64 min, max;    /* NUMBER */
	const char *choices; /* CHOICE: "a|b|c" */
	const char *help;
} ApiParam;

typedef struct ApiCall ApiCall;
typedef struct {
	HttpMethod method;
	const char *path; /* below /api/v1: "/photos/{id}/kill" */
	ClRole role;
	const char *summary;
	const char *command; /* what it is called on the command line, where messages name it */
	const ApiParam *query;
	const ApiParam *body;	 /* JSON object */
	gboolean document;	 /* instead: a JSON object that `run` checks itself (request->body) */
	/* Instead: a file, not JSON. Says where its bytes go as they come (request->sink), or refuses it. */
	void (*begin)(Daemon *daemon, HttpRequest *request);
	const char *returns;	 /* what the answer is, for the description */
	gboolean (*run)(ApiCall *call, GError **error);
} ApiRoute;
extern const ApiRoute api_routes[]; /* ends with path NULL */

struct ApiCall {
	Daemon *daemon;
	HttpRequest *request;
	const ApiRoute *route;
	ClArchive *archive; /* acts as "http:NAME" */
	ClRole role;
	char *user;
	char *vars[API_MAX_VARS]; /* {…} of the path, unescaped, in order */
	GHashTable *query;	  /* name → value, checked against the row */
	GVariant *body;		  /* a{sv}, checked; NULL if the row has none */
	/* The answer: one JSON value written here, with this status; or `answer` instead. */
	ClJson *json;
	guint status; /* 200 */
	HttpAnswer *answer;
	gpointer own; /* of the row, with `own_free` */
	GDestroyNotify own_free;
};
const char *api_text(ApiCall *call, const char *name); /* of query or body; NULL = not given */
GStrv api_texts(ApiCall *call, const char *name); /* of a list in the body; free with g_strfreev */
/* The body of a row with `document`; g_free. */
char *api_document(ApiCall *call);
guint64 api_number(ApiCall *call, const char *name, guint64 otherwise);
gboolean api_flag(ApiCall *call, const char *name);
/* TRUE if the request has no If-Match, or one that names this revision; else CL_ERROR_CONFLICT. */
gboolean api_if_rev(ApiCall *call, gint64 rev, GError **error);
/* The photo of the path by its whole id, if it is as the client saw it. */
gboolean api_find_seen(ApiCall *call, char id[CL_ID_CHARS + 1], GError **error);
/* The revision that If-Match names; 0 = none, CL_REV_OTHER = something that no revision is called. */
gint64 api_rev(ApiCall *call);
/* Lists: {"items":[…],"total":N,"next":"CURSOR"}; a cursor says where the next page begins. */
guint api_cursor(ApiCall *call);
void api_next(ApiCall *call, guint offset, gboolean more);

/* api_words.c: a message of the archive for who has no command line: the route instead of the command, or
 * without it; g_free. */
char *api_words(const char *message);

/* api.c */
guint64 api_accept(Daemon *daemon, HttpRequest *request);
HttpOutcome api_handle(Daemon *daemon, HttpRequest *request);

/* Rows, by what they are about. */
gboolean api_photos(ApiCall *call, GError **error);
gboolean api_photo(ApiCall *call, GError **error);
gboolean api_photo_history(ApiCall *call, GError **error);
gboolean api_stats(ApiCall *call, GError **error);
gboolean api_facets(ApiCall *call, GError **error);
gboolean api_openapi(ApiCall *call, GError **error);

/* api_kill.c */
gboolean api_find(ApiCall *call, GError **error);
gboolean api_find_file(ApiCall *call, GError **error);
gboolean api_kill(ApiCall *call, GError **error);
gboolean api_unkill(ApiCall *call, GError **error);
gboolean api_composite(ApiCall *call, GError **error);
gboolean api_notice(ApiCall *call, GError **error);
gboolean api_takedowns(ApiCall *call, GError **error);
gboolean api_takedown_confirm(ApiCall *call, GError **error);
gboolean api_protect(ApiCall *call, GError **error);
gboolean api_unprotect(ApiCall *call, GError **error);
gboolean api_hold(ApiCall *call, GError **error);
gboolean api_release(ApiCall *call, GError **error);
gboolean api_purge(ApiCall *call, GError **error);
/* api_rules.c */
gboolean api_credit_parse(ApiCall *call, GError **error);
gboolean api_photo_credit(ApiCall *call, GError **error);
gboolean api_restrictions_parse(ApiCall *call, GError **error);
gboolean api_suppliers(ApiCall *call, GError **error);
gboolean api_supplier(ApiCall *call, GError **error);
gboolean api_suppliers_set(ApiCall *call, GError **error);
gboolean api_rules_diff(ApiCall *call, GError **error);
/* api_watch.c */
gboolean api_expiring(ApiCall *call, GError **error);
gboolean api_searches(ApiCall *call, GError **error);
gboolean api_search_save(ApiCall *call, GError **error);
gboolean api_search_drop(ApiCall *call, GError **error);
gboolean api_photo_evidence(ApiCall *call, GError **error);
gboolean api_evidence(ApiCall *call, GError **error);

/* api_edit.c */
gboolean api_edit(ApiCall *call, GError **error);
gboolean api_edit_many(ApiCall *call, GError **error);
gboolean api_undo_photo(ApiCall *call, GError **error);
gboolean api_undo_event(ApiCall *call, GError **error);
gboolean api_written_list(ApiCall *call, GError **error);
gboolean api_written_get(ApiCall *call, GError **error);
gboolean api_written_put(ApiCall *call, GError **error);
gboolean api_written_remove(ApiCall *call, GError **error);
/* api_story.c */
/* The answer is this story, with its revision as ETag. */
gboolean api_answer_story(ApiCall *call, const char *slug, guint status, GError **error);
/* An instant as people type it, 0 = not given (text NULL); of a bare day its begin, or with `last` its end.
 * The other reads it from query or body. */
gboolean api_read_time(ApiCall *call, const char *name, const char *text, gboolean last, gint64 *time_us,
	GError **error);
gboolean api_time(ApiCall *call, const char *name, gint64 *time_us, GError **error);
gboolean api_stories(ApiCall *call, GError **error);
gboolean api_story_new(ApiCall *call, GError **error);
gboolean api_story(ApiCall *call, GError **error);
gboolean api_story_edit(ApiCall *call, GError **error);
gboolean api_story_check(ApiCall *call, GError **error);
gboolean api_story_publish(ApiCall *call, GError **error);
gboolean api_story_unpublish(ApiCall *call, GError **error);
gboolean api_story_export(ApiCall *call, GError **error);
gboolean api_updates(ApiCall *call, GError **error);
/* api_uses.c */
gboolean api_use_add(ApiCall *call, GError **error);
gboolean api_part_add(ApiCall *call, GError **error);
gboolean api_use(ApiCall *call, GError **error);
gboolean api_photo_uses(ApiCall *call, GError **error);
gboolean api_use_edit(ApiCall *call, GError **error);
gboolean api_use_move(ApiCall *call, GError **error);
gboolean api_use_remove(ApiCall *call, GError **error);
gboolean api_use_settle(ApiCall *call, GError **error);
/* api_rights.c */
gboolean api_restrictions(ApiCall *call, GError **error);
gboolean api_decide(ApiCall *call, GError **error);
gboolean api_grants(ApiCall *call, GError **error);
gboolean api_house(ApiCall *call, GError **error);
gboolean api_house_change(ApiCall *call, GError **error);
gboolean api_grant(ApiCall *call, GError **error);
/* api_checks.c */
gboolean api_check(ApiCall *call, GError **error);
gboolean api_checks(ApiCall *call, GError **error);
/* api_out.c */
gboolean api_photo_export(ApiCall *call, GError **error);
gboolean api_use_export(ApiCall *call, GError **error);
gboolean api_lint(ApiCall *call, GError **error);
gboolean api_lint_text(ApiCall *call, GError **error);
gboolean api_lint_fix(ApiCall *call, GError **error);
/* api_upload.c */
void api_upload_begin(Daemon *daemon, HttpRequest *request);
/* Into a file that nobody keeps, and that file. */
void api_scratch_begin(Daemon *daemon, HttpRequest *request);
ClFd api_raw_file(ApiCall *call);
gboolean api_upload(ApiCall *call, GError **error);
gboolean api_upload_state(ApiCall *call, GError **error);
