/* SPDX-License-Identifier: MIT
 *
 * Attempts to get out of the sandbox, a row each, written so that even a success does no harm to
 * the machine that runs the test. Raw system calls: an attacker does not use the C library.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>
#include "misbehave.h"

#define AT(x) ((long)(gintptr)(x))

static const char a_file[] = "/etc/passwd";
static const char new_file[] = "/tmp/cutline-decoder-was-here";
static const char program[] = "/bin/true";
static char *const nothing[] = {NULL};
static const struct rlimit endless = {RLIM_INFINITY, RLIM_INFINITY};
static const struct sockaddr_un somewhere = {AF_UNIX, "/run/systemd/private"};
static const struct sigaction ignore = {.sa_handler = SIG_IGN};
static guint64 clone_arguments[11] = {[4] = SIGCHLD}; /* struct clone_args */
static char space[4096];

typedef struct {
	const char *name;
	long number;
	long arguments[6];
} Attempt;

/* clang-format off */
static const Attempt attempts[] = {
	{"read a file", SYS_openat, {AT_FDCWD, AT(a_file), O_RDONLY}},
	{"read a file (openat2)", SYS_openat2, {AT_FDCWD, AT(a_file), AT(space), 24}},
	{"make a file", SYS_openat, {AT_FDCWD, AT(new_file), O_RDWR | O_CREAT, 0600}},
	{"make an unnamed file", SYS_openat, {AT_FDCWD, AT("/tmp"), O_RDWR | O_TMPFILE, 0600}},
	{"see that a file exists", SYS_faccessat, {AT_FDCWD, AT(a_file), 0}},
	{"stat a file", SYS_newfstatat, {AT_FDCWD, AT(a_file), AT(space), AT_EMPTY_PATH}},
	{"stat a file (statx)", SYS_statx, {AT_FDCWD, AT(a_file), 0, 0x7ff, AT(space)}},
	{"read a link", SYS_readlinkat, {AT_FDCWD, AT("/proc/self/exe"), AT(space), 4096}},
	{"remove a file", SYS_unlinkat, {AT_FDCWD, AT(new_file), 0}},
	{"rename a file", SYS_renameat2, {AT_FDCWD, AT(new_file), AT_FDCWD, AT(new_file), 0}},
	{"make a folder", SYS_mkdirat, {AT_FDCWD, AT(new_file), 0700}},
	{"change folder", SYS_chdir, {AT("/")}},
	{"change the root", SYS_chroot, {AT("/")}},
	{"link a descriptor", SYS_linkat, {0, AT(""), AT_FDCWD, AT(new_file), AT_EMPTY_PATH}},
	{"make a memory file", SYS_memfd_create, {AT("x"), 0}},
	{"mount", SYS_mount, {AT("none"), AT("/proc/self/nowhere"), AT("tmpfs"), 0, 0}},
	{"watch files", SYS_inotify_init1, {0}},
	{"make a socket", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}},
	{"make an Internet socket", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
	{"make a netlink socket", SYS_socket, {AF_NETLINK, SOCK_RAW, 0}},
	{"make a pair of sockets", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, AT(space)}},
	{"connect", SYS_connect, {3, AT(&somewhere), sizeof somewhere}},
	{"send to an address", SYS_sendto, {3, AT(space), 0, 0, AT(&somewhere), 110}},
	{"make a pipe", SYS_pipe2, {AT(space), 0}},
	{"start a program", SYS_execve, {AT(program), AT(nothing), AT(nothing)}},
	{"start a program (execveat)", SYS_execveat, {AT_FDCWD, AT(program), AT(nothing), AT(nothing)}},
	{"fork (clone3)", SYS_clone3, {AT(clone_arguments), 88}},
	{"trace its parent", SYS_ptrace, {0x4206 /* PTRACE_SEIZE: does not stop it */, 0}},
	{"read another's memory", SYS_process_vm_readv, {0, 0, 0, 0, 0, 0}},
	{"open a process", SYS_pidfd_open, {0, 0}},
	{"signal its parent", SYS_kill, {0, 0}},
	{"signal its parent's thread", SYS_tgkill, {0, 0, 0}},
	{"queue a signal to its parent", SYS_rt_sigqueueinfo, {0, 0, AT(space)}},
	{"have the kernel signal its parent", SYS_fcntl, {3, F_SETOWN, 0}},
	{"limit its parent", SYS_prlimit64, {0, RLIMIT_AS, AT(&endless), 0}},
	{"lift its own limits", SYS_prlimit64, {0, RLIMIT_CPU, AT(&endless), 0}},
	{"lift its own limits (setrlimit)", SYS_setrlimit, {RLIMIT_CPU, AT(&endless)}},
	{"ignore the end of its time", SYS_rt_sigaction, {SIGXCPU, AT(&ignore), 0, 8}},
	{"outlive its parent", SYS_prctl, {PR_SET_PDEATHSIG, 0, 0, 0, 0}},
	{"change its process group", SYS_setpgid, {0, 0}},
	{"leave its session", SYS_setsid, {0}},
	{"get a new user namespace", SYS_unshare, {CLONE_NEWUSER}},
	{"change its user", SYS_setuid, {0}},
	{"type into a terminal", SYS_ioctl, {0, TIOCSTI, AT(space)}},
	{"use io_uring", SYS_io_uring_setup, {1, AT(space)}},
	{"load a BPF program", SYS_bpf, {0, AT(space), sizeof space}},
	{"count events", SYS_perf_event_open, {AT(space), 0, -1, -1, 0}},
	{"use keys", SYS_keyctl, {0, -3, 0}},
	{"handle page faults", SYS_userfaultfd, {0}},
	{"share memory", SYS_shmget, {0, 4096, 01600}},
	{"send messages", SYS_msgget, {0, 01600}},
	{"add a filter", SYS_seccomp, {2 /* SECCOMP_GET_ACTION_AVAIL */, 0, AT(space)}},
	{"set a timer", SYS_timer_create, {CLOCK_MONOTONIC, 0, AT(space)}},
	{"get an own scheduling", SYS_sched_setscheduler, {0, SCHED_BATCH, AT(space)}},
};
/* clang-format on */

/* Rows that aim at the parent have a 0 where its number belongs. */
static gboolean
aims_at_parent(const Attempt *attempt, int argument)
{
	switch (attempt->number) {
	case SYS_ptrace:
		return argument == 1;
	case SYS_fcntl:
		return argument == 2;
	case SYS_tgkill:
		return argument < 2;
	case SYS_process_vm_readv:
	case SYS_pidfd_open:
	case SYS_kill:
	case SYS_rt_sigqueueinfo:
		return argument == 0;
	}
	return attempt->number == SYS_prlimit64 && argument == 0 &&
		attempt->arguments[1] == RLIMIT_AS;
}

static int
attempt_errno(const Attempt *attempt, long parent)
{
	long a[6];

	for (int i = 0; i < 6; i++)
		a[i] = aims_at_parent(attempt, i) ? parent : attempt->arguments[i];
	if (syscall(attempt->number, a[0], a[1], a[2], a[3], a[4], a[5]) < 0)
		return errno;
	return 0;
}

static int
fork_errno(unsigned long flags)
{
	/* Only after all else: a child that lives leaves at once. */
	long pid = syscall(SYS_clone, flags, 0, 0, 0, 0);

	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}

GVariant *
misbehave_breaches(gint64 parent)
{
	GVariantBuilder list;

	g_variant_builder_init(&list, G_VARIANT_TYPE("a{si}"));
	for (guint i = 0; i < G_N_ELEMENTS(attempts); i++)
		g_variant_builder_add(&list, "{si}", attempts[i].name,
			attempt_errno(&attempts[i], parent));
	g_variant_builder_add(&list, "{si}", "fork", fork_errno(SIGCHLD));
	g_variant_builder_add(&list, "{si}", "fork as a sibling",
		fork_errno(SIGCHLD | CLONE_PARENT));
	return g_variant_builder_end(&list);
}
