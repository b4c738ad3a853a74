/* SPDX-License-Identifier: MIT
 *
 * The bytes of a page as text, and whether it is HTML or a newsletter's plain text.
 */
#include "html.h"
#include "reader.h"

#include <cutline/error.h>
#include <cutline/text.h>
#include <string.h>

/* Newsletters still come as Windows-1252; what is UTF-8 is UTF-8 whatever the page says. */
char *
html_text_of(MetadataSpan file)
{
	g_autofree char *text = NULL;

	if (file.n >= 2 &&
		(metadata_starts(file, "\xfe\xff", 2) || metadata_starts(file, "\xff\xfe", 2)))
		text = metadata_decode_utf16(file, FALSE);
	else if (metadata_is_utf8(file))
		text = metadata_decode(METADATA_UTF8, file);
	if (text == NULL)
		text = metadata_decode(metadata_charset_guess(&file, 1), file);
	return g_utf8_make_valid(text, -1);
}

gboolean
html_is_page(const char *text)
{
	static const char *const tags[] = {"<!doctype html", "<html", "<body", "<figure", "<img",
		"<picture", "<table", "<div", "<p>", "<p ", NULL};

	for (const char *at = text; (at = strchr(at, '<')) != NULL; at++)
		for (guint i = 0; tags[i] != NULL; i++)
			if (g_ascii_strncasecmp(at, tags[i], strlen(tags[i])) == 0)
				return TRUE;
	return FALSE;
}

static ClPrintedPage *
read_text(const char *text)
{
	g_autofree char *clean = cl_text_clean(text, -1);

	return cl_printed_read_text(clean);
}

ClPrintedPage *
cl_printed_read(GBytes *bytes, GError **error)
{
	MetadataSpan file = {0};
	g_autofree char *text = NULL;
	g_autoptr(ClPrintedPage) page = NULL;

	file.data = g_bytes_get_data(bytes, &file.n);
	if (file.n > CL_MAX_PAGE_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"a page of more than %u MB is not read", CL_MAX_PAGE_BYTES >> 20);
		return NULL;
	}
	text = file.n == 0 ? g_strdup("") : html_text_of(file);
	page = html_is_page(text) ? html_read(text) : read_text(text);
	if (!page->too_long)
		return g_steal_pointer(&page);
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"more than %u pictures or %u addresses stand on the page; check it in parts",
		CL_MAX_PAGE_PICTURES, CL_MAX_PAGE_NAMED);
	return NULL;
}
