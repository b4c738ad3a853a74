/* SPDX-License-Identifier: MIT
 *
 * A photo in a page of HTML: figure, e-mail, head of the page. Every text is escaped here, and only
 * here.
 */
#include "page_private.h"

/* Formats that <picture> offers before JPEG, the smallest first. */
static const ClFormat offered[] = {CL_FORMAT_AVIF, CL_FORMAT_WEBP};

void
page_add_attribute(GString *out, const char *name, const char *value)
{
	g_autofree char *line = g_strdelimit(g_strdup(value), "\n\t", ' ');
	g_autofree char *escaped = g_markup_escape_text(line, -1);

	g_string_append_printf(out, " %s=\"%s\"", name, escaped);
}

void
page_add_text(GString *out, const char *text, char line_break)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autofree char *escaped = g_markup_escape_text(lines[i], -1);

		g_string_append_printf(out, "%s%s", i == 0 ? "" : line_break == '\n' ? "<br>" : " ", escaped);
	}
}

static gboolean
says_something(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* --- figure ----------------------------------------------------------------------------------- */

static void
add_srcset(GString *out, const ClPage *page, const char *extension)
{
	g_autoptr(GString) set = g_string_new(NULL);

	for (guint i = 0; i < page->sizes->len; i++) {
		const ClPageSize *size = g_ptr_array_index(page->sizes, i);
		g_autofree char *url = cl_page_url(page, size, extension);

		g_string_append_printf(set, "%s%s %uw", i > 0 ? ", " : "", url, size->width);
	}
	page_add_attribute(out, "srcset", set->str);
	/* Nobody but the page knows how wide the picture stands there. */
	page_add_attribute(out, "sizes", "100vw");
}

static void
add_image(GString *out, const ClPage *page, const ClPageSize *size, gboolean with_srcset)
{
	g_autofree char *url = cl_page_url(page, size, "jpg");

	g_string_append(out, "<img");
	page_add_attribute(out, "src", url);
	if (with_srcset)
		add_srcset(out, page, "jpg");
	g_string_append_printf(
		out, " width=\"%u\" height=\"%u\"", size->width, size->height);
	if (page->alt != NULL)
		page_add_attribute(out, "alt", page->alt);
	/* Else it is read as what stands around it; "" says that nobody knows. */
	if (says_something(page->alt) && g_strcmp0(page->alt_lang, page->lang) != 0)
		page_add_attribute(out, "lang", page->alt_lang != NULL ? page->alt_lang : "");
}

static char *
write_figure(const ClPage *page, const ClPagePlaceholder *placeholder)
{
	GString *out = g_string_new("<figure");

	if (page->lang != NULL)
		page_add_attribute(out, "lang", page->lang);
	g_string_append(out, ">\n  <picture>\n");
	for (gsize i = 0; i < G_N_ELEMENTS(offered); i++) {
		g_string_append(out, "    <source");
		page_add_attribute(out, "type", cl_format_mime(offered[i]));
		add_srcset(out, page, cl_format_extension(offered[i]));
		g_string_append(out, ">\n");
	}
	g_string_append(out, "    ");
	add_image(out, page, page->main, TRUE);
	if (placeholder != NULL)
		page_add_placeholder(out, placeholder);
	g_string_append(out, ">\n  </picture>\n");
	if (says_something(page->caption) || says_something(page->credit)) {
		g_string_append(out, "  <figcaption>");
		if (says_something(page->caption)) {
			g_string_append(out, "<span class=\"caption\">");
			page_add_text(out, page->caption, '\n');
			g_string_append(out, "</span>");
		}
		if (says_something(page->caption) && says_something(page->credit))
			g_string_append_c(out, ' ');
		if (says_something(page->credit)) {
			g_string_append(out, "<span class=\"credit\">");
			page_add_text(out, page->credit, '\n');
			g_string_append(out, "</span>");
		}
		g_string_append(out, "</figcaption>\n");
	}
	g_string_append(out, "</figure>\n");
	return g_string_free(out, FALSE);
}

char *
cl_page_figure(const ClPage *page)
{
	return write_figure(page, &page->placeholder);
}

char *
page_figure(const ClPage *page)
{
	return write_figure(page, NULL);
}

/* --- e-mail ------------------------------------------------------------------------------------ */

static void
add_paragraph(GString *out, const char *style, const char *text)
{
	if (!says_something(text))
		return;
	g_string_append_printf(out, "<p style=\"%s\">", style);
	page_add_text(out, text, '\n');
	g_string_append(out, "</p>\n");
}

char *
cl_page_email(const ClPage *page)
{
	GString *out = g_string_new(NULL);

	add_image(out, page, page->mail, FALSE);
	/* Mail programs drop style sheets, and know height only together with width. */
	g_string_append(out, " border=\"0\" style=\"display:block;max-width:100%;height:auto\">\n");
	add_paragraph(out, "margin:4px 0 0", page->caption);
	add_paragraph(out, "margin:0;font-size:smaller", page->credit);
	return g_string_free(out, FALSE);
}

/* --- head of the page --------------------------------------------------------------------------- */

void
page_add_meta(GString *out, const char *key, const char *name, const char *content)
{
	if (!says_something(content))
		return;
	g_string_append(out, "<meta");
	page_add_attribute(out, key, name);
	page_add_attribute(out, "content", content);
	g_string_append(out, ">\n");
}

char *
cl_page_og(const ClPage *page)
{
	GString *out = g_string_new(NULL);
	g_autofree char *url = cl_page_url(page, page->card, "jpg");
	g_autofree char *width = g_strdup_printf("%u", page->card->width);
	g_autofree char *height = g_strdup_printf("%u", page->card->height);

	page_add_meta(out, "property", "og:image", url);
	page_add_meta(out, "property", "og:image:type", cl_format_mime(CL_FORMAT_JPEG));
	page_add_meta(out, "property", "og:image:width", width);
	page_add_meta(out, "property", "og:image:height", height);
	page_add_meta(out, "property", "og:image:alt", page->alt);
	page_add_meta(out, "name", "twitter:card", "summary_large_image");
	page_add_meta(out, "name", "twitter:image", url);
	page_add_meta(out, "name", "twitter:image:alt", page->alt);
	return g_string_free(out, FALSE);
}
