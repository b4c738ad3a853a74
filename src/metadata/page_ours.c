/* SPDX-License-Identifier: MIT
 *
 * Addresses of our renditions that stand anywhere in a page: in styles, scripts, structured data, frames,
 * links, attributes that nobody has heard of, a newsletter's text. Whoever reads the page may be shown them,
 * so each that no picture of the page has is one more. Only the form of an address is known here.
 */
#include "html.h"

#include <cutline/photo.h>
#include <cutline/use.h>
#include <string.h>

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* As it stands, escaped in JSON, or in another address. NULL: there is none. */
static const char *
skip_slash(const char *at)
{
	if (*at == '/')
		return at + 1;
	if (at[0] == '\\' && at[1] == '/')
		return at + 2;
	return g_ascii_strncasecmp(at, "%2f", 3) == 0 ? at + 3 : NULL;
}

static const char *
skip_word(const char *at, const char *word)
{
	return at != NULL && g_str_has_prefix(at, word) ? skip_slash(at + strlen(word)) : NULL;
}

/* Behind "/i/", "/u/" or "/iiif/N/": the id and its length. */
static const char *
find_id(const char *at, gsize *n)
{
	const char *start = skip_slash(at), *id = skip_word(start, "i"), *after;

	*n = CL_ID_CHARS;
	if (id == NULL) {
		after = skip_word(start, "iiif");
		id = after == NULL ? NULL : skip_word(after, *after == '2' ? "2" : "3");
	}
	if (id == NULL) {
		id = skip_word(start, "u");
		*n = CL_USE_ID_CHARS;
	}
	return id != NULL && strspn(id, alphabet) >= *n && !g_ascii_isalnum(id[*n]) ? id : NULL;
}

/* What will be found by its own address: what stands in the query of another's is not. */
static void
note_url(const char *url, GHashTable *known)
{
	for (const char *at = url; *at != '\0' && *at != '?'; at++) {
		gsize n;
		const char *id = *at == '/' ? find_id(at, &n) : NULL;

		if (id != NULL)
			g_hash_table_add(known, g_strndup(id, n));
	}
}

static void
note_known(const ClPrintedPage *page, GHashTable *known)
{
	for (guint i = 0; i < page->pictures->len; i++) {
		const ClPrintedPicture *picture = page->pictures->pdata[i];

		for (guint j = 0; j < picture->urls->len; j++)
			note_url(picture->urls->pdata[j], known);
	}
}

static ClPrintedPicture *
picture_of(const char *id, gsize n, guint line)
{
	ClPrintedPicture *picture = cl_printed_picture_new();

	picture->line = line;
	picture->card = TRUE;
	g_ptr_array_add(picture->urls,
		g_strdup_printf("/%s/%.*s/", n == CL_USE_ID_CHARS ? "u" : "i", (int)n, id));
	return picture;
}

gboolean
page_add_ours(ClPrintedPage *page, const char *text)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint line = 1;

	note_known(page, known);
	for (const char *at = text; *at != '\0'; at++) {
		gsize n;
		const char *id = find_id(at, &n);

		line += *at == '\n';
		if (id == NULL || !g_hash_table_add(known, g_strndup(id, n)))
			continue;
		if (page->pictures->len >= CL_MAX_PAGE_PICTURES)
			return FALSE;
		g_ptr_array_add(page->pictures, picture_of(id, n, line));
	}
	return TRUE;
}
