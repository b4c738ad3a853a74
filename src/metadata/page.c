/* SPDX-License-Identifier: MIT
 *
 * The bytes of a page as text, and whether it is HTML or a newsletter's plain text.
 */
#include "html.h"
#include "mail.h"
#include "reader.h"

#include <cutline/error.h>
#include <cutline/text.h>
#include <string.h>

#define MAX_DEPTH 10000U /* elements within each other */

/* Bytes that stand in no text; NUL may be half of a sign. */
static guint
count_controls(MetadataSpan file)
{
	guint n = 0;

	for (gsize i = 0; i < file.n; i++)
		n += file.data[i] != '\0' && file.data[i] < 0x20 &&
		     strchr("\t\n\v\f\r\033", file.data[i]) == NULL;
	return n;
}

/* A PDF, a Word file, a picture: letters in it would be taken for words. */
static gboolean
is_binary(MetadataSpan file)
{
	static const char *const heads[] = {"%PDF-", "PK\003\004", "{\\rtf", "\320\317\021\340", NULL};

	for (guint i = 0; heads[i] != NULL; i++)
		if (metadata_starts(file, heads[i], strlen(heads[i])))
			return TRUE;
	return count_controls(file) > file.n / 50;
}

/* UTF-16 without a mark: every second byte of most signs is NUL. 0 = it is not, 1 = the first byte. */
static guint
find_half(MetadataSpan file)
{
	gsize n[2] = {0, 0};

	for (gsize i = 0; i < file.n; i++)
		n[i % 2] += file.data[i] == '\0';
	return n[0] > file.n / 4 && n[1] < file.n / 20 ? 1 : n[1] > file.n / 4 && n[0] < file.n / 20 ? 2 : 0;
}

/* Browsers pass over a NUL. */
static GByteArray *
without_nul(MetadataSpan file)
{
	GByteArray *bytes = g_byte_array_sized_new((guint)file.n + 1);

	for (gsize i = 0; i < file.n; i++)
		if (file.data[i] != '\0')
			g_byte_array_append(bytes, file.data + i, 1);
	return bytes;
}

/* Newsletters still come as Windows-1252; what is UTF-8 is UTF-8 whatever the page says. */
char *
html_text_of(MetadataSpan file)
{
	gboolean marked = metadata_starts(file, "\xfe\xff", 2) || metadata_starts(file, "\xff\xfe", 2);
	guint half = marked ? 0 : find_half(file);
	g_autoptr(GByteArray) bytes = NULL;
	g_autofree char *text = NULL;

	if (marked || half != 0) {
		text = metadata_decode_utf16(file, half == 1);
	} else {
		bytes = without_nul(file);
		file.data = bytes->data;
		file.n = bytes->len;
		if (metadata_is_utf8(file))
			text = metadata_decode(METADATA_UTF8, file);
	}
	if (text == NULL)
		text = metadata_decode(metadata_charset_guess(&file, 1), file);
	return g_utf8_make_valid(text, -1);
}

static gboolean
has_tag(const char *text, const char *const *tags)
{
	for (const char *at = text; (at = strchr(at, '<')) != NULL; at++)
		for (guint i = 0; tags[i] != NULL; i++)
			if (g_ascii_strncasecmp(at, tags[i], strlen(tags[i])) == 0)
				return TRUE;
	return FALSE;
}

static gboolean
is_feed(const char *text)
{
	static const char *const tags[] = {"<rss", "<feed", "<rdf:rdf", NULL};
	g_autofree char *head = g_strndup(text, 2000);

	return has_tag(head, tags);
}

gboolean
html_is_page(const char *text)
{
	static const char *const tags[] = {"<!doctype html", "<html", "<body", "<figure", "<img",
		"<picture", "<table", "<div", "<p>", "<p ", NULL};

	return has_tag(text, tags);
}

/* Items hold their HTML as text, or as CDATA: read once, it is a page. */
static char *
open_feed(const char *text)
{
	static const struct {
		const char *written, *meant;
	} signs[] = {{"<![CDATA[", ""}, {"]]>", ""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""},
		{"&amp;", "&"}};
	GString *out = g_string_sized_new(strlen(text));

	for (const char *at = text; *at != '\0';) {
		guint i = 0;

		while (i < G_N_ELEMENTS(signs) && !g_str_has_prefix(at, signs[i].written))
			i++;
		if (i == G_N_ELEMENTS(signs)) {
			g_string_append_c(out, *at++);
			continue;
		}
		g_string_append(out, signs[i].meant);
		at += strlen(signs[i].written);
	}
	return g_string_free(out, FALSE);
}

/* Elements that end where the next begins, or hold none. */
static gboolean
ends_by_itself(const char *name, gsize n)
{
	static const char *const names[] = {"p", "li", "td", "th", "tr", "dt", "dd", "option", "img", "br",
		"hr", "input", "meta", "link", "source", "wbr", "col", "area", "embed", "param", "track",
		"base", NULL};

	for (guint i = 0; names[i] != NULL; i++)
		if (strlen(names[i]) == n && g_ascii_strncasecmp(name, names[i], n) == 0)
			return TRUE;
	return n == 0;
}

/* In a script or a comment "<" begins no element: where that ends. */
static const char *
behind_code(const char *at)
{
	static const struct {
		const char *opens, *closes;
	} codes[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};

	for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
		const char *end = at + strlen(codes[i].opens);

		if (g_ascii_strncasecmp(at, codes[i].opens, strlen(codes[i].opens)) != 0)
			continue;
		while (*end != '\0' &&
			g_ascii_strncasecmp(end, codes[i].closes, strlen(codes[i].closes)) != 0)
			end++;
		return *end == '\0' ? end : end + 1;
	}
	return at;
}

/* The parser looks through all elements around one: no page is as deep. */
static gboolean
is_too_deep(const char *text)
{
	guint depth = 0;

	for (const char *at = text; depth <= MAX_DEPTH && (at = strchr(at, '<')) != NULL;) {
		const char *behind = behind_code(at), *name;
		gboolean closes = at[1] == '/';
		gsize n = 0;

		if (behind > at) {
			at = behind;
			continue;
		}
		name = ++at + closes;
		while (g_ascii_isalnum(name[n]) || name[n] == '-')
			n++;
		if (ends_by_itself(name, n))
			continue;
		depth += closes ? 0 : 1;
		depth -= closes && depth > 0;
	}
	return depth > MAX_DEPTH;
}

static ClPrintedPage *
read_html(const char *text, GError **error)
{
	g_autofree char *feed = is_feed(text) ? open_feed(text) : NULL;
	const char *page = feed != NULL ? feed : text;

	if (!is_too_deep(page))
		return html_read(page);
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"more than %u elements stand within each other; close what is open", MAX_DEPTH);
	return NULL;
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
	g_autofree char *mail = NULL;
	g_autoptr(GPtrArray) images =
		g_ptr_array_new_with_free_func((GDestroyNotify)metadata_mail_image_free);
	gboolean is_mail;
	g_autoptr(ClPrintedPage) page = NULL;

	file.data = g_bytes_get_data(bytes, &file.n);
	if (file.n > CL_MAX_PAGE_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"a page of more than %u MB is not read", CL_MAX_PAGE_BYTES >> 20);
		return NULL;
	}
	if (is_binary(file)) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
			"neither HTML nor plain text; save the page or the newsletter as one of them");
		return NULL;
	}
	text = file.n == 0 ? g_strdup("") : html_text_of(file);
	mail = metadata_is_mail(text) ? metadata_mail_page(bytes, images, error) : g_strdup("");
	if (mail == NULL)
		return NULL;
	is_mail = mail[0] != '\0' || images->len > 0;
	if (is_mail) {
		g_free(text);
		text = g_steal_pointer(&mail);
	}
	page = is_feed(text) || html_is_page(text) ? read_html(text, error) : read_text(text);
	if (page == NULL)
		return NULL;
	page->mail = is_mail;
	metadata_mail_show(images, page);
	if (!page->too_long)
		return g_steal_pointer(&page);
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"more than %u pictures or %u addresses stand on the page; check it in parts",
		CL_MAX_PAGE_PICTURES, CL_MAX_PAGE_NAMED);
	return NULL;
}
