/* SPDX-License-Identifier: MIT
 *
 * Credits in running text: what the rules' labels and marks are where a sentence may go on instead.
 * In a credit field a label is one by its words (peel.c); here it must have a capital, and either a
 * colon or nothing before it.
 */
#include "private.h"

#include <string.h>

#define MAX_LABEL_WORDS 6U
#define MAX_LABEL_BYTES 120U

/* The first words of a text with one blank, full stop or hyphen between them. */
typedef struct {
	GString *key;
	guint n;
	gsize key_ends[MAX_LABEL_WORDS], ends[MAX_LABEL_WORDS];
} Opening;

static gboolean
is_word_char(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '\'' || c == 0x2019;
}

/* The character at `at`, 0 at the end: the text may be cut within one. */
static gunichar
char_at(const char *text, gsize n, gsize at, gsize *next)
{
	gunichar c = at < n ? g_utf8_get_char_validated(text + at, (gssize)(n - at)) : 0;

	if (c == (gunichar)-1 || c == (gunichar)-2)
		c = 0;
	*next = at + (c == 0 ? 0 : (gsize)g_unichar_to_utf8(c, NULL));
	return c;
}

static gsize
word_end(const char *text, gsize n, gsize at)
{
	gsize next = at;

	while (is_word_char(char_at(text, n, at, &next)))
		at = next;
	return at;
}

static void
read_opening(Opening *opening, const char *text, gsize n)
{
	gsize at = 0;

	while (opening->n < MAX_LABEL_WORDS) {
		gsize end = word_end(text, n, at);
		g_autofree char *word = g_strndup(text + at, end - at);
		g_autofree char *folded = cl_text_fold(word);

		if (end == at || folded[0] == '\0')
			return;
		if (opening->n > 0)
			g_string_append_c(opening->key, ' ');
		g_string_append(opening->key, folded);
		opening->key_ends[opening->n] = opening->key->len;
		opening->ends[opening->n++] = end;
		at = end;
		if (at < n && (text[at] == '.' || text[at] == '-'))
			at++;
		if (at < n && text[at] == ' ')
			at++;
		if (at == end)
			return;
	}
}

static gboolean
has_colon(const char *text, gsize n, gsize at)
{
	gsize next;
	gunichar c;

	while (at < n && (text[at] == ' ' || text[at] == '.'))
		at++;
	c = char_at(text, n, at, &next);
	return c == ':' || c == 0xff1a || c == '=';
}

static gboolean
says_photo(const ClCreditRules *rules, const char *words)
{
	g_auto(GStrv) each = g_strsplit(words, " ", 0);

	for (guint i = 0; each[i] != NULL; i++)
		if (credit_table_bits(&rules->words, each[i]) & CREDIT_WORD_PHOTO)
			return TRUE;
	return FALSE;
}

/* The longest label of the rules with which the opening begins, if it is one here: its bytes, or 0. */
static gsize
label_at(const ClCreditRules *rules, const Opening *opening, const char *text, gsize n,
	gboolean begins_sentence, gboolean *sure)
{
	g_autofree char *first = g_strndup(opening->key->str, opening->key_ends[0]);
	guint begin, end = credit_rules_labels(rules, first, &begin);

	while (end-- > begin) {
		const CreditLabel *label = &rules->labels[end];
		gboolean colon, photo, cut;
		gsize at;

		if (label->n_words > opening->n ||
			opening->key_ends[label->n_words - 1] != strlen(label->key) ||
			strncmp(label->key, opening->key->str, strlen(label->key)) != 0)
			continue;
		at = opening->ends[label->n_words - 1];
		colon = has_colon(text, n, at);
		photo = says_photo(rules, label->key);
		cut = begins_sentence && at + 1 < n && text[at] == '.' && text[at + 1] == ' '; /* Fot. */
		if (!colon && (label->when != CREDIT_LABEL_ALWAYS ||
				      (label->n_words == 1 && !cut &&
					      !(label->flags & CREDIT_ROLE_COURTESY))))
			continue;
		if (!begins_sentence && !photo && !(label->flags & CREDIT_ROLE_MANDATORY))
			continue;
		*sure = (photo && (colon || (label->n_words > 1 && (label->flags & CREDIT_ROLE_COURTESY)))) ||
			(label->flags & CREDIT_ROLE_MANDATORY);
		return cut ? at + 1 : at;
	}
	return 0;
}

/* "AP Photo", "UN Photo/", "MTI Fotó:": an organisation's own. */
static gsize
signature_at(const ClCreditRules *rules, const Opening *opening)
{
	for (guint i = 1; i < opening->n; i++) {
		gsize from = opening->key_ends[i - 1];
		g_autofree char *name = g_strndup(opening->key->str, from);
		g_autofree char *word = g_strndup(
			opening->key->str + from + 1, opening->key_ends[i] - from - 1);

		if ((credit_table_bits(&rules->words, word) & CREDIT_WORD_PHOTO) &&
			credit_rules_alias(rules, name) != NULL)
			return opening->ends[i];
	}
	return 0;
}

gsize
cl_credit_rules_label(const ClCreditRules *rules, const char *text, gsize n, gboolean begins_sentence,
	gboolean *sure)
{
	Opening opening = {0};
	gsize found = 0, next, size = MIN(n, MAX_LABEL_BYTES);
	gunichar first = char_at(text, size, 0, &next);

	*sure = TRUE;
	if (first == 0xa9)
		return next;
	if (!g_unichar_isalpha(first) || g_unichar_islower(first))
		return 0;
	opening.key = g_string_new(NULL);
	read_opening(&opening, text, size);
	if (opening.n > 0)
		found = label_at(rules, &opening, text, n, begins_sentence, sure);
	if (found == 0 && begins_sentence) {
		*sure = FALSE;
		found = signature_at(rules, &opening);
	}
	g_string_free(opening.key, TRUE);
	return found;
}

gboolean
cl_credit_rules_says_photo(const ClCreditRules *rules, const char *text, gsize n)
{
	g_autofree char *word = g_strndup(text, word_end(text, n, 0));
	g_autofree char *folded = cl_text_fold(word);

	return (credit_table_bits(&rules->words, folded) & CREDIT_WORD_PHOTO) != 0;
}

gboolean
cl_credit_rules_gives_out(const ClCreditRules *rules, const char *name)
{
	g_autofree char *folded = cl_text_fold(name);
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);
	gboolean gives = strchr(name, '@') != NULL || strstr(folded, "gov.") != NULL;

	for (guint i = 0; !gives && words[i] != NULL; i++)
		gives = (credit_rules_word(rules, words[i]) & CREDIT_WORD_ISSUER) != 0;
	return gives;
}

/* --- words of the desk -------------------------------------------------------------------- */

static gunichar
straight(gunichar c)
{
	return c == 0x2019 ? '\'' : c;
}

static gboolean
has_small_letters(const char *mark)
{
	while (*mark != '\0' && !g_unichar_islower(g_utf8_get_char(mark)))
		mark = g_utf8_next_char(mark);
	return *mark != '\0';
}

/* A mark in capitals is one only as it stands. */
static gboolean
begins_with(const char *text, const char *end, const char *mark, gboolean small)
{
	gboolean folded = FALSE;

	for (const char *c = mark; *c != '\0'; c = g_utf8_next_char(c), text = g_utf8_next_char(text)) {
		gunichar wanted = g_utf8_get_char(c), got;

		if (text >= end)
			return FALSE;
		got = straight(g_utf8_get_char_validated(text, end - text));
		if (got == wanted)
			continue;
		if ((c == mark && !small) || g_unichar_tolower(got) != g_unichar_tolower(wanted))
			return FALSE;
		folded = TRUE;
	}
	return !folded || has_small_letters(mark);
}

const ClDeskMark *
cl_credit_rules_mark(const ClCreditRules *rules, const char *text, gsize n, gboolean small)
{
	char upper = g_ascii_toupper(*text), lower = g_ascii_tolower(*text);

	for (guint i = 0; i < rules->n_marks; i++) {
		const char *mark = rules->marks[i].text;

		if ((*mark == upper || *mark == lower) && begins_with(text, text + n, mark, small))
			return &rules->marks[i];
	}
	return NULL;
}
