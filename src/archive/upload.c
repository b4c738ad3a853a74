/* SPDX-License-Identifier: MIT
 *
 * Uploads: a file that comes in parts, perhaps over days, under the hash that it shall have. What has come
 * stays; when all has, its hash is computed and it is ingested like any other file. It goes only when it
 * is an original or was refused for good: whoever was told neither still finds it here.
 */
#include "archive_private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ClUploads {
	ClStore *store;
};

ClUploads *
cl_uploads_open(const char *folder, GError **error)
{
	ClStore *store = cl_store_open(folder, FALSE, error);
	ClUploads *uploads;

	if (store == NULL)
		return NULL;
	uploads = g_new0(ClUploads, 1);
	uploads->store = store;
	return uploads;
}

void
cl_uploads_close(ClUploads *uploads)
{
	if (uploads == NULL)
		return;
	cl_store_close(uploads->store);
	g_free(uploads);
}

gboolean
cl_uploads_sweep(ClUploads *uploads, guint64 age_s, guint *n_removed, GError **error)
{
	return cl_store_sweep_uploads(uploads->store,
		g_get_real_time() - (gint64) age_s * G_USEC_PER_SEC, n_removed, error);
}

ClFd
cl_uploads_scratch(ClUploads *uploads, GError **error)
{
	return cl_store_open_scratch(uploads->store, error);
}

ClFd
cl_uploads_begin(ClUploads *uploads, const guint8 sha256[CL_SHA256_BYTES], const guint64 *offset,
	GError **error)
{
	CL_AUTO_FD fd = cl_store_open_upload(uploads->store, sha256, TRUE, error);
	struct stat status;

	if (fd < 0)
		return -1;
	/* Without a link: it was swept between being opened and being locked. */
	if (!cl_store_lock_upload(fd) || fstat(fd, &status) != 0 || status.st_nlink == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_BUSY,
			"somebody is sending this file now; try again later");
		return -1;
	}
	if (offset == NULL && ftruncate(fd, 0) != 0) {
		cl_error_set_errno(error, errno, "upload");
		return -1;
	}
	if (offset != NULL && (guint64) status.st_size != *offset) {
		g_set_error(error, CL_ERROR, CL_ERROR_REVIEW,
			"%" G_GUINT64_FORMAT " bytes are here; go on from there (Upload-Offset)",
			(guint64) status.st_size);
		return -1;
	}
	lseek(fd, 0, SEEK_END);
	return cl_fd_steal(&fd);
}

gboolean
cl_archive_upload_state(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], guint64 *offset,
	gboolean *complete, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClFileRow) file = cl_catalog_get_file_by_sha256(archive->catalog, sha256, &why);
	struct stat status;

	*offset = 0;
	*complete = file != NULL;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (file != NULL) {
		*offset = file->size_bytes;
		return TRUE;
	}
	{
		CL_AUTO_FD fd = cl_store_open_upload(archive->store, sha256, FALSE, NULL);

		if (fd >= 0 && fstat(fd, &status) == 0)
			*offset = (guint64) status.st_size;
	}
	return TRUE;
}

/* What does not have the hash that it was announced with is of no use to anybody. */
static gboolean
check_hash(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	CL_AUTO_FD fd = cl_store_open_upload(archive->store, sha256, FALSE, error);
	guint8 found[CL_SHA256_BYTES];

	if (fd < 0 || !cl_store_hash(fd, "upload", found, error))
		return FALSE;
	if (memcmp(found, sha256, sizeof found) == 0)
		return TRUE;
	cl_store_end_upload(archive->store, sha256, NULL);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"what came has another SHA-256 than it was announced with; it is thrown away, send it again");
	return FALSE;
}

typedef struct {
	void (*each)(const ClIngested *file, gpointer data);
	gpointer data;
	char *overload;
} Taking;

static void
tell(const ClIngested *file, gpointer data)
{
	Taking *taking = data;

	if (g_error_matches(file->error, CL_ERROR, CL_ERROR_OVERLOAD))
		taking->overload = g_strdup(file->error->message);
	else
		taking->each(file, taking->data);
}

gboolean
cl_archive_take_upload(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], const char *name,
	const char *supplier, void (*each)(const ClIngested *file, gpointer data), gpointer data,
	GError **error)
{
	const char *paths[] = { name, NULL };
	Taking taking = { .each = each, .data = data };
	ClIngest ingest = { .paths = paths, .n_jobs = 1, .supplier = supplier, .no_wait = TRUE,
		.upload = sha256, .each = tell, .data = &taking };
	ClIngestTotals totals;
	gboolean ok = check_hash(archive, sha256, error) &&
		cl_archive_ingest(archive, &ingest, &totals, error);

	if (ok && taking.overload != NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_OVERLOAD,
			"%s; all of it is here: send it again, or nothing more from its end (Upload-Offset)",
			taking.overload);
		ok = FALSE;
	}
	g_free(taking.overload);
	return ok && cl_store_end_upload(archive->store, sha256, error);
}

void
archive_add_upload(ClArchive *archive, const guint8 *sha256, const char *name, GPtrArray *sources)
{
	g_autofree char *relative = cl_store_upload_name(sha256);
	ArchiveSource *source = g_new0(ArchiveSource, 1);

	source->name = g_build_filename(archive->folder, relative, NULL);
	source->path = g_strdup(name);
	g_ptr_array_add(sources, source);
}
