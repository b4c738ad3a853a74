/* SPDX-License-Identifier: MIT
 *
 * Looking at stories: what stands in one and in which order, which entry somebody means, where a
 * photo is used.
 */
#include "story_check.h"

#include <string.h>

#define MIN_USE_CHARS 6U
#define MAX_PLACE_DIGITS 5U /* more are the beginning of an id */

static GPtrArray *
new_uses(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify) cl_use_row_free);
}

/* --- one story ------------------------------------------------------------------------------ */

ClStoryRow *
archive_need_story(ClArchive *archive, const char *slug, GError **error)
{
	g_autoptr(GError) why = NULL;
	ClStoryRow *story = cl_catalog_get_story(archive->catalog, slug, &why);

	if (story != NULL)
		return story;
	if (why != NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	else
		archive_no_story(archive, slug, error);
	return NULL;
}

void
archive_story_item_free(ClStoryItem *item)
{
	if (item == NULL)
		return;
	cl_use_row_free(item->use);
	cl_story_row_free(item->part);
	archive_clear_texts(item->printed);
	g_free(item);
}

gint64
archive_story_item_position(const ClStoryRow *story, const ClStoryItem *item)
{
	if (item->use != NULL)
		return item->use->position;
	for (guint i = 0; i < story->parts->len; i++) {
		const ClStoryPart *part = g_ptr_array_index(story->parts, i);

		if (strcmp(part->slug, item->part->slug) == 0)
			return part->position;
	}
	return 0;
}

/* Both lists are in order; a part comes before a use of the same place. */
static gboolean
merge(ClArchive *archive, const ClStoryRow *story, GPtrArray *uses, GPtrArray *items, GError **error)
{
	guint next = 0;

	for (guint i = 0; i <= uses->len; i++) {
		ClUseRow *use = i < uses->len ? g_ptr_array_index(uses, i) : NULL;

		for (; next < story->parts->len; next++) {
			const ClStoryPart *part = g_ptr_array_index(story->parts, next);
			ClStoryItem *item;

			if (use != NULL && part->position > use->position)
				break;
			item = g_new0(ClStoryItem, 1);
			g_ptr_array_add(items, item);
			item->part = archive_need_story(archive, part->slug, error);
			if (item->part == NULL)
				return FALSE;
		}
		if (use != NULL) {
			ClStoryItem *item = g_new0(ClStoryItem, 1);

			item->use = cl_use_row_copy(use);
			g_ptr_array_add(items, item);
		}
	}
	return TRUE;
}

/* What went with the whole story comes back with it. */
static gboolean
is_ours(const ClStoryRow *story, const ClUseRow *use)
{
	if (use->partner != NULL || archive_is_carried(use))
		return FALSE;
	return use->state != CL_USE_REMOVED ||
		(story->state == CL_STORY_UNPUBLISHED && use->removed_us == story->unpublished_us);
}

GPtrArray *
archive_story_items(ClArchive *archive, const ClStoryRow *story, GError **error)
{
	g_autoptr(GPtrArray) items =
		g_ptr_array_new_with_free_func((GDestroyNotify) archive_story_item_free);
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses(archive->catalog, story->slug, error);

	if (uses == NULL)
		return NULL;
	for (guint i = uses->len; i > 0; i--)
		if (!is_ours(story, g_ptr_array_index(uses, i - 1)))
			g_ptr_array_remove_index(uses, i - 1);
	return merge(archive, story, uses, items, error) ? g_steal_pointer(&items) : NULL;
}

static gboolean
sort_others(ClArchive *archive, ClStoryShown *shown, GError **error)
{
	g_autoptr(GPtrArray) uses =
		cl_catalog_list_uses(archive->catalog, shown->story->slug, error);

	shown->partners = new_uses();
	shown->removed = new_uses();
	shown->carried = new_uses();
	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = g_ptr_array_index(uses, i);

		if (!is_ours(shown->story, use))
			g_ptr_array_add(use->state == CL_USE_REMOVED ? shown->removed
					: archive_is_carried(use)    ? shown->carried
								     : shown->partners,
				cl_use_row_copy(use));
	}
	return uses != NULL;
}

/* What a page shows: the use's own words, else the archive's. */
static gboolean
print_items(ClArchive *archive, ClStoryShown *shown, GError **error)
{
	for (guint i = 0; i < shown->items->len; i++) {
		ClStoryItem *item = g_ptr_array_index(shown->items, i);

		if (item->use != NULL &&
			!archive_printed_texts(
				archive, item->use, shown->story->language, item->printed, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
cl_archive_has_story(ClArchive *archive, const char *slug, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_need_story(archive, slug, error);

	return story != NULL;
}

ClStoryShown *
cl_archive_story(ClArchive *archive, const char *slug, GError **error)
{
	g_autoptr(ClStoryShown) shown = g_new0(ClStoryShown, 1);

	shown->story = archive_need_story(archive, slug, error);
	if (shown->story == NULL)
		return NULL;
	shown->items = archive_story_items(archive, shown->story, error);
	if (shown->items == NULL || !print_items(archive, shown, error) ||
		!sort_others(archive, shown, error))
		return NULL;
	shown->digests = cl_catalog_list_digests(archive->catalog, slug, error);
	if (shown->digests == NULL)
		return NULL;
	shown->publications = cl_catalog_list_publications(archive->catalog, slug, error);
	return shown->publications == NULL ? NULL : g_steal_pointer(&shown);
}

void
cl_story_shown_free(ClStoryShown *shown)
{
	if (shown == NULL)
		return;
	cl_story_row_free(shown->story);
	g_clear_pointer(&shown->items, g_ptr_array_unref);
	g_clear_pointer(&shown->partners, g_ptr_array_unref);
	g_clear_pointer(&shown->removed, g_ptr_array_unref);
	g_clear_pointer(&shown->carried, g_ptr_array_unref);
	g_clear_pointer(&shown->digests, g_ptr_array_unref);
	g_clear_pointer(&shown->publications, g_ptr_array_unref);
	g_free(shown);
}

GPtrArray *
cl_archive_stories(ClArchive *archive, gint64 before_us, guint limit, GError **error)
{
	return cl_catalog_list_stories(
		archive->catalog, before_us != 0 ? before_us : G_MAXINT64, limit, error);
}

/* --- uses ------------------------------------------------------------------------------------ */

ClUseRow *
cl_archive_use(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GError) why = NULL;
	ClUseRow *use = cl_use_id_valid(id) ? cl_catalog_get_use(archive->catalog, id, &why) : NULL;

	if (use != NULL)
		return use;
	if (why == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "there is no such use of a photo");
	else
		g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

GPtrArray *
cl_archive_uses_of(ClArchive *archive, const char *photo, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!cl_archive_find(archive, photo, id, &version, error))
		return NULL;
	return cl_catalog_list_uses_of(archive->catalog, id, error);
}

/* --- which one somebody means ----------------------------------------------------------------- */

void
archive_story_entry_clear(ArchiveStoryEntry *entry)
{
	g_clear_pointer(&entry->use, cl_use_row_free);
	g_clear_pointer(&entry->part, cl_story_part_free);
}

static void
take_entry(const ClStoryRow *story, const ClStoryItem *item, ArchiveStoryEntry *entry)
{
	archive_story_entry_clear(entry);
	if (item->use != NULL) {
		entry->use = cl_use_row_copy(item->use);
		return;
	}
	entry->part = g_new0(ClStoryPart, 1);
	entry->part->slug = g_strdup(item->part->slug);
	entry->part->position = archive_story_item_position(story, item);
}

static gboolean
is_meant(const ClStoryItem *item, const char *text, const char *photo)
{
	if (item->part != NULL)
		return strcmp(item->part->slug, text) == 0;
	return (strlen(text) >= MIN_USE_CHARS && g_str_has_prefix(item->use->id, text)) ||
		strcmp(item->use->photo, photo) == 0;
}

/* What is typed may be a photo of the archive, or not; that is no error here. */
static void
read_photo(ClArchive *archive, const char *text, char photo[CL_ID_CHARS + 1])
{
	guint version;

	if (!cl_archive_find(archive, text, photo, &version, NULL))
		photo[0] = '\0';
}

static gboolean
find_by_name(ClArchive *archive, const ClStoryRow *story, const GPtrArray *items, const char *text,
	ArchiveStoryEntry *entry, GError **error)
{
	g_autofree char *shown = cl_text_printable(text);
	char photo[CL_ID_CHARS + 1];
	guint n = 0;

	read_photo(archive, text, photo);
	for (guint i = 0; i < items->len; i++) {
		const ClStoryItem *item = g_ptr_array_index(items, i);

		if (!is_meant(item, text, photo))
			continue;
		n++;
		take_entry(story, item, entry);
	}
	if (n == 1)
		return TRUE;
	archive_story_entry_clear(entry);
	if (n == 0)
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"nothing in story '%s' is called '%s'; see: cutline story show %s", story->slug,
			shown, story->slug);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' stands %u times in story '%s'; name it by its number: cutline story show %s",
			shown, n, story->slug, story->slug);
	return FALSE;
}

gboolean
archive_story_entry(ClArchive *archive, const ClStoryRow *story, const char *text, ArchiveStoryEntry *entry,
	GError **error)
{
	g_autoptr(GPtrArray) items = archive_story_items(archive, story, error);
	guint64 place;

	if (items == NULL)
		return FALSE;
	if (strlen(text) > MAX_PLACE_DIGITS ||
		!g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT, &place, NULL))
		return find_by_name(archive, story, items, text, entry, error);
	if (place <= items->len) {
		take_entry(story, g_ptr_array_index(items, place - 1), entry);
		return TRUE;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "story '%s' has %u entries, no %s", story->slug,
		items->len, text);
	return FALSE;
}

ClUseRow *
cl_archive_find_use(ClArchive *archive, const char *slug, const char *text, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_need_story(archive, slug, error);
	g_auto(ArchiveStoryEntry) entry = { 0 };

	if (story == NULL || !archive_story_entry(archive, story, text, &entry, error))
		return NULL;
	if (entry.use != NULL)
		return g_steal_pointer(&entry.use);
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s' is a story in '%s', no photo", entry.part->slug,
		slug);
	return NULL;
}
