/* SPDX-License-Identifier: MIT
 *
 * JPEG XL: a bare code stream, or boxes around one. Metadata boxes may be Brotli-compressed
 * ('brob'). Size and turn stand in the first bits of the code stream, which decoders heed; EXIF's
 * orientation does not count here.
 */
#include "reader.h"

#define BOX(a, b, c, d) METADATA_FOURCC(a, b, c, d)

/* Bits, lowest first; reading past the end gives zeros and `past` is set. */
typedef struct {
	MetadataSpan span;
	gsize at;
	gboolean past;
} Bits;

static guint32
take_bits(Bits *bits, guint n)
{
	guint32 value = 0;

	for (guint i = 0; i < n; i++, bits->at++) {
		if (bits->at / 8 >= bits->span.n) {
			bits->past = TRUE;
			return 0;
		}
		value |= (guint32)(bits->span.data[bits->at / 8] >> (bits->at % 8) & 1) << i;
	}
	return value;
}

static guint32
take_length(Bits *bits, gboolean small)
{
	static const guint8 widths[] = {9, 13, 18, 30};

	if (small)
		return (take_bits(bits, 5) + 1) * 8;
	return take_bits(bits, widths[take_bits(bits, 2)]) + 1;
}

static void
take_size(Bits *bits, guint32 *width, guint32 *height)
{
	static const guint8 ratios[8][2] = {
		{1, 1}, {1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}};
	gboolean small = take_bits(bits, 1);
	guint32 ratio;

	*height = take_length(bits, small);
	ratio = take_bits(bits, 3);
	if (ratio == 0)
		*width = take_length(bits, small);
	else
		*width = (guint32)((guint64)*height * ratios[ratio][0] / ratios[ratio][1]);
}

static void
take_codestream(MetadataReader *reader, MetadataSpan stream)
{
	Bits bits = {stream, 16, FALSE};
	guint32 width, height, turn = 1;

	if (reader->coded_width != 0 || !metadata_starts(stream, "\xff\x0a", 2))
		return;
	take_size(&bits, &width, &height);
	/* ImageMetadata: all_default, extra_fields, orientation - 1 */
	if (take_bits(&bits, 1) == 0 && take_bits(&bits, 1) == 1)
		turn = take_bits(&bits, 3) + 1;
	if (bits.past)
		return;
	reader->coded_width = turn >= 5 ? height : width;
	reader->coded_height = turn >= 5 ? width : height;
}

static void
take_metadata(MetadataReader *reader, guint32 type, MetadataSpan payload)
{
	if (type == BOX('E', 'x', 'i', 'f') && payload.n > 4) {
		guint32 skip = metadata_be32(payload.data);

		payload = metadata_rest(payload, 4);
		if (skip < payload.n)
			metadata_offer_exif(reader, metadata_rest(payload, skip));
	} else if (type == BOX('x', 'm', 'l', ' ')) {
		metadata_offer_xmp(reader, payload);
	} else if (type == BOX('j', 'u', 'm', 'b')) {
		reader->facts->c2pa = reader->facts->c2pa || metadata_is_c2pa(payload);
	}
}

static void
take_box(MetadataReader *reader, const MetadataBox *box)
{
	guint32 inner;

	if (box->type == BOX('j', 'x', 'l', 'c')) {
		take_codestream(reader, box->payload);
		metadata_add_part(reader, box->type, box->payload);
	} else if (box->type == BOX('j', 'x', 'l', 'p')) {
		MetadataSpan stream = metadata_rest(box->payload, 4);

		take_codestream(reader, stream);
		metadata_add_part(reader, BOX('j', 'x', 'l', 'c'), stream);
	} else if (box->type == BOX('b', 'r', 'o', 'b') && box->payload.n > 4) {
		GBytes *bytes;

		inner = metadata_be32(box->payload.data);
		if (inner != BOX('E', 'x', 'i', 'f') && inner != BOX('x', 'm', 'l', ' ') &&
			inner != BOX('j', 'u', 'm', 'b'))
			return;
		bytes = metadata_unbrotli(reader, metadata_rest(box->payload, 4));
		if (bytes != NULL)
			take_metadata(reader, inner, metadata_own(reader, bytes));
	} else {
		take_metadata(reader, box->type, box->payload);
	}
}

static void
walk_boxes(MetadataReader *reader)
{
	MetadataBoxes boxes;
	MetadataBox box;

	metadata_boxes_init(&boxes, reader->file);
	while (metadata_boxes_next(&boxes, &box))
		take_box(reader, &box);
	if (boxes.truncated)
		metadata_find(
			reader, CL_FINDING_TRUNCATED_FILE, "the JPEG XL ends before its last box");
	if (boxes.damaged)
		metadata_find(reader, CL_FINDING_DAMAGED_CONTAINER,
			"a box of the JPEG XL has an impossible size");
}

gboolean
metadata_walk_jxl(MetadataReader *reader, GError **error)
{
	if (metadata_starts(reader->file, "\xff\x0a", 2)) {
		take_codestream(reader, reader->file);
		metadata_add_part(reader, BOX('j', 'x', 'l', 'c'), reader->file);
	} else {
		walk_boxes(reader);
	}
	reader->turned_by_decoder = TRUE;
	if (reader->coded_width == 0 || reader->coded_height == 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the JPEG XL has no readable header; ask the sender for a JPEG");
		return FALSE;
	}
	return TRUE;
}
