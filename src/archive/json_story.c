/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of stories and uses as JSON: `story … --json`, "uses" of `show --json`, and the
 * same over HTTP.
 */
#include <cutline/answers.h>
#include <cutline/story.h>

static void
write_texts(ClJson *json, char *const texts[CL_N_USE_TEXTS])
{
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		cl_json_string(
			json, cl_field_info(cl_use_text_field((ClUseText)i))->name, texts[i]);
}

static void
write_crop(ClJson *json, const ClUseRow *use)
{
	if (use->crop_width == 0) {
		cl_json_null(json, "crop");
		return;
	}
	cl_json_begin_object(json, "crop");
	cl_json_int(json, "x", use->crop_x);
	cl_json_int(json, "y", use->crop_y);
	cl_json_int(json, "width", use->crop_width);
	cl_json_int(json, "height", use->crop_height);
	cl_json_end_object(json);
}

static void
write_use_keys(ClJson *json, const ClUseRow *use)
{
	cl_json_string(json, "id", use->id);
	cl_json_string(json, "story", use->story);
	cl_json_string(json, "photo", use->photo);
	cl_json_string(json, "state", cl_use_state_name(use->state));
	cl_json_string(json, "channel", use->channel);
	cl_json_string(json, "placement", use->placement);
	cl_json_string(json, "partner", use->partner);
	cl_json_string(json, "of", use->of[0] ? use->of : NULL);
	write_texts(json, use->texts);
	write_crop(json, use);
	cl_json_write_time(json, "added", use->added_us);
	cl_json_write_time(json, "published", use->published_us);
	cl_json_write_time(json, "removed", use->removed_us);
}

void
cl_json_write_use(ClJson *json, const char *key, const ClUseRow *use)
{
	cl_json_begin_object(json, key);
	write_use_keys(json, use);
	cl_json_end_object(json);
}

void
cl_json_write_story_item(ClJson *json, const char *key, const ClStoryItem *item, guint place)
{
	cl_json_begin_object(json, key);
	cl_json_int(json, "place", place);
	if (item->part) {
		cl_json_write_story_row(json, "part", item->part);
	} else {
		cl_json_begin_object(json, "use");
		write_use_keys(json, item->use);
		cl_json_begin_object(json, "printed");
		write_texts(json, item->printed);
		cl_json_end_object(json);
		cl_json_end_object(json);
	}
	cl_json_end_object(json);
}

static void
write_story_keys(ClJson *json, const ClStoryRow *story)
{
	cl_json_string(json, "slug", story->slug);
	cl_json_int(json, "rev", story->rev);
	cl_json_string(json, "title", story->title);
	cl_json_string(json, "outlet", story->outlet);
	cl_json_string(json, "language", story->language);
	cl_json_string(json, "section", story->section);
	cl_json_string(json, "state", cl_story_state_name(story->state));
	cl_json_string(json, "url", story->url);
	cl_json_write_time(json, "added", story->added_us);
	cl_json_write_time(json, "published", story->published_us);
}

void
cl_json_write_story_row(ClJson *json, const char *key, const ClStoryRow *story)
{
	cl_json_begin_object(json, key);
	write_story_keys(json, story);
	cl_json_end_object(json);
}

static void
write_uses(ClJson *json, const char *key, const GPtrArray *uses)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; i < uses->len; i++)
		cl_json_write_use(json, NULL, uses->pdata[i]);
	cl_json_end_array(json);
}

void
cl_json_write_story(ClJson *json, const char *key, const ClStoryShown *shown)
{
	cl_json_begin_object(json, key);
	write_story_keys(json, shown->story);
	cl_json_begin_array(json, "items");
	for (guint i = 0; i < shown->items->len; i++)
		cl_json_write_story_item(json, NULL, shown->items->pdata[i], i + 1);
	cl_json_end_array(json);
	write_uses(json, "partners", shown->partners);
	write_uses(json, "removed", shown->removed);
	write_uses(json, "carried", shown->carried);
	cl_json_begin_array(json, "publications");
	for (guint i = 0; i < shown->publications->len; i++)
		cl_json_write_publication(json, NULL, shown->publications->pdata[i]);
	cl_json_end_array(json);
	cl_json_begin_array(json, "digests");
	for (guint i = 0; i < shown->digests->len; i++)
		cl_json_string(json, NULL, shown->digests->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
}

void
cl_json_write_reuse(ClJson *json, const char *key, const ClReuse *reuse)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "code", "REUSE");
	cl_json_string(json, "severity", reuse->same_story ? "review" : "note");
	cl_json_string(json, "message", reuse->message);
	cl_json_string(json, "use", reuse->use->id);
	cl_json_string(json, "story", reuse->use->story);
	cl_json_string(json, "state", cl_use_state_name(reuse->use->state));
	cl_json_end_object(json);
}

void
cl_json_write_use_update(ClJson *json, const char *key, const ClUseUpdate *update)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "use", update->use->id);
	cl_json_string(json, "story", update->use->story);
	cl_json_string(json, "photo", update->use->photo);
	cl_json_string(json, "state", cl_use_state_name(update->use->state));
	cl_json_string(json, "field", cl_field_info(cl_use_text_field(update->text))->name);
	cl_json_string(json, "before", update->before);
	cl_json_string(json, "after", update->after);
	cl_json_string(json, "printed", update->printed);
	cl_json_bool(json, "own", update->own);
	cl_json_string(json, "merged", update->merged);
	cl_json_end_object(json);
}
