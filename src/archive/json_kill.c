/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of what is said when pictures are looked for and withdrawn: a match, a kill and what it
 * reached, a takedown.
 */
#include <cutline/answers.h>

void
cl_json_write_match(ClJson *json, const char *key, const ClMatch *match)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", match->photo->id);
	cl_json_string(json, "match", cl_match_name(match->kind));
	cl_json_double(json, "likeness", match->likeness);
	cl_json_string(json, "state", match->photo->state);
	cl_json_end_object(json);
}

void
cl_json_write_issued(ClJson *json, const GPtrArray *issued, const GPtrArray *tags)
{
	cl_json_begin_array(json, "renditions");
	for (guint i = 0; i < issued->len; i++) {
		const ClIssued *one = issued->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "story", one->story);
		cl_json_write_time(json, "at", one->at_us);
		cl_json_string(json, "url", one->url);
		cl_json_string(json, "sha256", one->sha256);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_begin_array(json, "purge_tags");
	for (guint i = 0; i < tags->len; i++)
		cl_json_string(json, NULL, tags->pdata[i]);
	cl_json_end_array(json);
}

static void
write_takedown(ClJson *json, const ClTakedown *takedown)
{
	cl_json_int(json, "takedown", takedown->no);
	cl_json_string(json, "photo", takedown->photo);
	cl_json_string(json, "who", takedown->actor);
	cl_json_string(json, "target", takedown->target);
	cl_json_string(json, "detail", takedown->detail);
	cl_json_write_time(json, "asked", takedown->at_us);
	cl_json_write_time(json, "done", takedown->done_us);
	cl_json_string(json, "done_by", takedown->done_by);
	cl_json_string(json, "note", takedown->note);
}

void
cl_json_write_takedown(ClJson *json, const char *key, const ClTakedown *takedown)
{
	cl_json_begin_object(json, key);
	write_takedown(json, takedown);
	cl_json_end_object(json);
}

gboolean
cl_json_write_asked(ClJson *json, ClArchive *archive, const ClTakedown *takedown, GError **error)
{
	g_autoptr(GPtrArray) issued = NULL;
	g_autoptr(GPtrArray) tags = NULL;

	if (!cl_archive_issued(archive, takedown, &issued, &tags, error))
		return FALSE;
	cl_json_begin_object(json, NULL);
	write_takedown(json, takedown);
	cl_json_write_issued(json, issued, tags);
	cl_json_end_object(json);
	return TRUE;
}

void
cl_json_write_confirmed(ClJson *json, const char *key, gint64 no)
{
	cl_json_begin_object(json, key);
	cl_json_int(json, "takedown", no);
	cl_json_string(json, "state", "confirmed");
	cl_json_end_object(json);
}

void
cl_json_write_takedowns(ClJson *json, const char *key, const GPtrArray *takedowns)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; i < takedowns->len; i++)
		cl_json_write_takedown(json, NULL, takedowns->pdata[i]);
	cl_json_end_array(json);
}

void
cl_json_write_killed(ClJson *json, const char *key, const ClKilled *killed, gboolean dry_run)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", killed->id);
	cl_json_string(json, "state", "killed");
	cl_json_bool(json, "dry_run", dry_run);
	cl_json_begin_array(json, "held");
	for (guint i = 0; i < killed->held->len; i++) {
		const ClLink *link = killed->held->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "id", link->other);
		cl_json_string(json, "kind", link->kind);
		cl_json_double(json, "likeness", link->likeness);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_begin_array(json, "composites");
	for (guint i = 0; i < killed->composites->len; i++)
		cl_json_string(json, NULL, killed->composites->pdata[i]);
	cl_json_end_array(json);
	cl_json_write_takedowns(json, "takedowns", killed->takedowns);
	cl_json_write_issued(json, killed->issued, killed->tags);
	cl_json_end_object(json);
}

void
cl_json_write_standing_kill(ClJson *json, const char *key, const ClNamed *named, gboolean dry_run)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "supplier_id", named->value);
	cl_json_string(json, "state", "standing");
	cl_json_bool(json, "dry_run", dry_run);
	cl_json_int(json, "line", named->line);
	cl_json_end_object(json);
}

void
cl_json_write_kill_candidate(ClJson *json, const char *key, const ClNamed *named, const char *id)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", id);
	cl_json_string(json, "state", id != NULL ? "candidate" : "unread");
	cl_json_string(json, "text", named->text);
	cl_json_int(json, "line", named->line);
	cl_json_end_object(json);
}
