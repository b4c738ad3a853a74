/* SPDX-License-Identifier: MIT
 *
 * Moving a delivered file out of the way: into a folder beside it, never over another file. What
 * was delivered twice under one name is kept twice: name.jpg, name~2.jpg.
 */
#include "archive_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_NAMES 10000U

/* "a.jpg", "a~2.jpg", "a~3.jpg" … */
static char *
nth_name(const char *name, guint n)
{
	const char *dot = strrchr(name, '.');
	gsize n_stem = dot == NULL || dot == name ? strlen(name) : (gsize) (dot - name);

	if (n == 1)
		return g_strdup(name);
	return g_strdup_printf("%.*s~%u%s", (int) n_stem, name, n, name + n_stem);
}

char *
archive_free_name(const char *into, const char *name)
{
	for (guint n = 1; n <= MAX_NAMES; n++) {
		g_autofree char *free_name = nth_name(name, n);
		g_autofree char *to = g_build_filename(into, free_name, NULL);
		struct stat status;

		if (lstat(to, &status) != 0)
			return g_steal_pointer(&free_name);
	}
	return NULL;
}

gboolean
archive_move_as(int folder_fd, const char *name, const char *into, const char *as)
{
	g_autofree char *to = g_build_filename(into, as, NULL);
	struct stat status;

	if (renameat2(folder_fd, name, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return TRUE;
	if (errno != EINVAL && errno != ENOSYS)
		return FALSE;
	/* Not every file system can rename without replacing; there a look before has to do. */
	if (lstat(to, &status) != 0)
		return renameat(folder_fd, name, AT_FDCWD, to) == 0;
	errno = EEXIST;
	return FALSE;
}

gboolean
archive_move_aside(int folder_fd, const char *name, const char *path, const char *into, GError **error)
{
	g_autofree char *base = g_path_get_basename(path);

	if (mkdir(into, 0777) != 0 && errno != EEXIST) {
		cl_error_set_errno(error, errno, "cannot make '%s'", into);
		return FALSE;
	}
	for (;;) {
		g_autofree char *as = archive_free_name(into, base);

		if (as != NULL && archive_move_as(folder_fd, name, into, as))
			return TRUE;
		if (as == NULL || errno != EEXIST)
			break;
	}
	cl_error_set_errno(error, errno, "cannot move it to '%s'", into);
	return FALSE;
}
