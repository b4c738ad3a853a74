/* SPDX-License-Identifier: MIT
 *
 * Whether a picture is the house's own (policy §2): by somebody who stood on the house list on the day it
 * was taken, or out of a house folder. A by-line is one writable field: where the credit, the end of the
 * caption, the copyright, who delivered it, what came before an edit, or another copy of the frame names
 * somebody else, a person looks first.
 */
#include "house_own.h"

#include <cutline/findings.h>

#include <string.h>

#define IIM_CUT 31U /* bytes, of 32 */

/* What names the makers of one picture. */
typedef struct {
	const ArchiveHouseList *house;
	const ClCredit *credit;
	const ClEffective *effective;
	const char *supplier; /* fold key, or NULL */
	GStrv people;	      /* of the list, on its day */
} Witness;

static void
witness_clear(Witness *witness)
{
	g_strfreev(witness->people);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Witness, witness_clear)

/* Of a picture that says no day, the one on which it came, by the archive's clock. */
static ClDays
days_of(ClArchive *archive, const ArchivePicture *picture, const ClEffective *effective)
{
	gint64 came_us = picture->file->ingested_us;
	gint interval = g_time_zone_find_interval(
		archive->zone, G_TIME_TYPE_UNIVERSAL, came_us / G_TIME_SPAN_SECOND);
	ClDays days;

	if (archive_days_taken(effective, &days))
		return days;
	days.from_us = came_us + g_time_zone_get_offset(archive->zone, interval) * G_TIME_SPAN_SECOND;
	days.until_us = days.from_us + 1;
	return days;
}

static Witness
witness_of(const ArchiveHouseList *house, const ArchivePicture *picture, const ClCredit *credit,
	const ClEffective *effective)
{
	ClDays days = days_of(house->archive, picture, effective);

	return (Witness){house, credit, effective, picture->file->supplier,
		archive_house_people(house->list, &days)};
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
is_house_name(const Witness *witness, const char *name)
{
	g_autofree char *key = cl_text_fold(name);

	return g_strv_contains(witness->house->names, key);
}

static gboolean
is_house(const Witness *witness, const ClCreditName *name)
{
	return name != NULL && is_house_name(witness, name->name);
}

/* Does the credit name an organisation that is not the house? */
static gboolean
names_others(const Witness *witness)
{
	const ClCredit *credit = witness->credit;

	return (credit->provider != NULL && !is_house(witness, credit->provider)) ||
	       credit->distributors->len > 0;
}

static gboolean
is_listed(const Witness *witness, const char *name)
{
	g_autofree char *key = cl_text_fold(name);

	return g_strv_contains((const char *const *)witness->people, key);
}

/* Does one of its authors stand on the list? *stranger: the first who does not; lent. */
static gboolean
any_listed(const Witness *witness, const char **stranger)
{
	const GPtrArray *credited = witness->credit->photographers;
	const GPtrArray *bylines = witness->effective->values[CL_FIELD_BYLINE];
	gboolean any = FALSE;

	*stranger = NULL;
	for (guint i = 0; i < credited->len; i++) {
		const ClCreditName *author = credited->pdata[i];
		gboolean listed = is_listed(witness, author->name);

		any = any || listed;
		if (!listed && *stranger == NULL && !is_house(witness, author))
			*stranger = author->name;
	}
	for (guint i = 0; !any && bylines != NULL && i < bylines->len; i++)
		any = is_listed(witness, ((const ClValue *)bylines->pdata[i])->value);
	return any;
}

/* "The Courier" in the credit, "Reuters" in the source: ours by its credit, another's by something else. */
static gboolean
is_credited_to_house(const Witness *witness)
{
	const char *credit = cl_effective_first(witness->effective, CL_FIELD_CREDIT);

	return credit != NULL && is_house_name(witness, credit);
}

static ArchiveHouse
judge_words(const Witness *witness, const char **stranger)
{
	const ClCredit *credit = witness->credit;
	gboolean folder = credit->provider == NULL && witness->supplier != NULL &&
		g_strv_contains(witness->house->names, witness->supplier);

	if (has_own_terms(credit))
		return ARCHIVE_HOUSE_NO;
	if ((any_listed(witness, stranger) || folder) &&
		(!names_others(witness) || is_credited_to_house(witness)))
		return ARCHIVE_HOUSE_LISTED;
	return is_house(witness, credit->provider) && credit->distributors->len == 0 ? ARCHIVE_HOUSE_CLAIMED
										      : ARCHIVE_HOUSE_NO;
}

/* --- doubts ------------------------------------------------------------------------------------------ */

static char *
named_by(const Witness *witness, const char *text, ArchiveNames names, const char *where)
{
	g_autofree char *other = archive_names_other(
		witness->house, (const char *const *)witness->people, text, names);

	return other == NULL ? NULL : g_strdup_printf("the %s names %s", where, other);
}

/* What may name its makers, and how much of it is a name. */
static const struct {
	ClField field;
	ArchiveNames names;
	const char *where;
} speakers[] = {
	{CL_FIELD_BYLINE, ARCHIVE_NAMES_ANY, "by-line"},
	{CL_FIELD_BYLINE_TITLE, ARCHIVE_NAMES_TITLE, "by-line's title"},
	{CL_FIELD_CAPTION, ARCHIVE_NAMES_CAPTION, "end of the caption"},
	{CL_FIELD_SOURCE, ARCHIVE_NAMES_ANY, "source"},
	{CL_FIELD_COPYRIGHT, ARCHIVE_NAMES_ANY, "copyright"},
	{CL_FIELD_COPYRIGHT_OWNER, ARCHIVE_NAMES_ANY, "owner of the copyright"},
	{CL_FIELD_IMAGE_CREATOR, ARCHIVE_NAMES_ANY, "creator"},
	{CL_FIELD_IMAGE_SUPPLIER, ARCHIVE_NAMES_ANY, "supplier"},
	{CL_FIELD_CC_ATTRIBUTION, ARCHIVE_NAMES_ANY, "attribution"},
	{CL_FIELD_LICENSOR, ARCHIVE_NAMES_LICENSOR, "licensor"},
	{CL_FIELD_WEB_STATEMENT, ARCHIVE_NAMES_KNOWN, "web statement"},
	{CL_FIELD_PUBLISHER, ARCHIVE_NAMES_ANY, "publisher"},
	{CL_FIELD_ARTWORK_COPYRIGHT, ARCHIVE_NAMES_ANY, "copyright of what it shows"},
	{CL_FIELD_CREATOR_MAIL, ARCHIVE_NAMES_KNOWN, "creator's mail address"},
};

static char *
named_elsewhere(const Witness *witness)
{
	char *doubt = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(speakers); i++) {
		const GPtrArray *values = witness->effective->values[speakers[i].field];

		for (guint k = 0; doubt == NULL && values != NULL && k < values->len; k++)
			doubt = named_by(witness, ((const ClValue *)values->pdata[k])->value,
				speakers[i].names, speakers[i].where);
	}
	return doubt;
}

/* Who delivered it has it from somebody, unless that is the house or one of its people. */
static char *
delivered_by(const Witness *witness)
{
	const ClOrganisation *known = witness->supplier == NULL
		? NULL
		: cl_credit_rules_find(witness->house->archive->credit_rules, witness->supplier);
	g_autofree char *other = archive_names_other(witness->house, (const char *const *)witness->people,
		known != NULL ? known->name : witness->supplier, ARCHIVE_NAMES_ANY);

	return other == NULL ? NULL : g_strdup_printf("%s delivered it", other);
}

/* "Nord Post", by-line "Kim Lee": no rule tells the house from a person, but the house list does. */
static gboolean
is_house_and_ours(const Witness *witness, const ClCreditFinding *conflict)
{
	return conflict->said != NULL && is_house_name(witness, conflict->said) &&
		is_listed(witness, conflict->elsewhere);
}

static const ClCreditFinding *
find_conflict(const Witness *witness)
{
	const GPtrArray *findings = witness->credit->findings;

	for (guint i = 0; i < findings->len; i++) {
		const ClCreditFinding *finding = findings->pdata[i];

		if ((strcmp(finding->code, CL_FINDING_CREDIT_CONFLICT) == 0 &&
			    !is_house_and_ours(witness, finding)) ||
			strcmp(finding->code, CL_FINDING_CREDIT_DELIVERER) == 0 ||
			strcmp(finding->code, CL_FINDING_CREDIT_PHOTOGRAPHER) == 0)
			return finding;
	}
	return NULL;
}

static char *
doubt_words(const Witness *witness, const char *stranger)
{
	const ClCredit *credit = witness->credit;
	const ClCreditFinding *conflict = find_conflict(witness);
	char *doubt;

	if (stranger != NULL)
		return g_strdup_printf("%s does not stand on the house list for its date", stranger);
	if (conflict != NULL)
		return g_strdup(conflict->message);
	if ((credit->flags & CL_CREDIT_ANONYMOUS) != 0)
		return g_strdup("the credit withholds a name");
	if ((credit->flags & CL_CREDIT_COURTESY) != 0)
		return g_strdup("somebody gave it");
	doubt = named_elsewhere(witness);
	if (doubt == NULL)
		doubt = delivered_by(witness);
	if (doubt == NULL && names_others(witness))
		doubt = g_strdup_printf("it is credited \"%s\"", credit->canonical);
	return doubt;
}

/* Where a file says one thing in several places, one of them was chosen (reference §2.2); its by-lines and
 * notices all speak, but for names that IIM may have cut at 32 bytes. */
static gboolean
doubt_places(const Witness *witness, const ArchivePicture *picture, char **doubt, GError **error)
{
	g_autoptr(GPtrArray) received = cl_catalog_received(witness->house->archive->catalog,
		picture->row->id, picture->file->version, error);

	for (guint i = 0; received != NULL && *doubt == NULL && i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		for (gsize k = 0; *doubt == NULL && k < G_N_ELEMENTS(speakers); k++)
			if (speakers[k].field == value->field && speakers[k].names == ARCHIVE_NAMES_ANY &&
				(value->origin != CL_ORIGIN_IPTC || strlen(value->value) < IIM_CUT))
				*doubt = named_by(witness, value->value, speakers[k].names,
					speakers[k].where);
	}
	return received != NULL;
}

/* Who wrote a name on what came without one, and when: by an edit or by a template. */
static gboolean
doubt_written(const ArchiveHouseList *house, const ArchivePicture *picture, char **doubt, GError **error)
{
	static const ClField naming[] = {CL_FIELD_BYLINE, CL_FIELD_CREDIT, CL_FIELD_SOURCE,
		CL_FIELD_COPYRIGHT, CL_FIELD_CAPTION};
	g_autoptr(GPtrArray) layers =
		cl_catalog_layers(house->archive->catalog, picture->row->id, error);

	for (gsize i = 0; layers != NULL && *doubt == NULL && i < G_N_ELEMENTS(naming); i++) {
		const ClLayer *layer = cl_layer_find(layers, naming[i], NULL);
		g_autofree char *day = layer == NULL || layer->values == NULL || layer->values->len == 0
			? NULL
			: archive_day_text(house->archive, layer->at_us);

		if (day != NULL)
			*doubt = g_strdup_printf("it came without a name, and %s wrote \"%s\" (%s) on %s",
				layer->who, (const char *)layer->values->pdata[0],
				cl_field_info(layer->field)->name, day);
	}
	return layers != NULL;
}

/* Who may write a credit may not license by it: what came named somebody else, or nobody. */
static gboolean
doubt_edit(const ArchiveHouseList *house, const ArchivePicture *picture, char **doubt, GError **error)
{
	const ArchiveOrigin origin = {.effective = picture->received, .supplier = picture->file->supplier};
	g_autoptr(ClCredit) credit = NULL;
	const char *stranger = NULL;
	g_auto(Witness) witness = {0};
	gboolean listed;

	if (picture->received == NULL)
		return TRUE;
	credit = archive_read_credit(house->archive->credit_rules, &origin);
	witness = witness_of(house, picture, credit, picture->received);
	listed = judge_words(&witness, &stranger) == ARCHIVE_HOUSE_LISTED && stranger == NULL;
	*doubt = listed || credit->canonical[0] == '\0'
		? doubt_words(&witness, NULL)
		: g_strdup_printf("it came as \"%s\"", credit->canonical);
	return *doubt != NULL || listed || doubt_written(house, picture, doubt, error);
}

/* Its number is one that its seller gives; where nobody is named, one that any agency gives, or its name is
 * ("GettyImages-…"). */
static char *
doubt_number(const ArchiveHouseList *house, const Witness *witness, const ArchivePicture *picture,
	gboolean named)
{
	const ClCreditRules *rules = house->archive->credit_rules;
	const ClEffective *came = picture->received != NULL ? picture->received : picture->effective;
	g_autoptr(ClSupplierId) id = archive_seller_id(rules, came);
	const ClOrganisation *agency;

	if (id == NULL && !named)
		id = archive_supplier_id(rules, NULL, came, picture->file->name);
	agency = id == NULL ? NULL : cl_credit_rules_organisation(rules, id->supplier);
	return agency == NULL || is_house_name(witness, agency->name)
		? NULL
		: g_strdup_printf("its number, %s, is one of %s", id->value, agency->name);
}

/* Ours may come back from an agency; under another name it is not ours. */
static gboolean
is_of_others(const Witness *witness)
{
	const char *stranger = NULL;

	if (witness->credit->photographers->len > 0)
		return !any_listed(witness, &stranger) || stranger != NULL;
	return names_others(witness);
}

/* Likeness accuses. */
static char *
doubt_copies(const ArchiveHouseList *house, const GPtrArray *copies)
{
	for (guint i = 0; i < copies->len; i++) {
		ArchivePicture *copy = copies->pdata[i];
		const ClCredit *credit = archive_picture_credit(house->archive, copy);
		g_auto(Witness) witness = witness_of(house, copy, credit, copy->effective);

		if (credit->canonical[0] != '\0' && is_of_others(&witness))
			return g_strdup_printf("another copy of this frame, %.6s, is credited \"%s\"",
				copy->row->id, credit->canonical);
	}
	return NULL;
}

static gboolean
judge_picture(const ArchiveHouseList *house, const ArchiveFacts *facts, ArchiveHouse *answer, char **doubt,
	GError **error)
{
	const ArchivePicture *picture = facts->picture;
	g_auto(Witness) witness = witness_of(house, picture, facts->credit, picture->effective);
	const char *stranger = NULL;

	*answer = judge_words(&witness, &stranger);
	if (*answer != ARCHIVE_HOUSE_LISTED)
		return TRUE;
	if (!doubt_edit(house, picture, doubt, error))
		return FALSE;
	if (*doubt == NULL)
		*doubt = doubt_words(&witness, stranger);
	if (*doubt == NULL)
		*doubt = doubt_copies(house, facts->copies);
	if (*doubt == NULL && !doubt_places(&witness, picture, doubt, error))
		return FALSE;
	if (*doubt == NULL)
		*doubt = doubt_number(house, &witness, picture, facts->photographers[0] != NULL);
	if (*doubt != NULL)
		*answer = ARCHIVE_HOUSE_DOUBTED;
	return TRUE;
}

gboolean
archive_judge_house(ClArchive *archive, const ArchiveFacts *facts, const char *with_house,
	ArchiveHouse *answer, char **doubt, GError **error)
{
	g_autoptr(GVariant) list = NULL;
	g_auto(GStrv) names = NULL;
	ArchiveHouseList house = {.archive = archive};

	*answer = ARCHIVE_HOUSE_NO;
	*doubt = NULL;
	if (!archive_read_house(archive, with_house, &list, error))
		return FALSE;
	if (list == NULL)
		return TRUE;
	names = archive_house_names(list);
	house.list = list;
	house.names = (const char *const *)names;
	return judge_picture(&house, facts, answer, doubt, error);
}

gboolean
archive_set_house_said(ClArchive *archive, ArchiveFacts *facts, GError **error)
{
	g_autoptr(GPtrArray) events = NULL;
	const ClEventRow *came;
	g_autofree char *day = NULL;

	if (facts->photo.class != CL_CLASS_HOUSE || facts->photographers[0] != NULL)
		return TRUE;
	events = cl_catalog_list_events(archive->catalog, facts->id, 0, 1, error);
	if (events == NULL || events->len == 0)
		return events != NULL;
	came = events->pdata[0];
	day = archive_day_text(archive, came->at_us);
	g_free(facts->house_doubt);
	facts->house_doubt = g_strdup_printf("as %s said on %s, when it came in", came->who, day);
	facts->photo.house_doubt = facts->house_doubt;
	return TRUE;
}
