/* SPDX-License-Identifier: MIT
 *
 * Text: repair of what arrives, and what may be shown on a terminal. Folding and search tokens
 * are in fold.c. Pure.
 */
#include <cutline/text.h>

#include <string.h>

#define PIECE_BYTES 2048
#define MAX_NAME_LETTERS 64

/* NUL and controls other than tab and newline; CR LF and CR become LF. */
static void
append_clean(GString *out, const char *text)
{
	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c == '\r') {
			if (at[1] != '\n')
				g_string_append_c(out, '\n');
		} else if (c == '\t' || c == '\n' ||
			   (c >= 0x20 && c != 0x7f && (c < 0x80 || c > 0x9f))) {
			if (c != 0xfeff)
				g_string_append_unichar(out, c);
		}
	}
}

/* No letter of these joins what stands before it, so a text may be cut there. */
static gboolean
begins_anew(const char *at)
{
	gunichar c = g_utf8_get_char(at);

	return c < 0x80 || (c >= 0x4e00 && c <= 0x9fff);
}

/* NFC in pieces: GLib moves the rest of the text for each letter that it puts together, so that a
 * megabyte of accents at once takes minutes. */
static char *
compose(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 1);

	while (*text != '\0') {
		const char *end = text;
		g_autofree char *piece = NULL;

		while (*end != '\0' && (end - text < PIECE_BYTES || !begins_anew(end)))
			end = g_utf8_next_char(end);
		piece = g_utf8_normalize(text, end - text, G_NORMALIZE_NFC);
		g_string_append(out, piece);
		text = end;
	}
	return g_string_free(out, FALSE);
}

char *
cl_text_clean(const char *bytes, gssize n_bytes)
{
	gsize n = n_bytes < 0 ? strlen(bytes) : (gsize)n_bytes;
	g_autoptr(GString) out = g_string_sized_new(n + 1);
	g_autofree char *without_nul = NULL;
	g_autofree char *valid = NULL;

	if (memchr(bytes, '\0', n) != NULL) {
		without_nul = g_malloc(n + 1);
		gsize kept = 0;
		for (gsize i = 0; i < n; i++)
			if (bytes[i] != '\0')
				without_nul[kept++] = bytes[i];
		bytes = without_nul;
		n = kept;
	}
	valid = g_utf8_make_valid(bytes, (gssize)n);
	append_clean(out, valid);
	g_strstrip(out->str);
	return compose(out->str);
}

gboolean
cl_text_is_blank(const char *text)
{
	gunichar only = 0;

	if (text == NULL)
		return TRUE;
	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_isspace(c))
			continue;
		if (c == 0x2026)
			c = '.';
		if ((c != '-' && c != '.') || (only != 0 && (c == '-' || only == '-')))
			return FALSE;
		only = c;
	}
	return TRUE;
}

char *
cl_text_cut(const char *text, gsize max_bytes)
{
	gsize n = strlen(text);

	if (n <= max_bytes)
		return g_strdup(text);
	while (max_bytes > 0 && ((guchar)text[max_bytes] & 0xc0) == 0x80)
		max_bytes--;
	return g_strndup(text, max_bytes);
}

/* Bidirectional and invisible controls that could make a name read as another. */
static gboolean
is_deceptive(gunichar c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0x061c;
}

char *
cl_text_printable(const char *bytes)
{
	GString *out = g_string_new(NULL);
	const char *at = bytes;

	while (*at != '\0') {
		gunichar c = g_utf8_get_char_validated(at, -1);

		if (c == (gunichar)-1 || c == (gunichar)-2) {
			g_string_append_printf(out, "\\x%02x", (guchar)*at);
			at++;
			continue;
		}
		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			g_string_append_printf(out, "\\x%02x", c);
		else if (is_deceptive(c))
			g_string_append_printf(out, "\\u{%x}", c);
		else
			g_string_append_unichar(out, c);
		at = g_utf8_next_char(at);
	}
	return g_string_free(out, FALSE);
}

static guint
columns_of(gunichar c)
{
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

guint
cl_text_columns(const char *text)
{
	guint columns = 0;

	for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
		columns += columns_of(g_utf8_get_char(at));
	return columns;
}

char *
cl_text_ellipsize(const char *text, guint columns)
{
	guint used = 0;
	const char *at = text;

	if (cl_text_columns(text) <= columns)
		return g_strdup(text);
	if (columns == 0)
		return g_strdup("");
	while (used + columns_of(g_utf8_get_char(at)) < columns) {
		used += columns_of(g_utf8_get_char(at));
		at = g_utf8_next_char(at);
	}
	while (at > text && at[-1] == ' ')
		at--;
	return g_strdup_printf("%.*s…", (int)(at - text), text);
}

char *
cl_text_path(const char *path, gboolean *is_utf8)
{
	GString *out;

	*is_utf8 = g_utf8_validate(path, -1, NULL);
	if (*is_utf8)
		return g_strdup(path);
	out = g_string_new(NULL);
	for (const char *at = path; *at != '\0'; at++) {
		guchar c = (guchar)*at;

		if (c >= 0x80 || c < 0x20 || c == '%')
			g_string_append_printf(out, "%%%02X", c);
		else
			g_string_append_c(out, (char)c);
	}
	return g_string_free(out, FALSE);
}

guint
cl_text_slips(const char *a, const char *b)
{
	guint rows[3][MAX_NAME_LETTERS + 1];
	glong n_a, n_b;
	g_autofree gunichar *one = g_utf8_to_ucs4(a, -1, NULL, &n_a, NULL);
	g_autofree gunichar *two = g_utf8_to_ucs4(b, -1, NULL, &n_b, NULL);

	if (one == NULL || two == NULL || n_a > MAX_NAME_LETTERS || n_b > MAX_NAME_LETTERS)
		return G_MAXUINT;
	for (glong k = 0; k <= n_b; k++)
		rows[0][k] = (guint)k;
	for (glong i = 1; i <= n_a; i++) {
		guint *now = rows[i % 3], *before = rows[(i - 1) % 3];

		now[0] = (guint)i;
		for (glong k = 1; k <= n_b; k++) {
			guint least = before[k - 1] + (one[i - 1] != two[k - 1]);

			least = MIN(least, MIN(before[k], now[k - 1]) + 1);
			if (i > 1 && k > 1 && one[i - 1] == two[k - 2] && one[i - 2] == two[k - 1])
				least = MIN(least, rows[(i - 2) % 3][k - 2] + 1);
			now[k] = least;
		}
	}
	return rows[n_a % 3][n_b];
}
