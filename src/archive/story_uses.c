/* SPDX-License-Identifier: MIT
 *
 * Putting photos into a story and saying what this story prints of them: the checks of what is
 * written, and the warning where a photo is used already. Whether it may be published is asked
 * elsewhere.
 */
#include "leave.h"
#include "plan.h"
#include "story_check.h"

#include <cutline/rights.h>
#include <cutline/secret.h>

#include <string.h>

void
cl_reuse_free(ClReuse *reuse)
{
	if (reuse == NULL)
		return;
	cl_use_row_free(reuse->use);
	g_free(reuse->message);
	g_free(reuse);
}

/* --- what is written ------------------------------------------------------------------------- */

static gboolean
refuse_crop(const char *text, const ClFileRow *file, GError **error)
{
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s' is no crop of photo %s; write X,Y,WIDTH,HEIGHT in pixels, inside its %u × %u", text,
		file->photo, file->facts->width, file->facts->height);
	return FALSE;
}

static gboolean
set_crop(ClArchive *archive, ClUseRow *use, const char *text, GError **error)
{
	g_autoptr(ClFileRow) file = cl_catalog_get_file(archive->catalog, use->photo, 0, error);
	g_auto(GStrv) sides = g_strsplit(text, ",", -1);
	guint64 side[4] = { 0 };

	if (file == NULL)
		return FALSE;
	if (text[0] != '\0' && g_strv_length(sides) != 4)
		return refuse_crop(text, file, error);
	for (guint i = 0; sides[i] != NULL; i++)
		if (!g_ascii_string_to_unsigned(
			    g_strstrip(sides[i]), 10, i < 2 ? 0 : 1, CL_MAX_DIMENSION, &side[i], NULL))
			return refuse_crop(text, file, error);
	if (side[0] + side[2] > file->facts->width || side[1] + side[3] > file->facts->height)
		return refuse_crop(text, file, error);
	use->crop_x = (guint32) side[0];
	use->crop_y = (guint32) side[1];
	use->crop_width = (guint32) side[2];
	use->crop_height = (guint32) side[3];
	return TRUE;
}

static gboolean
set_channel(ClUseRow *use, const char *text, GError **error)
{
	if (text[0] != '\0' && cl_channel_from_name(text) == CL_N_CHANNELS) {
		g_autoptr(GString) names = g_string_new(NULL);

		for (guint i = 0; i < CL_N_CHANNELS; i++)
			g_string_append_printf(
				names, "%s%s", i == 0 ? "" : ", ", cl_channel_name((ClChannel) i));
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s' is no channel; write one of %s", text,
			names->str);
		return FALSE;
	}
	g_free(use->channel);
	use->channel = text[0] == '\0' ? NULL : g_strdup(text);
	return TRUE;
}

static gboolean
set_placement(ClUseRow *use, const char *text, GError **error)
{
	g_autofree char *clean = g_strstrip(cl_text_clean(text, -1));

	if (strlen(clean) > CL_MAX_PLACEMENT_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"the placement is longer than %u bytes; write it as the purchase does: cover, "
			"inside …",
			CL_MAX_PLACEMENT_BYTES);
		return FALSE;
	}
	g_free(use->placement);
	use->placement = clean[0] == '\0' ? NULL : g_steal_pointer(&clean);
	return TRUE;
}

/* One line where a line is printed; only a caption may have more. */
static gboolean
set_text(ClUseRow *use, ClUseText text, const char *value, GError **error)
{
	g_autofree char *clean = cl_text_clean(value, -1);

	if (strlen(clean) > CL_MAX_USE_TEXT_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"the %s is longer than %u bytes; write a shorter one",
			cl_field_info(cl_use_text_field(text))->name, CL_MAX_USE_TEXT_BYTES);
		return FALSE;
	}
	if (text != CL_USE_TEXT_CAPTION)
		g_strdelimit(clean, "\n\t", ' ');
	g_clear_pointer(&use->langs[text], g_free);
	g_free(use->texts[text]);
	use->texts[text] = clean[0] == '\0' ? NULL : g_steal_pointer(&clean);
	return TRUE;
}

/* With codes replaced, as in an edit. */
static gboolean
set_texts(ClArchive *archive, ClUseRow *use, const ClUseChange *change, GError **error)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new();
	ClCodes *codes = NULL;
	gboolean ok;

	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		if (change->texts[i] != NULL)
			g_ptr_array_add(texts, (gpointer) change->texts[i]);
	ok = texts->len == 0 || archive_load_codes(archive, texts, &codes, error);
	for (guint i = 0; ok && i < CL_N_USE_TEXTS; i++) {
		g_autofree char *replaced = change->texts[i] != NULL && codes != NULL
			? cl_codes_replace(codes, change->texts[i])
			: g_strdup(change->texts[i]);

		ok = replaced == NULL || set_text(use, (ClUseText) i, replaced, error);
	}
	cl_codes_free(codes);
	return ok;
}

static gboolean
apply_change(ClArchive *archive, ClUseRow *use, const ClUseChange *change, GError **error)
{
	if (!set_texts(archive, use, change, error))
		return FALSE;
	if (change->decorative && change->texts[CL_USE_TEXT_ALT_TEXT] != NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a picture is decorative or has an alternative text, not both");
		return FALSE;
	}
	if (change->decorative) {
		g_free(use->texts[CL_USE_TEXT_ALT_TEXT]);
		use->texts[CL_USE_TEXT_ALT_TEXT] = g_strdup("");
	}
	return (change->crop == NULL || set_crop(archive, use, change->crop, error)) &&
		(change->channel == NULL || set_channel(use, change->channel, error)) &&
		(change->placement == NULL || set_placement(use, change->placement, error));
}

/* --- used again -------------------------------------------------------------------------------- */

static char *
say_reuse(ClArchive *archive, const ClUseRow *use, gboolean same_story)
{
	g_autofree char *day =
		archive_day_text(archive, use->published_us != 0 ? use->published_us : use->added_us);

	if (same_story)
		return g_strdup_printf("photo %s stands in story '%s' already; twice in one story is "
				       "for a person to decide",
			use->photo, use->story);
	return g_strdup_printf("photo %s is used elsewhere: %s in story '%s' on %s", use->photo,
		use->published_us != 0 ? "published" : "reserved", use->story, day);
}

gboolean
archive_note_reuse(ClArchive *archive, const ClUseRow *asked, GPtrArray *reuse, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, asked->photo, error);

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = g_ptr_array_index(uses, i);
		ClReuse *found;

		/* Handing a picture to a partner is no second use of ours, nor is a digest's of this one. */
		if (strcmp(use->id, asked->id) == 0 || strcmp(use->of, asked->id) == 0 ||
			use->partner != NULL ||
			(use->state == CL_USE_REMOVED && use->published_us == 0))
			continue;
		found = g_new0(ClReuse, 1);
		found->use = cl_use_row_copy(use);
		found->same_story =
			use->state != CL_USE_REMOVED && strcmp(use->story, asked->story) == 0;
		found->message = say_reuse(archive, use, found->same_story);
		g_ptr_array_add(reuse, found);
	}
	return uses != NULL;
}

/* --- in ---------------------------------------------------------------------------------------- */

static gboolean
refuse_killed(ClArchive *archive, const char *photo, GError **error)
{
	g_autoptr(ClPhotoRow) row = cl_catalog_get_photo(archive->catalog, photo, error);
	const ClExport leaving = { .kind = CL_EXPORT_JPEG };

	if (row == NULL)
		return FALSE;
	return strcmp(row->state, "killed") != 0 || archive_may_be_shown(archive, row, &leaving, error);
}

static ClUseRow *
new_use(ClArchive *archive, const ClStoryRow *story, const char *text, GError **error)
{
	g_autoptr(ClUseRow) use = g_new0(ClUseRow, 1);
	guint8 bytes[CL_USE_ID_BYTES];
	guint version;

	if (!cl_archive_find(archive, text, use->photo, &version, error) ||
		!refuse_killed(archive, use->photo, error))
		return NULL;
	cl_random_bytes(bytes, sizeof bytes);
	cl_use_id_from_bytes(bytes, use->id);
	use->story = g_strdup(story->slug);
	use->added_us = cl_time_now_us();
	return archive_see(archive, use, story->language, error) ? g_steal_pointer(&use) : NULL;
}

/* A draft holds its place in the quota of what it rests on. */
static gboolean
reserve(ClArchive *archive, const ClStoryRow *story, const ClUseRow *use, GError **error)
{
	const ClStoryAsk now = { 0 };
	const ArchiveAsk ask = { .asked = &now };
	g_autoptr(ClUseCheck) check = archive_check_use(archive, story, use, NULL, &ask, error);

	return check != NULL &&
		archive_spend(archive, use, check->verdict, use->added_us, FALSE, error);
}

static gboolean
add_one(ClArchive *archive, ClStoryRow *story, const char *photo, const ClUseChange *change, guint at,
	GPtrArray *added, GPtrArray *reuse, GError **error)
{
	ClUseRow *use = new_use(archive, story, photo, error);

	if (use == NULL)
		return FALSE;
	g_ptr_array_add(added, use);
	return (reuse == NULL || archive_note_reuse(archive, use, reuse, error)) &&
		(change == NULL || apply_change(archive, use, change, error)) &&
		archive_story_place(archive, story, NULL, at, &use->position, error) &&
		archive_put_use(archive, use, "use-reserve", error) &&
		reserve(archive, story, use, error);
}

static GPtrArray *
photos_of(const GPtrArray *uses)
{
	GPtrArray *photos = g_ptr_array_new();

	for (guint i = 0; i < uses->len; i++)
		g_ptr_array_add(photos, ((ClUseRow *) uses->pdata[i])->photo);
	return photos;
}

GPtrArray *
cl_archive_story_add(ClArchive *archive, const char *slug, gint64 if_rev, const char *const *photos,
	const ClUseChange *change, guint at, GPtrArray *reuse, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_story_begin(archive, slug, if_rev, error);
	g_autoptr(GPtrArray) added =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_use_row_free);
	g_autoptr(GPtrArray) touched = NULL;
	gboolean ok = story != NULL;

	if (!ok)
		return NULL;
	for (guint i = 0; ok && photos[i] != NULL; i++)
		ok = add_one(archive, story, photos[i], change, at == 0 ? 0 : at + i, added, reuse, error);
	touched = photos_of(added);
	return archive_story_end(archive, ok, touched, error) ? g_steal_pointer(&added) : NULL;
}

static gboolean
edit_entry(ClArchive *archive, const ArchiveStoryEntry *entry, const ClUseChange *change, GError **error)
{
	if (entry->use == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is a story; change it by its own name", entry->part->slug);
		return FALSE;
	}
	return apply_change(archive, entry->use, change, error) &&
		archive_put_use(archive, entry->use, "use-edit", error);
}

ClUseRow *
cl_archive_use_edit(ClArchive *archive, const char *slug, gint64 if_rev, const char *what,
	const ClUseChange *change, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_story_begin(archive, slug, if_rev, error);
	g_auto(ArchiveStoryEntry) entry = { 0 };
	gboolean ok = story != NULL;

	if (!ok)
		return NULL;
	ok = archive_story_entry(archive, story, what, &entry, error) &&
		edit_entry(archive, &entry, change, error);
	return archive_story_end(archive, ok, NULL, error) ? g_steal_pointer(&entry.use) : NULL;
}
