/* SPDX-License-Identifier: MIT
 *
 * What the parts of evidence share: one photo with all that is said of it, and where files go.
 */
#pragma once
#include "rights.h"

#include <cutline/evidence.h>
#include <cutline/json.h>
#include <cutline/story.h>

/* One time that the picture went out. */
typedef struct {
	char *story;
	gint64 at_us;
	char *who, *url, *page_sha256, *despite; /* all but `who` may be NULL */
	char *partner; /* it was handed over to them, not published; or NULL */
	GVariant *sent; /* of the event: "files" that readers were sent, "problem"; NULL: none is recorded */
	GVariant *use;	/* of the record: version, hashes, "check" with "printed" and "verdict" */
	char *verdict, *rules_version, *licence; /* out of it; licence may be NULL */
	GPtrArray *files; /* char*: licence texts of that moment, as written to the folder */
} EvidencePublication;

typedef struct {
	char id[CL_ID_CHARS + 1];
	ClShown *shown;		 /* of the version that counts; NULL: purged */
	ClTombstone *tombstone;	 /* or NULL */
	GPtrArray *publications; /* EvidencePublication*, oldest first */
	GPtrArray *sidecars;	 /* ClSidecarRow*: of each file that joined it one */
	GPtrArray *events;	 /* ClEventRow*: of the photo, then of its stories */
	GPtrArray *uses;	 /* ClUseRow*, the newest first */
	GPtrArray *takedowns;	 /* ClTakedown* */
	GPtrArray *grants;	 /* ClGrant* */
	ClVerdict *now;		 /* NULL: could not be judged */
} Evidence;
/* evidence_gather.c */
Evidence *evidence_gather(ClArchive *archive, const char *id, GError **error);
void evidence_free(Evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)
/* Photos (char*) that stood at an address. */
GPtrArray *evidence_find_url(ClArchive *archive, const char *url, GError **error);

typedef struct {
	ClArchive *archive;
	int folder;
	ClZip *zip; /* NULL: the folder */
	GString *sums; /* as sha256sum prints them */
	ClEvidenceWritten *written;
} EvidenceOut;
/* Below the folder, whose folders are made; or into the zip file. */
gboolean evidence_put(EvidenceOut *out, const char *name, const char *data, gsize n_bytes, GError **error);
gboolean evidence_copy(EvidenceOut *out, const char *name, ClFd in, GError **error);

/* evidence_page.c: all of them on one page, the answers first. */
char *evidence_page(ClArchive *archive, const GPtrArray *all, const ClEvidence *request);
