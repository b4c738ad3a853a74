/* SPDX-License-Identifier: MIT
 *
 * Steps 4 and 11: what must stand beside the picture. A credit can be made, a demanded text stands in
 * the one that is printed, a caption is there.
 */
#include <string.h>
#include "judge.h"

/* Folded: capitals, marks and © do not make a credit wrong. */
static gboolean
contains(const char *printed, const char *demanded)
{
	g_autofree char *a = cl_text_fold(printed);
	g_autofree char *b = cl_text_fold(demanded);

	return rights_has_words(a, b);
}

/* A form that names all that the credit does stands alone; else it takes the place of what it names. */
static char *
with_form(const char *credit, const char *form)
{
	const char *slash = strchr(credit, '/');
	const char *rest = slash != NULL ? slash + 1 : credit;
	g_autofree char *name = slash != NULL ? g_strndup(credit, (gsize)(slash - credit)) : NULL;

	if (contains(credit, form))
		return g_strdup(credit);
	if (name != NULL && contains(form, name) && contains(form, rest))
		return g_strdup(form);
	form += g_str_has_prefix(form, "©") ? strlen("©") : 0;
	form += strspn(form, " ");
	if (!contains(form, rest))
		return g_strdup_printf("%s/%s", credit, form);
	return name == NULL ? g_strdup_printf("© %s", form) : g_strdup_printf("%s/%s", name, form);
}

/* "AFP PHOTO / JIM HOLLANDER" of a picture by AFP; not "the photographer", which is nobody's name. */
static gboolean
names_the_same(const char *credit, const char *form)
{
	const char *slash = strchr(credit, '/');

	return contains(form, slash != NULL ? slash + 1 : credit);
}

static gboolean
is_demand(const ClRestriction *one)
{
	return one->code == CL_RESTRICTION_CREDIT_REQUIRED && one->decided != CL_DECIDED_DISMISSED;
}

char *
cl_rights_due_credit(const char *credit, const GPtrArray *restrictions, const ClLicence *licence,
	gboolean for_a_person)
{
	char *due = g_strdup(credit);

	for (guint i = 0; due != NULL && restrictions != NULL && i < restrictions->len; i++) {
		const ClRestriction *one = restrictions->pdata[i];
		g_autofree char *before = due;

		due = is_demand(one) && one->operand != NULL &&
				      (for_a_person || names_the_same(before, one->operand))
			      ? with_form(before, one->operand)
			      : g_steal_pointer(&before);
	}
	/* Nobody holds the rights in it. */
	if (due != NULL && licence != NULL && licence->open.public_domain && g_str_has_prefix(due, "© ")) {
		g_autofree char *before = due;

		due = g_strdup(before + strlen("© "));
	}
	if (due != NULL && licence != NULL && licence->credit != NULL) {
		g_autofree char *before = due;

		due = with_form(before, licence->credit);
	}
	return due;
}

static void
demand(RightsJudge *judge, const char *demanded, RightsSaid *said)
{
	const char *printed = judge->use->credit_printed;

	said->what = demanded != NULL               ? demanded
		     : judge->photo->credit != NULL ? judge->photo->credit
						    : "the photographer and the agency";
	if (printed == NULL)
		rights_reason(judge, CL_REASON_CREDIT_REQUIRED, said);
	else if (!contains(printed, said->what))
		rights_reason(judge, CL_REASON_CREDIT_MISSING, said);
}

static gboolean
judge_demands(RightsJudge *judge)
{
	const GPtrArray *all = judge->photo->restrictions;
	gboolean any = FALSE;

	for (guint i = 0; all != NULL && i < all->len; i++) {
		RightsSaid said = {.restriction = all->pdata[i]};

		if (!is_demand(said.restriction))
			continue;
		any = TRUE;
		demand(judge, said.restriction->operand, &said);
	}
	if (judge->licence != NULL && judge->licence->credit != NULL) {
		RightsSaid said = {.words = judge->licence->credit,
			.where = judge->licence->id,
			.source = judge->licence->id,
			.field = "credit"};

		any = TRUE;
		demand(judge, judge->licence->credit, &said);
	}
	return any;
}

static void
compare_printed(RightsJudge *judge)
{
	const char *printed = judge->use->credit_printed, *credit = judge->photo->credit;
	RightsSaid said = {.field = "credit"};

	if (printed == NULL || credit == NULL || strcmp(printed, credit) == 0 ||
		strcmp(printed, judge->credit) == 0)
		return;
	rights_reason(judge,
		contains(printed, credit) ? CL_REASON_CREDIT_CASE : CL_REASON_CREDIT_OTHER, &said);
}

void
rights_judge_credit(RightsJudge *judge)
{
	const ClRightsPhoto *photo = judge->photo;
	RightsSaid credit = {.where = "in credit, by-line and source", .field = "credit"};
	RightsSaid caption = {.where = "in IIM, XMP and EXIF", .field = "caption"};
	RightsSaid alt = {.where = "in story and archive", .field = "alt_text"};
	RightsSaid id = {
		.what = photo->supplier_name, .where = "supplier_id", .field = "supplier_id"};

	if (photo->credit == NULL && photo->class != CL_CLASS_NOBODY)
		rights_reason(judge, CL_REASON_NO_CREDIT, &credit);
	if (!photo->has_caption)
		rights_reason(judge,
			judge->use->publishing && judge->verdict->stage == CL_STAGE_BLOCK
				? CL_REASON_NO_CAPTION_PUBLISHING
				: CL_REASON_NO_CAPTION,
			&caption);
	if (judge->use->alt_missing)
		rights_reason(judge, CL_REASON_NO_ALT_TEXT, &alt);
	if (photo->needs_supplier_id && !photo->has_supplier_id)
		rights_reason(judge, CL_REASON_NO_SUPPLIER_ID, &id);
	judge_demands(judge);
	compare_printed(judge);
}
