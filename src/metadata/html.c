/* SPDX-License-Identifier: MIT
 *
 * A page's pictures and what is printed beside them. One walk over the tree, without recursion: text
 * is gathered block by block, and html_caption.c says whose it is.
 */
#include "html_walk.h"

#include <cutline/text.h>
#include <string.h>

#define MAX_TEXT_BYTES (64U << 10) /* of one block */

static const char *const credit_words[] = {"credit", "copyright", "photographer", "attribution",
	"photo-by", "image-source", "media-source", "imagesource", NULL};
static const char *const caption_words[] = {"caption", "legend", "bildunterschrift", NULL};
/* For those who listen to the page; others do not see it. */
static const char *const unseen_words[] = {
	"visually-hidden", "visuallyhidden", "sr-only", "screen-reader", NULL};

/* --- pictures ---------------------------------------------------------------------------------- */

static void
take_ids(ClPrintedPicture *picture, const GumboNode *node)
{
	static const char *const ids[] = {
		"data-photo-id", "data-photo", "data-image-id", "data-asset-id", NULL};

	for (guint i = 0; ids[i] != NULL && picture->id == NULL; i++)
		picture->id = g_strdup(html_attribute(node, ids[i]));
}

static void
take_inline(ClPrintedPicture *picture, const GumboNode *node)
{
	const GumboVector *attributes = &node->v.element.attributes;

	for (guint i = 0; i < attributes->length && picture->data == NULL; i++) {
		const char *at = ((GumboAttribute *)attributes->data[i])->value;

		picture->data = html_next_inline(&at);
	}
}

/* An icon waits for no caption. */
static void
add_img(HtmlWalk *walk, ClPrintedPicture *picture, const GumboNode *node)
{
	gboolean furniture = html_is_furniture(node, picture->urls);
	guint place = walk->page->pictures->len;

	if (!cl_printed_add(walk->page, picture))
		return;
	html_put_said(walk, picture);
	g_clear_pointer(&walk->near, g_free);
	if (!furniture)
		return;
	g_hash_table_add(walk->furniture, picture);
	if (walk->figures->len == 0 && walk->unclaimed == place)
		walk->unclaimed = place + 1;
}

static void
take_img(HtmlWalk *walk, const GumboNode *node)
{
	const char *alt = html_attribute(node, "alt");
	ClPrintedPicture *picture;

	if (html_is_dot(node))
		return;
	/* The same picture for those without scripts. */
	if (walk->in_noscript > 0 && walk->unclaimed < walk->page->pictures->len)
		return;
	picture = cl_printed_picture_new();
	picture->line = node->v.element.start_pos.line;
	picture->section = walk->page->headings->len;
	if (alt != NULL && strlen(alt) <= MAX_TEXT_BYTES)
		picture->alt = g_strdup(alt);
	else if (alt != NULL)
		picture->alt = g_utf8_substring(alt, 0, MAX_TEXT_BYTES / 4);
	html_add_shown(picture->urls, node);
	for (guint i = 0; walk->in_picture > 0 && i < walk->sources->len; i++)
		html_add_url(picture->urls, walk->sources->pdata[i], strlen(walk->sources->pdata[i]));
	take_ids(picture, node);
	take_inline(picture, node);
	/* Decoration: no address, or declared as none and outside of a figure. */
	if (picture->urls->len == 0 && picture->data == NULL && cl_text_is_blank(alt))
		cl_printed_picture_free(picture);
	else
		add_img(walk, picture, node);
}

static gboolean
is_block(GumboTag tag)
{
	switch ((int)tag) {
	case GUMBO_TAG_P:
	case GUMBO_TAG_DIV:
	case GUMBO_TAG_TD:
	case GUMBO_TAG_TH:
	case GUMBO_TAG_TR:
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_LI:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
	case GUMBO_TAG_FIGURE:
	case GUMBO_TAG_FIGCAPTION:
	case GUMBO_TAG_BLOCKQUOTE:
	case GUMBO_TAG_SECTION:
	case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_ASIDE:
	case GUMBO_TAG_HEADER:
	case GUMBO_TAG_FOOTER:
	case GUMBO_TAG_NAV:
	case GUMBO_TAG_MAIN:
	case GUMBO_TAG_BODY:
	case GUMBO_TAG_DD:
	case GUMBO_TAG_DT:
	case GUMBO_TAG_PRE:
	case GUMBO_TAG_CENTER:
	case GUMBO_TAG_DETAILS:
	case GUMBO_TAG_SUMMARY:
	case GUMBO_TAG_DL:
	case GUMBO_TAG_ADDRESS:
	case GUMBO_TAG_FIELDSET:
		return TRUE;
	}
	return FALSE;
}

static gboolean
is_heading(GumboTag tag)
{
	return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3;
}

/* --- elements ------------------------------------------------------------------------------------ */

static char *
script_text(const GumboNode *node)
{
	const GumboVector *children = &node->v.element.children;

	return children->length == 1 && ((GumboNode *)children->data[0])->type == GUMBO_NODE_TEXT
		       ? g_strdup(((GumboNode *)children->data[0])->v.text.text)
		       : g_strdup("");
}

static void
take_meta(HtmlWalk *walk, const GumboNode *node)
{
	static const char *const cards[] = {"og:image", "og:image:url", "og:image:secure_url",
		"twitter:image", "twitter:image:src", NULL};
	const char *name = html_attribute(node, "property"),
		   *content = html_attribute(node, "content");

	if (name == NULL)
		name = html_attribute(node, "name");
	if (name == NULL || content == NULL)
		return;
	if (g_strv_contains(cards, name))
		html_add_url(walk->cards, content, strlen(content));
	else if (strcmp(name, "og:image:alt") == 0 && walk->card_alt == NULL)
		walk->card_alt = g_strdup(content);
	else if (strcmp(name, "article:published_time") == 0 && walk->page->date == NULL)
		walk->page->date = g_strdup(content);
}

/* What an element says by itself; FALSE: nothing in it is to be read. */
static gboolean
enter_known(HtmlWalk *walk, const GumboNode *node, GumboTag tag)
{
	g_autofree char *json = NULL;

	switch ((int)tag) {
	case GUMBO_TAG_SCRIPT:
		json = script_text(node);
		if (g_strcmp0(html_attribute(node, "type"), "application/ld+json") == 0) {
			html_read_data(json, walk->images, &walk->page->date);
		} else {
			html_read_state(json, walk->states);
		}
		return FALSE;
	case GUMBO_TAG_TEMPLATE:
		/* Of a shadow tree: browsers show it. */
		return html_attribute(node, "shadowrootmode") != NULL;
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_SELECT:
		return FALSE;
	case GUMBO_TAG_TITLE:
		if (walk->page->title == NULL && walk->in_hidden == 0) {
			g_autofree char *raw = script_text(node);

			walk->page->title = html_or_null(html_one_line(raw));
		}
		return FALSE;
	case GUMBO_TAG_META:
		take_meta(walk, node);
		return FALSE;
	case GUMBO_TAG_BASE:
		if (walk->page->base == NULL)
			walk->page->base = g_strdup(html_attribute(node, "href"));
		return FALSE;
	case GUMBO_TAG_HTML:
		walk->page->lang = g_strdup(html_attribute(node, "lang"));
		return TRUE;
	case GUMBO_TAG_TIME:
		if (walk->page->date == NULL)
			walk->page->date = g_strdup(html_attribute(node, "datetime"));
		return TRUE;
	case GUMBO_TAG_IMG:
		take_img(walk, node);
		return FALSE;
	case GUMBO_TAG_INPUT:
		if (!cl_text_is_blank(html_attribute(node, "alt")))
			take_img(walk, node);
		return FALSE;
	case GUMBO_TAG_SOURCE:
		if (walk->in_picture > 0)
			html_add_shown(walk->sources, node);
		return FALSE;
	case GUMBO_TAG_UNKNOWN:
		if (html_is_img(node))
			take_img(walk, node);
		return TRUE;
	case GUMBO_TAG_BR:
		g_string_append_c(walk->text, ' ');
		return FALSE;
	}
	return TRUE;
}

static gboolean
shows_other(GumboTag tag)
{
	return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE ||
	       tag == GUMBO_TAG_CODE || tag == GUMBO_TAG_AUDIO || tag == GUMBO_TAG_MATH;
}

/* What no reader sees is not printed, nor what is to be pressed. */
static gboolean
is_hidden(const GumboNode *node)
{
	const char *style = html_attribute(node, "style");
	g_autofree char *lower = g_ascii_strdown(style == NULL ? "" : style, -1);
	g_auto(GStrv) parts = g_strsplit(lower, " ", -1);
	g_autofree char *bare = g_strjoinv("", parts);
	GumboTag tag = node->v.element.tag;

	return tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_SVG ||
	       html_attribute(node, "hidden") != NULL || html_hints(node, unseen_words) ||
	       strstr(bare, "display:none") != NULL || strstr(bare, "visibility:hidden") != NULL;
}

/* "Image source, ", for those who listen: the rest of the element around it is the credit. */
static gboolean
is_credit_label(const GumboNode *node)
{
	static const char *const words[] = {"source", "credit", "copyright", "photo", NULL};
	const GumboVector *children = &node->v.element.children;
	const GumboNode *child = children->length == 1 ? children->data[0] : NULL;
	g_autofree char *text = NULL;

	if (child == NULL || child->type != GUMBO_NODE_TEXT || strlen(child->v.text.text) > 40 ||
		!html_hints(node, unseen_words))
		return FALSE;
	text = g_ascii_strdown(child->v.text.text, -1);
	for (guint i = 0; words[i] != NULL; i++)
		if (strstr(text, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

static void
begin(guint *mark, gboolean here, guint depth)
{
	if (*mark == 0 && here)
		*mark = depth;
}

static void
begin_parts(HtmlWalk *walk, const GumboNode *node, guint depth)
{
	GumboTag tag = node->v.element.tag;
	gboolean small = tag == GUMBO_TAG_CITE || tag == GUMBO_TAG_SMALL;

	begin(&walk->in_caption, tag == GUMBO_TAG_FIGCAPTION || html_hints(node, caption_words),
		depth);
	begin(&walk->in_picture, html_is(node, "picture"), depth);
	begin(&walk->in_noscript, tag == GUMBO_TAG_NOSCRIPT, depth);
	begin(&walk->in_footer, tag == GUMBO_TAG_FOOTER, depth);
	begin(&walk->in_hidden, is_hidden(node), depth);
	begin(&walk->in_credit, html_hints(node, credit_words) || (small && walk->in_caption > 0),
		depth);
	begin(&walk->in_credit, walk->figures->len > 0 && is_credit_label(node), depth - 1);
	walk->caption_hint |= walk->in_caption > 0;
}

static gboolean
enter(HtmlWalk *walk, const GumboNode *node)
{
	GumboTag tag = node->v.element.tag;

	if (is_block(tag))
		html_end_block(walk);
	walk->line = node->v.element.start_pos.line;
	if (is_heading(tag) && walk->page->headings->len < CL_MAX_PAGE_TEXTS)
		g_ptr_array_add(walk->page->headings, g_strdup(""));
	if (tag == GUMBO_TAG_FIGURE)
		html_begin_figure(walk);
	else if (walk->figures->len > 0 && shows_other(tag))
		g_array_index(walk->figures, HtmlFigure, walk->figures->len - 1).other = TRUE;
	begin_parts(walk, node, walk->steps->len + 1);
	html_begin_said(walk, node, walk->steps->len + 1);
	if (!html_is_img(node) && tag != GUMBO_TAG_SOURCE)
		html_add_shown(walk->loose, node);
	return enter_known(walk, node, tag);
}

static void
end(guint *mark, guint depth)
{
	if (*mark == depth)
		*mark = 0;
}

static void
leave(HtmlWalk *walk, const GumboNode *node)
{
	GumboTag tag = node->v.element.tag;
	guint depth = walk->steps->len;
	GPtrArray *headings = walk->page->headings;

	if (is_heading(tag) && headings->len > 0) {
		g_free(headings->pdata[headings->len - 1]);
		headings->pdata[headings->len - 1] = html_one_line(walk->text->str);
	}
	if (is_block(tag) || walk->in_caption == depth)
		html_end_block(walk);
	if (tag == GUMBO_TAG_FIGURE)
		html_end_figure(walk);
	end(&walk->in_caption, depth);
	end(&walk->in_noscript, depth);
	end(&walk->in_footer, depth);
	end(&walk->in_hidden, depth);
	end(&walk->in_credit, depth);
	if (walk->in_picture == depth)
		g_ptr_array_set_size(walk->sources, 0);
	end(&walk->in_picture, depth);
	html_end_said(walk, depth);
}

static void
take_text(HtmlWalk *walk, const char *text)
{
	GString *to = walk->in_credit > 0 ? walk->credit : walk->text;

	if (walk->in_hidden > 0)
		return;
	if (to->len + strlen(text) <= MAX_TEXT_BYTES)
		g_string_append(to, text);
	/* A credit of its own element does not run into the next word. */
	if (walk->in_credit > 0)
		g_string_append_c(walk->text, ' ');
}

static void
push(HtmlWalk *walk, const GumboNode *node)
{
	HtmlStep step = {node, 0};

	g_array_append_val(walk->steps, step);
}

static gboolean
is_element(const GumboNode *node)
{
	return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

static void
walk_tree(HtmlWalk *walk, const GumboNode *root)
{
	push(walk, root);
	while (walk->steps->len > 0) {
		HtmlStep *step = &g_array_index(walk->steps, HtmlStep, walk->steps->len - 1);
		const GumboVector *children = html_children(step->node);
		const GumboNode *child;

		if (children == NULL || step->next >= children->length) {
			if (is_element(step->node))
				leave(walk, step->node);
			g_array_set_size(walk->steps, walk->steps->len - 1);
			continue;
		}
		child = children->data[step->next++];
		if (is_element(child)) {
			if (enter(walk, child)) {
				push(walk, child);
			} else {
				end(&walk->in_credit, walk->steps->len + 1);
				end(&walk->in_hidden, walk->steps->len + 1);
				end(&walk->in_caption, walk->steps->len + 1);
				end(&walk->in_footer, walk->steps->len + 1);
				html_end_said(walk, walk->steps->len + 1);
			}
		} else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE) {
			take_text(walk, child->v.text.text);
		}
	}
	html_end_captions(walk);
}

/* --- the page ------------------------------------------------------------------------------------ */

ClPrintedPage *
html_read(const char *text)
{
	HtmlTree tree = {0};
	HtmlWalk walk = {.page = cl_printed_new(),
		.steps = g_array_new(FALSE, FALSE, sizeof(HtmlStep)),
		.figures = g_array_new(FALSE, FALSE, sizeof(HtmlFigure)),
		.loose = g_ptr_array_new_with_free_func(g_free),
		.furniture = g_hash_table_new(NULL, NULL),
		.images = g_ptr_array_new_with_free_func((GDestroyNotify)html_image_free),
		.text = g_string_new(NULL),
		.credit = g_string_new(NULL),
		.states = g_ptr_array_new_with_free_func((GDestroyNotify)html_image_free),
		.said = g_ptr_array_new_with_free_func((GDestroyNotify)html_said_free),
		.open = g_ptr_array_new(),
		.by_url = g_hash_table_new(g_str_hash, g_str_equal),
		.by_caption = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.cards = g_ptr_array_new_with_free_func(g_free),
		.sources = g_ptr_array_new_with_free_func(g_free)};

	walk.page->html = TRUE;
	html_tree_parse(&tree, text);
	walk_tree(&walk, tree.output->document);
	html_join_said(&walk);
	html_read_named(tree.output->document, walk.page);
	html_tree_clear(&tree);
	g_array_unref(walk.steps);
	g_array_unref(walk.figures);
	g_ptr_array_unref(walk.loose);
	g_hash_table_unref(walk.furniture);
	g_ptr_array_unref(walk.images);
	g_ptr_array_unref(walk.states);
	g_ptr_array_unref(walk.said);
	g_ptr_array_unref(walk.open);
	g_ptr_array_unref(walk.sources);
	g_string_free(walk.text, TRUE);
	g_string_free(walk.credit, TRUE);
	g_hash_table_unref(walk.by_url);
	g_hash_table_unref(walk.by_caption);
	g_ptr_array_unref(walk.cards);
	g_free(walk.card_alt);
	g_free(walk.near);
	return walk.page;
}
