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

void
metadata_g2_rights(MetadataG2 *g2, const xmlNode *rights)
{
	for (const xmlNode *at = metadata_xml_child(rights, "rightsInfoExtProperty"); at != NULL;
		at = metadata_xml_next(at, "rightsInfoExtProperty"))
		take_property(g2, at);
	if (metadata_xml_child(rights, "rightsExpressionXML") != NULL ||
		metadata_xml_child(rights, "rightsExpressionData") != NULL)
		metadata_sidecar_expression(g2->side);
}
