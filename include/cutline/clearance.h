/* SPDX-License-Identifier: MIT
 *
 * Use cases of rights: what is forbidden, what is allowed, and the verdict, for photos of an archive.
 * The values and the pure functions are in rights.h.
 */
#pragma once
#include "archive.h"
#include "credit.h"
#include "rights.h"

/* The phrases and territories that count here; `archive` may be NULL: the shipped ones. */
ClRightsRules *cl_archive_rights_rules(ClArchive *archive, GError **error);

/* --- words ------------------------------------------------------------------------------- */
/* What the words of a photo forbid, united over versions and origins, with what was decided about
 * them. ClRestriction*. */
GPtrArray *cl_archive_restrictions(ClArchive *archive, const char *text, GError **error);
typedef struct {
	const char *which; /* number in the list without information, from 1, or key */
	ClDecided decided;
	const char *as;	   /* CONFIRMED: a code; NULL = as it was read */
	const char *operand, *reason;
} ClDecide;
gboolean cl_archive_decide(ClArchive *archive, const char *text, const ClDecide *decide, GError **error);

/* --- what people allow ------------------------------------------------------------------- */
/* until_us is needed; id, who and at_us are set. covers: codes with commas or blanks between, NULL = what
 * stands now, which is set. */
gboolean cl_archive_grant(ClArchive *archive, const char *text, ClGrant *grant, GError **error);
/* A decision counts no more, from now on; `which` is its id. */
gboolean cl_archive_end_grant(ClArchive *archive, const char *text, const char *which, const char *reason,
	GError **error);
GPtrArray *cl_archive_grants(ClArchive *archive, const char *text, GError **error); /* ClGrant* */

/* Checked and stored. A first contract makes its supplier's terms complete; so does the first
 * record of a handout for that photo. */
ClLicence *cl_archive_set_licence(ClArchive *archive, const char *json, const char *where, GError **error);
gboolean cl_archive_remove_licence(ClArchive *archive, const char *id, GError **error);
/* All, ClLicence*. */
GPtrArray *cl_archive_licences(ClArchive *archive, GError **error);
/* What setting it would change: verdicts of photos of its supplier (the newest `limit`), and of published
 * uses that rest on it (at most `limit`). */
typedef struct {
	char id[CL_ID_CHARS + 1];
	ClVerdictKind before, after;
	char *why; /* the first reason afterwards */
	char *story, *url; /* of a use that is out; or NULL */
} ClVerdictChange;
void cl_verdict_change_free(ClVerdictChange *change);
GPtrArray *cl_archive_foresee_licence(ClArchive *archive, const char *json, const char *where, guint limit,
	guint *n_judged, GError **error);
/* The same, if it were removed. CL_ERROR_NOT_FOUND. */
GPtrArray *cl_archive_foresee_removal(ClArchive *archive, const char *id, guint limit, guint *n_judged,
	GError **error);

ClOutlet *cl_archive_set_outlet(ClArchive *archive, const char *json, const char *where, GError **error);
/* NULL id = the default one, else the only one, else cl_outlet_new(). CL_ERROR_NOT_FOUND. */
ClOutlet *cl_archive_outlet(ClArchive *archive, const char *id, GError **error);
GPtrArray *cl_archive_outlets(ClArchive *archive, GError **error); /* ClOutlet* */
/* What an outlet as written here would make of the uses that stand in its stories: how many its stage
 * would hold up. Nothing is set. */
typedef struct {
	char *use, *story, *photo;
	ClVerdictKind verdict;
	gboolean was_held; /* it is held up already, by the outlet on file */
	char *code, *why;  /* the gravest reason */
} ClHeldUse;
typedef struct {
	guint live, held_now, held_then;
	GPtrArray *held; /* ClHeldUse*: then */
} ClStageEstimate;
void cl_stage_estimate_free(ClStageEstimate *estimate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClStageEstimate, cl_stage_estimate_free)
ClStageEstimate *cl_archive_estimate_outlet(ClArchive *archive, const char *json, const char *where,
	GError **error);
/* The document of an outlet with this stage; `supplier` (may be NULL): for its pictures only. Free with
 * g_free. CL_ERROR_NOT_FOUND. */
char *cl_archive_staged_outlet(ClArchive *archive, const char *id, const char *supplier, const char *stage,
	GError **error);
gboolean cl_archive_set_default_outlet(ClArchive *archive, const char *id, GError **error);

/* The dated house list: whose by-line makes a picture ours. */
typedef struct {
	const char *name; /* of the house, in the place of those before; NULL: as it is */
	/* "NAME" or "NAME, FIRST-DAY..LAST-DAY", in the place of that person's entry; names to take off */
	const char *const *on, *const *off;
} ClHouseChange;
/* FALSE, CL_ERROR_USAGE: a name that nobody can bear or that is an agency's, days that end before they begin,
 * somebody twice. */
gboolean cl_house_check(const ClCreditRules *rules, const ClHouseChange *change, GError **error);
/* The list as it is then: JSON, free with g_free. */
char *cl_archive_change_house(ClArchive *archive, const ClHouseChange *change, GError **error);
/* ClVerdictChange*: what it would change, of the newest `limit` photos that name these people; of all, if it
 * is about the house's name. Nothing is set. */
GPtrArray *cl_archive_foresee_house(ClArchive *archive, const ClHouseChange *change, guint limit,
	guint *n_judged, GError **error);

/* --- the question ------------------------------------------------------------------------- */
typedef struct {
	const char *outlet, *channel, *territory, *story, *section, *placement; /* NULL = not said */
	gint64 at_us;		    /* 0 = now */
	const char *credit_printed; /* NULL = nothing printed yet */
	const char *use;	    /* id of the use asked about: it does not count against itself */
	/* Of that use, by ClUseText: what stands on the page; NULL = no use is asked about. */
	char *const *printed;
	gboolean texts_are_checked; /* elsewhere, by the caller: not the alternative text here */
	const char *partner;
	const char *again; /* the photo goes out in two places at once: which, "pictures 1 and 3"; or NULL */
	gboolean crop, alter, published, publishing;
	const GPtrArray *spent_before; /* ClSpend*, lent: by uses that go out with this one; or NULL */
	/* Of a licence that is not on file yet: JSON. */
	const char *with_licence;
	const char *without_licence; /* as if this one were not on file: its id */
	const char *with_house; /* in the place of the house list that is on file: JSON */
} ClCheck;
/* The copies of the frame that is shown: each with its verdict now, and the best of them. `bursts`: the
 * neighbours of a burst, too, which are never the best. A photo without copies has none. */
gboolean cl_archive_judge_copies(ClArchive *archive, ClShown *shown, gboolean bursts, GError **error);
ClVerdict *cl_archive_check(ClArchive *archive, const char *text, const ClCheck *check, GError **error);
/* The version of rules that such a verdict rests on. Lent. */
const char *cl_archive_rights_version(ClArchive *archive);
