/* SPDX-License-Identifier: MIT
 *
 * The text of a page and nothing else: a line a block, without recursion.
 */
#include "html.h"

#include <string.h>

static gboolean
is_hidden(const GumboNode *node)
{
	GumboTag tag = node->type == GUMBO_NODE_ELEMENT ? node->v.element.tag : GUMBO_TAG_UNKNOWN;

	return node->type == GUMBO_NODE_TEMPLATE || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE ||
	       tag == GUMBO_TAG_TITLE;
}

/* What stands in a line of its text. */
static gboolean
is_inline(const GumboNode *node)
{
	static const GumboTag tags[] = {GUMBO_TAG_A, GUMBO_TAG_ABBR, GUMBO_TAG_B, GUMBO_TAG_BIG,
		GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_FONT, GUMBO_TAG_I, GUMBO_TAG_MARK, GUMBO_TAG_S,
		GUMBO_TAG_SMALL, GUMBO_TAG_SPAN, GUMBO_TAG_STRONG, GUMBO_TAG_SUB, GUMBO_TAG_SUP, GUMBO_TAG_TT,
		GUMBO_TAG_U, GUMBO_TAG_WBR};

	for (guint i = 0; node->type == GUMBO_NODE_ELEMENT && i < G_N_ELEMENTS(tags); i++)
		if (node->v.element.tag == tags[i])
			return TRUE;
	return node->type != GUMBO_NODE_ELEMENT;
}

static void
begin_line(GString *text, const GumboNode *node)
{
	if (!is_inline(node) && text->len > 0 && text->str[text->len - 1] != '\n')
		g_string_append_c(text, '\n');
}

/* The end of a line in the source is a blank. */
static void
add_words(GString *text, const char *words)
{
	for (; *words != '\0'; words++) {
		gboolean blank = g_ascii_isspace(*words);

		if (!blank)
			g_string_append_c(text, *words);
		else if (text->len > 0 && !g_ascii_isspace(text->str[text->len - 1]))
			g_string_append_c(text, ' ');
	}
}

static void
enter(GString *text, const GumboNode *node)
{
	begin_line(text, node);
	if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
		node->type == GUMBO_NODE_WHITESPACE)
		add_words(text, node->v.text.text);
}

typedef struct {
	const GumboNode *node;
	guint next; /* child to visit */
} Step;

char *
html_plain(const char *page)
{
	GString *text = g_string_new(NULL);
	g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(Step));
	HtmlTree tree = {0};
	Step first = {0};

	html_tree_parse(&tree, page);
	first.node = tree.output->document;
	g_array_append_val(steps, first);
	while (steps->len > 0) {
		Step *step = &g_array_index(steps, Step, steps->len - 1);
		const GumboVector *children = is_hidden(step->node) ? NULL : html_children(step->node);
		Step next = {0};

		if (step->next == 0)
			enter(text, step->node);
		if (children != NULL && step->next < children->length) {
			next.node = children->data[step->next++];
			g_array_append_val(steps, next);
			continue;
		}
		begin_line(text, step->node);
		g_array_set_size(steps, steps->len - 1);
	}
	html_tree_clear(&tree);
	return g_string_free(text, FALSE);
}
