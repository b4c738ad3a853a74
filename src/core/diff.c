/* SPDX-License-Identifier: MIT
 *
 * Word differences: common ends are taken off, the middle is compared by longest common
 * subsequence over words and the blanks between them. Bounded: a middle of more words than the
 * table allows is replaced whole.
 */
#include <cutline/diff.h>

#include <string.h>

#define MAX_CELLS (4U << 20) /* of the table: 2,000 × 2,000 words, 8 MB */

typedef struct {
	const char *at;
	gsize n;
} Word;

static gboolean
is_word(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '\'' || c == 0x2019;
}

/* A run of letters and digits, a run of blanks, or one other character. */
static GArray *
split(const char *text)
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
	const char *at = text;

	while (*at != '\0') {
		Word word = { at, 0 };
		gunichar first = g_utf8_get_char(at);

		do
			at = g_utf8_next_char(at);
		while (*at != '\0' &&
			((is_word(first) && is_word(g_utf8_get_char(at))) ||
				(g_unichar_isspace(first) && g_unichar_isspace(g_utf8_get_char(at)))));
		word.n = (gsize) (at - word.at);
		g_array_append_val(words, word);
	}
	return words;
}

static gboolean
same(const Word *a, const Word *b)
{
	return a->n == b->n && memcmp(a->at, b->at, a->n) == 0;
}

static void
part_free(gpointer data)
{
	ClDiffPart *part = data;

	g_free(part->text);
	g_free(part);
}

static void
add(GPtrArray *parts, ClDiffKind kind, const Word *words, guint n)
{
	ClDiffPart *last = parts->len == 0 ? NULL : parts->pdata[parts->len - 1];
	g_autofree char *text = NULL;

	if (n == 0)
		return;
	text = g_strndup(words->at, (gsize) (words[n - 1].at + words[n - 1].n - words->at));
	if (last != NULL && last->kind == kind) {
		char *joined = g_strconcat(last->text, text, NULL);

		g_free(last->text);
		last->text = joined;
		return;
	}
	last = g_new(ClDiffPart, 1);
	last->kind = kind;
	last->text = g_steal_pointer(&text);
	g_ptr_array_add(parts, last);
}

/* table[i][j]: length of the longest common subsequence of a[i…] and b[j…]. */
static guint16 *
make_table(const Word *a, guint n_a, const Word *b, guint n_b)
{
	guint width = n_b + 1;
	guint16 *table = g_new0(guint16, (gsize) (n_a + 1) * width);

	for (guint i = n_a; i-- > 0;)
		for (guint j = n_b; j-- > 0;) {
			guint16 *cell = table + (gsize) i * width + j;

			*cell = same(&a[i], &b[j]) ? (guint16) (cell[width + 1] + 1)
						   : MAX(cell[width], cell[1]);
		}
	return table;
}

static void
compare(GPtrArray *parts, const Word *a, guint n_a, const Word *b, guint n_b)
{
	g_autofree guint16 *table = NULL;
	guint i = 0, j = 0, width = n_b + 1;

	if ((guint64) (n_a + 1) * width > MAX_CELLS || n_a >= G_MAXUINT16 || n_b >= G_MAXUINT16) {
		add(parts, CL_DIFF_GONE, a, n_a);
		add(parts, CL_DIFF_NEW, b, n_b);
		return;
	}
	table = make_table(a, n_a, b, n_b);
	while (i < n_a || j < n_b) {
		const guint16 *cell = table + (gsize) i * width + j;

		if (i < n_a && j < n_b && same(&a[i], &b[j])) {
			add(parts, CL_DIFF_SAME, &a[i], 1);
			i++, j++;
		} else if (i < n_a && (j == n_b || cell[width] >= cell[1])) {
			add(parts, CL_DIFF_GONE, &a[i++], 1);
		} else {
			add(parts, CL_DIFF_NEW, &b[j++], 1);
		}
	}
}

/* A blank that alone stays between two changes makes them harder to read: it joins both. */
static GPtrArray *
smooth(GPtrArray *parts)
{
	GPtrArray *smoothed = g_ptr_array_new_with_free_func(part_free);
	guint i = 0;

	while (i < parts->len) {
		g_autoptr(GString) gone = g_string_new(NULL);
		g_autoptr(GString) added = g_string_new(NULL);
		const ClDiffPart *part = parts->pdata[i];
		Word word;

		if (part->kind == CL_DIFF_SAME) {
			word = (Word){ part->text, strlen(part->text) };
			add(smoothed, CL_DIFF_SAME, &word, 1);
			i++;
			continue;
		}
		for (; i < parts->len; i++) {
			part = parts->pdata[i];
			if (part->kind == CL_DIFF_SAME &&
				(i + 1 == parts->len || strspn(part->text, " \t\n") != strlen(part->text)))
				break;
			if (part->kind != CL_DIFF_NEW)
				g_string_append(gone, part->text);
			if (part->kind != CL_DIFF_GONE)
				g_string_append(added, part->text);
		}
		word = (Word){ gone->str, gone->len };
		add(smoothed, CL_DIFF_GONE, &word, gone->len > 0);
		word = (Word){ added->str, added->len };
		add(smoothed, CL_DIFF_NEW, &word, added->len > 0);
	}
	return smoothed;
}

GPtrArray *
cl_diff_words(const char *before, const char *after)
{
	g_autoptr(GArray) a = split(before);
	g_autoptr(GArray) b = split(after);
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(part_free);
	const Word *from = (const Word *) (gpointer) a->data, *to = (const Word *) (gpointer) b->data;
	guint head = 0, tail = 0, least = MIN(a->len, b->len);

	while (head < least && same(&from[head], &to[head]))
		head++;
	while (tail < least - head && same(&from[a->len - 1 - tail], &to[b->len - 1 - tail]))
		tail++;
	add(parts, CL_DIFF_SAME, from, head);
	compare(parts, from + head, a->len - head - tail, to + head, b->len - head - tail);
	add(parts, CL_DIFF_SAME, from + (a->len - tail), tail);
	return smooth(parts);
}
