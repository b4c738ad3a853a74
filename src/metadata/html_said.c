/* SPDX-License-Identifier: MIT
 *
 * What says which picture stands there and is no text of the page: attributes of the picture or of an element
 * around it (data-caption, credit, a title that is a caption with its credit), out of which scripts make what
 * readers see; structured data; the state that scripts hold. A picture that says nothing itself takes the
 * words of its attributes; other words are a picture of their own, unless one of the page has the same.
 */
#include "html_walk.h"

#include <cutline/text.h>
#include <string.h>

#define MAX_VALUE_BYTES 8000U
#define MAX_SAID 4000U

void
html_said_free(HtmlSaid *said)
{
	g_free(said->caption);
	g_free(said->credit);
	g_ptr_array_unref(said->pictures);
	g_ptr_array_unref(said->urls);
	g_free(said);
}

/* --- attributes -------------------------------------------------------------------------------------- */

typedef enum { NOTHING, CAPTION, CREDIT, BOTH } What;

/* BOTH: it may be a caption with its credit. */
static What
what_is(const char *name)
{
	static const char *const captions[] = {"caption", "legend", "sub-html", "bildunterschrift", NULL};
	static const char *const credits[] = {"credit", "copyright", "photographer", "attribution", NULL};
	static const char *const both[] = {"title", "data-title", "data-description", "description", NULL};

	for (guint i = 0; captions[i] != NULL; i++)
		if (strstr(name, captions[i]) != NULL)
			return CAPTION;
	for (guint i = 0; credits[i] != NULL; i++)
		if (strstr(name, credits[i]) != NULL)
			return CREDIT;
	return g_strv_contains(both, name) ? BOTH : NOTHING;
}

static void
take_said(HtmlSaid *said, What what, const char *text)
{
	g_autofree char *caption = NULL, *credit = NULL;

	if (what == CREDIT) {
		if (said->credit == NULL)
			said->credit = g_strdup(text);
		return;
	}
	cl_printed_split(text, &caption, &credit);
	if (!html_is_sentence(caption) || said->caption != NULL || (what == BOTH && credit == NULL))
		return;
	said->named |= what == CAPTION;
	said->caption = g_steal_pointer(&caption);
	if (said->credit == NULL)
		said->credit = g_steal_pointer(&credit);
}

void
html_begin_said(HtmlWalk *walk, const GumboNode *node, guint depth)
{
	const GumboVector *attributes = &node->v.element.attributes;
	HtmlSaid *said = NULL;

	for (guint i = 0; i < attributes->length && walk->said->len < MAX_SAID; i++) {
		const GumboAttribute *attribute = attributes->data[i];
		What what = what_is(attribute->name);
		g_autofree char *text = NULL;

		if (what == NOTHING || strlen(attribute->value) > MAX_VALUE_BYTES ||
			strchr(attribute->value, ' ') == NULL)
			continue;
		text = html_one_plain(attribute->value);
		if (text == NULL)
			continue;
		if (said == NULL) {
			said = g_new0(HtmlSaid, 1);
			said->pictures = g_ptr_array_new();
			said->urls = g_ptr_array_new_with_free_func(g_free);
		}
		take_said(said, what, text);
	}
	if (said == NULL)
		return;
	if (said->caption == NULL) {
		html_said_free(said);
		return;
	}
	said->depth = depth;
	said->loose = walk->loose->len;
	said->line = node->v.element.start_pos.line;
	said->section = walk->page->headings->len;
	html_add_shown(said->urls, node);
	g_ptr_array_add(walk->said, said);
	g_ptr_array_add(walk->open, said);
}

static HtmlSaid *
open_said(const HtmlWalk *walk)
{
	return walk->open->len == 0 ? NULL : walk->open->pdata[walk->open->len - 1];
}

void
html_put_said(HtmlWalk *walk, ClPrintedPicture *picture)
{
	HtmlSaid *said = open_said(walk);

	if (said != NULL)
		g_ptr_array_add(said->pictures, picture);
}

void
html_end_said(HtmlWalk *walk, guint depth)
{
	HtmlSaid *said = open_said(walk);

	if (said == NULL || said->depth != depth)
		return;
	g_ptr_array_set_size(walk->open, (int)walk->open->len - 1);
	for (guint i = said->loose; i < walk->loose->len; i++)
		html_add_url(said->urls, walk->loose->pdata[i], strlen(walk->loose->pdata[i]));
}

/* --- joined to the page -------------------------------------------------------------------------------- */

static void
know(HtmlWalk *walk, ClPrintedPicture *picture)
{
	for (guint i = 0; i < picture->urls->len; i++)
		if (!g_hash_table_contains(walk->by_url, picture->urls->pdata[i]))
			g_hash_table_insert(walk->by_url, picture->urls->pdata[i], picture);
	if (picture->caption != NULL) {
		g_autofree char *fold = cl_text_fold(picture->caption);

		if (!g_hash_table_contains(walk->by_caption, fold))
			g_hash_table_insert(walk->by_caption, g_steal_pointer(&fold), picture);
	}
}

static ClPrintedPicture *
with_caption(const HtmlWalk *walk, const char *caption)
{
	g_autofree char *fold = caption == NULL ? NULL : cl_text_fold(caption);

	return fold == NULL || fold[0] == '\0' ? NULL : g_hash_table_lookup(walk->by_caption, fold);
}

/* A picture that has no words of its own has these. */
static gboolean
give_said(const HtmlSaid *said)
{
	gboolean given = FALSE;

	for (guint i = 0; i < said->pictures->len; i++) {
		ClPrintedPicture *picture = said->pictures->pdata[i];

		if (picture->caption != NULL || (picture->credit == NULL && said->credit == NULL))
			continue;
		html_give_caption(picture, said->caption, said->credit);
		given = TRUE;
	}
	return given;
}

static ClPrintedPicture *
add_picture(HtmlWalk *walk, ClPrintedPlace place, const char *caption, const char *credit)
{
	ClPrintedPicture *picture = cl_printed_picture_new();

	picture->place = place;
	picture->caption = g_strdup(caption);
	picture->credit = g_strdup(credit);
	return cl_printed_add(walk->page, picture) ? picture : NULL;
}

/* Shown by a style or by a component of the page's own where no <img> stands in it; else in a way that only
 * scripts know. */
static void
add_said(HtmlWalk *walk, HtmlSaid *said)
{
	gboolean shown = said->pictures->len == 0 && (said->named || said->urls->len > 0);
	ClPrintedPlace place = shown ? CL_PRINTED_PAGE : CL_PRINTED_ELSEWHERE;
	ClPrintedPicture *picture = add_picture(walk, place, said->caption, said->credit);

	if (picture == NULL)
		return;
	picture->line = said->line;
	picture->section = said->section;
	for (guint i = 0; shown && i < said->urls->len; i++)
		html_add_url(picture->urls, said->urls->pdata[i], strlen(said->urls->pdata[i]));
	know(walk, picture);
}

static void
join_attributes(HtmlWalk *walk)
{
	for (guint i = 0; i < walk->said->len; i++) {
		HtmlSaid *said = walk->said->pdata[i];

		if (give_said(said) || said->credit == NULL || with_caption(walk, said->caption) != NULL)
			continue;
		add_said(walk, said);
	}
}

static ClPrintedPicture *
add_unseen(HtmlWalk *walk, ClPrintedPlace place, const char *url)
{
	ClPrintedPicture *picture = add_picture(walk, place, NULL, NULL);

	if (picture == NULL)
		return NULL;
	html_add_url(picture->urls, url, strlen(url));
	know(walk, picture);
	return picture;
}

static void
join_cards(HtmlWalk *walk)
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

/* Data tell of a picture of the page, or of one that only `place` shows. */
static void
join_image(HtmlWalk *walk, const HtmlImage *image, ClPrintedPlace place)
{
	ClPrintedPicture *picture =
		image->url == NULL ? NULL : g_hash_table_lookup(walk->by_url, image->url);

	if (picture == NULL)
		picture = with_caption(walk, image->caption);
	if (picture == NULL && !cl_text_is_blank(image->url)) {
		picture = add_unseen(walk, place, image->url);
		if (picture != NULL)
			html_give_caption(picture, image->caption, image->credit);
		if (picture != NULL)
			know(walk, picture);
	}
	if (picture == NULL)
		return;
	if (picture->stated == NULL)
		picture->stated = g_strdup(image->credit);
	if (picture->stated_caption == NULL)
		picture->stated_caption = g_strdup(image->caption);
	if (picture->id == NULL)
		picture->id = g_strdup(image->id);
}

static gboolean
shows_pictures(const ClPrintedPage *page)
{
	for (guint i = 0; i < page->pictures->len; i++)
		if (((ClPrintedPicture *)page->pictures->pdata[i])->place == CL_PRINTED_PAGE)
			return TRUE;
	return FALSE;
}

/* A page that is made in the browser alone shows what its state says. */
void
html_join_said(HtmlWalk *walk)
{
	ClPrintedPlace place;

	for (guint i = 0; i < walk->page->pictures->len; i++)
		know(walk, walk->page->pictures->pdata[i]);
	join_attributes(walk);
	join_cards(walk);
	for (guint i = 0; i < walk->images->len; i++)
		join_image(walk, walk->images->pdata[i], CL_PRINTED_DATA);
	place = shows_pictures(walk->page) ? CL_PRINTED_ELSEWHERE : CL_PRINTED_PAGE;
	for (guint i = 0; i < walk->states->len; i++)
		join_image(walk, walk->states->pdata[i], place);
}
