/* SPDX-License-Identifier: MIT
 *
 * /api/v1: editing, taking back, and what people write once. If-Match names the revision that the editor
 * saw; a stale edit gets 412 and both texts.
 */
#include "api.h"

#include <cutline/answers.h>
#include <cutline/clearance.h>
#include <cutline/error.h>
#include <cutline/limits.h>

#include <string.h>

static gboolean
read_steps(ApiCall *call, GPtrArray *steps, GError **error)
{
	g_auto(GStrv) changes = api_texts(call, "changes");

	for (guint i = 0; changes != NULL && changes[i] != NULL; i++) {
		ClEditStep *step = cl_edit_step_parse(changes[i], api_text(call, "lang"), error);

		if (step == NULL)
			return FALSE;
		g_ptr_array_add(steps, step);
	}
	if (steps->len > 0 || api_text(call, "template") != NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"say what to write: \"changes\": [\"field=value\", …], or \"template\"");
	return FALSE;
}

static void
write_answer(ApiCall *call, const ClEditAnswer *answer)
{
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < answer->photos->len; i++)
		cl_json_write_edited(call->json, NULL, answer->photos->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_int(call->json, "changed", answer->n_changed);
	cl_json_int(call->json, "left", answer->n_left);
	if (answer->event != 0)
		cl_json_int(call->json, "event", answer->event);
	else
		cl_json_null(call->json, "event");
	cl_json_end_object(call->json);
}

/* Both texts go with the refusal. FALSE: the error is another one. */
static gboolean
answer_stale(ApiCall *call, const ClEditAnswer *answer, GError **error)
{
	if (!g_error_matches(*error, CL_ERROR, CL_ERROR_CONFLICT) || answer->photos->len == 0)
		return FALSE;
	call->status = (guint) cl_error_http_status(*error);
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_object(call->json, "error");
	cl_json_string(call->json, "code", cl_error_name(*error));
	cl_json_string(call->json, "message", (*error)->message);
	cl_json_string(call->json, "subject", ((ClEdited *) answer->photos->pdata[0])->id);
	cl_json_end_object(call->json);
	cl_json_write_edited(call->json, "photo", answer->photos->pdata[0]);
	cl_json_end_object(call->json);
	g_clear_error(error);
	return TRUE;
}

static gboolean
edit(ApiCall *call, const char *const *photos, gboolean one, GError **error)
{
	g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func((GDestroyNotify) cl_edit_step_free);
	g_auto(ClEditAnswer) answer = { 0 };
	g_autoptr(GError) why = NULL;
	ClEdit request = { .steps = steps, .if_rev = api_rev(call), .reason = api_text(call, "reason"),
		.template_id = api_text(call, "template"), .dry_run = api_flag(call, "dry_run"),
		.literal = api_flag(call, "literal") };

	if (!read_steps(call, steps, error))
		return FALSE;
	if (!cl_archive_edit(call->archive, photos, &request, &answer, &why)) {
		if (answer_stale(call, &answer, &why))
			return TRUE;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (one)
		cl_json_write_edited(call->json, NULL, answer.photos->pdata[0]);
	else
		write_answer(call, &answer);
	return TRUE;
}

gboolean
api_edit(ApiCall *call, GError **error)
{
	const char *const photos[] = { call->vars[0], NULL };

	return edit(call, photos, TRUE, error);
}

gboolean
api_edit_many(ApiCall *call, GError **error)
{
	g_auto(GStrv) named = api_texts(call, "photos");
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) found = NULL;

	for (guint i = 0; named != NULL && named[i] != NULL; i++)
		g_ptr_array_add(photos, g_strdup(named[i]));
	if (api_text(call, "query") != NULL) {
		found = cl_archive_select(call->archive, api_text(call, "query"), error);
		if (found == NULL)
			return FALSE;
	}
	for (guint i = 0; found != NULL && i < found->len; i++)
		g_ptr_array_add(photos, g_strdup(found->pdata[i]));
	g_ptr_array_add(photos, NULL);
	return edit(call, (const char *const *) photos->pdata, FALSE, error);
}

static gboolean
undo(ApiCall *call, const char *what, GError **error)
{
	g_auto(ClEditAnswer) answer = { 0 };
	g_autoptr(GError) why = NULL;

	if (cl_archive_undo(call->archive, what, api_text(call, "reason"), api_flag(call, "dry_run"),
		    &answer, &why)) {
		write_answer(call, &answer);
		return TRUE;
	}
	if (answer_stale(call, &answer, &why))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
api_undo_photo(ApiCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];

	return api_find_seen(call, id, error) && undo(call, call->vars[0], error);
}

gboolean
api_undo_event(ApiCall *call, GError **error)
{
	g_autofree char *event = g_strdup_printf("#%s", call->vars[0]);

	return undo(call, event, error);
}

/* --- templates, codes, pick lists, licences, outlets ------------------------------------------------ */

static const char *
kind_of(ApiCall *call, GError **error)
{
	static const char *const paths[] = { "templates", "codes", "picklists", "licences", "outlets" };
	static const char *const kinds[] = { "template", "codes", "picklist", "licence", "outlet" };

	for (gsize i = 0; i < G_N_ELEMENTS(paths); i++)
		if (g_str_has_prefix(call->route->path + 1, paths[i]))
			return kinds[i];
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "there is no such path");
	return NULL;
}

gboolean
api_written_list(ApiCall *call, GError **error)
{
	const char *kind = kind_of(call, error);
	g_autoptr(GPtrArray) documents =
		kind == NULL ? NULL : cl_archive_list_documents(call->archive, kind, error);

	if (documents == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < documents->len; i++) {
		const ClDocument *document = documents->pdata[i];

		cl_json_begin_object(call->json, NULL);
		cl_json_string(call->json, "id", document->id);
		cl_json_int(call->json, "rev", document->rev);
		cl_json_write_time(call->json, "at", document->at_us);
		cl_json_string(call->json, "who", document->who);
		cl_json_end_object(call->json);
	}
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_written_get(ApiCall *call, GError **error)
{
	const char *kind = kind_of(call, error);
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document =
		kind == NULL ? NULL : cl_archive_get_document(call->archive, kind, call->vars[0], &why);
	g_autoptr(GVariant) json = NULL;

	if (kind == NULL)
		return FALSE;
	if (document == NULL && why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND, "%s '%s' is not there", kind, call->vars[0]);
	json = document == NULL ? NULL : cl_json_parse(document->json, -1, &why);
	if (json == NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	cl_json_write_variant(call->json, NULL, json);
	return TRUE;
}

static gboolean
set(ApiCall *call, const char *kind, const char *json, GError **error)
{
	if (strcmp(kind, "licence") == 0) {
		g_autoptr(ClLicence) licence = cl_archive_set_licence(call->archive, json, "body", error);

		return licence != NULL;
	}
	if (strcmp(kind, "outlet") == 0) {
		g_autoptr(ClOutlet) outlet = cl_archive_set_outlet(call->archive, json, "body", error);

		return outlet != NULL;
	}
	return cl_archive_set_written(call->archive, kind, json, NULL, error);
}

/* Is the document of the path as the client saw it? */
static gboolean
is_seen(ApiCall *call, const char *kind, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document =
		cl_archive_get_document(call->archive, kind, call->vars[0], &why);

	if (why == NULL)
		return api_if_rev(call, document == NULL ? 0 : document->rev, error);
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

/* The body is the document; its id is that of the path. */
gboolean
api_written_put(ApiCall *call, GError **error)
{
	const char *kind = kind_of(call, error);
	g_autofree char *json = api_document(call);
	g_autoptr(GVariant) document = kind == NULL ? NULL : cl_json_parse(json, -1, error);
	const char *id = NULL;

	if (document == NULL)
		return FALSE;
	if (g_variant_is_of_type(document, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(document, "id", "&s", &id);
	if (g_strcmp0(id, call->vars[0]) != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "\"id\" is to be '%s', as in the path",
			call->vars[0]);
		return FALSE;
	}
	return is_seen(call, kind, error) && set(call, kind, json, error) && api_written_get(call, error);
}

gboolean
api_written_remove(ApiCall *call, GError **error)
{
	const char *kind = kind_of(call, error);

	if (kind == NULL || !is_seen(call, kind, error) ||
		!cl_archive_put_document(call->archive, kind, call->vars[0], NULL, error))
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_string(call->json, "id", call->vars[0]);
	cl_json_string(call->json, "state", "removed");
	cl_json_end_object(call->json);
	return TRUE;
}
