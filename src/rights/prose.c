/* SPDX-License-Identifier: MIT
 *
 * A caption, a credit, a headline say something else, and terms beside it. Which phrases of such a text
 * count: those that are a statement of their own, in any letters, and those in capitals that no sentence
 * runs through. What words in capitals say, though no phrase explains them, is prose_capitals.c's.
 */
#include <string.h>

#include "prose.h"

#define MANY_WORDS 6U /* so many in capitals, and no small one: there capitals mean nothing */

/* --- pieces ---------------------------------------------------------------------------------------- */

gboolean
rights_is_between(const RightsTokens *tokens, guint i, const char *signs)
{
	guint from = i == 0 ? 0 : rights_token(tokens, i - 1)->end;
	guint end = rights_token(tokens, i)->start;

	for (guint at = from; at < end; at++)
		if (strchr(signs, tokens->text[at]) != NULL)
			return TRUE;
	return FALSE;
}

gboolean
rights_prose_parts(const RightsTokens *tokens, guint i)
{
	return i == 0 || rights_token(tokens, i)->before >= RIGHTS_BREAK_LINE ||
	       (rights_token(tokens, i)->before == RIGHTS_BREAK_SOFT &&
		       rights_is_between(tokens, i, "()[]{}:"));
}

/* A piece may begin behind a bracket or a colon, and go on behind a colon: "Embargo: 5 March". */
static gboolean
is_end(const RightsProse *prose, guint i)
{
	return i >= prose->tokens->tokens->len ||
	       rights_token(prose->tokens, i)->before >= RIGHTS_BREAK_LINE ||
	       rights_is_between(prose->tokens, i, "()[]{}");
}

static void
find_ends(RightsProse *prose)
{
	guint n = prose->tokens->tokens->len;

	prose->ends[n] = n;
	for (guint i = n; i-- > 0;) {
		gboolean last = i + 1 == n || is_end(prose, i + 1) ||
				rights_prose_parts(prose->tokens, i + 1);

		prose->ends[i] = last ? i + 1 : prose->ends[i + 1];
	}
}

static gboolean
may_start(const RightsProse *prose, guint i)
{
	if (rights_prose_parts(prose->tokens, i))
		return TRUE;
	return prose->how != RIGHTS_READ_PROSE &&
	       rights_token(prose->tokens, i)->before >= RIGHTS_BREAK_SOFT;
}

/* --- statements that phrases explain ------------------------------------------------------------------ */

/* Says of the picture what asks at most; in a copyright notice "not without permission" is said of all. */
static gboolean
is_mild(const RightsProse *prose, ClRestrictionCode code)
{
	switch ((int)code) {
	case CL_RESTRICTION_INFORMATION:
	case CL_RESTRICTION_CAPTION_CORRECTION:
	case CL_RESTRICTION_CREDIT_REQUIRED:
	case CL_RESTRICTION_FEE:
	case CL_RESTRICTION_GRAPHIC:
	case CL_RESTRICTION_QUALITY_NOTE:
	case CL_RESTRICTION_THIRD_PARTY:
	case CL_RESTRICTION_HANDOUT_SERVICE:
	case CL_RESTRICTION_ALTERED_AT_SOURCE:
		return TRUE;
	case CL_RESTRICTION_CLEARANCE:
		return prose->how == RIGHTS_READ_LABEL;
	default:
		return FALSE;
	}
}

/* A headline in small letters is news: "Japan out". */
static gboolean
counts_small(const RightsProse *prose, ClRestrictionCode code)
{
	return prose->how != RIGHTS_READ_ASIDE || code == CL_RESTRICTION_EMBARGO ||
	       code == CL_RESTRICTION_MEDIA_DENY || code == CL_RESTRICTION_EXPIRES ||
	       code == CL_RESTRICTION_TAKE_DOWN;
}

static gboolean
is_connector(const RightsProse *prose, guint i)
{
	return (prose->rules->flags[rights_token(prose->tokens, i)->word] & RIGHTS_WORD_CONNECTOR) != 0;
}

/* A phrase without open slots: those would swallow a sentence. */
static gboolean
match_closed(const RightsProse *prose, guint i, gboolean fresh, RightsMatch *match)
{
	return rights_match(prose->rules, prose->tokens, i, NULL, fresh, match) && match->n_fixed > 0 &&
	       prose->rules->rules[match->rule - 1]->caption != RIGHTS_IN_CAPTION_NEVER;
}

/* What is told of a picture in a caption or beside a name, as a statement of its own. Who is credited has
 * his own rule. */
static gboolean
tells_use(const RightsProse *prose, ClRestrictionCode code)
{
	return prose->how != RIGHTS_READ_ASIDE && code != CL_RESTRICTION_INFORMATION &&
	       code != CL_RESTRICTION_CREDIT_REQUIRED &&
	       (code != CL_RESTRICTION_CLEARANCE || prose->how == RIGHTS_READ_PROSE);
}

/* Does a phrase say something that counts here? What a list forbids is known only when it is read out. */
static gboolean
is_term(const RightsProse *prose, const RightsMatch *match)
{
	static const ClRightsTimes times = {0};
	g_autoptr(GPtrArray) found =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);

	rights_emit(prose->rules, prose->tokens, match, &times, found);
	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		if (tells_use(prose, one->code) ||
			(!is_mild(prose, one->code) && (match->caps || counts_small(prose, one->code))))
			return TRUE;
	}
	return FALSE;
}

/* Where its piece begins, a phrase may hold a name or an occasion: "AP clients only". */
static gboolean
match_piece(const RightsProse *prose, guint i, gboolean first, RightsMatch *match)
{
	gboolean closed = match_closed(prose, i, first || may_start(prose, i), match);
	RightsMatch open;

	if (!first || prose->how != RIGHTS_READ_PROSE || !rights_prose_parts(prose->tokens, i) ||
		!rights_match(prose->rules, prose->tokens, i, prose->ends, TRUE, &open) ||
		prose->rules->rules[open.rule - 1]->caption != RIGHTS_IN_CAPTION_OWN ||
		(closed && open.end <= match->end))
		return closed;
	*match = open;
	return TRUE;
}

/* From token i to the end of its piece: phrases and small words between them, and one that counts. Each
 * token is looked at once. A word of three letters may be a name: "Ho". */
static gboolean
cover(RightsProse *prose, guint start, guint *end)
{
	guint n_words = 0, at = start;
	gboolean term = FALSE, ok = TRUE;
	const RightsToken *head = rights_token(prose->tokens, start);

	while (ok && (at == start || !is_end(prose, at))) {
		RightsMatch match;

		if (prose->loose[at]) {
			ok = FALSE;
		} else if (match_piece(prose, at, at == start, &match)) {
			term = term || is_term(prose, &match);
			n_words += match.end - match.start;
			at = match.end;
		} else if (at > start && rights_prose_parts(prose->tokens, at)) {
			break;
		} else {
			ok = is_connector(prose, at);
			at += ok;
		}
	}
	*end = at;
	ok = ok && term &&
	     (n_words > 1 || head->caps ||
		     (prose->how != RIGHTS_READ_ASIDE && g_utf8_strlen(head->fold, -1) > 3));
	/* What begins within comes to the same end: a list is one phrase from each of its items on. */
	for (guint i = start; !ok && i < at; i++)
		prose->loose[i] = TRUE;
	return ok;
}

/* What it limits is known only when the match is read out. */
static gboolean
gives(const RightsProse *prose, const RightsMatch *match, ClRestrictionCode code)
{
	static const ClRightsTimes times = {0};
	g_autoptr(GPtrArray) found =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);

	rights_emit(prose->rules, prose->tokens, match, &times, found);
	return found->len > 0 && ((const ClRestriction *)found->pdata[0])->code == code;
}

static void
mark_own(RightsProse *prose, guint start, guint end)
{
	for (guint i = start; i < end; i++)
		prose->own[i] = TRUE;
}

/* "Undated handout photo issued by", "Embargoed to 0001 Tuesday December 8", "Not for use after 31 December",
 * "For use in the UK only": no sentence of news begins so. */
static gboolean
is_head(const RightsProse *prose, const RightsMatch *match)
{
	static const char *const opening[] = {"for", "strict", "strictly", NULL};
	const RightsRule *rule = prose->rules->rules[match->rule - 1];
	const RightsToken *first = rights_token(prose->tokens, match->start);

	if (match->caps)
		return FALSE;
	if (rule->caption == RIGHTS_IN_CAPTION_HEAD)
		return TRUE;
	if ((prose->rules->flags[first->word] & (RIGHTS_WORD_ORDER | RIGHTS_WORD_NEGATION)) == 0 &&
		!g_strv_contains(opening, first->fold))
		return FALSE;
	return ((rule->code == CL_RESTRICTION_EMBARGO || rule->code == CL_RESTRICTION_EXPIRES) &&
		       rights_captured(match, RIGHTS_SLOT_DATE) != NULL) ||
	       gives(prose, match, CL_RESTRICTION_TERRITORY_ALLOW);
}

/* The phrases that begin a statement, one behind the other. Past them. */
static guint
find_heads(RightsProse *prose, guint i)
{
	RightsMatch match;

	while (i < prose->tokens->tokens->len && match_closed(prose, i, TRUE, &match) &&
		is_head(prose, &match)) {
		prose->head[i] = TRUE;
		mark_own(prose, i, match.end);
		i = match.end;
	}
	return i;
}

static void
find_own(RightsProse *prose)
{
	guint n = prose->tokens->tokens->len, end;

	for (guint i = 0; i < n; i++) {
		gboolean seen = prose->loose[i];

		if (!may_start(prose, i))
			continue;
		if (cover(prose, i, &end))
			mark_own(prose, i, end);
		else if (!seen && prose->how != RIGHTS_READ_ASIDE)
			end = find_heads(prose, i);
		else
			continue;
		if (end > i)
			i = end - 1;
	}
}

/* --- a place that is out, behind the names at the end -------------------------------------------------- */

#define TAIL_WORDS 40U

static gboolean
is_place_out(const RightsProse *prose, const RightsMatch *match)
{
	static const char *const out[] = {"out", "ut", NULL};

	return g_strv_contains(out, rights_token(prose->tokens, match->end - 1)->fold) &&
	       gives(prose, match, CL_RESTRICTION_TERRITORY_DENY);
}

/* News writes a country with a capital. */
static gboolean
begins_small(const RightsTokens *tokens, guint i)
{
	return g_unichar_islower(g_utf8_get_char(tokens->text + rights_token(tokens, i)->start));
}

/* "ANP SEM VAN DER WAL netherlands out - belgium out", "Kyodo, korea out no sales"; not "knocked Japan
 * out". */
static void
find_places_out(RightsProse *prose)
{
	const RightsTokens *tokens = prose->tokens;
	guint n = tokens->tokens->len, tail = n, last = n, place = n;
	guint first = n > TAIL_WORDS ? n - TAIL_WORDS : 0;
	RightsMatch match;

	if (n == 0 || tokens->text[rights_token(tokens, n - 1)->end] == '.')
		return;
	for (guint i = n; i-- > first;) {
		gboolean out;

		if (!match_closed(prose, i, TRUE, &match) || (match.end != tail && match.end != last))
			continue;
		out = is_place_out(prose, &match);
		if (!out && (match.end < i + 2 || !is_term(prose, &match)))
			continue;
		last = match.end;
		tail = i;
		place = out ? i : place;
	}
	if (place == n || place == 0)
		return;
	if (rights_token(tokens, place - 1)->caps ||
		rights_token(tokens, place)->before == RIGHTS_BREAK_SOFT || begins_small(tokens, place))
		mark_own(prose, place, n);
}

/* --- the text ------------------------------------------------------------------------------------------- */

static gboolean
is_all_caps(const RightsTokens *tokens)
{
	guint n_caps = 0;

	for (guint i = 0; i < tokens->tokens->len; i++) {
		const RightsToken *token = rights_token(tokens, i);

		if (!token->caps && !token->digit)
			return FALSE;
		n_caps += token->caps;
	}
	return n_caps >= MANY_WORDS;
}

RightsProse *
rights_prose_new(const ClRightsRules *rules, const RightsTokens *tokens, RightsReading how)
{
	RightsProse *prose = g_new0(RightsProse, 1);

	prose->rules = rules;
	prose->tokens = tokens;
	prose->how = how;
	prose->all_caps = how == RIGHTS_READ_PROSE && is_all_caps(tokens);
	prose->loose = g_new0(gboolean, tokens->tokens->len + 1);
	prose->own = g_new0(gboolean, tokens->tokens->len + 1);
	prose->head = g_new0(gboolean, tokens->tokens->len + 1);
	prose->ends = g_new(guint, tokens->tokens->len + 1);
	find_ends(prose);
	find_own(prose);
	if (how == RIGHTS_READ_PROSE)
		find_places_out(prose);
	return prose;
}

void
rights_prose_free(RightsProse *prose)
{
	if (prose == NULL)
		return;
	g_free(prose->loose);
	g_free(prose->own);
	g_free(prose->head);
	g_free(prose->ends);
	g_free(prose);
}

gboolean
rights_prose_may_begin(const RightsProse *prose, guint i)
{
	const RightsToken *token = rights_token(prose->tokens, i);

	return token->caps || token->digit || prose->own[i] ||
	       (prose->rules->flags[token->word] & RIGHTS_WORD_IN_CAPTION) != 0;
}

const guint *
rights_prose_limits(const RightsProse *prose, guint i, const guint *strong)
{
	return prose != NULL && prose->head[i] ? NULL : strong;
}

gboolean
rights_prose_counts(const RightsProse *prose, const RightsMatch *match)
{
	const RightsRule *rule = prose->rules->rules[match->rule - 1];
	gboolean own = prose->own[match->start];

	switch (rule->caption) {
	case RIGHTS_IN_CAPTION_ANY:
		return prose->how != RIGHTS_READ_ASIDE || own;
	case RIGHTS_IN_CAPTION_CAPITALS:
	case RIGHTS_IN_CAPTION_OWN:
	case RIGHTS_IN_CAPTION_HEAD:
		return own || (prose->how != RIGHTS_READ_ASIDE && match->caps &&
				      (match->n_fixed > 0 || rule->code != CL_RESTRICTION_INFORMATION));
	case RIGHTS_IN_CAPTION_NEVER:
		return FALSE;
	}
	return FALSE;
}

/* --- what may be prose after all ----------------------------------------------------------------- */

static gboolean
is_quote(gunichar c)
{
	return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb ||
	       (c >= 0x300c && c <= 0x300f);
}

static gboolean
is_joined(const RightsProse *prose, guint i)
{
	return i > 0 && i < prose->tokens->tokens->len &&
	       rights_token(prose->tokens, i)->before == RIGHTS_BREAK_NONE;
}

/* Without what an open slot took: that may be the sentence. */
static guint
end_of_fixed(const RightsProse *prose, const RightsMatch *match)
{
	guint end = match->end;

	for (guint i = 0; i < match->n_captures; i++)
		if (rights_slot_is_open(match->captures[i].slot) && match->captures[i].start > match->start)
			end = MIN(end, match->captures[i].start);
	return end;
}

/* "Hold KILL THE BILL signs", "a sign that reads "JAPAN OUT"", and what stands in a text of capitals only. */
static gboolean
is_in_sentence(const RightsProse *prose, const RightsMatch *match)
{
	const char *text = prose->tokens->text, *from, *to;
	guint start = match->start, end = end_of_fixed(prose, match), n_words = end - start;
	gboolean left, right;

	if (prose->all_caps)
		return TRUE;
	while (is_joined(prose, start) && !rights_is_small(prose, start - 1))
		start--;
	while (is_joined(prose, end) && !rights_is_small(prose, end))
		end++;
	left = is_joined(prose, start);
	right = is_joined(prose, end);
	from = text + rights_token(prose->tokens, start)->start;
	to = text + rights_token(prose->tokens, end - 1)->end;
	if (from > text && is_quote(g_utf8_get_char(g_utf8_prev_char(from))) && is_quote(g_utf8_get_char(to)))
		return TRUE;
	return right && (left || n_words == 1);
}

void
rights_ask(ClRestriction *restriction)
{
	restriction->code = CL_RESTRICTION_UNPARSED;
	restriction->confidence = 0;
	restriction->at_us = 0;
	g_clear_pointer(&restriction->operand, g_free);
	g_clear_pointer(&restriction->names, g_strfreev);
}

static gboolean
has_verb(const RightsProse *prose, const RightsMatch *match)
{
	static const char *const verbs[] = {"is", "are", NULL};

	return match->end - match->start > 2 &&
	       g_strv_contains(verbs, rights_token(prose->tokens, match->end - 2)->fold);
}

static gboolean
ends_out(const RightsProse *prose, const RightsMatch *match)
{
	return !match->caps && strcmp(rights_token(prose->tokens, match->end - 1)->fold, "out") == 0;
}

/* "Germany are out." is of a cup: with a verb it is a sentence, and who orders writes none. */
static gboolean
is_news(const RightsProse *prose, const RightsMatch *match, guint first, const GPtrArray *out)
{
	if (!ends_out(prose, match) || !has_verb(prose, match))
		return FALSE;
	for (guint i = first; i < out->len; i++)
		if (((const ClRestriction *)out->pdata[i])->code != CL_RESTRICTION_TERRITORY_DENY)
			return FALSE;
	return TRUE;
}

/* "Germany out: fans cry", "The Sun are out". */
static gboolean
may_be_news(const RightsProse *prose, const RightsMatch *match)
{
	return ends_out(prose, match) &&
	       (has_verb(prose, match) ||
		       prose->tokens->text[rights_token(prose->tokens, match->end - 1)->end] == ':');
}

void
rights_prose_doubt(const RightsProse *prose, const RightsMatch *match, guint first, GPtrArray *out)
{
	gboolean kill = prose->rules->rules[match->rule - 1]->code == CL_RESTRICTION_KILL && !match->caps;

	if (prose->how != RIGHTS_READ_PROSE)
		return;
	if (is_news(prose, match, first, out)) {
		g_ptr_array_set_size(out, (gint)first);
		return;
	}
	if (!kill && !may_be_news(prose, match) &&
		(prose->own[match->start] || !match->caps || !is_in_sentence(prose, match)))
		return;
	for (guint i = out->len; i-- > first;) {
		ClRestriction *one = out->pdata[i];

		if (is_mild(prose, one->code) || one->code == CL_RESTRICTION_CLEARANCE)
			continue;
		if (i > first)
			g_ptr_array_remove_index(out, i);
		else
			rights_ask(one);
	}
}
