/* SPDX-License-Identifier: MIT
 *
 * What a hot folder refuses: into rejected/, and beside it NAME.reason, in words. The reason is there
 * before the file is, so that no refused file ever stands without one. Moved back, it is tried again.
 */
#include "watch_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
reason_path(const ClWatchFolder *folder, const char *name)
{
	return g_strdup_printf("%s/rejected/%s.reason", folder->path, name);
}

static char *
reason_text(const WatchFile *file, const char *reason)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *at = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	g_autofree char *path = cl_text_printable(file->path);

	return g_strdup_printf("%s\nat %s, from %s\nmove the file back to have it tried again\n", reason,
		at, path);
}

gboolean
watch_is_still(const WatchFile *file)
{
	struct stat now;

	return lstat(file->path, &now) == 0 && cl_file_is_same(&now, &file->status);
}

/* In its place at once: cut off in the middle, it is written again before the file follows. */
static gboolean
write_reason(const char *path, const char *text, GError **error)
{
	CL_AUTO_FD fd = cl_file_open(
		AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0666, error);

	return fd >= 0 && cl_file_write(fd, text, strlen(text), path, error);
}

/* Under one name; *taken if another program took it meanwhile. */
static gboolean
refuse_as(const ClWatchFolder *folder, const WatchFile *file, const char *into, const char *text,
	gboolean *taken, GError **error)
{
	g_autofree char *base = g_path_get_basename(file->path);
	g_autofree char *as = archive_free_name(into, base);
	g_autofree char *reason = reason_path(folder, as != NULL ? as : base);

	if (as != NULL && !write_reason(reason, text, error))
		return FALSE;
	if (as != NULL && archive_move_as(AT_FDCWD, file->path, into, as))
		return TRUE;
	*taken = as != NULL && errno == EEXIST;
	if (*taken)
		return FALSE;
	cl_error_set_errno(error, errno, "cannot move '%s' to '%s'", base, into);
	unlink(reason);
	return FALSE;
}

gboolean
watch_refuse(const ClWatchFolder *folder, const WatchFile *file, const char *why, GError **error)
{
	g_autofree char *into = g_build_filename(folder->path, "rejected", NULL);
	g_autofree char *text = reason_text(file, why);
	gboolean taken;

	if (!cl_file_make_folders(AT_FDCWD, into, 0777, error))
		return FALSE;
	do {
		taken = FALSE;
		if (refuse_as(folder, file, into, text, &taken, error))
			return TRUE;
	} while (taken);
	return FALSE;
}

void
watch_forget_reason(const ClWatchFolder *folder, const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	g_autofree char *reason = reason_path(folder, base);
	g_autofree char *refused = g_build_filename(folder->path, "rejected", base, NULL);

	if (!g_file_test(refused, G_FILE_TEST_EXISTS))
		unlink(reason);
}
