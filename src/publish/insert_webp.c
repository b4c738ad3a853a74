/* SPDX-License-Identifier: MIT
 *
 * WebP (RIFF container specification): VP8X made anew with the flags of what is really there,
 * ICCP and the picture copied, EXIF and "XMP " after it. A still picture only; other chunks are
 * not copied. The size comes from the coded picture itself.
 */
#include <string.h>
#include <cutline/error.h>
#include "publish_private.h"

#define FLAG_ICC 0x20
#define FLAG_ALPHA 0x10
#define FLAG_EXIF 0x08
#define FLAG_XMP 0x04

#define MAX_CHUNKS 64

typedef struct {
	const guint8 *data; /* payload; NULL if absent */
	guint32 n_bytes;
} Chunk;

typedef struct {
	Chunk icc, alpha, lossy, lossless;
	guint32 width, height;
	gboolean has_alpha;
} Parts;

static gboolean
damaged(GError **error, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "WebP: %s; encode the picture again", what);
	return FALSE;
}

/* RFC 6386 9.1: key frame with start code, then two 14-bit sizes. */
static gboolean
read_lossy(Parts *parts, GError **error)
{
	const guint8 *data = parts->lossy.data;

	if (parts->lossy.n_bytes < 10 || (data[0] & 1) != 0 ||
		memcmp(data + 3, "\x9d\x01\x2a", 3) != 0)
		return damaged(error, "the VP8 chunk does not begin with a key frame");
	parts->width = publish_le16(data + 6) & 0x3fff;
	parts->height = publish_le16(data + 8) & 0x3fff;
	parts->has_alpha = parts->alpha.data != NULL;
	return TRUE;
}

/* Lossless bitstream 3: signature, sizes minus one in 14 bits each, a bit for alpha. */
static gboolean
read_lossless(Parts *parts, GError **error)
{
	const guint8 *data = parts->lossless.data;
	guint32 bits;

	if (parts->lossless.n_bytes < 5 || data[0] != 0x2f)
		return damaged(error, "the VP8L chunk has no signature");
	bits = publish_le32(data + 1);
	parts->width = (bits & 0x3fff) + 1;
	parts->height = (bits >> 14 & 0x3fff) + 1;
	parts->has_alpha = (bits >> 28 & 1) != 0;
	return TRUE;
}

static Chunk *
slot_of(Parts *parts, const guint8 *type)
{
	if (memcmp(type, "ICCP", 4) == 0)
		return &parts->icc;
	if (memcmp(type, "ALPH", 4) == 0)
		return &parts->alpha;
	if (memcmp(type, "VP8 ", 4) == 0)
		return &parts->lossy;
	if (memcmp(type, "VP8L", 4) == 0)
		return &parts->lossless;
	return NULL;
}

static gboolean
read_chunks(Parts *parts, const guint8 *data, gsize n_bytes, GError **error)
{
	gsize at = 12;

	for (guint n = 0; at < n_bytes; n++) {
		guint32 size;
		Chunk *slot;

		if (n_bytes - at < 8 || n >= MAX_CHUNKS)
			return damaged(error, "its chunks do not end where the file does");
		size = publish_le32(data + at + 4);
		if (size > n_bytes - at - 8)
			return damaged(error, "a chunk is longer than the file");
		if (memcmp(data + at, "ANIM", 4) == 0 || memcmp(data + at, "ANMF", 4) == 0)
			return damaged(error, "it is an animation");
		slot = slot_of(parts, data + at);
		if (slot != NULL && slot->data != NULL)
			return damaged(error, "a chunk stands twice");
		if (slot != NULL)
			*slot = (Chunk){data + at + 8, size};
		at += 8 + (gsize)size;
		if (size % 2 == 1 && at < n_bytes)
			at++;
	}
	if ((parts->lossy.data == NULL) == (parts->lossless.data == NULL))
		return damaged(error, "it has no picture or two");
	return parts->lossy.data != NULL ? read_lossy(parts, error) : read_lossless(parts, error);
}

static gboolean
read_file(Parts *parts, const PublishPicture *picture, GError **error)
{
	const guint8 *data = picture->data;

	if (picture->n_bytes < 20 || memcmp(data, "RIFF", 4) != 0 ||
		memcmp(data + 8, "WEBP", 4) != 0)
		return damaged(error, "it does not begin with RIFF and WEBP");
	if ((gsize)publish_le32(data + 4) + 8 != picture->n_bytes)
		return damaged(error, "the RIFF size is not that of the file");
	return read_chunks(parts, data, picture->n_bytes, error) &&
	       publish_size_fits(picture, parts->width, parts->height, error);
}

static void
put_chunk(GByteArray *out, const char *type, gconstpointer data, gsize n_bytes)
{
	publish_put(out, type, 4);
	publish_put_le32(out, (guint32)n_bytes);
	publish_put(out, data, n_bytes);
	if (n_bytes % 2 == 1)
		publish_put(out, "", 1);
}

static void
put_parsed(GByteArray *out, const char *type, const Chunk *chunk)
{
	if (chunk->data != NULL)
		put_chunk(out, type, chunk->data, chunk->n_bytes);
}

static void
put_header(GByteArray *out, const Parts *parts, const PublishBlocks *blocks)
{
	guint8 header[10] = {0};

	header[0] = (guint8)((parts->icc.data != NULL ? FLAG_ICC : 0) |
			     (parts->has_alpha ? FLAG_ALPHA : 0) |
			     (blocks->exif != NULL ? FLAG_EXIF : 0) |
			     (blocks->xmp != NULL ? FLAG_XMP : 0));
	for (guint i = 0; i < 3; i++) {
		header[4 + i] = (guint8)((parts->width - 1) >> (8 * i));
		header[7 + i] = (guint8)((parts->height - 1) >> (8 * i));
	}
	put_chunk(out, "VP8X", header, sizeof header);
}

GByteArray *
publish_webp(const PublishPicture *picture, const PublishBlocks *blocks, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	g_autoptr(GByteArray) size = g_byte_array_new();
	Parts parts = {0};

	if (!read_file(&parts, picture, error))
		return NULL;
	if (parts.width == 0 || parts.height == 0) {
		damaged(error, "it has no pixels");
		return NULL;
	}
	publish_put(out, "RIFF\0\0\0\0WEBP", 12);
	put_header(out, &parts, blocks);
	put_parsed(out, "ICCP", &parts.icc);
	if (parts.lossy.data != NULL)
		put_parsed(out, "ALPH", &parts.alpha);
	put_parsed(out, "VP8 ", &parts.lossy);
	put_parsed(out, "VP8L", &parts.lossless);
	if (blocks->exif != NULL)
		put_chunk(out, "EXIF", blocks->exif->data, blocks->exif->len);
	if (blocks->xmp != NULL)
		put_chunk(out, "XMP ", blocks->xmp->str, blocks->xmp->len);
	publish_put_le32(size, out->len - 8);
	memcpy(out->data + 4, size->data, 4);
	return g_steal_pointer(&out);
}
