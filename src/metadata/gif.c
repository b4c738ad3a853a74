/* SPDX-License-Identifier: MIT
 *
 * GIF: blocks → XMP (application extension "XMP DataXMP"), the number of frames, picture parts.
 */
#include "reader.h"

#define EXTENSION 0x21
#define IMAGE 0x2c
#define TRAILER 0x3b
#define APPLICATION 0xff
#define COMMENT 0xfe

/* Bytes of a colour table by the flags that announce it. */
static gsize
table_bytes(guint8 flags)
{
	return (flags & 0x80) == 0 ? 0 : (gsize)3 << ((flags & 7) + 1);
}

/* Over a chain of sub-blocks; FALSE if the file ends first. */
static gboolean
skip_blocks(MetadataSpan file, gsize *at)
{
	while (*at < file.n) {
		gsize n = file.data[*at];

		*at += 1 + n;
		if (n == 0)
			return *at <= file.n;
	}
	*at = file.n;
	return FALSE;
}

/* XMP stands there without sub-block lengths; a 258-byte "magic trailer" makes it look like some.
 * The packet ends where that trailer (01 ff fe … 00 00) begins. */
static void
take_application(MetadataReader *reader, MetadataSpan body)
{
	MetadataSpan packet;

	if (metadata_starts(body, "\x0bXMP DataXMP", 12)) {
		packet = metadata_rest(body, 12);
		if (packet.n >= 258 && packet.data[packet.n - 258] == 0x01)
			packet.n -= 258;
		metadata_offer_xmp(reader, packet);
	} else if (metadata_starts(body,
			   "\x0b"
			   "C2PA_GIF",
			   9)) {
		reader->facts->c2pa = TRUE;
	}
}

/* Sub-blocks: a length, then so many bytes; 0 is the last. */
static void
take_comment(MetadataReader *reader, MetadataSpan body)
{
	g_autoptr(GByteArray) text = g_byte_array_new();

	while (body.n > 0 && body.data[0] > 0 && body.n > body.data[0] && text->len < CL_MAX_VALUE_BYTES) {
		g_byte_array_append(text, body.data + 1, body.data[0]);
		body = metadata_rest(body, (gsize)body.data[0] + 1);
	}
	metadata_receive_remark(reader, (MetadataSpan){text->data, text->len});
}

static gboolean
take_extension(MetadataReader *reader, gsize *at)
{
	MetadataSpan file = reader->file;
	gsize start = *at;
	gboolean whole;
	guint8 label;

	if (file.n - start < 2)
		return FALSE;
	label = file.data[start + 1];
	*at = start + 2;
	whole = skip_blocks(file, at);
	if (label == APPLICATION)
		take_application(reader, (MetadataSpan){file.data + start + 2, *at - start - 2});
	else if (label == COMMENT)
		take_comment(reader, (MetadataSpan){file.data + start + 2, *at - start - 2});
	else
		metadata_add_part(
			reader, EXTENSION, (MetadataSpan){file.data + start, *at - start});
	return whole;
}

static gboolean
take_image(MetadataReader *reader, gsize *at)
{
	MetadataSpan file = reader->file;
	gsize start = *at;
	gboolean whole;

	if (file.n - start < 11)
		return FALSE;
	reader->frames++;
	*at = start + 10 + table_bytes(file.data[start + 9]) + 1;
	whole = skip_blocks(file, at);
	metadata_add_part(reader, IMAGE, (MetadataSpan){file.data + start, *at - start});
	return whole;
}

gboolean
metadata_walk_gif(MetadataReader *reader, GError **error)
{
	MetadataSpan file = reader->file;
	gboolean ended = FALSE, going = TRUE;
	gsize at;

	if (file.n < 13) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the GIF has no header; ask the sender to send it again");
		return FALSE;
	}
	reader->coded_width = metadata_le16(file.data + 6);
	reader->coded_height = metadata_le16(file.data + 8);
	at = 13 + table_bytes(file.data[10]);
	metadata_add_part(reader, 0, (MetadataSpan){file.data + 6, MIN(at, file.n) - 6});
	reader->frames = 0;
	while (going && at < file.n) {
		switch (file.data[at]) {
		case EXTENSION:
			going = take_extension(reader, &at);
			break;
		case IMAGE:
			going = take_image(reader, &at);
			break;
		case TRAILER:
			ended = TRUE;
			going = FALSE;
			at++;
			break;
		case 0:
			at++; /* padding that some writers leave */
			break;
		default:
			metadata_find(reader, CL_FINDING_DAMAGED_CONTAINER,
				"the GIF has a block of an unknown kind");
			going = FALSE;
			break;
		}
	}
	if (!ended)
		metadata_find(
			reader, CL_FINDING_TRUNCATED_FILE, "the GIF ends without its trailer");
	else if (at < file.n)
		metadata_find(reader, CL_FINDING_TRAILING_DATA,
			"bytes follow the end of the picture; they are never published");
	reader->frames = MAX(reader->frames, 1);
	return TRUE;
}
