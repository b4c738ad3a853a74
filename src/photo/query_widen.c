/* SPDX-License-Identifier: MIT
 *
 * Spellings that mean the same are one word to a search: each word (or phrase) of a query that is
 * one of them also asks for the others. Done when the query is made, so a new spelling needs no new
 * index. Which spellings those are is the caller's.
 */
#include <string.h>
#include "query_parts.h"

#define MIN_PREFIX_BYTES 4
#define MAX_FORMS 40U /* of one word: more is no spelling */

/* `at` begins a token of `tokens`, and so does what is behind `n` bytes. */
static gboolean
on_borders(const char *tokens, const char *at, gsize n)
{
	return (at == tokens || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ');
}

/* Where a form stands in the tokens; its length there in *n. A possessive s is folded into the
 * word ("kazakhstans"), an inflected form goes on ("казахстане"). */
static const char *
find_form(const char *tokens, const char *form, gsize *n)
{
	gsize length = strlen(form);
	gboolean inflected = form[length - 1] == '*';
	const char *end = tokens + strlen(tokens);

	length -= inflected;
	for (const char *at = tokens; (at = memmem(at, (gsize)(end - at), form, length)) != NULL; at++) {
		gsize more = strcspn(at + length, " ");

		if (!on_borders(tokens, at, length + more))
			continue;
		if (more == 0 || inflected || (more == 1 && at[length] == 's')) {
			*n = length + more;
			return at;
		}
	}
	return NULL;
}

static ClQuery *
same_place(const ClQuery *like, char *tokens, gboolean prefix)
{
	ClQuery *query = query_new(CL_QUERY_TEXT);

	query->field = like->field;
	query->tokens = tokens;
	query->prefix = prefix;
	return query;
}

/* The query with `form` in place of what stands at `at`. */
static void
add_form(GPtrArray *children, const ClQuery *query, const char *at, gsize n, const char *form)
{
	gsize length = strlen(form);
	gboolean inflected = form[length - 1] == '*', last = at[n] == '\0';
	g_autofree char *before = g_strndup(query->tokens, (gsize)(at - query->tokens));
	g_autofree char *stem = g_strndup(form, length - inflected);

	if (inflected && !last)
		return; /* only the end of a phrase may go on */
	g_ptr_array_add(children, same_place(query, g_strconcat(before, stem, at + n, NULL),
					  last && (inflected || query->prefix)));
	if (!inflected && g_str_is_ascii(stem))
		g_ptr_array_add(children,
			same_place(query, g_strconcat(before, stem, "s", at + n, NULL), FALSE));
}

/* With a star of the person's own: "kazakh*" asks for all that begins so, and for what else the
 * spellings that begin so mean. */
static const char *
find_begun(const ClQuery *query, const char *form, gsize *n)
{
	*n = strlen(query->tokens);
	return *n >= MIN_PREFIX_BYTES && strchr(query->tokens, ' ') == NULL &&
			       g_str_has_prefix(form, query->tokens)
		       ? query->tokens
		       : NULL;
}

static void
widen_text(ClQuery *query, const char *const *const *classes)
{
	g_autoptr(GPtrArray) children = NULL;

	for (; *classes != NULL && children == NULL; classes++) {
		const char *const *forms = *classes;
		const char *at = NULL;
		gsize n = 0;

		for (guint j = 0; forms[j] != NULL && at == NULL; j++)
			at = query->prefix && strlen(forms[j]) > strlen(query->tokens)
				     ? find_begun(query, forms[j], &n)
				     : find_form(query->tokens, forms[j], &n);
		if (at == NULL)
			continue;
		children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
		g_ptr_array_add(
			children, same_place(query, g_strdup(query->tokens), query->prefix));
		for (guint j = 0; forms[j] != NULL && j < MAX_FORMS; j++)
			add_form(children, query, at, n, forms[j]);
	}
	if (children == NULL)
		return;
	g_clear_pointer(&query->tokens, g_free);
	query->type = CL_QUERY_OR;
	query->field = CL_N_FIELDS;
	query->prefix = FALSE;
	query->children = g_steal_pointer(&children);
}

void
cl_query_widen(ClQuery *query, const char *const *const *classes)
{
	if (query->type == CL_QUERY_TEXT) {
		widen_text(query, classes);
		return;
	}
	for (guint i = 0; query->children != NULL && i < query->children->len; i++)
		cl_query_widen(query->children->pdata[i], classes);
}
