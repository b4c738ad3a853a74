/* SPDX-License-Identifier: MIT
 *
 * What was issued of a photo: the addresses and hashes of the files that readers were sent, as each
 * publication recorded them, and the tags by which shared caches drop all of them. A kill and its takedowns
 * name them; who must act on which is decided here, by the story.
 */
#include "composite.h"
#include "kill.h"
#include "story.h"

#include <string.h>

static void
issued_free(gpointer data)
{
	ClIssued *issued = data;

	g_free(issued->story);
	g_free(issued->url);
	g_free(issued->sha256);
	g_free(issued);
}

static gboolean
is_there(const GPtrArray *all, const ClIssued *one)
{
	for (guint i = 0; i < all->len; i++) {
		const ClIssued *other = all->pdata[i];

		if (strcmp(one->url, other->url) == 0 && strcmp(one->sha256, other->sha256) == 0)
			return TRUE;
	}
	return FALSE;
}

static void
add_file(GPtrArray *all, const char *story, gint64 at_us, GVariant *file)
{
	ClIssued *issued = g_new0(ClIssued, 1);

	issued->story = g_strdup(story);
	issued->at_us = at_us;
	if (g_variant_is_of_type(file, G_VARIANT_TYPE_VARDICT) &&
		g_variant_lookup(file, "url", "s", &issued->url) &&
		g_variant_lookup(file, "sha256", "s", &issued->sha256) && !is_there(all, issued))
		g_ptr_array_add(all, issued);
	else
		issued_free(issued);
}

static void
add_use(GPtrArray *all, const char *story, gint64 at_us, const char *photo, GVariant *use)
{
	g_autoptr(GVariantIter) files = NULL;
	const char *its = NULL;
	GVariant *file;

	if (!g_variant_is_of_type(use, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(use, "photo", "&s", &its) || strcmp(its, photo) != 0 ||
		!g_variant_lookup(use, "files", "av", &files))
		return;
	while (g_variant_iter_next(files, "v", &file)) {
		add_file(all, story, at_us, file);
		g_variant_unref(file);
	}
}

static void
add_publication(GPtrArray *all, const char *story, const char *photo, const ClEventRow *event)
{
	gboolean is_it = strcmp(event->kind, ARCHIVE_RENDITIONS) == 0 && event->payload != NULL;
	g_autoptr(GVariant) said = is_it ? cl_json_parse(event->payload, -1, NULL) : NULL;
	g_autoptr(GVariantIter) uses = NULL;
	gint64 at_us = event->at_us;
	GVariant *use;

	if (said == NULL || !g_variant_is_of_type(said, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(said, "uses", "av", &uses))
		return;
	g_variant_lookup(said, "at_us", "x", &at_us);
	while (g_variant_iter_next(uses, "v", &use)) {
		add_use(all, story, at_us, photo, use);
		g_variant_unref(use);
	}
}

/* A cache has the files of all stories; a partner has its own, by no address of ours. */
static gboolean
is_asked_for(const ClTakedown *takedown, const char *story)
{
	g_autofree char *behind = g_strdup_printf(" (%s)", story);

	if (strcmp(takedown->actor, "partner") == 0)
		return FALSE;
	return strcmp(takedown->actor, "cdn") == 0 || strcmp(takedown->target, story) == 0 ||
		g_str_has_suffix(takedown->target, behind);
}

gboolean
kill_find_issued(ClArchive *archive, const char *photo, const ClTakedown *asked, GPtrArray *all,
	GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, photo, error);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];
		g_autofree char *subject = archive_story_subject(use->story);
		g_autoptr(GPtrArray) events = NULL;

		if (use->published_us == 0 || !g_hash_table_add(seen, use->story) ||
			(asked != NULL && !is_asked_for(asked, use->story)))
			continue;
		events = cl_catalog_list_events(archive->catalog, subject, 0, G_MAXINT, error);
		for (guint j = 0; events != NULL && j < events->len; j++)
			add_publication(all, use->story, photo, events->pdata[j]);
		if (events == NULL)
			return FALSE;
	}
	return uses != NULL;
}

GPtrArray *
kill_issued_new(void)
{
	return g_ptr_array_new_with_free_func(issued_free);
}

gboolean
kill_find_tags(ClArchive *archive, const char *photo, GPtrArray *tags, GError **error)
{
	g_autoptr(GPtrArray) composites = archive_all_composites(archive, photo, error);

	g_ptr_array_add(tags, g_strconcat(CL_PHOTO_TAG, photo, NULL));
	for (guint i = 0; composites != NULL && i < composites->len; i++)
		g_ptr_array_add(tags, g_strconcat(CL_PHOTO_TAG, composites->pdata[i], NULL));
	return composites != NULL;
}

gboolean
cl_archive_issued(ClArchive *archive, const ClTakedown *takedown, GPtrArray **issued, GPtrArray **tags,
	GError **error)
{
	g_autoptr(GPtrArray) found = kill_issued_new();
	g_autoptr(GPtrArray) its = g_ptr_array_new_with_free_func(g_free);

	if (!kill_find_issued(archive, takedown->photo, takedown, found, error) ||
		!kill_find_tags(archive, takedown->photo, its, error))
		return FALSE;
	*issued = g_steal_pointer(&found);
	*tags = g_steal_pointer(&its);
	return TRUE;
}
