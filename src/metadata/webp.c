/* SPDX-License-Identifier: MIT
 *
 * WebP: RIFF chunks → blocks and picture parts. EXIF and XMP follow the picture data; the misspelt
 * "XMP\0" exists and is read.
 */
#include "reader.h"

#define CHUNK(a, b, c, d) METADATA_FOURCC(a, b, c, d)

static void
set_size(MetadataReader *reader, guint32 width, guint32 height)
{
	if (reader->coded_width == 0) {
		reader->coded_width = width;
		reader->coded_height = height;
	}
}

static void
take_chunk(MetadataReader *reader, guint32 type, MetadataSpan chunk)
{
	guint32 bits;

	switch (type) {
	case CHUNK('V', 'P', '8', 'X'):
		if (chunk.n >= 10)
			set_size(reader, metadata_le24(chunk.data + 4) + 1,
				metadata_le24(chunk.data + 7) + 1);
		break;
	case CHUNK('V', 'P', '8', ' '):
		if (chunk.n >= 10 && memcmp(chunk.data + 3, "\x9d\x01\x2a", 3) == 0)
			set_size(reader, metadata_le16(chunk.data + 6) & 0x3fff,
				metadata_le16(chunk.data + 8) & 0x3fff);
		metadata_add_part(reader, type, chunk);
		break;
	case CHUNK('V', 'P', '8', 'L'):
		if (chunk.n >= 5 && chunk.data[0] == 0x2f) {
			bits = metadata_le32(chunk.data + 1);
			set_size(reader, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
		}
		metadata_add_part(reader, type, chunk);
		break;
	case CHUNK('A', 'N', 'M', 'F'):
		reader->frames++;
		metadata_add_part(reader, type, chunk);
		break;
	case CHUNK('A', 'L', 'P', 'H'):
		metadata_add_part(reader, type, chunk);
		break;
	case CHUNK('E', 'X', 'I', 'F'):
		metadata_offer_exif(reader, chunk);
		break;
	case CHUNK('X', 'M', 'P', ' '):
	case CHUNK('X', 'M', 'P', '\0'):
		metadata_offer_xmp(reader, chunk);
		break;
	case CHUNK('C', '2', 'P', 'A'):
		reader->facts->c2pa = TRUE;
		break;
	default:
		break;
	}
}

gboolean
metadata_walk_webp(MetadataReader *reader, GError **error)
{
	guint64 claimed = 8 + (guint64)metadata_le32(reader->file.data + 4);
	MetadataSpan rest = metadata_rest(reader->file, 12);
	gboolean cut = claimed > reader->file.n + (claimed & 1);

	reader->frames = 0;
	for (guint n = 0; n < CL_MAX_SEGMENTS && rest.n >= 8; n++) {
		guint32 type = metadata_be32(rest.data), length = metadata_le32(rest.data + 4);
		MetadataSpan chunk;

		if (!metadata_cut(rest, 8, length, &chunk)) {
			take_chunk(reader, type, metadata_rest(rest, 8));
			cut = TRUE;
			break;
		}
		take_chunk(reader, type, chunk);
		rest = metadata_rest(rest, 8 + (gsize)length + (length & 1));
	}
	reader->frames = MAX(reader->frames, 1);
	if (cut)
		metadata_find(
			reader, CL_FINDING_TRUNCATED_FILE, "the WebP ends before its last chunk");
	else if (claimed + (claimed & 1) < reader->file.n)
		metadata_find(reader, CL_FINDING_TRAILING_DATA,
			"bytes follow the end of the picture; they are never published");
	if (reader->coded_width == 0 || reader->coded_height == 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the WebP has no readable header; ask the sender to send it again");
		return FALSE;
	}
	return TRUE;
}
