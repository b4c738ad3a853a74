/* SPDX-License-Identifier: MIT
 *
 * A file that a command writes: whole under its name or not there at all; a pipe or a device is
 * written in place.
 */
#include "target.h"
#include <cutline/error.h>
#include <cutline/text.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void
cli_target_clear(CliTarget *target)
{
	cl_fd_close(&target->fd);
	if (target->temporary)
		unlink(target->temporary);
	g_free(target->temporary);
	g_free(target->path);
}
gboolean
cli_target_open(CliTarget *target, const char *path, GError **error)
{
	g_autofree char *folder = NULL;
	struct stat status;
	gboolean there = stat(path, &status) == 0;

	target->path = there ? realpath(path, NULL) : NULL;
	if (!target->path)
		target->path = g_strdup(path);
	if (there && S_ISDIR(status.st_mode)) {
		g_autofree char *shown = cl_text_printable(path);

		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is a folder; name the file in it: -o FILE", shown);
		return FALSE;
	}
	if (there && !S_ISREG(status.st_mode)) {
		target->fd = cl_file_open(AT_FDCWD, path, O_WRONLY, 0, error);
		return target->fd >= 0;
	}
	folder = g_path_get_dirname(target->path);
	target->temporary = g_strdup_printf("%s/.cutline-export-%d-%" G_GINT64_FORMAT, folder,
		(int)getpid(), g_get_monotonic_time());
	target->fd = cl_file_open(
		AT_FDCWD, target->temporary, O_WRONLY | O_CREAT | O_EXCL, 0666, error);
	if (target->fd < 0)
		g_clear_pointer(&target->temporary, g_free);
	return target->fd >= 0;
}

gboolean
cli_target_finish(CliTarget *target, GError **error)
{
	if (!target->temporary)
		return TRUE;
	if (!cl_file_sync(target->fd, target->path, error) ||
		!cl_file_rename(AT_FDCWD, target->temporary, AT_FDCWD, target->path, error))
		return FALSE;
	g_clear_pointer(&target->temporary, g_free);
	return TRUE;
}
