/* SPDX-License-Identifier: MIT
 *
 * From when and until when delivery may show a photo, and until when it may be used anew: only what is
 * certain, by fields, words and what people decided about them, and by legal holds; of a composite, by those
 * of its parts, too, and to whom. A kill needs no row here: it makes the composite killed itself.
 * The shadow of the verdict's STOP (policy §2).
 */
#include "composite.h"
#include "rights.h"

#include <string.h>

#define LONG_AGO_US 1 /* words that withdraw it, a part of which nothing is known: not shown at any time */

static void
earlier(gint64 *at_us, gint64 other_us)
{
	if (other_us != 0 && (*at_us == 0 || other_us < *at_us))
		*at_us = other_us;
}

static gboolean
add_photo(ClArchive *archive, const ClPhotoRow *row, ClInstants *instants, GError **error)
{
	const char *id = row->id;
	g_autoptr(GPtrArray) restrictions = archive_restrictions(archive, id, error);
	g_autoptr(GPtrArray) grants =
		restrictions == NULL ? NULL : cl_catalog_grants(archive->catalog, id, error);
	ClRightsPhoto photo = { .id = id, .restrictions = restrictions };
	g_autoptr(GError) why = NULL;
	g_autoptr(ClHold) hold = NULL;
	ClStanding standing;

	if (grants == NULL)
		return FALSE;
	hold = cl_catalog_get_hold(archive->catalog, id, 0, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	cl_rights_standing(&photo, grants, &standing);
	instants->release_us = MAX(instants->release_us, standing.release_us);
	earlier(&instants->take_down_us, standing.killed ? LONG_AGO_US : standing.take_down_us);
	earlier(&instants->expires_us, standing.expires_us);
	instants->gated |= row->source_sensitive || strcmp(row->state, "held") == 0;
	if (hold != NULL)
		instants->hold_until_us = MAX(instants->hold_until_us,
			hold->until_us != 0 ? hold->until_us : CL_TIME_NEVER);
	return TRUE;
}

/* It may have been lost with its original when the catalog was rebuilt. */
static gboolean
add_part(ClArchive *archive, const char *id, ClInstants *instants, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) part = cl_catalog_get_photo(archive->catalog, id, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (part == NULL) {
		earlier(&instants->take_down_us, LONG_AGO_US);
		return TRUE;
	}
	return add_photo(archive, part, instants, error);
}

static gboolean
find_instants(ClArchive *archive, const char *id, ClInstants *instants, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);
	g_autoptr(GPtrArray) parts = photo == NULL ? NULL : archive_all_parts(archive, id, error);

	if (parts == NULL || !add_photo(archive, photo, instants, error))
		return FALSE;
	for (guint i = 0; i < parts->len; i++)
		if (!add_part(archive, parts->pdata[i], instants, error))
			return FALSE;
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
