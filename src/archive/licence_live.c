/* SPDX-License-Identifier: MIT
 *
 * A purchase that is recorded when its picture is out already: the uses that rest on nothing else are made by
 * it, and not left to be made.
 */
#include "rights.h"
#include "story_check.h"

#include <string.h>

/* Is it this licence that the use, as it is out, rests on? */
static gboolean
is_made_by(ClArchive *archive, const ClUseRow *use, const ClLicence *licence, const char *json, gboolean *is,
	GError **error)
{
	g_autoptr(ClVerdict) without = archive_live_verdict(archive, use, NULL, licence->id, error);
	g_autoptr(ClVerdict) with =
		without == NULL ? NULL : archive_live_verdict(archive, use, json, NULL, error);

	*is = with != NULL && without->licence == NULL && g_strcmp0(with->licence, licence->id) == 0;
	return with != NULL;
}

static gboolean
count(ClArchive *archive, const ClUseRow *use, const ClLicence *licence, GError **error)
{
	g_autoptr(GPtrArray) spendings = cl_catalog_list_spendings(archive->catalog, use->id, error);
	ClSpending *spending;

	for (guint i = 0; spendings != NULL && i < spendings->len; i++)
		if (strcmp(((const ClSpending *) spendings->pdata[i])->licence, licence->id) == 0)
			return TRUE;
	if (spendings == NULL)
		return FALSE;
	spending = g_new0(ClSpending, 1);
	spending->licence = g_strdup(licence->id);
	g_strlcpy(spending->photo, use->photo, sizeof spending->photo);
	spending->at_us = use->published_us;
	spending->committed = TRUE;
	g_ptr_array_add(spendings, spending);
	return archive_put_spendings(archive, use, spendings, error);
}

static gboolean
count_photo(ClArchive *archive, const char *photo, const ClLicence *licence, const char *json, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, photo, error);

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];
		gboolean is;

		if (use->state != CL_USE_PUBLISHED)
			continue;
		if (!is_made_by(archive, use, licence, json, &is, error) ||
			(is && !count(archive, use, licence, error)))
			return FALSE;
	}
	return uses != NULL;
}

gboolean
archive_count_live(ClArchive *archive, const ClLicence *licence, const char *json, GError **error)
{
	if (licence->kind != CL_LICENCE_PURCHASE || licence->uses_allowed == 0)
		return TRUE;
	for (guint i = 0; licence->photos != NULL && licence->photos[i] != NULL; i++)
		if (!count_photo(archive, licence->photos[i], licence, json, error))
			return FALSE;
	return TRUE;
}
