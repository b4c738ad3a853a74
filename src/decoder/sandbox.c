/* SPDX-License-Identifier: MIT
 *
 * Which system calls a decoder may make and how much it may take. Decides the lists; does not
 * know jobs or formats. Order: no_new_privs, Landlock, limits, seccomp; then a trial.
 *
 * Attack in mind: a picture has taken over the process and runs code of its choice. It may burn
 * its own time and memory, write its own outputs and answer nonsense, nothing else. Calls are
 * refused with EPERM rather than death because libraries probe (ORC for a temporary file, libaom
 * for the processor's topology) and go on without.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include "protocol.h"
#include "sandbox.h"

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN TRUE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN TRUE
#endif
#endif
#ifndef UNDER_ASAN
#define UNDER_ASAN FALSE
#endif

#define MAX_OPEN_FILES 64

/* Whatever their arguments. */
static const int allowed[] = {
	/* the job's descriptors */
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(pread64),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(pwrite64),
	SCMP_SYS(lseek),
	SCMP_SYS(fstat),
	SCMP_SYS(ftruncate),
	SCMP_SYS(dup),
	SCMP_SYS(close),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	/* memory; PROT_EXEC stays, for ORC's code */
	SCMP_SYS(brk),
	SCMP_SYS(mmap),
	SCMP_SYS(mremap),
	SCMP_SYS(mprotect),
	SCMP_SYS(munmap),
	SCMP_SYS(madvise),
	/* threads */
	SCMP_SYS(futex),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq),
	SCMP_SYS(membarrier),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(getcpu),
	SCMP_SYS(gettid),
	SCMP_SYS(getpid),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	/* signals to itself */
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	/* clocks, randomness, own figures */
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(nanosleep),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(times),
	SCMP_SYS(getrusage),
	SCMP_SYS(getrandom),
	SCMP_SYS(sysinfo), /* qsort(3) asks how much memory there is */
	SCMP_SYS(uname),
};

static int
allow_with_arguments(scmp_filter_ctx filter)
{
	static const guint64 no_thread =
		CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER |
		CLONE_NEWPID | CLONE_NEWNET | CLONE_PTRACE | CLONE_UNTRACED | CLONE_VFORK;
	static const int fcntl_commands[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC};
	int failed = 0;

	/* Threads only: the kernel demands CLONE_VM and CLONE_SIGHAND with CLONE_THREAD. The
	 * flags of clone3 lie in memory where a filter cannot see them; glibc falls back. */
	failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
		SCMP_A0(SCMP_CMP_MASKED_EQ, no_thread | CLONE_THREAD, CLONE_THREAD));
	failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	/* abort(3); any other process is out of reach. */
	failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
		SCMP_A0(SCMP_CMP_EQ, (guint64)getpid()));
	/* Not SIGXCPU: the limit that the pool sets from outside shall end the process. */
	failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), 1,
		SCMP_A0_32(SCMP_CMP_NE, SIGXCPU));
	failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
		SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
	/* Read a limit, never set one. */
	failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2,
		SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
	failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(recvmsg), 1,
		SCMP_A0(SCMP_CMP_EQ, DECODER_SOCKET));
	failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendmsg), 1,
		SCMP_A0(SCMP_CMP_EQ, DECODER_SOCKET));
	/* Not F_SETOWN and F_SETSIG: they make the kernel signal other processes. */
	for (guint i = 0; i < G_N_ELEMENTS(fcntl_commands); i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
			SCMP_A1(SCMP_CMP_EQ, (guint64)fcntl_commands[i]));
	return failed;
}

static gboolean
close_seccomp(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int failed;

	if (!filter)
		return FALSE;
	/* All threads, or none and an error. A system call of another architecture (32 bits)
	 * is no library's doing. */
	failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	failed |= seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	/* A binary tree over the numbers, else the last rows cost fifty comparisons. */
	failed |= seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	for (guint i = 0; i < G_N_ELEMENTS(allowed); i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	failed |= allow_with_arguments(filter);
	if (failed == 0)
		failed = seccomp_load(filter);
	seccomp_release(filter);
	return failed == 0;
}

static gboolean
set_limit(__rlimit_resource_t resource, guint64 value)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return FALSE;
	/* Never above what the administrator gave; hard, so that it stays. */
	if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > value)
		limit.rlim_max = value;
	limit.rlim_cur = limit.rlim_max;
	return setrlimit(resource, &limit) == 0;
}

static gboolean
close_limits(DecoderSandbox *state)
{
	/* RLIMIT_CPU counts the whole life of the process: the pool sets it before each job. */
	gboolean ok = set_limit(RLIMIT_NOFILE, MAX_OPEN_FILES) &&
		set_limit(RLIMIT_FSIZE, CL_DECODER_OUTPUT_BYTES) &&
		/* 1, not 0: that also stops the dump to a program (core_pattern with a pipe). */
		set_limit(RLIMIT_CORE, 1);

	if (state->asan)
		return ok;
	state->rlimit_as = set_limit(RLIMIT_AS, CL_DECODER_ADDRESS_BYTES);
	return ok && state->rlimit_as;
}

/* Believe what is seen, not what was returned: under some emulators all of the above "works". */
static gboolean
is_closed(void)
{
	int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return TRUE;
	close(fd);
	return FALSE;
}

gboolean
decoder_sandbox_close(DecoderSandbox *state, GError **error)
{
	const char *missing = NULL;

	*state = (DecoderSandbox){.asan = UNDER_ASAN};
	state->no_new_privs = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
	if (state->no_new_privs)
		state->landlock_abi = decoder_landlock_close(&state->landlock);
	state->limits = close_limits(state);
	state->seccomp = state->no_new_privs && close_seccomp() && is_closed();
	if (!state->no_new_privs)
		missing = "no_new_privs";
	else if (!state->limits)
		missing = "resource limits";
	else if (!state->seccomp)
		missing = "seccomp filters";
	if (!missing)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_SANDBOX,
		"decoder: this system does not grant %s, so nothing is decoded; run where the "
		"kernel has them, or set decoder.allow_unsandboxed in cutline.conf",
		missing);
	return FALSE;
}
