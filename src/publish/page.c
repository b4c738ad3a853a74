/* SPDX-License-Identifier: MIT
 *
 * What a page may say of a photo besides its texts: addresses, day and place. Protected sources give
 * no place finer than the country.
 */
#include <string.h>
#include <cutline/time.h>
#include "page_private.h"
#include "publish_private.h"

ClPageSize *
cl_page_size_new(const char *preset, const char *rev, guint32 width, guint32 height)
{
	ClPageSize *size = g_new0(ClPageSize, 1);

	size->preset = g_strdup(preset);
	size->rev = g_strdup(rev);
	size->width = width;
	size->height = height;
	return size;
}

ClPageSize *
cl_page_size_new_iiif(const char *region, guint32 width, guint32 height)
{
	ClPageSize *size = cl_page_size_new(NULL, NULL, width, height);

	size->region = g_strdup(region);
	return size;
}

void
cl_page_size_free(ClPageSize *size)
{
	if (size == NULL)
		return;
	g_free(size->preset);
	g_free(size->rev);
	g_free(size->region);
	g_free(size);
}

char *
cl_page_url(const ClPage *page, const ClPageSize *size, const char *extension)
{
	if (size->region != NULL)
		return g_strdup_printf("%s/iiif/3/%s/%s/%u,%u/0/default.%s", page->base, page->photo,
			size->region, size->width, size->height, extension);
	return g_strdup_printf("%s/%s/%s/%s%s%s.%s", page->base, page->use != NULL ? "u" : "i",
		page->use != NULL ? page->use : page->photo, size->preset,
		size->rev != NULL ? "~" : "", size->rev != NULL ? size->rev : "", extension);
}

const char *
page_fact(const ClPage *page, ClField field)
{
	if (!cl_field_info(field)->publish)
		return NULL;
	if (page->source_sensitive && publish_keeps_back(field))
		return NULL;
	return cl_effective_first(page->effective, field);
}

char *
page_day(const ClPage *page)
{
	const char *taken = page_fact(page, CL_FIELD_DATE_TAKEN);
	ClDate date, day = {0};

	if (taken == NULL || !cl_date_parse(taken, &date))
		return NULL;
	day.year = date.year;
	day.month = date.month;
	day.day = date.day;
	return cl_date_format(&day);
}

char *
page_place(const ClPage *page)
{
	static const ClField fields[] = {CL_FIELD_CITY, CL_FIELD_COUNTRY};
	g_autoptr(GString) place = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *value = page_fact(page, fields[i]);

		if (value != NULL)
			g_string_append_printf(place, "%s%s", place->len > 0 ? ", " : "", value);
	}
	return place->len == 0 ? NULL : g_string_free(g_steal_pointer(&place), FALSE);
}

gboolean
page_is_address(const char *text)
{
	return text != NULL &&
	       (g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://")) &&
	       strpbrk(text, " \"<>\\^`{|}\n\t") == NULL;
}

const char *
page_licence(const ClPage *page)
{
	const char *licence = page_fact(page, CL_FIELD_CC_LICENCE);
	const char *statement = page_fact(page, CL_FIELD_WEB_STATEMENT);

	if (page_is_address(licence))
		return licence;
	return page_is_address(statement) ? statement : NULL;
}

char *
page_licensor_address(const ClPage *page)
{
	const char *text = page_fact(page, CL_FIELD_LICENSOR);
	const char *open = text == NULL ? NULL : strstr(text, "(http");
	g_autofree char *inside =
		open == NULL ? g_strdup(text) : g_strndup(open + 1, strcspn(open + 1, ")"));

	return page_is_address(inside) ? g_steal_pointer(&inside) : NULL;
}
