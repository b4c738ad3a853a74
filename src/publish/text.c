/* SPDX-License-Identifier: MIT
 *
 * Where a text may be cut, and how XML wants it written. A byte limit must not leave half a letter
 * (reference §1.4): a border lies before a character that starts a new grapheme. The rules of
 * Unicode annex 29 that matter in captions and names; it knows no field.
 */
#include <string.h>
#include "publish_private.h"

#define ZERO_WIDTH_JOINER 0x200d

static gboolean
is_regional_indicator(gunichar c)
{
	return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Belongs to the character before it: marks, variation selectors, joiners, skin tones, the vowels
 * and finals of decomposed Hangul. */
static gboolean
extends(gunichar c)
{
	return g_unichar_ismark(c) || c == ZERO_WIDTH_JOINER || c == 0x200c ||
	       (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0x1160 && c <= 0x11ff) ||
	       (c >= 0xe0020 && c <= 0xe007f);
}

static gboolean
is_border(const char *text, const char *at)
{
	gunichar next = g_utf8_get_char(at);
	const char *before = g_utf8_find_prev_char(text, at);
	guint n_flags = 0;

	if (before == NULL || next == 0)
		return TRUE;
	if (extends(next) || g_utf8_get_char(before) == ZERO_WIDTH_JOINER)
		return FALSE;
	if (!is_regional_indicator(next))
		return TRUE;
	/* Flags are pairs. */
	for (; before != NULL && is_regional_indicator(g_utf8_get_char(before));
		before = g_utf8_find_prev_char(text, before))
		n_flags++;
	return n_flags % 2 == 0;
}

char *
publish_text_cut(const char *text, gsize max_bytes)
{
	gsize n = strlen(text);
	const char *at;

	if (n <= max_bytes)
		return g_strdup(text);
	while (max_bytes > 0 && ((guchar)text[max_bytes] & 0xc0) == 0x80)
		max_bytes--;
	at = text + max_bytes;
	while (at > text && !is_border(text, at))
		at = g_utf8_prev_char(at);
	return g_strchomp(g_strndup(text, (gsize)(at - text)));
}

void
publish_text_escape(GString *out, const char *text)
{
	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c == '&')
			g_string_append(out, "&amp;");
		else if (c == '<')
			g_string_append(out, "&lt;");
		else if (c == '>')
			g_string_append(out, "&gt;");
		else if (c == '"')
			g_string_append(out, "&quot;");
		else if (c != 0xfffe && c != 0xffff) /* no characters of XML 1.0 */
			g_string_append_unichar(out, c);
	}
}
