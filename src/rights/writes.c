/* SPDX-License-Identifier: MIT
 *
 * What people write about use: outlets and licences, from their JSON. A key that is misspelt is an
 * error: a limit nobody reads would be no limit.
 */
#include <string.h>

#include "read_json.h"
#include "rules.h"

/* --- outlets --- */

ClOutlet *
cl_outlet_new(void)
{
	ClOutlet *outlet = g_new0(ClOutlet, 1);

	outlet->id = g_strdup("default");
	outlet->channels = CL_CHANNEL_BIT(CL_CHANNEL_WEB);
	outlet->stage = CL_STAGE_WARN;
	return outlet;
}

void
cl_outlet_free(ClOutlet *outlet)
{
	if (outlet == NULL)
		return;
	g_free(outlet->id);
	g_strfreev(outlet->names);
	g_free(outlet->style);
	g_strfreev(outlet->stage_suppliers);
	g_free(outlet->supplier_stages);
	g_free(outlet);
}

ClStage
cl_outlet_stage(const ClOutlet *outlet, const char *supplier)
{
	for (guint i = 0; supplier != NULL && outlet->stage_suppliers != NULL &&
			  outlet->stage_suppliers[i] != NULL;
		i++)
		if (strcmp(outlet->stage_suppliers[i], supplier) == 0)
			return outlet->supplier_stages[i];
	return outlet->stage;
}

static gboolean
read_territories(const ClRightsRules *rules, const ClJsonNode *json, const char *key, ClTerritories *set,
	const RightsPlace *place, GError **error)
{
	g_auto(GStrv) names = NULL;

	if (!rights_read_texts(json, key, &names, place, error))
		return FALSE;
	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		ClTerritories one;

		if (!cl_rights_territory(rules, names[i], &one))
			return rights_read_refuse(place, error,
				"\"%s\" has '%s', which is no territory; write ISO codes, EU, DACH "
				"or WORLD",
				key, names[i]);
		cl_territories_unite(set, &one);
	}
	return TRUE;
}

/* One of a list of names; absent leaves *value. */
static gboolean
read_choice(const ClJsonNode *json, const char *key, const char *const *names, guint *value,
	const RightsPlace *place, GError **error)
{
	g_autofree char *name = NULL;
	g_autofree char *all = NULL;

	if (!rights_read_text(json, key, FALSE, &name, place, error))
		return FALSE;
	for (guint i = 0; name != NULL && names[i] != NULL; i++) {
		if (strcmp(names[i], name) == 0) {
			*value = i;
			return TRUE;
		}
	}
	if (name == NULL)
		return TRUE;
	all = g_strjoinv(", ", (char **)names);
	return rights_read_refuse(place, error, "\"%s\" is one of %s, not '%s'", key, all, name);
}

typedef struct {
	GPtrArray *suppliers; /* char*, NULL-terminated at the end */
	GArray *stages;	      /* ClStage */
	const char *wrong;    /* a supplier without a stage, or NULL */
} Stages;

static void
read_stage(const char *key, const ClJsonNode *value, gpointer data)
{
	Stages *all = data;
	ClStage stage = cl_stage_from_name(cl_json_node_string(value));

	if (stage == CL_N_STAGES)
		all->wrong = key;
	g_ptr_array_add(all->suppliers, cl_text_fold(key));
	g_array_append_val(all->stages, stage);
}

/* {"Getty Images": "block"} */
static gboolean
read_stages(const ClJsonNode *json, ClOutlet *outlet, const RightsPlace *place, GError **error)
{
	const ClJsonNode *stages = cl_json_node_get(json, "stages");
	Stages all = {NULL, NULL, NULL};

	if (stages == NULL)
		return TRUE;
	if (!cl_json_node_is_object(stages))
		return rights_read_refuse(place, error, "\"stages\" must be an object");
	all.suppliers = g_ptr_array_new();
	all.stages = g_array_new(FALSE, FALSE, sizeof(ClStage));
	cl_json_node_each(stages, read_stage, &all);
	g_ptr_array_add(all.suppliers, NULL);
	outlet->stage_suppliers = (GStrv)g_ptr_array_free(all.suppliers, FALSE);
	outlet->supplier_stages = (ClStage *)(gpointer)g_array_free(all.stages, FALSE);
	return all.wrong == NULL ||
	       rights_read_refuse(place, error,
		       "\"stages\": '%s' is one of observe, warn, block", all.wrong);
}

static gboolean
read_section(const ClJsonNode *json, ClSection *section, const RightsPlace *place, GError **error)
{
	g_autofree char *name = NULL;

	if (!rights_read_text(json, "section", FALSE, &name, place, error))
		return FALSE;
	if (name != NULL)
		*section = cl_section_from_name(name);
	return *section != CL_N_SECTIONS ||
	       rights_read_refuse(
		       place, error, "\"section\" is one of editorial, advertorial, promo, ad, not '%s'",
		       name);
}

static const char *const stated_names[] = {"unstated", "no", "yes", NULL};

ClOutlet *
cl_outlet_parse(const ClRightsRules *rules, const char *json, const char *where, GError **error)
{
	static const char *const keys[] = {"schema", "id", "names", "markets", "channels",
		"commercial", "section", "geo_block", "style", "stage", "stages", "default", NULL};
	static const char *const stages[] = {"observe", "warn", "block", NULL};
	g_autoptr(ClOutlet) outlet = cl_outlet_new();
	g_autoptr(ClJsonNode) object = rights_read_document(json, "cutline-outlet/1", where, error);
	RightsPlace place = {where, NULL};
	guint commercial = CL_UNSTATED, stage = CL_STAGE_WARN, channels = 0;

	if (object == NULL || !rights_read_keys(object, keys, &place, error) ||
		!rights_read_text(object, "id", TRUE, &outlet->id, &place, error) ||
		!rights_read_texts(object, "names", &outlet->names, &place, error) ||
		!read_territories(rules, object, "markets", &outlet->markets, &place, error) ||
		!rights_read_channels(object, "channels", &channels, &place, error) ||
		!read_choice(object, "commercial", stated_names, &commercial, &place, error) ||
		!read_section(object, &outlet->section, &place, error) ||
		!rights_read_flag(object, "geo_block", &outlet->geo_block, &place, error) ||
		!rights_read_text(object, "style", FALSE, &outlet->style, &place, error) ||
		!read_choice(object, "stage", stages, &stage, &place, error) ||
		!read_stages(object, outlet, &place, error))
		return NULL;
	if (channels != 0)
		outlet->channels = channels;
	outlet->commercial = commercial;
	outlet->stage = stage;
	return g_steal_pointer(&outlet);
}

/* --- licences --- */

static void
free_clause(gpointer data)
{
	ClClause *clause = data;

	g_free(clause->term);
	g_free(clause->where);
	g_free(clause->text);
	g_free(clause);
}

void
cl_licence_free(ClLicence *licence)
{
	if (licence == NULL)
		return;
	g_free(licence->id);
	g_free(licence->name);
	g_free(licence->supplier);
	g_free(licence->supplier_name);
	g_strfreev(licence->collections_in);
	g_strfreev(licence->collections_out);
	g_strfreev(licence->photographers);
	g_strfreev(licence->photos);
	g_strfreev(licence->stories);
	g_free(licence->event);
	g_free(licence->spdx);
	g_free(licence->title);
	g_free(licence->source);
	g_free(licence->empty);
	g_free(licence->placement);
	g_free(licence->currency);
	g_free(licence->credit);
	g_clear_pointer(&licence->clauses, g_ptr_array_unref);
	g_free(licence);
}

void
cl_grant_free(ClGrant *grant)
{
	if (grant == NULL)
		return;
	g_free(grant->id);
	g_free(grant->story);
	g_free(grant->outlet);
	g_free(grant->as);
	g_free(grant->covers);
	g_free(grant->reason);
	g_free(grant->who);
	g_free(grant->but);
	g_free(grant);
}

/* The begin of a day, or of the one after it. */
static gint64
day_us(const ClDate *date, gboolean last, GTimeZone *zone)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) day = g_date_time_new(
		zone != NULL ? zone : utc, date->year, date->month, date->day, 0, 0, 0);
	g_autoptr(GDateTime) at = day == NULL ? NULL : g_date_time_add_days(day, last ? 1 : 0);

	return at == NULL ? 0 : g_date_time_to_unix(at) * G_USEC_PER_SEC;
}

/* A day, or an instant with its zone. A last day counts whole. */
static gboolean
read_instant(const ClJsonNode *json, const char *key, gboolean last, gint64 *at_us,
	const RightsPlace *place, GError **error)
{
	g_autofree char *text = NULL;
	ClDate date;

	if (!rights_read_text(json, key, FALSE, &text, place, error))
		return FALSE;
	if (text == NULL)
		return TRUE;
	if (!cl_date_parse(text, &date) || date.day == 0 || (date.has_time && !date.has_zone))
		return rights_read_refuse(place, error,
			"\"%s\" is a day (2026-12-31) or an instant with its zone "
			"(2026-12-31T18:00Z), not '%s'",
			key, text);
	*at_us = day_us(&date, last, place->zone);
	return !date.has_time || cl_date_utc_us(&date, at_us);
}

/* Names as fold keys, so that spelling does not part a contract from its pictures. */
static gboolean
read_keys_of(
	const ClJsonNode *json, const char *key, GStrv *values, const RightsPlace *place, GError **error)
{
	g_auto(GStrv) names = NULL;
	g_autoptr(GStrvBuilder) folded = g_strv_builder_new();

	if (!rights_read_texts(json, key, &names, place, error))
		return FALSE;
	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		g_autofree char *fold = cl_text_fold(names[i]);

		g_strv_builder_add(folded, fold);
	}
	if (names != NULL)
		*values = g_strv_builder_end(folded);
	return TRUE;
}

static gboolean
read_sections(const ClJsonNode *json, guint *sections, const RightsPlace *place, GError **error)
{
	g_auto(GStrv) names = NULL;

	if (!rights_read_texts(json, "sections", &names, place, error))
		return FALSE;
	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		ClSection section = cl_section_from_name(names[i]);

		if (section == CL_N_SECTIONS)
			return rights_read_refuse(place, error,
				"\"sections\" has '%s', which is none of editorial advertorial "
				"promo ad",
				names[i]);
		*sections |= 1U << section;
	}
	return TRUE;
}

static gboolean
read_clauses(ClLicence *licence, const ClJsonNode *json, const RightsPlace *place, GError **error)
{
	static const char *const keys[] = {"term", "where", "text", NULL};
	const ClJsonNode *list;

	licence->clauses = g_ptr_array_new_with_free_func(free_clause);
	if (!rights_read_objects(json, "clauses", &list, place, error))
		return FALSE;
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		const ClJsonNode *one = cl_json_node_at(list, i);
		ClClause *clause = g_new0(ClClause, 1);

		g_ptr_array_add(licence->clauses, clause);
		if (!rights_read_keys(one, keys, place, error) ||
			!rights_read_text(one, "term", TRUE, &clause->term, place, error) ||
			!rights_read_text(one, "where", TRUE, &clause->where, place, error) ||
			!rights_read_text(one, "text", FALSE, &clause->text, place, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_quota(ClLicence *licence, const ClJsonNode *json, const RightsPlace *place, GError **error)
{
	static const char *const keys[] = {"uses", "period", "count", "warn_percent", NULL};
	static const char *const periods[] = {"total", "day", "month", "year", NULL};
	static const char *const counts[] = {"publication", "photo", "download", NULL};
	const ClJsonNode *quota = cl_json_node_get(json, "quota");
	guint period = 0, count = 0;

	if (!cl_json_node_is_object(quota))
		return cl_json_node_kind(quota) == CL_JSON_NULL ||
		       rights_read_refuse(place, error, "\"quota\" must be an object");
	if (!rights_read_keys(quota, keys, place, error) ||
		!rights_read_count(quota, "uses", G_MAXINT32, &licence->quota, place, error) ||
		!read_choice(quota, "period", periods, &period, place, error) ||
		!read_choice(quota, "count", counts, &count, place, error) ||
		!rights_read_count(
			quota, "warn_percent", 100, &licence->quota_warn_percent, place, error))
		return FALSE;
	licence->quota_period = period;
	licence->quota_count = count;
	return licence->quota > 0 || rights_read_refuse(place, error, "\"quota\" needs \"uses\"");
}

static gboolean
read_cost(ClLicence *licence, const ClJsonNode *json, const RightsPlace *place, GError **error)
{
	static const char *const keys[] = {"amount", "currency", "review_above", NULL};
	const ClJsonNode *cost = cl_json_node_get(json, "cost");

	return !cl_json_node_is_object(cost) ||
	       (rights_read_keys(cost, keys, place, error) &&
		       rights_read_number(cost, "amount", 0, 1e9, &licence->cost, place, error) &&
		       rights_read_number(
			       cost, "review_above", 0, 1e9, &licence->cost_review, place, error) &&
		       rights_read_text(cost, "currency", TRUE, &licence->currency, place, error));
}

/* To whom or what it belongs. */
static gboolean
read_scope(ClLicence *licence, const ClJsonNode *json, const RightsPlace *place, GError **error)
{
	guint days = 0;

	if (!rights_read_text(json, "supplier", FALSE, &licence->supplier_name, place, error) ||
		!read_keys_of(json, "collections_in", &licence->collections_in, place, error) ||
		!read_keys_of(json, "collections_out", &licence->collections_out, place, error) ||
		!read_keys_of(json, "photographers", &licence->photographers, place, error) ||
		!rights_read_texts(json, "photos", &licence->photos, place, error) ||
		!rights_read_texts(json, "stories", &licence->stories, place, error) ||
		!rights_read_text(json, "event", FALSE, &licence->event, place, error) ||
		!rights_read_count(json, "archive_tail_days", 365000, &days, place, error))
		return FALSE;
	licence->archive_tail_days =
		cl_json_node_kind(cl_json_node_get(json, "archive_tail_days")) == CL_JSON_INT
			? (gint)days
			: -1;
	if (licence->supplier_name != NULL)
		licence->supplier = cl_text_fold(licence->supplier_name);
	return TRUE;
}

/* Days of capture are those of the place where it was taken. */
static gboolean
read_period(ClLicence *licence, const ClJsonNode *json, const RightsPlace *place, GError **error)
{
	RightsPlace of = *place;

	if (!rights_read_flag(json, "by_capture_date", &licence->by_capture, place, error))
		return FALSE;
	if (licence->by_capture)
		of.zone = NULL;
	return read_instant(json, "from", FALSE, &licence->from_us, &of, error) &&
	       read_instant(json, "until", TRUE, &licence->until_us, &of, error);
}

/* What it allows. */
static gboolean
read_terms(const ClRightsRules *rules, ClLicence *licence, const ClJsonNode *json, const RightsPlace *place,
	GError **error)
{
	guint commercial = CL_UNSTATED;

	if (!read_period(licence, json, place, error) ||
		!rights_read_channels(json, "channels", &licence->channels, place, error) ||
		!read_territories(
			rules, json, "territories", &licence->territories, place, error) ||
		!read_territories(
			rules, json, "territories_out", &licence->not_territories, place, error) ||
		!read_sections(json, &licence->sections, place, error) ||
		!rights_read_flag(json, "resale", &licence->resale, place, error) ||
		!read_choice(json, "commercial", stated_names, &commercial, place, error) ||
		!rights_read_flag(json, "no_derivatives", &licence->no_derivatives, place, error) ||
		!rights_read_flag(json, "share_alike", &licence->share_alike, place, error) ||
		!rights_read_text(json, "spdx", FALSE, &licence->spdx, place, error) ||
		!rights_read_text(json, "title", FALSE, &licence->title, place, error) ||
		!rights_read_text(json, "source", FALSE, &licence->source, place, error) ||
		!rights_read_count(
			json, "uses", G_MAXINT32, &licence->uses_allowed, place, error) ||
		!rights_read_text(json, "placement", FALSE, &licence->placement, place, error) ||
		!rights_read_text(json, "credit", FALSE, &licence->credit, place, error))
		return FALSE;
	licence->commercial = commercial;
	rights_read_spdx(licence);
	return TRUE;
}

/* Asked is not granted: it counts from the day of the answer, whose words are kept. What is open has
 * been seen at its source. */
static gboolean
read_answer(ClLicence *licence, const ClJsonNode *json, const RightsPlace *place, GError **error)
{
	g_autofree char *wording = NULL;
	g_autofree char *evidence = NULL;
	gint64 granted_us = 0;

	if (licence->kind == CL_LICENCE_OPEN) {
		const char *confirmed = cl_json_node_get_string(json, "confirmed");

		licence->unconfirmed = confirmed == NULL || cl_text_is_blank(confirmed);
	}
	if (licence->kind != CL_LICENCE_PERMISSION && licence->kind != CL_LICENCE_UGC)
		return TRUE;
	if (!read_instant(json, "granted", FALSE, &granted_us, place, error) ||
		!rights_read_text(json, "wording", FALSE, &wording, place, error) ||
		!rights_read_text(json, "evidence", FALSE, &evidence, place, error))
		return FALSE;
	licence->unanswered = granted_us == 0 || (wording == NULL && evidence == NULL);
	licence->from_us = MAX(licence->from_us, granted_us);
	return TRUE;
}

/* A list that names nothing is no list that was left out. */
static void
note_empty(const char *key, const ClJsonNode *value, gpointer data)
{
	ClLicence *licence = data;

	if (licence->empty == NULL && cl_json_node_kind(value) == CL_JSON_ARRAY &&
		cl_json_node_length(value) == 0)
		licence->empty = g_strdup(key);
}

/* What a kind of licence cannot do without. */
static gboolean
is_complete(const ClLicence *licence, const RightsPlace *place, GError **error)
{
	switch (licence->kind) {
	case CL_LICENCE_CONTRACT:
		return licence->supplier != NULL ||
		       rights_read_refuse(place, error, "a contract needs \"supplier\"");
	case CL_LICENCE_STAFF:
	case CL_LICENCE_FREELANCE:
		return licence->photographers != NULL ||
		       rights_read_refuse(place, error, "needs \"photographers\"");
	case CL_LICENCE_COMMISSIONED:
		return licence->photographers != NULL || licence->photos != NULL ||
		       rights_read_refuse(place, error, "needs \"photographers\" or \"photos\"");
	case CL_LICENCE_HANDOUT:
	case CL_LICENCE_POOL:
		if (licence->photos == NULL && licence->supplier == NULL)
			return rights_read_refuse(place, error, "needs \"photos\" or \"supplier\"");
		return (licence->stories != NULL && licence->until_us != 0) ||
		       rights_read_refuse(place, error,
			       "is tied to its story and term: \"stories\" and \"until\" are "
			       "needed");
	case CL_LICENCE_PURCHASE:
	case CL_LICENCE_PERMISSION:
	case CL_LICENCE_OPEN:
	case CL_LICENCE_UGC:
		return licence->photos != NULL ||
		       rights_read_refuse(place, error, "needs \"photos\": their ids");
	case CL_N_LICENCES:
		break;
	}
	return FALSE;
}

/* What people note and no verdict reads: who said what, and where the paper lies. */
#define NOTED \
	"invoice", "contact", "grantor", "asked", "granted", "channel_asked", "wording", \
		"evidence", "author", "notes", "confirmed"

static const char *const keys[] = {"schema", "id", "name", "kind", "example", "supplier", "collections_in",
	"collections_out", "photographers", "photos", "stories", "event", "from", "until", "by_capture_date",
	"channels", "territories", "territories_out", "sections", "archive_tail_days", "resale", "commercial",
	"no_derivatives", "share_alike", "spdx", "title", "source", "uses", "placement", "quota", "cost",
	"credit", "clauses", NOTED, NULL};

/* A clause about a term that there is not is never quoted; an amount in no currency is none. */
gboolean
rights_check_papers(const ClLicence *licence, const RightsPlace *place, GError **error)
{
	const char *currency = licence->currency;

	for (guint i = 0; licence->clauses != NULL && i < licence->clauses->len; i++) {
		const char *term = ((const ClClause *)licence->clauses->pdata[i])->term;

		if (!g_strv_contains(keys, term))
			return rights_read_refuse(place, error,
				"\"clauses\" has the term '%s', which no licence has; write one of its own, "
				"such as channels, territories or resale",
				term);
	}
	if (currency == NULL || (strlen(currency) == 3 && g_ascii_isupper(currency[0]) &&
					g_ascii_isupper(currency[1]) && g_ascii_isupper(currency[2])))
		return TRUE;
	return rights_read_refuse(
		place, error, "'%s' is no currency; write its three letters: EUR, USD, KZT", currency);
}

ClLicence *
cl_licence_parse(const ClRightsRules *rules, const char *json, const char *where, GTimeZone *zone,
	GError **error)
{
	static const char *const kinds[] = {
#define X(id, name, said) name,
		CL_LICENCE_TABLE(X)
#undef X
			NULL};
	g_autoptr(ClLicence) licence = g_new0(ClLicence, 1);
	g_autoptr(ClJsonNode) object = rights_read_document(json, "cutline-licence/1", where, error);
	RightsPlace place = {where, NULL, zone};
	guint kind = CL_N_LICENCES;

	if (object == NULL || !rights_read_keys(object, keys, &place, error) ||
		!rights_read_text(object, "id", TRUE, &licence->id, &place, error) ||
		!rights_read_text(object, "name", FALSE, &licence->name, &place, error) ||
		!read_choice(object, "kind", kinds, &kind, &place, error) ||
		!rights_read_flag(object, "example", &licence->example, &place, error) ||
		!read_scope(licence, object, &place, error) ||
		!read_terms(rules, licence, object, &place, error) ||
		!read_quota(licence, object, &place, error) ||
		!read_cost(licence, object, &place, error) ||
		!read_clauses(licence, object, &place, error))
		return NULL;
	if (kind == CL_N_LICENCES) {
		rights_read_refuse(&place, error, "\"kind\" is missing");
		return NULL;
	}
	licence->kind = kind;
	cl_json_node_each(object, note_empty, licence);
	return read_answer(licence, object, &place, error) && is_complete(licence, &place, error)
		       ? g_steal_pointer(&licence)
		       : NULL;
}
