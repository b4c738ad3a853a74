/* SPDX-License-Identifier: MIT
 *
 * What the archive can say of a picture to somebody who was not there. Only what was recorded counts as
 * the past: verdicts of a publication are those that it stored, licences read as they did then.
 */
#include "evidence_private.h"

#include "story.h"
#include "told.h"

#include <string.h>

#define ALL_EVENTS G_MAXINT

static void
publication_free(gpointer data)
{
	EvidencePublication *publication = data;

	g_free(publication->story);
	g_free(publication->who);
	g_free(publication->url);
	g_free(publication->page_sha256);
	g_free(publication->despite);
	g_free(publication->partner);
	g_clear_pointer(&publication->sent, g_variant_unref);
	g_clear_pointer(&publication->use, g_variant_unref);
	g_free(publication->verdict);
	g_free(publication->rules_version);
	g_free(publication->licence);
	g_ptr_array_unref(publication->files);
	g_free(publication);
}

void
evidence_free(Evidence *evidence)
{
	if (evidence == NULL)
		return;
	cl_shown_free(evidence->shown);
	cl_tombstone_free(evidence->tombstone);
	g_clear_pointer(&evidence->publications, g_ptr_array_unref);
	g_clear_pointer(&evidence->sidecars, g_ptr_array_unref);
	g_clear_pointer(&evidence->events, g_ptr_array_unref);
	g_clear_pointer(&evidence->uses, g_ptr_array_unref);
	g_clear_pointer(&evidence->takedowns, g_ptr_array_unref);
	g_clear_pointer(&evidence->grants, g_ptr_array_unref);
	cl_verdict_free(evidence->now);
	g_free(evidence);
}

/* --- events ------------------------------------------------------------------------------------- */

/* Is each as its digest and that of the one before it say? */
static gboolean
are_as_written(ClArchive *archive, const GPtrArray *events, GError **error)
{
	for (guint i = 0; i < events->len; i++) {
		const ClEventRow *event = events->pdata[i];
		g_autoptr(GPtrArray) before = event->seq < 2
			? g_ptr_array_new()
			: cl_catalog_list_events(archive->catalog, NULL, event->seq - 2, 1, error);

		if (before == NULL)
			return FALSE;
		if (cl_event_is_whole(event) &&
			cl_event_follows(event,
				before->len > 0 ? ((ClEventRow *) before->pdata[0])->digest : NULL))
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"event %" G_GINT64_FORMAT " was changed after it was written, which is no evidence; "
			"run 'cutline verify --audit'",
			event->seq);
		return FALSE;
	}
	return TRUE;
}

/* --- publications ------------------------------------------------------------------------------ */

static char *
dup_text(GVariant *object, const char *key)
{
	char *text = NULL;

	g_variant_lookup(object, key, "s", &text);
	return text;
}

/* The entry of a list that says "use" of this one; NULL if none does. */
static GVariant *
find_use(GVariant *list, const char *id)
{
	for (gsize i = 0; i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) use = g_variant_get_variant(boxed);
		const char *its;

		if (g_variant_is_of_type(use, G_VARIANT_TYPE_VARDICT) &&
			g_variant_lookup(use, "use", "&s", &its) && strcmp(its, id) == 0)
			return g_steal_pointer(&use);
	}
	return NULL;
}

/* What the events of its story say that readers were sent when it went out at that instant. */
static GVariant *
find_sent(const GPtrArray *events, gint64 at_us, GVariant *check)
{
	const char *id = NULL;

	g_variant_lookup(check, "use", "&s", &id);
	for (guint i = events->len; id != NULL && i > 0; i--) {
		const ClEventRow *event = events->pdata[i - 1];
		gboolean is_it = strcmp(event->kind, ARCHIVE_RENDITIONS) == 0 && event->payload != NULL;
		g_autoptr(GVariant) said = is_it ? cl_json_parse(event->payload, -1, NULL) : NULL;
		g_autoptr(GVariant) list = NULL;
		gint64 its_us;

		if (said != NULL && g_variant_is_of_type(said, G_VARIANT_TYPE_VARDICT) &&
			g_variant_lookup(said, "at_us", "x", &its_us) && its_us == at_us)
			list = g_variant_lookup_value(said, "uses", G_VARIANT_TYPE("av"));
		if (list != NULL)
			return find_use(list, id);
	}
	return NULL;
}

static void
add_publication(Evidence *evidence, const char *story, const ClPublication *row, GVariant *said,
	GVariant *use, const GPtrArray *events)
{
	g_autoptr(GVariant) check = g_variant_lookup_value(use, "check", G_VARIANT_TYPE_VARDICT);
	g_autoptr(GVariant) verdict = check == NULL
		? NULL
		: g_variant_lookup_value(check, "verdict", G_VARIANT_TYPE_VARDICT);
	const char *photo = NULL;
	EvidencePublication *publication;

	if (check == NULL || !g_variant_lookup(check, "photo", "&s", &photo) ||
		strcmp(photo, evidence->id) != 0)
		return;
	publication = g_new0(EvidencePublication, 1);
	publication->story = g_strdup(story);
	publication->at_us = row->at_us;
	publication->who = g_strdup(row->who);
	publication->url = g_strdup(row->url);
	publication->page_sha256 = dup_text(said, "page_sha256");
	publication->despite = dup_text(said, "despite");
	publication->partner = dup_text(said, "partner");
	publication->use = g_variant_ref(use);
	publication->sent = find_sent(events, row->at_us, check);
	publication->files = g_ptr_array_new_with_free_func(g_free);
	if (verdict != NULL) {
		publication->verdict = dup_text(verdict, "verdict");
		publication->rules_version = dup_text(verdict, "rules_version");
		publication->licence = dup_text(verdict, "licence");
	}
	g_ptr_array_add(evidence->publications, publication);
}

static void
read_publication(Evidence *evidence, const char *story, const ClPublication *row, const GPtrArray *events)
{
	g_autoptr(GVariant) said = cl_json_parse(row->json, -1, NULL);
	g_autoptr(GVariantIter) uses = NULL;
	GVariant *use;

	if (said == NULL || !g_variant_is_of_type(said, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(said, "uses", "av", &uses))
		return;
	while (g_variant_iter_next(uses, "v", &use)) {
		if (g_variant_is_of_type(use, G_VARIANT_TYPE_VARDICT))
			add_publication(evidence, story, row, said, use, events);
		g_variant_unref(use);
	}
}

/* What partners were sent. */
static void
read_deliveries(Evidence *evidence, const char *story, const GPtrArray *events)
{
	for (guint i = 0; i < events->len; i++) {
		const ClEventRow *event = events->pdata[i];
		ClPublication row = { .at_us = event->at_us, .who = event->who, .json = event->payload };

		if (strcmp(event->kind, ARCHIVE_DELIVERY) == 0 && event->payload != NULL)
			read_publication(evidence, story, &row, events);
	}
}

static gboolean
read_story(ClArchive *archive, Evidence *evidence, ClCatalog *told, const char *story, GError **error)
{
	g_autofree char *subject = archive_story_subject(story);
	g_autoptr(GPtrArray) events =
		cl_catalog_list_events(archive->catalog, subject, 0, ALL_EVENTS, error);
	g_autoptr(GPtrArray) rows = NULL;
	gint64 seq = 0;

	if (events == NULL || !are_as_written(archive, events, error) ||
		!told_replay(archive, told, subject, &seq, error))
		return FALSE;
	rows = cl_catalog_list_publications(told, story, error);
	if (rows == NULL)
		return FALSE;
	for (guint i = 0; i < rows->len; i++)
		read_publication(evidence, story, rows->pdata[i], events);
	read_deliveries(evidence, story, events);
	g_ptr_array_extend_and_steal(evidence->events, g_steal_pointer(&events));
	return TRUE;
}

static gint
compare_time(gconstpointer a, gconstpointer b)
{
	gint64 one = (*(EvidencePublication *const *) a)->at_us;
	gint64 two = (*(EvidencePublication *const *) b)->at_us;

	return one < two ? -1 : one > two;
}

static gboolean
read_stories(ClArchive *archive, Evidence *evidence, ClCatalog *told, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < evidence->uses->len; i++) {
		const ClUseRow *use = evidence->uses->pdata[i];

		if (g_hash_table_add(seen, use->story) &&
			!read_story(archive, evidence, told, use->story, error))
			return FALSE;
	}
	g_ptr_array_sort(evidence->publications, compare_time);
	return TRUE;
}

/* --- as the log tells it ------------------------------------------------------------------------ */

/* Was it killed? What holds it may have come with it, and is not told by an event. */
static gboolean
read_state(Evidence *evidence, ClCatalog *told, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) row = cl_catalog_get_photo(told, evidence->id, &why);
	ClPhotoRow *photo = evidence->shown->photo;
	gboolean killed = row != NULL && strcmp(row->state, "killed") == 0;

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (evidence->tombstone != NULL || killed == (strcmp(photo->state, "killed") == 0))
		return TRUE;
	g_free(photo->state);
	g_free(photo->state_reason);
	photo->state = g_strdup(killed ? "killed" : "ok");
	photo->state_reason = killed ? g_strdup(row->state_reason) : NULL;
	return TRUE;
}

/* Uses, publications, takedowns and grants are those of the events: their chain tells whether they are as
 * they were written, and of rows nothing does. */
static gboolean
read_told(ClArchive *archive, Evidence *evidence, GError **error)
{
	g_autoptr(ClCatalog) told = told_new(error);
	const char *id = evidence->id;
	gint64 seq = 0;

	if (told == NULL || !are_as_written(archive, evidence->events, error) ||
		!cl_catalog_sketch_photo(told, id, error) ||
		!told_replay(archive, told, id, &seq, error) || !read_state(evidence, told, error))
		return FALSE;
	evidence->uses = cl_catalog_list_uses_of(told, id, error);
	if (evidence->uses == NULL || !read_stories(archive, evidence, told, error))
		return FALSE;
	evidence->takedowns = cl_catalog_list_takedowns(told, id, G_MAXINT, error);
	evidence->grants =
		evidence->takedowns == NULL ? NULL : cl_catalog_grants(told, id, error);
	return evidence->grants != NULL;
}

/* --- all of it -------------------------------------------------------------------------------- */

static gboolean
is_same_file(gconstpointer row, gconstpointer other)
{
	return memcmp(((const ClSidecarRow *) row)->sha256, ((const ClSidecarRow *) other)->sha256,
		       CL_SHA256_BYTES) == 0;
}

/* A file has a row for each of its items that speaks of the photo. */
static gboolean
read_sidecars(ClArchive *archive, Evidence *evidence, GError **error)
{
	g_autoptr(GPtrArray) rows = cl_catalog_list_sidecars(archive->catalog, evidence->id, error);

	if (rows == NULL)
		return FALSE;
	evidence->sidecars = g_ptr_array_new_with_free_func((GDestroyNotify) cl_sidecar_row_free);
	while (rows->len > 0) {
		ClSidecarRow *row = g_ptr_array_steal_index(rows, 0);

		if (g_ptr_array_find_with_equal_func(evidence->sidecars, row, is_same_file, NULL))
			cl_sidecar_row_free(row);
		else
			g_ptr_array_add(evidence->sidecars, row);
	}
	return TRUE;
}

static gboolean
read_photo(ClArchive *archive, Evidence *evidence, GError **error)
{
	g_autoptr(GError) why = NULL;
	ClCheck check = { 0 };

	evidence->tombstone = cl_catalog_get_tombstone_of(archive->catalog, evidence->id, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	evidence->shown = cl_archive_show(archive, evidence->id, error);
	if (evidence->shown == NULL)
		return FALSE;
	/* The present is no evidence: that it cannot be judged must not keep the past from being shown. */
	evidence->now = evidence->tombstone != NULL
		? NULL
		: cl_archive_check(archive, evidence->id, &check, NULL);
	return TRUE;
}

Evidence *
evidence_gather(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(Evidence) evidence = g_new0(Evidence, 1);

	g_strlcpy(evidence->id, id, sizeof evidence->id);
	evidence->publications = g_ptr_array_new_with_free_func(publication_free);
	evidence->events = cl_catalog_list_events(archive->catalog, id, 0, ALL_EVENTS, error);
	if (evidence->events == NULL || !read_photo(archive, evidence, error) ||
		!read_sidecars(archive, evidence, error) ||
		!read_told(archive, evidence, error))
		return NULL;
	return g_steal_pointer(&evidence);
}

/* --- by address -------------------------------------------------------------------------------- */

GPtrArray *
evidence_find_url(ClArchive *archive, const char *url, GError **error)
{
	g_autoptr(GPtrArray) matches = cl_archive_find_picture(archive, url, error);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	if (matches == NULL)
		return NULL;
	for (guint i = 0; i < matches->len; i++)
		g_ptr_array_add(ids, g_strdup(((ClMatch *) matches->pdata[i])->photo->id));
	if (ids->len > 0)
		return g_steal_pointer(&ids);
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"'%s': no story was published there, and it is no address of a picture of this archive; "
		"for a picture from there: cutline find FILE",
		url);
	return NULL;
}
