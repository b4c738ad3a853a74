/* SPDX-License-Identifier: MIT
 *
 * Files: every write, fsync, rename and unlink of the program goes through here, so that errors
 * read alike and the fault tests can make each of them fail. Paths are relative to a folder
 * descriptor (AT_FDCWD for absolute ones). Descriptors are always O_CLOEXEC.
 */
#pragma once
#include <glib.h>
#include <sys/stat.h>
#include <sys/types.h>

typedef int ClFd;
void cl_fd_close(ClFd *fd); /* cope with -1 */
#define CL_AUTO_FD __attribute__((cleanup(cl_fd_close))) ClFd
static inline ClFd
cl_fd_steal(ClFd *fd)
{
	ClFd taken = *fd;

	*fd = -1;
	return taken;
}

ClFd cl_file_open(int folder_fd, const char *path, int flags, mode_t mode, GError **error);
gboolean cl_file_write(ClFd fd, gconstpointer data, gsize n_bytes, const char *name,
	GError **error);
/* Whole content of a file of ours, at most max_bytes (CL_ERROR_LIMIT above). */
GBytes *cl_file_read(int folder_fd, const char *path, gsize max_bytes, GError **error);
/* A copy as text; "" of an empty file, NULL of NULL. */
char *cl_file_text(GBytes *bytes);
gboolean cl_file_sync(ClFd fd, const char *name, GError **error);
/* One syncfs(2) for everything written below this folder's file system. */
gboolean cl_file_sync_all(int folder_fd, GError **error);
gboolean cl_file_sync_folder(int folder_fd, const char *path, GError **error);
gboolean cl_file_rename(int from_fd, const char *from, int to_fd, const char *to, GError **error);
gboolean cl_file_unlink(int folder_fd, const char *path, GError **error);
/* mkdir -p below folder_fd; existing folders are fine. */
gboolean cl_file_make_folders(int folder_fd, const char *path, mode_t mode, GError **error);
/* Write a small file whole: temporary name, fsync, rename, fsync of the folder. */
gboolean cl_file_replace(int folder_fd, const char *path, gconstpointer data, gsize n_bytes,
	mode_t mode, GError **error);
/* The same file, and nobody wrote to it in between, as far as size and time tell. */
gboolean cl_file_is_same(const struct stat *one, const struct stat *other);
/* Read-only map of a file of ours; empty bytes for an empty file. Unmapped with the GBytes. */
GBytes *cl_file_map(ClFd fd, const char *name, GError **error);

/* A place where the fault tests step in: TRUE normally; FALSE with errno set where a failure was
 * ordered; does not return where a kill was ordered. Compiled to TRUE without -Dfaults=true. */
#ifdef CL_FAULTS
gboolean cl_fault_point(const char *kind);
#else
#define cl_fault_point(kind) TRUE
#endif
