/* SPDX-License-Identifier: MIT
 *
 * May a photo leave the archive (leave.c)?
 */
#pragma once
#include "archive_private.h"

#include <cutline/rights.h>

/* Whatever it is for: neither killed nor held. */
gboolean archive_may_be_shown(ClArchive *archive, const ClPhotoRow *photo, const ClExport *request,
	GError **error);
/* In this way; `use` NULL: as no story uses it. *verdict (cl_verdict_free) is what it was judged by, NULL
 * by force. CL_ERROR_DENIED, CL_ERROR_REVIEW. */
gboolean archive_may_leave(ClArchive *archive, const ClPhotoRow *photo, const ClUseRow *use,
	const ClExport *request, ClVerdict **verdict, GError **error);
