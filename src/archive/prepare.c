/* SPDX-License-Identifier: MIT
 *
 * One source made ready for the writer: opened once, hashed, copied, its facts read by the
 * decoder. What is wrong with it becomes the item's own error. Runs on many threads, writes no row.
 */
#include "archive_private.h"

#include <cutline/text.h>
#include <fcntl.h>
#include <string.h>

typedef struct {
	ClArchive *archive;
	ClDecoderPool *pool;
	const char *supplier;
	const volatile gint *cancel;
} Job;

/* Files that systems leave in folders. */
gboolean
archive_is_litter(const char *path)
{
	static const char *const names[] = { ".DS_Store", "Thumbs.db", "desktop.ini", ".picasa.ini",
		".directory", ".nomedia", "ehthumbs.db" };
	g_autofree char *name = g_path_get_basename(path);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strcasecmp(name, names[i]) == 0)
			return TRUE;
	return g_str_has_prefix(name, "._");
}

/* What a browser or an FTP server calls a file that is still on its way. */
gboolean
archive_is_on_its_way(const char *path)
{
	static const char *const endings[] = { ".part", ".tmp", ".partial", ".filepart",
		".crdownload", ".download" };

	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(path, endings[i]))
			return TRUE;
	return FALSE;
}

/* A failure of the disk or the sandbox is not the picture's fault. */
static gboolean
is_ours(const GError *error)
{
	return g_error_matches(error, CL_ERROR, CL_ERROR_SANDBOX) ||
		g_error_matches(error, CL_ERROR, CL_ERROR_IO) ||
		g_error_matches(error, CL_ERROR, CL_ERROR_BUSY) ||
		g_error_matches(error, CL_ERROR, CL_ERROR_NEWER) ||
		g_error_matches(error, CL_ERROR, CL_ERROR_CANCELLED);
}

static void
reject(ArchiveItem *item, GError *error)
{
	if (archive_is_litter(item->path) && g_error_matches(error, CL_ERROR, CL_ERROR_UNSUPPORTED)) {
		item->result.status = CL_STATUS_IGNORED;
		g_error_free(error);
	} else {
		item->result.status = CL_STATUS_REJECTED;
		item->result.error = error;
	}
}

/* Known only while the archive still has the bytes: else this file brings them back. */
static gboolean
find_known(Job *job, ClCatalog *catalog, const guint8 sha256[CL_SHA256_BYTES], ArchiveItem *item,
	GError **error)
{
	g_autoptr(ClFileRow) file = cl_catalog_get_file_by_sha256(catalog, sha256, error);

	if (file == NULL ||
		cl_store_original_bytes(job->archive->store, sha256) != (gint64) file->size_bytes)
		return FALSE;
	item->result.status = CL_STATUS_KNOWN;
	item->result.version = file->version;
	item->result.format = file->facts->format;
	item->result.width = file->facts->width;
	item->result.height = file->facts->height;
	g_strlcpy(item->result.id, file->photo, sizeof item->result.id);
	archive_compare_extension(item, file->facts->format);
	return TRUE;
}

GVariant *
archive_charset_of(ClArchive *archive, const char *supplier)
{
	g_autofree char *key = supplier == NULL ? NULL : cl_text_fold(supplier);
	g_autofree char *charset =
		key == NULL || *key == '\0' ? NULL : cl_archive_setting(archive, "charsets", key);

	return g_variant_new("(s)", charset != NULL ? charset : "");
}

static gboolean
read_facts(Job *job, ArchiveItem *item, GError **error)
{
	g_autoptr(GVariant) answer = cl_decoder_pool_run_until(job->pool, CL_JOB_READ, item->staged->fd, NULL,
		0, archive_charset_of(job->archive, job->supplier), job->cancel, error);

	if (answer == NULL)
		return FALSE;
	item->facts = cl_facts_from_variant(answer, error);
	return item->facts != NULL;
}

/* A kill notice comes as a text or as a saved mail. */
static gboolean
is_notice_name(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL &&
		(g_ascii_strcasecmp(dot, ".txt") == 0 || g_ascii_strcasecmp(dot, ".eml") == 0);
}

/* TRUE: a side-car, or an error that says why not; FALSE without an error: look for a picture. */
static gboolean
try_sidecar(Job *job, ArchiveItem *item, GError **error)
{
	gboolean beside = archive_is_sidecar_name(item->path);
	g_autoptr(GError) why = NULL;

	if (!beside && !is_notice_name(item->path))
		return FALSE;
	item->sidecar = archive_read_sidecar(job->pool, item, job->cancel, &why);
	if (item->sidecar != NULL)
		return TRUE;
	if (g_error_matches(why, CL_ERROR, CL_ERROR_UNSUPPORTED))
		return FALSE;
	item->unread = beside;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

static gboolean
read_staged(Job *job, ArchiveItem *item, GError **error)
{
	GError *why = NULL;

	if (try_sidecar(job, item, &why))
		return TRUE;
	if (why != NULL) {
		g_propagate_error(error, why);
		return FALSE;
	}
	return read_facts(job, item, error);
}

/* Half of a picture that is still being copied here is none. */
static gboolean
is_still(ClFd fd, const struct stat *opened, GError **error)
{
	struct stat now;

	if (fstat(fd, &now) == 0 && cl_file_is_same(&now, opened))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"it changed while it was read, so somebody is still writing it; run the same command again "
		"when it is complete");
	return FALSE;
}

/* What has changed counts before what is wrong with it: that may be that it ends too early. */
static gboolean
copy_and_read(Job *job, ClFd fd, ArchiveItem *item, GError **error)
{
	GError *why = NULL;

	item->staged = cl_store_stage(job->archive->store, fd, item->path, error);
	if (item->staged == NULL)
		return FALSE;
	if ((read_staged(job, item, &why) || !is_ours(why)) && !is_still(fd, &item->status, error)) {
		item->unread = FALSE;
		g_clear_error(&why);
		return FALSE;
	}
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, why);
	return FALSE;
}

/* A file whose size is in the catalog is probably there: hash it before copying it. */
static gboolean
prepare(Job *job, ClCatalog *catalog, const ArchiveSource *source, ArchiveItem *item, GError **error)
{
	int folder_fd = source->folder_fd == NULL ? AT_FDCWD : *source->folder_fd;
	CL_AUTO_FD fd = cl_store_open_source(folder_fd, source->name, &item->status, error);
	gboolean has = FALSE;
	guint8 sha256[CL_SHA256_BYTES];

	if (fd < 0 ||
		!cl_catalog_has_size(catalog, (guint64) item->status.st_size, &has, error))
		return FALSE;
	if (item->status.st_size == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
			"the file is empty; ask for it again");
		return FALSE;
	}
	if (has) {
		GError *why = NULL;

		if (!cl_store_hash(fd, item->path, sha256, error) || !is_still(fd, &item->status, error))
			return FALSE;
		if (find_known(job, catalog, sha256, item, &why))
			return TRUE;
		if (why != NULL) {
			g_propagate_error(error, why);
			return FALSE;
		}
	}
	if (!copy_and_read(job, fd, item, error))
		return FALSE;
	item->supplier_given = g_strdup(job->supplier);
	return TRUE;
}

ArchiveItem *
archive_prepare(ClArchive *archive, ClDecoderPool *pool, ClCatalog *catalog,
	const ArchiveSource *source, const char *supplier, const volatile gint *cancel,
	GError **broken)
{
	Job job = { archive, pool, supplier, cancel };
	ArchiveItem *item = archive_item_new(source->path);
	GError *error = NULL;

	item->source = source;
	item->result.status = CL_N_STATUSES;
	if (source->no_file)
		item->result.status = CL_STATUS_IGNORED;
	else if (source->error != NULL)
		reject(item, g_error_copy(source->error));
	else if (!prepare(&job, catalog, source, item, &error)) {
		g_clear_pointer(&item->staged, cl_staged_free);
		if (is_ours(error))
			*broken = error; /* not the picture's fault: it counts as not begun */
		else
			reject(item, error);
	}
	return item;
}
