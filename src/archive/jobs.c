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
	guint64 n_developed = 0, n_undecodable = 0;
	gboolean ok = archive_develop(archive, &develop, &n_developed, &n_undecodable, error);

	*n_done = n_developed + n_undecodable;
	return ok;
}
