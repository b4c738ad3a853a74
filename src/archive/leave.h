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
/* As a rendition for a person: not what is on legal hold or past its take-down date either, as for
 * everybody below the rights role. Staff may look at what is under embargo: *release_us says
 * until when, 0 = it is not. */
gboolean archive_may_be_rendered(ClArchive *archive, const ClPhotoRow *photo, gint64 *release_us,
	GError **error);
/* In this way; `use` NULL: as no story uses it. *verdict (cl_verdict_free) is what it was judged by, NULL
 * by force. CL_ERROR_DENIED, CL_ERROR_REVIEW. */
gboolean archive_may_leave(ClArchive *archive, const ClPhotoRow *photo, const ClUseRow *use,
	const ClExport *request, ClVerdict **verdict, GError **error);
