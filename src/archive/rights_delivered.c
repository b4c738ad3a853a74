/* SPDX-License-Identifier: MIT
 *
 * Who else than the agency of the credit delivered a picture, by its own fields: the number under which
 * an agency sells it, its supplier and licensor, the address of its terms, and what came "via" somebody.
 */
#include "rights.h"

#include <string.h>

#define MAX_AGENCY_WORDS 4U
#define MIN_TELLING_LETTERS 3
#define SHORT_BYTES 4U

typedef struct {
	const ClCreditRules *rules;
	ArchiveFacts *facts;
	const ClEffective *came;
} Look;

/* Does the credit name it, or is it, or one of its family, who delivered? */
static gboolean
is_named(const Look *look, const ClOrganisation *known)
{
	const ClCredit *credit = look->facts->credit;
	const ClOrganisation *supplier = cl_credit_rules_find(look->rules, look->facts->supplier_name);
	const ClOrganisation *provider = credit->provider == NULL || credit->provider->id == NULL
		? NULL
		: cl_credit_rules_organisation(look->rules, credit->provider->id);
	gboolean named = (supplier != NULL && strcmp(supplier->family, known->family) == 0) ||
		(provider != NULL && strcmp(provider->family, known->family) == 0);

	for (guint i = 0; !named && i < credit->distributors->len; i++) {
		const ClCreditName *name = credit->distributors->pdata[i];
		const ClOrganisation *other =
			name->id == NULL ? NULL : cl_credit_rules_organisation(look->rules, name->id);

		named = other != NULL && strcmp(other->family, known->family) == 0;
	}
	return named;
}

static gboolean
is_other(const Look *look, const ClOrganisation *known)
{
	return known != NULL && cl_organisation_delivers(known->kind) && !is_named(look, known);
}

/* The first one that is found stands in the reason. */
static void
doubt(const Look *look, const char *name, const char *text, const char *field)
{
	ClRightsPhoto *photo = &look->facts->photo;

	if (photo->other_deliverer != NULL)
		return;
	photo->other_deliverer = name;
	photo->other_text = text;
	photo->other_field = field;
}

/* --- its numbers ----------------------------------------------------------------------------------- */

static void
doubt_number(const Look *look, const char *text, const char *field)
{
	g_autoptr(ClSupplierId) id = text == NULL || !g_utf8_validate(text, -1, NULL)
		? NULL
		: cl_supplier_id_parse(look->rules, NULL, field, text);
	const ClOrganisation *agency =
		id == NULL ? NULL : cl_credit_rules_organisation(look->rules, id->supplier);

	if (is_other(look, agency))
		doubt(look, agency->name, text, field);
}

static void
doubt_numbers(const Look *look)
{
	static const ClField fields[] = {CL_FIELD_SUPPLIER_ID, CL_FIELD_JOB_ID, CL_FIELD_FIXTURE_ID,
		CL_FIELD_TITLE};
	const char *path = look->facts->picture->file->name;
	const char *slash = path == NULL ? NULL : strrchr(path, '/');
	g_autoptr(ClSupplierId) sold = archive_seller_id(look->rules, look->came);
	const ClOrganisation *seller =
		sold == NULL ? NULL : cl_credit_rules_organisation(look->rules, sold->supplier);

	if (is_other(look, seller))
		doubt(look, seller->name, cl_effective_first(look->came, CL_FIELD_ASSET_ID),
			cl_field_info(CL_FIELD_ASSET_ID)->name);
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		doubt_number(look, cl_effective_first(look->came, fields[i]), cl_field_info(fields[i])->name);
	doubt_number(look, slash != NULL ? slash + 1 : path, "file_name");
}

/* --- its texts --------------------------------------------------------------------------------------- */

/* "ANA", which an agency writes in capitals, is not "Ana". */
static gboolean
is_written_so(const char *name)
{
	g_autofree char *capitals = strlen(name) > SHORT_BYTES ? NULL : g_utf8_strup(name, -1);

	return capitals == NULL || strcmp(capitals, name) == 0;
}

/* Of up to four words, from this one on. */
static const ClOrganisation *
other_from(const Look *look, char *const *words)
{
	g_autoptr(GString) run = g_string_new(NULL);
	const ClOrganisation *other = NULL;

	for (guint n = 0; other == NULL && n < MAX_AGENCY_WORDS && words[n] != NULL; n++) {
		g_string_append_printf(run, "%s%s", n > 0 ? " " : "", words[n]);
		if (words[n][0] != '\0' && is_written_so(run->str))
			other = cl_credit_rules_find(look->rules, run->str);
		if (!is_other(look, other))
			other = NULL;
	}
	return other;
}

/* "gettyimages.com" or "gettyimages" of "https://www.gettyimages.com/eula?a=b". */
static const ClOrganisation *
other_of_address(const Look *look, const char *address)
{
	const char *host = strstr(address, "://") + strlen("://");
	g_autofree char *name = g_strndup(host, strcspn(host, "/?#:)] "));
	g_auto(GStrv) labels = g_strsplit(name, ".", -1);
	guint n = g_strv_length(labels);
	const ClOrganisation *known = NULL;

	for (guint i = 0; known == NULL && i + 1 < n; i++) {
		g_autofree char *domain = g_strjoinv(".", labels + i);

		known = cl_credit_rules_find(look->rules, domain);
	}
	if (known == NULL && n > 1)
		known = cl_credit_rules_find(look->rules, labels[n - 2]);
	return is_other(look, known) ? known : NULL;
}

/* Anywhere in it, and in the address that stands in it. */
static const ClOrganisation *
other_in(const Look *look, const char *text)
{
	const char *address = strstr(text, "://");
	g_autofree char *name = address == NULL ? g_strdup(text)
		: g_strndup(text, strcspn(text, "(") < strlen(text) ? strcspn(text, "(") : 0);
	g_auto(GStrv) words = g_strsplit_set(name, " ,;/|()[]", -1);
	/* "Associated Press" is one name. */
	const ClOrganisation *whole = cl_credit_rules_find(look->rules, name);
	const ClOrganisation *other = is_other(look, whole) ? whole : NULL;

	for (guint i = 0; whole == NULL && other == NULL && words[i] != NULL; i++)
		other = other_from(look, words + i);
	return other != NULL || address == NULL ? other : other_of_address(look, text);
}

/* "via Getty Images" among other words. */
static const ClOrganisation *
other_behind_via(const Look *look, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " ,;.|()[]\n", -1);
	const ClOrganisation *other = NULL;

	for (guint i = 0; other == NULL && words[i] != NULL; i++)
		if (g_ascii_strcasecmp(words[i], "via") == 0)
			other = other_from(look, words + i + 1);
	return other;
}

/* No rule knows the supplier, and it shares no word with whom the credit names. */
static gboolean
is_stranger(const Look *look, const char *supplier)
{
	g_autofree char *credit = cl_text_fold(look->facts->credit->canonical);
	g_autofree char *delivered = cl_text_fold(look->facts->supplier_name);
	g_autofree char *named = g_strdup_printf(" %s %s ", credit, delivered);
	g_autofree char *fold = cl_text_fold(supplier);
	g_auto(GStrv) words = g_strsplit(fold, " ", -1);
	gboolean shared = cl_credit_rules_find(look->rules, supplier) != NULL ||
		g_strv_contains((const char *const *)look->facts->photographers, fold);

	for (guint i = 0; !shared && words[i] != NULL; i++) {
		g_autofree char *word = g_strdup_printf(" %s ", words[i]);

		shared = g_utf8_strlen(words[i], -1) >= MIN_TELLING_LETTERS && strstr(named, word) != NULL;
	}
	return !shared;
}

static void
doubt_text(const Look *look, ClField field, const char *text)
{
	const ClOrganisation *other = field == CL_FIELD_INSTRUCTIONS ? other_behind_via(look, text)
								     : other_in(look, text);

	if (other != NULL)
		doubt(look, other->name, text, cl_field_info(field)->name);
	else if (field == CL_FIELD_IMAGE_SUPPLIER && is_stranger(look, text))
		doubt(look, text, text, cl_field_info(field)->name);
}

void
archive_set_other_deliverer(ArchiveFacts *facts, const ClCreditRules *rules)
{
	static const ClField fields[] = {CL_FIELD_IMAGE_SUPPLIER, CL_FIELD_LICENSOR, CL_FIELD_WEB_STATEMENT,
		CL_FIELD_INSTRUCTIONS};
	const ArchivePicture *picture = facts->picture;
	const Look look = {rules, facts, picture->received != NULL ? picture->received : picture->effective};

	if (facts->supplier_name == NULL)
		return;
	doubt_numbers(&look);
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const GPtrArray *values = look.came->values[fields[i]];

		for (guint k = 0; values != NULL && k < values->len; k++)
			doubt_text(&look, fields[i], ((const ClValue *)values->pdata[k])->value);
	}
}
