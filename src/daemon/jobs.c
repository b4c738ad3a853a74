/* SPDX-License-Identifier: MIT
 *
 * The thread that works off the archive's queue: pictures that came in and are to be developed, then
 * their presets, so that the first reader does not wait for them.
 */
#include "daemon.h"

#define LOOK_MS 500

struct Jobs {
	Daemon *daemon;
	GThread *thread;
	gint cancel; /* atomic */
	GMutex lock;
	GCond wake;
	gboolean woken;
};

static void
pause_until_woken(Jobs *jobs)
{
	g_mutex_lock(&jobs->lock);
	if (!jobs->woken)
		g_cond_wait_until(&jobs->wake, &jobs->lock, g_get_monotonic_time() + LOOK_MS * 1000);
	jobs->woken = FALSE;
	g_mutex_unlock(&jobs->lock);
}

static gpointer
run(gpointer data)
{
	Jobs *jobs = data;
	g_autoptr(ClArchive) archive = NULL;

	while (g_atomic_int_get(&jobs->cancel) == 0) {
		g_autoptr(GError) error = NULL;
		guint64 n = 0;

		if (archive == NULL)
			archive = cl_archive_open(jobs->daemon->folder, CL_ARCHIVE_WRITE, &error);
		if (archive != NULL)
			daemon_notice_rules(archive);
		if (archive != NULL)
			cl_archive_work(archive, MAX(g_get_num_processors() / 2, 1), &jobs->cancel, &n,
				&error);
		/* presets only when nothing is left to develop */
		if (archive != NULL && n == 0 && error == NULL)
			cl_renditions_work(
				jobs->daemon->renditions, archive, &jobs->cancel, &n, &error);
		if (error != NULL)
			daemon_log_rarely("jobs", error->message);
		if (n == 0)
			pause_until_woken(jobs);
	}
	return NULL;
}

Jobs *
jobs_new(Daemon *daemon)
{
	Jobs *jobs = g_new0(Jobs, 1);

	jobs->daemon = daemon;
	g_mutex_init(&jobs->lock);
	g_cond_init(&jobs->wake);
	jobs->thread = g_thread_new("jobs", run, jobs);
	return jobs;
}

void
jobs_wake(Jobs *jobs)
{
	g_mutex_lock(&jobs->lock);
	jobs->woken = TRUE;
	g_cond_signal(&jobs->wake);
	g_mutex_unlock(&jobs->lock);
}

void
jobs_free(Jobs *jobs)
{
	if (jobs == NULL)
		return;
	g_atomic_int_set(&jobs->cancel, 1);
	jobs_wake(jobs);
	g_thread_join(jobs->thread);
	g_mutex_clear(&jobs->lock);
	g_cond_clear(&jobs->wake);
	g_free(jobs);
}
