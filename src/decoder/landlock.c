/* SPDX-License-Identifier: MIT
 *
 * Landlock as a second wall behind seccomp: no path may be opened, made or removed, no TCP port
 * used, no process outside signalled. Debian 12 has no wrapper and its header knows ABI 2, so
 * the numbers of linux/landlock.h up to ABI 7 are written out here. Must not know of jobs.
 *
 * landlock_restrict_self(2) binds the calling thread only (a flag for all threads comes with ABI
 * 8), and libvips has idle threads by now: each gets a signal whose handler makes the call.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cutline/file.h>
#include "sandbox.h"

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif
#define CREATE_RULESET_VERSION 1U

typedef struct {
	guint64 access_fs;
	guint64 access_net; /* ABI 4 */
	guint64 scoped;	    /* ABI 6 */
} Ruleset;

static int bind_ruleset_fd = -1;
static gint n_bound, n_unbound; /* atomic */

static Ruleset
everything(int abi)
{
	guint n_fs_rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
	Ruleset ruleset = {.access_fs = (1ULL << n_fs_rights) - 1};

	if (abi >= 4)
		ruleset.access_net = 3; /* bind and connect */
	if (abi >= 6)
		ruleset.scoped = 3; /* abstract Unix sockets, signals */
	return ruleset;
}

static gboolean
bind_this_thread(void)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		syscall(SYS_landlock_restrict_self, bind_ruleset_fd, 0) == 0;
}

static void
on_signal(int signal_number)
{
	int saved = errno;

	if (bind_this_thread())
		g_atomic_int_inc(&n_bound);
	else
		g_atomic_int_inc(&n_unbound);
	errno = saved;
}

/* Signals each other thread; returns how many there are. */
static int
signal_threads(DIR *tasks)
{
	int n = 0;
	struct dirent *entry;

	rewinddir(tasks);
	while ((entry = readdir(tasks))) {
		pid_t thread = (pid_t)g_ascii_strtoull(entry->d_name, NULL, 10);

		if (thread > 0 && thread != getpid() &&
			syscall(SYS_tgkill, getpid(), thread, SIGUSR1) == 0)
			n++;
	}
	return n;
}

static gboolean
all_answered(int n_others)
{
	return g_atomic_int_get(&n_bound) + g_atomic_int_get(&n_unbound) >= n_others;
}

static gboolean
bind_other_threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART}, before;
	int n_others;

	if (!tasks)
		return FALSE;
	sigfillset(&action.sa_mask);
	sigaction(SIGUSR1, &action, &before);
	n_others = signal_threads(tasks);
	/* A thread that ends just now never answers: hence the bound of a second. */
	for (int i = 0; i < 1000 && !all_answered(n_others); i++)
		g_usleep(i < 50 ? 20 : 1000);
	sigaction(SIGUSR1, &before, NULL);
	closedir(tasks);
	return g_atomic_int_get(&n_bound) == n_others;
}

int
decoder_landlock_close(gboolean *in_force)
{
	int abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
	CL_AUTO_FD ruleset_fd = -1;
	Ruleset ruleset;
	gboolean others;

	*in_force = FALSE;
	if (abi < 1)
		return 0;
	ruleset = everything(abi);
	/* An older kernel accepts a longer structure whose tail is zero. */
	ruleset_fd = (int)syscall(SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
	if (ruleset_fd < 0)
		return abi;
	bind_ruleset_fd = ruleset_fd;
	others = bind_other_threads();
	*in_force = bind_this_thread() && others;
	bind_ruleset_fd = -1;
	return abi;
}
