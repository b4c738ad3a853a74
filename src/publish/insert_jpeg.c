/* SPDX-License-Identifier: MIT
 *
 * JPEG (ISO/IEC 10918-1, reference §3.5): SOI, APP0, EXIF, XMP, ICC, APP13, APP14, then tables and
 * scans copied byte for byte. A whitelist: JFIF without its thumbnail, ICC and Adobe's colour
 * transform stay; every other APPn, COM, and what follows EOI do not. Reads received bytes: every
 * length is bounded by the file, one pass.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include "publish_private.h"

#define MARKER_SOF0 0xc0
#define MARKER_DHT 0xc4
#define MARKER_JPG 0xc8
#define MARKER_DAC 0xcc
#define MARKER_RST0 0xd0
#define MARKER_RST7 0xd7
#define MARKER_SOI 0xd8
#define MARKER_EOI 0xd9
#define MARKER_SOS 0xda
#define MARKER_EXP 0xdf
#define MARKER_APP0 0xe0
#define MARKER_APP1 0xe1
#define MARKER_APP2 0xe2
#define MARKER_APP13 0xed
#define MARKER_APP14 0xee
#define MARKER_APP15 0xef
#define MARKER_COM 0xfe

#define EXIF_ID "Exif\0"
#define XMP_ID "http://ns.adobe.com/xap/1.0/"
#define IRB_ID "Photoshop 3.0"
#define ICC_ID "ICC_PROFILE"
#define JFIF_BYTES 14 /* of the payload without a thumbnail */
#define ADOBE_BYTES 12
#define MAX_SEGMENT_BYTES 65533

typedef struct {
	const guint8 *data;
	gsize n_bytes;
} Span;

typedef struct {
	const PublishPicture *picture;
	gboolean whole;
	gsize at;
	Span jfif, adobe, exif; /* payloads; data NULL if absent */
	GArray *icc, *coded;    /* Span: payloads; marker and all */
	guint32 width, height;
	gboolean has_frame, has_scan, has_end;
} Walk;

static gboolean
damaged(GError **error, gboolean whole, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "JPEG: %s; %s", what,
		whole ? "encode the picture again" : "export the original as it is");
	return FALSE;
}

static gboolean
begins(const Span *payload, const char *id, gsize n_id)
{
	return payload->n_bytes >= n_id && memcmp(payload->data, id, n_id) == 0;
}

static void
note_application_segment(Walk *walk, guint marker, const Span *payload)
{
	if (marker == MARKER_APP0 && begins(payload, "JFIF", 5) && payload->n_bytes >= JFIF_BYTES) {
		if (walk->jfif.data == NULL)
			walk->jfif = *payload;
	} else if (marker == MARKER_APP1 && begins(payload, EXIF_ID, 6)) {
		if (walk->exif.data == NULL)
			walk->exif = *payload;
	} else if (marker == MARKER_APP2 && begins(payload, ICC_ID, 12)) {
		g_array_append_vals(walk->icc, payload, 1);
	} else if (marker == MARKER_APP14 && begins(payload, "Adobe", 5) &&
		   payload->n_bytes >= ADOBE_BYTES) {
		if (walk->adobe.data == NULL)
			walk->adobe = *payload;
	}
}

static gboolean
is_frame(guint marker)
{
	return marker >= MARKER_SOF0 && marker < MARKER_RST0 && marker != MARKER_DHT &&
	       marker != MARKER_JPG && marker != MARKER_DAC;
}

/* Tables, frame and scan headers; reserved and extension markers are nobody's picture. */
static gboolean
is_coded(guint marker)
{
	return (marker >= MARKER_SOF0 && marker < MARKER_RST0 && marker != MARKER_JPG) ||
	       (marker >= MARKER_SOS && marker <= MARKER_EXP);
}

static gboolean
is_left_out(guint marker)
{
	return marker == MARKER_SOI || marker == MARKER_EOI || marker == MARKER_COM ||
	       (marker >= MARKER_APP0 && marker <= MARKER_APP15);
}

static gboolean
is_alone(guint marker)
{
	return marker == 0x01 || (marker >= MARKER_RST0 && marker <= MARKER_RST7);
}

/* Where entropy-coded data end: before the next marker. A code that means nothing there is a
 * damaged byte of the data: decoders resume behind it, so it is copied like the rest. */
static gsize
skip_entropy(const PublishPicture *picture, gsize at)
{
	while (at < picture->n_bytes) {
		const guint8 *found = memchr(picture->data + at, 0xff, picture->n_bytes - at);

		if (found == NULL)
			return picture->n_bytes;
		at = (gsize)(found - picture->data);
		if (at + 1 >= picture->n_bytes)
			return at;
		if (found[1] == 0xff)
			at++; /* fill */
		else if (is_coded(found[1]) || is_left_out(found[1]))
			return at;
		else
			at += 2; /* stuffing, restart, damage */
	}
	return at;
}

/* The next marker code, or 0 at the end. Decoders skip what stands between segments. */
static guint
next_marker(Walk *walk)
{
	const PublishPicture *picture = walk->picture;

	while (walk->at < picture->n_bytes) {
		const guint8 *found =
			memchr(picture->data + walk->at, 0xff, picture->n_bytes - walk->at);

		if (found == NULL || (walk->whole && found != picture->data + walk->at))
			return 0;
		walk->at = (gsize)(found - picture->data);
		while (walk->at < picture->n_bytes && picture->data[walk->at] == 0xff)
			walk->at++;
		if (walk->at < picture->n_bytes && picture->data[walk->at++] != 0)
			return picture->data[walk->at - 1];
	}
	return 0;
}

/* One segment with a length, `at` behind its marker. FALSE where the file ends before it. */
static gboolean
take_segment(Walk *walk, guint marker)
{
	const PublishPicture *picture = walk->picture;
	gsize start = walk->at - 2;
	Span payload, segment;
	guint n;

	if (picture->n_bytes - walk->at < 2)
		return FALSE;
	n = publish_be16(picture->data + walk->at);
	if (n < 2 || n > picture->n_bytes - walk->at)
		return FALSE;
	payload = (Span){picture->data + walk->at + 2, n - 2};
	walk->at += n;
	if (!is_coded(marker)) {
		note_application_segment(walk, marker, &payload);
		return TRUE;
	}
	if (is_frame(marker) && payload.n_bytes >= 6 && !walk->has_frame) {
		walk->has_frame = TRUE;
		walk->height = publish_be16(payload.data + 1);
		walk->width = publish_be16(payload.data + 3);
	}
	if (marker == MARKER_SOS) {
		walk->has_scan = TRUE;
		walk->at = skip_entropy(picture, walk->at);
	}
	segment = (Span){picture->data + start, walk->at - start};
	g_array_append_val(walk->coded, segment);
	return TRUE;
}

static gboolean
walk_segments(Walk *walk, GError **error)
{
	const PublishPicture *picture = walk->picture;
	guint marker;

	if (picture->n_bytes < 4 || picture->data[0] != 0xff || picture->data[1] != MARKER_SOI)
		return damaged(error, walk->whole, "it does not begin with SOI");
	walk->at = 2;
	for (guint n = 0; !walk->has_end && (marker = next_marker(walk)) != 0; n++) {
		if (n >= CL_MAX_SEGMENTS)
			return damaged(error, walk->whole, "it has too many segments");
		if (marker == MARKER_EOI)
			walk->has_end = TRUE;
		else if (marker == MARKER_SOI)
			break; /* another picture begins: a preview or a gain map */
		else if (is_alone(marker))
			continue;
		else if (!take_segment(walk, marker))
			break;
	}
	if (!walk->has_frame || !walk->has_scan)
		return damaged(error, walk->whole, "it has no picture");
	if (walk->whole && (!walk->has_end || walk->at != picture->n_bytes))
		return damaged(error, walk->whole, "it does not end with EOI");
	return TRUE;
}

static void
put_segment(GByteArray *out, guint marker, const char *id, gsize n_id, gconstpointer data,
	gsize n_bytes)
{
	const guint8 head[] = {0xff, (guint8)marker};

	g_assert(n_id + n_bytes <= MAX_SEGMENT_BYTES);
	publish_put(out, head, sizeof head);
	publish_put_be16(out, (guint)(n_id + n_bytes + 2));
	publish_put(out, id, n_id);
	publish_put(out, data, n_bytes);
}

static GByteArray *
write_file(const Walk *walk, const PublishBlocks *blocks)
{
	GByteArray *out =
		g_byte_array_sized_new((guint)MIN(walk->picture->n_bytes + 8192, G_MAXUINT));

	publish_put(out, "\xff\xd8", 2);
	if (walk->jfif.data != NULL) /* the last two bytes are the size of its thumbnail: none */
		put_segment(
			out, MARKER_APP0, (const char *)walk->jfif.data, JFIF_BYTES - 2, "\0", 2);
	if (blocks->exif != NULL)
		put_segment(out, MARKER_APP1, EXIF_ID, 6, blocks->exif->data, blocks->exif->len);
	if (blocks->xmp != NULL)
		put_segment(out, MARKER_APP1, XMP_ID, sizeof XMP_ID, blocks->xmp->str,
			blocks->xmp->len);
	for (guint i = 0; i < walk->icc->len; i++) {
		const Span *icc = &g_array_index(walk->icc, Span, i);

		put_segment(out, MARKER_APP2, "", 0, icc->data, icc->n_bytes);
	}
	if (blocks->irb != NULL)
		put_segment(out, MARKER_APP13, IRB_ID, sizeof IRB_ID, blocks->irb->data,
			blocks->irb->len);
	if (walk->adobe.data != NULL)
		put_segment(out, MARKER_APP14, "", 0, walk->adobe.data, ADOBE_BYTES);
	for (guint i = 0; i < walk->coded->len; i++) {
		const Span *coded = &g_array_index(walk->coded, Span, i);

		publish_put(out, coded->data, coded->n_bytes);
	}
	publish_put(out, "\xff\xd9", 2);
	return out;
}

static void
walk_clear(Walk *walk)
{
	g_array_unref(walk->icc);
	g_array_unref(walk->coded);
}

static void
walk_init(Walk *walk, const PublishPicture *picture, gboolean whole)
{
	*walk = (Walk){.picture = picture, .whole = whole};
	walk->icc = g_array_new(FALSE, FALSE, sizeof(Span));
	walk->coded = g_array_new(FALSE, FALSE, sizeof(Span));
}

GByteArray *
publish_jpeg(
	const PublishPicture *picture, gboolean whole, const PublishBlocks *blocks, GError **error)
{
	GByteArray *out = NULL;
	Walk walk;

	walk_init(&walk, picture, whole);
	if (walk_segments(&walk, error) &&
		publish_size_fits(picture, walk.width, walk.height, error))
		out = write_file(&walk, blocks);
	walk_clear(&walk);
	return out;
}

static guint
orientation_of(const Span *exif)
{
	const guint8 *tiff = exif->data + 6;
	gsize n_bytes = exif->n_bytes - 6, at;
	gboolean big;
	guint n_entries;

	if (n_bytes < 8 || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0))
		return 1;
	big = tiff[0] == 'M';
	at = big ? publish_be32(tiff + 4) : publish_le32(tiff + 4);
	if (at > n_bytes - 2)
		return 1;
	n_entries = big ? publish_be16(tiff + at) : publish_le16(tiff + at);
	at += 2;
	for (guint i = 0; i < n_entries && n_bytes - at >= 12; i++, at += 12) {
		guint tag = big ? publish_be16(tiff + at) : publish_le16(tiff + at);
		guint value = big ? publish_be16(tiff + at + 8) : publish_le16(tiff + at + 8);

		if (tag == 0x0112)
			return value >= 1 && value <= 8 ? value : 1;
	}
	return 1;
}

guint
publish_jpeg_orientation(const guint8 *data, gsize n_bytes)
{
	const PublishPicture picture = {data, n_bytes, 0, 0};
	guint orientation = 1;
	Walk walk;

	walk_init(&walk, &picture, FALSE);
	if (walk_segments(&walk, NULL) && walk.exif.data != NULL)
		orientation = orientation_of(&walk.exif);
	walk_clear(&walk);
	return orientation;
}
