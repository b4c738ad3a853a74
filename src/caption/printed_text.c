/* SPDX-License-Identifier: MIT
 *
 * A newsletter's plain text. Mail programs write a picture as its alt text, and under it stands the
 * caption with its credit: a line that holds a credit is a picture's, and the line before it, if it
 * says the same, is its alt text.
 */
#include <cutline/printed.h>
#include <cutline/text.h>
#include "caption_private.h"

#define MAX_LINE_BYTES 4000U
#define MAX_HEADING_BYTES 90U
#define MIN_CAPTION_BYTES 20U
#define MAX_BLANK_LINES 2U
#define MAX_MARKED_LINES 12U /* of one picture's text in Markdown */
#define MAX_LINES_BETWEEN 3U /* an address, and the line with the credit of its picture */

typedef struct {
	ClPrintedPage *page;
	char **lines;
	GArray *numbers; /* guint: of each in the text */
	guint n_lines;
	guint section;
	GPtrArray *waiting; /* char*: addresses that stand before a picture's text */
	guint waiting_line; /* of the last of them */
	GHashTable *addresses; /* name of an address in Markdown → CaptionMarked */
} Reader;

static gboolean
says_same(const char *a, const char *b)
{
	g_autofree char *one = cl_text_fold(a);
	g_autofree char *other = cl_text_fold(b);

	return one[0] != '\0' && strcmp(one, other) == 0;
}

/* "© 2022 Example. All rights reserved." and the like belong to the page, not to a picture. */
gboolean
cl_printed_is_imprint(const char *text)
{
	static const char *const words[] = {"all rights reserved", "alle rechte vorbehalten",
		"tous droits", "unsubscribe", "privacy policy", NULL};
	g_autofree char *fold = cl_text_fold(text);

	for (guint i = 0; words[i] != NULL; i++)
		if (strstr(fold, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* Short, no full stop, most words with a capital. */
static gboolean
is_heading(const char *line)
{
	gsize n = strlen(line);
	g_autoptr(GArray) words = NULL;
	guint n_long = 0, n_capital = 0;

	if (n < 8 || n > MAX_HEADING_BYTES || strchr(".,;:", line[n - 1]) != NULL ||
		g_str_has_prefix(line, "By ") || strchr("\"'(", line[0]) != NULL ||
		(guchar)line[0] == 0xe2 || caption_is_shouted(line, 0, (guint)n, 1))
		return FALSE;
	words = caption_words(line, 0, (guint)n);
	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);

		if (word->end - word->start < 4 && !caption_is_capital(word))
			continue;
		n_long++;
		n_capital += caption_is_capital(word);
	}
	return words->len >= 2 && words->len <= 14 && n_capital * 4 >= n_long * 3;
}

/* Only brackets and the word for a picture: "[image: ", "![A street](", "View image: (". */
static gboolean
is_picture_mark(const char *text, gsize n)
{
	g_autofree char *lower = g_ascii_strdown(text, (gssize)n);

	return strspn(lower, "<[( ") == n || strstr(lower, "image:") != NULL ||
	       (g_str_has_prefix(lower, "![") && strstr(lower, "](") != NULL);
}

/* A line that is an address, in brackets or not: of the picture that follows. */
static gboolean
take_address(Reader *reader, guint i)
{
	const char *line = reader->lines[i], *begin = strstr(line, "://");
	gsize n;

	while (begin != NULL && begin > line && g_ascii_isalpha(begin[-1]))
		begin--;
	if (begin == NULL || !(g_str_has_prefix(begin, "http://") || g_str_has_prefix(begin, "https://")) ||
		!is_picture_mark(line, (gsize)(begin - line)))
		return FALSE;
	n = strcspn(begin, " >])\t");
	if (strspn(begin + n, ">])\t ") != strlen(begin + n))
		return FALSE;
	if (reader->waiting->len < CL_MAX_PAGE_URLS)
		g_ptr_array_add(reader->waiting, g_strndup(begin, n));
	reader->waiting_line = i;
	return TRUE;
}

/* "[image: A street]", "[A street]", "![A street](…)": the alt text of a picture in a plain-text mail. */
static char *
bracketed_alt(const char *line)
{
	gsize n = strlen(line);
	const char *close = strstr(line, "](");

	if (g_str_has_prefix(line, "![") && close != NULL)
		return g_strstrip(g_strndup(line + 2, (gsize)(close - line) - 2));
	if (n < 4 || line[0] != '[' || line[n - 1] != ']' || strstr(line, "://") != NULL)
		return NULL;
	if (g_ascii_strncasecmp(line, "[image:", 7) == 0)
		return g_strstrip(g_strndup(line + 7, n - 8));
	return g_strndup(line + 1, n - 2);
}

static char *
alt_before(const Reader *reader, guint i, const char *caption)
{
	for (guint back = 1; back <= 2 && back <= i; back++) {
		const char *line = reader->lines[i - back];
		char *alt = bracketed_alt(line);

		if (alt != NULL)
			return alt;
		if (caption != NULL && says_same(line, caption))
			return g_strdup(line);
	}
	return NULL;
}

static guint
number_of(const Reader *reader, guint i)
{
	return g_array_index(reader->numbers, guint, i);
}

static ClPrintedPicture *
add_picture(Reader *reader, guint i, char *caption, char *credit)
{
	ClPrintedPicture *picture = cl_printed_picture_new();

	picture->line = number_of(reader, i);
	picture->section = reader->section;
	picture->caption = caption;
	picture->credit = credit;
	picture->alt = alt_before(reader, i, caption);
	if (i - reader->waiting_line <= MAX_LINES_BETWEEN)
		g_ptr_array_extend_and_steal(picture->urls, reader->waiting);
	else
		g_ptr_array_unref(reader->waiting);
	reader->waiting = g_ptr_array_new_with_free_func(g_free);
	return cl_printed_add(reader->page, picture) ? picture : NULL;
}

/* The line before a credit that stands alone, which may be set off from it; *apart: it is. NULL = it is no
 * caption. */
static const char *
caption_before(const Reader *reader, guint i, gboolean *apart)
{
	guint at = i;
	const char *line;
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;

	while (at > 0 && i - at < MAX_BLANK_LINES && reader->lines[at - 1][0] == '\0')
		at--;
	*apart = at < i;
	line = at == 0 ? "" : reader->lines[at - 1];
	if (strlen(line) < MIN_CAPTION_BYTES || is_heading(line))
		return NULL;
	cl_printed_split(line, &caption, &credit);
	return credit == NULL ? line : NULL;
}

/* "© Courier": of the whole letter, if it is set off. Nobody else is named by label or with a slash. */
static gboolean
may_be_imprint(const char *credit)
{
	return strpbrk(credit, "/:(") == NULL;
}

/* A credit in a line of its own belongs to the line before; where there is none, a picture stands there all
 * the same. */
static gboolean
take_picture(Reader *reader, guint i)
{
	const char *line = reader->lines[i];
	g_autofree char *caption = NULL;
	g_autofree char *credit = NULL;
	gboolean apart = FALSE, imprint;
	ClPrintedPicture *picture;

	if (strlen(line) > MAX_LINE_BYTES)
		return FALSE;
	cl_printed_split(line, &caption, &credit);
	if (credit == NULL || cl_printed_is_imprint(line))
		return FALSE;
	if (caption == NULL)
		caption = g_strdup(caption_before(reader, i, &apart));
	if (caption == NULL && may_be_imprint(credit))
		return FALSE;
	imprint = apart && may_be_imprint(credit);
	picture = add_picture(reader, i, g_steal_pointer(&caption), g_steal_pointer(&credit));
	/* Only if the archive has a photo of these words. */
	if (picture != NULL && imprint)
		picture->place = CL_PRINTED_ELSEWHERE;
	return TRUE;
}

static void
add_to_text(Reader *reader, const char *line)
{
	if (reader->page->texts->len < CL_MAX_PAGE_TEXTS && line[0] != '\0')
		g_ptr_array_add(reader->page->texts, g_strdup(line));
}

/* --- Markdown ------------------------------------------------------------------------------------- */

static void
free_marked(gpointer data)
{
	caption_marked_clear(data);
	g_free(data);
}

static void
read_addresses(Reader *reader)
{
	for (guint i = 0; i < reader->n_lines; i++) {
		CaptionMarked marked = {0};

		if (caption_marked_address(reader->lines[i], &marked))
			g_hash_table_replace(
				reader->addresses, marked.name, g_memdup2(&marked, sizeof marked));
		else
			caption_marked_clear(&marked);
	}
}

static gboolean
is_address(const char *line)
{
	CaptionMarked marked = {0};
	gboolean is = caption_marked_address(line, &marked);

	caption_marked_clear(&marked);
	return is;
}

/* Where alternative text and title stand, both together. FALSE: they do not say both. */
static gboolean
split_marked(const CaptionMarked *marked, const char *title, char **caption, char **credit)
{
	g_autofree char *both = title == NULL ? NULL : g_strdup_printf("%s %s", marked->alt, title);
	const char *const texts[] = {marked->alt, title, both};

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (texts[i] == NULL)
			continue;
		cl_printed_split(texts[i], caption, credit);
		if (*caption != NULL && *credit != NULL)
			return TRUE;
		g_clear_pointer(caption, g_free);
		g_clear_pointer(credit, g_free);
	}
	return FALSE;
}

/* One that says its caption and credit itself; others are addresses that wait for theirs. */
static gboolean
add_marked(Reader *reader, guint i, const CaptionMarked *marked)
{
	const CaptionMarked *named =
		marked->name == NULL ? marked : g_hash_table_lookup(reader->addresses, marked->name);
	char *caption, *credit;
	ClPrintedPicture *picture;

	if (!split_marked(marked, named == NULL ? NULL : named->title, &caption, &credit)) {
		add_to_text(reader, marked->alt);
		return FALSE;
	}
	picture = add_picture(reader, i, caption, credit);
	if (picture == NULL)
		return TRUE;
	g_free(picture->alt);
	picture->alt = g_strdup(marked->alt);
	if (named != NULL && named->url[0] != '\0')
		g_ptr_array_add(picture->urls, g_strdup(named->url));
	return TRUE;
}

/* *i: of its last line then. */
static gboolean
take_marked(Reader *reader, guint *i)
{
	g_autoptr(GString) text = g_string_new(reader->lines[*i]);
	CaptionMarked marked = {0};
	guint last = *i;
	gboolean found = FALSE;
	const char *at;

	while (caption_marked_open(text->str) && last + 1 < reader->n_lines && last - *i < MAX_MARKED_LINES &&
		reader->lines[last + 1][0] != '\0')
		g_string_append_printf(text, " %s", reader->lines[++last]);
	at = text->len > MAX_LINE_BYTES ? "" : text->str;
	while (caption_marked_next(&at, &marked))
		found = add_marked(reader, *i, &marked) || found;
	caption_marked_clear(&marked);
	*i = found ? last : *i;
	return found;
}

static void
take_date(Reader *reader, const char *line)
{
	g_autoptr(GArray) dates = NULL;
	const ClTextDate *date;

	if (reader->page->date != NULL || strlen(line) > 40)
		return;
	dates = cl_caption_dates(line);
	if (dates->len != 1)
		return;
	date = &g_array_index(dates, ClTextDate, 0);
	if (date->year != 0 && date->day != 0 &&
		date->span.end - date->span.start + 4 >= strlen(line))
		reader->page->date =
			g_strdup_printf("%04d-%02d-%02d", date->year, date->month, date->day);
}

/* The alt line of a picture, and the caption of a credit below, are no text of their own. */
static gboolean
belongs_below(const Reader *reader, guint i)
{
	const char *next = i + 1 < reader->n_lines ? reader->lines[i + 1] : "";

	return strlen(reader->lines[i]) >= 8 && strlen(next) > strlen(reader->lines[i]) &&
	       g_str_has_prefix(next, reader->lines[i]);
}

/* Also where it is a link, or what stands beside it is no caption. */
static void
take_named(Reader *reader)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < reader->n_lines; i++) {
		cl_printed_add_named(reader->page, seen, reader->lines[i], number_of(reader, i));
		cl_printed_add_files(reader->page, seen, reader->lines[i], number_of(reader, i));
	}
}

ClPrintedPage *
cl_printed_read_text(const char *text)
{
	Reader reader = {.page = cl_printed_new(),
		.numbers = g_array_new(FALSE, FALSE, sizeof(guint)),
		.waiting = g_ptr_array_new_with_free_func(g_free),
		.addresses = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_marked)};

	reader.lines = caption_lines(text, reader.numbers);
	reader.n_lines = reader.numbers->len;
	read_addresses(&reader);
	for (guint i = 0; i < reader.n_lines; i++) {
		const char *line = reader.lines[i];

		if (line[0] == '\0' || take_marked(&reader, &i) || is_address(line) ||
			belongs_below(&reader, i) || take_address(&reader, i))
			continue;
		if (take_picture(&reader, i))
			continue;
		take_date(&reader, line);
		if (reader.page->texts->len < CL_MAX_PAGE_TEXTS && is_heading(line)) {
			if (reader.page->title == NULL)
				reader.page->title = g_strdup(line);
			g_ptr_array_add(reader.page->headings, g_strdup(line));
			reader.section++;
		}
		add_to_text(&reader, line);
	}
	take_named(&reader);
	g_ptr_array_unref(reader.waiting);
	g_hash_table_unref(reader.addresses);
	g_array_unref(reader.numbers);
	g_strfreev(reader.lines);
	return reader.page;
}
