/* SPDX-License-Identifier: MIT
 *
 * Making and naming a story. The frame of every change of a
 * story or a use stands here: one transaction, the story's rev, the photos listed anew.
 */
#include "story.h"

#include <string.h>

static gboolean
check_rev(const ClStoryRow *story, gint64 if_rev, GError **error)
{
	g_autofree char *wanted = archive_rev_text(if_rev);

	if (if_rev == 0 || story->rev == if_rev)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_CONFLICT,
		"story '%s' is at revision %" G_GINT64_FORMAT
		", not at %s; look again and repeat the change",
		story->slug, story->rev, wanted);
	return FALSE;
}

ClStoryRow *
archive_story_begin(ClArchive *archive, const char *slug, gint64 if_rev, GError **error)
{
	g_autoptr(ClStoryRow) story = NULL;

	if (!cl_catalog_begin(archive->catalog, error))
		return NULL;
	story = archive_need_story(archive, slug, error);
	if (story != NULL && check_rev(story, if_rev, error))
		return g_steal_pointer(&story);
	cl_catalog_rollback(archive->catalog);
	return NULL;
}

static gboolean
refresh_photos(ClArchive *archive, const GPtrArray *photos, GError **error)
{
	for (guint i = 0; photos != NULL && i < photos->len; i++)
		if (!archive_refresh(archive, photos->pdata[i], error))
			return FALSE;
	return TRUE;
}

gboolean
archive_story_end(ClArchive *archive, gboolean ok, const GPtrArray *photos, GError **error)
{
	if (ok && refresh_photos(archive, photos, error) &&
		cl_catalog_commit(archive->catalog, error))
		return archive_journal(archive, error);
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

/* --- made and named --------------------------------------------------------------------------- */

static gboolean
check_language(const char *language, GError **error)
{
	static const char allowed[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	if (language == NULL || language[0] == '\0' ||
		(g_ascii_isalpha(language[0]) && strlen(language) >= 2 && strlen(language) <= 35 &&
			strspn(language, allowed) == strlen(language)))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s' is no language; write a tag like en, de-AT or kk", language);
	return FALSE;
}

static gboolean
check_outlet(ClArchive *archive, const char *outlet, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document = NULL;

	if (outlet == NULL || outlet[0] == '\0')
		return TRUE;
	document = cl_catalog_get_document(archive->catalog, "outlet", outlet, &why);
	if (document != NULL)
		return TRUE;
	if (why != NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	else
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no outlet '%s'; see: cutline outlet list", outlet);
	return FALSE;
}

static gboolean
set_section(ClStoryRow *story, const char *name, GError **error)
{
	ClSection section = cl_section_from_name(name);

	if (name == NULL)
		return TRUE;
	if (section == CL_N_SECTIONS && name[0] != '\0') {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no section; write editorial, advertorial, promo or ad", name);
		return FALSE;
	}
	g_free(story->section);
	story->section = name[0] == '\0' ? NULL : g_strdup(cl_section_name(section));
	return TRUE;
}

static void
set_text(char **to, const char *text)
{
	if (text == NULL)
		return;
	g_free(*to);
	*to = cl_text_is_blank(text) ? NULL : cl_text_clean(text, -1);
}

static gboolean
apply_change(ClArchive *archive, ClStoryRow *story, const ClStoryChange *change, GError **error)
{
	if (!check_language(change->language, error) || !check_outlet(archive, change->outlet, error) ||
		!set_section(story, change->section, error))
		return FALSE;
	set_text(&story->title, change->title);
	set_text(&story->outlet, change->outlet);
	set_text(&story->language, change->language);
	return TRUE;
}

static gboolean
is_free(ClArchive *archive, const char *slug, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClStoryRow) there = cl_catalog_get_story(archive->catalog, slug, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (there == NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
		"there is a story '%s' already; add to it: cutline story add %s ID", slug, slug);
	return FALSE;
}

ClStoryRow *
cl_archive_story_new(ClArchive *archive, const char *slug, const ClStoryChange *change, GError **error)
{
	g_autoptr(ClStoryRow) story = NULL;
	gboolean ok;

	if (!cl_slug_check(slug, error) || !cl_catalog_begin(archive->catalog, error))
		return NULL;
	story = cl_story_row_new(slug);
	story->added_us = cl_time_now_us();
	ok = is_free(archive, slug, error) && apply_change(archive, story, change, error) &&
		archive_put_story(archive, story, "story-new", error);
	return archive_story_end(archive, ok, NULL, error) ? g_steal_pointer(&story) : NULL;
}

gboolean
cl_archive_story_edit(ClArchive *archive, const char *slug, gint64 if_rev, const ClStoryChange *change,
	GError **error)
{
	g_autoptr(ClStoryRow) story = archive_story_begin(archive, slug, if_rev, error);

	return story != NULL &&
		archive_story_end(archive,
			apply_change(archive, story, change, error) &&
				archive_put_story(archive, story, "story-edit", error),
			NULL, error);
}
