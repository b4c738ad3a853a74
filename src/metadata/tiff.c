/* SPDX-License-Identifier: MIT
 *
 * TIFF files: the first page's geometry, its strips or tiles as picture parts, and the tags that
 * hold XMP, IIM and image resources. The tags that are EXIF are read by exif.c from the same IFDs.
 */
#include "reader.h"

enum {
	T_WIDTH = 256,
	T_HEIGHT = 257,
	T_BITS = 258,
	T_COMPRESSION = 259,
	T_PHOTOMETRIC = 262,
	T_STRIP_OFFSETS = 273,
	T_SAMPLES = 277,
	T_ROWS_PER_STRIP = 278,
	T_STRIP_BYTES = 279,
	T_PLANAR = 284,
	T_PREDICTOR = 317,
	T_COLORMAP = 320,
	T_TILE_WIDTH = 322,
	T_TILE_HEIGHT = 323,
	T_TILE_OFFSETS = 324,
	T_TILE_BYTES = 325,
	T_JPEG_TABLES = 347,
	T_OLD_JPEG_OFFSET = 513,
	T_OLD_JPEG_BYTES = 514,
	T_XMP = 700,
	T_IPTC = 33723,
	T_RESOURCES = 34377,
	T_C2PA = 0xcd41
};

typedef struct {
	MetadataReader *reader;
	MetadataEntry offsets, sizes;
	guint64 width, height;
	guint64 old_jpeg_offset, old_jpeg_bytes;
} Page;

/* Where something stands, and metadata; FALSE if the tag is neither. */
static gboolean
take_place(Page *page, const MetadataTiff *tiff, const MetadataEntry *entry)
{
	MetadataReader *reader = page->reader;

	switch (entry->tag) {
	case T_STRIP_OFFSETS:
	case T_TILE_OFFSETS:
		page->offsets = *entry;
		return TRUE;
	case T_STRIP_BYTES:
	case T_TILE_BYTES:
		page->sizes = *entry;
		return TRUE;
	case T_OLD_JPEG_OFFSET:
		page->old_jpeg_offset = metadata_entry_uint(tiff, entry, 0);
		return TRUE;
	case T_OLD_JPEG_BYTES:
		page->old_jpeg_bytes = metadata_entry_uint(tiff, entry, 0);
		return TRUE;
	case T_XMP:
		metadata_offer_xmp(reader, entry->value);
		return TRUE;
	case T_IPTC:
		if (reader->iptc.data == NULL && entry->value.n > 0 &&
			metadata_spend(reader, entry->value.n))
			reader->iptc = entry->value;
		return TRUE;
	case T_RESOURCES:
		metadata_offer_irb(reader, entry->value);
		return TRUE;
	case T_C2PA:
		reader->facts->c2pa = TRUE;
		return TRUE;
	default:
		return FALSE;
	}
}

/* What decides how the strips become pixels is part of the picture. */
static void
each_entry(const MetadataTiff *tiff, const MetadataEntry *entry, gpointer data)
{
	Page *page = data;

	if (take_place(page, tiff, entry))
		return;
	switch (entry->tag) {
	case T_WIDTH:
		page->width = metadata_entry_uint(tiff, entry, 0);
		break;
	case T_HEIGHT:
		page->height = metadata_entry_uint(tiff, entry, 0);
		break;
	case T_BITS:
	case T_COMPRESSION:
	case T_PHOTOMETRIC:
	case T_SAMPLES:
	case T_ROWS_PER_STRIP:
	case T_PLANAR:
	case T_PREDICTOR:
	case T_COLORMAP:
	case T_TILE_WIDTH:
	case T_TILE_HEIGHT:
	case T_JPEG_TABLES:
		break;
	default:
		return;
	}
	metadata_add_part(page->reader, entry->tag, entry->value);
}

/* Strips may overlap in a hostile file: together they may not be larger than the file. */
static void
add_strips(MetadataReader *reader, const MetadataTiff *tiff, const Page *page)
{
	guint64 n = MIN(page->offsets.count, page->sizes.count), total = 0;
	gboolean whole = n > 0;

	for (guint64 i = 0; i < n && i < CL_MAX_SEGMENTS * 16ULL; i++) {
		guint64 size = metadata_entry_uint(tiff, &page->sizes, i);
		MetadataSpan strip;

		if (size == 0)
			continue;
		if (!metadata_cut(reader->file, metadata_entry_uint(tiff, &page->offsets, i), size,
			    &strip) ||
			size > reader->file.n - total) {
			whole = FALSE;
			break;
		}
		total += size;
		metadata_add_part(reader, T_STRIP_OFFSETS, strip);
	}
	if (page->old_jpeg_bytes > 0) {
		MetadataSpan jpeg;

		if (metadata_cut(reader->file, page->old_jpeg_offset, page->old_jpeg_bytes, &jpeg))
			metadata_add_part(reader, T_OLD_JPEG_OFFSET, jpeg);
	}
	if (!whole && page->old_jpeg_bytes == 0)
		metadata_find(reader, CL_FINDING_TRUNCATED_FILE,
			"picture data of the TIFF lies outside the file");
}

gboolean
metadata_walk_tiff(MetadataReader *reader, GError **error)
{
	MetadataTiff tiff;
	Page page;
	guint64 next;

	memset(&page, 0, sizeof page);
	page.reader = reader;
	if (!metadata_tiff_open(&tiff, reader->file) ||
		!metadata_tiff_each(&tiff, tiff.first_ifd, each_entry, &page, &next) ||
		page.width == 0 || page.height == 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the TIFF has no readable first page; ask the sender to send it again");
		return FALSE;
	}
	reader->coded_width = (guint32)MIN(page.width, G_MAXUINT32);
	reader->coded_height = (guint32)MIN(page.height, G_MAXUINT32);
	add_strips(reader, &tiff, &page);
	if (next != 0)
		reader->frames = metadata_tiff_pages(&tiff, tiff.first_ifd, CL_MAX_FRAMES + 1);
	if (tiff.damaged)
		metadata_find(reader, CL_FINDING_DAMAGED_CONTAINER,
			"an IFD of the TIFF is broken or leads back to itself");
	reader->exif = reader->file;
	return TRUE;
}
