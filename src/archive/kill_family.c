/* SPDX-License-Identifier: MIT
 *
 * Whose kills act alone: a notice that comes by feed kills only within its supplier's own family; about
 * another's picture it is a question, which holds the picture until a person answers (policy §1.6).
 */
#include "rights.h"

#include <string.h>

static gboolean
is_named(ClArchive *archive, const ClCreditName *name, const char *key)
{
	g_autofree char *own = name == NULL ? NULL : archive_rights_supplier(archive, name->name);

	return g_strcmp0(own, key) == 0;
}

static gboolean
is_in_credit(ClArchive *archive, const ClCredit *credit, const char *key)
{
	if (is_named(archive, credit->provider, key))
		return TRUE;
	for (guint i = 0; i < credit->distributors->len; i++)
		if (is_named(archive, credit->distributors->pdata[i], key))
			return TRUE;
	return FALSE;
}

gboolean
archive_is_of_family(ClArchive *archive, const ClCredit *credit, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (is_in_credit(archive, credit, *keys))
			return TRUE;
	return FALSE;
}

gboolean
archive_is_family(ClArchive *archive, const ClFileRow *file, const char *key, gboolean *family,
	GError **error)
{
	const char *const keys[] = { key, NULL };
	g_autoptr(ClEffective) effective = NULL;
	g_autoptr(ClCredit) credit = NULL;

	if (archive_credit_rules(archive, error) == NULL)
		return FALSE;
	/* Nobody named on one side: what lies beside a picture came with it. */
	*family = key == NULL || file->supplier == NULL || strcmp(key, file->supplier) == 0;
	if (*family)
		return TRUE;
	effective = cl_catalog_get_effective(archive->catalog, file->photo, error);
	if (effective == NULL)
		return FALSE;
	credit = archive_credit_of(archive, file, effective, error);
	if (credit == NULL)
		return FALSE;
	*family = archive_is_of_family(archive, credit, keys);
	return TRUE;
}

gboolean
archive_hold_for(ClArchive *archive, const char *id, const char *reason, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);
	g_autofree char *payload = archive_reason_payload(reason);

	/* While a catalog is rebuilt, the hold has an event of its own. */
	if (photo == NULL || archive->quiet || strcmp(photo->state, "ok") != 0)
		return photo != NULL;
	return cl_catalog_set_state(archive->catalog, id, "held", reason, error) &&
		archive_event(archive, "hold", id, payload, error);
}
