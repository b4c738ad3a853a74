/* SPDX-License-Identifier: MIT
 *
 * Whose a temporary file is, and whether its owner still lives. An owner is one open store; it holds an
 * OFD lock on a file of its own in tmp/, which the kernel gives up when its program ends, in whichever
 * PID namespace that ran: two containers on one archive do not sweep each other's.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define LOCK ".lock"

static char *
lock_path(const char *owner)
{
	return g_strdup_printf("tmp/%s" LOCK, owner);
}

/* Locked before it has a name: nobody ever sees it unlocked while its owner lives. */
static ClFd
make_lock(ClStore *store, const char *owner, GError **error)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	g_autofree char *path = lock_path(owner);
	CL_AUTO_FD fd = cl_file_open(store->folder, "tmp", O_TMPFILE | O_RDWR, 0644, error);
	g_autofree char *self = g_strdup_printf("/proc/self/fd/%d", fd);

	if (fd < 0)
		return -1;
	if (fcntl(fd, F_OFD_SETLK, &lock) == 0 &&
		linkat(AT_FDCWD, self, store->folder, path, AT_SYMLINK_FOLLOW) == 0)
		return cl_fd_steal(&fd);
	cl_error_set_errno(error, errno, "cannot lock '%s'", path);
	return -1;
}

const char *
cl_store_owner(ClStore *store, GError **error)
{
	g_mutex_lock(&store->owner_lock);
	if (store->owner == NULL) {
		/* The number is for people; what tells two apart is chance. */
		g_autofree char *owner =
			g_strdup_printf("%d-%08x%08x", (int) getpid(), g_random_int(), g_random_int());

		store->owner_fd = make_lock(store, owner, error);
		if (store->owner_fd >= 0)
			store->owner = g_steal_pointer(&owner);
	}
	g_mutex_unlock(&store->owner_lock);
	return store->owner;
}

void
store_end_owner(ClStore *store)
{
	g_autofree char *path = store->owner == NULL ? NULL : lock_path(store->owner);

	if (path != NULL)
		unlinkat(store->folder, path, 0);
	cl_fd_close(&store->owner_fd);
	g_clear_pointer(&store->owner, g_free);
}

gboolean
cl_store_owner_lives(ClStore *store, const char *owner)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	g_autofree char *path = lock_path(owner);
	CL_AUTO_FD fd = -1;

	if (strchr(owner, '/') != NULL)
		return FALSE;
	/* A lock does not stand in the way of who holds it. */
	if (g_strcmp0(owner, store->owner) == 0)
		return TRUE;
	fd = openat(store->folder, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	return fd >= 0 && fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

char *
store_temporary_name(ClStore *store, GError **error)
{
	const char *owner = cl_store_owner(store, error);

	if (owner == NULL)
		return NULL;
	return g_strdup_printf("tmp/%s-%d", owner, g_atomic_int_add(&store->next_temporary, 1));
}

/* "PID-CHANCE.lock", "PID-CHANCE-N", and what others put behind that. */
static char *
owner_of(const char *name)
{
	const char *pid_end = strchr(name, '-');
	gsize n = pid_end == NULL ? strlen(name)
				  : (gsize) (pid_end - name) + 1 + strcspn(pid_end + 1, "-.");

	return g_strndup(name, n);
}

static guint
visit_stale(ClStore *store, gboolean remove_them)
{
	CL_AUTO_FD fd = openat(store->folder, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	guint n = 0;

	if (folder == NULL)
		return 0;
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL) {
		g_autofree char *owner = owner_of(entry->d_name);

		if (entry->d_name[0] == '.' || cl_store_owner_lives(store, owner))
			continue;
		n++;
		if (remove_them)
			unlinkat(dirfd(folder), entry->d_name, 0);
	}
	closedir(folder);
	return n;
}

guint
cl_store_sweep(ClStore *store)
{
	return visit_stale(store, TRUE);
}

guint
cl_store_count_stale(ClStore *store)
{
	return visit_stale(store, FALSE);
}
