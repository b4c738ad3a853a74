/* SPDX-License-Identifier: MIT
 *
 * What the archive knows of a photo when it asks whether it may be used: whose it is, by its credit, its
 * supplier and the dated house list; its state, its words, its uses, and what other copies of the frame say.
 */
#include "rights.h"
#include "story_check.h"

#include <cutline/json.h>

#include <string.h>

void
archive_facts_free(ArchiveFacts *facts)
{
	if (facts == NULL)
		return;
	g_free(facts->id);
	g_clear_pointer(&facts->picture, archive_picture_unref);
	g_clear_pointer(&facts->kill, cl_kill_free);
	g_clear_pointer(&facts->hold, cl_hold_free);
	g_free(facts->supplier);
	g_free(facts->supplier_name);
	g_free(facts->owner);
	g_free(facts->collection);
	g_free(facts->collection_name);
	g_free(facts->printed);
	g_free(facts->first_story);
	g_free(facts->house_doubt);
	g_free(facts->signoff);
	g_strfreev(facts->photographers);
	g_strfreev(facts->authors);
	g_strfreev(facts->also_of);
	g_clear_pointer(&facts->frame, g_ptr_array_unref);
	g_clear_pointer(&facts->copies, g_ptr_array_unref);
	g_free(facts);
}

/* --- whose -------------------------------------------------------------------------------------- */

static const ClOrganisation *
organisation(ClArchive *archive, const ClCreditName *name)
{
	if (name == NULL)
		return NULL;
	return name->id != NULL ? cl_credit_rules_organisation(archive->credit_rules, name->id)
				: cl_credit_rules_find(archive->credit_rules, name->name);
}

/* A supplier's key is its name in the rules, folded: all its spellings are one. */
char *
archive_rights_supplier(ClArchive *archive, const char *name)
{
	const ClOrganisation *known = cl_credit_rules_find(archive->credit_rules, name);

	return cl_text_fold(known != NULL ? known->name : name);
}

/* "WireImage" is Getty's: a contract with Getty is about it, too. A stock house keeps its own contracts. */
static void
set_owner(ClArchive *archive, ArchiveFacts *facts, const ClOrganisation *deliverer)
{
	const ClOrganisation *owner =
		deliverer == NULL || deliverer->parent == NULL || deliverer->kind != CL_ORGANISATION_PHOTO
			? NULL
			: cl_credit_rules_organisation(archive->credit_rules, deliverer->parent);

	facts->owner = owner == NULL ? NULL : cl_text_fold(owner->name);
}

static void
set_supplier(ClArchive *archive, ArchiveFacts *facts)
{
	const ClCreditName *deliverer = cl_credit_deliverer(facts->credit);
	const char *received = facts->picture->file->supplier;
	const char *name = received != NULL    ? received
			   : deliverer != NULL ? deliverer->name
					       : NULL;
	const ClOrganisation *known =
		name == NULL ? NULL : cl_credit_rules_find(archive->credit_rules, name);

	if (name == NULL)
		return;
	facts->supplier = archive_rights_supplier(archive, name);
	set_owner(archive, facts, known);
	facts->supplier_name = g_strdup(known != NULL       ? known->name
					: deliverer != NULL ? deliverer->name
							    : name);
	if (facts->credit->provider != NULL) {
		g_autofree char *key =
			archive_rights_supplier(archive, facts->credit->provider->name);

		if (strcmp(key, facts->supplier) != 0) {
			facts->collection = g_steal_pointer(&key);
			facts->collection_name = g_strdup(facts->credit->provider->name);
		}
	}
}

/* "Unknown", "N/A": a text that says no name. */
static gboolean
names_nobody(const ClCreditRules *rules, const char *text)
{
	g_autoptr(ClCredit) credit = text == NULL ? NULL : cl_credit_parse(rules, text);

	return credit == NULL ||
	       ((credit->flags & CL_CREDIT_ANONYMOUS) != 0 && credit->provider == NULL &&
		       credit->photographers->len == 0 && credit->distributors->len == 0 &&
		       credit->platform == NULL && credit->licence == NULL);
}

static void
set_photographers(ArchiveFacts *facts, const ClCreditRules *rules)
{
	const GPtrArray *bylines = facts->picture->effective->values[CL_FIELD_BYLINE];
	g_autoptr(GStrvBuilder) keys = g_strv_builder_new();
	g_autoptr(GStrvBuilder) authors = g_strv_builder_new();

	for (guint i = 0; i < facts->credit->photographers->len; i++) {
		const char *name = ((const ClCreditName *)facts->credit->photographers->pdata[i])->name;
		g_autofree char *key = cl_text_fold(name);

		g_strv_builder_add(keys, key);
		g_strv_builder_add(authors, name);
	}
	for (guint i = 0; bylines != NULL && i < bylines->len; i++) {
		const char *name = ((const ClValue *)bylines->pdata[i])->value;
		g_autofree char *key = cl_text_fold(name);

		if (!names_nobody(rules, name))
			g_strv_builder_add(keys, key);
	}
	facts->photographers = g_strv_builder_end(keys);
	facts->authors = g_strv_builder_end(authors);
}

/* --- the class (policy §2) ----------------------------------------------------------------------- */

static gboolean
gives_out(ClArchive *archive, const ClCreditName *name)
{
	return name != NULL && name->id == NULL &&
		cl_credit_rules_gives_out(archive->credit_rules, name->name);
}

/* "(Berlin Police via AP)", "(Courtesy of the Roe family via AP)": an agency has it from who sells none. */
static gboolean
is_passed_on(ClArchive *archive, const ArchiveFacts *facts)
{
	const ClCredit *credit = facts->credit;
	/* "(WABC-TV via AP)": whom no rule knows, and nobody of the agency took it. */
	gboolean stranger =
		credit->provider != NULL && credit->provider->id == NULL && credit->photographers->len == 0;
	gboolean passed = stranger || (credit->flags & CL_CREDIT_COURTESY) != 0 ||
			  gives_out(archive, credit->provider);

	for (guint i = 0; !passed && i < credit->photographers->len; i++)
		passed = gives_out(archive, credit->photographers->pdata[i]);
	for (guint i = 0; !passed && i < credit->distributors->len; i++)
		passed = gives_out(archive, credit->distributors->pdata[i]);
	return passed && (credit->distributors->len > 0 || organisation(archive, credit->provider) != NULL);
}

static ClPictureClass
class_of_party(ClArchive *archive, const ArchiveFacts *facts)
{
	const ClOrganisation *known = organisation(archive, facts->credit->provider);

	if (is_passed_on(archive, facts))
		return CL_CLASS_HANDOUT;
	if (known == NULL && facts->supplier_name != NULL)
		known = cl_credit_rules_find(archive->credit_rules, facts->supplier_name);
	if (known == NULL)
		return CL_CLASS_UNKNOWN;
	switch (known->kind) {
	case CL_ORGANISATION_GOVERNMENT:
		return CL_CLASS_OFFICIAL;
	case CL_ORGANISATION_BROADCASTER:
		return CL_CLASS_BROADCASTER;
	case CL_ORGANISATION_WIRE:
	case CL_ORGANISATION_PHOTO:
	case CL_ORGANISATION_STOCK:
	case CL_ORGANISATION_PRESS:
		return CL_CLASS_AGENCY;
	case CL_ORGANISATION_COMPANY:
	case CL_ORGANISATION_ORGANISATION:
	case CL_ORGANISATION_PLATFORM:
	case CL_N_ORGANISATIONS:
		break;
	}
	return CL_CLASS_UNKNOWN;
}

/* The key of the supplier may be made of such a text, too. */
static gboolean
is_nobody(const ClCreditRules *rules, const ArchiveFacts *facts)
{
	const ClEffective *effective = facts->picture->effective;

	return facts->credit->provider == NULL && facts->credit->photographers->len == 0 &&
	       facts->credit->distributors->len == 0 && facts->credit->platform == NULL &&
	       facts->credit->licence == NULL && facts->photographers[0] == NULL &&
	       names_nobody(rules, facts->supplier) &&
	       names_nobody(rules, cl_effective_first(effective, CL_FIELD_CREDIT)) &&
	       names_nobody(rules, cl_effective_first(effective, CL_FIELD_COPYRIGHT));
}

static ClPictureClass
class_of(ClArchive *archive, const ArchiveFacts *facts, ArchiveHouse house)
{
	if (is_nobody(archive->credit_rules, facts))
		return CL_CLASS_NOBODY;
	if (house == ARCHIVE_HOUSE_LISTED)
		return CL_CLASS_HOUSE;
	if (house == ARCHIVE_HOUSE_DOUBTED)
		return CL_CLASS_HOUSE_DOUBT;
	if (house == ARCHIVE_HOUSE_CLAIMED)
		return CL_CLASS_HOUSE_CLAIM;
	switch (facts->credit->kind) {
	case CL_CREDIT_HANDOUT:
		return CL_CLASS_HANDOUT;
	case CL_CREDIT_POOL:
		return CL_CLASS_POOL;
	case CL_CREDIT_UGC:
		return CL_CLASS_UGC;
	case CL_CREDIT_COMMISSIONED:
		return CL_CLASS_COMMISSIONED;
	case CL_CREDIT_CC:
		return CL_CLASS_CC;
	case CL_CREDIT_PUBLIC_DOMAIN:
		return CL_CLASS_PUBLIC_DOMAIN;
	case CL_CREDIT_INDIVIDUAL:
		return facts->credit->distributors->len > 0 ? class_of_party(archive, facts)
							    : CL_CLASS_INDIVIDUAL;
	case CL_CREDIT_AGENCY:
	case CL_CREDIT_THIRD_PARTY:
		return class_of_party(archive, facts);
	case CL_N_CREDIT_KINDS:
		break;
	}
	return CL_CLASS_UNKNOWN;
}

/* --- an open licence that it claims --------------------------------------------------------------- */

/* The words that ask for most are those that are quoted. */
static void
add_claim(ClRightsPhoto *photo, ClField field, const char *text, guint *asked)
{
	ClOpenTerms terms = {0};
	guint asks;

	if (!cl_open_terms_find(text, &terms))
		return;
	cl_open_terms_find(text, &photo->claim);
	asks = 1U + terms.non_commercial + terms.no_derivatives + terms.share_alike;
	if (asks <= *asked)
		return;
	*asked = asks;
	photo->claim_text = text;
	photo->claim_field = cl_field_info(field)->name;
}

/* What came claims it behind an edit, too. */
static void
set_claim(ArchiveFacts *facts)
{
	static const ClField fields[] = {CL_FIELD_CC_LICENCE, CL_FIELD_CREDIT, CL_FIELD_COPYRIGHT,
		CL_FIELD_USAGE_TERMS, CL_FIELD_WEB_STATEMENT, CL_FIELD_BYLINE, CL_FIELD_SOURCE,
		CL_FIELD_INSTRUCTIONS};
	const ClEffective *const all[] = {facts->picture->effective, facts->picture->received};
	guint asked = 0;

	for (gsize k = 0; k < G_N_ELEMENTS(all) && all[k] != NULL; k++)
		for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
			const GPtrArray *values = all[k]->values[fields[i]];

			for (guint j = 0; values != NULL && j < values->len; j++)
				add_claim(&facts->photo, fields[i],
					((const ClValue *)values->pdata[j])->value, &asked);
		}
}

/* Of others than a seller, a service or the house the claim is what there is. */
static ClPictureClass
class_with_claim(const ArchiveFacts *facts, ClPictureClass class)
{
	if (facts->photo.claim_text == NULL || (class != CL_CLASS_INDIVIDUAL && class != CL_CLASS_UNKNOWN &&
						       class != CL_CLASS_OFFICIAL))
		return class;
	if (facts->photo.claim.public_domain && !facts->photo.claim.attribution)
		return CL_CLASS_PUBLIC_DOMAIN;
	return CL_CLASS_CC;
}

/* --- the credit ------------------------------------------------------------------------------------ */

static void
set_origin(ArchiveFacts *facts)
{
	static const ClField fields[] = {
		CL_FIELD_CREDIT, CL_FIELD_BYLINE, CL_FIELD_COPYRIGHT, CL_FIELD_SOURCE};

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const GPtrArray *values = facts->picture->effective->values[fields[i]];

		if (values == NULL || values->len == 0)
			continue;
		facts->photo.origin_text = ((const ClValue *)values->pdata[0])->value;
		facts->photo.origin_field = cl_field_info(fields[i])->name;
		return;
	}
	if (facts->photo.class == CL_CLASS_NOBODY)
		return;
	facts->photo.origin_text = facts->supplier_name;
	facts->photo.origin_field = facts->supplier_name != NULL ? "supplier" : NULL;
}

/* As whose the picture is demands it; in an editor's words where they say the same. */
static char *
credit_to_print(ClArchive *archive, const ArchiveFacts *facts)
{
	const char *printed = facts->credit->canonical;
	g_autofree char *due = cl_credit_render(archive->credit_rules, facts->credit, CL_CREDIT_STYLE_HOUSE);
	g_autofree char *due_key = cl_text_fold(due), *printed_key = cl_text_fold(printed);

	if (facts->photo.class == CL_CLASS_NOBODY)
		return NULL;
	if (due[0] != '\0')
		return g_strdup(strcmp(due_key, printed_key) == 0 ? printed : due);
	return facts->supplier_name == NULL ? NULL : g_strdup_printf("© %s", facts->supplier_name);
}

/* A house folder is one under the house's own name, which is kept folded. */
static gboolean
spell_supplier(ClArchive *archive, ArchiveFacts *facts, const char *with_house, GError **error)
{
	g_autofree char *name = NULL;

	if (facts->picture->file->supplier == NULL)
		return TRUE;
	if (!archive_house_spelling(archive, with_house, facts->picture->file->supplier, &name, error))
		return FALSE;
	if (name != NULL) {
		g_free(facts->supplier_name);
		facts->supplier_name = g_steal_pointer(&name);
	}
	return TRUE;
}

static gboolean
read_credit(ClArchive *archive, ArchiveFacts *facts, const char *with_house, GError **error)
{
	ArchiveHouse house;

	facts->credit = archive_picture_credit(archive, facts->picture);
	set_supplier(archive, facts);
	if (!spell_supplier(archive, facts, with_house, error))
		return FALSE;
	archive_set_signoff(facts, archive->credit_rules);
	set_photographers(facts, archive->credit_rules);
	archive_set_other_deliverer(facts, archive->credit_rules);
	if (!archive_judge_house(archive, facts, with_house, &house, &facts->house_doubt, error))
		return FALSE;
	set_claim(facts);
	facts->photo.class = class_with_claim(facts, class_of(archive, facts, house));
	facts->photo.house_doubt = facts->house_doubt;
	archive_set_giver(facts, archive->credit_rules);
	facts->printed = credit_to_print(archive, facts);
	set_origin(facts);
	return archive_set_house_said(archive, facts, error);
}

/* --- uses and copies --------------------------------------------------------------------------------- */

/* Is the use that was asked about this one? What goes to a partner, into a digest or out through another
 * channel is a further one. */
static gboolean
is_asked_about(const ClUseRow *use, const ClCheck *check)
{
	if (g_strcmp0(use->partner, check->partner) != 0)
		return FALSE;
	if (use->partner != NULL)
		return archive_is_asked_delivery(use, check);
	return g_strcmp0(use->id, check->use) == 0 &&
	       (check->channel == NULL || use->channel == NULL || strcmp(use->channel, check->channel) == 0);
}

static gboolean
add_uses(ClArchive *archive, ArchiveFacts *facts, const ClCheck *check, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, facts->id, error);
	gint64 first_us = G_MAXINT64;

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (use->published_us == 0)
			continue;
		facts->photo.in_published_use |= use->state == CL_USE_PUBLISHED;
		facts->photo.uses_elsewhere += !is_asked_about(use, check);
		/* A digest is no other story than those that it shows. */
		if (archive_is_carried(use))
			continue;
		if (use->published_us < first_us) {
			first_us = use->published_us;
			g_free(facts->first_story);
			facts->first_story = g_strdup(use->story);
		}
	}
	facts->photo.first_story = facts->first_story;
	return uses != NULL;
}

/* Each is lent of the copy, which this keeps. */
static gboolean
add_copy(ClArchive *archive, ArchiveFacts *facts, const char *other, GError **error)
{
	ArchivePicture *copy = archive_get_picture(archive, other, error);

	if (copy == NULL)
		return FALSE;
	g_ptr_array_add(facts->copies, copy);
	g_ptr_array_extend(facts->frame, copy->frame, NULL, NULL);
	facts->photo.n_copies += !copy->limited;
	return TRUE;
}

static gboolean
add_copies(ClArchive *archive, ArchiveFacts *facts, GError **error)
{
	g_autoptr(GPtrArray) others = cl_catalog_frame(archive->catalog, facts->id, error);

	facts->frame = g_ptr_array_new();
	facts->copies = g_ptr_array_new_with_free_func((GDestroyNotify)archive_picture_unref);
	for (guint i = 0; others != NULL && i < others->len; i++)
		if (!add_copy(archive, facts, others->pdata[i], error))
			return FALSE;
	return others != NULL;
}

/* --- all of it ----------------------------------------------------------------------------------------- */

/* "supplier/KEY" or "photo/ID": all terms of it are recorded. */
gboolean
archive_is_complete(
	ClArchive *archive, const char *what, const char *name, gboolean *complete, GError **error)
{
	g_autofree char *id = g_strdup_printf("%s/%s", what, name != NULL ? name : "");
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document =
		cl_catalog_get_document(archive->catalog, "rights-state", id, &why);

	*complete = *complete || document != NULL;
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

static void
set_state(ArchiveFacts *facts)
{
	ClRightsPhoto *photo = &facts->photo;

	photo->id = facts->id;
	photo->killed = strcmp(facts->picture->row->state, "killed") == 0;
	photo->held = strcmp(facts->picture->row->state, "held") == 0;
	photo->state_reason = facts->picture->row->state_reason;
	if (facts->kill != NULL) {
		photo->kill_class = facts->kill->kind;
		photo->kill_who = facts->kill->who;
		photo->kill_us = facts->kill->at_us;
	}
	if (facts->hold != NULL) {
		photo->legal_hold = TRUE;
		photo->hold_reason = facts->hold->reason;
		photo->hold_who = facts->hold->who;
		photo->hold_us = facts->hold->at_us;
		photo->hold_until_us = facts->hold->until_us;
	}
	photo->developed = facts->picture->file->developed;
	photo->ingested_us = facts->picture->file->ingested_us;
	photo->sent_us = facts->picture->sent_us;
}

/* As exactly as it says: a day, a month, a year. */
static gint64
end_of(const ClDate *date, gint64 from_us)
{
	g_autoptr(GDateTime) from =
		g_date_time_new_utc(date->year, MAX(date->month, 1), MAX(date->day, 1), 0, 0, 0);
	g_autoptr(GDateTime) end = date->has_time || from == NULL
		? NULL
		: g_date_time_add_full(from, date->month == 0, date->month != 0 && date->day == 0,
			  date->day != 0, 0, 0, 0);

	return end == NULL ? from_us + 1 : g_date_time_to_unix(end) * G_TIME_SPAN_SECOND;
}

gboolean
archive_days_taken(const ClEffective *effective, ClDays *days)
{
	const char *taken = cl_effective_first(effective, CL_FIELD_DATE_TAKEN);
	ClDate date;

	if (taken == NULL || !cl_date_parse(taken, &date))
		return FALSE;
	days->from_us = cl_date_wall_us(&date);
	days->until_us = end_of(&date, days->from_us);
	return TRUE;
}

static void
set_days(ArchiveFacts *facts)
{
	const ClEffective *received = facts->picture->received;
	const char *taken = cl_effective_first(facts->picture->effective, CL_FIELD_DATE_TAKEN);
	const char *came = received == NULL ? NULL : cl_effective_first(received, CL_FIELD_DATE_TAKEN);

	archive_days_taken(facts->picture->effective, &facts->photo.taken);
	if (came != NULL && g_strcmp0(came, taken) != 0 &&
		archive_days_taken(received, &facts->photo.came_as))
		facts->photo.came_text = came;
}

static void
set_pixels(ArchiveFacts *facts)
{
	const char *taken = cl_effective_first(facts->picture->effective, CL_FIELD_DATE_TAKEN);
	ClDate date;

	facts->photo.ai_text = archive_made_by_model(facts->picture, &facts->photo.ai_field);
	facts->photo.ai = facts->photo.ai_text != NULL;
	facts->photo.has_caption = cl_effective_first(facts->picture->effective, CL_FIELD_CAPTION) != NULL;
	if (taken != NULL && cl_date_parse(taken, &date) && !cl_date_utc_us(&date, &facts->photo.taken_us))
		facts->photo.taken_us = cl_date_wall_us(&date);
	set_days(facts);
}

static gboolean
load_rows(ClArchive *archive, ArchiveFacts *facts, GError **error)
{
	g_autoptr(GError) why = NULL;

	facts->picture = archive_get_picture(archive, facts->id, error);
	if (facts->picture == NULL)
		return FALSE;
	facts->kill = cl_catalog_get_kill(archive->catalog, facts->id, &why);
	if (why == NULL)
		facts->hold = cl_catalog_get_hold(
			archive->catalog, facts->id, cl_time_now_us(), &why);
	if (why == NULL)
		return archive_credit_rules(archive, error) != NULL;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

ArchiveFacts *
archive_facts(ClArchive *archive, const char *id, const ClCheck *check, GError **error)
{
	g_autoptr(ArchiveFacts) facts = g_new0(ArchiveFacts, 1);
	ClRightsPhoto *photo = &facts->photo;

	facts->id = g_strdup(id);
	if (!load_rows(archive, facts, error))
		return NULL;
	set_state(facts);
	set_pixels(facts);
	if (!add_copies(archive, facts, error) || !read_credit(archive, facts, check->with_house, error) ||
		!add_uses(archive, facts, check, error) ||
		!archive_is_complete(
			archive, "supplier", facts->supplier, &photo->supplier_complete, error) ||
		!archive_is_complete(archive, "photo", facts->id, &photo->supplier_complete, error))
		return NULL;
	photo->supplier = facts->supplier;
	photo->supplier_name = facts->supplier_name;
	/* Whose notice it was, whoever brought it in. */
	if (photo->supplier_name != NULL && g_strcmp0(photo->kill_class, "agency") == 0)
		photo->kill_who = photo->supplier_name;
	photo->owner = facts->owner;
	photo->collection = facts->collection;
	photo->collection_name = facts->collection_name;
	photo->photographers = (const char *const *)facts->photographers;
	photo->authors = (const char *const *)facts->authors;
	photo->photographer =
		facts->credit->photographers->len > 0
			? ((const ClCreditName *)facts->credit->photographers->pdata[0])->name
			: cl_effective_first(facts->picture->effective, CL_FIELD_BYLINE);
	photo->credit = facts->printed;
	photo->restrictions = facts->picture->restrictions;
	photo->frame = facts->frame;
	return g_steal_pointer(&facts);
}
