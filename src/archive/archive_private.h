/* SPDX-License-Identifier: MIT
 *
 * What the use cases share: the open archive and the steps that more than one of them takes.
 */
#pragma once
#include <cutline/archive.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/publish.h>
#include <cutline/credit.h>
#include <cutline/rights.h>
#include <cutline/sidecar.h>
#include <cutline/text.h>
#include <cutline/time.h>

typedef struct ArchiveStyle ArchiveStyle;
void archive_style_free(ArchiveStyle *style);

struct ClArchive {
	char *folder;
	char *catalog_path;
	ClArchiveMode mode;
	ClStore *store;
	ClCatalog *catalog; /* of the thread that opened the archive */
	GTimeZone *zone;
	char *who;
	gboolean allow_unsandboxed;
	ClDecoderPool *pool; /* made when first needed */
	guint n_decoders;
	gboolean quiet; /* rebuilding: events come from the journal, none are made */
	ClFd lock;	/* -1: reads only */
	guint64 rules_stamp; /* of the archive's own tables when they were last looked at: rules.c */
	ClCreditRules *credit_rules; /* read when first needed: credit.c */
	struct ArchiveStyle *style; /* house style, read when first needed: style.c */
	GKeyFile *conf;
	ClRightsRules *rights; /* the same */
	GPtrArray *licences;   /* ClLicence*; of this version of the catalog as others wrote it: check.c */
	gint64 licences_version;
	GHashTable *spent; /* what is spent of each licence and period, while it is counted once: quota.c */
	GHashTable *pictures; /* of photos, while each is read once: picture.c */
};

/* The lock of the archive: writers share it, who replaces the catalog has it alone. Waits
 * CL_BUSY_TIMEOUT_MS, then CL_ERROR_BUSY. Taken again, it changes. */
gboolean archive_lock(ClArchive *archive, gboolean alone, GError **error);

/* cutline.conf. */
GKeyFile *archive_conf(ClArchive *archive, GError **error);

/* Rules are read again when they are next needed; nobody may use any now. */
void archive_forget_rules(ClArchive *archive);

/* The pool of decoders, started on first use. */
ClDecoderPool *archive_pool(ClArchive *archive, guint n_workers, GError **error);

/* rules.c: the archive's own text of a table of rules; NULL without an error: it has none. */
char *archive_own_rules(ClArchive *archive, const char *name, char **where, GError **error);
gboolean archive_has_own_rules(ClArchive *archive, const char *name);
/* credit.c: the archive's rules, lent; a photo's credit by them, which is derived with its listing. A
 * supplier's picture id that stands in another field joins the effective values. */
const ClCreditRules *archive_credit_rules(ClArchive *archive, GError **error);
/* What a credit is read from: the effective values, those without what people wrote over them (NULL: nobody
 * wrote over any that tells whose it is, how it was made, under which licence), who delivered it. */
typedef struct {
	const ClEffective *effective, *received;
	const char *supplier;
} ArchiveOrigin;
ClCredit *archive_read_credit(const ClCreditRules *rules, const ArchiveOrigin *origin);
/* The same in two steps: the credit at the end of a received caption (g_free; NULL: none), and all. */
char *archive_signoff(const ClCreditRules *rules, const char *caption);
ClCredit *archive_merge_credit(const ClCreditRules *rules, const ArchiveOrigin *origin, const char *signoff);
/* The credit that its words demand to the letter; NULL if none do. Free with g_free. */
char *archive_demanded(const ClEffective *effective);
/* The values as received for an origin. `file`: of the version that counts, and of `files`. */
gboolean archive_credit_received(ClArchive *archive, GPtrArray *files, const ClFileRow *file,
	const GPtrArray *layers, ClEffective **received, GError **error);
gboolean archive_find_received(
	ClArchive *archive, const ClFileRow *file, ClEffective **received, GError **error);
/* The credit of a photo by its effective values. */
ClCredit *archive_credit_of(
	ClArchive *archive, const ClFileRow *file, const ClEffective *effective, GError **error);
/* The number of whoever sells it, of which only the seller writes one. NULL: it has none. */
ClSupplierId *archive_seller_id(const ClCreditRules *rules, const ClEffective *effective);
ClSupplierId *archive_supplier_id(const ClCreditRules *rules, const char *supplier,
	const ClEffective *effective, const char *path);
ClCreditRow *archive_credit_row(ClArchive *archive, const ClFileRow *file, ClEffective *effective,
	const ClEffective *received, GError **error);

/* supplier.c: who delivered a picture, as a fold key; NULL if nobody is named. `given` is what the
 * person who ingests said and wins. The picture's id of that supplier, or NULL. */
char *archive_supplier_key(const ClCreditRules *rules, const char *given, const GPtrArray *received);
char *archive_picture_id(const ClCreditRules *rules, const char *supplier, const GPtrArray *received,
	const char *path);
/* char*: all that a notice may call it by: each field and the file's name, read as an id and as they are. */
GPtrArray *archive_picture_ids(const ClCreditRules *rules, const char *supplier, const GPtrArray *received,
	const char *path);
/* A side-car says who delivered a version, where the picture itself does not. A kill that waits for the
 * id, and one of the id's other pictures, are obeyed as if the picture had said it. */
gboolean archive_identify(ClArchive *archive, const ClFileRow *file, const GPtrArray *received, gint64 at_us,
	GError **error);
const char *archive_first_received(const GPtrArray *received, ClField field);

/* accept.c: one file whose facts are read and whose bytes are durable becomes a row. */
typedef struct ArchiveSource ArchiveSource;
typedef struct {
	char *path;	    /* as given */
	guint index;	    /* place in the order of the run; ARCHIVE_END: no item, a worker ended */
	const ArchiveSource *source; /* lent; NULL for an original of the store */
	struct stat status; /* of the source when it was opened */
	ClStaged *staged;   /* NULL when dry */
	ClFacts *facts;
	ClSidecar *sidecar; /* instead of facts: this is no picture but speaks of one */
	gboolean unread;    /* a side-car that cannot be read: it may bind the picture beside it */
	char *supplier_given;
	gint64 ingested_us;
	ClIngested result;
} ArchiveItem;
#define ARCHIVE_END G_MAXUINT
ArchiveItem *archive_item_new(const char *path);
void archive_item_free(ArchiveItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveItem, archive_item_free)
/* Decide and write, inside an open transaction; fills item->result. */
gboolean archive_accept(ClArchive *archive, ArchiveItem *item, GError **error);
/* A finding if the name's extension is that of another format. */
void archive_compare_extension(ArchiveItem *item, ClFormat format);
/* The same decision without writing (dry run). */
gboolean archive_foresee(ClArchive *archive, ArchiveItem *item, GError **error);

/* edit.c: an `if_rev` in a sentence. */
char *archive_rev_text(gint64 if_rev);

/* effective.c: the effective values of one version among all of its photo (restrictions united). */
ClEffective *archive_resolve(ClArchive *archive, GPtrArray *files, const ClFileRow *file, GError **error);
/* The same without what people wrote over it. */
ClEffective *archive_resolve_received(
	ClArchive *archive, GPtrArray *files, const ClFileRow *file, GError **error);
/* What a photo's derived rows are to say: computed, nothing is written. `layers` (ClLayer*) = what people
 * will have written over it. It can be put as long as `refreshed` of the photo is what it was. */
typedef struct ArchiveDerived ArchiveDerived;
ArchiveDerived *archive_derive(ClArchive *archive, const char *id, const GPtrArray *layers, GError **error);
void archive_derived_free(ArchiveDerived *derived);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveDerived, archive_derived_free)
gboolean archive_put_derived(ClArchive *archive, const ArchiveDerived *derived, GError **error);
/* Both, inside an open transaction. */
gboolean archive_refresh(ClArchive *archive, const char *id, GError **error);
/* Are they what that would make of them? */
gboolean archive_is_fresh(ClArchive *archive, const char *id, gboolean *fresh, GError **error);

/* instants.c: from when and until when a photo may be shown; put, or with `fits` compared. */
gboolean archive_use_instants(ClArchive *archive, const char *id, gboolean *fits, GError **error);

/* rebuild.c: after an older catalog was migrated, every photo is listed anew before anything else
 * is done with it. */
gboolean archive_relist(ClArchive *archive, GError **error);
/* take_in.c: an original of the store that has no row becomes a photo. */
gboolean archive_take_in(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GError **error);

/* sidecar.c: read one in the decoder; join it, inside an open transaction. With `cancel` that is ended and
 * begun again every so many items, and the rest is left to the next run if it is set: the status of the
 * result is CL_N_STATUSES then. */
gboolean archive_is_sidecar_name(const char *path);
ClSidecar *archive_read_sidecar(ClDecoderPool *pool, const ArchiveItem *item, const volatile gint *cancel,
	GError **error);
gboolean archive_join_sidecar(ClArchive *archive, ArchiveItem *item, const volatile gint *cancel,
	GError **error);
/* What joining would come to, as far as that does not depend on pictures that are still to come. */
gboolean archive_foresee_sidecar(ClArchive *archive, ArchiveItem *item, GError **error);

/* kill.c: inside an open transaction; the derived rows are the caller's to refresh. */
gboolean archive_is_kill_notice(const GPtrArray *received);
gboolean archive_begins_with_kill(const char *text);
gboolean archive_mark_killed(ClArchive *archive, const char *id, const char *reason, const char *kind,
	gint64 at_us, const char *who, GError **error);
gboolean archive_mark_alive(ClArchive *archive, const char *id, gint64 at_us, const char *who,
	GError **error);
/* kill_family.c: does a notice by the supplier `key` (NULL: nobody is named) act alone on this file's photo?
 * It does on what that supplier delivered, or what is its own by the credit (policy §1.6). */
gboolean archive_is_family(ClArchive *archive, const ClFileRow *file, const char *key, gboolean *family,
	GError **error);
/* kill_family.c: somebody else asks to withdraw it: held until an editor decides. */
gboolean archive_hold_for(ClArchive *archive, const char *id, const char *reason, GError **error);
/* Killed by its supplier through ingest: reaches as far as any kill. When it is developed, what it looks
 * like is held, too. */
gboolean archive_protect_arrived(ClArchive *archive, const char *id, GError **error);
gboolean archive_hold_alike(ClArchive *archive, const char *id, GError **error);
gboolean archive_withdraw(ClArchive *archive, const char *id, const char *reason, gint64 at_us,
	GError **error);

/* documents.c: the same; what an event of theirs says, done again while the catalog is rebuilt. */
gboolean archive_set_document(ClArchive *archive, const char *kind, const char *id, const char *json,
	GError **error);
gboolean archive_is_document_event(const ClEventRow *event);
gboolean archive_replay_document(ClArchive *archive, const ClEventRow *event, GError **error);

/* story_record.c: the same. Those of uses are about their photos, those of stories are not. */
gboolean archive_is_use_event(const ClEventRow *event);
gboolean archive_replay_use(ClArchive *archive, const ClEventRow *event, GError **error);
gboolean archive_is_story_event(const ClEventRow *event);
gboolean archive_replay_story(ClArchive *archive, const ClEventRow *event, GError **error);

/* desk.c: the same: layers as changes say. */
gboolean archive_put_changes(ClArchive *archive, const char *id, const GPtrArray *changes, gint64 at_us,
	const char *who, GError **error);
/* layers.c: what an event says, done again; do the rows stand as the events add up? */
gboolean archive_is_edit_event(const ClEventRow *event);
gboolean archive_replay_edit(ClArchive *archive, const ClEventRow *event, GError **error);
/* A layer as a change leaves it, in its place of a list of them (ClLayer*). */
void archive_change_layer(GPtrArray *layers, const ClChange *change, const char *who);
gboolean archive_layers_fit(ClArchive *archive, const char *id, gboolean *fit, GError **error);
/* purge_bury.c: the hashes (GBytes*) that a purge names, none for other events; its tombstones, written
 * again while the catalog is rebuilt. */
GPtrArray *archive_purged_hashes(const ClEventRow *event);
gboolean archive_replay_hold(ClArchive *archive, const ClEventRow *event, GError **error);
gboolean archive_replay_purge(ClArchive *archive, const ClEventRow *event, GError **error);
/* Bytes that were purged: `purged` is set, and `why` says so (CL_ERROR_DENIED). */
gboolean archive_refuse_purged(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES],
	gboolean *purged, GError **why, GError **error);

/* takedown.c: a confirmation, done again while the catalog is rebuilt. */
gboolean archive_is_takedown_event(const ClEventRow *event);
gboolean archive_replay_takedown(ClArchive *archive, const ClEventRow *event, GError **error);

/* supplier.c: what the file itself says of its origin. */
ClEffective *archive_as_received(const GPtrArray *received);
/* standing.c: pictures of this id of these suppliers (NULL: of anybody) are killed when they come. Within a
 * transaction. */
gboolean archive_stand(
	ClArchive *archive, const char *value, char **suppliers, const char *reason, GError **error);
/* standing.c: is a picture that comes under this id of its supplier killed before it is here, by it or
 * by another that it bears, or is it that of a killed one? `kill`, `hold`: why (g_free), or NULL; at most one
 * of them. */
gboolean archive_standing_kill(ClArchive *archive, const char *value, const char *supplier,
	const GPtrArray *received, const char *path, char **kill, char **hold, GError **error);
/* kill_family.c: stands one of these suppliers (NULL-terminated keys) in the credit? */
gboolean archive_is_of_family(ClArchive *archive, const ClCredit *credit, const char *const *keys);

/* protect.c: the same. */
gboolean archive_mark_protected(ClArchive *archive, const char *id, gboolean on, GError **error);
/* What nothing that leaves may name; NULL if the source is not protected. `effective` is the photo's. */
gboolean archive_places(ClArchive *archive, const ClPhotoRow *photo, const GPtrArray *files,
	const ClEffective *effective, ClPlaces **places, GError **error);
/* Which published fields of `all` are not in what was `kept`. */
/* which.c: what somebody typed, as cl_archive_find(), but no number: for what addresses and pages hold. */
gboolean archive_find_id(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], guint *version,
	GError **error);
/* The photo of which this is a supplier's whole number; "" = it is of none. CL_ERROR_USAGE: of several. */
gboolean archive_find_number(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], GError **error);
ClFileRow *archive_need_version(ClArchive *archive, const char *id, guint version, GError **error);
void archive_find_kept_back(
	const ClEffective *all, const ClEffective *kept, gboolean kept_back[CL_N_FIELDS]);

/* find.c: the photo that an address of ours in `text` names; "" if there is none. */
gboolean archive_find_address(ClArchive *archive, const char *text, char photo[CL_ID_CHARS + 1],
	GError **error);

/* page.c: what a page shows of a photo; the text ends with a newline. `use` may be NULL. */
char *archive_page(ClArchive *archive, const ClShown *shown, const ClUseRow *use, const ClExport *request,
	gboolean *alt_missing, GError **error);

/* "10 March 2024", in the archive's zone and in English whatever the locale. */
char *archive_day_text(ClArchive *archive, gint64 time_us);

/* rights.c: decisions and grants from the journal. */
gboolean archive_is_rights_event(const ClEventRow *event);
gboolean archive_replay_rights(ClArchive *archive, const ClEventRow *event, GError **error);
/* ingest_template.c: is it there and sound? And over these photos (char*), as one step. */
gboolean archive_check_template(ClArchive *archive, const char *template_id, GError **error);
gboolean archive_apply_template(
	ClArchive *archive, const GPtrArray *ids, const char *template_id, GError **error);

/* walk.c: folders and lists → files. */
struct ArchiveSource {
	int *folder_fd; /* g_atomic_rc_box; NULL = current folder */
	char *name;	/* relative to it */
	char *path;	/* as shown */
	GError *error;	/* not a file that can be read: why */
	gboolean no_file; /* a link or special file met in a folder, the archive itself, or on its way */
};
void archive_source_free(ArchiveSource *source);
gboolean archive_walk(ClArchive *archive, const char *const *paths, GPtrArray *sources,
	volatile gint *cancel, GError **error);
/* upload.c: the file of an upload as a source. */
void archive_add_upload(ClArchive *archive, const guint8 *sha256, const char *name, GPtrArray *sources);
/* Remove a source that is safely in, or move it to a folder (NULL = remove), if it still is what was
 * read; an error says why not. */
gboolean archive_remove_source(ClArchive *archive, const ArchiveItem *item, const char *to, GError **error);
/* aside.c: move a file into a folder that is made if it is not there, under a name that is free; or
 * the two steps of that: find one, and move if it still is (else errno is EEXIST). */
gboolean archive_move_aside(int folder_fd, const char *name, const char *path, const char *into,
	GError **error);
char *archive_free_name(const char *into, const char *name);
gboolean archive_move_as(int folder_fd, const char *name, const char *into, const char *as);

/* prepare.c: what systems leave in folders, and what is named as still being written. */
gboolean archive_is_litter(const char *path);
/* What a CL_JOB_READ of this supplier's picture takes: [charsets] of cutline.conf. Floating. */
GVariant *archive_charset_of(ClArchive *archive, const char *supplier);
gboolean archive_is_on_its_way(const char *path);
/* prepare.c: always an item; `broken` is set if the archive itself failed or *cancel (may be NULL) ended
 * it: then the file counts as not begun. */
ArchiveItem *archive_prepare(ClArchive *archive, ClDecoderPool *pool, ClCatalog *catalog,
	const ArchiveSource *source, const char *supplier, const volatile gint *cancel,
	GError **broken);

/* develop.c */
/* What costs one picture and never a whole run: its own fault, or an overload, which it may feign. */
gboolean archive_is_pictures(const GError *error);
/* Jobs of a kind whose holders are no more. */
gboolean archive_free_dead_leases(ClArchive *archive, const char *kind, GError **error);
#define ARCHIVE_PREPARE_JOB "prepare" /* see rendition_work.c */
typedef struct {
	guint n_threads;
	volatile gint *cancel;
	void (*developed)(const char *id, guint version, const char *of, ClStatus status,
		gboolean decodable, const char *damage, gpointer data);
	void (*progress)(guint64 done, guint64 total, gpointer data);
	gpointer data;
} ArchiveDevelop;
typedef struct {
	guint64 developed, undecodable;
	guint64 put_off; /* the machine was to blame: they stay in the queue, to be tried after a pause */
} ArchiveDeveloped;
gboolean archive_develop(ClArchive *archive, const ArchiveDevelop *develop, ArchiveDeveloped *totals,
	GError **error);
/* develop_others.c: another program may have taken some of these (ArchiveItem*, by any key): waits, though
 * not for ever, until it has decided of them, and takes what it did into their results. */
gboolean archive_await_others(ClArchive *archive, GHashTable *items, const volatile gint *cancel,
	GError **error);

/* events.c */
/* `at_us`: where a row bears the same instant, so that a rebuild from the journal gives it back. */
gboolean archive_event_at(ClArchive *archive, gint64 at_us, const char *kind, const char *subject,
	const char *payload, GError **error);
gboolean archive_event(ClArchive *archive, const char *kind, const char *subject, const char *payload,
	GError **error);
/* {"reason": …}, as such events carry it; and back: NULL if it was erased. */
char *archive_reason_payload(const char *reason);
/* CL_ERROR_USAGE unless somebody said why. */
gboolean archive_need_reason(const char *reason, GError **error);
char *archive_payload_reason(const char *payload);
/* Was the photo ever held, killed or released? Then a machine that sees it again holds no more. */
gboolean archive_is_decided(ClArchive *archive, const char *id, gboolean *decided, GError **error);
/* Bring the journal up to the catalog. Needs no open transaction. */
gboolean archive_journal(ClArchive *archive, GError **error);
/* search.c: can this query be asked as things stand? CL_ERROR_USAGE with the place. */
gboolean archive_check_query(ClArchive *archive, const char *text, GError **error);
/* Payloads that are erased from the catalog go from the journal, too. Needs no open transaction. */
gboolean archive_journal_erase(ClArchive *archive, GError **error);
/* Every event of the journal in order; NULL for a line that is none (`where` names it). */
typedef gboolean (*ArchiveJournalEach)(const ClEventRow *event, const char *where, gpointer data,
	GError **error);
gboolean archive_journal_each(ClArchive *archive, ArchiveJournalEach each, gpointer data, GError **error);
/* The same file by file: names in order (char*), and the events of one. */
GPtrArray *archive_journal_names(ClArchive *archive, GError **error);
gboolean archive_journal_each_of(ClArchive *archive, const char *name, ArchiveJournalEach each,
	gpointer data, GError **error);
/* The line of an event, with its end. */
void archive_journal_line(GString *lines, const ClEventRow *event);
