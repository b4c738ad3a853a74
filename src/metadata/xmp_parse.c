/* SPDX-License-Identifier: MIT
 *
 * Bytes of one XMP packet → XML tree, by libxml2 without network, DTD or entities. Faults that real
 * writers make (stray bytes, NULs, control characters, padding) are repaired once; what is still no
 * XML is refused whole, because half a packet may be half a restriction.
 */
#include "xmp.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

/* libxml2 compares every attribute of an element with the others, and every prefix with all that
 * are declared: without these caps a packet costs quadratic time. */
#define MAX_ATTRIBUTES 512U
#define MAX_NAMESPACES 1024U
#define SMALL_PACKET (8U << 10)

static const int parse_options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
				 XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC;

static void
refuse_dtd(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *parser = context;

	*(gboolean *)parser->_private = TRUE;
	xmlStopParser(parser);
}

/* NULL if it is not well-formed; `refused` is set if it has a DTD. */
static xmlDoc *
parse_once(MetadataSpan packet, gboolean *refused)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *doc;

	if (parser == NULL)
		return NULL;
	parser->_private = refused;
	parser->sax->internalSubset = refuse_dtd;
	doc = xmlCtxtReadMemory(
		parser, (const char *)packet.data, (int)packet.n, NULL, "UTF-8", parse_options);
	if (doc != NULL && (*refused || !parser->wellFormed)) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (doc == NULL && parser->myDoc != NULL)
		g_clear_pointer(&parser->myDoc, xmlFreeDoc);
	xmlFreeParserCtxt(parser);
	return doc;
}

static gboolean
is_too_wide(MetadataSpan packet)
{
	guint attributes = 0, namespaces = 0;
	gboolean in_tag = FALSE;
	guint8 quote = 0;

	if (packet.n <= SMALL_PACKET)
		return FALSE;
	for (gsize i = 0; i < packet.n; i++) {
		guint8 c = packet.data[i];

		if (quote != 0 || !in_tag) {
			const guint8 *end =
				memchr(packet.data + i, quote != 0 ? quote : '<', packet.n - i);

			if (end == NULL)
				break;
			i = (gsize)(end - packet.data);
			if (quote == 0)
				attributes = 0;
			in_tag = TRUE;
			quote = 0;
		} else if (c == '>') {
			in_tag = FALSE;
		} else if (c == '"' || c == '\'') {
			quote = c;
			if (++attributes > MAX_ATTRIBUTES)
				return TRUE;
		} else if (c == 'x' && metadata_starts(metadata_rest(packet, i), "xmlns", 5)) {
			if (++namespaces > MAX_NAMESPACES)
				return TRUE;
		}
	}
	return FALSE;
}

/* The packet from its first "<" to its last ">": writers leave BOMs, NULs and junk around it. */
static MetadataSpan
trimmed(MetadataSpan packet)
{
	const guint8 *first = packet.n == 0 ? NULL : memchr(packet.data, '<', packet.n);
	const guint8 *last = packet.n == 0 ? NULL : memrchr(packet.data, '>', packet.n);
	MetadataSpan part = {packet.data, 0};

	if (first != NULL && last != NULL && last > first) {
		part.data = first;
		part.n = (gsize)(last - first) + 1;
	}
	return part;
}

static gboolean
is_xml_char(gunichar c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) ||
	       (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

/* Length of a character reference to something that XML forbids ("&#x1;"), else 0. */
static gsize
bad_reference(MetadataSpan rest)
{
	char number[12];
	gsize n = 2;
	guint64 c;

	if (!metadata_starts(rest, "&#", 2))
		return 0;
	while (n < rest.n && n < 12 && rest.data[n] != ';') {
		number[n - 2] = (char)rest.data[n];
		n++;
	}
	if (n >= rest.n || n == 12)
		return 0;
	number[n - 2] = '\0';
	c = g_ascii_strtoull(
		number[0] == 'x' ? number + 1 : number, NULL, number[0] == 'x' ? 16 : 10);
	return c <= 0x10ffff && is_xml_char((gunichar)c) ? 0 : n + 1;
}

/* Bytes that are no UTF-8 are read as Windows-1252; what XML forbids is left out. */
static GBytes *
repaired(MetadataSpan packet)
{
	GString *out = g_string_sized_new(packet.n + 64);

	while (packet.n > 0) {
		gunichar c = g_utf8_get_char_validated((const char *)packet.data, (gssize)packet.n);
		gsize n = 1, skip = bad_reference(packet);

		if (skip > 0) {
			packet = metadata_rest(packet, skip);
			continue;
		}
		if (c == (gunichar)-1 || c == (gunichar)-2)
			c = metadata_cp1252(packet.data[0]);
		else if (c != 0)
			n = (gsize)g_unichar_to_utf8(c, NULL);
		if (is_xml_char(c))
			g_string_append_unichar(out, c);
		packet = metadata_rest(packet, n);
	}
	return g_string_free_to_bytes(out);
}

static MetadataSpan
from_utf16(MetadataReader *reader, MetadataSpan packet)
{
	gboolean big = metadata_starts(packet, "\xfe\xff", 2) || metadata_starts(packet, "\0<", 2);
	char *text;

	if (!big && !metadata_starts(packet, "\xff\xfe", 2) && !metadata_starts(packet, "<\0", 2))
		return packet;
	text = metadata_decode_utf16(packet, big);
	if (text == NULL || !metadata_spend(reader, strlen(text))) {
		g_free(text);
		return (MetadataSpan){packet.data, 0};
	}
	return metadata_own(reader, g_bytes_new_take(text, strlen(text)));
}

xmlDoc *
metadata_xmp_parse(MetadataReader *reader, MetadataSpan packet)
{
	g_autoptr(GBytes) better = NULL;
	gboolean refused = FALSE;
	MetadataSpan again;
	xmlDoc *doc;

	packet = trimmed(from_utf16(reader, packet));
	if (packet.n == 0 || packet.n > CL_MAX_XMP_EXTENDED_BYTES || is_too_wide(packet)) {
		metadata_find(reader, CL_FINDING_XMP_DAMAGED,
			"an XMP packet is no XML, or too wide; other sources were used");
		return NULL;
	}
	doc = parse_once(packet, &refused);
	if (doc != NULL)
		return doc;
	if (refused) {
		metadata_find(reader, CL_FINDING_XMP_DAMAGED,
			"an XMP packet with a document type was refused; other sources were used");
		return NULL;
	}
	/* What holds no RDF is no XMP, however well it may be repaired. */
	if (memmem(packet.data, packet.n, "RDF", 3) != NULL)
		better = repaired(packet);
	else
		better = g_bytes_new_static("", 0);
	again.data = g_bytes_get_data(better, &again.n);
	doc = again.n == 0 ? NULL : parse_once(again, &refused);
	metadata_find(reader, CL_FINDING_XMP_DAMAGED,
		doc != NULL ? "an XMP packet has forbidden bytes; it was read without them"
			    : "an XMP packet is not well-formed XML; other sources were used");
	return doc;
}
