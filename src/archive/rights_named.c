/* SPDX-License-Identifier: MIT
 *
 * Who is named besides whoever delivered it: at the end of the caption another agency or photographer; and
 * who gave it out.
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

/* Owned by the facts; NULL: there is none. */
static const char *
signoff_of(ArchiveFacts *facts, const ClCreditRules *rules)
{
	const ClEffective *const all[] = {facts->picture->effective, facts->picture->received};

	for (gsize i = 0; i < G_N_ELEMENTS(all) && facts->signoff == NULL; i++)
		if (all[i] != NULL)
			facts->signoff = archive_signoff(rules, cl_effective_first(all[i], CL_FIELD_CAPTION));
	return facts->signoff;
}

void
archive_set_signoff(ArchiveFacts *facts, const ClCreditRules *rules)
{
	const ClCreditFinding *agency = finding_of(facts->credit, CL_FINDING_CREDIT_DELIVERER);
	const ClCreditFinding *person = finding_of(facts->credit, CL_FINDING_CREDIT_PHOTOGRAPHER);

	if (agency != NULL) {
		facts->photo.other_deliverer =
			agency->elsewhere != NULL ? agency->elsewhere : "another agency";
		facts->photo.other_text = signoff_of(facts, rules);
		facts->photo.other_field = cl_field_info(CL_FIELD_CAPTION)->name;
	}
	if (person == NULL)
		return;
	facts->photo.other_signature = signoff_of(facts, rules);
	set_also_by(facts, person->said);
}

/* --- who gave it out ----------------------------------------------------------------------------- */

static const ClField origins[] = {CL_FIELD_CREDIT, CL_FIELD_BYLINE, CL_FIELD_SOURCE, CL_FIELD_COPYRIGHT};

static gboolean
delivers(const ClCreditRules *rules, const ClCreditName *name)
{
	const ClOrganisation *known =
		name->id == NULL ? NULL : cl_credit_rules_organisation(rules, name->id);

	return known != NULL && cl_organisation_delivers(known->kind);
}

/* Whoever provided it and sells none, or who is named in the place of a photographer; else a text alone. */
static const char *
find_giver(const ArchiveFacts *facts, const ClCreditRules *rules)
{
	const ClCredit *credit = facts->credit;
	const char *text = NULL;

	if (credit->provider != NULL && !delivers(rules, credit->provider))
		return credit->provider->name;
	if (credit->photographers->len > 0)
		return ((const ClCreditName *)credit->photographers->pdata[0])->name;
	for (gsize i = 0; i < G_N_ELEMENTS(origins); i++) {
		text = cl_effective_first(facts->picture->effective, origins[i]);
		if (text != NULL && cl_credit_rules_gives_out(rules, text))
			return text;
	}
	return NULL;
}

/* Is he named in it, in whatever spelling the rules know? */
static gboolean
names_giver(const ClCreditRules *rules, const char *text, const char *giver)
{
	g_autoptr(ClCredit) credit = text == NULL ? NULL : cl_credit_parse(rules, text);

	if (credit == NULL)
		return FALSE;
	if (strcmp(text, giver) == 0 ||
		(credit->provider != NULL && strcmp(credit->provider->name, giver) == 0))
		return TRUE;
	for (guint i = 0; i < credit->photographers->len; i++)
		if (strcmp(((const ClCreditName *)credit->photographers->pdata[i])->name, giver) == 0)
			return TRUE;
	return FALSE;
}

static void
set_place(ArchiveFacts *facts, const ClCreditRules *rules, const char *text, ClField field)
{
	ClRightsPhoto *photo = &facts->photo;

	if (photo->giver_text != NULL || !names_giver(rules, text, photo->giver))
		return;
	photo->giver_text = text;
	photo->giver_field = cl_field_info(field)->name;
}

/* Somebody else than a seller or a person made it. */
static gboolean
has_giver(ClPictureClass class)
{
	return class == CL_CLASS_HANDOUT || class == CL_CLASS_OFFICIAL || class == CL_CLASS_BROADCASTER ||
		class == CL_CLASS_UNKNOWN || class == CL_CLASS_UGC;
}

void
archive_set_giver(ArchiveFacts *facts, const ClCreditRules *rules)
{
	const ClEffective *const all[] = {facts->picture->effective, facts->picture->received};
	ClRightsPhoto *photo = &facts->photo;

	if (!has_giver(photo->class))
		return;
	photo->giver = find_giver(facts, rules);
	for (gsize k = 0; photo->giver != NULL && k < G_N_ELEMENTS(all) && all[k] != NULL; k++)
		for (gsize i = 0; i < G_N_ELEMENTS(origins); i++)
			set_place(facts, rules, cl_effective_first(all[k], origins[i]), origins[i]);
	if (photo->giver != NULL)
		set_place(facts, rules, signoff_of(facts, rules), CL_FIELD_CAPTION);
}
