/* SPDX-License-Identifier: MIT
 *
 * What stands in a story, and where: places, stories in a digest, moving and removing. What a use
 * says is not known here.
 */
#include "story.h"

#include <string.h>

#define STEP (1 << 20) /* between two places, so that most moves touch one row */

/* --- places ----------------------------------------------------------------------------------- */

static ClStoryPart *
find_part(const ClStoryRow *story, const char *slug)
{
	for (guint i = 0; i < story->parts->len; i++) {
		ClStoryPart *part = g_ptr_array_index(story->parts, i);

		if (strcmp(part->slug, slug) == 0)
			return part;
	}
	return NULL;
}

static int
compare_parts(gconstpointer a, gconstpointer b)
{
	const ClStoryPart *first = *(const ClStoryPart *const *) a;
	const ClStoryPart *second = *(const ClStoryPart *const *) b;

	return first->position < second->position ? -1 : first->position > second->position;
}

/* Every entry gets a place of its own again, a step apart. */
static gboolean
spread(ClArchive *archive, ClStoryRow *story, GPtrArray *items, GError **error)
{
	gboolean moved = FALSE;

	for (guint i = 0; i < items->len; i++) {
		const ClStoryItem *item = g_ptr_array_index(items, i);
		gint64 position = ((gint64) i + 1) * STEP;

		if (item->part != NULL) {
			find_part(story, item->part->slug)->position = position;
			moved = TRUE;
			continue;
		}
		item->use->position = position;
		if (!archive_put_use(archive, item->use, "use-move", error))
			return FALSE;
	}
	return !moved || archive_put_story(archive, story, "story-edit", error);
}

/* A place before entry `at` (from 1; 0 or beyond = the end) of the entries but `without`. */
gboolean
archive_story_place(ClArchive *archive, ClStoryRow *story, const char *without, guint at, gint64 *position,
	GError **error)
{
	for (guint try = 0; try < 2; try++) {
		g_autoptr(GPtrArray) items = archive_story_items(archive, story, error);
		gint64 before, behind;

		if (items == NULL)
			return FALSE;
		for (guint i = items->len; without != NULL && i > 0; i--) {
			const ClStoryItem *item = g_ptr_array_index(items, i - 1);

			if (strcmp(item->use != NULL ? item->use->id : item->part->slug, without) == 0)
				g_ptr_array_remove_index(items, i - 1);
		}
		at = at == 0 || at > items->len ? items->len + 1 : at;
		before = at == 1 ? 0 : archive_story_item_position(story, items->pdata[at - 2]);
		behind = at > items->len ? before + 2 * STEP
					 : archive_story_item_position(story, items->pdata[at - 1]);
		*position = before + (behind - before) / 2;
		if (*position > before && *position < behind)
			return TRUE;
		if (!spread(archive, story, items, error))
			return FALSE;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "story '%s' has no place left", story->slug);
	return FALSE;
}

/* --- digests ---------------------------------------------------------------------------------- */

#define MAX_DIGEST_DEPTH 8U

/* Does `slug` hold `wanted`, itself or in a story of it? */
static gboolean
holds(ClArchive *archive, const char *slug, const char *wanted, guint depth, gboolean *found, GError **error)
{
	g_autoptr(ClStoryRow) story = NULL;

	*found = strcmp(slug, wanted) == 0;
	if (*found)
		return TRUE;
	if (depth == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"digests are nested deeper than %u; put the stories themselves in",
			MAX_DIGEST_DEPTH);
		return FALSE;
	}
	story = cl_catalog_get_story(archive->catalog, slug, error);
	for (guint i = 0; story != NULL && !*found && i < story->parts->len; i++) {
		const ClStoryPart *part = g_ptr_array_index(story->parts, i);

		if (!holds(archive, part->slug, wanted, depth - 1, found, error))
			return FALSE;
	}
	return story != NULL;
}

static gboolean
add_part(ClArchive *archive, ClStoryRow *story, const char *part, guint at, GError **error)
{
	g_autoptr(ClStoryRow) there = archive_need_story(archive, part, error);
	ClStoryPart *row;
	gboolean circle;

	if (there == NULL || !holds(archive, part, story->slug, MAX_DIGEST_DEPTH, &circle, error))
		return FALSE;
	if (circle || find_part(story, part) != NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			circle ? "story '%s' cannot hold '%s', which holds it"
			       : "story '%s' holds '%s' already",
			story->slug, part);
		return FALSE;
	}
	row = g_new0(ClStoryPart, 1);
	row->slug = g_strdup(part);
	if (!archive_story_place(archive, story, NULL, at, &row->position, error)) {
		cl_story_part_free(row);
		return FALSE;
	}
	g_ptr_array_add(story->parts, row);
	g_ptr_array_sort(story->parts, compare_parts);
	return archive_put_story(archive, story, "story-edit", error);
}

gboolean
cl_archive_story_add_part(ClArchive *archive, const char *slug, gint64 if_rev, const char *part, guint at,
	GError **error)
{
	g_autoptr(ClStoryRow) story = archive_story_begin(archive, slug, if_rev, error);

	return story != NULL &&
		archive_story_end(archive, add_part(archive, story, part, at, error), NULL, error);
}

/* --- moved and removed ------------------------------------------------------------------------ */

static gboolean
move(ClArchive *archive, ClStoryRow *story, const char *what, guint at, GError **error)
{
	g_auto(ArchiveStoryEntry) entry = { 0 };
	gint64 position;

	if (!archive_story_entry(archive, story, what, &entry, error) ||
		!archive_story_place(archive, story, entry.use != NULL ? entry.use->id : entry.part->slug,
			at, &position, error))
		return FALSE;
	if (entry.use != NULL) {
		entry.use->position = position;
		return archive_put_use(archive, entry.use, "use-move", error);
	}
	find_part(story, entry.part->slug)->position = position;
	g_ptr_array_sort(story->parts, compare_parts);
	return archive_put_story(archive, story, "story-edit", error);
}

gboolean
cl_archive_story_move(ClArchive *archive, const char *slug, gint64 if_rev, const char *what, guint at,
	GError **error)
{
	g_autoptr(ClStoryRow) story = archive_story_begin(archive, slug, if_rev, error);

	return story != NULL &&
		archive_story_end(archive, move(archive, story, what, at, error), NULL, error);
}

gboolean
archive_remove_use(ClArchive *archive, ClUseRow *use, gint64 at_us, GError **error)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	use->state = CL_USE_REMOVED;
	use->removed_us = at_us;
	return archive_put_use(archive, use, "use-remove", error) &&
		archive_put_spendings(archive, use, none, error);
}

static gboolean
remove_entry(ClArchive *archive, ClStoryRow *story, ArchiveStoryEntry *entry, GPtrArray *photos,
	GError **error)
{
	if (entry->use != NULL) {
		g_ptr_array_add(photos, g_strdup(entry->use->photo));
		return archive_remove_use(archive, entry->use, cl_time_now_us(), error);
	}
	g_ptr_array_remove(story->parts, find_part(story, entry->part->slug));
	return archive_put_story(archive, story, "story-edit", error);
}

gboolean
cl_archive_story_remove(ClArchive *archive, const char *slug, gint64 if_rev, const char *what, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_story_begin(archive, slug, if_rev, error);
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);
	g_auto(ArchiveStoryEntry) entry = { 0 };

	return story != NULL &&
		archive_story_end(archive,
			archive_story_entry(archive, story, what, &entry, error) &&
				remove_entry(archive, story, &entry, photos, error),
			photos, error);
}
