/* SPDX-License-Identifier: MIT
 *
 * One tile a frame (policy §1.4): the copies of a picture, each with who delivered it, what is to be printed
 * and what a use of it would be now, and the one to take. Which of two is the same frame is not decided here.
 */
#include <cutline/clearance.h>

#include "archive_private.h"

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
judge(ClArchive *archive, const ClShown *shown, const ClLink *link, GError **error)
{
	const ClCheck check = { 0 };
	g_autoptr(ClVerdict) verdict = cl_archive_check(archive, shown->photo->id, &check, error);
	const char *text = cl_effective_first(shown->effective, CL_FIELD_HEADLINE);
	ClCopy *copy;

	if (verdict == NULL)
		return NULL;
	if (text == NULL)
		text = cl_effective_first(shown->effective, CL_FIELD_CAPTION);
	copy = g_new0(ClCopy, 1);
	g_strlcpy(copy->id, shown->photo->id, sizeof copy->id);
	copy->link = link;
	copy->verdict = verdict->verdict;
	copy->stop = verdict->stop;
	copy->supplier = g_strdup(shown->file->supplier);
	copy->credit = g_strdup(cl_effective_first(shown->effective, CL_FIELD_CREDIT));
	copy->text = g_strdup(text);
	return copy;
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

gboolean
cl_archive_judge_copies(ClArchive *archive, ClShown *shown, gboolean bursts, GError **error)
{
	g_autoptr(GPtrArray) judged = g_ptr_array_new_with_free_func(free_copy);
	ClCopy *copy;

	if (shown->links->len == 0)
		return TRUE;
	copy = judge(archive, shown, NULL, error);
	if (copy == NULL)
		return FALSE;
	g_ptr_array_add(judged, copy);
	for (guint i = 0; i < shown->links->len; i++) {
		const ClLink *link = shown->links->pdata[i];
		g_autoptr(ClShown) other = NULL;

		if (!bursts && strcmp(link->kind, "burst") == 0)
			continue;
		other = cl_archive_show(archive, link->other, error);
		copy = other == NULL ? NULL : judge(archive, other, link, error);
		if (copy == NULL)
			return FALSE;
		g_ptr_array_add(judged, copy);
	}
	shown->best = choose(judged);
	shown->judged = g_steal_pointer(&judged);
	return TRUE;
}
