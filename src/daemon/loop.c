/* SPDX-License-Identifier: MIT
 *
 * A thread that looks whether there is something to do, and looks again when it is woken or after a while.
 */
#include "daemon.h"

struct Loop {
	guint wait_ms;
	LoopLook look;
	gpointer data;
	GThread *thread;
	gint cancel; /* atomic */
	GMutex lock;
	GCond wake;
	gboolean woken;
};

static void
pause_until_woken(Loop *loop)
{
	gint64 until_us = g_get_monotonic_time() + (gint64) loop->wait_ms * 1000;

	g_mutex_lock(&loop->lock);
	while (!loop->woken && g_cond_wait_until(&loop->wake, &loop->lock, until_us))
		;
	loop->woken = FALSE;
	g_mutex_unlock(&loop->lock);
}

static gpointer
run(gpointer data)
{
	Loop *loop = data;

	while (g_atomic_int_get(&loop->cancel) == 0)
		if (!loop->look(loop->data, &loop->cancel))
			pause_until_woken(loop);
	return NULL;
}

Loop *
loop_start(const char *name, guint wait_ms, LoopLook look, gpointer data)
{
	Loop *loop = g_new0(Loop, 1);

	loop->wait_ms = wait_ms;
	loop->look = look;
	loop->data = data;
	g_mutex_init(&loop->lock);
	g_cond_init(&loop->wake);
	loop->thread = g_thread_new(name, run, loop);
	return loop;
}

void
loop_wake(Loop *loop)
{
	if (loop == NULL)
		return;
	g_mutex_lock(&loop->lock);
	loop->woken = TRUE;
	g_cond_signal(&loop->wake);
	g_mutex_unlock(&loop->lock);
}

void
loop_end(Loop *loop)
{
	if (loop == NULL)
		return;
	g_atomic_int_set(&loop->cancel, 1);
	loop_wake(loop);
	g_thread_join(loop->thread);
	g_mutex_clear(&loop->lock);
	g_cond_clear(&loop->wake);
	g_free(loop);
}
