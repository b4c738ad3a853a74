/* SPDX-License-Identifier: MIT
 *
 * Stories: use cases. A story is an ordered list of uses and, for a digest, of other stories. Each
 * change is one transaction with its event, raises the story's rev, and lists the photos anew
 * (search terms used:, in:). Names of stories are slugs, of uses their ids.
 */
#pragma once
#include "archive.h"
#include "json.h"
#include "rendition.h"
#include "rights.h"
#include "use.h"

/* --- what a story holds ----------------------------------------------------------------- */
/* One entry, in order: a use, or a story of a digest. */
typedef struct {
	ClUseRow *use;
	ClStoryRow *part;
	char *printed[CL_N_USE_TEXTS]; /* of a use: what stands on the page; NULL = nothing */
} ClStoryItem;
typedef struct {
	ClStoryRow *story;
	GPtrArray *items;    /* ClStoryItem*: what stands in it, without what was removed */
	GPtrArray *partners; /* ClUseRow*: handed to partners */
	GPtrArray *removed;  /* ClUseRow* */
	GPtrArray *carried;  /* ClUseRow*: by which a published digest shows its stories */
	GPtrArray *digests;  /* char*: slugs of the stories that hold this one */
	GPtrArray *publications; /* ClPublication*, newest first */
} ClStoryShown;
void cl_story_shown_free(ClStoryShown *shown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClStoryShown, cl_story_shown_free)

/* CL_ERROR_NOT_FOUND names the one that is spelt nearly so. */
gboolean cl_archive_has_story(ClArchive *archive, const char *slug, GError **error);
/* CL_ERROR_NOT_FOUND. */
ClStoryShown *cl_archive_story(ClArchive *archive, const char *slug, GError **error);
/* ClStoryRow*, newest first; at most `limit` that were added before `before_us` (0 = now). */
GPtrArray *cl_archive_stories(ClArchive *archive, gint64 before_us, guint limit, GError **error);
/* A use by its whole id: all that /u/{use}/… needs besides the photo. CL_ERROR_NOT_FOUND. */
ClUseRow *cl_archive_use(ClArchive *archive, const char *id, GError **error);
/* A use of one story as people name it: id or the beginning of one (≥ 6 characters), photo, or
 * number in the order of the story ("3"). */
ClUseRow *cl_archive_find_use(ClArchive *archive, const char *slug, const char *text, GError **error);
/* Where a photo was used: ClUseRow*, newest first, all states. */
GPtrArray *cl_archive_uses_of(ClArchive *archive, const char *photo, GError **error);

/* --- changing it --------------------------------------------------------------------------- */
/* `if_rev` of the functions below: 0 = whatever it is; else CL_ERROR_CONFLICT if the story has moved on. */
typedef struct {
	const char *title, *outlet, *language, *section; /* NULL = as it is; "" = none */
} ClStoryChange;
/* CL_ERROR_DENIED if there is one of this slug. */
ClStoryRow *cl_archive_story_new(ClArchive *archive, const char *slug, const ClStoryChange *change,
	GError **error);
gboolean cl_archive_story_edit(ClArchive *archive, const char *slug, gint64 if_rev,
	const ClStoryChange *change, GError **error);

typedef struct {
	const char *texts[CL_N_USE_TEXTS]; /* NULL = as it is; "" = as the archive says */
	gboolean decorative;		   /* no alternative text, on purpose */
	const char *crop;		   /* "X,Y,W,H" in pixels; "" = none; NULL = as it is */
	const char *channel;		   /* "" = the outlet's; NULL = as it is */
	const char *placement;		   /* "" = not said; NULL = as it is */
} ClUseChange;
/* Something an editor should know before a photo is used again. */
typedef struct {
	ClUseRow *use;	   /* there */
	gboolean same_story; /* twice in one story: review. Else (digest, other story): note */
	char *message;
} ClReuse;
void cl_reuse_free(ClReuse *reuse);
/* Put photos into a story, in this order, before place `at` (0 = at its end). ClUseRow* of the new
 * uses; `reuse` (ClReuse*, may be NULL) tells what else they are used for. A killed photo is refused
 * (CL_ERROR_DENIED), nothing is added then. */
GPtrArray *cl_archive_story_add(ClArchive *archive, const char *slug, gint64 if_rev,
	const char *const *photos, const ClUseChange *change, guint at, GPtrArray *reuse, GError **error);
/* Put a story into a digest. CL_ERROR_DENIED if it would hold itself. */
gboolean cl_archive_story_add_part(ClArchive *archive, const char *slug, gint64 if_rev, const char *part,
	guint at, GError **error);
/* `what` as cl_archive_find_use(), or the slug of a part. */
gboolean cl_archive_story_remove(ClArchive *archive, const char *slug, gint64 if_rev, const char *what,
	GError **error);
gboolean cl_archive_story_move(ClArchive *archive, const char *slug, gint64 if_rev, const char *what,
	guint at, GError **error);
ClUseRow *cl_archive_use_edit(ClArchive *archive, const char *slug, gint64 if_rev, const char *what,
	const ClUseChange *change, GError **error);

/* --- what changed underneath -------------------------------------------------------------------- */
/* A text that a story overrode or has printed, and of which the archive says otherwise now. */
typedef struct {
	ClUseRow *use;
	ClUseText text;
	char *before, *after; /* of the archive; NULL = nothing */
	char *printed;	      /* by the story; NULL = nothing */
	gboolean own;	      /* in its own words */
	char *merged;	      /* both changes; NULL where they touch each other */
} ClUseUpdate;
void cl_use_update_free(ClUseUpdate *update);
/* ClUseUpdate*, by use; `slug` NULL = of all stories. */
GPtrArray *cl_archive_story_updates(ClArchive *archive, const char *slug, GError **error);
typedef enum { CL_UPDATE_TAKE, CL_UPDATE_KEEP, CL_UPDATE_MERGE } ClUpdateHow;
typedef struct {
	ClUpdateHow how;
	guint texts; /* 1 << ClUseText of each that is settled; 0 = all */
} ClSettle;
/* One more text, by the name of its field; CL_ERROR_USAGE if no use prints it. */
gboolean cl_settle_add_field(ClSettle *request, const char *name, GError **error);
/* Updates of one use, `what` as cl_archive_find_use(). CL_ERROR_REVIEW: a merge is for a person. */
gboolean cl_archive_settle_updates(ClArchive *archive, const char *slug, gint64 if_rev, const char *what,
	const ClSettle *request, guint *n_settled, GError **error);

/* --- before and at publication -------------------------------------------------------------------- */
/* How far a quota is spent in its period, and when it will be at the pace of the last four weeks. */
typedef struct {
	char *licence;
	guint quota, committed, reserved, lately;
	gint64 runs_out_us; /* 0 = not in its period */
} ClQuotaForecast;
void cl_quota_forecast_free(ClQuotaForecast *forecast);
/* What is wrong with a use besides what the verdict says: code (lint's, REUSE, UPDATE), words, remedy. */
typedef struct {
	const char *code; /* static */
	ClSeverity severity;
	char *message, *fix; /* fix may be NULL */
} ClUseFinding;
void cl_use_finding_free(ClUseFinding *finding);
typedef struct {
	ClUseRow *use;
	ClUseRow *of;	     /* the use of its story that a digest shows by this one; NULL: it is its own */
	ClStoryItem *item;   /* the same use with what is printed */
	ClVerdict *verdict;
	GPtrArray *findings; /* ClUseFinding* */
	char *rules_version; /* that the verdict rests on */
	ClVerdictKind worst; /* of verdict and findings */
} ClUseCheck;
void cl_use_check_free(ClUseCheck *check);
/* The use that there is: a digest has uses of its own from its publication on. Lent. */
const ClUseRow *cl_use_check_use(const ClUseCheck *check);
typedef struct {
	ClStoryRow *story;
	GPtrArray *uses;     /* ClUseCheck*, in order; of a digest, those of its stories, too */
	GPtrArray *quotas;   /* ClQuotaForecast*: of the licences that they rest on */
	ClVerdictKind worst;
	gboolean stop;
} ClStoryCheck;
void cl_story_check_free(ClStoryCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClStoryCheck, cl_story_check_free)

typedef struct {
	const char *channel; /* NULL = of each use, else of the outlet */
	gint64 at_us;	     /* of publication; 0 = now */
	const char *partner; /* syndication: to whom; or NULL */
} ClStoryAsk;
ClStoryCheck *cl_archive_story_check(ClArchive *archive, const char *slug, const ClStoryAsk *ask,
	GError **error);

typedef struct {
	ClStoryAsk ask;
	const char *url;     /* where it stands, or NULL */
	GBytes *page;	     /* the HTML as published, or NULL: its hash is kept */
	const char *despite; /* reason to publish what the stage would hold up; or NULL */
	ClRenditions *renditions; /* makes what readers are sent; NULL: a service of its own does */
} ClStoryPublish;
/* Own uses of the story become published, and those of its stories by uses of its own (`of`); what they
 * print is fixed, quotas are committed, and what went out is recorded with every verdict and the hashes
 * of the page and of each preset's file (a JPEG where it has several). FALSE with CL_ERROR_DENIED:
 * nothing was done; `check` (may be NULL; free it) tells why. By the stage of each verdict: observe lets
 * all out, warn asks a reason for what is denied, block lets out only what is allowed, and what is to be
 * reviewed with a reason. What is stopped never goes out. */
gboolean cl_archive_story_publish(ClArchive *archive, const char *slug, gint64 if_rev,
	const ClStoryPublish *publish, ClStoryCheck **check, GError **error);
/* Its published uses are removed, their quota is given back; published again, they return. */
gboolean cl_archive_story_unpublish(ClArchive *archive, const char *slug, gint64 if_rev, const char *reason,
	GError **error);
/* ClPublication*, newest first. */
GPtrArray *cl_archive_publications(ClArchive *archive, const char *slug, GError **error);

/* --- out to a channel ------------------------------------------------------------------------------- */
typedef struct {
	ClChannel channel;
	const char *partner;	/* records a use of its own for this partner; or NULL */
	ClExportKind kind;	/* a page kind */
	gboolean ninjs_2_1;
} ClStoryExport;
/* What a channel takes where nothing else is asked for. */
ClExportKind cl_story_export_kind(ClChannel channel);
/* Each use in order: its text, or NULL with `check` for a picture that is left out. */
typedef void (*ClStoryExportEach)(const ClUseCheck *check, const char *text, gpointer data);
/* `n_left_out` pictures may not go out there. Writes only for a partner. */
gboolean cl_archive_story_export(ClArchive *archive, const char *slug, const ClStoryExport *request,
	ClStoryExportEach each, gpointer data, guint *n_left_out, GError **error);

/* --- answers as JSON; the keys are a contract -------------------------------------------------- */
/* {"id","story","photo","state","channel","placement","partner","of","headline",… as written for the story,
 * "crop","added","published","removed"} */
void cl_json_write_use(ClJson *json, const char *key, const ClUseRow *use);
/* The same with "place" (from 1) and "printed". */
void cl_json_write_story_item(ClJson *json, const char *key, const ClStoryItem *item, guint place);
void cl_json_write_story_row(ClJson *json, const char *key, const ClStoryRow *story);
void cl_json_write_story(ClJson *json, const char *key, const ClStoryShown *shown);
void cl_json_write_reuse(ClJson *json, const char *key, const ClReuse *reuse);
void cl_json_write_use_update(ClJson *json, const char *key, const ClUseUpdate *update);
/* {"use","story","photo","worst","printed","verdict","findings"} */
void cl_json_write_use_check(ClJson *json, const char *key, const ClUseCheck *check);
/* As `story export` hands one over: {"use","photo","story","left_out","text","check"}; text NULL =
 * left out. */
void cl_json_write_delivered(ClJson *json, const char *key, const ClUseCheck *check, const char *text);
void cl_json_write_story_check(ClJson *json, const char *key, const ClStoryCheck *check);
void cl_json_write_publication(ClJson *json, const char *key, const ClPublication *publication);
