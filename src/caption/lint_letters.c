/* SPDX-License-Identifier: MIT
 *
 * Lint of letters: quotation marks, blanks, placeholders, words twice. Most of it is mechanical.
 */
#include <cutline/text.h>
#include "lint_private.h"

typedef struct {
	const char *open, *close; /* NULL: nothing is replaced */
} Quotes;

/* The marks of a language; English where none is given. */
static Quotes
quotes_of(const char *lang)
{
	if (lang == NULL || strcmp(lang, "x-default") == 0 || g_str_has_prefix(lang, "en"))
		return (Quotes){"“", "”"};
	if (g_str_has_prefix(lang, "de"))
		return (Quotes){"„", "“"};
	if (g_str_has_prefix(lang, "ru") || g_str_has_prefix(lang, "kk"))
		return (Quotes){"«", "»"};
	return (Quotes){NULL, NULL};
}

static gboolean
opens(const char *text, guint at)
{
	gunichar before;

	if (at == 0)
		return TRUE;
	before = g_utf8_get_char(g_utf8_prev_char(text + at));
	return g_unichar_isspace(before) || before == '(' || before == '[' || before == 0x2014 ||
	       before == 0x2013;
}

/* 6'2" and 12" are measures. */
static gboolean
is_measure(const char *text, guint at)
{
	return at > 0 && g_ascii_isdigit(text[at - 1]);
}

static void
straight_quotes(Linter *linter, const char *text, ClField field)
{
	Quotes quotes = quotes_of(linter->subject->lang);

	for (guint at = 0; text[at] != '\0'; at++) {
		const char *mark = NULL;

		if ((text[at] != '"' && text[at] != '\'') || is_measure(text, at))
			continue;
		if (text[at] == '"')
			mark = opens(text, at) ? quotes.open : quotes.close;
		else if (!opens(text, at))
			mark = "’";
		else if (caption_is_elision(text, at))
			mark = "’";
		else
			mark = quotes.open == NULL ? NULL : "‘";
		lint_add(linter, CL_LINT_STRAIGHT_QUOTES, field, (ClSpan){at, at + 1},
			g_strdup(mark), "a straight %s; write %s",
			text[at] == '"' ? "quotation mark" : "apostrophe",
			mark != NULL ? mark : "the language's own");
	}
}

static void
blanks(Linter *linter, const char *text, ClField field)
{
	for (guint at = 0; text[at] != '\0'; at++) {
		guint end = at;

		while (text[end] == ' ' || text[end] == '\t')
			end++;
		if (end - at >= 2 && at > 0 && text[at - 1] != '\n' && text[end] != '\0' &&
			text[end] != '\n' && strchr(",.;:!?)", text[end]) == NULL)
			lint_add(linter, CL_LINT_DOUBLE_BLANK, field, (ClSpan){at, end},
				g_strdup(" "), "%u blanks in a row; write one", end - at);
		else if (end > at && at > 0 && text[end] != '\0' &&
			 strchr(",;)", text[end]) != NULL)
			lint_add(linter, CL_LINT_BLANK_BEFORE_SIGN, field, (ClSpan){at, end},
				g_strdup(""), "a blank before \"%c\"; take it away", text[end]);
		else if (end > at && at > 0 && text[end] == '.' &&
			 (text[end + 1] == '\0' || text[end + 1] == ' '))
			lint_add(linter, CL_LINT_BLANK_BEFORE_SIGN, field, (ClSpan){at, end},
				g_strdup(""), "a blank before the full stop; take it away");
		at = MAX(at, end - (end > at));
	}
}

/* {city} of a template, =code= of a code file: nobody has put the text in its place. */
static gboolean
is_variable(const char *text, const Word *word)
{
	char before = word->start > 0 ? text[word->start - 1] : '\0', behind = text[word->end];

	return word->end - word->start <= 30 &&
	       ((before == '{' && behind == '}') ||
		       (before == '=' && behind == '=' && word->shape != WORD_NUMBER));
}

static void
placeholders(Linter *linter, const char *text, ClField field)
{
	static const char *const marks[] = {"???", "[NAME", "[name", "Lorem ipsum", "lorem ipsum",
		"<insert", "[insert", "[TK", "(TK", "_____", NULL};
	static const char *const words[] = {
		"TK", "TKTK", "TKTKTK", "XX", "XXX", "XXXX", "XXXXX", "TBC", "TBD", "TBA", NULL};
	g_autoptr(GArray) found = caption_words(text, 0, (guint)strlen(text));

	for (guint i = 0; marks[i] != NULL; i++) {
		const char *at = strstr(text, marks[i]);

		if (at != NULL)
			lint_add(linter, CL_LINT_PLACEHOLDER, field,
				(ClSpan){(guint)(at - text),
					(guint)(at - text) + (guint)strlen(marks[i])},
				NULL, "\"%s\" is a placeholder; fill it in", marks[i]);
	}
	for (guint i = 0; i < found->len; i++) {
		const Word *word = &g_array_index(found, Word, i);
		g_autofree char *piece = g_strndup(text + word->start, word->end - word->start);

		if (is_variable(text, word))
			lint_add(linter, CL_LINT_PLACEHOLDER, field, (ClSpan){word->start - 1, word->end + 1},
				NULL, "\"%.*s\" was not replaced; write what it stands for",
				(int)(word->end - word->start + 2), text + word->start - 1);

		if (g_strv_contains(words, piece) &&
			!(word->start > 0 && text[word->start - 1] == '['))
			lint_add(linter, CL_LINT_PLACEHOLDER, field,
				(ClSpan){word->start, word->end}, NULL,
				"\"%s\" is a placeholder; fill it in", piece);
	}
}

/* "t.me/word", "word.info": a part of an address is no word. */
static gboolean
in_address(const char *text, const Word *word)
{
	char behind = text[word->end];

	return (word->start > 0 && strchr("/.@#", text[word->start - 1]) != NULL) ||
	       (behind != '\0' && strchr("./@", behind) != NULL && g_ascii_isalnum(text[word->end + 1]));
}

/* "that that" and "had had" may be meant. */
static void
words_twice(Linter *linter, const char *text, ClField field)
{
	static const char *const meant[] = {
		"that", "had", "very", "so", "no", "bye", "hear", "sie", "die", NULL};
	g_autoptr(GArray) words = caption_words(text, 0, (guint)strlen(text));

	for (guint i = 1; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);
		gsize n = word->end - word->start;

		if (word->shape != WORD_LOWER || n < 2 || word[-1].end - word[-1].start != n ||
			g_ascii_strncasecmp(text + word->start, text + word[-1].start, n) != 0 ||
			word->start - word[-1].end > 2 || text[word[-1].end] != ' ' ||
			in_address(text, word - 1) || in_address(text, word) ||
			caption_word_in(text, word, meant))
			continue;
		lint_add(linter, CL_LINT_WORD_TWICE, field, (ClSpan){word[-1].end, word->end},
			g_strdup(""), "\"%.*s\" stands twice", (int)n, text + word->start);
	}
}

static void
unclosed(Linter *linter, const char *text, ClField field)
{
	guint depth = 0, open = 0, quotes = 0, quote = 0;

	for (guint at = 0; text[at] != '\0'; at++) {
		if (text[at] == '(' && depth++ == 0)
			open = at;
		else if (text[at] == ')' && depth > 0)
			depth--;
		else if (text[at] == '"' && !is_measure(text, at) && quotes++ % 2 == 0)
			quote = at;
	}
	if (depth > 0)
		lint_add(linter, CL_LINT_UNCLOSED, field, (ClSpan){open, open + 1}, NULL,
			"this bracket is not closed; the text may have been cut off");
	if (quotes % 2 == 1)
		lint_add(linter, CL_LINT_UNCLOSED, field, (ClSpan){quote, quote + 1}, NULL,
			"this quotation is not closed");
}

void
lint_letters(Linter *linter, const char *text, ClField field)
{
	guint n = (guint)strlen(text);

	straight_quotes(linter, text, field);
	blanks(linter, text, field);
	placeholders(linter, text, field);
	words_twice(linter, text, field);
	unclosed(linter, text, field);
	if (n > 20 && caption_is_shouted(text, 0, n, 4))
		lint_add(linter, CL_LINT_SHOUTED, field, (ClSpan){0, n}, NULL,
			"the text is in capital letters; write it as a sentence");
}
