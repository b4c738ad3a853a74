/* SPDX-License-Identifier: MIT
 *
 * /api/v1: pictures are looked for, withdrawn, protected, kept and let go: find, kill, notices, takedowns,
 * hold, purge. Each is the command of the same name.
 */
#include "api.h"

#include <cutline/hash.h>
#include <cutline/text.h>
#include <cutline/time.h>
#include <string.h>

/* --- find ------------------------------------------------------------------------------------ */

static gboolean
write_matches(ApiCall *call, GPtrArray *matches)
{
	if (matches == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < matches->len; i++)
		cl_json_write_match(call->json, NULL, matches->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

static gboolean
is_address(const char *text)
{
	return g_str_has_prefix(text, "http://") || g_str_has_prefix(text, "https://");
}

/* An address is read, never fetched; and never a path of this machine. */
gboolean
api_find(ApiCall *call, GError **error)
{
	const char *url = api_text(call, "url"), *hash = api_text(call, "sha256");
	guint8 sha256[CL_SHA256_BYTES];
	g_autoptr(GPtrArray) matches = NULL;

	if ((url != NULL) == (hash != NULL) || (url != NULL && !is_address(url))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what to find: url=https://…, or sha256=…; or POST the picture");
		return FALSE;
	}
	if (hash != NULL && (strlen(hash) != CL_SHA256_HEX || !cl_unhex(hash, sha256, sizeof sha256))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "sha256: 64 hexadecimal digits");
		return FALSE;
	}
	matches = url != NULL ? cl_archive_find_picture(call->archive, url, error)
			      : cl_archive_find_hash(call->archive, sha256, error);
	return write_matches(call, matches);
}

gboolean
api_find_file(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) matches = NULL;

	if (call->request->body_bytes == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "the body is to be the picture");
		return FALSE;
	}
	matches = cl_archive_find_open(call->archive, api_raw_file(call), error);
	return write_matches(call, matches);
}

/* --- kill ------------------------------------------------------------------------------------ */

static ClKillClass
read_class(ApiCall *call, ClKillClass otherwise)
{
	const char *name = api_text(call, "class");

	for (guint i = 0; name != NULL && i < CL_N_KILL_CLASSES; i++)
		if (strcmp(name, cl_kill_class_name((ClKillClass) i)) == 0)
			return (ClKillClass) i;
	return otherwise;
}

gboolean
api_kill(ApiCall *call, GError **error)
{
	ClKillRequest request = { .reason = api_text(call, "reason"),
		.kind = read_class(call, CL_KILL_ERROR), .dry_run = api_flag(call, "dry_run") };
	char id[CL_ID_CHARS + 1];
	g_autoptr(ClKilled) killed = NULL;

	if (!api_find_seen(call, id, error))
		return FALSE;
	killed = cl_archive_kill_photo(call->archive, id, &request, error);
	if (killed == NULL)
		return FALSE;
	cl_json_write_killed(call->json, NULL, killed, request.dry_run);
	return TRUE;
}

static gboolean
say(ApiCall *call, const char *id, const char *key, const char *state)
{
	cl_json_begin_object(call->json, NULL);
	cl_json_string(call->json, "id", id);
	if (state != NULL)
		cl_json_string(call->json, key, state);
	else
		cl_json_bool(call->json, key, TRUE);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_unkill(ApiCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];

	return api_find_seen(call, id, error) &&
		cl_archive_unkill(call->archive, id, api_text(call, "reason"), error) &&
		say(call, id, "state", "ok");
}

gboolean
api_composite(ApiCall *call, GError **error)
{
	g_auto(GStrv) parts = api_texts(call, "parts");
	g_autoptr(ClShown) shown = NULL;
	char id[CL_ID_CHARS + 1];

	if (!api_find_seen(call, id, error) ||
		!cl_archive_set_parts(call->archive, id, (const char *const *) parts, id, error))
		return FALSE;
	shown = cl_archive_show(call->archive, id, error);
	if (shown != NULL)
		cl_json_write_composite(call->json, NULL, shown);
	return shown != NULL;
}

/* --- a notice -------------------------------------------------------------------------------- */

static gboolean
is_chosen(const char *const *only, const char *id)
{
	return only == NULL || g_strv_contains(only, id);
}

static void
write_failed(ApiCall *call, const char *key, const char *id, const GError *error)
{
	g_autofree char *words = api_words(error->message);

	cl_json_begin_object(call->json, NULL);
	cl_json_string(call->json, key, id);
	cl_json_null(call->json, "state");
	cl_json_begin_object(call->json, "error");
	cl_json_string(call->json, "code", cl_error_name(error));
	cl_json_string(call->json, "message", words);
	cl_json_end_object(call->json);
	cl_json_end_object(call->json);
}

/* A kill is urgent: what goes wrong with one picture does not keep the others alive. */
static void
kill_named(ApiCall *call, const ClNamed *named, const ClKillRequest *request, const char *const *only)
{
	for (guint i = 0; i < named->photos->len; i++) {
		const char *id = named->photos->pdata[i];
		g_autoptr(GError) why = NULL;
		g_autoptr(ClKilled) killed = is_chosen(only, id)
			? cl_archive_kill_photo(call->archive, id, request, &why)
			: NULL;

		if (killed != NULL)
			cl_json_write_killed(call->json, NULL, killed, request->dry_run);
		else if (why != NULL)
			write_failed(call, "id", id, why);
	}
	for (guint i = 0; i < named->candidates->len; i++)
		cl_json_write_kill_candidate(call->json, NULL, named, named->candidates->pdata[i]);
	if (named->unread)
		cl_json_write_kill_candidate(call->json, NULL, named, NULL);
	if (named->photos->len == 0 && named->stands && is_chosen(only, named->value)) {
		g_autoptr(GError) why = NULL;

		if (request->dry_run ||
			cl_archive_put_standing_kill(call->archive, named, request->reason, &why))
			cl_json_write_standing_kill(call->json, NULL, named, request->dry_run);
		else
			write_failed(call, "supplier_id", named->value, why);
	}
}

gboolean
api_notice(ApiCall *call, GError **error)
{
	ClKillRequest request = { .reason = api_text(call, "reason"),
		.kind = read_class(call, CL_KILL_AGENCY), .dry_run = api_flag(call, "dry_run") };
	g_auto(GStrv) only = api_texts(call, "only");
	const char *text = api_text(call, "text");
	g_autoptr(GBytes) bytes = g_bytes_new(text, text == NULL ? 0 : strlen(text));
	g_autoptr(GPtrArray) named = NULL;

	if (!request.dry_run && (request.reason == NULL || cl_text_is_blank(request.reason))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"reason is needed: who says so, and why; or look first: \"dry_run\": true");
		return FALSE;
	}
	named = cl_archive_read_notice(call->archive, bytes, error);
	if (named == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < named->len; i++)
		kill_named(call, named->pdata[i], &request, (const char *const *) only);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

/* --- takedowns ------------------------------------------------------------------------------- */

static gboolean
write_takedowns(ApiCall *call, GPtrArray *takedowns, GError **error)
{
	if (takedowns == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < takedowns->len; i++)
		if (!cl_json_write_asked(call->json, call->archive, takedowns->pdata[i], error))
			return FALSE;
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_takedowns(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) takedowns = cl_archive_takedowns(call->archive, call->vars[0], error);

	return write_takedowns(call, takedowns, error);
}

gboolean
api_takedown_confirm(ApiCall *call, GError **error)
{
	guint64 no = 0;

	if (!g_ascii_string_to_unsigned(call->vars[0], 10, 1, G_MAXINT64, &no, NULL)) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "'%s' is no number of a takedown",
			call->vars[0]);
		return FALSE;
	}
	if (!cl_archive_confirm_takedown(call->archive, (gint64) no, api_text(call, "note"), error))
		return FALSE;
	cl_json_write_confirmed(call->json, NULL, (gint64) no);
	return TRUE;
}

/* --- protect, hold, purge -------------------------------------------------------------------- */

static gboolean
protect(ApiCall *call, gboolean on, GError **error)
{
	char id[CL_ID_CHARS + 1];

	if (!api_find_seen(call, id, error) ||
		!(on ? cl_archive_protect(call->archive, id, api_text(call, "reason"), error)
		     : cl_archive_unprotect(call->archive, id, api_text(call, "reason"), error)))
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_string(call->json, "id", id);
	cl_json_bool(call->json, "source_sensitive", on);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_protect(ApiCall *call, GError **error)
{
	return protect(call, TRUE, error);
}

gboolean
api_unprotect(ApiCall *call, GError **error)
{
	return protect(call, FALSE, error);
}

gboolean
api_hold(ApiCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];
	gint64 until_us;

	if (!api_read_time(call, "until", api_text(call, "until"), TRUE, &until_us, error) ||
		!api_find_seen(call, id, error))
		return FALSE;
	if (until_us != 0 && until_us <= cl_time_now_us()) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "until must lie in the future");
		return FALSE;
	}
	return cl_archive_hold(call->archive, id, api_text(call, "reason"), until_us, error) &&
		say(call, id, "hold", NULL);
}

gboolean
api_release(ApiCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];

	return api_find_seen(call, id, error) && cl_archive_hold(call->archive, id, NULL, 0, error) &&
		say(call, id, "released", NULL);
}

gboolean
api_purge(ApiCall *call, GError **error)
{
	char id[CL_ID_CHARS + 1];

	if (!api_flag(call, "yes")) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a purge cannot be taken back: originals are deleted; say \"yes\": true if that is "
			"meant");
		return FALSE;
	}
	return api_find_seen(call, id, error) &&
		cl_archive_purge(call->archive, id, api_text(call, "reason"), error) &&
		say(call, id, "purged", NULL);
}
