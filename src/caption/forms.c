/* SPDX-License-Identifier: MIT
 *
 * Equivalent spellings as a search takes them: the tokens of each form, and a star where a word may go on.
 */
#include <cutline/style.h>
#include <cutline/text.h>

static char *
tokens_of(const char *form)
{
	gboolean inflected = g_str_has_suffix(form, "*");
	g_autofree char *tokens = cl_text_tokens(form);

	return g_strconcat(g_strstrip(tokens), inflected ? "*" : "", NULL);
}

static GStrv
tokens_of_all(const ClEquivalents *one)
{
	GStrv forms = g_new0(char *, g_strv_length(one->forms) + 1);

	for (guint i = 0; one->forms[i] != NULL; i++)
		forms[i] = tokens_of(one->forms[i]);
	return forms;
}

GStrv *
cl_style_forms(const ClStyle *style)
{
	const GPtrArray *equivalents = cl_style_equivalents(style);
	GStrv *classes = g_new0(GStrv, equivalents->len + 1);

	for (guint i = 0; i < equivalents->len; i++)
		classes[i] = tokens_of_all(equivalents->pdata[i]);
	return classes;
}

void
cl_style_forms_free(GStrv *classes)
{
	for (GStrv *one = classes; one != NULL && *one != NULL; one++)
		g_strfreev(*one);
	g_free(classes);
}
