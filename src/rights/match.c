/* SPDX-License-Identifier: MIT
 *
 * The longest phrase at a word. A walk over the automaton's edges, bounded: slots give few ends, and
 * the number of steps from one word has a limit, whatever the text is.
 */
#include <string.h>
#include "rules.h"

#define MAX_STEPS 4000U

typedef struct {
	const ClRightsRules *rules;
	const RightsTokens *tokens;
	const guint *strong;
	gboolean fresh;
	guint steps;
	guint start;
	guint n_fixed, n_caps;
	RightsSlot
		read_slot; /* the last one read, where, and how far it went (no further: nothing) */
	guint read_at, read_end;
	guint n_captures;
	RightsCapture captures[RIGHTS_MAX_CAPTURES];
	RightsMatch *best;
} Walk;

const RightsEdge *
rights_rules_edges(const ClRightsRules *rules, guint node, guint word, guint *n)
{
	const RightsNode *here = &rules->nodes[node];
	guint from = here->edges, end = here->edges + here->n_edges, to = end;

	*n = 0;
	if (word == 0)
		return NULL;
	while (from < to) {
		guint middle = from + (to - from) / 2;

		if (rules->edges[middle].word < word)
			from = middle + 1;
		else
			to = middle;
	}
	while (from + *n < end && rules->edges[from + *n].word == word)
		++*n;
	return *n == 0 ? NULL : &rules->edges[from];
}

guint
rights_rules_longest(
	const ClRightsRules *rules, guint root, const RightsTokens *tokens, guint i, guint *end)
{
	guint node = root, value = 0, n;

	for (guint j = i; j < tokens->tokens->len; j++) {
		const RightsToken *token = rights_token(tokens, j);
		const RightsEdge *edge = rights_rules_edges(rules, node, token->word, &n);

		if (edge == NULL || (j > i && token->before >= RIGHTS_BREAK_STOP))
			break;
		node = edge->to;
		if (rules->nodes[node].value != 0) {
			value = rules->nodes[node].value;
			*end = j + 1;
		}
	}
	return value;
}

gboolean
rights_slot_is_open(RightsSlot slot)
{
	static const gboolean open[] = {
#define X(id, name, is) is,
		RIGHTS_SLOT_TABLE(X)
#undef X
	};

	return open[slot];
}

/* Parted from what stands before and behind, or the phrase before ends right here. */
static gboolean
is_whole(const Walk *walk, guint end)
{
	return (walk->fresh ||
		       rights_token(walk->tokens, walk->start)->before >= RIGHTS_BREAK_SOFT) &&
	       (end >= walk->tokens->tokens->len ||
		       rights_token(walk->tokens, end)->before >= RIGHTS_BREAK_SOFT ||
		       (walk->strong != NULL && walk->strong[end] == end));
}

/* "[do not use] AFP photo 000_34L82NW [in Germany]": what only says which picture. */
static gboolean
says_which(const Walk *walk, const RightsToken *token)
{
	return token->digit || (token->caps && walk->n_caps < walk->n_fixed) ||
	       (walk->rules->flags[token->word] & RIGHTS_WORD_CONNECTOR) != 0;
}

/* "Please do not use [the picture] AFTER FRIDAY": the words themselves end where those begin that a slot took
 * whole. */
static gboolean
is_conditional(const Walk *walk, guint end)
{
	guint n = walk->n_captures;
	guint behind = n > 0 && walk->captures[n - 1].slot == RIGHTS_SLOT_REST ? walk->captures[n - 1].start
									       : end;

	for (; behind < walk->tokens->tokens->len; behind++) {
		const RightsToken *token = rights_token(walk->tokens, behind);

		if (token->before >= RIGHTS_BREAK_SOFT)
			return FALSE;
		if ((walk->rules->flags[token->word] & RIGHTS_WORD_CONDITION) != 0)
			return TRUE;
		if (!says_which(walk, token))
			return FALSE;
	}
	return FALSE;
}

static void
propose(Walk *walk, guint value, guint end)
{
	const RightsRule *rule = walk->rules->rules[value - 1];
	RightsMatch *best = walk->best;
	gboolean caps = walk->n_caps == walk->n_fixed;

	if ((rule->whole && !is_whole(walk, end)) || (rule->unconditional && is_conditional(walk, end)))
		return;
	if (end == walk->start || (rule->capitals && !caps) || end < best->end ||
		(end == best->end && best->rule != 0 &&
			(walk->n_fixed < best->n_fixed ||
				(walk->n_fixed == best->n_fixed && value >= best->rule))))
		return;
	best->rule = value;
	best->start = walk->start;
	best->end = end;
	best->n_fixed = walk->n_fixed;
	best->caps = caps;
	best->n_captures = walk->n_captures;
	memcpy(best->captures, walk->captures, sizeof walk->captures);
}

static void step(Walk *walk, guint node, guint i);

static void
step_slot(Walk *walk, const RightsSlotEdge *edge, guint i, guint end)
{
	if (walk->n_captures == RIGHTS_MAX_CAPTURES)
		return;
	walk->captures[walk->n_captures] = (RightsCapture){edge->slot, i, end};
	walk->n_captures++;
	step(walk, edge->node, end);
	walk->n_captures--;
}

static void
try_slot(Walk *walk, const RightsSlotEdge *edge, guint i)
{
	guint n = walk->tokens->tokens->len, limit = n, end;

	if (rights_slot_is_open(edge->slot)) {
		if (walk->strong == NULL)
			return;
		limit = walk->strong[i];
		if (limit == i || (i == walk->start && !walk->fresh))
			return;
	}
	/* The edges of a node stand by slot: what one has read, the next one need not. */
	if (walk->read_slot != edge->slot || walk->read_at != i) {
		walk->read_slot = edge->slot;
		walk->read_at = i;
		walk->read_end =
			rights_slot_read(walk->rules, edge->slot, walk->tokens, i, limit, &end)
				? end
				: i;
	}
	end = walk->read_end;
	if (end == i)
		return;
	step_slot(walk, edge, i, end);
	if (edge->slot == RIGHTS_SLOT_NAME || edge->slot == RIGHTS_SLOT_GAP)
		while (--end > i)
			step_slot(walk, edge, i, end);
}

static void
step(Walk *walk, guint node, guint i)
{
	const RightsNode *here = &walk->rules->nodes[node];
	const RightsToken *token;
	const RightsEdge *along;
	guint n;

	if (here->value != 0)
		propose(walk, here->value, i);
	for (guint s = 0; s < here->n_skips; s++)
		step(walk, walk->rules->skips[here->skips + s], i);
	if (i >= walk->tokens->tokens->len || ++walk->steps > MAX_STEPS)
		return;
	token = rights_token(walk->tokens, i);
	if (i > walk->start && token->before >= RIGHTS_BREAK_STOP)
		return;
	walk->n_fixed++;
	walk->n_caps += token->caps;
	along = rights_rules_edges(walk->rules, node, token->word, &n);
	for (guint e = 0; e < n; e++)
		step(walk, along[e].to, i + 1);
	walk->n_fixed--;
	walk->n_caps -= token->caps;
	for (guint s = 0; s < here->n_slots; s++)
		try_slot(walk, &walk->rules->slots[here->slots + s], i);
}

gboolean
rights_match(const ClRightsRules *rules, const RightsTokens *tokens, guint i, const guint *strong,
	gboolean fresh, RightsMatch *match)
{
	Walk walk = {.rules = rules,
		.tokens = tokens,
		.strong = strong,
		.fresh = fresh,
		.start = i,
		.best = match,
		.read_slot = RIGHTS_N_SLOTS};

	memset(match, 0, sizeof *match);
	step(&walk, RIGHTS_ROOT_PHRASES, i);
	return match->rule != 0;
}
