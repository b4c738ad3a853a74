/* SPDX-License-Identifier: MIT
 *
 * Restrictions and verdicts as JSON. The keys are a contract: keys are added, never renamed.
 */
#include <cutline/answers.h>

void
cl_json_write_restriction(ClJson *json, const char *key, const ClRestriction *restriction)
{
	static const char *const states[] = {"open", "confirmed", "dismissed"};

	cl_json_begin_object(json, key);
	cl_json_string(json, "code", cl_restriction_name(restriction->code));
	cl_json_string(json, "operand", restriction->operand);
	cl_json_int(json, "start", restriction->start);
	cl_json_int(json, "end", restriction->end);
	cl_json_string(json, "text", restriction->text);
	cl_json_string(json, "rule", restriction->rule);
	cl_json_double(json, "confidence", restriction->confidence);
	cl_json_string(json, "id", restriction->key);
	if (restriction->at_us != 0) {
		cl_json_write_time(json, "at", restriction->at_us);
		cl_json_bool(json, "certain", restriction->certain);
	}
	if (restriction->base_us != 0) {
		cl_json_write_time(json, "from", restriction->base_us);
		cl_json_string(json, "from_what", restriction->base_from);
	}
	if (restriction->field != NULL) {
		cl_json_string(json, "field", restriction->field);
		cl_json_string(json, "origin", restriction->origin);
		cl_json_string(json, "state", states[restriction->decided]);
	}
	if (restriction->decided != CL_DECIDED_OPEN) {
		cl_json_string(json, "decided_by", restriction->decided_by);
		cl_json_string(json, "decided_why", restriction->decided_why);
		cl_json_write_time(json, "decided", restriction->decided_us);
		cl_json_string(json, "read_as", restriction->decided_as);
	}
	cl_json_end_object(json);
}
