/* SPDX-License-Identifier: MIT
 *
 * What the files about rights share.
 */
#pragma once
#include "archive_private.h"

#include <cutline/clearance.h>

/* Loaded once; lent. */
ClRightsRules *archive_rights_rules(ClArchive *archive, GError **error);
/* Fold key of a supplier by its name in the rules; they must be loaded. */
char *archive_rights_supplier(ClArchive *archive, const char *name);
/* Do the words of a photo forbid to crop it; do they forbid anything at all? */
gboolean archive_restrains(ClArchive *archive, const char *id, gboolean *no_crop, gboolean *any,
	GError **error);
/* Of a photo by its id. ClRestriction* */
GPtrArray *archive_restrictions(ClArchive *archive, const char *id, GError **error);

/* What the archive knows of a photo, with all that its lent texts point to. */
typedef struct {
	ClRightsPhoto photo;
	char *id;
	ClPhotoRow *row;
	ClFileRow *file;
	ClEffective *effective;
	ClCredit *credit;
	ClKill *kill;
	ClHold *hold;
	char *supplier, *supplier_name, *collection, *collection_name, *printed;
	char *first_story;
	GStrv photographers;
	GPtrArray *restrictions, *frame, *copies;
} ArchiveFacts;
void archive_facts_free(ArchiveFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchiveFacts, archive_facts_free)
/* check.c: the period of a quota around an instant, by the archive's clock, into from_us and to_us. */
gboolean archive_quota_period(ClArchive *archive, const ClLicence *licence, gint64 at_us, ClSpent *spent);
/* `story` NULL = none is asked about. */
ArchiveFacts *archive_facts(ClArchive *archive, const char *id, const char *story, GError **error);
