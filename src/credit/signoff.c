/* SPDX-License-Identifier: MIT
 *
 * The credit at the end of a caption (reference §4.2 rule 4), or in its first lines: found, never taken out
 * here. A tail counts only if a rule knows somebody in it, so that the end of a sentence is no credit.
 */
#include "private.h"

#include <cutline/country.h>
#include <cutline/rights.h>
#include <string.h>

#define MAX_SIGNOFF_BYTES 300U
#define MAX_SIGNATURE_BYTES 60U
#define MAX_TAIL_BYTES 80U
#define MAX_CHAIN_BYTES 200U /* of a tail with a slash */
#define MAX_AGENCY_WORDS 4U
#define MAX_CHAIN_WORDS 6U   /* of a tail with a slash that names somebody unknown */
#define MAX_LOOK_BACK_BYTES 4096U
#define MAX_NOTES_BYTES 1200U
#define MAX_HEADING_LINES 3U

static gboolean
is_credit(const ClCreditRules *rules, const char *text, gsize n)
{
	g_autofree char *tail = g_strndup(text, n);
	g_autoptr(ClCredit) credit = cl_credit_parse(rules, tail);

	for (guint i = 0; i < credit->rules->len; i++)
		if (g_str_has_prefix(credit->rules->pdata[i], "organisation/"))
			return !credit_has_finding(credit, CL_FINDING_CREDIT_RESIDUE);
	return FALSE;
}

/* What says that a word was not understood, or could be something else. */
static gboolean
is_doubtful(const ClCredit *credit)
{
	static const char *const codes[] = {CL_FINDING_CREDIT_UNPARSED, CL_FINDING_CREDIT_AMBIGUOUS,
		CL_FINDING_CREDIT_RESIDUE, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION,
		CL_FINDING_CREDIT_SINGLE_NAME, CL_FINDING_CREDIT_SPELLING};

	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
		if (credit_has_finding(credit, codes[i]))
			return TRUE;
	return FALSE;
}

/* "МЧС РФ/ТАСС", "Eyewitness video/via REUTERS". */
static gboolean
is_short(const char *text)
{
	guint n_words = 1;

	for (const char *at = strchr(text, ' '); at != NULL; at = strchr(at + 1, ' '))
		n_words++;
	return n_words <= MAX_CHAIN_WORDS;
}

static gboolean
begins_small(const CreditText *text, guint i)
{
	return g_unichar_islower(g_utf8_get_char(text->clean + credit_text_word(text, i)->start));
}

/* The words of an agency with which they begin, or 0. */
static guint
agency_words(const ClCreditRules *rules, const CreditText *words)
{
	for (guint n = MIN(MAX_AGENCY_WORDS, words->words->len); n > 0; n--) {
		g_autofree char *key = credit_text_key(words, 0, n);
		const CreditAlias *alias = credit_rules_alias(rules, key);

		if (alias != NULL && cl_organisation_delivers(alias->organisation->kind))
			return n;
	}
	return 0;
}

/* "ANP OPENBAAR MINISTERIE", not "Reuters offices in Rome": an agency, and behind it an office's name. */
static gboolean
is_signed_for(const ClCreditRules *rules, const char *text)
{
	CreditText words;
	guint i;
	gboolean gives = FALSE;

	if (strlen(text) > MAX_TAIL_BYTES)
		return FALSE;
	credit_text_init(&words, text);
	i = agency_words(rules, &words);
	for (; i > 0 && i < words.words->len; i++) {
		g_autofree char *key = credit_text_key(&words, i, i + 1);
		guint kind = credit_rules_word(rules, key);

		if (begins_small(&words, i) && !(kind & CREDIT_WORD_FUNCTION))
			break;
		gives |= (kind & CREDIT_WORD_ISSUER) != 0;
	}
	gives = gives && i == words.words->len;
	credit_text_clear(&words);
	return gives;
}

/* "Governor of Kelm/Handout via REUTERS", "Kantonspolizei Bern via REUTERS": whoever the office is, no
 * sentence is written so. */
static gboolean
is_chain(const ClCreditRules *rules, const ClCredit *credit, const char *text)
{
	const char *slash = strrchr(text, '/');

	for (guint i = 0; i < credit->findings->len; i++) {
		const ClCreditFinding *finding = credit->findings->pdata[i];

		if (strcmp(finding->code, CL_FINDING_CREDIT_UNKNOWN_ORGANISATION) != 0 &&
			strcmp(finding->code, CL_FINDING_CREDIT_STATE_MEDIA) != 0)
			return FALSE;
	}
	if (slash == NULL)
		return credit->provider != NULL &&
		       cl_credit_rules_gives_out(rules, credit->provider->name) &&
		       (is_signed_for(rules, text) || (strstr(text, " via ") != NULL && is_short(text)));
	return is_short(text) ||
	       ((credit->kind == CL_CREDIT_HANDOUT || credit->kind == CL_CREDIT_UGC ||
			credit->photographers->len > 0) &&
		       (strstr(slash, " via ") != NULL || g_str_has_prefix(slash, "/via ")));
}

/* A text that is a credit and nothing besides; else NULL. */
static ClCredit *
read_whole(const ClCreditRules *rules, const char *text, gsize n)
{
	g_autofree char *tail = g_strndup(text, n);
	g_autoptr(ClCredit) credit = NULL;
	const ClCreditName *deliverer;
	const ClOrganisation *agency;

	if (n > MAX_CHAIN_BYTES || (n > MAX_TAIL_BYTES && memchr(text, '/', n) == NULL) ||
		memchr(text, '\n', n) != NULL)
		return NULL;
	credit = cl_credit_parse(rules, tail);
	deliverer = cl_credit_deliverer(credit);
	agency = deliverer == NULL || deliverer->id == NULL
			 ? NULL
			 : cl_credit_rules_organisation(rules, deliverer->id);
	return agency != NULL && (!is_doubtful(credit) || is_chain(rules, credit, tail)) &&
			       (cl_organisation_delivers(agency->kind) || credit->client != NULL)
		       ? g_steal_pointer(&credit)
		       : NULL;
}

gboolean
cl_credit_is_whole(const ClCreditRules *rules, const char *text, gsize n)
{
	g_autoptr(ClCredit) credit = read_whole(rules, text, n);

	return credit != NULL;
}

/* Photographers stand in no sentence of their own caption: "… for Real Madrid. Real Madrid, AP" and "New
 * Zealand, Reuters" name what is shown. */
static gboolean
names_what_is_shown(const ClCredit *credit, const char *text, gsize at)
{
	gsize first = at > MAX_LOOK_BACK_BYTES ? at - MAX_LOOK_BACK_BYTES : 0;
	g_autofree char *before = g_strndup(text + first, at - first);
	g_autofree char *folded = cl_text_fold(before);
	g_autofree char *words = g_strconcat(" ", folded, " ", NULL);

	for (guint i = 0; i < credit->photographers->len; i++) {
		const char *name = ((const ClCreditName *)credit->photographers->pdata[i])->name;
		g_autofree char *key = cl_text_fold(name);
		g_autofree char *wanted = g_strconcat(" ", key, " ", NULL);

		if (cl_country_code(name) != NULL || strstr(words, wanted) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* Do the words before `at` name an agency? */
static gboolean
agency_before(const ClCreditRules *rules, const char *text, gsize at)
{
	gsize first = at > MAX_SIGNATURE_BYTES ? at - MAX_SIGNATURE_BYTES : 0;
	CreditText words;
	gboolean found = FALSE;
	g_autofree char *before = g_strndup(text + first, at - first);

	credit_text_init(&words, before);
	for (guint n = 1; n <= MIN(MAX_AGENCY_WORDS, words.words->len) && !found; n++) {
		g_autofree char *key = credit_text_key(&words, words.words->len - n, words.words->len);

		found = credit_rules_alias(rules, key) != NULL;
	}
	credit_text_clear(&words);
	return found;
}

/* Does a sentence end within? Full stops of initials and short ranks do not count. */
static gboolean
has_sentences(const char *text, gsize n)
{
	for (gsize i = 3; i + 1 < n; i++)
		if (text[i] == '.' && text[i + 1] == ' ' && text[i - 1] != ' ' && text[i - 1] != '.' &&
			text[i - 2] != ' ' && text[i - 2] != '.' && text[i - 3] != ' ')
			return TRUE;
	return FALSE;
}

gboolean
cl_credit_is_tail(const ClCreditRules *rules, const char *text, gsize at, gsize end)
{
	g_autoptr(ClCredit) credit = NULL;
	g_autofree char *tail = NULL;
	gboolean sure;
	gsize label;

	/* The cheap questions first: nearly every last sentence is asked. "Fot." does not end one. */
	if (end - at > MAX_CHAIN_BYTES)
		return FALSE;
	label = cl_credit_rules_label(rules, text + at, end - at, TRUE, &sure);
	tail = g_strndup(text + at, end - at);
	if (has_sentences(tail + label, end - at - label) ||
		(!agency_before(rules, text, end) && !is_signed_for(rules, tail)) ||
		agency_before(rules, text, at))
		return FALSE;
	credit = read_whole(rules, text + at, end - at);
	return credit != NULL && !names_what_is_shown(credit, text, at);
}

/* "(Photo by X / AFP) (Photo by X/AFP via Getty Images)": the last one is the fullest. */
static gboolean
find_parenthesis(
	const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	guint depth = 0;
	gsize at = length;
	char closing = length == 0 ? '\0' : caption[length - 1], opening = closing == ']' ? '[' : '(';

	if (closing != ')' && closing != ']')
		return FALSE;
	while (at > 0 && length - at < MAX_SIGNOFF_BYTES) {
		at--;
		if (caption[at] == closing)
			depth++;
		else if (caption[at] == opening && --depth == 0)
			break;
	}
	if (depth != 0 || !is_credit(rules, caption + at, length - at))
		return FALSE;
	/* "(Japan Coast Guard)(Kyodo)": what stands right before it is part of it. */
	for (gsize before = at; before > 0 && caption[at - 1] == closing && at - before < MAX_TAIL_BYTES;)
		if (caption[--before] == opening && is_credit(rules, caption + before, length - before)) {
			at = before;
			break;
		}
	*start = at;
	*end = length;
	return TRUE;
}

/* "(Photo by Ana RUIZ / AFP) / CLUB RULES FORBID …": behind a credit in brackets and a stroke stands no more
 * of it. */
static gboolean
find_before_stroke(
	const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	gsize first = length > MAX_NOTES_BYTES ? length - MAX_NOTES_BYTES : 0;

	for (gsize at = length; at > first; at--)
		if (caption[at - 1] == ')' && caption[at + strspn(caption + at, " ")] == '/' &&
			find_parenthesis(rules, caption, at, start, end))
			return TRUE;
	return FALSE;
}

/* Does a sentence end before `at`, or the text begin there? */
static gboolean
begins_sentence(const char *caption, gsize at)
{
	while (at > 0 && strchr(" \n\t)\"'*", caption[at - 1]) != NULL)
		at--;
	return at == 0 || strchr(".!?:", caption[at - 1]) != NULL || (guchar)caption[at - 1] >= 0x80;
}

/* "REUTERS/", "The Canadian Press/": an agency up to the first slash. */
static gboolean
signs(const ClCreditRules *rules, const char *text)
{
	gsize n = strcspn(text, "/\n");
	g_autofree char *name = g_strndup(text, n);
	g_autofree char *key = NULL;
	const CreditAlias *alias;

	if (n > MAX_SIGNATURE_BYTES || text[n] != '/')
		return FALSE;
	key = cl_text_fold(name);
	alias = credit_rules_alias(rules, key);
	return alias != NULL && cl_organisation_delivers(alias->organisation->kind);
}

static gboolean
is_headed(const ClCreditRules *rules, const char *line, gsize n)
{
	gboolean sure;

	return n > 0 && n < MAX_SIGNOFF_BYTES && cl_credit_rules_label(rules, line, n, TRUE, &sure) > 0 &&
	       is_credit(rules, line, n);
}

/* "Mandatory Credit: Photo by Ana Ruiz/Shutterstock (1234567a)", and the caption in the lines below; above it
 * may stand what the picture costs. */
static gboolean
find_heading(const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	gsize at = 0;

	for (guint line = 0; line < MAX_HEADING_LINES && at < length; line++) {
		const char *line_end = memchr(caption + at, '\n', length - at);

		if (line_end == NULL)
			return FALSE;
		if (is_headed(rules, caption + at, (gsize)(line_end - caption) - at)) {
			*start = at;
			*end = (gsize)(line_end - caption);
			return TRUE;
		}
		at = (gsize)(line_end - caption) + 1;
	}
	return FALSE;
}

/* "Фото: gov.kz", "Foto: Polizei Berlin": behind a label an office alone. */
static gboolean
is_given(const ClCreditRules *rules, const char *text, gsize n)
{
	g_autofree char *name = g_strndup(text, n);

	return n <= MAX_TAIL_BYTES && cl_credit_rules_gives_out(rules, name);
}

/* The last place where a credit begins in words, by a label or an agency's signature. */
static gboolean
find_sentence(
	const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	gsize first = length > MAX_SIGNOFF_BYTES ? length - MAX_SIGNOFF_BYTES : 0;

	for (gsize at = length; at > first;) {
		gboolean fresh, sure;
		gsize label;

		at--;
		if (((guchar)caption[at] & 0xc0) == 0x80 ||
			(at > 0 && strchr(" \n.(", caption[at - 1]) == NULL))
			continue;
		fresh = begins_sentence(caption, at);
		label = cl_credit_rules_label(rules, caption + at, length - at, fresh, &sure);
		if (label == 0 && !(fresh && signs(rules, caption + at)))
			continue;
		if (!is_credit(rules, caption + at, length - at) &&
			!(fresh && label > 0 && is_given(rules, caption + at + label, length - at - label)))
			continue;
		*start = at;
		*end = length;
		return TRUE;
	}
	return FALSE;
}

/* "… in Almaty. Ana Ruiz, AFP": a sentence of nothing but a credit. */
static gboolean
find_tail(const ClCreditRules *rules, const char *caption, gsize length, gsize *start, gsize *end)
{
	gsize first = length > MAX_CHAIN_BYTES ? length - MAX_CHAIN_BYTES : 1;

	for (gsize at = first; at + 1 < length; at++) {
		if (caption[at] != '\n' && (caption[at] != ' ' || strchr(".!?", caption[at - 1]) == NULL))
			continue;
		if (!cl_credit_is_tail(rules, caption, at + 1, length))
			continue;
		*start = at + 1;
		*end = length;
		return TRUE;
	}
	return FALSE;
}

/* Where the last bytes of a caption begin, in which something may be said to editors. */
static const char *
last_bytes(const char *caption)
{
	gsize n = strlen(caption), at = n > MAX_NOTES_BYTES ? n - MAX_NOTES_BYTES : 0;

	while (((guchar)caption[at] & 0xc0) == 0x80)
		at++;
	return caption + at;
}

/* Where the caption ends without that. */
static gsize
before_notes(const ClCreditRules *rules, const char *caption)
{
	const char *last = last_bytes(caption);

	return (gsize)(last - caption) + credit_before_notes(rules, last);
}

/* "Foto: Ana Ruiz/dpa - Honorarfrei nur …", "LEHTIKUVA *** EI VERKKOON ***": what the rights read as
 * instructions up to the caption's end is no credit. */
static gsize
before_told(const char *caption)
{
	const ClRightsRules *rules = cl_rights_rules_shipped();
	const char *end, *note = cl_rights_note(rules, last_bytes(caption), &end);

	while (note != NULL && end[strspn(end, " \n*+")] != '\0')
		note = cl_rights_note(rules, end + strspn(end, "*+"), &end);
	while (note != NULL && note > caption && strchr(" \n*+-", note[-1]) != NULL)
		note--;
	return note == NULL ? strlen(caption) : (gsize)(note - caption);
}

gboolean
cl_credit_signoff(const ClCreditRules *rules, const char *caption, gsize *start, gsize *end)
{
	gsize whole = strlen(caption), notes = before_notes(rules, caption);
	gsize lengths[] = {MIN(before_told(caption), notes), notes, whole};

	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		gsize length = lengths[i];

		if (i > 0 && lengths[i] == lengths[i - 1])
			continue;
		while (length > 0 && (g_ascii_isspace(caption[length - 1]) || caption[length - 1] == '*'))
			length--;
		if (find_parenthesis(rules, caption, length, start, end) ||
			find_before_stroke(rules, caption, length, start, end) ||
			find_heading(rules, caption, length, start, end) ||
			find_sentence(rules, caption, length, start, end) ||
			find_tail(rules, caption, length, start, end))
			return TRUE;
	}
	return FALSE;
}
