/* SPDX-License-Identifier: MIT
 *
 * gumbo, with memory of our own: its destructor recurses into the page's depth, which a hostile
 * page chooses. Here every block is let go in one loop.
 */
#include "html.h"

#include <string.h>

static void *
take(void *data, size_t n_bytes)
{
	void *block = g_malloc(n_bytes);

	g_hash_table_add(data, block);
	return block;
}

static void
let_go(void *data, void *block)
{
	if (block != NULL && g_hash_table_remove(data, block))
		g_free(block);
}

void
html_tree_parse(HtmlTree *tree, const char *text)
{
	GumboOptions options = kGumboDefaultOptions;

	tree->blocks = g_hash_table_new(g_direct_hash, g_direct_equal);
	options.allocator = take;
	options.deallocator = let_go;
	options.userdata = tree->blocks;
	options.max_errors = 0;
	options.tab_stop = 8;
	tree->output = gumbo_parse_with_options(&options, text, strlen(text));
}

void
html_tree_clear(HtmlTree *tree)
{
	GHashTableIter iter;
	gpointer block;

	g_hash_table_iter_init(&iter, tree->blocks);
	while (g_hash_table_iter_next(&iter, &block, NULL))
		g_free(block);
	g_hash_table_unref(tree->blocks);
}

const GumboVector *
html_children(const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_DOCUMENT:
		return &node->v.document.children;
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE:
		return &node->v.element.children;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
	case GUMBO_NODE_COMMENT:
	case GUMBO_NODE_WHITESPACE:
		break;
	}
	return NULL;
}

gboolean
html_is(const GumboNode *node, const char *name)
{
	GumboStringPiece piece;

	if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag != GUMBO_TAG_UNKNOWN)
		return FALSE;
	piece = node->v.element.original_tag;
	gumbo_tag_from_original_text(&piece);
	return piece.data != NULL && piece.length == strlen(name) &&
	       g_ascii_strncasecmp(piece.data, name, piece.length) == 0;
}

const char *
html_attribute(const GumboNode *node, const char *name)
{
	const GumboAttribute *attribute;

	if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
		return NULL;
	attribute = gumbo_get_attribute(&node->v.element.attributes, name);
	return attribute == NULL ? NULL : attribute->value;
}

gboolean
html_hints(const GumboNode *node, const char *const *words)
{
	static const char *const attributes[] = {"class", "id", "itemprop", "property", NULL};

	for (guint i = 0; attributes[i] != NULL; i++) {
		const char *value = html_attribute(node, attributes[i]);
		g_autofree char *lower = NULL;

		if (value == NULL || strlen(value) > 1000)
			continue;
		lower = g_ascii_strdown(value, -1);
		for (guint j = 0; words[j] != NULL; j++)
			if (strstr(lower, words[j]) != NULL)
				return TRUE;
	}
	return FALSE;
}

/* --- addresses --------------------------------------------------------------------------------- */

void
html_add_url(GPtrArray *urls, const char *url, gsize n)
{
	g_autofree char *copy = NULL;

	while (n > 0 && g_ascii_isspace(*url)) {
		url++;
		n--;
	}
	if (n == 0 || n > 4096 || urls->len >= CL_MAX_PAGE_URLS ||
		g_ascii_strncasecmp(url, "data:", 5) == 0)
		return;
	copy = g_strstrip(g_strndup(url, n));
	for (guint i = 0; i < urls->len; i++)
		if (strcmp(urls->pdata[i], copy) == 0)
			return;
	g_ptr_array_add(urls, g_steal_pointer(&copy));
}

/* "a.jpg 320w, b.jpg 2x": a comma counts as end only before or behind a blank. */
void
html_add_srcset(GPtrArray *urls, const char *srcset)
{
	const char *at = srcset;

	while (at != NULL && *at != '\0' && urls->len < CL_MAX_PAGE_URLS) {
		gsize n;

		at += strspn(at, " \t\n\r\f,");
		n = strcspn(at, " \t\n\r\f");
		if (n == 0)
			break;
		html_add_url(urls, at, at[n - 1] == ',' ? n - 1 : n);
		at += n;
		if (at[-1] != ',')
			at += strcspn(at, ",");
	}
}
