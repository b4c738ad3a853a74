/* SPDX-License-Identifier: MIT
 *
 * One tile a frame (policy §1.4): the copies of a picture, each with who delivered it, what is to be printed
 * and what a use of it would be now, and the one to take. Which of two is the same frame is not decided here.
 */
#include "rights.h"

#include <string.h>

static void
free_copy(gpointer data)
{
	ClCopy *copy = data;

	g_free(copy->supplier);
	g_free(copy->credit);
	g_free(copy->text);
	g_free(copy);
}

static ClCopy *
copy_new(const char *id, const ClLink *link, const ClFileRow *file, const ClEffective *effective)
{
	const char *text = cl_effective_first(effective, CL_FIELD_HEADLINE);
	ClCopy *copy = g_new0(ClCopy, 1);

	if (text == NULL)
		text = cl_effective_first(effective, CL_FIELD_CAPTION);
	g_strlcpy(copy->id, id, sizeof copy->id);
	copy->link = link;
	copy->supplier = g_strdup(file->supplier);
	copy->credit = g_strdup(cl_effective_first(effective, CL_FIELD_CREDIT));
	copy->text = g_strdup(text);
	return copy;
}

static gboolean
judge(ClArchive *archive, const ClOutlet *outlet, ClCopy *copy, GError **error)
{
	const ClCheck check = {0};
	g_autoptr(ClVerdict) verdict = archive_judge(archive, copy->id, &check, outlet, error);

	if (verdict == NULL)
		return FALSE;
	copy->verdict = verdict->verdict;
	copy->stop = verdict->stop;
	return TRUE;
}

/* The mildest of the frame; of equals the one asked about, then the first. A burst's neighbour is another
 * frame, and what is denied is proposed to nobody. */
static const ClCopy *
choose(const GPtrArray *judged)
{
	const ClCopy *best = NULL;

	for (guint i = 0; i < judged->len; i++) {
		const ClCopy *copy = judged->pdata[i];

		if (copy->link != NULL && strcmp(copy->link->kind, "burst") == 0)
			continue;
		if (!copy->stop && copy->verdict != CL_VERDICT_DENY &&
			(best == NULL || copy->verdict < best->verdict))
			best = copy;
	}
	return best;
}

/* The one shown as its version says, each other as it stands. */
static GPtrArray *
judge_all(ClArchive *archive, const ClShown *shown, gboolean bursts, GError **error)
{
	g_autoptr(GPtrArray) judged = g_ptr_array_new_with_free_func(free_copy);
	const ClCheck check = {0};
	g_autoptr(ClOutlet) outlet = archive_rights_rules(archive, error) == NULL
					     ? NULL
					     : archive_choose_outlet(archive, &check, error);

	if (outlet == NULL)
		return NULL;
	g_ptr_array_add(judged, copy_new(shown->photo->id, NULL, shown->file, shown->effective));
	for (guint i = 0; i < shown->links->len; i++) {
		const ClLink *link = shown->links->pdata[i];
		g_autoptr(ArchivePicture) other = NULL;

		if (!bursts && strcmp(link->kind, "burst") == 0)
			continue;
		other = archive_get_picture(archive, link->other, error);
		if (other == NULL)
			return NULL;
		g_ptr_array_add(judged, copy_new(link->other, link, other->file, other->effective));
	}
	for (guint i = 0; i < judged->len; i++)
		if (!judge(archive, outlet, judged->pdata[i], error))
			return NULL;
	return g_steal_pointer(&judged);
}

gboolean
cl_archive_judge_copies(ClArchive *archive, ClShown *shown, gboolean bursts, GError **error)
{
	if (shown->links->len == 0)
		return TRUE;
	if (!cl_catalog_begin_reading(archive->catalog, error))
		return FALSE;
	archive_read_once(archive);
	archive_count_once(archive);
	shown->judged = judge_all(archive, shown, bursts, error);
	archive_count_always(archive);
	archive_read_always(archive);
	cl_catalog_rollback(archive->catalog);
	if (shown->judged != NULL)
		shown->best = choose(shown->judged);
	return shown->judged != NULL;
}
