/* SPDX-License-Identifier: MIT
 *
 * What a slot of a pattern reads: lists of things and territories, names, numbers, quoted credits. A
 * list goes on over commas, slashes and "or"; two neighbours without any must be of one kind.
 */
#include <string.h>
#include "rules.h"
#include "when.h"

#define NAME_WORDS 5U
#define CREDIT_WORDS 60U
#define NUMBERS 100U
#define JOINTS 6U /* so many words join two items at most: "and also in the" */

/* Letters that are words before they are countries; NI is Northern Ireland in British use. */
static gboolean
is_common_word(const char *fold)
{
	static const char *const words[] = {"in", "it", "no", "me", "am", "as", "at", "be", "do",
		"is", "my", "or", "so", "to", "by", "an", "ad", "ai", "la", "de", "tv", "pm", "re",
		"st", "us", "id", "al", "py", "ni", "and", "are", "can", "est", "nor", "per", "sur", NULL};

	return g_strv_contains(words, fold);
}

guint
rights_rules_alpha2(const ClRightsRules *rules, const char *code)
{
	char upper[2];

	if (strlen(code) != 2)
		return 0;
	upper[0] = g_ascii_toupper(code[0]);
	upper[1] = g_ascii_toupper(code[1]);
	for (guint i = 0; i < rules->n_territories; i++) {
		const char *id = rules->territories[i]->id;

		if (id[0] == upper[0] && id[1] == upper[1] && id[2] == '\0')
			return i + 1;
	}
	return 0;
}

/* Does the name of a territory, longer than a code, follow without a pause? */
static gboolean
precedes_place(const ClRightsRules *rules, const RightsTokens *tokens, guint i)
{
	guint next = i + 1, end;

	return next < tokens->tokens->len && rights_token(tokens, next)->before <= RIGHTS_BREAK_SOFT &&
	       rights_rules_longest(rules, RIGHTS_ROOT_TERRITORIES, tokens, next, &end) != 0 &&
	       (end > next + 1 || strlen(rights_token(tokens, next)->fold) > 3);
}

/* "PER OUT", "PER, CHI", "PER AND CHI", "PER ONLY". */
static gboolean
is_behind_place(const RightsTokens *tokens, guint i)
{
	static const char *const words[] = {"out", "only", "and", "or", "excluded", NULL};
	const RightsToken *token = rights_token(tokens, i);

	return token->before >= RIGHTS_BREAK_SOFT || g_strv_contains(words, token->fold);
}

/* "us" is a word, "US" a country; "CAN ONLY BE USED" says nothing of Canada, "JAPAN AND KOREA ARE OUT" of the
 * Emirates, "AND CANADA OUT" of Andorra, "NE ENGLAND" of Niger. */
static gboolean
is_word(const ClRightsRules *rules, const RightsTokens *tokens, guint i)
{
	static const char *const joining[] = {"and", "ne", "se", NULL};
	const RightsToken *token = rights_token(tokens, i);
	const char *next = i + 1 < tokens->tokens->len ? rights_token(tokens, i + 1)->fold : "";

	if (!token->caps)
		return strlen(token->fold) <= 2 || is_common_word(token->fold);
	if (g_strv_contains(joining, token->fold) && precedes_place(rules, tokens, i))
		return TRUE;
	if (strlen(token->fold) > 2 && is_common_word(token->fold) && strcmp(next, "only") == 0)
		return TRUE;
	/* "UTILIZZABILE SOLO PER ILLUSTRARE": no word that stands behind a country. */
	if (strcmp(token->fold, "per") == 0 && *next != '\0' && !is_behind_place(tokens, i + 1))
		return TRUE;
	return strcmp(token->fold, "are") == 0 && strcmp(next, "out") == 0;
}

static guint
territory_at(const ClRightsRules *rules, const RightsTokens *tokens, guint i, guint *end)
{
	const RightsToken *token = rights_token(tokens, i);
	guint value = rights_rules_longest(rules, RIGHTS_ROOT_TERRITORIES, tokens, i, end);

	if (value != 0 && *end > i + 1)
		return value;
	if (value == 0 && !token->caps)
		return 0;
	if (is_word(rules, tokens, i))
		return 0;
	if (value != 0)
		return value;
	if (!token->caps || is_common_word(token->fold))
		return 0;
	*end = i + 1;
	return rights_rules_alpha2(rules, token->fold);
}

static gboolean
item_at(const ClRightsRules *rules, const RightsTokens *tokens, guint i, RightsSlot of,
	RightsItem *item)
{
	guint thing_end = i, territory_end = i, thing, territory;

	if (of == RIGHTS_SLOT_DEEDS)
		return rights_deed_at(rules, tokens, i, item);
	thing = of == RIGHTS_SLOT_THINGS
			? rights_rules_longest(rules, RIGHTS_ROOT_THINGS, tokens, i, &thing_end)
			: 0;
	territory = territory_at(rules, tokens, i, &territory_end);

	memset(item, 0, sizeof *item);
	item->start = i;
	if (thing != 0 && (territory == 0 || thing_end >= territory_end)) {
		item->thing = thing;
		item->end = thing_end;
	} else {
		item->territory = territory;
		item->end = territory_end;
	}
	return item->thing != 0 || item->territory != 0;
}

static gboolean
is_and(const RightsToken *token)
{
	static const char *const words[] = {"and", "or", "nor", "und", "oder", "et", "ou", "ni",
		"y", "o", "e", "no", "the", "any", "in", "plus", "kein", "keine", "pas", "sin",
		"der", "die", "den", "la", "le", "les", "el", "los", "las", "en", "au", "aux",
		"on", NULL};

	return g_strv_contains(words, token->fold);
}

/* "NO ONLINE USE IN JAPAN": the place is where, and not one more thing. */
static gboolean
is_where(const RightsToken *token)
{
	static const char *const words[] = {"in", "en", "au", "aux", NULL};

	return g_strv_contains(words, token->fold);
}

/* The next item behind connecting words; only then may its kind differ without a comma. */
static gboolean
next_item(const ClRightsRules *rules, const RightsTokens *tokens, const RightsItem *last,
	RightsSlot of, RightsItem *item)
{
	guint i = last->end;
	gboolean parted = FALSE, where = FALSE;

	while (i < tokens->tokens->len && i - last->end <= JOINTS) {
		const RightsToken *token = rights_token(tokens, i);

		if (token->before >= RIGHTS_BREAK_DASH)
			return FALSE;
		parted = parted || token->before >= RIGHTS_BREAK_SOFT;
		if (!is_and(token))
			break;
		parted = TRUE;
		where = where || is_where(token);
		i++;
	}
	if (i == tokens->tokens->len || !item_at(rules, tokens, i, of, item) ||
		(!parted && (item->thing != 0) != (last->thing != 0)))
		return FALSE;
	item->where = where && last->thing != 0 && item->territory != 0;
	return TRUE;
}

/* Every item of a list leads to the same end, so that none is read again from each of those before it. */
static guint
list_end(const ClRightsRules *rules, const RightsTokens *tokens, const RightsItem *first, RightsSlot of)
{
	guint *ends = tokens->list_ends[of == RIGHTS_SLOT_THINGS ? 1 : of == RIGHTS_SLOT_DEEDS ? 2 : 0];
	RightsItem item = *first, next;
	guint end;

	while (ends[item.start] == 0 && next_item(rules, tokens, &item, of, &next))
		item = next;
	end = ends[item.start] != 0 ? ends[item.start] : item.end;
	for (item = *first; ends[item.start] == 0; item = next) {
		ends[item.start] = end;
		if (!next_item(rules, tokens, &item, of, &next))
			break;
	}
	return end;
}

gboolean
rights_slot_list(const ClRightsRules *rules, const RightsTokens *tokens, guint i, RightsSlot of,
	guint *end, GArray *items)
{
	static const char *const articles[] = {
		"the", "der", "die", "den", "la", "le", "les", "el", "los", NULL};
	RightsItem item;

	if (i + 1 < tokens->tokens->len && g_strv_contains(articles, rights_token(tokens, i)->fold))
		i++;
	if (!item_at(rules, tokens, i, of, &item))
		return FALSE;
	*end = list_end(rules, tokens, &item, of);
	if (items == NULL)
		return TRUE;
	g_array_append_val(items, item);
	while (next_item(rules, tokens, &g_array_index(items, RightsItem, items->len - 1), of, &item))
		g_array_append_val(items, item);
	return TRUE;
}

gboolean
rights_slot_territory_out(const ClRightsRules *rules, const RightsToken *token, guint *territory)
{
	g_autofree char *name = NULL;
	const RightsEdge *edge;
	guint n;

	if (!g_str_has_suffix(token->fold, "out") || strlen(token->fold) < 6 || !token->caps)
		return FALSE;
	name = g_strndup(token->fold, strlen(token->fold) - 3);
	edge = rights_rules_edges(
		rules, RIGHTS_ROOT_TERRITORIES, rights_words_find(&rules->words, name), &n);
	*territory = edge == NULL ? 0 : rules->nodes[edge->to].value;
	return *territory != 0;
}

gboolean
rights_slot_underscored(const ClRightsRules *rules, const RightsToken *token, ClTerritories *set)
{
	g_auto(GStrv) parts = NULL;

	if (!g_str_has_prefix(token->fold, "no_"))
		return FALSE;
	parts = g_strsplit(token->fold, "_", -1);
	memset(set, 0, sizeof *set);
	for (guint i = 1; parts[i] != NULL; i++) {
		guint value = rights_rules_alpha2(rules, parts[i]);

		if (value == 0)
			return FALSE;
		cl_territories_unite(
			set, &rules->territories[value - 1]->set);
	}
	return TRUE;
}

gboolean
rights_is_name_word(const ClRightsRules *rules, const RightsTokens *tokens, const RightsToken *token)
{
	static const char *const verbs[] = {"is", "are", NULL};
	gunichar first = g_utf8_get_char(tokens->text + token->start);

	return !g_strv_contains(verbs, token->fold) &&
	       (g_unichar_isupper(first) || token->digit || strcmp(token->fold, "and") == 0) &&
	       (rules->flags[token->word] & (RIGHTS_WORD_COMMAND | RIGHTS_WORD_THING)) == 0;
}

/* "SUN, STAR OUT": in capitals a list of names goes on behind a comma. */
static gboolean
goes_on(const RightsToken *token)
{
	return token->before == RIGHTS_BREAK_NONE || (token->before == RIGHTS_BREAK_SOFT && token->caps);
}

/* Between a token and the one before: does a bracket close that was open before the first of them? */
static gboolean
leaves_bracket(const RightsTokens *tokens, guint i, guint *depth)
{
	for (guint at = rights_token(tokens, i - 1)->end; at < rights_token(tokens, i)->start; at++) {
		if (tokens->text[at] == ')' && *depth == 0)
			return TRUE;
		*depth += (tokens->text[at] == '(') - (tokens->text[at] == ')');
	}
	return FALSE;
}

/* The end of a statement: `limit`, a break of at least this strength, or the bracket that it stands in. */
static guint
statement_end(const RightsTokens *tokens, guint i, guint limit, RightsBreak strength, guint most)
{
	guint end = i + 1, depth = 0;

	while (end < limit && end - i < most && rights_token(tokens, end)->before < strength &&
		!leaves_bracket(tokens, end, &depth))
		end++;
	return end;
}

/* Behind an opening quote: up to the closing one. */
static gboolean
read_quoted(const RightsTokens *tokens, guint i, guint *end)
{
	static const char *const pairs[][2] = {
		{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"‘", "’"}, {"”", "”"}};
	const char *text = tokens->text, *at = text + rights_token(tokens, i)->start;

	for (gsize pair = 0; pair < G_N_ELEMENTS(pairs); pair++) {
		gsize n = strlen(pairs[pair][0]);
		const char *close;

		if ((gsize)(at - text) < n || strncmp(at - n, pairs[pair][0], n) != 0)
			continue;
		close = strstr(at, pairs[pair][1]);
		if (close == NULL)
			return FALSE;
		for (*end = i; *end < tokens->tokens->len &&
			       text + rights_token(tokens, *end)->start < close;)
			(*end)++;
		return *end > i;
	}
	return FALSE;
}

gboolean
rights_is_quoted(const RightsTokens *tokens, guint i)
{
	guint end;

	return read_quoted(tokens, i, &end);
}

static gboolean
read_id(const RightsTokens *tokens, guint i, guint *end)
{
	const RightsToken *token = rights_token(tokens, i);

	if (strpbrk(token->fold, "0123456789") == NULL || strlen(token->fold) < 4)
		return FALSE;
	for (*end = i + 1; *end < tokens->tokens->len; (*end)++) {
		token = rights_token(tokens, *end);
		if (!token->digit || tokens->text[token->start - 1] != '-')
			break;
	}
	return TRUE;
}

static gboolean
read_numbers(const RightsTokens *tokens, guint i, guint *end)
{
	for (*end = i; *end < tokens->tokens->len && *end - i < NUMBERS; (*end)++) {
		const RightsToken *token = rights_token(tokens, *end);

		if (token->fold[strspn(token->fold, "0123456789./-")] != '\0' ||
			(*end > i && token->before >= RIGHTS_BREAK_LINE))
			break;
	}
	return *end > i;
}

static gboolean
read_date(const RightsTokens *tokens, guint i, guint *end)
{
	RightsWhen when;

	return rights_when_read(tokens, i, &when, end);
}

static gboolean
read_span(const RightsTokens *tokens, guint i, guint *end)
{
	g_autofree char *text = NULL;
	gint64 span_us;

	return rights_when_span(tokens, i, &span_us, &text, end);
}

static gboolean
read_underscored(const ClRightsRules *rules, const RightsTokens *tokens, guint i, guint *end)
{
	ClTerritories set;

	*end = i + 1;
	return rights_slot_underscored(rules, rights_token(tokens, i), &set);
}

/* A name that is known may hold what else ends one. */
static gboolean
read_name(const ClRightsRules *rules, const RightsTokens *tokens, guint i, guint limit, guint *end)
{
	for (*end = i; *end < limit && *end - i < NAME_WORDS &&
		       (*end == i || goes_on(rights_token(tokens, *end)));) {
		guint known = 0;

		if (rights_rules_longest(rules, RIGHTS_ROOT_OUTLETS, tokens, *end, &known) != 0 &&
			known <= limit)
			*end = known;
		else if (rights_is_name_word(rules, tokens, rights_token(tokens, *end)))
			(*end)++;
		else
			break;
	}
	return *end > i;
}

/* Of deeds that nobody knows a sentence is better read as a whole. */
static gboolean
read_deeds(const ClRightsRules *rules, const RightsTokens *tokens, guint i, guint *end)
{
	RightsItem item, next;

	if (!rights_deed_at(rules, tokens, i, &item) ||
		!rights_slot_list(rules, tokens, i, RIGHTS_SLOT_DEEDS, end, NULL))
		return FALSE;
	while (!rights_deed_is_known(rules, &item)) {
		if (!next_item(rules, tokens, &item, RIGHTS_SLOT_DEEDS, &next))
			return FALSE;
		item = next;
	}
	return TRUE;
}

/* "Credit AS: courtesy of …", "credited TO family handout": another phrase has taken the name. */
static gboolean
is_particle(const RightsTokens *tokens, guint i, guint end)
{
	const RightsToken *token = rights_token(tokens, i);

	return end == i + 1 && !token->caps && token->end - token->start <= 2;
}

gboolean
rights_slot_read(const ClRightsRules *rules, RightsSlot slot, const RightsTokens *tokens, guint i,
	guint limit, guint *end)
{
	guint territory;

	switch (slot) {
	case RIGHTS_SLOT_TERRITORIES:
	case RIGHTS_SLOT_THINGS:
		return rights_slot_list(rules, tokens, i, slot, end, NULL);
	case RIGHTS_SLOT_DEEDS:
		return read_deeds(rules, tokens, i, end);
	case RIGHTS_SLOT_TERRITORY_OUT:
		*end = i + 1;
		return rights_slot_territory_out(rules, rights_token(tokens, i), &territory);
	case RIGHTS_SLOT_UNDERSCORED:
		return read_underscored(rules, tokens, i, end);
	case RIGHTS_SLOT_OUTLET:
		return rights_rules_longest(rules, RIGHTS_ROOT_OUTLETS, tokens, i, end) != 0;
	case RIGHTS_SLOT_DATE:
		return read_date(tokens, i, end);
	case RIGHTS_SLOT_DURATION:
		return read_span(tokens, i, end);
	case RIGHTS_SLOT_NUMBER:
		return read_numbers(tokens, i, end);
	case RIGHTS_SLOT_ID:
		return read_id(tokens, i, end);
	case RIGHTS_SLOT_NAME:
		*end = i;
		/* "BILD OUT" is about the paper. */
		if ((rules->flags[rights_token(tokens, i)->word] &
			    (RIGHTS_WORD_CONNECTOR | RIGHTS_WORD_MASTHEAD)) == RIGHTS_WORD_CONNECTOR)
			return FALSE;
		return read_name(rules, tokens, i, limit, end);
	case RIGHTS_SLOT_GAP:
		*end = statement_end(tokens, i, limit, RIGHTS_BREAK_STOP, 12);
		return TRUE;
	case RIGHTS_SLOT_REST:
		*end = statement_end(tokens, i, limit, RIGHTS_BREAK_LINE, CREDIT_WORDS);
		return TRUE;
	case RIGHTS_SLOT_CREDIT:
		if (!read_quoted(tokens, i, end))
			*end = statement_end(tokens, i, limit, RIGHTS_BREAK_LINE, CREDIT_WORDS);
		return !is_particle(tokens, i, *end);
	case RIGHTS_N_SLOTS:
		break;
	}
	return FALSE;
}
