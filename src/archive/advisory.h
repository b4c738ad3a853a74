/* SPDX-License-Identifier: MIT
 *
 * What is sent to say that other pictures are withdrawn; inside an open transaction.
 */
#pragma once
#include "archive_private.h"

typedef struct {
	const char *text;     /* as archive_read_advisory() gave it */
	const char *supplier; /* key of who sends it, or NULL */
	const char *own;      /* the photo that carries it and has its own fate, or NULL */
	GPtrArray *findings;  /* ClFinding*: what was done, and what asks, is added */
} ArchiveAdvisory;

/* *text (g_free): in which the ids stand; NULL: the values (ClReceived*) are of no advisory. `body`: the text
 * that they stand over, or NULL. */
gboolean archive_read_advisory(ClArchive *archive, const GPtrArray *received, const char *body, char **text,
	GError **error);
/* The same of a text that is nothing else: NULL where it kills nothing. */
gboolean archive_read_notice(ClArchive *archive, const char *body, char **text, GError **error);
/* Kills what it names and its supplier sent, holds what another did; what is not here stands. */
gboolean archive_obey_advisory(ClArchive *archive, const ArchiveAdvisory *advisory, GError **error);
