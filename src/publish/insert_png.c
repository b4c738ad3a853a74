/* SPDX-License-Identifier: MIT
 *
 * PNG (third edition): eXIf and an uncompressed iTXt "XML:com.adobe.xmp" before the first IDAT.
 * A whitelist of chunks: what pixels and colour need is copied; text, times and the unknown not.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include "publish_private.h"

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define XMP_KEYWORD "XML:com.adobe.xmp"

static guint32
crc_of(const guint8 *data, gsize n_bytes)
{
	guint32 crc = 0xffffffff;

	for (gsize i = 0; i < n_bytes; i++) {
		crc ^= data[i];
		for (guint bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
	}
	return crc ^ 0xffffffff;
}

static void
put_chunk(GByteArray *out, const char *type, const char *head, gsize n_head, gconstpointer data,
	gsize n_bytes)
{
	guint start;

	publish_put_be32(out, (guint32)(n_head + n_bytes));
	start = out->len;
	publish_put(out, type, 4);
	publish_put(out, head, n_head);
	publish_put(out, data, n_bytes);
	publish_put_be32(out, crc_of(out->data + start, out->len - start));
}

static void
put_blocks(GByteArray *out, const PublishBlocks *blocks)
{
	/* keyword, not compressed, method 0, no language, no translated keyword */
	static const char xmp_head[] = XMP_KEYWORD "\0\0\0\0";

	if (blocks->exif != NULL)
		put_chunk(out, "eXIf", "", 0, blocks->exif->data, blocks->exif->len);
	if (blocks->xmp != NULL)
		put_chunk(
			out, "iTXt", xmp_head, sizeof xmp_head, blocks->xmp->str, blocks->xmp->len);
}

static gboolean
stays(const guint8 *type)
{
	static const char *const kept[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA",
		"iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs"};

	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
		if (memcmp(type, kept[i], 4) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
damaged(GError **error, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "PNG: %s; encode the picture again", what);
	return FALSE;
}

static gboolean
check_head(const PublishPicture *picture, GError **error)
{
	const guint8 *data = picture->data;

	if (picture->n_bytes < 8 + 25 + 12 || memcmp(data, SIGNATURE, 8) != 0 ||
		publish_be32(data + 8) != 13 || memcmp(data + 12, "IHDR", 4) != 0)
		return damaged(error, "it does not begin with IHDR");
	return publish_size_fits(picture, publish_be32(data + 16), publish_be32(data + 20), error);
}

static gboolean
copy_chunks(
	GByteArray *out, const PublishPicture *picture, const PublishBlocks *blocks, GError **error)
{
	gboolean has_data = FALSE;
	gsize at = 8;

	for (guint n = 0; n < CL_MAX_SEGMENTS; n++) {
		const guint8 *chunk = picture->data + at;
		gsize n_chunk;

		if (picture->n_bytes - at < 12)
			return damaged(error, "it ends before IEND");
		n_chunk = (gsize)publish_be32(chunk) + 12;
		if (n_chunk > picture->n_bytes - at)
			return damaged(error, "a chunk is longer than the file");
		if (memcmp(chunk + 4, "IDAT", 4) == 0 && !has_data) {
			has_data = TRUE;
			put_blocks(out, blocks);
		}
		if (stays(chunk + 4))
			publish_put(out, chunk, n_chunk);
		at += n_chunk;
		if (memcmp(chunk + 4, "IEND", 4) == 0)
			return (has_data && at == picture->n_bytes) ||
			       damaged(error, "it has no IDAT or goes on after IEND");
	}
	return damaged(error, "it has too many chunks");
}

GByteArray *
publish_png(const PublishPicture *picture, const PublishBlocks *blocks, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_new();

	if (!check_head(picture, error))
		return NULL;
	publish_put(out, SIGNATURE, 8);
	if (!copy_chunks(out, picture, blocks, error))
		return NULL;
	return g_steal_pointer(&out);
}
