/* SPDX-License-Identifier: MIT
 *
 * Private to src/metadata: the steps of XMP. Bytes → tree (xmp_parse.c), tree → properties that the
 * fields table knows (xmp_fields.c) and the framing (xmp_framing.c), packets of one file → received
 * values (xmp.c).
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

/* ---- xmp_framing.c: what of the picture is to be shown, and what matters in it ---- */
/* Into reader->framing, unless an earlier packet said it. */
void metadata_xmp_framing(MetadataReader *reader, const xmlNode *rdf, guint packet);

/* ---- xmp_location.c ---- */
/* A LocationShown or LocationCreated (may be NULL): the first of its structures that can be the place that
 * is said already, or, if none is, the first. FALSE if there is none; `seen` as above. */
gboolean metadata_xmp_location(
	MetadataReader *reader, guint packet, const xmlNode *property, gboolean *seen);

/* ---- xmp_tree.c ---- */
gboolean metadata_xmp_is_rdf(const xmlNode *node, const char *name);
/* rdf:RDF itself, or below x:xmpmeta or x:xapmeta. */
const xmlNode *metadata_xmp_root(const xmlNode *root);
const xmlNode *metadata_xmp_child(const xmlNode *node, const char *rdf_name);
const xmlNode *metadata_xmp_array(const xmlNode *node);
/* Of a property or an item; of an array its first. Free with g_free; NULL if it has none. */
char *metadata_xmp_value(const xmlNode *node);
/* Of a structure: one of the two is set. */
typedef struct {
	const xmlNode *element;
	const xmlAttr *attribute;
} MetadataXmpMember;
gboolean metadata_xmp_member(const xmlNode *node, const char *name, MetadataXmpMember *member);
char *metadata_xmp_member_value(const xmlNode *node, const char *name);
