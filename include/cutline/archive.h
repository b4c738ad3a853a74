/* SPDX-License-Identifier: MIT
 *
 * Use cases: what a person or a program does with an archive. The only module that joins store,
 * catalog, decoder and the pure modules; an order of steps lives here and nowhere else.
 * Shells (cli, daemon) include this header, value headers, and nothing below.
 */
#pragma once
#include "catalog.h"
#include "decoder.h"
#include "lint.h"
#include "store.h"

typedef struct ClArchive ClArchive;
/* Any number may write; RESTORE is alone with the archive (CL_ERROR_BUSY if somebody writes) and
 * opens one whose catalog is damaged or lost, for cl_archive_restore() only. */
typedef enum { CL_ARCHIVE_READ, CL_ARCHIVE_WRITE, CL_ARCHIVE_RESTORE } ClArchiveMode;

/* -C, else $CUTLINE_ARCHIVE, else the user's data folder. Free with g_free. */
char *cl_archive_path(const char *option);
/* Make a new archive; CL_ERROR_DENIED if the folder holds one or is not empty. */
gboolean cl_archive_init(const char *path, GError **error);
ClArchive *cl_archive_open(const char *path, ClArchiveMode mode, GError **error);
void cl_archive_close(ClArchive *archive);
const char *cl_archive_folder(ClArchive *archive);
GTimeZone *cl_archive_zone(ClArchive *archive);
/* A value of cutline.conf as it was when the archive was opened; NULL if it is not set. */
char *cl_archive_setting(ClArchive *archive, const char *group, const char *key);
/* Who acts: "cli:LOGIN" unless set. */
void cl_archive_set_actor(ClArchive *archive, const char *who);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClArchive, cl_archive_close)

/* --- ingest ---------------------------------------------------------------------------- */
/* clang-format off */
#define CL_STATUS_TABLE(X) \
	X(ADDED, "added") X(KNOWN, "known") X(VERSION, "version") X(COPY, "copy") X(PROBABLE, "probable") \
	X(HELD, "held") X(SIDECAR, "sidecar") X(IGNORED, "ignored") X(REJECTED, "rejected")
/* clang-format on */
typedef enum {
#define X(id, name) CL_STATUS_##id,
	CL_STATUS_TABLE(X)
#undef X
	CL_N_STATUSES
} ClStatus;
const char *cl_status_name(ClStatus status);

typedef struct {
	char *path; /* bytes as found */
	ClStatus status;
	char id[CL_ID_CHARS + 1]; /* "" if none */
	char of[CL_ID_CHARS + 1]; /* version, copy, probable, held: of which photo; else "" */
	guint version;
	GPtrArray *findings; /* ClFinding* */
	GError *error;	     /* rejected: why; else NULL */
	ClFormat format;
	guint32 width, height;
} ClIngested;

typedef enum { CL_PHASE_ACCEPT, CL_PHASE_DEVELOP } ClPhase;
typedef struct {
	ClPhase phase;
	guint64 done, total; /* total grows while folders are still being read */
	guint64 bytes;	     /* accepted so far */
	gboolean total_known;
} ClProgress;

typedef struct {
	const char *const *paths; /* files and folders; "-" = list on stdin, one path a line (NUL if any) */
	guint n_jobs;		  /* 0 = cores */
	const guint8 *upload; /* SHA-256 of one that is complete, instead of paths; paths[0] is its name */
	const char *supplier;
	const char *template_id; /* or NULL: written over all new photos when they are in, as one step */
	gboolean dry_run, no_wait, move;
	const char *move_to; /* with move: into this folder, else away for good */
	/* Called from one thread at a time, once a file, with its final status: files that are to be
	 * developed are reported when that is done (`probable`, `held` and PIXELS_UNDECODABLE are
	 * known only then), or as accepted when the run is cancelled or does not wait. */
	void (*each)(const ClIngested *file, gpointer data);
	void (*progress)(const ClProgress *progress, gpointer data);
	gpointer data;
	volatile gint *cancel; /* set by a signal handler: finish what is in hand */
} ClIngest;

typedef struct {
	guint64 by_status[CL_N_STATUSES];
	guint64 bytes;
	guint64 developed, undecodable;
	guint64 left;	    /* not begun because of cancel */
	guint64 to_develop; /* still in the queue */
	guint64 put_off;    /* of these: the machine was to blame, it is tried again after a pause */
	gint64 accept_us, develop_us;
	gboolean cancelled;
} ClIngestTotals;

/* FALSE only for failures of the archive itself; refused files are counted and reported. */
gboolean cl_archive_ingest(ClArchive *archive, const ClIngest *ingest, ClIngestTotals *totals,
	GError **error);

/* --- hot folders -------------------------------------------------------------------------- */
/* A folder into which somebody delivers. Files are taken when they are complete: nobody has them open
 * for writing, they have stopped to change, and their name is none of a file on its way; a picture
 * waits a moment for its side-car. What is refused goes to rejected/ in the folder with the reason
 * beside it, and is tried again when it is moved back. What only the machine is to blame for
 * (CL_ERROR_OVERLOAD) stays, and is tried again after pauses that grow. */
typedef enum { CL_WATCH_KEEP, CL_WATCH_DONE /* move to done/ */, CL_WATCH_DELETE } ClWatchAfter;
typedef struct {
	char *name, *path;
	char *supplier; /* or NULL */
	char *template_id; /* or NULL */
	ClWatchAfter after;
	guint silent_after_s; /* 0 = may be silent as long as it likes */
} ClWatchFolder;
ClWatchFolder *cl_watch_folder_new(const char *name, const char *path);
void cl_watch_folder_free(ClWatchFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClWatchFolder, cl_watch_folder_free)
/* [watch NAME] of cutline.conf: ClWatchFolder*; CL_ERROR_USAGE says which line is wrong. */
GPtrArray *cl_archive_watch_folders(ClArchive *archive, GError **error);

/* What a folder has done since the watch began. */
typedef struct {
	guint64 taken, rejected; /* files; known ones count as taken */
	guint64 waiting;	 /* there and not complete yet, or to be tried again */
	gint64 last_us;		 /* when something last came, or the watch began */
	gboolean silent;	 /* for longer than silent_after_s */
	const char *trouble;	 /* why it cannot be watched just now, or NULL */
} ClWatchState;
typedef struct {
	const GPtrArray *folders; /* ClWatchFolder* */
	guint n_jobs;		  /* 0 = cores */
	gboolean no_wait;	  /* somebody else develops */
	volatile gint *cancel;	  /* not 0: return within two seconds */
	/* All from the thread that watches; each may be NULL. `state` whenever it has changed. */
	void (*each)(const ClWatchFolder *folder, const ClIngested *file, gpointer data);
	void (*state)(const ClWatchFolder *folder, const ClWatchState *state, gpointer data);
	/* instead of `each`: it stays and is tried again */
	void (*put_off)(const ClWatchFolder *folder, const ClIngested *file, guint pause_s, gpointer data);
	gpointer data;
} ClWatch;
/* Watch until *cancel. Takes over its archive: open one for this thread alone. Trouble with a folder or
 * with the archive (a full disk, a busy catalog) is said and waited for; FALSE only for a watch that
 * cannot begin. */
gboolean cl_archive_watch(ClArchive *archive, const ClWatch *watch, GError **error);
/* Work off what is queued (developing) with so many threads, and return; *n_done says how much there was.
 * For who stays: one caller a process. */
gboolean cl_archive_work(ClArchive *archive, guint n_threads, volatile gint *cancel, guint64 *n_done,
	GError **error);
/* --- uploads ------------------------------------------------------------------------------ */
/* Files that are sent in parts. Thread-safe. */
typedef struct ClUploads ClUploads;
ClUploads *cl_uploads_open(const char *folder, GError **error);
void cl_uploads_close(ClUploads *uploads);
/* A descriptor to write what follows after *offset, or with NULL the whole anew; for one sender at a time,
 * until it is closed: CL_ERROR_BUSY. CL_ERROR_REVIEW says how much is here. */
ClFd cl_uploads_begin(ClUploads *uploads, const guint8 sha256[CL_SHA256_BYTES], const guint64 *offset,
	GError **error);
/* A file without a name, for what is looked at and not kept. */
ClFd cl_uploads_scratch(ClUploads *uploads, GError **error);
/* Remove what nobody has sent anything of for so long; never what is being sent. */
gboolean cl_uploads_sweep(ClUploads *uploads, guint64 age_s, guint *n_removed, GError **error);
/* How much of it is here; *complete: it is an original already. */
gboolean cl_archive_upload_state(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], guint64 *offset,
	gboolean *complete, GError **error);
/* All of it has come, and its sender's descriptor is still open: ingest it under this name. CL_ERROR_INPUT
 * if it has another hash; CL_ERROR_OVERLOAD: it stays, to be taken when the machine has recovered. */
gboolean cl_archive_take_upload(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], const char *name,
	const char *supplier, void (*each)(const ClIngested *file, gpointer data), gpointer data,
	GError **error);

/* Can it do its work: read the catalog, and render a real pixel? For readiness probes. */
gboolean cl_archive_try(ClArchive *archive, GError **error);

/* --- look ------------------------------------------------------------------------------- */
/* What a person typed → full id (and version, 0 = effective): an id, the beginning of one, or the whole
 * number that its supplier gave the photo. CL_ERROR_NOT_FOUND; CL_ERROR_USAGE lists those that may be
 * meant. */
gboolean cl_archive_find(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], guint *version,
	GError **error);

/* One copy of a frame, as a use of it would be now. */
typedef struct {
	char id[CL_ID_CHARS + 1];
	const ClLink *link; /* lent of the photo shown; NULL: that photo itself */
	int verdict;	    /* ClVerdictKind */
	gboolean stop;
	char *supplier, *credit, *text; /* who delivered it, received credit, headline or caption; or NULL */
} ClCopy;
typedef struct {
	ClPhotoRow *photo;
	ClFileRow *file;	/* the version shown */
	GPtrArray *files;	/* ClFileRow*, all versions */
	GPtrArray *received;	/* ClReceived* of the version shown */
	GPtrArray *layers;	/* ClLayer*: what people wrote over it */
	GPtrArray *findings;	/* ClFinding* */
	GPtrArray *links;	/* ClLink* */
	GPtrArray *judged;	/* ClCopy*, the photo first: cl_archive_judge_copies(); NULL: not asked */
	const ClCopy *best;	/* of `judged`, the one to use; NULL: none may be */
	GPtrArray *parts, *part_of; /* char*: photos that it is made of, composites that are made of it */
	GPtrArray *uses;	/* ClUseRow*: where it was used, newest first */
	ClHold *hold;		/* in force now; or NULL */
	GPtrArray *restrictions; /* ClRestriction*: what its words forbid, with what was decided */
	ClEffective *effective;
	ClCreditRow *picture; /* its credit and its supplier's id, of the version that counts; or NULL */
	gboolean kept_back[CL_N_FIELDS]; /* what a protected source keeps from going out */
	char *master_path, *grid_path, *thumb_path; /* NULL if not developed */
} ClShown;
ClShown *cl_archive_show(ClArchive *archive, const char *text, GError **error);
void cl_shown_free(ClShown *shown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClShown, cl_shown_free)

/* A field whose sources disagree. */
typedef struct {
	ClField field;
	const char *code;	  /* static */
	char *message;
	GPtrArray *values;	  /* ClReceived* of this field, lent from `shown` */
} ClConflict;
void cl_conflict_free(ClConflict *conflict);
/* Does this received value stand among the effective ones? */
gboolean cl_shown_counts(const ClShown *shown, const ClReceived *received);
/* Each photo with such fields (ClConflict*), newest first; `text` NULL = of the whole archive. */
typedef void (*ClConflictEach)(const ClShown *shown, const GPtrArray *conflicts, gpointer data);
gboolean cl_archive_conflicts(ClArchive *archive, const char *text, ClConflictEach each, gpointer data,
	GError **error);

/* Is this picture one of ours? */
/* clang-format off */
#define CL_MATCH_TABLE(X) /* surest first */ \
	X(BYTES, "bytes") X(IMAGE, "image") X(URL, "url") X(NUMBER, "number") X(LIKENESS, "likeness")
/* clang-format on */
typedef enum {
#define X(id, name) CL_MATCH_##id,
	CL_MATCH_TABLE(X)
#undef X
	CL_N_MATCHES
} ClMatchKind;
const char *cl_match_name(ClMatchKind kind);
typedef struct {
	ClPhotoRow *photo;
	ClMatchKind kind;
	double likeness; /* 0 … 1 */
	gboolean part;	 /* LIKENESS: it shows a part of the photo only */
} ClMatch;
void cl_match_free(ClMatch *match);
/* `what` = a file, or an http(s) URL, which is read and not fetched. ClMatch*, surest first; none is
 * an empty array. CL_ERROR_INPUT …: the file is no picture that can be read. */
GPtrArray *cl_archive_find_picture(ClArchive *archive, const char *what, GError **error);
/* The same of an open file, and of bytes of which only the hash is known. */
GPtrArray *cl_archive_find_open(ClArchive *archive, ClFd fd, GError **error);
GPtrArray *cl_archive_find_hash(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GError **error);

GPtrArray *cl_archive_search(ClArchive *archive, const char *query, ClSort sort, guint limit, guint offset,
	ClTotal *total, GError **error); /* ClHit* */
GPtrArray *cl_archive_facets(ClArchive *archive, const char *query, guint *window, GError **error);
GPtrArray *cl_archive_history(ClArchive *archive, const char *text, GError **error); /* ClEventRow* */
GPtrArray *cl_archive_stats(ClArchive *archive, GError **error);		     /* ClFacet* */
/* Path of a derived picture of a hit ("master", "grid", "thumb"); NULL if not there. */
char *cl_archive_derived_path(ClArchive *archive, const ClHit *hit, const char *kind);

/* --- editing ------------------------------------------------------------------------------ */
/* What became of one photo. */
typedef enum {
	CL_EDITED_CHANGED,
	CL_EDITED_SAME,	 /* it says so already */
	CL_EDITED_STALE, /* refused: somebody changed it in the meantime */
	CL_EDITED_LEFT,	 /* undo: a later edit stands over it */
	CL_N_EDITED
} ClEditedStatus;
typedef struct {
	char id[CL_ID_CHARS + 1];
	ClEditedStatus status;
	gint64 rev;	    /* afterwards: for the next --if-rev, ETag */
	gint64 event;	    /* that tells of it; 0 = nothing was written */
	GPtrArray *changes; /* ClChange*; of a STALE one from what stands now to what was wanted */
	GPtrArray *notes;   /* char*: what a person should know, such as a variable that is empty */
} ClEdited;
void cl_edited_free(ClEdited *edited);
const char *cl_edited_status_name(ClEditedStatus status); /* "changed", "unchanged", "stale", "left" */

/* An `if_rev` that names no revision, as a tag of something else does: nothing has it. */
#define CL_REV_OTHER G_MAXINT64

typedef struct {
	const GPtrArray *steps; /* ClEditStep*; NULL = none, with a template */
	gint64 if_rev;		/* 0 = any; else for one photo, which must have this revision */
	const char *reason;	/* or NULL */
	const char *template_id; /* or NULL; its fields come before the steps */
	gboolean dry_run;	/* show what would change */
	gboolean literal;	/* codes (=code=) stay as typed */
} ClEdit;
typedef struct {
	GPtrArray *photos; /* ClEdited*, in the order of the photos */
	guint n_changed, n_left;
	gint64 event; /* what undo takes: that of the photo, or of all photos together; 0 = none */
} ClEditAnswer;
void cl_edit_answer_clear(ClEditAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClEditAnswer, cl_edit_answer_clear)
/* All photos (as typed, NULL-terminated) or none. CL_ERROR_CONFLICT: the revision is another one;
 * the answer then holds the photo with both texts. `answer` is filled also when it fails; clear it. */
gboolean cl_archive_edit(ClArchive *archive, const char *const *photos, const ClEdit *edit,
	ClEditAnswer *answer, GError **error);
/* Take back an edit: `what` is a photo (its last edit that still stands) or an event number (all of
 * its photos; an undo's is done again). Texts that were changed again since are left and said so;
 * CL_ERROR_CONFLICT if nothing could be taken back. */
gboolean cl_archive_undo(ClArchive *archive, const char *what, const char *reason, gboolean dry_run,
	ClEditAnswer *answer, GError **error);
/* Check and keep what editors type once: kind "template", "codes" or "picklist" (template.h); *id (may
 * be NULL) gets its name. They are read, listed and removed as documents of that kind. */
gboolean cl_archive_set_written(ClArchive *archive, const char *kind, const char *json, char **id,
	GError **error);
/* Ids of all photos that a query finds, newest first: CL_ERROR_NOT_FOUND if there is none, CL_ERROR_LIMIT
 * above CL_MAX_EDIT_PHOTOS. char* */
GPtrArray *cl_archive_select(ClArchive *archive, const char *query, GError **error);

/* --- lint ------------------------------------------------------------------------------- */
/* What an editor would still change in a photo's texts, or in one that is not in the archive yet. */
typedef struct {
	char id[CL_ID_CHARS + 1]; /* "" of a text alone */
	char *caption, *alt_text, *headline, *credit; /* as they stand; NULL if not said */
	GPtrArray *lints;   /* ClLint* */
	ClCaption *parts;   /* of the caption, NULL if there is none */
	char *proposal;	    /* the caption with all that is mechanical done */
	guint n_mechanical; /* of the lints, those of further languages as well */
	gint64 rev;	    /* of the photo that was looked at */
	char *lang, *alt_lang, *headline_lang, *credit_lang; /* of those texts, or NULL */
	GPtrArray *others;  /* ClLinted*: the same of its further languages; NULL within one */
} ClLinted;
/* Is there a warning, in any language? */
gboolean cl_linted_warns(const ClLinted *linted);
void cl_linted_free(ClLinted *linted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClLinted, cl_linted_free)
/* The text that a lint's place is in, or NULL. Lent. */
const char *cl_linted_text(const ClLinted *linted, ClField field);
/* The language under which that text stands, and that of all of them; NULL = none is named. Lent. */
const char *cl_linted_lang(const ClLinted *linted, ClField field);
const char *cl_linted_language(const ClLinted *linted);
/* `text`: a photo, as typed. Names are held against the archive, too. */
ClLinted *cl_archive_lint(ClArchive *archive, const char *text, GError **error);
/* Write what is mechanical as one edit, if nobody changed the photo since. Clear the answer. */
gboolean cl_archive_lint_fix(ClArchive *archive, const ClLinted *linted, ClEditAnswer *answer,
	GError **error);
/* A caption alone; `archive` may be NULL. */
ClLinted *cl_archive_lint_text(ClArchive *archive, const char *text, GError **error);

/* --- documents and rules ------------------------------------------------------------------ */
/* Set what is no photo's (json NULL = remove it, CL_ERROR_NOT_FOUND if there is none): one event
 * "set-KIND" or "drop-KIND" with the id as subject and the text as payload, so that it comes back
 * from the journal. `kind`: lower-case words joined by "-". The text must be JSON that stands the
 * caller's own check. */
gboolean cl_archive_put_document(ClArchive *archive, const char *kind, const char *id, const char *json,
	GError **error);
/* NULL without an error = absent. */
ClDocument *cl_archive_get_document(ClArchive *archive, const char *kind, const char *id, GError **error);
GPtrArray *cl_archive_list_documents(ClArchive *archive, const char *kind, GError **error); /* ClDocument* */

/* The text of a table of rules: ARCHIVE/rules/NAME.json if that is there, else the one that was
 * shipped. `archive` may be NULL; `where` (may be NULL) gets the name for messages. Free with g_free. */
char *cl_archive_rules(ClArchive *archive, const char *name, char **where, GError **error);

/* For programs that run on: if somebody changed a table in ARCHIVE/rules/, they are read again where they are
 * next needed. Nobody may use any now. */
void cl_archive_notice_rules(ClArchive *archive);

/* --- care ------------------------------------------------------------------------------- */
typedef struct {
	guint64 originals, bytes; /* re-hashed */
	guint64 problems, repaired;
} ClVerified;
/* Every complaint to `each` (code, message). With `repair`, what can be repaired is. */
gboolean cl_archive_verify(ClArchive *archive, gboolean repair, ClComplaint each,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data,
	ClVerified *verified, GError **error);
/* Derived tables; with from_store the whole catalog, as cl_archive_restore() with nobody to tell. */
gboolean cl_archive_rebuild(ClArchive *archive, gboolean from_store,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data, guint64 *photos,
	GError **error);

typedef struct {
	ClComplaint each; /* what could not be restored (code, message); the rest is. May be NULL */
	void (*progress)(ClPhase phase, guint64 done, guint64 total, gpointer data); /* or NULL */
	gpointer data;
	gboolean no_wait; /* leave developing to whoever writes next */
} ClRestore;
typedef struct {
	guint64 photos, complaints;
	guint64 developed, undecodable;
	guint64 to_develop; /* still in the queue */
} ClRestored;
/* The whole catalog from originals, manifests and journal: the same ids, versions and decisions in
 * the same order. The old catalog counts until the new one is whole, and stays as catalog.sqlite.old.
 * FALSE: nothing was changed, unless the new one is there and only developing failed. */
gboolean cl_archive_restore(ClArchive *archive, const ClRestore *restore, ClRestored *restored,
	GError **error);
/* The whole archive as one tar file (keys and caches stay out), consistent while others write, to a
 * descriptor that can be written in order; then read back and compared if it can be (a file). */
typedef struct {
	void (*progress)(guint64 files, guint64 bytes, gpointer data); /* or NULL */
	gpointer data;
} ClBackup;
gboolean cl_archive_backup(ClArchive *archive, ClFd out, const ClBackup *backup, ClPacked *packed,
	GError **error);
/* A backup becomes a new archive at `path`, which must not be there or be empty. Every byte is
 * compared on the way; the new archive is there whole or not at all. */
gboolean cl_archive_unpack(const char *path, ClFd in, const ClBackup *backup, ClPacked *packed,
	GError **error);
/* --- kill ------------------------------------------------------------------------------------ */
/* clang-format off */
#define CL_KILL_CLASS_TABLE(X) /* who demands it */ \
	X(AGENCY, "agency") X(LEGAL, "legal") X(PRIVACY, "privacy") X(ERROR, "error")
/* clang-format on */
typedef enum {
#define X(id, name) CL_KILL_##id,
	CL_KILL_CLASS_TABLE(X)
#undef X
	CL_N_KILL_CLASSES
} ClKillClass;
const char *cl_kill_class_name(ClKillClass kind);
typedef struct {
	const char *reason;
	ClKillClass kind;
	gboolean dry_run; /* say what it would reach */
} ClKillRequest;
/* A file that readers were sent, as a publication recorded it. */
typedef struct {
	char *story;
	gint64 at_us; /* of the publication */
	char *url;    /* "/u/…", below the service's own address */
	char *sha256;
} ClIssued;
#define CL_PHOTO_TAG "photo-" /* tag of all renditions of a photo in shared caches, before its id */
typedef struct {
	char id[CL_ID_CHARS + 1];
	gboolean already;     /* it was killed before; now once more, with this reason */
	GPtrArray *held;      /* ClLink*: copies and likenesses that are held since */
	GPtrArray *composites; /* char*: pictures that are made of it, and killed with it */
	GPtrArray *takedowns; /* ClTakedown*: who must act where, for the composites, too */
	GPtrArray *issued;    /* ClIssued*: files that readers were sent, of the composites, too */
	GPtrArray *tags;      /* char*: by which shared caches drop them */
} ClKilled;
void cl_killed_free(ClKilled *killed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClKilled, cl_killed_free)
/* All versions of the photo; composites of it are killed, too; copies and likenesses are held; published
 * uses become takedowns. */
ClKilled *cl_archive_kill_photo(ClArchive *archive, const char *text, const ClKillRequest *request,
	GError **error);
/* What a kill notice names. */
typedef struct {
	char *text;	   /* as it stands in the notice */
	char *value;	   /* the supplier's picture id, normalised */
	guint line;	   /* of the notice, from 1 */
	char **suppliers;  /* keys of those whose number it is, none = nobody is named; NULL = the id tells */
	GPtrArray *photos; /* char*: photos that it names */
	GPtrArray *candidates; /* char*: photos that it may mean: a person decides */
	gboolean stands;   /* if there are none of the first kind, it is killed when it comes */
	gboolean unread;   /* `text` means more than is told apart, none of it here: a person reads it */
} ClNamed;
void cl_named_free(ClNamed *named);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClNamed, cl_named_free)
/* ClNamed*, in order, of a text, a mail as it came, or a page; of one that speaks of no kill, or takes
 * one back, only candidates. CL_ERROR_REVIEW:
 * there are none either. */
GPtrArray *cl_archive_read_notice(ClArchive *archive, GBytes *bytes, GError **error);
/* A supplier's number that somebody types in place of a photo's id. CL_ERROR_NOT_FOUND: it is none. */
ClNamed *cl_archive_read_number(ClArchive *archive, const char *text, GError **error);
/* Of which photos of the archive (as cl_archive_find(); none = {NULL}) it is made: it may be shown only
 * while all of them may. Its id comes back. CL_ERROR_USAGE: it would be made of itself. */
gboolean cl_archive_set_parts(ClArchive *archive, const char *text, const char *const *parts,
	char id[CL_ID_CHARS + 1], GError **error);
/* Pictures of this id of these suppliers are killed when they come; others of that number are held. */
gboolean cl_archive_put_standing_kill(ClArchive *archive, const ClNamed *named, const char *reason,
	GError **error);
/* ClTakedown*: of one photo, or (NULL) all that is open. */
GPtrArray *cl_archive_takedowns(ClArchive *archive, const char *text, GError **error);
/* The files (ClIssued*) that stand where a takedown asks, and the tags (char*) by which caches drop them. */
gboolean cl_archive_issued(ClArchive *archive, const ClTakedown *takedown, GPtrArray **issued,
	GPtrArray **tags, GError **error);
/* The picture is gone from there; `note` (may be NULL) says who says so. */
gboolean cl_archive_confirm_takedown(ClArchive *archive, gint64 no, const char *note, GError **error);
/* The same with the class "error", and nothing told. */
gboolean cl_archive_kill(ClArchive *archive, const char *text, const char *reason, GError **error);
gboolean cl_archive_unkill(ClArchive *archive, const char *text, const char *reason, GError **error);

/* It must not be purged (reason NULL = it may again); until_us 0 = for ever. */
gboolean cl_archive_hold(ClArchive *archive, const char *text, const char *reason, gint64 until_us,
	GError **error);
/* A photo leaves for good, with all its versions; a tombstone stays, and its bytes are not taken in
 * again. CL_ERROR_DENIED: on hold, or in a published story. */
gboolean cl_archive_purge(ClArchive *archive, const char *text, const char *reason, GError **error);

/* Protect a source: published without place finer than the country and time finer than the day, the
 * original only by force. Recorded with the reason, which may be NULL for taking it back. */
gboolean cl_archive_protect(ClArchive *archive, const char *text, const char *reason, GError **error);
gboolean cl_archive_unprotect(ClArchive *archive, const char *text, const char *reason, GError **error);

/* --- export ----------------------------------------------------------------------------- */
/* clang-format off */
#define CL_EXPORT_TABLE(X) \
	X(ORIGINAL, "original") X(XMP, "xmp") X(JPEG, "jpeg") X(FIGURE, "figure") X(JSONLD, "jsonld") \
	X(NINJS, "ninjs") X(EMAIL, "email") X(OG, "og") X(ODRL, "odrl")
/* clang-format on */
typedef enum {
#define X(id, name) CL_EXPORT_##id,
	CL_EXPORT_TABLE(X)
#undef X
	CL_N_EXPORTS
} ClExportKind;
const char *cl_export_kind_name(ClExportKind kind);
ClExportKind cl_export_kind_from_name(const char *name); /* CL_N_EXPORTS if it is none */
typedef struct {
	ClExportKind kind;
	const char *story; /* as this story uses it: `text` may then also be a use or a place in it */
	gboolean ninjs_2_1; /* else 3.0 */
	const char *preset; /* figure: what its src names; NULL = article */
	gboolean force;	     /* original only: although it is killed, held or protected */
	gboolean internal;   /* for the house alone: although the verdict denies it; never what is killed */
	const char *reason;  /* with force or internal; recorded */
	gboolean exact_time; /* xmp, jpeg: the time of day, too; never for a protected source */
} ClExport;
typedef struct {
	char id[CL_ID_CHARS + 1];
	guint version;
	ClFormat format; /* of the picture */
	guint64 n_bytes; /* written */
	guint8 sha256[CL_SHA256_BYTES];
	gboolean alt_missing; /* a page shows it, and nobody wrote an alternative text */
	const char *verdict; /* "allow", "review", "deny" (static); NULL by force */
	gboolean kept_back[CL_N_FIELDS]; /* by a protected source, of what was asked for */
} ClExported;
/* Their names, ", " between; NULL if nothing is. Free with g_free. */
char *cl_kept_back_names(const gboolean kept_back[CL_N_FIELDS]);
/* The same as an array "kept_back". */
void cl_json_write_kept_back(ClJson *json, const gboolean kept_back[CL_N_FIELDS]);
/* Write a photo to a descriptor: its untouched original, a side-car, a JPEG with the effective
 * fields in it and the received picture data, or what a page shows of it (page.h).
 * What leaves is judged first, of a story's use as it is printed: CL_ERROR_DENIED (killed; protected; the
 * verdict), CL_ERROR_REVIEW (held; to be reviewed where the outlet's stage is block),
 * CL_ERROR_UNSUPPORTED (jpeg of what is none). After an error, what was written is to be thrown away.
 * Only force and internal need an archive that is open for writing. */
gboolean cl_archive_export(ClArchive *archive, const char *text, const ClExport *request, ClFd out,
	ClExported *exported, GError **error);

/* The same of kinds that are text, into memory; free with g_free. */
char *cl_archive_export_text(ClArchive *archive, const char *text, const ClExport *request, GError **error);

/* One row of doctor: what, state ("ok", "warning", "missing"), detail. */
typedef struct {
	char *what, *state, *detail;
} ClDiagnosis;
void cl_diagnosis_free(ClDiagnosis *diagnosis);
/* Works without an archive (NULL). */
GPtrArray *cl_archive_doctor(ClArchive *archive, GError **error);
