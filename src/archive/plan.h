/* SPDX-License-Identifier: MIT
 *
 * What an edit is to do, made ready once and asked for each photo: template, codes, pick lists.
 */
#pragma once
#include "edit.h"

#include <cutline/template.h>

typedef struct {
	ClArchive *archive;
	const ClEdit *edit;
	ClTemplate *template; /* or NULL */
	ClCodes *codes;       /* or NULL: none is needed */
	GPtrArray *lists;     /* ClPicklist* */
} ArchivePlan;
ArchivePlan *archive_plan_new(ClArchive *archive, const ClEdit *edit, GError **error);
void archive_plan_free(ArchivePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArchivePlan, archive_plan_free)
/* The loaded codes that these texts (char*; NULL = any) may need; *codes stays NULL if they need none. */
gboolean archive_load_codes(ClArchive *archive, const GPtrArray *texts, ClCodes **codes, GError **error);
/* The steps for one photo, the seq-th of the run (from 1): those of the template, then the edit's
 * own, with codes replaced. ClEditStep* */
GPtrArray *archive_plan_steps(const ArchivePlan *plan, const ArchiveDesk *desk, guint seq,
	GPtrArray *notes, GError **error);
/* Values get the spelling of their pick list; what is not on a strict one is refused. */
gboolean archive_plan_spell(
	const ArchivePlan *plan, const GPtrArray *changes, GPtrArray *notes, GError **error);
