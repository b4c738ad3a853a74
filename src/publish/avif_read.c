/* SPDX-License-Identifier: MIT
 *
 * AVIF as libheif writes it (ISO/IEC 14496-12, 23008-12): ftyp, meta with one primary av01 item,
 * at most an alpha plane, each one extent in mdat. Strict: a shape that is not known cannot be
 * moved safely, so it is refused by name. Nothing is written here.
 */
#include <string.h>
#include <cutline/error.h>
#include "avif.h"

static gboolean
damaged(GError **error, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "AVIF: %s; encode the picture again", what);
	return FALSE;
}

static gboolean
unknown_box(GError **error, const AvifBox *box)
{
	char type[5] = {0};

	for (guint i = 0; i < 4; i++)
		type[i] = g_ascii_isprint(box->data[4 + i]) ? (char)box->data[4 + i] : '?';
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"AVIF: '%s' is not written by our encoder; encode the picture again", type);
	return FALSE;
}

static gboolean
is_type(const AvifBox *box, const char *type)
{
	return memcmp(box->data + 4, type, 4) == 0;
}

/* The next box of `n_bytes` at `data`; full boxes have four more bytes of header. */
static gboolean
next_box(AvifBox *box, const guint8 *data, gsize n_bytes, gboolean full, GError **error)
{
	box->data = data;
	box->n_header = full ? 12 : 8;
	if (n_bytes < 8)
		return damaged(error, "a box is cut");
	box->n_bytes = publish_be32(data);
	if (box->n_bytes < box->n_header || box->n_bytes > n_bytes)
		return damaged(error, "a box has a size that does not fit");
	return TRUE;
}

static const guint8 *
body(const AvifBox *box)
{
	return box->data + box->n_header;
}

static gsize
n_body(const AvifBox *box)
{
	return box->n_bytes - box->n_header;
}

/* --- meta ---------------------------------------------------------------------------------- */

static gboolean
read_meta_boxes(Avif *avif, const AvifBox *meta, GError **error)
{
	const struct {
		const char *type;
		AvifBox *slot;
		gboolean full;
	} known[] = {
		{"hdlr", &avif->hdlr, TRUE},
		{"pitm", &avif->pitm, TRUE},
		{"iloc", &avif->iloc, TRUE},
		{"iinf", &avif->iinf, TRUE},
		{"iref", &avif->iref, TRUE},
		{"iprp", &avif->iprp, FALSE},
	};
	AvifBox box;

	for (gsize at = 0; at < n_body(meta); at += box.n_bytes) {
		AvifBox *slot = NULL;

		if (!next_box(&box, body(meta) + at, n_body(meta) - at, FALSE, error))
			return FALSE;
		for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
			if (is_type(&box, known[i].type)) {
				slot = known[i].slot;
				box.n_header = known[i].full ? 12 : 8;
			}
		}
		if (slot == NULL || slot->data != NULL || box.n_bytes < box.n_header)
			return unknown_box(error, &box);
		*slot = box;
	}
	if (avif->hdlr.data == NULL || avif->pitm.data == NULL || avif->iloc.data == NULL ||
		avif->iinf.data == NULL || avif->iprp.data == NULL)
		return damaged(error, "its meta box lacks a part");
	return TRUE;
}

static AvifItem *
item_of(Avif *avif, guint id)
{
	for (guint i = 0; i < avif->n_items; i++) {
		if (avif->items[i].id == id)
			return &avif->items[i];
	}
	return NULL;
}

static gboolean
read_item_entry(Avif *avif, const AvifBox *entry, GError **error)
{
	const guint8 *data = body(entry);
	AvifItem *item = &avif->items[avif->n_items];

	/* Version 2: id, protection, type, name. */
	if (!is_type(entry, "infe") || entry->data[8] != 2 || n_body(entry) < 9 ||
		publish_be16(data + 2) != 0)
		return unknown_box(error, entry);
	item->id = publish_be16(data);
	item->entry = *entry;
	item->stays = memcmp(data + 4, "av01", 4) == 0;
	if (!item->stays && memcmp(data + 4, "Exif", 4) != 0 && memcmp(data + 4, "mime", 4) != 0)
		return damaged(error, "it has an item that is neither picture nor metadata");
	if (item_of(avif, item->id) != NULL || item->id > 0xff00) /* ours come after them */
		return damaged(error, "two items have one id, or a very high one");
	avif->n_items++;
	return TRUE;
}

static gboolean
read_items(Avif *avif, GError **error)
{
	const guint8 *data = body(&avif->iinf);
	gsize n_bytes = n_body(&avif->iinf), at = 2;
	AvifBox entry;
	guint count;

	if (avif->iinf.data[8] != 0 || n_bytes < 2)
		return unknown_box(error, &avif->iinf);
	count = publish_be16(data);
	if (count > AVIF_MAX_ITEMS)
		return damaged(error, "it has too many items");
	for (guint i = 0; i < count; i++, at += entry.n_bytes) {
		if (!next_box(&entry, data + at, n_bytes - at, TRUE, error) ||
			!read_item_entry(avif, &entry, error))
			return FALSE;
	}
	if (at != n_bytes)
		return unknown_box(error, &avif->iinf);
	if (avif->pitm.data[8] != 0 || n_body(&avif->pitm) != 2)
		return unknown_box(error, &avif->pitm);
	avif->primary = publish_be16(body(&avif->pitm));
	if (item_of(avif, avif->primary) == NULL || !item_of(avif, avif->primary)->stays)
		return damaged(error, "its primary item is no picture");
	return TRUE;
}

/* --- iloc ---------------------------------------------------------------------------------- */

typedef struct {
	const guint8 *data;
	gsize n_bytes;
	gboolean ended; /* something was read behind the end; it gave 0 */
} Reader;

static guint64
take(Reader *reader, guint n_bytes)
{
	guint64 value = 0;

	if (n_bytes > reader->n_bytes) {
		reader->ended = TRUE;
		return 0;
	}
	for (guint i = 0; i < n_bytes; i++)
		value = value << 8 | reader->data[i];
	reader->data += n_bytes;
	reader->n_bytes -= n_bytes;
	return value;
}

static gboolean
read_location(Avif *avif, Reader *reader, guint version, guint sizes, const AvifBox *mdat,
	const PublishPicture *picture, GError **error)
{
	guint id = (guint)take(reader, 2);
	guint method = version == 1 ? (guint)take(reader, 2) : 0;
	guint file = (guint)take(reader, 2);
	guint64 base = take(reader, sizes >> 4 & 15);
	guint n_extents = (guint)take(reader, 2);
	guint64 offset = take(reader, sizes >> 12 & 15);
	guint64 length = take(reader, sizes >> 8 & 15);
	guint64 first = (guint64)(body(mdat) - picture->data);
	guint64 end = first + n_body(mdat);
	AvifItem *item = item_of(avif, id);

	if (reader->ended || method != 0 || file != 0 || n_extents != 1 || item == NULL ||
		item->data != NULL)
		return damaged(error, "an item does not lie in one piece of the file");
	if (base > end || offset > end || base + offset < first || base + offset > end ||
		length == 0 || length > end - (base + offset))
		return damaged(error, "an item lies outside mdat");
	item->data = picture->data + base + offset;
	item->n_bytes = (guint32)length;
	return TRUE;
}

static gboolean
read_locations(Avif *avif, const AvifBox *mdat, const PublishPicture *picture, GError **error)
{
	Reader reader = {body(&avif->iloc), n_body(&avif->iloc), FALSE};
	guint version = avif->iloc.data[8];
	guint sizes = (guint)take(&reader, 2); /* nibbles: offset, length, base, index */
	guint count = (guint)take(&reader, 2);

	if (version > 1 || (sizes & 15) != 0 || count != avif->n_items)
		return unknown_box(error, &avif->iloc);
	for (guint shift = 4; shift <= 12; shift += 4) {
		if ((sizes >> shift & 15) != 0 && (sizes >> shift & 15) != 4 &&
			(sizes >> shift & 15) != 8)
			return unknown_box(error, &avif->iloc);
	}
	for (guint i = 0; i < count; i++) {
		if (!read_location(avif, &reader, version, sizes, mdat, picture, error))
			return FALSE;
	}
	return reader.n_bytes == 0 || unknown_box(error, &avif->iloc);
}

/* --- properties and references ------------------------------------------------------------- */

static gboolean
read_properties(Avif *avif, GError **error)
{
	static const char *const known[] = {"colr", "av1C", "ispe", "pixi", "auxC", "pasp"};
	AvifBox list, property;

	if (!next_box(&list, body(&avif->iprp), n_body(&avif->iprp), FALSE, error))
		return FALSE;
	if (!is_type(&list, "ipco"))
		return unknown_box(error, &list);
	for (gsize at = 0; at < n_body(&list); at += property.n_bytes) {
		gboolean is_known = FALSE;

		if (!next_box(&property, body(&list) + at, n_body(&list) - at, FALSE, error))
			return FALSE;
		for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
			is_known = is_known || is_type(&property, known[i]);
		if (!is_known)
			return unknown_box(error, &property);
		/* All planes of one picture have its size. */
		if (is_type(&property, "ispe") && n_body(&property) == 12) {
			avif->width = publish_be32(body(&property) + 4);
			avif->height = publish_be32(body(&property) + 8);
		}
	}
	return avif->width != 0 || damaged(error, "it has no size");
}

static gboolean
read_references(Avif *avif, GError **error)
{
	AvifBox reference;

	for (gsize at = 0; avif->iref.data != NULL && at < n_body(&avif->iref);
		at += reference.n_bytes) {
		const AvifItem *from, *to;

		if (!next_box(&reference, body(&avif->iref) + at, n_body(&avif->iref) - at, FALSE,
			    error))
			return FALSE;
		if (avif->iref.data[8] != 0 || n_body(&reference) != 6 ||
			publish_be16(body(&reference) + 2) != 1)
			return unknown_box(error, &reference);
		from = item_of(avif, publish_be16(body(&reference)));
		to = item_of(avif, publish_be16(body(&reference) + 4));
		if (from == NULL || to == NULL || !to->stays)
			return damaged(error, "a reference leads nowhere");
		if (from->stays && !is_type(&reference, "auxl"))
			return unknown_box(error, &reference);
		if (from->stays)
			publish_put(avif->references, reference.data, reference.n_bytes);
	}
	return TRUE;
}

gboolean
avif_read(Avif *avif, const PublishPicture *picture, GError **error)
{
	AvifBox box, meta = {0}, mdat = {0};

	*avif = (Avif){.references = g_byte_array_new()};
	for (gsize at = 0; at < picture->n_bytes; at += box.n_bytes) {
		AvifBox *slot;

		if (!next_box(&box, picture->data + at, picture->n_bytes - at, FALSE, error))
			return FALSE;
		slot = is_type(&box, "ftyp")   ? &avif->ftyp
		       : is_type(&box, "meta") ? &meta
		       : is_type(&box, "mdat") ? &mdat
					       : NULL;
		if (slot == NULL || slot->data != NULL || (slot == &avif->ftyp) != (at == 0))
			return unknown_box(error, &box);
		*slot = box;
	}
	if (meta.data == NULL || mdat.data == NULL || meta.n_bytes < 12 ||
		n_body(&avif->ftyp) < 8 || memcmp(body(&avif->ftyp), "avif", 4) != 0)
		return damaged(error, "it is not ftyp (avif), meta and mdat");
	meta.n_header = 12;
	return read_meta_boxes(avif, &meta, error) && read_items(avif, error) &&
	       read_locations(avif, &mdat, picture, error) && read_properties(avif, error) &&
	       read_references(avif, error) &&
	       publish_size_fits(picture, avif->width, avif->height, error);
}

void
avif_clear(Avif *avif)
{
	g_byte_array_unref(avif->references);
}
