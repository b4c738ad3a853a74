/* SPDX-License-Identifier: MIT
 *
 * Private to src/metadata: XML of strangers → tree, and questions to the tree. Used by XMP and by
 * the agency items; knows neither.
 */
#pragma once
#include <libxml/tree.h>

#include "reader.h"

typedef enum {
	METADATA_XML_FINE,
	METADATA_XML_MALFORMED,
	METADATA_XML_DOCTYPE, /* a document type or entities: refused */
	METADATA_XML_TOO_WIDE /* more attributes, namespaces, levels or tags than anyone needs */
} MetadataXmlFault;

/* UTF-8 text → tree, without network, DTD or entities. NULL at any fault. Free with xmlFreeDoc. */
xmlDoc *metadata_xml_parse(MetadataSpan text, MetadataXmlFault *fault);
/* From the first "<" to the last ">": writers leave BOMs, NULs and junk around it. */
MetadataSpan metadata_xml_trimmed(MetadataSpan text);
/* UTF-16 and -32 (by a BOM, or by how "<" stands there) as UTF-8, owned by the reader; anything else as it
 * is. Empty if it is broken. */
MetadataSpan metadata_xml_from_wide(MetadataReader *reader, MetadataSpan text);

gboolean metadata_xml_is(const xmlNode *node, const char *ns, const char *name);
/* The attribute of a namespace; NULL = of none. */
const xmlAttr *metadata_xml_attribute(const xmlNode *node, const char *ns, const char *name);
/* Text of a list of text nodes; NULL if there is an element among them, or none. */
char *metadata_xml_joined_text(const xmlNode *children);
