/* SPDX-License-Identifier: MIT
 *
 * How much two captions say the same: words in common among all words of both, each counted once,
 * spellings of one thing as one word.
 */
#include <cutline/text.h>
#include "style_private.h"

static GHashTable *
words_of(const ClStyle *style, const char *text)
{
	GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GArray) spelt = cl_style_spelt(style, text);
	g_autoptr(GString) plain = g_string_new(NULL);
	g_autofree char *tokens = NULL;
	g_auto(GStrv) all = NULL;
	guint at = 0;

	for (guint i = 0; i < spelt->len; i++) {
		const ClSpelt *one = &g_array_index(spelt, ClSpelt, i);

		g_hash_table_add(words, g_strdup_printf("=%s", one->of->id));
		g_string_append_len(plain, text + at, (gssize)(one->span.start - at));
		g_string_append_c(plain, ' ');
		at = one->span.end;
	}
	g_string_append(plain, text + at);
	tokens = cl_text_tokens(plain->str);
	all = g_strsplit(tokens, " ", -1);
	for (guint i = 0; all[i] != NULL; i++)
		/* A possessive that was left behind by its word is none. */
		if (all[i][0] != '\0' && strcmp(all[i], "s") != 0)
			g_hash_table_add(words, g_strdup(all[i]));
	return words;
}

double
cl_style_overlap(const ClStyle *style, const char *a, const char *b)
{
	g_autoptr(GHashTable) one = words_of(style, a);
	g_autoptr(GHashTable) other = words_of(style, b);
	guint n_both = 0, n_all;
	GHashTableIter iter;
	gpointer word;

	g_hash_table_iter_init(&iter, one);
	while (g_hash_table_iter_next(&iter, &word, NULL))
		n_both += g_hash_table_contains(other, word);
	n_all = g_hash_table_size(one) + g_hash_table_size(other) - n_both;
	return n_all == 0 ? 0 : (double)n_both / n_all;
}

double
cl_style_contained(const ClStyle *style, const char *part, const char *whole)
{
	g_autoptr(GHashTable) words = words_of(style, part);
	g_autoptr(GHashTable) there = words_of(style, whole);
	guint n = 0;
	GHashTableIter iter;
	gpointer word;

	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &word, NULL))
		n += g_hash_table_contains(there, word);
	return g_hash_table_size(words) == 0 ? 0 : (double)n / g_hash_table_size(words);
}
