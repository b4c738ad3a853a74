/* SPDX-License-Identifier: MIT
 *
 * The hot folders of cutline.conf, watched by one thread with an archive of its own. What comes in is
 * developed by the jobs thread. Trouble and silence are a line in the log and a figure.
 */
#include "daemon.h"

struct Watching {
	Daemon *daemon;
	GPtrArray *folders; /* ClWatchFolder* */
	ClArchive *archive; /* of the thread, which takes it over */
	GThread *thread;
	volatile gint cancel;
	GMutex lock;
	GArray *states; /* ClWatchState, one a folder; under the lock */
};

static void
on_file(const ClWatchFolder *folder, const ClIngested *file, gpointer data)
{
	if (file->status == CL_STATUS_REJECTED)
		daemon_log("watch %s: '%s': %s", folder->name, file->path,
			file->error != NULL ? file->error->message : "rejected");
	else if (file->status == CL_STATUS_HELD)
		daemon_log("watch %s: '%s' is held: it looks like a killed picture", folder->name,
			file->path);
}

static void
on_put_off(const ClWatchFolder *folder, const ClIngested *file, guint pause_s, gpointer data)
{
	daemon_log("watch %s: '%s': %s; it stays, and is tried again in %u s", folder->name, file->path,
		file->error->message, pause_s);
}

static void
on_state(const ClWatchFolder *folder, const ClWatchState *state, gpointer data)
{
	Watching *watching = data;
	ClWatchState before;
	guint i;

	if (!g_ptr_array_find(watching->folders, folder, &i))
		return;
	g_mutex_lock(&watching->lock);
	before = g_array_index(watching->states, ClWatchState, i);
	g_array_index(watching->states, ClWatchState, i) = *state;
	g_mutex_unlock(&watching->lock);
	if (state->silent != before.silent)
		daemon_log("watch %s: %s", folder->name,
			state->silent ? "nothing has come for longer than it may"
				      : "something has come again");
	if (state->trouble != NULL && before.trouble == NULL)
		daemon_log("watch %s: %s", folder->name, state->trouble);
}

static gpointer
run(gpointer data)
{
	Watching *watching = data;
	ClWatch watch = { .folders = watching->folders, .n_jobs = 1, .no_wait = TRUE,
		.cancel = &watching->cancel, .each = on_file, .state = on_state,
		.put_off = on_put_off, .data = watching };
	g_autoptr(GError) error = NULL;

	if (!cl_archive_watch(watching->archive, &watch, &error))
		daemon_log("hot folders are not watched: %s", error->message);
	return NULL;
}

gboolean
watching_start(Daemon *daemon, GError **error)
{
	g_autoptr(GPtrArray) folders = cl_archive_watch_folders(daemon->archive, error);
	Watching *watching;

	if (folders == NULL)
		return FALSE;
	watching = daemon->watching = g_new0(Watching, 1);
	g_mutex_init(&watching->lock);
	watching->daemon = daemon;
	watching->folders = g_steal_pointer(&folders);
	watching->states = g_array_new(FALSE, TRUE, sizeof(ClWatchState));
	g_array_set_size(watching->states, watching->folders->len);
	if (watching->folders->len == 0)
		return TRUE;
	watching->archive = cl_archive_open(daemon->folder, CL_ARCHIVE_WRITE, error);
	if (watching->archive == NULL)
		return FALSE;
	cl_archive_set_actor(watching->archive, "watch");
	watching->thread = g_thread_new("watch", run, watching);
	return TRUE;
}

static void
write_one(GString *text, const char *name, const ClWatchFolder *folder, guint64 value)
{
	g_autofree char *label = g_strdup(folder->name);

	g_strdelimit(label, "\"\\\n", '_');
	g_string_append_printf(text, "cutline_watch_%s{folder=\"%s\"} %" G_GUINT64_FORMAT "\n", name, label,
		value);
}

void
watching_metrics(Watching *watching, GString *text)
{
	g_mutex_lock(&watching->lock);
	for (guint i = 0; i < watching->folders->len; i++) {
		const ClWatchState *state = &g_array_index(watching->states, ClWatchState, i);
		const ClWatchFolder *folder = watching->folders->pdata[i];

		write_one(text, "taken_total", folder, state->taken);
		write_one(text, "rejected_total", folder, state->rejected);
		write_one(text, "waiting", folder, state->waiting);
		write_one(text, "last_seconds", folder, (guint64) state->last_us / G_USEC_PER_SEC);
		write_one(text, "silent", folder, state->silent ? 1 : 0);
		write_one(text, "trouble", folder, state->trouble != NULL ? 1 : 0);
	}
	g_mutex_unlock(&watching->lock);
}

void
watching_free(Watching *watching)
{
	if (watching == NULL)
		return;
	g_atomic_int_set(&watching->cancel, 1);
	if (watching->thread != NULL)
		g_thread_join(watching->thread);
	cl_archive_close(watching->archive);
	g_ptr_array_unref(watching->folders);
	g_array_unref(watching->states);
	g_mutex_clear(&watching->lock);
	g_free(watching);
}
