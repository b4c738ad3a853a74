/* SPDX-License-Identifier: MIT
 *
 * Files in keys/: secrets of this archive. For the owner only; one that others can read is refused,
 * because it must be taken for known. What is in them is not known here.
 */
#include "store_private.h"

#include <cutline/error.h>
#include <cutline/text.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "url-"
#define HEAD_KEY "keys/head"
#define MAX_KEY_BYTES 4096U

static gboolean
is_id(const char *id)
{
	return id[0] != '\0' && strlen(id) <= 32 &&
		strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen(id);
}

static char *
path_of(const char *id, GError **error)
{
	g_autofree char *shown = cl_text_printable(id);

	if (is_id(id))
		return g_strdup_printf("keys/" PREFIX "%s", id);
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s' is no key id; see: cutline key list", shown);
	return NULL;
}

GPtrArray *
cl_store_list_keys(ClStore *store, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	CL_AUTO_FD fd = openat(store->folder, "keys", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (folder == NULL && errno == ENOENT)
		return g_steal_pointer(&ids);
	if (folder == NULL) {
		cl_error_set_errno(error, errno, "cannot read 'keys'");
		return NULL;
	}
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL)
		if (g_str_has_prefix(entry->d_name, PREFIX) && is_id(entry->d_name + strlen(PREFIX)))
			g_ptr_array_add(ids, g_strdup(entry->d_name + strlen(PREFIX)));
	closedir(folder);
	return g_steal_pointer(&ids);
}

static char *
read_secret(ClStore *store, const char *path, const char *remedy, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	struct stat status;

	if (fstatat(store->folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
		(status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"'%s' can be read by others and may be known; %s", path, remedy);
		return NULL;
	}
	bytes = cl_file_read(store->folder, path, MAX_KEY_BYTES, error);
	return cl_file_text(bytes);
}

char *
cl_store_read_key(ClStore *store, const char *id, GError **error)
{
	g_autofree char *path = path_of(id, error);
	g_autofree char *remedy = g_strdup_printf("drop it: cutline key drop %s", id);

	return path == NULL ? NULL : read_secret(store, path, remedy, error);
}

char *
cl_store_read_head_key(ClStore *store, GError **error)
{
	if (faccessat(store->folder, HEAD_KEY, F_OK, 0) != 0 && errno == ENOENT)
		return NULL;
	return read_secret(store, HEAD_KEY,
		"keep the heads that it signed, remove it, and sign anew: a new key is made", error);
}

gboolean
cl_store_put_head_key(ClStore *store, const char *text, GError **error)
{
	return cl_file_make_folders(store->folder, "keys", 0700, error) &&
		cl_file_replace(store->folder, HEAD_KEY, text, strlen(text), 0600, error);
}

gboolean
cl_store_put_key(ClStore *store, const char *id, const char *text, GError **error)
{
	g_autofree char *path = path_of(id, error);

	return path != NULL && cl_file_make_folders(store->folder, "keys", 0700, error) &&
		cl_file_replace(store->folder, path, text, strlen(text), 0600, error);
}

gboolean
cl_store_drop_key(ClStore *store, const char *id, GError **error)
{
	g_autofree char *path = path_of(id, error);

	if (path == NULL)
		return FALSE;
	if (faccessat(store->folder, path, F_OK, 0) != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no key '%s'; see: cutline key list", id);
		return FALSE;
	}
	return cl_file_unlink(store->folder, path, error) &&
		cl_file_sync_folder(store->folder, "keys", error);
}
