/* SPDX-License-Identifier: MIT
 *
 * Which pictures an item of a side-car speaks of.
 */
#pragma once
#include "archive_private.h"

typedef struct {
	ClArchive *archive;
	const char *path;      /* of the side-car */
	const ArchiveItem *item; /* the side-car */
	gboolean alone;	       /* it holds no other item */
	GHashTable *checksums; /* "SHA-256 TYPE" → hex: of one picture thousands of items may state one */
} SidecarFind;

/* sidecar_ids.c: an id under which pictures of its supplier are kept. */
typedef struct {
	char *value;
	gboolean tells; /* the supplier; else others may have given it, too */
} SidecarId;
typedef struct {
	char *supplier; /* key of who sends the item, or NULL */
	GPtrArray *all; /* SidecarId*; the guid as it stands is the first */
} SidecarIds;
/* Key (g_free) of who sends it; where it names nobody its guid or its form may. NULL: nothing does, or the
 * rules fail. */
char *sidecar_supplier(
	ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said, GError **error);
SidecarIds *sidecar_ids(
	ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said, GError **error);
void sidecar_ids_free(SidecarIds *ids);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SidecarIds, sidecar_ids_free)

/* The files (ClFileRow*) in which the item's picture came, each once, as far as they are what the item says
 * of them; may be empty. What is not is added to `complaint`. NULL: the look-up failed. */
GPtrArray *sidecar_find_pictures(const SidecarFind *find, const ClSidecarItem *said, GString *complaint,
	GError **error);
/* The picture beside the side-car of this path, by its name; *file NULL: none is here. FALSE: the look-up
 * failed. */
gboolean sidecar_find_beside(ClArchive *archive, const char *path, ClFileRow **file, GError **error);
