/* SPDX-License-Identifier: MIT
 *
 * The rest of a caption, left to right: at each place where a word, a bracket or a line begins it is
 * asked whether a credit, tags, a note or an instruction begins there; all between is body. Looks
 * ahead are bounded, so the work is linear in the text.
 */
#include "caption_private.h"

#define MAX_CREDIT_BYTES 300U
#define MAX_CREDIT_SENTENCES 3U
#define MAX_BRACKET_BYTES 1200U
#define MAX_BRACKET_DEPTH 8U
#define MAX_SIGN_BYTES 60U
#define MAX_QUIET_BYTES 120U /* without two capitals in a row: no instruction */
#define MAX_ADDRESS_BYTES 2000U

static gboolean
is_word_start(const char *text, guint at)
{
	gunichar before;

	if (at == 0)
		return TRUE;
	if ((guchar)text[at - 1] < 0x80)
		return !g_ascii_isalnum(text[at - 1]) && text[at - 1] != '\'' && text[at - 1] != '@';
	before = g_utf8_get_char(g_utf8_prev_char(text + at));
	return !g_unichar_isalnum(before) && before != 0x2019;
}

static gboolean
restriction_at(const Anatomy *a, guint at, guint *end)
{
	guint low = 0, high = a->n_restrictions;

	while (low < high) {
		guint middle = (low + high) / 2;

		if (a->restrictions[middle].start < at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low >= a->n_restrictions || a->restrictions[low].start != at)
		return FALSE;
	*end = MIN(a->restrictions[low].end, a->end);
	return *end > at;
}

/* Between sentences, and no letter, bracket or dash. */
static gboolean
is_sign(gunichar c)
{
	return caption_looked_over(c) || c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002;
}

/* What begins behind signs in a row begins behind the last of them; a quotation mark before a blank
 * closes. */
static gboolean
is_sign_of_run(const Anatomy *a, guint at)
{
	gunichar c = g_utf8_get_char(a->text + at);
	guint behind, next;

	if (!is_sign(c) || g_unichar_isspace(c))
		return g_unichar_isspace(c);
	behind = (guint)(g_utf8_next_char(a->text + at) - a->text);
	next = caption_skip(a->text, behind, a->end);
	if (next < a->end && next > behind && c != '/' && c != '*')
		return TRUE;
	return next < a->end && is_sign(g_utf8_get_char(a->text + next));
}

/* May a sentence begin here? Behind another part always. */
static gboolean
is_fresh(const Anatomy *a, guint at)
{
	if (is_sign_of_run(a, at))
		return FALSE;
	return caption_fresh(a, at) ||
	       (at - a->at < 8 && caption_skip(a->text, a->at, a->end) == at);
}

/* Looks ahead from one place after another ask the same bytes. */
static const ClDeskMark *
mark_at(const Anatomy *a, guint at)
{
	const ClDeskMark *mark;

	if (a->known[at] & KNOWN_UNMARKED)
		return NULL;
	mark = cl_credit_rules_mark(a->rules, a->text + at, a->end - at, FALSE);
	if (mark == NULL)
		a->known[at] |= KNOWN_UNMARKED;
	return mark;
}

static ClPartKind
kind_of(const ClDeskMark *mark)
{
	ClPartKind kind = CL_PART_BODY;

	while (kind < CL_PART_SLUG && strcmp(cl_caption_part_name(kind), mark->part) != 0)
		kind++;
	return kind;
}

/* Where the bracket at `at` ends, its closing sign included; the end of the text if it was cut off; 0
 * if far away or deep. *inside: where what it holds ends. */
static guint
closing_bracket(const Anatomy *a, guint at, guint *inside)
{
	guint stop = MIN(a->end, at + MAX_BRACKET_BYTES), depth = 0, next;
	gunichar opening = g_utf8_get_char(a->text + at), closing = caption_closing(opening);

	for (guint i = at; i < stop; i = next) {
		gunichar c = g_utf8_get_char(a->text + i);

		next = (guint)(g_utf8_next_char(a->text + i) - a->text);
		depth += c == opening;
		if (depth > MAX_BRACKET_DEPTH)
			return 0;
		*inside = i;
		if (c == closing && --depth == 0)
			return next;
	}
	*inside = a->end;
	return stop == a->end ? a->end : 0;
}

/* A limit in bytes may fall within a sign: back to where that begins. */
static guint
before_sign(const Anatomy *a, guint at)
{
	while (at < a->end && ((guchar)a->text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* "Le Corbusier (Jane Doe/AFP)": the bracket that ends the text is the credit, not what stands before it. */
static gboolean
is_bracketed_credit(const Anatomy *a, guint at, guint bracket)
{
	return a->text[a->end - 1] == ')' && a->end - bracket < MAX_CREDIT_BYTES &&
	       memchr(a->text + bracket, '/', a->end - bracket) != NULL &&
	       memchr(a->text + at, '/', bracket - at) == NULL &&
	       caption_looks_credit(a, bracket + 1, a->end - 1, TRUE);
}

/* Where a credit that begins at `at` ends: before a line, a mark, an instruction, a bracket with
 * another credit, or a new sentence. */
static guint
credit_end(const Anatomy *a, guint at)
{
	guint stop = MIN(a->end, at + MAX_CREDIT_BYTES), unused, n_sentences = 0;
	gboolean quoted = FALSE;

	for (guint i = at + 1; i < stop; i++) {
		char c = a->text[i];

		quoted ^= c == '"';
		if (((guchar)c & 0xc0) == 0x80 || quoted)
			continue;
		if (c == '\n')
			return i;
		if (c == '(' && (caption_begins(a->text, i, a->end, "(Photo") ||
					memchr(a->text + i, ':', MIN(30, a->end - i)) != NULL ||
					is_bracketed_credit(a, at, i)))
			return i;
		if (c == ' ' || !is_word_start(a->text, i))
			continue;
		if (mark_at(a, i) != NULL || restriction_at(a, i, &unused) ||
			caption_instructs(a->text, i, stop))
			return i;
		if (a->text[i - 1] != ' ' || i <= at + 2 || !caption_fresh(a, i))
			continue;
		if (++n_sentences > MAX_CREDIT_SENTENCES ||
			(g_unichar_isupper(g_utf8_get_char(a->text + i)) &&
				!caption_looks_credit(a, at, MIN(stop, i + 40), TRUE)))
			return i;
	}
	return before_sign(a, stop);
}

static guint
sentence_end(const Anatomy *a, guint at)
{
	guint stop = MIN(a->end, at + MAX_CREDIT_BYTES);

	for (guint i = at + 1; i < stop; i++) {
		if (a->text[i] == '\n')
			return i;
		if (a->text[i] == ' ' && a->text[i - 1] == '.' &&
			caption_fresh(a, i))
			return i;
	}
	return stop == a->end ? stop : before_sign(a, MIN(a->end, at + 60));
}

/* A mark that nothing stands before reaches as far as its sentence: what follows is the caption. */
static guint
mark_end(const Anatomy *a, guint at, const ClDeskMark *mark)
{
	gboolean rest = mark->reach == CL_MARK_REST && at > caption_skip(a->text, 0, a->end);

	if (mark->reach == CL_MARK_PHRASE)
		return at + (guint)strlen(mark->text);
	return rest ? a->end : sentence_end(a, at);
}

static gsize
label_at(const Anatomy *a, guint at, guint end, gboolean begins_sentence)
{
	gboolean sure;

	return cl_credit_rules_label(a->rules, a->text + at, end - at, begins_sentence, &sure);
}

/* A bracket as a part of its own: its kind in *kind and its end, or 0. */
static guint
bracket_at(const Anatomy *a, guint at, ClPartKind *kind)
{
	guint end, close = closing_bracket(a, at, &end);
	guint start = (guint)(g_utf8_next_char(a->text + at) - a->text);
	const ClDeskMark *mark;
	gboolean ends_text, labelled;

	if (close == 0)
		return 0;
	start = caption_skip(a->text, start, end);
	if (start >= end)
		return 0;
	mark = mark_at(a, start);
	if (mark != NULL) {
		*kind = kind_of(mark);
		return close;
	}
	if (g_strstr_len(a->text + start, (gssize)MIN(end - start, 80), "Tags:") != NULL) {
		*kind = CL_PART_TAGS;
		return close;
	}
	labelled = label_at(a, start, end, TRUE) > 0;
	ends_text = caption_skip(a->text, close, a->end) == a->end;
	if (!labelled && !ends_text && !is_fresh(a, at))
		return 0;
	/* "(AFP)" behind a name may say for whom somebody in the picture works. */
	if (caption_looks_credit(a, start, end, TRUE) ||
		((a->text[at] != '(' || is_fresh(a, at) ||
			 cl_credit_rules_says_photo(a->rules, a->text + start, end - start)) &&
			cl_credit_is_whole(a->rules, a->text + start, end - start))) {
		*kind = CL_PART_SIGNOFF;
		return close;
	}
	if (caption_is_shouted(a->text, start, end, 2)) {
		*kind = CL_PART_RESTRICTION;
		return close;
	}
	return 0;
}

/* THE AGENCY/Name: capitals up to a slash, and a credit from there on. */
static gboolean
begins_with_agency(const Anatomy *a, guint at)
{
	guint stop = MIN(a->end, at + 60), i = at, n_capitals = 0;

	while (i < stop && (g_ascii_isupper(a->text[i]) || a->text[i] == ' ' || a->text[i] == '-'))
		n_capitals += g_ascii_isupper(a->text[i++]);
	if (i < stop && i > at && a->text[i] == 'P' && caption_begins(a->text, i, a->end, "Photo"))
		i += 5;
	return n_capitals >= 2 && i < stop && a->text[i] == '/' && i - at >= 2;
}

/* Of a run without blanks, brackets and quotation marks. */
static gboolean
is_of_run(char c)
{
	return !g_ascii_isspace(c) && strchr("()<>[]\"", c) == NULL;
}

/* Where the run ends that stands at `at`. */
static guint
run_end(const Anatomy *a, guint at)
{
	guint stop = MIN(a->end, at + MAX_ADDRESS_BYTES);

	while (at < stop && is_of_run(a->text[at]))
		at++;
	return before_sign(a, at);
}

/* The end of an address that begins at `at`, or 0: one with a scheme, www. or as mail always; a host
 * with a path only within a sentence, for "akorda.kz/Handout via X" is a credit. */
static guint
address_end(const Anatomy *a, guint at)
{
	guint end;
	gboolean host = FALSE, path = FALSE, mail = FALSE;

	if (at > a->at && is_of_run(a->text[at - 1]))
		return 0;
	end = run_end(a, at);
	if (caption_begins_folded(a->text, at, end, "www.") ||
		g_strstr_len(a->text + at, (gssize)(end - at), "://") != NULL)
		return end;
	for (guint i = at + 1; i + 1 < end && !path; i++) {
		host |= a->text[i] == '.' && g_ascii_islower(a->text[i + 1]);
		mail |= a->text[i] == '@' && g_ascii_isalnum(a->text[i + 1]);
		path = a->text[i] == '/';
	}
	return host && (mail || (path && !is_fresh(a, at))) ? end : 0;
}

/* Signs between a body and what follows it, and behind a part: they belong to the part. */
static guint
back_over_signs(const char *text, guint start, guint at)
{
	while (at > start) {
		const char *last = g_utf8_prev_char(text + at);
		gunichar c = g_utf8_get_char(last);

		if (!g_unichar_isspace(c) && c != '-' && c != 0x2013 && c != 0x2014 && c != '/' &&
			c != '*')
			break;
		at = (guint)(last - text);
	}
	return at;
}

/* "… in Almaty. Ana Ruiz, AFP", "– Reuters": the last sentence, and nothing but a credit. */
static gboolean
tail_at(const Anatomy *a, guint at)
{
	guint limit = at > a->at + MAX_SIGN_BYTES ? at - MAX_SIGN_BYTES : a->at;
	guint before = back_over_signs(a->text, limit, at);

	return before > a->at && caption_fresh(a, before) &&
	       cl_credit_is_tail(a->rules, a->text, at, caption_trim(a->text, at, a->end));
}

/* What begins at this word: kind and end, or 0. */
static guint
special_at(const Anatomy *a, guint at, ClPartKind *kind)
{
	gboolean fresh, labelled;
	guint end;
	const ClDeskMark *mark;

	if (caption_closing(g_utf8_get_char(a->text + at)) != 0)
		return bracket_at(a, at, kind);
	if (!is_word_start(a->text, at) || strchr(",;:.!?", a->text[at]) != NULL)
		return 0;
	if ((mark = mark_at(a, at)) != NULL) {
		*kind = kind_of(mark);
		return mark_end(a, at, mark);
	}
	if (restriction_at(a, at, &end) && (at == 0 || caption_is_shouted(a->text, at, end, 1))) {
		*kind = CL_PART_RESTRICTION;
		return end;
	}
	fresh = is_fresh(a, at);
	*kind = CL_PART_SIGNOFF;
	labelled = label_at(a, at, a->end, fresh) > 0;
	/* What a bracket holds has been asked as a whole. */
	if (!labelled && at > 0 &&
		caption_closing(g_utf8_get_char(g_utf8_prev_char(a->text + at))) != 0)
		return 0;
	if ((fresh || labelled || begins_with_agency(a, at)) && !caption_instructs(a->text, at, a->end)) {
		end = credit_end(a, at);
		if (caption_looks_credit(a, at, end, FALSE))
			return end;
	}
	return tail_at(a, at) ? a->end : 0;
}

/* A shouted sentence (of two words or more) that begins here: its end, or 0. Takes following ones
 * along, up to a credit. */
static guint
shouted_at(const Anatomy *a, guint at)
{
	guint i = at, end = 0, stop = MIN(a->end, at + MAX_BRACKET_BYTES), n_capitals = 0;
	gboolean shouts = FALSE;

	if (!is_fresh(a, at) || !is_word_start(a->text, at))
		return 0;
	while (i < stop) {
		const char *c = a->text + i;

		if (g_unichar_islower(g_utf8_get_char(c)))
			break;
		n_capitals = g_unichar_isupper(g_utf8_get_char(c)) ? n_capitals + 1 : 0;
		shouts |= n_capitals == 2;
		if (!shouts && i - at > MAX_QUIET_BYTES)
			return 0;
		if (*c == '(' || *c == '\n' || (i > at && mark_at(a, i) != NULL))
			break;
		i = (guint)(g_utf8_next_char(c) - a->text);
		if (i >= a->end || *c == '.' || *c == '/' || *c == '-' || *c == '"')
			end = i;
	}
	if (i < stop && (a->text[i] == '(' || a->text[i] == '\n'))
		end = i;
	return end > at && caption_is_shouted(a->text, at, end, 2) ? end : 0;
}

static guint
over_signs(const char *text, guint at, guint end)
{
	while (at < end) {
		gunichar c = g_utf8_get_char(text + at);

		if (!g_unichar_isspace(c) && c != '-' && c != 0x2013 && c != 0x2014 && c != '/' &&
			c != '.' && c != ';' && c != ',' && c != '*' && c != ')')
			break;
		at = (guint)(g_utf8_next_char(text + at) - text);
	}
	return at;
}

static void
flush_body(Anatomy *a, guint end)
{
	guint start = caption_skip(a->text, a->at, end);

	end = caption_trim(a->text, start, end);
	if (end > start)
		caption_add_part(a, CL_PART_BODY, start, end);
}

gboolean
caption_read_front_bracket(Anatomy *a)
{
	ClPartKind kind;
	guint end;

	if (a->text[a->at] != '(')
		return FALSE;
	end = bracket_at(a, a->at, &kind);
	if (end == 0 || kind != CL_PART_NOTE)
		return FALSE;
	caption_add_part(a, kind, a->at, over_signs(a->text, end, a->end));
	return TRUE;
}

gboolean
caption_begins_body(const Anatomy *a, guint at)
{
	ClPartKind kind;

	return at < a->end && special_at(a, at, &kind) == 0;
}

/* Is there a letter of body behind or before? A caption that is all shouted is a caption. */
static gboolean
whole_text_shouted(const Anatomy *a)
{
	return caption_is_shouted(a->text, a->at, a->end, 1);
}

/* What begins here, and its end; or 0, and *next is where to look again. */
static guint
part_at(const Anatomy *a, guint at, gboolean all_capitals, ClPartKind *kind, guint *next)
{
	guint end = address_end(a, at);

	*next = end > 0 ? end : (guint)(g_utf8_next_char(a->text + at) - a->text);
	if (end > 0 || g_ascii_isspace(a->text[at]))
		return 0;
	end = special_at(a, at, kind);
	if (end == 0 && (!all_capitals || a->caption->parts->len > 0)) {
		*kind = CL_PART_RESTRICTION;
		end = shouted_at(a, at);
	}
	return end > at ? end : 0;
}

void
caption_read_segments(Anatomy *a)
{
	gboolean all_capitals = whole_text_shouted(a);
	guint i = caption_skip(a->text, a->at, a->end), next;

	while (i < a->end) {
		ClPartKind kind = CL_PART_BODY;
		guint end = part_at(a, i, all_capitals, &kind, &next);

		if (end == 0) {
			i = next;
			continue;
		}
		if (i > a->at) {
			i = back_over_signs(a->text, a->at, i);
			flush_body(a, i);
			i = caption_skip(a->text, i, end);
		}
		end = over_signs(a->text, end, a->end);
		caption_add_part(a, kind, i, end);
		i = caption_skip(a->text, a->at, a->end);
	}
	flush_body(a, a->end);
}
