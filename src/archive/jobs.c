/* SPDX-License-Identifier: MIT
 *
 * Background work: what the queue of the catalog holds, for who stays (the daemon). One caller a
 * process: leases are of processes.
 */
#include "archive_private.h"

gboolean
cl_archive_work(ClArchive *archive, guint n_threads, volatile gint *cancel, guint64 *n_done, GError **error)
{
	ArchiveDevelop develop = { .n_threads = MAX(n_threads, 1), .cancel = cancel };
	ArchiveDeveloped totals;
	gboolean ok = archive_develop(archive, &develop, &totals, error);

	*n_done = totals.developed + totals.undecodable;
	if (!ok || totals.put_off == 0)
		return ok;
	g_set_error(error, CL_ERROR, CL_ERROR_OVERLOAD,
		"no decoder had the time or the memory for %" G_GUINT64_FORMAT
		" pictures; they are tried again after a pause", totals.put_off);
	return FALSE;
}
