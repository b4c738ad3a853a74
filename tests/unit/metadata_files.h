/* SPDX-License-Identifier: MIT
 *
 * For the tests of the readers: small files put together byte by byte, and questions to the facts.
 */
#pragma once
#include <cutline/findings.h>
#include <cutline/metadata.h>

#include <string.h>

static inline void
put(GByteArray *out, const void *data, gsize n)
{
	g_byte_array_append(out, data, (guint)n);
}

static inline void
put_text(GByteArray *out, const char *text)
{
	put(out, text, strlen(text));
}

/* An integer of `size` bytes, big-endian. */
static inline void
put_be(GByteArray *out, guint64 value, guint size)
{
	while (size-- > 0) {
		guint8 byte = (guint8)(value >> 8 * size);

		put(out, &byte, 1);
	}
}

static inline void
put_le(GByteArray *out, guint64 value, guint size)
{
	for (guint i = 0; i < size; i++) {
		guint8 byte = (guint8)(value >> 8 * i);

		put(out, &byte, 1);
	}
}

static inline void
put_segment(
	GByteArray *out, guint8 marker, const char *head, gsize n_head, const void *data, gsize n)
{
	put_be(out, 0xff00 | marker, 2);
	put_be(out, n_head + n + 2, 2);
	put(out, head, n_head);
	put(out, data, n);
}

static inline GByteArray *
jpeg_begin(void)
{
	GByteArray *out = g_byte_array_new();

	put_be(out, 0xffd8, 2);
	return out;
}

/* Frame header, one scan, EOI. */
static inline void
jpeg_end(GByteArray *out, guint width, guint height)
{
	put_be(out, 0xffc0000b08, 5);
	put_be(out, height, 2);
	put_be(out, width, 2);
	put_be(out, 0x01011100, 4);
	put(out, "\xff\xda\0\x08\1\1\0\0\x3f\0\x12\xff\0\x34\xff\xd9", 16);
}

#define XMP_HEAD "http://ns.adobe.com/xap/1.0/", sizeof "http://ns.adobe.com/xap/1.0/"
#define IRB_HEAD "Photoshop 3.0", sizeof "Photoshop 3.0"

/* A whole packet around the given content of one rdf:Description. */
static inline char *
xmp_packet(const char *attributes, const char *body)
{
	return g_strdup_printf(
		"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>"
		"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
		"xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
		"rdf:about='' "
		"xmlns:dc='http://purl.org/dc/elements/1.1/' "
		"xmlns:ps='http://ns.adobe.com/photoshop/1.0/' "
		"xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/' "
		"xmlns:g='http://xmp.gettyimages.com/gift/1.0/' "
		"xmlns:ext='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' "
		"xmlns:exif='http://ns.adobe.com/exif/1.0/' "
		"xmlns:note='http://ns.adobe.com/xmp/note/' "
		"xmlns:tiff='http://ns.adobe.com/tiff/1.0/' %s>%s</rdf:Description></rdf:RDF>"
		"</x:xmpmeta><?xpacket end='w'?>",
		attributes, body);
}

static inline void
put_xmp(GByteArray *jpeg, const char *packet)
{
	put_segment(jpeg, 0xe1, XMP_HEAD, packet, strlen(packet));
}

static inline void
put_dataset(GByteArray *out, guint8 record, guint8 number, const char *value)
{
	put_be(out, 0x1c, 1);
	put_be(out, record, 1);
	put_be(out, number, 1);
	put_be(out, strlen(value), 2);
	put_text(out, value);
}

static inline void
put_resource(GByteArray *out, guint16 id, const void *data, gsize n)
{
	put_text(out, "8BIM");
	put_be(out, id, 2);
	put_be(out, 0, 2);
	put_be(out, n, 4);
	put(out, data, n);
	if (n % 2 != 0)
		put_be(out, 0, 1);
}

static inline ClFacts *
read_file_in(const GByteArray *file, const char *charset)
{
	g_autoptr(GBytes) bytes = g_bytes_new(file->data, file->len);
	g_autoptr(GError) error = NULL;
	ClFacts *facts = cl_metadata_read_in(bytes, charset, &error);

	g_assert_no_error(error);
	g_assert_nonnull(facts);
	return facts;
}

static inline ClFacts *
read_file(const GByteArray *file)
{
	return read_file_in(file, NULL);
}

/* The value at a position; NULL if there is none. */
static inline const char *
value_at(const ClFacts *facts, ClField field, ClOriginKind origin, guint packet, guint position)
{
	for (guint i = 0; i < facts->received->len; i++) {
		const ClReceived *at = facts->received->pdata[i];

		if (at->field == field && at->origin == origin && at->packet == packet &&
			at->position == position)
			return at->value;
	}
	return NULL;
}

static inline const char *
xmp_value(const ClFacts *facts, ClField field)
{
	return value_at(facts, field, CL_ORIGIN_XMP, 1, 0);
}

static inline const char *
iptc_value(const ClFacts *facts, ClField field)
{
	return value_at(facts, field, CL_ORIGIN_IPTC, 0, 0);
}

static inline const char *
exif_value(const ClFacts *facts, ClField field)
{
	return value_at(facts, field, CL_ORIGIN_EXIF, 0, 0);
}

static inline gboolean
has_finding(const ClFacts *facts, const char *code)
{
	for (guint i = 0; i < facts->findings->len; i++)
		if (((const ClFinding *)facts->findings->pdata[i])->code == code)
			return TRUE;
	return FALSE;
}
