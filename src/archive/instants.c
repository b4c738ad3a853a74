/* SPDX-License-Identifier: MIT
 *
 * From when and until when delivery may show a photo: only what is certain. A release date without a
 * time and a zone names no instant, and is left to the check before publication.
 */
#include "archive_private.h"

static gint64
certain(const ClEffective *effective, ClField field)
{
	const char *text = cl_effective_first(effective, field);
	gint64 at_us;
	ClDate date;

	return text != NULL && cl_date_parse(text, &date) && cl_date_utc_us(&date, &at_us) ? at_us : 0;
}

gboolean
archive_use_instants(ClArchive *archive, const char *id, const ClEffective *effective, gboolean *fits,
	GError **error)
{
	ClInstants instants = { .release_us = certain(effective, CL_FIELD_RELEASE_DATE) };
	gboolean fit;

	if (fits == NULL)
		return cl_catalog_put_instants(archive->catalog, id, &instants, error);
	if (!cl_catalog_instants_fit(archive->catalog, id, &instants, &fit, error))
		return FALSE;
	*fits = *fits && fit;
	return TRUE;
}
