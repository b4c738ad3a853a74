/* SPDX-License-Identifier: MIT
 *
 * Private to src/metadata: the three steps of XMP. Bytes → tree (xmp_parse.c), tree → properties
 * that the fields table knows (xmp_fields.c), packets of one file → received values (xmp.c).
 */
#pragma once
#include "xml.h"

#define METADATA_NS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define METADATA_NS_NOTE "http://ns.adobe.com/xmp/note/"

/* What one packet says that is no field. */
typedef struct {
	char *extension_guid; /* of its extended part, or NULL */
	char *iptc_digest;    /* photoshop:LegacyIPTCDigest, or NULL */
} MetadataXmpNotes;

/* NULL if the packet is refused or beyond repair (finding made). Free with xmlFreeDoc. */
xmlDoc *metadata_xmp_parse(MetadataReader *reader, MetadataSpan packet);
/* Receives what the tree says. `seen` has a mark for each field that this packet gave already (its
 * main part goes before its extended one); it is updated. */
void metadata_xmp_fields(
	MetadataReader *reader, xmlDoc *doc, guint packet, gboolean *seen, MetadataXmpNotes *notes);
/* Builds the table of properties; once. */
void metadata_xmp_init(void);
