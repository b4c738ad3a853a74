/* SPDX-License-Identifier: MIT
 *
 * Whose caption is this block of text? In a figure, that of the figure's pictures, wherever it stands in
 * it. Else that of the picture before it, if it looks like one; or of the picture behind it; and a caption
 * with a credit to which no picture is found is one by itself: templates show pictures in many ways, and
 * what has a caption and a credit is shown.
 */
#include "html_walk.h"

#include <cutline/text.h>
#include <string.h>

#define MAX_CAPTION_BYTES 2000U
#define MIN_CAPTION_WORDS 4U
#define MAX_LABEL_BYTES 40U
#define MAX_LABELLED_WORDS 10U

/* --- text ---------------------------------------------------------------------------------------- */

/* Signs that only say where a word may be broken. */
static gboolean
is_unseen(gunichar c)
{
	return c == 0xad || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

char *
html_one_line(const char *text)
{
	g_autofree char *clean = cl_text_clean(text, -1);
	GString *out = g_string_sized_new(strlen(clean));

	for (const char *at = clean; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (is_unseen(c))
			continue;
		if (!g_unichar_isspace(c))
			g_string_append_unichar(out, c);
		else if (out->len > 0 && out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	g_strchomp(out->str);
	return g_string_free(out, FALSE);
}

static guint
count_words(const char *text)
{
	guint n = 0;

	for (const char *at = text; at != NULL && *at != '\0'; at = strchr(at, ' ')) {
		at += strspn(at, " ");
		n += *at != '\0';
	}
	return n;
}

gboolean
html_is_sentence(const char *text)
{
	return count_words(text) >= MIN_CAPTION_WORDS;
}

char *
html_or_null(char *text)
{
	if (!cl_text_is_blank(text))
		return text;
	g_free(text);
	return NULL;
}

char *
html_one_plain(const char *text)
{
	g_autofree char *plain = strpbrk(text, "<&") != NULL ? html_plain(text) : NULL;

	return html_or_null(html_one_line(plain != NULL ? plain : text));
}

/* "1 of 12", "3/8": the place in a gallery is no part of the caption. */
static const char *
behind_counter(const char *text)
{
	gsize n = strspn(text, "0123456789"), gap, m;

	if (n == 0 || n > 3)
		return text;
	gap = strspn(text + n, " ");
	if (g_str_has_prefix(text + n + gap, "of "))
		gap += strlen("of ");
	else if (text[n + gap] == '/')
		gap++;
	else
		return text;
	gap += strspn(text + n + gap, " ");
	m = strspn(text + n + gap, "0123456789");
	return m > 0 && m <= 3 && text[n + gap + m] == ' ' ? text + n + gap + m + 1 : text;
}

/* "[caption id=…] … [/caption]": WordPress, before it has made HTML of it. */
static void
read_shortcode(HtmlWalk *walk, char *text)
{
	char *end = strstr(text, "[/caption]"), *head;

	if (end == NULL || !g_str_has_prefix(text, "[caption") || (head = strchr(text, ']')) == NULL ||
		head >= end)
		return;
	*end = '\0';
	walk->caption_hint = TRUE;
	memmove(text, head + 1, strlen(head + 1) + 1);
	g_strstrip(text);
}

/* Caption and credit of a block: as marked up, else as the text tells. */
static void
split(HtmlWalk *walk, const char *text, char **caption, char **credit)
{
	const char *said = behind_counter(text);

	*credit = html_or_null(html_one_line(walk->credit->str));
	if (*credit != NULL)
		cl_printed_write_sign(*credit);
	if (*credit != NULL)
		*caption = html_or_null(g_strdup(said));
	else
		cl_printed_split(said, caption, credit);
}

/* --- pictures that have it ------------------------------------------------------------------------- */

void
html_give_caption(ClPrintedPicture *picture, const char *caption, const char *credit)
{
	if (picture->caption == NULL)
		picture->caption = g_strdup(caption);
	if (picture->credit == NULL)
		picture->credit = g_strdup(credit);
}

static ClPrintedPicture *
picture_at(const HtmlWalk *walk, guint i)
{
	return walk->page->pictures->pdata[i];
}

static gboolean
is_furniture(const HtmlWalk *walk, guint i)
{
	return g_hash_table_contains(walk->furniture, picture_at(walk, i));
}

/* An icon beside a picture has no part in its caption. */
static void
give(HtmlWalk *walk, guint first, const char *caption, const char *credit)
{
	guint n = walk->page->pictures->len, n_furniture = 0;

	for (guint i = first; i < n; i++)
		n_furniture += is_furniture(walk, i);
	for (guint i = first; i < n; i++)
		if (n_furniture == n - first || !is_furniture(walk, i))
			html_give_caption(picture_at(walk, i), caption, credit);
	walk->claimed = first;
	walk->unclaimed = n;
	walk->passed = FALSE;
}

/* --- captions that have no picture yet -------------------------------------------------------------- */

static void
clear_held(HtmlHeld *held)
{
	g_clear_pointer(&held->caption, g_free);
	g_clear_pointer(&held->credit, g_free);
	g_clear_pointer(&held->urls, g_ptr_array_unref);
}

static gboolean
is_held(const HtmlHeld *held)
{
	return held->caption != NULL || held->credit != NULL;
}

/* Takes both. */
static void
hold(HtmlWalk *walk, HtmlHeld *held, char *caption, char *credit, gboolean strong)
{
	if (!is_held(held)) {
		held->line = walk->line;
		held->section = walk->page->headings->len;
		held->at = walk->page->pictures->len;
		held->strong = FALSE;
	}
	held->strong |= strong;
	if (held->caption == NULL)
		held->caption = g_steal_pointer(&caption);
	if (held->credit == NULL)
		held->credit = g_steal_pointer(&credit);
	g_free(caption);
	g_free(credit);
}

/* From a place on, and no others'. */
static GPtrArray *
take_loose(HtmlWalk *walk, guint first)
{
	GPtrArray *urls = g_ptr_array_new_with_free_func(g_free);

	for (guint i = first; i < walk->loose->len; i++)
		html_add_url(urls, walk->loose->pdata[i], strlen(walk->loose->pdata[i]));
	g_ptr_array_set_size(walk->loose, (int)MIN(first, walk->loose->len));
	return urls;
}

/* A picture of its own, in its place; takes what is held. */
static void
add_alone(HtmlWalk *walk, HtmlHeld *held)
{
	ClPrintedPicture *picture = cl_printed_picture_new();
	GPtrArray *pictures = walk->page->pictures;

	picture->place = held->strong ? CL_PRINTED_PAGE : CL_PRINTED_ELSEWHERE;
	picture->line = held->line;
	picture->section = held->section;
	picture->caption = g_steal_pointer(&held->caption);
	picture->credit = g_steal_pointer(&held->credit);
	if (held->urls != NULL)
		g_ptr_array_extend_and_steal(picture->urls, g_steal_pointer(&held->urls));
	if (!cl_printed_add(walk->page, picture))
		return;
	g_ptr_array_insert(pictures, (int)held->at, g_ptr_array_steal_index(pictures, pictures->len - 1));
	walk->unclaimed += walk->unclaimed >= held->at;
	walk->claimed += walk->claimed >= held->at;
	walk->near_first += walk->near_first >= held->at;
	for (guint i = 0; i < walk->figures->len; i++) {
		HtmlFigure *figure = &g_array_index(walk->figures, HtmlFigure, i);

		figure->first += figure->first >= held->at;
	}
}

/* The next block has come. `claims`: it speaks for the pictures that stand between. */
static void
settle(HtmlWalk *walk, gboolean claims)
{
	HtmlHeld *held = &walk->held;

	if (!is_held(held))
		return;
	if (!claims && held->at < walk->page->pictures->len && picture_at(walk, held->at)->caption == NULL)
		html_give_caption(picture_at(walk, held->at), held->caption, held->credit);
	else if (held->caption != NULL && held->credit != NULL)
		add_alone(walk, held);
	clear_held(held);
}

/* --- figures ------------------------------------------------------------------------------------------ */

void
html_begin_figure(HtmlWalk *walk)
{
	HtmlFigure figure = {.first = walk->page->pictures->len, .loose = walk->loose->len};

	g_array_append_val(walk->figures, figure);
}

/* Its caption and credit, wherever they stood. */
void
html_end_figure(HtmlWalk *walk)
{
	HtmlFigure figure = g_array_index(walk->figures, HtmlFigure, walk->figures->len - 1);
	HtmlHeld *held = &figure.held;

	g_array_set_size(walk->figures, walk->figures->len - 1);
	walk->unclaimed = MAX(walk->unclaimed, figure.first);
	if (is_held(held) && walk->page->pictures->len > figure.first) {
		give(walk, figure.first, held->caption, held->credit);
	} else if (held->caption != NULL && (held->credit != NULL || !figure.other)) {
		held->urls = take_loose(walk, figure.loose);
		held->strong = !figure.other;
		add_alone(walk, held);
		walk->claimed = walk->unclaimed = walk->page->pictures->len;
	}
	clear_held(held);
}

static void
to_figure(HtmlWalk *walk, const char *text)
{
	HtmlFigure *figure = &g_array_index(walk->figures, HtmlFigure, walk->figures->len - 1);
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;

	split(walk, text, &caption, &credit);
	if (walk->page->pictures->len > figure->first)
		give(walk, figure->first, caption, credit);
	else
		hold(walk, &figure->held, g_steal_pointer(&caption), g_steal_pointer(&credit), TRUE);
}

/* --- labels ---------------------------------------------------------------------------------------- */

/* "Foto:", "Credit", in a block of its own: it says what the next one is. "Photo" alone may be anything. */
static gboolean
is_label(const char *text)
{
	static const char *const words[] = {"photo by", "photo credit", "foto von", "image credit",
		"image source", "bildquelle", "quelle", "credit", "credits", "copyright", "photographer",
		"fotograf", NULL};
	static const char *const before_colon[] = {"photo", "photos", "photograph", "foto", "fotos", "фото",
		"picture", "image", "bild", "source", NULL};
	gsize n = strlen(text);
	g_autofree char *fold = n == 0 || n > MAX_LABEL_BYTES ? NULL : cl_text_fold(text);

	if (fold == NULL)
		return FALSE;
	g_strstrip(fold);
	return strcmp(text, "©") == 0 || g_strv_contains(words, fold) ||
	       (text[n - 1] == ':' && g_strv_contains(before_colon, fold));
}

static gboolean is_claimed(const HtmlWalk *walk);

/* Is there a picture or a caption that may still get its credit? */
static gboolean
awaits_credit(const HtmlWalk *walk)
{
	return walk->figures->len > 0 || walk->unclaimed < walk->page->pictures->len || is_claimed(walk) ||
	       is_held(&walk->held);
}

/* TRUE: the block is a label and nothing else. */
static gboolean
take_label(HtmlWalk *walk, char *text)
{
	g_autofree char *credit = html_one_line(walk->credit->str);
	gboolean labelled = walk->label;

	walk->label = FALSE;
	if (is_label(credit)) {
		g_string_truncate(walk->credit, 0);
		credit[0] = '\0';
		walk->label = TRUE;
	}
	if (credit[0] == '\0' && is_label(text) && awaits_credit(walk)) {
		walk->label = TRUE;
		return TRUE;
	}
	if (labelled && credit[0] == '\0' && count_words(text) <= MAX_LABELLED_WORDS) {
		g_string_assign(walk->credit, text);
		text[0] = '\0';
	}
	return text[0] == '\0' && walk->credit->len == 0;
}

/* --- blocks ------------------------------------------------------------------------------------------- */

/* More than the bare name of an agency, with which a report ends as well. */
static gboolean
is_plain_credit(const char *credit)
{
	static const char *const signs[] = {
		"©", "(c)", "/", ":", "photo", "foto", "фото", "picture", "image", NULL};
	g_autofree char *fold = g_utf8_casefold(credit, -1);

	for (guint i = 0; signs[i] != NULL; i++)
		if (strstr(fold, signs[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* Behind a picture that nobody has spoken for: is this block its caption? */
static gboolean
claims_picture(HtmlWalk *walk, const char *text)
{
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;
	const ClPrintedPicture *picture;

	if (walk->unclaimed >= walk->page->pictures->len || strlen(text) > MAX_CAPTION_BYTES)
		return FALSE;
	picture = picture_at(walk, walk->page->pictures->len - 1);
	if (walk->caption_hint || walk->credit->len > 0)
		return TRUE;
	cl_printed_split(text, &caption, &credit);
	return credit != NULL ||
	       (picture->alt != NULL && picture->alt[0] != '\0' && caption != NULL &&
		       g_ascii_strcasecmp(picture->alt, caption) == 0);
}

static gboolean
is_claimed(const HtmlWalk *walk)
{
	return walk->claimed < walk->page->pictures->len &&
	       picture_at(walk, walk->page->pictures->len - 1)->credit == NULL;
}

/* Outside of figures and behind no picture: the credit of the caption before it, or a caption whose
 * picture is still to come, or is shown in a way that is not known. */
static gboolean
keep_caption(HtmlWalk *walk, const char *text)
{
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;
	gboolean strong;

	if (strlen(text) > MAX_CAPTION_BYTES || cl_printed_is_imprint(text))
		return FALSE;
	split(walk, text, &caption, &credit);
	if (caption == NULL && credit != NULL && is_claimed(walk) &&
		(!walk->passed || is_plain_credit(credit))) {
		give(walk, walk->claimed, NULL, credit);
		return TRUE;
	}
	if (caption == NULL && credit != NULL && walk->near != NULL &&
		(walk->credit->len > 0 || is_plain_credit(credit))) {
		give(walk, walk->near_first, walk->near, credit);
		return TRUE;
	}
	if (caption == NULL && credit != NULL && is_held(&walk->held) && walk->held.credit == NULL) {
		hold(walk, &walk->held, NULL, g_steal_pointer(&credit), TRUE);
		return TRUE;
	}
	settle(walk, FALSE);
	if (caption == NULL || (credit == NULL && !walk->caption_hint) ||
		!html_is_sentence(caption))
		return FALSE;
	strong = walk->in_footer == 0 &&
		 (walk->caption_hint || walk->credit->len > 0 || is_plain_credit(credit));
	hold(walk, &walk->held, g_steal_pointer(&caption), g_steal_pointer(&credit), strong);
	walk->held.urls = take_loose(walk, 0);
	return TRUE;
}

static void
take_date(HtmlWalk *walk, const char *text)
{
	g_autoptr(ClPrintedPage) as_text = NULL;

	if (walk->page->date != NULL || strlen(text) > 40)
		return;
	as_text = cl_printed_read_text(text);
	walk->page->date = g_strdup(as_text->date);
}

/* Of a figure without a <figcaption>, or beside it: a text that says its credit. */
static gboolean
says_credit(const char *text)
{
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;

	if (strlen(text) > MAX_CAPTION_BYTES)
		return FALSE;
	cl_printed_split(text, &caption, &credit);
	return credit != NULL && is_plain_credit(credit);
}

/* A text that nothing marks: a credit in the next block makes it a caption, and the credit of a caption may
 * stand behind it. */
static void
pass(HtmlWalk *walk, const char *text)
{
	guint n = walk->page->pictures->len;
	gboolean bare = walk->unclaimed < n, waits = !bare && !walk->passed && is_claimed(walk);

	if (bare && strlen(text) <= MAX_CAPTION_BYTES && html_is_sentence(text)) {
		walk->near = g_strdup(text);
		walk->near_first = walk->unclaimed;
	}
	walk->claimed = waits ? walk->claimed : n;
	walk->unclaimed = n;
	walk->passed = waits;
}

static void
read_block(HtmlWalk *walk, char *text)
{
	gboolean in_figure = walk->figures->len > 0;
	char *before = walk->near;

	read_shortcode(walk, text);
	if (in_figure && (walk->in_caption > 0 || walk->credit->len > 0 || says_credit(text))) {
		settle(walk, TRUE);
		to_figure(walk, text);
	} else if (!in_figure && claims_picture(walk, text)) {
		g_autofree char *caption = NULL;
		g_autofree char *credit = NULL;

		settle(walk, TRUE);
		split(walk, text, &caption, &credit);
		give(walk, walk->unclaimed, caption, credit);
	} else if (in_figure || !keep_caption(walk, text)) {
		settle(walk, FALSE);
		take_date(walk, text);
		pass(walk, text);
		if (!in_figure)
			g_ptr_array_set_size(walk->loose, 0);
		if (walk->page->texts->len < CL_MAX_PAGE_TEXTS && text[0] != '\0')
			g_ptr_array_add(walk->page->texts, g_strdup(text));
	}
	if (walk->near == before)
		walk->near = NULL;
	g_free(before);
}

void
html_end_block(HtmlWalk *walk)
{
	g_autofree char *text = html_one_line(walk->text->str);

	if (text[0] != '\0' || !cl_text_is_blank(walk->credit->str)) {
		if (!take_label(walk, text))
			read_block(walk, text);
	}
	g_string_truncate(walk->text, 0);
	g_string_truncate(walk->credit, 0);
	walk->caption_hint = FALSE;
}

/* Furniture that nobody speaks for asks nothing. */
void
html_end_captions(HtmlWalk *walk)
{
	html_end_block(walk);
	settle(walk, FALSE);
	for (guint i = 0; i < walk->page->pictures->len; i++) {
		ClPrintedPicture *picture = picture_at(walk, i);

		if (is_furniture(walk, i) && picture->caption == NULL && picture->credit == NULL)
			picture->place = CL_PRINTED_ELSEWHERE;
	}
}
