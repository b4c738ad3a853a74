/* SPDX-License-Identifier: MIT
 *
 * A received text as words: blanks collapsed, invisible characters gone, every byte traceable to
 * where it stood. The fold keys of all words stand in one string, so that the key of any run of
 * words is a piece of it.
 */
#include "private.h"

#include <string.h>

typedef struct {
	GString *clean;
	GArray *raw; /* guint32 */
} Builder;

static void
put(Builder *builder, gunichar c, gsize at)
{
	char bytes[6];
	int n = g_unichar_to_utf8(c, bytes);
	guint32 from = (guint32)at;

	g_string_append_len(builder->clean, bytes, n);
	for (int i = 0; i < n; i++)
		g_array_append_val(builder->raw, from);
}

static gboolean
is_invisible(gunichar c)
{
	return c == 0x00ad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

/* Full-width and backward forms of what separates. */
static gunichar
plain(gunichar c)
{
	switch (c) {
	case '\\':
	case 0xff0f:
	case 0x2044:
	case 0x2215:
		return '/';
	case 0xff5c:
	case 0x2502:
		return '|';
	case 0xff08:
	case 0x3010:
		return '(';
	case 0xff09:
	case 0x3011:
		return ')';
	case 0xff1a:
		return ':';
	case 0xff0c:
	case 0x3001:
		return ',';
	case 0x2010:
	case 0x2011:
		return '-';
	}
	return c;
}

static void
clean(Builder *builder, const char *raw)
{
	gsize n = strlen(raw);
	gboolean gap = FALSE;
	gsize gap_at = 0;

	for (gsize at = 0; at < n;) {
		gunichar c = g_utf8_get_char_validated(raw + at, (gssize)(n - at));
		gsize length = 1;

		if (c == (gunichar)-1 || c == (gunichar)-2)
			c = 0xfffd;
		else
			length = (gsize)g_unichar_to_utf8(c, NULL);
		if (g_unichar_isspace(c) || c < 0x20 || (c >= 0x7f && c < 0xa0)) {
			gap_at = gap ? gap_at : at;
			gap = TRUE;
		} else if (!is_invisible(c)) {
			if (gap && builder->clean->len > 0)
				put(builder, ' ', gap_at);
			gap = FALSE;
			put(builder, plain(c), at);
		}
		at += length;
	}
	n = MIN(n, G_MAXUINT32);
	g_array_append_val(builder->raw, n);
}

static gboolean
is_letter(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static gboolean
is_apostrophe(gunichar c)
{
	return c == '\'' || c == 0x2019 || c == 0x02bc || c == 0x02bb || c == 0x2018;
}

static void
add_word(CreditText *text, GString *keys, gsize start, gsize end)
{
	g_autofree char *word = g_strndup(text->clean + start, end - start);
	g_autofree char *key = cl_text_fold(word);
	CreditWord made = {.start = (guint32)start, .end = (guint32)end};

	if (key[0] == '\0')
		return;
	if (keys->len > 0)
		g_string_append_c(keys, ' ');
	made.key = (guint32)keys->len;
	g_string_append(keys, key);
	made.key_end = (guint32)keys->len;
	g_array_append_val(text->words, made);
}

static void
find_words(CreditText *text)
{
	GString *keys = g_string_sized_new(text->n_clean + 1);
	const char *at = text->clean;

	while (*at != '\0') {
		const char *start = at;

		if (!is_letter(g_utf8_get_char(at))) {
			at = g_utf8_next_char(at);
			continue;
		}
		while (*at != '\0') {
			gunichar c = g_utf8_get_char(at);

			/* An apostrophe belongs to a word that goes on behind it: O'Brien. */
			if (!is_letter(c) && !(is_apostrophe(c) && is_letter(g_utf8_get_char(
									   g_utf8_next_char(at)))))
				break;
			at = g_utf8_next_char(at);
		}
		add_word(text, keys, (gsize)(start - text->clean), (gsize)(at - text->clean));
	}
	text->keys = g_string_free(keys, FALSE);
}

void
credit_text_init(CreditText *text, const char *raw)
{
	gsize n = strlen(raw);
	Builder builder = {g_string_sized_new(n + 1),
		g_array_sized_new(FALSE, FALSE, sizeof(guint32), (guint)MIN(n, G_MAXUINT32 - 1) + 1)};

	clean(&builder, raw);
	text->n_clean = builder.clean->len;
	text->clean = g_string_free(builder.clean, FALSE);
	text->raw = (guint32 *)(gpointer)g_array_free(builder.raw, FALSE);
	text->words = g_array_new(FALSE, FALSE, sizeof(CreditWord));
	find_words(text);
}

void
credit_text_clear(CreditText *text)
{
	g_free(text->clean);
	g_free(text->raw);
	g_free(text->keys);
	g_array_unref(text->words);
}

const CreditWord *
credit_text_word(const CreditText *text, guint i)
{
	return &g_array_index(text->words, CreditWord, i);
}

char *
credit_text_key(const CreditText *text, guint from, guint to)
{
	guint32 start, end;

	if (from >= to)
		return g_strdup("");
	start = credit_text_word(text, from)->key;
	end = credit_text_word(text, to - 1)->key_end;
	return g_strndup(text->keys + start, end - start);
}

char *
credit_text_slice(const CreditText *text, guint from, guint to)
{
	guint32 start, end;
	g_autofree char *slice = NULL;

	if (from >= to)
		return g_strdup("");
	start = credit_text_word(text, from)->start;
	end = credit_text_word(text, to - 1)->end;
	if (start > 0 && text->clean[start - 1] == '@')
		start--;
	slice = g_strndup(text->clean + start, end - start);
	return g_utf8_normalize(slice, -1, G_NORMALIZE_NFC);
}

const char *
credit_text_gap(const CreditText *text, guint i, gsize *n)
{
	gsize start = i == 0 ? 0 : credit_text_word(text, i - 1)->end;
	gsize end = i == text->words->len ? text->n_clean : credit_text_word(text, i)->start;

	*n = end - start;
	return text->clean + start;
}
