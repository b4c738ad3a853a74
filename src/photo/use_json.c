/* SPDX-License-Identifier: MIT
 *
 * Stories and uses as events carry them: whole, so that the last event of each is its state. What
 * is read back may have been changed on the disk: every part is checked.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/json.h>
#include <cutline/use.h>

/* --- writing ------------------------------------------------------------------------------ */

static void
write_text(ClJson *json, const char *key, const char *value)
{
	if (value != NULL)
		cl_json_string(json, key, value);
}

static void
write_time(ClJson *json, const char *key, gint64 time_us)
{
	if (time_us != 0)
		cl_json_int(json, key, time_us);
}

static void
write_texts(ClJson *json, const char *key, char *const texts[CL_N_USE_TEXTS])
{
	cl_json_begin_object(json, key);
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		write_text(json, cl_field_info(cl_use_text_field((ClUseText)i))->name, texts[i]);
	cl_json_end_object(json);
}

char *
cl_use_to_json(const ClUseRow *use)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "use", use->id);
	cl_json_string(json, "story", use->story);
	cl_json_string(json, "photo", use->photo);
	cl_json_int(json, "position", use->position);
	cl_json_string(json, "state", cl_use_state_name(use->state));
	write_text(json, "channel", use->channel);
	write_text(json, "placement", use->placement);
	write_text(json, "partner", use->partner);
	write_text(json, "of", use->of[0] != '\0' ? use->of : NULL);
	write_texts(json, "texts", use->texts);
	write_texts(json, "seen", use->seen);
	write_texts(json, "langs", use->langs);
	if (use->crop_width != 0) {
		cl_json_begin_array(json, "crop");
		cl_json_int(json, NULL, use->crop_x);
		cl_json_int(json, NULL, use->crop_y);
		cl_json_int(json, NULL, use->crop_width);
		cl_json_int(json, NULL, use->crop_height);
		cl_json_end_array(json);
	}
	write_time(json, "added_us", use->added_us);
	write_time(json, "published_us", use->published_us);
	write_time(json, "removed_us", use->removed_us);
	cl_json_end_object(json);
	return cl_json_take(json);
}

char *
cl_story_to_json(const ClStoryRow *story)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "story", story->slug);
	cl_json_string(json, "state", cl_story_state_name(story->state));
	write_text(json, "title", story->title);
	write_text(json, "outlet", story->outlet);
	write_text(json, "language", story->language);
	write_text(json, "section", story->section);
	write_text(json, "url", story->url);
	write_time(json, "added_us", story->added_us);
	write_time(json, "published_us", story->published_us);
	write_time(json, "unpublished_us", story->unpublished_us);
	cl_json_begin_array(json, "parts");
	for (guint i = 0; i < story->parts->len; i++) {
		const ClStoryPart *part = g_ptr_array_index(story->parts, i);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "story", part->slug);
		cl_json_int(json, "position", part->position);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* --- reading ------------------------------------------------------------------------------ */

static GVariant *
read_object(const char *text, GError **error)
{
	GVariant *json = cl_json_parse(text, -1, error);

	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		return json;
	g_clear_pointer(&json, g_variant_unref);
	if (error != NULL && *error == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "no object of a story or use");
	return NULL;
}

static void
read_texts(GVariant *json, const char *key, char *texts[CL_N_USE_TEXTS])
{
	g_autoptr(GVariant) object = g_variant_lookup_value(json, key, G_VARIANT_TYPE_VARDICT);

	for (guint i = 0; object != NULL && i < CL_N_USE_TEXTS; i++)
		g_variant_lookup(object, cl_field_info(cl_use_text_field((ClUseText)i))->name, "s",
			&texts[i]);
}

static gboolean
read_side(GVariant *crop, gsize i, guint32 *side)
{
	g_autoptr(GVariant) boxed = g_variant_get_child_value(crop, i);
	g_autoptr(GVariant) value = g_variant_get_variant(boxed);
	gint64 number;

	if (!g_variant_is_of_type(value, G_VARIANT_TYPE_INT64))
		return FALSE;
	number = g_variant_get_int64(value);
	*side = (guint32)number;
	return number >= 0 && number <= G_MAXINT32;
}

static gboolean
read_crop(GVariant *json, ClUseRow *use)
{
	g_autoptr(GVariant) crop = g_variant_lookup_value(json, "crop", G_VARIANT_TYPE("av"));

	return crop == NULL ||
		(g_variant_n_children(crop) == 4 && read_side(crop, 0, &use->crop_x) &&
			read_side(crop, 1, &use->crop_y) && read_side(crop, 2, &use->crop_width) &&
			read_side(crop, 3, &use->crop_height));
}

/* A text of a fixed length into a field of the row. */
static gboolean
read_id(GVariant *json, const char *key, char *id, gsize n_chars)
{
	const char *text;

	if (!g_variant_lookup(json, key, "&s", &text) || strlen(text) != n_chars)
		return FALSE;
	memcpy(id, text, n_chars + 1);
	return TRUE;
}

ClUseRow *
cl_use_from_json(const char *text, GError **error)
{
	g_autoptr(GVariant) json = read_object(text, error);
	g_autoptr(ClUseRow) use = g_new0(ClUseRow, 1);
	const char *state;

	if (json == NULL)
		return NULL;
	if (!read_id(json, "use", use->id, CL_USE_ID_CHARS) || !cl_use_id_valid(use->id) ||
		!read_id(json, "photo", use->photo, CL_ID_CHARS) ||
		!g_variant_lookup(json, "story", "s", &use->story) ||
		!g_variant_lookup(json, "position", "x", &use->position) ||
		!g_variant_lookup(json, "state", "&s", &state) ||
		(use->state = cl_use_state_from_name(state)) == CL_N_USE_STATES ||
		!read_crop(json, use)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "no use of a photo in a story");
		return NULL;
	}
	g_variant_lookup(json, "channel", "s", &use->channel);
	g_variant_lookup(json, "placement", "s", &use->placement);
	g_variant_lookup(json, "partner", "s", &use->partner);
	read_id(json, "of", use->of, CL_USE_ID_CHARS);
	read_texts(json, "texts", use->texts);
	read_texts(json, "seen", use->seen);
	read_texts(json, "langs", use->langs);
	g_variant_lookup(json, "added_us", "x", &use->added_us);
	g_variant_lookup(json, "published_us", "x", &use->published_us);
	g_variant_lookup(json, "removed_us", "x", &use->removed_us);
	return g_steal_pointer(&use);
}

static gboolean
read_parts(GVariant *json, GPtrArray *parts)
{
	g_autoptr(GVariant) list = g_variant_lookup_value(json, "parts", G_VARIANT_TYPE("av"));

	for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) object = g_variant_get_variant(boxed);
		ClStoryPart *part = g_new0(ClStoryPart, 1);

		g_ptr_array_add(parts, part);
		if (!g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT) ||
			!g_variant_lookup(object, "story", "s", &part->slug) ||
			!g_variant_lookup(object, "position", "x", &part->position))
			return FALSE;
	}
	return TRUE;
}

ClStoryRow *
cl_story_from_json(const char *text, GError **error)
{
	g_autoptr(GVariant) json = read_object(text, error);
	g_autoptr(ClStoryRow) story = NULL;
	const char *slug, *state;

	if (json == NULL)
		return NULL;
	if (!g_variant_lookup(json, "story", "&s", &slug) ||
		!g_variant_lookup(json, "state", "&s", &state) ||
		cl_story_state_from_name(state) == CL_N_STORY_STATES) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "no story");
		return NULL;
	}
	story = cl_story_row_new(slug);
	story->state = cl_story_state_from_name(state);
	if (!read_parts(json, story->parts)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "story %s: its parts cannot be read", slug);
		return NULL;
	}
	g_variant_lookup(json, "title", "s", &story->title);
	g_variant_lookup(json, "outlet", "s", &story->outlet);
	g_variant_lookup(json, "language", "s", &story->language);
	g_variant_lookup(json, "section", "s", &story->section);
	g_variant_lookup(json, "url", "s", &story->url);
	g_variant_lookup(json, "added_us", "x", &story->added_us);
	g_variant_lookup(json, "published_us", "x", &story->published_us);
	g_variant_lookup(json, "unpublished_us", "x", &story->unpublished_us);
	return g_steal_pointer(&story);
}
