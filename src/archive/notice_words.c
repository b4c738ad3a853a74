/* SPDX-License-Identifier: MIT
 *
 * The words of a notice, however it was typed, pasted or printed: quotes, blanks and letters of other scripts
 * end an id; a label, a file's ending or a supplier's name that is written to it does not belong to it; and
 * one that a mail program broke over two lines is one.
 */
#include "notice.h"

#include <cutline/credit.h>

#include <string.h>

#define MAX_PIECES 12U
#define MAX_ENDING 5U

typedef enum { APART, LATIN, FOREIGN } Kind; /* of a letter */

static void
word_free(gpointer data)
{
	NoticeWord *word = data;

	g_free(word->text);
	g_free(word->raw);
	g_free(word);
}

char *
notice_plain(const char *text)
{
	/* Else "№" becomes "No" in one word with its number. */
	g_auto(GStrv) parts = g_strsplit(text, "№", -1);
	g_autofree char *signs = g_strjoinv("#", parts);
	g_autofree char *normal = g_utf8_normalize(signs, -1, G_NORMALIZE_NFKC);
	GString *plain = g_string_new(NULL);

	for (const char *at = normal != NULL ? normal : signs; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_type(c) == G_UNICODE_FORMAT)
			continue;
		g_string_append_unichar(plain, c >= 0x2010 && c <= 0x2013 ? '-' : c);
	}
	return g_string_free(plain, FALSE);
}

static Kind
kind_of(gunichar c, Kind before)
{
	if (c < 0x80) {
		gboolean joins = c != 0 && strchr("_-.:", (char) c) != NULL;

		return joins || g_ascii_isalnum((char) c) ? LATIN : APART;
	}
	if (g_unichar_ismark(c))
		return before;
	if (!g_unichar_isalpha(c))
		return APART;
	return g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN ? LATIN : FOREIGN;
}

/* --- one written word ------------------------------------------------------------------------- */

typedef struct {
	const ClCreditRules *rules;
	GPtrArray *words;
	NoticeWord next; /* what is known of the word to come */
	guint n_breaks;	 /* of lines since the last word */
	gboolean blank;	 /* nothing but blanks since */
} Scan;

static void
add(Scan *scan, const char *text, gsize n, const char *raw)
{
	NoticeWord *word = g_new(NoticeWord, 1);

	while (n > 0 && strchr("_-.:", text[0]) != NULL) {
		text++;
		n--;
	}
	while (n > 0 && strchr("_-.:", text[n - 1]) != NULL)
		n--;
	*word = scan->next;
	word->text = g_strndup(text, n);
	word->raw = g_strdup(raw);
	if (n == 0) {
		word_free(word);
		return;
	}
	g_ptr_array_add(scan->words, word);
	scan->next.numbered = scan->next.fresh = scan->next.on_new_line = FALSE;
}

/* Of this supplier, if one is given. */
static gboolean
is_id_of(const Scan *scan, const char *text, gsize n, const char *supplier)
{
	g_autofree char *part = g_strndup(text, n);
	g_autoptr(ClSupplierId) id = cl_supplier_id_parse(scan->rules, NULL, NULL, part);

	return id != NULL && (supplier == NULL || strcmp(id->supplier, supplier) == 0);
}

static gboolean
is_id(const Scan *scan, const char *text, gsize n)
{
	return is_id_of(scan, text, n, NULL);
}

/* A file's name ends behind a dot with a few letters: "000_34L82NW.CR3". */
static gsize
without_ending(const char *text, gsize n)
{
	gsize dot = n;

	while (dot > 0 && text[dot - 1] != '.')
		dot--;
	return dot > 1 && n - dot >= 2 && n - dot <= MAX_ENDING && g_ascii_isalpha(text[dot]) &&
			strcspn(text + dot, "_-:") >= n - dot
		? dot - 1
		: n;
}

/* "2233445566-70": from one number to a higher one. "20261127151234-0001" is an id of its own. */
static gsize
range_at(const char *text, gsize n)
{
	gsize first = strspn(text, "0123456789"), last = first + 1 < n ? n - first - 1 : 0;

	return first >= 6 && last > 0 && last <= first && text[first] == '-' &&
			strspn(text + first + 1, "0123456789") == last &&
			strncmp(text + first + 1, text + first - last, last) > 0
		? first
		: 0;
}

/* The longest piece between "_" and "-" that is an id, as in "AFP_000_34L82NW_hd". */
static gboolean
find_inside(const Scan *scan, const char *text, gsize n, const char *supplier, gsize *from, gsize *length)
{
	gsize cuts[MAX_PIECES + 2], n_cuts = 0;

	cuts[n_cuts++] = 0;
	for (gsize i = 1; i < n && n_cuts <= MAX_PIECES; i++)
		if (text[i] == '_' || text[i] == '-')
			cuts[n_cuts++] = i + 1;
	cuts[n_cuts] = n + 1;
	for (gsize pieces = n_cuts - 1; pieces > 0; pieces--) {
		for (gsize i = 0; i + pieces <= n_cuts; i++) {
			*from = cuts[i];
			*length = cuts[i + pieces] - 1 - cuts[i];
			if (*length > 0 && is_id_of(scan, text + *from, *length, supplier))
				return TRUE;
		}
	}
	return FALSE;
}

static void
take_apart(Scan *scan, const char *text, gsize n, const char *raw)
{
	g_autofree char *part = g_strndup(text, n);
	g_autoptr(ClSupplierId) id = cl_supplier_id_parse(scan->rules, NULL, NULL, part);
	const char *supplier = id == NULL ? NULL : id->supplier;
	gboolean whole = id != NULL;
	gsize from, length, first = range_at(text, n);

	if (whole)
		add(scan, text, n, raw);
	if (!whole && first > 0) {
		add(scan, text, first, raw);
		scan->next.joined = TRUE;
		add(scan, text + first, n - first, raw);
	} else if (strpbrk(part, "_-") != NULL && find_inside(scan, text, n, supplier, &from, &length)) {
		/* The name of Reuters' file is an id, and holds the picture's. */
		if (!whole)
			add(scan, text, from, raw);
		add(scan, text + from, length, raw);
		scan->next.joined = text[from + length] == '-';
		if (!whole)
			add(scan, text + from + length, n - from - length, raw);
	} else if (!whole) {
		add(scan, text, n, raw);
	}
	scan->next.joined = FALSE;
}

/* "ID:000_34L82NW" is a label and an id; "urn:…" is one. */
static gsize
label(const char *text, gsize n)
{
	static const char *const schemes[] = { "urn", "tag", "newsml", "http", "https", NULL };
	gsize i = 0;

	while (i < n && (g_ascii_isalpha(text[i]) || (guchar) text[i] >= 0x80))
		i++;
	if (i == 0 || i >= n || text[i] != ':')
		return 0;
	for (gsize k = 0; schemes[k] != NULL; k++)
		if (strlen(schemes[k]) == i && g_ascii_strncasecmp(schemes[k], text, i) == 0)
			return 0;
	return i + 1;
}

static void
take(Scan *scan, const char *begin, gsize n)
{
	g_autofree char *raw = g_strndup(begin, n);
	const char *at = raw, *dots;
	gsize length, end;

	while ((length = label(at, strlen(at))) > 0) {
		add(scan, at, length, raw);
		at += length;
	}
	for (; (dots = strstr(at, "..")) != NULL; at = dots + strspn(dots, ".")) {
		if (dots > at)
			take_apart(scan, at, without_ending(at, (gsize) (dots - at)), raw);
		scan->next.joined = TRUE;
	}
	scan->next.joined = scan->next.joined || strcmp(at, "-") == 0;
	for (end = strlen(at); end > 0 && strchr("_-.:", at[end - 1]) != NULL;)
		end--;
	if (end > 0)
		take_apart(scan, at, without_ending(at, end), raw);
	/* "No." ends no sentence. */
	scan->next.fresh = scan->next.fresh || (end > 3 && at[end] == '.');
	scan->n_breaks = 0;
	scan->blank = TRUE;
}

/* --- the text ----------------------------------------------------------------------------------- */

static void
pass(Scan *scan, gunichar c)
{
	gboolean blank = g_unichar_isspace(c);

	scan->n_breaks += c == '\n';
	scan->blank = scan->blank && blank;
	scan->next.line += c == '\n';
	scan->next.joined = scan->next.joined || c == 0x2014;
	scan->next.on_new_line = scan->blank && scan->n_breaks == 1;
	scan->next.numbered = c == '#' || (scan->next.numbered && blank);
	scan->next.fresh = scan->next.fresh || scan->n_breaks > 1 || c == '!' || c == '?' || c == ';' ||
		c == 0x3002;
}

/* Digits or letters of one id of which neither half is one. */
static gboolean
is_broken(const Scan *scan, const NoticeWord *a, const NoticeWord *b)
{
	gsize n = strlen(a->text), m = strlen(b->text);
	gboolean digits = strspn(a->text, "0123456789") == n && strspn(b->text, "0123456789") == m;
	g_autofree char *both = g_strconcat(a->raw, b->text, NULL);

	if (!b->on_new_line || strpbrk(both, "0123456789") == NULL)
		return FALSE;
	if (digits)
		return n >= 3 && n < 8 && m < 8 && notice_is_number(both);
	return !is_id(scan, a->text, n) && !is_id(scan, b->text, m) && is_id(scan, both, strlen(both));
}

static void
mend_lines(Scan *scan)
{
	for (guint i = 0; i + 1 < scan->words->len; i++) {
		NoticeWord *a = scan->words->pdata[i], *b = scan->words->pdata[i + 1];

		if (!is_broken(scan, a, b))
			continue;
		g_free(a->text);
		a->text = g_strconcat(a->raw, b->text, NULL);
		g_ptr_array_remove_index(scan->words, i + 1);
	}
}

GPtrArray *
notice_words(const ClCreditRules *rules, const char *clean)
{
	Scan scan = { .rules = rules, .words = g_ptr_array_new_with_free_func(word_free),
		.next = { .line = 1, .fresh = TRUE } };
	const char *begin = clean;
	Kind before = APART;

	for (const char *at = clean;; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		Kind kind = kind_of(c, before);

		if (kind != before && before != APART) {
			scan.next.at = (gsize) (begin - clean);
			take(&scan, begin, (gsize) (at - begin));
		}
		if (kind != before)
			begin = at;
		if (c == '\0')
			break;
		if (kind == APART)
			pass(&scan, c);
		before = kind;
	}
	mend_lines(&scan);
	return scan.words;
}
