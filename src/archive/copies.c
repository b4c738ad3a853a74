/* SPDX-License-Identifier: MIT
 *
 * One tile a frame (policy §1.4): the copies of a picture, each with who delivered it, what is to be printed
 * and what a use of it would be now, and the one to take. Which of two is the same frame is not decided here.
 */
#include "rights.h"
#include "twins.h"

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

/* What makes one of two equal verdicts the better one. */
typedef struct {
	gboolean covered; /* a licence or the house answers for the use */
	guint n_asks;	  /* reasons that deny or ask */
	gint64 since_us;  /* when it came in */
} Rank;

static void
weigh(const ClVerdict *verdict, Rank *rank)
{
	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];

		rank->covered = rank->covered || reason->code == CL_REASON_LICENSED ||
			reason->code == CL_REASON_HOUSE;
		rank->n_asks += reason->severity != CL_SEVERITY_NOTE;
	}
}

static gboolean
judge(ClArchive *archive, const ClOutlet *outlet, ClCopy *copy, Rank *rank, GError **error)
{
	const ClCheck check = {0};
	g_autoptr(ClVerdict) verdict = archive_judge(archive, copy->id, &check, outlet, error);

	if (verdict == NULL)
		return FALSE;
	copy->verdict = verdict->verdict;
	copy->stop = verdict->stop;
	weigh(verdict, rank);
	return TRUE;
}

/* From each copy of a frame the same: whichever is asked about counts for nothing. */
static gboolean
is_better(const ClCopy *copy, const Rank *rank, const ClCopy *best, const Rank *its)
{
	if (copy->verdict != best->verdict)
		return copy->verdict < best->verdict;
	if (rank->covered != its->covered)
		return rank->covered;
	if (rank->n_asks != its->n_asks)
		return rank->n_asks < its->n_asks;
	if (rank->since_us != its->since_us)
		return rank->since_us < its->since_us;
	return strcmp(copy->id, best->id) < 0;
}

/* The mildest of the frame, and the one that most speaks for. A burst's neighbour is another frame, and what
 * is denied is proposed to nobody. */
static const ClCopy *
choose(const GPtrArray *judged, const Rank *ranks)
{
	const ClCopy *best = NULL;
	guint at = 0;

	for (guint i = 0; i < judged->len; i++) {
		const ClCopy *copy = judged->pdata[i];

		if ((copy->link != NULL && strcmp(copy->link->kind, "burst") == 0) || copy->stop ||
			copy->verdict == CL_VERDICT_DENY)
			continue;
		if (best != NULL && !is_better(copy, &ranks[i], best, &ranks[at]))
			continue;
		best = copy;
		at = i;
	}
	return best;
}

/* --- the frame ---------------------------------------------------------------------------------- */

#define MAX_FRAME 200U

static gboolean
is_among(const GPtrArray *ids, const char *id)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *) ids, id, g_str_equal, NULL);
}

GPtrArray *
archive_frame(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(ids, g_strdup(id));
	for (guint i = 0; i < ids->len && ids->len < MAX_FRAME; i++) {
		g_autoptr(GPtrArray) links = cl_catalog_links(archive->catalog, ids->pdata[i], error);

		for (guint j = 0; links != NULL && j < links->len; j++) {
			const ClLink *link = links->pdata[j];

			if (strcmp(link->kind, "copy") == 0 && !is_among(ids, link->other))
				g_ptr_array_add(ids, g_strdup(link->other));
		}
		if (links == NULL)
			return NULL;
	}
	return g_steal_pointer(&ids);
}

/* A copy of a copy is one, though only the first of them was linked when it came. */
static gboolean
complete_links(ClArchive *archive, ClShown *shown, GError **error)
{
	g_autoptr(GPtrArray) ids = archive_frame(archive, shown->photo->id, error);

	for (guint i = 1; ids != NULL && i < ids->len; i++) {
		ClLink *link;

		if (archive_is_linked(shown->links, ids->pdata[i]))
			continue;
		link = g_new0(ClLink, 1);
		g_strlcpy(link->other, ids->pdata[i], sizeof link->other);
		link->kind = g_strdup("copy");
		link->likeness = 1;
		g_ptr_array_add(shown->links, link);
	}
	return ids != NULL;
}

/* --- judged ------------------------------------------------------------------------------------- */

/* The one shown as its version says, each other as it stands. */
static GPtrArray *
judge_all(ClArchive *archive, ClShown *shown, gboolean bursts, GError **error)
{
	g_autoptr(GPtrArray) judged = g_ptr_array_new_with_free_func(free_copy);
	g_autofree Rank *ranks = NULL;
	ClCheck check = {0};
	g_autoptr(ClOutlet) outlet = archive_rights_rules(archive, error) == NULL
					     ? NULL
					     : archive_choose_outlet(archive, &check, error);

	if (outlet == NULL || !complete_links(archive, shown, error))
		return NULL;
	ranks = g_new0(Rank, shown->links->len + 1);
	ranks[0].since_us = shown->file->ingested_us;
	g_ptr_array_add(judged, copy_new(shown->photo->id, NULL, shown->file, shown->effective));
	for (guint i = 0; i < shown->links->len; i++) {
		const ClLink *link = shown->links->pdata[i];
		g_autoptr(ArchivePicture) other = NULL;

		if (!bursts && strcmp(link->kind, "burst") == 0)
			continue;
		other = archive_get_picture(archive, link->other, error);
		if (other == NULL)
			return NULL;
		ranks[judged->len].since_us = other->file->ingested_us;
		g_ptr_array_add(judged, copy_new(link->other, link, other->file, other->effective));
	}
	for (guint i = 0; i < judged->len; i++)
		if (!judge(archive, outlet, judged->pdata[i], &ranks[i], error))
			return NULL;
	shown->best = choose(judged, ranks);
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
	return shown->judged != NULL;
}
