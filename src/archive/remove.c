/* SPDX-License-Identifier: MIT
 *
 * Removing a source after it was taken in (--move): only if the archive has its bytes, and only
 * if the name still stands for the very file that was read and nobody has written to it since.
 */
#include "archive_private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
keep(GError **error, const char *why)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "taken in, but left in its place: %s", why);
	return FALSE;
}

static gboolean
is_truncated(const ArchiveItem *item)
{
	for (guint i = 0; i < item->result.findings->len; i++)
		if (strcmp(((ClFinding *) item->result.findings->pdata[i])->code,
			    CL_FINDING_TRUNCATED_FILE) == 0)
			return TRUE;
	return FALSE;
}

/* What came in earlier is hashed again before its only other copy goes. */
static gboolean
archive_has_it(ClArchive *archive, const ArchiveItem *item, GError **error)
{
	g_autoptr(ClFileRow) file = NULL;
	guint8 sha256[CL_SHA256_BYTES];
	CL_AUTO_FD fd = -1;

	if (item->result.status != CL_STATUS_KNOWN || item->sidecar != NULL)
		return TRUE;
	file = cl_catalog_get_file(
		archive->catalog, item->result.id, MAX(item->result.version, 1), error);
	if (file == NULL)
		return FALSE;
	fd = cl_store_open_original(archive->store, file->sha256, error);
	if (fd < 0 || !cl_store_hash(fd, "original", sha256, error))
		return FALSE;
	return memcmp(sha256, file->sha256, sizeof sha256) == 0 ||
		keep(error, "the archive's own copy is damaged; run cutline verify");
}

gboolean
archive_remove_source(ClArchive *archive, const ArchiveItem *item, const char *to, GError **error)
{
	const ArchiveSource *source = item->source;
	int folder_fd = source->folder_fd == NULL ? AT_FDCWD : *source->folder_fd;
	struct stat now;

	if (is_truncated(item))
		return keep(error, "it ends too early and may still be on its way");
	if (fstatat(folder_fd, source->name, &now, AT_SYMLINK_NOFOLLOW) != 0 ||
		!cl_file_is_same(&now, &item->status))
		return keep(error, "it changed while it was read");
	if (!archive_has_it(archive, item, error))
		return FALSE;
	if (to != NULL)
		return archive_move_aside(folder_fd, source->name, source->path, to, error);
	if (unlinkat(folder_fd, source->name, 0) == 0)
		return TRUE;
	return keep(error, g_strerror(errno));
}
