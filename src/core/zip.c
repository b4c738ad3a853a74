/* SPDX-License-Identifier: MIT
 *
 * Zip files, through minizip. It writes by six callbacks, which here go to a descriptor and keep the error
 * that it has no words for.
 */
#include <cutline/error.h>
#include <cutline/zip.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define MADE_BY_UNIX (3U << 8 | 20U)
#define MODE_0644 (0100644UL << 16)
#define NAMES_ARE_UTF8 (1U << 11)
#define PIECE_BYTES (1U << 30) /* minizip counts in unsigned int */

struct ClZip {
	ClFd out;
	char *name;
	zipFile file;
	GError *failure; /* the first, of a callback */
};

/* --- what minizip calls ------------------------------------------------------------------------- */

static voidpf
on_open(voidpf opaque, const void *name, int mode)
{
	return opaque;
}

static uLong
on_read(voidpf opaque, voidpf stream, void *buffer, uLong n_bytes)
{
	ClZip *zip = stream;
	ssize_t n = read(zip->out, buffer, n_bytes);

	return n < 0 ? 0 : (uLong) n;
}

static uLong
on_write(voidpf opaque, voidpf stream, const void *data, uLong n_bytes)
{
	ClZip *zip = stream;

	if (zip->failure == NULL && cl_file_write(zip->out, data, n_bytes, zip->name, &zip->failure))
		return n_bytes;
	return 0;
}

static ZPOS64_T
on_tell(voidpf opaque, voidpf stream)
{
	return (ZPOS64_T) lseek(((ClZip *) stream)->out, 0, SEEK_CUR);
}

static long
on_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	int whence = origin == ZLIB_FILEFUNC_SEEK_SET ? SEEK_SET
		: origin == ZLIB_FILEFUNC_SEEK_CUR    ? SEEK_CUR
						      : SEEK_END;

	return lseek(((ClZip *) stream)->out, (off_t) offset, whence) < 0 ? -1 : 0;
}

static int
on_close(voidpf opaque, voidpf stream)
{
	return 0;
}

static int
on_error(voidpf opaque, voidpf stream)
{
	return ((ClZip *) stream)->failure != NULL;
}

/* --- zip files ---------------------------------------------------------------------------------- */

static gboolean
check(ClZip *zip, int result, GError **error)
{
	if (result == ZIP_OK && zip->failure == NULL)
		return TRUE;
	if (zip->failure != NULL)
		g_propagate_error(error, g_steal_pointer(&zip->failure));
	else
		g_set_error(error, CL_ERROR, CL_ERROR_IO, "'%s' cannot be written as a zip file (%d)",
			zip->name, result);
	return FALSE;
}

ClZip *
cl_zip_new(ClFd out, const char *name, GError **error)
{
	g_autoptr(ClZip) zip = g_new0(ClZip, 1);
	zlib_filefunc64_def calls = { .zopen64_file = on_open, .zread_file = on_read,
		.zwrite_file = on_write, .ztell64_file = on_tell, .zseek64_file = on_seek,
		.zclose_file = on_close, .zerror_file = on_error, .opaque = zip };

	zip->out = out;
	zip->name = g_strdup(name);
	zip->file = zipOpen2_64(name, APPEND_STATUS_CREATE, NULL, &calls);
	if (zip->file != NULL)
		return g_steal_pointer(&zip);
	check(zip, ZIP_ERRNO, error);
	return NULL;
}

gboolean
cl_zip_begin(ClZip *zip, const char *path, GError **error)
{
	/* The earliest day that the format can write. */
	const zip_fileinfo about = { .tmz_date = { .tm_mday = 1, .tm_year = 1980 },
		.external_fa = MODE_0644 };

	return check(zip,
		zipOpenNewFileInZip4_64(zip->file, path, &about, NULL, 0, NULL, 0, NULL, 0, 0, 0,
			-MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, NULL, 0, MADE_BY_UNIX,
			NAMES_ARE_UTF8, 0),
		error);
}

gboolean
cl_zip_write(ClZip *zip, gconstpointer data, gsize n_bytes, GError **error)
{
	const guint8 *at = data;

	while (n_bytes > 0) {
		gsize n = MIN(n_bytes, PIECE_BYTES);

		if (!check(zip, zipWriteInFileInZip(zip->file, at, (unsigned) n), error))
			return FALSE;
		at += n;
		n_bytes -= n;
	}
	return TRUE;
}

gboolean
cl_zip_end(ClZip *zip, GError **error)
{
	return check(zip, zipCloseFileInZip(zip->file), error);
}

gboolean
cl_zip_finish(ClZip *zip, GError **error)
{
	return check(zip, zipClose(g_steal_pointer(&zip->file), NULL), error);
}

void
cl_zip_free(ClZip *zip)
{
	if (zip == NULL)
		return;
	if (zip->file != NULL)
		zipClose(zip->file, NULL);
	g_clear_error(&zip->failure);
	g_free(zip->name);
	g_free(zip);
}
