/* SPDX-License-Identifier: MIT
 *
 * One credit from all that a photo says of its origin: credit line, by-line, source, copyright and
 * the end of the caption are witnesses (reference §4.6 step 10). What one leaves open another may
 * say; where two name different people, both are kept and the contradiction is said. What people of the house
 * wrote over them joins last: it adds, and takes nothing away that was received.
 */
#include "private.h"

#include <string.h>

#define EDITED "editor's credit"

/* --- by-lines ------------------------------------------------------------------------------ */
/* "SANA", "REUTERS TV" or "RVD - FRANK RUITER" in the by-line: who provided what the agency delivers. */
static void
join_byline_organisation(const ClCreditRules *rules, ClCredit *credit, const ClCredit *byline)
{
	const ClOrganisation *own = credit_only_organisation(rules, credit);
	const ClOrganisation *other = credit_only_organisation(rules, byline);

	if ((own != NULL && other != NULL && !credit_same_family(own, other) &&
		    cl_organisation_delivers(own->kind) && !credit_has_people(byline)) ||
		credit_is_given_out(rules, credit, byline))
		credit_put_provider(credit, byline->provider, "byline-provider");
}

static void
add_people(const ClCreditRules *rules, ClCredit *all, const ClCredit *one)
{
	for (guint k = 0; k < one->photographers->len; k++)
		if (!credit_names_person(rules, all, one->photographers->pdata[k]))
			g_ptr_array_add(all->photographers, credit_copy_name(one->photographers->pdata[k]));
}

static ClCredit *
read_bylines(const ClCreditRules *rules, const ClCreditWitnesses *witnesses)
{
	g_autoptr(ClCredit) all = credit_new("");

	for (guint i = 0; witnesses->bylines != NULL && witnesses->bylines[i] != NULL; i++) {
		g_autofree char *name = cl_name_in_order(rules, witnesses->bylines[i]);
		g_autoptr(ClCredit) one = cl_credit_parse(rules, name);

		add_people(rules, all, one);
	}
	return g_steal_pointer(&all);
}

/* IIM cuts a by-line at 32 bytes, too: the end of the caption names him whole. Free with g_free. */
static char *
whole_name(const ClCreditRules *rules, const ClCreditWitnesses *witnesses, const char *byline)
{
	g_autoptr(ClCredit) signoff = NULL;
	g_autofree char *cut = NULL;
	gsize n = strlen(byline);

	if ((n != 31 && n != 32) || cl_text_is_blank(witnesses->signoff))
		return g_strdup(byline);
	signoff = cl_credit_parse(rules, witnesses->signoff);
	cut = cl_text_fold(byline);
	for (guint i = 0; i < signoff->photographers->len; i++) {
		const char *name = ((const ClCreditName *)signoff->photographers->pdata[i])->name;
		g_autofree char *whole = cl_text_fold(name);

		if (strlen(whole) > strlen(cut) && g_str_has_prefix(whole, cut))
			return g_strdup(name);
	}
	return g_strdup(byline);
}

static void
join_bylines(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *witnesses)
{
	g_autoptr(ClCredit) all = credit_new("");

	for (guint i = 0; witnesses->bylines != NULL && witnesses->bylines[i] != NULL; i++) {
		g_autofree char *whole = whole_name(rules, witnesses, witnesses->bylines[i]);
		g_autofree char *name = cl_name_in_order(rules, whole);
		g_autoptr(ClCredit) one = cl_credit_parse(rules, name);

		add_people(rules, all, one);
		credit_join_kind(credit, one);
		if (i == 0)
			join_byline_organisation(rules, credit, one);
	}
	credit_join_people(rules, credit, all, CL_FINDING_CREDIT_CONFLICT, "by-line");
	if (witnesses->byline_title != NULL) {
		g_autoptr(ClCredit) title = cl_credit_parse(rules, witnesses->byline_title);

		title->flags &= ~(guint)CL_CREDIT_ANONYMOUS;
		credit_join_kind(credit, title);
	}
}

/* --- source and copyright -------------------------------------------------------------------- */
/* "Wire", "FR159526 AP", "X90045": codes of the agency's own. */
static gboolean
is_house_code(const char *text)
{
	g_autofree char *key = cl_text_fold(text);
	const char *at = key;

	if (strcmp(key, "wire") == 0 || strcmp(key, "pool") == 0)
		return TRUE;
	if (g_str_has_prefix(at, "fr"))
		at += 2;
	else if (at[0] == 'x')
		at += 1;
	else
		return FALSE;
	return g_ascii_isdigit(at[0]) && strspn(at, "0123456789") >= 5;
}

static void
join_source(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *witnesses)
{
	g_autoptr(ClCredit) source = NULL;

	if (cl_text_is_blank(witnesses->source) || is_house_code(witnesses->source))
		return;
	source = cl_credit_parse(rules, witnesses->source);
	credit_join_kind(credit, source);
	if (credit_is_given_out(rules, credit, source))
		credit_put_provider(credit, source->provider, "source");
	else
		credit_join_organisation(rules, credit, source, "source");
	credit_compare_agencies(rules, credit, source, CL_FINDING_CREDIT_CONFLICT, "source");
}

static void
join_copyright(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *witnesses)
{
	g_autoptr(ClCredit) copyright = NULL;

	if (cl_text_is_blank(witnesses->copyright))
		return;
	copyright = cl_credit_parse(rules, witnesses->copyright);
	if (credit->year == 0)
		credit->year = copyright->year;
	/* It is often a photographer's name, or stale: it fills what is empty and contradicts nobody. */
	if (!credit_has_people(credit) && credit_has_people(copyright) &&
		copyright->kind != CL_CREDIT_THIRD_PARTY)
		credit_copy_people(credit, copyright);
	if (credit->provider == NULL && credit->distributors->len == 0)
		credit_join_organisation(rules, credit, copyright, "copyright");
	credit_compare_agencies(rules, credit, copyright, CL_FINDING_CREDIT_CONFLICT, "copyright");
}

/* --- the end of the caption -------------------------------------------------------------------- */
/* "AP" in the credit, "Kay Nietfeld/dpa via AP" or "Michael Probst/AP/NTB" in the caption: the fuller chain
 * says whose it is and who delivered it. */
static gboolean
is_fuller(const ClCreditRules *rules, const ClOrganisation *own, const ClCredit *signoff)
{
	return own != NULL && signoff->distributors->len > 0 &&
	       (credit_same_family(own, credit_organisation_of(rules, cl_credit_deliverer(signoff))) ||
		       credit_same_family(own, credit_organisation_of(rules, signoff->provider)));
}

static void
take_chain(ClCredit *credit, const ClCredit *signoff)
{
	credit_name_free(credit->provider);
	credit->provider = signoff->provider == NULL ? NULL : credit_copy_name(signoff->provider);
	for (guint i = 0; i < signoff->distributors->len; i++)
		g_ptr_array_add(credit->distributors, credit_copy_name(signoff->distributors->pdata[i]));
	credit_add_rule(credit, "grammar", "signoff");
}

/* One of the two sells what others provide: "AFP" and "(Photo by Ana Ruiz/Getty Images)". */
static gboolean
is_sold_on(const ClCreditRules *rules, const ClOrganisation *own, const ClCredit *signoff)
{
	const ClOrganisation *other = credit_only_organisation(rules, signoff);

	return own != NULL && other != NULL && own->hub != other->hub;
}

/* One person here, plainly another one there. */
static gboolean
is_by_another(const ClCreditRules *rules, const ClCredit *credit, const ClCredit *signoff)
{
	return credit->photographers->len == 1 && signoff->photographers->len == 1 &&
	       credit_are_two_persons(rules, ((const ClCreditName *)credit->photographers->pdata[0])->name,
		       ((const ClCreditName *)signoff->photographers->pdata[0])->name);
}

static void
join_signoff(const ClCreditRules *rules, ClCredit *credit, const char *text)
{
	g_autoptr(ClCredit) signoff = NULL;
	const ClOrganisation *own = credit_only_organisation(rules, credit);

	if (cl_text_is_blank(text))
		return;
	signoff = cl_credit_parse(rules, text);
	if (credit_has_finding(signoff, CL_FINDING_CREDIT_UNPARSED))
		return;
	credit_join_people(rules, credit, signoff,
		is_by_another(rules, credit, signoff) ? CL_FINDING_CREDIT_PHOTOGRAPHER
						      : CL_FINDING_CREDIT_CONFLICT,
		"caption");
	credit_join_kind(credit, signoff);
	if (credit->platform == NULL)
		credit->platform = g_strdup(signoff->platform);
	if (credit->client == NULL && credit_same_family(own, credit_only_organisation(rules, signoff)))
		credit->client = g_strdup(signoff->client);
	if (is_fuller(rules, own, signoff))
		take_chain(credit, signoff);
	else if (credit_is_given_out(rules, credit, signoff))
		credit_put_provider(credit, signoff->provider, "signoff-provider");
	else if ((credit->provider == NULL && credit->distributors->len == 0) ||
		 is_sold_on(rules, own, signoff))
		credit_join_organisation(rules, credit, signoff, "signoff");
	credit_compare_agencies(rules, credit, signoff, CL_FINDING_CREDIT_DELIVERER, "caption");
}

/* Where a credit is several, nobody else can say of which. */
static void
join_witnesses(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *witnesses)
{
	if (credit_has_finding(credit, CL_FINDING_CREDIT_AMBIGUOUS))
		return;
	join_bylines(rules, credit, witnesses);
	join_source(rules, credit, witnesses);
	join_signoff(rules, credit, witnesses->signoff);
	join_copyright(rules, credit, witnesses);
}

/* --- who delivered, and what must be printed ----------------------------------------------------- */
/* Whom the person who ingests named is no proof that the words of the credit were understood. */
static void
join_supplier(const ClCreditRules *rules, ClCredit *credit, const char *supplier)
{
	const ClOrganisation *organisation =
		supplier == NULL ? NULL : cl_credit_rules_find(rules, supplier);
	const ClCreditName *deliverer = cl_credit_deliverer(credit);

	if (organisation == NULL || !cl_organisation_delivers(organisation->kind) ||
		credit_same_family(organisation, credit_organisation_of(rules, deliverer)))
		return;
	if (deliverer == NULL && credit->photographers->len == 0) {
		credit->provider = credit_name_new(organisation->name, organisation->id, 0, 0);
		credit_add_rule(credit, cl_text_is_blank(credit->raw) ? "organisation" : "supplier",
			organisation->id);
	} else {
		credit_add_distributor(credit, organisation);
		credit_add_rule(credit, "supplier", organisation->id);
	}
	if (credit->kind == CL_CREDIT_THIRD_PARTY || credit->kind == CL_CREDIT_INDIVIDUAL)
		credit->kind = CL_CREDIT_AGENCY;
}

static void
join_demanded(ClCredit *credit, const char *demanded)
{
	if (cl_text_is_blank(demanded))
		return;
	credit->mandatory_text = g_strdup(demanded);
	credit->flags |= CL_CREDIT_MANDATORY;
	credit_add_rule(credit, "grammar", "mandatory-text");
}

/* IIM cuts at 32 bytes: where another witness begins with the whole of it, that one was meant. */
static const char *
complete(const char *cut, const ClCreditWitnesses *witnesses)
{
	const char *const others[] = {witnesses->signoff, witnesses->copyright, witnesses->source};
	gsize n = strlen(cut);

	for (gsize i = 0; (n == 31 || n == 32) && i < G_N_ELEMENTS(others); i++)
		if (others[i] != NULL && strlen(others[i]) > n && strncmp(others[i], cut, n) == 0)
			return others[i];
	return cut;
}

static const char *
first_of(const ClCreditWitnesses *witnesses)
{
	if (!cl_text_is_blank(witnesses->credit))
		return complete(witnesses->credit, witnesses);
	return !cl_text_is_blank(witnesses->signoff) ? witnesses->signoff : "";
}

/* The chain may stand in another witness than the credit: what is said of it is said all the same. */
static void
find_of_name(const ClCreditRules *rules, ClCredit *credit, const ClCreditName *name)
{
	const ClOrganisation *organisation = credit_organisation_of(rules, name);

	if (organisation == NULL && !credit_has_finding(credit, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION) &&
		!credit_has_finding(credit, CL_FINDING_CREDIT_SINGLE_NAME))
		credit_find(credit, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION, 0, 0, "\"%s\" is in no rule",
			name->name);
	if (organisation != NULL && organisation->state_media &&
		!credit_has_finding(credit, CL_FINDING_CREDIT_STATE_MEDIA))
		credit_find(credit, CL_FINDING_CREDIT_STATE_MEDIA, 0, 0, "%s is state media",
			organisation->name);
}

static void
find_of_chain(const ClCreditRules *rules, ClCredit *credit)
{
	if (credit->provider != NULL)
		find_of_name(rules, credit, credit->provider);
	for (guint i = 0; i < credit->distributors->len; i++)
		find_of_name(rules, credit, credit->distributors->pdata[i]);
}

static void
forget(ClCredit *credit, const char *code)
{
	for (guint i = 0; i < credit->findings->len;) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		if (strcmp(finding->code, code) == 0)
			g_ptr_array_remove_index(credit->findings, i);
		else
			i++;
	}
}

/* --- what people of the house wrote over it ------------------------------------------------------ */
static gboolean
has_chain(const ClCredit *credit)
{
	return credit->provider != NULL || credit->distributors->len > 0;
}

static gboolean
knows_chain(const ClCredit *credit)
{
	gboolean knows = credit->provider != NULL && credit->provider->id != NULL;

	for (guint i = 0; !knows && i < credit->distributors->len; i++)
		knows = ((const ClCreditName *)credit->distributors->pdata[i])->id != NULL;
	return knows;
}

/* Who took it, and what it is, was received: a text to print takes nobody away. */
static void
keep_received(const ClCreditRules *rules, ClCredit *credit, const ClCredit *received)
{
	g_autoptr(ClCredit) said = credit_new("");

	credit_copy_people(said, credit);
	if (credit_has_people(received))
		credit_copy_people(credit, received);
	credit_join_people(rules, credit, said, CL_FINDING_CREDIT_CONFLICT, EDITED);
	credit_join_kind(credit, received);
	if (credit->platform == NULL)
		credit->platform = g_strdup(received->platform);
	if (credit->year == 0)
		credit->year = received->year;
	if (received->provider != NULL)
		credit_conflict(credit, received->provider->name, cl_credit_deliverer(credit)->name, EDITED);
}

/* An editor's credit says what is printed. Whose the picture is, what was received says, unless it names no
 * organisation, or none that a rule knows where the editor does. Takes `received`. */
static ClCredit *
write_over(const ClCreditRules *rules, ClCredit *received, const char *text, gboolean *decided)
{
	g_autoptr(ClCredit) said = cl_credit_parse(rules, text);
	g_autoptr(ClCredit) credit = received;

	*decided = credit_names_nobody(received) || (!has_chain(received) && has_chain(said)) ||
		(!knows_chain(received) && knows_chain(said));
	if (*decided) {
		keep_received(rules, said, received);
		return g_steal_pointer(&said);
	}
	credit_join_people(rules, credit, said, CL_FINDING_CREDIT_CONFLICT, EDITED);
	credit_join_kind(credit, said);
	credit_compare_agencies(rules, credit, said, CL_FINDING_CREDIT_CONFLICT, EDITED);
	return g_steal_pointer(&credit);
}

/* A by-line that an editor wrote says who took it. */
static void
decide_people(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *written)
{
	g_autoptr(ClCredit) all = read_bylines(rules, written);
	g_autofree char *one = credit_render_people(credit);
	g_autofree char *two = credit_render_people(all);

	if (!credit_has_people(all))
		return;
	forget(credit, CL_FINDING_CREDIT_PHOTOGRAPHER);
	if (credit_has_people(credit) && !credit_share_a_person(rules, credit, all))
		credit_conflict(credit, one, two, "by-line");
	credit_copy_people(credit, all);
}

static ClCredit *
join_written(const ClCreditRules *rules, ClCredit *credit, const ClCreditWitnesses *written,
	gboolean *decided)
{
	if (!cl_text_is_blank(written->credit))
		credit = write_over(rules, credit, written->credit, decided);
	decide_people(rules, credit, written);
	join_witnesses(rules, credit, written);
	return credit;
}

ClCredit *
cl_credit_merge(const ClCreditRules *rules, const ClCreditWitnesses *witnesses)
{
	const ClCreditWitnesses *written = witnesses->written;
	ClCredit *credit = cl_credit_parse(rules, first_of(witnesses));
	gboolean decided = FALSE;

	join_witnesses(rules, credit, witnesses);
	if (written != NULL)
		credit = join_written(rules, credit, written, &decided);
	/* A credit that an editor wrote says by itself who delivered the picture. */
	if (!decided)
		join_supplier(rules, credit, witnesses->supplier);
	join_demanded(credit, witnesses->demanded);
	find_of_chain(rules, credit);
	if (!credit_names_nobody(credit))
		forget(credit, CL_FINDING_CREDIT_UNPARSED);
	g_free(credit->canonical);
	credit->canonical = written != NULL && !cl_text_is_blank(written->credit)
		? g_strdup(written->credit)
		: cl_credit_render(rules, credit, CL_CREDIT_STYLE_HOUSE);
	return credit;
}
