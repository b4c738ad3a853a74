/* SPDX-License-Identifier: MIT
 *
 * What a developed picture looks like, among all that are there. Candidates share keys of its look;
 * to compare two looks takes longer than all else of recording a picture, and there may be two hundred: so
 * that is done before the transaction, and in it only for those that came meanwhile.
 */
#include "kill.h"
#include "twins.h"

#include <cutline/json.h>

#include <string.h>

#define MAX_ALIKE 200U
#define MAX_TURNED 20U /* those that share most keys are enough where nothing is cropped away */
#define BURST_US (10 * G_USEC_PER_SEC)

/* What came with the file, not what people say of it since. */
static gboolean
read_taken(ClArchive *archive, const ClFileRow *file, ClDate *taken, gboolean *has, GError **error)
{
	g_autoptr(GPtrArray) received =
		cl_catalog_received(archive->catalog, file->photo, file->version, error);
	g_autoptr(ClEffective) effective = NULL;
	const char *text;

	if (received == NULL)
		return FALSE;
	effective = cl_photo_resolve(received, file->facts->digest, file->ingested_us);
	text = cl_effective_first(effective, CL_FIELD_DATE_TAKEN);
	*has = text != NULL && cl_date_parse(text, taken) && taken->has_time;
	return TRUE;
}

/* Frames of one burst come from one supplier, seconds apart, each with its own id or sub-second. */
static gboolean
is_burst(ClArchive *archive, const ClFileRow *a, const ClFileRow *b, gboolean *burst, GError **error)
{
	ClDate of_a, of_b;
	gboolean has_a, has_b;
	gint64 apart_us;

	*burst = FALSE;
	if (g_strcmp0(a->supplier, b->supplier) != 0)
		return TRUE;
	if (!read_taken(archive, a, &of_a, &has_a, error) || !read_taken(archive, b, &of_b, &has_b, error))
		return FALSE;
	if (!has_a || !has_b)
		return TRUE;
	apart_us = ABS(cl_date_wall_us(&of_a) - cl_date_wall_us(&of_b));
	*burst = apart_us <= BURST_US &&
		(apart_us != 0 ||
			(a->supplier_id != NULL && b->supplier_id != NULL &&
				strcmp(a->supplier_id, b->supplier_id) != 0));
	return TRUE;
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

/* The other's own rows say of its links only whether there is another copy: so a second changes nothing in
 * them, and two hundred copies of one picture are not each written two hundred times. */
static gboolean
add_link(ClArchive *archive, const char *id, const char *other, const char *kind, double likeness,
	GError **error)
{
	gboolean had, has;

	return cl_catalog_has_copies(archive->catalog, other, &had, error) &&
		cl_catalog_add_link(archive->catalog, id, other, kind, likeness, error) &&
		cl_catalog_has_copies(archive->catalog, other, &has, error) &&
		(had == has || archive_refresh(archive, other, error));
}

static ArchiveTwin
twin_of(const char *id, double likeness, gboolean killed)
{
	ArchiveTwin twin = { .likeness = likeness, .killed = killed };

	g_strlcpy(twin.id, id, sizeof twin.id);
	return twin;
}

/* A crop of a crop may look like nothing but the first of them, which is held for its likeness to what is
 * killed: that one is meant. Its burst is not. */
static gboolean
meet_held(ClArchive *archive, const ClFileRow *file, const char *held, const char *killed, double likeness,
	ArchiveTwin *best, GError **error)
{
	g_autoptr(ClFileRow) row = cl_catalog_get_file(archive->catalog, killed, 0, error);
	gboolean burst;

	if (row == NULL || !is_burst(archive, file, row, &burst, error) ||
		!add_link(archive, file->photo, held, "probable", likeness, error))
		return FALSE;
	if (burst)
		return TRUE;
	if (!best->killed) {
		*best = twin_of(killed, likeness, TRUE);
		g_strlcpy(best->through, held, sizeof best->through);
	}
	return add_link(archive, file->photo, killed, "probable", likeness, error);
}

static gboolean
link_one(ClArchive *archive, const ClFileRow *file, const char *other, double likeness, ArchiveTwin *best,
	GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, other, error);
	g_autoptr(ClFileRow) row = photo == NULL
		? NULL
		: cl_catalog_get_file(archive->catalog, other, photo->effective, error);
	char behind[CL_ID_CHARS + 1];
	gboolean burst;

	if (row == NULL || !is_burst(archive, file, row, &burst, error) ||
		!kill_behind(archive, photo, behind, error))
		return FALSE;
	if (!burst && behind[0] != '\0' && strcmp(behind, other) != 0)
		return meet_held(archive, file, other, behind, likeness, best, error);
	/* A killed twin outweighs a closer one that is not. */
	if (!burst && ((behind[0] != '\0') != best->killed ? !best->killed : likeness > best->likeness))
		*best = twin_of(other, likeness, behind[0] != '\0');
	return add_link(archive, file->photo, photo->id, burst ? "burst" : "probable", likeness, error);
}

/* --- turned and mirrored ------------------------------------------------------------------- */

typedef GPtrArray *(*FindAlike)(ClCatalog *, const ClLook *, const char *, guint, GError **);

typedef gboolean (*OnTurned)(ClArchive *archive, const char *id, const char *other, double likeness,
	gpointer data, GError **error);

/* Whoever saves a killed picture on its side or mirrored has the same picture. */
static gboolean
each_turned(ClArchive *archive, const char *id, const ClLook *look, FindAlike find, OnTurned found,
	gpointer data, GError **error)
{
	for (guint orientation = 2; orientation <= CL_N_ORIENTATIONS; orientation++) {
		g_autoptr(GPtrArray) alike = NULL;
		ClLook turned, theirs;
		double likeness;
		gboolean has;

		cl_look_turn(look, orientation, &turned);
		alike = find(archive->catalog, &turned, id, MAX_TURNED, error);
		for (guint i = 0; alike != NULL && i < alike->len; i++) {
			const char *other = alike->pdata[i];

			if (!cl_catalog_get_look(archive->catalog, other, 0, &theirs, &has, error))
				return FALSE;
			likeness = has ? cl_look_likeness(&turned, &theirs) : 0;
			if (likeness >= CL_LIKENESS_PROBABLE &&
				!found(archive, id, other, likeness, data, error))
				return FALSE;
		}
		if (alike == NULL)
			return FALSE;
	}
	return TRUE;
}

gboolean
archive_is_linked(const GPtrArray *links, const char *id)
{
	for (guint i = 0; i < links->len; i++)
		if (strcmp(((ClLink *) links->pdata[i])->other, id) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
link_turned(ClArchive *archive, const char *id, const char *other, double likeness, gpointer data,
	GError **error)
{
	g_autoptr(GPtrArray) links = cl_catalog_links(archive->catalog, id, error);

	return links != NULL &&
		(archive_is_linked(links, other) ||
			add_link(archive, id, other, "probable", likeness, error));
}

/* One that came in killed is linked, and another's twin as it stands counts more. */
static gboolean
meet_killed(ClArchive *archive, const char *id, const char *other, double likeness, gpointer data,
	GError **error)
{
	ArchiveTwin *best = data;

	if (!best->killed) {
		*best = twin_of(other, likeness, TRUE);
		best->turned = TRUE;
	}
	return link_turned(archive, id, other, likeness, NULL, error);
}

gboolean
archive_twins_link_turned(ClArchive *archive, const char *id, GError **error)
{
	ClLook look;
	gboolean has;

	return cl_catalog_get_look(archive->catalog, id, 0, &look, &has, error) &&
		(!has ||
			each_turned(archive, id, &look, cl_catalog_find_alike, link_turned, NULL, error));
}

/* --- linking ------------------------------------------------------------------------------- */

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

		if (!archive_is_linked(links, other) &&
			(!compare_one(archive, look, other, known, &likeness, error) ||
				(likeness >= CL_LIKENESS_PROBABLE &&
					!link_one(archive, file, other, likeness, best, error))))
			return FALSE;
	}
	return links != NULL &&
		each_turned(archive, file->photo, look, cl_catalog_find_alike_killed, meet_killed, best,
			error);
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
	g_autofree char *held = twin->through[0] == '\0'
		? NULL
		: g_strdup_printf("%s, held for its likeness to", twin->through);
	g_autoptr(ClFinding) finding = cl_finding_new(CL_FINDING_LOOKS_KILLED,
		"likeness %.2f to %s%skilled %s%s", twin->likeness, held != NULL ? held : "",
		held != NULL ? " " : "", twin->id,
		twin->turned ? ", turned or mirrored" : "");
	gboolean decided;

	/* Developing again must not undo what an editor decided since. */
	if (!archive_is_decided(archive, id, &decided, error) ||
		!cl_catalog_add_finding(archive->catalog, id, version, finding, error))
		return FALSE;
	return decided || (cl_catalog_set_state(archive->catalog, id, "held", reason, error) &&
				  hold_event(archive, id, reason, error) &&
				  kill_hold_behind(archive, twin->id, id, error));
}
