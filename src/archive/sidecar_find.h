/* SPDX-License-Identifier: MIT
 *
 * Which picture an item of a side-car speaks of.
 */
#pragma once
#include "archive_private.h"

/* The picture of which an item speaks, or NULL in *file; why there is none is added to `complaint`. `alone`:
 * the side-car holds no other item. */
gboolean sidecar_find_picture(ClArchive *archive, const char *sidecar_path, const ClSidecarItem *said,
	gboolean alone, ClFileRow **file, GString *complaint, GError **error);
