/* SPDX-License-Identifier: MIT
 *
 * A page's pictures and what is printed beside them. One walk over the tree, without recursion: text
 * is gathered block by block; a figure's caption goes to its pictures, and where there is no figure,
 * the block right behind a picture is its caption if it looks like one.
 */
#include "html.h"

#include <cutline/text.h>
#include <cutline/use.h>
#include <string.h>

#define MAX_TEXT_BYTES (64U << 10) /* of one block */

static const char *const credit_words[] = {"credit", "copyright", "photographer", "attribution",
	"photo-by", "image-source", "media-source", "imagesource", NULL};
static const char *const caption_words[] = {"caption", "legend", "bildunterschrift", NULL};

typedef struct {
	const GumboNode *node;
	guint next; /* child to visit */
} Step;

typedef struct {
	ClPrintedPage *page;
	GArray *steps;     /* Step: from the root to here */
	GPtrArray *images; /* HtmlImage*: of structured data */
	GString *text;     /* of the block being read */
	GString *credit;   /* the part of it that is marked as credit */
	guint in_credit, in_caption, in_figure, in_picture, in_hidden,
		in_noscript;   /* depth at which it began; 0 = not */
	gboolean caption_hint; /* of the block */
	guint first_in_figure; /* place of the figure's first picture */
	guint unclaimed;       /* place of the first picture that waits for a caption */
	GPtrArray *sources;    /* char*: addresses of the <picture> being read */
	GHashTable *by_url;    /* address, lent → picture: once all are there */
	GPtrArray *cards;      /* char*: og:image and the like */
	char *card_alt;        /* of the first */
} Walk;

/* --- pictures ---------------------------------------------------------------------------------- */

static gboolean
is_dot(const GumboNode *node)
{
	const char *width = html_attribute(node, "width"), *height = html_attribute(node, "height");

	return (width != NULL && strcmp(width, "1") == 0) ||
	       (height != NULL && strcmp(height, "1") == 0);
}

/* Under which name a script finds the address is its own affair; one of ours is one under any. */
static void
take_addresses(GPtrArray *urls, const GumboNode *node)
{
	static const char *const sets[] = {"srcset", "data-srcset", "data-lazy-srcset", NULL};
	static const char *const sources[] = {
		"src", "data-src", "data-lazy-src", "data-original", NULL};
	const GumboVector *attributes = &node->v.element.attributes;
	char id[CL_USE_ID_CHARS + 1];

	for (guint i = 0; sources[i] != NULL; i++) {
		const char *url = html_attribute(node, sources[i]);

		if (url != NULL)
			html_add_url(urls, url, strlen(url));
	}
	for (guint i = 0; sets[i] != NULL; i++)
		html_add_srcset(urls, html_attribute(node, sets[i]));
	for (guint i = 0; i < attributes->length; i++) {
		const GumboAttribute *attribute = attributes->data[i];
		const char *at = attribute->value, *begin;

		if (g_str_has_prefix(attribute->name, "data-") && cl_address_next(&at, &begin, id))
			html_add_srcset(urls, attribute->value);
	}
}

static void
take_img(Walk *walk, const GumboNode *node)
{
	static const char *const ids[] = {
		"data-photo-id", "data-photo", "data-image-id", "data-asset-id", NULL};
	const char *alt = html_attribute(node, "alt");
	ClPrintedPicture *picture;

	if (is_dot(node))
		return;
	/* The same picture for those without scripts. */
	if (walk->in_noscript > 0 && walk->unclaimed < walk->page->pictures->len)
		return;
	picture = cl_printed_picture_new();
	picture->line = node->v.element.start_pos.line;
	picture->section = walk->page->headings->len;
	picture->alt = g_strdup(alt);
	take_addresses(picture->urls, node);
	for (guint i = 0; walk->in_picture > 0 && i < walk->sources->len; i++)
		html_add_url(picture->urls, walk->sources->pdata[i], strlen(walk->sources->pdata[i]));
	for (guint i = 0; ids[i] != NULL && picture->id == NULL; i++)
		picture->id = g_strdup(html_attribute(node, ids[i]));
	/* Decoration: no address, or declared as none and outside of a figure. */
	if (picture->urls->len == 0 && cl_text_is_blank(alt))
		cl_printed_picture_free(picture);
	else
		cl_printed_add(walk->page, picture);
}

static void
give_caption(ClPrintedPicture *picture, const char *caption, const char *credit)
{
	if (picture->caption == NULL)
		picture->caption = g_strdup(caption);
	if (picture->credit == NULL)
		picture->credit = g_strdup(credit);
}

/* --- blocks of text ----------------------------------------------------------------------------- */

static char *
one_line(const char *text)
{
	g_autofree char *clean = cl_text_clean(text, -1);
	GString *out = g_string_sized_new(strlen(clean));

	for (const char *at = clean; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!g_unichar_isspace(c))
			g_string_append_unichar(out, c);
		else if (out->len > 0 && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	g_strchomp(out->str);
	return g_string_free(out, FALSE);
}

static char *
or_null(char *text)
{
	if (!cl_text_is_blank(text))
		return text;
	g_free(text);
	return NULL;
}

/* Caption and credit of a block: as marked up, else as the text tells. */
static void
split(Walk *walk, const char *text, char **caption, char **credit)
{
	*credit = or_null(one_line(walk->credit->str));
	if (*credit != NULL)
		*caption = or_null(g_strdup(text));
	else
		cl_printed_split(text, caption, credit);
}

static void
give_to(Walk *walk, guint first, const char *text)
{
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;

	split(walk, text, &caption, &credit);
	for (guint i = first; i < walk->page->pictures->len; i++)
		give_caption(walk->page->pictures->pdata[i], caption, credit);
	walk->unclaimed = walk->page->pictures->len;
}

/* Behind a picture that nobody has spoken for: is this block its caption? */
static gboolean
claims_picture(Walk *walk, const char *text)
{
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;
	const ClPrintedPicture *picture;

	if (walk->in_figure > 0 || walk->unclaimed >= walk->page->pictures->len ||
		strlen(text) > 2000)
		return FALSE;
	picture = walk->page->pictures->pdata[walk->page->pictures->len - 1];
	if (walk->caption_hint || walk->credit->len > 0)
		return TRUE;
	cl_printed_split(text, &caption, &credit);
	return credit != NULL ||
	       (picture->alt != NULL && picture->alt[0] != '\0' && caption != NULL &&
		       g_ascii_strcasecmp(picture->alt, caption) == 0);
}

static void
take_date(Walk *walk, const char *text)
{
	g_autoptr(ClPrintedPage) as_text = NULL;

	if (walk->page->date != NULL || strlen(text) > 40)
		return;
	as_text = cl_printed_read_text(text);
	walk->page->date = g_strdup(as_text->date);
}

static void
flush(Walk *walk)
{
	g_autofree char *text = one_line(walk->text->str);
	guint first = walk->in_figure > 0 ? walk->first_in_figure : walk->unclaimed;

	if (text[0] != '\0' || walk->credit->len > 0) {
		if (walk->in_figure > 0 && walk->in_caption > 0) {
			give_to(walk, first, text);
		} else if (claims_picture(walk, text)) {
			give_to(walk, first, text);
		} else {
			take_date(walk, text);
			walk->unclaimed = walk->page->pictures->len;
			if (walk->page->texts->len < CL_MAX_PAGE_TEXTS && text[0] != '\0')
				g_ptr_array_add(walk->page->texts, g_strdup(text));
		}
	}
	g_string_truncate(walk->text, 0);
	g_string_truncate(walk->credit, 0);
	walk->caption_hint = FALSE;
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
take_meta(Walk *walk, const GumboNode *node)
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
enter_known(Walk *walk, const GumboNode *node, GumboTag tag)
{
	switch ((int)tag) {
	case GUMBO_TAG_SCRIPT:
		if (g_strcmp0(html_attribute(node, "type"), "application/ld+json") == 0) {
			g_autofree char *json = script_text(node);

			html_read_data(json, walk->images, &walk->page->date);
		}
		return FALSE;
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_TEMPLATE:
	case GUMBO_TAG_SVG:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_SELECT:
		return FALSE;
	case GUMBO_TAG_TITLE:
		if (walk->page->title == NULL) {
			g_autofree char *raw = script_text(node);

			walk->page->title = or_null(one_line(raw));
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
	case GUMBO_TAG_SOURCE:
		if (walk->in_picture > 0)
			take_addresses(walk->sources, node);
		return FALSE;
	case GUMBO_TAG_UNKNOWN:
		if (html_is(node, "amp-img"))
			take_img(walk, node);
		return TRUE;
	case GUMBO_TAG_BR:
		g_string_append_c(walk->text, ' ');
		return FALSE;
	}
	return TRUE;
}

/* What no reader sees is not printed. */
static gboolean
is_hidden(const GumboNode *node)
{
	const char *style = html_attribute(node, "style");
	g_autofree char *lower = g_ascii_strdown(style == NULL ? "" : style, -1);
	g_auto(GStrv) parts = g_strsplit(lower, " ", -1);
	g_autofree char *bare = g_strjoinv("", parts);

	return html_attribute(node, "hidden") != NULL ||
	       strstr(bare, "display:none") != NULL || strstr(bare, "visibility:hidden") != NULL;
}

static void
begin(guint *mark, gboolean here, guint depth)
{
	if (*mark == 0 && here)
		*mark = depth;
}

static gboolean
enter(Walk *walk, const GumboNode *node)
{
	GumboTag tag = node->v.element.tag;
	guint depth = walk->steps->len + 1;
	gboolean small = tag == GUMBO_TAG_CITE || tag == GUMBO_TAG_SMALL;

	if (is_block(tag))
		flush(walk);
	if (is_heading(tag) && walk->page->headings->len < CL_MAX_PAGE_TEXTS)
		g_ptr_array_add(walk->page->headings, g_strdup(""));
	if (walk->in_figure == 0 && tag == GUMBO_TAG_FIGURE)
		walk->first_in_figure = walk->page->pictures->len;
	begin(&walk->in_figure, tag == GUMBO_TAG_FIGURE, depth);
	begin(&walk->in_caption, tag == GUMBO_TAG_FIGCAPTION || html_hints(node, caption_words),
		depth);
	begin(&walk->in_picture, html_is(node, "picture"), depth);
	begin(&walk->in_noscript, tag == GUMBO_TAG_NOSCRIPT, depth);
	begin(&walk->in_hidden, is_hidden(node), depth);
	begin(&walk->in_credit, html_hints(node, credit_words) || (small && walk->in_caption > 0),
		depth);
	walk->caption_hint |= walk->in_caption > 0;
	return enter_known(walk, node, tag);
}

static void
end(guint *mark, guint depth)
{
	if (*mark == depth)
		*mark = 0;
}

static void
leave(Walk *walk, const GumboNode *node)
{
	GumboTag tag = node->v.element.tag;
	guint depth = walk->steps->len;
	GPtrArray *headings = walk->page->headings;

	if (is_heading(tag) && headings->len > 0) {
		g_free(headings->pdata[headings->len - 1]);
		headings->pdata[headings->len - 1] = one_line(walk->text->str);
	}
	if (is_block(tag) || walk->in_caption == depth)
		flush(walk);
	if (walk->in_figure == depth && tag == GUMBO_TAG_FIGURE)
		walk->unclaimed = MAX(walk->unclaimed, walk->first_in_figure);
	end(&walk->in_figure, depth);
	end(&walk->in_caption, depth);
	end(&walk->in_noscript, depth);
	end(&walk->in_hidden, depth);
	end(&walk->in_credit, depth);
	if (walk->in_picture == depth)
		g_ptr_array_set_size(walk->sources, 0);
	end(&walk->in_picture, depth);
}

static void
take_text(Walk *walk, const char *text)
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
push(Walk *walk, const GumboNode *node)
{
	Step step = {node, 0};

	g_array_append_val(walk->steps, step);
}

static void
walk_tree(Walk *walk, const GumboNode *root)
{
	push(walk, root);
	while (walk->steps->len > 0) {
		Step *step = &g_array_index(walk->steps, Step, walk->steps->len - 1);
		const GumboVector *children = step->node->type == GUMBO_NODE_TEMPLATE
						      ? NULL
						      : html_children(step->node);
		const GumboNode *child;

		if (children == NULL || step->next >= children->length) {
			if (step->node->type == GUMBO_NODE_ELEMENT)
				leave(walk, step->node);
			g_array_set_size(walk->steps, walk->steps->len - 1);
			continue;
		}
		child = children->data[step->next++];
		if (child->type == GUMBO_NODE_ELEMENT) {
			if (enter(walk, child)) {
				push(walk, child);
			} else {
				end(&walk->in_credit, walk->steps->len + 1);
				end(&walk->in_hidden, walk->steps->len + 1);
			}
		} else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE) {
			take_text(walk, child->v.text.text);
		}
	}
	flush(walk);
}

/* --- structured data and the card ------------------------------------------------------------------ */

static void
know_urls(Walk *walk, ClPrintedPicture *picture)
{
	for (guint i = 0; i < picture->urls->len; i++)
		if (!g_hash_table_contains(walk->by_url, picture->urls->pdata[i]))
			g_hash_table_insert(walk->by_url, picture->urls->pdata[i], picture);
}

static ClPrintedPicture *
add_unseen(Walk *walk, ClPrintedPlace place, const char *url)
{
	ClPrintedPicture *picture = cl_printed_picture_new();

	picture->place = place;
	html_add_url(picture->urls, url, strlen(url));
	if (picture->urls->len == 0) {
		cl_printed_picture_free(picture);
		return NULL;
	}
	if (!cl_printed_add(walk->page, picture))
		return NULL;
	know_urls(walk, picture);
	return picture;
}

static void
add_cards(Walk *walk)
{
	for (guint i = 0; i < walk->cards->len; i++) {
		const char *url = walk->cards->pdata[i];
		ClPrintedPicture *picture = g_hash_table_contains(walk->by_url, url)
						    ? NULL
						    : add_unseen(walk, CL_PRINTED_CARD, url);

		if (picture != NULL && i == 0)
			picture->alt = g_steal_pointer(&walk->card_alt);
	}
}

/* Structured data speaks of a picture of the page, or of one that only search engines show. */
static void
join_data(Walk *walk)
{
	for (guint i = 0; i < walk->images->len; i++) {
		const HtmlImage *image = walk->images->pdata[i];
		ClPrintedPicture *picture =
			image->url == NULL ? NULL : g_hash_table_lookup(walk->by_url, image->url);

		if (picture == NULL && !cl_text_is_blank(image->url)) {
			picture = add_unseen(walk, CL_PRINTED_DATA, image->url);
			if (picture != NULL)
				give_caption(picture, image->caption, image->credit);
		}
		if (picture == NULL)
			continue;
		if (picture->stated == NULL)
			picture->stated = g_strdup(image->credit);
		if (picture->id == NULL)
			picture->id = g_strdup(image->id);
	}
}

ClPrintedPage *
html_read(const char *text)
{
	HtmlTree tree = {0};
	Walk walk = {.page = cl_printed_new(),
		.steps = g_array_new(FALSE, FALSE, sizeof(Step)),
		.images = g_ptr_array_new_with_free_func((GDestroyNotify)html_image_free),
		.text = g_string_new(NULL),
		.credit = g_string_new(NULL),
		.by_url = g_hash_table_new(g_str_hash, g_str_equal),
		.cards = g_ptr_array_new_with_free_func(g_free),
		.sources = g_ptr_array_new_with_free_func(g_free)};

	walk.page->html = TRUE;
	html_tree_parse(&tree, text);
	walk_tree(&walk, tree.output->document);
	for (guint i = 0; i < walk.page->pictures->len; i++)
		know_urls(&walk, walk.page->pictures->pdata[i]);
	add_cards(&walk);
	join_data(&walk);
	html_read_named(tree.output->document, walk.page);
	html_tree_clear(&tree);
	g_array_unref(walk.steps);
	g_ptr_array_unref(walk.images);
	g_ptr_array_unref(walk.sources);
	g_string_free(walk.text, TRUE);
	g_string_free(walk.credit, TRUE);
	g_hash_table_unref(walk.by_url);
	g_ptr_array_unref(walk.cards);
	g_free(walk.card_alt);
	return walk.page;
}
