/* SPDX-License-Identifier: MIT
 *
 * Stories and uses as record and event: a change is a row and an event that carries it whole, and
 * the same event makes the same row again when the catalog is rebuilt. Order of steps elsewhere.
 */
#include "story.h"

#include <string.h>

#define USE "use-"

char *
archive_story_subject(const char *slug)
{
	return g_strconcat(ARCHIVE_STORY_SUBJECT, slug, NULL);
}

gboolean
archive_put_story(ClArchive *archive, const ClStoryRow *story, const char *event, GError **error)
{
	g_autofree char *subject = archive_story_subject(story->slug);
	g_autofree char *payload = cl_story_to_json(story);

	return cl_catalog_put_story(archive->catalog, story, error) &&
		archive_event(archive, event, subject, payload, error);
}

gboolean
archive_put_use(ClArchive *archive, const ClUseRow *use, const char *event, GError **error)
{
	g_autofree char *payload = cl_use_to_json(use);

	return cl_catalog_put_use(archive->catalog, use, error) &&
		archive_event(archive, event, use->photo, payload, error);
}

/* --- what a use counts against ----------------------------------------------------------------- */

static char *
spendings_to_json(const char *use, const GPtrArray *spendings)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "use", use);
	cl_json_begin_array(json, "spends");
	for (guint i = 0; i < spendings->len; i++) {
		const ClSpending *spending = g_ptr_array_index(spendings, i);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "licence", spending->licence);
		cl_json_string(json, "photo", spending->photo);
		cl_json_int(json, "at_us", spending->at_us);
		cl_json_bool(json, "committed", spending->committed);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

gboolean
archive_put_spendings(ClArchive *archive, const ClUseRow *use, const GPtrArray *spendings, GError **error)
{
	g_autofree char *payload = spendings_to_json(use->id, spendings);
	g_autoptr(GPtrArray) before = cl_catalog_list_spendings(archive->catalog, use->id, error);

	if (before == NULL)
		return FALSE;
	if (before->len == 0 && spendings->len == 0)
		return TRUE;
	return cl_catalog_put_spendings(archive->catalog, use->id, spendings, error) &&
		archive_event(archive, ARCHIVE_SPEND, use->photo, payload, error);
}

static gboolean
read_spending(GVariant *list, gsize i, const char *subject, GPtrArray *spendings)
{
	g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
	g_autoptr(GVariant) object = g_variant_get_variant(boxed);
	ClSpending *spending = g_new0(ClSpending, 1);
	const char *photo;

	g_ptr_array_add(spendings, spending);
	if (!g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT))
		return FALSE;
	/* Before parts were counted, it was always the use's picture. */
	if (!g_variant_lookup(object, "photo", "&s", &photo))
		photo = subject;
	g_strlcpy(spending->photo, photo, sizeof spending->photo);
	return g_variant_lookup(object, "licence", "s", &spending->licence) &&
		g_variant_lookup(object, "at_us", "x", &spending->at_us) &&
		g_variant_lookup(object, "committed", "b", &spending->committed);
}

/* A use whose own event is lost counts against nothing. */
static gboolean
replay_spendings(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(GPtrArray) spendings =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_spending_free);
	g_autoptr(GVariant) json = cl_json_parse(event->payload, -1, error);
	g_autoptr(GVariant) list = NULL;
	g_autoptr(ClUseRow) use = NULL;
	const char *id;

	if (json == NULL)
		return FALSE;
	if (g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		list = g_variant_lookup_value(json, "spends", G_VARIANT_TYPE("av"));
	if (list == NULL || !g_variant_lookup(json, "use", "&s", &id)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "not what a use counts against");
		return FALSE;
	}
	for (gsize i = 0; i < g_variant_n_children(list); i++)
		if (!read_spending(list, i, event->subject, spendings)) {
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "not what a use counts against");
			return FALSE;
		}
	use = cl_catalog_get_use(archive->catalog, id, error);
	if (use != NULL)
		return cl_catalog_put_spendings(archive->catalog, id, spendings, error);
	return error == NULL || *error == NULL;
}

/* --- again -------------------------------------------------------------------------------------- */

gboolean
archive_is_use_event(const ClEventRow *event)
{
	return event->subject != NULL && g_str_has_prefix(event->kind, USE);
}

gboolean
archive_is_story_event(const ClEventRow *event)
{
	return event->subject != NULL && g_str_has_prefix(event->subject, ARCHIVE_STORY_SUBJECT);
}

/* The event of its story may be lost: the use is worth more than the story's title. */
static gboolean
need_story(ClArchive *archive, const char *slug, gint64 at_us, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClStoryRow) story = cl_catalog_get_story(archive->catalog, slug, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (story != NULL)
		return TRUE;
	story = cl_story_row_new(slug);
	story->added_us = at_us;
	return cl_catalog_put_story(archive->catalog, story, error);
}

/* A payload that is none was changed on the disk: the chain says so, and the rest is restored. */
static gboolean
forgive_damage(gboolean ok, GError *why, GError **error)
{
	if (ok || g_error_matches(why, CL_ERROR, CL_ERROR_INPUT)) {
		g_clear_error(&why);
		return TRUE;
	}
	g_propagate_error(error, why);
	return FALSE;
}

static gboolean
replay_row_of_use(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(ClUseRow) use = cl_use_from_json(event->payload, error);

	return use != NULL && need_story(archive, use->story, event->at_us, error) &&
		cl_catalog_put_use(archive->catalog, use, error);
}

gboolean
archive_replay_use(ClArchive *archive, const ClEventRow *event, GError **error)
{
	GError *why = NULL;
	gboolean ok = event->payload == NULL ||
		(strcmp(event->kind, ARCHIVE_SPEND) == 0
				? replay_spendings(archive, event, &why)
				: replay_row_of_use(archive, event, &why));

	return forgive_damage(ok, why, error);
}

/* Parts whose own events are lost are left out. */
static gboolean
replay_row(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(ClStoryRow) story = cl_story_from_json(event->payload, error);

	if (story == NULL)
		return FALSE;
	for (guint i = story->parts->len; i > 0; i--) {
		const ClStoryPart *part = g_ptr_array_index(story->parts, i - 1);
		g_autoptr(GError) why = NULL;
		g_autoptr(ClStoryRow) there = cl_catalog_get_story(archive->catalog, part->slug, &why);

		if (why != NULL) {
			g_propagate_error(error, g_steal_pointer(&why));
			return FALSE;
		}
		if (there == NULL)
			g_ptr_array_remove_index(story->parts, i - 1);
	}
	return cl_catalog_put_story(archive->catalog, story, error);
}

static gboolean
replay_publication(ClArchive *archive, const ClEventRow *event, GError **error)
{
	ClPublication publication = { .at_us = event->at_us, .who = event->who };
	const char *slug = event->subject + strlen(ARCHIVE_STORY_SUBJECT);
	g_autoptr(GVariant) json = cl_json_parse(event->payload, -1, error);

	if (json == NULL || !need_story(archive, slug, event->at_us, error))
		return FALSE;
	publication.json = event->payload;
	if (!g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		return TRUE;
	g_variant_lookup(json, "url", "&s", &publication.url);
	g_variant_lookup(json, "at_us", "x", &publication.at_us);
	return cl_catalog_add_publication(archive->catalog, slug, &publication, error);
}

/* No row says the same. */
static gboolean
is_said_only(const ClEventRow *event)
{
	return strcmp(event->kind, ARCHIVE_UNPUBLISHED) == 0 ||
		strcmp(event->kind, ARCHIVE_RENDITIONS) == 0 || strcmp(event->kind, ARCHIVE_DELIVERY) == 0;
}

gboolean
archive_replay_story(ClArchive *archive, const ClEventRow *event, GError **error)
{
	GError *why = NULL;
	gboolean ok = event->payload == NULL || is_said_only(event) ||
		(strcmp(event->kind, ARCHIVE_PUBLICATION) == 0
				? replay_publication(archive, event, &why)
				: replay_row(archive, event, &why));

	return forgive_damage(ok, why, error);
}
