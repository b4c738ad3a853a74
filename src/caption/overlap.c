/* SPDX-License-Identifier: MIT
 *
 * How much two captions say the same: words in common among all words of both, each counted once,
 * spellings of one thing as one word.
 */
#include <cutline/text.h>
#include <string.h>
#include "style_private.h"

static int
compare_words(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Of sorted words; what is left over is freed. */
static void
drop_repeated(GPtrArray *words)
{
	guint n = 0;

	for (guint i = 0; i < words->len; i++) {
		char *word = words->pdata[i];

		words->pdata[i] = NULL;
		if (n > 0 && strcmp(words->pdata[n - 1], word) == 0)
			g_free(word);
		else
			words->pdata[n++] = word;
	}
	g_ptr_array_set_size(words, (int)n);
}

GPtrArray *
cl_style_words(const ClStyle *style, const char *text)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) spelt = cl_style_spelt(style, text);
	g_autoptr(GString) plain = g_string_new(NULL);
	g_autofree char *tokens = NULL;
	g_auto(GStrv) all = NULL;
	guint at = 0;

	for (guint i = 0; i < spelt->len; i++) {
		const ClSpelt *one = &g_array_index(spelt, ClSpelt, i);

		g_ptr_array_add(words, g_strdup_printf("=%s", one->of->id));
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
			g_ptr_array_add(words, g_strdup(all[i]));
	g_ptr_array_sort(words, compare_words);
	drop_repeated(words);
	return words;
}

static guint
count_common(const GPtrArray *a, const GPtrArray *b)
{
	guint n = 0;

	for (guint i = 0, j = 0; i < a->len && j < b->len;) {
		int order = strcmp(a->pdata[i], b->pdata[j]);

		n += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return n;
}

double
cl_words_overlap(const GPtrArray *a, const GPtrArray *b)
{
	guint n_both = count_common(a, b), n_all = a->len + b->len - n_both;

	return n_all == 0 ? 0 : (double)n_both / n_all;
}

double
cl_words_contained(const GPtrArray *part, const GPtrArray *whole)
{
	return part->len == 0 ? 0 : (double)count_common(part, whole) / part->len;
}
