/* SPDX-License-Identifier: MIT
 *
 * The question: may this photo be used, here, now, like this? Gathers what the pure verdict needs: outlet,
 * licences with what is spent of them, grants, facts. A look-up that fails is a reason to deny.
 */
#include "rights.h"

#include <cutline/json.h>

#include <string.h>

/* --- licences --------------------------------------------------------------------------------------- */

/* By the supplier's name in the rules: a contract with "Getty" is one with Getty Images. */
static void
settle_supplier(ClArchive *archive, ClLicence *licence)
{
	if (licence->supplier_name == NULL)
		return;
	g_free(licence->supplier);
	licence->supplier = archive_rights_supplier(archive, licence->supplier_name);
}

static ClLicence *
read_licence(ClArchive *archive, const char *json, const char *where, GError **error)
{
	ClLicence *licence;

	if (archive_rights_rules(archive, error) == NULL ||
		archive_credit_rules(archive, error) == NULL)
		return NULL;
	licence = cl_licence_parse(archive->rights, json, where, error);
	if (licence != NULL)
		settle_supplier(archive, licence);
	return licence;
}

GPtrArray *
cl_archive_licences(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) documents =
		cl_catalog_list_documents(archive->catalog, "licence", error);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)cl_licence_free);

	if (documents == NULL)
		return NULL;
	for (guint i = 0; i < documents->len; i++) {
		const ClDocument *document = documents->pdata[i];
		g_autofree char *where = g_strdup_printf("licence '%s'", document->id);
		ClLicence *licence = read_licence(archive, document->json, where, error);

		if (licence == NULL)
			return NULL;
		g_ptr_array_add(all, licence);
	}
	return g_steal_pointer(&all);
}

/* The same, read again only if the catalog has changed: a page asks for fifty photos in a row. What is
 * spent of them is counted for each. */
GPtrArray *
archive_lend_licences(ClArchive *archive, GError **error)
{
	gint64 version;

	if (!cl_catalog_data_version(archive->catalog, &version, error))
		return NULL;
	if (archive->licences == NULL || version != archive->licences_version) {
		g_clear_pointer(&archive->licences, g_ptr_array_unref);
		archive->licences = cl_archive_licences(archive, error);
		archive->licences_version = version;
	}
	return archive->licences;
}

gboolean
archive_quota_period(ClArchive *archive, const ClLicence *licence, gint64 at_us, ClSpent *spent)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at_us / G_USEC_PER_SEC);
	g_autoptr(GDateTime) at = utc == NULL ? NULL : g_date_time_to_timezone(utc, archive->zone);
	g_autoptr(GDateTime) from = NULL;
	g_autoptr(GDateTime) to = NULL;

	if (at == NULL)
		return FALSE;
	switch (licence->quota_period) {
	case CL_PERIOD_DAY:
		from = g_date_time_new(archive->zone, g_date_time_get_year(at),
			g_date_time_get_month(at), g_date_time_get_day_of_month(at), 0, 0, 0);
		to = from == NULL ? NULL : g_date_time_add_days(from, 1);
		break;
	case CL_PERIOD_MONTH:
		from = g_date_time_new(archive->zone, g_date_time_get_year(at),
			g_date_time_get_month(at), 1, 0, 0, 0);
		to = from == NULL ? NULL : g_date_time_add_months(from, 1);
		break;
	case CL_PERIOD_YEAR:
		from = g_date_time_new(archive->zone, g_date_time_get_year(at), 1, 1, 0, 0, 0);
		to = from == NULL ? NULL : g_date_time_add_years(from, 1);
		break;
	case CL_PERIOD_TOTAL:
	case CL_N_PERIODS:
		spent->from_us = 0;
		spent->to_us = CL_TIME_NEVER;
		return TRUE;
	}
	if (from == NULL || to == NULL)
		return FALSE;
	spent->from_us = g_date_time_to_unix(from) * G_USEC_PER_SEC;
	spent->to_us = g_date_time_to_unix(to) * G_USEC_PER_SEC;
	return TRUE;
}

/* What is spent; a count that fails is no "nothing spent". */
static void
count_licence(
	ClArchive *archive, ClLicence *licence, const char *photo, const char *use, gint64 at_us)
{
	ClSpent spent = {.licence = licence->id,
		.by_photo = licence->quota_count == CL_COUNT_PHOTO,
		.use = use != NULL ? use : "",
		.photo = photo}; /* a picture that counted once is not counted again */

	if (licence->quota > 0)
		licence->quota_failed =
			!archive_quota_period(archive, licence, at_us, &spent) ||
			!cl_catalog_count_spent(archive->catalog, &spent, &licence->quota_spent,
				&licence->quota_reserved, NULL);
	if (licence->uses_allowed > 0)
		licence->uses_failed = !cl_catalog_count_made(archive->catalog, licence->id, photo,
			use != NULL ? use : "", &licence->uses_made, NULL);
}

static gboolean
mark_complete(ClArchive *archive, const char *what, const char *name, GError **error)
{
	g_autofree char *id = g_strdup_printf("%s/%s", what, name);

	return archive_set_document(archive, "rights-state", id,
		"{\"schema\":\"cutline-rights-state/1\",\"state\":\"complete\"}", error);
}

/* A first contract makes the supplier complete; a tie of a handout makes that photo's terms complete. */
static gboolean
mark_all(ClArchive *archive, const ClLicence *licence, GError **error)
{
	if (licence->kind == CL_LICENCE_CONTRACT)
		return mark_complete(archive, "supplier", licence->supplier, error);
	if (licence->kind != CL_LICENCE_HANDOUT && licence->kind != CL_LICENCE_POOL)
		return TRUE;
	for (guint i = 0; licence->photos != NULL && licence->photos[i] != NULL; i++)
		if (!mark_complete(archive, "photo", licence->photos[i], error))
			return FALSE;
	return licence->photos != NULL || licence->supplier == NULL ||
	       mark_complete(archive, "supplier", licence->supplier, error);
}

ClLicence *
cl_archive_set_licence(ClArchive *archive, const char *json, const char *where, GError **error)
{
	g_autoptr(ClLicence) licence = read_licence(archive, json, where, error);

	if (licence == NULL || !archive_whole_ids(archive, licence, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return NULL;
	if (!archive_set_document(archive, "licence", licence->id, json, error) ||
		!mark_all(archive, licence, error) || !cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return NULL;
	}
	return archive_journal(archive, error) ? g_steal_pointer(&licence) : NULL;
}

gboolean
cl_archive_remove_licence(ClArchive *archive, const char *id, GError **error)
{
	return cl_archive_put_document(archive, "licence", id, NULL, error);
}

/* --- outlets ------------------------------------------------------------------------------------------ */

ClOutlet *
cl_archive_set_outlet(ClArchive *archive, const char *json, const char *where, GError **error)
{
	ClRightsRules *rules = archive_rights_rules(archive, error);
	ClOutlet *outlet = rules == NULL ? NULL : archive_read_outlet(archive, json, where, error);

	if (outlet == NULL || cl_archive_put_document(archive, "outlet", outlet->id, json, error))
		return outlet;
	cl_outlet_free(outlet);
	return NULL;
}

/* A stage for "Getty" is one for Getty Images. */
ClOutlet *
archive_read_outlet(ClArchive *archive, const char *json, const char *where, GError **error)
{
	g_autoptr(ClOutlet) outlet = NULL;

	if (archive_rights_rules(archive, error) == NULL)
		return NULL;
	outlet = cl_outlet_parse(archive->rights, json, where, error);
	if (outlet == NULL || outlet->stage_suppliers == NULL)
		return g_steal_pointer(&outlet);
	if (archive_credit_rules(archive, error) == NULL)
		return NULL;
	for (guint i = 0; outlet->stage_suppliers[i] != NULL; i++) {
		char *key = archive_rights_supplier(archive, outlet->stage_suppliers[i]);

		g_free(outlet->stage_suppliers[i]);
		outlet->stage_suppliers[i] = key;
	}
	return g_steal_pointer(&outlet);
}

static ClOutlet *
read_outlet(ClArchive *archive, const ClDocument *document, GError **error)
{
	g_autofree char *where = g_strdup_printf("outlet '%s'", document->id);

	return archive_read_outlet(archive, document->json, where, error);
}

GPtrArray *
cl_archive_outlets(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) documents =
		cl_catalog_list_documents(archive->catalog, "outlet", error);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)cl_outlet_free);

	if (documents == NULL || archive_rights_rules(archive, error) == NULL)
		return NULL;
	for (guint i = 0; i < documents->len; i++) {
		ClOutlet *outlet = read_outlet(archive, documents->pdata[i], error);

		if (outlet == NULL)
			return NULL;
		g_ptr_array_add(all, outlet);
	}
	return g_steal_pointer(&all);
}

gboolean
cl_archive_set_default_outlet(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;
	g_autoptr(ClOutlet) outlet = cl_archive_outlet(archive, id, error);

	if (outlet == NULL)
		return FALSE;
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", "cutline-default-outlet/1");
	cl_json_string(json, "outlet", id);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return cl_archive_put_document(archive, "default-outlet", "default", text, error);
}

static char *
default_outlet(ClArchive *archive, GError **error)
{
	g_autoptr(ClDocument) document =
		cl_catalog_get_document(archive->catalog, "default-outlet", "default", error);
	g_autoptr(GVariant) json =
		document == NULL ? NULL : cl_json_parse(document->json, -1, NULL);
	char *id = NULL;

	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(json, "outlet", "s", &id);
	return id;
}

ClOutlet *
cl_archive_outlet(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *chosen = id != NULL ? g_strdup(id) : default_outlet(archive, &why);
	g_autoptr(GPtrArray) all = why == NULL ? cl_archive_outlets(archive, &why) : NULL;

	if (all == NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	for (guint i = 0; i < all->len; i++) {
		ClOutlet *outlet = all->pdata[i];

		if (chosen == NULL ? all->len == 1 : strcmp(outlet->id, chosen) == 0)
			return g_ptr_array_steal_index(all, i);
	}
	if (chosen == NULL)
		return cl_outlet_new();
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"there is no outlet '%s'; 'cutline outlet list' shows them", chosen);
	return NULL;
}

/* --- the house ----------------------------------------------------------------------------------------- */

static gboolean
is_day(const char *text)
{
	ClDate date;

	return text[0] == '\0' || (cl_date_parse(text, &date) && date.day != 0 && !date.has_time);
}

/* "NAME" or "NAME, FIRST-DAY..LAST-DAY", either of which may be left out. */
static gboolean
write_photographer(ClJson *json, const char *text, GError **error)
{
	const char *comma = strrchr(text, ',');
	gboolean dated = comma != NULL && strstr(comma, "..") != NULL;
	g_autofree char *name =
		dated ? g_strndup(text, (gsize)(comma - text)) : g_strdup(text);
	g_auto(GStrv) days = dated ? g_strsplit(comma + 1, "..", 2) : NULL;

	if (dated && (!is_day(g_strstrip(days[0])) || !is_day(g_strstrip(days[1])))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s': write \"NAME, 2019-03-01..2024-06-30\", the last day included", text);
		return FALSE;
	}
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "name", g_strstrip(name));
	if (dated && days[0][0] != '\0')
		cl_json_string(json, "from", days[0]);
	if (dated && days[1][0] != '\0')
		cl_json_string(json, "until", days[1]);
	cl_json_end_object(json);
	return TRUE;
}

gboolean
cl_archive_set_house(
	ClArchive *archive, const char *name, const char *const *photographers, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", "cutline-house/1");
	cl_json_begin_array(json, "names");
	cl_json_string(json, NULL, name);
	cl_json_end_array(json);
	cl_json_begin_array(json, "photographers");
	for (guint i = 0; photographers != NULL && photographers[i] != NULL; i++)
		if (!write_photographer(json, photographers[i], error))
			return FALSE;
	cl_json_end_array(json);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return cl_archive_put_document(archive, "house", "house", text, error);
}

/* --- the question --------------------------------------------------------------------------------------- */

static gboolean
refuse(GError **error, const char *what, const char *said, const char *choices)
{
	g_set_error(
		error, CL_ERROR, CL_ERROR_USAGE, "'%s' is no %s; write %s", said, what, choices);
	return FALSE;
}

gboolean
archive_read_use(ClArchive *archive, const ClCheck *check, const ClOutlet *outlet, ClUse *use,
	ClTerritories *places, GError **error)
{
	ClChannel channel = cl_channel_from_name(check->channel);
	ClSection section = check->section == NULL ? CL_SECTION_EDITORIAL
						   : cl_section_from_name(check->section);

	if (check->channel != NULL && channel == CL_N_CHANNELS)
		return refuse(error, "channel", check->channel,
			"web, app, newsletter, social, print, broadcast, syndication or internal");
	if (section == CL_N_SECTIONS)
		return refuse(
			error, "section", check->section, "editorial, advertorial, promo or ad");
	if (check->territory != NULL &&
		!cl_rights_territory(archive->rights, check->territory, places))
		return refuse(
			error, "territory", check->territory, "an ISO code, EU, DACH or WORLD");
	*use = (ClUse){.outlet = outlet,
		.section = section,
		.story = check->story,
		.at_us = check->at_us != 0 ? check->at_us : cl_time_now_us(),
		.credit_printed = check->credit_printed,
		.crop = check->crop,
		.alter = check->alter,
		.partner = check->partner,
		.published = check->published,
		.publishing = check->publishing};
	if (check->channel != NULL)
		use->channels = CL_CHANNEL_BIT(channel);
	if (check->territory != NULL)
		use->territories = places;
	return TRUE;
}

/* With a licence that is not on file yet, in the place of one of its id. */
static gboolean
add_licence(ClArchive *archive, GPtrArray *licences, const char *json, GError **error)
{
	ClLicence *licence = read_licence(archive, json, "licence", error);

	if (licence == NULL)
		return FALSE;
	for (guint i = 0; i < licences->len; i++)
		if (strcmp(((ClLicence *)licences->pdata[i])->id, licence->id) == 0)
			g_ptr_array_remove_index(licences, i--);
	g_ptr_array_add(licences, licence);
	return TRUE;
}

ClVerdict *
archive_judge(ClArchive *archive, const char *id, const ClCheck *asked, const ClOutlet *outlet,
	GError **error)
{
	g_autoptr(ArchiveCheckedUse) use_of_story = NULL;
	const ClCheck *check = asked;
	ClTerritories places = {0};
	ClUse use;
	g_autoptr(ArchiveFacts) facts = NULL;
	g_autoptr(GPtrArray) own = NULL;
	g_autoptr(GPtrArray) grants = NULL;
	GPtrArray *licences;

	if (!archive_find_checked_use(archive, id, asked, &use_of_story, error))
		return NULL;
	if (use_of_story != NULL)
		check = &use_of_story->check;
	if (!archive_read_use(archive, check, outlet, &use, &places, error))
		return NULL;
	facts = archive_facts(archive, id, check->story, error);
	if (facts == NULL)
		return NULL;
	if (check->with_licence != NULL)
		licences = own = cl_archive_licences(archive, NULL);
	else
		licences = archive_lend_licences(archive, NULL);
	grants = cl_catalog_grants(archive->catalog, id, NULL);
	if (licences != NULL && check->with_licence != NULL) {
		if (!add_licence(archive, licences, check->with_licence, error))
			return NULL;
		facts->photo.supplier_complete = TRUE;
	}
	for (guint i = 0; licences != NULL && i < licences->len; i++) {
		if (cl_rights_licence_applies(&facts->photo, licences->pdata[i]))
			count_licence(archive, licences->pdata[i], id, check->use, use.at_us);
		archive_note_invoices(facts, licences->pdata[i]);
	}
	if (check->printed != NULL)
		archive_note_texts(check, &facts->photo, &use);
	return cl_rights_verdict(&facts->photo, &use, licences, grants, cl_time_now_us());
}

/* The outlet: named, else the story's, else the default one. */
static ClOutlet *
choose_outlet(ClArchive *archive, const ClCheck *check, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClStoryRow) story = NULL;

	if (check->outlet != NULL || check->story == NULL)
		return cl_archive_outlet(archive, check->outlet, error);
	story = cl_catalog_get_story(archive->catalog, check->story, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	return cl_archive_outlet(archive, story != NULL ? story->outlet : NULL, error);
}

ClVerdict *
cl_archive_check(ClArchive *archive, const char *text, const ClCheck *check, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;
	g_autoptr(ClOutlet) outlet = NULL;

	if (!cl_archive_find(archive, text, id, &version, error) ||
		archive_rights_rules(archive, error) == NULL)
		return NULL;
	outlet = choose_outlet(archive, check, error);
	return outlet == NULL ? NULL : archive_judge(archive, id, check, outlet, error);
}

/* --- what a licence would change ---------------------------------------------------------------------- */

void
cl_verdict_change_free(ClVerdictChange *change)
{
	g_free(change->why);
	g_free(change);
}

static gboolean
foresee_one(
	ClArchive *archive, const char *id, const char *json, GPtrArray *changes, GError **error)
{
	ClCheck now = {0}, then = {.with_licence = json};
	g_autoptr(ClVerdict) before = cl_archive_check(archive, id, &now, error);
	g_autoptr(ClVerdict) after =
		before == NULL ? NULL : cl_archive_check(archive, id, &then, error);
	ClVerdictChange *change;

	if (after == NULL)
		return FALSE;
	if (before->verdict == after->verdict)
		return TRUE;
	change = g_new0(ClVerdictChange, 1);
	g_strlcpy(change->id, id, sizeof change->id);
	change->before = before->verdict;
	change->after = after->verdict;
	change->why = after->reasons->len > 0
			      ? g_strdup(((ClReason *)after->reasons->pdata[0])->message)
			      : NULL;
	g_ptr_array_add(changes, change);
	return TRUE;
}

GPtrArray *
cl_archive_foresee_licence(ClArchive *archive, const char *json, const char *where, guint limit,
	guint *n_judged, GError **error)
{
	g_autoptr(ClLicence) licence = read_licence(archive, json, where, error);
	g_autoptr(GPtrArray) changes =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_verdict_change_free);
	g_autofree char *query = NULL;
	g_autoptr(GPtrArray) hits = NULL;

	*n_judged = 0;
	if (licence == NULL || !archive_whole_ids(archive, licence, error))
		return NULL;
	query = licence->photos != NULL ? NULL
		: licence->supplier_name != NULL
			? g_strdup_printf("supplier:\"%s\"", licence->supplier_name)
			: g_strdup("");
	for (guint i = 0; licence->photos != NULL && licence->photos[i] != NULL; i++, ++*n_judged)
		if (!foresee_one(archive, licence->photos[i], json, changes, error))
			return NULL;
	if (query == NULL)
		return g_steal_pointer(&changes);
	hits = cl_archive_search(archive, query, CL_SORT_INGESTED, limit, 0, NULL, error);
	for (guint i = 0; hits != NULL && i < hits->len; i++, ++*n_judged)
		if (!foresee_one(archive, ((ClHit *)hits->pdata[i])->id, json, changes, error))
			return NULL;
	return hits == NULL ? NULL : g_steal_pointer(&changes);
}
