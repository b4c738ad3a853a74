/* SPDX-License-Identifier: MIT
 *
 * Addresses of ours, and of files that may lie beside the page, anywhere in it: in whatever attribute, in
 * styles and scripts, in templates, in what only some mail programs read. Templates and libraries have a
 * hundred ways to show a picture that are no <img>; what is named may be shown. Comments are not, nor text
 * that is only to be read.
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

static char *
key_of(GBytes *data)
{
	g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, data);

	return g_strconcat("data:", sum, NULL);
}

/* Each that the page has not shown yet. */
static void
take_inline(ClPrintedPage *page, GHashTable *seen, const char *text, guint line)
{
	const char *at = text;
	GBytes *data;

	while (!page->too_long && (data = html_next_inline(&at)) != NULL) {
		ClPrintedPicture *picture;

		if (!g_hash_table_add(seen, key_of(data))) {
			g_bytes_unref(data);
			continue;
		}
		picture = cl_printed_picture_new();
		picture->place = CL_PRINTED_ELSEWHERE;
		picture->line = line;
		picture->data = data;
		cl_printed_add(page, picture);
	}
}

/* "/rs:fit/aHR0cHM6Ly9waWNz…": servers that resize take the address in base64, in parts or not. */
static void
take_coded(ClPrintedPage *page, GHashTable *seen, const char *text, guint line)
{
	static const char http[] = "aHR0c"; /* "http" */

	for (const char *at = strstr(text, http); at != NULL; at = strstr(at, http)) {
		g_autoptr(GString) coded = g_string_new(NULL);
		g_autofree char *address = NULL;
		g_autofree char *valid = NULL;
		gsize n = 0;

		for (; g_ascii_isalnum(*at) || (*at != '\0' && strchr("-_/", *at) != NULL); at++)
			if (*at != '/')
				g_string_append_c(coded, *at == '-' ? '+' : *at == '_' ? '/' : *at);
		while (coded->len % 4 != 0)
			g_string_append_c(coded, '=');
		address = (char *)g_base64_decode(coded->str, &n);
		valid = g_utf8_make_valid(address, (gssize)n);
		cl_printed_add_named(page, seen, valid, line);
	}
}

static void
take_words(ClPrintedPage *page, GHashTable *seen, const char *text, guint line)
{
	take_inline(page, seen, text, line);
	if (g_ascii_strncasecmp(text, "data:", 5) == 0)
		return;
	cl_printed_add_named(page, seen, text, line);
	cl_printed_add_files(page, seen, text, line);
	take_coded(page, seen, text, line);
}

/* Addresses that are known for those of pictures, with the escapes of styles read. */
static void
take_urls(ClPrintedPage *page, GHashTable *seen, const GPtrArray *urls, guint line)
{
	for (guint i = 0; i < urls->len; i++) {
		cl_printed_add_named(page, seen, urls->pdata[i], line);
		cl_printed_add_file(page, seen, urls->pdata[i], line);
	}
}

static void
take_element(ClPrintedPage *page, GHashTable *seen, const GumboNode *node)
{
	const GumboElement *element = &node->v.element;
	g_autoptr(GPtrArray) urls = g_ptr_array_new_with_free_func(g_free);

	html_add_shown(urls, node);
	take_urls(page, seen, urls, element->start_pos.line);
	for (guint i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];

		take_words(page, seen, attribute->value, element->start_pos.line);
	}
}

static void
take_code(ClPrintedPage *page, GHashTable *seen, const GumboNode *node)
{
	g_autoptr(GPtrArray) urls = g_ptr_array_new_with_free_func(g_free);

	html_add_css(urls, node->v.text.text);
	take_urls(page, seen, urls, node->v.text.start_pos.line);
	take_words(page, seen, node->v.text.text, node->v.text.start_pos.line);
}

static void
take(ClPrintedPage *page, GHashTable *seen, const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE:
		take_element(page, seen, node);
		break;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
		if (node->parent->type == GUMBO_NODE_ELEMENT && is_code(node->parent))
			take_code(page, seen, node);
		break;
	case GUMBO_NODE_COMMENT:
		/* <!--[if mso]> … <![endif]-->: Outlook shows it; <![CDATA[ … ]]>: who reads it as XML. */
		if (g_str_has_prefix(node->v.text.text, "[if") ||
			g_str_has_prefix(node->v.text.text, "[CDATA["))
			take_code(page, seen, node);
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

	/* Of several files of one picture the first that is known tells which it is; the others are looked
	 * at here. */
	for (guint i = 0; i < page->pictures->len; i++) {
		const ClPrintedPicture *picture = page->pictures->pdata[i];

		if (picture->urls->len == 1 && picture->data == NULL)
			g_hash_table_add(seen, g_strdup(picture->urls->pdata[0]));
		else if (picture->urls->len == 0 && picture->data != NULL)
			g_hash_table_add(seen, key_of(picture->data));
	}
	for (const GumboNode *node = document; node != NULL; node = next_node(node))
		take(page, seen, node);
}
