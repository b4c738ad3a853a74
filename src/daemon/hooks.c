/* SPDX-License-Identifier: MIT
 *
 * The thread that tells other programs: webhooks and shared caches. It sends what the archive says is
 * next; what came back decides when it is tried again.
 */
#include "daemon.h"

#include <cutline/hooks.h>
#include <cutline/http_client.h>

#define LOOK_MS 1000
#define TIMEOUT_S 15

struct Hooks {
	Daemon *daemon;
	GPtrArray *hooks; /* ClHook* */
	ClArchive *archive; /* of the thread */
	Loop *loop; /* NULL: nobody is to be told */
};

/* TRUE: there may be more. */
static gboolean
tell(Hooks *hooks, const ClHook *hook, gint *cancel, GError **error)
{
	g_auto(ClHookTask) task = { 0 };
	g_autoptr(GError) why = NULL;
	ClHttpRequest request = { .timeout_s = TIMEOUT_S, .cancel = cancel };
	gboolean given_up;
	guint status = 0;

	if (!cl_archive_next_hook(hooks->archive, hook, &task, error) || task.seq == 0)
		return FALSE;
	request.method = task.method;
	request.url = task.url;
	request.headers = (const char *const *) task.headers;
	request.body = task.body;
	if (!cl_http_send(&request, &status, &why))
		status = 0;
	if (!cl_archive_end_hook(hooks->archive, hook, &task, status, &given_up, error))
		return FALSE;
	if (given_up)
		daemon_log("%s: event %" G_GINT64_FORMAT " is left out: %s", hook->name, task.seq,
			why != NULL ? why->message : "it was refused to the end");
	else if (status < 200 || status >= 300) {
		g_autofree char *text = g_strdup_printf("%s: event %" G_GINT64_FORMAT " is tried again: %s%u",
			hook->name, task.seq, why != NULL ? why->message : "answered ", status);

		daemon_log_rarely("hooks", text);
	}
	return status >= 200 && status < 300;
}

static gboolean
look(gpointer data, gint *cancel)
{
	Hooks *hooks = data;
	gboolean more = FALSE;

	for (guint i = 0; i < hooks->hooks->len && g_atomic_int_get(cancel) == 0; i++) {
		g_autoptr(GError) error = NULL;

		more = tell(hooks, hooks->hooks->pdata[i], cancel, &error) || more;
		if (error != NULL)
			daemon_log_rarely("hooks", error->message);
	}
	return more;
}

gboolean
hooks_start(Daemon *daemon, GError **error)
{
	g_autoptr(GPtrArray) found = cl_archive_hooks(daemon->archive, error);
	Hooks *hooks;

	if (found == NULL)
		return FALSE;
	hooks = g_new0(Hooks, 1);
	hooks->daemon = daemon;
	hooks->hooks = g_steal_pointer(&found);
	__atomic_store_n(&daemon->hooks, hooks, __ATOMIC_RELEASE);
	if (hooks->hooks->len == 0)
		return TRUE;
	hooks->archive = cl_archive_open(daemon->folder, CL_ARCHIVE_WRITE, error);
	if (hooks->archive == NULL || !cl_archive_follow_hooks(hooks->archive, hooks->hooks, error))
		return FALSE;
	cl_archive_set_actor(hooks->archive, "hooks");
	__atomic_store_n(&hooks->loop, loop_start("hooks", LOOK_MS, look, hooks), __ATOMIC_RELEASE);
	return TRUE;
}

void
hooks_wake(Hooks *hooks)
{
	if (hooks != NULL)
		loop_wake(__atomic_load_n(&hooks->loop, __ATOMIC_ACQUIRE));
}

void
hooks_free(Hooks *hooks)
{
	if (hooks == NULL)
		return;
	loop_end(hooks->loop);
	cl_archive_close(hooks->archive);
	g_ptr_array_unref(hooks->hooks);
	g_free(hooks);
}
