/* SPDX-License-Identifier: MIT
 *
 * Which pictures an item of a side-car speaks of.
 */
#pragma once
#include "archive_private.h"

typedef struct {
	ClArchive *archive;
	const char *path;      /* of the side-car */
	gboolean alone;	       /* it holds no other item */
	GHashTable *checksums; /* "SHA-256 TYPE" → hex: of one picture thousands of items may state one */
} SidecarFind;

/* The files (ClFileRow*) in which the item's picture came, each once, as far as they are what the item says
 * of them; may be empty. What is not is added to `complaint`. NULL: the look-up failed. */
GPtrArray *sidecar_find_pictures(const SidecarFind *find, const ClSidecarItem *said, GString *complaint,
	GError **error);
/* The picture beside the side-car of this path, by its name; *file NULL: none is here. FALSE: the look-up
 * failed. */
gboolean sidecar_find_beside(ClArchive *archive, const char *path, ClFileRow **file, GError **error);
