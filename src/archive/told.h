/* SPDX-License-Identifier: MIT
 *
 * The record as the log tells it: a scratch catalog in which events are done again, for those who must not
 * take the word of the rows.
 */
#pragma once
#include "archive_private.h"

#include <cutline/record.h>

/* Open for writing until it is closed; never committed. */
ClCatalog *told_new(GError **error);
/* Events behind `*seq` (of one subject; NULL: all), done again there; `*seq` is moved to the last one. Photos
 * that are not in the archive's own catalog are left out. */
gboolean told_replay(ClArchive *archive, ClCatalog *told, const char *subject, gint64 *seq, GError **error);
/* Kills, uses, publications, documents and the like of the archive, held against what the events say. */
gboolean archive_compare_record(ClArchive *archive, ClComplaint each, gpointer data, GError **error);
