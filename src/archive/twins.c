/* SPDX-License-Identifier: MIT
 *
 * What a developed picture looks like, among all that are there. Candidates share keys of its look;
 * to compare two looks takes longer than all else of recording a picture, and there may be two hundred: so
 * that is done before the transaction, and in it only for those that came meanwhile.
 */
#include "twins.h"

#include <cutline/json.h>

#include <string.h>

#define MAX_ALIKE 200U
#define BURST_US (10 * G_USEC_PER_SEC)

/* Frames of one burst come from one supplier, seconds apart, each with its own id or sub-second. */
static gboolean
is_burst(ClArchive *archive, const ClFileRow *a, const ClFileRow *b, GError **error)
{
	g_autoptr(GPtrArray) of_a = cl_catalog_received(archive->catalog, a->photo, a->version, error);
	g_autoptr(GPtrArray) of_b = of_a == NULL
		? NULL
		: cl_catalog_received(archive->catalog, b->photo, b->version, error);
	g_autoptr(ClEffective) effective_a = NULL;
	g_autoptr(ClEffective) effective_b = NULL;
	const char *taken_a, *taken_b;
	ClDate date_a, date_b;

	if (of_b == NULL)
		return FALSE;
	effective_a = cl_photo_resolve(of_a, a->facts->digest, a->ingested_us);
	effective_b = cl_photo_resolve(of_b, b->facts->digest, b->ingested_us);
	taken_a = cl_effective_first(effective_a, CL_FIELD_DATE_TAKEN);
	taken_b = cl_effective_first(effective_b, CL_FIELD_DATE_TAKEN);
	if (g_strcmp0(a->supplier, b->supplier) != 0 || taken_a == NULL || taken_b == NULL ||
		!cl_date_parse(taken_a, &date_a) || !cl_date_parse(taken_b, &date_b) ||
		!date_a.has_time || !date_b.has_time)
		return FALSE;
	if (ABS(cl_date_wall_us(&date_a) - cl_date_wall_us(&date_b)) > BURST_US)
		return FALSE;
	return cl_date_wall_us(&date_a) != cl_date_wall_us(&date_b) ||
		(a->supplier_id != NULL && b->supplier_id != NULL &&
			strcmp(a->supplier_id, b->supplier_id) != 0);
}

/* --- comparing ----------------------------------------------------------------------------- */

/* Of the photo, not of a version: all have the same coded picture, and a correction that came in with it may
 * not be developed yet. */
static gboolean
compare_one(ClArchive *archive, const ClLook *look, const char *other, GHashTable *known, double *likeness,
	GError **error)
{
	const double *seen = g_hash_table_lookup(known, other);
	ClLook theirs;
	gboolean has;

	if (seen != NULL) {
		*likeness = *seen;
		return TRUE;
	}
	if (!cl_catalog_get_look(archive->catalog, other, 0, &theirs, &has, error))
		return FALSE;
	*likeness = has ? cl_look_likeness(look, &theirs) : 0;
	/* One that is developed only now, in the same batch, is compared when its look is there. */
	if (has)
		g_hash_table_insert(
			known, g_strdup(other), g_memdup2(likeness, sizeof *likeness));
	return TRUE;
}

GHashTable *
archive_twins_compare(ClArchive *archive, const char *id, const ClLook *look, GError **error)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GPtrArray) alike =
		cl_catalog_find_alike(archive->catalog, look, id, MAX_ALIKE, error);
	double likeness;

	for (guint i = 0; alike != NULL && i < alike->len; i++)
		if (!compare_one(archive, look, alike->pdata[i], known, &likeness, error))
			return NULL;
	return alike == NULL ? NULL : g_steal_pointer(&known);
}

/* --- linking ------------------------------------------------------------------------------- */

static gboolean
link_one(ClArchive *archive, const ClFileRow *file, const char *other, double likeness, ArchiveTwin *best,
	GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, other, error);
	g_autoptr(ClFileRow) row = photo == NULL
		? NULL
		: cl_catalog_get_file(archive->catalog, other, photo->effective, error);
	g_autoptr(GError) why = NULL;
	gboolean killed;
	const char *kind;

	if (row == NULL)
		return FALSE;
	kind = is_burst(archive, file, row, &why) ? "burst" : "probable";
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	/* A killed twin outweighs a closer one that is not. */
	killed = strcmp(photo->state, "killed") == 0;
	if (strcmp(kind, "probable") == 0 &&
		(killed != best->killed ? killed : likeness > best->likeness)) {
		g_strlcpy(best->id, photo->id, sizeof best->id);
		best->likeness = likeness;
		best->killed = killed;
	}
	return cl_catalog_add_link(
		       archive->catalog, file->photo, photo->id, kind, likeness, error) &&
		archive_refresh(archive, photo->id, error);
}

static gboolean
is_linked(GPtrArray *links, const char *id)
{
	for (guint i = 0; i < links->len; i++)
		if (strcmp(((ClLink *) links->pdata[i])->other, id) == 0)
			return TRUE;
	return FALSE;
}

gboolean
archive_twins_link(ClArchive *archive, const ClFileRow *file, const ClLook *look, GHashTable *known,
	ArchiveTwin *best, GError **error)
{
	g_autoptr(GPtrArray) alike = cl_catalog_find_alike(
		archive->catalog, look, file->photo, MAX_ALIKE, error);
	g_autoptr(GPtrArray) links =
		alike == NULL ? NULL : cl_catalog_links(archive->catalog, file->photo, error);

	for (guint i = 0; links != NULL && i < alike->len; i++) {
		const char *other = alike->pdata[i];
		double likeness;

		if (!is_linked(links, other) &&
			(!compare_one(archive, look, other, known, &likeness, error) ||
				(likeness >= CL_LIKENESS_PROBABLE &&
					!link_one(archive, file, other, likeness, best, error))))
			return FALSE;
	}
	return links != NULL;
}

/* --- holding ------------------------------------------------------------------------------- */

static gboolean
hold_event(ClArchive *archive, const char *id, const char *reason, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *payload = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "reason", reason);
	cl_json_end_object(json);
	payload = cl_json_take(json);
	return archive_event(archive, "hold", id, payload, error);
}

gboolean
archive_twins_hold(ClArchive *archive, const char *id, guint version, const ArchiveTwin *twin,
	GError **error)
{
	g_autofree char *reason = g_strdup_printf("looks like killed %s", twin->id);
	g_autoptr(ClFinding) finding = cl_finding_new(CL_FINDING_LOOKS_KILLED,
		"likeness %.2f to killed %s", twin->likeness, twin->id);
	gboolean decided;

	/* Developing again must not undo what an editor decided since. */
	if (!archive_is_decided(archive, id, &decided, error) ||
		!cl_catalog_add_finding(archive->catalog, id, version, finding, error))
		return FALSE;
	return decided || (cl_catalog_set_state(archive->catalog, id, "held", reason, error) &&
				  hold_event(archive, id, reason, error));
}
