/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of a checked page as JSON: `check-page --json`, and the same over HTTP.
 */
#include <cutline/answers.h>
#include <cutline/pagecheck.h>

static void
write_reason(ClJson *json, const ClPageReason *reason)
{
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "code", reason->code);
	cl_json_string(json, "severity", cl_severity_name(reason->severity));
	cl_json_string(json, "message", reason->message);
	cl_json_begin_object(json, "origin");
	cl_json_string(json, "kind", cl_reason_origin_name(reason->origin));
	cl_json_string(json, "source", reason->source);
	cl_json_string(json, "field", reason->field);
	cl_json_int(json, "start", reason->start);
	cl_json_int(json, "end", reason->end);
	cl_json_string(json, "text", reason->text);
	cl_json_end_object(json);
	cl_json_string(json, "fix", reason->fix);
	cl_json_end_object(json);
}

void
cl_json_write_page_picture(ClJson *json, const char *key, const ClPageChecked *checked)
{
	const ClPrintedPicture *picture = checked->picture;

	cl_json_begin_object(json, key);
	cl_json_string(json, "caption", picture->caption);
	cl_json_string(json, "credit", picture->credit);
	cl_json_string(json, "photo", checked->photo[0] != '\0' ? checked->photo : NULL);
	cl_json_string(json, "match", cl_page_match_name(checked->match));
	cl_json_double(json, "confidence", checked->confidence);
	cl_json_bool(json, "probable", checked->probable);
	cl_json_begin_array(json, "alike");
	for (guint i = 0; checked->alike != NULL && i < checked->alike->len; i++)
		cl_json_string(json, NULL, checked->alike->pdata[i]);
	cl_json_end_array(json);
	cl_json_string(json, "verdict", cl_verdict_name(checked->verdict));
	cl_json_begin_array(json, "reasons");
	for (guint i = 0; i < checked->reasons->len; i++)
		write_reason(json, checked->reasons->pdata[i]);
	cl_json_end_array(json);
	cl_json_string(json, "alt", picture->alt);
	cl_json_bool(json, "card", picture->place == CL_PRINTED_CARD);
	cl_json_string(json, "place", cl_printed_place_name(picture->place));
	cl_json_int(json, "line", picture->line);
	cl_json_int(json, "section", picture->section);
	cl_json_begin_array(json, "urls");
	for (guint i = 0; i < picture->urls->len; i++)
		cl_json_string(json, NULL, picture->urls->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
}

static void
write_spellings(ClJson *json, const GPtrArray *spellings)
{
	cl_json_begin_array(json, "spellings");
	for (guint i = 0; i < spellings->len; i++) {
		const ClSpelling *spelling = spellings->pdata[i];

		cl_json_begin_array(json, NULL);
		for (guint j = 0; j < spelling->forms->len; j++)
			cl_json_string(json, NULL, spelling->forms->pdata[j]);
		cl_json_end_array(json);
	}
	cl_json_end_array(json);
}

void
cl_json_write_page_counts(ClJson *json, const char *key, const ClPageReport *report)
{
	cl_json_begin_object(json, key);
	cl_json_int(json, "pictures", report->n_pictures);
	cl_json_int(json, "credited", report->n_credited);
	cl_json_int(json, "captions", report->n_captions);
	cl_json_int(json, "photos", report->n_photos);
	cl_json_int(json, "reused", report->n_reused);
	cl_json_int(json, "probable", report->n_probable);
	cl_json_int(json, "unmatched", report->n_unmatched);
	cl_json_int(json, "alt_is_caption", report->n_alt_is_caption);
	cl_json_int(json, "also_named", report->n_also_named);
	write_spellings(json, report->spellings);
	cl_json_string(json, "verdict", cl_verdict_name(report->verdict));
	cl_json_end_object(json);
}

void
cl_json_write_page_summary(ClJson *json, const ClPageReport *report)
{
	cl_json_begin_object(json, NULL);
	cl_json_write_page_counts(json, "summary", report);
	cl_json_end_object(json);
}
