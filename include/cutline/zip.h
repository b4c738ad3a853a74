/* SPDX-License-Identifier: MIT
 *
 * Zip files, written in order by minizip, to a descriptor that can be sought in. Members are stored, not
 * packed, and carry no time of day: the same members give the same bytes. (libarchive would bring libxml2
 * into the programs that people start: docs/architecture.md.)
 */
#pragma once
#include "file.h"

typedef struct ClZip ClZip;
/* `name` = for messages; the descriptor is lent. */
ClZip *cl_zip_new(ClFd out, const char *name, GError **error);
/* A member by its path, "a/b.jpg", UTF-8; then its bytes in any number of pieces. */
gboolean cl_zip_begin(ClZip *zip, const char *path, GError **error);
gboolean cl_zip_write(ClZip *zip, gconstpointer data, gsize n_bytes, GError **error);
gboolean cl_zip_end(ClZip *zip, GError **error);
/* The directory; without it, it is no zip file. */
gboolean cl_zip_finish(ClZip *zip, GError **error);
void cl_zip_free(ClZip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClZip, cl_zip_free)
