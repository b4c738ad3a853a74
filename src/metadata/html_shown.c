/* SPDX-License-Identifier: MIT
 *
 * What an element shows: the addresses of pictures that it names, whatever it is called and whatever
 * its attributes are, and whether it is a page's furniture rather than a picture.
 */
#include "html.h"

#include <cutline/use.h>
#include <string.h>

#define MAX_FURNITURE_PX 50U
#define MIN_PICTURE_PX 200U /* from here on a name alone makes no logo of it */

gboolean
html_is_img(const GumboNode *node)
{
	return node->type == GUMBO_NODE_ELEMENT &&
	       (node->v.element.tag == GUMBO_TAG_IMG || html_is(node, "amp-img") ||
		       html_is(node, "amp-anim"));
}

/* --- addresses ----------------------------------------------------------------------------------- */

/* In which its one address is a picture's, whatever that is called. */
static gboolean
shows_pictures(const GumboNode *node)
{
	switch ((int)node->v.element.tag) {
	case GUMBO_TAG_IMG:
	case GUMBO_TAG_IMAGE:
	case GUMBO_TAG_INPUT:
	case GUMBO_TAG_OBJECT:
		return TRUE;
	}
	return html_is_img(node) || html_is(node, "image") || html_is(node, "feimage");
}

static gboolean
is_whole_address(const GumboNode *node, const char *name)
{
	static const char *const anywhere[] = {
		"poster", "background", "lowsrc", "dynsrc", "data-src", "data-lazy-src",
		"data-original", NULL};
	static const char *const of_pictures[] = {"src", "data", "href", "xlink:href", NULL};

	return g_strv_contains(anywhere, name) ||
	       (g_strv_contains(of_pictures, name) && shows_pictures(node));
}

/* A string of CSS with its escapes read: "\32 a" is "2a". */
static char *
css_text(const char *text, gsize n)
{
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < n; i++) {
		gsize digits = 0;
		gunichar c = 0;

		if (text[i] != '\\') {
			g_string_append_c(out, text[i]);
			continue;
		}
		for (; digits < 6 && i + 1 < n && g_ascii_isxdigit(text[i + 1]); digits++)
			c = c * 16 + (gunichar)g_ascii_xdigit_value(text[++i]);
		if (digits > 0 && i + 1 < n && g_ascii_isspace(text[i + 1]))
			i++;
		if (digits > 0 && c != 0 && g_unichar_validate(c))
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

void
html_add_css(GPtrArray *urls, const char *css)
{
	const char *at = css;

	while ((at = strstr(at, "url(")) != NULL) {
		const char *end;
		g_autofree char *url = NULL;

		at += strlen("url(");
		at += strspn(at, " \t\r\n\f");
		end = *at == '"' || *at == '\'' ? strchr(at + 1, *at) : strchr(at, ')');
		at += *at == '"' || *at == '\'';
		if (end == NULL)
			return;
		url = css_text(at, (gsize)(end - at));
		html_add_url(urls, url, strlen(url));
		at = end;
	}
}

void
html_add_shown(GPtrArray *urls, const GumboNode *node)
{
	static const char *const words[] = {"alt", "title", "aria-label", NULL};
	const GumboVector *attributes = &node->v.element.attributes;

	for (guint i = 0; i < attributes->length; i++) {
		const GumboAttribute *attribute = attributes->data[i];
		const char *name = attribute->name, *value = attribute->value, *at = value, *begin;
		char id[CL_USE_ID_CHARS + 1];

		if (strstr(name, "srcset") != NULL)
			html_add_srcset(urls, value);
		else if (strcmp(name, "style") == 0)
			html_add_css(urls, value);
		else if (is_whole_address(node, name) ||
			 (!g_strv_contains(words, name) && cl_printed_is_file(value)))
			html_add_url(urls, value, strlen(value));
		else if (g_str_has_prefix(name, "data-") && cl_address_next(&at, &begin, id))
			html_add_srcset(urls, value);
	}
}

static gboolean
is_drawing(const char *url)
{
	gsize n = strcspn(url, "?#");

	return (n >= 4 && g_ascii_strncasecmp(url + n - 4, ".svg", 4) == 0) ||
	       g_ascii_strncasecmp(url, "data:image/svg", 14) == 0;
}

/* --- pictures that are written into the page ------------------------------------------------------ */

/* "data:image/jpeg;base64,…"; what holds the place until the picture is there is left out. */
GBytes *
html_next_inline(const char **at)
{
	static const char head[] = "data:image/", coding[] = ";base64,";

	while ((*at = strstr(*at, head)) != NULL) {
		gsize n = strcspn(*at, "\"' )<>\\"), n_decoded;
		const char *comma = g_strstr_len(*at, (gssize)MIN(n, 200), coding);
		g_autofree char *coded = NULL;
		g_autofree char *plain = NULL;
		g_autofree guchar *decoded = NULL;
		gboolean drawn = is_drawing(*at);

		coded = comma == NULL || drawn || n > CL_MAX_PAGE_BYTES
				? NULL
				: g_strndup(comma + strlen(coding),
					  n - (gsize)(comma + strlen(coding) - *at));
		*at += MAX(n, 1);
		plain = coded == NULL ? NULL : g_uri_unescape_string(coded, NULL);
		if (plain == NULL)
			continue;
		decoded = g_base64_decode(plain, &n_decoded);
		if (n_decoded >= HTML_MIN_INLINE_BYTES)
			return g_bytes_new_take(g_steal_pointer(&decoded), n_decoded);
	}
	return NULL;
}

/* --- furniture ------------------------------------------------------------------------------------ */

/* In pixels; G_MAXUINT = not said. */
static guint
length_of(const GumboNode *node, const char *name)
{
	const char *text = html_attribute(node, name), *style = html_attribute(node, "style");
	char *end = NULL;
	guint64 n;

	if (text == NULL && style != NULL && (text = strstr(style, name)) != NULL) {
		if (text > style && (g_ascii_isalpha(text[-1]) || text[-1] == '-'))
			return G_MAXUINT;
		text += strlen(name);
		text += strspn(text, " :");
	}
	n = text == NULL ? 0 : g_ascii_strtoull(text, &end, 10);
	if (text == NULL || end == text || *end == '%' || n > G_MAXUINT ||
		(style != NULL && *end != '\0' && *end != ';' && g_ascii_strncasecmp(end, "px", 2) != 0))
		return G_MAXUINT;
	return (guint)n;
}

gboolean
html_is_dot(const GumboNode *node)
{
	return length_of(node, "width") <= 1 || length_of(node, "height") <= 1;
}

/* "site-logo", "siteLogo", "/img/logo.png": a word of its own, not a part of one. */
static gboolean
has_furniture_word(const char *text)
{
	static const char *const words[] = {"logo", "logos", "icon", "icons", "avatar", "gravatar", "emoji",
		"smiley", "spacer", "sprite", "favicon", NULL};
	const char *at = text;

	while (at != NULL && *at != '\0') {
		g_autofree char *word = NULL;
		gsize n = 0;

		if (!g_ascii_isalpha(*at)) {
			at++;
			continue;
		}
		do
			n++;
		while (g_ascii_islower(at[n]) || (g_ascii_isupper(at[n]) && g_ascii_isupper(at[n - 1])));
		word = g_ascii_strdown(at, (gssize)n);
		if (g_strv_contains(words, word))
			return TRUE;
		at += n;
	}
	return FALSE;
}

static gboolean
has_furniture_name(const char *url)
{
	g_autofree char *path = g_strndup(url, strcspn(url, "?#"));
	const char *slash = strrchr(path, '/');

	return has_furniture_word(slash != NULL ? slash + 1 : path);
}

gboolean
html_is_furniture(const GumboNode *node, const GPtrArray *urls)
{
	guint width = length_of(node, "width"), height = length_of(node, "height");
	guint n_drawn = 0, n_named = 0;
	const char *src = html_attribute(node, "src");

	if (width != G_MAXUINT || height != G_MAXUINT) {
		guint large = MAX(width == G_MAXUINT ? 0 : width, height == G_MAXUINT ? 0 : height);

		if (large <= MAX_FURNITURE_PX)
			return TRUE;
		if (large >= MIN_PICTURE_PX)
			return FALSE;
	}
	for (guint i = 0; i < urls->len; i++) {
		n_drawn += is_drawing(urls->pdata[i]);
		n_named += has_furniture_name(urls->pdata[i]);
	}
	if (urls->len > 0 && (n_drawn == urls->len || n_named == urls->len))
		return TRUE;
	if (urls->len == 0 && src != NULL && is_drawing(src))
		return TRUE;
	return has_furniture_word(html_attribute(node, "class")) ||
	       has_furniture_word(html_attribute(node, "id"));
}
