/* SPDX-License-Identifier: MIT
 *
 * The credit that a supplier demands to the letter: what it puts between quotation marks.
 */
#include "private.h"

#include <string.h>

static const char *
skip_quote(const char *at)
{
	static const char *const quotes[] = {"\"", "“", "”", "„", "«", "»", "''"};

	for (gsize i = 0; i < G_N_ELEMENTS(quotes); i++)
		if (g_str_has_prefix(at, quotes[i]))
			return at + strlen(quotes[i]);
	return NULL;
}

char *
cl_credit_demanded(const char *text)
{
	static const char demand[] = "MANDATORY CREDIT";
	const char *found = text == NULL ? NULL : strcasestr(text, demand);
	const char *begin = NULL;

	if (found == NULL || !g_utf8_validate(text, -1, NULL))
		return NULL;
	found += strlen(demand);
	begin = skip_quote(found + strspn(found, " :"));
	for (const char *at = begin; at != NULL && *at != '\0'; at = g_utf8_next_char(at))
		if (skip_quote(at) != NULL)
			return at == begin ? NULL : g_strstrip(g_strndup(begin, (gsize)(at - begin)));
	return NULL;
}
