/* SPDX-License-Identifier: MIT
 *
 * The value types of a page, its way between processes, and how caption and credit are told apart.
 */
#include <cutline/error.h>
#include <cutline/printed.h>
#include <cutline/text.h>
#include "caption_private.h"

#define PICTURE_TYPE "(uubmsmsmsmsmsas)"
#define PAGE_TYPE "(bmsmsmsmsa" PICTURE_TYPE "asas)"

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
	g_free(picture->id);
	g_ptr_array_unref(picture->urls);
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
picture_to_variant(const ClPrintedPicture *picture)
{
	return g_variant_new("(uubmsmsmsmsms@as)", picture->line, picture->section, picture->card,
		picture->caption, picture->credit, picture->alt, picture->stated, picture->id,
		texts_to_variant(picture->urls));
}

GVariant *
cl_printed_to_variant(const ClPrintedPage *page)
{
	GVariantBuilder pictures;

	g_variant_builder_init(&pictures, G_VARIANT_TYPE("a" PICTURE_TYPE));
	for (guint i = 0; i < page->pictures->len; i++)
		g_variant_builder_add_value(
			&pictures, picture_to_variant(page->pictures->pdata[i]));
	return g_variant_new("(bmsmsmsms@a" PICTURE_TYPE "@as@as)", page->html, page->title,
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

	while (page->pictures->len < CL_MAX_PAGE_PICTURES &&
		(child = g_variant_iter_next_value(iter)) != NULL) {
		ClPrintedPicture *picture = cl_printed_picture_new();
		GVariantIter *urls = NULL;

		g_variant_get(child, "(uubmsmsmsmsmsas)", &picture->line, &picture->section,
			&picture->card, &picture->caption, &picture->credit, &picture->alt,
			&picture->stated, &picture->id, &urls);
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
	g_variant_get(normal, "(bmsmsmsmsa" PICTURE_TYPE "asas)", &page->html, &page->title,
		&page->lang, &page->date, &page->base, &pictures, &headings, &texts);
	pictures_from_iter(pictures, page);
	texts_from_iter(headings, page->headings, CL_MAX_PAGE_TEXTS);
	texts_from_iter(texts, page->texts, CL_MAX_PAGE_TEXTS);
	g_variant_iter_free(pictures);
	g_variant_iter_free(headings);
	g_variant_iter_free(texts);
	return page;
}

/* A page prints the credit behind the caption, with © or in brackets, or as agencies do. */
void
cl_printed_split(const char *text, char **caption, char **credit)
{
	g_autoptr(ClCaption) parts = cl_caption_parse(NULL, text, NULL, 0);
	g_autoptr(GString) said = g_string_new(NULL);

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
