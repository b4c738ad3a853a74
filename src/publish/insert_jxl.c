/* SPDX-License-Identifier: MIT
 *
 * JPEG XL (ISO/IEC 18181-2): the code stream in a container with boxes "Exif" and "xml " before it.
 * A bare code stream, as the encoder writes it, gets its container; of one that has it only the
 * boxes that carry pixels stay.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include "publish_private.h"

#define CODE_STREAM "\xff\x0a"
#define SIGNATURE "\0\0\0\x0cJXL \r\n\x87\n"
#define FILE_TYPE "\0\0\0\x14" "ftypjxl \0\0\0\0jxl "

static gboolean
damaged(GError **error, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "JPEG XL: %s; encode the picture again", what);
	return FALSE;
}

/* --- the size, in the first bits of the code stream ------------------------------------------- */

typedef struct {
	const guint8 *data;
	gsize n_bits, at;
} Bits;

/* 0 beyond the end, which no size is. */
static guint32
take(Bits *bits, guint n)
{
	guint32 value = 0;

	for (guint i = 0; i < n; i++, bits->at++) {
		if (bits->at < bits->n_bits && (bits->data[bits->at / 8] >> bits->at % 8 & 1) != 0)
			value |= (guint32)1 << i;
	}
	return value;
}

static guint32
take_length(Bits *bits, gboolean is_small)
{
	static const guint8 widths[] = {9, 13, 18, 30};

	if (is_small)
		return (take(bits, 5) + 1) * 8;
	return take(bits, widths[take(bits, 2)]) + 1;
}

static gboolean
check_size(const PublishPicture *picture, const guint8 *stream, gsize n_stream, GError **error)
{
	static const guint8 ratios[][2] = {
		{1, 1}, {1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}};
	Bits bits = {.data = stream, .n_bits = n_stream * 8, .at = 16};
	gboolean is_small;
	guint32 width, height;
	guint ratio;

	if (n_stream < 12 || memcmp(stream, CODE_STREAM, 2) != 0)
		return damaged(error, "it has no code stream");
	is_small = take(&bits, 1) != 0;
	height = take_length(&bits, is_small);
	ratio = take(&bits, 3);
	width = ratio == 0 ? take_length(&bits, is_small)
			   : (guint32)((guint64)height * ratios[ratio][0] / ratios[ratio][1]);
	return publish_size_fits(picture, width, height, error);
}

/* --- boxes ------------------------------------------------------------------------------------ */

static void
put_box(GByteArray *out, const char *type, gconstpointer head, gsize n_head, gconstpointer data,
	gsize n_bytes)
{
	publish_put_be32(out, (guint32)(8 + n_head + n_bytes));
	publish_put(out, type, 4);
	publish_put(out, head, n_head);
	publish_put(out, data, n_bytes);
}

static void
put_blocks(GByteArray *out, const PublishBlocks *blocks)
{
	if (blocks->exif != NULL) /* begins with where the TIFF header is: at once */
		put_box(out, "Exif", "\0\0\0\0", 4, blocks->exif->data, blocks->exif->len);
	if (blocks->xmp != NULL)
		put_box(out, "xml ", "", 0, blocks->xmp->str, blocks->xmp->len);
}

static gboolean
copy_stream(GByteArray *out, const PublishPicture *picture, const guint8 *box, gsize n_box,
	gboolean *has_stream, GError **error)
{
	gboolean is_part = memcmp(box + 4, "jxlp", 4) == 0;
	gsize n_head = is_part ? 12 : 8;

	if (memcmp(box + 4, "jxlc", 4) != 0 && !is_part)
		return TRUE;
	if (n_box < n_head)
		return damaged(error, "a box is too short");
	if (!*has_stream && !check_size(picture, box + n_head, n_box - n_head, error))
		return FALSE;
	*has_stream = TRUE;
	publish_put(out, box, n_box);
	return TRUE;
}

static gboolean
copy_boxes(GByteArray *out, const PublishPicture *picture, GError **error)
{
	gboolean has_stream = FALSE;
	gsize at = 12;

	for (guint n = 0; n < CL_MAX_SEGMENTS && at < picture->n_bytes; n++) {
		const guint8 *box = picture->data + at;
		gsize left = picture->n_bytes - at, n_box;

		if (left < 8)
			return damaged(error, "it ends inside a box");
		n_box = publish_be32(box);
		/* 0: to the end. The long form is for what is_too_large(). */
		n_box = n_box == 0 ? left : n_box;
		if (n_box < 8 || n_box > left)
			return damaged(error, "a box is longer than the file");
		if (!copy_stream(out, picture, box, n_box, &has_stream, error))
			return FALSE;
		at += n_box;
	}
	return (has_stream && at == picture->n_bytes) || damaged(error, "it has no code stream");
}

GByteArray *
publish_jxl(const PublishPicture *picture, const PublishBlocks *blocks, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_new();

	publish_put(out, SIGNATURE, 12);
	publish_put(out, FILE_TYPE, 20);
	put_blocks(out, blocks);
	if (picture->n_bytes >= 12 && memcmp(picture->data, SIGNATURE, 12) == 0) {
		if (!copy_boxes(out, picture, error))
			return NULL;
		return g_steal_pointer(&out);
	}
	if (!check_size(picture, picture->data, picture->n_bytes, error))
		return NULL;
	put_box(out, "jxlc", "", 0, picture->data, picture->n_bytes);
	return g_steal_pointer(&out);
}
