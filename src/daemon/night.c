/* SPDX-License-Identifier: MIT
 *
 * The thread of the night's work: asks now and then whether it is time, with an archive of its own.
 */
#include "daemon.h"

#include <cutline/expiring.h>

#define LOOK_S 30

struct Night {
	Daemon *daemon;
	ClArchive *archive; /* of the thread */
	GThread *thread;
	gint cancel; /* atomic */
	GMutex lock;
	GCond wake;
};

static gpointer
run(gpointer data)
{
	Night *night = data;

	while (g_atomic_int_get(&night->cancel) == 0) {
		g_autoptr(GError) error = NULL;
		ClNight figures;

		daemon_notice_rules(night->archive);
		if (!cl_archive_nightly(night->archive, &night->cancel, &figures, &error))
			daemon_log_rarely("night", error->message);
		else if (figures.ran)
			daemon_log("night: %" G_GUINT64_FORMAT
				   " become stricter within a week, %" G_GUINT64_FORMAT
				   " found by saved searches, %" G_GUINT64_FORMAT
				   " purged by retention",
				figures.expiring, figures.found, figures.purged);
		g_mutex_lock(&night->lock);
		if (g_atomic_int_get(&night->cancel) == 0)
			g_cond_wait_until(&night->wake, &night->lock,
				g_get_monotonic_time() + LOOK_S * G_USEC_PER_SEC);
		g_mutex_unlock(&night->lock);
	}
	return NULL;
}

gboolean
night_start(Daemon *daemon, GError **error)
{
	Night *night;

	if (!cl_archive_check_nightly(daemon->archive, error))
		return FALSE;
	night = daemon->night = g_new0(Night, 1);
	g_mutex_init(&night->lock);
	g_cond_init(&night->wake);
	night->daemon = daemon;
	night->archive = cl_archive_open(daemon->folder, CL_ARCHIVE_WRITE, error);
	if (night->archive == NULL)
		return FALSE;
	cl_archive_set_actor(night->archive, "night");
	night->thread = g_thread_new("night", run, night);
	return TRUE;
}

void
night_free(Night *night)
{
	if (night == NULL)
		return;
	g_mutex_lock(&night->lock);
	g_atomic_int_set(&night->cancel, 1);
	g_cond_signal(&night->wake);
	g_mutex_unlock(&night->lock);
	if (night->thread != NULL)
		g_thread_join(night->thread);
	cl_archive_close(night->archive);
	g_mutex_clear(&night->lock);
	g_cond_clear(&night->wake);
	g_free(night);
}
