/* SPDX-License-Identifier: MIT
 *
 * All that a story shows, in its order, judged. What a digest shows of its stories is a use of its own for
 * each use of theirs, so that it counts, is watched as long as the digest stands, and a kill finds the
 * digest's page, too. It says what the story's use says, and is judged as part of that story: a digest is no
 * other context.
 */
#include "story_check.h"

#include <cutline/secret.h>

#include <string.h>

#define MAX_DEPTH 8U

gboolean
archive_is_carried(const ClUseRow *use)
{
	return use->of[0] != '\0' && use->partner == NULL;
}

char *
archive_story_about(ClArchive *archive, const ClUseRow *use, GError **error)
{
	g_autoptr(ClUseRow) of =
		archive_is_carried(use) ? cl_catalog_get_use(archive->catalog, use->of, error) : NULL;

	return g_strdup(of != NULL ? of->story : use->story);
}

typedef struct {
	ClArchive *archive;
	const ClStoryRow *digest; /* or a story without others in it */
	const ArchiveAsk *ask;
	GPtrArray *there; /* ClUseRow*: of it, from before */
	ClStoryCheck *all;
} Carry;

/* The one from an earlier publication, or a new one; not written yet. What its story says of the place in its
 * page says nothing of the place in this one. */
static ClUseRow *
carried_use(const Carry *carry, const ClUseRow *of)
{
	guint8 bytes[CL_USE_ID_BYTES];
	ClUseRow *use;

	for (guint i = 0; i < carry->there->len; i++) {
		const ClUseRow *there = carry->there->pdata[i];

		if (archive_is_carried(there) && strcmp(there->of, of->id) == 0)
			return cl_use_row_copy(there);
	}
	use = cl_use_row_copy(of);
	g_free(use->story);
	use->story = g_strdup(carry->digest->slug);
	memcpy(use->of, of->id, sizeof use->of);
	use->state = CL_USE_RESERVED;
	g_clear_pointer(&use->placement, g_free);
	use->added_us = cl_time_now_us();
	use->published_us = use->removed_us = 0;
	cl_random_bytes(bytes, sizeof bytes);
	cl_use_id_from_bytes(bytes, use->id);
	return use;
}

/* As the story prints it now: once that is out, what it printed then. Its own words are its language's. */
static void
say_the_same(const Carry *carry, const ClStoryRow *part, const ClUseRow *of,
	char *const printed[CL_N_USE_TEXTS], ClUseRow *use)
{
	for (guint i = 0; i < CL_N_USE_TEXTS; i++) {
		g_free(use->texts[i]);
		use->texts[i] = g_strdup(of->state == CL_USE_PUBLISHED ? printed[i] : of->texts[i]);
		if (of->texts[i] != NULL && use->langs[i] == NULL)
			use->langs[i] = g_strdup(part->language);
	}
	use->crop_x = of->crop_x;
	use->crop_y = of->crop_y;
	use->crop_width = of->crop_width;
	use->crop_height = of->crop_height;
	use->position = (gint64) carry->all->uses->len + 1;
	g_free(use->channel);
	use->channel = g_strdup(carry->ask->asked->channel);
}

static gboolean
judge(Carry *carry, const ClUseRow *use, const ClUseRow *of, GError **error)
{
	ClUseCheck *check = archive_check_use(carry->archive, carry->digest, use, of, carry->ask, error);

	if (check == NULL)
		return FALSE;
	g_ptr_array_add(carry->all->uses, check);
	carry->all->worst = MAX(carry->all->worst, check->worst);
	carry->all->stop = carry->all->stop || check->verdict->stop;
	return TRUE;
}

static gboolean
carry_use(Carry *carry, const ClStoryRow *part, const ClUseRow *of, GError **error)
{
	g_autoptr(ClUseRow) use = carried_use(carry, of);
	char *printed[CL_N_USE_TEXTS] = { NULL };

	if (!archive_printed_texts(carry->archive, of, part->language, printed, error))
		return FALSE;
	say_the_same(carry, part, of, printed, use);
	archive_clear_texts(printed);
	return judge(carry, use, of, error);
}

static gboolean
judge_story(Carry *carry, const ClStoryRow *story, guint depth, GError **error)
{
	g_autoptr(GPtrArray) items = archive_story_items(carry->archive, story, error);
	gboolean ok = items != NULL;

	for (guint i = 0; ok && i < items->len; i++) {
		const ClStoryItem *item = items->pdata[i];

		if (item->part != NULL)
			ok = depth == 0 || judge_story(carry, item->part, depth - 1, error);
		else if (story == carry->digest)
			ok = judge(carry, item->use, NULL, error);
		else
			ok = carry_use(carry, story, item->use, error);
	}
	return ok;
}

gboolean
archive_check_items(ClArchive *archive, const ClStoryRow *story, const ArchiveAsk *ask, ClStoryCheck *all,
	GError **error)
{
	g_autoptr(GPtrArray) there = cl_catalog_list_uses(archive->catalog, story->slug, error);
	Carry carry = { archive, story, ask, there, all };

	return there != NULL && judge_story(&carry, story, MAX_DEPTH, error);
}

static gboolean
is_among(const ClStoryCheck *all, const ClUseRow *use)
{
	for (guint i = 0; i < all->uses->len; i++)
		if (strcmp(((ClUseCheck *) all->uses->pdata[i])->use->id, use->id) == 0)
			return TRUE;
	return FALSE;
}

gboolean
archive_drop_carried(ClArchive *archive, const ClStoryRow *digest, const ClStoryCheck *all, gint64 at_us,
	GPtrArray *photos, GError **error)
{
	g_autoptr(GPtrArray) there = cl_catalog_list_uses(archive->catalog, digest->slug, error);

	for (guint i = 0; there != NULL && i < there->len; i++) {
		ClUseRow *use = there->pdata[i];

		if (!archive_is_carried(use) || use->state != CL_USE_PUBLISHED || is_among(all, use))
			continue;
		g_ptr_array_add(photos, g_strdup(use->photo));
		if (!archive_remove_use(archive, use, at_us, error))
			return FALSE;
	}
	return there != NULL;
}
