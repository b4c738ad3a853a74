/* SPDX-License-Identifier: MIT
 *
 * The catalog: rows ↔ records. The only user of a SQL engine; no SQL and no engine type leaves
 * src/catalog. One ClCatalog is used by one thread at a time. Write functions need an open
 * transaction; read functions see the last commit (or the open transaction).
 *
 * Record tables only ever migrate forward. Derived tables (effective values, listing, full text,
 * facets) are computed from them and can be rebuilt.
 */
#pragma once
#include "edit.h"
#include "hash.h"
#include "photo.h"
#include "query.h"
#include "render.h"
#include "rights.h"
#include "use.h"

typedef struct ClCatalog ClCatalog;
typedef enum { CL_CATALOG_READ, CL_CATALOG_WRITE, CL_CATALOG_CREATE } ClCatalogMode;

/* Migrates an older file (WRITE); refuses a newer one (CL_ERROR_NEWER) and a file that is not a
 * catalog of ours (CL_ERROR_INPUT). */
ClCatalog *cl_catalog_open(const char *path, ClCatalogMode mode, GError **error);
void cl_catalog_close(ClCatalog *catalog);
/* Remove a catalog file with what the engine keeps beside it; an absent one is fine. */
void cl_catalog_remove(const char *path);
/* Put a closed catalog in the place of another, durably; that one stays as PATH.old. Cut off in the
 * middle, it is half replaced: complete or still the old one for readers, and to be finished before
 * anybody writes. Nobody else may have either open for writing. */
gboolean cl_catalog_replace(const char *fresh, const char *path, GError **error);
gboolean cl_catalog_is_half_replaced(const char *path);
/* Nothing to do, nothing done. */
gboolean cl_catalog_finish_replace(const char *path, GError **error);
/* Other than CL_BUSY_TIMEOUT_MS. */
void cl_catalog_set_busy_timeout(ClCatalog *catalog, guint timeout_ms);
/* BEGIN IMMEDIATE; waits CL_BUSY_TIMEOUT_MS, then CL_ERROR_BUSY. */
gboolean cl_catalog_begin(ClCatalog *catalog, GError **error);
/* What is read until cl_catalog_rollback() is of one instant, and costs no locks in between. Nothing can be
 * written; a second or less, or the engine's log grows. */
gboolean cl_catalog_begin_reading(ClCatalog *catalog, GError **error);
/* Is one open? One that writes? */
gboolean cl_catalog_in_transaction(const ClCatalog *catalog);
gboolean cl_catalog_is_writing(const ClCatalog *catalog);
/* FALSE: nothing of the transaction was kept. It also ends that way if a write step failed. */
gboolean cl_catalog_commit(ClCatalog *catalog, GError **error);
void cl_catalog_rollback(ClCatalog *catalog);
/* Integrity, foreign keys, full-text consistency; each complaint to `each`. */
typedef void (*ClComplaint)(const char *code, const char *message, gpointer data);
gboolean cl_catalog_check(ClCatalog *catalog, ClComplaint each, gpointer data, GError **error);

/* Is the error that of a damaged catalog? The rest of it can still be read. */
gboolean cl_catalog_is_damage(const GError *error);

/* --- photos and files ------------------------------------------------------------------- */
typedef struct {
	char id[CL_ID_CHARS + 1];
	gint64 rev;	    /* grows with every change of this photo */
	guint effective;    /* version whose values count */
	char *state;	    /* "ok", "held", "killed" */
	char *state_reason; /* or NULL */
	gint64 added_us;
	gboolean source_sensitive; /* published without fine place and time */
	gint64 refreshed; /* grows with every put of its derived rows: the same = they rest on the same */
} ClPhotoRow;

typedef struct {
	char photo[CL_ID_CHARS + 1];
	guint version; /* from 1 */
	guint8 sha256[CL_SHA256_BYTES];
	guint64 size_bytes;
	char *name;	    /* path as given, bytes */
	char *supplier;	    /* fold key, or NULL */
	char *supplier_id;  /* the supplier's picture id, or NULL */
	gint64 ingested_us;
	gint64 sent_us;	    /* transmission time stated by the file, or 0 */
	ClFacts *facts;	    /* scalars only when read back from the catalog: received and findings
			       come from cl_catalog_received() and cl_catalog_findings() */
	gboolean developed;
} ClFileRow;

void cl_photo_row_free(ClPhotoRow *row);
void cl_file_row_free(ClFileRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClPhotoRow, cl_photo_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClFileRow, cl_file_row_free)

/* All that ever came in: what was purged has a row still. */
gboolean cl_catalog_count_photos(ClCatalog *catalog, guint64 *n, GError **error);

/* A new photo with its first file, or a further version of it: photo, file, received values,
 * findings. `file->version` is set by the call. An id of another photo whose first file has
 * another hash: CL_ERROR_DENIED. */
gboolean cl_catalog_add_photo(ClCatalog *catalog, ClFileRow *first, const char *state,
	const char *state_reason, GError **error);
gboolean cl_catalog_add_version(ClCatalog *catalog, ClFileRow *file, GError **error);
/* A supplier not heard of before is known from `since_us`. */
gboolean cl_catalog_set_supplier(ClCatalog *catalog, const char *id, guint version, const char *supplier,
	const char *supplier_id, gint64 since_us, GError **error);
gboolean cl_catalog_set_effective_version(ClCatalog *catalog, const char *id, guint version, GError **error);
gboolean cl_catalog_set_state(ClCatalog *catalog, const char *id, const char *state, const char *reason,
	GError **error);
gboolean cl_catalog_set_source_sensitive(ClCatalog *catalog, const char *id, gboolean on, GError **error);
gboolean cl_catalog_add_finding(ClCatalog *catalog, const char *id, guint version, const ClFinding *finding,
	GError **error);
/* Replace the findings that were computed by resolving (version 0 rows). */
gboolean cl_catalog_put_resolved_findings(ClCatalog *catalog, const char *id, const GPtrArray *findings,
	GError **error);

/* NULL without an error = absent. */
ClPhotoRow *cl_catalog_get_photo(ClCatalog *catalog, const char *id, GError **error);
/* All ids that begin with `prefix`, at most `limit`; an id of any later version's hash resolves to
 * its photo. Elements are char*. */
GPtrArray *cl_catalog_find_ids(ClCatalog *catalog, const char *prefix, guint limit, GError **error);
/* version 0 = the effective one */
ClFileRow *cl_catalog_get_file(ClCatalog *catalog, const char *id, guint version, GError **error);
ClFileRow *cl_catalog_get_file_by_sha256(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES],
	GError **error);
GPtrArray *cl_catalog_list_files(ClCatalog *catalog, const char *id, GError **error); /* ClFileRow* */
/* Files with the same coded picture, oldest first. ClFileRow* */
GPtrArray *cl_catalog_list_same_image(ClCatalog *catalog, const guint8 image_hash[CL_IMAGE_HASH_BYTES],
	GError **error);
gboolean cl_catalog_has_size(ClCatalog *catalog, guint64 size_bytes, gboolean *has, GError **error);
/* version 0 = all versions */
GPtrArray *cl_catalog_received(ClCatalog *catalog, const char *id, guint version, GError **error);
/* Are the received values of a version those that were recorded? TRUE where that was not kept. */
gboolean cl_catalog_received_fit(ClCatalog *catalog, const char *id, guint version, gboolean *fit,
	GError **error);
/* ClFinding*: of its files, then of resolving; or of its files only. */
GPtrArray *cl_catalog_findings(ClCatalog *catalog, const char *id, GError **error);
GPtrArray *cl_catalog_findings_of_files(ClCatalog *catalog, const char *id, GError **error);

/* What people wrote over a photo: ClLayer*, in the order it was written. Putting replaces the layer
 * of the same field and language; values NULL takes it away. */
GPtrArray *cl_catalog_layers(ClCatalog *catalog, const char *id, GError **error);
gboolean cl_catalog_put_layer(ClCatalog *catalog, const char *id, const ClLayer *layer, GError **error);
/* The photo's revision grows, to `at_least` or more. */
gboolean cl_catalog_raise_rev(ClCatalog *catalog, const char *id, gint64 at_least, GError **error);

/* Photos of which a version has this id of its supplier (normalised); char*, in no order. */
GPtrArray *cl_catalog_list_by_picture(ClCatalog *catalog, const char *value, GError **error);
/* Photos of which a version came as a file whose name is this but for its ending, in either case; char*, in
 * order. Reads all names. */
GPtrArray *cl_catalog_list_by_file(ClCatalog *catalog, const char *stem, GError **error);
/* Files that came under this very name, or under a stem with any extension; newest first. */
GPtrArray *cl_catalog_list_by_name(ClCatalog *catalog, const char *name, GError **error);
GPtrArray *cl_catalog_list_by_stem(ClCatalog *catalog, const char *stem, GError **error);

/* A side-car or agency item that joined a version of a photo. */
typedef struct {
	guint8 sha256[CL_SHA256_BYTES]; /* of the side-car's bytes, kept like an original */
	char photo[CL_ID_CHARS + 1];
	guint version;
	guint64 size_bytes;
	char *name, *kind;
	char *guid;	     /* or NULL */
	guint source;	     /* its number among those beside the picture, from 1; given when it is added */
	char *item;	     /* which it is among those beside the picture */
	gint64 item_version; /* the supplier's, 0 if none */
	char *pubstatus;     /* or NULL */
	gint64 sent_us, ingested_us;
} ClSidecarRow;
void cl_sidecar_row_free(ClSidecarRow *row);
typedef enum {
	CL_SIDECAR_COUNTS,
	CL_SIDECAR_OLDER, /* kept and says nothing: a newer version is there already, or `received` is NULL
			     (what it says is not taken for what the picture says) */
	CL_SIDECAR_FULL,  /* not kept: as many other items as are told apart stand beside the picture */
} ClSidecarTaken;
/* Its values replace those of an older version of the item, and stand beside those of other items (the next
 * CL_ORIGIN_SIDECAR by number). After the last one the version's values are sealed, once. */
gboolean cl_catalog_add_sidecar(ClCatalog *catalog, const ClSidecarRow *row, const GPtrArray *received,
	ClSidecarTaken *taken, GError **error);
gboolean cl_catalog_seal_received(ClCatalog *catalog, const char *id, guint version, GError **error);
GPtrArray *cl_catalog_list_sidecars(ClCatalog *catalog, const char *id, GError **error);
/* All that a file of these bytes joined: ClSidecarRow* */
GPtrArray *cl_catalog_sidecars_of(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES], GError **error);

/* Links between photos: "copy" (same image data, other supplier), "probable" (looks the same),
 * "burst". Kept once, seen from both sides. */
typedef struct {
	char other[CL_ID_CHARS + 1];
	char *kind;
	double likeness;
} ClLink;
void cl_link_free(ClLink *link);
gboolean cl_catalog_add_link(ClCatalog *catalog, const char *id, const char *other, const char *kind,
	double likeness, GError **error);
GPtrArray *cl_catalog_links(ClCatalog *catalog, const char *id, GError **error); /* ClLink* */
/* Ids (char*) of the other copies of its frame, each once, as they came; not of a burst. */
GPtrArray *cl_catalog_frame(ClCatalog *catalog, const char *id, GError **error);
gboolean cl_catalog_has_copies(ClCatalog *catalog, const char *id, gboolean *has, GError **error);

/* --- fingerprints --------------------------------------------------------------------- */
gboolean cl_catalog_put_developed(ClCatalog *catalog, const char *id, guint version,
	const ClDeveloped *developed, const guint64 size_bytes[CL_N_DEVELOP], GError **error);
/* What the catalog states about a file besides ClFileRow, for comparison with the store. */
typedef struct {
	char id[CL_ID_CHARS + 1];	   /* that its own hash should give */
	guint64 size_bytes[CL_N_DEVELOP]; /* of the derived pictures; 0 if none is recorded */
} ClFileStated;
gboolean cl_catalog_get_stated(ClCatalog *catalog, const char *id, guint version, ClFileStated *stated,
	GError **error);
/* version 0 = the photo's: the effective version's, or the last developed one's until that is */
gboolean cl_catalog_get_look(ClCatalog *catalog, const char *id, guint version, ClLook *look,
	gboolean *has, GError **error);
/* Photos (of other ids) that share a probe key with the look: ids, at most `limit`, each once. */
GPtrArray *cl_catalog_find_alike(ClCatalog *catalog, const ClLook *look, const char *except_id, guint limit,
	GError **error);
/* Of them those that are killed. */
GPtrArray *cl_catalog_find_alike_killed(ClCatalog *catalog, const ClLook *look, const char *except_id,
	guint limit, GError **error);

/* --- jobs ------------------------------------------------------------------------------ */
typedef struct {
	gint64 job;
	char photo[CL_ID_CHARS + 1];
	guint version;
	guint attempts; /* including this one */
} ClJobRow;
gboolean cl_catalog_add_job(ClCatalog *catalog, const char *kind, const char *id, guint version,
	GError **error);
/* Lease up to `limit` jobs whose lease is free or over. ClJobRow* */
GPtrArray *cl_catalog_claim_jobs(ClCatalog *catalog, const char *kind, const char *holder, gint64 now_us,
	gint64 lease_us, guint limit, GError **error);
gboolean cl_catalog_end_job(ClCatalog *catalog, gint64 job, GError **error); /* done: removed */
gboolean cl_catalog_put_off_job(ClCatalog *catalog, gint64 job, gint64 until_us, GError **error);
/* All that a holder still has, undone: that was no attempt. */
gboolean cl_catalog_release_jobs(ClCatalog *catalog, const char *holder, GError **error);
/* Jobs of a holder that died without giving them back: the attempt counts. */
gboolean cl_catalog_free_jobs(ClCatalog *catalog, const char *holder, GError **error);
/* Who holds leases: char* */
GPtrArray *cl_catalog_list_holders(ClCatalog *catalog, const char *kind, GError **error);
gboolean cl_catalog_count_jobs(ClCatalog *catalog, const char *kind, guint64 *n, GError **error);

/* --- events, kills, holds --------------------------------------------------------------- */
typedef struct {
	gint64 seq;
	gint64 at_us;
	char *who;
	char *kind;    /* "ingest", "version", "develop", "kill" … */
	char *subject; /* photo id or NULL */
	char *payload; /* JSON, or NULL if erased */
	char *digest;  /* hex of the chain at this event */
	guint8 payload_sha256[CL_SHA256_BYTES]; /* of the payload, also when that was erased */
} ClEventRow;
void cl_event_row_free(ClEventRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClEventRow, cl_event_row_free)
/* Appends to the chain: digest = SHA-256 over previous digest, seq, time, who, kind, subject and
 * the SHA-256 of the payload. */
gboolean cl_catalog_add_event(ClCatalog *catalog, gint64 at_us, const char *who, const char *kind,
	const char *subject, const char *payload, GError **error);
/* One whose payload was erased: only its hash is known. */
gboolean cl_catalog_add_erased_event(ClCatalog *catalog, const ClEventRow *event, GError **error);
/* The payload is gone for good; the chain still holds. */
gboolean cl_catalog_erase_event(ClCatalog *catalog, gint64 seq, GError **error);
/* The digest behind `digest` (of the event before; zeros before the first): in, out. */
void cl_event_chain(guint8 digest[CL_SHA256_BYTES], const ClEventRow *event);
/* subject NULL = all; after_seq for paging. ClEventRow* in order. */
GPtrArray *cl_catalog_list_events(ClCatalog *catalog, const char *subject, gint64 after_seq, guint limit,
	GError **error);
/* Number of the last event, 0 before the first. */
gboolean cl_catalog_last_event(ClCatalog *catalog, gint64 *seq, GError **error);
/* Walks the chain; FALSE (CL_ERROR_INPUT) with *broken_seq set to the first event that does not
 * fit, or 0 if the walk itself failed. */
gboolean cl_catalog_check_chain(ClCatalog *catalog, gint64 *broken_seq, GError **error);

/* Has the event the digest that it must have behind another (its digest; NULL: it is the first)?
 * The payload must be there. */
gboolean cl_event_follows(const ClEventRow *event, const char *digest_before);

gboolean cl_catalog_add_kill(ClCatalog *catalog, const char *id, const char *reason, const char *kind_of_kill,
	gint64 at_us, const char *who, GError **error);
typedef struct {
	char *kind; /* "agency": the supplier's own notice; "error" … */
	char *reason;
	char *who;
	gint64 at_us;
} ClKill;
void cl_kill_free(ClKill *kill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClKill, cl_kill_free)
/* The newest that has not ended; NULL without an error = none. */
ClKill *cl_catalog_get_kill(ClCatalog *catalog, const char *id, GError **error);
gboolean cl_catalog_end_kill(ClCatalog *catalog, const char *id, gint64 at_us, const char *who,
	GError **error);

/* --- takedowns ----------------------------------------------------------------------------- */
/* What a kill asks of whom. */
typedef struct {
	gint64 no; /* from 1; people name it */
	char photo[CL_ID_CHARS + 1];
	char *actor;  /* who must act: "us", "partner", "social", "newsletter", "print", "broadcast" */
	char *target; /* where it stands or went */
	char *detail; /* what to do */
	gint64 at_us, done_us; /* done_us 0 = nobody has confirmed it */
	char *done_by, *note;
} ClTakedown;
void cl_takedown_free(ClTakedown *takedown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClTakedown, cl_takedown_free)
gboolean cl_catalog_next_takedown(ClCatalog *catalog, gint64 *no, GError **error);
gboolean cl_catalog_add_takedown(ClCatalog *catalog, const ClTakedown *takedown, GError **error);
/* CL_ERROR_NOT_FOUND if none of this number is open. */
gboolean cl_catalog_end_takedown(ClCatalog *catalog, gint64 no, gint64 at_us, const char *who,
	const char *note, GError **error);
/* ClTakedown*: all of one photo, or (NULL) the oldest open ones of all. */
GPtrArray *cl_catalog_list_takedowns(ClCatalog *catalog, const char *photo, guint limit, GError **error);

/* --- holds and purges ----------------------------------------------------------------------- */
typedef struct {
	char *reason;
	gint64 until_us; /* 0 = until it is ended */
	gint64 at_us;
	char *who;
} ClHold;
void cl_hold_free(ClHold *hold);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClHold, cl_hold_free)
gboolean cl_catalog_add_hold(ClCatalog *catalog, const char *id, const ClHold *hold, GError **error);
/* The newest that was not ended (it may have run out); NULL without an error = none. */
ClHold *cl_catalog_get_hold(ClCatalog *catalog, const char *id, gint64 at_us, GError **error);
gboolean cl_catalog_end_hold(ClCatalog *catalog, const char *id, gint64 at_us, const char *who,
	GError **error);

/* What remains of bytes that were purged. */
typedef struct {
	char photo[CL_ID_CHARS + 1];
	char *reason;
	gint64 at_us;
	char *who;
} ClTombstone;
void cl_tombstone_free(ClTombstone *tombstone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClTombstone, cl_tombstone_free)
gboolean cl_catalog_add_tombstone(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES],
	const ClTombstone *tombstone, GError **error);
/* NULL without an error = they were not. */
ClTombstone *cl_catalog_get_tombstone(ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES],
	GError **error);
ClTombstone *cl_catalog_get_tombstone_of(ClCatalog *catalog, const char *id, GError **error);
/* Everything that was received, written, found and made of a photo goes; its fingerprint, links,
 * kills, uses and empty rows stay. */
gboolean cl_catalog_purge(ClCatalog *catalog, const char *id, GError **error);

/* --- documents ---------------------------------------------------------------------------- */
/* What people write that is no photo (a licence, an outlet, a template …): JSON, whole. What it
 * says is not known here. */
typedef struct {
	char *kind, *id;
	char *json;
	gint64 rev; /* from 1; grows with every put */
	gint64 at_us;
	char *who;
} ClDocument;
void cl_document_free(ClDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClDocument, cl_document_free)
/* json NULL = remove; CL_ERROR_NOT_FOUND if there is none. */
gboolean cl_catalog_put_document(ClCatalog *catalog, const char *kind, const char *id, const char *json,
	gint64 at_us, const char *who, GError **error);
/* NULL without an error = absent. */
ClDocument *cl_catalog_get_document(ClCatalog *catalog, const char *kind, const char *id, GError **error);
GPtrArray *cl_catalog_list_documents(ClCatalog *catalog, const char *kind, GError **error); /* by id */
/* Ids (char*) of those that have `word`, letters and digits, as a string of their text. */
GPtrArray *cl_catalog_documents_naming(ClCatalog *catalog, const char *kind, const char *word,
	GError **error);

/* --- stories and uses (use.h) -------------------------------------------------------------- */
/* Whole, with its parts; every part must be there (CL_ERROR_NOT_FOUND). Its rev grows, with every use
 * of it, too; what `story` says of rev counts for nothing. */
gboolean cl_catalog_put_story(ClCatalog *catalog, const ClStoryRow *story, GError **error);
/* NULL without an error = absent. */
ClStoryRow *cl_catalog_get_story(ClCatalog *catalog, const char *slug, GError **error);
/* ClStoryRow*, newest first, added before an instant. */
GPtrArray *cl_catalog_list_stories(ClCatalog *catalog, gint64 before_us, guint limit, GError **error);
/* Slugs of the stories that hold this one; char* */
GPtrArray *cl_catalog_list_digests(ClCatalog *catalog, const char *slug, GError **error);
/* Its story and photo must be there, and stay what they are. */
gboolean cl_catalog_put_use(ClCatalog *catalog, const ClUseRow *use, GError **error);
ClUseRow *cl_catalog_get_use(ClCatalog *catalog, const char *id, GError **error); /* NULL: as above */
/* ClUseRow*: of a story in order; of a photo, newest first; live ones of all, by id after one. */
GPtrArray *cl_catalog_list_uses(ClCatalog *catalog, const char *slug, GError **error);
GPtrArray *cl_catalog_list_uses_of(ClCatalog *catalog, const char *photo, GError **error);
GPtrArray *cl_catalog_list_live_uses(ClCatalog *catalog, const char *after, guint limit, GError **error);
/* Does a published use show it (GATE)? */
gboolean cl_catalog_is_released(ClCatalog *catalog, const char *photo, gboolean *released, GError **error);

typedef struct {
	gint64 at_us;
	char *who, *url; /* url NULL = not said */
	char *json;	 /* what exactly went out, with the verdicts of that moment */
} ClPublication;
void cl_publication_free(ClPublication *publication);
gboolean cl_catalog_add_publication(ClCatalog *catalog, const char *slug, const ClPublication *publication,
	GError **error);
/* Photos of what was published at an address; char* */
GPtrArray *cl_catalog_list_published_at(ClCatalog *catalog, const char *url, GError **error);
/* ClPublication*, newest first */
GPtrArray *cl_catalog_list_publications(ClCatalog *catalog, const char *slug, GError **error);

/* What a use counts against: reserved by a draft, committed by publication. */
typedef struct {
	char *licence;
	char photo[CL_ID_CHARS + 1]; /* which is used: the use's, or a part of it */
	gint64 at_us;		     /* of publication, planned or done */
	gboolean committed;
} ClSpending;
void cl_spending_free(ClSpending *spending);
/* Replaces what the use counted against; ClSpending*, none = nothing. */
gboolean cl_catalog_put_spendings(ClCatalog *catalog, const char *use, const GPtrArray *spendings,
	GError **error);
GPtrArray *cl_catalog_list_spendings(ClCatalog *catalog, const char *use, GError **error);
/* How much of a licence is spent in [from, to), by uses or by photos. */
typedef struct {
	const char *licence;
	gint64 from_us, to_us;
	gboolean by_photo;
	const char *use, *photo; /* whose share is asked for; not of the sum of all */
} ClSpent;
/* Of all: as it is kept, or else counted, which takes long with very many. */
gboolean cl_catalog_count_spent(ClCatalog *catalog, const ClSpent *spent, guint *committed, guint *reserved,
	GError **error);
/* Within the transaction in which it was counted: from now on it is kept, and changes with each use. */
gboolean cl_catalog_keep_count(ClCatalog *catalog, const ClSpent *spent, guint committed, guint reserved,
	GError **error);
/* None is kept any more. */
gboolean cl_catalog_drop_counts(ClCatalog *catalog, GError **error);
/* The share of that use or photo; place_us: of the place that it holds as a draft, G_MAXINT64 = none. */
typedef struct {
	guint committed, reserved;
	gint64 place_us;
} ClSpentOwn;
gboolean cl_catalog_count_own(ClCatalog *catalog, const ClSpent *spent, ClSpentOwn *own, GError **error);
/* What other drafts have reserved that came before that place. */
gboolean cl_catalog_count_before(ClCatalog *catalog, const ClSpent *spent, gint64 place_us, guint *reserved,
	GError **error);
/* Uses of one photo that count against a licence, ever; without one use. */
gboolean cl_catalog_count_made(ClCatalog *catalog, const char *licence, const char *photo, const char *use,
	guint *made, GError **error);

/* --- derived: credits ------------------------------------------------------------------------ */
/* What the credit of a photo says by the rules; which picture of which supplier it is. */
typedef struct {
	char *canonical;
	gboolean matched; /* some rule recognised it */
	char *deliverer;  /* organisation id, or NULL */
	char *id_supplier, *id_scheme, *id_value, *id_version; /* NULL if there is no id */
	char *body;	  /* the credit as JSON */
	char *rules;	  /* version of the rules */
} ClCreditRow;
void cl_credit_row_free(ClCreditRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCreditRow, cl_credit_row_free)
gboolean cl_catalog_put_credit(ClCatalog *catalog, const char *id, const ClCreditRow *row, GError **error);
/* NULL without an error: not derived. */
ClCreditRow *cl_catalog_get_credit(ClCatalog *catalog, const char *id, GError **error);
/* What a photo says of its origin, and what was derived from it. */
typedef struct {
	char id[CL_ID_CHARS + 1];
	char *supplier; /* of the effective version, or NULL */
	char *body;	/* or NULL */
	gboolean written; /* a person wrote over something */
	ClEffective *effective; /* only the fields that a credit is read from */
} ClCreditSaid;
void cl_credit_said_free(ClCreditSaid *said);
/* The next `limit` photos after the one numbered `after` (0 at first); *last is where to go on. */
GPtrArray *cl_catalog_list_credits(ClCatalog *catalog, gint64 after, guint limit, gint64 *last,
	GError **error);
/* --- rights ------------------------------------------------------------------------------ */
gboolean cl_catalog_put_restriction_decision(ClCatalog *catalog, const char *photo,
	const ClRestrictionDecision *decision, GError **error);
/* ClRestrictionDecision*, the newest of each key. */
GPtrArray *cl_catalog_restriction_decisions(ClCatalog *catalog, const char *photo, GError **error);
/* An id that is there already stays as it is. */
gboolean cl_catalog_put_grant(ClCatalog *catalog, const char *photo, const ClGrant *grant, GError **error);
GPtrArray *cl_catalog_grants(ClCatalog *catalog, const char *photo, GError **error); /* ClGrant* */

/* --- derived: effective values, listing, full text ---------------------------------------- */
typedef struct {
	const ClEffective *effective;
	ClListed listed; /* findings may be NULL */
	const char *tags; /* cl_query_tags() */
} ClListing;
/* Replace all derived rows of a photo. */
gboolean cl_catalog_put_listing(ClCatalog *catalog, const char *id, const ClListing *listing,
	GError **error);
/* Would putting this listing change anything? FALSE in *fits: a row is missing or another. */
gboolean cl_catalog_listing_fits(ClCatalog *catalog, const char *id, const ClListing *listing,
	gboolean *fits, GError **error);
/* The stored effective values (without reasons and findings); no values if not listed. */
ClEffective *cl_catalog_get_effective(ClCatalog *catalog, const char *id, GError **error);
/* Drop all derived rows (the caller then puts every photo again, in one transaction). */
gboolean cl_catalog_clear_derived(ClCatalog *catalog, GError **error);
/* TRUE if there are photos but no derived rows: an upgrade has dropped them, rebuild. Cheap. */
gboolean cl_catalog_is_stale(ClCatalog *catalog, gboolean *stale, GError **error);
/* Merge the parts of the full-text index: searches take half as long afterwards. Rewrites the
 * index (20 s for a million photos): after a rebuild, or when an ingest has added a good part. */
gboolean cl_catalog_tidy(ClCatalog *catalog, GError **error);
/* Ids of all photos, oldest first; char*; paging by the last id's added time is hidden inside
 * `after` (NULL at first). */
GPtrArray *cl_catalog_list_photos(ClCatalog *catalog, const char *after, guint limit, GError **error);

/* Effective values as stored: name → first value; for tables and search results. */
typedef struct {
	char id[CL_ID_CHARS + 1];
	gint64 ingested_us;
	char *headline, *caption, *byline, *credit, *date_taken, *supplier, *format, *state;
	char *place; /* city, country */
	guint32 width, height;
	gboolean developed;
	guint8 sha256[CL_SHA256_BYTES]; /* of the effective version */
	guint n_copies; /* of the same frame, from other suppliers; as cl_archive_search() counts them */
	char frame[CL_ID_CHARS + 1]; /* the same for all of them */
} ClHit;
void cl_hit_free(ClHit *hit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClHit, cl_hit_free)
typedef enum { CL_SORT_INGESTED, CL_SORT_TAKEN } ClSort; /* newest first */
/* How many match: `n`, or at least that many (CL_COUNT_WINDOW, CL_COUNT_MS). */
typedef struct {
	guint64 n;
	gboolean at_least;
	/* Not of the catalog: only the newest so many of what the rest of the query finds were judged;
	 * 0 = as many as it took. And when the last of them came in, where a query from
	 * that day on goes on; else 0. */
	guint judged;
	gint64 judged_to_us;
} ClTotal;
/* For who has seen most of them before: where the newest matches stand (gint64), and what stands there
 * (CL_ERROR_NOT_FOUND: nothing any more). */
GArray *cl_catalog_match_newest(ClCatalog *catalog, const ClQuery *query, guint limit, GError **error);
ClHit *cl_catalog_get_hit(ClCatalog *catalog, gint64 row, GError **error);
/* ClHit*; *total may be NULL. */
GPtrArray *cl_catalog_search(ClCatalog *catalog, const ClQuery *query, ClSort sort, guint limit,
	guint offset, ClTotal *total, GError **error);
typedef struct {
	char *facet, *value; /* facet: "supplier", "byline", "country", "year", "format" */
	guint64 n;
} ClFacet;
void cl_facet_free(ClFacet *facet);
/* Counted over the newest CL_FACET_WINDOW matches; *window gets how many that were. */
GPtrArray *cl_catalog_facets(ClCatalog *catalog, const ClQuery *query, guint *window, GError **error);

/* --- delivery --------------------------------------------------------------------------- */
/* Certain instants: not shown before, not after; 0 = none. Derived, like the listing. */
typedef struct {
	gint64 release_us, take_down_us, expires_us;
	gint64 hold_until_us; /* on legal hold until then; CL_TIME_NEVER = until it is released */
	gboolean gated; /* it waits for an editor or protects its source, or a part of it does */
} ClInstants;
gboolean cl_catalog_put_instants(ClCatalog *catalog, const char *id, const ClInstants *instants,
	GError **error);
/* Zeros where none is certain. */
gboolean cl_catalog_get_instants(ClCatalog *catalog, const char *id, ClInstants *instants, GError **error);
gboolean cl_catalog_instants_fit(ClCatalog *catalog, const char *id, const ClInstants *instants,
	gboolean *fit, GError **error);
/* --- followers: who is told of the events, and how far ---------------------------------------- */
/* Told from the next event on, unless it is known already. */
gboolean cl_catalog_add_follower(ClCatalog *catalog, const char *name, GError **error);
gboolean cl_catalog_get_follower(ClCatalog *catalog, const char *name, gint64 *seq, guint *attempts,
	gboolean *found, GError **error);
/* *claimed FALSE: another program has it until its lease ends, or it is not to be tried again yet. */
gboolean cl_catalog_claim_follower(ClCatalog *catalog, const char *name, gint64 now_us, gint64 until_us,
	gint64 *seq, guint *attempts, gboolean *claimed, GError **error);
/* Gives it back. */
gboolean cl_catalog_put_follower(ClCatalog *catalog, const char *name, gint64 seq, guint attempts,
	gint64 next_us, GError **error);

/* --- what may be delivered, and by which names ------------------------------------------------------ */
typedef struct {
	char id[CL_ID_CHARS + 1];
	gint64 rev;
	gboolean killed, held, source_sensitive;
	gboolean examined; /* its fingerprint has met the kill list, or it cannot be decoded */
	gboolean released; /* in a published use */
	ClInstants instants;
} ClDelivered;
/* Of one photo (not called if there is none) or, with NULL, of all. */
typedef void (*ClDeliveredEach)(const ClDelivered *row, gpointer data);
gboolean cl_catalog_each_delivered(ClCatalog *catalog, const char *id, ClDeliveredEach each, gpointer data,
	GError **error);
/* Ids of later versions → the photo's. */
typedef void (*ClAliasEach)(const char *alias, const char *id, gpointer data);
gboolean cl_catalog_each_alias(ClCatalog *catalog, const char *id, ClAliasEach each, gpointer data,
	GError **error);
/* Those that are not examined yet (both texts are the id). */
gboolean cl_catalog_each_pending(ClCatalog *catalog, ClAliasEach each, gpointer data, GError **error);

/* --- figures --------------------------------------------------------------------------- */
/* Name/number pairs for `stats`, each as ("photos", 12); rows as ClFacet with facet = group. */
GPtrArray *cl_catalog_stats(ClCatalog *catalog, GError **error);
/* How many photos each deliverer sent, ClFacet; value = key of a supplier or id of an organisation. */
GPtrArray *cl_catalog_delivered_by(ClCatalog *catalog, GError **error);
/* A consistent copy of the whole catalog as it was at one instant; others may write meanwhile. */
gboolean cl_catalog_snapshot(ClCatalog *catalog, const char *path, GError **error);
/* Follows commits of other processes: changes whenever another connection committed. */
gboolean cl_catalog_data_version(ClCatalog *catalog, gint64 *version, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCatalog, cl_catalog_close)
