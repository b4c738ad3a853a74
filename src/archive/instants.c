/* SPDX-License-Identifier: MIT
 *
 * From when and until when delivery may show a photo, and until when it may be used anew: only what is
 * certain, by fields, words and what people decided about them; of a composite, by those of its parts, too.
 * The shadow of the verdict's STOP (policy §2).
 */
#include "composite.h"
#include "rights.h"

#define LONG_AGO_US 1 /* words that withdraw it, a part of which nothing is known: not shown at any time */

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
	ClRightsPhoto photo = { .id = id, .restrictions = restrictions };
	ClStanding standing;

	if (grants == NULL)
		return FALSE;
	cl_rights_standing(&photo, grants, &standing);
	instants->release_us = MAX(instants->release_us, standing.release_us);
	earlier(&instants->take_down_us, standing.killed ? LONG_AGO_US : standing.take_down_us);
	earlier(&instants->expires_us, standing.expires_us);
	return TRUE;
}

static gboolean
find_instants(ClArchive *archive, const char *id, ClInstants *instants, GError **error)
{
	g_autoptr(GPtrArray) parts = archive_all_parts(archive, id, error);

	if (parts == NULL || !add_photo(archive, id, instants, error))
		return FALSE;
	for (guint i = 0; i < parts->len; i++) {
		gboolean there;

		if (!archive_is_there(archive, parts->pdata[i], &there, error) ||
			(there && !add_photo(archive, parts->pdata[i], instants, error)))
			return FALSE;
		if (!there)
			earlier(&instants->take_down_us, LONG_AGO_US);
	}
	return TRUE;
}

/* Those of what is made of it hang on its own only: where these have not changed, nobody looks for any. */
static gboolean
put(ClArchive *archive, const char *id, const ClInstants *instants, GError **error)
{
	g_autoptr(GPtrArray) composites = NULL;

	if (!cl_catalog_put_instants(archive->catalog, id, instants, error))
		return FALSE;
	composites = archive_composites(archive, id, error);
	for (guint i = 0; composites != NULL && i < composites->len; i++)
		if (!archive_use_instants(archive, composites->pdata[i], NULL, error))
			return FALSE;
	return composites != NULL;
}

gboolean
archive_use_instants(ClArchive *archive, const char *id, gboolean *fits, GError **error)
{
	ClInstants instants = { 0 };
	gboolean fit;

	if (!find_instants(archive, id, &instants, error) ||
		!cl_catalog_instants_fit(archive->catalog, id, &instants, &fit, error))
		return FALSE;
	if (fits == NULL)
		return fit || put(archive, id, &instants, error);
	*fits = *fits && fit;
	return TRUE;
}
