/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of lint as JSON: `lint --json`, and the same over HTTP.
 */
#include <cutline/answers.h>
#include <cutline/lint.h>

static void
write_issue(ClJson *json, const ClLinted *linted, const ClLint *lint)
{
	const char *text = cl_linted_text(linted, lint->field);
	g_autofree char *words =
		text == NULL || lint->span.end == lint->span.start
			? NULL
			: g_strndup(text + lint->span.start, lint->span.end - lint->span.start);

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "code", cl_lint_name(lint->code));
	cl_json_string(json, "severity",
		cl_lint_severity(lint->code) == CL_LINT_WARNING ? "warning" : "note");
	cl_json_string(json, "field", cl_field_info(lint->field)->name);
	cl_json_string(json, "lang", cl_linted_lang(linted, lint->field));
	cl_json_int(json, "start", lint->span.start);
	cl_json_int(json, "end", lint->span.end);
	cl_json_string(json, "text", words);
	cl_json_string(json, "message", lint->message);
	cl_json_string(json, "fix", lint->replacement);
	cl_json_string(json, "rule", lint->rule);
	cl_json_end_object(json);
}

static void
write_parts(ClJson *json, const ClLinted *linted)
{
	cl_json_begin_array(json, "parts");
	for (guint i = 0; linted->parts != NULL && i < linted->parts->parts->len; i++) {
		const ClCaptionPart *part = &g_array_index(linted->parts->parts, ClCaptionPart, i);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "part", cl_caption_part_name(part->kind));
		cl_json_int(json, "start", part->span.start);
		cl_json_int(json, "end", part->span.end);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
write_issues(ClJson *json, const ClLinted *linted)
{
	for (guint i = 0; i < linted->lints->len; i++)
		write_issue(json, linted, linted->lints->pdata[i]);
	for (guint i = 0; linted->others != NULL && i < linted->others->len; i++)
		write_issues(json, linted->others->pdata[i]);
}

static void
write_caption(ClJson *json, const ClLinted *linted)
{
	cl_json_string(json, "form",
		linted->parts != NULL ? cl_caption_form_name(linted->parts->form) : NULL);
	write_parts(json, linted);
	cl_json_string(json, "proposal", linted->proposal);
}

void
cl_json_write_linted(ClJson *json, const char *key, const ClLinted *linted)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "photo", linted->id[0] != '\0' ? linted->id : NULL);
	cl_json_begin_array(json, "issues");
	write_issues(json, linted);
	cl_json_end_array(json);
	write_caption(json, linted);
	cl_json_begin_array(json, "languages");
	for (guint i = 0; linted->others != NULL && i < linted->others->len; i++) {
		const ClLinted *other = linted->others->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "lang", cl_linted_language(other));
		write_caption(json, other);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
}
