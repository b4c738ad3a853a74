/* SPDX-License-Identifier: MIT
 *
 * The thread of the night's work: asks now and then whether it is time, with an archive of its own.
 */
#include "daemon.h"

#include <cutline/expiring.h>

#define LOOK_MS 30000

struct Night {
	ClArchive *archive; /* of the thread */
	Loop *loop;
};

static gboolean
look(gpointer data, gint *cancel)
{
	Night *night = data;
	g_autoptr(GError) error = NULL;
	ClNight figures;

	cl_archive_notice_rules(night->archive);
	if (!cl_archive_nightly(night->archive, cancel, &figures, &error))
		daemon_log_rarely("night", error->message);
	else if (figures.ran)
		daemon_log("night: %" G_GUINT64_FORMAT " become stricter within a week, %" G_GUINT64_FORMAT
			   " found by saved searches, %" G_GUINT64_FORMAT " purged by retention",
			figures.expiring, figures.found, figures.purged);
	return FALSE;
}

gboolean
night_start(Daemon *daemon, GError **error)
{
	Night *night;

	if (!cl_archive_check_nightly(daemon->archive, error))
		return FALSE;
	night = daemon->night = g_new0(Night, 1);
	night->archive = cl_archive_open(daemon->folder, CL_ARCHIVE_WRITE, error);
	if (night->archive == NULL)
		return FALSE;
	cl_archive_set_actor(night->archive, "night");
	night->loop = loop_start("night", LOOK_MS, look, night);
	return TRUE;
}

void
night_free(Night *night)
{
	if (night == NULL)
		return;
	loop_end(night->loop);
	cl_archive_close(night->archive);
	g_free(night);
}
