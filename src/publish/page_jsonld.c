/* SPDX-License-Identifier: MIT
 *
 * schema.org ImageObject, as search engines read it for licensable images (reference §5.7). The
 * alternative text stands in the page's alt attribute, not here.
 */
#include <string.h>
#include <cutline/json.h>
#include "page_private.h"

static void
add_text(ClJson *json, const char *key, const char *value)
{
	if (value != NULL && value[0] != '\0')
		cl_json_string(json, key, value);
}

static void
add_entity(ClJson *json, const char *key, const char *type, const char *name)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "@type", type);
	cl_json_string(json, "name", name);
	cl_json_end_object(json);
}

static void
add_creator(ClJson *json, const ClPage *page)
{
	guint n = page->creators != NULL ? g_strv_length((char **)page->creators) : 0;

	if (n == 0 && page->provider != NULL)
		add_entity(json, "creator", "Organization", page->provider);
	if (n == 1)
		add_entity(json, "creator", "Person", page->creators[0]);
	if (n < 2)
		return;
	cl_json_begin_array(json, "creator");
	for (guint i = 0; i < n; i++)
		add_entity(json, NULL, "Person", page->creators[i]);
	cl_json_end_array(json);
}

static void
add_addresses(ClJson *json, const ClPage *page)
{
	const char *licence = page_licence(page);
	g_autofree char *licensor = page_licensor_address(page);

	if (licence != NULL)
		cl_json_string(json, "license", licence);
	if (licensor != NULL)
		cl_json_string(json, "acquireLicensePage", licensor);
}

static void
add_keywords(ClJson *json, const ClPage *page)
{
	const GPtrArray *values = page->effective->values[CL_FIELD_KEYWORDS];

	if (page_fact(page, CL_FIELD_KEYWORDS) == NULL)
		return;
	cl_json_begin_array(json, "keywords");
	for (guint i = 0; i < values->len; i++)
		cl_json_string(json, NULL, ((const ClValue *)values->pdata[i])->value);
	cl_json_end_array(json);
}

static void
write_object(ClJson *json, const ClPage *page)
{
	const ClPageSize *widest = g_ptr_array_index(page->sizes, page->sizes->len - 1);
	const ClPageSize *narrowest = g_ptr_array_index(page->sizes, 0);
	g_autofree char *content = cl_page_url(page, widest, "jpg");
	g_autofree char *thumbnail = cl_page_url(page, narrowest, "jpg");
	g_autofree char *day = page_day(page);
	g_autofree char *place = page_place(page);

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "@context", "https://schema.org/");
	cl_json_string(json, "@type", "ImageObject");
	cl_json_string(json, "contentUrl", content);
	cl_json_string(json, "thumbnailUrl", thumbnail);
	cl_json_string(json, "encodingFormat", cl_format_mime(CL_FORMAT_JPEG));
	cl_json_int(json, "width", widest->width);
	cl_json_int(json, "height", widest->height);
	add_text(json, "name", page->headline);
	add_text(json, "caption", page->caption);
	add_text(json, "inLanguage", page->lang);
	add_text(json, "creditText", page->credit);
	add_creator(json, page);
	add_text(json, "copyrightNotice", page_fact(page, CL_FIELD_COPYRIGHT));
	add_addresses(json, page);
	add_text(json, "dateCreated", day);
	if (place != NULL)
		add_entity(json, "contentLocation", "Place", place);
	add_text(json, "digitalSourceType", page_fact(page, CL_FIELD_DIGITAL_SOURCE_TYPE));
	add_keywords(json, page);
	cl_json_end_object(json);
}

char *
cl_page_jsonld(const ClPage *page)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;
	GString *safe;

	write_object(json, page);
	text = cl_json_take(json);
	safe = g_string_sized_new(strlen(text) + 64);
	/* Inside <script>, "</script" would end it; a "<" stands only in strings. */
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '<')
			g_string_append(safe, "\\u003c");
		else
			g_string_append_c(safe, *at);
	}
	g_string_append_c(safe, '\n');
	return g_string_free(safe, FALSE);
}
