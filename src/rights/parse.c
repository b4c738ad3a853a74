/* SPDX-License-Identifier: MIT
 *
 * A text becomes restrictions: phrases first, the longest at each word; then what is left over. Left
 * words that stand in capitals or command something are UNPARSED: they ask for a person and are
 * never dropped. Captions are prose: there only phrases count, and commands in capitals behind them.
 */
#include <cutline/hash.h>

#include <string.h>

#include "rules.h"
#include "when.h"

#define MAX_NOTES 16U	/* of a caption */
#define NOTICE_WORDS 8U /* of a copyright notice */
#define STRONG_WORDS 2U /* so long a phrase ends an open slot that runs into it */

typedef struct {
	const ClRightsRules *rules;
	RightsTokens *tokens;
	const ClRightsTimes *times;
	RightsProse *prose; /* NULL: all of it speaks of use */
	guint *strong;
	guint limit_end; /* of the last phrase, if it limits anything; else 0 */
	GPtrArray *out;
} Parse;

void
cl_restriction_free(ClRestriction *restriction)
{
	if (restriction == NULL)
		return;
	g_free(restriction->operand);
	g_strfreev(restriction->names);
	g_free(restriction->base_from);
	g_free(restriction->text);
	g_free(restriction->rule);
	g_free(restriction->field);
	g_free(restriction->origin);
	g_free(restriction->as_written);
	g_free(restriction->decided_as);
	g_free(restriction->decided_by);
	g_free(restriction->decided_why);
	g_free(restriction);
}

ClRestriction *
cl_restriction_copy(const ClRestriction *restriction)
{
	ClRestriction *copy = g_memdup2(restriction, sizeof *restriction);

	copy->operand = g_strdup(restriction->operand);
	copy->names = g_strdupv(restriction->names);
	copy->base_from = g_strdup(restriction->base_from);
	copy->text = g_strdup(restriction->text);
	copy->rule = g_strdup(restriction->rule);
	copy->field = g_strdup(restriction->field);
	copy->origin = g_strdup(restriction->origin);
	copy->as_written = g_strdup(restriction->as_written);
	copy->decided_as = g_strdup(restriction->decided_as);
	copy->decided_by = g_strdup(restriction->decided_by);
	copy->decided_why = g_strdup(restriction->decided_why);
	return copy;
}

/* For each token the next one at which a phrase begins that no open slot may swallow. */
static guint *
find_strong(const ClRightsRules *rules, const RightsTokens *tokens, const RightsProse *prose)
{
	guint n = tokens->tokens->len;
	guint *strong = g_new(guint, n + 1);

	strong[n] = n;
	for (guint i = n; i-- > 0;) {
		RightsMatch match;

		strong[i] = (prose == NULL || rights_prose_may_begin(prose, i)) &&
					    rights_match(rules, tokens, i, NULL, FALSE, &match) &&
					    match.end - match.start >= STRONG_WORDS &&
					    match.n_fixed > 0
				    ? i
				    : strong[i + 1];
	}
	return strong;
}

/* --- what is left over -------------------------------------------------------------------------------- */

static gboolean
has_flag(const Parse *parse, const RightsToken *token, guint16 flag)
{
	return (parse->rules->flags[token->word] & flag) != 0;
}

/* "Not for use by X only", "NOT VALID UNTIL 5 MAY", "NOT IN CONNECTION WITH CRIME": what reads as leave,
 * behind a "not" that no phrase took, is none; "NOT EXCEPT WITH THE FILM" is. */
static gboolean
is_denied_leave(const Parse *parse, const RightsMatch *match, guint left)
{
	static const char *const but[] = {"except", "unless", "than", "ausser", "als", "sauf", "salvo", NULL};
	const RightsRule *rule = parse->rules->rules[match->rule - 1];

	if (rule->code != CL_RESTRICTION_TERRITORY_ALLOW && rule->code != CL_RESTRICTION_EXPIRES &&
		rule->code != CL_RESTRICTION_CONTEXT_ONLY && !rule->only)
		return FALSE;
	for (guint i = match->start; i > left; i--) {
		const RightsToken *before = rights_token(parse->tokens, i - 1);

		if (rights_token(parse->tokens, i)->before >= RIGHTS_BREAK_SOFT ||
			g_strv_contains(but, before->fold))
			return FALSE;
		if (has_flag(parse, before, RIGHTS_WORD_NEGATION))
			return TRUE;
	}
	return FALSE;
}

/* "日本国内使用禁止", "無断使用禁止": the word written to the ban limits it, to a place, a purpose, no leave. */
static gboolean
is_limited_kill(const Parse *parse, const RightsMatch *match, guint left)
{
	static const char *const limits[] = {"国内", "國內", "海外", "地域", "商用", "商業", "商业", "営利", "目的",
		"用途", "广告", "廣告", "広告", "宣伝", "ウェブ", "ネット", "オンライン", "국내", "영리", "상업", "목적",
		"광고", "온라인", "인터넷", "무단", "無断", "无断", "擅自", "许可", "許可", "授权", "授權", "同意",
		"承諾", "허가", "승인", "동의", "アーカイブ"};
	const RightsToken *before;
	g_autofree char *word = NULL;
	gboolean limited = FALSE;

	if (match->start == left || parse->rules->rules[match->rule - 1]->code != CL_RESTRICTION_KILL ||
		rights_token(parse->tokens, match->start)->before != RIGHTS_BREAK_NONE)
		return FALSE;
	before = rights_token(parse->tokens, match->start - 1);
	word = g_strndup(parse->tokens->text + before->start, before->end - before->start);
	for (gsize i = 0; i < G_N_ELEMENTS(limits); i++)
		limited = limited || strstr(word, limits[i]) != NULL;
	return limited;
}

/* "NO SALES EXCEPT UK" forbids nothing in the UK: what is excepted from a ban asks. */
static gboolean
is_exception(const Parse *parse, const RightsMatch *match)
{
	static const char *const words[] = {"except", "excepting", "excluding", "exclude", "ausser", "sauf",
		"hors", "excepte", "excepto", "salvo", "eccetto", "tranne", NULL};
	const ClRestriction *last = parse->out->len == 0 ? NULL : parse->out->pdata[parse->out->len - 1];

	if (last == NULL || match->start != parse->limit_end ||
		parse->rules->rules[match->rule - 1]->code != CL_RESTRICTION_TERRITORY_DENY ||
		!g_strv_contains(words, rights_token(parse->tokens, match->start)->fold))
		return FALSE;
	return last->code == CL_RESTRICTION_NO_RESALE || last->code == CL_RESTRICTION_NO_ARCHIVE ||
	       last->code == CL_RESTRICTION_NO_COMMERCIAL || last->code == CL_RESTRICTION_MEDIA_DENY ||
	       last->code == CL_RESTRICTION_TERRITORY_DENY || last->code == CL_RESTRICTION_OUTLET_DENY;
}

/* The words that command are known in Latin letters, and few in others: there nothing is taken for prose. */
static gboolean
is_foreign(const Parse *parse, const RightsToken *token)
{
	GUnicodeScript script =
		g_unichar_get_script(g_utf8_get_char(parse->tokens->text + token->start));

	return script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_COMMON;
}

/* "Web: www.example.org", "Instagram @ana": where somebody is found. */
static gboolean
is_address(const Parse *parse, guint i)
{
	const RightsToken *token = rights_token(parse->tokens, i);
	const char *behind = parse->tokens->text + token->end;

	behind += strspn(behind, ": ");
	return has_flag(parse, token, RIGHTS_WORD_THING) &&
	       (*behind == '@' || g_ascii_strncasecmp(behind, "www.", 4) == 0 ||
		       g_ascii_strncasecmp(behind, "http", 4) == 0);
}

/* "spike this", "nothing on Facebook", "pool rules apply": instructions are written to be obeyed. "More
 * pictures to follow" is none, "follow the court's order" is. */
static gboolean
is_told(const Parse *parse, guint start, guint end)
{
	for (guint i = start; i < end; i++) {
		const RightsToken *token = rights_token(parse->tokens, i);
		gboolean head = i == start || token->before >= RIGHTS_BREAK_SOFT;

		if ((has_flag(parse, token, RIGHTS_WORD_ASKS) && !(head && is_address(parse, i))) ||
			(head && has_flag(parse, token, RIGHTS_WORD_IMPERATIVE)))
			return TRUE;
	}
	return FALSE;
}

/* "© 2026 AFP", "(c) AFP 2026" say whose it is. */
static gboolean
is_notice(const Parse *parse, guint start, guint end)
{
	static const char *const signs[] = {"c", "copyright", NULL};
	const guint word = g_strv_contains(signs, rights_token(parse->tokens, start)->fold);
	const guint16 told = RIGHTS_WORD_COMMAND | RIGHTS_WORD_ASKS | RIGHTS_WORD_ORDER | RIGHTS_WORD_LIMIT |
			     RIGHTS_WORD_NEGATION | RIGHTS_WORD_THING;
	const char *text = parse->tokens->text, *at = text + rights_token(parse->tokens, start)->start;

	while (at > text && at[-1] == ' ')
		at--;
	if (!word && (at - text < 2 || !g_str_has_prefix(at - 2, "©")))
		return FALSE;
	for (guint i = start + word; i < end; i++)
		if (has_flag(parse, rights_token(parse->tokens, i), told))
			return FALSE;
	return end - start <= NOTICE_WORDS;
}

static gboolean
is_command(const Parse *parse, guint start, guint end)
{
	if (is_notice(parse, start, end))
		return FALSE;
	for (guint i = start; i < end; i++) {
		const RightsToken *token = rights_token(parse->tokens, i);

		if (has_flag(parse, token, RIGHTS_WORD_COMMAND) || is_foreign(parse, token) ||
			(token->caps && g_utf8_strlen(token->fold, -1) > 1))
			return TRUE;
	}
	return FALSE;
}

/* "Print only in Austria": a place that hangs on a phrase limits it, and the phrase did not say how. */
static gboolean
is_place_of_phrase(const Parse *parse, guint start, guint end)
{
	guint n = parse->tokens->tokens->len;
	gboolean hangs = (start > 0 && rights_token(parse->tokens, start)->before == RIGHTS_BREAK_NONE) ||
			 (end < n && rights_token(parse->tokens, end)->before == RIGHTS_BREAK_NONE);

	for (guint i = start; hangs && i < end; i++) {
		const RightsToken *token = rights_token(parse->tokens, i);
		guint after;

		/* "us" is nobody's territory. */
		if (g_unichar_isupper(g_utf8_get_char(parse->tokens->text + token->start)) &&
			rights_rules_longest(
				parse->rules, RIGHTS_ROOT_TERRITORIES, parse->tokens, i, &after) != 0)
			return TRUE;
	}
	return FALSE;
}

/* "N. ITALY OUT", "N. & S. AMERICA OUT": a capital that stands alone before a place says which part of it,
 * and no phrase took it. */
static gboolean
is_part_of_place(const Parse *parse, guint start, guint end)
{
	const RightsTokens *tokens = parse->tokens;
	guint after;

	if (end == tokens->tokens->len || rights_token(tokens, end)->before > RIGHTS_BREAK_SOFT ||
		rights_rules_longest(parse->rules, RIGHTS_ROOT_TERRITORIES, tokens, end, &after) == 0)
		return FALSE;
	for (guint i = start; i < end; i++) {
		const RightsToken *token = rights_token(parse->tokens, i);

		if (token->caps && token->end - token->start == 1)
			return TRUE;
	}
	return FALSE;
}

static const char *const purpose[] = {
	"for", "fur", "zum", "zur", "pour", "para", "per", "voor", "til", "till", "для", NULL};

/* "For the obituary page": a statement that begins so says what it is for; "For Reuters" does not. */
static gboolean
is_purpose(const Parse *parse, guint start, guint end)
{
	const RightsToken *token = rights_token(parse->tokens, start);
	const RightsToken *next = start + 1 < end ? rights_token(parse->tokens, start + 1) : NULL;

	return token->before >= RIGHTS_BREAK_LINE && next != NULL && !next->digit &&
	       g_unichar_islower(g_utf8_get_char(parse->tokens->text + next->start)) &&
	       g_strv_contains(purpose, token->fold);
}

/* "Editorial use only for the launch": what follows a limit without a pause limits it further; so does what
 * says behind a comma for what, where or when, and behind a full stop for what: no sentence of prose. */
static gboolean
narrows_phrase(const Parse *parse, guint start)
{
	static const char *const when[] = {"during", "in", "within", "wahrend", "im", "bei", "pendant",
		"lors", "dans", "durante", "tijdens", NULL};
	const RightsToken *token = rights_token(parse->tokens, start);

	return start > 0 && start == parse->limit_end &&
	       (token->before == RIGHTS_BREAK_NONE || g_strv_contains(purpose, token->fold) ||
		       (token->before < RIGHTS_BREAK_STOP && g_strv_contains(when, token->fold)));
}

/* "30 days", "gratuit pendant 30 jours": for no longer than that. */
static gboolean
has_span(const Parse *parse, guint start, guint end)
{
	gint64 span_us;
	guint span_end;

	for (guint i = start; i < end; i++) {
		g_autofree char *text = NULL;

		if (rights_when_span(parse->tokens, i, &span_us, &text, &span_end) && span_end <= end)
			return TRUE;
	}
	return FALSE;
}

/* "TV", "magazines and books": a medium alone. */
static gboolean
are_things(const Parse *parse, guint start, guint end)
{
	const RightsTokens *tokens = parse->tokens;
	guint list_end, thing_end;

	return rights_rules_longest(parse->rules, RIGHTS_ROOT_THINGS, tokens, start, &thing_end) != 0 &&
	       rights_slot_list(parse->rules, tokens, start, RIGHTS_SLOT_THINGS, &list_end, NULL) &&
	       list_end == end;
}

/* Does what is left of instructions ask, though no word of it stands among those that command? */
static gboolean
asks(const Parse *parse, guint start, guint end)
{
	return narrows_phrase(parse, start) || is_purpose(parse, start, end) ||
	       is_place_of_phrase(parse, start, end) || is_part_of_place(parse, start, end) ||
	       is_told(parse, start, end) || are_things(parse, start, end);
}

static void
add_unread(Parse *parse, guint start, guint end, gboolean command)
{
	g_ptr_array_add(
		parse->out, rights_restriction_new(parse->tokens, start, end,
				    command ? CL_RESTRICTION_UNPARSED : CL_RESTRICTION_INFORMATION,
				    command ? "not-understood" : "prose", command ? 0 : 0.5));
}

static void
add_left(Parse *parse, guint start, guint end)
{
	gboolean asking = asks(parse, start, end);
	guint first = start, last = end;

	while (first < last && has_flag(parse, rights_token(parse->tokens, first), RIGHTS_WORD_CONNECTOR))
		first++;
	while (last > first && has_flag(parse, rights_token(parse->tokens, last - 1), RIGHTS_WORD_CONNECTOR))
		last--;
	if (first == last)
		return;
	/* "IMAGE OUT": of one word alone nobody sees what it is about; nor of "obituary page". */
	if (last - first > 1 && !is_purpose(parse, start, end)) {
		start = first;
		end = last;
	}
	add_unread(parse, start, end,
		asking || is_command(parse, start, end) || has_span(parse, start, end));
}

/* In a text that says something else only capitals are looked at. */
static void
add_piece(Parse *parse, guint start, guint end)
{
	gboolean command;

	if (parse->prose == NULL) {
		add_left(parse, start, end);
		return;
	}
	command = rights_prose_commands(parse->prose, start, end);
	if (command || rights_prose_tells(parse->prose, start, end))
		add_unread(parse, start, end, command);
}

/* Statement by statement; in prose also what stands in brackets or behind a colon. */
static void
add_rest(Parse *parse, guint start, guint end)
{
	guint begin = start;

	for (guint i = start; i < end; i++) {
		if (i > begin && (rights_token(parse->tokens, i)->before >= RIGHTS_BREAK_STOP ||
					 (parse->prose != NULL && rights_prose_parts(parse->tokens, i)))) {
			add_piece(parse, begin, i);
			begin = i;
		}
	}
	if (end > begin)
		add_piece(parse, begin, end);
}

/* --- the run ------------------------------------------------------------------------------------------- */

/* "FOOBAR ONLINE OUT": a name that nobody knows, and no phrase took, stands right before a medium. It may be
 * one outlet or a place that is out and not the medium, which therefore asks, as "FOOBAR OUT" does. */
static void
doubt_medium(const Parse *parse, const RightsMatch *match, guint left, guint first)
{
	const RightsToken *name = match->start > left ? rights_token(parse->tokens, match->start - 1) : NULL;
	ClRestriction *restriction = parse->out->pdata[first];

	if (name == NULL || restriction->code != CL_RESTRICTION_MEDIA_DENY || match->n_captures == 0 ||
		match->captures[0].slot != RIGHTS_SLOT_THINGS || match->captures[0].start != match->start ||
		parse->rules->rules[match->rule - 1]->only ||
		rights_token(parse->tokens, match->start)->before != RIGHTS_BREAK_NONE ||
		!rights_is_name_word(parse->rules, parse->tokens, name) ||
		has_flag(parse, name, RIGHTS_WORD_CONNECTOR))
		return;
	restriction->certain = FALSE;
	restriction->confidence = MIN(restriction->confidence, 0.5);
}

/* "FOR XYZ & TELEVISION USE ONLY": a list of what is allowed began with a word that nobody knows. */
static void
doubt_only(const Parse *parse, const RightsMatch *match, guint left, guint first)
{
	static const char *const joints[] = {"and", "or", "und", "oder", "et", "ou", "y", NULL};
	const RightsCapture *list = rights_captured(match, RIGHTS_SLOT_THINGS);
	gboolean goes_on = FALSE;

	if (!parse->rules->rules[match->rule - 1]->only || list == NULL || list->start != match->start ||
		rights_token(parse->tokens, match->start)->before >= RIGHTS_BREAK_LINE)
		return;
	for (guint i = match->start; i > left && !goes_on; i--) {
		const RightsToken *token = rights_token(parse->tokens, i - 1);

		goes_on = has_flag(parse, token, RIGHTS_WORD_THING) ||
			  (i == match->start && g_strv_contains(joints, token->fold));
	}
	if (goes_on)
		rights_ask(parse->out->pdata[first]);
}

/* "NOT TO BE CROPPED OR SOLD": what is forbidden goes on. */
static void
add_deeds(Parse *parse, RightsMatch *match)
{
	RightsCapture list = {.slot = RIGHTS_SLOT_DEEDS};

	while (rights_deeds_behind(parse->rules, parse->tokens, match, &list.start, &list.end) &&
		(parse->prose == NULL || rights_token(parse->tokens, list.start)->caps)) {
		match->end = list.end;
		rights_emit_deeds(parse->rules, parse->tokens, match, &list, parse->out);
	}
}

static void
run(Parse *parse)
{
	guint n = parse->tokens->tokens->len, left = 0, i = 0;

	while (i < n) {
		RightsMatch match;
		guint first;
		gboolean fresh =
			i == left || rights_token(parse->tokens, i)->before >= RIGHTS_BREAK_SOFT;

		if ((parse->prose != NULL && !rights_prose_may_begin(parse->prose, i)) ||
			!rights_match(parse->rules, parse->tokens, i,
				rights_prose_limits(parse->prose, i, parse->strong), fresh, &match) ||
			(parse->prose != NULL && !rights_prose_counts(parse->prose, &match)) ||
			is_denied_leave(parse, &match, left) ||
			is_limited_kill(parse, &match, left) ||
			is_exception(parse, &match)) {
			i++;
			continue;
		}
		add_rest(parse, left, i);
		rights_end_open(parse->rules, parse->tokens, parse->strong, &match);
		first = parse->out->len;
		rights_emit(parse->rules, parse->tokens, &match, parse->times, parse->out);
		doubt_medium(parse, &match, left, first);
		doubt_only(parse, &match, left, first);
		add_deeds(parse, &match);
		if (parse->prose != NULL)
			rights_prose_doubt(parse->prose, &match, first, parse->out);
		i = left = match.end;
		parse->limit_end =
			parse->rules->rules[match.rule - 1]->code != CL_RESTRICTION_INFORMATION ? left : 0;
	}
	add_rest(parse, left, n);
}

/* Of the words alone, so that a decision about them outlives a change of the rules. */
static void
set_keys(GPtrArray *restrictions)
{
	for (guint i = 0; i < restrictions->len; i++) {
		ClRestriction *restriction = restrictions->pdata[i];
		guint twin = 0;

		for (guint j = i; j-- > 0;) {
			const ClRestriction *other = restrictions->pdata[j];

			/* What ends before it, and all before that, is of other words. */
			if (other->end <= restriction->start)
				break;
			twin += other->start == restriction->start &&
				other->end == restriction->end;
		}
		rights_set_key(restriction, twin);
	}
}

void
rights_set_key(ClRestriction *restriction, guint twin)
{
	g_autofree char *folded = cl_text_fold(restriction->text);
	g_autofree char *whole =
		twin == 0 ? g_strdup(folded) : g_strdup_printf("%s#%u", folded, twin);
	guint8 digest[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;

	cl_sha256(whole, strlen(whole), digest);
	hex = cl_hex(digest, 4);
	g_strlcpy(restriction->key, hex, sizeof restriction->key);
}

static GPtrArray *
parse_part(const ClRightsRules *rules, const char *text, const ClRightsTimes *times, RightsReading how)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(text, &rules->words);
	RightsProse *prose = how == RIGHTS_READ_TERMS ? NULL : rights_prose_new(rules, tokens, how);
	g_autofree guint *strong = find_strong(rules, tokens, prose);
	Parse parse = {rules, tokens, times, prose, strong, 0, NULL};

	parse.out = g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	run(&parse);
	rights_join_embargoes(parse.out);
	rights_doubt_hours(tokens, times, prose != NULL, parse.out);
	rights_prose_free(prose);
	return parse.out;
}

static void
add_part(GPtrArray *found, const ClRightsRules *rules, const char *text, const char *from, const char *to,
	const ClRightsTimes *times, RightsReading how)
{
	g_autofree char *part = g_strndup(from, (gsize)(to - from));
	GPtrArray *more = parse_part(rules, part, times, how);

	for (guint i = 0; i < more->len; i++) {
		ClRestriction *one = more->pdata[i];

		one->start += (guint)(from - text);
		one->end += (guint)(from - text);
	}
	g_ptr_array_extend_and_steal(found, more);
}

/* What a caption says beside its notes, and those as instructions. */
static GPtrArray *
parse_caption(const ClRightsRules *rules, const char *text, const ClRightsTimes *times)
{
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	const char *from = text, *note, *end;

	for (guint n = 0; n < MAX_NOTES && (note = cl_rights_note(rules, from, &end)) != NULL; n++) {
		add_part(found, rules, text, from, note, times, RIGHTS_READ_PROSE);
		add_part(found, rules, text, note, end, times, RIGHTS_READ_TERMS);
		from = end + strspn(end, "+*");
	}
	add_part(found, rules, text, from, text + strlen(text), times, RIGHTS_READ_PROSE);
	return found;
}

GPtrArray *
rights_parse_as(const ClRightsRules *rules, const char *text, const ClRightsTimes *times,
	RightsReading how)
{
	g_autofree char *valid =
		g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
	const char *whole = valid != NULL ? valid : text;
	GPtrArray *found = how == RIGHTS_READ_PROSE ? parse_caption(rules, whole, times)
						    : parse_part(rules, whole, times, how);

	set_keys(found);
	return found;
}

GPtrArray *
cl_rights_parse(const ClRightsRules *rules, const char *text, const ClRightsTimes *times)
{
	return rights_parse_as(rules, text, times, RIGHTS_READ_TERMS);
}

GPtrArray *
cl_rights_parse_caption(const ClRightsRules *rules, const char *text, const ClRightsTimes *times)
{
	return rights_parse_as(rules, text, times, RIGHTS_READ_PROSE);
}
