/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of a story's check and of what was published, as JSON: the same on the command
 * line, over HTTP, and in the record of a publication.
 */
#include <cutline/answers.h>
#include <cutline/story.h>

static void
write_finding(ClJson *json, const ClUseFinding *finding)
{
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "code", finding->code);
	cl_json_string(json, "severity", cl_severity_name(finding->severity));
	cl_json_string(json, "message", finding->message);
	cl_json_string(json, "fix", finding->fix);
	cl_json_end_object(json);
}

static void
write_findings(ClJson *json, const GPtrArray *findings)
{
	cl_json_begin_array(json, "findings");
	for (guint i = 0; i < findings->len; i++)
		write_finding(json, findings->pdata[i]);
	cl_json_end_array(json);
}

/* Of the story as a whole: an allow for no picture at all is not to be taken for one of its pictures. */
static void
write_own_findings(ClJson *json, const ClStoryCheck *check)
{
	g_autofree char *message =
		g_strdup_printf("story '%s' has no picture: nothing was judged", check->story->slug);
	g_autofree char *fix = g_strdup_printf("cutline story add %s ID", check->story->slug);
	const ClUseFinding none = {"NO_PICTURES", CL_SEVERITY_NOTE, message, fix};

	cl_json_begin_array(json, "findings");
	if (check->uses->len == 0)
		write_finding(json, &none);
	cl_json_end_array(json);
}

void
cl_json_write_use_check(ClJson *json, const char *key, const ClUseCheck *check)
{
	const ClUseRow *use = cl_use_check_use(check);

	cl_json_begin_object(json, key);
	cl_json_string(json, "use", use->id);
	cl_json_string(json, "story", use->story);
	cl_json_string(json, "photo", use->photo);
	cl_json_string(json, "worst", cl_verdict_name(check->worst));
	cl_json_begin_object(json, "printed");
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		cl_json_string(json, cl_field_info(cl_use_text_field((ClUseText)i))->name,
			check->item->printed[i]);
	cl_json_end_object(json);
	cl_json_write_verdict(
		json, "verdict", use->photo, check->verdict, check->rules_version);
	write_findings(json, check->findings);
	cl_json_end_object(json);
}

void
cl_json_write_delivered(ClJson *json, const char *key, const ClUseCheck *check, const char *text)
{
	const ClUseRow *use = cl_use_check_use(check);

	cl_json_begin_object(json, key);
	cl_json_string(json, "use", use->id);
	cl_json_string(json, "photo", use->photo);
	cl_json_string(json, "story", use->story);
	cl_json_bool(json, "left_out", text == NULL);
	cl_json_string(json, "text", text);
	cl_json_write_use_check(json, "check", check);
	cl_json_end_object(json);
}

void
cl_json_write_publication(ClJson *json, const char *key, const ClPublication *publication)
{
	g_autoptr(GVariant) said = cl_json_parse(publication->json, -1, NULL);

	cl_json_begin_object(json, key);
	cl_json_write_time(json, "at", publication->at_us);
	cl_json_string(json, "who", publication->who);
	cl_json_string(json, "url", publication->url);
	if (said)
		cl_json_write_variant(json, "publication", said);
	cl_json_end_object(json);
}

static void
write_quotas(ClJson *json, const GPtrArray *quotas)
{
	cl_json_begin_array(json, "quotas");
	for (guint i = 0; i < quotas->len; i++) {
		const ClQuotaForecast *quota = quotas->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "licence", quota->licence);
		cl_json_int(json, "quota", quota->quota);
		cl_json_int(json, "committed", quota->committed);
		cl_json_int(json, "reserved", quota->reserved);
		cl_json_write_time(json, "runs_out", quota->runs_out_us);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

void
cl_json_write_story_check(ClJson *json, const char *key, const ClStoryCheck *check)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "story", check->story->slug);
	cl_json_string(json, "verdict", cl_verdict_name(check->worst));
	cl_json_bool(json, "stop", check->stop);
	cl_json_begin_array(json, "uses");
	for (guint i = 0; i < check->uses->len; i++)
		cl_json_write_use_check(json, NULL, check->uses->pdata[i]);
	cl_json_end_array(json);
	write_quotas(json, check->quotas);
	write_own_findings(json, check);
	cl_json_end_object(json);
}
