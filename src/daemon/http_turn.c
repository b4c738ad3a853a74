/* SPDX-License-Identifier: MIT
 *
 * Whose turn it is on a busy processor. A thread that answers readers works for tens of microseconds at
 * a time; among decoders that use every core it would wait for the end of one's turn, up to four
 * milliseconds, again and again. Where the system grants it (to root, or by LimitRTPRIO=1), such threads
 * come before all others: each does a bounded thing, and the kernel keeps a share for the rest. Elsewhere
 * they ask for short turns, which come sooner and are no more (Linux 6.12 and later; ignored before).
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
	guint64 runtime_ns; /* of an ordinary thread: its turn */
	guint64 deadline_ns;
	guint64 period_ns;
} Schedule;

/* The shortest that the kernel grants. */
#define SHORT_TURN_NS 100000U
/* SCHED_FLAG_RESET_ON_FORK: what such a thread starts, a decoder above all, is an ordinary one. */
#define OF_THIS_THREAD_ALONE 1U

static gboolean
ask(Schedule schedule)
{
	schedule.size = sizeof schedule;
	schedule.flags = OF_THIS_THREAD_ALONE;
	return syscall(SYS_sched_setattr, 0, &schedule, 0U) == 0;
}

void
http_turn_comes_first(void)
{
	static _Thread_local gboolean asked;

	if (asked)
		return;
	asked = TRUE;
	if (!ask((Schedule) { .policy = SCHED_RR, .priority = 1 }))
		ask((Schedule) { .policy = SCHED_OTHER,
			.nice = getpriority(PRIO_PROCESS, 0),
			.runtime_ns = SHORT_TURN_NS });
}
