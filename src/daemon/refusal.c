/* SPDX-License-Identifier: MIT
 *
 * How the daemon says no: {"error":{"code","message","subject"}}. Failures of the machine are told to
 * the log; a stranger learns no path from them.
 */
#include "api.h"

char *
refusal_text(const char *code, const char *message, const char *subject)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_begin_object(json, "error");
	cl_json_string(json, "code", code);
	cl_json_string(json, "message", message);
	cl_json_string(json, "subject", subject);
	cl_json_end_object(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

HttpAnswer *
refusal_new(guint status, const char *code, const char *message, const char *subject)
{
	g_autofree char *text = refusal_text(code, message, subject);
	HttpAnswer *answer = http_answer_new_text(status, "application/json", text);

	http_answer_add(answer, "Cache-Control", "no-store");
	return answer;
}

HttpAnswer *
refusal_from(const GError *error, const char *subject)
{
	guint status = (guint) cl_error_http_status(error);
	g_autofree char *words = NULL;
	HttpAnswer *answer;

	if (status == 500) {
		daemon_log_rarely("failure", error->message);
		/* A full disk, a decoder that died: not the client's fault, and not for ever. */
		answer = refusal_new(
			503, cl_error_name(error), "the archive failed; its log says how", subject);
		http_answer_add(answer, "Retry-After", "5");
		return answer;
	}
	words = api_words(error->message);
	answer = refusal_new(status, cl_error_name(error), words, subject);
	if (status == 503)
		http_answer_add(answer, "Retry-After", "1");
	return answer;
}

HttpAnswer *
refusal_method(const char *allowed)
{
	HttpAnswer *answer = refusal_new(405, "usage", "not with this method", NULL);

	http_answer_add(answer, "Allow", allowed);
	return answer;
}

HttpAnswer *
refusal_busy(void)
{
	HttpAnswer *answer = refusal_new(503, "busy", "too much is waiting; try again", NULL);

	http_answer_add(answer, "Retry-After", "1");
	return answer;
}
