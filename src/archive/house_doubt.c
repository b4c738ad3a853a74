/* SPDX-License-Identifier: MIT
 *
 * Why a picture by somebody on the house list may yet not be the house's own: it names somebody else as well,
 * in the credit, the by-lines, the end of the caption, the source, the copyright or the licensor.
 */
#include "rights.h"

#include <cutline/findings.h>

#include <string.h>

/* An agency or library that is not the house. */
static const ClOrganisation *
find_other(ClArchive *archive, const ClCreditName *name, const char *const *house)
{
	const ClOrganisation *known = name == NULL || name->id == NULL
		? NULL
		: cl_credit_rules_organisation(archive->credit_rules, name->id);
	g_autofree char *key = known == NULL ? NULL : cl_text_fold(known->name);

	if (known == NULL || !cl_organisation_delivers(known->kind) || g_strv_contains(house, key))
		return NULL;
	return known;
}

static char *
named_by(ClArchive *archive, const char *text, const char *where, const char *const *house)
{
	g_autoptr(ClCredit) credit = NULL;
	const ClOrganisation *other;

	if (cl_text_is_blank(text))
		return NULL;
	credit = cl_credit_parse(archive->credit_rules, text);
	other = find_other(archive, cl_credit_deliverer(credit), house);
	return other == NULL ? NULL : g_strdup_printf("the %s names %s", where, other->name);
}

static char *
named_elsewhere(ClArchive *archive, const ClEffective *effective, const char *const *house)
{
	static const struct {
		ClField field;
		const char *where;
	} fields[] = {{CL_FIELD_SOURCE, "source"}, {CL_FIELD_COPYRIGHT, "copyright"},
		{CL_FIELD_LICENSOR, "licensor"}};
	g_autofree char *signoff =
		archive_signoff(archive->credit_rules, cl_effective_first(effective, CL_FIELD_CAPTION));
	char *doubt = named_by(archive, signoff, "end of the caption", house);

	for (gsize i = 0; doubt == NULL && i < G_N_ELEMENTS(fields); i++)
		doubt = named_by(archive, cl_effective_first(effective, fields[i].field),
			fields[i].where, house);
	return doubt;
}

static const ClCreditFinding *
find_conflict(const ClCredit *credit)
{
	for (guint i = 0; i < credit->findings->len; i++) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		if (strcmp(finding->code, CL_FINDING_CREDIT_CONFLICT) == 0)
			return finding;
	}
	return NULL;
}

char *
archive_house_doubt(ClArchive *archive, const ArchiveFacts *facts, const char *const *house,
	const char *stranger)
{
	const ClCredit *credit = facts->credit;
	const ClCreditFinding *conflict = find_conflict(credit);

	if (stranger != NULL)
		return g_strdup_printf("%s does not stand on the house list for its date", stranger);
	if (conflict != NULL)
		return g_strdup(conflict->message);
	if ((credit->flags & CL_CREDIT_ANONYMOUS) != 0)
		return g_strdup("the credit withholds a name");
	if ((credit->flags & CL_CREDIT_COURTESY) != 0)
		return g_strdup("somebody gave it");
	return named_elsewhere(archive, facts->picture->effective, house);
}
