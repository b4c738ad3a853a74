/* SPDX-License-Identifier: MIT
 *
 * The question: may this photo be used, here, now, like this? By which outlets and licences that are on file.
 * What is known of the photo itself is gathered in case.c; what another licence would change: foresee.c.
 */
#include "rights.h"
#include "story.h"

#include <cutline/json.h>
#include <cutline/papers.h>

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

ClLicence *
archive_read_licence(ClArchive *archive, const char *json, const char *where, GError **error)
{
	ClLicence *licence;

	if (archive_rights_rules(archive, error) == NULL ||
		archive_credit_rules(archive, error) == NULL)
		return NULL;
	licence = cl_licence_parse(archive->rights, json, where, archive->zone, error);
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
		ClLicence *licence = archive_read_licence(archive, document->json, where, error);

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

static gboolean
mark_complete(ClArchive *archive, const char *what, const char *name, GError **error)
{
	g_autofree char *id = g_strdup_printf("%s/%s", what, name);

	return archive_set_document(archive, "rights-state", id,
		"{\"schema\":\"cutline-rights-state/1\",\"state\":\"complete\"}", error);
}

/* A first contract makes the supplier complete; whatever is recorded of a photo makes that photo's terms
 * complete. An agreement with a photographer is about no photo that it does not name. */
static gboolean
mark_all(ClArchive *archive, const ClLicence *licence, GError **error)
{
	if (licence->kind == CL_LICENCE_CONTRACT)
		return mark_complete(archive, "supplier", licence->supplier, error);
	for (guint i = 0; licence->photos != NULL && licence->photos[i] != NULL; i++)
		if (!mark_complete(archive, "photo", licence->photos[i], error))
			return FALSE;
	return licence->photos != NULL || licence->supplier == NULL ||
	       (licence->kind != CL_LICENCE_HANDOUT && licence->kind != CL_LICENCE_POOL) ||
	       mark_complete(archive, "supplier", licence->supplier, error);
}

/* A supplier may be new here; what is spelt nearly as a known one is a slip. */
gboolean
archive_check_licence(ClArchive *archive, const ClLicence *licence, const char *where, GError **error)
{
	return cl_licence_check(licence, where, error) && archive_whole_ids(archive, licence, error) &&
	       archive_need_stories(archive, licence->stories, error) &&
	       (licence->supplier_name == NULL ||
		       archive_need_supplier(archive, licence->supplier_name, TRUE, error));
}

ClLicence *
cl_archive_set_licence(ClArchive *archive, const char *json, const char *where, GError **error)
{
	g_autoptr(ClLicence) licence = archive_read_licence(archive, json, where, error);

	if (licence == NULL || !cl_licence_is_filled(json, where, error) ||
		!archive_check_licence(archive, licence, where, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return NULL;
	if (!archive_count_live(archive, licence, json, error) ||
		!archive_set_document(archive, "licence", licence->id, json, error) ||
		!mark_all(archive, licence, error) || !archive_keep_count(archive, licence, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
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

/* A stage of its own is for a supplier that there is. */
gboolean
archive_check_outlet(ClArchive *archive, const ClOutlet *outlet, GError **error)
{
	for (guint i = 0; outlet->stage_suppliers != NULL && outlet->stage_suppliers[i] != NULL; i++)
		if (!archive_need_supplier(archive, outlet->stage_suppliers[i], FALSE, error))
			return FALSE;
	return TRUE;
}

ClOutlet *
cl_archive_set_outlet(ClArchive *archive, const char *json, const char *where, GError **error)
{
	g_autoptr(ClOutlet) outlet = archive_read_outlet(archive, json, where, error);

	if (outlet == NULL || !archive_check_outlet(archive, outlet, error) ||
		!cl_archive_put_document(archive, "outlet", outlet->id, json, error))
		return NULL;
	return g_steal_pointer(&outlet);
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
	ClSection section = check->section == NULL ? outlet->section : cl_section_from_name(check->section);

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
		.placement = check->placement,
		.story = check->story,
		.at_us = check->at_us != 0 ? check->at_us : cl_time_now_us(),
		.zone = archive->zone,
		.credit_printed = check->credit_printed,
		.crop = check->crop,
		.alter = check->alter,
		.partner = check->partner,
		.again = check->again,
		.published = check->published,
		.publishing = check->publishing};
	if (check->channel != NULL)
		use->channels = CL_CHANNEL_BIT(channel);
	if (check->territory != NULL)
		use->territories = places;
	return TRUE;
}

ClVerdict *
archive_judge(ClArchive *archive, const char *id, const ClCheck *check, const ClOutlet *outlet,
	GError **error)
{
	g_autoptr(ArchiveCase) this = archive_case_new(archive, id, check, outlet, error);

	return this == NULL ? NULL : archive_case_judge(this, 0);
}

void
archive_note_section(const ClStoryRow *story, ClCheck *check)
{
	if (check->section == NULL)
		check->section = g_intern_string(story->section);
}

ClOutlet *
archive_choose_outlet(ClArchive *archive, ClCheck *check, GError **error)
{
	g_autoptr(ClStoryRow) story = NULL;

	if (check->story == NULL)
		return cl_archive_outlet(archive, check->outlet, error);
	story = archive_need_story(archive, check->story, error);
	if (story == NULL)
		return NULL;
	archive_note_section(story, check);
	return cl_archive_outlet(archive, check->outlet != NULL ? check->outlet : story->outlet, error);
}

static ClVerdict *
judge_found(ClArchive *archive, const char *text, const ClCheck *check, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;
	ClCheck asked = *check;
	g_autoptr(ClOutlet) outlet = NULL;

	if (!cl_archive_find(archive, text, id, &version, error) ||
		archive_rights_rules(archive, error) == NULL)
		return NULL;
	outlet = archive_choose_outlet(archive, &asked, error);
	return outlet == NULL ? NULL : archive_judge(archive, id, &asked, outlet, error);
}

/* All that is read for one verdict is of one instant. */
ClVerdict *
cl_archive_check(ClArchive *archive, const char *text, const ClCheck *check, GError **error)
{
	ClVerdict *verdict;

	if (cl_catalog_in_transaction(archive->catalog))
		return judge_found(archive, text, check, error);
	if (!cl_catalog_begin_reading(archive->catalog, error))
		return NULL;
	verdict = judge_found(archive, text, check, error);
	cl_catalog_rollback(archive->catalog);
	return verdict;
}
