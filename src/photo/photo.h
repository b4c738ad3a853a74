/* SPDX-License-Identifier: MIT
 *
 * Private to src/photo: what the files of the photo record share.
 */
#pragma once
#include <cutline/photo.h>

#define PHOTO_MAX_MESSAGE_BYTES 1000 /* of a finding */
#define PHOTO_MAX_FINDINGS 1000      /* of one file */
#define PHOTO_MAX_LANG_BYTES 64      /* of a BCP 47 tag */

/* Takes ownership of `message`; `code` is static. */
ClFinding *photo_finding_take(const char *code, char *message);

/* ---- message.c: values and findings in messages across the process border ---- */
#define PHOTO_RECEIVED_TYPE "(uuuumss)"
#define PHOTO_FINDING_TYPE "(ss)"
GVariant *photo_received_variant(const GPtrArray *received);
GVariant *photo_findings_variant(const GPtrArray *findings);
/* Adds what the message (of the right type and in normal form) holds. NULL, or what is wrong. */
const char *photo_read_received(GPtrArray *received, GVariant *message);
const char *photo_read_findings(GPtrArray *findings, GVariant *message);
