/* SPDX-License-Identifier: MIT
 *
 * Where the open slot at the end of a phrase ends: before whatever commands by itself. That is then read
 * as if the phrase had not been there: no credit, occasion, fee or correction swallows a restriction.
 */
#include <string.h>
#include "rules.h"
#include "when.h"

#define NUMBER_CHARS 6U /* of a picture's number in brackets, at least */

typedef struct {
	const ClRightsRules *rules;
	const RightsTokens *tokens;
} Text;

static gboolean
has_flag(const Text *text, guint i, guint16 flag)
{
	return (text->rules->flags[rights_token(text->tokens, i)->word] & flag) != 0;
}

static gboolean
is_among(const Text *text, guint i, const char *const *words)
{
	return g_strv_contains(words, rights_token(text->tokens, i)->fold);
}

/* "NOT TO BE NAMED", "NO USE", but not "MONDAY, NOT TUESDAY". */
static gboolean
is_denial(const Text *text, guint i, guint end)
{
	static const char *const verbs[] = {"to", "for", "be", "in", NULL};

	return has_flag(text, i, RIGHTS_WORD_NEGATION) && i + 1 < end &&
	       (has_flag(text, i + 1, RIGHTS_WORD_COMMAND) || is_among(text, i + 1, verbs));
}

/* "DESK TO BE CALLED" is rare, "CALL DESK" is not. */
static gboolean
is_call(const Text *text, guint i, guint from)
{
	static const char *const calls[] = {
		"call", "ask", "contact", "phone", "ring", "check", "consult", NULL};

	return is_among(text, i, calls) &&
	       (rights_token(text->tokens, i)->before >= RIGHTS_BREAK_SOFT ||
		       (i > from && has_flag(text, i - 1, RIGHTS_WORD_CONNECTOR)));
}

/* The last word of a piece: "SUN OUT", "FAMILY ONLY". */
static gboolean
is_closing(const Text *text, guint i, guint end)
{
	static const char *const words[] = {"out", "excluded", "banned", "verboten", "only", "nur", NULL};

	return (i + 1 == end || rights_token(text->tokens, i + 1)->before >= RIGHTS_BREAK_SOFT) &&
	       is_among(text, i, words);
}

/* Before a second verb or thing: "OR PUBLISHED ONLINE", "NO TEXT". */
static gboolean
is_joint(const Text *text, guint i)
{
	static const char *const joints[] = {
		"or", "and", "nor", "but", "und", "oder", "et", "ou", "ni", "y", "o", "e", NULL};

	return rights_token(text->tokens, i)->before >= RIGHTS_BREAK_SOFT || is_among(text, i, joints) ||
	       has_flag(text, i, RIGHTS_WORD_NEGATION);
}

static void
end_at(const Text *text, RightsMatch *match, guint end)
{
	static const char *const joints[] = {
		"and", "or", "but", "plus", "und", "oder", "aber", "et", "ou", "y", NULL};
	RightsCapture *last = &match->captures[match->n_captures - 1];

	while (end > last->start + 1 && is_among(text, end - 1, joints))
		end--;
	match->end = last->end = end;
	match->n_captures -= end == last->start;
}

/* "In connection with the trial and not after 5 March". */
static void
end_occasion(const Text *text, RightsMatch *match)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];
	guint i = last->start + 1;

	while (i < last->end && !has_flag(text, i, RIGHTS_WORD_LIMIT | RIGHTS_WORD_NEGATION))
		i++;
	end_at(text, match, i);
}

/* "CORRECTION: EMBARGO NOW 6PM", "SEE STORY X: NO USE": what informs of an order informs of nothing else. The
 * name of a story may be any word: "SEE PA STORY LEGAL Minors". */
static void
end_information(const Text *text, RightsMatch *match, gboolean slug)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];
	guint16 orders = RIGHTS_WORD_LIMIT | (slug ? 0 : RIGHTS_WORD_ORDER);

	for (guint i = last->start; i < last->end; i++) {
		if (i > last->start && rights_token(text->tokens, i)->before >= RIGHTS_BREAK_SOFT)
			orders |= RIGHTS_WORD_ORDER;
		if (has_flag(text, i, orders) || is_denial(text, i, last->end)) {
			end_at(text, match, last->start);
			return;
		}
	}
}

/* "JOHN DOE - SUN OUT", "JOHN DOE AND CALL DESK", "- ASK DESK". Behind a colon the first piece is the credit,
 * in "CREDIT - SUN, MIRROR OUT" all of it is the ban. */
static void
end_credit(const Text *text, RightsMatch *match)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];
	RightsBreak before = rights_token(text->tokens, last->start)->before;
	const char *gap = text->tokens->text + rights_token(text->tokens, last->start)->start;
	gboolean named = before == RIGHTS_BREAK_NONE;
	guint piece = last->start;

	for (; !named && gap > text->tokens->text && !g_ascii_isalnum(gap[-1]); gap--)
		named = gap[-1] == ':';
	for (guint i = last->start; i < last->end; i++) {
		gboolean alone;

		if (i > last->start && rights_token(text->tokens, i)->before >= RIGHTS_BREAK_SOFT)
			piece = i;
		alone = i == piece && has_flag(text, i, RIGHTS_WORD_ORDER) &&
			(i + 1 == last->end ||
				rights_token(text->tokens, i + 1)->before >= RIGHTS_BREAK_SOFT);
		if (i > piece && is_closing(text, i, last->end))
			end_at(text, match, named ? piece : last->start);
		else if (alone || is_call(text, i, last->start))
			end_at(text, match, i);
		else if ((i == piece || piece > last->start) &&
			 (is_denial(text, i, last->end) || has_flag(text, i, RIGHTS_WORD_LIMIT)))
			end_at(text, match, piece);
		else
			continue;
		return;
	}
}

/* "EXCLUSIVE PICTURES MUST NOT BE USED ONLINE", "EXCLUSIVE - FAMILY ONLY". */
static void
end_rest(const Text *text, RightsMatch *match)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];
	guint piece = last->start;

	for (guint i = last->start; i < last->end; i++) {
		if (i > last->start && rights_token(text->tokens, i)->before >= RIGHTS_BREAK_SOFT)
			piece = i;
		if (i > piece && is_closing(text, i, last->end))
			end_at(text, match, piece);
		else if (has_flag(text, i, RIGHTS_WORD_LIMIT | RIGHTS_WORD_ORDER) ||
			 is_denial(text, i, last->end) || is_call(text, i, last->start))
			end_at(text, match, piece > last->start ? piece : i);
		else
			continue;
		return;
	}
}

/* "DO NOT CROP OUT THE SPONSOR" says what; "CROPPED OR PUBLISHED ONLINE" says something else. */
static void
end_object(const Text *text, RightsMatch *match)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];

	for (guint i = last->start; i < last->end; i++) {
		if (is_joint(text, i)) {
			end_at(text, match, i);
			return;
		}
	}
}

/* A comma, a colon, a bracket or a dash; not the hyphen of a slug, nor the full stop of an initial. */
static gboolean
begins_piece(const Text *text, guint i)
{
	const RightsToken *token = rights_token(text->tokens, i);
	guint from = i == 0 ? 0 : rights_token(text->tokens, i - 1)->end;

	for (guint at = from; token->before == RIGHTS_BREAK_SOFT && at < token->start; at++)
		if (strchr(",:()[]", text->tokens->text[at]) != NULL)
			return TRUE;
	return token->before >= RIGHTS_BREAK_LINE;
}

/* "6AM", "FRIDAY 0900"; four digits alone are a part of a telephone number. */
static gboolean
is_timed(const Text *text, guint i)
{
	const char *fold = rights_token(text->tokens, i)->fold;
	RightsWhen when;
	guint end;

	return rights_when_read(text->tokens, i, &when, &end) && when.has_time &&
	       (end > i + 1 || fold[strspn(fold, "0123456789")] != '\0');
}

static const char *const by[] = {"by", "von", "par", "por", "di", NULL};

/* Words in capitals that are neither a slug, "KAZAKHSTAN-POLITICS", nor "BY JOHN DOE". */
static gboolean
is_loud(const Text *text, guint start, guint end)
{
	gboolean several = FALSE;

	for (guint i = start; i < end; i++) {
		const RightsToken *token = rights_token(text->tokens, i);

		if (!token->caps && !token->digit)
			return FALSE;
		several = several || (i > start && text->tokens->text[token->start - 1] == ' ');
	}
	return several && !is_among(text, start, by);
}

/* Does a piece behind a pause tell somebody something? `loud`: after such a break, capitals do; and behind
 * what informs whatever would command if it stood alone: "Sun out", "Honorar fällig". */
static gboolean
tells(const Text *text, guint start, guint end, guint loud)
{
	if (has_flag(text, start, RIGHTS_WORD_IMPERATIVE))
		return TRUE;
	for (guint i = start; i < end; i++)
		if (has_flag(text, i, RIGHTS_WORD_ASKS) ||
			(loud == RIGHTS_BREAK_SOFT && has_flag(text, i, RIGHTS_WORD_COMMAND)) ||
			(loud == RIGHTS_BREAK_SOFT && i > start && is_closing(text, i, end)))
			return TRUE;
	return rights_token(text->tokens, start)->before >= loud && is_loud(text, start, end);
}

/* "KAZAKHSTAN-POLITICS": of a slug, or of a by-line, the words name a story and no place, day or court. */
static gboolean
is_named(const Text *text, guint i, guint start, guint end)
{
	const char *at = text->tokens->text;

	return is_among(text, start, by) ||
	       (i > start && at[rights_token(text->tokens, i)->start - 1] == '-') ||
	       (i + 1 < end && at[rights_token(text->tokens, i)->end] == '-');
}

/* A word of command, law, right, day or place. */
static gboolean
is_matter(const Text *text, guint i, guint start, guint end)
{
	const guint16 always =
		RIGHTS_WORD_ASKS | RIGHTS_WORD_NEGATION | RIGHTS_WORD_LIMIT | RIGHTS_WORD_ORDER;
	const char *fold = rights_token(text->tokens, i)->fold;
	RightsWhen when;
	guint after;

	if (has_flag(text, i, always) || is_timed(text, i))
		return TRUE;
	if (is_named(text, i, start, end))
		return strcmp(fold, "out") == 0;
	return has_flag(text, i, RIGHTS_WORD_COMMAND | RIGHTS_WORD_MATTER) ||
	       rights_rules_longest(text->rules, RIGHTS_ROOT_TERRITORIES, text->tokens, i, &after) != 0 ||
	       (!rights_token(text->tokens, i)->digit && rights_when_read(text->tokens, i, &when, &after));
}

/* "STORY AND NOTHING ELSE", "STORY RELEASED FRIDAY 6AM", "TEXT LEGAL" are no slugs. "LEGAL Minors" is one: a
 * section's name and words in small letters. */
static gboolean
is_no_slug(const Text *text, guint start, guint end)
{
	gboolean small = FALSE, loud = FALSE;

	for (guint i = start; i < end; i++) {
		const RightsToken *token = rights_token(text->tokens, i);

		small = small || (!token->caps && !token->digit);
		loud = loud || (i > start && token->caps);
	}
	for (guint i = start; i < end && (!small || loud); i++) {
		const RightsToken *token = rights_token(text->tokens, i);

		if ((token->caps || token->digit) && is_matter(text, i, start, end))
			return TRUE;
	}
	return FALSE;
}

/* "SEE AFP STORY, IDENTITY PROTECTED", "CREDIT: JOHN DOE, SPIKE THESE". */
static void
end_told(const Text *text, RightsMatch *match, ClRestrictionCode code)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];
	guint loud = code == CL_RESTRICTION_INFORMATION          ? RIGHTS_BREAK_SOFT
		     : code == CL_RESTRICTION_CAPTION_CORRECTION ? RIGHTS_BREAK_DASH
								 : RIGHTS_BREAK_STOP + 1;
	guint end;

	for (guint i = last->start; i < last->end; i = end) {
		for (end = i + 1; end < last->end && !begins_piece(text, end);)
			end++;
		if ((loud == RIGHTS_BREAK_SOFT && is_no_slug(text, i, end)) ||
			((i > last->start || begins_piece(text, i)) && tells(text, i, end, loud))) {
			end_at(text, match, i);
			return;
		}
	}
}

/* What joins the parts of a name: "Ville de Lyon", "NBAE via Getty Images". */
static gboolean
is_in_name(const Text *text, guint i)
{
	static const char *const words[] = {"a", "al", "and", "at", "by", "courtesy", "da", "das", "de",
		"del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "en", "et", "for",
		"from", "fur", "in", "la", "las", "le", "les", "los", "of", "on", "per", "ten", "ter", "the",
		"to", "und", "van", "via", "von", "y", "zu", "zum", "zur", NULL};

	return is_among(text, i, words);
}

static gboolean
is_running(const Text *text, guint i)
{
	const char *word = text->tokens->text + rights_token(text->tokens, i)->start;

	return g_unichar_islower(g_utf8_get_char(word)) && !is_in_name(text, i);
}

static gboolean
is_article(const Text *text, guint i)
{
	static const char *const words[] = {"a", "an", "the", NULL};

	return is_among(text, i, words);
}

/* "DESK Cara del menor debe ser pixelada", "JOHN DOE A GP checks a patient": where, behind capitals, a
 * sentence in ordinary letters begins; `end`: nowhere. */
static guint
find_sentence(const Text *text, guint start, guint end)
{
	guint n_running = 0, first = start, begin;

	while (first < end &&
		(rights_token(text->tokens, first)->caps || rights_token(text->tokens, first)->digit))
		first++;
	for (guint i = first; i < end && (i == first || !begins_piece(text, i)); i++)
		n_running += is_running(text, i);
	if (first == start || first == end || n_running < 2 ||
		(is_in_name(text, first) && !is_article(text, first)))
		return end;
	for (begin = first; begin > start && begin + 2 > first && !is_article(text, begin);)
		begin--;
	if (begin == start || !is_article(text, begin))
		begin = first;
	if (is_in_name(text, begin - 1) || (begins_piece(text, begin) && !is_article(text, begin)))
		return end;
	return begin;
}

/* The picture's number, which ends what it stands behind: "Shutterstock (16507315bs) Marcus …". */
static gboolean
is_numbered(const Text *text, guint i)
{
	const RightsToken *before = rights_token(text->tokens, i - 1);

	return before->digit && before->end - before->start >= NUMBER_CHARS;
}

/* "A boy", "The boy": the article of a sentence, behind a name without a pause, or behind its number in
 * brackets; "/ The Times" is of the name. */
static gboolean
begins_sentence(const Text *text, guint i)
{
	static const char *const others[] = {"ein", "eine", "un", "une", "una", NULL};
	const RightsToken *token = rights_token(text->tokens, i);
	const char *at = text->tokens->text + token->start;

	while (at[-1] == ' ')
		at--;
	return g_unichar_isupper(g_utf8_get_char(text->tokens->text + token->start)) &&
	       (is_article(text, i) || is_among(text, i, others)
			       ? token->before != RIGHTS_BREAK_SOFT || at[-1] == ')'
			       : at[-1] == ')' && is_numbered(text, i));
}

/* "John Doe / AGENCY A boy looks out", "John Doe when used online": where behind a credit in ordinary letters
 * something else is told; `end`: nowhere. */
static guint
find_told(const Text *text, guint start, guint end)
{
	static const char *const clauses[] = {"when", "whenever", "where", "wherever", "if", "unless", NULL};
	guint n_running = 0, begin = end;

	if (is_running(text, start))
		return end;
	for (guint i = start + 1; i < end; i++) {
		if (is_running(text, i) && is_among(text, i, clauses))
			return i;
		if (n_running == 0 && begins_sentence(text, i))
			begin = i;
		n_running += is_running(text, i);
	}
	return n_running > 1 ? begin : end;
}

/* What stands in capitals ends where they end. "JOHN DOE PM checks": nobody sees where the name does. */
static void
end_capitals(const Text *text, RightsMatch *match)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];
	guint end = find_sentence(text, last->start, last->end);

	if (end < last->end)
		end_at(text, match,
			last->slot == RIGHTS_SLOT_CREDIT && is_running(text, end) ? last->start : end);
}

/* "More pictures to follow, CORRECTION: …", "More pictures at desk la cara debe ser pixelada": what says
 * where there is more says nothing that another phrase says. */
static void
end_at_phrase(const Text *text, RightsMatch *match, const guint *strong)
{
	const RightsCapture *last = &match->captures[match->n_captures - 1];

	for (guint i = last->start; i < last->end; i++) {
		gboolean fresh = begins_piece(text, i);
		RightsMatch other;

		if (!rights_match(text->rules, text->tokens, i, strong, fresh, &other) ||
			other.n_fixed == 0 ||
			text->rules->rules[other.rule - 1]->code == CL_RESTRICTION_INFORMATION ||
			(!fresh && other.n_fixed < 2))
			continue;
		end_at(text, match, i);
		return;
	}
}

/* What stops or asks by itself needs no second voice. */
static gboolean
is_heard(ClRestrictionCode code)
{
	return code == CL_RESTRICTION_KILL || code == CL_RESTRICTION_EMBARGO ||
	       code == CL_RESTRICTION_CLEARANCE || code == CL_RESTRICTION_UNPARSED;
}

static const RightsCapture *
open_end(const RightsTokens *tokens, const RightsMatch *match)
{
	const RightsCapture *last =
		match->n_captures == 0 ? NULL : &match->captures[match->n_captures - 1];

	return last == NULL || last->end != match->end || last->start == match->start ||
			       (last->slot == RIGHTS_SLOT_CREDIT && rights_is_quoted(tokens, last->start))
		       ? NULL
		       : last;
}

static void
end_by_code(const Text *text, RightsMatch *match, ClRestrictionCode code)
{
	RightsSlot slot = match->captures[match->n_captures - 1].slot;

	if (slot == RIGHTS_SLOT_CREDIT)
		end_credit(text, match);
	else if (code == CL_RESTRICTION_CONTEXT_ONLY)
		end_occasion(text, match);
	else if (slot != RIGHTS_SLOT_REST)
		return;
	switch ((int)code) {
	case CL_RESTRICTION_INFORMATION:
	case CL_RESTRICTION_CAPTION_CORRECTION:
		end_information(text, match, code == CL_RESTRICTION_INFORMATION);
		break;
	case CL_RESTRICTION_NO_CROP:
	case CL_RESTRICTION_NO_ALTER:
	case CL_RESTRICTION_KEEP_LOGO:
		end_object(text, match);
		break;
	case CL_RESTRICTION_FEE:
	case CL_RESTRICTION_GRAPHIC:
	case CL_RESTRICTION_QUALITY_NOTE:
	case CL_RESTRICTION_ALTERED_AT_SOURCE:
	case CL_RESTRICTION_THIRD_PARTY:
		end_rest(text, match);
		break;
	default:
		break;
	}
}

void
rights_end_open(
	const ClRightsRules *rules, const RightsTokens *tokens, const guint *strong, RightsMatch *match)
{
	const Text text = {rules, tokens};
	ClRestrictionCode code = rules->rules[match->rule - 1]->code;
	const RightsCapture *last = open_end(tokens, match);

	if (last != NULL && match->caps && match->n_fixed > 0 && last->slot != RIGHTS_SLOT_NAME) {
		end_capitals(&text, match);
		last = open_end(tokens, match);
	}
	if (last != NULL && last->slot == RIGHTS_SLOT_CREDIT) {
		end_at(&text, match, find_told(&text, last->start, last->end));
		last = open_end(tokens, match);
	}
	if (last != NULL && code == CL_RESTRICTION_INFORMATION) {
		end_at_phrase(&text, match, strong);
		last = open_end(tokens, match);
	}
	if (last == NULL)
		return;
	end_by_code(&text, match, code);
	last = open_end(tokens, match);
	if (last != NULL && !is_heard(code) &&
		(last->slot == RIGHTS_SLOT_REST || last->slot == RIGHTS_SLOT_CREDIT ||
			(last->slot == RIGHTS_SLOT_NAME && code == CL_RESTRICTION_INFORMATION)))
		end_told(&text, match, code);
}
