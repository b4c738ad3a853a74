/* SPDX-License-Identifier: MIT
 *
 * The value types of a page, its way between processes, and how caption and credit are told apart.
 */
#include <cutline/error.h>
#include <cutline/printed.h>
#include <cutline/text.h>
#include <cutline/use.h>
#include <string.h>
#include "caption_private.h"

#define PICTURE_TYPE "(uuumsmsmsmsmsmsasay)"
#define MAX_FILE_BYTES 4096U
#define MAX_SHOWN_BYTES 500 /* of an address, before its id and from there */
#define PAGE_TYPE "(bbmsmsmsmsa" PICTURE_TYPE "asas)"

static const char *const place_names[] = {
#define X(id, name) name,
	CL_PRINTED_PLACE_TABLE(X)
#undef X
};

const char *
cl_printed_place_name(ClPrintedPlace place)
{
	return place_names[place];
}

ClPrintedPicture *
cl_printed_picture_new(void)
{
	ClPrintedPicture *picture = g_new0(ClPrintedPicture, 1);

	picture->urls = g_ptr_array_new_with_free_func(g_free);
	return picture;
}

void
cl_printed_picture_free(ClPrintedPicture *picture)
{
	if (picture == NULL)
		return;
	g_free(picture->caption);
	g_free(picture->credit);
	g_free(picture->alt);
	g_free(picture->stated);
	g_free(picture->stated_caption);
	g_free(picture->id);
	g_ptr_array_unref(picture->urls);
	g_clear_pointer(&picture->data, g_bytes_unref);
	g_free(picture);
}

ClPrintedPage *
cl_printed_new(void)
{
	ClPrintedPage *page = g_new0(ClPrintedPage, 1);

	page->pictures = g_ptr_array_new_with_free_func((GDestroyNotify)cl_printed_picture_free);
	page->headings = g_ptr_array_new_with_free_func(g_free);
	page->texts = g_ptr_array_new_with_free_func(g_free);
	return page;
}

void
cl_printed_free(ClPrintedPage *page)
{
	if (page == NULL)
		return;
	g_free(page->title);
	g_free(page->lang);
	g_free(page->date);
	g_free(page->base);
	g_ptr_array_unref(page->pictures);
	g_ptr_array_unref(page->headings);
	g_ptr_array_unref(page->texts);
	g_free(page);
}

/* --- what stands on it -------------------------------------------------------------------------- */

gboolean
cl_printed_add(ClPrintedPage *page, ClPrintedPicture *picture)
{
	guint named = picture->place == CL_PRINTED_ELSEWHERE ? CL_MAX_PAGE_NAMED : 0;

	if (page->pictures->len >= CL_MAX_PAGE_PICTURES + named) {
		page->too_long = TRUE;
		cl_printed_picture_free(picture);
		return FALSE;
	}
	g_ptr_array_add(page->pictures, picture);
	return TRUE;
}

/* The address as it stands there: up to what cannot be part of one. */
static char *
whole_address(const char *text, const char *at)
{
	static const char bounds[] = " \t\r\n\f\"'()<>,;";
	g_autofree char *found = NULL;
	const char *begin = at, *end = at;

	while (begin > text && at - begin < MAX_SHOWN_BYTES && strchr(bounds, begin[-1]) == NULL)
		begin--;
	while (*end != '\0' && end - at < MAX_SHOWN_BYTES && strchr(bounds, *end) == NULL)
		end++;
	found = g_strndup(begin, (gsize)(end - begin));
	return g_utf8_make_valid(found, -1);
}

void
cl_printed_add_named(ClPrintedPage *page, GHashTable *seen, const char *text, guint line)
{
	const char *at = text, *begin;
	char id[CL_USE_ID_CHARS + 1];

	while (!page->too_long && cl_address_next(&at, &begin, id)) {
		ClPrintedPicture *picture;

		if (!g_hash_table_add(seen, g_strdup(id)))
			continue;
		picture = cl_printed_picture_new();
		picture->place = CL_PRINTED_ELSEWHERE;
		picture->line = line;
		g_ptr_array_add(picture->urls, whole_address(text, begin));
		cl_printed_add(page, picture);
	}
}

/* --- files beside it ------------------------------------------------------------------------------ */

static const char *const extensions[] = {"jpg", "jpeg", "jpe", "jfif", "png", "webp", "avif", "gif", "tif",
	"tiff", "heic", "heif", "jxl", NULL};

/* Behind a dot: how long the extension of a picture's file is; 0 = it is none. */
static gsize
extension_length(const char *at)
{
	gsize n = 0;

	while (g_ascii_isalnum(at[n]))
		n++;
	for (guint i = 0; extensions[i] != NULL; i++)
		if (strlen(extensions[i]) == n && g_ascii_strncasecmp(at, extensions[i], n) == 0)
			return n;
	return 0;
}

gboolean
cl_printed_is_file(const char *text)
{
	gsize n = strcspn(text, "?#\r\n");
	const char *dot = n > MAX_FILE_BYTES ? NULL : g_strrstr_len(text, (gssize)n, ".");

	return dot != NULL && dot + 1 + extension_length(dot + 1) == text + n && dot + 1 < text + n;
}

void
cl_printed_add_file(ClPrintedPage *page, GHashTable *seen, const char *url, guint line)
{
	ClPrintedPicture *picture;

	if (page->too_long || *url == '\0' || strlen(url) > MAX_FILE_BYTES ||
		!g_hash_table_add(seen, g_strdup(url)))
		return;
	picture = cl_printed_picture_new();
	picture->place = CL_PRINTED_ELSEWHERE;
	picture->line = line;
	g_ptr_array_add(picture->urls, g_strdup(url));
	cl_printed_add(page, picture);
}

/* "![A street](img/a.jpg)", "image::img/a.jpg[]", "url(img/a.jpg)": the name as far as it reaches. */
void
cl_printed_add_files(ClPrintedPage *page, GHashTable *seen, const char *text, guint line)
{
	static const char bounds[] = " \t\r\n\f\"'`()<>[]{},;=|";

	for (const char *at = strchr(text, '.'); at != NULL; at = strchr(at + 1, '.')) {
		gsize n = extension_length(at + 1);
		const char *begin = at;
		g_autofree char *url = NULL;
		const char *from;

		if (n == 0)
			continue;
		while (begin > text && at - begin < MAX_SHOWN_BYTES && strchr(bounds, begin[-1]) == NULL)
			begin--;
		if (at - begin == MAX_SHOWN_BYTES)
			continue;
		url = g_strndup(begin, (gsize)(at - begin) + 1 + n);
		from = strstr(url, "://") != NULL ? url : strrchr(url, ':');
		from = from == NULL || from == url ? url : from + 1;
		cl_printed_add_file(page, seen, from, line);
	}
}

/* --- as a message -------------------------------------------------------------------------------- */

static GVariant *
texts_to_variant(const GPtrArray *texts)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("as"));
	for (guint i = 0; i < texts->len; i++)
		g_variant_builder_add(&builder, "s", texts->pdata[i]);
	return g_variant_builder_end(&builder);
}

static GVariant *
data_to_variant(GBytes *data)
{
	return data != NULL ? g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, data, TRUE)
			    : g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, NULL, 0, 1);
}

static GVariant *
picture_to_variant(const ClPrintedPicture *picture)
{
	return g_variant_new("(uuumsmsmsmsmsms@as@ay)", picture->line, picture->section, picture->place,
		picture->caption, picture->credit, picture->alt, picture->stated, picture->stated_caption,
		picture->id,
		texts_to_variant(picture->urls), data_to_variant(picture->data));
}

GVariant *
cl_printed_to_variant(const ClPrintedPage *page)
{
	GVariantBuilder pictures;

	g_variant_builder_init(&pictures, G_VARIANT_TYPE("a" PICTURE_TYPE));
	for (guint i = 0; i < page->pictures->len; i++)
		g_variant_builder_add_value(
			&pictures, picture_to_variant(page->pictures->pdata[i]));
	return g_variant_new("(bbmsmsmsms@a" PICTURE_TYPE "@as@as)", page->html, page->mail, page->title,
		page->lang, page->date, page->base, g_variant_builder_end(&pictures),
		texts_to_variant(page->headings), texts_to_variant(page->texts));
}

static void
texts_from_iter(GVariantIter *iter, GPtrArray *texts, guint max)
{
	char *text;

	while (texts->len < max && g_variant_iter_next(iter, "s", &text))
		g_ptr_array_add(texts, text);
}

static void
pictures_from_iter(GVariantIter *iter, ClPrintedPage *page)
{
	GVariant *child;

	while (page->pictures->len < CL_MAX_PAGE_PICTURES + CL_MAX_PAGE_NAMED &&
		(child = g_variant_iter_next_value(iter)) != NULL) {
		ClPrintedPicture *picture = cl_printed_picture_new();
		GVariantIter *urls = NULL;
		g_autoptr(GVariant) data = NULL;
		guint place;

		g_variant_get(child, "(uuumsmsmsmsmsmsas@ay)", &picture->line, &picture->section,
			&place, &picture->caption, &picture->credit, &picture->alt,
			&picture->stated, &picture->stated_caption, &picture->id, &urls, &data);
		if (g_variant_get_size(data) > 0)
			picture->data =
				g_bytes_new(g_variant_get_data(data), g_variant_get_size(data));
		picture->place = MIN(place, CL_N_PRINTED_PLACES - 1U);
		texts_from_iter(urls, picture->urls, CL_MAX_PAGE_URLS);
		g_variant_iter_free(urls);
		g_ptr_array_add(page->pictures, picture);
		g_variant_unref(child);
	}
}

ClPrintedPage *
cl_printed_from_variant(GVariant *variant, GError **error)
{
	g_autoptr(GVariant) normal = NULL;
	GVariantIter *pictures = NULL, *headings = NULL, *texts = NULL;
	ClPrintedPage *page;

	if (variant == NULL || !g_variant_is_of_type(variant, G_VARIANT_TYPE(PAGE_TYPE))) {
		g_set_error_literal(
			error, CL_ERROR, CL_ERROR_INPUT, "the decoder's answer is no page");
		return NULL;
	}
	normal = g_variant_get_normal_form(variant);
	page = cl_printed_new();
	g_variant_get(normal, "(bbmsmsmsmsa" PICTURE_TYPE "asas)", &page->html, &page->mail, &page->title,
		&page->lang, &page->date, &page->base, &pictures, &headings, &texts);
	pictures_from_iter(pictures, page);
	texts_from_iter(headings, page->headings, CL_MAX_PAGE_TEXTS);
	texts_from_iter(texts, page->texts, CL_MAX_PAGE_TEXTS);
	g_variant_iter_free(pictures);
	g_variant_iter_free(headings);
	g_variant_iter_free(texts);
	return page;
}

/* "(c) Ana Ruiz": before a name; "(b) a house (c) A street" counts. */
static gboolean
is_sign_in_letters(const char *text, const char *at)
{
	const char *name;

	if (g_ascii_strncasecmp(at, "(c)", 3) != 0 || g_strstr_len(text, at - text, "(b)") != NULL)
		return FALSE;
	name = at + 3 + strspn(at + 3, " ");
	return g_ascii_isdigit(*name) || g_unichar_isupper(g_utf8_get_char(name));
}

void
cl_printed_write_sign(char *text)
{
	static const char *const circled[] = {"Ⓒ", "ⓒ"};

	for (char *at = strchr(text, '('); at != NULL; at = strchr(at + 1, '('))
		if (is_sign_in_letters(text, at))
			memcpy(at, at[3] == ' ' ? " ©" : "© ", 3);
	for (guint i = 0; i < G_N_ELEMENTS(circled); i++)
		for (char *at = strstr(text, circled[i]); at != NULL; at = strstr(at, circled[i]))
			memcpy(at, at[3] == ' ' ? " ©" : "© ", 3);
}

/* A page prints the credit behind the caption, with © or in brackets, or as agencies do. */
void
cl_printed_split(const char *printed, char **caption, char **credit)
{
	g_autofree char *text = g_strdup(printed);
	g_autoptr(ClCaption) parts = NULL;
	g_autoptr(GString) said = g_string_new(NULL);

	cl_printed_write_sign(text);
	parts = cl_caption_parse(NULL, text, NULL, 0);
	*caption = NULL;
	*credit = g_strdup(parts->signoff);
	for (guint i = 0; i < parts->parts->len; i++) {
		const ClCaptionPart *part = &g_array_index(parts->parts, ClCaptionPart, i);

		if (part->kind == CL_PART_SIGNOFF)
			continue;
		if (said->len > 0)
			g_string_append_c(said, ' ');
		g_string_append_len(
			said, text + part->span.start, (gssize)(part->span.end - part->span.start));
	}
	if (!cl_text_is_blank(said->str))
		*caption = g_string_free(g_steal_pointer(&said), FALSE);
}
