/* SPDX-License-Identifier: MIT
 *
 * The thread that works off the archive's queue: pictures that came in and are to be developed, then
 * their presets, so that the first reader does not wait for them.
 */
#include "daemon.h"

#define LOOK_MS 500

struct Jobs {
	Daemon *daemon;
	ClArchive *archive; /* of the thread; NULL until it could be opened */
	Loop *loop;
};

static gboolean
look(gpointer data, gint *cancel)
{
	Jobs *jobs = data;
	g_autoptr(GError) error = NULL;
	guint64 n = 0;

	if (jobs->archive == NULL)
		jobs->archive = cl_archive_open(jobs->daemon->folder, CL_ARCHIVE_WRITE, &error);
	if (jobs->archive != NULL)
		cl_archive_notice_rules(jobs->archive);
	if (jobs->archive != NULL)
		cl_archive_work(
			jobs->archive, MAX(g_get_num_processors() / 2, 1), cancel, &n, &error);
	/* presets only when nothing is left to develop */
	if (jobs->archive != NULL && n == 0 && error == NULL)
		cl_renditions_work(jobs->daemon->renditions, jobs->archive, cancel, &n, &error);
	if (error != NULL)
		daemon_log_rarely("jobs", error->message);
	return n != 0;
}

Jobs *
jobs_new(Daemon *daemon)
{
	Jobs *jobs = g_new0(Jobs, 1);

	jobs->daemon = daemon;
	jobs->loop = loop_start("jobs", LOOK_MS, look, jobs);
	return jobs;
}

void
jobs_wake(Jobs *jobs)
{
	loop_wake(jobs->loop);
}

void
jobs_free(Jobs *jobs)
{
	if (jobs == NULL)
		return;
	loop_end(jobs->loop);
	cl_archive_close(jobs->archive);
	g_free(jobs);
}
