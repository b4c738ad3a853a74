/* SPDX-License-Identifier: MIT
 *
 * Answers as JSON, each written once: the command line and the HTTP interface print the same.
 * The keys are a contract: they are added, never renamed. Each function writes one whole object;
 * `key` is NULL inside arrays and at the top.
 */
#pragma once
#include "archive.h"
#include "json.h"
#include "pagecheck.h"
#include "rights.h"

/* What the reader may know: a file system path is of use to who has the files, and to nobody else. */
typedef enum { CL_ANSWER_LOCAL, CL_ANSWER_REMOTE } ClAnswerReader;

/* {"id","state","parts","part_of"} */
void cl_json_write_composite(ClJson *json, const char *key, const ClShown *shown);
void cl_json_write_shown(ClJson *json, const char *key, const ClShown *shown, ClAnswerReader reader);
void cl_json_write_hit(ClJson *json, const char *key, const ClHit *hit);
/* As `ingest` says it of a file. */
void cl_json_write_ingested(ClJson *json, const char *key, const ClIngested *file);
/* As `search --facets` and as `stats` name its parts. */
void cl_json_write_facet(ClJson *json, const char *key, const ClFacet *facet);
void cl_json_write_figure(ClJson *json, const char *key, const ClFacet *figure);
void cl_json_write_event(ClJson *json, const char *key, const ClEventRow *event);
/* {"id", "status", "rev", "event", "changes":[…], "notes":[…]} */
void cl_json_write_edited(ClJson *json, const char *key, const ClEdited *edited);
void cl_json_write_linted(ClJson *json, const char *key, const ClLinted *linted);
void cl_json_write_page_picture(ClJson *json, const char *key, const ClPageChecked *checked);
void cl_json_write_page_counts(ClJson *json, const char *key, const ClPageReport *report);
void cl_json_write_page_summary(ClJson *json, const ClPageReport *report);
/* As `find`, `kill`, `kill --notice` of what is not here, `takedown list`. */
void cl_json_write_match(ClJson *json, const char *key, const ClMatch *match);
void cl_json_write_killed(ClJson *json, const char *key, const ClKilled *killed, gboolean dry_run);
/* id NULL: what `named` means is not read. */
void cl_json_write_kill_candidate(ClJson *json, const char *key, const ClNamed *named, const char *id);
void cl_json_write_standing_kill(ClJson *json, const char *key, const ClNamed *named, gboolean dry_run);
/* "renditions" (of ClIssued*) and "purge_tags": members of the open object. */
void cl_json_write_issued(ClJson *json, const GPtrArray *issued, const GPtrArray *tags);
/* A takedown with what stands there; an object of a list. */
gboolean cl_json_write_asked(ClJson *json, ClArchive *archive, const ClTakedown *takedown, GError **error);
void cl_json_write_takedown(ClJson *json, const char *key, const ClTakedown *takedown);
void cl_json_write_confirmed(ClJson *json, const char *key, gint64 no); /* `takedown confirm` */
void cl_json_write_takedowns(ClJson *json, const char *key, const GPtrArray *takedowns);
/* Arrays of such objects. */
void cl_json_write_findings(ClJson *json, const char *key, const GPtrArray *findings); /* ClFinding* */
/* An instant as ISO 8601; 0 = null. */
void cl_json_write_time(ClJson *json, const char *key, gint64 time_us);
/* What cl_json_parse() gave, or a part of it. */
void cl_json_write_variant(ClJson *json, const char *key, GVariant *value);
/* As `restrictions parse` and `restrictions list`; the decision only if one was made. */
void cl_json_write_restriction(ClJson *json, const char *key, const ClRestriction *restriction);
/* As `check`: snapshots that are stored with a publication are this object. */
void cl_json_write_verdict_change(ClJson *json, const char *key, const ClVerdictChange *change);
void cl_json_write_verdict(ClJson *json, const char *key, const char *photo, const ClVerdict *verdict,
	const char *rules_version);
