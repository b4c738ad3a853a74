/* SPDX-License-Identifier: MIT
 *
 * Patterns of house style in a text: whole words, without regard to case and marks, hyphen or blank
 * between. One pass; at each word only the patterns that begin with it are tried.
 */
#include <cutline/text.h>
#include "style_private.h"

static void
atom_clear(gpointer data)
{
	g_free(((Atom *)data)->fold);
}

static void
add_atom(GArray *atoms, const char *text, guint start, guint end, guint word_end)
{
	g_autofree char *piece = g_strndup(text + start, end - start);
	Atom atom = {start, end, word_end, cl_text_fold(piece)};

	if (atom.fold[0] == '\0')
		g_free(atom.fold);
	else
		g_array_append_val(atoms, atom);
}

GArray *
style_atoms(const char *text)
{
	GArray *atoms = g_array_new(FALSE, FALSE, sizeof(Atom));
	g_autoptr(GArray) words = caption_words(text, 0, (guint)strlen(text));

	g_array_set_clear_func(atoms, atom_clear);
	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);
		guint start = word->start;

		for (guint at = word->start; at < word->base; at++) {
			if (text[at] != '-')
				continue;
			if (at > start)
				add_atom(atoms, text, start, at, at);
			start = at + 1;
		}
		if (word->base > start)
			add_atom(atoms, text, start, word->base, word->end);
	}
	return atoms;
}

/* Only blanks or one hyphen between two atoms of one match, and a comma where the phrase has one. */
static gboolean
joined(const char *text, const Atom *left, const Atom *right, gboolean comma)
{
	if (left->word_end != left->end || right->start - left->end > 3)
		return FALSE;
	for (guint at = left->end; at < right->start; at++)
		if (!g_ascii_isspace(text[at]) && text[at] != '-' && !(comma && text[at] == ','))
			return FALSE;
	return TRUE;
}

static gboolean
matches(const StylePattern *pattern, const char *text, const GArray *atoms, guint i)
{
	if (i + pattern->n_atoms > atoms->len)
		return FALSE;
	for (guint n = 0; n < pattern->n_atoms; n++) {
		const Atom *atom = &g_array_index(atoms, Atom, i + n);
		gboolean last = n + 1 == pattern->n_atoms;

		if (last && pattern->prefix ? !g_str_has_prefix(atom->fold, pattern->atoms[n])
					    : strcmp(atom->fold, pattern->atoms[n]) != 0)
			return FALSE;
		if (!last && !joined(text, atom, atom + 1, pattern->comma))
			return FALSE;
	}
	return TRUE;
}

static void
try(const ClStyle *style, const GArray *places, const char *text, const GArray *atoms, guint i,
	GArray *found)
{
	for (guint n = 0; places != NULL && n < places->len; n++) {
		const StylePattern *pattern =
			style->patterns->pdata[g_array_index(places, guint, n)];
		StyleMatch match = {.pattern = pattern};

		if (!matches(pattern, text, atoms, i))
			continue;
		match.span.start = g_array_index(atoms, Atom, i).start;
		match.span.end = g_array_index(atoms, Atom, i + pattern->n_atoms - 1).end;
		g_array_append_val(found, match);
	}
}

GArray *
style_matches(const ClStyle *style, const char *text, const GArray *atoms)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(StyleMatch));

	for (guint i = 0; i < atoms->len; i++) {
		const char *fold = g_array_index(atoms, Atom, i).fold;

		try(style, g_hash_table_lookup(style->by_atom, fold), text, atoms, i, found);
		if (!g_str_is_ascii(fold))
			try(style, style->prefixes, text, atoms, i, found);
	}
	return found;
}

static int
by_start(gconstpointer a, gconstpointer b)
{
	const ClSpan *one = a, *other = b;

	return one->start < other->start ? -1 : one->start > other->start;
}

void
style_merge(GArray *spans)
{
	guint kept = 0;

	g_array_sort(spans, by_start);
	for (guint i = 1; i < spans->len; i++) {
		ClSpan *last = &g_array_index(spans, ClSpan, kept);
		const ClSpan *span = &g_array_index(spans, ClSpan, i);

		if (span->start <= last->end)
			last->end = MAX(last->end, span->end);
		else
			g_array_index(spans, ClSpan, ++kept) = *span;
	}
	if (spans->len > 0)
		g_array_set_size(spans, kept + 1);
}

gboolean
style_touches(const GArray *merged, const ClSpan *span)
{
	guint low = 0, high = merged->len;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (g_array_index(merged, ClSpan, middle).end <= span->start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < merged->len && g_array_index(merged, ClSpan, low).start < span->end;
}

static char *
in_capitals_of(const char *text, const ClSpan *span, const StyleRule *rule)
{
	if (rule->letters == STYLE_FOLLOW_CASE &&
		caption_is_shouted(text, span->start, span->end, 1))
		return g_utf8_strup(rule->replacement, -1);
	return g_strdup(rule->replacement);
}

static gboolean
applies(const StyleRule *rule, const char *text, const ClSpan *span, const char *lang)
{
	if (rule->lang != NULL && lang != NULL && strcmp(lang, "x-default") != 0 &&
		!g_str_has_prefix(lang, rule->lang))
		return FALSE;
	if (span->end - span->start == strlen(rule->replacement) &&
		memcmp(text + span->start, rule->replacement, span->end - span->start) == 0)
		return FALSE;
	return rule->letters != STYLE_EXACT_CASE ||
	       (span->end - span->start == strlen(rule->pattern) &&
		       memcmp(text + span->start, rule->pattern, span->end - span->start) == 0);
}

static gboolean
is_place(const StyleRule *rule)
{
	return strcmp(rule->scope, "country") == 0 || strcmp(rule->scope, "city") == 0;
}

static void
hit_free(gpointer data)
{
	ClStyleHit *hit = data;

	g_free(hit->replacement);
	g_free(hit);
}

GPtrArray *
cl_style_find(const ClStyle *style, const char *text, const char *lang, const ClSpan *protect,
	guint n_protect)
{
	GPtrArray *hits = g_ptr_array_new_with_free_func(hit_free);
	g_autoptr(GArray) atoms = style_atoms(text);
	g_autoptr(GArray) found = style_matches(style, text, atoms);
	g_autoptr(GArray) kept_out = NULL;
	g_autoptr(GArray) words = NULL;
	g_autofree guint8 *titles = NULL;
	guint behind = 0;

	if (found->len == 0)
		return hits;
	words = caption_words(text, 0, (guint)strlen(text));
	titles = style_title_case(text, words);
	kept_out = cl_style_protected(style, text);
	if (n_protect > 0)
		g_array_append_vals(kept_out, protect, n_protect);
	for (guint i = 0; i < found->len; i++)
		if (g_array_index(found, StyleMatch, i).pattern->of == STYLE_EXCEPTION)
			g_array_append_val(kept_out, g_array_index(found, StyleMatch, i).span);
	style_merge(kept_out);
	for (guint i = 0; i < found->len; i++) {
		const StyleMatch *match = &g_array_index(found, StyleMatch, i);
		const StyleRule *rule;
		ClStyleHit *hit;

		if (match->pattern->of != STYLE_RULE || match->span.start < behind)
			continue;
		rule = style->rules->pdata[match->pattern->index];
		if (!applies(rule, text, &match->span, lang) ||
			style_touches(kept_out, &match->span) ||
			(is_place(rule) && style_in_name(style, text, words, titles,
						   &match->span, rule->people_follow)))
			continue;
		hit = g_new0(ClStyleHit, 1);
		hit->span = match->span;
		hit->replacement = in_capitals_of(text, &match->span, rule);
		hit->rule = rule->id;
		g_ptr_array_add(hits, hit);
		behind = match->span.end;
	}
	return hits;
}

GArray *
cl_style_spelt(const ClStyle *style, const char *text)
{
	GArray *spelt = g_array_new(FALSE, FALSE, sizeof(ClSpelt));
	g_autoptr(GArray) atoms = style_atoms(text);
	g_autoptr(GArray) found = style_matches(style, text, atoms);
	guint behind = 0;

	for (guint i = 0; i < found->len; i++) {
		const StyleMatch *match = &g_array_index(found, StyleMatch, i);
		ClSpelt one = {.span = match->span, .form = match->pattern->form};

		if (match->pattern->of != STYLE_FORM || match->span.start < behind)
			continue;
		one.of = style->equivalents->pdata[match->pattern->index];
		g_array_append_val(spelt, one);
		behind = match->span.end;
	}
	return spelt;
}
