/* SPDX-License-Identifier: MIT
 *
 * Questions to the tree of an XMP packet, whatever spelling of RDF its writer chose: values, items of
 * arrays, members of structures. Knows no property.
 */
#include "xmp.h"

gboolean
metadata_xmp_is_rdf(const xmlNode *node, const char *name)
{
	return metadata_xml_is(node, METADATA_NS_RDF, name);
}

const xmlNode *
metadata_xmp_child(const xmlNode *node, const char *name)
{
	for (const xmlNode *at = node->children; at != NULL; at = at->next)
		if (metadata_xmp_is_rdf(at, name))
			return at;
	return NULL;
}

const xmlNode *
metadata_xmp_array(const xmlNode *node)
{
	for (const xmlNode *at = node->children; at != NULL; at = at->next)
		if (metadata_xmp_is_rdf(at, "Alt") || metadata_xmp_is_rdf(at, "Seq") ||
			metadata_xmp_is_rdf(at, "Bag"))
			return at;
	return NULL;
}

/* The value of a simple item in any of its spellings; NULL if it has none. */
static char *
simple_value(const xmlNode *node)
{
	const xmlAttr *attribute = metadata_xml_attribute(node, METADATA_NS_RDF, "resource");
	const xmlNode *inner;

	if (attribute == NULL)
		attribute = metadata_xml_attribute(node, METADATA_NS_RDF, "value");
	if (attribute != NULL)
		return metadata_xml_joined_text(attribute->children);
	inner = metadata_xmp_child(node, "value");
	if (inner != NULL) {
		attribute = metadata_xml_attribute(inner, METADATA_NS_RDF, "resource");
		return metadata_xml_joined_text(
			attribute != NULL ? attribute->children : inner->children);
	}
	return metadata_xml_joined_text(node->children);
}

/* The default language wherever it stands, else the first item; NULL of an empty array. */
static const xmlNode *
preferred_item(const xmlNode *array)
{
	for (const xmlNode *at = array->children; at != NULL; at = at->next) {
		const xmlAttr *lang;

		if (!metadata_xmp_is_rdf(at, "li"))
			continue;
		lang = metadata_xml_attribute(at, (const char *)XML_XML_NAMESPACE, "lang");
		if (lang != NULL && lang->children != NULL &&
			g_strcmp0((const char *)lang->children->content, "x-default") == 0)
			return at;
	}
	return metadata_xmp_child(array, "li");
}

char *
metadata_xmp_value(const xmlNode *node)
{
	const xmlNode *array = metadata_xmp_array(node), *description;

	if (array != NULL) {
		node = preferred_item(array);
		if (node == NULL)
			return NULL;
	}
	description = metadata_xmp_child(node, "Description");
	return simple_value(description != NULL ? description : node);
}

/* Whichever of the three spellings of a structure is used. */
gboolean
metadata_xmp_member(const xmlNode *node, const char *name, MetadataXmpMember *member)
{
	const xmlNode *description = metadata_xmp_child(node, "Description");

	*member = (MetadataXmpMember){NULL, NULL};
	for (guint step = 0; step < 2 && node != NULL; step++, node = description) {
		for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
			if (at->ns != NULL && strcmp((const char *)at->name, name) == 0) {
				member->attribute = at;
				return TRUE;
			}
		for (const xmlNode *at = node->children; at != NULL; at = at->next)
			if (at->type == XML_ELEMENT_NODE &&
				strcmp((const char *)at->name, name) == 0) {
				member->element = at;
				return TRUE;
			}
	}
	return FALSE;
}

char *
metadata_xmp_member_value(const xmlNode *node, const char *name)
{
	MetadataXmpMember member;

	if (!metadata_xmp_member(node, name, &member))
		return NULL;
	return member.attribute != NULL ? metadata_xml_joined_text(member.attribute->children)
					: metadata_xmp_value(member.element);
}

/* rdf:RDF itself, or below x:xmpmeta or x:xapmeta. */
const xmlNode *
metadata_xmp_root(const xmlNode *root)
{
	if (root == NULL || metadata_xmp_is_rdf(root, "RDF"))
		return root;
	for (const xmlNode *at = root->children; at != NULL; at = at->next)
		if (metadata_xmp_is_rdf(at, "RDF"))
			return at;
	return NULL;
}
