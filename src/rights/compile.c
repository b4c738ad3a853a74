/* SPDX-License-Identifier: MIT
 *
 * Patterns become edges of the automaton. A pattern is words, "(a|b c)" alternatives, "[a|b]" what may
 * be left out, "{slot}"; its words are cut as those of texts are. The branches of an item meet again, so
 * that a pattern needs as many nodes as it has words, not as it has readings.
 */
#include <string.h>
#include "build.h"

static guint
build_word(RightsBuild *build, const char *fold)
{
	guint word = GPOINTER_TO_UINT(g_hash_table_lookup(build->words, fold));
	guint16 none = 0;

	if (word != 0)
		return word;
	word = build->flags->len;
	g_array_append_val(build->flags, none);
	g_hash_table_insert(build->words, g_strdup(fold), GUINT_TO_POINTER(word));
	return word;
}

void
rights_build_flag(RightsBuild *build, const char *text, guint16 flag)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(text, NULL);

	for (guint i = 0; i < tokens->tokens->len; i++) {
		guint word = build_word(build, rights_token(tokens, i)->fold);

		g_array_index(build->flags, guint16, word) |= flag;
	}
}

void
rights_build_flag_first(RightsBuild *build, const char *pattern, guint16 flag)
{
	gboolean skips = TRUE;

	for (const char *at = pattern; skips && *at != '\0' && *at != '{'; at += strspn(at, "]) ")) {
		gsize n = strcspn(at + 1, strchr("[(", *at) != NULL ? "])" : " [({") + 1;
		g_autofree char *item = g_strndup(at, n);
		g_auto(GStrv) parts = g_strsplit(item + strspn(item, "[("), "|", -1);

		skips = *at == '[';
		for (guint i = 0; parts[i] != NULL; i++) {
			parts[i][strcspn(parts[i], " ")] = '\0';
			rights_build_flag(build, parts[i], flag);
		}
		at += n;
	}
}

static gpointer
edge_key(guint node, guint word)
{
	return GSIZE_TO_POINTER((gsize)node << 24 | word);
}

static guint
build_edge(const RightsBuild *build, guint node, guint word)
{
	return word == 0 ? 0
			 : GPOINTER_TO_UINT(
				   g_hash_table_lookup(build->first_edges, edge_key(node, word)));
}

static guint
add_node(RightsBuild *build)
{
	BuildNode node = {0};

	g_array_append_val(build->nodes, node);
	return build->nodes->len - 1;
}

static void
add_edge(RightsBuild *build, guint from, guint word, guint to)
{
	BuildEdge edge = {to, build_edge(build, from, word)};

	g_array_append_val(build->edges, edge);
	g_hash_table_insert(
		build->first_edges, edge_key(from, word), GUINT_TO_POINTER(build->edges->len - 1));
}

static void
add_slot(RightsBuild *build, guint from, RightsSlot slot, guint to)
{
	RightsSlotEdge edge = {slot, to};
	BuildNode *node = &g_array_index(build->nodes, BuildNode, from);

	if (node->slots == NULL)
		node->slots = g_array_new(FALSE, FALSE, sizeof(RightsSlotEdge));
	g_array_append_val(node->slots, edge);
}

/* A chain of words from one node to another. */
static void
add_words(RightsBuild *build, guint from, const char *text, guint to)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(text, NULL);
	guint n = tokens->tokens->len, node = from;

	for (guint i = 0; i < n; i++) {
		guint word = build_word(build, rights_token(tokens, i)->fold);
		guint next = i + 1 == n ? to : add_node(build);

		add_edge(build, node, word, next);
		node = next;
	}
}

static gboolean
find_slot(const char *name, RightsSlot *slot)
{
	static const char *const names[] = {
#define X(id, text, open) text,
		RIGHTS_SLOT_TABLE(X)
#undef X
	};

	for (*slot = 0; *slot < RIGHTS_N_SLOTS; (*slot)++)
		if (strcmp(names[*slot], name) == 0)
			return TRUE;
	return FALSE;
}

/* One item of a pattern, between two nodes; *at is moved past it. */
static gboolean
add_item(RightsBuild *build, const char **at, guint from, guint to)
{
	static const char open[] = "([{", close[] = ")]}";
	const char *kind = strchr(open, **at);
	const char *end;
	g_autofree char *inner = NULL;
	g_auto(GStrv) parts = NULL;
	RightsSlot slot;

	if (kind == NULL) {
		end = *at + strcspn(*at, " ([{");
		inner = g_strndup(*at, (gsize)(end - *at));
		add_words(build, from, inner, to);
		*at = end;
		return TRUE;
	}
	end = strchr(*at, close[kind - open]);
	if (end == NULL)
		return FALSE;
	inner = g_strndup(*at + 1, (gsize)(end - *at - 1));
	*at = end + 1;
	if (*kind == '{') {
		if (!find_slot(inner, &slot))
			return FALSE;
		add_slot(build, from, slot, to);
		return TRUE;
	}
	parts = g_strsplit(inner, "|", -1);
	for (guint i = 0; parts[i] != NULL; i++)
		add_words(build, from, parts[i], to);
	if (*kind == '[') {
		BuildNode *node = &g_array_index(build->nodes, BuildNode, from);

		if (node->skips == NULL)
			node->skips = g_array_new(FALSE, FALSE, sizeof(guint));
		g_array_append_val(node->skips, to);
	}
	return TRUE;
}

gboolean
rights_build_add(RightsBuild *build, const char *pattern, guint value, GError **error)
{
	guint node = RIGHTS_ROOT_PHRASES;
	BuildNode *last;

	for (const char *at = pattern + strspn(pattern, " "); *at != '\0'; at += strspn(at, " ")) {
		guint next = add_node(build);

		if (!add_item(build, &at, node, next)) {
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
				"the pattern '%s' cannot be read: see the slots and brackets of "
				"the shipped ones",
				pattern);
			return FALSE;
		}
		node = next;
	}
	last = &g_array_index(build->nodes, BuildNode, node);
	last->value = value;
	return TRUE;
}

static int
compare_slots(gconstpointer a, gconstpointer b)
{
	return (int)((const RightsSlotEdge *)a)->slot - (int)((const RightsSlotEdge *)b)->slot;
}

static void
reach(const RightsBuild *build, guint node, GHashTable *reached)
{
	const BuildNode *here = &g_array_index(build->nodes, BuildNode, node);

	for (guint i = 0; here->skips != NULL && i < here->skips->len; i++) {
		guint next = g_array_index(here->skips, guint, i);

		if (g_hash_table_add(reached, GUINT_TO_POINTER(next)))
			reach(build, next, reached);
	}
}

static void
copy_slots(RightsBuild *build, guint from)
{
	const GArray *slots = g_array_index(build->nodes, BuildNode, from).slots;

	for (guint i = 0; slots != NULL && i < slots->len; i++)
		add_slot(build, RIGHTS_ROOT_PHRASES, g_array_index(slots, RightsSlotEdge, i).slot,
			g_array_index(slots, RightsSlotEdge, i).node);
}

void
rights_build_close(RightsBuild *build)
{
	g_autoptr(GHashTable) reached = g_hash_table_new(NULL, NULL);
	g_autoptr(GList) keys = NULL;
	BuildNode *root;
	GHashTableIter iter;
	gpointer node;

	reach(build, RIGHTS_ROOT_PHRASES, reached);
	keys = g_hash_table_get_keys(build->first_edges);
	for (GList *at = keys; at != NULL; at = at->next) {
		gsize key = GPOINTER_TO_SIZE(at->data);
		guint from = (guint)(key >> 24), word = key & 0xFFFFFF;

		if (!g_hash_table_contains(reached, GUINT_TO_POINTER(from)))
			continue;
		for (guint edge = build_edge(build, from, word); edge != 0;
			edge = g_array_index(build->edges, BuildEdge, edge).next)
			add_edge(build, RIGHTS_ROOT_PHRASES, word,
				g_array_index(build->edges, BuildEdge, edge).to);
	}
	g_hash_table_iter_init(&iter, reached);
	while (g_hash_table_iter_next(&iter, &node, NULL))
		copy_slots(build, GPOINTER_TO_UINT(node));
	root = &g_array_index(build->nodes, BuildNode, RIGHTS_ROOT_PHRASES);
	g_clear_pointer(&root->skips, g_array_unref);
	root->value = 0;
	if (root->slots != NULL)
		g_array_sort(root->slots, compare_slots);
}

void
rights_build_add_name(RightsBuild *build, guint root, const char *name, guint value)
{
	g_autoptr(RightsTokens) tokens = rights_tokens_new(name, NULL);
	guint node = root;
	BuildNode *last;

	for (guint i = 0; i < tokens->tokens->len; i++) {
		guint word = build_word(build, rights_token(tokens, i)->fold);
		guint edge = build_edge(build, node, word);
		guint next = edge != 0 ? g_array_index(build->edges, BuildEdge, edge).to
				       : add_node(build);

		if (edge == 0)
			add_edge(build, node, word, next);
		node = next;
	}
	last = &g_array_index(build->nodes, BuildNode, node);
	if (last->value == 0)
		last->value = value;
}
