/* SPDX-License-Identifier: MIT
 *
 * Two people changed one text: both changes, where they do not touch each other. Decides what
 * touches; which of two to prefer is for a person.
 */
#include <cutline/diff.h>

#include <string.h>

/* Bytes start … end - 1 of the base give way to `text`. */
typedef struct {
	gsize start, end;
	char *text;
} Hunk;

static void
clear_hunk(gpointer data)
{
	g_free(((Hunk *) data)->text);
}

static GArray *
hunks_of(const char *base, const char *changed)
{
	g_autoptr(GPtrArray) parts = cl_diff_words(base, changed);
	GArray *hunks = g_array_new(FALSE, FALSE, sizeof(Hunk));
	gsize at = 0;

	g_array_set_clear_func(hunks, clear_hunk);
	for (guint i = 0; i < parts->len; i++) {
		const ClDiffPart *part = parts->pdata[i];
		gboolean goes_on = i > 0 && part->kind == CL_DIFF_NEW &&
			((ClDiffPart *) parts->pdata[i - 1])->kind == CL_DIFF_GONE;
		Hunk hunk = { at, at, NULL };

		if (part->kind != CL_DIFF_NEW)
			at += strlen(part->text);
		if (part->kind == CL_DIFF_SAME)
			continue;
		if (goes_on) {
			Hunk *last = &g_array_index(hunks, Hunk, hunks->len - 1);

			g_free(last->text);
			last->text = g_strdup(part->text);
			continue;
		}
		hunk.end = at;
		hunk.text = g_strdup(part->kind == CL_DIFF_NEW ? part->text : "");
		g_array_append_val(hunks, hunk);
	}
	return hunks;
}

static gboolean
same(const Hunk *a, const Hunk *b)
{
	return a->start == b->start && a->end == b->end && strcmp(a->text, b->text) == 0;
}

/* Changes next to each other touch: their order would be a guess. */
static gboolean
touch(const Hunk *a, const Hunk *b)
{
	return a->start <= b->end && b->start <= a->end;
}

char *
cl_merge_words(const char *base, const char *ours, const char *theirs)
{
	g_autoptr(GArray) a = hunks_of(base, ours);
	g_autoptr(GArray) b = hunks_of(base, theirs);
	g_autoptr(GString) merged = g_string_new(NULL);
	guint i = 0, j = 0;
	gsize at = 0;

	while (i < a->len || j < b->len) {
		const Hunk *first = i < a->len ? &g_array_index(a, Hunk, i) : NULL;
		const Hunk *second = j < b->len ? &g_array_index(b, Hunk, j) : NULL;
		const Hunk *next = first;

		if (first != NULL && second != NULL && !same(first, second) && touch(first, second))
			return NULL;
		if (first == NULL || (second != NULL && second->start < first->start))
			next = second;
		if (first != NULL && second != NULL && same(first, second))
			i++, j++;
		else if (next == first)
			i++;
		else
			j++;
		g_string_append_len(merged, base + at, (gssize) (next->start - at));
		g_string_append(merged, next->text);
		at = next->end;
	}
	g_string_append(merged, base + at);
	return g_string_free(g_steal_pointer(&merged), FALSE);
}
