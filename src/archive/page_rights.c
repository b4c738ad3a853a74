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

gboolean
page_rights(ClArchive *archive, const ClCheck *ask, ClPageChecked *checked, GError **error)
{
	ClCheck check = *ask;
	g_autoptr(ClVerdict) verdict = NULL;

	/* What stands in the page and prints none prints an empty one; where only others show it, none is
	 * printed. */
	check.credit_printed = checked->picture->credit;
	if (check.credit_printed == NULL && checked->picture->place == CL_PRINTED_PAGE)
		check.credit_printed = "";
	verdict = cl_archive_check(archive, checked->photo, &check, error);
	if (verdict == NULL)
		return FALSE;
	for (guint i = 0; i < verdict->reasons->len; i++)
		g_ptr_array_add(checked->reasons, reason_of(verdict->reasons->pdata[i]));
	checked->verdict = verdict->verdict;
	return TRUE;
}
