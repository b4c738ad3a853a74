/* SPDX-License-Identifier: MIT
 *
 * What readers meet outside the page of a story: the photo's own page, and oEmbed for other sites. Only
 * what may be published stands there: texts as printed, who made it, whom to ask.
 */
#include <string.h>
#include <cutline/json.h>
#include <cutline/text.h>
#include "page_private.h"

#define DESCRIPTION_COLUMNS 240U

const char *
cl_page_document_style(void)
{
	return "body{margin:2rem auto;max-width:75rem;padding:0 1rem;font-family:sans-serif;line-height:1.5}"
	       "figure{margin:0}img{max-width:100%;height:auto;background:#d4d4d4}"
	       ".credit{color:#555}dt{font-weight:bold}dd{margin:0 0 .5rem}";
}

/* --- head ------------------------------------------------------------------------------------------- */

static void
add_title(GString *out, const ClPage *page)
{
	g_autofree char *cut = page->caption == NULL
				       ? NULL
				       : cl_text_ellipsize(page->caption, DESCRIPTION_COLUMNS);
	const char *title = page->headline != NULL ? page->headline : cut;

	g_string_append(out, "<title>");
	page_add_text(out, title != NULL ? title : "Photo", ' ');
	g_string_append(out, "</title>\n");
	page_add_meta(out, "name", "description", cut);
	page_add_meta(out, "property", "og:title", title != NULL ? title : "Photo");
	page_add_meta(out, "property", "og:description", cut);
}

static char *
own_address(const ClPage *page)
{
	return g_strdup_printf("%s/p/%s", page->base, page->photo);
}

static void
add_links(GString *out, const ClPage *page)
{
	g_autofree char *own = own_address(page);
	g_autofree char *escaped = g_uri_escape_string(own, NULL, FALSE);
	g_autofree char *oembed = g_strdup_printf("%s/oembed?url=%s", page->base, escaped);

	page_add_meta(out, "property", "og:type", "website");
	page_add_meta(out, "property", "og:url", own);
	g_string_append(out, "<link rel=\"canonical\"");
	page_add_attribute(out, "href", own);
	g_string_append(out, ">\n<link rel=\"alternate\" type=\"application/json+oembed\"");
	page_add_attribute(out, "href", oembed);
	g_string_append(out, ">\n");
}

static void
add_head(GString *out, const ClPage *page)
{
	g_autofree char *card = cl_page_og(page);
	g_autofree char *data = cl_page_jsonld(page);

	g_string_append(out, "<head>\n<meta charset=\"utf-8\">\n"
			     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	add_title(out, page);
	add_links(out, page);
	g_string_append_printf(out,
		"%s<script type=\"application/ld+json\">%s</script>\n<style>%s</style>\n</head>\n", card,
		data, cl_page_document_style());
}

/* --- facts ------------------------------------------------------------------------------------------- */

/* With `rel`, `value` is an address. */
static void
add_fact(GString *out, const char *name, const char *value, const char *rel)
{
	if (value == NULL || value[0] == '\0')
		return;
	g_string_append_printf(out, "<dt>%s</dt><dd>", name);
	if (rel != NULL) {
		g_string_append(out, "<a");
		page_add_attribute(out, "rel", rel);
		page_add_attribute(out, "href", value);
		g_string_append_c(out, '>');
	}
	page_add_text(out, value, '\n');
	g_string_append_printf(out, "%s</dd>\n", rel != NULL ? "</a>" : "");
}

static char *
names_of(const ClPage *page)
{
	if (page->creators != NULL && page->creators[0] != NULL)
		return g_strjoinv(", ", (char **) page->creators);
	return g_strdup(page->provider);
}

static void
add_facts(GString *out, const ClPage *page)
{
	g_autofree char *names = names_of(page);
	g_autofree char *licensor = page_licensor_address(page);
	g_autofree char *day = page_day(page);
	g_autofree char *place = page_place(page);

	g_string_append(out, "<dl>\n");
	add_fact(out, "Photographer", names, NULL);
	add_fact(out, "Copyright", page_fact(page, CL_FIELD_COPYRIGHT), NULL);
	add_fact(out, "Licence", page_licence(page), "license");
	add_fact(out, "To license it", licensor, "noopener");
	add_fact(out, "Taken", day, NULL);
	add_fact(out, "Place", place, NULL);
	g_string_append(out, "</dl>\n");
}

char *
cl_page_document(const ClPage *page)
{
	g_autofree char *figure = page_figure(page);
	GString *out = g_string_new("<!doctype html>\n<html");

	if (page->lang != NULL)
		page_add_attribute(out, "lang", page->lang);
	g_string_append(out, ">\n");
	add_head(out, page);
	g_string_append(out, "<body>\n<main>\n");
	if (page->headline != NULL) {
		g_string_append(out, "<h1>");
		page_add_text(out, page->headline, ' ');
		g_string_append(out, "</h1>\n");
	}
	g_string_append(out, figure);
	add_facts(out, page);
	g_string_append(out, "</main>\n</body>\n</html>\n");
	return g_string_free(out, FALSE);
}

/* --- oEmbed 1.0, §2.3.4.1 ------------------------------------------------------------------------------ */

static gboolean
fits(const ClPageSize *size, guint max_width, guint max_height)
{
	return (max_width == 0 || size->width <= max_width) &&
		(max_height == 0 || size->height <= max_height);
}

/* The widest that fits, else what was made to fit. */
static const ClPageSize *
choose(const ClPage *page, guint max_width, guint max_height)
{
	for (guint i = page->sizes->len; i > 0; i--)
		if (fits(page->sizes->pdata[i - 1], max_width, max_height))
			return page->sizes->pdata[i - 1];
	return page->small;
}

static void
add_given(ClJson *json, const char *key, const char *value)
{
	if (value != NULL && value[0] != '\0')
		cl_json_string(json, key, value);
}

static void
add_picture(ClJson *json, const char *prefix, const ClPage *page, const ClPageSize *size)
{
	g_autofree char *url = cl_page_url(page, size, "jpg");
	g_autofree char *address = g_strconcat(prefix, "url", NULL);
	g_autofree char *width = g_strconcat(prefix, "width", NULL);
	g_autofree char *height = g_strconcat(prefix, "height", NULL);

	cl_json_string(json, address, url);
	cl_json_int(json, width, size->width);
	cl_json_int(json, height, size->height);
}

char *
cl_page_oembed(const ClPage *page, guint max_width, guint max_height, guint cache_s)
{
	const ClPageSize *size = choose(page, max_width, max_height);
	const ClPageSize *smallest = page->sizes->pdata[0];
	const char *host = strstr(page->base, "://");
	g_autofree char *names = names_of(page);
	g_autofree char *own = own_address(page);
	g_autoptr(ClJson) json = NULL;

	if (size == NULL)
		return NULL;
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "type", "photo");
	cl_json_string(json, "version", "1.0");
	add_given(json, "title", page->headline != NULL ? page->headline : page->alt);
	add_given(json, "author_name", names);
	cl_json_string(json, "provider_name", host != NULL ? host + 3 : page->base);
	cl_json_string(json, "provider_url", page->base);
	cl_json_int(json, "cache_age", cache_s);
	add_picture(json, "", page, size);
	if (smallest != size && fits(smallest, max_width, max_height))
		add_picture(json, "thumbnail_", page, smallest);
	/* Ours: who shows the picture has to print them. */
	add_given(json, "caption", page->caption);
	add_given(json, "credit", page->credit);
	add_given(json, "alt", page->alt);
	add_given(json, "license", page_licence(page));
	cl_json_string(json, "web_page", own);
	cl_json_end_object(json);
	return cl_json_take(json);
}
