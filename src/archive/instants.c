/* SPDX-License-Identifier: MIT
 *
 * From when and until when delivery may show a photo, and until when it may be used anew: only what is
 * certain, by fields, words and what people decided about them; of a composite, by those of its parts, too.
 * The shadow of the verdict's STOP (policy §2).
 */
#include "composite.h"
#include "rights.h"

#define LONG_AGO_US 1 /* words that withdraw it: not shown at any time */

static void
earlier(gint64 *at_us, gint64 other_us)
{
	if (other_us != 0 && (*at_us == 0 || other_us < *at_us))
		*at_us = other_us;
}

static gboolean
add_photo(ClArchive *archive, const char *id, ClInstants *instants, GError **error)
{
	g_autoptr(GPtrArray) restrictions = archive_restrictions(archive, id, error);
	g_autoptr(GPtrArray) grants =
		restrictions == NULL ? NULL : cl_catalog_grants(archive->catalog, id, error);
	g_autoptr(GPtrArray) parts = grants == NULL ? NULL : archive_parts(archive, id, error);
	ClRightsPhoto photo = { .id = id, .restrictions = restrictions };
	ClStanding standing;

	if (parts == NULL)
		return FALSE;
	cl_rights_standing(&photo, grants, &standing);
	instants->release_us = MAX(instants->release_us, standing.release_us);
	earlier(&instants->take_down_us, standing.killed ? LONG_AGO_US : standing.take_down_us);
	earlier(&instants->expires_us, standing.expires_us);
	for (guint i = 0; i < parts->len; i++)
		if (!add_photo(archive, parts->pdata[i], instants, error))
			return FALSE;
	return TRUE;
}

gboolean
archive_use_instants(ClArchive *archive, const char *id, gboolean *fits, GError **error)
{
	ClInstants instants = { 0 };
	gboolean fit;

	if (!add_photo(archive, id, &instants, error))
		return FALSE;
	if (fits == NULL)
		return cl_catalog_put_instants(archive->catalog, id, &instants, error);
	if (!cl_catalog_instants_fit(archive->catalog, id, &instants, &fit, error))
		return FALSE;
	*fits = *fits && fit;
	return TRUE;
}
