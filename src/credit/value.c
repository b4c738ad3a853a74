/* SPDX-License-Identifier: MIT
 *
 * A credit as a value: made, freed, compared, written as JSON and read back. Knows no grammar.
 */
#include "private.h"

#include <cutline/error.h>

#include <string.h>

static const char *const kind_names[] = {
#define X(id, name) name,
	CL_CREDIT_KIND_TABLE(X)
#undef X
};

static const struct {
	ClCreditFlags flag;
	const char *name;
} flag_names[] = {{CL_CREDIT_FILE, "file"}, {CL_CREDIT_MANDATORY, "mandatory"},
	{CL_CREDIT_ANONYMOUS, "anonymous"}, {CL_CREDIT_COURTESY, "courtesy"}};

const char *
cl_credit_kind_name(ClCreditKind kind)
{
	return kind < CL_N_CREDIT_KINDS ? kind_names[kind] : "unknown";
}

ClCreditKind
cl_credit_kind_from_name(const char *name)
{
	for (guint i = 0; i < CL_N_CREDIT_KINDS; i++)
		if (strcmp(kind_names[i], name) == 0)
			return i;
	return CL_N_CREDIT_KINDS;
}

ClCreditName *
credit_name_new(const char *name, const char *id, guint32 start, guint32 end)
{
	ClCreditName *made = g_new(ClCreditName, 1);

	*made = (ClCreditName){g_strdup(name), g_strdup(id), start, end};
	return made;
}

void
credit_name_free(ClCreditName *name)
{
	if (name == NULL)
		return;
	g_free(name->name);
	g_free(name->id);
	g_free(name);
}

static void
finding_free(ClCreditFinding *finding)
{
	g_free(finding->said);
	g_free(finding->elsewhere);
	g_free(finding->message);
	g_free(finding);
}

ClCredit *
credit_new(const char *raw)
{
	ClCredit *credit = g_new0(ClCredit, 1);

	credit->raw = g_utf8_make_valid(raw, -1);
	credit->photographers = g_ptr_array_new_with_free_func((GDestroyNotify)credit_name_free);
	credit->distributors = g_ptr_array_new_with_free_func((GDestroyNotify)credit_name_free);
	credit->findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
	credit->rules = g_ptr_array_new_with_free_func(g_free);
	credit->kind = CL_CREDIT_THIRD_PARTY;
	return credit;
}

void
cl_credit_free(ClCredit *credit)
{
	if (credit == NULL)
		return;
	g_free(credit->raw);
	g_ptr_array_unref(credit->photographers);
	credit_name_free(credit->provider);
	g_ptr_array_unref(credit->distributors);
	g_free(credit->pool_operator);
	g_free(credit->client);
	g_free(credit->platform);
	g_free(credit->supplier_id);
	g_free(credit->licence);
	g_free(credit->mandatory_text);
	g_ptr_array_unref(credit->findings);
	g_free(credit->canonical);
	g_ptr_array_unref(credit->rules);
	g_free(credit);
}

ClCreditFinding *
credit_find(ClCredit *credit, const char *code, guint32 start, guint32 end, const char *format, ...)
{
	ClCreditFinding *finding = g_new(ClCreditFinding, 1);
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	*finding = (ClCreditFinding){.code = code, .message = cl_text_cut(message, CREDIT_MAX_MESSAGE_BYTES),
		.start = start, .end = end};
	g_ptr_array_add(credit->findings, finding);
	return finding;
}

gboolean
credit_has_finding(const ClCredit *credit, const char *code)
{
	for (guint i = 0; i < credit->findings->len; i++)
		if (strcmp(((ClCreditFinding *)credit->findings->pdata[i])->code, code) == 0)
			return TRUE;
	return FALSE;
}

void
credit_add_rule(ClCredit *credit, const char *kind, const char *id)
{
	g_autofree char *rule = g_strdup_printf("%s/%s", kind, id);

	for (guint i = 0; i < credit->rules->len; i++)
		if (strcmp(credit->rules->pdata[i], rule) == 0)
			return;
	g_ptr_array_add(credit->rules, g_steal_pointer(&rule));
}

gboolean
cl_credit_is_recognised(const ClCredit *credit)
{
	if (credit_has_finding(credit, CL_FINDING_CREDIT_UNPARSED) ||
		credit_has_finding(credit, CL_FINDING_CREDIT_AMBIGUOUS))
		return FALSE;
	for (guint i = 0; i < credit->rules->len; i++)
		if (g_str_has_prefix(credit->rules->pdata[i], "organisation/"))
			return TRUE;
	return credit->kind == CL_CREDIT_INDIVIDUAL || credit->kind == CL_CREDIT_CC ||
	       credit->kind == CL_CREDIT_PUBLIC_DOMAIN;
}

const ClCreditName *
cl_credit_deliverer(const ClCredit *credit)
{
	if (credit->distributors->len > 0)
		return credit->distributors->pdata[credit->distributors->len - 1];
	return credit->provider;
}

gboolean
credit_names_equal(const GPtrArray *a, const GPtrArray *b)
{
	if (a->len != b->len)
		return FALSE;
	for (guint i = 0; i < a->len; i++)
		if (strcmp(((ClCreditName *)a->pdata[i])->name,
			    ((ClCreditName *)b->pdata[i])->name) != 0)
			return FALSE;
	return TRUE;
}

gboolean
cl_credit_equal(const ClCredit *a, const ClCredit *b)
{
	return credit_names_equal(a->photographers, b->photographers) &&
	       credit_names_equal(a->distributors, b->distributors) &&
	       g_strcmp0(a->provider == NULL ? NULL : a->provider->name,
		       b->provider == NULL ? NULL : b->provider->name) == 0 &&
	       a->kind == b->kind && a->flags == b->flags && a->year == b->year &&
	       g_strcmp0(a->pool_operator, b->pool_operator) == 0 &&
	       g_strcmp0(a->client, b->client) == 0 && g_strcmp0(a->platform, b->platform) == 0 &&
	       g_strcmp0(a->supplier_id, b->supplier_id) == 0 &&
	       g_strcmp0(a->licence, b->licence) == 0 &&
	       g_strcmp0(a->mandatory_text, b->mandatory_text) == 0 &&
	       g_strcmp0(a->canonical, b->canonical) == 0;
}

static void
write_names(ClJson *json, const char *key, const GPtrArray *names)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; i < names->len; i++)
		cl_json_string(json, NULL, ((ClCreditName *)names->pdata[i])->name);
	cl_json_end_array(json);
}

static void
write_ids(ClJson *json, const ClCredit *credit)
{
	cl_json_begin_object(json, "organisations");
	if (credit->provider != NULL && credit->provider->id != NULL)
		cl_json_string(json, credit->provider->name, credit->provider->id);
	for (guint i = 0; i < credit->distributors->len; i++) {
		const ClCreditName *name = credit->distributors->pdata[i];

		if (name->id != NULL && (credit->provider == NULL ||
						strcmp(credit->provider->name, name->name) != 0))
			cl_json_string(json, name->name, name->id);
	}
	cl_json_end_object(json);
}

static void
write_findings(ClJson *json, const ClCredit *credit)
{
	cl_json_begin_array(json, "findings");
	for (guint i = 0; i < credit->findings->len; i++) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "code", finding->code);
		cl_json_string(json, "message", finding->message);
		cl_json_int(json, "start", finding->start);
		cl_json_int(json, "end", finding->end);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

void
cl_credit_write_json(ClJson *json, const char *key, const ClCredit *credit)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "raw", credit->raw);
	write_names(json, "photographers", credit->photographers);
	cl_json_string(json, "provider", credit->provider == NULL ? NULL : credit->provider->name);
	write_names(json, "distributors", credit->distributors);
	cl_json_string(json, "kind", cl_credit_kind_name(credit->kind));
	cl_json_string(json, "pool_operator", credit->pool_operator);
	cl_json_string(json, "client", credit->client);
	cl_json_string(json, "platform", credit->platform);
	cl_json_string(json, "supplier_id", credit->supplier_id);
	if (credit->year != 0)
		cl_json_int(json, "year", credit->year);
	else
		cl_json_null(json, "year");
	cl_json_begin_array(json, "flags");
	for (gsize i = 0; i < G_N_ELEMENTS(flag_names); i++)
		if (credit->flags & flag_names[i].flag)
			cl_json_string(json, NULL, flag_names[i].name);
	cl_json_end_array(json);
	write_findings(json, credit);
	cl_json_string(json, "canonical", credit->canonical);
	cl_json_string(json, "licence", credit->licence);
	cl_json_string(json, "mandatory_text", credit->mandatory_text);
	write_ids(json, credit);
	cl_json_begin_array(json, "rules");
	for (guint i = 0; i < credit->rules->len; i++)
		cl_json_string(json, NULL, credit->rules->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
}

/* --- back ---------------------------------------------------------------------------------- */
char *
credit_take_string(GVariant *object, const char *key)
{
	const char *text = NULL;

	return g_variant_lookup(object, key, "&s", &text) ? g_strdup(text) : NULL;
}

static void
read_names(GVariant *object, const char *key, GVariant *ids, GPtrArray *names)
{
	g_autoptr(GVariant) list = g_variant_lookup_value(object, key, G_VARIANT_TYPE("av"));

	for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) value = g_variant_get_variant(boxed);
		g_autofree char *id = NULL;

		if (!g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
			continue;
		id = ids == NULL ? NULL
				 : credit_take_string(ids, g_variant_get_string(value, NULL));
		g_ptr_array_add(
			names, credit_name_new(g_variant_get_string(value, NULL), id, 0, 0));
	}
}

static void
read_findings(GVariant *object, ClCredit *credit)
{
	g_autoptr(GVariant) list = g_variant_lookup_value(object, "findings", G_VARIANT_TYPE("av"));

	for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) finding = g_variant_get_variant(boxed);
		g_autofree char *code = NULL, *message = NULL;
		gint64 start = 0, end = 0;

		if (!g_variant_is_of_type(finding, G_VARIANT_TYPE_VARDICT))
			continue;
		code = credit_take_string(finding, "code");
		message = credit_take_string(finding, "message");
		g_variant_lookup(finding, "start", "x", &start);
		g_variant_lookup(finding, "end", "x", &end);
		if (cl_finding_code(code) != NULL && message != NULL)
			credit_find(credit, cl_finding_code(code), (guint32)start, (guint32)end,
				"%s", message);
	}
}

static void
read_flags_and_rules(GVariant *object, ClCredit *credit)
{
	g_autoptr(GPtrArray) flags =
		g_ptr_array_new_with_free_func((GDestroyNotify)credit_name_free);
	g_autoptr(GPtrArray) rules =
		g_ptr_array_new_with_free_func((GDestroyNotify)credit_name_free);

	read_names(object, "flags", NULL, flags);
	read_names(object, "rules", NULL, rules);
	for (guint i = 0; i < flags->len; i++)
		for (gsize k = 0; k < G_N_ELEMENTS(flag_names); k++)
			if (strcmp(((ClCreditName *)flags->pdata[i])->name, flag_names[k].name) ==
				0)
				credit->flags |= flag_names[k].flag;
	for (guint i = 0; i < rules->len; i++)
		g_ptr_array_add(credit->rules, g_strdup(((ClCreditName *)rules->pdata[i])->name));
}

ClCredit *
cl_credit_from_json(const char *text, GError **error)
{
	g_autoptr(GVariant) object = cl_json_parse(text, -1, error);
	g_autoptr(GVariant) ids = NULL;
	g_autoptr(ClCredit) credit = NULL;
	g_autofree char *raw = NULL, *kind = NULL, *provider = NULL, *id = NULL;
	gint64 year = 0;

	if (object == NULL)
		return NULL;
	if (g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT)) {
		raw = credit_take_string(object, "raw");
		kind = credit_take_string(object, "kind");
	}
	if (raw == NULL || kind == NULL || cl_credit_kind_from_name(kind) == CL_N_CREDIT_KINDS) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "not a credit: no raw text or kind");
		return NULL;
	}
	credit = credit_new(raw);
	credit->kind = cl_credit_kind_from_name(kind);
	ids = g_variant_lookup_value(object, "organisations", G_VARIANT_TYPE_VARDICT);
	read_names(object, "photographers", NULL, credit->photographers);
	read_names(object, "distributors", ids, credit->distributors);
	provider = credit_take_string(object, "provider");
	id = ids == NULL || provider == NULL ? NULL : credit_take_string(ids, provider);
	if (provider != NULL)
		credit->provider = credit_name_new(provider, id, 0, 0);
	credit->pool_operator = credit_take_string(object, "pool_operator");
	credit->client = credit_take_string(object, "client");
	credit->platform = credit_take_string(object, "platform");
	credit->supplier_id = credit_take_string(object, "supplier_id");
	credit->licence = credit_take_string(object, "licence");
	credit->mandatory_text = credit_take_string(object, "mandatory_text");
	credit->canonical = credit_take_string(object, "canonical");
	if (credit->canonical == NULL)
		credit->canonical = g_strdup("");
	g_variant_lookup(object, "year", "x", &year);
	credit->year = (guint)CLAMP(year, 0, 9999);
	read_flags_and_rules(object, credit);
	read_findings(object, credit);
	return g_steal_pointer(&credit);
}
