/* SPDX-License-Identifier: MIT
 *
 * NewsML-G2: what the item says of rights in a vocabulary or a language of machines. It becomes text
 * that binds until a person has read it.
 */
#include "sidecar_g2.h"
#include "terms.h"

#include <cutline/text.h>

/* "minimumFee", "50 EUR": the names and definitions, then the attributes. */
static void
take_property(MetadataG2 *g2, const xmlNode *property)
{
	static const char *const attributes[] = {"value", "valueunit", "qcode", "uri", "literal"};
	g_autofree char *rel = metadata_xml_value(property, "rel");
	g_autofree char *text = metadata_xml_text(property);
	g_autoptr(GString) value = g_string_new(text);
	g_autofree char *words = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(attributes); i++) {
		g_autofree char *part = metadata_xml_value(property, attributes[i]);

		if (!cl_text_is_blank(part))
			g_string_append_printf(value, "%s%s", value->len > 0 ? " " : "", part);
	}
	words = metadata_term_property(rel == NULL ? NULL : metadata_code_of(rel), value->str);
	metadata_sidecar_value(g2->side, CL_FIELD_USAGE_TERMS, NULL, words);
}

/* "irel:rightspolicy", and what a supplier calls it in a vocabulary of its own. */
static gboolean
is_policy(const xmlNode *link)
{
	static const char *const words[] = {"right", "licen", "usageterms", "policy"};
	g_autofree char *rel = metadata_xml_value(link, "rel");
	g_autofree char *code = rel == NULL ? NULL : g_ascii_strdown(metadata_code_of(rel), -1);

	for (guint i = 0; code != NULL && i < G_N_ELEMENTS(words); i++)
		if (strstr(code, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

static void
take_policy(MetadataG2 *g2, const xmlNode *link)
{
	static const char *const attributes[] = {"href", "residref", "guidref"};
	g_autofree char *address = NULL;
	g_autofree char *words = NULL;

	for (guint i = 0; address == NULL && i < G_N_ELEMENTS(attributes); i++)
		address = metadata_xml_value(link, attributes[i]);
	if (address != NULL && strstr(address, "://") != NULL)
		metadata_sidecar_value(g2->side, CL_FIELD_WEB_STATEMENT, NULL, address);
	words = metadata_term_property("the rights policy at", address);
	metadata_sidecar_value(g2->side, CL_FIELD_USAGE_TERMS, NULL, words);
}

void
metadata_g2_policies(MetadataG2 *g2, const xmlNode *parent)
{
	for (const xmlNode *at = metadata_xml_child(parent, "link"); at != NULL;
		at = metadata_xml_next(at, "link"))
		if (is_policy(at))
			take_policy(g2, at);
}

void
metadata_g2_rights(MetadataG2 *g2, const xmlNode *rights)
{
	for (const xmlNode *at = metadata_xml_child(rights, "rightsInfoExtProperty"); at != NULL;
		at = metadata_xml_next(at, "rightsInfoExtProperty"))
		take_property(g2, at);
	metadata_g2_policies(g2, rights);
	if (metadata_xml_child(rights, "rightsExpressionXML") != NULL ||
		metadata_xml_child(rights, "rightsExpressionData") != NULL)
		metadata_sidecar_expression(g2->side);
}
