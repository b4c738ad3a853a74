/* SPDX-License-Identifier: MIT
 *
 * May the photo be on this page, with the credit that the page prints? The same verdict that an
 * editor gets for the photo alone; nothing is decided here.
 */
#include "page_check.h"

#include <cutline/clearance.h>
#include <string.h>

static ClPageReason *
reason_of(const ClReason *from)
{
	ClPageReason *reason = g_new0(ClPageReason, 1);

	reason->code = cl_reason_name(from->code);
	reason->severity = from->severity;
	reason->message = g_strdup(from->message);
	reason->fix = g_strdup(from->fix);
	reason->origin = from->origin;
	reason->source = g_strdup(from->source);
	reason->field = g_strdup(from->field);
	reason->text = g_strdup(from->text);
	reason->start = from->start;
	reason->end = from->end;
	return reason;
}

/* All that it can be: by a caption that several have; by a file that looks otherwise than what its address or
 * caption says. */
static GPtrArray *
candidates(const PageEvidence *evidence, const ClPageChecked *checked)
{
	GPtrArray *ids = g_ptr_array_new();

	if (checked->match == CL_PAGE_MATCH_CAPTION)
		g_ptr_array_extend(ids, evidence->said->photos, NULL, NULL);
	else
		g_ptr_array_add(ids, (gpointer)checked->photo);
	if (evidence->seen[0] != '\0')
		g_ptr_array_add(ids, (gpointer)evidence->seen);
	return ids;
}

static ClVerdict *
strictest(ClArchive *archive, const ClCheck *check, const GPtrArray *ids, guint *which, GError **error)
{
	g_autoptr(ClVerdict) worst = NULL;

	for (guint i = 0; i < ids->len && (worst == NULL || worst->verdict != CL_VERDICT_DENY); i++) {
		ClVerdict *verdict = cl_archive_check(archive, ids->pdata[i], check, error);

		if (verdict == NULL)
			return NULL;
		if (worst != NULL && verdict->verdict <= worst->verdict) {
			cl_verdict_free(verdict);
			continue;
		}
		g_clear_pointer(&worst, cl_verdict_free);
		worst = verdict;
		*which = i;
	}
	return g_steal_pointer(&worst);
}

static GPtrArray *
copy_ids(const GPtrArray *ids)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < ids->len; i++)
		g_ptr_array_add(copy, g_strdup(ids->pdata[i]));
	return copy;
}

gboolean
page_rights(ClArchive *archive, const ClCheck *ask, const PageEvidence *evidence, ClPageChecked *checked,
	GError **error)
{
	ClCheck check = *ask;
	g_autoptr(GPtrArray) ids = candidates(evidence, checked);
	g_autoptr(ClVerdict) verdict = NULL;
	guint which = 0;

	/* What stands in the page and prints none prints an empty one; where only others show it, none is
	 * printed. */
	check.credit_printed = checked->picture->credit;
	if (check.credit_printed == NULL && checked->picture->place == CL_PRINTED_PAGE)
		check.credit_printed = "";
	check.crop = ask->crop || evidence->crop;
	/* The page's own alternative text counts, not the story's: page_lint() looks at it. */
	check.texts_are_checked = checked->picture->alt != NULL;
	verdict = strictest(archive, &check, ids, &which, error);
	if (verdict == NULL)
		return FALSE;
	for (guint i = 0; i < verdict->reasons->len; i++)
		g_ptr_array_add(checked->reasons, reason_of(verdict->reasons->pdata[i]));
	checked->verdict = verdict->verdict;
	if (checked->match == CL_PAGE_MATCH_CAPTION && evidence->said->photos->len > 1)
		checked->alike = copy_ids(evidence->said->photos);
	if (ids->pdata[which] == evidence->seen)
		checked->match = CL_PAGE_MATCH_LIKENESS;
	g_strlcpy(checked->photo, ids->pdata[which], sizeof checked->photo);
	return TRUE;
}
