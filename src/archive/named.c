/* SPDX-License-Identifier: MIT
 *
 * Names that people type of stories and suppliers: is there one, and if not, which is spelt nearly so? A slip
 * would bind nobody, and sound as if it did.
 */
#include "rights.h"
#include "story.h"

#include <cutline/ends.h>

#include <string.h>

#define MAX_STORIES 1000U

/* The fewest slips that make `typed` of it; more than a slip in four letters is another name. */
typedef struct {
	char *typed; /* folded */
	guint slips;
	char *name;
} Nearest;

static void
nearest_begin(Nearest *nearest, const char *typed)
{
	nearest->typed = cl_text_fold(typed);
	nearest->slips = (guint) MIN(g_utf8_strlen(nearest->typed, -1) / 4, 3) + 1;
	nearest->name = NULL;
}

static void
nearest_try(Nearest *nearest, const char *name)
{
	g_autofree char *key = cl_text_fold(name);
	guint slips = cl_text_slips(nearest->typed, key);

	if (slips == 0 || slips >= nearest->slips)
		return;
	nearest->slips = slips;
	g_free(nearest->name);
	nearest->name = g_strdup(name);
}

static char *
nearest_take(Nearest *nearest)
{
	g_free(nearest->typed);
	return nearest->name;
}

/* --- stories ------------------------------------------------------------------------------------ */

void
archive_no_story(ClArchive *archive, const char *slug, GError **error)
{
	g_autoptr(GPtrArray) stories =
		cl_catalog_list_stories(archive->catalog, G_MAXINT64, MAX_STORIES, NULL);
	g_autofree char *shown = cl_text_printable(slug);
	g_autofree char *near = NULL;
	Nearest nearest;

	nearest_begin(&nearest, slug);
	for (guint i = 0; stories != NULL && i < stories->len; i++)
		nearest_try(&nearest, ((const ClStoryRow *) stories->pdata[i])->slug);
	near = nearest_take(&nearest);
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"there is no story '%s'%s%s%s; see: cutline story list; to begin it: cutline story new %s",
		shown, near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
		near != NULL ? "'?)" : "", shown);
}

gboolean
archive_need_stories(ClArchive *archive, char *const *slugs, GError **error)
{
	for (guint i = 0; slugs != NULL && slugs[i] != NULL; i++) {
		g_autoptr(ClStoryRow) story = archive_need_story(archive, slugs[i], error);

		if (story == NULL)
			return FALSE;
	}
	return TRUE;
}

/* --- suppliers ---------------------------------------------------------------------------------- */

static gboolean
is_on_file(const GPtrArray *licences, const char *key)
{
	for (guint i = 0; i < licences->len; i++)
		if (g_strcmp0(((const ClLicence *) licences->pdata[i])->supplier, key) == 0)
			return TRUE;
	return FALSE;
}

/* Delivered by it, or credited to it. */
static gboolean
is_in_archive(ClArchive *archive, const char *name, const char *key, gboolean *is, GError **error)
{
	g_autoptr(GArray) delivered =
		cl_catalog_list_older(archive->catalog, key, G_MAXINT64, 0, 1, error);
	g_autofree char *plain = g_strdelimit(g_strdup(name), "\"\\", ' ');
	g_autofree char *query = g_strdup_printf("credit:\"%s\"", plain);
	g_autoptr(GPtrArray) hits = NULL;

	if (delivered == NULL)
		return FALSE;
	*is = delivered->len > 0;
	if (*is || cl_text_is_blank(plain))
		return TRUE;
	hits = cl_archive_search(archive, query, CL_SORT_INGESTED, 1, 0, NULL, error);
	*is = hits != NULL && hits->len > 0;
	return hits != NULL;
}

static char *
near_supplier(ClArchive *archive, const GPtrArray *licences, const char *name)
{
	g_autoptr(GPtrArray) delivered = cl_catalog_delivered_by(archive->catalog, NULL);
	guint n = 0;
	const ClOrganisation *const *known = cl_credit_rules_organisations(archive->credit_rules, &n);
	Nearest nearest;

	nearest_begin(&nearest, name);
	for (guint i = 0; i < n; i++) {
		nearest_try(&nearest, known[i]->name);
		for (guint k = 0; known[i]->aliases != NULL && known[i]->aliases[k] != NULL; k++)
			nearest_try(&nearest, known[i]->aliases[k]);
	}
	for (guint i = 0; i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];

		if (licence->supplier_name != NULL)
			nearest_try(&nearest, licence->supplier_name);
	}
	for (guint i = 0; delivered != NULL && i < delivered->len; i++)
		nearest_try(&nearest, ((const ClFacet *) delivered->pdata[i])->value);
	return nearest_take(&nearest);
}

gboolean
archive_need_supplier(ClArchive *archive, const char *name, gboolean may_be_new, GError **error)
{
	g_autofree char *key = NULL, *near = NULL, *shown = cl_text_printable(name);
	GPtrArray *licences;
	gboolean there;

	if (archive_credit_rules(archive, error) == NULL)
		return FALSE;
	licences = archive_lend_licences(archive, error);
	if (licences == NULL)
		return FALSE;
	key = archive_rights_supplier(archive, name);
	if (cl_credit_rules_find(archive->credit_rules, name) != NULL || is_on_file(licences, key))
		return TRUE;
	if (!is_in_archive(archive, name, key, &there, error))
		return FALSE;
	if (there)
		return TRUE;
	near = near_supplier(archive, licences, name);
	if (may_be_new && near == NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"no rule, licence or picture here names a supplier '%s'%s%s%s; if it is one: "
		"cutline supplier set FILE",
		shown, near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
		near != NULL ? "'?)" : "");
	return FALSE;
}
