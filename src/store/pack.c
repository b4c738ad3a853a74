/* SPDX-License-Identifier: MIT
 *
 * A pack: everything of an archive that is to be kept, as one tar file. Decides which files belong
 * to it and in which order; the catalog's snapshot is handed in. Keys stay out: who steals a backup
 * must not be able to sign URLs. The last file lists the hash of every other one, so that a pack
 * that was cut short or changed is known as such.
 */
#include "store_private.h"

#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/tar.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUMS_NAME "SHA256SUMS"
#define MAX_DEPTH 5U /* derived/KIND/AB/CD/NAME */

/* In this order. */
static const char *const kept_folders[] = { "journal", "rules", "originals", "quarantine", "derived",
	NULL };
static const char *const kept_files[] = { "cutline.conf", NULL };

/* --- out -------------------------------------------------------------------------------------- */

typedef struct {
	ClStore *store;
	ClFd out;
	const ClPack *pack;
	ClPacked *packed;
	GString *sums;
} Packing;

static void
note_sum(Packing *packing, const char *name, const guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);

	g_string_append_printf(packing->sums, "%s  %s\n", hex, name);
}

/* The journal may be growing: its last whole line as of now ends it. */
static guint64
size_to_take(ClFd fd, const char *name, const struct stat *status)
{
	off_t end = status->st_size;
	char c;

	if (g_str_has_prefix(name, "journal/"))
		while (end > 0 && pread(fd, &c, 1, end - 1) == 1 && c != '\n')
			end--;
	return (guint64) end;
}

static gboolean
add_open(Packing *packing, const char *name, ClFd fd, GError **error)
{
	guint8 sha256[CL_SHA256_BYTES];
	struct stat status;
	guint64 size_bytes;

	if (fstat(fd, &status) != 0) {
		cl_error_set_errno(error, errno, "cannot read '%s'", name);
		return FALSE;
	}
	size_bytes = size_to_take(fd, name, &status);
	if (!cl_tar_add(packing->out, name, fd, size_bytes, sha256, error))
		return FALSE;
	note_sum(packing, name, sha256);
	packing->packed->files++;
	packing->packed->bytes += size_bytes;
	if (packing->pack->progress != NULL)
		packing->pack->progress(packing->packed->files, packing->packed->bytes,
			packing->pack->data);
	return TRUE;
}

/* What is gone since it was listed (purged, evicted) is not in the backup. */
static gboolean
add_path(Packing *packing, const char *name, GError **error)
{
	CL_AUTO_FD fd = openat(packing->store->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return TRUE;
	if (fd < 0) {
		cl_error_set_errno(error, errno, "cannot read '%s'", name);
		return FALSE;
	}
	return add_open(packing, name, fd, error);
}

static gboolean
is_kept_name(const char *name)
{
	if (name[0] == '.' || name[0] == '\0')
		return FALSE;
	for (const char *at = name; *at != '\0'; at++)
		if (!g_ascii_isalnum(*at) && strchr("._-", *at) == NULL)
			return FALSE;
	return TRUE;
}

static gboolean
add_folder(Packing *packing, const char *path, guint depth, GError **error)
{
	CL_AUTO_FD fd = openat(packing->store->folder, path,
		O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	gboolean ok = TRUE;

	if (folder == NULL)
		return TRUE;
	cl_fd_steal(&fd);
	while (ok && (entry = readdir(folder)) != NULL) {
		g_autofree char *below = g_strdup_printf("%s/%s", path, entry->d_name);
		struct stat status;

		if (!is_kept_name(entry->d_name) || strlen(below) >= CL_TAR_NAME_BYTES ||
			fstatat(packing->store->folder, below, &status, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (S_ISDIR(status.st_mode) && depth < MAX_DEPTH)
			ok = add_folder(packing, below, depth + 1, error);
		else if (S_ISREG(status.st_mode))
			ok = add_path(packing, below, error);
	}
	closedir(folder);
	return ok;
}

/* The snapshot is a temporary file: it goes in under the catalog's name. */
static gboolean
add_snapshot(Packing *packing, GError **error)
{
	g_autofree char *path = store_temporary_name(packing->store, error);
	CL_AUTO_FD fd = -1;
	gboolean ok;

	if (path == NULL)
		return FALSE;
	ok = packing->pack->snapshot(path, packing->pack->data, error) &&
		(fd = cl_file_open(packing->store->folder, path, O_RDONLY | O_NOFOLLOW, 0, error)) >= 0 &&
		add_open(packing, CL_PACK_CATALOG, fd, error);
	unlinkat(packing->store->folder, path, 0);
	return ok;
}

/* Journal before catalog: it may then lag behind it, which the next writer mends, and never runs
 * ahead. Originals last: every one that the snapshot names is durable by now. */
gboolean
cl_store_pack(ClStore *store, ClFd out, const ClPack *pack, ClPacked *packed, GError **error)
{
	g_autoptr(GString) sums = g_string_new(NULL);
	Packing packing = { store, out, pack, packed, sums };
	gboolean ok = TRUE;

	memset(packed, 0, sizeof *packed);
	for (gsize i = 0; ok && kept_folders[i] != NULL; i++) {
		ok = add_folder(&packing, kept_folders[i], 1, error);
		if (ok && i == 0)
			ok = add_snapshot(&packing, error);
	}
	for (gsize i = 0; ok && kept_files[i] != NULL; i++)
		ok = add_path(&packing, kept_files[i], error);
	return ok && cl_tar_add_bytes(out, SUMS_NAME, sums->str, sums->len, error) &&
		cl_tar_end(out, error);
}

/* --- in --------------------------------------------------------------------------------------- */

typedef struct {
	ClStore *store; /* NULL: only checked */
	ClFd in;
	const ClPack *pack;
	ClPacked *packed;
	GString *sums;	/* what was read, in the form of SUMS_NAME */
	gboolean whole; /* SUMS_NAME came, and says the same */
} Unpacking;

static gboolean
is_ours(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);
	guint n = g_strv_length(parts);

	for (guint i = 0; i < n; i++)
		if (!is_kept_name(parts[i]))
			return FALSE;
	if (n == 1)
		return strcmp(name, CL_PACK_CATALOG) == 0 || g_strv_contains(kept_files, name);
	return n <= MAX_DEPTH && g_strv_contains(kept_folders, parts[0]);
}

/* An original is named by the hash of its bytes. */
static gboolean
fits_its_name(const char *name, const guint8 sha256[CL_SHA256_BYTES])
{
	g_autofree char *base = g_path_get_basename(name);
	guint8 named[CL_SHA256_BYTES];

	return !(g_str_has_prefix(name, "originals/") || g_str_has_prefix(name, "quarantine/")) ||
		!cl_unhex(base, named, sizeof named) || memcmp(named, sha256, sizeof named) == 0;
}

static ClFd
create(ClStore *store, const char *name, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(name);

	if (strcmp(folder, ".") != 0 && !cl_file_make_folders(store->folder, folder, 0755, error))
		return -1;
	return cl_file_open(store->folder, name, O_WRONLY | O_CREAT | O_EXCL,
		g_str_has_prefix(name, "originals/") && strchr(name, '.') == NULL ? 0444 : 0644, error);
}

static gboolean
take_sums(Unpacking *unpacking, const ClTarEntry *entry, GError **error)
{
	CL_AUTO_FD fd = memfd_create("sums", MFD_CLOEXEC);
	g_autoptr(GBytes) bytes = NULL;
	guint8 sha256[CL_SHA256_BYTES];

	if (fd < 0) {
		cl_error_set_errno(error, errno, "cannot compare the sums");
		return FALSE;
	}
	if (!cl_tar_copy(unpacking->in, entry, fd, sha256, error) ||
		(bytes = cl_file_map(fd, SUMS_NAME, error)) == NULL)
		return FALSE;
	unpacking->whole = g_bytes_get_size(bytes) == unpacking->sums->len &&
		memcmp(g_bytes_get_data(bytes, NULL), unpacking->sums->str, unpacking->sums->len) == 0;
	return TRUE;
}

static gboolean
take_entry(Unpacking *unpacking, const ClTarEntry *entry, GError **error)
{
	guint8 sha256[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;
	CL_AUTO_FD out = -1;

	if (strcmp(entry->name, SUMS_NAME) == 0)
		return take_sums(unpacking, entry, error);
	if (!is_ours(entry->name)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "holds a file that is not ours");
		return FALSE;
	}
	if (unpacking->store != NULL && (out = create(unpacking->store, entry->name, error)) < 0)
		return FALSE;
	if (!cl_tar_copy(unpacking->in, entry, out, sha256, error))
		return FALSE;
	if (!fits_its_name(entry->name, sha256)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "its file '%s' was changed", entry->name);
		return FALSE;
	}
	hex = cl_hex(sha256, CL_SHA256_BYTES);
	g_string_append_printf(unpacking->sums, "%s  %s\n", hex, entry->name);
	unpacking->packed->files++;
	unpacking->packed->bytes += entry->size_bytes;
	if (unpacking->pack->progress != NULL)
		unpacking->pack->progress(unpacking->packed->files, unpacking->packed->bytes,
			unpacking->pack->data);
	return TRUE;
}

gboolean
cl_store_unpack(ClStore *store, ClFd in, const ClPack *pack, ClPacked *packed, GError **error)
{
	g_autoptr(GString) sums = g_string_new(NULL);
	Unpacking unpacking = { store, in, pack, packed, sums, FALSE };
	ClTarEntry entry;
	GError *why = NULL;

	memset(packed, 0, sizeof *packed);
	while (why == NULL && cl_tar_next(in, &entry, &why))
		take_entry(&unpacking, &entry, &why);
	if (why == NULL && !unpacking.whole)
		g_set_error(&why, CL_ERROR, CL_ERROR_INPUT,
			"is no whole backup: its list of hashes is missing or says something else");
	if (why == NULL)
		return store == NULL || cl_file_sync_all(store->folder, error);
	g_propagate_error(error, why);
	return FALSE;
}
