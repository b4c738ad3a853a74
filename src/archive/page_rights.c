/* SPDX-License-Identifier: MIT
 *
 * May the photo be on this page? What is certain without a contract is said here: a killed photo
 * must not be there, a held one waits. All else is a person's until the licence check answers for
 * pages, too: nothing unasked is allowed.
 */
#include "page_check.h"

#include <string.h>

static char *
where_printed(const ClPageChecked *checked)
{
	return g_strdup_printf("line %u of the page, \"%s\"", checked->picture->line,
		checked->picture->credit != NULL ? checked->picture->credit : "no credit");
}

gboolean
page_rights(ClArchive *archive, const char *story, ClPageChecked *checked, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, checked->photo, error);
	g_autofree char *where = where_printed(checked);

	if (photo == NULL)
		return FALSE;
	if (strcmp(photo->state, "killed") == 0)
		page_reason(checked, PAGE_KILLED,
			g_strdup_printf("Photo %s is killed and stands on the page (%s).",
				photo->id, where),
			g_strdup("Take it out of the page now; who killed it and why: `cutline "
				 "history "
				 "ID`"));
	else if (strcmp(photo->state, "held") == 0)
		page_reason(checked, PAGE_HELD,
			g_strdup_printf(
				"Photo %s is held until a person decides (%s).", photo->id, where),
			g_strdup_printf("Compare what it looks like: `cutline show %s --copies`",
				photo->id));
	else
		page_reason(checked, PAGE_RIGHTS_UNASKED,
			g_strdup_printf("Whether photo %s may be used was not asked (%s).",
				photo->id, where),
			g_strdup_printf("Ask for it alone: `cutline check %s`", photo->id));
	return TRUE;
}
