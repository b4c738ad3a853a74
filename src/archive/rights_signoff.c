/* SPDX-License-Identifier: MIT
 *
 * What the end of a caption says against all else: another agency, or another photographer.
 */
#include "rights.h"

#include <string.h>

static const ClCreditFinding *
finding_of(const ClCredit *credit, const char *code)
{
	for (guint i = 0; i < credit->findings->len; i++) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		if (strcmp(finding->code, code) == 0)
			return finding;
	}
	return NULL;
}

/* The text of a field that has this name. */
static const char *
text_with(const ClEffective *effective, ClField field, const char *name)
{
	const char *text = effective == NULL ? NULL : cl_effective_first(effective, field);
	g_autofree char *fold = text == NULL ? NULL : cl_text_fold(text);
	g_autofree char *wanted = cl_text_fold(name);

	return fold != NULL && strstr(fold, wanted) != NULL ? text : NULL;
}

/* Where he is named who does not stand at the end of the caption. */
static void
set_also_by(ArchiveFacts *facts, const char *name)
{
	static const ClField fields[] = {CL_FIELD_BYLINE, CL_FIELD_CREDIT};
	const ArchivePicture *picture = facts->picture;
	ClRightsPhoto *photo = &facts->photo;

	photo->also_by = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(fields) && photo->also_by == NULL; i++) {
		photo->also_by = text_with(picture->effective, fields[i], name);
		if (photo->also_by == NULL)
			photo->also_by = text_with(picture->received, fields[i], name);
		photo->also_by_field = cl_field_info(fields[i])->name;
	}
	if (photo->also_by == NULL)
		photo->also_by = name;
}

void
archive_set_signoff(ArchiveFacts *facts, const ClCreditRules *rules)
{
	const ClEffective *const all[] = {facts->picture->effective, facts->picture->received};
	const ClCreditFinding *agency = finding_of(facts->credit, CL_FINDING_CREDIT_DELIVERER);
	const ClCreditFinding *person = finding_of(facts->credit, CL_FINDING_CREDIT_PHOTOGRAPHER);

	if (agency == NULL && person == NULL)
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(all) && facts->signoff == NULL; i++)
		if (all[i] != NULL)
			facts->signoff = archive_signoff(rules, cl_effective_first(all[i], CL_FIELD_CAPTION));
	if (agency != NULL)
		facts->photo.other_signoff = facts->signoff;
	if (person == NULL)
		return;
	facts->photo.other_signature = facts->signoff;
	set_also_by(facts, person->said);
}
