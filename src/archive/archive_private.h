/* SPDX-License-Identifier: MIT
 *
 * What the use cases share: the open archive and the steps that more than one of them takes.
 */
#pragma once
#include <cutline/archive.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include <cutline/time.h>

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
};

/* The pool of decoders, started on first use. */
ClDecoderPool *archive_pool(ClArchive *archive, guint n_workers, GError **error);

/* supplier.c: who delivered a picture, as a fold key; NULL if nobody is named. `given` is what the
 * person who ingests said and wins. */
char *archive_supplier_key(const char *given, const ClFacts *facts);
const char *archive_first_received(const GPtrArray *received, ClField field);

/* accept.c: one file whose facts are read and whose bytes are durable becomes a row. */
typedef struct {
	char *path;	    /* as given */
	guint index;	    /* place in the order of the run */
	ClStaged *staged;   /* NULL when dry */
	ClFacts *facts;
	char *supplier_given;
	gint64 ingested_us;
	ClIngested result;
} ArchiveItem;
ArchiveItem *archive_item_new(const char *path);
void archive_item_free(ArchiveItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveItem, archive_item_free)
/* Decide and write, inside an open transaction; fills item->result. */
gboolean archive_accept(ClArchive *archive, ArchiveItem *item, GError **error);
/* The same decision without writing (dry run). */
gboolean archive_foresee(ClArchive *archive, ArchiveItem *item, GError **error);
/* The manifest that stands beside an original. */
char *archive_manifest(ClArchive *archive, const ArchiveItem *item);

/* effective.c: the effective values of one version among all of its photo (restrictions united). */
ClEffective *archive_resolve(ClArchive *archive, GPtrArray *files, const ClFileRow *file, GError **error);
/* Compute a photo's derived rows anew, inside an open transaction. */
gboolean archive_refresh(ClArchive *archive, const char *id, GError **error);

/* rebuild.c: an original of the store that has no row becomes a photo. */
gboolean archive_take_in(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GError **error);

/* kill.c: inside an open transaction; the derived rows are the caller's to refresh. */
gboolean archive_is_kill_notice(const GPtrArray *received);
gboolean archive_mark_killed(ClArchive *archive, const char *id, const char *reason, const char *kind,
	gint64 at_us, const char *who, GError **error);
gboolean archive_mark_alive(ClArchive *archive, const char *id, gint64 at_us, const char *who,
	GError **error);

/* walk.c: folders and lists → files. */
typedef struct {
	int *folder_fd; /* g_atomic_rc_box; NULL = current folder */
	char *name;	/* relative to it */
	char *path;	/* as shown */
	GError *error;	/* not a file that can be read: why */
} ArchiveSource;
void archive_source_free(ArchiveSource *source);
gboolean archive_walk(const char *const *paths, GPtrArray *sources, volatile gint *cancel, GError **error);

/* develop.c */
typedef struct {
	guint n_threads;
	volatile gint *cancel;
	void (*developed)(const char *id, guint version, const char *of, ClStatus status,
		gboolean decodable, gpointer data);
	void (*progress)(guint64 done, guint64 total, gpointer data);
	gpointer data;
} ArchiveDevelop;
gboolean archive_develop(ClArchive *archive, const ArchiveDevelop *develop, guint64 *n_developed,
	guint64 *n_undecodable, GError **error);

/* events.c */
gboolean archive_event(ClArchive *archive, const char *kind, const char *subject, const char *payload,
	GError **error);
/* Bring the journal up to the catalog. Needs no open transaction. */
gboolean archive_journal(ClArchive *archive, GError **error);
/* Events of the journal back into an empty catalog, inside an open transaction. */
gboolean archive_journal_restore(ClArchive *archive, GError **error);
