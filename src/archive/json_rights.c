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

static void
write_origin(ClJson *json, const ClReason *reason)
{
	cl_json_begin_object(json, "origin");
	cl_json_string(json, "kind", cl_reason_origin_name(reason->origin));
	cl_json_string(json, "source", reason->source);
	cl_json_string(json, "field", reason->field);
	cl_json_int(json, "start", reason->start);
	cl_json_int(json, "end", reason->end);
	cl_json_string(json, "text", reason->text);
	cl_json_end_object(json);
}

static void
write_reason(ClJson *json, const ClReason *reason)
{
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "code", cl_reason_name(reason->code));
	cl_json_string(json, "severity", cl_severity_name(reason->severity));
	cl_json_string(json, "message", reason->message);
	write_origin(json, reason);
	cl_json_string(json, "fix", reason->fix);
	if (reason->stop)
		cl_json_bool(json, "stop", TRUE);
	if (reason->set_aside != NULL)
		cl_json_string(json, "set_aside_by", reason->set_aside);
	cl_json_end_object(json);
}

static void
write_question(ClJson *json, const ClVerdict *verdict)
{
	g_autofree char *territories = cl_territories_text(&verdict->territories);

	cl_json_begin_object(json, "evaluated_for");
	cl_json_string(json, "outlet", verdict->outlet);
	cl_json_begin_array(json, "channels");
	for (guint i = 0; i < CL_N_CHANNELS; i++)
		if ((verdict->channels & CL_CHANNEL_BIT(i)) != 0)
			cl_json_string(json, NULL, cl_channel_name(i));
	cl_json_end_array(json);
	cl_json_string(json, "territories", territories[0] != '\0' ? territories : NULL);
	cl_json_string(json, "section", cl_section_name(verdict->section));
	cl_json_string(json, "story", verdict->story);
	cl_json_write_time(json, "at", verdict->at_us);
	cl_json_end_object(json);
}

void
cl_json_write_verdict_change(ClJson *json, const char *key, const ClVerdictChange *change)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "photo", change->id);
	cl_json_string(json, "before", cl_verdict_name(change->before));
	cl_json_string(json, "after", cl_verdict_name(change->after));
	cl_json_string(json, "why", change->why);
	cl_json_string(json, "story", change->story);
	cl_json_string(json, "url", change->url);
	cl_json_end_object(json);
}

void
cl_json_write_verdict(ClJson *json, const char *key, const char *photo, const ClVerdict *verdict,
	const char *rules_version)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "photo", photo);
	cl_json_string(json, "verdict", cl_verdict_name(verdict->verdict));
	cl_json_bool(json, "stop", verdict->stop);
	cl_json_string(json, "stage", cl_stage_name(verdict->stage));
	cl_json_begin_array(json, "reasons");
	for (guint i = 0; i < verdict->reasons->len; i++)
		write_reason(json, verdict->reasons->pdata[i]);
	cl_json_end_array(json);
	cl_json_string(json, "credit", verdict->credit);
	cl_json_string(json, "licence", verdict->licence);
	cl_json_write_time(json, "until", verdict->until_us);
	write_question(json, verdict);
	cl_json_string(json, "rules_version", rules_version);
	cl_json_end_object(json);
}
