/* SPDX-License-Identifier: MIT
 *
 * JPEG: segments → blocks and picture parts. The header walk (SOI to SOS) is cheap and finds all
 * metadata; the walk through the entropy-coded scans counts them and finds the end of the picture.
 * Knows what a segment's signature is, nothing of what is in it.
 */
#include "reader.h"

enum {
	M_SOF0 = 0xc0,
	M_DHT = 0xc4,
	M_JPG = 0xc8,
	M_DAC = 0xcc,
	M_SOF15 = 0xcf,
	M_RST0 = 0xd0,
	M_RST7 = 0xd7,
	M_SOI = 0xd8,
	M_EOI = 0xd9,
	M_SOS = 0xda,
	M_DQT = 0xdb,
	M_DNL = 0xdc,
	M_DRI = 0xdd,
	M_APP0 = 0xe0,
	M_APP1 = 0xe1,
	M_APP11 = 0xeb,
	M_APP13 = 0xed,
	M_APP15 = 0xef,
	M_COM = 0xfe,
	M_TEM = 0x01
};

#define XMP_HEADER "http://ns.adobe.com/xap/1.0/"
#define EXTENSION_HEADER "http://ns.adobe.com/xmp/extension/"

typedef struct {
	MetadataReader *reader;
	GArray *exif, *irb;  /* MetadataSpan */
	gsize last_exif_end; /* where the segment after a full EXIF segment would begin */
	gboolean has_frame;
} Jpeg;

static gboolean
is_frame(guint8 marker)
{
	return marker >= M_SOF0 && marker <= M_SOF15 && marker != M_DHT && marker != M_JPG &&
	       marker != M_DAC;
}

static gboolean
is_metadata(guint8 marker)
{
	return (marker >= M_APP0 && marker <= M_APP15) || marker == M_COM;
}

/* To the next marker, over fill bytes and garbage. FALSE at the end of the file. */
static gboolean
next_marker(MetadataReader *reader, gsize *at, guint8 *marker)
{
	MetadataSpan file = reader->file;

	if (*at < file.n && file.data[*at] != 0xff)
		metadata_find(reader, CL_FINDING_DAMAGED_CONTAINER,
			"there are stray bytes between the segments of the JPEG");
	while (*at < file.n) {
		const guint8 *found = memchr(file.data + *at, 0xff, file.n - *at);

		if (found == NULL)
			break;
		*at = (gsize)(found - file.data);
		while (*at < file.n && file.data[*at] == 0xff)
			(*at)++;
		if (*at >= file.n)
			break;
		*marker = file.data[(*at)++];
		if (*marker != 0)
			return TRUE;
	}
	*at = file.n;
	return FALSE;
}

/* An EXIF block that outgrew one segment goes on in the next, without a TIFF header of its own. */
static void
take_exif(Jpeg *jpeg, MetadataSpan payload, gsize start, gsize end)
{
	MetadataSpan body = metadata_rest(payload, 6);
	gboolean begins = metadata_starts(body, "II*\0", 4) || metadata_starts(body, "MM\0*", 4);

	if (jpeg->exif->len == 0 || (!begins && jpeg->last_exif_end == start)) {
		g_array_append_val(jpeg->exif, body);
	} else {
		if (!metadata_equals(g_array_index(jpeg->exif, MetadataSpan, 0), body))
			metadata_find(jpeg->reader, CL_FINDING_EXIF_DAMAGED,
				"a second, different EXIF block is present and was not used");
		return;
	}
	jpeg->last_exif_end = end;
}

static void
take_extension(Jpeg *jpeg, MetadataSpan body)
{
	MetadataExtension part;

	if (body.n < 40)
		return;
	part.guid = body.data;
	part.total = metadata_be32(body.data + 32);
	part.offset = metadata_be32(body.data + 36);
	part.data = metadata_rest(body, 40);
	if (metadata_spend(jpeg->reader, part.data.n))
		g_array_append_val(jpeg->reader->extensions, part);
}

static void
take_app1(Jpeg *jpeg, MetadataSpan payload, gsize start, gsize end)
{
	const gsize n_header = sizeof XMP_HEADER, n_extension = sizeof EXTENSION_HEADER;

	if (metadata_starts(payload, "Exif\0", 5) && payload.n >= 6) {
		take_exif(jpeg, payload, start, end);
	} else if (metadata_starts(payload, XMP_HEADER, n_header)) {
		metadata_offer_xmp(jpeg->reader, metadata_rest(payload, n_header));
	} else if (metadata_starts(metadata_rest(payload, 4), &XMP_HEADER[4], n_header - 4)) {
		metadata_find(jpeg->reader, CL_FINDING_XMP_HEADER_REPAIRED,
			"the XMP header was overwritten by a known faulty tool; it was read all "
			"the same");
		metadata_offer_xmp(jpeg->reader, metadata_rest(payload, n_header));
	} else if (metadata_starts(payload, EXTENSION_HEADER, n_extension)) {
		take_extension(jpeg, metadata_rest(payload, n_extension));
	}
}

static void
take_app13(Jpeg *jpeg, MetadataSpan payload)
{
	static const char *const signatures[] = {"Photoshop 3.0", "Photoshop 2.5"};

	for (guint i = 0; i < G_N_ELEMENTS(signatures); i++) {
		gsize n = strlen(signatures[i]) + 1;

		if (metadata_starts(payload, signatures[i], n)) {
			MetadataSpan body = metadata_rest(payload, n);

			g_array_append_val(jpeg->irb, body);
			return;
		}
	}
	if (metadata_starts(payload, "Adobe_Photoshop2.5:", 19)) {
		MetadataSpan body = metadata_rest(payload, 19);

		g_array_append_val(jpeg->irb, body);
	}
}

static gboolean
take_frame(Jpeg *jpeg, MetadataSpan payload, GError **error)
{
	if (jpeg->has_frame || payload.n < 6)
		return TRUE;
	jpeg->has_frame = TRUE;
	jpeg->reader->coded_height = metadata_be16(payload.data + 1);
	jpeg->reader->coded_width = metadata_be16(payload.data + 3);
	if (jpeg->reader->coded_height == 0 || jpeg->reader->coded_width == 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the JPEG header gives no width or height; ask the sender for a new "
			"export");
		return FALSE;
	}
	return TRUE;
}

/* The segment that begins after `marker` at `*at`; FALSE if the walk must end. */
static gboolean
take_segment(Jpeg *jpeg, guint8 marker, gsize *at, GError **error)
{
	MetadataReader *reader = jpeg->reader;
	gsize start = *at - 2, length;
	MetadataSpan payload;

	if (reader->file.n - *at < 2) {
		*at = reader->file.n;
		return TRUE;
	}
	length = metadata_be16(reader->file.data + *at);
	if (length < 2) {
		metadata_find(reader, CL_FINDING_DAMAGED_CONTAINER,
			"a JPEG segment has an impossible length");
		return TRUE;
	}
	if (!metadata_cut(reader->file, *at + 2, length - 2, &payload)) {
		*at = reader->file.n;
		return TRUE;
	}
	*at += length;
	if (marker == M_APP1)
		take_app1(jpeg, payload, start, *at);
	else if (marker == M_APP13)
		take_app13(jpeg, payload);
	else if (marker == M_COM)
		metadata_receive_remark(reader, payload);
	else if (marker == M_APP11 && metadata_starts(payload, "JP", 2))
		reader->facts->c2pa =
			reader->facts->c2pa || metadata_is_c2pa(metadata_rest(payload, 16));
	if (!is_metadata(marker) && marker != M_SOS)
		metadata_add_part(reader, marker, payload);
	return !is_frame(marker) || take_frame(jpeg, payload, error);
}

static gboolean
walk_header(Jpeg *jpeg, GError **error)
{
	MetadataReader *reader = jpeg->reader;
	gsize at = 2;
	guint8 marker = 0;

	for (guint n = 0; n < CL_MAX_SEGMENTS; n++) {
		if (!next_marker(reader, &at, &marker) || marker == M_EOI)
			break;
		if (marker == M_TEM || (marker >= M_RST0 && marker <= M_SOI))
			continue;
		if (marker == M_SOS) {
			reader->scan_offset = at - 2;
			break;
		}
		if (!take_segment(jpeg, marker, &at, error))
			return FALSE;
	}
	if (!jpeg->has_frame) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the JPEG ends before its picture begins; ask the sender to send it again");
		return FALSE;
	}
	if (reader->scan_offset == 0)
		metadata_find(
			reader, CL_FINDING_TRUNCATED_FILE, "the JPEG ends before its picture data");
	return TRUE;
}

gboolean
metadata_walk_jpeg(MetadataReader *reader, GError **error)
{
	Jpeg jpeg = {reader, NULL, NULL, 0, FALSE};
	gboolean fine;

	jpeg.exif = g_array_new(FALSE, FALSE, sizeof(MetadataSpan));
	jpeg.irb = g_array_new(FALSE, FALSE, sizeof(MetadataSpan));
	fine = walk_header(&jpeg, error);
	if (fine) {
		metadata_offer_exif(reader, metadata_join(reader, jpeg.exif));
		/* A resource may be cut anywhere: strip the signatures and join before parsing. */
		metadata_offer_irb(reader, metadata_join(reader, jpeg.irb));
	}
	g_array_unref(jpeg.exif);
	g_array_unref(jpeg.irb);
	return fine;
}

/* Length of the segment of `marker` at `at`, or 0 if it is data or damage. */
static gsize
segment_length(MetadataSpan file, guint8 marker, gsize at)
{
	gsize length;

	if (!is_metadata(marker) && marker != M_DHT && marker != M_DAC &&
		(marker < M_SOS || marker > M_DRI))
		return 0;
	if (file.n - at < 2)
		return 0;
	length = metadata_be16(file.data + at);
	return length < 2 || length > file.n - at ? 0 : length;
}

static void
check_tail(MetadataReader *reader, gsize at)
{
	/* Cameras pad with zeros: nothing is said there. */
	for (; at < reader->file.n; at++) {
		if (reader->file.data[at] == 0)
			continue;
		metadata_find(reader, CL_FINDING_TRAILING_DATA,
			"bytes follow the end of the picture; they are never published");
		return;
	}
}

gboolean
metadata_scan_jpeg(MetadataReader *reader, GError **error)
{
	MetadataSpan file = reader->file;
	gsize at = reader->scan_offset, start = at;
	guint8 marker = 0;

	if (at == 0)
		return TRUE;
	while (at < file.n) {
		const guint8 *found = memchr(file.data + at, 0xff, file.n - at);
		gsize length;

		at = found == NULL ? file.n : (gsize)(found - file.data) + 1;
		if (at >= file.n)
			break;
		marker = file.data[at];
		if (marker == 0 || (marker >= M_RST0 && marker <= M_RST7)) {
			at++;
			continue;
		}
		if (marker == M_EOI) {
			metadata_add_part(
				reader, M_SOS, (MetadataSpan){file.data + start, at + 1 - start});
			check_tail(reader, at + 1);
			return TRUE;
		}
		length = segment_length(file, marker, at + 1);
		if (marker == M_SOS && length > 0 && ++reader->facts->scans > CL_MAX_SCANS) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
				"the JPEG has more than %u scans; save it again as baseline JPEG",
				CL_MAX_SCANS);
			return FALSE;
		}
		if (is_metadata(marker) && length > 0) {
			metadata_add_part(
				reader, M_SOS, (MetadataSpan){file.data + start, at - 1 - start});
			start = at + 1 + length;
		}
		/* After 0xff another 0xff is a fill byte and may begin the marker. */
		at += length > 0 ? 1 + length : marker == 0xff ? 0 : 1;
	}
	if (start < file.n)
		metadata_add_part(reader, M_SOS, (MetadataSpan){file.data + start, file.n - start});
	metadata_find(reader, CL_FINDING_TRUNCATED_FILE, "the JPEG ends before its picture does");
	return TRUE;
}
