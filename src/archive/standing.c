/* SPDX-License-Identifier: MIT
 *
 * Kills that wait: a notice names a picture that is not here yet. Kept as a document under the supplier's
 * id, with the suppliers whose number it is; when a picture of that id comes from one of them it is killed,
 * from anybody else it is held until a person decides (policy 1.6).
 */
#include "archive_private.h"
#include "rights.h"

#include <cutline/json.h>

#include <string.h>

#define KIND "standing-kill"

/* Of an older archive, or of an id that tells its supplier: no list. */
static char **
suppliers_of(const ClDocument *document)
{
	g_autoptr(GVariant) json = document == NULL ? NULL : cl_json_parse(document->json, -1, NULL);
	g_autoptr(GVariant) list = json == NULL
		? NULL
		: g_variant_lookup_value(json, "suppliers", G_VARIANT_TYPE("av"));
	g_autoptr(GStrvBuilder) keys = g_strv_builder_new();

	if (list == NULL)
		return NULL;
	for (gsize i = 0; i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) one = g_variant_get_variant(boxed);

		if (g_variant_is_of_type(one, G_VARIANT_TYPE_STRING))
			g_strv_builder_add(keys, g_variant_get_string(one, NULL));
	}
	return g_strv_builder_end(keys);
}

static gboolean
get(ClArchive *archive, const char *value, ClDocument **document, GError **error)
{
	GError *why = NULL;

	*document = cl_catalog_get_document(archive->catalog, KIND, value, &why);
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, why);
	return FALSE;
}

static void
write_suppliers(ClJson *json, char **before, char **now)
{
	cl_json_begin_array(json, "suppliers");
	for (; before != NULL && *before != NULL; before++)
		if (!g_strv_contains((const char *const *) now, *before))
			cl_json_string(json, NULL, *before);
	for (; *now != NULL; now++)
		cl_json_string(json, NULL, *now);
	cl_json_end_array(json);
}

gboolean
archive_stand(ClArchive *archive, const char *value, char **suppliers, const char *reason, GError **error)
{
	g_autoptr(ClDocument) known = NULL;
	g_auto(GStrv) before = NULL;
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;

	if (!get(archive, value, &known, error))
		return FALSE;
	before = suppliers_of(known);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "reason", reason);
	/* What was killed whoever sends it stays so. */
	if (suppliers != NULL && (known == NULL || before != NULL))
		write_suppliers(json, before, suppliers);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return archive_set_document(archive, KIND, value, text, error);
}

gboolean
cl_archive_put_standing_kill(ClArchive *archive, const ClNamed *named, const char *reason, GError **error)
{
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (archive_stand(archive, named->value, named->suppliers, reason, error) &&
		cl_catalog_commit(archive->catalog, error))
		return archive_journal(archive, error);
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

/* A picture of which the same supplier's id is killed here: another frame under that id, or a
 * re-transmission. */
static gboolean
find_killed_twin(ClArchive *archive, const char *value, char **hold, GError **error)
{
	g_autoptr(GPtrArray) photos = cl_catalog_list_by_picture(archive->catalog, value, error);

	for (guint i = 0; photos != NULL && i < photos->len && *hold == NULL; i++) {
		g_autoptr(ClPhotoRow) photo =
			cl_catalog_get_photo(archive->catalog, photos->pdata[i], error);

		if (photo == NULL)
			return FALSE;
		if (strcmp(photo->state, "killed") == 0)
			*hold = g_strdup("has the supplier's id of a killed one");
	}
	return photos != NULL;
}

/* Has it come from one of those whose number was killed? */
static void
obey(ClArchive *archive, const ClDocument *document, const char *supplier, const GPtrArray *received,
	char **kill, char **hold)
{
	g_auto(GStrv) keys = suppliers_of(document);
	g_autofree char *reason = archive_payload_reason(document->json);
	g_autoptr(ClEffective) effective = archive_as_received(received);
	g_autoptr(ClCredit) credit = archive_read_credit(archive->credit_rules,
		&(ArchiveOrigin){ .effective = effective, .supplier = supplier });

	if (keys == NULL || (supplier != NULL && g_strv_contains((const char *const *) keys, supplier)) ||
		archive_is_of_family(archive, credit, (const char *const *) keys))
		*kill = g_steal_pointer(&reason);
	else
		*hold = g_strdup_printf("a notice kills a picture of this number, %s: \"%s\"",
			keys[0] == NULL ? "and names no supplier" : keys[0], reason != NULL ? reason : "");
}

/* A title or a file's name may be any number: only their own supplier's kill is obeyed. */
static gboolean
obey_others(ClArchive *archive, const char *supplier, const GPtrArray *received, const char *path,
	char **kill, GError **error)
{
	g_autoptr(GPtrArray) ids =
		archive_picture_ids(archive->credit_rules, supplier, received, path);

	for (guint i = 0; i < ids->len && *kill == NULL; i++) {
		g_autoptr(ClDocument) document = NULL;
		g_autofree char *hold = NULL;

		if (!get(archive, ids->pdata[i], &document, error))
			return FALSE;
		if (document != NULL)
			obey(archive, document, supplier, received, kill, &hold);
	}
	return TRUE;
}

gboolean
archive_standing_kill(ClArchive *archive, const char *value, const char *supplier,
	const GPtrArray *received, const char *path, char **kill, char **hold, GError **error)
{
	g_autoptr(ClDocument) document = NULL;

	*kill = *hold = NULL;
	if (!obey_others(archive, supplier, received, path, kill, error))
		return FALSE;
	if (value == NULL || *kill != NULL)
		return TRUE;
	if (!get(archive, value, &document, error))
		return FALSE;
	if (document == NULL)
		return find_killed_twin(archive, value, hold, error);
	obey(archive, document, supplier, received, kill, hold);
	return TRUE;
}
