/* SPDX-License-Identifier: MIT
 *
 * The store: originals, manifests, masters and renditions as files named by hash, and the journal.
 * The only module that names paths inside an archive:
 *
 *   originals/AB/CD/SHA256          the bytes as received, never changed
 *   originals/AB/CD/SHA256.json     manifest: what is ours about this file
 *   derived/KIND/AB/CD/SHA256.jpg   masters and thumbnails; can be made again
 *   journal/YYYY.jsonl              events, append-only
 *   cache/                          renditions, see cache.h
 *   tmp/                            being written; swept when its owner is gone
 *   quarantine/                     originals of refused pictures, damaged files
 *
 * An original is durable (fsync of file and folder) before cl_store_commit() returns. Thread-safe.
 */
#pragma once
#include "file.h"
#include "hash.h"
#include <sys/stat.h>

typedef struct ClStore ClStore;

/* Whether an archive may lie on a file system of this type (f_type of statfs(2)). */
gboolean cl_store_may_live_on(guint32 fs_type);
/* `create` makes the folders. Network, cluster and FUSE file systems are refused
 * (CL_ERROR_UNSUPPORTED). */
ClStore *cl_store_open(const char *path, gboolean create, GError **error);
void cl_store_close(ClStore *store);
/* Descriptor of the archive folder, lent. */
int cl_store_folder(ClStore *store);
/* What this open store is called among all that have the archive open (lent), and whether the one of
 * such a name still lives, on this machine: the kernel knows, in whichever container it runs. */
const char *cl_store_owner(ClStore *store, GError **error);
gboolean cl_store_owner_lives(ClStore *store, const char *owner);
/* Remove what dead owners left in tmp/; the number removed. */
guint cl_store_sweep(ClStore *store);
/* Temporary files that nobody living owns: for verify. */
guint cl_store_count_stale(ClStore *store);

/* A copy in tmp/ that is not yet an original. */
typedef struct {
	guint8 sha256[CL_SHA256_BYTES];
	guint64 size_bytes;
	ClFd fd;	/* read-only, on our copy */
	char *temporary; /* name in tmp/; NULL once committed */
	char *manifest; /* JSON to stand beside the original; set by the caller before commit */
	ClStore *store;
} ClStaged;

/* Open a source: regular file, no symlink followed at the end, never blocking. CL_ERROR_INPUT if
 * it is something else, CL_ERROR_LIMIT if too large; the messages leave the name to the caller. */
ClFd cl_store_open_source(int folder_fd, const char *path, struct stat *status, GError **error);
/* SHA-256 of a descriptor from its start. */
gboolean cl_store_hash(ClFd fd, const char *name, guint8 sha256[CL_SHA256_BYTES], GError **error);
/* Another hash of an original, in hexadecimal: what a supplier states. */
char *cl_store_checksum(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GChecksumType type,
	GError **error);
/* Copy a source into tmp/, hashing on the way. Nothing is durable yet. */
ClStaged *cl_store_stage(ClStore *store, ClFd source, const char *name, GError **error);
/* Make a batch durable under its final names: data, rename, folders. All or an error; whatever was
 * renamed before an error is garbage that verify finds. */
gboolean cl_store_commit(ClStore *store, ClStaged **batch, guint n, GError **error);
/* Unlinks what was not committed. */
void cl_staged_free(ClStaged *staged);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClStaged, cl_staged_free)

ClFd cl_store_open_original(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error);
/* -1 if absent. */
gint64 cl_store_original_bytes(ClStore *store, const guint8 sha256[CL_SHA256_BYTES]);
char *cl_store_read_manifest(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error);
/* For good, with its manifest; what is gone already is fine. For purges only. */
gboolean cl_store_remove_original(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error);
/* To quarantine/ with its manifest. */
gboolean cl_store_quarantine(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error);
/* The same without its manifest, which says what belongs there: for a file that is open as `damaged`. Where
 * it is now, below the archive; NULL and an error if it stays. */
char *cl_store_quarantine_damaged(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], ClFd damaged,
	GError **error);

/* A file that is sent in parts, under the hash that it shall have. */
ClFd cl_store_open_upload(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], gboolean create,
	GError **error);
/* One without a name: gone with its descriptor. */
ClFd cl_store_open_scratch(ClStore *store, GError **error);
/* FALSE: somebody else has it; held until the descriptor is closed. */
gboolean cl_store_lock_upload(ClFd fd);
/* Those of which nothing has come since, and that nobody has locked. */
gboolean cl_store_sweep_uploads(ClStore *store, gint64 before_us, guint *n_removed, GError **error);
gboolean cl_store_end_upload(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error);
/* Below the archive's folder; free with g_free. */
char *cl_store_upload_name(const guint8 sha256[CL_SHA256_BYTES]);

/* Derived pictures. A temporary file to write into, then its final name. */
ClFd cl_store_begin_derived(ClStore *store, GError **error);
gboolean cl_store_end_derived(ClStore *store, ClFd fd, const char *kind,
	const guint8 sha256[CL_SHA256_BYTES], guint64 *size_bytes, GError **error);
ClFd cl_store_open_derived(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES],
	GError **error);
/* -1 if absent. */
gint64 cl_store_derived_bytes(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES]);
char *cl_store_derived_path(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES]);

/* Every original's hash, in no order. `each` returns FALSE to stop. Names that are no hash are
 * given to `stray` (path below the archive), which may be NULL. */
typedef gboolean (*ClStoreEach)(const guint8 sha256[CL_SHA256_BYTES], gpointer data);
typedef void (*ClStoreStray)(const char *path, gpointer data);
gboolean cl_store_each_original(ClStore *store, ClStoreEach each, ClStoreStray stray, gpointer data,
	GError **error);

/* The same for manifests, whether or not their original is there; and for derived pictures. */
typedef gboolean (*ClStoreEachDerived)(
	const char *kind, const guint8 sha256[CL_SHA256_BYTES], gpointer data);
gboolean cl_store_each_manifest(ClStore *store, ClStoreEach each, gpointer data, GError **error);
gboolean cl_store_each_derived(ClStore *store, const char *kind, ClStoreEachDerived each,
	ClStoreStray stray, gpointer data, GError **error);
/* Write a lost or wrong manifest anew, durably; put away one that has no original. */
gboolean cl_store_put_manifest(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], const char *json,
	GError **error);
gboolean cl_store_quarantine_manifest(ClStore *store, const guint8 sha256[CL_SHA256_BYTES],
	GError **error);
gboolean cl_store_remove_derived(ClStore *store, const char *kind, const guint8 sha256[CL_SHA256_BYTES],
	GError **error);

/* Secrets: keys/url-ID, for the owner only. ids as char*; CL_ERROR_DENIED for one that others can read. */
GPtrArray *cl_store_list_keys(ClStore *store, GError **error);
char *cl_store_read_key(ClStore *store, const char *id, GError **error);
gboolean cl_store_put_key(ClStore *store, const char *id, const char *text, GError **error);
gboolean cl_store_drop_key(ClStore *store, const char *id, GError **error);
/* The key that signs the head of the events; NULL without an error = none yet. */
char *cl_store_read_head_key(ClStore *store, GError **error);
gboolean cl_store_put_head_key(ClStore *store, const char *text, GError **error);

/* Append whole lines to the journal and make them durable. */
gboolean cl_store_journal_append(ClStore *store, const char *lines, GError **error);
/* Write lines anew: `line` gives what takes the place of one (with its end), or NULL where it stays. A file
 * in which all stay is not touched. Whoever may append must be kept out. */
typedef char *(*ClJournalLine)(const char *line, gpointer data);
gboolean cl_store_journal_rewrite(ClStore *store, ClJournalLine line, gpointer data, GError **error);
/* Highest "seq" in the journal, 0 if empty. */
gboolean cl_store_journal_last(ClStore *store, gint64 *seq, GError **error);
/* Another file in place of one of the journal, which is kept in quarantine/: begin, write, put. */
ClFd cl_store_journal_begin(ClStore *store, GError **error);
gboolean cl_store_journal_put(ClStore *store, const char *name, ClFd fd, GError **error);

/* --- packs: an archive as one tar file ----------------------------------------------------- */
#define CL_PACK_CATALOG "catalog.sqlite"
typedef struct {
	/* Writes a consistent copy of the catalog to a path in the archive's folder. */
	gboolean (*snapshot)(const char *path, gpointer data, GError **error);
	void (*progress)(guint64 files, guint64 bytes, gpointer data); /* or NULL */
	gpointer data;
} ClPack;
typedef struct {
	guint64 files, bytes;
} ClPacked;
/* Everything but keys, temporary files and caches; others may write meanwhile. */
gboolean cl_store_pack(ClStore *store, ClFd out, const ClPack *pack, ClPacked *packed, GError **error);
/* Into an empty store; every byte is compared with the hash that the pack carries, and originals
 * with their names. `store` NULL: only compared. CL_ERROR_INPUT: damaged, cut short, or no pack. */
gboolean cl_store_unpack(ClStore *store, ClFd in, const ClPack *pack, ClPacked *packed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClStore, cl_store_close)
