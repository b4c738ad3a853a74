/* SPDX-License-Identifier: MIT
 *
 * What the files about rights share.
 */
#pragma once
#include "archive_private.h"

#include <cutline/clearance.h>

/* Loaded once; lent. */
ClRightsRules *archive_rights_rules(ClArchive *archive, GError **error);
/* Fold key of a supplier by its name in the rules; they must be loaded. */
char *archive_rights_supplier(ClArchive *archive, const char *name);
/* Do the words of a photo forbid to crop it, certainly to train machines on it, or anything at all? */
typedef struct {
	gboolean no_crop, no_ai, any;
} ArchiveRestrains;
gboolean archive_restrains(ClArchive *archive, const char *id, ArchiveRestrains *restrains, GError **error);
/* grant_scope.c. Sets `covers`: of the codes that it names, else of what stands now for its story, outlet. */
gboolean archive_set_grant_scope(ClArchive *archive, const char *id, ClGrant *grant, GError **error);
/* copies.c: a photo and the copies of its frame (char*), itself first. */
GPtrArray *archive_frame(ClArchive *archive, const char *id, GError **error);
/* signed.c: of one version; what only repeats its by-line and credit becomes INFORMATION. */
void archive_settle_signed(const GPtrArray *received, GPtrArray *restrictions);
/* demands.c: demanded credits, read by the rules of credits as the archive prints them. */
gboolean archive_settle_demands(ClArchive *archive, GPtrArray *restrictions, GError **error);
/* Of a photo by its id. ClRestriction* */
GPtrArray *archive_restrictions(ClArchive *archive, const char *id, GError **error);
/* When it was first transmitted, by itself or by an item beside it; 0 = not stated. */
gboolean archive_first_sent(ClArchive *archive, const ClFileRow *file, gint64 *sent_us, GError **error);

/* picture.c: what every judgement of a photo, or of another copy of its frame, begins with.
 * archive_get_picture() gives a reference; between the other two, each photo is read once: for who judges
 * many that have copies in common, and writes nothing. */
typedef struct {
	ClPhotoRow *row;
	ClFileRow *file;
	ClEffective *effective, *received; /* as in ArchiveOrigin */
	GPtrArray *restrictions; /* ClRestriction* */
	GPtrArray *frame;	 /* ClFrameFact*: what it says to the other copies (policy §1.4) */
	gboolean limited;	 /* by a territory */
	gint64 sent_us;		 /* archive_first_sent() */
	ClCredit *credit;	 /* archive_picture_credit() */
} ArchivePicture;
ArchivePicture *archive_get_picture(ClArchive *archive, const char *id, GError **error);
void archive_picture_unref(ArchivePicture *picture);
/* Read when it is first asked for; lent. The rules of credits must be loaded. */
const ClCredit *archive_picture_credit(ClArchive *archive, ArchivePicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchivePicture, archive_picture_unref)
void archive_read_once(ClArchive *archive);
void archive_read_always(ClArchive *archive);
/* What says that a model made it or a part of it (IPTC's digital source type, the system that was used, a
 * text that begins so), written over or not; NULL if nothing does. */
const char *archive_made_by_model(const ArchivePicture *picture, const char **field);

/* What the archive knows of a photo, with all that its lent texts point to. */
typedef struct {
	ClRightsPhoto photo;
	char *id;
	ArchivePicture *picture;
	const ClCredit *credit; /* of the picture */
	ClKill *kill;
	ClHold *hold;
	char *supplier, *supplier_name, *owner, *collection, *collection_name, *printed;
	char *first_story, *house_doubt, *signoff;
	GStrv photographers, authors, also_of;
	GPtrArray *frame, *copies; /* ClFrameFact*, lent of the copies; ArchivePicture* */
} ArchiveFacts;
/* house_own.c: nothing in the picture says that it is ours: whoever brought it in did, on a day. */
gboolean archive_set_house_said(ClArchive *archive, ArchiveFacts *facts, GError **error);
/* rights_named.c: whom else the end of the caption names. */
void archive_set_signoff(ArchiveFacts *facts, const ClCreditRules *rules);
/* rights_delivered.c: who else delivered it, by its own fields; the credit must be read. */
void archive_set_other_deliverer(ArchiveFacts *facts, const ClCreditRules *rules);
/* rights_named.c: who gave it out, and where he is named; its class must be known. */
void archive_set_giver(ArchiveFacts *facts, const ClCreditRules *rules);
void archive_facts_free(ArchiveFacts *facts);
/* collections.c: of whom else it may be; nobody while none of the licences leaves a collection out. */
void archive_set_also_of(ClArchive *archive, ArchiveFacts *facts, const GPtrArray *licences);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveFacts, archive_facts_free)
/* rights_facts.c. FALSE: it says no day. */
gboolean archive_days_taken(const ClEffective *effective, ClDays *days);
/* house_own.c: whose pictures are the house's own; the copies of the frame must be known. */
typedef enum {
	ARCHIVE_HOUSE_NO,
	ARCHIVE_HOUSE_CLAIMED,
	ARCHIVE_HOUSE_DOUBTED,
	ARCHIVE_HOUSE_LISTED
} ArchiveHouse;
/* *doubt: why it is doubted. */
gboolean archive_judge_house(ClArchive *archive, const ArchiveFacts *facts, const char *with_house,
	ArchiveHouse *house, char **doubt, GError **error);
/* house.c. *list: NULL: there is none on file. `with`: read this instead, or NULL. */
gboolean archive_read_house(ClArchive *archive, const char *with, GVariant **list, GError **error);
GStrv archive_house_names(GVariant *list); /* folded */
/* A supplier's key as the house writes it (g_free); *name NULL: it is none of the house's names. */
gboolean archive_house_spelling(ClArchive *archive, const char *with, const char *key, char **name,
	GError **error);
/* Folded: who stands on the list for all of them. */
GStrv archive_house_people(GVariant *list, const ClDays *days);
/* The list as a change would make it; which photos that may be about. Free with g_free. */
/* "NAME" or "NAME, FIRST-DAY..LAST-DAY", either of which may be left out: the name (g_free), and where its
 * days begin or NULL (lent). */
char *archive_house_entry(const char *text, const char **days);
char *archive_house_with(ClArchive *archive, const ClHouseChange *change, GError **error);
char *archive_house_query(const ClHouseChange *change);
/* Each photographer whose entry has a last day; until_us: its end. */
typedef gboolean (*ArchiveHouseEach)(const char *name, gint64 until_us, gpointer data, GError **error);
gboolean archive_house_ends(ClArchive *archive, ArchiveHouseEach each, gpointer data, GError **error);

/* quota.c: the period of a quota around an instant, by the archive's clock, into from_us and to_us. */
gboolean archive_quota_period(ClArchive *archive, const ClLicence *licence, gint64 at_us, ClSpent *spent);
/* What is spent of a licence at an instant, into its quota_… and uses_…; without this use (may be NULL) of
 * this photo, and with what its other pictures and others of the story are to spend (ClSpend*). A count that
 * fails is no "nothing spent". */
void archive_count_licence(ClArchive *archive, ClLicence *licence, const char *photo, const char *use,
	gint64 at_us, const GPtrArray *spends);
/* Within a transaction: what is spent of it in the period that is now is kept from now on. Of all, in a
 * transaction of its own; anew: what is kept is not believed. */
gboolean archive_keep_count(ClArchive *archive, const ClLicence *licence, GError **error);
gboolean archive_keep_counts(ClArchive *archive, gboolean anew, GError **error);
/* licence_live.c: what is out already and rests on this licence (its JSON) alone counts against it; within a
 * transaction, before it is on file. */
gboolean archive_count_live(ClArchive *archive, const ClLicence *licence, const char *json, GError **error);
/* A list of ClSpend*, and one more in it. */
GPtrArray *archive_spends_new(void);
void archive_add_spend(GPtrArray *spends, const char *photo, const char *licence);
/* Between these two, what is spent in all is counted once a licence and period: for who judges many uses
 * and writes none. */
void archive_count_once(ClArchive *archive);
void archive_count_always(ClArchive *archive);
/* rights_facts.c: *complete becomes TRUE if all terms of "supplier" KEY or "photo" ID are recorded. */
gboolean archive_is_complete(ClArchive *archive, const char *what, const char *name, gboolean *complete,
	GError **error);
/* check.c: all licences as they are on file, read again if the catalog has changed. Lent. */
GPtrArray *archive_lend_licences(ClArchive *archive, GError **error);
/* check.c: what is asked, as the verdict needs it; CL_ERROR_USAGE: it says what there is not. The rules
 * must be loaded. */
gboolean archive_read_use(ClArchive *archive, const ClCheck *check, const ClOutlet *outlet, ClUse *use,
	ClTerritories *places, GError **error);
/* check.c: a licence as it is written, its supplier by its name in the rules. */
ClLicence *archive_read_licence(ClArchive *archive, const char *json, const char *where, GError **error);
/* check.c: what can be read, and names what there is. */
gboolean archive_check_licence(ClArchive *archive, const ClLicence *licence, const char *where,
	GError **error);
/* case.c: a question with all that is known of it, to be judged at one instant or at several (0 = as it
 * was asked). `check` and `outlet` are lent for as long. */
typedef struct ArchiveCase ArchiveCase;
ArchiveCase *archive_case_new(ClArchive *archive, const char *id, const ClCheck *check,
	const ClOutlet *outlet, GError **error);
ClVerdict *archive_case_judge(ArchiveCase *this, gint64 at_us);
/* case.c: from now on as if the use that is asked about were a new one, although it is out. */
void archive_case_ask_anew(ArchiveCase *this);
/* case.c: the use that a check is about, or NULL: it would be a new one. What goes to a partner is one of its
 * own, of the very use that is handed over: that was made before it, and so was what the partner has of
 * another one. Free with g_free. */
gboolean archive_asked_use(ClArchive *archive, const ClCheck *check, char **id, GError **error);
/* check_use.c: is a use what the check's partner has, or gets once more, of the use that is asked about? */
gboolean archive_is_asked_delivery(const ClUseRow *use, const ClCheck *check);
const ClRightsPhoto *archive_case_photo(const ArchiveCase *this); /* lent */
void archive_case_free(ArchiveCase *this);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveCase, archive_case_free)
/* named.c: each has to be there. NULL: none is asked. */
gboolean archive_need_stories(ClArchive *archive, char *const *slugs, GError **error);
/* named.c: one that a rule, a licence or a picture names; `may_be_new`: or whose name is like none of theirs.
 * CL_ERROR_INPUT names the nearest. */
gboolean archive_need_supplier(ClArchive *archive, const char *name, gboolean may_be_new, GError **error);
/* check.c: the outlet: named, else the story's, else the default one. A section that the check does not say
 * becomes the story's in it. */
ClOutlet *archive_choose_outlet(ClArchive *archive, ClCheck *check, GError **error);
/* check.c: the same of the section alone; the check keeps nothing of the story. */
void archive_note_section(const ClStoryRow *story, ClCheck *check);
/* check.c: the verdict for an outlet that may not be on file yet. */
ClVerdict *archive_judge(ClArchive *archive, const char *id, const ClCheck *check, const ClOutlet *outlet,
	GError **error);

/* check.c: it names suppliers that there are. */
gboolean archive_check_outlet(ClArchive *archive, const ClOutlet *outlet, GError **error);
/* check.c: an outlet as it is written, its suppliers by their names in the rules. */
ClOutlet *archive_read_outlet(ClArchive *archive, const char *json, const char *where, GError **error);

/* check_use.c: the question about the use of a photo that stands in the story asked about, with what it
 * prints. NULL without an error: none does, or the question names its use itself. */
typedef struct {
	ClCheck check;
	ClUseRow *use;
	char *printed[CL_N_USE_TEXTS];
} ArchiveCheckedUse;
void archive_checked_use_free(ArchiveCheckedUse *checked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveCheckedUse, archive_checked_use_free)
gboolean archive_find_checked_use(ClArchive *archive, const char *id, const ClCheck *check,
	ArchiveCheckedUse **found, GError **error);
/* Caption and alternative text are those of the use. */
void archive_note_texts(const ClCheck *check, ClRightsPhoto *photo, ClUse *use);
/* Who is paid by the use is billed by the number of the picture. */
void archive_note_invoices(ArchiveFacts *facts, const ClLicence *licence);
/* Ids of a licence are written whole: a short one could come to mean another photo. */
gboolean archive_whole_ids(ClArchive *archive, const ClLicence *licence, GError **error);

/* `story` NULL = none is asked about. */
ArchiveFacts *archive_facts(ClArchive *archive, const char *id, const ClCheck *check, GError **error);
