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

#define MAX_SIGNED_BYTES 60U

/* What names the makers of one picture. */
typedef struct {
	const ClCredit *credit;
	const ClEffective *effective;
	const char *supplier; /* fold key, or NULL */
	gint64 at_us, last_us; /* the days on which it may have been taken */
} Witness;

typedef struct {
	ClArchive *archive;
	GVariant *list;
	const char *const *house; /* folded names of it */
} House;

/* `taken`: whose days count; NULL or without any: that on which it came. */
static Witness
witness_of(const ArchivePicture *picture, const ClCredit *credit, const ClEffective *effective,
	const ArchiveFacts *taken)
{
	gboolean dated = taken != NULL && taken->taken_from_us != 0;

	return (Witness){credit, effective, picture->file->supplier,
		dated ? taken->taken_from_us : picture->file->ingested_us,
		dated ? taken->taken_to_us : picture->file->ingested_us};
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
is_listed(const House *house, const char *name, const Witness *witness)
{
	g_autofree char *key = cl_text_fold(name);

	return archive_house_lists(house->list, key, witness->at_us, witness->last_us);
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
		gboolean listed = is_listed(house, author->name, witness);

		any = any || listed;
		if (!listed && *stranger == NULL)
			*stranger = author->name;
	}
	for (guint i = 0; !any && bylines != NULL && i < bylines->len; i++)
		any = is_listed(house, ((const ClValue *)bylines->pdata[i])->value, witness);
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

/* What a line says besides names. */
static gboolean
is_no_name(const char *word)
{
	static const char *const words[] = {"c", "copyright", "copr", "by", "photo", "photos", "foto",
		"photograph", "photographer", "picture", "image", "bild", "staff", "all", "rights",
		"reserved", "alle", "rechte", "vorbehalten", "tous", "droits", "reserves", NULL};

	return g_ascii_isdigit(word[0]) || g_strv_contains(words, word);
}

static gboolean
has_house_name(const House *house, const char *key)
{
	g_autofree char *padded = g_strdup_printf(" %s ", key);

	for (guint i = 0; house->house[i] != NULL; i++) {
		g_autofree char *name = g_strdup_printf(" %s ", house->house[i]);

		if (strstr(padded, name) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* "Ana Ruiz", "© 2026 Ana Ruiz Photography", "The Courier Ltd"; also where nobody is named. */
static gboolean
is_ours(const House *house, const Witness *witness, const char *name)
{
	g_autofree char *key = cl_text_fold(name);
	g_auto(GStrv) words = g_strsplit(key, " ", -1);
	guint first = 0;

	while (words[first] != NULL && is_no_name(words[first]))
		first++;
	if (words[first] == NULL || has_house_name(house, key))
		return TRUE;
	for (guint n = g_strv_length(words); n > first; n--) {
		g_autofree char *begin = NULL;

		g_clear_pointer(&words[n], g_free);
		begin = g_strjoinv(" ", words + first);
		if (archive_house_lists(house->list, begin, witness->at_us, witness->last_us))
			return TRUE;
	}
	return FALSE;
}

static char *
say_named(const char *where, const char *name)
{
	return g_strdup_printf("the %s names %s", where, name);
}

/* An agency anywhere; where makers and owners are named, anybody else, too. */
static char *
named_by(const House *house, const Witness *witness, const char *text, const char *where, gboolean anybody)
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
	if (other != NULL)
		return say_named(where, other->name);
	for (guint i = 0; anybody && i < credit->photographers->len; i++) {
		const ClCreditName *author = credit->photographers->pdata[i];

		if (!is_ours(house, witness, author->name))
			return say_named(where, author->name);
	}
	return anybody && credit->photographers->len == 0 && !is_ours(house, witness, text)
		? say_named(where, text)
		: NULL;
}

/* Every value that came in any of its forms: a by-line in IIM may be another than in XMP. */
static char *
named_as_received(const House *house, const ArchivePicture *picture, const Witness *witness)
{
	static const struct {
		ClField field;
		const char *where;
		gboolean anybody;
	} fields[] = {{CL_FIELD_BYLINE, "by-line", TRUE}, {CL_FIELD_BYLINE_TITLE, "by-line's title", FALSE},
		{CL_FIELD_COPYRIGHT, "copyright", TRUE}, {CL_FIELD_CREDIT, "credit", FALSE},
		{CL_FIELD_SOURCE, "source", FALSE}};
	g_autoptr(GPtrArray) received = cl_catalog_received(
		house->archive->catalog, picture->row->id, picture->file->version, NULL);
	char *doubt = received == NULL ? g_strdup("what came with it cannot be read") : NULL;

	for (guint i = 0; doubt == NULL && i < received->len; i++) {
		const ClReceived *one = received->pdata[i];

		for (gsize k = 0; doubt == NULL && k < G_N_ELEMENTS(fields); k++)
			if (fields[k].field == one->field)
				doubt = named_by(
					house, witness, one->value, fields[k].where, fields[k].anybody);
	}
	return doubt;
}

/* A folder of the house or of somebody on its list; of others it is no picture of ours. */
static char *
delivered_by(const House *house, const Witness *witness)
{
	const ClOrganisation *known;

	if (witness->supplier == NULL || is_ours(house, witness, witness->supplier))
		return NULL;
	known = cl_credit_rules_find(house->archive->credit_rules, witness->supplier);
	return g_strdup_printf("%s delivered it", known != NULL ? known->name : witness->supplier);
}

/* "… in Almaty. Photo: Bob Stone": a name that no rule knows, behind a label. */
static char *
signed_by_anybody(const ClCreditRules *rules, const char *caption)
{
	const char *last = caption == NULL ? NULL : g_strrstr(caption, ". ");
	gboolean sure = FALSE;
	gsize n;

	last = last != NULL ? last + 2 : caption;
	if (last == NULL || strlen(last) > MAX_SIGNED_BYTES)
		return NULL;
	last += strspn(last, " (");
	n = cl_credit_rules_label(rules, last, strlen(last), TRUE, &sure);
	return n == 0 || !sure ? NULL : g_strdup(last + n);
}

static char *
named_elsewhere(const House *house, const Witness *witness)
{
	static const struct {
		ClField field;
		const char *where;
		gboolean anybody;
	} fields[] = {{CL_FIELD_SOURCE, "source", FALSE}, {CL_FIELD_COPYRIGHT, "copyright", TRUE},
		{CL_FIELD_LICENSOR, "licensor", FALSE}};
	const ClCreditRules *rules = house->archive->credit_rules;
	const char *caption = cl_effective_first(witness->effective, CL_FIELD_CAPTION);
	g_autofree char *known = archive_signoff(rules, caption);
	g_autofree char *signoff =
		known != NULL ? g_steal_pointer(&known) : signed_by_anybody(rules, caption);
	char *doubt = named_by(house, witness, signoff, "end of the caption", TRUE);

	for (gsize i = 0; doubt == NULL && i < G_N_ELEMENTS(fields); i++)
		doubt = named_by(house, witness, cl_effective_first(witness->effective, fields[i].field),
			fields[i].where, fields[i].anybody);
	return doubt != NULL ? doubt : delivered_by(house, witness);
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
doubt_edit(const House *house, const ArchiveFacts *facts)
{
	const ArchivePicture *picture = facts->picture;
	const ArchiveOrigin origin = {.effective = picture->received, .supplier = picture->file->supplier};
	g_autoptr(ClCredit) credit = NULL;
	const char *stranger = NULL;
	Witness witness;

	if (picture->received == NULL)
		return NULL;
	credit = archive_read_credit(house->archive->credit_rules, &origin);
	witness = witness_of(picture, credit, picture->received, facts);
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
		Witness witness = witness_of(copy, credit, copy->effective, NULL);

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
	Witness witness = witness_of(picture, facts->credit, picture->effective, facts);
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
	*doubt = doubt_edit(&house, facts);
	if (*doubt == NULL)
		*doubt = doubt_words(&house, &witness, stranger);
	if (*doubt == NULL)
		*doubt = named_as_received(&house, picture, &witness);
	if (*doubt == NULL)
		*doubt = doubt_copies(&house, facts->copies);
	if (*doubt != NULL)
		*answer = ARCHIVE_HOUSE_DOUBTED;
	return TRUE;
}
