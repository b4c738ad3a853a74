/* SPDX-License-Identifier: MIT
 *
 * Tar files (POSIX.1-1988 ustar; sizes of 8 GiB and more in GNU's base-256 form), written and read
 * in order, so that they go through pipes. Regular files only. Written here because libarchive would
 * bring libxml2 into the programs that people start (docs/architecture.md).
 */
#pragma once
#include "file.h"
#include "hash.h"

#define CL_TAR_NAME_BYTES 100 /* with the final NUL */

typedef struct {
	char name[CL_TAR_NAME_BYTES];
	guint64 size_bytes;
} ClTarEntry;

/* One file from the start of `in`, exactly `size_bytes` of it; `sha256` gets what was written. */
gboolean cl_tar_add(ClFd out, const char *name, ClFd in, guint64 size_bytes,
	guint8 sha256[CL_SHA256_BYTES], GError **error);
gboolean cl_tar_add_bytes(ClFd out, const char *name, gconstpointer data, gsize n_bytes, GError **error);
gboolean cl_tar_end(ClFd out, GError **error);

/* The next file's head; FALSE without an error at the end. CL_ERROR_INPUT: no tar, cut short, or
 * something else than a regular file. */
gboolean cl_tar_next(ClFd in, ClTarEntry *entry, GError **error);
/* Its bytes, to `out` (-1: only hashed). To be called once after each cl_tar_next(). */
gboolean cl_tar_copy(ClFd in, const ClTarEntry *entry, ClFd out, guint8 sha256[CL_SHA256_BYTES],
	GError **error);
