/* SPDX-License-Identifier: MIT
 *
 * What can be shown to others later: that the log of events is whole and unchanged, and what it says of
 * one picture. Use cases.
 */
#pragma once
#include "archive.h"
#include "zip.h"

/* --- the log ------------------------------------------------------------------------------- */
/* The chain in the catalog and every line of the journal, in lock step. Who changes both alike, and all
 * that follows in the chain, is found by a head that was signed before and kept elsewhere. */
typedef struct {
	gint64 events;
	char head[CL_SHA256_HEX + 1]; /* digest of the last event; "" if there is none */
	guint64 problems, repaired;
} ClAudited;
/* Repairs what a purge was cut off in: words that are erased and still stand in the journal. */
gboolean cl_archive_audit(ClArchive *archive, gboolean repair, ClComplaint each, gpointer data,
	ClAudited *audited, GError **error);

/* The last event's number and digest, signed (Ed25519), as JSON; free with g_free. The key is made when
 * it is first needed, and stays in the archive. */
char *cl_archive_sign_head(ClArchive *archive, GError **error);
/* Is the log still the one whose head this was? Every complaint to `each`; `n` counts them. CL_ERROR_INPUT:
 * it is no head, or its signature is not that of the key it names. */
gboolean cl_archive_check_head(ClArchive *archive, const char *json, const char *where, ClComplaint each,
	gpointer data, guint64 *n, GError **error);

/* --- a picture ------------------------------------------------------------------------------- */
typedef struct {
	const char *photo; /* as typed, or NULL with */
	const char *url;   /* a page as it was published, or one of our own addresses of a picture */
	const char *reason; /* who asks, and why; recorded. May be NULL */
} ClEvidence;
typedef struct {
	int folder;
	ClZip *zip; /* NULL: the folder */
} ClEvidenceTarget;
typedef struct {
	GPtrArray *photos; /* char* */
	guint n_files;
	guint64 n_bytes;
} ClEvidenceWritten;
void cl_evidence_written_clear(ClEvidenceWritten *written);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClEvidenceWritten, cl_evidence_written_clear)
/* Into an empty folder, or below "evidence/" into a zip file that the caller finishes: index.html to be
 * read and printed, and for each photo its originals, what was received, the verdict of each publication
 * with the licence as it read then, kills and takedowns, its events; the signed head of the log;
 * SHA256SUMS of all of it, which is written last. That it was taken is an event. CL_ERROR_NOT_FOUND: no
 * such photo; nothing was published there. */
gboolean cl_archive_evidence(ClArchive *archive, const ClEvidence *request, const ClEvidenceTarget *target,
	ClEvidenceWritten *written, GError **error);
