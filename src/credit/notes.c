/* SPDX-License-Identifier: MIT
 *
 * What a line says to editors and not of the picture's origin: the desk's marks ("TPX IMAGES OF THE DAY"),
 * Reuters' tags, how somebody is reached, and words about use ("NO ARCHIVING"). Of the latter the rights'
 * phrases are the one list: they are read by the code that restricts the picture by them. Here they only
 * make room.
 */
#include "private.h"

#include <cutline/rights.h>
#include <string.h>

#define MAX_TAG_BRACKET_BYTES 200U
#define SENTENCE_WORDS 4U
#define LONG_LINE_WORDS 8U
#define USE_TAIL_BYTES 120U

static void
blank(char *text, gsize start, gsize end)
{
	memset(text + start, ' ', end - start);
}

/* "PA Photo." says at the end of a caption that it ends; in a credit it names the agency. */
static gboolean
is_name(const ClCreditRules *rules, const ClDeskMark *mark)
{
	g_autofree char *key = cl_text_fold(mark->text);

	return credit_rules_alias(rules, key) != NULL;
}

/* Marks that reach to the end, and phrases. The bytes that are left. */
static gsize
blank_marks(const ClCreditRules *rules, char *text, gsize n)
{
	for (gsize at = 0; at < n; at++) {
		const ClDeskMark *mark;

		if (at > 0 && g_ascii_isalnum(text[at - 1]))
			continue;
		mark = cl_credit_rules_mark(rules, text + at, n - at, TRUE);
		if (mark == NULL || mark->reach == CL_MARK_SENTENCE || is_name(rules, mark))
			continue;
		if (mark->reach == CL_MARK_REST)
			return at;
		blank(text, at, at + strlen(mark->text));
	}
	return n;
}

/* "(UNITED STATES - Tags: ENTERTAINMENT)" */
static void
blank_tags(char *text)
{
	char *tags = strstr(text, "Tags:");
	char *open = tags, *close = tags == NULL ? NULL : strchr(tags, ')');

	while (open != NULL && open > text && *open != '(' && tags - open < (int)MAX_TAG_BRACKET_BYTES)
		open--;
	if (close != NULL && *open == '(')
		blank(text, (gsize)(open - text), (gsize)(close + 1 - text));
}

/* --- how somebody is reached ----------------------------------------------------------------------- */

#define MIN_PHONE_DIGITS 7U

static gboolean
is_in_mail(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr(".-_+%@", c) != NULL) || (c & 0x80) != 0;
}

static void
leave_out(char *text, gsize start, gsize end, ClCredit *credit)
{
	credit_find(credit, CL_FINDING_CREDIT_RESIDUE, (guint32)start, (guint32)end,
		"\"%.*s\" is left out: it says how somebody is reached", (int)(end - start), text + start);
	blank(text, start, end);
}

/* "<ana@courier.example>": with the brackets around it. An account, "@ana", is a name. */
static void
blank_mails(char *text, ClCredit *credit)
{
	for (char *sign = strchr(text, '@'); sign != NULL; sign = strchr(sign + 1, '@')) {
		gsize start = (gsize)(sign - text), end = start + 1;

		while (start > 0 && is_in_mail(text[start - 1]))
			start--;
		while (is_in_mail(text[end]))
			end++;
		if (text + start == sign || memchr(sign, '.', (gsize)(text + end - sign)) == NULL)
			continue;
		if (start > 0 && text[start - 1] == '<' && text[end] == '>') {
			start--;
			end++;
		}
		leave_out(text, start, end, credit);
	}
}

/* Of the sign of a number, "+" or "Tel.:", the bytes; 0: there is none. */
static gsize
phone_sign(const char *text, gsize at)
{
	static const char *const words[] = {"tel", "telefon", "phone", "mobile", "mob", "fon"};

	if (text[at] == '+')
		return 1;
	if (at > 0 && g_ascii_isalpha(text[at - 1]))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		gsize n = strlen(words[i]), gap;

		/* Asked of every byte. */
		if (g_ascii_tolower(text[at]) != words[i][0] ||
			g_ascii_strncasecmp(text + at, words[i], n) != 0)
			continue;
		gap = strspn(text + at + n, ".: ");
		if (gap > 0)
			return n + gap + (text[at + n + gap] == '+' ? 1 : 0);
	}
	return 0;
}

/* "+49 (0)30 123-4567", "Tel. 030 1234567". */
static void
blank_phones(char *text, ClCredit *credit)
{
	for (gsize at = 0; text[at] != '\0'; at++) {
		gsize sign = phone_sign(text, at), n;
		guint n_digits = 0;

		if (sign == 0)
			continue;
		n = sign + strspn(text + at + sign, "0123456789 -/.()");
		while (n > sign && !g_ascii_isdigit(text[at + n - 1]))
			n--;
		for (gsize i = sign; i < n; i++)
			n_digits += g_ascii_isdigit(text[at + i]) ? 1 : 0;
		if (n_digits >= MIN_PHONE_DIGITS)
			leave_out(text, at, at + n, credit);
	}
}

/* --- words about use -------------------------------------------------------------------------------- */

/* A single word ("Handout", "Exclusive") and a credit that is demanded are the grammar's; so are the short
 * words for a third party and for what was made of pictures, but not a sentence. Whom to call (Contact Press,
 * Roll Call) may be a name. */
static gboolean
is_about_use(const ClRightsPhrase *phrase)
{
	gboolean origin = phrase->code == CL_RESTRICTION_THIRD_PARTY ||
			  phrase->code == CL_RESTRICTION_ALTERED_AT_SOURCE;

	return phrase->code != CL_RESTRICTION_INFORMATION &&
	       phrase->code != CL_RESTRICTION_CREDIT_REQUIRED &&
	       phrase->code != CL_RESTRICTION_CLEARANCE &&
	       phrase->n_words >= (origin ? SENTENCE_WORDS : 2);
}

/* A byte that is of no character is a sign that is of no word: what is printed for it is read as one. */
static char *
dup_valid(const char *text)
{
	char *valid = g_strdup(text);
	const char *bad = valid;

	while (!g_utf8_validate(bad, -1, &bad))
		valid[bad - valid] = '\x7f';
	return valid;
}

static void
blank_use(char *text, ClCredit *credit)
{
	g_autofree char *valid = dup_valid(text);
	g_autoptr(GArray) found = cl_rights_phrases(cl_rights_rules_shipped(), valid);

	for (guint i = 0; i < found->len; i++) {
		const ClRightsPhrase *phrase = &g_array_index(found, ClRightsPhrase, i);

		if (!is_about_use(phrase))
			continue;
		if (credit != NULL)
			credit_find(credit, CL_FINDING_CREDIT_USE_WORDS, phrase->start, phrase->end,
				"\"%.*s\" is left out: it says how the picture may be used",
				(int)(phrase->end - phrase->start), valid + phrase->start);
		blank(text, phrase->start, phrase->end);
	}
}

static gboolean
has_command(const CreditText *text)
{
	for (guint i = 0; i < text->words->len; i++) {
		g_autofree char *key = credit_text_key(text, i, i + 1);

		if (cl_rights_word_commands(cl_rights_rules_shipped(), key))
			return TRUE;
	}
	return FALSE;
}

/* Asked of every credit there is, so the cheap question first. */
static gboolean
may_say_use(const CreditText *text)
{
	return text->words->len >= LONG_LINE_WORDS || has_command(text);
}

static void
blank_told(CreditText *text, const ClCreditRules *rules, char *line, ClCredit *credit)
{
	gsize start, end;

	while (credit_told(rules, text, &start, &end)) {
		credit_find(credit, CL_FINDING_CREDIT_USE_WORDS, (guint32)start, (guint32)end,
			"\"%.*s\" is left out: it stands in capitals behind the credit", (int)(end - start),
			line + start);
		blank(line, start, end);
		credit_text_clear(text);
		credit_text_init(text, line);
	}
}

void
credit_text_without_notes(CreditText *text, const ClCreditRules *rules, const char *raw, ClCredit *credit)
{
	g_autofree char *line = g_strdup(raw);
	gsize n = strlen(line), rest = blank_marks(rules, line, n);

	if (rest < n)
		credit_find(credit, CL_FINDING_CREDIT_RESIDUE, (guint32)rest, (guint32)n,
			"\"%s\" is left out", line + rest);
	line[rest] = '\0';
	blank_tags(line);
	blank_mails(line, credit);
	blank_phones(line, credit);
	credit_text_init(text, line);
	if (rest > CREDIT_MAX_TEXT_BYTES)
		return;
	blank_told(text, rules, line, credit);
	if (!may_say_use(text))
		return;
	blank_use(line, credit);
	credit_text_clear(text);
	credit_text_init(text, line);
}

/* Of the end of every caption it is asked whether it says so, too: of its last words alone. */
static gboolean
may_end_in_use(const char *line)
{
	gsize n = strlen(line), from = n > USE_TAIL_BYTES ? n - USE_TAIL_BYTES : 0;
	CreditText tail;
	gboolean may;

	if (from > 0)
		from += strcspn(line + from, " ");
	credit_text_init(&tail, line + from);
	may = has_command(&tail);
	credit_text_clear(&tail);
	return may;
}

/* What is told behind the credit at its end. */
static gsize
before_told(const ClCreditRules *rules, const char *line)
{
	gsize n = strlen(line), start, end;
	CreditText text;

	credit_text_init(&text, line);
	if (credit_told(rules, &text, &start, &end) && line[end + strspn(line + end, " .!*+")] == '\0')
		n = start;
	credit_text_clear(&text);
	return n;
}

gsize
credit_before_notes(const ClCreditRules *rules, const char *text)
{
	g_autofree char *line = g_strdup(text);
	gsize n;

	line[blank_marks(rules, line, strlen(line))] = '\0';
	blank_tags(line);
	if (may_end_in_use(line))
		blank_use(line, NULL);
	for (n = before_told(rules, line); n > 0 && strchr(" \n\t\r;,-/|", line[n - 1]) != NULL;)
		n--;
	return n;
}
