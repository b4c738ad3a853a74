/* SPDX-License-Identifier: MIT
 *
 * What became of an edit, as JSON.
 */
#include <cutline/answers.h>

void
cl_json_write_edited(ClJson *json, const char *key, const ClEdited *edited)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", edited->id);
	cl_json_string(json, "status", cl_edited_status_name(edited->status));
	cl_json_int(json, "rev", edited->rev);
	if (edited->event != 0)
		cl_json_int(json, "event", edited->event);
	else
		cl_json_null(json, "event");
	cl_json_begin_array(json, "changes");
	for (guint i = 0; i < edited->changes->len; i++)
		cl_json_write_change(json, edited->changes->pdata[i]);
	cl_json_end_array(json);
	cl_json_begin_array(json, "notes");
	for (guint i = 0; i < edited->notes->len; i++)
		cl_json_string(json, NULL, edited->notes->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
}
