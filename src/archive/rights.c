/* SPDX-License-Identifier: MIT
 *
 * Which rules of rights count in an archive, and what a photo's words forbid by them.
 */
#include "archive_private.h"

#include <cutline/clearance.h>

static ClRightsRules *
load(ClArchive *archive, gboolean phrases, GError **error)
{
	g_autofree char *where = NULL;
	g_autofree char *said =
		phrases ? cl_archive_rules(archive, "phrases", &where, error) : NULL;
	g_autofree char *places = NULL;

	if (phrases && said == NULL)
		return NULL;
	places = cl_archive_rules(archive, "territories", NULL, error);
	return places == NULL ? NULL : cl_rights_rules_parse(said, places, error);
}

ClRightsRules *
cl_archive_rights_rules(ClArchive *archive, GError **error)
{
	return load(archive, TRUE, error);
}

ClRightsRules *
cl_archive_territories(ClArchive *archive, GError **error)
{
	return load(archive, FALSE, error);
}
