/* SPDX-License-Identifier: MIT
 *
 * A printed credit against one that is due: do both name the same people and organisations? The order,
 * labels, signs and ids do not matter, nor does the spelling or the script where a rule or the picture itself
 * knows both.
 */
#include "private.h"

#include <cutline/text.h>
#include <string.h>

typedef struct {
	const ClCreditRules *rules;
	const ClCredit *due, *page;
	const char *const *bylines; /* folded */
	gboolean two_scripts;	    /* the page has the same photographer in another one */
	char *words;		    /* what is printed, folded, with a blank at both ends */
	GString *missing;
} Comparison;

/* One name alone may be a person's or an agency's, and who provides for one delivers for another: all are
 * names alike. Lent. */
static GPtrArray *
names_of(const ClCredit *credit)
{
	GPtrArray *names = g_ptr_array_new();

	g_ptr_array_extend(names, credit->photographers, NULL, NULL);
	if (credit->provider != NULL)
		g_ptr_array_add(names, credit->provider);
	g_ptr_array_extend(names, credit->distributors, NULL, NULL);
	return names;
}

static gboolean
is_readable(const ClCredit *credit)
{
	return !credit_has_finding(credit, CL_FINDING_CREDIT_UNPARSED) &&
	       !credit_has_finding(credit, CL_FINDING_CREDIT_AMBIGUOUS);
}

static gboolean
is_same(const ClCreditRules *rules, const ClCreditName *a, const ClCreditName *b)
{
	g_autofree char *one = NULL, *other = NULL;

	if (a->id != NULL && b->id != NULL)
		return strcmp(a->id, b->id) == 0;
	one = cl_name_identity(rules, a->name);
	other = cl_name_identity(rules, b->name);
	return strcmp(one, other) == 0;
}

static gboolean
is_among(const ClCreditRules *rules, const ClCreditName *name, const ClCredit *credit)
{
	g_autoptr(GPtrArray) names = names_of(credit);

	for (guint i = 0; i < names->len; i++)
		if (is_same(rules, name, names->pdata[i]))
			return TRUE;
	return FALSE;
}

static gboolean
stands_there(const Comparison *this, const char *name)
{
	g_autofree char *fold = cl_text_fold(name);
	g_autofree char *part = g_strdup_printf(" %s ", fold);

	return fold[0] == '\0' || strstr(this->words, part) != NULL;
}

/* "A. Ruiz" of Ana Ruiz. */
static gboolean
has_initial(const Comparison *this, const char *name)
{
	g_autofree char *fold = cl_text_fold(name);
	const char *last = strrchr(fold, ' ');
	g_autofree char *shorter = last == NULL ? NULL
						: g_strdup_printf("%.*s%s",
							  (int)(g_utf8_next_char(fold) - fold), fold, last);

	return shorter != NULL && stands_there(this, shorter);
}

/* By-lines in two scripts are one person's, if the credit names one. */
static gboolean
is_in_two_scripts(const Comparison *this)
{
	const ClCreditName *printed, *due;
	g_autofree char *fold = NULL;

	if (this->bylines == NULL || this->due->photographers->len != 1 ||
		this->page->photographers->len != 1)
		return FALSE;
	printed = this->page->photographers->pdata[0];
	due = this->due->photographers->pdata[0];
	fold = cl_text_fold(printed->name);
	return g_unichar_get_script(g_utf8_get_char(printed->name)) !=
		       g_unichar_get_script(g_utf8_get_char(due->name)) &&
	       g_strv_contains(this->bylines, fold);
}

/* --- what is missing ---------------------------------------------------------------------------------- */

static void
miss(Comparison *this, const char *role, const char *name, const char *how)
{
	g_string_append_printf(
		this->missing, "%sthe %s %s is %s", this->missing->len > 0 ? ", " : "", role, name, how);
}

static void
look_for_person(Comparison *this, const ClCreditName *name)
{
	if (this->two_scripts || is_among(this->rules, name, this->page) ||
		stands_there(this, name->name))
		return;
	miss(this, "photographer", name->name,
		has_initial(this, name->name) ? "printed with an initial only" : "missing");
}

static void
look_for_organisation(Comparison *this, const char *role, const ClCreditName *name)
{
	if (name != NULL && !is_among(this->rules, name, this->page) && !stands_there(this, name->name))
		miss(this, role, name->name, "missing");
}

/* One whom no rule knows is called what the picture's own by-lines call him, else no more than a name. */
static const char *
role_of_provider(const Comparison *this)
{
	const ClCreditName *name = this->due->provider;
	g_autofree char *fold = name == NULL ? NULL : cl_text_fold(name->name);

	if (name == NULL || name->id != NULL)
		return "agency";
	return this->bylines != NULL && g_strv_contains(this->bylines, fold) ? "photographer" : "name";
}

/* What is neither a person nor an organisation, and is to be printed all the same. */
static void
look_for_words(Comparison *this, const char *role, const char *words)
{
	if (words != NULL && !stands_there(this, words))
		miss(this, role, words, "missing");
}

static void
look_for_all(Comparison *this)
{
	const ClCredit *due = this->due;

	for (guint i = 0; i < due->photographers->len; i++)
		look_for_person(this, due->photographers->pdata[i]);
	look_for_organisation(this, role_of_provider(this), due->provider);
	for (guint i = 0; i < due->distributors->len; i++)
		look_for_organisation(this, "distributor", due->distributors->pdata[i]);
	look_for_words(this, "client", due->client);
	look_for_words(this, "network", due->platform);
	look_for_words(this, "pool of", due->pool_operator);
	look_for_words(this, "licence", due->licence);
	if (due->kind != this->page->kind)
		look_for_words(this, "word",
			due->kind == CL_CREDIT_HANDOUT ? "Handout"
			: due->kind == CL_CREDIT_POOL  ? "Pool"
						       : NULL);
}

/* --- what is too much --------------------------------------------------------------------------------- */

/* "Getty Images" beside "WireImage", which is theirs, names nobody new. */
static gboolean
is_of_a_house(const ClCreditRules *rules, const ClCreditName *name, const ClCredit *credit)
{
	g_autoptr(GPtrArray) names = names_of(credit);
	const ClOrganisation *one = credit_organisation_of(rules, name);

	for (guint i = 0; i < names->len; i++)
		if (credit_same_family(one, credit_organisation_of(rules, names->pdata[i])))
			return TRUE;
	return is_among(rules, name, credit);
}

static gboolean
is_fine(const Comparison *this, const ClCreditName *name, const ClCredit *also)
{
	return (this->two_scripts && name == this->page->photographers->pdata[0]) ||
	       is_of_a_house(this->rules, name, this->due) ||
	       (also != NULL && is_of_a_house(this->rules, name, also));
}

/* An agency goes before a person: it is whose contract and whose bill. */
static void
find_added(const Comparison *this, const ClCredit *also, ClCreditCompared *compared)
{
	g_autoptr(GPtrArray) names = names_of(this->page);

	for (guint i = 0; i < names->len && !compared->deliverer; i++) {
		const ClCreditName *name = names->pdata[i];
		const ClOrganisation *known = credit_organisation_of(this->rules, name);

		if (is_fine(this, name, also) || (compared->added != NULL && known == NULL))
			continue;
		g_free(compared->added);
		compared->added = g_strdup(name->name);
		compared->deliverer = known != NULL && cl_organisation_delivers(known->kind);
	}
}

gboolean
cl_credit_compare(const ClCreditRules *rules, const char *printed, const char *due, const char *also,
	const char *const *bylines, ClCreditCompared *compared)
{
	g_autoptr(ClCredit) wanted = cl_credit_parse(rules, due);
	g_autoptr(ClCredit) page = cl_credit_parse(rules, printed);
	g_autoptr(ClCredit) more = also == NULL ? NULL : cl_credit_parse(rules, also);
	g_autofree char *fold = cl_text_fold(printed);
	Comparison this = {.rules = rules, .due = wanted, .page = page, .bylines = bylines};

	*compared = (ClCreditCompared){0};
	if (!is_readable(wanted) || credit_names_nobody(wanted))
		return FALSE;
	this.two_scripts = is_in_two_scripts(&this);
	this.words = g_strdup_printf(" %s ", fold);
	this.missing = g_string_new(NULL);
	look_for_all(&this);
	if (is_readable(page))
		find_added(&this, more, compared);
	compared->same = this.missing->len == 0 && compared->added == NULL && is_readable(page);
	compared->missing = g_string_free(this.missing, FALSE);
	g_free(this.words);
	return TRUE;
}
