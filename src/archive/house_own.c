/* SPDX-License-Identifier: MIT
 *
 * Whether a picture is the house's own (policy §2): by somebody who stood on the house list on the day it
 * was taken, or out of a house folder. A by-line is one writable field: where the credit, the end of the
 * caption, the copyright, who delivered it, what came before an edit, or another copy of the frame names
 * somebody else, a person looks first.
 */
#include "rights.h"

#include <cutline/findings.h>

#include <string.h>

/* What names the makers of one picture. */
typedef struct {
	const ClCredit *credit;
	const ClEffective *effective;
	const char *supplier; /* fold key, or NULL */
	gint64 at_us;
} Witness;

typedef struct {
	ClArchive *archive;
	GVariant *list;
	const char *const *house; /* folded names of it */
} House;

static Witness
witness_of(const ArchivePicture *picture, const ClCredit *credit, const ClEffective *effective,
	gint64 taken_us)
{
	return (Witness){credit, effective, picture->file->supplier,
		taken_us != 0 ? taken_us : picture->file->ingested_us};
}

/* Given out, of a pool, from a platform or under an open licence: whoever took it, other terms hold. */
static gboolean
has_own_terms(const ClCredit *credit)
{
	return credit->kind == CL_CREDIT_HANDOUT || credit->kind == CL_CREDIT_POOL ||
	       credit->kind == CL_CREDIT_UGC || credit->kind == CL_CREDIT_CC ||
	       credit->kind == CL_CREDIT_PUBLIC_DOMAIN;
}

static gboolean
is_house(const House *house, const ClCreditName *name)
{
	g_autofree char *key = name == NULL ? NULL : cl_text_fold(name->name);

	return key != NULL && g_strv_contains(house->house, key);
}

/* Does the credit name an organisation that is not the house? */
static gboolean
names_others(const House *house, const ClCredit *credit)
{
	return (credit->provider != NULL && !is_house(house, credit->provider)) ||
	       credit->distributors->len > 0;
}

static gboolean
is_listed(const House *house, const char *name, gint64 at_us)
{
	g_autofree char *key = cl_text_fold(name);

	return archive_house_lists(house->list, key, at_us);
}

/* Does one of its authors stand on the list? *stranger: the first who does not; lent. */
static gboolean
any_listed(const House *house, const Witness *witness, const char **stranger)
{
	const GPtrArray *credited = witness->credit->photographers;
	const GPtrArray *bylines = witness->effective->values[CL_FIELD_BYLINE];
	gboolean any = FALSE;

	*stranger = NULL;
	for (guint i = 0; i < credited->len; i++) {
		const ClCreditName *author = credited->pdata[i];
		gboolean listed = is_listed(house, author->name, witness->at_us);

		any = any || listed;
		if (!listed && *stranger == NULL)
			*stranger = author->name;
	}
	for (guint i = 0; !any && bylines != NULL && i < bylines->len; i++)
		any = is_listed(house, ((const ClValue *)bylines->pdata[i])->value, witness->at_us);
	return any;
}

static ArchiveHouse
judge_words(const House *house, const Witness *witness, const char **stranger)
{
	const ClCredit *credit = witness->credit;
	gboolean folder = credit->provider == NULL && witness->supplier != NULL &&
		g_strv_contains(house->house, witness->supplier);

	if (has_own_terms(credit))
		return ARCHIVE_HOUSE_NO;
	if ((any_listed(house, witness, stranger) || folder) && !names_others(house, credit))
		return ARCHIVE_HOUSE_LISTED;
	return is_house(house, credit->provider) && credit->distributors->len == 0 ? ARCHIVE_HOUSE_CLAIMED
										    : ARCHIVE_HOUSE_NO;
}

/* --- doubts ------------------------------------------------------------------------------------------ */

/* An agency or library that is not the house. */
static const ClOrganisation *
find_other(const House *house, const ClOrganisation *known)
{
	g_autofree char *key = known == NULL ? NULL : cl_text_fold(known->name);

	if (known == NULL || !cl_organisation_delivers(known->kind) || g_strv_contains(house->house, key))
		return NULL;
	return known;
}

static char *
named_by(const House *house, const char *text, const char *where)
{
	g_autoptr(ClCredit) credit = NULL;
	const ClCreditName *deliverer;
	const ClOrganisation *other = NULL;

	if (cl_text_is_blank(text))
		return NULL;
	credit = cl_credit_parse(house->archive->credit_rules, text);
	deliverer = cl_credit_deliverer(credit);
	if (deliverer != NULL && deliverer->id != NULL)
		other = find_other(house,
			cl_credit_rules_organisation(house->archive->credit_rules, deliverer->id));
	return other == NULL ? NULL : g_strdup_printf("the %s names %s", where, other->name);
}

static char *
named_elsewhere(const House *house, const Witness *witness)
{
	static const struct {
		ClField field;
		const char *where;
	} fields[] = {{CL_FIELD_SOURCE, "source"}, {CL_FIELD_COPYRIGHT, "copyright"},
		{CL_FIELD_LICENSOR, "licensor"}};
	const ClCreditRules *rules = house->archive->credit_rules;
	g_autofree char *signoff =
		archive_signoff(rules, cl_effective_first(witness->effective, CL_FIELD_CAPTION));
	const ClOrganisation *deliverer = witness->supplier == NULL
		? NULL
		: find_other(house, cl_credit_rules_find(rules, witness->supplier));
	char *doubt = named_by(house, signoff, "end of the caption");

	for (gsize i = 0; doubt == NULL && i < G_N_ELEMENTS(fields); i++)
		doubt = named_by(
			house, cl_effective_first(witness->effective, fields[i].field), fields[i].where);
	if (doubt == NULL && deliverer != NULL)
		doubt = g_strdup_printf("%s delivered it", deliverer->name);
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

static char *
doubt_words(const House *house, const Witness *witness, const char *stranger)
{
	const ClCredit *credit = witness->credit;
	const ClCreditFinding *conflict = find_conflict(credit);

	if (stranger != NULL)
		return g_strdup_printf("%s does not stand on the house list for its date", stranger);
	if (conflict != NULL)
		return g_strdup(conflict->message);
	if ((credit->flags & CL_CREDIT_ANONYMOUS) != 0)
		return g_strdup("the credit withholds a name");
	if ((credit->flags & CL_CREDIT_COURTESY) != 0)
		return g_strdup("somebody gave it");
	return named_elsewhere(house, witness);
}

/* Who may write a credit may not license by it: what came named somebody else. */
static char *
doubt_edit(const House *house, const ArchivePicture *picture, gint64 taken_us)
{
	const ArchiveOrigin origin = {.effective = picture->received, .supplier = picture->file->supplier};
	g_autoptr(ClCredit) credit = NULL;
	const char *stranger = NULL;
	Witness witness;

	if (picture->received == NULL)
		return NULL;
	credit = archive_read_credit(house->archive->credit_rules, &origin);
	witness = witness_of(picture, credit, picture->received, taken_us);
	if (credit->canonical[0] != '\0' &&
		(judge_words(house, &witness, &stranger) != ARCHIVE_HOUSE_LISTED || stranger != NULL))
		return g_strdup_printf("it came as \"%s\"", credit->canonical);
	return doubt_words(house, &witness, NULL);
}

/* Ours may come back from an agency; under another name it is not ours. */
static gboolean
is_of_others(const House *house, const Witness *witness)
{
	const char *stranger = NULL;

	if (witness->credit->photographers->len > 0)
		return !any_listed(house, witness, &stranger) || stranger != NULL;
	return names_others(house, witness->credit);
}

/* Likeness accuses. */
static char *
doubt_copies(const House *house, const GPtrArray *copies)
{
	for (guint i = 0; i < copies->len; i++) {
		ArchivePicture *copy = copies->pdata[i];
		const ClCredit *credit = archive_picture_credit(house->archive, copy);
		Witness witness = witness_of(copy, credit, copy->effective, 0);

		if (credit->canonical[0] != '\0' && is_of_others(house, &witness))
			return g_strdup_printf("another copy of this frame, %.6s, is credited \"%s\"",
				copy->row->id, credit->canonical);
	}
	return NULL;
}

gboolean
archive_judge_house(ClArchive *archive, const ArchiveFacts *facts, const char *with_house,
	ArchiveHouse *answer, char **doubt, GError **error)
{
	const ArchivePicture *picture = facts->picture;
	Witness witness = witness_of(picture, facts->credit, picture->effective, facts->photo.taken_us);
	g_autoptr(GVariant) list = NULL;
	g_auto(GStrv) names = NULL;
	House house = {.archive = archive};
	const char *stranger = NULL;

	*answer = ARCHIVE_HOUSE_NO;
	*doubt = NULL;
	if (!archive_read_house(archive, with_house, &list, error))
		return FALSE;
	if (list == NULL)
		return TRUE;
	names = archive_house_names(list);
	house.list = list;
	house.house = (const char *const *)names;
	*answer = judge_words(&house, &witness, &stranger);
	if (*answer != ARCHIVE_HOUSE_LISTED)
		return TRUE;
	*doubt = doubt_edit(&house, picture, facts->photo.taken_us);
	if (*doubt == NULL)
		*doubt = doubt_words(&house, &witness, stranger);
	if (*doubt == NULL)
		*doubt = doubt_copies(&house, facts->copies);
	if (*doubt != NULL)
		*answer = ARCHIVE_HOUSE_DOUBTED;
	return TRUE;
}
