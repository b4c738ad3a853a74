/* SPDX-License-Identifier: MIT
 *
 * How a credit is printed: the house's form, or the supplier's where that is contractual; never an
 * anonymous token, never empty. Reading a printed credit gives the same print again.
 */
#include "private.h"

#include <string.h>

static gboolean
is_plain(const char *name)
{
	CreditText text;
	gboolean plain = strchr(name, ' ') != NULL && strchr(name, '&') == NULL;

	credit_text_init(&text, name);
	for (guint i = 0; i < text.words->len; i++)
		plain &= !credit_is_and(&text, i);
	credit_text_clear(&text);
	return plain;
}

char *
credit_render_people(const ClCredit *credit)
{
	GString *out = g_string_new(NULL);
	guint n = credit->photographers->len;
	gboolean plain = TRUE;

	/* "Carl and Ann Purcell" is one name: single words, and such names, are joined by commas only. */
	for (guint i = 0; i < n; i++)
		plain &= is_plain(((ClCreditName *)credit->photographers->pdata[i])->name);
	for (guint i = 0; i < n; i++) {
		if (i > 0)
			g_string_append(out, i + 1 == n && plain ? " and " : ", ");
		g_string_append(out, ((ClCreditName *)credit->photographers->pdata[i])->name);
	}
	return g_string_free(out, FALSE);
}

static void
append_part(GString *out, const char *part)
{
	if (out->len > 0)
		g_string_append_c(out, '/');
	g_string_append(out, part);
}

/* /Kremlin Pool /Handout /UGC */
static void
append_roles(GString *out, const ClCredit *credit)
{
	if (credit->pool_operator != NULL) {
		g_autofree char *pool = g_strconcat(credit->pool_operator, " Pool", NULL);
		append_part(out, pool);
	} else if (credit->kind == CL_CREDIT_POOL) {
		append_part(out, "Pool");
	}
	if (credit->kind == CL_CREDIT_HANDOUT)
		append_part(out, "Handout");
	if (credit->platform != NULL && credit->distributors->len > 0)
		append_part(out, credit->platform);
	else if (credit->kind == CL_CREDIT_UGC && credit->platform == NULL)
		append_part(out, "UGC");
}

static gboolean
works_for_provider(const ClCredit *credit)
{
	return credit->client != NULL && credit->provider != NULL &&
	       credit->photographers->len > 0 &&
	       strcmp(credit->client, credit->provider->name) == 0;
}

static void
append_provider(GString *out, const ClCredit *credit)
{
	if (works_for_provider(credit)) {
		g_string_append_printf(out, " for %s", credit->client);
		return;
	}
	if (credit->provider != NULL)
		append_part(out, credit->provider->name);
	if (credit->client != NULL)
		g_string_append_printf(out, " for %s", credit->client);
}

static void
append_via(GString *out, const char *name)
{
	g_string_append_printf(out, "%svia %s", out->len > 0 ? " " : "", name);
}

/* "dpa/picture alliance" that dpa itself delivered: an agency is printed once (reference §4.6). */
static guint
count_printed(const ClCredit *credit)
{
	const ClCreditName *last = cl_credit_deliverer(credit);
	guint n = credit->distributors->len;

	return n > 1 && last->id != NULL && credit->provider != NULL &&
			       g_strcmp0(last->id, credit->provider->id) == 0
		       ? n - 1
		       : n;
}

/* How many distributors stand before "via": those between provider and deliverer that a rule knows,
 * as long as nobody provides who writes itself first; the others would read as something else. */
static guint
count_before_via(const ClCreditRules *rules, const ClCredit *credit)
{
	const ClOrganisation *provider =
		credit->provider == NULL || credit->provider->id == NULL
			? NULL
			: cl_credit_rules_organisation(rules, credit->provider->id);
	guint n = 0;

	if (credit->provider == NULL || (provider != NULL && provider->leads))
		return 0;
	while (n + 1 < count_printed(credit) &&
		((ClCreditName *)credit->distributors->pdata[n])->id != NULL)
		n++;
	return n;
}

static void
append_distributors(GString *out, const ClCreditRules *rules, const ClCredit *credit)
{
	guint before = count_before_via(rules, credit);
	guint n = count_printed(credit);
	g_autoptr(GString) last = g_string_new(NULL);

	for (guint i = 0; i < n; i++) {
		const ClCreditName *name = credit->distributors->pdata[i];

		append_part(i < before ? out : last, name->name);
	}
	if (n > 0)
		append_via(out, last->str);
	else if (credit->platform != NULL)
		append_via(out, credit->platform);
}

static char *
render_house(const ClCreditRules *rules, const ClCredit *credit)
{
	g_autofree char *people = credit_render_people(credit);
	g_autoptr(GString) out = g_string_new(people);

	append_provider(out, credit);
	append_roles(out, credit);
	if (credit->licence != NULL)
		g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", credit->licence);
	append_distributors(out, rules, credit);
	return g_strdup(out->str);
}

static const char *
template_of(const ClCreditRules *rules, const ClCredit *credit, ClCreditStyle style)
{
	const ClCreditName *provider = credit->provider;
	const ClOrganisation *organisation =
		provider == NULL || provider->id == NULL
			? NULL
			: cl_credit_rules_organisation(rules, provider->id);

	if (organisation == NULL || credit->photographers->len == 0 ||
		credit->distributors->len > 0 || credit->client != NULL ||
		credit->licence != NULL ||
		(credit->kind != CL_CREDIT_AGENCY && credit->kind != CL_CREDIT_POOL &&
			credit->kind != CL_CREDIT_THIRD_PARTY))
		return NULL;
	if (organisation->template == NULL && style == CL_CREDIT_STYLE_SUPPLIER)
		return organisation->form;
	return organisation->template;
}

static char *
render_template(const char *template, const ClCredit *credit)
{
	const char *at = strstr(template, CREDIT_HOLE);
	g_autofree char *people = credit_render_people(credit);
	g_autoptr(GString) out = g_string_new(NULL);

	if (at == NULL)
		return g_strdup(template);
	g_string_append_len(out, template, at - template);
	g_string_append(out, people);
	g_string_append(out, at + strlen(CREDIT_HOLE));
	append_roles(out, credit);
	return g_strdup(out->str);
}

/* As received, in one line. */
static char *
render_raw(const ClCredit *credit)
{
	CreditText text;
	char *clean;

	credit_text_init(&text, credit->raw);
	clean = g_utf8_normalize(text.clean, -1, G_NORMALIZE_NFC);
	credit_text_clear(&text);
	return clean;
}

static gboolean
is_left_as_received(const ClCredit *credit)
{
	return credit_has_finding(credit, CL_FINDING_CREDIT_AMBIGUOUS) ||
	       (credit->photographers->len == 0 && credit->provider == NULL &&
		       credit->distributors->len == 0 && credit->platform == NULL);
}

char *
cl_credit_render(const ClCreditRules *rules, const ClCredit *credit, ClCreditStyle style)
{
	const char *template = template_of(rules, credit, style);
	g_autofree char *line = NULL;

	if (credit->mandatory_text != NULL)
		return g_strdup(credit->mandatory_text);
	if (is_left_as_received(credit))
		return render_raw(credit);
	if (template != NULL)
		return render_template(template, credit);
	line = render_house(rules, credit);
	if (style == CL_CREDIT_STYLE_PLAIN || credit->licence != NULL || line[0] == '\0')
		return g_steal_pointer(&line);
	return g_strconcat("© ", line, NULL);
}
