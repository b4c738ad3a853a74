/* SPDX-License-Identifier: MIT
 *
 * Rows of stories and of the uses of photos in them. What may follow upon what is not known here.
 */
#include <string.h>
#include "catalog_private.h"

static gboolean
story_no(ClCatalog *catalog, const char *slug, gint64 *no, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_STORY_NO, error);
	g_autoptr(GError) failure = NULL;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, slug);
	if (catalog_next(stmt, &failure)) {
		*no = catalog_int(stmt, 0);
		catalog_done(stmt);
		return TRUE;
	}
	if (failure == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no story '%s'; see: cutline story list", slug);
	else
		g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

/* 0 = never. */
static void
bind_time(CatalogStmt *stmt, guint param, gint64 time_us)
{
	if (time_us != 0)
		catalog_bind_int(stmt, param, time_us);
}

/* --- stories -------------------------------------------------------------------------------- */

static gboolean
put_parts(ClCatalog *catalog, const ClStoryRow *story, GError **error)
{
	gint64 digest = 0, part = 0;
	CatalogStmt *stmt;

	if (!story_no(catalog, story->slug, &digest, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_STORY_PART_CLEAR, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, digest);
	if (!catalog_run(stmt, error))
		return FALSE;
	for (guint i = 0; i < story->parts->len; i++) {
		const ClStoryPart *row = g_ptr_array_index(story->parts, i);

		if (!story_no(catalog, row->slug, &part, error))
			return FALSE;
		stmt = catalog_use(catalog, CATALOG_STORY_PART_ADD, error);
		if (stmt == NULL)
			return FALSE;
		catalog_bind_int(stmt, 1, digest);
		catalog_bind_int(stmt, 2, part);
		catalog_bind_int(stmt, 3, row->position);
		if (!catalog_run(stmt, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
cl_catalog_put_story(ClCatalog *catalog, const ClStoryRow *story, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_STORY_PUT, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, story->slug);
	catalog_bind_text(stmt, 2, story->title);
	catalog_bind_text(stmt, 3, story->outlet);
	catalog_bind_text(stmt, 4, story->language);
	catalog_bind_text(stmt, 5, cl_story_state_name(story->state));
	catalog_bind_text(stmt, 6, story->url);
	catalog_bind_int(stmt, 7, story->added_us);
	bind_time(stmt, 8, story->published_us);
	bind_time(stmt, 9, story->unpublished_us);
	catalog_bind_text(stmt, 10, story->section);
	return catalog_run(stmt, error) && put_parts(catalog, story, error);
}

static gpointer
read_story(CatalogStmt *stmt)
{
	ClStoryRow *story = cl_story_row_new(catalog_text(stmt, 0));

	story->title = catalog_dup_text(stmt, 1);
	story->outlet = catalog_dup_text(stmt, 2);
	story->language = catalog_dup_text(stmt, 3);
	story->state = cl_story_state_from_name(catalog_text(stmt, 4));
	story->url = catalog_dup_text(stmt, 5);
	story->rev = catalog_int(stmt, 6);
	story->added_us = catalog_int(stmt, 7);
	story->published_us = catalog_int(stmt, 8);
	story->unpublished_us = catalog_int(stmt, 9);
	story->section = catalog_dup_text(stmt, 10);
	return story;
}

static gboolean
get_parts(ClCatalog *catalog, ClStoryRow *story, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_STORY_PART_LIST, error);
	g_autoptr(GError) failure = NULL;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, story->slug);
	while (catalog_next(stmt, &failure)) {
		ClStoryPart *part = g_new0(ClStoryPart, 1);

		part->slug = catalog_dup_text(stmt, 0);
		part->position = catalog_int(stmt, 1);
		g_ptr_array_add(story->parts, part);
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

ClStoryRow *
cl_catalog_get_story(ClCatalog *catalog, const char *slug, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_STORY_GET, error);
	g_autoptr(ClStoryRow) story = NULL;

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, slug);
	if (!catalog_next(stmt, error))
		return NULL;
	story = read_story(stmt);
	catalog_done(stmt);
	return get_parts(catalog, story, error) ? g_steal_pointer(&story) : NULL;
}

GPtrArray *
cl_catalog_list_stories(ClCatalog *catalog, gint64 before_us, guint limit, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_STORY_LIST, error);
	g_autoptr(GPtrArray) stories = NULL;

	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, before_us);
	catalog_bind_int(stmt, 2, limit);
	stories = catalog_all(stmt, read_story, (GDestroyNotify) cl_story_row_free, error);
	for (guint i = 0; stories != NULL && i < stories->len; i++)
		if (!get_parts(catalog, g_ptr_array_index(stories, i), error))
			return NULL;
	return g_steal_pointer(&stories);
}

GPtrArray *
cl_catalog_list_digests(ClCatalog *catalog, const char *slug, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_STORY_DIGESTS, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, slug);
	return catalog_all_text(stmt, error);
}

/* --- uses ------------------------------------------------------------------------------------ */

static void
bind_use(CatalogStmt *stmt, const ClUseRow *use)
{
	catalog_bind_text(stmt, 1, use->id);
	catalog_bind_int(stmt, 4, use->position);
	catalog_bind_text(stmt, 5, cl_use_state_name(use->state));
	catalog_bind_text(stmt, 6, use->channel);
	catalog_bind_text(stmt, 7, use->partner);
	catalog_bind_text(stmt, 8, use->of[0] != '\0' ? use->of : NULL);
	for (guint i = 0; i < CL_N_USE_TEXTS; i++) {
		catalog_bind_text(stmt, 9 + i, use->texts[i]);
		catalog_bind_text(stmt, 13 + i, use->seen[i]);
		catalog_bind_text(stmt, 24 + i, use->langs[i]);
	}
	catalog_bind_int(stmt, 17, use->crop_x);
	catalog_bind_int(stmt, 18, use->crop_y);
	catalog_bind_int(stmt, 19, use->crop_width);
	catalog_bind_int(stmt, 20, use->crop_height);
	catalog_bind_int(stmt, 21, use->added_us);
	bind_time(stmt, 22, use->published_us);
	bind_time(stmt, 23, use->removed_us);
	catalog_bind_text(stmt, 28, use->placement);
}

gboolean
cl_catalog_put_use(ClCatalog *catalog, const ClUseRow *use, GError **error)
{
	gint64 story = 0, photo = 0;
	CatalogStmt *stmt;

	if (!story_no(catalog, use->story, &story, error) ||
		!catalog_photo_no(catalog, use->photo, &photo, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_USE_PUT, error);
	if (stmt == NULL)
		return FALSE;
	bind_use(stmt, use);
	catalog_bind_int(stmt, 2, story);
	catalog_bind_int(stmt, 3, photo);
	if (!catalog_run(stmt, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_STORY_TOUCH, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, story);
	return catalog_run(stmt, error);
}

static gpointer
read_use(CatalogStmt *stmt)
{
	ClUseRow *use = g_new0(ClUseRow, 1);

	g_strlcpy(use->id, catalog_text(stmt, 0), sizeof use->id);
	use->story = catalog_dup_text(stmt, 1);
	catalog_copy_id(stmt, 2, use->photo);
	use->position = catalog_int(stmt, 3);
	use->state = cl_use_state_from_name(catalog_text(stmt, 4));
	use->channel = catalog_dup_text(stmt, 5);
	use->partner = catalog_dup_text(stmt, 6);
	if (!catalog_is_null(stmt, 7))
		g_strlcpy(use->of, catalog_text(stmt, 7), sizeof use->of);
	for (guint i = 0; i < CL_N_USE_TEXTS; i++) {
		use->texts[i] = catalog_dup_text(stmt, 8 + i);
		use->seen[i] = catalog_dup_text(stmt, 12 + i);
		use->langs[i] = catalog_dup_text(stmt, 23 + i);
	}
	use->crop_x = (guint32) catalog_int(stmt, 16);
	use->crop_y = (guint32) catalog_int(stmt, 17);
	use->crop_width = (guint32) catalog_int(stmt, 18);
	use->crop_height = (guint32) catalog_int(stmt, 19);
	use->added_us = catalog_int(stmt, 20);
	use->published_us = catalog_int(stmt, 21);
	use->removed_us = catalog_int(stmt, 22);
	use->placement = catalog_dup_text(stmt, 27);
	return use;
}

ClUseRow *
cl_catalog_get_use(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_USE_GET, error);
	ClUseRow *use;

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	if (!catalog_next(stmt, error))
		return NULL;
	use = read_use(stmt);
	catalog_done(stmt);
	return use;
}

static GPtrArray *
list_uses(ClCatalog *catalog, CatalogStatementNumber number, const char *name, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, number, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, name);
	return catalog_all(stmt, read_use, (GDestroyNotify) cl_use_row_free, error);
}

GPtrArray *
cl_catalog_list_uses(ClCatalog *catalog, const char *slug, GError **error)
{
	return list_uses(catalog, CATALOG_USE_LIST_STORY, slug, error);
}

GPtrArray *
cl_catalog_list_uses_of(ClCatalog *catalog, const char *photo, GError **error)
{
	return list_uses(catalog, CATALOG_USE_LIST_PHOTO, photo, error);
}

GPtrArray *
cl_catalog_list_live_uses(ClCatalog *catalog, const char *after, guint limit, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_USE_LIST_LIVE, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, after);
	catalog_bind_int(stmt, 2, limit);
	return catalog_all(stmt, read_use, (GDestroyNotify) cl_use_row_free, error);
}

gboolean
cl_catalog_is_released(ClCatalog *catalog, const char *photo, gboolean *released, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_USE_RELEASED, error);
	g_autoptr(GError) failure = NULL;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, photo);
	*released = catalog_next(stmt, &failure);
	if (*released)
		catalog_done(stmt);
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

/* --- publications ---------------------------------------------------------------------------- */

void
cl_publication_free(ClPublication *publication)
{
	if (publication == NULL)
		return;
	g_free(publication->who);
	g_free(publication->url);
	g_free(publication->json);
	g_free(publication);
}

gboolean
cl_catalog_add_publication(ClCatalog *catalog, const char *slug, const ClPublication *publication,
	GError **error)
{
	CatalogStmt *stmt;
	gint64 story = 0;

	if (!story_no(catalog, slug, &story, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_PUBLICATION_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, story);
	catalog_bind_int(stmt, 2, publication->at_us);
	catalog_bind_text(stmt, 3, publication->who);
	catalog_bind_text(stmt, 4, publication->url);
	catalog_bind_text(stmt, 5, publication->json);
	return catalog_run(stmt, error);
}

static gpointer
read_publication(CatalogStmt *stmt)
{
	ClPublication *publication = g_new0(ClPublication, 1);

	publication->at_us = catalog_int(stmt, 0);
	publication->who = catalog_dup_text(stmt, 1);
	publication->url = catalog_dup_text(stmt, 2);
	publication->json = catalog_dup_text(stmt, 3);
	return publication;
}

GPtrArray *
cl_catalog_list_published_at(ClCatalog *catalog, const char *url, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PUBLICATION_PHOTOS, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, url);
	return catalog_all_text(stmt, error);
}

GPtrArray *
cl_catalog_list_publications(ClCatalog *catalog, const char *slug, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PUBLICATION_LIST, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, slug);
	return catalog_all(stmt, read_publication, (GDestroyNotify) cl_publication_free, error);
}
