/* SPDX-License-Identifier: MIT
 *
 * AVIF written anew with an Exif and a mime item (ISO/IEC 23008-12 annex A, 14496-12 8.11): meta
 * made from the parts that stay, mdat from the coded pictures and then the metadata. Items that
 * the encoder added by itself (libvips invents EXIF) are left out with their bytes.
 */
#include <string.h>
#include <cutline/error.h>
#include "avif.h"

#define XMP_TYPE "application/rdf+xml"
/* Offset of the TIFF header behind these four bytes, then the id that every reader knows. */
#define EXIF_HEAD "\0\0\0\6Exif\0"
#define EXIF_HEAD_BYTES 10

typedef struct {
	guint id;
	const guint8 *head, *data;
	guint32 n_head, n_bytes;
	guint offset_at; /* where the file has its offset, to be filled in last */
} Placed;

typedef struct {
	const Avif *avif;
	GByteArray *out;
	Placed placed[AVIF_MAX_ITEMS + 2];
	guint n_placed;
	guint exif_id, xmp_id; /* 0 = none */
} Writer;

static void
place(Writer *writer, guint id, const char *head, guint32 n_head, const guint8 *data,
	guint32 n_bytes)
{
	writer->placed[writer->n_placed++] =
		(Placed){id, (const guint8 *)head, data, n_head, n_bytes, 0};
}

static void
place_all(Writer *writer, const PublishBlocks *blocks)
{
	guint last_id = 0;

	for (guint i = 0; i < writer->avif->n_items; i++) {
		const AvifItem *item = &writer->avif->items[i];

		if (!item->stays)
			continue;
		last_id = MAX(last_id, item->id);
		place(writer, item->id, NULL, 0, item->data, item->n_bytes);
	}
	if (blocks->exif != NULL) {
		writer->exif_id = ++last_id;
		place(writer, writer->exif_id, EXIF_HEAD, EXIF_HEAD_BYTES, blocks->exif->data,
			blocks->exif->len);
	}
	if (blocks->xmp != NULL) {
		writer->xmp_id = ++last_id;
		place(writer, writer->xmp_id, NULL, 0, (const guint8 *)blocks->xmp->str,
			(guint32)blocks->xmp->len);
	}
}

static guint
open_box(GByteArray *out, const char *type)
{
	guint start = out->len;

	publish_put_be32(out, 0);
	publish_put(out, type, 4);
	return start;
}

static guint
open_full_box(GByteArray *out, const char *type, guint8 version)
{
	guint start = open_box(out, type);

	publish_put_be32(out, (guint32)version << 24);
	return start;
}

static void
patch(GByteArray *out, guint at, guint32 value)
{
	const guint8 bytes[] = {
		(guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value};

	memcpy(out->data + at, bytes, sizeof bytes);
}

static void
close_box(GByteArray *out, guint start)
{
	patch(out, start, out->len - start);
}

/* Version 0, offsets and lengths of four bytes, no base offset, one extent an item. */
static void
put_locations(Writer *writer)
{
	GByteArray *out = writer->out;
	guint start = open_full_box(out, "iloc", 0);

	publish_put_be16(out, 0x4400);
	publish_put_be16(out, writer->n_placed);
	for (guint i = 0; i < writer->n_placed; i++) {
		Placed *placed = &writer->placed[i];

		publish_put_be16(out, placed->id);
		publish_put_be16(out, 0); /* this file */
		publish_put_be16(out, 1); /* extent */
		placed->offset_at = out->len;
		publish_put_be32(out, 0);
		publish_put_be32(out, placed->n_head + placed->n_bytes);
	}
	close_box(out, start);
}

static void
put_entry(GByteArray *out, guint id, const char *type, const char *rest, gsize n_rest)
{
	guint start = open_full_box(out, "infe", 2);

	publish_put_be16(out, id);
	publish_put_be16(out, 0); /* not protected */
	publish_put(out, type, 4);
	publish_put(out, rest, n_rest);
	close_box(out, start);
}

static void
put_items(Writer *writer)
{
	GByteArray *out = writer->out;
	guint start = open_full_box(out, "iinf", 0);

	publish_put_be16(out, writer->n_placed);
	for (guint i = 0; i < writer->avif->n_items; i++) {
		const AvifItem *item = &writer->avif->items[i];

		if (item->stays)
			publish_put(out, item->entry.data, item->entry.n_bytes);
	}
	/* No name; a mime item then says what it is. */
	if (writer->exif_id != 0)
		put_entry(out, writer->exif_id, "Exif", "", 1);
	if (writer->xmp_id != 0)
		put_entry(out, writer->xmp_id, "mime", "\0" XMP_TYPE, sizeof XMP_TYPE + 1);
	close_box(out, start);
}

static void
put_description(Writer *writer, guint id)
{
	guint start;

	if (id == 0)
		return;
	start = open_box(writer->out, "cdsc");
	publish_put_be16(writer->out, id);
	publish_put_be16(writer->out, 1);
	publish_put_be16(writer->out, writer->avif->primary);
	close_box(writer->out, start);
}

static void
put_references(Writer *writer)
{
	const GByteArray *kept = writer->avif->references;
	guint start;

	if (kept->len == 0 && writer->exif_id == 0 && writer->xmp_id == 0)
		return;
	start = open_full_box(writer->out, "iref", 0);
	publish_put(writer->out, kept->data, kept->len);
	put_description(writer, writer->exif_id);
	put_description(writer, writer->xmp_id);
	close_box(writer->out, start);
}

static void
put_box(GByteArray *out, const AvifBox *box)
{
	publish_put(out, box->data, box->n_bytes);
}

static void
put_file(Writer *writer)
{
	GByteArray *out = writer->out;
	guint start;

	put_box(out, &writer->avif->ftyp);
	start = open_full_box(out, "meta", 0);
	put_box(out, &writer->avif->hdlr);
	put_box(out, &writer->avif->pitm);
	put_locations(writer);
	put_items(writer);
	put_box(out, &writer->avif->iprp);
	put_references(writer);
	close_box(out, start);
	start = open_box(out, "mdat");
	for (guint i = 0; i < writer->n_placed; i++) {
		const Placed *placed = &writer->placed[i];

		patch(out, placed->offset_at, out->len);
		publish_put(out, placed->head, placed->n_head);
		publish_put(out, placed->data, placed->n_bytes);
	}
	close_box(out, start);
}

GByteArray *
publish_avif(const PublishPicture *picture, const PublishBlocks *blocks, GError **error)
{
	GByteArray *out = NULL;
	Writer writer = {0};
	Avif avif;

	if (avif_read(&avif, picture, error)) {
		out = g_byte_array_sized_new((guint)MIN(picture->n_bytes + 8192, G_MAXUINT));
		writer.avif = &avif;
		writer.out = out;
		place_all(&writer, blocks);
		put_file(&writer);
	}
	avif_clear(&avif);
	return out;
}
