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

/* "Essex Police/PA Wire" of "© Essex Police via PA": each part, or an agency and a word to its name. */
static gboolean
names_all(const char *credit, const char *form)
{
	g_autofree char *fold = cl_text_fold(credit);
	g_auto(GStrv) parts = g_strsplit(form, "/", -1);
	gboolean all = TRUE;

	for (guint i = 0; all && parts[i] != NULL; i++) {
		g_autofree char *part = cl_text_fold(parts[i]);
		const char *agency = strrchr(fold, ' ');

		all = rights_has_words(fold, part) ||
		      (agency != NULL && g_str_has_prefix(part, agency + 1) &&
			      part[strlen(agency + 1)] == ' ');
	}
	return all;
}

/* A form that names all that the credit does stands alone, and says nothing if the credit names all that it
 * does; else it takes the place of what it names. */
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
	if (names_all(credit, form))
		return g_strdup(credit);
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

/* What it names stands in the credit; else it is printed to the letter (reference §4.6). */
static const char *
form_of(const char *credit, const ClRestriction *one)
{
	return one->as_written == NULL || contains(credit, one->operand) ? one->operand : one->as_written;
}

/* Is it printed as the words of the picture write it? */
static gboolean
is_as_written(const ClRightsPhoto *photo, const char *printed)
{
	for (guint i = 0; photo->restrictions != NULL && i < photo->restrictions->len; i++) {
		const ClRestriction *one = photo->restrictions->pdata[i];

		if (is_demand(one) && one->as_written != NULL && contains(printed, one->as_written))
			return TRUE;
	}
	return FALSE;
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
			      ? with_form(before, form_of(before, one))
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

void
cl_credit_compared_clear(ClCreditCompared *compared)
{
	g_clear_pointer(&compared->missing, g_free);
	g_clear_pointer(&compared->added, g_free);
}

static ClCreditCompared
compare(const RightsJudge *judge, const char *due)
{
	const ClUse *use = judge->use;
	const char *also = g_strcmp0(judge->credit, due) == 0 ? NULL : judge->credit;
	ClCreditCompared compared = {0};

	if (use->compare_credits != NULL)
		use->compare_credits(use->credit_printed, due, also, use->compare_data, &compared);
	return compared;
}

/* To the letter, as the picture's words have it, or by all that it names; but what stands in quotation marks,
 * or was corrected by a person, to the letter alone. */
static gboolean
meets(const RightsJudge *judge, const RightsSaid *said)
{
	const ClRestriction *words = said->restriction;
	const char *printed = judge->use->credit_printed;
	g_auto(ClCreditCompared) compared = {0};

	if (contains(printed, said->what) ||
		(words != NULL && words->as_written != NULL && contains(printed, words->as_written)))
		return TRUE;
	if (words != NULL && words->operand != NULL && words->as_written == NULL)
		return FALSE;
	compared = compare(judge, said->what);
	return compared.missing != NULL && compared.missing[0] == '\0';
}

static void
demand(RightsJudge *judge, const char *demanded, RightsSaid *said)
{
	said->what = demanded != NULL               ? demanded
		     : judge->photo->credit != NULL ? judge->photo->credit
						    : "the photographer and the agency";
	if (judge->use->credit_printed == NULL)
		rights_reason(judge, CL_REASON_CREDIT_REQUIRED, said);
	else if (!meets(judge, said))
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

/* Do the letters of the credit stand in what is printed as they are written? Signs and labels are none. */
static gboolean
has_letters(const char *printed, const char *credit)
{
	g_autoptr(GString) a = g_string_new(NULL);
	g_autoptr(GString) b = g_string_new(NULL);

	for (const char *at = printed; *at != '\0'; at = g_utf8_next_char(at))
		if (g_unichar_isalnum(g_utf8_get_char(at)))
			g_string_append_unichar(a, g_utf8_get_char(at));
	for (const char *at = credit; *at != '\0'; at = g_utf8_next_char(at))
		if (g_unichar_isalnum(g_utf8_get_char(at)))
			g_string_append_unichar(b, g_utf8_get_char(at));
	return strstr(a->str, b->str) != NULL;
}

/* It is no wrong credit: what differs is how it is written. */
static void
note_form(RightsJudge *judge)
{
	const char *printed = judge->use->credit_printed, *credit = judge->photo->credit;
	RightsSaid said = {.field = "credit"};

	rights_reason(judge,
		has_letters(printed, credit) ? CL_REASON_CREDIT_LABEL
		: contains(printed, credit)  ? CL_REASON_CREDIT_CASE
					     : CL_REASON_CREDIT_FORM,
		&said);
}

static void
compare_printed(RightsJudge *judge)
{
	const char *printed = judge->use->credit_printed, *credit = judge->photo->credit;
	RightsSaid said = {.field = "credit"};
	g_auto(ClCreditCompared) compared = {0};
	gboolean lacks;

	if (printed == NULL || credit == NULL || strcmp(printed, credit) == 0 ||
		strcmp(printed, judge->credit) == 0)
		return;
	compared = compare(judge, credit);
	lacks = compared.missing != NULL && compared.missing[0] != '\0';
	said.what = lacks ? compared.missing : compared.added;
	if (!compared.deliverer && is_as_written(judge->photo, printed))
		return;
	if (!compared.deliverer && (contains(printed, credit) || compared.same))
		note_form(judge);
	else if (lacks && printed[0] != '\0')
		rights_reason(judge, CL_REASON_CREDIT_PART, &said);
	else if (!lacks && compared.added != NULL)
		rights_reason(judge,
			compared.deliverer ? CL_REASON_CREDIT_ADDED : CL_REASON_CREDIT_ALSO, &said);
	else
		rights_reason(judge, CL_REASON_CREDIT_OTHER, &said);
}

/* Where the house is in doubt for it, that has been asked. */
static void
judge_signature(RightsJudge *judge)
{
	const ClRightsPhoto *photo = judge->photo;
	RightsSaid said = {.words = photo->also_by, .field = photo->also_by_field};
	g_autofree char *signature = NULL;

	if (photo->other_signature == NULL || photo->class == CL_CLASS_HOUSE_DOUBT)
		return;
	signature = g_strdup_printf("\"%s\"", photo->other_signature);
	said.what = signature;
	rights_reason(judge, CL_REASON_PHOTOGRAPHER_DOUBT, &said);
}

/* Whose it is that names the house and somebody else, a contract with the other does not say. */
static void
judge_house(RightsJudge *judge)
{
	RightsSaid said = rights_about_origin(judge->photo);

	if (judge->photo->class == CL_CLASS_HOUSE_DOUBT && judge->licence != NULL &&
		judge->licence->kind == CL_LICENCE_CONTRACT)
		rights_reason(judge, CL_REASON_HOUSE_DOUBT, &said);
}

void
rights_judge_credit(RightsJudge *judge)
{
	const ClRightsPhoto *photo = judge->photo;
	RightsSaid credit = {.where = "in credit, by-line and source", .field = "credit"};
	RightsSaid caption = {.where = "in IIM, XMP and EXIF", .field = "caption"};
	RightsSaid alt = {.where = "in story and archive", .field = "alt_text"};
	RightsSaid again = {
		.what = judge->use->again, .where = "in what is asked about", .field = "photo"};
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
	if (judge->use->again != NULL)
		rights_reason(judge, CL_REASON_REUSED, &again);
	if (judge->use->alt_missing)
		rights_reason(judge, CL_REASON_NO_ALT_TEXT, &alt);
	if (photo->needs_supplier_id && !photo->has_supplier_id)
		rights_reason(judge, CL_REASON_NO_SUPPLIER_ID, &id);
	judge_house(judge);
	judge_signature(judge);
	judge_demands(judge);
	compare_printed(judge);
}
