/* SPDX-License-Identifier: MIT
 *
 * Whose turn it is on a busy processor. A thread that answers readers works for tens of microseconds at
 * a time; among decoders that use every core it would wait for the end of one's turn, up to four
 * milliseconds, again and again. Where the system grants it (to root, or by LimitRTPRIO=1), such threads
 * come before all others while a decoder works: each does a bounded thing, and the kernel keeps a share
 * for the rest. Not always, for a cached answer then costs up to half as much again. Elsewhere they ask
 * for short turns, which come sooner and are no more (Linux 6.12 and later; ignored before).
 */
#include "http_private.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* linux/sched/types.h cannot stand beside the C library's sched.h: its struct sched_attr, as far as this
 * needs. */
typedef struct {
	guint32 size;
	guint32 policy;
	guint64 flags;
	gint32 nice;
	guint32 priority;
	guint64 runtime_ns; /* of an ordinary thread: its turn; 0 = as usual */
	guint64 deadline_ns;
	guint64 period_ns;
} Schedule;

/* The shortest that the kernel grants. */
#define SHORT_TURN_NS 100000U
/* SCHED_FLAG_RESET_ON_FORK: what such a thread starts, a decoder above all, is an ordinary one. */
#define OF_THIS_THREAD_ALONE 1U

static GMutex lock;
static GArray *threads; /* pid_t */
static gboolean first;

static gboolean
ask(pid_t thread, Schedule schedule)
{
	schedule.size = sizeof schedule;
	schedule.flags = OF_THIS_THREAD_ALONE;
	return syscall(SYS_sched_setattr, thread, &schedule, 0U) == 0;
}

/* Under the lock. */
static void
set(pid_t thread)
{
	if (first && ask(thread, (Schedule) { .policy = SCHED_RR, .priority = 1 }))
		return;
	ask(thread, (Schedule) { .policy = SCHED_OTHER,
		.nice = getpriority(PRIO_PROCESS, 0),
		.runtime_ns = first ? SHORT_TURN_NS : 0 });
}

void
http_turns_join(void)
{
	static _Thread_local gboolean joined;
	pid_t thread = gettid();

	if (joined)
		return;
	joined = TRUE;
	g_mutex_lock(&lock);
	if (threads == NULL)
		threads = g_array_new(FALSE, FALSE, sizeof thread);
	g_array_append_val(threads, thread);
	set(thread);
	g_mutex_unlock(&lock);
}

void
http_turns_come_first(gboolean come_first)
{
	g_mutex_lock(&lock);
	first = come_first;
	for (guint i = 0; threads != NULL && i < threads->len; i++)
		set(g_array_index(threads, pid_t, i));
	g_mutex_unlock(&lock);
}

void
http_turns_end(void)
{
	g_mutex_lock(&lock);
	g_clear_pointer(&threads, g_array_unref);
	g_mutex_unlock(&lock);
}
