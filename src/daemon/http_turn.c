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
	guint64 runtime_ns; /* of an ordinary thread: its turn; 0 = as usual */
	guint64 deadline_ns;
	guint64 period_ns;
} Schedule;

/* The shortest that the kernel grants. */
#define SHORT_TURN_NS 100000U

static gboolean
ask(Schedule schedule)
{
	schedule.size = sizeof schedule;
	return syscall(SYS_sched_setattr, 0, &schedule, 0U) == 0;
}

void
http_turns_come_first(gboolean come_first)
{
	int nice_now = getpriority(PRIO_PROCESS, 0);

	if (come_first && ask((Schedule) { .policy = SCHED_RR, .priority = 1 }))
		return;
	ask((Schedule) { .policy = SCHED_OTHER,
		.nice = nice_now,
		.runtime_ns = come_first ? SHORT_TURN_NS : 0 });
}
