/* SPDX-License-Identifier: MIT
 *
 * Fault points for tests/faults: CUTLINE_FAULT="fail:N" makes the N-th point (from 0) fail with
 * ENOSPC, "io:N" with EIO, "kill:N" ends the process there with SIGKILL; CUTLINE_FAULT_COUNT
 * names a file that gets the number of points passed. Only in builds with -Dfaults=true.
 */
#include <cutline/file.h>

#ifdef CL_FAULTS
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static gint passed;

static void
write_count(void)
{
	const char *path = g_getenv("CUTLINE_FAULT_COUNT");
	g_autofree char *text = g_strdup_printf("%d\n", g_atomic_int_get(&passed));

	if (path != NULL)
		g_file_set_contents(path, text, -1, NULL);
}

gboolean
cl_fault_point(const char *kind)
{
	static gsize registered;
	const char *order = g_getenv("CUTLINE_FAULT");
	const char *number;
	gint n = g_atomic_int_add(&passed, 1);

	if (g_once_init_enter(&registered)) {
		atexit(write_count);
		g_once_init_leave(&registered, 1);
	}
	if (order == NULL || (number = strchr(order, ':')) == NULL)
		return TRUE;
	if (g_ascii_strtoll(number + 1, NULL, 10) != n)
		return TRUE;
	if (g_str_has_prefix(order, "kill:"))
		raise(SIGKILL);
	errno = g_str_has_prefix(order, "io:") ? EIO : ENOSPC;
	return FALSE;
}
#endif
