/* SPDX-License-Identifier: MIT
 *
 * From when and until when delivery may show a photo, and until when it may be used anew: only what is
 * certain, by fields, words and what people decided about them. The shadow of the verdict's STOP (policy §2).
 */
#include "rights.h"

#define LONG_AGO_US 1 /* words that withdraw it: not shown at any time */

gboolean
archive_use_instants(ClArchive *archive, const char *id, const ClEffective *effective, gboolean *fits,
	GError **error)
{
	g_autoptr(GPtrArray) restrictions = archive_restrictions(archive, id, error);
	g_autoptr(GPtrArray) grants =
		restrictions == NULL ? NULL : cl_catalog_grants(archive->catalog, id, error);
	ClRightsPhoto photo = { .id = id, .restrictions = restrictions };
	ClInstants instants = { 0 };
	ClStanding standing;
	gboolean fit;

	if (grants == NULL)
		return FALSE;
	cl_rights_standing(&photo, grants, &standing);
	instants.release_us = standing.release_us;
	instants.take_down_us = standing.killed ? LONG_AGO_US : standing.take_down_us;
	instants.expires_us = standing.expires_us;
	if (fits == NULL)
		return cl_catalog_put_instants(archive->catalog, id, &instants, error);
	if (!cl_catalog_instants_fit(archive->catalog, id, &instants, &fit, error))
		return FALSE;
	*fits = *fits && fit;
	return TRUE;
}
