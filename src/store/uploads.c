/* SPDX-License-Identifier: MIT
 *
 * Files that are sent in parts: uploads/SHA256, as long as something of them is missing; and those that
 * are only looked at.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "uploads"

char *
cl_store_upload_name(const guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);

	return g_strconcat(FOLDER "/", hex, NULL);
}

ClFd
cl_store_open_upload(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], gboolean create, GError **error)
{
	g_autofree char *name = cl_store_upload_name(sha256);

	if (create && !cl_file_make_folders(store->folder, FOLDER, 0755, error))
		return -1;
	return cl_file_open(store->folder, name, create ? O_RDWR | O_CREAT : O_RDONLY, 0644, error);
}

ClFd
cl_store_open_scratch(ClStore *store, GError **error)
{
	g_autofree char *random = g_uuid_string_random();
	g_autofree char *name = g_strconcat(FOLDER "/look-", random, NULL);
	CL_AUTO_FD fd = -1;

	if (!cl_file_make_folders(store->folder, FOLDER, 0755, error))
		return -1;
	fd = cl_file_open(store->folder, name, O_RDWR | O_CREAT | O_EXCL, 0600, error);
	if (fd < 0 || !cl_file_unlink(store->folder, name, error))
		return -1;
	return cl_fd_steal(&fd);
}

gboolean
cl_store_end_upload(ClStore *store, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autofree char *name = cl_store_upload_name(sha256);

	return cl_file_unlink(store->folder, name, error);
}

/* Of the open file, so that it ends with the sender however that ends. */
gboolean
cl_store_lock_upload(ClFd fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

/* What somebody is sending now is locked. */
static gboolean
is_abandoned(ClFd fd, gint64 before_us)
{
	struct stat status;

	return cl_store_lock_upload(fd) && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
		(gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC < before_us;
}

gboolean
cl_store_sweep_uploads(ClStore *store, gint64 before_us, guint *n_removed, GError **error)
{
	CL_AUTO_FD fd = openat(store->folder, FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	guint8 sha256[CL_SHA256_BYTES];
	struct dirent *entry;

	*n_removed = 0;
	if (folder == NULL && errno == ENOENT)
		return TRUE;
	if (folder == NULL) {
		cl_error_set_errno(error, errno, "cannot read '" FOLDER "'");
		return FALSE;
	}
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL) {
		CL_AUTO_FD file = -1;

		if (!cl_unhex(entry->d_name, sha256, sizeof sha256))
			continue;
		file = openat(dirfd(folder), entry->d_name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
		if (file >= 0 && is_abandoned(file, before_us) &&
			unlinkat(dirfd(folder), entry->d_name, 0) == 0)
			++*n_removed;
	}
	closedir(folder);
	return TRUE;
}
