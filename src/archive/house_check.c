/* SPDX-License-Identifier: MIT
 *
 * What cannot be meant on the house list. Whatever is by those who stand on it may go out: a slip is dear.
 */
#include "rights.h"

#include <string.h>

typedef struct {
	const char *text; /* as written */
	char *key;
	gint64 from_us, until_us; /* by the clock where it was taken; open ends are the farthest instants */
} Entry;

static void
clear_entry(gpointer data)
{
	g_free(((Entry *)data)->key);
}

static gint64
day_us(const char *text, gint64 absent_us)
{
	ClDate date;

	return cl_date_parse(text, &date) && date.day != 0 ? cl_date_wall_us(&date) : absent_us;
}

/* Its days, if they can be read; whoever writes the list complains if not. */
static Entry
read_entry(const char *text)
{
	const char *dated;
	g_autofree char *name = archive_house_entry(text, &dated);
	g_auto(GStrv) days = dated == NULL ? NULL : g_strsplit(dated, "..", 2);
	Entry entry = {text, cl_text_fold(name), G_MININT64, G_MAXINT64};

	if (days != NULL) {
		entry.from_us = day_us(g_strstrip(days[0]), G_MININT64);
		entry.until_us = day_us(g_strstrip(days[1]), G_MAXINT64);
	}
	return entry;
}

static const char *
organisation_in(const ClCredit *credit)
{
	const ClCreditName *first =
		credit->distributors->len > 0 ? credit->distributors->pdata[0] : credit->provider;

	return first == NULL || first->id == NULL ? NULL : first->name;
}

/* "Staff" and "Handout" name nobody, "Reuters" and "Ana Ruiz/AFP" somebody else. */
static gboolean
check_person(const ClCreditRules *rules, const char *text, GError **error)
{
	const char *days;
	g_autofree char *name = archive_house_entry(text, &days);
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, name);
	const char *other = organisation_in(credit);

	if (cl_text_is_blank(name))
		return TRUE;
	if (other != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' names %s, which is no photographer of a house; write the person's name alone",
			text, other);
	else if (credit->photographers->len == 0 && credit->provider == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is nobody's name; write who took the pictures, one --photographer for each",
			text);
	else
		return TRUE;
	return FALSE;
}

static gboolean
is_agency(const ClOrganisation *known)
{
	return known->kind == CL_ORGANISATION_WIRE || known->kind == CL_ORGANISATION_PHOTO ||
	       known->kind == CL_ORGANISATION_STOCK;
}

/* An agency's name would make all that it sells ours. */
static gboolean
check_name(const ClCreditRules *rules, const char *name, GError **error)
{
	const ClOrganisation *known = cl_credit_rules_find(rules, name);
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, name);

	if (cl_text_is_blank(name))
		g_set_error_literal(error, CL_ERROR, CL_ERROR_USAGE,
			"a house has a name; write it as its credits do");
	else if (known != NULL && is_agency(known))
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is the agency %s, and all that it delivers would count as the house's own; "
			"write your own name, or, if you are that agency, make its kind \"press\" in "
			"rules/organisations.json",
			name, known->name);
	else if (known == NULL && credit->photographers->len == 0 && credit->provider == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no name of a house; write it as its credits do", name);
	else
		return TRUE;
	return FALSE;
}

/* Somebody may leave and come back. */
static gboolean
check_days(const GArray *entries, GError **error)
{
	for (guint i = 0; i < entries->len; i++) {
		const Entry *one = &g_array_index(entries, Entry, i);

		if (one->until_us < one->from_us) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"'%s' ends before it begins; write the first day, \"..\", the last day",
				one->text);
			return FALSE;
		}
		for (guint k = 0; k < i; k++) {
			const Entry *other = &g_array_index(entries, Entry, k);

			if (strcmp(one->key, other->key) != 0 || one->from_us > other->until_us ||
				other->from_us > one->until_us)
				continue;
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"'%s' and '%s' are the same person on the same days; name everybody once",
				other->text, one->text);
			return FALSE;
		}
	}
	return TRUE;
}

gboolean
cl_house_check(const ClCreditRules *rules, const ClHouseChange *change, GError **error)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));

	g_array_set_clear_func(entries, clear_entry);
	if (change->name != NULL && !check_name(rules, change->name, error))
		return FALSE;
	for (guint i = 0; change->on != NULL && change->on[i] != NULL; i++) {
		Entry entry = read_entry(change->on[i]);

		g_array_append_val(entries, entry);
		if (!check_person(rules, change->on[i], error))
			return FALSE;
	}
	return check_days(entries, error);
}
