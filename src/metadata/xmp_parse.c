/* SPDX-License-Identifier: MIT
 *
 * Bytes of one XMP packet → XML tree. Faults that real writers make (stray bytes, NULs, control
 * characters, padding) are repaired once; what is still no XML is refused whole, because half a
 * packet may be half a restriction.
 */
#include "xmp.h"

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

xmlDoc *
metadata_xmp_parse(MetadataReader *reader, MetadataSpan packet)
{
	g_autoptr(GBytes) better = NULL;
	MetadataXmlFault fault;
	MetadataSpan again;
	xmlDoc *doc;

	packet = metadata_xml_trimmed(metadata_xml_from_wide(reader, packet));
	doc = metadata_xml_parse(packet, &fault);
	if (doc != NULL)
		return doc;
	if (packet.n == 0 || fault == METADATA_XML_TOO_WIDE) {
		metadata_find(reader, CL_FINDING_XMP_DAMAGED,
			"an XMP packet is no XML, or too wide; other sources were used");
		return NULL;
	}
	if (fault == METADATA_XML_DOCTYPE) {
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
	doc = metadata_xml_parse(again, &fault);
	metadata_find(reader, CL_FINDING_XMP_DAMAGED,
		doc != NULL ? "an XMP packet has forbidden bytes; it was read without them"
			    : "an XMP packet is not well-formed XML; other sources were used");
	return doc;
}
