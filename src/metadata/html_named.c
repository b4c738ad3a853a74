/* SPDX-License-Identifier: MIT
 *
 * Addresses of ours anywhere in a page: in whatever attribute, in styles and scripts, in templates, in
 * what only some mail programs read. Templates and libraries have a hundred ways to show a picture that
 * are no <img>; what is named may be shown. Comments are not, nor text that is only to be read.
 */
#include "html.h"

#include <string.h>

/* Elements whose text is no text of the page. */
static gboolean
is_code(const GumboNode *node)
{
	switch ((int)node->v.element.tag) {
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_NOEMBED:
	case GUMBO_TAG_NOFRAMES:
		return TRUE;
	}
	return FALSE;
}

static void
take_attributes(ClPrintedPage *page, GHashTable *seen, const GumboElement *element)
{
	for (guint i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];

		if (g_ascii_strncasecmp(attribute->value, "data:", 5) != 0)
			cl_printed_add_named(page, seen, attribute->value, element->start_pos.line);
	}
}

static void
take(ClPrintedPage *page, GHashTable *seen, const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE:
		take_attributes(page, seen, &node->v.element);
		break;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
		if (node->parent->type == GUMBO_NODE_ELEMENT && is_code(node->parent))
			cl_printed_add_named(page, seen, node->v.text.text, node->v.text.start_pos.line);
		break;
	case GUMBO_NODE_COMMENT:
		/* <!--[if mso]> … <![endif]-->: Outlook shows it. */
		if (g_str_has_prefix(node->v.text.text, "[if"))
			cl_printed_add_named(page, seen, node->v.text.text, node->v.text.start_pos.line);
		break;
	case GUMBO_NODE_DOCUMENT:
	case GUMBO_NODE_WHITESPACE:
		break;
	}
}

static const GumboNode *
next_node(const GumboNode *node)
{
	const GumboVector *children = html_children(node);

	if (children != NULL && children->length > 0)
		return children->data[0];
	for (; node->parent != NULL; node = node->parent) {
		children = html_children(node->parent);
		if (node->index_within_parent + 1 < children->length)
			return children->data[node->index_within_parent + 1];
	}
	return NULL;
}

void
html_read_named(const GumboNode *document, ClPrintedPage *page)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (const GumboNode *node = document; node != NULL; node = next_node(node))
		take(page, seen, node);
}
