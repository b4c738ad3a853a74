/* SPDX-License-Identifier: MIT
 *
 * HEIF and AVIF: the item model (iinf, iloc, iref, iprp) → blocks, size and picture parts. Size and
 * turn are those of the primary item's properties; EXIF's orientation is for information only here,
 * since decoders turn by irot and imir themselves.
 */
#include "reader.h"

#define BOX(a, b, c, d) METADATA_FOURCC(a, b, c, d)
#define MAX_ITEMS CL_MAX_SEGMENTS
/* Items may share bytes, a hostile file shares them a thousand times. */
#define MAX_SHARING 4U

typedef struct {
	guint32 id, type;
	gboolean is_xmp;
	gboolean describes_other; /* cdsc to an item that is not the primary one */
	GArray *extents;          /* MetadataSpan, NULL if none */
} Item;

typedef struct {
	MetadataReader *reader;
	GArray *items;         /* Item */
	GHashTable *by_id;     /* id → index + 1 */
	GPtrArray *properties; /* MetadataBox*, in order of ipco */
	MetadataSpan idat, ipma, iref, iloc;
	guint32 primary;
	guint64 total; /* bytes of all extents */
	guint32 track_width, track_height;
	guint64 samples;
} Heif;

static void
clear_item(gpointer data)
{
	Item *item = data;

	g_clear_pointer(&item->extents, g_array_unref);
}

/* Takes an integer of `size` bytes (0, 1, 2, 4 or 8) off the head. */
static gboolean
take_uint(MetadataSpan *rest, guint size, guint64 *value)
{
	guint64 result = 0;

	if (rest->n < size)
		return FALSE;
	for (guint i = 0; i < size; i++)
		result = result << 8 | rest->data[i];
	*rest = metadata_rest(*rest, size);
	*value = result;
	return TRUE;
}

static Item *
find_item(Heif *heif, guint32 id)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(heif->by_id, GUINT_TO_POINTER(id)));

	return index == 0 ? NULL : &g_array_index(heif->items, Item, index - 1);
}

/* item_name NUL content_type NUL */
static gboolean
is_xmp_type(MetadataSpan rest)
{
	static const char type[] = "application/rdf+xml";
	const guint8 *nul = rest.n == 0 ? NULL : memchr(rest.data, '\0', rest.n);

	if (nul == NULL)
		return FALSE;
	return metadata_starts(
		metadata_rest(rest, (gsize)(nul - rest.data) + 1), type, strlen(type));
}

static void
take_infe(Heif *heif, MetadataSpan infe)
{
	guint64 version, id, protection, type;
	Item item = {0};

	if (!take_uint(&infe, 1, &version) || version < 2 || version > 3 || infe.n < 3)
		return;
	infe = metadata_rest(infe, 3);
	if (!take_uint(&infe, version == 2 ? 2 : 4, &id) || !take_uint(&infe, 2, &protection) ||
		!take_uint(&infe, 4, &type) || heif->items->len >= MAX_ITEMS ||
		find_item(heif, (guint32)id) != NULL)
		return;
	item.id = (guint32)id;
	item.type = (guint32)type;
	item.is_xmp = type == BOX('m', 'i', 'm', 'e') && is_xmp_type(infe);
	g_array_append_val(heif->items, item);
	g_hash_table_insert(
		heif->by_id, GUINT_TO_POINTER(item.id), GUINT_TO_POINTER(heif->items->len));
}

static void
take_iinf(Heif *heif, MetadataSpan iinf)
{
	MetadataBoxes boxes;
	MetadataBox box;
	gsize head = 4 + (iinf.n > 0 && iinf.data[0] > 0 ? 4 : 2);

	metadata_boxes_init(&boxes, metadata_rest(iinf, head));
	while (metadata_boxes_next(&boxes, &box))
		if (box.type == BOX('i', 'n', 'f', 'e'))
			take_infe(heif, box.payload);
}

static void
take_iprp(Heif *heif, MetadataSpan iprp)
{
	MetadataBoxes boxes, inner;
	MetadataBox box, property;

	metadata_boxes_init(&boxes, iprp);
	while (metadata_boxes_next(&boxes, &box)) {
		if (box.type == BOX('i', 'p', 'm', 'a') && heif->ipma.data == NULL)
			heif->ipma = box.payload;
		if (box.type != BOX('i', 'p', 'c', 'o'))
			continue;
		metadata_boxes_init(&inner, box.payload);
		while (metadata_boxes_next(&inner, &property))
			g_ptr_array_add(heif->properties, g_memdup2(&property, sizeof property));
	}
}

static void
take_meta(Heif *heif, MetadataSpan meta)
{
	MetadataBoxes boxes;
	MetadataBox box;
	guint64 id;

	metadata_boxes_init(&boxes, metadata_rest(meta, 4));
	while (metadata_boxes_next(&boxes, &box)) {
		MetadataSpan body = metadata_rest(box.payload, 4);

		if (box.type == BOX('i', 'i', 'n', 'f'))
			take_iinf(heif, box.payload);
		else if (box.type == BOX('i', 'p', 'r', 'p'))
			take_iprp(heif, box.payload);
		else if (box.type == BOX('i', 'd', 'a', 't'))
			heif->idat = box.payload;
		else if (box.type == BOX('i', 'l', 'o', 'c'))
			heif->iloc = box.payload;
		else if (box.type == BOX('i', 'r', 'e', 'f'))
			heif->iref = box.payload;
		else if (box.type == BOX('p', 'i', 't', 'm') && box.payload.n > 0 &&
			 take_uint(&body, box.payload.data[0] == 0 ? 2 : 4, &id))
			heif->primary = (guint32)id;
	}
	if (boxes.damaged)
		metadata_find(heif->reader, CL_FINDING_DAMAGED_CONTAINER,
			"a box of the HEIF has an impossible size");
}

typedef struct {
	guint version;
	guint offset_bytes, length_bytes, base_bytes, index_bytes;
} LocationSizes;

static void
add_extent(Heif *heif, Item *item, guint method, guint64 offset, guint64 length)
{
	MetadataSpan file = method == 1 ? heif->idat : heif->reader->file;
	MetadataSpan extent;

	if (item == NULL || method > 1 || file.data == NULL)
		return;
	if (length == 0 && offset <= file.n)
		length = file.n - offset;
	if (!metadata_cut(file, offset, length, &extent)) {
		metadata_find(heif->reader, CL_FINDING_TRUNCATED_FILE,
			"an item of the HEIF lies outside the file");
		return;
	}
	if (extent.n > heif->reader->file.n * MAX_SHARING - heif->total)
		return;
	heif->total += extent.n;
	if (item->extents == NULL)
		item->extents = g_array_new(FALSE, FALSE, sizeof(MetadataSpan));
	g_array_append_val(item->extents, extent);
}

/* One item of iloc; FALSE at the end or at damage. */
static gboolean
take_location(Heif *heif, MetadataSpan *rest, const LocationSizes *sizes)
{
	guint64 id, method = 0, reference, base, n_extents;
	Item *item;

	if (!take_uint(rest, sizes->version < 2 ? 2 : 4, &id) ||
		(sizes->version > 0 && !take_uint(rest, 2, &method)) ||
		!take_uint(rest, 2, &reference) || !take_uint(rest, sizes->base_bytes, &base) ||
		!take_uint(rest, 2, &n_extents))
		return FALSE;
	item = find_item(heif, (guint32)id);
	for (guint64 i = 0; i < n_extents; i++) {
		guint64 index, offset, length;

		if ((sizes->version > 0 && !take_uint(rest, sizes->index_bytes, &index)) ||
			!take_uint(rest, sizes->offset_bytes, &offset) ||
			!take_uint(rest, sizes->length_bytes, &length))
			return FALSE;
		/* Entries of no bytes at all would let one count stand for 65,535 extents. */
		if (sizes->offset_bytes + sizes->length_bytes + sizes->index_bytes == 0 && i > 0)
			return FALSE;
		if (offset <= G_MAXUINT64 - base)
			add_extent(heif, item, method & 15, base + offset, length);
	}
	return TRUE;
}

static void
locate(Heif *heif)
{
	MetadataSpan rest = heif->iloc;
	LocationSizes sizes;
	guint64 n;

	if (rest.n < 8)
		return;
	sizes.version = rest.data[0];
	sizes.offset_bytes = rest.data[4] >> 4;
	sizes.length_bytes = rest.data[4] & 15;
	sizes.base_bytes = rest.data[5] >> 4;
	sizes.index_bytes = sizes.version > 0 ? rest.data[5] & 15 : 0;
	if (sizes.version > 2 || sizes.offset_bytes > 8 || sizes.length_bytes > 8 ||
		sizes.base_bytes > 8 || sizes.index_bytes > 8)
		return;
	rest = metadata_rest(rest, 6);
	if (!take_uint(&rest, sizes.version < 2 ? 2 : 4, &n))
		return;
	for (guint64 i = 0; i < n && i < MAX_ITEMS; i++)
		if (!take_location(heif, &rest, &sizes))
			break;
}

/* Metadata of a gain map or of a thumbnail is not the picture's. */
static void
take_references(Heif *heif)
{
	MetadataBoxes boxes;
	MetadataBox box;
	guint size = heif->iref.n > 0 && heif->iref.data[0] > 0 ? 4 : 2;

	metadata_boxes_init(&boxes, metadata_rest(heif->iref, 4));
	while (metadata_boxes_next(&boxes, &box)) {
		MetadataSpan rest = box.payload;
		guint64 from, n, to;
		gboolean primary = FALSE;
		Item *item;

		if (box.type != BOX('c', 'd', 's', 'c') || !take_uint(&rest, size, &from) ||
			!take_uint(&rest, 2, &n))
			continue;
		for (guint64 i = 0; i < n && take_uint(&rest, size, &to); i++)
			primary = primary || to == heif->primary;
		item = find_item(heif, (guint32)from);
		if (item != NULL)
			item->describes_other = !primary;
	}
}

/* u32 offset of the TIFF header, counted from after itself. */
static void
offer_exif(MetadataReader *reader, MetadataSpan block)
{
	guint64 skip;

	if (take_uint(&block, 4, &skip) && skip <= block.n)
		metadata_offer_exif(reader, metadata_rest(block, (gsize)skip));
}

static void
offer_items(Heif *heif, gboolean others)
{
	for (guint i = 0; i < heif->items->len; i++) {
		Item *item = &g_array_index(heif->items, Item, i);
		gboolean is_exif = item->type == BOX('E', 'x', 'i', 'f');

		if (item->extents == NULL || item->describes_other != others)
			continue;
		if (is_exif && heif->reader->exif.data == NULL)
			offer_exif(heif->reader, metadata_join(heif->reader, item->extents));
		else if (item->is_xmp)
			metadata_offer_xmp(
				heif->reader, metadata_join(heif->reader, item->extents));
	}
}

static void
add_parts(Heif *heif)
{
	for (guint i = 0; i < heif->items->len; i++) {
		const Item *item = &g_array_index(heif->items, Item, i);

		if (item->extents == NULL || item->type == BOX('E', 'x', 'i', 'f') ||
			item->type == BOX('m', 'i', 'm', 'e') ||
			item->type == BOX('u', 'r', 'i', ' '))
			continue;
		for (guint k = 0; k < item->extents->len; k++)
			metadata_add_part(heif->reader, item->type,
				g_array_index(item->extents, MetadataSpan, k));
	}
}

/* Clean aperture: what decoders crop to, as two fractions. */
static void
apply_clap(MetadataReader *reader, MetadataSpan clap)
{
	guint32 width, height;

	if (clap.n < 16 || metadata_be32(clap.data + 4) == 0 || metadata_be32(clap.data + 12) == 0)
		return;
	width = metadata_be32(clap.data) / metadata_be32(clap.data + 4);
	height = metadata_be32(clap.data + 8) / metadata_be32(clap.data + 12);
	if (width > 0 && height > 0 && width <= reader->coded_width &&
		height <= reader->coded_height) {
		reader->coded_width = width;
		reader->coded_height = height;
	}
}

static void
apply_property(MetadataReader *reader, const MetadataBox *box)
{
	if (box->type == BOX('i', 's', 'p', 'e') && box->payload.n >= 12) {
		reader->coded_width = metadata_be32(box->payload.data + 4);
		reader->coded_height = metadata_be32(box->payload.data + 8);
	} else if (box->type == BOX('c', 'l', 'a', 'p')) {
		apply_clap(reader, box->payload);
	} else if (box->type == BOX('i', 'r', 'o', 't') && box->payload.n >= 1 &&
		   (box->payload.data[0] & 1) != 0) {
		guint32 width = reader->coded_width;

		reader->coded_width = reader->coded_height;
		reader->coded_height = width;
	}
}

/* The properties of the primary item, in the order in which they apply. */
static void
apply_properties(Heif *heif)
{
	MetadataSpan rest = heif->ipma;
	guint64 flags, n, id, count, index;

	if (!take_uint(&rest, 4, &flags) || !take_uint(&rest, 4, &n))
		return;
	for (guint64 i = 0; i < n; i++) {
		if (!take_uint(&rest, flags >> 24 == 0 ? 2 : 4, &id) ||
			!take_uint(&rest, 1, &count))
			return;
		for (guint64 k = 0; k < count; k++) {
			if (!take_uint(&rest, (flags & 1) != 0 ? 2 : 1, &index))
				return;
			index &= (flags & 1) != 0 ? 0x7fff : 0x7f;
			if (id == heif->primary && index > 0 && index <= heif->properties->len)
				apply_property(heif->reader, heif->properties->pdata[index - 1]);
		}
	}
}

/* A tile may be a bomb while the grid it stands in looks small: the largest size that any item claims
 * is what the limits are held against. */
static void
expose_bombs(const Heif *heif)
{
	for (guint i = 0; i < heif->properties->len; i++) {
		const MetadataBox *box = heif->properties->pdata[i];
		guint64 width, height;

		if (box->type != BOX('i', 's', 'p', 'e') || box->payload.n < 12)
			continue;
		width = metadata_be32(box->payload.data + 4);
		height = metadata_be32(box->payload.data + 8);
		if (width > CL_MAX_DIMENSION || height > CL_MAX_DIMENSION ||
			width * height > CL_MAX_PIXELS) {
			heif->reader->coded_width = (guint32)width;
			heif->reader->coded_height = (guint32)height;
		}
	}
}

/* Size and number of frames of an image sequence's first video track. */
static void
take_track(Heif *heif, MetadataSpan span, guint depth)
{
	MetadataBoxes boxes;
	MetadataBox box;

	metadata_boxes_init(&boxes, span);
	while (depth < CL_MAX_BOX_DEPTH && metadata_boxes_next(&boxes, &box)) {
		switch (box.type) {
		case BOX('t', 'r', 'a', 'k'):
		case BOX('m', 'd', 'i', 'a'):
		case BOX('m', 'i', 'n', 'f'):
		case BOX('s', 't', 'b', 'l'):
			take_track(heif, box.payload, depth + 1);
			break;
		case BOX('t', 'k', 'h', 'd'):
			if (box.payload.n >= 8 && heif->track_width == 0) {
				const guint8 *end = box.payload.data + box.payload.n;

				heif->track_width = metadata_be32(end - 8) >> 16;
				heif->track_height = metadata_be32(end - 4) >> 16;
			}
			break;
		case BOX('s', 't', 's', 'z'):
			if (box.payload.n >= 12)
				heif->samples =
					MAX(heif->samples, metadata_be32(box.payload.data + 8));
			break;
		default:
			break;
		}
	}
}

static void
walk_top(Heif *heif)
{
	static const guint8 c2pa[16] = {0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97,
		0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81};
	MetadataReader *reader = heif->reader;
	MetadataBoxes boxes;
	MetadataBox box;

	metadata_boxes_init(&boxes, reader->file);
	while (metadata_boxes_next(&boxes, &box)) {
		if (box.type == BOX('m', 'e', 't', 'a') && heif->items->len == 0)
			take_meta(heif, box.payload);
		else if (box.type == BOX('m', 'o', 'o', 'v'))
			take_track(heif, box.payload, 0);
		else if (box.uuid != NULL && memcmp(box.uuid, c2pa, sizeof c2pa) == 0)
			reader->facts->c2pa = TRUE;
	}
	if (boxes.truncated)
		metadata_find(
			reader, CL_FINDING_TRUNCATED_FILE, "the HEIF ends before its last box");
	if (boxes.damaged)
		metadata_find(reader, CL_FINDING_DAMAGED_CONTAINER,
			"a box of the HEIF has an impossible size");
}

gboolean
metadata_walk_heif(MetadataReader *reader, GError **error)
{
	Heif heif = {.reader = reader};

	heif.items = g_array_new(FALSE, FALSE, sizeof(Item));
	g_array_set_clear_func(heif.items, clear_item);
	heif.by_id = g_hash_table_new(NULL, NULL);
	heif.properties = g_ptr_array_new_with_free_func(g_free);
	walk_top(&heif);
	locate(&heif);
	take_references(&heif);
	apply_properties(&heif);
	expose_bombs(&heif);
	if (reader->coded_width == 0) {
		reader->coded_width = heif.track_width;
		reader->coded_height = heif.track_height;
	}
	reader->turned_by_decoder = TRUE;
	reader->frames = MAX(1, heif.samples);
	offer_items(&heif, FALSE);
	if (reader->exif.data == NULL && reader->n_xmp == 0)
		offer_items(&heif, TRUE);
	add_parts(&heif);
	g_array_unref(heif.items);
	g_hash_table_unref(heif.by_id);
	g_ptr_array_unref(heif.properties);
	if (reader->coded_width == 0 || reader->coded_height == 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the HEIF has no readable picture; ask the sender for a JPEG");
		return FALSE;
	}
	return TRUE;
}
