/* SPDX-License-Identifier: MIT
 *
 * Bytes → XML tree, by libxml2 without network, DTD or entities, in linear time. What is not
 * well-formed is refused whole; whether it may be repaired first is the caller's decision.
 */
#include "xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

/* libxml2 compares every attribute of an element with the others, and every prefix with all that
 * are in scope, and a tag of four bytes becomes a node of 120: without these caps a text costs
 * quadratic time, or all memory. */
#define MAX_ATTRIBUTES 512U
#define MAX_NAMESPACES 1024U
#define MAX_TAGS (1U << 20)
#define SMALL_TEXT (8U << 10)

static const int parse_options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
				 XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC;

static void
refuse_dtd(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *parser = context;

	*(gboolean *)parser->_private = TRUE;
	xmlStopParser(parser);
}

typedef struct {
	guint declared[CL_MAX_XMP_DEPTH]; /* namespaces, by each open element */
	guint depth, in_scope, tags;
} Width;

/* Length of a start or end tag from its "<" on, counting what it holds. */
static gsize
scan_tag(MetadataSpan rest, guint *attributes, guint *namespaces)
{
	gsize i = 1;

	*attributes = *namespaces = 0;
	for (; i < rest.n && rest.data[i] != '>'; i++) {
		guint8 c = rest.data[i];

		if (c == '"' || c == '\'') {
			const guint8 *end = memchr(rest.data + i + 1, c, rest.n - i - 1);

			if (end == NULL)
				return rest.n;
			i = (gsize)(end - rest.data);
			++*attributes;
		} else if (c == 'x' && metadata_starts(metadata_rest(rest, i), "xmlns", 5)) {
			++*namespaces;
		}
	}
	return MIN(i + 1, rest.n);
}

/* FALSE if the tag goes over a limit. */
static gboolean
count_tag(Width *width, MetadataSpan rest, gsize *n)
{
	guint attributes, namespaces;

	*n = scan_tag(rest, &attributes, &namespaces);
	if (++width->tags > MAX_TAGS)
		return FALSE;
	if (metadata_starts(rest, "</", 2)) {
		if (width->depth > 0)
			width->in_scope -= width->declared[--width->depth];
		return TRUE;
	}
	if (attributes > MAX_ATTRIBUTES || namespaces > MAX_NAMESPACES - width->in_scope)
		return FALSE;
	if (*n >= 2 && rest.data[*n - 2] == '/')
		return TRUE;
	if (width->depth == CL_MAX_XMP_DEPTH)
		return FALSE;
	width->declared[width->depth++] = namespaces;
	width->in_scope += namespaces;
	return TRUE;
}

static gboolean
is_too_wide(MetadataSpan text)
{
	static const struct {
		const char *begin, *end;
	} skipped[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
	Width width;

	if (text.n <= SMALL_TEXT)
		return FALSE;
	memset(&width, 0, sizeof width);
	while (text.n > 0) {
		const guint8 *at = memchr(text.data, '<', text.n), *end = NULL;
		guint kind = 0;
		gsize n;

		if (at == NULL)
			break;
		text = metadata_rest(text, (gsize)(at - text.data));
		while (kind < G_N_ELEMENTS(skipped) &&
			!metadata_starts(text, skipped[kind].begin, strlen(skipped[kind].begin)))
			kind++;
		if (kind < G_N_ELEMENTS(skipped)) {
			end = memmem(
				text.data, text.n, skipped[kind].end, strlen(skipped[kind].end));
			if (end == NULL)
				break;
			n = (gsize)(end - text.data);
		} else if (!count_tag(&width, text, &n)) {
			return TRUE;
		}
		text = metadata_rest(text, n);
	}
	return FALSE;
}

xmlDoc *
metadata_xml_parse(MetadataSpan text, MetadataXmlFault *fault)
{
	gboolean refused = FALSE;
	xmlParserCtxt *parser;
	xmlDoc *doc;

	*fault = METADATA_XML_MALFORMED;
	if (text.n == 0 || text.n > CL_MAX_XMP_EXTENDED_BYTES)
		return NULL;
	if (is_too_wide(text)) {
		*fault = METADATA_XML_TOO_WIDE;
		return NULL;
	}
	parser = xmlNewParserCtxt();
	if (parser == NULL)
		return NULL;
	parser->_private = &refused;
	parser->sax->internalSubset = refuse_dtd;
	doc = xmlCtxtReadMemory(
		parser, (const char *)text.data, (int)text.n, NULL, "UTF-8", parse_options);
	if (doc != NULL && (refused || !parser->wellFormed)) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (doc == NULL && parser->myDoc != NULL)
		g_clear_pointer(&parser->myDoc, xmlFreeDoc);
	xmlFreeParserCtxt(parser);
	if (doc != NULL)
		*fault = METADATA_XML_FINE;
	else if (refused)
		*fault = METADATA_XML_DOCTYPE;
	return doc;
}

MetadataSpan
metadata_xml_trimmed(MetadataSpan text)
{
	const guint8 *first = text.n == 0 ? NULL : memchr(text.data, '<', text.n);
	const guint8 *last = text.n == 0 ? NULL : memrchr(text.data, '>', text.n);
	MetadataSpan part = {text.data, 0};

	if (first != NULL && last != NULL && last > first) {
		part.data = first;
		part.n = (gsize)(last - first) + 1;
	}
	return part;
}

/* By its mark (XML 1.0, appendix F), or by how "<" stands in it; the longer units first, whose mark
 * begins with the shorter one's. */
static char *
from_wide(MetadataSpan text, gboolean *wide)
{
	*wide = TRUE;
	if (metadata_starts(text, "\xff\xfe\0\0", 4) || metadata_starts(text, "<\0\0\0", 4))
		return metadata_decode_utf32(text, FALSE);
	if (metadata_starts(text, "\0\0\xfe\xff", 4) || metadata_starts(text, "\0\0\0<", 4))
		return metadata_decode_utf32(text, TRUE);
	if (metadata_starts(text, "\xff\xfe", 2) || metadata_starts(text, "<\0", 2))
		return metadata_decode_utf16(text, FALSE);
	if (metadata_starts(text, "\xfe\xff", 2) || metadata_starts(text, "\0<", 2))
		return metadata_decode_utf16(text, TRUE);
	*wide = FALSE;
	return NULL;
}

MetadataSpan
metadata_xml_from_wide(MetadataReader *reader, MetadataSpan text)
{
	gboolean wide;
	char *decoded = from_wide(text, &wide);

	if (!wide)
		return text;
	if (decoded == NULL || !metadata_spend(reader, strlen(decoded))) {
		g_free(decoded);
		return (MetadataSpan){text.data, 0};
	}
	return metadata_own(reader, g_bytes_new_take(decoded, strlen(decoded)));
}

gboolean
metadata_xml_is(const xmlNode *node, const char *ns, const char *name)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL && node->ns->href != NULL &&
	       strcmp((const char *)node->name, name) == 0 &&
	       strcmp((const char *)node->ns->href, ns) == 0;
}

const xmlAttr *
metadata_xml_attribute(const xmlNode *node, const char *ns, const char *name)
{
	for (const xmlAttr *at = node->properties; at != NULL; at = at->next) {
		const char *href = at->ns == NULL ? NULL : (const char *)at->ns->href;

		if (g_strcmp0(href, ns) == 0 && strcmp((const char *)at->name, name) == 0)
			return at;
	}
	return NULL;
}

char *
metadata_xml_joined_text(const xmlNode *children)
{
	g_autoptr(GString) text = NULL;

	if (children != NULL && children->next == NULL && children->type == XML_TEXT_NODE)
		return g_strdup((const char *)children->content);
	for (const xmlNode *at = children; at != NULL; at = at->next) {
		if (at->type == XML_ELEMENT_NODE)
			return NULL;
		if ((at->type != XML_TEXT_NODE && at->type != XML_CDATA_SECTION_NODE) ||
			at->content == NULL)
			continue;
		if (text == NULL)
			text = g_string_new(NULL);
		g_string_append(text, (const char *)at->content);
	}
	return text == NULL ? NULL : g_string_free(g_steal_pointer(&text), FALSE);
}
