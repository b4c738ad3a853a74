/* SPDX-License-Identifier: MIT
 *
 * What changed in the archive under a story: every text that the story overrode or has printed and
 * of which the archive says otherwise now, by an editor or by a new version from the agency. A
 * person then takes the new text, keeps the story's, or has both merged.
 */
#include "story_check.h"

#include <cutline/diff.h>

#include <string.h>

#define PAGE 1000U

void
cl_use_update_free(ClUseUpdate *update)
{
	if (update == NULL)
		return;
	cl_use_row_free(update->use);
	g_free(update->before);
	g_free(update->after);
	g_free(update->printed);
	g_free(update->merged);
	g_free(update);
}

/* What stands on the page: the use's own words, else what the archive said when it went out. */
static char *
printed_text(const ClUseRow *use, ClUseText text)
{
	return g_strdup(use->texts[text] != NULL ? use->texts[text] : use->seen[text]);
}

/* Nothing is printed of a draft that says nothing itself: it will print the new text. */
static gboolean
is_concerned(const ClUseRow *use, ClUseText text)
{
	if (use->texts[text] != NULL)
		return TRUE;
	/* An alternative text that was missing is no text that was printed. */
	return use->state == CL_USE_PUBLISHED &&
		(text != CL_USE_TEXT_ALT_TEXT || use->seen[text] != NULL);
}

static char *
merge(const ClUseUpdate *update)
{
	if (update->before == NULL || update->after == NULL || update->printed == NULL)
		return NULL;
	return cl_merge_words(update->before, update->printed, update->after);
}

static ClUseUpdate *
new_update(const ClUseRow *use, ClUseText text, const char *now)
{
	ClUseUpdate *update = g_new0(ClUseUpdate, 1);

	update->use = cl_use_row_copy(use);
	update->text = text;
	update->before = g_strdup(use->seen[text]);
	update->after = g_strdup(now);
	update->printed = printed_text(use, text);
	update->own = use->texts[text] != NULL;
	update->merged = merge(update);
	return update;
}

gboolean
archive_use_updates(ClArchive *archive, const ClUseRow *use, const char *lang, GPtrArray *updates,
	GError **error)
{
	char *now[CL_N_USE_TEXTS] = { NULL };

	if (!archive_use_texts(archive, use->photo, use, lang, now, error))
		return FALSE;
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		if (is_concerned(use, (ClUseText) i) && g_strcmp0(now[i], use->seen[i]) != 0 &&
			g_strcmp0(now[i], use->texts[i]) != 0)
			g_ptr_array_add(updates, new_update(use, (ClUseText) i, now[i]));
	archive_clear_texts(now);
	return TRUE;
}

static gboolean
updates_of_story(ClArchive *archive, const char *slug, GPtrArray *updates, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_need_story(archive, slug, error);
	g_autoptr(GPtrArray) uses =
		story == NULL ? NULL : cl_catalog_list_uses(archive->catalog, slug, error);

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (use->state != CL_USE_REMOVED &&
			!archive_use_updates(archive, use, story->language, updates, error))
			return FALSE;
	}
	return uses != NULL;
}

/* The languages of stories, as far as they were met; "" = none. */
static gboolean
language_of(ClArchive *archive, GHashTable *languages, const char *slug, const char **lang, GError **error)
{
	const char *known = g_hash_table_lookup(languages, slug);

	if (known == NULL) {
		g_autoptr(ClStoryRow) story = archive_need_story(archive, slug, error);
		char *language;

		if (story == NULL)
			return FALSE;
		language = g_strdup(story->language != NULL ? story->language : "");
		g_hash_table_insert(languages, g_strdup(slug), language);
		known = language;
	}
	*lang = known[0] == '\0' ? NULL : known;
	return TRUE;
}

static gboolean
updates_of_all(ClArchive *archive, GPtrArray *updates, GError **error)
{
	g_autoptr(GHashTable) languages =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autofree char *after = g_strdup("");

	for (;;) {
		g_autoptr(GPtrArray) uses =
			cl_catalog_list_live_uses(archive->catalog, after, PAGE, error);

		if (uses == NULL)
			return FALSE;
		if (uses->len == 0)
			return TRUE;
		for (guint i = 0; i < uses->len; i++) {
			const ClUseRow *use = uses->pdata[i];
			const char *lang;

			/* A digest that is not out is told by the story that it shows. */
			if (archive_is_carried(use) && use->state != CL_USE_PUBLISHED)
				continue;
			if (!language_of(archive, languages, use->story, &lang, error) ||
				!archive_use_updates(archive, use, lang, updates, error))
				return FALSE;
		}
		g_free(after);
		after = g_strdup(((ClUseRow *) uses->pdata[uses->len - 1])->id);
	}
}

GPtrArray *
cl_archive_story_updates(ClArchive *archive, const char *slug, GError **error)
{
	g_autoptr(GPtrArray) updates =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_use_update_free);
	gboolean ok = slug != NULL ? updates_of_story(archive, slug, updates, error)
				   : updates_of_all(archive, updates, error);

	return ok ? g_steal_pointer(&updates) : NULL;
}

/* --- settled --------------------------------------------------------------------------------- */

static gboolean
refuse_merge(const ClUseUpdate *update, GError **error)
{
	const char *field = cl_field_info(cl_use_text_field(update->text))->name;

	g_set_error(error, CL_ERROR, CL_ERROR_REVIEW,
		"the %s of photo %s was changed in the same place by both; write it: cutline story edit %s "
		"%s …, then --keep",
		field, update->use->photo, update->use->story, update->use->id);
	return FALSE;
}

static gboolean
settle(ClUseRow *use, const ClUseUpdate *update, ClUpdateHow how, GError **error)
{
	ClUseText text = update->text;
	const char *own = NULL;

	switch (how) {
	case CL_UPDATE_TAKE:
		break;
	case CL_UPDATE_KEEP:
		own = update->printed != NULL ? update->printed : "";
		break;
	case CL_UPDATE_MERGE:
		if (update->merged == NULL)
			return refuse_merge(update, error);
		own = update->merged;
		break;
	}
	g_free(use->texts[text]);
	/* What the archive says now needs no words of its own. */
	use->texts[text] = g_strcmp0(own, update->after) == 0 ? NULL : g_strdup(own);
	g_free(use->seen[text]);
	use->seen[text] = g_strdup(update->after);
	return TRUE;
}

static gboolean
settle_use(ClArchive *archive, const ClStoryRow *story, ClUseRow *use, const ClSettle *request,
	guint *n_settled, GError **error)
{
	g_autoptr(GPtrArray) updates =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_use_update_free);
	g_autoptr(ClEffective) effective = cl_catalog_get_effective(archive->catalog, use->photo, error);

	if (effective == NULL || !archive_use_updates(archive, use, story->language, updates, error))
		return FALSE;
	for (guint i = 0; i < updates->len; i++) {
		const ClUseUpdate *update = updates->pdata[i];

		if (request->texts != 0 && (request->texts & 1U << update->text) == 0)
			continue;
		if (!settle(use, update, request->how, error))
			return FALSE;
		/* What is kept is in the language in which it was taken. */
		if (request->how != CL_UPDATE_KEEP)
			archive_see_lang(effective, story->language, use, update->text);
		++*n_settled;
	}
	return *n_settled == 0 || archive_put_use(archive, use, "use-update", error);
}

/* What a digest took from its stories, and what a partner has, is no entry: by its id, or its photo's. */
static ClUseRow *
find_beside(ClArchive *archive, const ClStoryRow *story, const char *what, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses(archive->catalog, story->slug, error);
	char photo[CL_ID_CHARS + 1] = "";
	guint version;

	if (!cl_archive_find(archive, what, photo, &version, NULL))
		photo[0] = '\0';
	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (use->state != CL_USE_REMOVED &&
			(strcmp(use->id, what) == 0 || strcmp(use->photo, photo) == 0))
			return cl_use_row_copy(use);
	}
	return NULL;
}

static gboolean
find_use(ClArchive *archive, const ClStoryRow *story, const char *what, ArchiveStoryEntry *entry,
	GError **error)
{
	g_autoptr(GError) why = NULL;

	if (archive_story_entry(archive, story, what, entry, &why))
		return TRUE;
	entry->use = g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)
		? find_beside(archive, story, what, NULL)
		: NULL;
	if (entry->use != NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

static gboolean
settle_entry(ClArchive *archive, const ClStoryRow *story, const char *what, const ClSettle *request,
	guint *n_settled, GPtrArray *photos, GError **error)
{
	g_auto(ArchiveStoryEntry) entry = { 0 };

	if (!find_use(archive, story, what, &entry, error))
		return FALSE;
	if (entry.use == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s' is a story; name it by itself", what);
		return FALSE;
	}
	g_ptr_array_add(photos, g_strdup(entry.use->photo));
	return settle_use(archive, story, entry.use, request, n_settled, error);
}

gboolean
cl_settle_add_field(ClSettle *request, const char *name, GError **error)
{
	ClUseText text = cl_use_text_from_field(cl_field_from_name(name));
	g_autoptr(GString) known = g_string_new(NULL);
	g_autofree char *shown = cl_text_printable(name);

	if (text != CL_N_USE_TEXTS) {
		request->texts |= 1U << text;
		return TRUE;
	}
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		g_string_append_printf(known, "%s%s", i == 0 ? "" : i + 1 == CL_N_USE_TEXTS ? " or " : ", ",
			cl_field_info(cl_use_text_field((ClUseText) i))->name);
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "a use prints %s, not '%s'", known->str, shown);
	return FALSE;
}

gboolean
cl_archive_settle_updates(ClArchive *archive, const char *slug, gint64 if_rev, const char *what,
	const ClSettle *request, guint *n_settled, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_story_begin(archive, slug, if_rev, error);
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);

	*n_settled = 0;
	return story != NULL &&
		archive_story_end(archive,
			settle_entry(archive, story, what, request, n_settled, photos, error), photos, error);
}
